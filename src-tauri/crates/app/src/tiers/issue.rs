//! Issuing benefits: once for each customer, benefit and period, however often it is looked at.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use huike_domain::customers::{Birthday, stored_days};
use huike_domain::ids::{BenefitId, CustomerId};
use huike_domain::tiers::{
    Benefit, BenefitFacts, Due, Event, History, Override, Program, TierLevel, Trigger,
};
use huike_domain::time::{Zone, add_days};
use huike_store::tiers::entitlements::{self, Entitlement, Step};
use huike_store::tiers::history;
use huike_store::{Read, Tx, customers, followups};

use crate::error::AppError;

/// A customer as benefits see them, on any day.
pub(crate) struct Standing<'a> {
    levels: &'a [TierLevel],
    events: Vec<Event>,
    overrides: Vec<Override>,
    birthday: Option<Birthday>,
}

impl<'a> Standing<'a> {
    pub(crate) fn read(
        read: &impl Read,
        customer: CustomerId,
        program: &'a Program,
        zone: Zone,
    ) -> Result<Self, AppError> {
        let levels = &program.levels;
        let birthday = customers::get(read, customer)?.and_then(|full| full.draft.birthday);
        Ok(Self {
            levels,
            events: history::of(read, customer, zone)?,
            overrides: history::overrides(&history::given_to(read, customer)?, levels),
            birthday,
        })
    }

    pub(crate) fn history(&self) -> History<'_> {
        History { levels: self.levels, events: &self.events, overrides: &self.overrides }
    }

    pub(crate) fn facts(&self, day: NaiveDate) -> BenefitFacts {
        facts(&self.history(), self.birthday, day)
    }
}

/// What benefits look at, of one who did what `history` says.
pub(crate) fn facts(
    history: &History<'_>,
    birthday: Option<Birthday>,
    day: NaiveDate,
) -> BenefitFacts {
    let membership = history.membership(day);
    let known = || history.events.iter().filter(|event| event.day <= day);
    BenefitFacts {
        level: membership
            .level
            .zip(membership.since)
            .map(|(n, since)| (history.levels[n].id, since)),
        fen: known().map(|event| event.fen).sum(),
        visits: known().map(|event| event.visits).sum(),
        first_purchase: known().find(|event| event.visits > 0).map(|event| event.day),
        birthday,
    }
}

/// How many of each benefit are left to issue.
#[derive(Default)]
pub(crate) struct Stock(HashMap<BenefitId, u32>);

impl Stock {
    fn take(&mut self, tx: &Tx<'_>, benefit: &Benefit) -> Result<bool, AppError> {
        let Some(stock) = benefit.stock else { return Ok(true) };
        let left = match self.0.get(&benefit.id) {
            Some(left) => *left,
            None => stock.saturating_sub(entitlements::issued(tx, benefit.id)?),
        };
        self.0.insert(benefit.id, left.saturating_sub(1));
        Ok(left > 0)
    }
}

/// Issues one benefit to one customer, where it is due, in stock and not held yet; one that was
/// withdrawn is granted again. Answers whether they got it.
pub(crate) fn issue(
    tx: &Tx<'_>,
    customer: CustomerId,
    benefit: &Benefit,
    due: &Due,
    stock: &mut Stock,
) -> Result<bool, AppError> {
    let held = entitlements::of_period(tx, customer, benefit.id, &due.period)?;
    if let Some(held) = held {
        if held.withdrawn {
            entitlements::step(tx, &held, Step::Granted, "")?;
        }
        return Ok(held.withdrawn);
    }
    Ok(stock.take(tx, benefit)? && entitlements::issue(tx, customer, benefit, due)?.is_some())
}

/// Gives one customer everything that comes by itself.
pub(crate) fn settle_one(
    tx: &Tx<'_>,
    customer: CustomerId,
    standing: &Standing<'_>,
    program: &Program,
    today: NaiveDate,
    stock: &mut Stock,
) -> Result<u32, AppError> {
    let facts = standing.facts(today);
    let mut issued = 0;
    for benefit in program.benefits.iter().filter(|benefit| benefit.automatic) {
        if let Some(due) = benefit.due(&facts, today) {
            issued += u32::from(issue(tx, customer, benefit, &due, stock)?);
        }
    }
    Ok(issued)
}

/// Takes back what a customer holds unused for purchases that are no more: as things stand now it
/// would not have been due on the day it was issued.
pub(crate) fn withdraw_unfounded(
    tx: &Tx<'_>,
    customer: CustomerId,
    standing: &Standing<'_>,
    program: &Program,
    zone: Zone,
) -> Result<(), AppError> {
    for held in entitlements::of(tx, customer)? {
        let benefit = program.benefits.iter().find(|benefit| benefit.id == held.benefit);
        let Some(benefit) = benefit.filter(|_| !held.withdrawn && held.used < held.uses) else {
            continue;
        };
        if !is_founded(&held, benefit, standing, zone) {
            entitlements::step(tx, &held, Step::Withdrawn, "")?;
        }
    }
    Ok(())
}

fn is_founded(held: &Entitlement, benefit: &Benefit, standing: &Standing<'_>, zone: Zone) -> bool {
    let day = zone.day_of(held.at);
    benefit.due(&standing.facts(day), day).is_some_and(|due| held.period.starts_with(&due.period))
}

/// Issues what comes by itself to everyone for whom it is due; answers how many were issued.
pub(crate) fn issue_all(
    tx: &Tx<'_>,
    program: &Program,
    today: NaiveDate,
    zone: Zone,
) -> Result<u32, AppError> {
    let (mut issued, mut stock) = (0, Stock::default());
    for benefit in program.benefits.iter().filter(|benefit| benefit.automatic) {
        for customer in candidates(tx, benefit, program, today)? {
            let standing = Standing::read(tx, customer, program, zone)?;
            if let Some(due) = benefit.due(&standing.facts(today), today) {
                issued += u32::from(issue(tx, customer, benefit, &due, &mut stock)?);
            }
        }
    }
    Ok(issued)
}

/// Whom a benefit may be due for and who does not hold it for the present period.
fn candidates(
    tx: &Tx<'_>,
    benefit: &Benefit,
    program: &Program,
    today: NaiveDate,
) -> Result<Vec<CustomerId>, AppError> {
    let places = |wanted: &[_]| -> Vec<usize> {
        let named = |level: &TierLevel| wanted.is_empty() || wanted.contains(&level.id);
        program
            .levels
            .iter()
            .enumerate()
            .filter(|(_, level)| named(level))
            .map(|(n, _)| n)
            .collect()
    };
    // Without a level there is no stay, so it is issued once.
    let period = benefit.period.key(today).unwrap_or_else(|| "once".to_owned());
    Ok(match &benefit.trigger {
        Trigger::Level { levels } => {
            let mut found = Vec::new();
            for level in places(levels) {
                found.extend(match benefit.period.key(today) {
                    Some(period) => entitlements::without(tx, benefit.id, &period, level)?,
                    None => entitlements::without_stay(tx, benefit.id, level)?,
                });
            }
            found
        }
        Trigger::Spend { fen } => entitlements::spent_without(tx, benefit.id, &period, *fen)?,
        Trigger::Visits { visits } => entitlements::came_without(tx, benefit.id, &period, *visits)?,
        // Whoever buys for the first time is looked at then.
        Trigger::Welcome => Vec::new(),
        Trigger::Birthday { before, after, .. } => {
            let days = -i64::from(*after)..=i64::from(*before);
            let stored: BTreeSet<_> =
                days.flat_map(|ahead| stored_days(add_days(today, ahead))).collect();
            let mut found = Vec::new();
            for (calendar, month, day) in stored {
                let born = followups::born_on(tx, calendar, month, day)?;
                found.extend(born.into_iter().map(|candidate| candidate.customer));
            }
            found
        }
        Trigger::Festival { day, before, levels } => {
            let next = Birthday { year: None, ..*day }.next_on_or_after(today);
            let last = add_days(today, i64::from(*before));
            match next.filter(|next| next.day <= last) {
                Some(next) if levels.is_empty() => {
                    let period = next.year.to_string();
                    entitlements::came_without(tx, benefit.id, &period, 1)?
                }
                Some(next) => {
                    let period = next.year.to_string();
                    let mut found = Vec::new();
                    for level in places(levels) {
                        found.extend(entitlements::without(tx, benefit.id, &period, level)?);
                    }
                    found
                }
                None => Vec::new(),
            }
        }
    })
}
