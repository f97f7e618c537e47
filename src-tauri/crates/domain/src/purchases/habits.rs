//! How a customer buys: in what rhythm, and what most.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::time::days_between;

/// What the purchases of a customer tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Habits {
    /// The median of whole days between two days with a purchase, rounded down; none before three
    /// such days: two purchases are an accident, not a rhythm.
    pub rhythm_days: Option<u32>,
    /// Items and on how many purchases each was bought, most often first, those bought last first
    /// among equals; at most five.
    pub favourites: Vec<(String, u32)>,
}

/// The most items that are named.
const FAVOURITES: usize = 5;

/// Looks through purchases that stand, oldest first: the day of each, and its items.
#[must_use]
pub fn habits<'a>(bought: impl Iterator<Item = (NaiveDate, Vec<&'a str>)>) -> Habits {
    let mut days: Vec<NaiveDate> = Vec::new();
    let mut items: HashMap<&str, (u32, usize)> = HashMap::new();
    for (place, (day, mut names)) in bought.enumerate() {
        if days.last() != Some(&day) {
            days.push(day);
        }
        names.sort_unstable();
        names.dedup();
        for name in names.into_iter().filter(|name| !name.is_empty()) {
            let item = items.entry(name).or_default();
            *item = (item.0 + 1, place);
        }
    }
    let mut gaps: Vec<i64> = days.windows(2).map(|pair| days_between(pair[0], pair[1])).collect();
    gaps.sort_unstable();
    let rhythm_days = (gaps.len() >= 2).then(|| {
        let middle = gaps.len() / 2;
        let odd = gaps.len() % 2 == 1;
        if odd { gaps[middle] } else { i64::midpoint(gaps[middle - 1], gaps[middle]) }
    });
    let mut favourites: Vec<_> = items.into_iter().collect();
    favourites
        .sort_unstable_by_key(|&(name, (count, last))| (std::cmp::Reverse((count, last)), name));
    Habits {
        rhythm_days: rhythm_days.and_then(|days| u32::try_from(days).ok()),
        favourites: favourites
            .into_iter()
            .take(FAVOURITES)
            .map(|(name, (count, _))| (name.to_owned(), count))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bought: &[(&str, &[&str])], rhythm: Option<u32>, favourites: &[(&str, u32)]) {
        let bought =
            bought.iter().map(|(day, items)| (day.parse().expect("a day"), items.to_vec()));
        let found = habits(bought);
        assert_eq!(found.rhythm_days, rhythm);
        let expected: Vec<_> =
            favourites.iter().map(|(name, n)| ((*name).to_owned(), *n)).collect();
        assert_eq!(found.favourites, expected);
    }

    #[test]
    fn rhythm_and_favourites() {
        check(&[], None, &[]);
        check(
            &[("2026-01-01", &["a"]), ("2026-01-31", &["a", "b", "a"])],
            None,
            &[("a", 2), ("b", 1)],
        );
        check(
            &[
                ("2026-01-01", &["a"]),
                ("2026-01-01", &["b"]),
                ("2026-01-11", &["", "b"]),
                ("2026-02-01", &["a"]),
            ],
            Some(15),
            &[("a", 2), ("b", 2)],
        );
        check(
            &[("2026-01-01", &[]), ("2026-01-11", &[]), ("2026-01-31", &[]), ("2026-03-01", &[])],
            Some(20),
            &[],
        );
    }
}
