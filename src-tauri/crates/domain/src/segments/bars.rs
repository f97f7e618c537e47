//! What everyone's figures are held against: the mean, a figure of the shop's own, or a quantile.
//!
//! Everything is decided in whole numbers (value × count against sum), so that no rounding puts a
//! customer on the wrong side.

use serde::{Deserialize, Serialize};

use super::{Activity, Better, StageBy};
use crate::error::{FieldError, InvalidCode};

/// How a shop sorts: which purchases count, what R, F and M are compared with, and what tells a
/// stage.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "camelCase", default)]
pub struct SortingRules {
    /// Frequency and money count purchases of the last so many days, the stated one included, 1 to
    /// 3,660; all where none. Recency always counts from the last purchase of all.
    pub window_days: Option<u16>,
    /// What the days since the last purchase are compared with.
    pub recency: Threshold,
    /// What the number of purchases is compared with.
    pub frequency: Threshold,
    /// What purchases less refunds are compared with, in fen.
    pub monetary: Threshold,
    /// What tells a stage.
    pub stage_by: StageBy,
}

/// What a figure is compared with.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Threshold {
    /// Better is strictly better than the mean of everyone who ever bought.
    #[default]
    Mean,
    /// Better is at most so many days, at least so many purchases, at least so many fen.
    Fixed {
        /// Days, purchases or fen.
        #[specta(type = specta_typescript::Number)]
        at: i64,
    },
    /// Better is strictly better than the figure below which so many percent lie: the value at
    /// place ⌈percent × n / 100⌉ of all, the worst first (nearest rank).
    Quantile {
        /// 1 to 99.
        percent: u8,
    },
}

/// The longest window, in days.
const MOST_WINDOW: u16 = 3_660;

impl SortingRules {
    /// Holds every figure to its range.
    ///
    /// # Errors
    /// Names the figure that is out of range.
    pub fn checked(self) -> Result<Self, FieldError> {
        if self.window_days.is_some_and(|days| !(1..=MOST_WINDOW).contains(&days)) {
            return Err(FieldError::new("windowDays", InvalidCode::OutOfRange));
        }
        for (field, threshold, most) in [
            ("recency", self.recency, i64::from(MOST_WINDOW)),
            ("frequency", self.frequency, 1_000_000),
            ("monetary", self.monetary, 1_000_000_000_000),
        ] {
            let fits = match threshold {
                Threshold::Mean => true,
                Threshold::Fixed { at } => (1..=most).contains(&at),
                Threshold::Quantile { percent } => (1..=99).contains(&percent),
            };
            if !fits {
                return Err(FieldError::new(field, InvalidCode::OutOfRange));
            }
        }
        Ok(self)
    }
}

/// Sums over all customers with a purchase, from which the means come, and the bars that stand in
/// place of means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Yardstick {
    /// Customers with a purchase on or before the stated date.
    pub customers: u32,
    /// Sum of recency in days.
    pub sum_recency_days: i64,
    /// Sum of purchases.
    pub sum_frequency: i64,
    /// Sum of money in fen.
    pub sum_monetary_fen: i64,
    /// Better is fewer days than this; than the mean where none.
    #[serde(default)]
    pub recency_bar: Option<i64>,
    /// Better is more purchases than this; than the mean where none.
    #[serde(default)]
    pub frequency_bar: Option<i64>,
    /// Better is more fen than this; than the mean where none.
    #[serde(default)]
    pub monetary_bar: Option<i64>,
}

impl Yardstick {
    /// Measures everyone.
    #[must_use]
    pub fn of<'a>(
        activities: impl IntoIterator<Item = &'a Activity>,
        rules: &SortingRules,
    ) -> Self {
        let mut measuring = Measuring::new(*rules);
        for activity in activities {
            measuring.add(activity);
        }
        measuring.finish()
    }

    /// Which figures are strictly better than their bars.
    #[must_use]
    pub fn better(&self, activity: &Activity) -> Better {
        let n = i128::from(self.customers);
        let mean = |value: i64, sum: i64| (i128::from(value) * n).cmp(&i128::from(sum));
        let against =
            |value, bar: Option<i64>, sum| bar.map_or_else(|| mean(value, sum), |b| value.cmp(&b));
        let r =
            against(activity.recency_days.into(), self.recency_bar, self.sum_recency_days).is_lt();
        let f = against(activity.frequency.into(), self.frequency_bar, self.sum_frequency).is_gt();
        let m = against(activity.monetary_fen, self.monetary_bar, self.sum_monetary_fen).is_gt();
        Better { r, f, m }
    }

    /// The first number of days without a purchase that is not better any more.
    #[must_use]
    pub fn recency_ends(&self) -> i64 {
        let n = i64::from(self.customers.max(1));
        // The least whole number that is not below the mean.
        let mean = self.sum_recency_days.div_euclid(n)
            + i64::from(self.sum_recency_days.rem_euclid(n) != 0);
        self.recency_bar.unwrap_or(mean)
    }

    /// Purchases missing to be better than the bar of frequency.
    #[must_use]
    pub fn purchases_missing(&self, activity: &Activity) -> u32 {
        let mean = self.sum_frequency / i64::from(self.customers.max(1));
        let wanted = self.frequency_bar.unwrap_or(mean) + 1;
        u32::try_from(wanted - i64::from(activity.frequency)).unwrap_or(0)
    }

    /// Fen missing to be better than the bar of money.
    #[must_use]
    pub fn fen_missing(&self, activity: &Activity) -> i64 {
        let mean = self.sum_monetary_fen.div_euclid(i64::from(self.customers.max(1)));
        (self.monetary_bar.unwrap_or(mean) + 1 - activity.monetary_fen).max(0)
    }

    /// Mean days since the last purchase.
    #[must_use]
    pub fn mean_recency(&self) -> f64 {
        mean(self.sum_recency_days, self.customers)
    }

    /// Mean number of purchases.
    #[must_use]
    pub fn mean_frequency(&self) -> f64 {
        mean(self.sum_frequency, self.customers)
    }

    /// Mean spend in fen.
    #[must_use]
    pub fn mean_monetary(&self) -> f64 {
        mean(self.sum_monetary_fen, self.customers)
    }

    /// The bars as screens word them.
    #[must_use]
    pub fn bars(&self, rules: &SortingRules) -> Bars {
        #[allow(clippy::cast_precision_loss)] // for display only
        let bar = |threshold, strict: Option<i64>, mean: f64| Bar {
            threshold,
            value: match (threshold, strict) {
                (Threshold::Fixed { at }, _) => at as f64,
                (Threshold::Quantile { .. }, Some(value)) => value as f64,
                _ => mean,
            },
        };
        Bars {
            r: bar(rules.recency, self.recency_bar, self.mean_recency()),
            f: bar(rules.frequency, self.frequency_bar, self.mean_frequency()),
            m: bar(rules.monetary, self.monetary_bar, self.mean_monetary()),
        }
    }
}

#[allow(clippy::cast_precision_loss)] // for display only; decisions are made in whole numbers
fn mean(sum: i64, count: u32) -> f64 {
    if count == 0 { 0.0 } else { sum as f64 / f64::from(count) }
}

/// What the three figures are compared with.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Bars {
    /// Days since the last purchase.
    pub r: Bar,
    /// Number of purchases.
    pub f: Bar,
    /// Money in fen.
    pub m: Bar,
}

/// One bar.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Bar {
    /// What the shop asked for.
    pub threshold: Threshold,
    /// What that is at the stated date: days, purchases or fen.
    pub value: f64,
}

/// Measures one customer after the other. Only a quantile keeps their figures.
pub struct Measuring {
    rules: SortingRules,
    sums: Yardstick,
    recency: Vec<i64>,
    frequency: Vec<i64>,
    monetary: Vec<i64>,
}

impl Measuring {
    /// Begins with nobody.
    #[must_use]
    pub const fn new(rules: SortingRules) -> Self {
        let sums = Yardstick {
            customers: 0,
            sum_recency_days: 0,
            sum_frequency: 0,
            sum_monetary_fen: 0,
            recency_bar: None,
            frequency_bar: None,
            monetary_bar: None,
        };
        Self { rules, sums, recency: Vec::new(), frequency: Vec::new(), monetary: Vec::new() }
    }

    /// Adds one customer.
    pub fn add(&mut self, activity: &Activity) {
        let is_ranked = |threshold| matches!(threshold, Threshold::Quantile { .. });
        let (days, times) = (i64::from(activity.recency_days), i64::from(activity.frequency));
        self.sums.customers += 1;
        self.sums.sum_recency_days += days;
        self.sums.sum_frequency += times;
        self.sums.sum_monetary_fen += activity.monetary_fen;
        if is_ranked(self.rules.recency) {
            // The worst first, as with the others: the longest ago.
            self.recency.push(-days);
        }
        if is_ranked(self.rules.frequency) {
            self.frequency.push(times);
        }
        if is_ranked(self.rules.monetary) {
            self.monetary.push(activity.monetary_fen);
        }
    }

    /// The sums and the bars.
    #[must_use]
    pub fn finish(self) -> Yardstick {
        let Self { rules, sums, recency, frequency, monetary } = self;
        let at_least = |threshold, values| match threshold {
            Threshold::Mean => None,
            Threshold::Fixed { at } => Some(at - 1),
            Threshold::Quantile { percent } => nearest_rank(values, percent.into()),
        };
        let recency_bar = match rules.recency {
            Threshold::Mean => None,
            Threshold::Fixed { at } => Some(at + 1),
            Threshold::Quantile { percent } => nearest_rank(recency, percent.into()).map(|v| -v),
        };
        Yardstick {
            recency_bar,
            frequency_bar: at_least(rules.frequency, frequency),
            monetary_bar: at_least(rules.monetary, monetary),
            ..sums
        }
    }
}

/// The value at place ⌈percent × n / 100⌉ of all, the least first; none of none.
pub(super) fn nearest_rank(mut values: Vec<i64>, percent: usize) -> Option<i64> {
    let place = (values.len() * percent).div_ceil(100).checked_sub(1)?;
    Some(*values.select_nth_unstable(place).1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ids::CustomerId;

    fn activities(figures: &[(i32, u32, i64)]) -> Vec<Activity> {
        figures
            .iter()
            .map(|&(recency_days, frequency, monetary_fen)| Activity {
                customer: CustomerId::from_uuid(uuid::Uuid::nil()),
                recency_days,
                frequency,
                monetary_fen,
                rhythm_days: None,
            })
            .collect()
    }

    const FIVE: [(i32, u32, i64); 5] =
        [(10, 1, 100), (20, 2, 200), (30, 3, 300), (40, 4, 400), (50, 5, 500)];

    /// The digits R F M of five customers, each better in one step more than the one before.
    #[track_caller]
    fn check(rules: SortingRules, expected: [&str; 5]) {
        let people = activities(&FIVE);
        let yardstick = Yardstick::of(&people, &rules.checked().expect("rules"));
        let found = people.iter().map(|a| super::super::EightClass::of(yardstick.better(a)));
        assert_eq!(found.map(|class| class.digits()).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn each_figure_has_a_bar_of_its_own() {
        use Threshold::{Fixed, Quantile};
        let all = SortingRules::default();
        check(all, ["100", "100", "000", "011", "011"]);
        // A figure of the shop's own is reached, a mean or a quantile is passed.
        check(
            SortingRules { recency: Fixed { at: 30 }, ..all },
            ["100", "100", "100", "011", "011"],
        );
        check(
            SortingRules { frequency: Fixed { at: 3 }, ..all },
            ["100", "100", "010", "011", "011"],
        );
        check(
            SortingRules { monetary: Fixed { at: 500 }, ..all },
            ["100", "100", "000", "010", "011"],
        );
        check(
            SortingRules { recency: Quantile { percent: 80 }, ..all },
            ["100", "000", "000", "011", "011"],
        );
        check(
            SortingRules { frequency: Quantile { percent: 20 }, ..all },
            ["100", "110", "010", "011", "011"],
        );
        check(
            SortingRules { monetary: Quantile { percent: 79 }, ..all },
            ["100", "100", "000", "010", "011"],
        );
    }

    #[track_caller]
    fn check_refused(rules: SortingRules, field: &str) {
        assert_eq!(rules.checked(), Err(FieldError::new(field, InvalidCode::OutOfRange)));
    }

    #[test]
    fn figures_out_of_range_are_refused() {
        let all = SortingRules::default();
        check_refused(SortingRules { window_days: Some(0), ..all }, "windowDays");
        check_refused(SortingRules { window_days: Some(3_661), ..all }, "windowDays");
        check_refused(SortingRules { recency: Threshold::Fixed { at: 0 }, ..all }, "recency");
        check_refused(SortingRules { frequency: Threshold::Fixed { at: -1 }, ..all }, "frequency");
        check_refused(
            SortingRules { monetary: Threshold::Quantile { percent: 100 }, ..all },
            "monetary",
        );
    }

    #[test]
    fn sums_of_an_earlier_program_are_read() {
        let json = r#"{"customers":2,"sum_recency_days":3,"sum_frequency":4,"sum_monetary_fen":5}"#;
        let read: Yardstick = serde_json::from_str(json).expect("a yardstick");
        assert_eq!((read.customers, read.recency_bar), (2, None));
    }

    fn thresholds() -> impl Strategy<Value = Threshold> {
        prop_oneof![
            Just(Threshold::Mean),
            (1..60_i64).prop_map(|at| Threshold::Fixed { at }),
            (1..100_u8).prop_map(|percent| Threshold::Quantile { percent }),
        ]
    }

    fn rules() -> impl Strategy<Value = SortingRules> {
        (thresholds(), thresholds(), thresholds()).prop_map(|(recency, frequency, monetary)| {
            SortingRules { recency, frequency, monetary, ..SortingRules::default() }
        })
    }

    proptest! {
        #[test]
        fn what_is_missing_to_core_is_enough(
            figures in prop::collection::vec((0..400_i32, 1..20_u32, 0..100_000_i64), 1..60),
            rules in rules(),
        ) {
            let people = activities(&figures);
            let yardstick = Yardstick::of(&people, &rules);
            for activity in &people {
                let mut richer = *activity;
                richer.frequency += yardstick.purchases_missing(activity);
                richer.monetary_fen += yardstick.fen_missing(activity);
                let better = yardstick.better(&richer);
                prop_assert!(better.f && better.m);
            }
        }

        #[test]
        fn recency_ends_where_it_says(
            figures in prop::collection::vec((0..400_i32, 1..20_u32, 0..100_000_i64), 1..60),
            rules in rules(),
        ) {
            let people = activities(&figures);
            let yardstick = Yardstick::of(&people, &rules);
            let at = |days: i64| {
                let days = i32::try_from(days).expect("few");
                yardstick.better(&Activity { recency_days: days, ..people[0] }).r
            };
            prop_assert!(!at(yardstick.recency_ends()));
            prop_assert!(yardstick.recency_ends() < 1 || at(yardstick.recency_ends() - 1));
        }

        #[test]
        fn at_most_the_rest_is_above_a_quantile(
            values in prop::collection::vec(-50..50_i64, 1..200),
            percent in 1..100_usize,
        ) {
            let bar = nearest_rank(values.clone(), percent).expect("a value");
            let (n, above) = (values.len(), values.iter().filter(|v| **v > bar).count());
            let below = values.iter().filter(|v| **v < bar).count();
            prop_assert!(above * 100 <= n * (100 - percent));
            prop_assert!(below * 100 < n * percent);
        }
    }
}
