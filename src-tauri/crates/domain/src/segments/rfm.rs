//! Recency, frequency, monetary: one customer among all, at a stated date.
//!
//! Quintiles are SQL's `NTILE(5)` by rank with ties by customer id, 5 = best. What else figures are
//! held against stands in [`super::Yardstick`].

use super::{EightClass, FourClass, SortingRules, Stage, StageRule, ThreeClass, Yardstick};
use crate::ids::CustomerId;

/// One customer's figures at the stated date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Activity {
    /// Whose.
    pub customer: CustomerId,
    /// Whole days from the last purchase to the stated date; never negative.
    pub recency_days: i32,
    /// Number of purchases that count; refunds are not purchases.
    pub frequency: u32,
    /// Purchases that count less refunds, in fen.
    pub monetary_fen: i64,
    /// Their own rhythm, as [`super::own_rhythm`] finds it; none before three days with a purchase.
    pub rhythm_days: Option<u32>,
}

/// Where one customer stands among all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The figures.
    pub activity: Activity,
    /// Better than the bars or not.
    pub eight: EightClass,
    /// Loyal, growth, general, at risk.
    pub four: FourClass,
    /// Core, potential, win-back.
    pub three: ThreeClass,
    /// Days away.
    pub stage: Stage,
    /// Quintiles of R, F and M, 1 to 5, 5 = best.
    pub quintiles: [u8; 3],
}

impl Position {
    /// The quintile code, e.g. `555`.
    #[must_use]
    pub fn quintile_code(&self) -> String {
        self.quintiles.iter().map(|q| char::from(b'0' + q)).collect()
    }
}

/// All customers with a purchase on or before a stated date.
#[derive(Clone, Debug, Default)]
pub struct Population {
    activities: Vec<Activity>,
    yardstick: Yardstick,
}

impl Population {
    /// Takes every customer's figures, in any order.
    #[must_use]
    pub fn new(mut activities: Vec<Activity>, rules: &SortingRules) -> Self {
        // Ties of a rank go by id, so the order here is the tie-break below.
        activities.sort_unstable_by_key(|a| a.customer);
        let yardstick = Yardstick::of(&activities, rules);
        Self { activities, yardstick }
    }

    /// What they are held against.
    #[must_use]
    pub const fn yardstick(&self) -> &Yardstick {
        &self.yardstick
    }

    /// Sorts everyone, in order of customer id.
    #[must_use]
    pub fn positions(&self, stages: &StageRule) -> Vec<Position> {
        let r = self.quintiles(|a| -i64::from(a.recency_days));
        let f = self.quintiles(|a| i64::from(a.frequency));
        let m = self.quintiles(|a| a.monetary_fen);
        self.activities
            .iter()
            .enumerate()
            .map(|(i, activity)| {
                let better = self.yardstick.better(activity);
                let stage = stages.stage(activity);
                Position {
                    activity: *activity,
                    eight: EightClass::of(better),
                    four: FourClass::of(better, stage),
                    three: ThreeClass::of(better, stage),
                    stage,
                    quintiles: [r[i], f[i], m[i]],
                }
            })
            .collect()
    }

    /// `NTILE(5) OVER (ORDER BY value, id)`: the first `n mod 5` parts hold one more than the rest.
    fn quintiles(&self, value: impl Fn(&Activity) -> i64) -> Vec<u8> {
        let n = self.activities.len();
        let mut order: Vec<(i64, u32)> =
            self.activities.iter().zip(0..).map(|(activity, i)| (value(activity), i)).collect();
        order.sort_unstable();
        let (size, larger) = (n / 5, n % 5);
        let mut parts = vec![0; n];
        let mut ranked = order.into_iter();
        for part in 0..5u8 {
            let here = size + usize::from(usize::from(part) < larger);
            for (_, i) in ranked.by_ref().take(here) {
                parts[i as usize] = part + 1;
            }
        }
        parts
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn customer(n: u128) -> CustomerId {
        CustomerId::from_uuid(uuid::Uuid::from_u128(n))
    }

    fn population(figures: &[(i32, u32, i64)]) -> Population {
        let activities = figures
            .iter()
            .zip(1..)
            .map(|(&(recency_days, frequency, monetary_fen), n)| Activity {
                customer: customer(n),
                recency_days,
                frequency,
                monetary_fen,
                rhythm_days: None,
            })
            .collect();
        Population::new(activities, &SortingRules::default())
    }

    #[track_caller]
    fn check(figures: &[(i32, u32, i64)], expected: &[(&str, &str, &str)]) {
        let found: Vec<_> = population(figures)
            .positions(&StageRule::default())
            .iter()
            .map(|p| (p.three.as_str(), p.eight.digits(), p.quintile_code()))
            .collect();
        let found: Vec<_> = found.iter().map(|(a, b, c)| (*a, *b, c.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn equal_to_the_mean_is_not_better() {
        check(
            &[(5, 2, 100), (5, 2, 100)],
            &[("potential", "000", "111"), ("potential", "000", "222")],
        );
    }

    #[test]
    fn a_big_spender_who_drifts_away_is_to_be_won_back() {
        check(
            &[(3, 9, 9_000), (200, 1, 10), (100, 8, 8_000)],
            &[("core", "111", "333"), ("win_back", "000", "111"), ("win_back", "111", "222")],
        );
    }

    #[test]
    fn ties_go_by_customer_id() {
        check(
            &[(1, 1, 1); 6],
            &[
                ("potential", "000", "111"),
                ("potential", "000", "111"),
                ("potential", "000", "222"),
                ("potential", "000", "333"),
                ("potential", "000", "444"),
                ("potential", "000", "555"),
            ],
        );
    }

    proptest! {
        #[test]
        fn quintiles_differ_in_size_by_at_most_one(figures in prop::collection::vec((0..400i32, 1..20u32, -1_000..100_000i64), 0..200)) {
            let positions = population(&figures).positions(&StageRule::default());
            for which in 0..3 {
                let mut sizes = [0usize; 5];
                for position in &positions {
                    sizes[usize::from(position.quintiles[which]) - 1] += 1;
                }
                let (least, most) = (sizes.iter().min().copied().unwrap_or(0), sizes.iter().max().copied().unwrap_or(0));
                prop_assert!(most - least <= 1);
            }
        }
    }
}
