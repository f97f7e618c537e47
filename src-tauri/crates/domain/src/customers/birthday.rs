//! A civil birthday, with or without the year.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::error::InvalidCode;

/// Month and day of birth; the year is often not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Birthday {
    /// Year of birth, 1850 to the present one, where known.
    pub year: Option<i16>,
    /// 1 to 12; 0 where a person left it out, which [`Birthday::check`] refuses.
    pub month: u8,
    /// 1 to 31; 0 as above.
    pub day: u8,
}

impl Birthday {
    /// Whether such a day exists (29 February does where the year is unknown or a leap year) and
    /// has come by `today`.
    ///
    /// # Errors
    /// [`InvalidCode::Required`] where the month or the day is 0, which means not given;
    /// [`InvalidCode::OutOfRange`] before 1850 or after `today`; [`InvalidCode::Impossible`] for a
    /// day the calendar does not have.
    pub fn check(&self, today: NaiveDate) -> Result<(), InvalidCode> {
        if self.month == 0 || self.day == 0 {
            return Err(InvalidCode::Required);
        }
        // 2000 was a leap year, so an unknown year allows 29 February.
        let year = self.year.map_or(2000, i32::from);
        let found = NaiveDate::from_ymd_opt(year, self.month.into(), self.day.into())
            .ok_or(InvalidCode::Impossible)?;
        if self.year.is_some() && (year < 1850 || found > today) {
            return Err(InvalidCode::OutOfRange);
        }
        Ok(())
    }

    /// The day it is celebrated in `year`. Born on 29 February: on the 28th of an ordinary year,
    /// so that a greeting is never late.
    #[must_use]
    pub fn in_year(&self, year: i32) -> Option<NaiveDate> {
        let (month, day) = (u32::from(self.month), u32::from(self.day));
        NaiveDate::from_ymd_opt(year, month, day).or_else(|| {
            (month == 2 && day == 29).then(|| NaiveDate::from_ymd_opt(year, 2, 28)).flatten()
        })
    }

    /// The next celebration on or after `day`.
    #[must_use]
    pub fn next_on_or_after(&self, day: NaiveDate) -> Option<NaiveDate> {
        self.in_year(day.year())
            .filter(|found| *found >= day)
            .or_else(|| self.in_year(day.year() + 1))
    }

    /// The age reached on a celebration in `year`, where the year of birth is known.
    #[must_use]
    pub fn age_in(&self, year: i32) -> Option<i32> {
        self.year.map(|born| year - i32::from(born)).filter(|age| *age >= 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(birthday: (Option<i16>, u8, u8), from: &str, expected: Option<&str>) {
        let (year, month, day) = birthday;
        let birthday = Birthday { year, month, day };
        let found = birthday.next_on_or_after(from.parse().expect("a day"));
        assert_eq!(found.map(|d| d.to_string()).as_deref(), expected);
    }

    #[test]
    fn days_that_cannot_be_a_birthday() {
        #[track_caller]
        fn check(year: Option<i16>, month: u8, day: u8, expected: Result<(), InvalidCode>) {
            let today = "2026-11-24".parse().expect("a day");
            assert_eq!(Birthday { year, month, day }.check(today), expected);
        }
        check(Some(2026), 11, 24, Ok(()));
        check(Some(2026), 11, 25, Err(InvalidCode::OutOfRange));
        check(Some(2027), 1, 1, Err(InvalidCode::OutOfRange));
        check(Some(1850), 1, 1, Ok(()));
        check(Some(1849), 12, 31, Err(InvalidCode::OutOfRange));
        // Without a year every day comes round.
        check(None, 12, 31, Ok(()));
        check(None, 2, 29, Ok(()));
        check(Some(2023), 2, 29, Err(InvalidCode::Impossible));
        check(Some(1990), 13, 1, Err(InvalidCode::Impossible));
        check(Some(1990), 5, 0, Err(InvalidCode::Required));
        check(Some(1990), 0, 3, Err(InvalidCode::Required));
        check(None, 0, 0, Err(InvalidCode::Required));
    }

    #[test]
    fn the_next_celebration() {
        check((Some(1990), 5, 3), "2026-05-03", Some("2026-05-03"));
        check((Some(1990), 5, 3), "2026-05-04", Some("2027-05-03"));
        check((None, 2, 29), "2026-01-01", Some("2026-02-28"));
        check((None, 2, 29), "2028-01-01", Some("2028-02-29"));
        check((None, 2, 30), "2028-01-01", None);
    }
}
