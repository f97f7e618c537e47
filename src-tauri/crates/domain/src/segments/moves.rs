//! Who moved from where to where, and who will if nothing happens.
//!
//! A place is the three comparisons and the stage: every class but the quintiles is read from these
//! two, so one note of a move serves all schemes.

use serde::{Deserialize, Serialize};

use super::{EightClass, FourClass, Sorter, Stage, ThreeClass};

/// Where a customer with a purchase stands.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
pub struct Place {
    /// Each comparison.
    pub eight: EightClass,
    /// How long they have been away.
    pub stage: Stage,
}

impl Place {
    /// Core, potential or win-back.
    #[must_use]
    pub const fn three(self) -> ThreeClass {
        ThreeClass::of(self.eight.better(), self.stage)
    }

    /// Loyal, growth, general or at risk.
    #[must_use]
    pub const fn four(self) -> FourClass {
        FourClass::of(self.eight.better(), self.stage)
    }
}

/// The schemes of which moves are kept.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum MoveScheme {
    /// Core, potential, win-back.
    #[default]
    Three,
    /// Loyal, growth, general, at risk.
    Four,
    /// Each comparison.
    Eight,
    /// Active, silent, forgetting, lost.
    Stage,
}

impl MoveScheme {
    /// What a place is called in this scheme.
    #[must_use]
    pub const fn class(self, place: Place) -> &'static str {
        match self {
            Self::Three => place.three().as_str(),
            Self::Four => place.four().as_str(),
            Self::Eight => place.eight.digits(),
            Self::Stage => place.stage.as_str(),
        }
    }

    /// Every class, in the order screens show them: the best first.
    #[must_use]
    pub fn classes(self) -> Vec<&'static str> {
        match self {
            Self::Three => ThreeClass::ALL.map(ThreeClass::as_str).into(),
            Self::Four => FourClass::ALL.map(FourClass::as_str).into(),
            Self::Eight => EightClass::DIGITS.into_iter().rev().collect(),
            Self::Stage => Stage::ALL.map(Stage::as_str).into(),
        }
    }
}

/// What makes a core customer leave who buys nothing more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum LeavesBy {
    /// They will not have been here lately enough.
    Recency,
    /// They will be forgetting the shop.
    Stage,
}

/// In how many days a customer of core leaves it who buys nothing more, and why. Only time passes:
/// what they are held against stays as it is, since others go on buying.
#[must_use]
pub fn leaves_core(
    recency_days: i32,
    rhythm_days: Option<u32>,
    sorter: &Sorter,
) -> (i64, LeavesBy) {
    let away = i64::from(recency_days);
    let limits = sorter.stages.limits(rhythm_days);
    let by_stage = limits.entered_after(Stage::Forgetting) - away;
    let by_recency = sorter.yardstick.recency_ends() - away;
    if by_recency <= by_stage {
        (by_recency, LeavesBy::Recency)
    } else {
        (by_stage, LeavesBy::Stage)
    }
}

/// One of the three figures.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "camelCase")]
pub enum Figure {
    /// Days since the last purchase.
    Recency,
    /// Number of purchases.
    Frequency,
    /// Money.
    Monetary,
}

/// What changed between two places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum MoveReason {
    /// They bought for the first time.
    FirstPurchase,
    /// Their only purchase was taken back.
    NothingLeft,
    /// They came back, or stayed away for longer.
    Stage {
        /// Before.
        from: Stage,
        /// After.
        to: Stage,
    },
    /// The figure is better than its bar now.
    Better {
        /// Which.
        figure: Figure,
    },
    /// The figure is not better than its bar any more.
    NotBetter {
        /// Which.
        figure: Figure,
    },
}

/// Why somebody stands elsewhere now: everything that differs between two places.
#[must_use]
pub fn move_reasons(before: Option<Place>, after: Option<Place>) -> Vec<MoveReason> {
    let (before, after) = match (before, after) {
        (Some(before), Some(after)) => (before, after),
        (None, Some(_)) => return vec![MoveReason::FirstPurchase],
        (Some(_), None) => return vec![MoveReason::NothingLeft],
        (None, None) => return Vec::new(),
    };
    let mut reasons = Vec::new();
    if before.stage != after.stage {
        reasons.push(MoveReason::Stage { from: before.stage, to: after.stage });
    }
    let (was, is) = (before.eight.better(), after.eight.better());
    for (figure, was, is) in [
        (Figure::Recency, was.r, is.r),
        (Figure::Frequency, was.f, is.f),
        (Figure::Monetary, was.m, is.m),
    ] {
        match (was, is) {
            (false, true) => reasons.push(MoveReason::Better { figure }),
            (true, false) => reasons.push(MoveReason::NotBetter { figure }),
            _ => {}
        }
    }
    reasons
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Activity, SortingRules, StageRule, Yardstick};
    use super::*;
    use crate::ids::CustomerId;

    fn activity((recency_days, frequency, monetary_fen): (i32, u32, i64)) -> Activity {
        let customer = CustomerId::from_uuid(uuid::Uuid::nil());
        Activity { customer, recency_days, frequency, monetary_fen, rhythm_days: None }
    }

    fn sorter(people: &[Activity]) -> Sorter {
        let rules = SortingRules::default();
        let yardstick = Yardstick::of(people, &rules);
        Sorter { rules, yardstick, stages: StageRule::default() }
    }

    #[track_caller]
    fn check(figures: &[(i32, u32, i64)], expected: Option<(i64, LeavesBy)>) {
        let people: Vec<_> = figures.iter().copied().map(activity).collect();
        let sorter = sorter(&people);
        let found = (sorter.place(&people[0]).three() == ThreeClass::Core)
            .then(|| leaves_core(people[0].recency_days, None, &sorter));
        assert_eq!(found, expected);
    }

    #[test]
    fn core_ends_by_the_mean_or_by_the_stage() {
        check(&[(80, 9, 900), (400, 1, 1)], Some((11, LeavesBy::Stage)));
        check(&[(10, 9, 900), (40, 1, 1)], Some((15, LeavesBy::Recency)));
        // At the mean of 25.5 days the 26th is the first that is not better.
        check(&[(10, 9, 900), (41, 1, 1)], Some((16, LeavesBy::Recency)));
        check(&[(10, 1, 1), (40, 9, 900)], None);
        check(&[(100, 9, 900), (400, 1, 1)], None);
    }

    #[test]
    fn every_place_has_a_class_of_every_scheme() {
        for scheme in [MoveScheme::Three, MoveScheme::Four, MoveScheme::Eight, MoveScheme::Stage] {
            for eight in EightClass::ALL {
                for stage in Stage::ALL {
                    let class = scheme.class(Place { eight, stage });
                    assert!(scheme.classes().contains(&class));
                }
            }
        }
    }

    #[track_caller]
    fn check_reasons(before: (&str, Stage), after: (&str, Stage), expected: &[MoveReason]) {
        let place = |(digits, stage)| {
            let eight = EightClass::ALL.into_iter().find(|class| class.digits() == digits);
            eight.map(|eight| Place { eight, stage })
        };
        assert_eq!(move_reasons(place(before), place(after)), expected);
    }

    #[test]
    fn a_reason_for_everything_that_differs() {
        use Figure::{Frequency, Monetary, Recency};
        use MoveReason::{Better, FirstPurchase, NotBetter, NothingLeft};
        let (active, silent) = (Stage::Active, Stage::Silent);
        check_reasons(("111", active), ("111", active), &[]);
        check_reasons(
            ("111", active),
            ("011", silent),
            &[MoveReason::Stage { from: active, to: silent }, NotBetter { figure: Recency }],
        );
        check_reasons(
            ("100", active),
            ("111", active),
            &[Better { figure: Frequency }, Better { figure: Monetary }],
        );
        check_reasons(("", active), ("100", active), &[FirstPurchase]);
        check_reasons(("100", active), ("", active), &[NothingLeft]);
    }

    proptest! {
        #[test]
        fn they_leave_on_the_day_that_is_told(
            figures in prop::collection::vec((0..200_i32, 1..20_u32, 0..100_000_i64), 2..40),
        ) {
            let people: Vec<_> = figures.into_iter().map(activity).collect();
            let sorter = sorter(&people);
            for person in &people {
                if sorter.place(person).three() != ThreeClass::Core {
                    continue;
                }
                let (days, _) = leaves_core(person.recency_days, None, &sorter);
                let after = |days: i64| {
                    let recency_days = person.recency_days + i32::try_from(days).expect("few");
                    sorter.place(&Activity { recency_days, ..*person }).three()
                };
                prop_assert!(days >= 1);
                prop_assert_ne!(after(days), ThreeClass::Core);
                prop_assert_eq!(after(days - 1), ThreeClass::Core);
            }
        }
    }
}
