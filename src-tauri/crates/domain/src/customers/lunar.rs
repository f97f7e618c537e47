//! The Chinese calendar, as far as birthdays and festivals need it.
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

const DIGITS: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const MONTHS: [&str; 12] = ["正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "冬", "腊"];
const STEMS: [&str; 10] = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"];
const BRANCHES: [&str; 12] =
    ["子", "丑", "寅", "卯", "辰", "巳", "午", "未", "申", "酉", "戌", "亥"];

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

    /// The name of its year in the cycle of sixty: 丙午 for 2026.
    #[must_use]
    pub fn year_name(self) -> String {
        // The cycle began anew in the year 4.
        let place = |of: i32| usize::try_from((self.year - 4).rem_euclid(of)).unwrap_or_default();
        format!("{}{}", STEMS[place(10)], BRANCHES[place(12)])
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

/// As it is written: 二〇二五年闰六月初三.
impl std::fmt::Display for LunarDay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for digit in self.year.to_string().chars() {
            let digit = digit.to_digit(10).and_then(|digit| DIGITS.get(digit as usize));
            f.write_str(digit.copied().unwrap_or("-"))?;
        }
        let month = usize::from(self.month).checked_sub(1).and_then(|place| MONTHS.get(place));
        let leap = if self.leap { "闰" } else { "" };
        write!(f, "年{leap}{}月", month.copied().unwrap_or_default())?;
        let (tens, ones) = (self.day / 10, usize::from(self.day % 10));
        match (tens, ones) {
            (0, _) => write!(f, "初{}", DIGITS[ones]),
            (1, 0) => f.write_str("初十"),
            (1, _) => write!(f, "十{}", DIGITS[ones]),
            (2, 0) => f.write_str("二十"),
            (2, _) => write!(f, "廿{}", DIGITS[ones]),
            _ => f.write_str("三十"),
        }
    }
}
