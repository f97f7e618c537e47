//! Rules at work in the night: Today is made ready for a new day.

use std::collections::BTreeSet;

use huike_domain::ids::{CustomerId, RuleId};
use huike_domain::time::Instant;
use huike_store::followups as rows;
use huike_store::{Tx, settings};

use super::planner::{Planner, rule_of};
use super::whom;
use crate::App;
use crate::error::AppError;

/// Customers whose plans are looked at one by one within an operation; where more are touched, only
/// those of whom something is planned.
const MOST_REVIEWED: usize = 1_000;

/// Makes Today ready as of `at`: sorts everyone, takes off what has expired, and lets every rule
/// propose. Doing it twice changes nothing more. What will have expired only by a moment ahead
/// stays: looking is no reason to give anybody up.
///
/// # Errors
/// [`AppError::Busy`], [`AppError::Internal`].
pub fn prepare(app: &App, at: Instant) -> Result<(), AppError> {
    crate::segments::sort(app, at)?;
    crate::tiers::night(app, at)?;
    let zone = app.zone()?;
    let present = zone.day_of(app.now());
    app.write_by_itself("followups.plan", at, move |tx| {
        let today = zone.day_of(at);
        rows::reopen_expired_ahead(tx, zone)?;
        rows::cancel_expired(tx, today.min(present))?;
        let planner = Planner::load(tx, at)?;
        let before = settings::prepared(tx)?.unwrap_or(today);
        for customer in rows::moved_between(tx, before.min(today), today)? {
            planner.review(tx, customer)?;
        }
        Ok(())
    })?;
    let planner = app.read(|reader| Planner::load(reader, at))?;
    let asking = whom::asking(app, &planner)?;
    let named = |(customer, at): whom::Asking| (customer, planner.rules[at].id);
    let asking: Vec<_> = asking.into_iter().map(named).collect();
    app.write_by_itself("followups.plan", at, move |tx| {
        propose(tx, &Planner::load(tx, at)?, &asking)?;
        Ok(settings::set_prepared(tx, zone.day_of(at))?)
    })?;
    Ok(())
}

/// [`prepare`] after something that changed everyone's place. It is written already, so a failure
/// here is none of its own: the scheduler tries again.
pub(crate) fn prepare_anew(app: &App) {
    if let Err(error) = prepare(app, app.now()) {
        tracing::warn!(%error, "prepare");
        app.owe_preparation(true);
    }
}

/// [`prepare`] where it has not been done today, or was owed.
///
/// # Errors
/// As [`prepare`].
pub fn prepare_if_new_day(app: &App, now: Instant) -> Result<(), AppError> {
    let today = app.zone()?.day_of(now);
    let prepared = app.read(|reader| Ok(settings::prepared(reader)?))?;
    if prepared == Some(today) && !app.owes_preparation() {
        return Ok(());
    }
    prepare(app, now)?;
    app.owe_preparation(false);
    super::announce::forget_gone(app, now)?;
    crate::points::let_run_out(app, now)?;
    crate::attachments::clear_removed(app, now)
}

/// Brings the plans of customers up to date whom an operation touched.
pub(crate) fn review(tx: &Tx<'_>, customers: &BTreeSet<CustomerId>) -> Result<(), AppError> {
    if customers.is_empty() || !rows::has_rules_on(tx)? {
        return Ok(());
    }
    tx.place_buyers()?;
    let planner = Planner::load(tx, tx.at())?;
    for customer in customers.iter().take(MOST_REVIEWED) {
        // What comes back by an undo may be over by now.
        rows::cancel_expired_with(tx, *customer, planner.today)?;
    }
    if customers.len() <= MOST_REVIEWED {
        return customers.iter().try_for_each(|customer| planner.review(tx, *customer));
    }
    // Planning follows a bulk operation; what is planned already may hold no longer.
    let planned = rows::with_plans(tx)?;
    planned.intersection(customers).try_for_each(|customer| planner.review(tx, *customer))
}

/// Finds a place for what rules ask for with each customer, all at once, so that rules that mean
/// the same customer meet whatever their order.
fn propose(
    tx: &Tx<'_>,
    planner: &Planner,
    asking: &[(CustomerId, RuleId)],
) -> Result<(), AppError> {
    for of_one in asking.chunk_by(|(a, _), (b, _)| a == b) {
        let Some((subject, mut known)) = planner.known(tx, of_one[0].0)? else { continue };
        let mut asked = Vec::new();
        for (_, id) in of_one {
            // It may have been turned off in between.
            let Some(rule) = rule_of(&planner.rules, Some(*id)) else { continue };
            let found = planner.asks(tx, rule, &mut known, &planner.window(rule))?;
            asked.extend(found.into_iter().map(|occasion| (rule, occasion)));
        }
        planner.take(tx, &subject, asked)?;
    }
    Ok(())
}
