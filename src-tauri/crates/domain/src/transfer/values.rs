//! The values of a row: birthdays, moments, tags.
//!
//! Phone numbers are read by [`crate::phone`], amounts and quantities by [`crate::money`].

use chrono::{Datelike, TimeDelta};

use super::clock::time_of_day;
use super::dates::{DateRules, find};
use crate::customers::Birthday;
use crate::error::InvalidCode;
use crate::text;
use crate::time::{Instant, Zone};

/// Reads a birthday in any style of [`super::dates`]; the year may be missing. A time of day
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
    let found = find(&folded, rules)?;
    time_of_day(found.rest)?;
    let birthday = Birthday {
        year: found
            .year
            .map(|y| i16::try_from(y).map_err(|_| InvalidCode::OutOfRange))
            .transpose()?,
        month: u8::try_from(found.month).map_err(|_| InvalidCode::Impossible)?,
        day: u8::try_from(found.day).map_err(|_| InvalidCode::Impossible)?,
    };
    // A month 0 is written out here, not left out.
    birthday.check(rules.today).map_err(|code| match code {
        InvalidCode::Required => InvalidCode::Impossible,
        code => code,
    })?;
    Ok(birthday)
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
/// dropped, an empty one skipped. Bounds are held by the customer's own check.
pub fn tags(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(['、', ',', '，', ';', '；', '|', '｜', '\n'])
        .map(|tag| tag.trim_matches(text::is_blank).trim_start_matches('#'))
        .filter(|tag| !tag.is_empty())
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
