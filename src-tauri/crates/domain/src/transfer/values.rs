//! The values of a row: birthdays, moments, tags.
//!
//! Phone numbers are read by [`crate::phone`], amounts and quantities by [`crate::money`].

use std::borrow::Cow;

use chrono::{Datelike, TimeDelta};

use super::clock::time_of_day;
use super::dates::{DateRules, find};
use super::lists::{self, Value};
use super::lunar;
use crate::customers::{Birthday, Calendar};
use crate::error::InvalidCode;
use crate::text;
use crate::time::{Instant, Zone};

/// Reads a birthday in any style of [`super::dates`], or a lunar one that says so; the year may be
/// missing. A time of day
/// behind it, which spreadsheets add, is passed over.
///
/// # Errors
/// [`InvalidCode::Required`], [`InvalidCode::Unreadable`], [`InvalidCode::Ambiguous`],
/// [`InvalidCode::Impossible`] for a day the calendar does not have, [`InvalidCode::OutOfRange`]
/// for one that has not come yet.
pub fn birthday(cell: &str, rules: &DateRules) -> Result<Birthday, InvalidCode> {
    let cell = text::clean(cell);
    if cell.is_empty() {
        return Err(InvalidCode::Required);
    }
    let folded = text::fold(cell);
    if let Some(birthday) = lunar::birthday(&folded) {
        let birthday = birthday?;
        let day = birthday.year.and_then(|year| birthday.in_year(year.into()));
        let is_past = day.is_none_or(|day| day <= rules.today);
        return if is_past { Ok(birthday) } else { Err(InvalidCode::OutOfRange) };
    }
    let found = find(&folded, rules)?;
    time_of_day(found.rest)?;
    let year =
        found.year.map(|y| i16::try_from(y).map_err(|_| InvalidCode::OutOfRange)).transpose()?;
    let month = u8::try_from(found.month).map_err(|_| InvalidCode::Impossible)?;
    let day = u8::try_from(found.day).map_err(|_| InvalidCode::Impossible)?;
    let birthday = Birthday::solar(year, month, day);
    // A month 0 is written out here, not left out.
    birthday.born_by(rules.today).map_err(|code| match code {
        InvalidCode::Required => InvalidCode::Impossible,
        code => code,
    })?;
    Ok(birthday)
}

/// A birthday as [`birthday`] reads it again: `1990-05-03`, `05-03`, `农历1990-闰06-01`.
#[must_use]
pub fn birthday_text(birthday: &Birthday) -> String {
    let Birthday { year, month, day, calendar, leap } = *birthday;
    let mark = if calendar == Calendar::Lunar { "农历" } else { "" };
    let year = year.map(|year| format!("{year:04}-")).unwrap_or_default();
    let leap = if leap { "闰" } else { "" };
    format!("{mark}{year}{leap}{month:02}-{day:02}")
}

/// Reads the moment of a purchase: a date with or without a time of day, in the shop's `zone`
/// unless an offset is written. Without a time it is the day's first moment.
///
/// # Errors
/// As [`birthday`]; [`InvalidCode::OutOfRange`] outside the years 1900 to 2200.
pub fn moment(cell: &str, rules: &DateRules, zone: Zone) -> Result<Instant, InvalidCode> {
    let cell = text::clean(cell);
    if cell.is_empty() {
        return Err(InvalidCode::Required);
    }
    let folded = text::fold(cell);
    let found = find(&folded, rules)?;
    let date = found.date()?;
    let time = time_of_day(found.rest)?;
    if !(1900..=2200).contains(&date.year()) {
        return Err(InvalidCode::OutOfRange);
    }
    Ok(match time.offset {
        None => zone.at(date, time.time),
        Some(east) => {
            let utc = date.and_time(time.time) - TimeDelta::seconds(east.into());
            Instant(utc.and_utc().timestamp_millis())
        }
    })
}

/// The tags in one cell, parted by `、 , ; |` or a line break, full-width too; a `#` in front is
/// dropped, an empty one skipped. One that has such marks itself stands between double quotes, and
/// is taken as it is. Bounds are held by the customer's own check.
pub fn tags(cell: &str) -> impl Iterator<Item = Cow<'_, str>> {
    lists::values(cell, true)
        .map(|Value { text, quoted }| match text {
            text if quoted => text,
            Cow::Borrowed(text) => Cow::Borrowed(text.trim_start_matches('#')),
            Cow::Owned(text) => Cow::Owned(text.trim_start_matches('#').to_owned()),
        })
        .filter(|tag| !tag.is_empty())
}

/// Tags as [`tags`] reads them again.
#[must_use]
pub fn tags_text(tags: &[String]) -> String {
    lists::joined(tags.iter().map(String::as_str), "、", true)
}

/// Refuses text with characters that could not be decoded, with control characters other than the
/// line break and the tab, and the errors a spreadsheet shows instead of a value (`#N/A`).
///
/// # Errors
/// [`InvalidCode::Garbled`].
pub fn readable(cell: &str) -> Result<(), InvalidCode> {
    const ERRORS: [&str; 7] = ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"];
    let garbled = |c: char| c == '\u{fffd}' || (c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
    let error = cell.starts_with('#') && ERRORS.contains(&cell.trim());
    if error || cell.chars().any(garbled) { Err(InvalidCode::Garbled) } else { Ok(()) }
}

#[cfg(test)]
#[path = "values_tests.rs"]
mod tests;
