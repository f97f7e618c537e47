//! What is known of a customer, as it is written into a text.

use std::collections::BTreeSet;

use chrono::{Datelike as _, NaiveDate};
use huike_domain::ids::CustomerId;
use huike_domain::money::Fen;
use huike_domain::scripts::{Values, Variable};
use huike_domain::shop::Language;
use huike_domain::tiers::points::Ledger;
use huike_domain::tiers::vouchers::VoucherState;
use huike_domain::time::{Instant, Zone, days_between};
use huike_store::customers::{self, Full};
use huike_store::text::Text;
use huike_store::tiers::{points, vouchers};
use huike_store::{Read, Reader, purchases, settings};
use uuid::Uuid;

use crate::error::AppError;
use crate::tiers::{NextLevel, tier_of, usable};
use crate::words::Words;

/// Vouchers among which the next one to run out is looked for.
const VOUCHERS: u32 = 200;

/// Purchases among which the last one that stands is looked for.
const PURCHASES: u32 = 20;

/// What a text needs to know of the shop.
struct Shop {
    words: &'static Words,
    zone: Zone,
    today: NaiveDate,
    now: Instant,
}

/// The values of the variables in `wanted` that are known, in words of the text's own language or,
/// where it tells none, of the screen's; of the others none is looked up.
pub(super) fn of(
    reader: &Reader<'_>,
    customer: Option<CustomerId>,
    wanted: &BTreeSet<Variable>,
    language: Option<Language>,
    now: Instant,
) -> Result<Values, AppError> {
    let zone = crate::app::zone(reader)?;
    let words = Words::of(language.unwrap_or(settings::preferences(reader)?.language));
    let shop = Shop { words, zone, today: zone.day_of(now), now };
    let mut values = Values::new();
    if let Some(named) = settings::shop(reader)? {
        values.insert(Variable::Shop, named.name);
    }
    let Some(customer) = customer else { return Ok(values) };
    let full = customers::get(reader, customer)?
        .ok_or_else(|| AppError::not_found("customer", &customer.to_string()))?;
    shop.portrait(reader, &full, &mut values)?;
    let wants = |any: &[Variable]| any.iter().any(|variable| wanted.contains(variable));
    if wants(&[Variable::LastItem, Variable::LastDay, Variable::DaysAway]) {
        shop.last_purchase(reader, customer, &mut values)?;
    }
    if wants(&[Variable::Level, Variable::NextLevel, Variable::ToNext]) {
        shop.level(reader, customer, &mut values)?;
    }
    if wants(&[Variable::Benefits, Variable::Expiring, Variable::ExpiringDay, Variable::Points]) {
        shop.held(reader, customer, &mut values)?;
    }
    values.retain(|variable, value| wanted.contains(variable) && !value.trim().is_empty());
    Ok(values)
}

impl Shop {
    fn portrait(&self, read: &impl Read, full: &Full, values: &mut Values) -> Result<(), AppError> {
        let draft = &full.draft;
        values.insert(Variable::Customer, draft.name.trim().to_owned());
        let employer = draft.portrait.employer;
        let employer = employer.map(|id| customers::summary_of(read, id)).transpose()?.flatten();
        let company = employer.map_or_else(|| draft.company.clone(), |employer| employer.name);
        values.insert(Variable::Company, company);
        values.insert(Variable::Staff, draft.portrait.owner.clone());
        if let Some(liked) = draft.portrait.preferences.first() {
            let known = customers::preferences(read)?;
            let found = known.into_iter().find(|preference| preference.id == *liked);
            values.extend(found.map(|preference| (Variable::Preference, preference.value)));
        }
        let next = draft.birthday.and_then(|birthday| birthday.next_on_or_after(self.today));
        values.extend(next.map(|next| (Variable::Birthday, self.day(next.day))));
        Ok(())
    }

    fn last_purchase(
        &self,
        read: &impl Read,
        customer: CustomerId,
        values: &mut Values,
    ) -> Result<(), AppError> {
        let end = (self.now, Uuid::max());
        let page = purchases::page(read, customer, &Text::default(), end, PURCHASES)?;
        let stands = |found: &&purchases::Entry| found.purchase.amount_fen > 0 && !found.reversed();
        let Some(last) = page.iter().find(stands) else { return Ok(()) };
        let day = self.zone.day_of(last.purchase.at);
        values.insert(Variable::LastDay, self.day(day));
        values.insert(Variable::DaysAway, days_between(day, self.today).to_string());
        // What cost most of it is what they remember; of several that cost the same the first, as
        // the reason of a follow-up names it.
        let dearest = last.purchase.lines.iter().rev().max_by_key(|(_, _, fen)| *fen);
        values.extend(dearest.map(|(item, ..)| (Variable::LastItem, item.clone())));
        Ok(())
    }

    fn level(
        &self,
        reader: &Reader<'_>,
        customer: CustomerId,
        values: &mut Values,
    ) -> Result<(), AppError> {
        let tier = tier_of(reader, customer, self.now)?;
        values.extend(tier.level.map(|level| (Variable::Level, level.name)));
        if let Some(next) = tier.next {
            values.insert(Variable::ToNext, self.short(&next));
            values.insert(Variable::NextLevel, next.level.name);
        }
        Ok(())
    }

    /// What is missing to a level, in words.
    fn short(&self, next: &NextLevel) -> String {
        let count = |key: &str, count: i64| self.words.say_count(key, count, &[]);
        let missing: Vec<_> = [
            next.fen.map(|fen| format!("¥{}", Fen(fen))),
            next.visits.map(|visits| count("scripts.value.visits", visits)),
            next.points.map(|points| count("scripts.value.points", points)),
        ]
        .into_iter()
        .flatten()
        .collect();
        let joint = if next.any { "scripts.value.or" } else { "scripts.value.and" };
        missing.join(&self.words.say(joint, &[]))
    }

    /// Points, vouchers and benefits, and what of these runs out next.
    fn held(
        &self,
        reader: &Reader<'_>,
        customer: CustomerId,
        values: &mut Values,
    ) -> Result<(), AppError> {
        let mut ending: Vec<(NaiveDate, String)> = Vec::new();
        let benefits = usable(reader, customer, self.today)?;
        ending.extend(benefits.iter().filter_map(|b| Some((b.expires?, b.name.clone()))));
        let named = |benefit: &crate::tiers::BenefitView| match benefit.left {
            1 => benefit.name.clone(),
            left => format!("{} ×{left}", benefit.name),
        };
        let comma = self.words.say("scripts.value.comma", &[]);
        let benefits: Vec<_> = benefits.iter().map(named).collect();
        values.insert(Variable::Benefits, benefits.join(&comma));
        for voucher in vouchers::of_customer(reader, customer, VOUCHERS)? {
            let (from, until) = (voucher.from, voucher.until);
            if VoucherState::of(voucher.fate, from, until, self.today) == VoucherState::Open {
                ending.extend(until.map(|until| (until, voucher.draft.name)));
            }
        }
        let entries = points::of(reader, customer)?;
        if !entries.is_empty() {
            let balance: i64 = entries.iter().map(|entry| entry.points).sum();
            values.insert(Variable::Points, balance.to_string());
            let open = Ledger::new(entries, self.now, &mut Uuid::nil).open();
            let day = open.iter().filter(|open| open.rest > 0).find_map(|open| open.expires);
            if let Some(day) = day {
                let of_day = open.iter().filter(|open| open.expires == Some(day));
                let points: i64 = of_day.map(|open| open.rest.max(0)).sum();
                ending.push((day, self.words.say_count("scripts.value.points", points, &[])));
            }
        }
        ending.sort();
        if let Some((day, what)) = ending.into_iter().next() {
            values.insert(Variable::Expiring, what);
            values.insert(Variable::ExpiringDay, self.day(day));
        }
        Ok(())
    }

    /// A day as people say it; the year only where it is another.
    fn day(&self, day: NaiveDate) -> String {
        let months = self.words.say("scripts.value.months", &[]);
        let month = months.split(' ').nth(day.month0() as usize).unwrap_or_default();
        let key = if day.year() == self.today.year() { "day" } else { "dayOfYear" };
        let (number, year) = (day.day().to_string(), day.year().to_string());
        let parts = [("day", &*number), ("month", month), ("year", &*year)];
        self.words.say(&format!("scripts.value.{key}"), &parts)
    }
}
