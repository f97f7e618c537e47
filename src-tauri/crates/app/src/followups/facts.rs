//! What rules need to know of a customer, read as far as they ask for it.

use huike_domain::followups::{
    Bought, Expiry, Facts, Holding, LevelFacts, Rule, RuleTrigger, Sessions,
};
use huike_domain::ids::CustomerId;
use huike_domain::tiers::vouchers::VoucherState;
use huike_domain::time::{DAY_MS, Instant, Zone};
use huike_store::followups::{self as rows, Subject};
use huike_store::{Read, tiers};

use super::planner::{MOST_DAYS_OFF, Planner};
use crate::error::AppError;

/// How far back purchases are read from which the rhythm of an item is told: five years.
const RHYTHM_BACK_DAYS: i64 = 5 * 366;

/// The most vouchers of one customer that are looked at.
const MOST_VOUCHERS: u32 = 200;

/// What was read of a customer for rules so far: several rules ask for the same.
pub(crate) struct Known {
    customer: CustomerId,
    facts: Facts,
    has: Has,
}

/// What was read already.
#[derive(Default)]
struct Has {
    subject: bool,
    anniversaries: bool,
    first_purchase: bool,
    level: bool,
    sessions: bool,
    /// Since when purchases were read.
    purchases: Option<Instant>,
}

impl Known {
    /// Nothing yet.
    pub(crate) fn of(customer: CustomerId) -> Self {
        Self { customer, facts: Facts::default(), has: Has::default() }
    }

    fn take_in(&mut self, subject: &Subject, zone: Zone) {
        self.facts.birthday = subject.birthday;
        self.facts.last_purchase = subject.last_purchase.map(|at| zone.day_of(at));
        self.facts.rhythm_days = subject.rhythm_days;
    }
}

impl Planner {
    /// A customer for whom rules will plan; none where there is no such customer.
    pub(crate) fn known(
        &self,
        read: &impl Read,
        customer: CustomerId,
    ) -> Result<Option<(Subject, Known)>, AppError> {
        let Some(subject) = rows::subject(read, customer)? else { return Ok(None) };
        let mut known = Known::of(customer);
        known.take_in(&subject, self.zone);
        known.has.subject = true;
        Ok(Some((subject, known)))
    }

    /// What a rule needs to know of a customer.
    pub(crate) fn facts<'k>(
        &self,
        read: &impl Read,
        rule: &Rule,
        known: &'k mut Known,
    ) -> Result<&'k Facts, AppError> {
        let customer = known.customer;
        let day = |at: Instant| self.zone.day_of(at);
        let about_them = matches!(
            rule.spec.trigger,
            RuleTrigger::Birthday { .. } | RuleTrigger::StageEntered { .. }
        );
        if about_them
            && !std::mem::replace(&mut known.has.subject, true)
            && let Some(subject) = rows::subject(read, customer)?
        {
            known.take_in(&subject, self.zone);
        }
        let Known { facts, has, .. } = known;
        match &rule.spec.trigger {
            RuleTrigger::Cadence { .. } => {
                let kind = rule.spec.contact;
                let last = huike_store::interactions::last_of_kind(read, customer, kind, self.at)?;
                facts.last_contact = last.map(day);
            }
            RuleTrigger::Anniversary { .. } | RuleTrigger::ChildAge { .. } => {
                if !std::mem::replace(&mut has.anniversaries, true) {
                    facts.anniversaries = rows::anniversaries(read, customer)?;
                }
            }
            RuleTrigger::AfterPurchase { .. } | RuleTrigger::UsedUp { .. } => {
                let since = self.since_of(&rule.spec.trigger);
                if has.purchases.is_none_or(|had| had > since) {
                    // Far enough for all rules at once.
                    let all = self.rules.iter().map(|rule| self.since_of(&rule.spec.trigger));
                    let since = all.fold(since, Instant::min);
                    facts.purchases = self.purchases(read, customer, since)?;
                    has.purchases = Some(since);
                }
            }
            RuleTrigger::Onboarding { .. } => {
                if !std::mem::replace(&mut has.first_purchase, true) {
                    facts.first_purchase = rows::first_purchase(read, customer)?.map(day);
                }
            }
            RuleTrigger::LevelReached { .. }
            | RuleTrigger::LevelNear { .. }
            | RuleTrigger::LevelFalling { .. } => {
                if !std::mem::replace(&mut has.level, true) {
                    facts.level = self.level(read, customer)?;
                }
            }
            RuleTrigger::Expiring { what, .. } => {
                facts.expiries = self.expiries(read, customer, *what)?;
            }
            RuleTrigger::SessionsLeft { .. } => {
                if !std::mem::replace(&mut has.sessions, true) {
                    facts.sessions = self.sessions(read, customer)?;
                }
            }
            RuleTrigger::Renewal { field, .. } => {
                let name = self.fields.iter().find(|known| known.id == *field);
                let ends = rows::own_date(read, customer, *field)?;
                facts.renewal = name.map(|field| field.name.clone()).zip(ends);
            }
            RuleTrigger::Birthday { .. }
            | RuleTrigger::Festival { .. }
            | RuleTrigger::StageEntered { .. }
            | RuleTrigger::Recurring { .. } => {}
        }
        Ok(facts)
    }

    /// Since when a trigger needs to know purchases.
    fn since_of(&self, trigger: &RuleTrigger) -> Instant {
        let back = match trigger {
            RuleTrigger::AfterPurchase { days, .. } => {
                i64::from(days.iter().copied().max().unwrap_or(0)) + MOST_DAYS_OFF
            }
            RuleTrigger::UsedUp { .. } => RHYTHM_BACK_DAYS,
            _ => return Instant(i64::MAX),
        };
        Instant(self.at.0 - back * DAY_MS)
    }

    /// The moments between which purchases lie from which the rhythm of an item is told.
    pub(super) fn of_a_rhythm(&self) -> (Instant, Instant) {
        (Instant(self.at.0 - RHYTHM_BACK_DAYS * DAY_MS), self.end_of_today())
    }

    /// Whatever is entered for today counts, as it does for segments and stages.
    fn end_of_today(&self) -> Instant {
        super::end_of_day(self.at, self.zone)
    }

    fn purchases(
        &self,
        read: &impl Read,
        customer: CustomerId,
        since: Instant,
    ) -> Result<Vec<Bought>, AppError> {
        let found = rows::purchases_since(read, customer, since, self.end_of_today())?;
        let bought = |(id, at, items): rows::Stood| Bought { id, day: self.zone.day_of(at), items };
        Ok(found.into_iter().map(bought).collect())
    }

    fn level(&self, read: &impl Read, customer: CustomerId) -> Result<LevelFacts, AppError> {
        let Some(stored) = tiers::membership::stored(read, customer)? else {
            return Ok(LevelFacts::default());
        };
        let named =
            |place: usize| self.levels.get(place).map(|level| (level.id, level.name.clone()));
        let level = stored.level.and_then(named);
        let next = stored.short.as_ref().and_then(|short| {
            let [Some(fen), None, None] = short.missing else { return None };
            named(short.level).map(|(id, name)| (id, name, fen))
        });
        Ok(LevelFacts {
            level: level.zip(stored.since).map(|((id, name), since)| (id, name, since)),
            next,
            falls_on: stored.falls.filter(|(_, to)| *to < stored.level).map(|(day, _)| day),
        })
    }

    fn expiries(
        &self,
        read: &impl Read,
        customer: CustomerId,
        what: Holding,
    ) -> Result<Vec<Expiry>, AppError> {
        let mut found = Vec::new();
        match what {
            Holding::Benefit => {
                for held in tiers::entitlements::of(read, customer)? {
                    let left = held.left(self.today);
                    if let Some(day) = held.expires.filter(|_| left > 0) {
                        let key = held.id.to_string();
                        found.push(Expiry { what, key, name: held.name, count: left, day });
                    }
                }
            }
            Holding::Points => {
                for (day, count) in
                    crate::points::running_out_of(read, customer, self.at, self.today)?
                {
                    let (key, name) = ("points".to_owned(), String::new());
                    found.push(Expiry { what, key, name, count, day });
                }
            }
            Holding::Voucher => {
                for held in tiers::vouchers::of_customer(read, customer, MOST_VOUCHERS)? {
                    let state = VoucherState::of(held.fate, held.from, held.until, self.today);
                    let good = matches!(state, VoucherState::Open | VoucherState::Early { .. });
                    if let Some(day) = held.until.filter(|_| good) {
                        let key = held.id.to_string();
                        found.push(Expiry { what, key, name: held.draft.name, count: 1, day });
                    }
                }
            }
        }
        Ok(found)
    }

    fn sessions(&self, read: &impl Read, customer: CustomerId) -> Result<Vec<Sessions>, AppError> {
        let held = tiers::entitlements::of(read, customer)?;
        let card = |held: tiers::entitlements::Entitlement| {
            let left = held.left(self.today);
            (left > 0).then_some(Sessions {
                entitlement: held.id,
                benefit: held.benefit,
                name: held.name,
                uses: held.uses,
                left,
            })
        };
        Ok(held.into_iter().filter_map(card).collect())
    }
}
