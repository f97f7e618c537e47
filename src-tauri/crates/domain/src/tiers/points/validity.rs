//! How long points stay valid.

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::error::{FieldError, InvalidCode};
use crate::time::add_days;

/// How long points stay valid, counted from the civil day of the purchase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Validity {
    /// Until they are spent.
    #[default]
    Never,
    /// This many days, 1 to 3,650: points of the 1st that are valid for one day are still good on
    /// the 2nd.
    Days {
        /// How many.
        days: u16,
    },
    /// To the end of the month that lies this many months ahead, 0 to 120; 0 is the month itself.
    Months {
        /// How many.
        months: u16,
    },
    /// To the end of the year that lies this many years ahead, 0 to 10; 1 is the next year.
    Years {
        /// How many.
        years: u8,
    },
}

impl Validity {
    /// Holds the figure to its range.
    ///
    /// # Errors
    /// `validity` out of range.
    pub fn checked(self) -> Result<Self, FieldError> {
        let fits = match self {
            Self::Never => true,
            Self::Days { days } => (1..=3_650).contains(&days),
            Self::Months { months } => months <= 120,
            Self::Years { years } => years <= 10,
        };
        if fits { Ok(self) } else { Err(FieldError::new("validity", InvalidCode::OutOfRange)) }
    }

    /// The last day on which points of `day` are good; none where they never expire.
    #[must_use]
    pub fn last_day(self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Never => None,
            Self::Days { days } => Some(add_days(day, i64::from(days))),
            Self::Months { months } => {
                let counted = day.month0() + u32::from(months);
                let year = day.year() + i32::try_from(counted / 12).unwrap_or(0);
                Some(end_of_month(year, counted % 12 + 1))
            }
            Self::Years { years } => Some(end_of_month(day.year() + i32::from(years), 12)),
        }
    }
}

fn end_of_month(year: i32, month: u32) -> NaiveDate {
    (28..=31)
        .rev()
        .find_map(|day| NaiveDate::from_ymd_opt(year, month, day))
        .unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(validity: Validity, day: &str, expected: Option<&str>) {
        let day = day.parse().expect("a day");
        assert_eq!(validity.last_day(day).map(|day| day.to_string()).as_deref(), expected);
    }

    #[test]
    fn leap_days_and_ends_of_months() {
        let (days, months) = (|days| Validity::Days { days }, |months| Validity::Months { months });
        check(Validity::Never, "2028-02-29", None);
        check(days(1), "2027-02-28", Some("2027-03-01"));
        check(days(1), "2028-02-28", Some("2028-02-29"));
        check(days(365), "2028-02-29", Some("2029-02-28"));
        check(days(366), "2027-03-01", Some("2028-03-01"));
        check(months(0), "2028-02-01", Some("2028-02-29"));
        check(months(12), "2028-02-29", Some("2029-02-28"));
        check(months(12), "2027-02-28", Some("2028-02-29"));
        check(months(1), "2026-01-31", Some("2026-02-28"));
        check(months(1), "2026-12-31", Some("2027-01-31"));
        check(months(24), "2026-11-30", Some("2028-11-30"));
        check(Validity::Years { years: 0 }, "2026-12-31", Some("2026-12-31"));
        check(Validity::Years { years: 1 }, "2026-01-01", Some("2027-12-31"));
    }
}
