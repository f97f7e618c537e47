//! Issuing benefits: once for each customer, benefit and period, however often it is looked at.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;
use huike_domain::calendar::{ALWAYS_OPEN, BusinessCalendar};
use huike_domain::customers::{Birthday, stored_days};
use huike_domain::error::InvalidCode;
use huike_domain::ids::{BenefitId, CustomerId};
use huike_domain::tiers::{
    Benefit, BenefitFacts, Due, Event, History, Override, Program, Standing, TierLevel, Trigger,
};
use huike_domain::time::{Zone, add_days};
use huike_store::tiers::entitlements::{self, Entitlement, Holders, Step};
use huike_store::tiers::{history, membership};
use huike_store::{Read, Tx, customers, followups, settings};

use crate::error::AppError;

/// A customer as benefits see them, on any day.
pub(crate) struct Holder<'a> {
    levels: &'a [TierLevel],
    events: Vec<Event>,
    overrides: Vec<Override>,
    birthday: Option<Birthday>,
    calendar: BusinessCalendar,
}

impl<'a> Holder<'a> {
    pub(crate) fn read(
        read: &impl Read,
        customer: CustomerId,
        program: &'a Program,
        zone: Zone,
    ) -> Result<Self, AppError> {
        let asks = |benefit: &Benefit| matches!(benefit.trigger, Trigger::Birthday { .. });
        let birthday = match program.benefits.iter().any(asks) {
            true => customers::birthday_of(read, customer)?,
            false => None,
        };
        Self::born(read, customer, birthday, program, zone)
    }

    /// The same where the birthday is known.
    fn born(
        read: &impl Read,
        customer: CustomerId,
        birthday: Option<Birthday>,
        program: &'a Program,
        zone: Zone,
    ) -> Result<Self, AppError> {
        let levels = &program.levels;
        Ok(Self {
            levels,
            events: history::of(read, customer, levels, zone)?,
            overrides: history::overrides(&history::given_to(read, customer)?, levels),
            birthday,
            calendar: settings::hours(read)?,
        })
    }

    pub(crate) fn facts(&self, day: NaiveDate) -> BenefitFacts {
        let (events, overrides) = (&self.events, &self.overrides);
        let calendar = &self.calendar;
        let history = History { levels: self.levels, events, overrides, calendar };
        facts(&history, history.standing(day), self.birthday, day)
    }
}

/// What benefits look at, of one who did what `history` says and stands there on `day`.
fn facts(
    history: &History<'_>,
    standing: Standing,
    birthday: Option<Birthday>,
    day: NaiveDate,
) -> BenefitFacts {
    let known = || history.events.iter().filter(|event| event.day <= day);
    BenefitFacts {
        level: standing.level.zip(standing.since).map(|(n, since)| (history.levels[n].id, since)),
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
    /// Whether there is one left; it is taken where `issue` says that it was issued.
    fn take(
        &mut self,
        tx: &Tx<'_>,
        benefit: &Benefit,
        issue: impl FnOnce() -> Result<bool, AppError>,
    ) -> Result<bool, AppError> {
        let known = self.0.get(&benefit.id).copied();
        let Some(left) = known.map_or_else(|| left_of(tx, benefit), |left| Ok(Some(left)))? else {
            return issue();
        };
        let is_issued = left > 0 && issue()?;
        self.0.insert(benefit.id, left - u32::from(is_issued));
        Ok(is_issued)
    }
}

/// How many of a benefit are left to issue; none where its number is not limited.
pub(crate) fn left_of(read: &impl Read, benefit: &Benefit) -> Result<Option<u32>, AppError> {
    let Some(stock) = benefit.stock else { return Ok(None) };
    Ok(Some(stock.saturating_sub(entitlements::issued(read, benefit.id)?)))
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
    stock.take(tx, benefit, || Ok(entitlements::issue(tx, customer, benefit, due)?.is_some()))
}

/// Gives one customer everything that comes by itself.
pub(crate) fn settle_one(
    tx: &Tx<'_>,
    customer: CustomerId,
    holder: &Holder<'_>,
    program: &Program,
    today: NaiveDate,
    stock: &mut Stock,
) -> Result<u32, AppError> {
    let facts = holder.facts(today);
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
    holder: &Holder<'_>,
    program: &Program,
    zone: Zone,
) -> Result<(), AppError> {
    for held in entitlements::of(tx, customer)? {
        let benefit = program.benefits.iter().find(|benefit| benefit.id == held.benefit);
        let Some(benefit) = benefit.filter(|_| !held.withdrawn && held.used < held.uses) else {
            continue;
        };
        if !is_founded(&held, benefit, holder, zone) {
            entitlements::step(tx, &held, Step::Withdrawn, "")?;
        }
    }
    Ok(())
}

/// What a period begins with under which a benefit was given to make up for something: no purchase
/// is its ground.
const MADE_UP: &str = "complaint ";

/// Gives a benefit to make up for something, due or not.
pub(crate) fn make_up(
    tx: &Tx<'_>,
    customer: CustomerId,
    benefit: &Benefit,
    today: NaiveDate,
) -> Result<(), AppError> {
    let expires = benefit.valid_days.map(|days| add_days(today, days.into()));
    let due = Due { period: format!("{MADE_UP}{}", tx.new_id()), expires };
    if issue(tx, customer, benefit, &due, &mut Stock::default())? {
        return Ok(());
    }
    Err(AppError::invalid("benefit", InvalidCode::Taken))
}

fn is_founded(held: &Entitlement, benefit: &Benefit, holder: &Holder<'_>, zone: Zone) -> bool {
    if held.period.starts_with(MADE_UP) {
        return true;
    }
    let day = zone.day_of(held.at);
    benefit.due(&holder.facts(day), day).is_some_and(|due| held.period.starts_with(&due.period))
}

/// What comes by itself to everyone, for looking at all of them at once.
pub(crate) struct Offers<'a> {
    levels: &'a [TierLevel],
    offers: Vec<(&'a Benefit, Arc<Holders>)>,
    /// Whose birthday may count today, and who was not looked at yet.
    born: HashMap<CustomerId, Birthday>,
    today: NaiveDate,
}

/// Who holds which benefit, where that was read before.
pub(crate) type Held = HashMap<BenefitId, Arc<Holders>>;

impl<'a> Offers<'a> {
    pub(crate) fn read(
        read: &impl Read,
        program: &'a Program,
        held: &mut Held,
        today: NaiveDate,
    ) -> Result<Self, AppError> {
        let mut offers = Vec::with_capacity(program.benefits.len());
        let mut born = HashMap::new();
        for benefit in program.benefits.iter().filter(|benefit| benefit.automatic) {
            let holders = match held.entry(benefit.id) {
                Entry::Occupied(known) => Arc::clone(known.get()),
                Entry::Vacant(place) => {
                    Arc::clone(place.insert(Arc::new(entitlements::holders(read, benefit.id)?)))
                }
            };
            offers.push((benefit, holders));
            born.extend(celebrating(read, benefit, today)?);
        }
        Ok(Self { levels: &program.levels, offers, born, today })
    }

    /// Calls `give` with whatever one customer is to have and does not hold.
    pub(crate) fn look(
        &mut self,
        customer: CustomerId,
        history: &History<'_>,
        standing: Standing,
        mut give: impl FnMut(&'a Benefit, Due),
    ) {
        let birthday = self.born.remove(&customer);
        let facts = facts(history, standing, birthday, self.today);
        for (benefit, holders) in &self.offers {
            let due = benefit.due(&facts, self.today);
            if let Some(due) = due.filter(|due| !holders.hold(&due.period, customer)) {
                give(benefit, due);
            }
        }
    }

    /// The same for those who did nothing so far, of whom only the birthday is known.
    pub(crate) fn look_at_others(mut self, mut give: impl FnMut(CustomerId, &'a Benefit, Due)) {
        let (levels, calendar) = (self.levels, &ALWAYS_OPEN);
        let nothing = History { levels, events: &[], overrides: &[], calendar };
        let mut others: Vec<_> = self.born.keys().copied().collect();
        others.sort_unstable();
        for customer in others {
            self.look(customer, &nothing, Standing::default(), |benefit, due| {
                give(customer, benefit, due);
            });
        }
    }
}

/// From this many on, entitlements are recorded as a range of ids.
const IN_BULK_FROM: usize = 2_000;

/// Issues what [`Offers`] found; answers how many were issued.
pub(crate) fn issue_all(
    tx: &Tx<'_>,
    found: &[(CustomerId, &Benefit, Due)],
) -> Result<u32, AppError> {
    let (mut issued, mut stock) = (0, Stock::default());
    for (customer, benefit, due) in found {
        let is_new = if found.len() < IN_BULK_FROM {
            issue(tx, *customer, benefit, due, &mut stock)?
        } else {
            let in_bulk = || Ok(entitlements::issue_in_bulk(tx, *customer, benefit, due)?);
            // Nobody here holds it, but for those from whom it was withdrawn: they need no stock.
            stock.take(tx, benefit, in_bulk)? || issue(tx, *customer, benefit, due, &mut stock)?
        };
        issued += u32::from(is_new);
    }
    Ok(issued)
}

/// What a night issues: to those of whom something changed by itself, to those who celebrate, and, where
/// a new period has begun since `last`, the last day on which everyone was looked at, to all.
pub(crate) fn issue_due(
    tx: &Tx<'_>,
    program: &Program,
    moved: &[CustomerId],
    last: Option<NaiveDate>,
    today: NaiveDate,
    zone: Zone,
) -> Result<u32, AppError> {
    let (mut issued, mut stock) = (0, Stock::default());
    for customer in moved {
        let holder = Holder::read(tx, *customer, program, zone)?;
        issued += settle_one(tx, *customer, &holder, program, today, &mut stock)?;
    }
    for benefit in program.benefits.iter().filter(|benefit| benefit.automatic) {
        if last.is_some_and(|last| !benefit.begins_between(last, today)) {
            continue;
        }
        for (customer, birthday) in candidates(tx, benefit, program, today)? {
            let holder = Holder::born(tx, customer, birthday, program, zone)?;
            if let Some(due) = benefit.due(&holder.facts(today), today) {
                issued += u32::from(issue(tx, customer, benefit, &due, &mut stock)?);
            }
        }
    }
    Ok(issued)
}

/// Those whose birthday a benefit may count today.
fn celebrating(
    read: &impl Read,
    benefit: &Benefit,
    today: NaiveDate,
) -> Result<Vec<(CustomerId, Birthday)>, AppError> {
    let Trigger::Birthday { before, after, .. } = &benefit.trigger else { return Ok(Vec::new()) };
    let days = -i64::from(*after)..=i64::from(*before);
    let stored: BTreeSet<_> = days.flat_map(|ahead| stored_days(add_days(today, ahead))).collect();
    let mut found = Vec::new();
    for (calendar, month, day) in stored {
        found.extend(followups::birthdays_on(read, calendar, month, day)?);
    }
    Ok(found)
}

/// Whom a benefit may be due for and who does not hold it for the present period; of birthdays, with
/// the birthday.
fn candidates(
    tx: &Tx<'_>,
    benefit: &Benefit,
    program: &Program,
    today: NaiveDate,
) -> Result<Vec<(CustomerId, Option<Birthday>)>, AppError> {
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
    let found = match &benefit.trigger {
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
        Trigger::Birthday { levels, .. } => {
            let holders = entitlements::holders(tx, benefit.id)?;
            let mut found = celebrating(tx, benefit, today)?;
            // Most were looked at the days before.
            found.retain(|(customer, birthday)| {
                let due = benefit.celebration(*birthday, today);
                due.is_some_and(|(period, _)| !holders.hold(&period, *customer))
            });
            let places = places(levels);
            let mut born = Vec::with_capacity(found.len());
            for (customer, birthday) in found {
                let stored = || membership::stored(tx, customer);
                let is_on = |level| places.contains(&level);
                if levels.is_empty() || stored()?.and_then(|now| now.level).is_some_and(is_on) {
                    born.push((customer, Some(birthday)));
                }
            }
            return Ok(born);
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
    };
    Ok(found.into_iter().map(|customer| (customer, None)).collect())
}
