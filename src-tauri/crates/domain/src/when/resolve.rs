//! Which moment was meant.

use chrono::{Datelike as _, Months, NaiveDate, NaiveTime, TimeDelta};

use super::{Amount, Day, Half, Said, Time, Year, furthest};
use crate::calendar::{BusinessCalendar, OpenTime};
use crate::customers::{Birthday, Calendar};
use crate::error::InvalidCode::{self, Impossible, OutOfRange};
use crate::time::{Instant, Zone, add_days, next_day};

/// When a shop without hours begins its day.
const USUAL_OPENING: (u8, u8) = (10, 0);
/// How long before closing is before closing, in milliseconds.
const BEFORE_CLOSING_MS: i64 = 30 * 60_000;
/// The same for a shop without hours, on the clock.
const USUAL_BEFORE_CLOSING: (u8, u8) = (17, 30);
/// Within how many days an open hour is looked for.
const WEEK: i64 = 7;

/// The moment that was meant, which is later than `now`.
///
/// # Errors
/// [`Impossible`] or [`OutOfRange`]; see [`super::NotUnderstood`].
pub(super) fn moment(
    said: &Said,
    now: Instant,
    zone: Zone,
    calendar: &BusinessCalendar,
) -> Result<Instant, InvalidCode> {
    let today = zone.day_of(now);
    let ask = Ask { now, today, zone, calendar, open: calendar.in_zone(zone) };
    let found = ask.meant(said)?;
    if found <= now {
        return Err(OutOfRange);
    }
    if zone.day_of(found) > furthest(today) { Err(Impossible) } else { Ok(found) }
}

/// Where and when it was said.
struct Ask<'a> {
    now: Instant,
    today: NaiveDate,
    zone: Zone,
    calendar: &'a BusinessCalendar,
    open: OpenTime<'a>,
}

impl Ask<'_> {
    fn meant(&self, said: &Said) -> Result<Instant, InvalidCode> {
        if let Some(ahead) = said.ahead {
            let day = self.after(ahead).ok_or(Impossible)?;
            if ahead.minutes != 0 {
                let from = if day == self.today { self.now } else { self.same(day) };
                return Ok(Instant(from.0.saturating_add(ahead.minutes * 60_000)));
            }
            return self.first(&[day], said);
        }
        let Some(day) = said.day else { return self.next(said) };
        let shift = said.shift.unwrap_or(0);
        let days = self.days(day, shift);
        let days: Vec<NaiveDate> = days.into_iter().map(|day| add_days(day, shift)).collect();
        self.first(&days, said)
    }

    fn after(&self, ahead: Amount) -> Option<NaiveDate> {
        let months = Months::new(u32::try_from(ahead.months).ok()?);
        let day = self.today.checked_add_months(months)?;
        Some(add_days(day, ahead.days)).filter(|day| *day <= furthest(self.today))
    }

    /// The first of these days on which it is still to come.
    fn first(&self, days: &[NaiveDate], said: &Said) -> Result<Instant, InvalidCode> {
        if days.is_empty() {
            return Err(Impossible);
        }
        // Nothing of a day that is over is to come.
        for day in days.iter().filter(|day| **day >= self.today) {
            let mut moments = self.on(*day, said)?;
            // At eleven on Monday, "monday at 10" is not this evening after closing.
            if days.len() > 1 && moments.iter().any(|at| self.is_open(*at)) {
                moments.retain(|at| self.is_open(*at) || !is_guessed(said));
            }
            if let Some(at) = moments.into_iter().find(|at| *at > self.now) {
                return Ok(at);
            }
        }
        Err(OutOfRange)
    }

    /// The next time of the day that was said.
    fn next(&self, said: &Said) -> Result<Instant, InvalidCode> {
        let days: Vec<NaiveDate> = (0..=WEEK).map(|days| add_days(self.today, days)).collect();
        match said.time {
            // 3点: the next one at which the shop is open.
            _ if is_guessed(said) => {
                let open = |at: &Instant| *at > self.now && self.is_open(*at);
                for day in &days {
                    if let Some(at) = self.on(*day, said)?.into_iter().find(open) {
                        return Ok(at);
                    }
                }
                return self.first(&days[..1], said).or_else(|_| self.first(&days[1..2], said));
            }
            Some(Time::Opening | Time::BeforeClosing) => {
                let mut day = self.today;
                for _ in 0..2 {
                    day = self.calendar.next_open_day(day).map_err(|_| Impossible)?;
                    if let Ok(at) = self.first(&[day], said) {
                        return Ok(at);
                    }
                    day = next_day(day);
                }
            }
            _ => {}
        }
        self.first(&days[..2], said)
    }

    /// The days that may be meant, in order.
    fn days(&self, day: Day, shift: i64) -> Vec<NaiveDate> {
        let (today, year) = (self.today, self.today.year());
        let months = |months: u32| today.with_day(1)?.checked_add_months(Months::new(months));
        let of_month = |ahead: u32, day: u8| in_month(months(ahead)?, day);
        let year_of = |of: Year| match of {
            Year::In(years) => year.saturating_add(years),
            Year::Of(year) => year,
        };
        match day {
            Day::In(days) => vec![add_days(today, days)],
            Day::Weekday(None, weekday) => {
                let ahead = i64::from(weekday) - weekday_of(today);
                let first = add_days(today, ahead.rem_euclid(7));
                vec![first, add_days(first, 7)]
            }
            Day::Weekday(Some(weeks), weekday) => {
                let days = weeks * 7 + i64::from(weekday) - weekday_of(today);
                vec![add_days(today, days)]
            }
            Day::OfMonth(ahead, day) => u32::try_from(ahead)
                .ok()
                .and_then(|ahead| of_month(ahead, day))
                .into_iter()
                .collect(),
            Day::MonthEnd => (0..2).filter_map(|ahead| of_month(ahead, 0)).collect(),
            Day::Number(day) => {
                (0..=12).filter(|_| day > 0).filter_map(|ahead| of_month(ahead, day)).collect()
            }
            Day::Date(of, month, day) => {
                let in_year = |year| in_month(NaiveDate::from_ymd_opt(year, month.into(), 1)?, day);
                match of {
                    Some(of) => in_year(year_of(of)).into_iter().collect(),
                    // A 29 February comes within eight years.
                    None => (year..=year.saturating_add(8)).filter_map(in_year).collect(),
                }
            }
            Day::Lunar { month, leap, day } => {
                let lunar = Birthday { year: None, month, day, calendar: Calendar::Lunar, leap };
                let from = add_days(today, -shift.max(0));
                let first = lunar.check().ok().and_then(|()| lunar.next_on_or_after(from));
                let all = std::iter::successors(first, |this| lunar.after(*this));
                all.map(|this| this.day).take(3).collect()
            }
            Day::Festival(Some(of), festival) => festival.on(year_of(of)).into_iter().collect(),
            Day::Festival(None, festival) => {
                let first = festival.next_on_or_after(add_days(today, -shift.max(0)));
                let next = |this: &NaiveDate| festival.next_on_or_after(next_day(*this));
                std::iter::successors(first, next).take(3).collect()
            }
        }
    }

    /// The moments of a day that may be meant, the likeliest first.
    fn on(&self, day: NaiveDate, said: &Said) -> Result<Vec<Instant>, InvalidCode> {
        Ok(match (said.time, said.half) {
            (None, None) => self.openings(day)?,
            (None, Some(half)) => vec![self.usual(day, half)],
            (Some(Time::Opening), _) => self.openings(day)?,
            (Some(Time::BeforeClosing), _) => vec![self.before_closing(day)],
            (Some(Time::Same), _) => vec![self.same(day)],
            (Some(Time::Clock { hour, minute, exact }), half) => {
                self.clock(day, (hour, minute), exact, half)
            }
        })
    }

    /// When the shop opens on a day; on the next on which it does where it does not.
    fn openings(&self, day: NaiveDate) -> Result<Vec<Instant>, InvalidCode> {
        let day = self.calendar.next_open_day(day).map_err(|_| Impossible)?;
        let usual = self.at(day, USUAL_OPENING);
        let from = self.open.open_on(day).into_iter().map(|open| open.from);
        let midnight = self.zone.start_of(day);
        // Nobody means midnight where the shop never closes.
        let awake = |at| if at == midnight && self.open.is_open(usual) { usual } else { at };
        Ok(from.map(awake).collect())
    }

    fn before_closing(&self, day: NaiveDate) -> Instant {
        let hours = self.open.open_on(day);
        match hours.last() {
            Some(last) if !self.calendar.is_always_open() => {
                Instant(last.until.0 - BEFORE_CLOSING_MS).max(last.from)
            }
            _ => self.at(day, USUAL_BEFORE_CLOSING),
        }
    }

    /// The time for a part of the day that came without one.
    fn usual(&self, day: NaiveDate, half: Half) -> Instant {
        let noon = self.at(day, (12, 0));
        match half {
            Half::Night => self.at(day, (6, 0)),
            Half::Morning => {
                let opening = self.open.open_on(day).first().map(|open| open.from);
                let early = opening.filter(|at| *at < noon && *at > self.zone.start_of(day));
                early.unwrap_or_else(|| self.at(day, USUAL_OPENING))
            }
            Half::Noon => noon,
            Half::Afternoon => self.at(day, (14, 0)),
            Half::Evening => self.at(day, (19, 0)),
        }
    }

    fn clock(
        &self,
        day: NaiveDate,
        (hour, minute): (u8, u8),
        exact: bool,
        half: Option<Half>,
    ) -> Vec<Instant> {
        let at = |hour| self.at(day, (hour, minute));
        match (hour, half) {
            (1..=12, Some(half)) => vec![at(hour_in(hour, half))],
            (1..=11, None) if !exact => {
                let mut both = [at(hour), at(hour + 12)];
                both.sort_by_key(|at| (!self.is_open(*at), !self.is_waking(*at)));
                both.to_vec()
            }
            _ => vec![at(hour)],
        }
    }

    /// Whether the shop is open; without hours, whether people are up.
    fn is_open(&self, at: Instant) -> bool {
        if self.calendar.is_always_open() { self.is_waking(at) } else { self.open.is_open(at) }
    }

    fn is_waking(&self, at: Instant) -> bool {
        let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
        (hour(8)..hour(21)).contains(&self.zone.time_of(at))
    }

    fn same(&self, day: NaiveDate) -> Instant {
        self.zone.at(day, self.zone.time_of(self.now))
    }

    /// A time on the clock, beyond 24 on the next day.
    fn at(&self, day: NaiveDate, (hour, minute): (u8, u8)) -> Instant {
        let (day, hour) = if hour < 24 { (day, hour) } else { (next_day(day), hour - 24) };
        let into = TimeDelta::minutes(i64::from(hour) * 60 + i64::from(minute));
        self.zone.at(day, NaiveTime::MIN + into)
    }
}

/// Whether the hour that was said may be one of two.
fn is_guessed(said: &Said) -> bool {
    said.half.is_none() && matches!(said.time, Some(Time::Clock { exact: false, .. }))
}

/// The hour of the day; in the night before the next morning beyond 24.
fn hour_in(hour: u8, half: Half) -> u8 {
    match (half, hour) {
        (Half::Night, 12) => 0,
        (Half::Noon, 1..=3) | (Half::Afternoon, 1..=11) | (Half::Evening, 5..=12) => hour + 12,
        (Half::Evening, 1..=4) => hour + 24,
        _ => hour,
    }
}

/// 0 for Monday.
fn weekday_of(day: NaiveDate) -> i64 {
    i64::from(day.weekday().num_days_from_monday())
}

/// A day of the month that `first` begins, 0 for its last.
fn in_month(first: NaiveDate, day: u8) -> Option<NaiveDate> {
    if day == 0 {
        return first.checked_add_months(Months::new(1))?.pred_opt();
    }
    first.with_day(day.into())
}
