//! Counting in open time: when the shop opens next, when so much of it has passed, and how much
//! lies between two moments.
//!
//! Everything here looks at most [`REACH_DAYS`] ahead, so that a shop that never opens gets an
//! answer too.

use std::time::Duration;

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use super::{BusinessCalendar, DAY_MINUTES, DayRule, Span, days_from_to};
use crate::time::{Instant, Zone, add_days, next_day};

/// How far ahead anything is looked for: a century.
const REACH_DAYS: i64 = 36_525;

/// There is no such moment within a century.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nothing open in reach")]
pub struct OutOfReach;

/// From one moment to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Stretch {
    /// The first moment.
    pub from: Instant,
    /// The moment at which it is over.
    pub until: Instant,
}

/// Days in a row on which the shop does not open, by one rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ClosedDays {
    /// The first of them.
    pub from: NaiveDate,
    /// The last of them.
    pub to: NaiveDate,
    /// Why.
    pub rule: DayRule,
}

/// How a due time came about: received on Friday at 17:40, open until 18:00 and from Monday at
/// 9:00, so due on Monday at 9:40.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct DuePath {
    /// The moment from which open time counts.
    pub from: Instant,
    /// The open time that passes; the last of it ends with the due time.
    pub stretches: Vec<Stretch>,
    /// Days between the two on which the shop does not open.
    pub closed: Vec<ClosedDays>,
    /// The due time.
    pub due: Instant,
    /// Whether the shop keeps no hours, and so all time counts.
    pub always: bool,
}

/// A calendar in the shop's zone.
#[derive(Clone, Copy, Debug)]
pub struct OpenTime<'a> {
    calendar: &'a BusinessCalendar,
    zone: Zone,
}

impl BusinessCalendar {
    /// The calendar in the shop's zone.
    #[must_use]
    pub const fn in_zone(&self, zone: Zone) -> OpenTime<'_> {
        OpenTime { calendar: self, zone }
    }

    /// The first day on or after `day` on which the shop opens.
    ///
    /// # Errors
    /// [`OutOfReach`].
    pub fn next_open_day(&self, day: NaiveDate) -> Result<NaiveDate, OutOfReach> {
        let mut days = days_from_to(day, add_days(day, REACH_DAYS));
        days.find(|day| !self.spans(*day).is_empty()).ok_or(OutOfReach)
    }
}

impl<'a> OpenTime<'a> {
    /// Whether the shop is open; at the moment of closing it is not.
    #[must_use]
    pub fn is_open(&self, at: Instant) -> bool {
        let today = self.zone.day_of(at);
        [add_days(today, -1), today]
            .into_iter()
            .flat_map(|day| self.moments(day))
            .any(|open| open.from <= at && at < open.until)
    }

    /// When the shop opens and closes on a day, past midnight where it does.
    #[must_use]
    pub fn open_on(&self, day: NaiveDate) -> Vec<Stretch> {
        self.moments(day).collect()
    }

    /// The first moment from `at` on at which the shop is open.
    ///
    /// # Errors
    /// [`OutOfReach`].
    pub fn next_opening(&self, at: Instant) -> Result<Instant, OutOfReach> {
        self.stretches(at).next().map(|open| open.from).ok_or(OutOfReach)
    }

    /// The moment at which so much open time has passed since `at`. It lies in open time or is a
    /// moment of closing.
    ///
    /// # Errors
    /// [`OutOfReach`].
    pub fn add(&self, at: Instant, open: Duration) -> Result<Instant, OutOfReach> {
        self.walk(at, open, |_| {})
    }

    /// How much open time lies between two moments; nothing where the second is not later.
    ///
    /// # Errors
    /// [`OutOfReach`] where they lie further apart than is looked.
    pub fn between(&self, from: Instant, until: Instant) -> Result<Duration, OutOfReach> {
        if until > from && self.zone.day_of(until) > self.last_day(from) {
            return Err(OutOfReach);
        }
        let ms: i64 = self
            .stretches(from)
            .take_while(|open| open.from < until)
            .map(|open| open.until.min(until).0 - open.from.0)
            .sum();
        Ok(Duration::from_millis(ms.unsigned_abs()))
    }

    /// The same as [`Self::add`], with the way to it.
    ///
    /// # Errors
    /// [`OutOfReach`].
    pub fn explain(&self, at: Instant, open: Duration) -> Result<DuePath, OutOfReach> {
        let mut stretches: Vec<Stretch> = Vec::new();
        let due = self.walk(at, open, |open| match stretches.last_mut() {
            Some(last) if last.until == open.from => last.until = open.until,
            _ => stretches.push(open),
        })?;
        let (first, last) = (self.zone.day_of(at), self.zone.day_of(due));
        let mut closed: Vec<ClosedDays> = Vec::new();
        for day in days_from_to(first, last) {
            let (ruling, spans) = self.calendar.ruling(day);
            if !spans.is_empty() {
                continue;
            }
            let rule = DayRule::from(ruling);
            match closed.last_mut() {
                Some(last) if last.rule == rule && next_day(last.to) == day => last.to = day,
                _ => closed.push(ClosedDays { from: day, to: day, rule }),
            }
        }
        let always = self.calendar.is_always_open();
        Ok(DuePath { from: at, stretches, closed, due, always })
    }

    /// Goes through open time from `at` on until so much has passed, telling each piece.
    fn walk(
        &self,
        at: Instant,
        open: Duration,
        mut each: impl FnMut(Stretch),
    ) -> Result<Instant, OutOfReach> {
        let mut left = i64::try_from(open.as_millis()).map_err(|_| OutOfReach)?;
        for open in self.stretches(at) {
            let length = open.until.0 - open.from.0;
            if left <= length {
                let due = Instant(open.from.0 + left);
                each(Stretch { from: open.from, until: due });
                return Ok(due);
            }
            left -= length;
            each(open);
        }
        Err(OutOfReach)
    }

    /// The last day that is looked at from `at` on.
    fn last_day(&self, at: Instant) -> NaiveDate {
        add_days(self.zone.day_of(at), REACH_DAYS)
    }

    /// Open time from `at` on, in order, none of it twice.
    fn stretches(&self, at: Instant) -> impl Iterator<Item = Stretch> + use<'a> {
        let (this, mut counted) = (*self, at);
        // What began yesterday may last until today.
        let first = add_days(this.zone.day_of(at), -1);
        let moments = days_from_to(first, this.last_day(at)).flat_map(move |day| this.moments(day));
        moments.filter_map(move |open| {
            let from = open.from.max(counted);
            counted = counted.max(open.until);
            (from < open.until).then_some(Stretch { from, until: open.until })
        })
    }

    fn moments(&self, day: NaiveDate) -> impl Iterator<Item = Stretch> + use<'a> {
        let zone = self.zone;
        let spans = self.calendar.spans(day).iter();
        spans.map(move |span| stretch(zone, day, *span)).filter(|open| open.from < open.until)
    }
}

/// A span of a day as moments. Where the clocks go forward over its end it closes as they do; where
/// they go back, the first of two equal times counts.
fn stretch(zone: Zone, day: NaiveDate, span: Span) -> Stretch {
    let at = |minute: u16| {
        let (day, minute) = if minute < DAY_MINUTES {
            (day, minute)
        } else {
            (next_day(day), minute - DAY_MINUTES)
        };
        match NaiveTime::from_num_seconds_from_midnight_opt(u32::from(minute) * 60, 0) {
            Some(time) => zone.at(day, time),
            // 24:00 of the next day, where a span lasts around the clock past midnight.
            None => zone.start_of(next_day(day)),
        }
    };
    Stretch { from: at(span.from), until: at(span.to) }
}
