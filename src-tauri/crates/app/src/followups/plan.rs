//! Rules at work in the night: Today is made ready for a new day.

use std::collections::{BTreeMap, BTreeSet};

use huike_domain::followups::{Looking, Rule, RuleTrigger};
use huike_domain::ids::{CustomerId, RuleId};
use huike_domain::time::{Instant, add_days};
use huike_store::followups as rows;
use huike_store::{Tx, settings};

use super::find;
use super::planner::Planner;
use crate::App;
use crate::error::AppError;

/// How many open follow-ups a rule may have that is for everyone alike: a shop of a hundred
/// thousand core customers works through its best first, and gets the next as these are done.
pub(super) const MOST_OF_A_RULE: u32 = 2_000;

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
    let audiences = audiences_of(app, at)?;
    app.write_by_itself("followups.plan", at, move |tx| {
        let today = zone.day_of(at);
        rows::reopen_expired_ahead(tx, zone)?;
        rows::cancel_expired(tx, today.min(present))?;
        let planner = Planner::load(tx, at)?;
        let before = settings::prepared(tx)?.unwrap_or(today);
        for customer in rows::moved_between(tx, before.min(today), today)? {
            planner.review(tx, customer)?;
        }
        propose(tx, &planner, &audiences)?;
        Ok(settings::set_prepared(tx, today)?)
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

/// Whom each rule is for, where that is not everyone: of a rule for everyone alike the best first,
/// of the others in the order of their ids. Read from the lists before the writing begins, since
/// asking each candidate takes long where they are many.
fn audiences_of(app: &App, at: Instant) -> Result<BTreeMap<RuleId, Vec<CustomerId>>, AppError> {
    let planner = app.read(|reader| Planner::load(reader, at))?;
    let wanted = planner.rules.iter().filter(|rule| {
        let alike = rule.spec.trigger.is_for_all();
        if alike {
            comes_in(rule, &planner.window(rule))
        } else {
            !rule.spec.audience.is_everyone()
        }
    });
    let wanted: Vec<&Rule> = wanted.collect();
    let mut audiences = BTreeMap::new();
    if wanted.is_empty() {
        return Ok(audiences);
    }
    app.store().lists(planner.filter_calendar(), |lists| {
        audiences.clear();
        for rule in &wanted {
            let best_first = rule.spec.trigger.is_for_all();
            audiences.insert(rule.id, find::audience(lists, rule, best_first)?);
        }
        Ok::<_, AppError>(())
    })?;
    Ok(audiences)
}

/// Whether a rule for everyone alike has a day at all in the days of a look: most festivals have
/// none, and nobody need be asked.
fn comes_in(rule: &Rule, looking: &Looking<'_>) -> bool {
    match &rule.spec.trigger {
        RuleTrigger::Festival { day, days_ahead } => {
            let last = add_days(looking.to, i64::from(*days_ahead));
            day.next_on_or_after(looking.today.min(looking.from)).is_some_and(|day| day <= last)
        }
        RuleTrigger::Recurring { rule, from } => {
            !rule.between(*from, looking.from, looking.to, 1).is_empty()
        }
        _ => true,
    }
}

/// Gathers what all rules ask for with each customer, and then finds its place, so that rules that
/// mean the same customer meet whatever their order. Customers pass by once, in the order in which
/// they lie in the file: whatever is read of one serves all rules.
fn propose(
    tx: &Tx<'_>,
    planner: &Planner,
    audiences: &BTreeMap<RuleId, Vec<CustomerId>>,
) -> Result<(), AppError> {
    let windows: Vec<(&Rule, Looking<'_>)> =
        planner.rules.iter().map(|rule| (rule, planner.window(rule))).collect();
    let buyers = find::buyers(tx, planner, &windows)?;
    let mut whom: Vec<(CustomerId, usize)> = Vec::new();
    for (at, ((rule, looking), buyers)) in windows.iter().zip(buyers).enumerate() {
        let audience = audiences.get(&rule.id);
        let found = match find::candidates(tx, planner, rule, looking, &buyers)? {
            Some(mut candidates) => match audience {
                Some(audience) => {
                    candidates.retain(|customer| audience.binary_search(customer).is_ok());
                    candidates.into_iter().collect()
                }
                // For everyone, or of a rule that was made this very moment.
                None => planner.audience(tx, rule, &candidates.into_iter().collect::<Vec<_>>())?,
            },
            None => best_of(tx, planner, (rule, looking), audience.map_or(&[][..], Vec::as_slice))?,
        };
        whom.extend(found.into_iter().map(|customer| (customer, at)));
    }
    whom.sort_unstable();
    for of_one in whom.chunk_by(|(a, _), (b, _)| a == b) {
        let customer = of_one[0].0;
        let Some(mut known) = planner.known(tx, customer)? else { continue };
        let mut asked = Vec::new();
        for (_, at) in of_one {
            let (rule, looking) = &windows[*at];
            let found = planner.asks(tx, rule, &mut known, looking)?;
            asked.extend(found.into_iter().map(|occasion| (*rule, occasion)));
        }
        planner.take(tx, &known.subject, asked)?;
    }
    Ok(())
}

/// Of a rule for everyone alike, the best with whom it has anything to ask for, as many as there is
/// room for beside its open follow-ups.
fn best_of(
    tx: &Tx<'_>,
    planner: &Planner,
    (rule, looking): (&Rule, &Looking<'_>),
    audience: &[CustomerId],
) -> Result<Vec<CustomerId>, AppError> {
    let room = MOST_OF_A_RULE.saturating_sub(rows::count_open_of_rule(tx, rule.id)?);
    let mut best = Vec::new();
    for customer in audience {
        if best.len() >= room as usize {
            break;
        }
        if rows::has_open(tx, rule.id, *customer)? {
            continue;
        }
        let Some(mut known) = planner.known(tx, *customer)? else { continue };
        for occasion in planner.asks(tx, rule, &mut known, looking)? {
            if !rows::is_known(tx, rule.id, *customer, &occasion.key)? {
                best.push(*customer);
                break;
            }
        }
    }
    Ok(best)
}
