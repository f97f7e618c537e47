//! What a rule needs to know of a customer, read for that rule alone.

use huike_domain::followups::{
    Bought, Expiry, Facts, Holding, LevelFacts, Rule, RuleTrigger, Sessions,
};
use huike_domain::ids::CustomerId;
use huike_domain::tiers::vouchers::VoucherState;
use huike_domain::time::{DAY_MS, Instant};
use huike_store::followups::{self as rows, Subject};
use huike_store::{Read, tiers};

use super::planner::{MOST_DAYS_OFF, Planner};
use crate::error::AppError;

/// How far back purchases are read from which the rhythm of an item is told: five years.
const RHYTHM_BACK_DAYS: i64 = 5 * 366;

/// The most vouchers of one customer that are looked at.
const MOST_VOUCHERS: u32 = 200;

impl Planner {
    /// What a rule needs to know of a customer.
    pub(crate) fn facts(
        &self,
        read: &impl Read,
        rule: &Rule,
        subject: &Subject,
    ) -> Result<Facts, AppError> {
        let customer = subject.customer;
        let day = |at: Instant| self.zone.day_of(at);
        let mut facts = Facts {
            birthday: subject.birthday,
            last_purchase: subject.last_purchase.map(day),
            rhythm_days: subject.rhythm_days,
            ..Facts::default()
        };
        match &rule.spec.trigger {
            RuleTrigger::Cadence { .. } => {
                let kind = rule.spec.contact;
                let last = huike_store::interactions::last_of_kind(read, customer, kind, self.at)?;
                facts.last_contact = last.map(day);
            }
            RuleTrigger::Anniversary { .. } | RuleTrigger::ChildAge { .. } => {
                facts.anniversaries = rows::anniversaries(read, customer)?;
            }
            RuleTrigger::AfterPurchase { days, .. } => {
                let back = i64::from(days.iter().copied().max().unwrap_or(0)) + MOST_DAYS_OFF;
                facts.purchases = self.purchases(read, customer, back)?;
            }
            RuleTrigger::UsedUp { .. } => {
                facts.purchases = self.purchases(read, customer, RHYTHM_BACK_DAYS)?;
            }
            RuleTrigger::Onboarding { .. } => {
                facts.first_purchase = rows::first_purchase(read, customer)?.map(day);
            }
            RuleTrigger::LevelReached { .. }
            | RuleTrigger::LevelNear { .. }
            | RuleTrigger::LevelFalling { .. } => facts.level = self.level(read, customer)?,
            RuleTrigger::Expiring { what, .. } => {
                facts.expiries = self.expiries(read, customer, *what)?;
            }
            RuleTrigger::SessionsLeft { .. } => facts.sessions = self.sessions(read, customer)?,
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

    fn purchases(
        &self,
        read: &impl Read,
        customer: CustomerId,
        back_days: i64,
    ) -> Result<Vec<Bought>, AppError> {
        let since = Instant(self.at.0 - back_days * DAY_MS);
        // Whatever is entered for today counts, as it does for segments and stages.
        let until = super::end_of_day(self.at, self.zone);
        let found = rows::purchases_since(read, customer, since, until)?;
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
