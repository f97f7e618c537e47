//! Bringing ledgers up to date: what each purchase should have given is compared with what the
//! ledger says, and what is missing is added.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use huike_domain::ids::{CustomerId, PurchaseId};
use huike_domain::tiers::points::{Bought, Due, Earned, EarningRules, Entry, Ledger, dues};
use huike_domain::time::{Instant, Zone};
use huike_store::purchases::Purchase;
use huike_store::tiers::points as rows;
use huike_store::{Read, Tx, settings};
use uuid::Uuid;

use super::purchases_of;
use crate::App;
use crate::error::AppError;

/// From this many customers on, what a new rule brings is recorded as a range of ids.
const IN_BULK_FROM: usize = 2_000;

/// What is known before the first ledger.
pub(super) struct Settling {
    rules: EarningRules,
    zone: Zone,
    today: NaiveDate,
    in_bulk: bool,
}

impl Settling {
    pub(super) fn load(read: &impl Read, now: Instant) -> Result<Self, AppError> {
        let zone = crate::app::zone(read)?;
        Ok(Self { rules: rows::rules(read)?, zone, today: zone.day_of(now), in_bulk: false })
    }

    /// The last day on which points of today are good.
    pub(super) fn good_until(&self) -> Option<NaiveDate> {
        self.rules.on(self.today).and_then(|rule| rule.validity.last_day(self.today))
    }

    /// Brings a ledger up to date, lets `work` add to it, and once more.
    pub(super) fn with(
        &self,
        tx: &Tx<'_>,
        customer: CustomerId,
        work: impl FnOnce(&mut Ledger<'_>) -> Result<(), AppError>,
    ) -> Result<(), AppError> {
        let entries = rows::of(tx, customer)?;
        let dues = self.dues(tx, customer, &entries, None)?;
        let mut new_id = || tx.new_id();
        let mut ledger = Ledger::new(entries, tx.at(), &mut new_id);
        ledger.bring_up_to(&dues, self.today);
        work(&mut ledger)?;
        ledger.bring_up_to(&dues, self.today);
        for entry in ledger.finish() {
            if self.in_bulk {
                rows::insert_in_bulk(tx, customer, &entry)?;
            } else {
                rows::insert(tx, customer, &entry)?;
            }
        }
        Ok(())
    }

    /// What a customer's purchases come to, and one more that is not entered.
    fn dues(
        &self,
        read: &impl Read,
        customer: CustomerId,
        entries: &[Entry],
        more: Option<Purchase>,
    ) -> Result<Vec<Due>, AppError> {
        if self.rules.first_day().is_none() {
            return Ok(Vec::new());
        }
        let earned = entries.iter().filter_map(|entry| Some((entry.purchase?, entry.earned?)));
        let earned: HashMap<_, _> = earned.collect();
        let mut bought = Vec::new();
        let more = more.map(|purchase| (PurchaseId::from_uuid(Uuid::max()), purchase));
        for (id, purchase) in purchases_of(read, customer)?.into_iter().chain(more) {
            let terms = match earned.get(&id) {
                Some(terms) => *terms,
                None => Earned {
                    day: self.zone.day_of(purchase.at),
                    tier: crate::tiers::level_before(read, customer, purchase.at, self.zone)?,
                },
            };
            bought.push(Bought {
                id,
                at: purchase.at,
                terms,
                amount_fen: purchase.amount_fen,
                reverses: purchase.reverses,
                lines: purchase.lines,
            });
        }
        Ok(dues(&self.rules, &bought))
    }
}

/// How many points a customer would have less if this entry took something back.
pub(crate) fn taken_by(
    read: &impl Read,
    customer: CustomerId,
    back: Purchase,
    now: Instant,
) -> Result<i64, AppError> {
    let settling = Settling::load(read, now)?;
    let entries = rows::of(read, customer)?;
    let mut made = 0_u128;
    let mut new_id = || {
        made += 1;
        Uuid::from_u128(made)
    };
    let mut balance = |more| -> Result<i64, AppError> {
        let dues = settling.dues(read, customer, &entries, more)?;
        let mut ledger = Ledger::new(entries.clone(), now, &mut new_id);
        ledger.bring_up_to(&dues, settling.today);
        Ok(ledger.balance())
    };
    Ok(balance(None)? - balance(Some(back))?)
}

/// Brings the ledgers of these customers up to date. Without a rule and without any points, as in
/// most imports, that is one glance at the settings.
pub(crate) fn settle(tx: &Tx<'_>, customers: &BTreeSet<CustomerId>) -> Result<(), AppError> {
    let settling = Settling::load(tx, tx.at())?;
    if settling.rules.first_day().is_none() && !rows::any(tx)? {
        return Ok(());
    }
    for customer in customers {
        settling.with(tx, *customer, |_| Ok(()))?;
    }
    Ok(())
}

/// The same for everyone of whom the rules speak or spoke.
pub(crate) fn settle_everyone(tx: &Tx<'_>) -> Result<(), AppError> {
    let mut settling = Settling::load(tx, tx.at())?;
    let since = settling.rules.first_day().map(|day| settling.zone.start_of(day));
    let customers = rows::concerned(tx, since)?;
    settling.in_bulk = customers.len() >= IN_BULK_FROM;
    for customer in customers {
        settling.with(tx, customer, |_| Ok(()))?;
    }
    Ok(())
}

/// Lets go of points whose last day has passed; once a day.
pub(crate) fn let_run_out(app: &App, now: Instant) -> Result<(), AppError> {
    app.write_by_itself("points.expire", now, |tx| {
        let today = crate::app::zone(tx)?.day_of(tx.at());
        let done = rows::expired_to(tx)?.unwrap_or(NaiveDate::MIN);
        // Nothing to do in a shop that is not set up, and on a day that was done.
        if done >= today || settings::shop(tx)?.is_none() {
            return Ok(());
        }
        settle(tx, &rows::running_out(tx, done, today)?)?;
        Ok(rows::set_expired_to(tx, today)?)
    })?;
    Ok(())
}
