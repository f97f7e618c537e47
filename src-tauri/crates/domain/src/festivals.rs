//! Festivals on which customers are greeted: when they fall.
//!
//! Not the public holidays of [`crate::calendar`]: those are days off that a notice announces,
//! these are worked out for any year. Lunar days come from [`crate::customers::lunar_of`]'s
//! calendar.
//!
//! Qingming and the winter solstice are solar terms. Their day in Beijing is
//! `⌊Y × D + C⌋ − L`: Y the year in its century, D = 0.2422 days by which a solar year exceeds 365,
//! C the term's constant of the century, L the leap days since its beginning (寿星通用公式, the
//! general formula of Chinese almanacs, with constants of one more digit where two do not do).
//! Where the solstice falls within half an hour of midnight it may err: [`SOLSTICE_ERRS`]. Tests
//! hold every year from 1900 to 2100 against an independent computation of the sun's longitude.

#[cfg(test)]
mod tests;

use chrono::{Datelike as _, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use crate::customers::LunarDay;
use crate::time::add_days;

/// A festival.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "camelCase")]
pub enum Festival {
    /// 元旦, 1 January.
    NewYear,
    /// 腊八节, the 8th of the twelfth lunar month.
    Laba,
    /// 除夕, the last day of the lunar year.
    SpringFestivalEve,
    /// 春节, the first day of the lunar year.
    SpringFestival,
    /// 元宵节, the 15th of the first lunar month.
    Lantern,
    /// 情人节, 14 February.
    ValentinesDay,
    /// 妇女节, 8 March.
    WomensDay,
    /// 清明节, the solar term at 15° of the sun's longitude.
    Qingming,
    /// 劳动节, 1 May.
    LabourDay,
    /// 母亲节, the second Sunday of May.
    MothersDay,
    /// 儿童节, 1 June.
    ChildrensDay,
    /// 端午节, the 5th of the fifth lunar month.
    DragonBoat,
    /// 父亲节, the third Sunday of June.
    FathersDay,
    /// 七夕, the 7th of the seventh lunar month.
    Qixi,
    /// 教师节, 10 September.
    TeachersDay,
    /// 中秋节, the 15th of the eighth lunar month.
    MidAutumn,
    /// 国庆节, 1 October.
    NationalDay,
    /// 重阳节, the 9th of the ninth lunar month.
    DoubleNinth,
    /// 冬至, the solar term at 270°.
    WinterSolstice,
    /// 圣诞节, 25 December.
    Christmas,
}

use Festival::{
    ChildrensDay, Christmas, DoubleNinth, DragonBoat, FathersDay, Laba, LabourDay, Lantern,
    MidAutumn, MothersDay, NationalDay, NewYear, Qingming, Qixi, SpringFestival, SpringFestivalEve,
    TeachersDay, ValentinesDay, WinterSolstice, WomensDay,
};

impl Festival {
    /// All of them, about in the order of the year.
    pub const ALL: [Self; 20] = [
        NewYear,
        Laba,
        SpringFestivalEve,
        SpringFestival,
        Lantern,
        ValentinesDay,
        WomensDay,
        Qingming,
        LabourDay,
        MothersDay,
        ChildrensDay,
        DragonBoat,
        FathersDay,
        Qixi,
        TeachersDay,
        MidAutumn,
        NationalDay,
        DoubleNinth,
        WinterSolstice,
        Christmas,
    ];

    /// The name on the wire and in texts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            NewYear => "newYear",
            Laba => "laba",
            SpringFestivalEve => "springFestivalEve",
            SpringFestival => "springFestival",
            Lantern => "lantern",
            ValentinesDay => "valentinesDay",
            WomensDay => "womensDay",
            Qingming => "qingming",
            LabourDay => "labourDay",
            MothersDay => "mothersDay",
            ChildrensDay => "childrensDay",
            DragonBoat => "dragonBoat",
            FathersDay => "fathersDay",
            Qixi => "qixi",
            TeachersDay => "teachersDay",
            MidAutumn => "midAutumn",
            NationalDay => "nationalDay",
            DoubleNinth => "doubleNinth",
            WinterSolstice => "winterSolstice",
            Christmas => "christmas",
        }
    }

    /// Reads [`Self::as_str`].
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|festival| festival.as_str() == name)
    }

    /// Its day in a civil year; `None` only beyond the ends of the calendar. What belongs to the
    /// end of the lunar year is the one before this year's Spring Festival, so 腊八节 may lie in
    /// the last days of the December before.
    #[must_use]
    pub fn on(self, year: i32) -> Option<NaiveDate> {
        let solar = |month, day| NaiveDate::from_ymd_opt(year, month, day);
        let sunday =
            |month, nth| NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Sun, nth);
        let lunar = |year, month, day| {
            NaiveDate::from_yo_opt(year, 1)?;
            LunarDay { year, month, leap: false, day }.civil()
        };
        match self {
            NewYear => solar(1, 1),
            Laba => lunar(year.checked_sub(1)?, 12, 8),
            SpringFestivalEve => SpringFestival.on(year)?.pred_opt(),
            SpringFestival => lunar(year, 1, 1),
            Lantern => lunar(year, 1, 15),
            ValentinesDay => solar(2, 14),
            WomensDay => solar(3, 8),
            Qingming => solar(4, term(year, [55_900, 48_100])),
            LabourDay => solar(5, 1),
            MothersDay => sunday(5, 2),
            ChildrensDay => solar(6, 1),
            DragonBoat => lunar(year, 5, 5),
            FathersDay => sunday(6, 3),
            Qixi => lunar(year, 7, 7),
            TeachersDay => solar(9, 10),
            MidAutumn => lunar(year, 8, 15),
            NationalDay => solar(10, 1),
            DoubleNinth => lunar(year, 9, 9),
            WinterSolstice => {
                let day = solar(12, term(year, [226_600, 219_400]))?;
                Some(add_days(day, -i64::from(SOLSTICE_ERRS.contains(&year))))
            }
            Christmas => solar(12, 25),
        }
    }

    /// The next one on or after `day`; `None` only beyond the ends of the calendar.
    #[must_use]
    pub fn next_on_or_after(self, day: NaiveDate) -> Option<NaiveDate> {
        (day.year()..=day.year() + 2).filter_map(|year| self.on(year)).find(|on| *on >= day)
    }
}

/// Years whose solstice, shortly before midnight in Beijing, the formula has a day late.
const SOLSTICE_ERRS: [i32; 2] = [1918, 2021];

/// The day of the month on which a solar term falls that lies after February; its constants, in
/// ten-thousandths of a day, for the centuries from 1900 and from 2000.
fn term(year: i32, [twentieth, later]: [i64; 2]) -> u32 {
    let leap_days = |year: i64| year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let (from, constant) = if year < 2000 { (1900, twentieth) } else { (2000, later) };
    let moved = (i64::from(year) - from) * 2_422 + constant;
    let day = moved.div_euclid(10_000) - (leap_days(i64::from(year)) - leap_days(from));
    u32::try_from(day).unwrap_or_default()
}
