//! The clocks of a complaint: how long an answer, a word in between, a solution and the contact
//! after it may take, and when that is over.
//!
//! The first three count open time and stand still while the customer is waited for; the contact
//! afterwards counts hours by the clock and ends in open time. Nothing is stored that could not be
//! worked out anew from the steps, so a change of severity counts from the beginning.

use std::time::Duration;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Run, Severity};
use crate::calendar::{ALWAYS_OPEN, BusinessCalendar, DuePath, OpenTime, Pauses, Stretch};
use crate::error::{FieldError, InvalidCode};
use crate::ids::TierId;
use crate::time::{Instant, Zone, add_days, days_between, next_day};

super::coded! {
    /// What is to happen by a deadline.
    Clock {
        /// The first answer.
        FirstAnswer "firstAnswer",
        /// The next word to the customer.
        Update "update",
        /// The solution.
        Solution "solution",
        /// The contact after the solution.
        FollowUp "followUp",
    }
}

super::coded! {
    /// How far a clock has run.
    Mark {
        /// Half of its time is over.
        Half "half",
        /// 80 percent are over.
        Soon "soon",
        /// All of it is over.
        Due "due",
        /// Half as much again is over.
        Late "late",
    }
}

impl Mark {
    /// Which part of the time is over, in percent.
    #[must_use]
    pub const fn percent(self) -> u64 {
        match self {
            Self::Half => 50,
            Self::Soon => 80,
            Self::Due => 100,
            Self::Late => 150,
        }
    }

    /// How far up the ladder it is told: 0 whoever takes care of it, 1 the manager, 2 the owner of
    /// the shop.
    #[must_use]
    pub const fn level(self) -> u8 {
        match self {
            Self::Half | Self::Soon => 0,
            Self::Due => 1,
            Self::Late => 2,
        }
    }
}

super::coded! {
    /// How a deadline stands.
    Sla {
        /// Less than half of the time is over.
        OnTrack "onTrack",
        /// Half of it is.
        Soon "soon",
        /// 80 percent are.
        AtRisk "atRisk",
        /// All of it is.
        Breached "breached",
        /// It was kept.
        Met "met",
        /// It was not.
        Missed "missed",
        /// It stands still.
        Paused "paused",
        /// Nothing is owed any more.
        Dropped "dropped",
    }
}

impl Sla {
    /// How a deadline stands at `now`. `marks` are half of the time and 80 percent of it.
    #[must_use]
    pub fn of(
        due: Option<Instant>,
        marks: Option<(Instant, Instant)>,
        (ended, dropped): (Option<Instant>, bool),
        now: Instant,
    ) -> Self {
        match (ended, due) {
            (Some(_), _) if dropped => Self::Dropped,
            (Some(ended), Some(due)) if ended > due => Self::Missed,
            (Some(_), _) => Self::Met,
            (None, None) => Self::Paused,
            (None, Some(due)) if now > due => Self::Breached,
            (None, Some(_)) => match marks {
                Some((_, soon)) if now >= soon => Self::AtRisk,
                Some((half, _)) if now >= half => Self::Soon,
                _ => Self::OnTrack,
            },
        }
    }
}

/// How long things may take, for complaints of one severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Targets {
    /// Until the first answer, in minutes of open time, 1 to 60,000.
    pub first_answer: u32,
    /// From one word to the customer to the next, in minutes of open time, 1 to 60,000.
    pub update: u32,
    /// Until the solution, in minutes of open time, 1 to 60,000.
    pub solution: u32,
    /// From the solution to the contact after it, in hours by the clock, 1 to 720.
    pub follow_up_hours: u32,
}

/// Customers of a level wait less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct LevelPace {
    /// The level.
    pub tier: TierId,
    /// How much of the usual time things may take, 10 to 100 percent.
    pub percent: u8,
}

/// How long things may take in this shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Pace {
    /// Of minor complaints.
    pub minor: Targets,
    /// Of moderate ones.
    pub moderate: Targets,
    /// Of serious ones.
    pub serious: Targets,
    /// Of severe ones.
    pub severe: Targets,
    /// Whether severe ones count all hours, the closed ones too.
    pub severe_always: bool,
    /// Levels whose customers wait less.
    pub levels: Vec<LevelPace>,
}

impl Default for Pace {
    /// One hour of open time to the first answer whatever it is, and 72 hours to the contact after
    /// the solution; the rest by how much it weighs.
    fn default() -> Self {
        let targets = |update: u32, solution: u32| Targets {
            first_answer: 60,
            update: update * 60,
            solution: solution * 60,
            follow_up_hours: 72,
        };
        Self {
            minor: targets(16, 40),
            moderate: targets(8, 24),
            serious: targets(4, 16),
            severe: targets(2, 8),
            severe_always: false,
            levels: Vec::new(),
        }
    }
}

/// A clock of a complaint, worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The run that it is worked out for.
    pub run: Run,
    /// When its time is over; none while it stands still.
    pub due: Option<Instant>,
    /// How much of its time is left while it stands still, in milliseconds.
    pub left_ms: Option<i64>,
    /// How long it took, in minutes of time that counts; none while it runs or where it was dropped.
    pub took: Option<u32>,
}

/// Whose time counts: a complaint's severity and its customer's level.
#[derive(Clone, Copy, Debug)]
pub struct Measure<'a> {
    /// The shop's times.
    pub pace: &'a Pace,
    /// The shop's hours.
    pub calendar: &'a BusinessCalendar,
    /// The shop's zone.
    pub zone: Zone,
    /// The customer's level when the complaint came in.
    pub level: Option<TierId>,
}

impl Pace {
    /// The times for complaints of a severity.
    #[must_use]
    pub const fn of(&self, severity: Severity) -> &Targets {
        match severity {
            Severity::Minor => &self.minor,
            Severity::Moderate => &self.moderate,
            Severity::Serious => &self.serious,
            Severity::Severe => &self.severe,
        }
    }

    /// The times for a customer of a level.
    #[must_use]
    pub fn targets(&self, severity: Severity, level: Option<TierId>) -> Targets {
        let of_level = self.levels.iter().find(|pace| Some(pace.tier) == level);
        let percent = of_level.map_or(100, |pace| u32::from(pace.percent));
        let shorter = |time: u32| (time * percent).div_ceil(100).max(1);
        let usual = self.of(severity);
        Targets {
            first_answer: shorter(usual.first_answer),
            update: shorter(usual.update),
            solution: shorter(usual.solution),
            follow_up_hours: shorter(usual.follow_up_hours),
        }
    }

    /// Holds every time to its range.
    ///
    /// # Errors
    /// Names the field to mend: `severe.update`, `levels.0.percent`.
    pub fn checked(self) -> Result<Self, FieldError> {
        let wrong = |field: String| FieldError::new(&field, InvalidCode::OutOfRange);
        for severity in Severity::ALL {
            let Targets { first_answer, update, solution, follow_up_hours } = *self.of(severity);
            for (name, time, most) in [
                ("firstAnswer", first_answer, 60_000),
                ("update", update, 60_000),
                ("solution", solution, 60_000),
                ("followUpHours", follow_up_hours, 720),
            ] {
                if !(1..=most).contains(&time) {
                    return Err(wrong(format!("{}.{name}", severity.as_str())));
                }
            }
        }
        for (place, level) in self.levels.iter().enumerate() {
            if !(10..=100).contains(&level.percent) {
                return Err(wrong(format!("levels.{place}.percent")));
            }
        }
        Ok(self)
    }
}

impl<'a> Measure<'a> {
    fn open(&self, severity: Severity) -> OpenTime<'a> {
        let always = severity == Severity::Severe && self.pace.severe_always;
        let calendar = if always { &ALWAYS_OPEN } else { self.calendar };
        calendar.in_zone(self.zone)
    }

    /// How long a run may take.
    fn target(&self, run: &Run) -> Duration {
        let targets = self.pace.targets(run.severity, self.level);
        let minutes = match run.clock {
            Clock::FirstAnswer => targets.first_answer,
            Clock::Update => targets.update,
            Clock::Solution => targets.solution,
            Clock::FollowUp => targets.follow_up_hours * 60,
        };
        Duration::from_secs(60 * u64::from(minutes))
    }

    /// The moment at which so many percent of a run's time are over. A shop that never opens again
    /// counts all hours: a promise to a customer does not lapse by that.
    fn after(&self, run: &Run, pauses: &Pauses, percent: u64) -> Instant {
        let open = self.open(run.severity);
        let time = self.target(run).mul_f64(0.01 * percent as f64);
        let by_clock = Instant(run.started.0 + i64::try_from(time.as_millis()).unwrap_or(i64::MAX));
        let found = match run.clock {
            Clock::FollowUp if percent == 100 => open
                .within(run.started, self.pace.targets(run.severity, self.level).follow_up_hours),
            Clock::FollowUp => open.next_opening(by_clock),
            _ => open.add_around(run.started, time, pauses),
        };
        found.unwrap_or(by_clock)
    }

    /// A run as it stands. `waiting` is since when the customer is waited for.
    #[must_use]
    pub fn deadline(&self, run: &Run, pauses: &Pauses, waiting: Option<Instant>) -> Deadline {
        let open = self.open(run.severity);
        let spent = |until: Instant| {
            open.between_around(run.started, until, pauses).unwrap_or_default().as_millis()
        };
        let stands = waiting.filter(|_| run.ended.is_none() && run.clock != Clock::FollowUp);
        let due = stands.is_none().then(|| self.after(run, pauses, 100));
        let left_ms = stands.map(|since| {
            let target = self.target(run).as_millis();
            i64::try_from(target).unwrap_or(i64::MAX) - i64::try_from(spent(since)).unwrap_or(0)
        });
        let took = run.met().map(|met| u32::try_from(spent(met) / 60_000).unwrap_or(u32::MAX));
        Deadline { run: *run, due, left_ms, took }
    }

    /// When somebody is to hear of a run, by [`Mark::ALL`].
    #[must_use]
    pub fn marks(&self, run: &Run, pauses: &Pauses) -> [Instant; 4] {
        Mark::ALL.map(|mark| self.after(run, pauses, mark.percent()))
    }

    /// How a run's deadline comes about.
    #[must_use]
    pub fn explain(&self, run: &Run, pauses: &Pauses) -> DuePath {
        let open = self.open(run.severity);
        let path = match run.clock {
            Clock::FollowUp => {
                let due = self.after(run, pauses, 100);
                let time = Duration::from_millis((due.0 - run.started.0).unsigned_abs());
                let path = ALWAYS_OPEN.in_zone(self.zone).explain(run.started, time);
                path.map(|path| DuePath { due, ..path })
            }
            _ => open.explain_around(run.started, self.target(run), pauses),
        };
        path.unwrap_or_else(|_| DuePath {
            from: run.started,
            stretches: Vec::new(),
            closed: Vec::new(),
            due: self.after(run, pauses, 100),
            paused: Vec::new(),
            always: true,
        })
    }

    /// How much time that counts lies between two moments, in milliseconds; negative where the
    /// second is earlier.
    #[must_use]
    pub fn left_ms(&self, severity: Severity, now: Instant, due: Instant) -> i64 {
        let open = self.open(severity);
        let between = |from, until| {
            let between = open.between(from, until).unwrap_or_default();
            i64::try_from(between.as_millis()).unwrap_or(i64::MAX)
        };
        if due >= now { between(now, due) } else { -between(due, now) }
    }

    /// Until when the shop stays as it is at `now`: open or closed.
    #[must_use]
    pub fn changes_at(&self, now: Instant) -> (bool, Option<Instant>) {
        let open = self.calendar.in_zone(self.zone);
        if self.calendar.is_always_open() {
            return (true, None);
        }
        if !open.is_open(now) {
            return (false, open.next_opening(now).ok());
        }
        let today: NaiveDate = self.zone.day_of(now);
        let spans = [add_days(today, -1), today];
        let closes = spans
            .into_iter()
            .flat_map(|day| open.open_on(day))
            .filter(|span: &Stretch| span.from <= now && now < span.until)
            .map(|span| span.until)
            .max();
        (true, closes)
    }
}

/// [`Measure::left_ms`] for many deadlines as of one moment: the days between them are looked at
/// once, however long ago the deadlines were.
#[derive(Debug)]
pub struct Countdown<'a> {
    measure: Measure<'a>,
    now: Instant,
    /// The time that counts from the beginning of today on, from that of yesterday on, and so on.
    since: Vec<i64>,
}

impl<'a> Countdown<'a> {
    /// Of a shop's times, as of `now`.
    #[must_use]
    pub const fn new(measure: Measure<'a>, now: Instant) -> Self {
        Self { measure, now, since: Vec::new() }
    }

    /// How much time that counts is left, in milliseconds; negative where it is over.
    #[must_use]
    pub fn left_ms(&mut self, severity: Severity, due: Instant) -> i64 {
        let Measure { zone, pace, .. } = self.measure;
        let (today, day) = (zone.day_of(self.now), zone.day_of(due));
        let days = usize::try_from(days_between(day, today)).unwrap_or(0);
        if days == 0 || (severity == Severity::Severe && pace.severe_always) {
            return self.measure.left_ms(severity, self.now, due);
        }
        while self.since.len() < days {
            let start = zone.start_of(add_days(today, -(self.since.len() as i64)));
            let (until, known) = match self.since.last() {
                Some(known) => (zone.start_of(next_day(zone.day_of(start))), *known),
                None => (self.now, 0),
            };
            let open = self.measure.left_ms(severity, start, until);
            self.since.push(known + open);
        }
        let rest = self.measure.left_ms(severity, due, zone.start_of(next_day(day)));
        -(rest + self.since[days - 1])
    }
}
