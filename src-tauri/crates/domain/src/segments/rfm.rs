//! Recency, frequency, monetary: one customer among all, at a stated date.
//!
//! Better-than-mean is decided in whole numbers (value × count against sum), so that no rounding
//! puts a customer on the wrong side. Quintiles are SQL's `NTILE(5)` by rank with ties by customer
//! id, 5 = best.

use serde::{Deserialize, Serialize};

use super::{Better, Stage, StageDays};
use crate::ids::CustomerId;

/// One customer's figures at the stated date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Activity {
    /// Whose.
    pub customer: CustomerId,
    /// Whole days from the last purchase to the stated date; never negative.
    pub recency_days: i32,
    /// Number of purchases; refunds are not purchases.
    pub frequency: u32,
    /// Purchases less refunds, in fen.
    pub monetary_fen: i64,
}

/// Core, potential, win-back.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum ThreeClass {
    /// Better than the mean in R, F and M, and not drifting away.
    Core,
    /// Everyone between.
    Potential,
    /// The stage is forgetting or lost.
    WinBack,
}

impl ThreeClass {
    /// Every class, best first.
    pub const ALL: [Self; 3] = [Self::Core, Self::Potential, Self::WinBack];

    /// The stage decides first: a customer who is drifting away is to be won back, whatever they
    /// spent before.
    #[must_use]
    pub const fn of(better: Better, stage: Stage) -> Self {
        match stage {
            Stage::Forgetting | Stage::Lost => Self::WinBack,
            _ if better.r && better.f && better.m => Self::Core,
            _ => Self::Potential,
        }
    }

    /// As it is named on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Core => "core",
            Self::Potential => "potential",
            Self::WinBack => "win_back",
        }
    }

    /// As it lies in the file: 0 core, 1 potential, 2 win-back.
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// Reads [`Self::code`].
    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.get(usize::from(code)).copied()
    }
}

/// One of the eight classes: the digits R F M, 1 = strictly better than the mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EightClass(u8);

impl EightClass {
    /// The class of three comparisons.
    #[must_use]
    pub const fn of(better: Better) -> Self {
        Self((better.r as u8) << 2 | (better.f as u8) << 1 | better.m as u8)
    }

    /// The digits, e.g. `111` for important value.
    #[must_use]
    pub const fn digits(self) -> &'static str {
        ["000", "001", "010", "011", "100", "101", "110", "111"][self.0 as usize & 7]
    }

    /// The three comparisons behind it.
    #[must_use]
    pub const fn better(self) -> Better {
        Better { r: self.0 & 4 != 0, f: self.0 & 2 != 0, m: self.0 & 1 != 0 }
    }
}

/// Sums over all customers with a purchase, from which the means come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Means {
    /// Customers with a purchase on or before the stated date.
    pub customers: u32,
    /// Sum of recency in days.
    pub sum_recency_days: i64,
    /// Sum of purchases.
    pub sum_frequency: i64,
    /// Sum of money in fen.
    pub sum_monetary_fen: i64,
}

impl Means {
    /// Adds one customer.
    pub fn add(&mut self, activity: &Activity) {
        self.customers += 1;
        self.sum_recency_days += i64::from(activity.recency_days);
        self.sum_frequency += i64::from(activity.frequency);
        self.sum_monetary_fen += activity.monetary_fen;
    }

    /// Which figures are strictly better than the mean.
    #[must_use]
    pub fn better(&self, activity: &Activity) -> Better {
        let n = i128::from(self.customers);
        Better {
            r: i128::from(activity.recency_days) * n < i128::from(self.sum_recency_days),
            f: i128::from(activity.frequency) * n > i128::from(self.sum_frequency),
            m: i128::from(activity.monetary_fen) * n > i128::from(self.sum_monetary_fen),
        }
    }

    /// Purchases missing to be strictly above the mean frequency.
    #[must_use]
    pub fn purchases_missing(&self, activity: &Activity) -> u32 {
        let wanted = self.sum_frequency / i64::from(self.customers.max(1)) + 1;
        u32::try_from(wanted - i64::from(activity.frequency)).unwrap_or(0)
    }

    /// Fen missing to be strictly above the mean spend.
    #[must_use]
    pub fn fen_missing(&self, activity: &Activity) -> i64 {
        let wanted = self.sum_monetary_fen.div_euclid(i64::from(self.customers.max(1))) + 1;
        (wanted - activity.monetary_fen).max(0)
    }

    /// Mean days since the last purchase.
    #[must_use]
    pub fn recency(&self) -> f64 {
        mean(self.sum_recency_days, self.customers)
    }

    /// Mean number of purchases.
    #[must_use]
    pub fn frequency(&self) -> f64 {
        mean(self.sum_frequency, self.customers)
    }

    /// Mean spend in fen.
    #[must_use]
    pub fn monetary(&self) -> f64 {
        mean(self.sum_monetary_fen, self.customers)
    }
}

#[allow(clippy::cast_precision_loss)] // for display only; decisions are made in whole numbers
fn mean(sum: i64, count: u32) -> f64 {
    if count == 0 { 0.0 } else { sum as f64 / f64::from(count) }
}

/// Where one customer stands among all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The figures.
    pub activity: Activity,
    /// Better than the mean or not.
    pub eight: EightClass,
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
    means: Means,
}

impl Population {
    /// Takes every customer's figures, in any order.
    #[must_use]
    pub fn new(mut activities: Vec<Activity>) -> Self {
        // Ties of a rank go by id, so the order here is the tie-break below.
        activities.sort_unstable_by_key(|a| a.customer);
        let mut means = Means::default();
        for activity in &activities {
            means.add(activity);
        }
        Self { activities, means }
    }

    /// The sums behind the means.
    #[must_use]
    pub const fn means(&self) -> &Means {
        &self.means
    }

    /// Sorts everyone, in order of customer id.
    #[must_use]
    pub fn positions(&self, days: &StageDays) -> Vec<Position> {
        let r = self.quintiles(|a| -i64::from(a.recency_days));
        let f = self.quintiles(|a| i64::from(a.frequency));
        let m = self.quintiles(|a| a.monetary_fen);
        self.activities
            .iter()
            .enumerate()
            .map(|(i, activity)| {
                let better = self.means.better(activity);
                let stage = days.stage(activity.recency_days);
                Position {
                    activity: *activity,
                    eight: EightClass::of(better),
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
            })
            .collect();
        Population::new(activities)
    }

    #[track_caller]
    fn check(figures: &[(i32, u32, i64)], expected: &[(&str, &str, &str)]) {
        let found: Vec<_> = population(figures)
            .positions(&StageDays::default())
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
            let positions = population(&figures).positions(&StageDays::default());
            for which in 0..3 {
                let mut sizes = [0usize; 5];
                for position in &positions {
                    sizes[usize::from(position.quintiles[which]) - 1] += 1;
                }
                let (least, most) = (sizes.iter().min().copied().unwrap_or(0), sizes.iter().max().copied().unwrap_or(0));
                prop_assert!(most - least <= 1);
            }
        }

        #[test]
        fn what_is_missing_to_core_is_enough(figures in prop::collection::vec((0..400i32, 1..20u32, 0..100_000i64), 1..60)) {
            let population = population(&figures);
            let means = *population.means();
            for activity in &population.activities {
                let mut richer = *activity;
                richer.frequency += means.purchases_missing(activity);
                richer.monetary_fen += means.fen_missing(activity);
                let better = means.better(&richer);
                prop_assert!(better.f && better.m);
            }
        }
    }
}
