//! Whom the rules may concern today: found through indexes, so that a night in a shop of a million
//! looks closely at those few only for whom something may be due.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Months, NaiveDate};
use huike_domain::customers::filter::Field;
use huike_domain::customers::stored_days;
use huike_domain::followups::{Looking, Rule, RuleTrigger};
use huike_domain::ids::CustomerId;
use huike_domain::segments::{Stage, StageBy};
use huike_domain::time::{Instant, add_days, next_day};
use huike_store::followups as rows;
use huike_store::lists::{Lists, Order};
use huike_store::{Read, StoreError};

use super::planner::Planner;
use crate::error::AppError;

/// Those whom a rule may concern in the days of a look, in no order that means anything; none where
/// the rule concerns everyone it is for.
pub(super) fn candidates(
    read: &impl Read,
    planner: &Planner,
    rule: &Rule,
    looking: &Looking<'_>,
    bought: &Bought,
) -> Result<Option<BTreeSet<CustomerId>>, AppError> {
    let (from, to) = (looking.from, looking.to);
    let found: Vec<CustomerId> = match &rule.spec.trigger {
        RuleTrigger::Cadence { .. }
        | RuleTrigger::Festival { .. }
        | RuleTrigger::Recurring { .. } => {
            return Ok(None);
        }
        RuleTrigger::Birthday { days_ahead } => {
            let mut found = Vec::new();
            for (calendar, month, day) in celebrated(looking, *days_ahead) {
                let born = rows::birthdays_on(read, calendar, month, day)?;
                found.extend(born.into_iter().map(|(customer, _)| customer));
            }
            found
        }
        RuleTrigger::Anniversary { days_ahead, .. } => {
            let mut found = Vec::new();
            for (calendar, month, day) in celebrated(looking, *days_ahead) {
                found.extend(rows::celebrating_on(read, calendar, month, day, None)?);
            }
            found
        }
        RuleTrigger::ChildAge { months, days_ahead, .. } => {
            children(read, looking, months, *days_ahead)?
        }
        RuleTrigger::StageEntered { stage, days_ahead } => {
            entering(read, planner, *stage, *days_ahead, looking)?
        }
        RuleTrigger::AfterPurchase { .. }
        | RuleTrigger::Onboarding { .. }
        | RuleTrigger::UsedUp { .. } => bought.of(rule),
        RuleTrigger::LevelReached { level } => {
            let mut found = Vec::new();
            for (place, known) in (0_u8..).zip(planner.levels()) {
                if level.is_none_or(|wanted| wanted == known.id) {
                    found.extend(rows::reached_level_between(read, place, from, to)?);
                }
            }
            found
        }
        RuleTrigger::LevelNear { within_fen } => {
            let mut found = Vec::new();
            for (place, _) in (0_u8..).zip(planner.levels()) {
                found.extend(rows::near_level(read, place, *within_fen)?);
            }
            found
        }
        RuleTrigger::LevelFalling { days_ahead } => {
            rows::falling_until(read, add_days(to, i64::from(*days_ahead)))?
        }
        RuleTrigger::Expiring { what, days_ahead } => {
            let last = add_days(to, i64::from(*days_ahead));
            rows::ending_between(read, *what, looking.today, last)?
        }
        RuleTrigger::Renewal { field, days_ahead } => {
            let ahead = i64::from(*days_ahead);
            rows::dated_between(read, *field, add_days(looking.today, -7), add_days(to, ahead))?
        }
        RuleTrigger::SessionsLeft { .. } => rows::with_cards(read, looking.today)?,
    };
    Ok(Some(found.into_iter().collect()))
}

/// The days of calendars under which those are stored whose celebration is to be prepared.
fn celebrated(
    looking: &Looking<'_>,
    days_ahead: u8,
) -> BTreeSet<(huike_domain::customers::Calendar, u8, u8)> {
    let last = add_days(looking.to, i64::from(days_ahead));
    let days = std::iter::successors(Some(looking.from), |day| Some(next_day(*day)));
    days.take_while(|day| *day <= last).flat_map(stored_days).collect()
}

/// Customers with a child who reaches one of these ages.
fn children(
    read: &impl Read,
    looking: &Looking<'_>,
    months: &[u16],
    days_ahead: u8,
) -> Result<Vec<CustomerId>, StoreError> {
    let mut born = BTreeSet::new();
    let first = add_days(looking.from, i64::from(days_ahead));
    let last = add_days(looking.to, i64::from(days_ahead));
    for age in months {
        let back = |day: NaiveDate| day.checked_sub_months(Months::new((*age).into()));
        // Of a month that is shorter than that of the birth, its last day stands for several.
        let (Some(from), Some(to)) = (back(first), back(last).map(|day| add_days(day, 3))) else {
            continue;
        };
        let days = std::iter::successors(Some(from), |day| Some(next_day(*day)));
        born.extend(days.take_while(|day| *day <= to));
    }
    let mut found = Vec::new();
    for (calendar, month, day) in born.into_iter().flat_map(stored_days).collect::<BTreeSet<_>>() {
        found.extend(rows::celebrating_on(read, calendar, month, day, None)?);
    }
    Ok(found)
}

fn entering(
    read: &impl Read,
    planner: &Planner,
    stage: Stage,
    days_ahead: u8,
    looking: &Looking<'_>,
) -> Result<Vec<CustomerId>, AppError> {
    let ahead = i64::from(days_ahead);
    let (first, last) = (add_days(looking.from, ahead), add_days(looking.to, ahead));
    let (zone, stages) = (planner.zone, planner.stages());
    let after = stages.limits(None).entered_after(stage);
    let from = zone.start_of(add_days(first, -after));
    let until = Instant(zone.start_of(next_day(add_days(last, -after))).0 - 1);
    let mut found = rows::last_bought_between(read, from, until)?;
    if stages.by == StageBy::Rhythm {
        // No index tells: each has limits of their own.
        rows::each_with_rhythm(read, |customer, last_at, rhythm| {
            let after = stages.limits(Some(rhythm)).entered_after(stage);
            let entered = add_days(zone.day_of(last_at), after);
            if (first..=last).contains(&entered) {
                found.push(customer);
            }
            Ok(())
        })?;
    }
    Ok(found)
}

/// What one pass over all purchases finds for the rules about purchases.
#[derive(Default)]
pub(super) struct Bought {
    found: BTreeMap<huike_domain::ids::RuleId, Vec<CustomerId>>,
}

impl Bought {
    fn of(&self, rule: &Rule) -> Vec<CustomerId> {
        self.found.get(&rule.id).cloned().unwrap_or_default()
    }

    /// Looks at the customers whom rules about purchases may concern: through the index of last
    /// purchases where that tells, and otherwise in one pass for all rules.
    pub(super) fn find(
        read: &impl Read,
        planner: &Planner,
        rules: &[(&Rule, Looking<'_>)],
    ) -> Result<Self, AppError> {
        let mut found = Self::default();
        let mut seekers = Vec::new();
        for (rule, looking) in rules {
            match &rule.spec.trigger {
                RuleTrigger::AfterPurchase { days, item } if item.is_empty() => {
                    let mut customers = Vec::new();
                    for after in days {
                        let (from, until) = bought_between(planner, looking, *after);
                        customers.extend(rows::last_bought_between(read, from, until)?);
                    }
                    found.found.insert(rule.id, customers);
                }
                RuleTrigger::AfterPurchase { days, item } => {
                    let wanted = days.iter().map(|after| bought_between(planner, looking, *after));
                    seekers.push(Seeker::item(rule, item, wanted.collect()));
                }
                RuleTrigger::UsedUp { item, days: Some(days), days_ahead } => {
                    let after = days.saturating_sub((*days_ahead).into());
                    let wanted = vec![bought_between(planner, looking, after)];
                    seekers.push(Seeker::item(rule, item, wanted));
                }
                // Whoever bought it at all: each has a rhythm of their own.
                RuleTrigger::UsedUp { item, .. } => {
                    let ever = vec![(Instant(i64::MIN), Instant(i64::MAX))];
                    seekers.push(Seeker { least: 3, ..Seeker::item(rule, item, ever) });
                }
                RuleTrigger::Onboarding { days } => {
                    let wanted = days.iter().map(|after| bought_between(planner, looking, *after));
                    seekers.push(Seeker::first(rule, wanted.collect()));
                }
                _ => {}
            }
        }
        if !seekers.is_empty() {
            seek(read, &mut seekers)?;
            for seeker in seekers {
                found.found.insert(seeker.rule.id, seeker.found);
            }
        }
        Ok(found)
    }
}

type Between = (Instant, Instant);

/// The moments between which a purchase lies that is `after` days before the days of a look.
fn bought_between(planner: &Planner, looking: &Looking<'_>, after: u16) -> Between {
    let back = -i64::from(after);
    let from = planner.zone.start_of(add_days(looking.from, back));
    let until = planner.zone.start_of(next_day(add_days(looking.to, back)));
    (from, Instant(until.0 - 1))
}

/// Looks for one rule while everyone's purchases pass by.
struct Seeker<'a> {
    rule: &'a Rule,
    /// The item as it stands in the file's JSON; none: the first purchase of all is wanted.
    item: Option<String>,
    wanted: Vec<Between>,
    /// How many purchases of it there must be.
    least: u32,
    last: Option<Instant>,
    count: u32,
    /// Whether any purchase of it lies where it is wanted.
    any: bool,
    /// Whether anything was given back: another purchase may then be the first or the last.
    gave_back: bool,
    found: Vec<CustomerId>,
}

impl<'a> Seeker<'a> {
    fn item(rule: &'a Rule, item: &str, wanted: Vec<Between>) -> Self {
        let quoted = serde_json::Value::from(item).to_string();
        Self { item: Some(quoted.trim_matches('"').to_owned()), ..Self::first(rule, wanted) }
    }

    fn first(rule: &'a Rule, wanted: Vec<Between>) -> Self {
        let (last, found) = (None, Vec::new());
        let (any, gave_back) = (false, false);
        Self { rule, item: None, wanted, least: 1, last, count: 0, any, gave_back, found }
    }

    fn wants(&self, at: Instant) -> bool {
        self.wanted.iter().any(|(from, until)| (*from..=*until).contains(&at))
    }

    fn sees(&mut self, at: Instant, lines: &str) {
        match &self.item {
            Some(item) if !lines.contains(item.as_str()) => return,
            Some(_) => self.last = Some(at),
            None => drop(self.last.get_or_insert(at)),
        }
        self.count += 1;
        self.any |= self.wants(at);
    }

    /// Ends a customer.
    fn ends(&mut self, customer: CustomerId) {
        let last = self.last.take().is_some_and(|at| self.wants(at));
        if self.count >= self.least && (last || (self.gave_back && self.any)) {
            self.found.push(customer);
        }
        (self.count, self.any, self.gave_back) = (0, false, false);
    }
}

fn seek(read: &impl Read, seekers: &mut [Seeker<'_>]) -> Result<(), StoreError> {
    let mut current = None;
    rows::each_purchase(read, |customer, at, is_purchase, lines| {
        if current != Some(customer)
            && let Some(before) = current.replace(customer)
        {
            seekers.iter_mut().for_each(|seeker| seeker.ends(before));
        }
        for seeker in seekers.iter_mut() {
            if is_purchase {
                seeker.sees(at, lines);
            } else {
                seeker.gave_back = true;
            }
        }
        Ok(())
    })?;
    if let Some(last) = current {
        seekers.iter_mut().for_each(|seeker| seeker.ends(last));
    }
    Ok(())
}

/// Everyone whom a rule is for, those who spent most first, and how many they are.
pub(super) fn everyone(
    lists: &Lists<'_>,
    rule: &Rule,
    most: u32,
) -> Result<(Vec<CustomerId>, u32), AppError> {
    let chosen = match lists.choose(&rule.spec.audience) {
        // It names what the shop has no more, and so nobody.
        Err(StoreError::NotFound(_)) => return Ok((Vec::new(), 0)),
        chosen => chosen?,
    };
    let order = Order { sort: Field::Spent, own: None, descending: true };
    Ok((lists.stretch(&chosen, order, 0, most)?, chosen.count()))
}

/// Everyone whom a rule is for: those who spent most first, or in the order of their ids.
pub(super) fn audience(
    lists: &Lists<'_>,
    rule: &Rule,
    best_first: bool,
) -> Result<Vec<CustomerId>, AppError> {
    if best_first {
        return everyone(lists, rule, u32::MAX).map(|(customers, _)| customers);
    }
    match lists.choose(&rule.spec.audience) {
        Err(StoreError::NotFound(_)) => Ok(Vec::new()),
        chosen => Ok(lists.ids(&chosen?)),
    }
}
