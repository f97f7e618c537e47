//! Days that a customer, or everybody, celebrates.

use chrono::{Months, NaiveDate};

use super::{BELATED_DAYS, Facts, Looking, Occasion};
use crate::customers::{Anniversary, Birthday, Celebration};
use crate::followups::{FestivalDay, FestivalName, Reason};
use crate::time::add_days;

/// A celebration that is prepared some days ahead, as an occasion that can be put off to the day
/// itself.
fn celebrated(
    key: String,
    day: NaiveDate,
    days_ahead: u8,
    belated: i64,
    reason: Reason,
) -> Occasion {
    Occasion {
        key,
        day: add_days(day, -i64::from(days_ahead)),
        early: 0,
        by: day,
        expires: Some(add_days(day, belated)),
        reason,
    }
}

/// The celebrations of a day whose contact falls into the days of a look.
fn celebrations(day: &Birthday, days_ahead: u8, looking: &Looking<'_>) -> Vec<Celebration> {
    let ahead = i64::from(days_ahead);
    // Also those whose contact should have been before the look: they can be greeted until the
    // day, and some days after it.
    let first = looking.from.min(add_days(looking.today, -BELATED_DAYS));
    let mut found = Vec::new();
    let mut next = day.next_on_or_after(first);
    while let Some(celebration) = next.filter(|next| add_days(next.day, -ahead) <= looking.to) {
        found.push(celebration);
        next = day.after(celebration);
    }
    found.retain(|found| looking.covers(add_days(found.day, -ahead)) || found.day >= looking.today);
    found
}

pub(super) fn birthdays(facts: &Facts, days_ahead: u8, looking: &Looking<'_>) -> Vec<Occasion> {
    let Some(birthday) = facts.birthday else { return Vec::new() };
    let found = celebrations(&birthday, days_ahead, looking);
    let occasion = |found: Celebration| {
        let reason = Reason::Birthday { day: found.day, age: birthday.age_at(found) };
        // By the year of its own calendar: two lunar birthdays may lie in one civil year.
        let key = format!("birthday:{}", found.year);
        celebrated(key, found.day, days_ahead, BELATED_DAYS, reason)
    };
    found.into_iter().map(occasion).collect()
}

pub(super) fn anniversaries(
    facts: &Facts,
    label: &str,
    days_ahead: u8,
    looking: &Looking<'_>,
) -> Vec<Occasion> {
    let wanted = facts.anniversaries.iter().filter(|day| day.label.contains(label));
    let of_one = |anniversary: &Anniversary| {
        let Anniversary { label, day } = anniversary.clone();
        celebrations(&day, days_ahead, looking).into_iter().map(move |found| {
            let reason = Reason::Anniversary {
                label: label.clone(),
                day: found.day,
                years: day.age_at(found),
            };
            let key = format!("anniversary:{label}:{}", found.year);
            celebrated(key, found.day, days_ahead, BELATED_DAYS, reason)
        })
    };
    wanted.flat_map(of_one).collect()
}

pub(super) fn festivals(day: &FestivalDay, days_ahead: u8, looking: &Looking<'_>) -> Vec<Occasion> {
    let festival = match day {
        FestivalDay::Known { festival } => FestivalName::Known { festival: *festival },
        FestivalDay::Own { name, .. } => FestivalName::Own { name: name.clone() },
    };
    let mut found = Vec::new();
    let mut next = day.next_on_or_after(looking.from.min(looking.today));
    while let Some(on) = next.filter(|on| add_days(*on, -i64::from(days_ahead)) <= looking.to) {
        let reason = Reason::Festival { festival: festival.clone(), day: on };
        let key = format!("festival:{on}");
        // Good wishes for a festival that is over are none.
        let occasion = celebrated(key, on, days_ahead, 0, reason);
        if looking.covers(occasion.day) || on >= looking.today {
            found.push(occasion);
        }
        next = day.next_on_or_after(add_days(on, 1));
    }
    found
}

pub(super) fn child_ages(
    facts: &Facts,
    months: &[u16],
    label: &str,
    days_ahead: u8,
    looking: &Looking<'_>,
) -> Vec<Occasion> {
    let mut found = Vec::new();
    for child in facts.anniversaries.iter().filter(|child| child.label.contains(label)) {
        let Some(born) = child.day.year.and_then(|year| child.day.in_year(year.into())) else {
            continue;
        };
        for (at, age) in months.iter().enumerate() {
            // The same day of the month, or the last one where the month is shorter.
            let Some(reached) = born.checked_add_months(Months::new((*age).into())) else {
                continue;
            };
            let day = add_days(reached, -i64::from(days_ahead));
            if !looking.covers(day) {
                continue;
            }
            let next = months.get(at + 1).and_then(|next| {
                born.checked_add_months(Months::new((*next).into())).map(|day| add_days(day, -1))
            });
            found.push(Occasion {
                key: format!("child:{}:{age}", child.label),
                day,
                early: 0,
                by: reached,
                expires: next.filter(|next| *next > reached),
                reason: Reason::ChildAge { label: child.label.clone(), months: *age, day: reached },
            });
        }
    }
    found
}
