//! When gift boxes are bought.

use chrono::{Datelike as _, NaiveDate};

use super::goods::Good;

type MonthDay = (u32, u32);

/// Spring Festival and Mid-Autumn as `(year, (month, day), (month, day))`; a shop opened after
/// the last of them has a calmer sample.
const DAYS: [(i32, MonthDay, MonthDay); 18] = [
    (2023, (1, 22), (9, 29)),
    (2024, (2, 10), (9, 17)),
    (2025, (1, 29), (10, 6)),
    (2026, (2, 17), (9, 25)),
    (2027, (2, 6), (9, 15)),
    (2028, (1, 26), (10, 3)),
    (2029, (2, 13), (9, 22)),
    (2030, (2, 3), (9, 12)),
    (2031, (1, 23), (10, 1)),
    (2032, (2, 11), (9, 19)),
    (2033, (1, 31), (9, 8)),
    (2034, (2, 19), (9, 27)),
    (2035, (2, 8), (9, 16)),
    (2036, (1, 28), (10, 4)),
    (2037, (2, 15), (9, 24)),
    (2038, (2, 4), (9, 13)),
    (2039, (1, 24), (10, 2)),
    (2040, (2, 12), (9, 20)),
];

/// The festivals between two days, and what is given at each.
pub(super) fn between(first: NaiveDate, last: NaiveDate) -> Vec<(NaiveDate, Good)> {
    let mut found = Vec::new();
    for (year, spring, autumn) in DAYS.into_iter().filter(|d| d.0 >= first.year()) {
        for ((month, day), good) in [(spring, Good::NewYearBox), (autumn, Good::MooncakeBox)] {
            found.extend(
                NaiveDate::from_ymd_opt(year, month, day)
                    .filter(|day| first <= *day && *day <= last)
                    .map(|day| (day, good)),
            );
        }
    }
    found
}
