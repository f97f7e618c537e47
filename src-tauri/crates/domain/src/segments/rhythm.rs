//! A customer's own rhythm: how long they usually stay away.
//!
//! Somebody who buys flowers each week is missed after three; somebody who has a suit made every
//! year is not lost after six months. Whoever bought on three days or more is therefore held
//! against their own gaps where the shop says so.

use chrono::NaiveDate;

use crate::time::days_between;

/// The shortest rhythm that scales anything, in days: who comes daily is not silent after a
/// weekend.
pub const LEAST_RHYTHM_DAYS: u32 = 7;

/// The 90th percentile (nearest rank) of whole days between two days with a purchase, at least
/// [`LEAST_RHYTHM_DAYS`]; none before three such days, since two purchases are an accident, not a
/// rhythm. `days` are in order; a day may come more than once.
#[must_use]
pub fn own_rhythm(days: impl IntoIterator<Item = NaiveDate>) -> Option<u32> {
    let mut days = days.into_iter();
    let mut before = days.next()?;
    let mut gaps: Vec<i64> = Vec::new();
    for day in days {
        if day != before {
            gaps.push(days_between(before, day));
            before = day;
        }
    }
    if gaps.len() < 2 {
        return None;
    }
    let gap = super::bars::nearest_rank(gaps, 90)?;
    Some(u32::try_from(gap).unwrap_or(u32::MAX).max(LEAST_RHYTHM_DAYS))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::time::add_days;

    fn day(n: i64) -> NaiveDate {
        add_days("2024-02-28".parse().expect("a day"), n)
    }

    #[track_caller]
    fn check(days: &[i64], expected: Option<u32>) {
        assert_eq!(own_rhythm(days.iter().map(|n| day(*n))), expected);
    }

    #[test]
    fn three_days_make_a_rhythm() {
        check(&[], None);
        check(&[0], None);
        check(&[0, 40], None);
        // Three purchases, two days.
        check(&[0, 40, 40], None);
        check(&[0, 40, 60], Some(40));
        // Over the leap day, 28 February to 1 March, are two days.
        check(&[0, 2, 3], Some(LEAST_RHYTHM_DAYS));
        check(&[0, 30, 60, 400], Some(340));
        // Of ten gaps the ninth: one long absence is no rhythm.
        check(&[0, 10, 20, 30, 40, 50, 60, 70, 80, 92, 500], Some(12));
        check(&[0, 10, 20, 30, 40, 50, 60, 70, 80, 500], Some(420));
    }

    proptest! {
        #[test]
        fn nine_of_ten_gaps_are_no_longer(gaps in prop::collection::vec(1..400_i64, 2..40)) {
            let mut at = 0;
            let days: Vec<_> = std::iter::once(0).chain(gaps.iter().map(|gap| { at += gap; at })).collect();
            let rhythm = i64::from(own_rhythm(days.into_iter().map(day)).expect("a rhythm"));
            let within = gaps.iter().filter(|gap| **gap <= rhythm).count();
            prop_assert!(within * 10 >= gaps.len() * 9);
            prop_assert!(gaps.contains(&rhythm) || rhythm == i64::from(LEAST_RHYTHM_DAYS));
        }
    }
}
