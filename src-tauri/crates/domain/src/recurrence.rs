//! What comes again: recurrence rules of RFC 5545, on civil days.
//!
//! `FREQ=MONTHLY;BYDAY=1MO` is a rule without its start, which comes with the question. Times of
//! day and zones are no part of it: a follow-up has them from elsewhere, and a rule that repeats
//! within a day is refused. The days themselves come from the `rrule` crate, which is asked in UTC
//! at midnight, where no clock ever changes. It gives up after a hundred thousand empty periods or
//! in the year 10,000, so the worst rule costs some milliseconds; a rule that never finds a day is
//! refused when it is read.

#[cfg(test)]
mod tests;

use chrono::{Datelike as _, NaiveDate, NaiveTime, TimeZone as _};
use rrule::{RRule, RRuleSetIter, Tz, Unvalidated};
use serde::{Deserialize, Serialize};

use crate::error::{FieldError, InvalidCode};
use crate::time::add_days;

/// A recurrence rule, as its text: checked, in capitals, without blanks and `RRULE:`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(try_from = "String", into = "String")]
#[specta(transparent)]
pub struct Recurrence(String);

/// The longest rule, in characters.
pub const MOST_CHARS: usize = 200;
/// The greatest `INTERVAL` and `COUNT`.
const MOST: u16 = 1_000;
/// The years in which a rule may start and occur.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;
/// The field of errors.
const FIELD: &str = "recurrence";

/// The parts of a rule that speak of days.
const PARTS: [&str; 11] = [
    "FREQ",
    "INTERVAL",
    "COUNT",
    "UNTIL",
    "WKST",
    "BYDAY",
    "BYMONTHDAY",
    "BYYEARDAY",
    "BYWEEKNO",
    "BYMONTH",
    "BYSETPOS",
];

impl Recurrence {
    /// Reads a rule. `UNTIL` may be a day or a moment: of a moment its day counts, of midnight the
    /// day before, which is then the last to have any time in it.
    ///
    /// # Errors
    /// Of the field `recurrence`: [`InvalidCode::Required`] without any text;
    /// [`InvalidCode::TooLong`]; [`InvalidCode::OutOfRange`] for what repeats within a day
    /// (`HOURLY`, `BYHOUR` …) and for numbers that their part does not take;
    /// [`InvalidCode::Ambiguous`] for both `COUNT` and `UNTIL`; [`InvalidCode::Impossible`] for a
    /// rule that no day ever fulfils; otherwise [`InvalidCode::Unreadable`].
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        if text.chars().count() > MOST_CHARS {
            return Err(FieldError::too_long(FIELD, MOST_CHARS));
        }
        checked(text).map(Self).map_err(|code| FieldError::new(FIELD, code))
    }

    /// The rule as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first day after `after` on which it occurs, counted from `start`. `start` itself is one
    /// only where it fulfils the rule. `None` where the rule is over, or goes on beyond 2200.
    #[must_use]
    pub fn next_after(&self, start: NaiveDate, after: NaiveDate) -> Option<NaiveDate> {
        self.days(start).find(|day| *day > after)
    }

    /// The days on which it occurs from one to another, both included, at most so many.
    #[must_use]
    pub fn between(
        &self,
        start: NaiveDate,
        from: NaiveDate,
        to: NaiveDate,
        most: usize,
    ) -> Vec<NaiveDate> {
        let days = self.days(start).skip_while(|day| *day < from);
        days.take_while(|day| *day <= to).take(most).collect()
    }

    /// Every day on which it occurs, in order.
    fn days(&self, start: NaiveDate) -> impl Iterator<Item = NaiveDate> {
        let until = parts(&self.0).find(|(name, _)| *name == "UNTIL");
        let until = until.and_then(|(_, day)| day_of(day)).unwrap_or(NaiveDate::MAX);
        let rule = without(&self.0, &["UNTIL"]).filter(|_| YEARS.contains(&start.year()));
        let days = rule.and_then(|rule| build(rule, start)).into_iter().flatten();
        days.map(|at| at.date_naive())
            .take_while(move |day| *day <= until && YEARS.contains(&day.year()))
    }
}

impl std::fmt::Display for Recurrence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Recurrence> for String {
    fn from(rule: Recurrence) -> Self {
        rule.0
    }
}

impl TryFrom<String> for Recurrence {
    type Error = FieldError;

    fn try_from(text: String) -> Result<Self, FieldError> {
        Self::parse(&text)
    }
}

/// The rule in its one form, if it can be followed.
fn checked(text: &str) -> Result<String, InvalidCode> {
    let upper = text.to_ascii_uppercase();
    let upper = upper.trim();
    let upper = upper.strip_prefix("RRULE:").unwrap_or(upper).trim_end_matches(';');
    if upper.is_empty() {
        return Err(InvalidCode::Required);
    }
    let mut kept: Vec<(&str, String)> = Vec::new();
    for part in upper.split(';') {
        let (name, value) = part.split_once('=').ok_or(InvalidCode::Unreadable)?;
        let (name, value) = (name.trim(), value.replace(' ', ""));
        if matches!(name, "BYHOUR" | "BYMINUTE" | "BYSECOND") {
            return Err(InvalidCode::OutOfRange);
        }
        // The crate cuts values into bytes.
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, ',' | '+' | '-');
        if !value.chars().all(is_plain)
            || !PARTS.contains(&name)
            || kept.iter().any(|(other, _)| *other == name)
        {
            return Err(InvalidCode::Unreadable);
        }
        kept.push((name, part_checked(name, value)?));
    }
    let has = |name| kept.iter().any(|(part, _)| *part == name);
    if has("COUNT") && has("UNTIL") {
        return Err(InvalidCode::Ambiguous);
    }
    // The first Monday of what? The crate takes it for any Monday.
    let wide = |(name, value): &(&str, String)| {
        *name == "FREQ" && matches!(value.as_str(), "MONTHLY" | "YEARLY")
    };
    let numbered = |(name, value): &(&str, String)| {
        *name == "BYDAY" && value.bytes().any(|b| b.is_ascii_digit())
    };
    if kept.iter().any(numbered) && !kept.iter().any(wide) {
        return Err(InvalidCode::OutOfRange);
    }
    let parts: Vec<String> = kept.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let text = parts.join(";");
    // What the rule asks of a day, whatever the phase and the end: from a leap year on, a day that
    // exists at all is found.
    let bare = without(&text, &["UNTIL", "COUNT", "INTERVAL"]).ok_or(InvalidCode::Unreadable)?;
    let start = NaiveDate::from_ymd_opt(2000, 1, 1).ok_or(InvalidCode::Unreadable)?;
    let mut days = build(bare, start).ok_or(InvalidCode::OutOfRange)?;
    days.next().map(|_| text).ok_or(InvalidCode::Impossible)
}

/// One part, checked as far as the crate does not.
fn part_checked(name: &str, value: String) -> Result<String, InvalidCode> {
    match name {
        "FREQ" if matches!(value.as_str(), "SECONDLY" | "MINUTELY" | "HOURLY") => {
            Err(InvalidCode::OutOfRange)
        }
        "INTERVAL" | "COUNT" => match value.parse::<u16>() {
            Ok(number) if (1..=MOST).contains(&number) => Ok(value),
            Ok(_) => Err(InvalidCode::OutOfRange),
            Err(_) if value.bytes().all(|b| b.is_ascii_digit()) && !value.is_empty() => {
                Err(InvalidCode::OutOfRange)
            }
            Err(_) => Err(InvalidCode::Unreadable),
        },
        "UNTIL" => until(&value).map(|day| day.format("%Y%m%d").to_string()),
        // What the crate cannot read of these it leaves out, as if it were not there.
        "BYDAY" => match value.split(',').map(nth).find(|nth| *nth == Some(0) || nth.is_none()) {
            Some(Some(_)) => Err(InvalidCode::OutOfRange),
            Some(None) => Err(InvalidCode::Unreadable),
            None => Ok(value),
        },
        "BYMONTHDAY" if value.split(',').any(|day| day.parse() == Ok(0)) => {
            Err(InvalidCode::OutOfRange)
        }
        _ => Ok(value),
    }
}

/// Which of its name a day is: 2 for `2MO`, any (here 1) for `MO`.
fn nth(day: &str) -> Option<i16> {
    let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    let number = names.iter().find_map(|name| day.strip_suffix(name))?;
    if number.is_empty() { Some(1) } else { number.parse().ok() }
}

/// The last day of `19971224` or `19971224T000000Z`.
fn until(value: &str) -> Result<NaiveDate, InvalidCode> {
    let (day, time) = value.split_once('T').map_or((value, None), |(day, t)| (day, Some(t)));
    let day = day_of(day).ok_or(InvalidCode::Unreadable)?;
    let Some(time) = time else { return Ok(day) };
    let time = NaiveTime::parse_from_str(time.trim_end_matches('Z'), "%H%M%S")
        .map_err(|_| InvalidCode::Unreadable)?;
    Ok(if time == NaiveTime::MIN { add_days(day, -1) } else { day })
}

fn day_of(text: &str) -> Option<NaiveDate> {
    let digits = text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| NaiveDate::parse_from_str(text, "%Y%m%d").ok()).flatten()
}

fn parts(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split(';').filter_map(|part| part.split_once('='))
}

/// The rule without some of its parts, as the crate reads it.
fn without(text: &str, left_out: &[&str]) -> Option<RRule<Unvalidated>> {
    let kept = parts(text).filter(|(name, _)| !left_out.contains(name));
    let kept: Vec<String> = kept.map(|(name, value)| format!("{name}={value}")).collect();
    kept.join(";").parse().ok()
}

fn build(rule: RRule<Unvalidated>, start: NaiveDate) -> Option<RRuleSetIter> {
    let start = Tz::UTC.from_utc_datetime(&start.and_time(NaiveTime::MIN));
    let set = rule.build(start).ok()?.limit();
    Some(set.into_iter())
}
