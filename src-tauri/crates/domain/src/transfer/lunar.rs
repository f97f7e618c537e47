//! Lunar birthdays as people write them: 农历八月十五, 阴历1990年腊月廿三, 农历闰六月初一, and as an
//! export writes them: 农历1990-08-15, 农历1990-闰06-01.

use super::chinese;
use crate::customers::{Birthday, Calendar};
use crate::error::InvalidCode;

/// What says that a day is a lunar one.
const MARKS: [&str; 6] = ["农历", "农曆", "阴历", "陰曆", "旧历", "lunar"];

/// Reads a lunar birthday; `None` where the text does not say that it is one.
pub(super) fn birthday(folded: &str) -> Option<Result<Birthday, InvalidCode>> {
    let lower = folded.to_lowercase();
    let text = MARKS.iter().find_map(|mark| {
        lower.strip_prefix(mark).map(str::to_owned).or_else(|| {
            // 八月十五(农历)
            let (before, after) = lower.split_once(mark)?;
            let after = after.trim_matches([')', ']', ' ']);
            after.is_empty().then(|| before.trim_end_matches(['(', '[', ' ']).to_owned())
        })
    });
    text.map(|text| read(text.trim_matches([' ', ':', '-'])))
}

fn read(text: &str) -> Result<Birthday, InvalidCode> {
    let (year, rest) = split_year(text)?;
    let (leap, rest) = rest.strip_prefix('闰').map_or((false, rest), |rest| (true, rest));
    let (month, day) = rest
        .split_once(['月', '-', '/', '.'])
        .ok_or(InvalidCode::Unreadable)
        .and_then(|(month, day)| Ok((month_of(month)?, day_of(day)?)))?;
    let birthday = Birthday { year, month, day, calendar: Calendar::Lunar, leap };
    birthday.check()?;
    Ok(birthday)
}

fn split_year(text: &str) -> Result<(Option<i16>, &str), InvalidCode> {
    let digits = text.split_once('年').or_else(|| {
        let (year, rest) = text.split_once(['-', '/', '.'])?;
        (year.len() == 4).then_some((year, rest))
    });
    let Some((year, rest)) = digits else { return Ok((None, text)) };
    let year = chinese::year(year.trim()).map_or_else(
        || year.trim().parse().map_err(|_| InvalidCode::Unreadable),
        |year| i16::try_from(year).map_err(|_| InvalidCode::OutOfRange),
    )?;
    Ok((Some(year), rest.trim_start()))
}

fn month_of(text: &str) -> Result<u8, InvalidCode> {
    match text.trim() {
        "正" => Ok(1),
        "冬" => Ok(11),
        "腊" | "臘" => Ok(12),
        text => number(text),
    }
}

fn day_of(text: &str) -> Result<u8, InvalidCode> {
    number(text.trim().trim_end_matches(['日', '号']))
}

fn number(text: &str) -> Result<u8, InvalidCode> {
    text.parse().ok().or_else(|| chinese::small(text)).ok_or(InvalidCode::Unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(Option<i16>, u8, bool, u8)>) {
        let expected = expected.map(|(year, month, leap, day)| {
            Ok(Birthday { year, month, day, calendar: Calendar::Lunar, leap })
        });
        assert_eq!(birthday(text), expected, "{text}");
    }

    #[test]
    fn lunar_days_in_every_style() {
        check("农历八月十五", Some((None, 8, false, 15)));
        check("农历八月十五日", Some((None, 8, false, 15)));
        check("八月十五(农历)", Some((None, 8, false, 15)));
        check("阴历1990年腊月廿三", Some((Some(1990), 12, false, 23)));
        check("农历一九九〇年正月初一", Some((Some(1990), 1, false, 1)));
        check("农历闰六月初一", Some((None, 6, true, 1)));
        check("农历1990-08-15", Some((Some(1990), 8, false, 15)));
        check("农历2025-闰06-01", Some((Some(2025), 6, true, 1)));
        check("Lunar 8-15", Some((None, 8, false, 15)));
        check("农历 08-15", Some((None, 8, false, 15)));
        check("八月十五", None);
    }

    #[test]
    fn what_is_no_lunar_day_says_so() {
        #[track_caller]
        fn check(text: &str, expected: InvalidCode) {
            assert_eq!(birthday(text), Some(Err(expected)), "{text}");
        }
        check("农历", InvalidCode::Unreadable);
        check("农历八月", InvalidCode::Unreadable);
        check("农历八月三十一", InvalidCode::Impossible);
        check("农历2026年闰六月初一", InvalidCode::Impossible);
    }
}
