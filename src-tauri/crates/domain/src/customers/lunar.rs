//! The Chinese calendar, as far as birthdays need it.
//!
//! Printed tables disagree for a few months (1933, 1954, 1978, 2057), so the days come from the
//! computation that GB/T 33661-2017 lays down, as `icu_calendar` carries it.

#[cfg(test)]
mod tests;

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
