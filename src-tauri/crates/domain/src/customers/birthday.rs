//! A birthday or another day of the year: solar or lunar, with or without the year.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::lunar::{LunarDay, lunar_of};
use crate::error::InvalidCode;
use crate::time::add_days;

/// The calendar a day is counted in.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    specta::Type,
)]
#[serde(rename_all = "camelCase")]
pub enum Calendar {
    /// The civil calendar.
    #[default]
    Solar,
    /// The Chinese calendar; see [`super::lunar`].
    Lunar,
}

/// Month and day of birth; the year is often not told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Birthday {
    /// Year of birth, 1850 to 2200, where known; of a lunar day the lunar year, which is named
    /// after the civil year in which it begins.
    pub year: Option<i16>,
    /// 1 to 12; 0 where a person left it out, which [`Birthday::check`] refuses.
    pub month: u8,
    /// 1 to 31, in the lunar calendar 1 to 30; 0 as above.
    pub day: u8,
    /// Which calendar the three are of.
    #[serde(default)]
    pub calendar: Calendar,
    /// Whether the lunar month is the leap one of its number.
    #[serde(default)]
    pub leap: bool,
}

/// One celebration of a birthday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Celebration {
    /// The civil day.
    pub day: NaiveDate,
    /// The year it belongs to, in the birthday's own calendar: a birthday in the twelfth lunar
    /// month falls into the following civil year.
    pub year: i32,
}

impl Birthday {
    /// A solar birthday.
    #[must_use]
    pub const fn solar(year: Option<i16>, month: u8, day: u8) -> Self {
        Self { year, month, day, calendar: Calendar::Solar, leap: false }
    }

    /// Whether such a day exists (29 February does where the year is unknown or a leap year; so do
    /// a leap month and a 30th where the lunar year is unknown).
    ///
    /// # Errors
    /// [`InvalidCode::Required`] where the month or the day is 0, which means not given;
    /// [`InvalidCode::OutOfRange`] for a year outside 1850–2200; [`InvalidCode::Impossible`] for a
    /// day the calendar does not have.
    pub fn check(&self) -> Result<(), InvalidCode> {
        if self.month == 0 || self.day == 0 {
            return Err(InvalidCode::Required);
        }
        if self.year.is_some_and(|year| !(1850..=2200).contains(&year)) {
            return Err(InvalidCode::OutOfRange);
        }
        let exists = match (self.calendar, self.year) {
            (Calendar::Solar, _) if self.leap => false,
            // 2000 was a leap year, so an unknown year allows 29 February.
            (Calendar::Solar, year) => NaiveDate::from_ymd_opt(
                year.map_or(2000, i32::from),
                self.month.into(),
                self.day.into(),
            )
            .is_some(),
            (Calendar::Lunar, Some(year)) => self.lunar(year.into()).civil().is_some(),
            (Calendar::Lunar, None) => {
                (1..=12).contains(&self.month) && (1..=30).contains(&self.day)
            }
        };
        if exists { Ok(()) } else { Err(InvalidCode::Impossible) }
    }

    /// [`Self::check`] for somebody who is born by `today`.
    ///
    /// # Errors
    /// As [`Self::check`]; [`InvalidCode::OutOfRange`] also after `today`.
    pub fn born_by(&self, today: NaiveDate) -> Result<(), InvalidCode> {
        self.check()?;
        let born = self.year.and_then(|year| self.in_year(year.into()));
        if born.is_some_and(|born| born > today) { Err(InvalidCode::OutOfRange) } else { Ok(()) }
    }

    fn lunar(&self, year: i32) -> LunarDay {
        LunarDay { year, month: self.month, leap: self.leap, day: self.day }
    }

    /// The day it is celebrated in a year of its own calendar. Born on 29 February: on the 28th of
    /// an ordinary year, so that a greeting is never late. Lunar days: see
    /// [`LunarDay::celebrated`].
    #[must_use]
    pub fn in_year(&self, year: i32) -> Option<NaiveDate> {
        if self.calendar == Calendar::Lunar {
            return self.lunar(year).celebrated();
        }
        let (month, day) = (u32::from(self.month), u32::from(self.day));
        NaiveDate::from_ymd_opt(year, month, day).or_else(|| {
            (month == 2 && day == 29).then(|| NaiveDate::from_ymd_opt(year, 2, 28)).flatten()
        })
    }

    /// The next celebration on or after `day`.
    #[must_use]
    pub fn next_on_or_after(&self, day: NaiveDate) -> Option<Celebration> {
        // A lunar year ends in the next civil one, so the one before may still be celebrated.
        (day.year() - 1..=day.year() + 1)
            .filter_map(|year| self.in_year(year).map(|day| Celebration { day, year }))
            .find(|celebration| celebration.day >= day)
    }

    /// The celebration after `this` one.
    #[must_use]
    pub fn after(&self, this: Celebration) -> Option<Celebration> {
        self.next_on_or_after(add_days(this.day, 1))
    }

    /// The age reached on a celebration, where the year of birth is known: years between the two
    /// in the birthday's own calendar.
    #[must_use]
    pub fn age_at(&self, celebration: Celebration) -> Option<i32> {
        self.year.map(|born| celebration.year - i32::from(born)).filter(|age| *age >= 0)
    }
}

/// The days of a calendar under which those are stored who celebrate on `day`, and perhaps a few
/// who do not: [`Birthday::next_on_or_after`] decides.
#[must_use]
pub fn stored_days(day: NaiveDate) -> Vec<(Calendar, u8, u8)> {
    let short = |number: u32| u8::try_from(number).unwrap_or_default();
    let mut days = vec![(Calendar::Solar, short(day.month()), short(day.day()))];
    if day.month() == 2 && day.day() == 28 {
        days.push((Calendar::Solar, 2, 29));
    }
    let lunar = lunar_of(day);
    days.push((Calendar::Lunar, lunar.month, lunar.day));
    if lunar.day == 29 {
        days.push((Calendar::Lunar, lunar.month, 30));
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(birthday: Birthday, from: &str, expected: Option<(&str, Option<i32>)>) {
        let found = birthday.next_on_or_after(from.parse().expect("a day"));
        let found = found.map(|next| (next.day.to_string(), birthday.age_at(next)));
        assert_eq!(found, expected.map(|(day, age)| (day.to_owned(), age)));
    }

    fn lunar(year: Option<i16>, month: u8, leap: bool, day: u8) -> Birthday {
        Birthday { year, month, day, calendar: Calendar::Lunar, leap }
    }

    #[test]
    fn days_that_cannot_be_a_birthday() {
        #[track_caller]
        fn check(year: Option<i16>, month: u8, day: u8, expected: Result<(), InvalidCode>) {
            let today = "2026-11-24".parse().expect("a day");
            assert_eq!(Birthday::solar(year, month, day).born_by(today), expected);
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
        let may = Birthday::solar(Some(1990), 5, 3);
        check(may, "2026-05-03", Some(("2026-05-03", Some(36))));
        check(may, "2026-05-04", Some(("2027-05-03", Some(37))));
        check(Birthday::solar(None, 2, 29), "2026-01-01", Some(("2026-02-28", None)));
        check(Birthday::solar(None, 2, 29), "2028-01-01", Some(("2028-02-29", None)));
        check(Birthday::solar(None, 2, 30), "2028-01-01", None);
    }

    #[test]
    fn lunar_celebrations() {
        // The Mid-Autumn Festival of 2026.
        check(lunar(Some(1990), 8, false, 15), "2026-01-01", Some(("2026-09-25", Some(36))));
        // The twelfth month of the lunar year 2025 lies in 2026.
        check(lunar(Some(1990), 12, false, 20), "2026-01-01", Some(("2026-02-07", Some(35))));
        check(lunar(None, 12, false, 30), "2026-01-01", Some(("2026-02-16", None)));
        check(lunar(Some(2025), 6, true, 1), "2026-01-01", Some(("2026-07-14", Some(1))));
    }

    #[test]
    fn days_that_exist() {
        #[track_caller]
        fn check(birthday: Birthday, expected: Result<(), InvalidCode>) {
            assert_eq!(birthday.check(), expected, "{birthday:?}");
        }
        check(Birthday::solar(Some(2023), 2, 29), Err(InvalidCode::Impossible));
        check(Birthday::solar(Some(1800), 2, 2), Err(InvalidCode::OutOfRange));
        check(lunar(Some(2025), 6, true, 1), Ok(()));
        check(lunar(Some(2026), 6, true, 1), Err(InvalidCode::Impossible));
        check(lunar(Some(2025), 12, false, 30), Err(InvalidCode::Impossible));
        check(lunar(None, 6, true, 30), Ok(()));
        check(lunar(None, 6, false, 31), Err(InvalidCode::Impossible));
        check(Birthday { leap: true, ..Birthday::solar(None, 6, 1) }, Err(InvalidCode::Impossible));
    }

    #[test]
    fn whoever_celebrates_is_stored_under_the_day() {
        for birthday in [
            lunar(None, 6, true, 30),
            lunar(None, 12, false, 30),
            lunar(None, 1, false, 1),
            Birthday::solar(None, 2, 29),
            Birthday::solar(None, 12, 31),
        ] {
            for year in 1950..2060 {
                let day = birthday.in_year(year).expect("celebrated every year");
                let stored = (birthday.calendar, birthday.month, birthday.day);
                assert!(stored_days(day).contains(&stored), "{birthday:?} on {day}");
            }
        }
    }
}
