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
    /// Time in between that was not counted, because somebody else was waited for.
    #[serde(default)]
    pub paused: Vec<Stretch>,
    /// Whether the shop keeps no hours, and so all time counts.
    pub always: bool,
}

/// Time that is not counted: in order, none of it twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pauses(Vec<Stretch>);

impl Pauses {
    /// Puts pauses in order and makes one of those that touch; one that ends before it begins is
    /// none.
    #[must_use]
    pub fn new(pauses: impl IntoIterator<Item = Stretch>) -> Self {
        let mut all: Vec<_> = pauses.into_iter().filter(|pause| pause.from < pause.until).collect();
        all.sort_by_key(|pause| pause.from);
        let mut joined: Vec<Stretch> = Vec::with_capacity(all.len());
        for pause in all {
            match joined.last_mut() {
                Some(last) if pause.from <= last.until => last.until = last.until.max(pause.until),
                _ => joined.push(pause),
            }
        }
        Self(joined)
    }

    /// What is left of a stretch when these are taken out, in order.
    fn leave(&self, open: Stretch) -> Vec<Stretch> {
        let mut left = Vec::new();
        let mut from = open.from;
        for pause in &self.0 {
            if pause.until <= from {
                continue;
            }
            if pause.from >= open.until {
                break;
            }
            if from < pause.from {
                left.push(Stretch { from, until: pause.from });
            }
            from = pause.until;
        }
        if from < open.until {
            left.push(Stretch { from, until: open.until });
        }
        left
    }

    /// Those between two moments.
    fn between(&self, from: Instant, until: Instant) -> Vec<Stretch> {
        let clipped = self
            .0
            .iter()
            .map(|pause| Stretch { from: pause.from.max(from), until: pause.until.min(until) });
        clipped.filter(|pause| pause.from < pause.until).collect()
    }
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
        self.add_around(at, open, &Pauses::default())
    }

    /// The same as [`Self::add`] where pauses do not count.
    ///
    /// # Errors
    /// [`OutOfReach`].
    pub fn add_around(
        &self,
        at: Instant,
        open: Duration,
        pauses: &Pauses,
    ) -> Result<Instant, OutOfReach> {
        self.walk(at, open, pauses, |_| {})
    }

    /// The last moment of open time within so many hours by the clock, its end included; where the
    /// shop does not open within them, its next opening.
    ///
    /// # Errors
    /// [`OutOfReach`].
    pub fn within(&self, at: Instant, hours: u32) -> Result<Instant, OutOfReach> {
        let end = Instant(at.0 + i64::from(hours) * 3_600_000);
        let mut last = None;
        for open in self.stretches(at) {
            if open.from > end {
                return Ok(last.unwrap_or(open.from));
            }
            last = Some(open.until.min(end));
            if open.until >= end {
                break;
            }
        }
        last.ok_or(OutOfReach)
    }

    /// How much open time lies between two moments; nothing where the second is not later.
    ///
    /// # Errors
    /// [`OutOfReach`] where they lie further apart than is looked.
    pub fn between(&self, from: Instant, until: Instant) -> Result<Duration, OutOfReach> {
        self.between_around(from, until, &Pauses::default())
    }

    /// The same as [`Self::between`] where pauses do not count.
    ///
    /// # Errors
    /// [`OutOfReach`] where they lie further apart than is looked.
    pub fn between_around(
        &self,
        from: Instant,
        until: Instant,
        pauses: &Pauses,
    ) -> Result<Duration, OutOfReach> {
        if until > from && self.zone.day_of(until) > self.last_day(from) {
            return Err(OutOfReach);
        }
        let ms: i64 = self
            .stretches(from)
            .take_while(|open| open.from < until)
            .flat_map(|open| pauses.leave(Stretch { until: open.until.min(until), ..open }))
            .map(|open| open.until.0 - open.from.0)
            .sum();
        Ok(Duration::from_millis(ms.unsigned_abs()))
    }

    /// The same as [`Self::add`], with the way to it.
    ///
    /// # Errors
    /// [`OutOfReach`].
    pub fn explain(&self, at: Instant, open: Duration) -> Result<DuePath, OutOfReach> {
        self.explain_around(at, open, &Pauses::default())
    }

    /// The same as [`Self::add_around`], with the way to it.
    ///
    /// # Errors
    /// [`OutOfReach`].
    pub fn explain_around(
        &self,
        at: Instant,
        open: Duration,
        pauses: &Pauses,
    ) -> Result<DuePath, OutOfReach> {
        let mut stretches: Vec<Stretch> = Vec::new();
        let due = self.walk(at, open, pauses, |open| match stretches.last_mut() {
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
        let paused = pauses.between(at, due);
        Ok(DuePath { from: at, stretches, closed, due, paused, always })
    }

    /// Goes through open time from `at` on until so much has passed, telling each piece.
    fn walk(
        &self,
        at: Instant,
        open: Duration,
        pauses: &Pauses,
        mut each: impl FnMut(Stretch),
    ) -> Result<Instant, OutOfReach> {
        let mut left = i64::try_from(open.as_millis()).map_err(|_| OutOfReach)?;
        for open in self.stretches(at).flat_map(|open| pauses.leave(open)) {
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
