//! The order of Today.
//!
//! A follow-up's place is the sum of what speaks for it, each part times the weight that the shop
//! gives it. Two of the parts change with the day: one point is added for each day overdue, and one
//! for each day by which a deadline comes nearer. Both grow equally for all, so the order among
//! follow-ups never changes with the date and can lie in an index: the first page of 200,000 is a
//! range read.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::Reason;
use crate::error::{FieldError, InvalidCode};
use crate::segments::{Stage, ThreeClass};
use crate::time::days_between;

/// The stored place of a follow-up; greater comes first, ties go by due time, then by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank(pub i64);

/// What is known of a customer that speaks for their follow-ups.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Their segment.
    pub segment: Option<ThreeClass>,
    /// Their stage.
    pub stage: Option<Stage>,
    /// The place of their level from the lowest, which is 0.
    pub level: Option<u8>,
    /// What they spent, in fen.
    pub monetary_fen: i64,
    /// How often they bought.
    pub purchases: u32,
}

/// When something is due and what it can wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timing {
    /// The day it is due.
    pub due: NaiveDate,
    /// The last day on which it still does what it is for; none: it can wait.
    pub by: Option<NaiveDate>,
}

/// What speaks for a follow-up, in points before they are weighed. The screen words it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RankParts {
    /// For little time left between its due day and the last good one: 14 less these days, 0 to 14.
    /// With the days overdue this counts down to the deadline.
    pub deadline: i32,
    /// For what was promised: set by hand or after a complaint 40, a day of theirs 30, something that runs out or is
    /// used up 25, after a purchase or a change of stage or level 20, a cadence 10.
    pub occasion: i32,
    /// For the segment: core 30, potential 15, win-back 10, none 0.
    pub segment: i32,
    /// For the level of membership: 8 for each from the lowest, up to 32.
    pub level: i32,
    /// For money at stake: 2 for each doubling of what they spent beyond ¥100, up to 30.
    pub money: i32,
    /// For the chance that they come: active 20, silent 14, forgetting 8, lost 2, never bought 4,
    /// and 1 for each purchase, up to 10.
    pub chance: i32,
    /// One for each day overdue on the day of the list; negative where it is not due yet.
    pub overdue: i32,
}

/// How much each part counts, 0 to 10; 1 as delivered. `overdue` weighs the passing of time, of
/// which the deadline is a part, and is 1 at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default)]
pub struct Weights {
    /// Of time left and of days overdue.
    pub time: u8,
    /// Of what was promised.
    pub occasion: u8,
    /// Of the segment.
    pub segment: u8,
    /// Of the level.
    pub level: u8,
    /// Of money at stake.
    pub money: u8,
    /// Of the chance that they come.
    pub chance: u8,
}

impl Default for Weights {
    fn default() -> Self {
        Self { time: 1, occasion: 1, segment: 1, level: 1, money: 1, chance: 1 }
    }
}

impl Weights {
    /// Holds every weight to its range.
    ///
    /// # Errors
    /// Names a weight over 10, and `time` where it is 0: what is late must count.
    pub fn checked(self) -> Result<Self, FieldError> {
        let all = [
            ("time", self.time),
            ("occasion", self.occasion),
            ("segment", self.segment),
            ("level", self.level),
            ("money", self.money),
            ("chance", self.chance),
        ];
        let bad = all
            .into_iter()
            .find(|(name, weight)| *weight > 10 || (*name == "time" && *weight == 0));
        match bad {
            Some((name, _)) => Err(FieldError::new(name, InvalidCode::OutOfRange)),
            None => Ok(self),
        }
    }
}

/// The most days of a deadline that give points.
const DEADLINE_DAYS: i64 = 14;

impl RankParts {
    /// What speaks for one follow-up on `today`. Of several reasons the weightiest counts.
    #[must_use]
    pub fn weigh<'a>(
        reasons: impl IntoIterator<Item = &'a Reason>,
        standing: &Standing,
        timing: Timing,
        today: NaiveDate,
    ) -> Self {
        let occasion = reasons.into_iter().map(points_of).max().unwrap_or(0);
        let segment = match standing.segment {
            Some(ThreeClass::Core) => 30,
            Some(ThreeClass::Potential) => 15,
            Some(ThreeClass::WinBack) => 10,
            None => 0,
        };
        let chance = match standing.stage {
            Some(Stage::Active) => 20,
            Some(Stage::Silent) => 14,
            Some(Stage::Forgetting) => 8,
            Some(Stage::Lost) => 2,
            None => 4,
        };
        let often = i32::try_from(standing.purchases.min(10)).unwrap_or(10);
        let hundreds = u64::try_from(standing.monetary_fen / 10_000).unwrap_or(0);
        let doublings = hundreds.checked_ilog2().map_or(0, |log| log * 2).min(30);
        let room = timing.by.map_or(DEADLINE_DAYS, |by| days_between(timing.due, by));
        Self {
            deadline: small(DEADLINE_DAYS - room.clamp(0, DEADLINE_DAYS)),
            occasion,
            segment,
            level: standing.level.map_or(0, |place| (i32::from(place) + 1) * 8).min(32),
            money: i32::try_from(doublings).unwrap_or(30),
            chance: chance + often,
            overdue: today.num_days_from_ce() - timing.due.num_days_from_ce(),
        }
    }

    /// All points together, weighed.
    #[must_use]
    pub fn total(&self, weights: &Weights) -> i32 {
        i32::from(weights.time) * (self.deadline + self.overdue)
            + i32::from(weights.occasion) * self.occasion
            + i32::from(weights.segment) * self.segment
            + i32::from(weights.level) * self.level
            + i32::from(weights.money) * self.money
            + i32::from(weights.chance) * self.chance
    }

    /// The stored place of a follow-up; the same whatever day it is asked for.
    #[must_use]
    pub fn rank<'a>(
        reasons: impl IntoIterator<Item = &'a Reason>,
        standing: &Standing,
        timing: Timing,
        weights: &Weights,
    ) -> Rank {
        // The day before the common era: `overdue` becomes minus the due day's number.
        let epoch = NaiveDate::from_num_days_from_ce_opt(0).unwrap_or(NaiveDate::MIN);
        Rank(i64::from(Self::weigh(reasons, standing, timing, epoch).total(weights)))
    }
}

const fn points_of(reason: &Reason) -> i32 {
    match reason {
        Reason::ByHand | Reason::Complaint { .. } => 40,
        Reason::Birthday { .. }
        | Reason::Anniversary { .. }
        | Reason::Festival { .. }
        | Reason::ChildAge { .. } => 30,
        Reason::Expiring { .. }
        | Reason::UsedUp { .. }
        | Reason::Renewal { .. }
        | Reason::SessionsLeft { .. } => 25,
        Reason::StageEntered { .. }
        | Reason::AfterPurchase { .. }
        | Reason::Onboarding { .. }
        | Reason::LevelReached { .. }
        | Reason::LevelNear { .. }
        | Reason::LevelFalling { .. } => 20,
        Reason::Cadence { .. } | Reason::Recurring { .. } => 10,
    }
}

fn small(points: i64) -> i32 {
    i32::try_from(points).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::time::add_days;

    fn day(n: i32) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(739_000 + n).expect("a day")
    }

    #[track_caller]
    fn check(standing: &Standing, overdue: i32, room: Option<i64>, expected: [i32; 7]) {
        let timing = Timing { due: day(0), by: room.map(|room| add_days(day(0), room)) };
        let parts = RankParts::weigh([&Reason::ByHand], standing, timing, day(overdue));
        let RankParts { deadline, occasion, segment, level, money, chance, overdue } = parts;
        assert_eq!([deadline, occasion, segment, level, money, chance, overdue], expected);
    }

    #[test]
    fn points_as_documented() {
        let nobody = Standing::default();
        let core = Standing {
            segment: Some(ThreeClass::Core),
            stage: Some(Stage::Active),
            level: Some(1),
            monetary_fen: 40_000,
            purchases: 3,
        };
        let rich = Standing { monetary_fen: 90_000_000_000, level: Some(9), ..core };
        let owing = Standing { monetary_fen: -5_000, stage: Some(Stage::Lost), ..nobody };
        check(&nobody, 0, None, [0, 40, 0, 0, 0, 4, 0]);
        check(&core, 3, Some(14), [0, 40, 30, 16, 4, 23, 3]);
        check(&rich, -2, Some(1), [13, 40, 30, 32, 30, 23, -2]);
        check(&owing, 0, Some(0), [14, 40, 0, 0, 0, 2, 0]);
        check(&owing, 0, Some(-3), [14, 40, 0, 0, 0, 2, 0]);
    }

    #[test]
    fn of_several_reasons_the_weightiest_counts() {
        let cadence = Reason::Recurring { name: String::new(), day: day(0) };
        let birthday = Reason::Birthday { day: day(0), age: None };
        let timing = Timing { due: day(0), by: None };
        let parts = RankParts::weigh([&cadence, &birthday], &Standing::default(), timing, day(0));
        assert_eq!(parts.occasion, 30);
    }

    #[test]
    fn weights_are_held_to_their_range() {
        assert!(Weights::default().checked().is_ok());
        for (weights, field) in [
            (Weights { time: 0, ..Weights::default() }, "time"),
            (Weights { money: 11, ..Weights::default() }, "money"),
        ] {
            assert_eq!(weights.checked().expect_err("refused").field, field);
        }
    }

    prop_compose! {
        fn anyone()(fen in 0..1_000_000_i64, purchases in 0..20_u32, level in prop::option::of(0..5_u8),
            due in 0..100_i32, room in prop::option::of(0..30_i64)) -> (Standing, Timing) {
            let standing = Standing { monetary_fen: fen, purchases, level, ..Standing::default() };
            (standing, Timing { due: day(due), by: room.map(|room| add_days(day(due), room)) })
        }
    }

    proptest! {
        #[test]
        fn the_stored_place_orders_as_the_points_do_on_any_day(
            a in anyone(), b in anyone(), today in 0..500_i32, time in 1..10_u8, money in 0..10_u8,
        ) {
            let weights = Weights { time, money, ..Weights::default() };
            let total = |(standing, timing): (Standing, Timing)| {
                RankParts::weigh([&Reason::ByHand], &standing, timing, day(today)).total(&weights)
            };
            let rank = |(standing, timing): (Standing, Timing)| {
                RankParts::rank([&Reason::ByHand], &standing, timing, &weights)
            };
            prop_assert_eq!(total(a).cmp(&total(b)), rank(a).cmp(&rank(b)));
        }
    }
}
