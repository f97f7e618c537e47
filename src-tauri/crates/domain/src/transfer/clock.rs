//! The time of day behind a date, and the offset from UTC where one is written.

use chrono::{NaiveTime, TimeDelta};

use super::dates::{number, value};
use crate::error::InvalidCode::{self, Impossible, Unreadable};

/// A time of day behind a date, and the offset from UTC if one is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeOfDay {
    /// The time; midnight where none is written.
    pub time: NaiveTime,
    /// Seconds east of UTC, for `Z` and `+08:00`.
    pub offset: Option<i32>,
}

/// Reads what follows a date: nothing, `15:08`, ` 2:05:00 PM`, `下午2点5分`, `T07:08:00Z`.
///
/// # Errors
/// [`Unreadable`], or [`Impossible`] for a time the clock does not show.
pub fn time_of_day(rest: &str) -> Result<TimeOfDay, InvalidCode> {
    let midnight = TimeOfDay { time: NaiveTime::MIN, offset: None };
    let mut text = rest.trim_start_matches(['T', 't', ' ', ',']);
    text = skip_weekday(text);
    if text.is_empty() {
        return Ok(midnight);
    }
    if matches!(rest.len(), 4 | 6) && rest.bytes().all(|b| b.is_ascii_digit()) {
        let second = rest.get(4..).filter(|s| !s.is_empty()).map_or(0, value);
        let time = NaiveTime::from_hms_opt(value(&rest[..2]), value(&rest[2..4]), second);
        return time.map(|time| TimeOfDay { time, offset: None }).ok_or(Impossible);
    }
    // A serial number's fraction of the day.
    if let Some(fraction) = rest.strip_prefix('.')
        && !fraction.is_empty()
        && fraction.bytes().all(|b| b.is_ascii_digit())
    {
        return fraction_of_day(fraction).map(|time| TimeOfDay { time, offset: None });
    }
    let (mut half, text) = half_of_day(text);
    let (hour, rest) = number(text).ok_or(Unreadable)?;
    let (minute, rest) = part(rest, &[':', '点', '时'], 2)?.ok_or(Unreadable)?;
    let (second, rest) = part(rest, &[':', '分'], 2)?.unwrap_or(("0", rest));
    // Below a second nothing is kept.
    let rest = part(rest, &['.'], 9)?.map_or(rest, |(_, rest)| rest);
    let rest = rest.trim_start_matches(['分', '秒']).trim_start();
    let (after, rest) = half_of_day(rest);
    half = half.or(after);
    let offset = offset(rest.trim())?;
    if hour.len() > 2 {
        return Err(Unreadable);
    }
    let hour = match (value(hour), half) {
        (12, Some(Half::Morning)) => 0,
        (h @ 1..=11, Some(Half::Afternoon)) => h + 12,
        (h, _) => h,
    };
    let time = NaiveTime::from_hms_opt(hour, value(minute), value(second)).ok_or(Impossible)?;
    Ok(TimeOfDay { time, offset })
}

#[derive(Clone, Copy)]
enum Half {
    Morning,
    Afternoon,
}

fn half_of_day(text: &str) -> (Option<Half>, &str) {
    for (word, half) in [
        ("上午", Half::Morning),
        ("凌晨", Half::Morning),
        ("早上", Half::Morning),
        ("中午", Half::Afternoon),
        ("下午", Half::Afternoon),
        ("晚上", Half::Afternoon),
        ("AM", Half::Morning),
        ("am", Half::Morning),
        ("PM", Half::Afternoon),
        ("pm", Half::Afternoon),
    ] {
        if let Some(rest) = text.strip_prefix(word) {
            return (Some(half), rest.trim_start());
        }
    }
    (None, text)
}

/// A number behind one of `marks`, if the mark and digits are there.
fn part<'a>(
    text: &'a str,
    marks: &[char],
    most: usize,
) -> Result<Option<(&'a str, &'a str)>, InvalidCode> {
    let Some(after) = text.strip_prefix(marks) else {
        return Ok(None);
    };
    match number(after) {
        Some((digits, _)) if digits.len() > most => Err(Unreadable),
        Some(found) => Ok(Some(found)),
        // 14点 means on the hour.
        None if after.trim().is_empty() && !text.starts_with([':', '.']) => Ok(Some(("0", after))),
        None => Ok(None),
    }
}

fn offset(text: &str) -> Result<Option<i32>, InvalidCode> {
    if text.is_empty() {
        return Ok(None);
    }
    if matches!(text, "Z" | "z" | "UTC" | "GMT") {
        return Ok(Some(0));
    }
    let sign = match text.as_bytes()[0] {
        b'+' => 1,
        b'-' => -1,
        _ => return Err(Unreadable),
    };
    let (hours, rest) = number(&text[1..]).ok_or(Unreadable)?;
    let (hours, minutes) = match (hours.len(), rest) {
        (4, "") => (value(&hours[..2]), value(&hours[2..])),
        (1 | 2, "") => (value(hours), 0),
        (2, rest) => match rest.strip_prefix(':').and_then(number) {
            Some((minutes, "")) if minutes.len() == 2 => (value(hours), value(minutes)),
            _ => return Err(Unreadable),
        },
        _ => return Err(Unreadable),
    };
    if hours > 14 || minutes > 59 {
        return Err(Impossible);
    }
    Ok(Some(sign * (hours * 3_600 + minutes * 60) as i32))
}

/// `.5` of a day is noon; to the second, as spreadsheets show it.
fn fraction_of_day(digits: &str) -> Result<NaiveTime, InvalidCode> {
    let mut numerator = 0_u64;
    let mut denominator = 1_u64;
    for b in digits.bytes().take(12) {
        numerator = numerator * 10 + u64::from(b - b'0');
        denominator *= 10;
    }
    let seconds = (numerator * 86_400 + denominator / 2) / denominator;
    let seconds = i64::try_from(seconds.min(86_399)).map_err(|_| Unreadable)?;
    Ok(NaiveTime::MIN + TimeDelta::seconds(seconds))
}

/// `星期三`, `周三`, `(三)`: said for people, not needed.
fn skip_weekday(text: &str) -> &str {
    for prefix in ["星期", "礼拜", "周", "("] {
        if let Some(day) = text.strip_prefix(prefix) {
            return day.trim_start_matches(|c| "一二三四五六日天)周 ".contains(c));
        }
    }
    text
}
