//! Looking ahead: the week, the month, and the wall of birthdays.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use huike_domain::customers::filter::{self, Field};
use huike_domain::customers::{Calendar, display_name, stored_days};
use huike_domain::error::InvalidCode;
use huike_domain::festivals::Festival;
use huike_domain::followups::{Reason, State};
use huike_domain::ids::{CustomerId, FollowUpId};
use huike_domain::segments::ThreeClass;
use huike_domain::time::{Instant, Zone, add_days, next_day};
use huike_store::followups::{self as rows, Whose};
use huike_store::lists::Order;
use huike_store::settings;
use serde::{Deserialize, Serialize};

use super::{FollowUpView, Wording, end_of_day};
use crate::App;
use crate::error::AppError;

/// A day of the calendar.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DayPlan {
    /// Which day.
    pub day: NaiveDate,
    /// Follow-ups that are open and due on it.
    pub open: u32,
    /// Follow-ups that were done on it.
    pub done: u32,
    /// Whether the shop opens.
    pub is_open: bool,
    /// Festivals of the built-in list.
    pub festivals: Vec<Festival>,
    /// The first of those that are open, best first; at most four.
    pub first: Vec<FollowUpView>,
}

/// The most days of a calendar.
const MOST_DAYS: i64 = 62;

/// The follow-ups of these days, both included, by day; of everybody, or of one of the staff and
/// nobody's.
///
/// # Errors
/// [`AppError::Invalid`] on `to` where it is before `from`, or more than 62 days.
pub fn calendar(
    app: &App,
    from: NaiveDate,
    to: NaiveDate,
    of: Option<String>,
) -> Result<Vec<DayPlan>, AppError> {
    if to < from || to > add_days(from, MOST_DAYS - 1) {
        return Err(AppError::invalid("to", InvalidCode::OutOfRange));
    }
    let now = app.now();
    app.read(|reader| {
        let wording = Wording::load(reader, now)?;
        let hours = settings::hours(reader)?;
        let whose = Whose::of(of.as_deref());
        let days = std::iter::successors(Some(from), |day| Some(next_day(*day)));
        let mut plans = Vec::new();
        for day in days.take_while(|day| *day <= to) {
            let start = wording.zone.start_of(day);
            let end = end_of_day(start, wording.zone);
            let first = rows::due_between(reader, (start, end), wording.today, whose, None, 4)?;
            plans.push(DayPlan {
                day,
                open: rows::count_open_between(reader, start, end, whose)?,
                done: rows::count_done_between(reader, start, end, whose)?,
                is_open: hours.opens_on(day),
                festivals: festivals_on(day),
                first: first.into_iter().map(|found| wording.view(found)).collect(),
            });
        }
        Ok(plans)
    })
}

fn festivals_on(day: NaiveDate) -> Vec<Festival> {
    let on = |festival: &Festival| festival.next_on_or_after(day) == Some(day);
    Festival::ALL.iter().copied().filter(on).collect()
}

/// Open follow-ups of one day, best first; at most 200.
///
/// # Errors
/// [`AppError::Internal`].
pub fn day(app: &App, day: NaiveDate, of: Option<String>) -> Result<Vec<FollowUpView>, AppError> {
    let now = app.now();
    app.read(|reader| {
        let wording = Wording::load(reader, now)?;
        let start = wording.zone.start_of(day);
        let span = (start, end_of_day(start, wording.zone));
        let whose = Whose::of(of.as_deref());
        let found = rows::due_between(reader, span, wording.today, whose, None, 200)?;
        Ok(found.into_iter().map(|found| wording.view(found)).collect())
    })
}

/// The birthdays of one day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct BirthdayDay {
    /// Which day.
    pub day: NaiveDate,
    /// How many there are.
    pub total: u32,
    /// Those who spent most, first; at most twenty-four.
    pub people: Vec<BirthdayView>,
}

/// Somebody's birthday.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct BirthdayView {
    /// Whose.
    pub customer: CustomerId,
    /// Their name as lists show it.
    pub customer_name: String,
    /// The age reached, where the year of birth is known.
    pub age: Option<i32>,
    /// Whether it is told in the lunar calendar.
    pub lunar: bool,
    /// Their segment.
    pub segment: Option<ThreeClass>,
    /// Whether they are, or will be, greeted.
    pub greeted: Greeted,
}

/// Whether somebody is greeted on a birthday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Greeted {
    /// Nothing is planned.
    No,
    /// It is planned.
    Planned {
        /// The follow-up.
        id: FollowUpId,
        /// When.
        due: Instant,
    },
    /// It was done.
    Done,
}

/// The most people of a day on the wall.
const MOST_PEOPLE: u32 = 24;

/// Birthdays of so many days from `from` on, at most 42; days without any are left out.
///
/// # Errors
/// [`AppError::Invalid`] on `days`.
pub fn birthdays(app: &App, from: NaiveDate, days: u16) -> Result<Vec<BirthdayDay>, AppError> {
    if !(1..=42).contains(&days) {
        return Err(AppError::invalid("days", InvalidCode::OutOfRange));
    }
    let zone = app.zone()?;
    let calendar = filter::Calendar { today: zone.day_of(app.now()), zone };
    app.store()?.lists(calendar, |lists| {
        let reader = lists.reader();
        let mut wall = Vec::new();
        for ahead in 0..days {
            let day = add_days(from, ahead.into());
            let mut born = BTreeMap::new();
            for (calendar, month, on) in stored_days(day) {
                for (customer, birthday) in rows::birthdays_on(reader, calendar, month, on)? {
                    let next = birthday.next_on_or_after(day).filter(|next| next.day == day);
                    if let Some(next) = next {
                        born.insert(customer, (birthday, birthday.age_at(next)));
                    }
                }
            }
            let ids: Vec<_> = born.keys().copied().collect();
            let order = Order { sort: Field::Spent, own: None, descending: true };
            let best = lists.stretch(&lists.choose_ids(&ids), order, 0, MOST_PEOPLE)?;
            let mut people = Vec::new();
            for found in lists.rows(&best)? {
                let Some((birthday, age)) = born.get(&found.id) else { continue };
                people.push(BirthdayView {
                    customer: found.id,
                    customer_name: display_name(&found.name, found.phone.as_deref()).into_owned(),
                    age: *age,
                    lunar: birthday.calendar == Calendar::Lunar,
                    segment: found.segment,
                    greeted: greeted(reader, zone, found.id, day)?,
                });
            }
            if !born.is_empty() {
                let total = u32::try_from(born.len()).unwrap_or(u32::MAX);
                wall.push(BirthdayDay { day, total, people });
            }
        }
        Ok::<_, AppError>(wall)
    })
}

fn greeted(
    read: &impl huike_store::Read,
    zone: Zone,
    customer: CustomerId,
    on: NaiveDate,
) -> Result<Greeted, AppError> {
    let mut greeted = Greeted::No;
    for found in rows::about_birthdays(read, customer)? {
        let is_this =
            |reason: &Reason| matches!(reason, Reason::Birthday { day, .. } if *day == on);
        // What somebody set by hand for that day; late on it, for the next one.
        let due = zone.day_of(found.due);
        let by_hand = found.rule.is_none() && (due == on || due == next_day(on));
        if !by_hand && !found.reasons.iter().any(is_this) {
            continue;
        }
        match found.state {
            State::Done => return Ok(Greeted::Done),
            State::Open => greeted = Greeted::Planned { id: found.id, due: found.due },
            State::Cancelled | State::Skipped => {}
        }
    }
    Ok(greeted)
}
