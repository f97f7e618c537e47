//! How the shop keeps from pestering anybody, and how it weighs Today.

use chrono::NaiveDate;
use huike_domain::error::InvalidCode;
use huike_domain::followups::{Restraint, Weights};
use huike_domain::ids::{CustomerId, OperationId};
use huike_domain::interactions::checked_note;
use huike_domain::segments::ContactCap;
use huike_store::followups as rows;
use huike_store::settings;
use serde::{Deserialize, Serialize};

use super::prepare_anew;
use crate::App;
use crate::error::AppError;

/// How much each part of a place in Today counts.
///
/// # Errors
/// [`AppError::Internal`].
pub fn weights(app: &App) -> Result<Weights, AppError> {
    app.read(|reader| Ok(settings::weights(reader)?))
}

/// Saves how much each part of a place in Today counts, and puts every open follow-up in its place.
///
/// # Errors
/// [`AppError::Invalid`] names the weight to mend.
pub fn set_weights(app: &App, op: OperationId, weights: Weights) -> Result<(), AppError> {
    let weights = weights.checked()?;
    app.write(op, "followups.weights", None, move |tx| {
        settings::set_weights(tx, &weights)?;
        let zone = crate::app::zone(tx)?;
        Ok(rows::rerank_all(tx, zone)?)
    })?;
    Ok(())
}

/// Contact caps by stage, and the shop's quiet periods.
///
/// # Errors
/// [`AppError::Internal`].
pub fn restraint(app: &App) -> Result<Restraint, AppError> {
    app.read(|reader| Ok(settings::restraint(reader)?))
}

/// Saves contact caps and quiet periods. What is planned stays where it is; what is planned from
/// now on keeps to them.
///
/// # Errors
/// [`AppError::Invalid`] names the field to mend.
pub fn set_restraint(app: &App, op: OperationId, restraint: Restraint) -> Result<(), AppError> {
    let restraint = restraint.checked()?;
    app.write(op, "followups.restraint", None, move |tx| {
        Ok(settings::set_restraint(tx, &restraint)?)
    })?;
    prepare_anew(app);
    Ok(())
}

/// What holds for one customer alone, across all rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ContactLimitView {
    /// Nobody contacts them up to this day, the day included.
    pub quiet_until: Option<NaiveDate>,
    /// Not more often than this.
    pub cap: Option<ContactCap>,
    /// Why; may be empty.
    pub note: String,
}

/// What holds for one customer alone.
///
/// # Errors
/// [`AppError::Internal`].
pub fn contact_limit(app: &App, customer: CustomerId) -> Result<ContactLimitView, AppError> {
    let found = app.read(|reader| Ok(rows::contact_limit(reader, customer)?))?.unwrap_or_default();
    Ok(ContactLimitView { quiet_until: found.quiet_until, cap: found.cap, note: found.note })
}

/// Sets what holds for one customer alone; one that limits nothing is taken away. What rules
/// planned in a quiet time is planned anew after it.
///
/// # Errors
/// [`AppError::Invalid`] on `cap`, `quietUntil` or `note`; [`AppError::NotFound`].
pub fn set_contact_limit(
    app: &App,
    op: OperationId,
    customer: CustomerId,
    limit: ContactLimitView,
) -> Result<(), AppError> {
    if limit.cap.is_some_and(|cap| !cap.is_sound()) {
        return Err(AppError::invalid("cap", InvalidCode::OutOfRange));
    }
    if limit.quiet_until.is_some_and(|day| day < app.today().unwrap_or(day)) {
        return Err(AppError::invalid("quietUntil", InvalidCode::OutOfRange));
    }
    let ContactLimitView { quiet_until, cap, note } = limit;
    let limit = rows::ContactLimit { quiet_until, cap, note: checked_note(&note)? };
    app.write(op, "followups.limit", Some(customer), move |tx| {
        crate::purchases::known(tx, customer)?;
        rows::set_contact_limit(tx, customer, &limit)?;
        for rule in rows::rules(tx)? {
            rows::withdraw_from(tx, rule.id, customer)?;
        }
        Ok(())
    })?;
    Ok(())
}
