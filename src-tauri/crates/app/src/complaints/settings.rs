//! How long complaints may take, what they come from and what makes up for them.

use std::time::Duration;

use huike_domain::calendar::{BusinessCalendar, DuePath, Pauses, Stretch};
use huike_domain::complaints::{Catalogue, Causes, Clock, Measure, Pace, Run, Severity};
use huike_domain::ids::OperationId;
use huike_domain::time::Instant;
use huike_store::{Read, settings as saved};
use serde::{Deserialize, Serialize};

use super::{Times, defaults, step};
use crate::App;
use crate::error::AppError;
use crate::words::Words;

/// What holds for complaints in this shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ComplaintSettings {
    /// How long things may take.
    pub pace: Pace,
    /// What complaints come from; what the program brings where nothing was saved.
    pub causes: Causes,
    /// What makes up for them; what the program brings where nothing was saved.
    pub catalogue: Catalogue,
}

/// What holds for complaints in this shop.
///
/// # Errors
/// [`AppError::Internal`].
pub fn settings(app: &App) -> Result<ComplaintSettings, AppError> {
    app.read(|reader| {
        let (causes, catalogue) = (causes(reader)?, catalogue(reader)?);
        Ok(ComplaintSettings { pace: saved::pace(reader)?, causes, catalogue })
    })
}

pub(crate) fn causes(read: &impl Read) -> Result<Causes, AppError> {
    if let Some(causes) = saved::causes(read)? {
        return Ok(causes);
    }
    Ok(defaults::causes(Words::of(saved::preferences(read)?.language)))
}

pub(super) fn catalogue(read: &impl Read) -> Result<Catalogue, AppError> {
    if let Some(catalogue) = saved::catalogue(read)? {
        return Ok(catalogue);
    }
    Ok(defaults::catalogue(Words::of(saved::preferences(read)?.language)))
}

/// What the history calls saving how long things may take.
pub(crate) const SAVE_PACE: &str = "complaints.pace";

/// Saves how long things may take. The clocks that run go by it from their beginning.
///
/// # Errors
/// [`AppError::Invalid`] names the field to mend.
pub fn save_pace(app: &App, op: OperationId, pace: Pace) -> Result<(), AppError> {
    let pace = pace.checked()?;
    app.write(op, SAVE_PACE, None, move |tx| {
        saved::set_pace(tx, &pace)?;
        step::refresh(tx)
    })?;
    Ok(())
}

/// Saves what complaints come from.
///
/// # Errors
/// [`AppError::Invalid`] names the field to mend.
pub fn save_causes(app: &App, op: OperationId, causes: Causes) -> Result<(), AppError> {
    let causes = causes.checked()?;
    app.write(op, "complaints.causes", None, move |tx| Ok(saved::set_causes(tx, &causes)?))?;
    Ok(())
}

/// Saves what makes up for complaints.
///
/// # Errors
/// [`AppError::Invalid`] names the field to mend.
pub fn save_catalogue(app: &App, op: OperationId, catalogue: Catalogue) -> Result<(), AppError> {
    let catalogue = catalogue.checked()?;
    app.write(op, "complaints.catalogue", None, move |tx| {
        Ok(saved::set_catalogue(tx, &catalogue)?)
    })?;
    Ok(())
}

/// When a complaint that comes in at a moment is to be answered, spoken to again and solved, and
/// how each of these comes about: by the shop's times, and its calendar unless another is given.
///
/// # Errors
/// [`AppError::Internal`].
pub fn clocks_at(
    app: &App,
    calendar: Option<BusinessCalendar>,
    received: Instant,
    severity: Severity,
    paused: Vec<Stretch>,
) -> Result<Vec<(Clock, DuePath)>, AppError> {
    let times = app.read(|reader| Times::load(reader))?;
    let calendar = calendar.map_or(Ok(times.calendar), BusinessCalendar::checked)?;
    let measure = Measure { pace: &times.pace, calendar: &calendar, zone: times.zone, level: None };
    let pauses = Pauses::new(paused);
    // A calendar that never opens is told, where it is asked for; a complaint counts all hours then.
    calendar.in_zone(times.zone).add(received, Duration::ZERO)?;
    let clocks = [Clock::FirstAnswer, Clock::Update, Clock::Solution];
    Ok(clocks
        .into_iter()
        .map(|clock| {
            let run = Run { clock, started: received, severity, ended: None, dropped: false };
            (clock, measure.explain(&run, &pauses))
        })
        .collect())
}
