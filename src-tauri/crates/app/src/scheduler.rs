//! What happens by itself: a new day is made ready, and what is due is told.
//!
//! Timers stop while a PC sleeps and clocks jump, so nothing here waits for a moment: every other
//! second the wall clock is compared with the next due time in memory, several times a minute with
//! what is on record, and whatever is owed is done.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use huike_domain::time::Instant;
use huike_store::followups as rows;
use tokio::sync::broadcast::error::RecvError;

use crate::App;
use crate::error::AppError;
use crate::events::{DataKind, Event};
use crate::followups::{Announcement, prepare_if_new_day, ready, tell};

/// Shows on this desktop what is due.
pub trait Notifier: Send + Sync + 'static {
    /// Whether there is a desktop at all. What cannot be shown is left for a program that can.
    fn has_desktop(&self) -> bool {
        true
    }

    /// Whether the desktop takes notifications at present.
    ///
    /// # Errors
    /// Why it does not, in technical words.
    fn ready(&self) -> Result<(), String> {
        Ok(())
    }

    /// Shows one. When this answers, the desktop has it.
    ///
    /// # Errors
    /// Why the desktop does not show it, in technical words.
    fn show(&self, announcement: &Announcement) -> Result<(), String>;

    /// Shows how many follow-ups are due now.
    fn badge(&self, _due: u32) {}
}

impl<N: Notifier> Notifier for Arc<N> {
    fn has_desktop(&self) -> bool {
        (**self).has_desktop()
    }
    fn ready(&self) -> Result<(), String> {
        (**self).ready()
    }
    fn show(&self, announcement: &Announcement) -> Result<(), String> {
        (**self).show(announcement)
    }
    fn badge(&self, due: u32) {
        (**self).badge(due);
    }
}

/// How often the clock is compared with the file.
const TICK: Duration = Duration::from_secs(20);

/// How often another program's changes are looked for, and the next due time.
const GLANCE: Duration = Duration::from_secs(2);

/// Runs until the program ends.
pub async fn run(app: App, notifier: impl Notifier) {
    let (notifier, badge) = (Arc::new(notifier), Arc::new(Badge::default()));
    let mut events = app.events();
    let mut tick = tokio::time::interval(TICK);
    let mut glance = tokio::time::interval(GLANCE);
    let mut glances = 0_u32;
    let mut sleep = Sleep::new();
    for timer in [&mut tick, &mut glance] {
        // After a suspend one late tick is enough.
        timer.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    }
    loop {
        let (app, notifier, badge) = (app.clone(), Arc::clone(&notifier), Arc::clone(&badge));
        let work: Box<dyn FnOnce() -> Result<(), AppError> + Send> = tokio::select! {
            event = events.recv() => {
                if changes_due(&event) {
                    badge.forget();
                }
                if matches!(event, Err(RecvError::Closed)) {
                    return;
                }
                continue;
            }
            _ = tick.tick() => Box::new(move || {
                if app.is_shut() {
                    return Ok(());
                }
                once(&app, &*notifier)?;
                crate::vault::keep(&app)
            }),
            _ = glance.tick() => {
                glances = glances.saturating_add(1);
                let slept = sleep.look();
                Box::new(move || {
                    crate::gate::look(&app, slept)?;
                    if app.is_shut() {
                        badge.forget();
                        return waiting(&app, &*notifier, &badge);
                    }
                    look_around(&app, &*notifier, &badge, glances)
                })
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

/// Notices that the PC slept: the clock on the wall went on, and the one that counts running time
/// did not.
struct Sleep {
    wall: Instant,
    running: std::time::Instant,
}

/// By how much the clocks must differ, in milliseconds; corrections of the clock are smaller.
const SLEPT_MS: i64 = 30_000;

impl Sleep {
    fn new() -> Self {
        Self { wall: crate::clock::now(), running: std::time::Instant::now() }
    }

    fn look(&mut self) -> bool {
        let before = std::mem::replace(self, Self::new());
        let running = self.running.duration_since(before.running).as_millis();
        let running = i64::try_from(running).unwrap_or(i64::MAX);
        (self.wall.0 - before.wall.0).saturating_sub(running) > SLEPT_MS
    }
}

/// What is told while the shop is shut: how many follow-ups fell due since, where the owner lets it.
fn waiting(app: &App, notifier: &impl Notifier, badge: &Badge) -> Result<(), AppError> {
    let Some(due) = crate::gate::waiting(app) else { return Ok(()) };
    let mut state = badge.0.lock().unwrap_or_else(PoisonError::into_inner);
    let shown = u32::try_from(due).unwrap_or(u32::MAX);
    if due == 0 || state.shut == Some(shown) {
        return Ok(());
    }
    state.shut = Some(shown);
    drop(state);
    notifier.badge(shown);
    if notifier.has_desktop() && notifier.ready().is_ok() {
        let told = crate::followups::without_names(app.language()?, due);
        notifier.show(&told).map_err(|detail| AppError::Internal { detail })?;
    }
    Ok(())
}

/// Whether other follow-ups may be due than before.
fn changes_due(event: &Result<Event, RecvError>) -> bool {
    match event {
        Ok(Event::Changed { kinds }) => {
            kinds.iter().any(|kind| matches!(kind, DataKind::Followups | DataKind::All))
        }
        Ok(_) | Err(RecvError::Closed) => false,
        // Too many to hear which.
        Err(RecvError::Lagged(_)) => true,
    }
}

/// Glances that belong to the first screen: reading everyone into memory keeps one core busy for
/// seconds where there are a million.
const FIRST_GLANCES: u32 = 2;

/// Takes notice of other programs, keeps lists ready and the badge right.
fn look_around(
    app: &App,
    notifier: &impl Notifier,
    badge: &Badge,
    glances: u32,
) -> Result<(), AppError> {
    app.notice_others()?;
    if glances > FIRST_GLANCES {
        crate::customers::keep_lists(app)?;
    }
    if badge.look(app, app.now(), notifier)? {
        // Something fell due by the clock alone, of which no operation tells the screens.
        app.tell(Event::Changed { kinds: vec![DataKind::Followups] });
        once(app, notifier)?;
    }
    Ok(())
}

/// How many follow-ups are due, and until when that holds.
#[derive(Default)]
struct Badge(Mutex<State>);

#[derive(Default)]
struct State {
    shown: Option<u32>,
    /// How many were told of while the shop is shut.
    shut: Option<u32>,
    counted: Option<Counted>,
}

#[derive(Clone, Copy)]
struct Counted {
    at: Instant,
    next: Option<Instant>,
}

impl Badge {
    /// Counts anew at the next look.
    fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).counted = None;
    }

    /// Counts where that can have changed; true where it has by the clock alone.
    fn look(&self, app: &App, now: Instant, notifier: &impl Notifier) -> Result<bool, AppError> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let by_clock = match state.counted {
            Some(Counted { at, next }) => {
                if now >= at && next.is_none_or(|next| now < next) {
                    return Ok(false);
                }
                true
            }
            None => false,
        };
        let (due, next) = app.read(|reader| {
            Ok((rows::count_due(reader, now, now)?.0, rows::next_due(reader, now)?))
        })?;
        state.counted = Some(Counted { at: now, next });
        state.shut = None;
        if state.shown.replace(due) != Some(due) {
            notifier.badge(due);
        }
        Ok(by_clock)
    }
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
    if notifier.has_desktop() && app.notifications_work().is_none() {
        ready(app, notifier);
    }
    tell(app, now, notifier)?;
    crate::complaints::tell(app, now, notifier)
}
