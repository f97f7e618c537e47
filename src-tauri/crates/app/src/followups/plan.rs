//! Rules at work: who is to be contacted, written down once for each occasion.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use huike_domain::customers::stored_days;
use huike_domain::followups::{
    Facts, HORIZON_DAYS, Proposal, RankParts, Rule, RuleSpec, STAGE_GRACE_DAYS, plan,
};
use huike_domain::ids::{CustomerId, FollowUpId};
use huike_domain::segments::{Stage, StageBy, StageRule, ThreeClass};
use huike_domain::time::{Instant, Zone, add_days, next_day};
use huike_store::followups::{self as rows, Candidate, NewFollowUp};
use huike_store::{Read, StoreError, Tx};

use crate::App;
use crate::error::AppError;

/// How many open follow-ups one cadence may have: a shop of a hundred thousand core customers
/// works through its best first, and gets the next as these are done.
const MOST_OF_A_CADENCE: u32 = 2_000;

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
        let stages = huike_store::settings::stage_rule(tx)?;
        for rule in rows::rules(tx)?.iter().filter(|rule| rule.enabled) {
            propose(tx, rule, today, &stages, zone)?;
        }
        Ok(huike_store::settings::set_prepared(tx, today)?)
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
    let prepared = app.read(|reader| Ok(huike_store::settings::prepared(reader)?))?;
    if prepared == Some(today) && !app.owes_preparation() {
        return Ok(());
    }
    prepare(app, now)?;
    app.owe_preparation(false);
    super::announce::forget_gone(app, now)?;
    crate::points::let_run_out(app, now)?;
    crate::attachments::clear_removed(app, now)
}

fn propose(
    tx: &Tx<'_>,
    rule: &Rule,
    today: NaiveDate,
    stages: &StageRule,
    zone: Zone,
) -> Result<(), AppError> {
    let offer = |candidate: &Candidate| -> Result<bool, StoreError> {
        let facts = facts(tx, rule, candidate, zone, tx.at())?;
        match plan(rule, &facts, today, stages, zone) {
            Some(proposal) => Ok(write_down(tx, rule, candidate, proposal, zone)?.is_some()),
            None => Ok(false),
        }
    };
    match rule.spec {
        RuleSpec::Cadence { segment, .. } => propose_cadence(tx, rule, segment, offer)?,
        RuleSpec::Birthday { days_ahead } => {
            let last = i64::from(days_ahead) + HORIZON_DAYS;
            let days = (0..=last).flat_map(|ahead| stored_days(add_days(today, ahead)));
            for (calendar, month, day) in days.collect::<BTreeSet<_>>() {
                for candidate in rows::born_on(tx, calendar, month, day)? {
                    offer(&candidate)?;
                }
            }
        }
        RuleSpec::StageEntered { stage } => {
            rows::cancel_returned(tx, rule.id, zone)?;
            let after = stages.limits(None).entered_after(stage);
            let from = zone.start_of(add_days(today, -STAGE_GRACE_DAYS - after));
            let until = zone.start_of(next_day(add_days(today, HORIZON_DAYS - after)));
            for candidate in rows::last_bought_between(tx, from, Instant(until.0 - 1))? {
                offer(&candidate)?;
            }
            if stages.by == StageBy::Rhythm {
                for customer in entering_by_rhythm(tx, stage, today, stages, zone)? {
                    offer(&rows::candidate_of(tx, customer)?)?;
                }
            }
        }
    }
    Ok(())
}

/// Who enters a stage around `today` by a rhythm of their own: no index tells, since each has
/// limits of their own.
fn entering_by_rhythm(
    tx: &Tx<'_>,
    stage: Stage,
    today: NaiveDate,
    stages: &StageRule,
    zone: Zone,
) -> Result<Vec<CustomerId>, StoreError> {
    let (first, last) = (add_days(today, -STAGE_GRACE_DAYS), add_days(today, HORIZON_DAYS));
    let mut found = Vec::new();
    rows::each_with_rhythm(tx, |customer, last_at, rhythm| {
        let after = stages.limits(Some(rhythm)).entered_after(stage);
        let entered = add_days(zone.day_of(last_at), after);
        if (first..=last).contains(&entered) {
            found.push(customer);
        }
        Ok(())
    })?;
    Ok(found)
}

fn propose_cadence(
    tx: &Tx<'_>,
    rule: &Rule,
    segment: ThreeClass,
    offer: impl Fn(&Candidate) -> Result<bool, StoreError>,
) -> Result<(), AppError> {
    let mut room = MOST_OF_A_CADENCE.saturating_sub(rows::count_open_of_rule(tx, rule.id)?);
    if room == 0 {
        return Ok(());
    }
    rows::each_of_segment(tx, segment, |candidate| {
        if !rows::has_open(tx, rule.id, candidate.customer)? && offer(&candidate)? {
            room -= 1;
        }
        Ok(room > 0)
    })?;
    Ok(())
}

/// What `rule` needs to know of a customer.
pub(super) fn facts(
    read: &impl Read,
    rule: &Rule,
    candidate: &Candidate,
    zone: Zone,
    now: Instant,
) -> Result<Facts, StoreError> {
    let last_contact = match rule.spec {
        RuleSpec::Cadence { contact, .. } => {
            huike_store::interactions::last_of_kind(read, candidate.customer, contact, now)?
        }
        _ => None,
    };
    Ok(Facts {
        birthday: candidate.birthday,
        segment: candidate.segment,
        last_purchase: candidate.last_purchase.map(|at| zone.day_of(at)),
        rhythm_days: candidate.rhythm_days,
        last_contact: last_contact.map(|at| zone.day_of(at)),
    })
}

/// Writes a proposal down; `None` where its occasion is on record.
pub(super) fn write_down(
    tx: &Tx<'_>,
    rule: &Rule,
    candidate: &Candidate,
    proposal: Proposal,
    zone: Zone,
) -> Result<Option<FollowUpId>, StoreError> {
    let Proposal { occasion, due, reason, expires } = proposal;
    let rank =
        RankParts::rank(&reason, candidate.segment, candidate.monetary_fen, zone.day_of(due));
    rows::insert(
        tx,
        &NewFollowUp {
            customer: candidate.customer,
            rule: Some((rule.id, occasion)),
            due,
            rank,
            expires,
            reason,
            note: String::new(),
        },
    )
}
