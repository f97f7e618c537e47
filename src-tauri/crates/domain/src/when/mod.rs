//! Moments as people say them when they put something off: 明天下午3点, 下周三, 春节前三天, 半小时后,
//! 下班前, "monday at 10", "in 2 weeks", "tonight 8".
//!
//! One small grammar reads both languages: days, hours and spans of time are the same things in
//! either, words of both mix in one text, and what the shop's hours and the Chinese calendar have
//! to do with it no library knows (`interim`, the best kept one for English, takes midnight where
//! no time was said and knows neither "noon" nor "tonight").
//!
//! `grammar` finds out what was said, `resolve` which moment that is:
//! - A day without a time means the shop's opening on it, or on the next day on which it opens.
//! - An hour that may be one of two (3点, "at 8") is the next one at which the shop is open; of a
//!   shop without hours, between eight and nine in the evening.
//! - What has passed comes again where the words allow it (周五, 5号, 12月3日, 8点); where they do
//!   not (今天, 这周五, 2026-12-03) it is refused as past.
//! - Weeks begin on Monday, in both languages; 下周 and "next" mean the week after this one.
//!   `12/3` is 3 December.

mod cursor;
mod grammar;
mod resolve;
#[cfg(test)]
mod tests;
mod words;

use chrono::NaiveDate;

use crate::calendar::BusinessCalendar;
use crate::error::{FieldError, InvalidCode};
use crate::festivals::Festival;
use crate::time::{Instant, Zone};

/// Why a text is no moment to come.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code:?} at {rest:?}")]
pub struct NotUnderstood {
    /// [`InvalidCode::Required`], [`InvalidCode::TooLong`]; [`InvalidCode::Unreadable`];
    /// [`InvalidCode::Impossible`] for a day that does not exist, lies too far away or after which
    /// the shop never opens; [`InvalidCode::OutOfRange`] for what has passed.
    pub code: InvalidCode,
    /// With [`InvalidCode::Unreadable`]: the text from the first word on that was not understood.
    pub rest: String,
}

/// The longest text, in characters.
pub const MOST_CHARS: usize = 100;

/// The field that is named where one must be.
pub const FIELD: &str = "when";

impl From<NotUnderstood> for FieldError {
    fn from(error: NotUnderstood) -> Self {
        match error.code {
            InvalidCode::TooLong => Self::too_long(FIELD, MOST_CHARS),
            code => Self::new(FIELD, code),
        }
    }
}

/// The moment that `text` means when it is said at `now`. It is never in the past.
///
/// # Errors
/// [`NotUnderstood`], which becomes a [`FieldError`] of the field `when`.
pub fn read(
    text: &str,
    now: Instant,
    zone: Zone,
    calendar: &BusinessCalendar,
) -> Result<Instant, NotUnderstood> {
    let refused = |code, rest: &str| NotUnderstood { code, rest: rest.to_owned() };
    if text.chars().count() > MOST_CHARS {
        return Err(refused(InvalidCode::TooLong, ""));
    }
    let plain = words::plain(text);
    if plain.trim().is_empty() {
        return Err(refused(InvalidCode::Required, ""));
    }
    let said = grammar::said(&plain).map_err(|rest| refused(InvalidCode::Unreadable, rest))?;
    resolve::moment(&said, now, zone, calendar).map_err(|code| refused(code, ""))
}

/// What was said, before it is held against a clock.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Said {
    day: Option<Day>,
    time: Option<Time>,
    half: Option<Half>,
    /// A span of time from now.
    ahead: Option<Amount>,
    /// Days by which the day is moved: 春节前三天.
    shift: Option<i64>,
}

/// Which day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Day {
    /// So many days from today.
    In(i64),
    /// A day of the week, 0 for Monday; in the week so many weeks from now, or the next of its name.
    Weekday(Option<i64>, u8),
    /// A day of the month so many months from now, 0 for its last one.
    OfMonth(i64, u8),
    /// The last day of this month, or of the next where that has passed.
    MonthEnd,
    /// The next day of this number in a month.
    Number(u8),
    /// A civil date, 0 for the last day of the month, in the year named or the next in which it is
    /// to come.
    Date(Option<Year>, u8, u8),
    /// The next such lunar day.
    Lunar { month: u8, leap: bool, day: u8 },
    /// A festival, in the year named or the next to come.
    Festival(Option<Year>, Festival),
}

/// Which year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Year {
    /// So many years from this one.
    In(i32),
    /// This one.
    Of(i32),
}

/// Which time of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Time {
    /// On the clock; `exact` where the figure can only mean one time.
    Clock { hour: u8, minute: u8, exact: bool },
    /// As the shop opens.
    Opening,
    /// Some time before the shop closes.
    BeforeClosing,
    /// At the time of day that it is now.
    Same,
}

/// Which part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Half {
    /// 凌晨, "am": as the figure says.
    Night,
    /// 早上, 上午, "morning".
    Morning,
    /// 中午, "noon".
    Noon,
    /// 下午, "afternoon", "pm".
    Afternoon,
    /// 晚上, "evening", "tonight".
    Evening,
}

/// A span of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Amount {
    months: i64,
    days: i64,
    minutes: i64,
}

/// The furthest that anything is put off, in days: ten years.
const FURTHEST_DAYS: i64 = 3_653;

/// The last day that is answered.
fn furthest(today: NaiveDate) -> NaiveDate {
    crate::time::add_days(today, FURTHEST_DAYS)
}
