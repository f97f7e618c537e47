//! On which level a customer stands on a day, and when that changes by itself.
//!
//! A level is a function of what the customer did, of what a person decided for them, and of the
//! day: nothing is remembered between two looks. So it makes no difference in which order things
//! were entered, a purchase that was taken back leaves nothing behind, and a level found event by
//! event is the one found from scratch.
//!
//! The rules, day by day:
//! - A customer enters the highest level whose rule they meet by the end of the day. It is valid
//!   for the level's days after that one; a level without such days is valid as long as its rule
//!   is met.
//! - When it is no longer valid and the rule is met, it is renewed on that day. Where the rule is
//!   not met, grace begins: whoever meets the rule before it is over stays, all others go to the
//!   highest level whose rule they meet then. Grace that would end on a day on which the shop is
//!   closed lasts until the end of the next one on which it opens.

use chrono::NaiveDate;

use super::level::{Measure, TierLevel};
use crate::calendar::BusinessCalendar;
use crate::time::{add_days, next_day};

/// What a customer did on a day, net of what was taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// The civil day in the shop's zone.
    pub day: NaiveDate,
    /// Purchases less refunds, in fen.
    pub fen: i64,
    /// Purchases that stand.
    pub visits: u32,
    /// Points that these gave.
    pub points: i64,
}

/// A level that a person gave a customer, whatever the rules say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Override {
    /// Which level, by its place from the lowest.
    pub level: usize,
    /// The first day.
    pub from: NaiveDate,
    /// The last day; none: until it is taken back.
    pub until: Option<NaiveDate>,
}

impl Override {
    fn holds_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// What lies behind a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Why {
    /// The rule of the level is met.
    Met,
    /// It was met and the level is still valid.
    Valid,
    /// It is no longer valid, and grace is not over.
    Grace,
    /// A person gave it.
    Given,
}

/// What is missing to the next level: one of the figures where one is enough, otherwise each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Short {
    /// The next level, by its place from the lowest.
    pub level: usize,
    /// Fen, visits and points that are missing; none where the level does not ask for them, or
    /// where the customer has them.
    pub missing: [Option<i64>; 3],
}

/// Where a customer stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The level, by its place from the lowest; none below all.
    pub level: Option<usize>,
    /// Why; none without a level.
    pub why: Option<Why>,
    /// The day on which it was entered or, where given, given.
    pub since: Option<NaiveDate>,
    /// The last day of its validity, where it has one.
    pub valid_until: Option<NaiveDate>,
    /// The last day of grace, while it lasts.
    pub grace_until: Option<NaiveDate>,
    /// The day on which the level changes if the customer does nothing, and to which.
    pub falls: Option<(NaiveDate, Option<usize>)>,
    /// The next day on which anything here may change by itself.
    pub changes_on: Option<NaiveDate>,
    /// What is missing to the next level; none on the highest, and where only a person's word
    /// stands in the way.
    pub short: Option<Short>,
}

/// On which level a customer stands, and since when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The level, by its place from the lowest.
    pub level: Option<usize>,
    /// The day on which it was entered or, where given, given.
    pub since: Option<NaiveDate>,
}

/// A customer's days, oldest first, and the rules they are measured by.
#[derive(Clone, Copy, Debug)]
pub struct History<'a> {
    /// From the lowest to the highest.
    pub levels: &'a [TierLevel],
    /// In order of days; several may be of one day.
    pub events: &'a [Event],
    /// In the order they were given; where several hold, the last one counts.
    pub overrides: &'a [Override],
    /// When the shop is open: grace does not end on a day on which nobody could come.
    pub calendar: &'a BusinessCalendar,
}

/// How far ahead a change is looked for: what is longer than ten years away is nothing to plan by.
const AHEAD_DAYS: i64 = 3_660;

impl History<'_> {
    /// Where the customer stands at the end of `today`; what lies after it does not count.
    #[must_use]
    pub fn membership(&self, today: NaiveDate) -> Membership {
        let mut walk = Walk::until(self, today);
        let (now, given) = (walk.state, self.given(today));
        let Standing { level, since } = now.standing(given);
        let why = if given.is_some() { Some(Why::Given) } else { now.why(today) };
        let (falls, changes_on) = self.ahead(&mut walk, today);
        Membership {
            level,
            why,
            since,
            valid_until: given.map_or(now.valid_until, |given| given.until),
            grace_until: now.grace_until.filter(|_| given.is_none()),
            falls,
            changes_on: changes_on.into_iter().chain(self.dated_ahead(today)).min(),
            short: self.short(today, level),
        }
    }

    /// The level at the end of `day`: what [`Self::membership`] says, without looking ahead.
    #[must_use]
    pub fn standing(&self, day: NaiveDate) -> Standing {
        Walk::until(self, day).state.standing(self.given(day))
    }

    /// The day of the first purchase that lies after `today`.
    fn dated_ahead(&self, today: NaiveDate) -> Option<NaiveDate> {
        self.events.iter().find(|event| today < event.day).map(|event| event.day)
    }

    fn given(&self, day: NaiveDate) -> Option<Override> {
        let holds = |given: &&Override| given.holds_on(day) && given.level < self.levels.len();
        self.overrides.iter().rev().find(holds).copied()
    }

    /// When the level changes by itself, and to which; when anything may.
    fn ahead(
        &self,
        walk: &mut Walk<'_>,
        today: NaiveDate,
    ) -> (Option<(NaiveDate, Option<usize>)>, Option<NaiveDate>) {
        let turns = |given: &Override| [Some(given.from), given.until.map(next_day)];
        let turns: Vec<NaiveDate> = self.overrides.iter().flat_map(turns).flatten().collect();
        let shown = |state: &State, given: Option<Override>| match given {
            Some(given) => Some(given.level),
            None => state.level,
        };
        let last = add_days(today, AHEAD_DAYS);
        let (mut day, mut changes_on) = (today, None);
        let level_of = |walk: &Walk<'_>, day| shown(&walk.state, self.given(day));
        let before = level_of(walk, today);
        loop {
            let turn = turns.iter().copied().filter(|turn| *turn > day).min();
            let Some(next) = walk.upcoming().into_iter().chain(turn).min() else { break };
            if next > last {
                break;
            }
            day = next;
            if walk.upcoming() == Some(day) {
                walk.advance(day);
            }
            changes_on.get_or_insert(day);
            let level = level_of(walk, day);
            if level != before {
                return (Some((day, level)), changes_on);
            }
        }
        (None, changes_on)
    }

    fn short(&self, today: NaiveDate, level: Option<usize>) -> Option<Short> {
        let next = level.map_or(0, |level| level + 1);
        let entry = &self.levels.get(next)?.entry;
        let first = first_day(entry.window_days, today);
        let mut measure = Measure::default();
        for event in self.events.iter().filter(|event| first <= event.day && event.day <= today) {
            measure.add(event);
        }
        let missing = entry.missing(&measure).map(|missing| missing.filter(|&short| short > 0));
        missing.iter().any(Option::is_some).then_some(Short { level: next, missing })
    }
}

/// The first day of a window that ends with `last`.
fn first_day(window: Option<u16>, last: NaiveDate) -> NaiveDate {
    window.map_or(NaiveDate::MIN, |days| add_days(last, 1 - i64::from(days)))
}

/// What the rules alone say of a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct State {
    level: Option<usize>,
    since: Option<NaiveDate>,
    valid_until: Option<NaiveDate>,
    grace_until: Option<NaiveDate>,
    met: bool,
}

impl State {
    /// Where `given` holds, the rules decide nothing.
    fn standing(&self, given: Option<Override>) -> Standing {
        match given {
            Some(given) => Standing { level: Some(given.level), since: Some(given.from) },
            None => Standing { level: self.level, since: self.since },
        }
    }

    fn why(&self, today: NaiveDate) -> Option<Why> {
        self.level?;
        Some(if self.met {
            Why::Met
        } else if self.valid_until.is_some_and(|until| today <= until) {
            Why::Valid
        } else {
            Why::Grace
        })
    }

    /// The day on which validity or grace is over.
    fn deadline(&self) -> Option<NaiveDate> {
        self.grace_until.or(self.valid_until).map(next_day)
    }
}

/// What a customer did in a window that moves on with the days.
struct Window {
    days: Option<u16>,
    /// Events that were in it and are out again.
    out: usize,
    /// Events that were in it so far.
    seen: usize,
    measure: Measure,
}

/// Goes from day to day, stopping only where something can change.
struct Walk<'a> {
    levels: &'a [TierLevel],
    calendar: &'a BusinessCalendar,
    events: &'a [Event],
    windows: Vec<Window>,
    /// Days on which something is bought or leaves a window, in order.
    days: Vec<NaiveDate>,
    next: usize,
    state: State,
}

impl<'a> Walk<'a> {
    /// Through everything until the end of `today`.
    fn until(history: &History<'a>, today: NaiveDate) -> Self {
        let known = history.events.partition_point(|event| event.day <= today);
        let events = &history.events[..known];
        let mut windows: Vec<Window> = Vec::with_capacity(1);
        for level in history.levels {
            let days = level.entry.window_days;
            if !windows.iter().any(|window| window.days == days) {
                windows.push(Window { days, out: 0, seen: 0, measure: Measure::default() });
            }
        }
        let mut days: Vec<NaiveDate> = events.iter().map(|event| event.day).collect();
        for window in windows.iter().filter_map(|window| window.days) {
            days.extend(events.iter().map(|event| add_days(event.day, window.into())));
        }
        days.sort_unstable();
        days.dedup();
        let (levels, calendar, state) = (history.levels, history.calendar, State::default());
        let mut walk = Self { levels, calendar, events, windows, days, next: 0, state };
        while let Some(day) = walk.upcoming().filter(|day| *day <= today) {
            walk.advance(day);
        }
        walk
    }

    /// The next day on which something can change.
    fn upcoming(&self) -> Option<NaiveDate> {
        self.days.get(self.next).copied().into_iter().chain(self.state.deadline()).min()
    }

    fn advance(&mut self, day: NaiveDate) {
        while self.days.get(self.next).is_some_and(|next| *next <= day) {
            self.next += 1;
        }
        for window in &mut self.windows {
            window.move_to(day, self.events);
        }
        let highest = self.levels.iter().rposition(|level| {
            let window = self.windows.iter().find(|w| w.days == level.entry.window_days);
            window.is_some_and(|window| level.entry.is_met(&window.measure))
        });
        let state = &mut self.state;
        let Some(level) = state.level.filter(|level| highest <= Some(*level)) else {
            if highest > state.level {
                self.enter(highest, day);
            }
            return;
        };
        state.met = highest == Some(level);
        let rule = &self.levels[level];
        let is_over = state.valid_until.is_none_or(|until| day > until);
        if state.met && is_over {
            state.valid_until = valid_from(rule, day);
            state.grace_until = None;
        } else if is_over {
            let until = *state.grace_until.get_or_insert_with(|| grace(rule, day, self.calendar));
            if day > until {
                self.enter(highest, day);
            }
        }
    }

    fn enter(&mut self, level: Option<usize>, day: NaiveDate) {
        self.state = State {
            level,
            since: level.map(|_| day),
            valid_until: level.and_then(|level| valid_from(&self.levels[level], day)),
            grace_until: None,
            met: level.is_some(),
        };
    }
}

/// The last day of the validity of a level that is entered or renewed on `day`.
fn valid_from(level: &TierLevel, day: NaiveDate) -> Option<NaiveDate> {
    level.validity_days.map(|days| add_days(day, days.into()))
}

/// The last day of a grace that begins on `day`; the day before it where there is none. A last day
/// on which the shop is closed moves to the next one on which it opens.
fn grace(level: &TierLevel, day: NaiveDate, calendar: &BusinessCalendar) -> NaiveDate {
    let last = add_days(day, i64::from(level.grace_days) - 1);
    match level.grace_days {
        0 => last,
        _ => calendar.next_open_day(last).unwrap_or(last),
    }
}

impl Window {
    fn move_to(&mut self, day: NaiveDate, events: &[Event]) {
        while let Some(event) = events.get(self.seen).filter(|event| event.day <= day) {
            self.measure.add(event);
            self.seen += 1;
        }
        let first = first_day(self.days, day);
        while let Some(event) = events.get(self.out).filter(|event| event.day < first) {
            self.measure.take(event);
            self.out += 1;
        }
    }
}

impl Measure {
    fn add(&mut self, event: &Event) {
        self.fen += event.fen;
        self.visits += i64::from(event.visits);
        self.points += event.points;
    }

    fn take(&mut self, event: &Event) {
        self.fen -= event.fen;
        self.visits -= i64::from(event.visits);
        self.points -= event.points;
    }
}
