//! What a customer holds, and using it at the counter.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use huike_domain::error::InvalidCode;
use huike_domain::ids::{BenefitId, CustomerId, EntitlementId, OperationId};
use huike_domain::time::Instant;
use huike_store::tiers::entitlements::{self, Entitlement, Step};
use huike_store::{Reader, Tx, settings};
use serde::{Deserialize, Serialize};

use super::issue::{Holder, Stock};
use crate::App;
use crate::error::AppError;

/// A benefit that a customer holds or held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct BenefitView {
    /// Which.
    pub id: EntitlementId,
    /// Of which benefit.
    pub benefit: BenefitId,
    /// Its name when it was issued.
    pub name: String,
    /// When it was issued.
    pub at: Instant,
    /// How often it can be used in all.
    pub uses: u32,
    /// How often it was used.
    pub used: u32,
    /// Uses that are left today.
    pub left: u32,
    /// Whether it was withdrawn.
    pub withdrawn: bool,
    /// The last day on which it can be used.
    pub expires: Option<NaiveDate>,
}

fn view(held: &Entitlement, today: NaiveDate) -> BenefitView {
    BenefitView {
        id: held.id,
        benefit: held.benefit,
        name: held.name.clone(),
        at: held.at,
        uses: held.uses,
        used: held.used,
        left: held.left(today),
        withdrawn: held.withdrawn,
        expires: held.expires,
    }
}

/// What a customer holds or held: what can be used today first, then the newest.
///
/// # Errors
/// [`AppError::Internal`].
pub fn benefits(app: &App, customer: CustomerId) -> Result<Vec<BenefitView>, AppError> {
    let today = app.today()?;
    app.read(|reader| held(reader, customer, today))
}

/// What a customer can use today.
pub(crate) fn usable(
    reader: &Reader<'_>,
    customer: CustomerId,
    today: NaiveDate,
) -> Result<Vec<BenefitView>, AppError> {
    let mut all = held(reader, customer, today)?;
    all.retain(|held| held.left > 0);
    Ok(all)
}

fn held(
    reader: &Reader<'_>,
    customer: CustomerId,
    today: NaiveDate,
) -> Result<Vec<BenefitView>, AppError> {
    let mut all: Vec<_> =
        entitlements::of(reader, customer)?.iter().map(|held| view(held, today)).collect();
    all.sort_by_key(|held| held.left == 0);
    Ok(all)
}

fn get(tx: &Tx<'_>, id: EntitlementId) -> Result<Entitlement, AppError> {
    entitlements::get(tx, id)?.ok_or_else(|| AppError::not_found("benefit", &id.to_string()))
}

/// Uses a benefit so many times. Undone like any other step.
///
/// # Errors
/// [`AppError::Invalid`] `uses`: `outOfRange` for more than are left, `impossible` where it expired
/// or was withdrawn; [`AppError::NotFound`].
pub fn redeem(
    app: &App,
    op: OperationId,
    entitlement: EntitlementId,
    uses: u32,
    note: String,
) -> Result<u32, AppError> {
    let today = app.today()?;
    let customer = app.read(|reader| Ok(entitlements::get(reader, entitlement)?))?;
    let customer = customer.map(|held| held.customer);
    let written = app.write(op, "tiers.redeem", customer, move |tx| {
        let held = get(tx, entitlement)?;
        let left = held.left(today);
        if left == 0 && held.used < held.uses {
            return Err(AppError::invalid("uses", InvalidCode::Impossible));
        }
        if uses == 0 || uses > left {
            return Err(AppError::invalid("uses", InvalidCode::OutOfRange));
        }
        entitlements::step(tx, &held, Step::Redeemed(uses), note.trim())?;
        crate::followups::review(tx, &BTreeSet::from([held.customer]))?;
        Ok(left - uses)
    })?;
    Ok(written.value)
}

/// Takes what is left of a benefit away.
///
/// # Errors
/// [`AppError::Invalid`] where it was withdrawn before; [`AppError::NotFound`].
pub fn withdraw(
    app: &App,
    op: OperationId,
    entitlement: EntitlementId,
    note: String,
) -> Result<(), AppError> {
    change(app, op, "tiers.withdraw", entitlement, (false, Step::Withdrawn), note)
}

/// Gives back a benefit that was withdrawn.
///
/// # Errors
/// [`AppError::Invalid`] where it was not withdrawn; [`AppError::NotFound`].
pub fn give_back(
    app: &App,
    op: OperationId,
    entitlement: EntitlementId,
    note: String,
) -> Result<(), AppError> {
    change(app, op, "tiers.give_back", entitlement, (true, Step::Granted), note)
}

fn change(
    app: &App,
    op: OperationId,
    kind: &'static str,
    entitlement: EntitlementId,
    (withdrawn, step): (bool, Step),
    note: String,
) -> Result<(), AppError> {
    let customer = app.read(|reader| Ok(entitlements::get(reader, entitlement)?))?;
    let customer = customer.map(|held| held.customer);
    app.write(op, kind, customer, move |tx| {
        let held = get(tx, entitlement)?;
        if held.withdrawn != withdrawn {
            return Err(AppError::invalid("benefit", InvalidCode::Taken));
        }
        entitlements::step(tx, &held, step, note.trim())?;
        crate::followups::review(tx, &BTreeSet::from([held.customer]))
    })?;
    Ok(())
}

/// Issues a benefit by hand to a customer for whom it is due.
///
/// # Errors
/// [`AppError::Invalid`] `benefit`: `impossible` where it is not due to them, `taken` where they
/// hold it for this period or none is left; [`AppError::NotFound`].
pub fn issue(
    app: &App,
    op: OperationId,
    customer: CustomerId,
    benefit: BenefitId,
) -> Result<(), AppError> {
    let zone = app.zone()?;
    app.write(op, "tiers.issue", Some(customer), move |tx| {
        crate::purchases::known(tx, customer)?;
        let program = settings::tiers(tx)?.unwrap_or_default();
        let wanted = program.benefits.iter().find(|wanted| wanted.id == benefit);
        let wanted = wanted.ok_or_else(|| AppError::not_found("benefit", &benefit.to_string()))?;
        let today = zone.day_of(tx.at());
        let holder = Holder::read(tx, customer, &program, zone)?;
        let due = wanted
            .due(&holder.facts(today), today)
            .ok_or_else(|| AppError::invalid("benefit", InvalidCode::Impossible))?;
        if super::issue::issue(tx, customer, wanted, &due, &mut Stock::default())? {
            crate::followups::review(tx, &BTreeSet::from([customer]))
        } else {
            Err(AppError::invalid("benefit", InvalidCode::Taken))
        }
    })?;
    Ok(())
}
