//! Whom the rules may concern today: found through indexes, so that a night in a shop of a million
//! looks closely at those few only for whom something may be due.

use std::collections::BTreeSet;

use chrono::{Months, NaiveDate};
use huike_domain::customers::filter::Field;
use huike_domain::customers::stored_days;
use huike_domain::followups::{Looking, Rule, RuleTrigger, median_gap};
use huike_domain::ids::CustomerId;
use huike_domain::segments::{Stage, StageBy};
use huike_domain::time::{Instant, Zone, add_days, next_day};
use huike_store::followups as rows;
use huike_store::lists::{Chosen, Lists, Order};
use huike_store::{Read, StoreError};

use super::planner::Planner;
use crate::error::AppError;

/// Those whom a rule may concern in the days of a look, each once, in the order of their ids; none
/// where the rule concerns everyone it is for.
pub(super) fn candidates(
    read: &impl Read,
    planner: &Planner,
    rule: &Rule,
    looking: &Looking<'_>,
    buyers: &[CustomerId],
) -> Result<Option<Vec<CustomerId>>, AppError> {
    let (from, to) = (looking.from, looking.to);
    let mut found: Vec<CustomerId> = match &rule.spec.trigger {
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
        | RuleTrigger::UsedUp { .. } => buyers.to_vec(),
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
    found.sort_unstable();
    found.dedup();
    Ok(Some(found))
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

/// Those whom rules about purchases may concern, for each of these looks; none of other rules. It
/// is told through the index of last purchases where that tells, and otherwise in one pass over all
/// purchases for all looks.
pub(super) fn buyers(
    read: &impl Read,
    planner: &Planner,
    looks: &[(&Rule, Looking<'_>)],
) -> Result<Vec<Vec<CustomerId>>, AppError> {
    let mut found = vec![Vec::new(); looks.len()];
    let mut seekers = Vec::new();
    for (at, (rule, looking)) in looks.iter().enumerate() {
        let after = |days: &[u16]| -> Vec<Between> {
            days.iter().map(|after| bought_between(planner, looking, *after)).collect()
        };
        let seeker = match &rule.spec.trigger {
            RuleTrigger::AfterPurchase { days, item } if item.is_empty() => {
                for (from, until) in after(days) {
                    found[at].extend(rows::last_bought_between(read, from, until)?);
                }
                continue;
            }
            RuleTrigger::AfterPurchase { days, item } => {
                Seeker::new(Wanted::Last(after(days))).of_item(item)
            }
            RuleTrigger::UsedUp { item, days: Some(days), days_ahead } => {
                let between = after(&[days.saturating_sub((*days_ahead).into())]);
                Seeker::new(Wanted::Last(between)).of_item(item)
            }
            RuleTrigger::UsedUp { item, days: None, days_ahead } => {
                Seeker::rhythm(item, planner, looking, *days_ahead)
            }
            RuleTrigger::Onboarding { days } => Seeker::new(Wanted::First(after(days))),
            _ => continue,
        };
        seekers.push((at, seeker));
    }
    if !seekers.is_empty() {
        seek(read, &mut seekers)?;
        for (at, seeker) in seekers {
            found[at] = seeker.found;
        }
    }
    Ok(found)
}

type Between = (Instant, Instant);

/// The moments between which a purchase lies that is `after` days before the days of a look.
fn bought_between(planner: &Planner, looking: &Looking<'_>, after: u16) -> Between {
    let back = -i64::from(after);
    let from = planner.zone.start_of(add_days(looking.from, back));
    let until = planner.zone.start_of(next_day(add_days(looking.to, back)));
    (from, Instant(until.0 - 1))
}

/// What a purchase must be to concern a look.
enum Wanted {
    /// The first of all, between two of these moments.
    First(Vec<Between>),
    /// The last of an item, between two of these moments.
    Last(Vec<Between>),
    /// The last of an item, so long ago that it is used up between two days, by the median of the
    /// days between those before.
    Rhythm { zone: Zone, between: (NaiveDate, NaiveDate) },
}

/// Looks for one rule while everyone's purchases pass by, each customer's oldest first.
struct Seeker {
    /// The item, and the same as it stands in the file's JSON; none: any purchase.
    item: Option<(String, String)>,
    wanted: Wanted,
    /// The moments between which purchases are looked at.
    known: Between,
    /// Purchases of the customer who passes by.
    at: Vec<Instant>,
    /// Whether anything was given back: another purchase may then be the first or the last.
    gave_back: bool,
    found: Vec<CustomerId>,
}

impl Seeker {
    const fn new(wanted: Wanted) -> Self {
        let known = (Instant(i64::MIN), Instant(i64::MAX));
        Self { item: None, wanted, known, at: Vec::new(), gave_back: false, found: Vec::new() }
    }

    fn of_item(self, item: &str) -> Self {
        let in_json = serde_json::Value::from(item).to_string().trim_matches('"').to_owned();
        Self { item: Some((item.to_owned(), in_json)), ..self }
    }

    fn rhythm(item: &str, planner: &Planner, looking: &Looking<'_>, days_ahead: u8) -> Self {
        let ahead = days_ahead.into();
        let between = (add_days(looking.from, ahead), add_days(looking.to, ahead));
        let wanted = Wanted::Rhythm { zone: planner.zone, between };
        Self { known: planner.of_a_rhythm(), ..Self::new(wanted).of_item(item) }
    }

    /// Since when purchases matter to it: whether one is the last shows after it.
    fn since(&self) -> Instant {
        match &self.wanted {
            Wanted::First(_) | Wanted::Rhythm { .. } => self.known.0,
            Wanted::Last(between) => {
                between.iter().map(|(from, _)| *from).min().unwrap_or(self.known.1)
            }
        }
    }

    fn sees(&mut self, at: Instant, lines: &str) {
        let of_it = self.item.as_ref().is_none_or(|(item, in_json)| {
            // Few lines hold the text at all, and only those need be read.
            lines.contains(in_json.as_str())
                && rows::items_in(lines)
                    .is_some_and(|names| names.iter().any(|name| name.contains(item)))
        });
        if of_it && (self.known.0..=self.known.1).contains(&at) {
            self.at.push(at);
        }
    }

    /// Ends a customer.
    fn ends(&mut self, customer: CustomerId) {
        if self.concerns() {
            self.found.push(customer);
        }
        self.at.clear();
        self.gave_back = false;
    }

    fn concerns(&self) -> bool {
        let lies =
            |between: &[Between], at: &Instant| between.iter().any(|(a, b)| (a..=b).contains(&at));
        match &self.wanted {
            Wanted::First(between) | Wanted::Last(between) if self.gave_back => {
                self.at.iter().any(|at| lies(between, at))
            }
            Wanted::First(between) => self.at.first().is_some_and(|at| lies(between, at)),
            Wanted::Last(between) => self.at.last().is_some_and(|at| lies(between, at)),
            Wanted::Rhythm { .. } if self.gave_back => true,
            Wanted::Rhythm { zone, between: (from, to) } => {
                let mut days: Vec<NaiveDate> =
                    self.at.iter().rev().map(|at| zone.day_of(*at)).collect();
                days.dedup();
                let used_up = median_gap(&days).map(|gap| add_days(days[0], gap.into()));
                used_up.is_some_and(|day| (from..=to).contains(&&day))
            }
        }
    }
}

fn seek(read: &impl Read, seekers: &mut [(usize, Seeker)]) -> Result<(), StoreError> {
    let mut current = None;
    let since = seekers.iter().map(|(_, seeker)| seeker.since()).min();
    rows::each_purchase(read, since.unwrap_or(Instant(0)), |customer, at, is_purchase, lines| {
        if current != Some(customer)
            && let Some(before) = current.replace(customer)
        {
            seekers.iter_mut().for_each(|(_, seeker)| seeker.ends(before));
        }
        for (_, seeker) in seekers.iter_mut() {
            if is_purchase {
                seeker.sees(at, lines);
            } else {
                seeker.gave_back = true;
            }
        }
        Ok(())
    })?;
    if let Some(last) = current {
        seekers.iter_mut().for_each(|(_, seeker)| seeker.ends(last));
    }
    Ok(())
}

/// Whom a rule is for; none where it names what the shop has no more, and so nobody.
pub(super) fn chosen(lists: &Lists<'_>, rule: &Rule) -> Result<Option<Chosen>, AppError> {
    match lists.choose(&rule.spec.audience) {
        Err(StoreError::NotFound(_)) => Ok(None),
        chosen => Ok(Some(chosen?)),
    }
}

/// Everyone whom a rule is for, those who spent most first, and how many they are.
pub(super) fn everyone(
    lists: &Lists<'_>,
    rule: &Rule,
    most: u32,
) -> Result<(Vec<CustomerId>, u32), AppError> {
    let Some(chosen) = chosen(lists, rule)? else { return Ok((Vec::new(), 0)) };
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
    Ok(chosen(lists, rule)?.map_or_else(Vec::new, |chosen| lists.ids(&chosen)))
}
