//! Dates with words in them: months by their English names, numbers in Chinese characters.

use super::chinese;
use super::dates::{DateRules, Found, number, short, strip_day};
use crate::error::InvalidCode::{self, Unreadable};

/// `12-Jan-2010`, `Jan 5, 2010`: what spreadsheets in English write.
pub(super) fn named_month<'a>(
    text: &'a str,
    rules: &DateRules,
) -> Option<Result<Found<'a>, InvalidCode>> {
    let skip = |t: &'a str| t.trim_start_matches([' ', '-', '/', ',', '.']);
    let word = |t: &'a str| {
        let end = t.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(t.len());
        let month = month_name(&t[..end])?;
        Some((month, skip(&t[end..])))
    };
    let (month, day, rest) = if let Some((month, rest)) = word(text) {
        let (day, rest) = number(rest)?;
        (month, day, rest)
    } else {
        let (day, rest) = number(text)?;
        let (month, rest) = word(skip(rest))?;
        (month, day, rest)
    };
    let after = skip(rest);
    let year =
        match number(after) {
            Some((digits, tail)) if !tail.starts_with(':') => {
                return Some(rules.year(digits).and_then(|y| {
                    Ok(Found { year: Some(y), month, day: short(day)?, rest: tail })
                }));
            }
            _ => None,
        };
    Some(short(day).map(|day| Found { year, month, day, rest }))
}

/// 1 to 12 for the English name of a month or its beginning.
pub(crate) fn month_name(word: &str) -> Option<u32> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_ascii_lowercase();
    if word.len() < 3 {
        return None;
    }
    let at = NAMES
        .iter()
        .position(|name| name.starts_with(&word) || (word == "sept" && *name == "september"))?;
    Some(at as u32 + 1)
}

/// `一九九二年二月十一日`, `二月十一`.
pub(super) fn chinese_numerals(text: &str) -> Option<Result<Found<'_>, InvalidCode>> {
    let first = text.chars().next()?;
    if chinese::digit(first).is_none() && !matches!(first, '十') {
        return None;
    }
    let (year, rest) = match text.split_once('年') {
        Some((year, rest)) => match chinese::year(year) {
            Some(year) => (Some(year), rest),
            None => return Some(Err(Unreadable)),
        },
        None => (None, text),
    };
    let Some((month, day)) = rest.split_once('月') else {
        return Some(Err(Unreadable));
    };
    let end = day.find(['日', '号']).unwrap_or(day.len());
    let (day, rest) = day.split_at(end);
    let parts = chinese::small(month).zip(chinese::small(day));
    Some(parts.ok_or(Unreadable).map(|(month, day)| Found {
        year,
        month: month.into(),
        day: day.into(),
        rest: strip_day(rest),
    }))
}
