//! Shutting by itself: when nobody did anything for a while, and when the PC slept.

use std::time::Duration;

use huike_domain::error::InvalidCode;
use huike_domain::time::Instant;
use huike_store::followups as rows;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::desk::{self, Desk};
use crate::error::AppError;
use crate::events::{DataKind, Event};

/// When this PC shuts the shop by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LockRules {
    /// After how many minutes in which nobody did anything, 1 to 240; none: never.
    pub after_minutes: Option<u32>,
    /// Whether reminders still say how many follow-ups are due, without names, while it is shut.
    pub tell_how_many: bool,
}

impl Default for LockRules {
    fn default() -> Self {
        Self { after_minutes: Some(15), tell_how_many: true }
    }
}

const MOST_MINUTES: u32 = 240;

/// How far ahead reminders can be counted while the shop is shut.
const AHEAD: i64 = 7 * 86_400_000;

/// The most moments that are remembered for that.
const MOST_AHEAD: u32 = 10_000;

/// When this PC shuts the shop by itself.
///
/// # Errors
/// None at present.
pub fn lock_rules(app: &App) -> Result<LockRules, AppError> {
    Ok(desk::read(app).lock)
}

/// Saves when this PC shuts the shop by itself.
///
/// # Errors
/// [`AppError::Invalid`] on `afterMinutes`.
pub fn set_lock_rules(app: &App, rules: LockRules) -> Result<(), AppError> {
    if rules.after_minutes.is_some_and(|minutes| !(1..=MOST_MINUTES).contains(&minutes)) {
        return Err(AppError::invalid("afterMinutes", InvalidCode::OutOfRange));
    }
    desk::keep(app, &Desk { lock: rules, ..desk::read(app) })?;
    app.tell(Event::Changed { kinds: vec![DataKind::Settings] });
    Ok(())
}

/// Somebody did something at this PC.
///
/// # Errors
/// None at present.
pub fn seen(app: &App) -> Result<(), AppError> {
    app.door().note_seen();
    Ok(())
}

/// Shuts the shop where nobody did anything for long enough; `slept` says that the PC did.
///
/// # Errors
/// What [`super::lock`] says.
pub fn look(app: &App, slept: bool) -> Result<(), AppError> {
    if app.door().is_locked() {
        return Ok(());
    }
    let idle = lock_rules(app)?.after_minutes.is_some_and(|minutes| {
        app.door().idle() >= Duration::from_mins(u64::from(minutes)) && !app.jobs().any()
    });
    let locks = huike_store::keys::locks(app.folder())?;
    if (idle || slept) && !locks.opens_by_itself {
        tracing::info!(slept, "locked");
        super::lock(app)?;
    }
    Ok(())
}

/// How many follow-ups fell due since the shop was shut for want of a passphrase; none where it is
/// not.
pub(crate) fn waiting(app: &App) -> Option<usize> {
    app.door().waiting(app.now())
}

/// When follow-ups fall due in the next days, for reminders while the shop is shut.
pub(super) fn ahead(app: &App) -> Vec<Instant> {
    if !desk::read(app).lock.tell_how_many {
        return Vec::new();
    }
    let now = app.now();
    app.read(|reader| Ok(rows::next_dues(reader, now, Instant(now.0 + AHEAD), MOST_AHEAD)?))
        .unwrap_or_default()
}
