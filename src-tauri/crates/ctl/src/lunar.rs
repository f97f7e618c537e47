//! The Chinese calendar. No shop is needed for it.

use chrono::format::{ParseError, ParseErrorKind};
use chrono::{Datelike as _, NaiveDate};
use huike_app::AppError;
use huike_app::words::Words;
use huike_domain::customers::{LunarDay, lunar_of};
use huike_domain::error::InvalidCode;
use huike_domain::shop::Language;
use serde_json::json;

use crate::answer;
use crate::args::Lunar;

/// The years that are told: as those of birthdays.
const YEARS: std::ops::RangeInclusive<i32> = 1850..=2200;

/// Tells a day in the other calendar.
pub(crate) fn run(json: bool, Lunar { day, to_solar, leap }: Lunar) -> Result<(), AppError> {
    match to_solar {
        Some(parts) => to_civil(json, &parts, leap),
        None => to_lunar(json, &day.unwrap_or_default()),
    }
}

fn to_lunar(json: bool, day: &str) -> Result<(), AppError> {
    let day: NaiveDate = day.trim().parse().map_err(|error: ParseError| match error.kind() {
        ParseErrorKind::OutOfRange | ParseErrorKind::Impossible => {
            AppError::invalid("day", InvalidCode::Impossible)
        }
        _ => AppError::invalid("day", InvalidCode::Unreadable),
    })?;
    within(day.year(), "day")?;
    let lunar = lunar_of(day);
    // A day of this calendar is told in its own language.
    let words = [("words", &*lunar.to_string()), ("year", &*lunar.year_name())];
    let text = Words::of(Language::ZhCn).say("terms.lunar.inYear", &words);
    let LunarDay { year, month, leap, day } = lunar;
    let value =
        json!({ "year": year, "month": month, "leap": leap, "day": day, "text": text.as_str() });
    answer::print(json, &value, || text)
}

fn to_civil(json: bool, parts: &[String], leap: bool) -> Result<(), AppError> {
    let part = |place: usize, field: &str| -> Result<i32, AppError> {
        let text = parts.get(place).map(String::as_str).unwrap_or_default();
        text.trim().parse().map_err(|_| AppError::invalid(field, InvalidCode::Unreadable))
    };
    let year = part(0, "year")?;
    within(year, "year")?;
    let small = |place, field, most: i32| match part(place, field)? {
        number if (1..=most).contains(&number) => {
            u8::try_from(number).map_err(|_| AppError::invalid(field, InvalidCode::OutOfRange))
        }
        _ => Err(AppError::invalid(field, InvalidCode::OutOfRange)),
    };
    let lunar = LunarDay { year, month: small(1, "month", 12)?, leap, day: small(2, "day", 30)? };
    // No such leap month in this year, or no 30th in this month.
    let missing = || {
        let of_month = LunarDay { day: 1, ..lunar }.civil().is_some();
        let field = if of_month { "day" } else { "leap" };
        AppError::invalid(field, InvalidCode::Impossible)
    };
    let day = lunar.civil().ok_or_else(missing)?;
    answer::print(json, &json!({ "date": day }), || day.to_string())
}

fn within(year: i32, field: &str) -> Result<(), AppError> {
    if YEARS.contains(&year) {
        Ok(())
    } else {
        Err(AppError::invalid(field, InvalidCode::OutOfRange))
    }
}
