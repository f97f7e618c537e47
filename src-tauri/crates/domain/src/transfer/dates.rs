//! Dates and times of day as they stand in spreadsheets.
//!
//! Nothing is guessed: a date that could be two days is refused unless the column as a whole, or
//! the person at the screen, has said whether the day or the month comes first.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::spelled;
use crate::error::InvalidCode::{self, Ambiguous, Impossible, Unreadable};
use crate::text;

/// Which comes first in `3/4/2024`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum DayMonth {
    /// 3 April.
    DayFirst,
    /// March 4.
    MonthFirst,
}

/// What is known when a column of dates is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateRules {
    /// Day or month first, where the year comes last; `None` where nothing has said.
    pub order: Option<DayMonth>,
    /// The civil day in the shop's zone. A two-digit year is the latest one not after it.
    pub today: NaiveDate,
    /// Whether a bare number that is a day counts from 1904, as workbooks of old Macs do.
    pub is_1904: bool,
}

/// A date found at the start of a text, and what follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found<'a> {
    /// The year, absent in `2月11日`.
    pub year: Option<i32>,
    /// 1 to 12, not yet held against the calendar.
    pub month: u32,
    /// 1 to 31, not yet held against the calendar.
    pub day: u32,
    /// What follows the date: a time of day, or nothing.
    pub rest: &'a str,
}

impl Found<'_> {
    /// The civil date, for a date that must have a year.
    pub fn date(&self) -> Result<NaiveDate, InvalidCode> {
        let year = self.year.ok_or(Unreadable)?;
        NaiveDate::from_ymd_opt(year, self.month, self.day).ok_or(Impossible)
    }
}

/// Finds the date at the start of `text`, which is [`text::fold`]ed and trimmed.
///
/// # Errors
/// [`Unreadable`], [`Impossible`] or [`Ambiguous`].
pub fn find<'a>(text: &'a str, rules: &DateRules) -> Result<Found<'a>, InvalidCode> {
    if let Some(found) = iso(text) {
        return found;
    }
    if let Some(found) = spelled::named_month(text, rules) {
        return found;
    }
    if let Some(found) = spelled::chinese_numerals(text) {
        return found;
    }
    if let Some(found) = compact(text) {
        return found;
    }
    let (first, rest) = number(text).ok_or(Unreadable)?;
    let Some((between, after)) = mark(rest) else {
        return run(first, rest, rules);
    };
    if first.len() == 5 && between == '.' {
        // A serial number with its fraction of the day.
        return run(first, rest, rules);
    }
    let (second, rest) = number(after).ok_or(Unreadable)?;
    let third = mark(rest).and_then(|(m, after)| {
        let (third, rest) = number(after)?;
        Some((m, third, rest))
    });
    match (between, third) {
        ('年', Some(('月', day, rest))) => {
            let year = rules.year(first)?;
            found(Some(year), second, day, strip_day(rest))
        }
        ('月', third) if third.is_none_or(|(m, ..)| matches!(m, ' ' | '日')) => {
            // 2月11日, perhaps with a time of day behind it.
            found(None, first, second, strip_day(rest))
        }
        (a, Some((b, third, rest))) if a == b && a != ' ' => {
            let rest = strip_day(rest);
            three(first, second, third, rest, rules)
        }
        ('年' | '月', _) => Err(Unreadable),
        (a, third) if a != ' ' && third.is_none_or(|(m, ..)| m == ' ') => {
            two(first, second, rest, rules)
        }
        _ => Err(Unreadable),
    }
}

/// What one cell says of its column's order, where it says anything: `25/12/2024` can only have
/// the day first.
pub fn order_evidence(text: &str) -> Option<DayMonth> {
    let folded = text::fold(text::clean(text));
    let (first, rest) = number(&folded)?;
    let (a, after) = mark(rest)?;
    let (second, rest) = number(after)?;
    let (b, after) = mark(rest)?;
    let (third, _) = number(after)?;
    if a != b || matches!(a, ' ' | '年' | '月') || first.len() > 2 || second.len() > 2 {
        return None;
    }
    let last_is_year = third.len() == 4 || (third.len() == 2 && value(third) > 31);
    match (value(first), value(second)) {
        (13..=31, 1..=12) if last_is_year => Some(DayMonth::DayFirst),
        (1..=12, 13..=31) if last_is_year || third.len() == 2 => Some(DayMonth::MonthFirst),
        _ => None,
    }
}

/// Whether a cell is a date only the column's order can settle.
pub fn needs_order(text: &str, rules: &DateRules) -> bool {
    let folded = text::fold(text::clean(text));
    rules.order.is_none() && find(&folded, rules) == Err(Ambiguous)
}

/// The day a spreadsheet means by a serial number. In the 1900 system it is exact from 1 March 1900
/// (61): before it that system has a day that never was. The 1904 system counts from 1 January 1904.
pub fn serial_date(serial: u32, is_1904: bool) -> Option<NaiveDate> {
    let start = if is_1904 { (1904, 1, 1) } else { (1899, 12, 30) };
    let start = NaiveDate::from_ymd_opt(start.0, start.1, start.2)?;
    let day = start.checked_add_days(chrono::Days::new(serial.into()))?;
    (is_1904 || serial > 60).then_some(day)
}

impl DateRules {
    /// On `today`, with nothing said of days and months.
    #[must_use]
    pub fn of(today: NaiveDate) -> Self {
        Self { order: None, today, is_1904: false }
    }

    /// The year meant by two or four digits.
    pub(super) fn year(&self, digits: &str) -> Result<i32, InvalidCode> {
        match digits.len() {
            4 => Ok(value(digits) as i32),
            2 => {
                let this = self.today.year();
                let year = this - this.rem_euclid(100) + value(digits) as i32;
                Ok(if year > this { year - 100 } else { year })
            }
            _ => Err(Unreadable),
        }
    }
}

/// `1997-01-18…`, by far the commonest, without looking further.
fn iso(text: &str) -> Option<Result<Found<'_>, InvalidCode>> {
    let bytes = text.as_bytes();
    let (head, rest) = bytes.split_at_checked(10)?;
    let mark = head[4];
    let shaped = matches!(mark, b'-' | b'/' | b'.')
        && head[7] == mark
        && [0, 1, 2, 3, 5, 6, 8, 9].iter().all(|&i| head[i].is_ascii_digit())
        && !rest.first().is_some_and(u8::is_ascii_digit);
    shaped.then(|| {
        let value = |range: std::ops::Range<usize>| value(&text[range]);
        Ok(Found {
            year: Some(value(0..4) as i32),
            month: value(5..7),
            day: value(8..10),
            rest: &text[10..],
        })
    })
}

/// `20250110150800` and `202501101508`: the time of day is left as digits.
fn compact(text: &str) -> Option<Result<Found<'_>, InvalidCode>> {
    let digits = text.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(text.len());
    matches!(digits, 12 | 14)
        .then(|| found(Some(value(&text[..4]) as i32), &text[4..6], &text[6..8], &text[8..]))
}

/// Three numbers parted by one mark.
fn three<'a>(
    first: &str,
    second: &str,
    third: &str,
    rest: &'a str,
    rules: &DateRules,
) -> Result<Found<'a>, InvalidCode> {
    if first.len() == 4 && third.len() <= 2 {
        return found(Some(rules.year(first)?), second, third, rest);
    }
    if first.len() > 2 || second.len() > 2 || !matches!(third.len(), 2 | 4) {
        return Err(Unreadable);
    }
    let year_first = third.len() == 2 && value(first) > 31;
    let year_last = third.len() == 4 || value(third) > 31 || rules.order.is_some();
    if year_first {
        return found(Some(rules.year(first)?), second, third, rest);
    }
    let (a, b) = (value(first), value(second));
    let order = match (a, b) {
        _ if a == b => DayMonth::DayFirst,
        (13.., 1..=12) if year_last => DayMonth::DayFirst,
        // 5/25/24 cannot have its year or its day in front.
        (1..=12, 13..) => DayMonth::MonthFirst,
        _ => rules.order.ok_or(Ambiguous)?,
    };
    if !year_last && order == DayMonth::DayFirst {
        return Err(Ambiguous);
    }
    // A stated order is held to: in a column of days first, 5/25/2024 is a slip.
    if rules.order.is_some_and(|stated| stated != order && a != b) {
        return Err(Impossible);
    }
    let year = Some(rules.year(third)?);
    match order {
        DayMonth::DayFirst => found(year, second, first, rest),
        DayMonth::MonthFirst => found(year, first, second, rest),
    }
}

/// Two numbers: a month and a day without a year. Without a word to the contrary the month comes
/// first, as it does in Chinese.
fn two<'a>(
    first: &str,
    second: &str,
    rest: &'a str,
    rules: &DateRules,
) -> Result<Found<'a>, InvalidCode> {
    if first.len() > 2 || second.len() > 2 {
        return Err(Unreadable);
    }
    match rules.order {
        Some(DayMonth::DayFirst) => found(None, second, first, rest),
        _ => found(None, first, second, rest),
    }
}

/// Digits in one run: `19890908`, `890908`, `20250110150800`, a spreadsheet's serial `33685`.
fn run<'a>(digits: &str, rest: &'a str, rules: &DateRules) -> Result<Found<'a>, InvalidCode> {
    match digits.len() {
        8 => found(Some(value(&digits[..4]) as i32), &digits[4..6], &digits[6..], rest),
        6 => {
            let as_month = (1900..=2099).contains(&value(&digits[..4]))
                && (1..=12).contains(&value(&digits[4..]));
            let year = rules.year(&digits[..2])?;
            let day = found(Some(year), &digits[2..4], &digits[4..], rest)?;
            match day.date() {
                Ok(_) if as_month => Err(Ambiguous),
                Ok(_) => Ok(day),
                Err(_) => Err(Unreadable),
            }
        }
        5 => {
            let date = serial_date(value(digits), rules.is_1904).ok_or(Unreadable)?;
            Ok(Found { year: Some(date.year()), month: date.month(), day: date.day(), rest })
        }
        _ => Err(Unreadable),
    }
}

fn found<'a>(
    year: Option<i32>,
    month: &str,
    day: &str,
    rest: &'a str,
) -> Result<Found<'a>, InvalidCode> {
    Ok(Found { year, month: short(month)?, day: short(day)?, rest })
}

pub(super) fn short(digits: &str) -> Result<u32, InvalidCode> {
    if digits.len() > 2 { Err(Unreadable) } else { Ok(value(digits)) }
}

pub(super) fn strip_day(rest: &str) -> &str {
    rest.trim_start().trim_start_matches(['日', '号'])
}

/// The digits at the start and what follows them; at most nine, so that a value fits.
pub(super) fn number(text: &str) -> Option<(&str, &str)> {
    let end = text.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(text.len());
    (1..=9).contains(&end).then(|| text.split_at(end))
}

/// The mark between two numbers, blanks around it allowed.
fn mark(text: &str) -> Option<(char, &str)> {
    let trimmed = text.trim_start();
    let mark = trimmed.chars().next()?;
    if matches!(mark, '-' | '/' | '.' | '年' | '月') {
        return Some((mark, trimmed[mark.len_utf8()..].trim_start()));
    }
    (trimmed.len() < text.len() && mark.is_ascii_digit()).then_some((' ', trimmed))
}

pub(super) fn value(digits: &str) -> u32 {
    digits.bytes().fold(0, |v, b| v * 10 + u32::from(b - b'0'))
}
