//! The order of Today.
//!
//! A follow-up's place is `points − due day`: what speaks for it, plus one point for each day it
//! is overdue. The overdue part grows equally for all, so the order among them never changes with
//! the date and can lie in an index: the first page of 200,000 is a range read.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::Reason;
use crate::segments::ThreeClass;

/// The stored place of a follow-up; greater comes first, ties go by due time, then by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank(pub i64);

/// What speaks for a follow-up, in points. The screen words it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RankParts {
    /// For the occasion: promised by hand 40, birthday 30, drifting away 20, cadence 10.
    pub occasion: i32,
    /// For the segment: core 30, potential 15, win-back 10, none 0.
    pub segment: i32,
    /// For money at stake: 2 for each doubling of what they spent beyond ¥100, up to 30.
    pub money: i32,
    /// One for each day overdue on the day of the list; negative where it is not due yet.
    pub overdue: i32,
}

impl RankParts {
    /// Weighs one follow-up on `today`.
    #[must_use]
    pub fn weigh(
        reason: &Reason,
        segment: Option<ThreeClass>,
        monetary_fen: i64,
        due: NaiveDate,
        today: NaiveDate,
    ) -> Self {
        let occasion = match reason {
            Reason::ByHand => 40,
            Reason::Birthday { .. } => 30,
            Reason::StageEntered { .. } => 20,
            Reason::Cadence { .. } => 10,
        };
        let segment = match segment {
            Some(ThreeClass::Core) => 30,
            Some(ThreeClass::Potential) => 15,
            Some(ThreeClass::WinBack) => 10,
            None => 0,
        };
        let hundreds = u64::try_from(monetary_fen / 10_000).unwrap_or(0);
        let money =
            i32::try_from(hundreds.checked_ilog2().map_or(0, |log| log * 2).min(30)).unwrap_or(30);
        Self {
            occasion,
            segment,
            money,
            overdue: today.num_days_from_ce() - due.num_days_from_ce(),
        }
    }

    /// All points together.
    #[must_use]
    pub const fn total(&self) -> i32 {
        self.occasion + self.segment + self.money + self.overdue
    }

    /// The stored place of a follow-up due on `due`; the same whatever day it is asked for.
    #[must_use]
    pub fn rank(
        reason: &Reason,
        segment: Option<ThreeClass>,
        monetary_fen: i64,
        due: NaiveDate,
    ) -> Rank {
        // The first day of the common era: `overdue` becomes minus the due day's number, plus one.
        let epoch = NaiveDate::from_num_days_from_ce_opt(0).unwrap_or(NaiveDate::MIN);
        Rank(i64::from(Self::weigh(reason, segment, monetary_fen, due, epoch).total()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(n: i32) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(739_000 + n).expect("a day")
    }

    #[track_caller]
    fn check(segment: Option<ThreeClass>, yuan: i64, overdue: i32, expected: [i32; 4]) {
        let parts = RankParts::weigh(&Reason::ByHand, segment, yuan * 100, day(0), day(overdue));
        assert_eq!([parts.occasion, parts.segment, parts.money, parts.overdue], expected);
    }

    #[test]
    fn points_as_documented() {
        check(Some(ThreeClass::Core), 0, 0, [40, 30, 0, 0]);
        check(Some(ThreeClass::Potential), 199, 3, [40, 15, 0, 3]);
        check(Some(ThreeClass::WinBack), 400, -2, [40, 10, 4, -2]);
        check(None, 900_000_000, 0, [40, 0, 30, 0]);
        check(None, -50, 0, [40, 0, 0, 0]);
    }

    proptest! {
        #[test]
        fn the_stored_place_orders_as_the_points_do_on_any_day(
            a in (0..100i32, 0..1_000_000i64), b in (0..100i32, 0..1_000_000i64), today in 0..500i32,
        ) {
            let total = |(due, fen): (i32, i64)| {
                RankParts::weigh(&Reason::ByHand, None, fen, day(due), day(today)).total()
            };
            let rank = |(due, fen): (i32, i64)| RankParts::rank(&Reason::ByHand, None, fen, day(due));
            prop_assert_eq!(total(a).cmp(&total(b)), rank(a).cmp(&rank(b)));
        }
    }
}
