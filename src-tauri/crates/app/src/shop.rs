//! The shop: first run, preferences, the sample shop.

use chrono::NaiveDate;
use huike_domain::followups::Rule;
use huike_domain::ids::{OperationId, RuleId};
use huike_domain::segments::StageDays;
use huike_domain::shop::{Preferences, Shop};
use huike_domain::time::Instant;
use huike_store::{followups, settings};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::error::AppError;

/// What a screen needs to know before it shows anything.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Status {
    /// None before the first run is through.
    pub shop: Option<Shop>,
    /// Language, theme, zoom …
    pub preferences: Preferences,
    /// Whether there is any customer.
    pub has_customers: bool,
    /// Whether the sample shop is open.
    pub sample: bool,
    /// The present moment, as Rust reads it: screens read no clock.
    pub now: Instant,
    /// Today in the shop's zone.
    pub today: NaiveDate,
    /// The program's version.
    pub version: String,
    /// Whether the desktop shows our notifications; none where that is not known (no desktop).
    pub notifications_work: Option<bool>,
}

/// What a screen needs to know before it shows anything.
///
/// # Errors
/// [`AppError::Internal`].
pub fn status(app: &App) -> Result<Status, AppError> {
    let now = app.now();
    app.read(|reader| {
        Ok(Status {
            shop: settings::shop(reader)?,
            preferences: settings::preferences(reader)?,
            has_customers: huike_store::customers::any(reader)?,
            sample: settings::sample(reader)?,
            now,
            today: crate::app::zone(reader)?.day_of(now),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            notifications_work: app.notifications_work(),
        })
    })
}

/// Names the shop on the first run, which also brings the rules and
/// scripts a shop starts with, or renames it.
///
/// # Errors
/// [`AppError::Invalid`] names the field to mend.
pub fn name(app: &App, op: OperationId, shop: Shop) -> Result<(), AppError> {
    let (shop, _) = shop.checked()?;
    let written = app.write(op, "shop.name", None, move |tx| {
        let before = settings::shop(tx)?;
        let moved = before.as_ref().is_some_and(|before| before.zone != shop.zone);
        if before.is_none() {
            for rule in Rule::defaults(|| RuleId::from_uuid(tx.new_id())) {
                followups::save_rule(tx, &rule)?;
            }
            crate::scripts::put_starting(tx)?;
        }
        settings::set_shop(tx, &shop)?;
        if moved {
            // Hours are those of the zone.
            crate::consequences::hours_changed(tx)?;
        }
        Ok(moved)
    })?;
    if written.value {
        // Another zone has other days.
        crate::followups::prepare_anew(app);
    }
    Ok(())
}

/// Saves language, theme, zoom and the rest.
///
/// # Errors
/// [`AppError::Invalid`] names the field to mend.
pub fn set_preferences(
    app: &App,
    op: OperationId,
    preferences: Preferences,
) -> Result<(), AppError> {
    let preferences = preferences.checked()?;
    app.write(op, "shop.preferences", None, move |tx| {
        Ok(settings::set_preferences(tx, &preferences)?)
    })?;
    crate::gate::remember(app)
}

/// The limits between stages.
///
/// # Errors
/// [`AppError::Internal`].
pub fn stage_days(app: &App) -> Result<StageDays, AppError> {
    app.read(|reader| Ok(settings::stages(reader)?))
}

/// Saves the limits between stages and sorts everyone anew.
///
/// # Errors
/// [`AppError::Invalid`] names the limit to mend.
pub fn set_stage_days(app: &App, op: OperationId, days: StageDays) -> Result<(), AppError> {
    let days = days.checked()?;
    app.write(op, "shop.stageDays", None, move |tx| Ok(settings::set_stages(tx, &days)?))?;
    crate::followups::prepare_anew(app);
    Ok(())
}

/// The kind of the operation that opens the sample shop.
pub(crate) const OPEN_SAMPLE: &str = "shop.openSample";

/// Fills the file with the sample shop.
///
/// # Errors
/// [`AppError::Invalid`] where it is open already.
pub fn open_sample(app: &App, op: OperationId) -> Result<(), AppError> {
    let sample = crate::sample::Sample::new(app.language()?);
    app.write(op, OPEN_SAMPLE, None, move |tx| {
        if settings::sample(tx)? {
            return Err(AppError::invalid("sample", huike_domain::error::InvalidCode::Taken));
        }
        sample.fill(tx)?;
        Ok(settings::set_sample(tx, true)?)
    })?;
    crate::followups::prepare_anew(app);
    Ok(())
}

/// Removes the sample shop, with everything noted on its customers since.
///
/// # Errors
/// [`AppError::NotFound`] where it is not open.
pub fn remove_sample(app: &App, op: OperationId) -> Result<(), AppError> {
    app.write(op, "shop.removeSample", None, |tx| {
        if !settings::sample(tx)? {
            return Err(AppError::not_found("sample", ""));
        }
        let (first, last) = huike_store::ops::bulk_range(tx, OPEN_SAMPLE)?
            .ok_or_else(|| AppError::not_found("sample", ""))?;
        huike_store::customers::delete_with_children(tx, first, last)?;
        Ok(settings::set_sample(tx, false)?)
    })?;
    crate::followups::prepare_anew(app);
    Ok(())
}
