//! The Chinese calendar, as far as birthdays need it.
//!
//! Printed tables disagree for a few months (1933, 1954, 1978, 2057), so the days come from the
//! computation that GB/T 33661-2017 lays down, as `icu_calendar` carries it.

use chrono::{Datelike, NaiveDate};
use icu_calendar::Date;
use icu_calendar::cal::ChineseTraditional;
use icu_calendar::types::{Month, RataDie};

/// A day of the Chinese calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LunarDay {
    /// The civil year in which this lunar year begins.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// Whether it is the leap month after the one of this number.
    pub leap: bool,
    /// 1 to 30.
    pub day: u8,
}

/// The lunar day of a civil one.
#[must_use]
pub fn lunar_of(day: NaiveDate) -> LunarDay {
    let date =
        Date::from_rata_die(RataDie::new(day.num_days_from_ce().into()), ChineseTraditional::new());
    let month = date.month().to_input();
    LunarDay {
        year: date.year().extended_year(),
        month: month.number(),
        leap: month.is_leap(),
        day: date.day_of_month().0,
    }
}

impl LunarDay {
    /// The civil day; `None` where the calendar does not have it: no such leap month in this year,
    /// or a 30th of a short month.
    #[must_use]
    pub fn civil(self) -> Option<NaiveDate> {
        let month = if self.leap { Month::leap(self.month) } else { Month::new(self.month) };
        let date = Date::try_new_chinese_traditional(self.year, month, self.day).ok()?;
        let days = i32::try_from(date.to_rata_die().to_i64_date()).ok()?;
        NaiveDate::from_num_days_from_ce_opt(days)
    }

    /// The civil day on which it is celebrated: in a year without the leap month in the ordinary
    /// one of its number, and a 30th on the last day of a short month.
    #[must_use]
    pub fn celebrated(self) -> Option<NaiveDate> {
        let ordinary = Self { leap: false, ..self };
        let eve = |day: Self| (self.day == 30).then_some(Self { day: 29, ..day });
        let leap = self.leap.then_some(self);
        leap.and_then(Self::civil)
            .or_else(|| leap.and_then(eve).and_then(Self::civil))
            .or_else(|| ordinary.civil())
            .or_else(|| eve(ordinary).and_then(Self::civil))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(civil: &str, year: i32, month: u8, leap: bool, day: u8) {
        let civil: NaiveDate = civil.parse().expect("a day");
        let lunar = LunarDay { year, month, leap, day };
        assert_eq!(lunar_of(civil), lunar);
        assert_eq!(lunar.civil(), Some(civil));
    }

    /// Days from the published calendars of the Purple Mountain Observatory and the Hong Kong
    /// Observatory.
    #[test]
    fn known_days() {
        check("2026-02-17", 2026, 1, false, 1);
        check("2025-01-29", 2025, 1, false, 1);
        check("2025-07-25", 2025, 6, true, 1);
        check("2023-03-22", 2023, 2, true, 1);
        check("2026-09-25", 2026, 8, false, 15);
        check("2026-06-19", 2026, 5, false, 5);
        check("2033-12-22", 2033, 11, true, 1);
        check("1990-01-27", 1990, 1, false, 1);
    }

    #[track_caller]
    fn check_celebrated(year: i32, month: u8, leap: bool, day: u8, civil: &str) {
        let found = LunarDay { year, month, leap, day }.celebrated();
        assert_eq!(found.map(|d| d.to_string()).as_deref(), Some(civil));
    }

    #[test]
    fn what_a_year_does_not_have_is_celebrated_near_it() {
        // 2025 has a leap sixth month, 2026 has none.
        check_celebrated(2025, 6, true, 15, "2025-08-08");
        check_celebrated(2026, 6, true, 15, "2026-07-28");
        // The twelfth month of 2025 has 29 days: New Year's Eve is the 29th.
        check_celebrated(2025, 12, false, 30, "2026-02-16");
    }

    #[test]
    fn every_day_of_two_centuries_goes_there_and_back() {
        let mut day = NaiveDate::from_ymd_opt(1900, 1, 1).expect("a day");
        let end = NaiveDate::from_ymd_opt(2101, 1, 1).expect("a day");
        while day < end {
            assert_eq!(lunar_of(day).civil(), Some(day));
            day = day.succ_opt().expect("the next");
        }
    }
}
