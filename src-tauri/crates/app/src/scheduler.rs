//! What happens by itself: a new day is made ready, and what is due is told.
//!
//! Timers stop while a PC sleeps and clocks jump, so nothing here waits for a moment: twice a
//! minute the wall clock is compared with what is on record, and whatever is owed is done.

use std::time::Duration;

use crate::App;
use crate::error::AppError;
use crate::followups::{Announcement, announce, prepare_if_new_day};

/// Shows notifications on this desktop.
pub trait Notifier: Send + 'static {
    /// Whether there is a desktop at all. What cannot be shown is left for a program that can.
    fn has_desktop(&self) -> bool {
        true
    }

    /// Shows one.
    ///
    /// # Errors
    /// Why the desktop does not show it, in technical words.
    fn show(&self, announcement: &Announcement) -> Result<(), String>;
}

/// How often the clock is compared.
const TICK: Duration = Duration::from_secs(20);

/// How often another program's changes are looked for.
const GLANCE: Duration = Duration::from_secs(1);

/// Runs until the program ends.
pub async fn run(app: App, notifier: impl Notifier + Sync) {
    let notifier = std::sync::Arc::new(notifier);
    let mut tick = tokio::time::interval(TICK);
    let mut glance = tokio::time::interval(GLANCE);
    let mut glances = 0_u32;
    for timer in [&mut tick, &mut glance] {
        // After a suspend one late tick is enough.
        timer.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    }
    loop {
        let (app, notifier) = (app.clone(), std::sync::Arc::clone(&notifier));
        let work: Box<dyn FnOnce() -> Result<(), AppError> + Send> = tokio::select! {
            _ = tick.tick() => Box::new(move || once(&app, &*notifier)),
            _ = glance.tick() => {
                glances = glances.saturating_add(1);
                Box::new(move || look_around(&app, glances))
            }
        };
        match tokio::task::spawn_blocking(work).await {
            Ok(Ok(())) => {}
            // The next tick tries again: what is owed stays on record.
            Ok(Err(error)) => tracing::warn!(%error, "scheduler"),
            Err(error) => tracing::error!(%error, "scheduler"),
        }
    }
}

/// Glances that belong to the first screen: reading everyone into memory keeps one core busy for
/// seconds where there are a million.
const FIRST_GLANCES: u32 = 4;

/// Takes notice of other programs and keeps lists ready.
fn look_around(app: &App, glances: u32) -> Result<(), AppError> {
    app.notice_others()?;
    if glances > FIRST_GLANCES { crate::customers::keep_lists(app) } else { Ok(()) }
}

/// One look at the clock.
///
/// # Errors
/// [`AppError::Busy`], [`AppError::Internal`]; what is owed stays on record.
pub fn once(app: &App, notifier: &impl Notifier) -> Result<(), AppError> {
    let status = crate::shop::status(app)?;
    if status.shop.is_none() {
        return Ok(());
    }
    let now = app.now();
    prepare_if_new_day(app, now)?;
    app.tried().forget_if_idle();
    if !notifier.has_desktop() {
        return Ok(());
    }
    for announcement in announce(app, now)? {
        let shown = notifier.show(&announcement);
        app.set_notifications_work(shown.is_ok());
        if let Err(error) = shown {
            // Today shows it all the same.
            tracing::warn!(error, "notification");
        }
    }
    Ok(())
}
