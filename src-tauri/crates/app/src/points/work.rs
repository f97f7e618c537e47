//! Bringing ledgers up to date: what each purchase should have given is compared with what the
//! ledger says, and what is missing is added.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use huike_domain::ids::CustomerId;
use huike_domain::tiers::points::{Bought, Due, Earned, EarningRules, Entry, Ledger, dues};
use huike_domain::time::{Instant, Zone};
use huike_store::tiers::points as rows;
use huike_store::{Tx, settings};

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
    pub(super) fn load(tx: &Tx<'_>) -> Result<Self, AppError> {
        let zone = crate::app::zone(tx)?;
        Ok(Self { rules: rows::rules(tx)?, zone, today: zone.day_of(tx.at()), in_bulk: false })
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
        let dues = self.dues(tx, customer, &entries)?;
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

    fn dues(
        &self,
        tx: &Tx<'_>,
        customer: CustomerId,
        entries: &[Entry],
    ) -> Result<Vec<Due>, AppError> {
        if self.rules.first_day().is_none() {
            return Ok(Vec::new());
        }
        let earned = entries.iter().filter_map(|entry| Some((entry.purchase?, entry.earned?)));
        let earned: HashMap<_, _> = earned.collect();
        let mut bought = Vec::new();
        for (id, purchase) in purchases_of(tx, customer)? {
            let terms = match earned.get(&id) {
                Some(terms) => *terms,
                None => Earned {
                    day: self.zone.day_of(purchase.at),
                    tier: crate::tiers::level_before(tx, customer, purchase.at, self.zone)?,
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

/// Brings the ledgers of these customers up to date. Without a rule and without any points, as in
/// most imports, that is one glance at the settings.
pub(crate) fn settle(tx: &Tx<'_>, customers: &BTreeSet<CustomerId>) -> Result<(), AppError> {
    let settling = Settling::load(tx)?;
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
    let mut settling = Settling::load(tx)?;
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
