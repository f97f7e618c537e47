//! The business calendar: when the shop is open.
//!
//! What holds on a day is decided by the first of these that speaks of it: the shop's own
//! closures and special hours; public holidays and the working days that make up for them, where
//! the shop goes by them; the hours of the week. Without any hours the shop is always open.
//!
//! A span belongs to the day on which it begins, also past midnight: a bar that is closed on
//! Saturday still serves Friday's guests until two.

mod ics;
#[cfg(test)]
mod ics_tests;
mod official;
mod open;
#[cfg(test)]
mod tests;

pub use ics::{Imported, SkippedEvent, SkippedWhy, TakenIn, read_ics};
pub use official::{Holiday, OfficialDays, built_in, known_years};
pub use open::{ClosedDays, DuePath, OpenTime, OutOfReach, Pauses, Stretch};

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::error::{FieldError, InvalidCode};
use crate::time::days_between;

/// From one time of the day to another, in minutes after midnight.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type,
)]
pub struct Span {
    /// When the shop opens, 0 to 1439.
    pub from: u16,
    /// When it closes; beyond 1440 on the next day.
    pub to: u16,
}

/// Minutes of a day.
pub const DAY_MINUTES: u16 = 1_440;

/// Around the clock.
const WHOLE_DAY: [Span; 1] = [Span { from: 0, to: DAY_MINUTES }];

/// Days on which the shop is closed, or open at other times than usual.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct OwnDays {
    /// The first of them.
    pub from: NaiveDate,
    /// The last of them.
    pub to: NaiveDate,
    /// Why, in the shop's words; may be empty.
    #[serde(default)]
    pub name: String,
    /// The hours of each of these days; none: closed.
    #[serde(default)]
    pub spans: Vec<Span>,
}

/// When the shop is open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct BusinessCalendar {
    /// The hours of the week, Monday first; none: around the clock.
    #[serde(default)]
    pub week: Option<[Vec<Span>; 7]>,
    /// Whether the shop is closed on public holidays.
    #[serde(default)]
    pub public_holidays: bool,
    /// The day of the week, 1 to 7 from Monday, whose hours hold on working days that make up for
    /// a holiday; none: they are as any other day.
    #[serde(default)]
    pub make_up: Option<u8>,
    /// Official days from imported files; they go before those that the program brings.
    #[serde(default)]
    pub imported: Vec<OfficialDays>,
    /// The shop's own closures and special hours.
    #[serde(default)]
    pub own: Vec<OwnDays>,
}

/// A shop that keeps no hours.
pub static ALWAYS_OPEN: BusinessCalendar = BusinessCalendar {
    week: None,
    public_holidays: false,
    make_up: None,
    imported: Vec::new(),
    own: Vec::new(),
};

/// Which rule decides about a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum DayRule {
    /// The shop keeps no hours.
    Always,
    /// The hours of the week.
    Week,
    /// A public holiday.
    Holiday {
        /// Of these days.
        days: OfficialDays,
    },
    /// A working day that makes up for a holiday.
    MakeUp {
        /// Of these days.
        days: OfficialDays,
    },
    /// The shop's own word.
    Own {
        /// Why, in the shop's words.
        name: String,
    },
}

/// A day of the calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct CalendarDay {
    /// Which day.
    pub day: NaiveDate,
    /// Which rule decides.
    pub rule: DayRule,
    /// When the shop opens and closes; none: not at all.
    pub spans: Vec<Span>,
}

/// The most spans of one day.
const MOST_SPANS: usize = 6;
/// The most closures and special days of the shop's own, and of imported ones.
const MOST_DAYS: usize = 1_000;
/// The longest name, in characters.
const NAME_CHARS: usize = 60;
/// The longest closure, in days.
const LONGEST_DAYS: i64 = 731;

/// What was found of a day, borrowed.
#[derive(Clone, Copy)]
enum Ruling<'a> {
    Always,
    Week,
    Holiday(&'a OfficialDays),
    MakeUp(&'a OfficialDays),
    Own(&'a OwnDays),
}

impl BusinessCalendar {
    /// Whether nothing here ever closes the shop.
    #[must_use]
    pub fn is_always_open(&self) -> bool {
        self.week.is_none() && !self.public_holidays && self.own.iter().all(|own| !own.is_closed())
    }

    /// The official days of a year, in order: imported ones before those that the program brings.
    #[must_use]
    pub fn official_days_of(&self, year: i32) -> Vec<OfficialDays> {
        let of_year = |days: &&OfficialDays| days.from.year() <= year && year <= days.to.year();
        let imported: Vec<&OfficialDays> = self.imported.iter().filter(of_year).collect();
        let hidden = |days: &&OfficialDays| {
            imported.iter().any(|other| other.from <= days.to && days.from <= other.to)
        };
        let known = built_in().iter().filter(of_year).filter(|days| !hidden(days));
        let mut found: Vec<OfficialDays> = imported.iter().copied().chain(known).cloned().collect();
        found.sort_by_key(|days| days.from);
        found
    }

    /// What holds on a day, and why.
    #[must_use]
    pub fn day(&self, day: NaiveDate) -> CalendarDay {
        let (ruling, spans) = self.ruling(day);
        CalendarDay { day, rule: ruling.into(), spans: spans.to_vec() }
    }

    /// Whether the shop opens on a day.
    #[must_use]
    pub fn opens_on(&self, day: NaiveDate) -> bool {
        !self.spans(day).is_empty()
    }

    fn spans(&self, day: NaiveDate) -> &[Span] {
        self.ruling(day).1
    }

    fn ruling(&self, day: NaiveDate) -> (Ruling<'_>, &[Span]) {
        if let Some(own) = covering(&self.own, day, |own| (own.from, own.to)) {
            return (Ruling::Own(own), &own.spans);
        }
        match self.official(day) {
            Some(days) if days.works => {
                if let Some(weekday) = self.make_up {
                    return (Ruling::MakeUp(days), self.weekday(usize::from(weekday.max(1)) - 1));
                }
            }
            Some(days) if self.public_holidays => return (Ruling::Holiday(days), &[]),
            _ => {}
        }
        let ruling = if self.week.is_some() { Ruling::Week } else { Ruling::Always };
        (ruling, self.weekday(day.weekday().num_days_from_monday() as usize))
    }

    fn weekday(&self, place: usize) -> &[Span] {
        match &self.week {
            Some(week) => week.get(place).map_or(&[], Vec::as_slice),
            None => &WHOLE_DAY,
        }
    }

    fn official(&self, day: NaiveDate) -> Option<&OfficialDays> {
        if !self.public_holidays && self.make_up.is_none() {
            return None;
        }
        let ends = |days: &OfficialDays| (days.from, days.to);
        covering(&self.imported, day, ends).or_else(|| covering(built_in(), day, ends))
    }

    /// Brings everything into order and checks it.
    ///
    /// # Errors
    /// Names the place: `week`, `week.0.1.to`, `makeUp`, `own.2.from`, `own.2.spans.0.to` …
    pub fn checked(mut self) -> Result<Self, FieldError> {
        if let Some(week) = &mut self.week {
            for (place, spans) in week.iter_mut().enumerate() {
                check_spans(&format!("week.{place}"), spans)?;
            }
            if week.iter().all(Vec::is_empty) {
                return Err(FieldError::new("week", InvalidCode::Required));
            }
        }
        if let Some(weekday) = self.make_up {
            if !(1..=7).contains(&weekday) {
                return Err(FieldError::new("makeUp", InvalidCode::OutOfRange));
            }
            if self.weekday(usize::from(weekday) - 1).is_empty() {
                return Err(FieldError::new("makeUp", InvalidCode::Impossible));
            }
        }
        for (place, own) in self.own.iter_mut().enumerate() {
            check_spans(&format!("own.{place}.spans"), &mut own.spans)?;
            own.name = own.name.trim().to_owned();
        }
        for (place, days) in self.imported.iter_mut().enumerate() {
            days.name = days.name.trim().to_owned();
            if days.name.is_empty() && days.holiday.is_none() {
                return Err(FieldError::new(
                    &format!("imported.{place}.name"),
                    InvalidCode::Required,
                ));
            }
        }
        check_days("own", self.own.iter().map(|own| (own.from, own.to, own.name.as_str())))?;
        let imported = self.imported.iter();
        check_days("imported", imported.map(|days| (days.from, days.to, days.name.as_str())))?;
        self.own.sort_by_key(|own| own.from);
        self.imported.sort_by_key(|days| days.from);
        Ok(self)
    }
}

impl OwnDays {
    /// Whether the shop is closed on them.
    #[must_use]
    pub const fn is_closed(&self) -> bool {
        self.spans.is_empty()
    }
}

impl From<Ruling<'_>> for DayRule {
    fn from(ruling: Ruling<'_>) -> Self {
        match ruling {
            Ruling::Always => Self::Always,
            Ruling::Week => Self::Week,
            Ruling::Holiday(days) => Self::Holiday { days: days.clone() },
            Ruling::MakeUp(days) => Self::MakeUp { days: days.clone() },
            Ruling::Own(own) => Self::Own { name: own.name.clone() },
        }
    }
}

/// Of days in order that do not overlap, those in which `day` lies.
fn covering<T>(
    all: &[T],
    day: NaiveDate,
    ends: impl Fn(&T) -> (NaiveDate, NaiveDate),
) -> Option<&T> {
    let after = all.partition_point(|one| ends(one).0 <= day);
    all.get(after.checked_sub(1)?).filter(|one| day <= ends(one).1)
}

/// Puts a day's spans in order; those that touch become one.
fn check_spans(field: &str, spans: &mut Vec<Span>) -> Result<(), FieldError> {
    if spans.len() > MOST_SPANS {
        return Err(FieldError::too_many(field, MOST_SPANS));
    }
    for (place, span) in spans.iter().enumerate() {
        if span.from >= DAY_MINUTES {
            return Err(FieldError::new(&format!("{field}.{place}.from"), InvalidCode::OutOfRange));
        }
        if span.to <= span.from || span.to - span.from > DAY_MINUTES {
            return Err(FieldError::new(&format!("{field}.{place}.to"), InvalidCode::OutOfRange));
        }
        let meets = |other: &Span| other.from < span.to && span.from < other.to;
        if spans[..place].iter().any(meets) {
            return Err(FieldError::new(&format!("{field}.{place}.from"), InvalidCode::Taken));
        }
    }
    spans.sort_unstable();
    spans.dedup_by(|later, earlier| {
        let touch = earlier.to == later.from && later.to - earlier.from <= DAY_MINUTES;
        if touch {
            earlier.to = later.to;
        }
        touch
    });
    Ok(())
}

fn check_days<'a>(
    field: &str,
    all: impl Iterator<Item = (NaiveDate, NaiveDate, &'a str)>,
) -> Result<(), FieldError> {
    let wrong = |place: usize, part: &str, code| {
        Err(FieldError::new(&format!("{field}.{place}.{part}"), code))
    };
    let mut ends: Vec<(NaiveDate, NaiveDate, usize)> = Vec::new();
    for (place, (from, to, name)) in all.enumerate() {
        if name.chars().count() > NAME_CHARS {
            return Err(FieldError::too_long(&format!("{field}.{place}.name"), NAME_CHARS));
        }
        if !(1970..=2199).contains(&from.year()) {
            return wrong(place, "from", InvalidCode::OutOfRange);
        }
        if to < from || days_between(from, to) >= LONGEST_DAYS {
            return wrong(place, "to", InvalidCode::OutOfRange);
        }
        ends.push((from, to, place));
    }
    if ends.len() > MOST_DAYS {
        return Err(FieldError::too_many(field, MOST_DAYS));
    }
    ends.sort_unstable();
    match ends.windows(2).find(|two| two[1].0 <= two[0].1) {
        Some(two) => wrong(two[0].2.max(two[1].2), "from", InvalidCode::Taken),
        None => Ok(()),
    }
}

/// The days from one to another, both included.
fn days_from_to(from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let until_to = move |day: &NaiveDate| *day <= to;
    let first = Some(from).filter(until_to);
    std::iter::successors(first, move |day| day.succ_opt().filter(until_to))
}
