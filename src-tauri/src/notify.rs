//! Notifications of the desktop and what people answer to them, and the badge: how many follow-ups
//! are due, in the window's title and in the tray, also where no notification can be shown.

#[cfg(not(target_os = "linux"))]
#[path = "notify/elsewhere.rs"]
mod service;
#[cfg(target_os = "linux")]
#[path = "notify/linux.rs"]
mod service;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use huike_app::App;
use huike_app::followups::{self, Announcement, Answer};
use huike_app::scheduler::Notifier;
use serde::Serialize;
use tauri::{AppHandle, Manager as _};

use crate::{tray, window};

/// This desktop's notifications.
pub(crate) struct Desktop {
    shell: AppHandle,
    app: App,
    service: service::Service,
}

/// How many follow-ups are due now.
#[derive(Default)]
struct Due(AtomicU32);

/// What came of a trial.
#[derive(Serialize)]
pub(crate) struct Tried {
    /// Whether the desktop took it.
    shown: bool,
    /// Why not, in technical words.
    detail: Option<String>,
    /// Whether it offers buttons.
    buttons: bool,
}

impl Desktop {
    pub(crate) fn new(shell: AppHandle, app: App) -> tauri::Result<Arc<Self>> {
        shell.manage(Due::default());
        let (handle, answering) = (shell.clone(), app.clone());
        let answered = move |to: &Announcement, answer: Answer| {
            if answer == Answer::Open {
                window::show(&handle);
            }
            if let Err(error) = followups::answer(&answering, to, answer) {
                // Settled meanwhile, or the file is busy: it stands in Today all the same.
                tracing::warn!(%error, "answer");
            }
        };
        let service = service::Service::new(&shell, answered)?;
        let desktop = Arc::new(Self { shell, app, service });
        desktop.shell.manage(Arc::clone(&desktop));
        Ok(desktop)
    }

    /// Shows one that speaks of nothing.
    pub(crate) fn try_out(&self, sound: bool) -> Tried {
        let language = self.app.language().unwrap_or_default();
        let shown = self.show(&followups::trial(language, sound));
        self.app.set_notifications_work(shown.is_ok());
        let buttons = shown.is_ok() && self.service.has_buttons();
        Tried { shown: shown.is_ok(), detail: shown.err(), buttons }
    }
}

impl Notifier for Desktop {
    fn ready(&self) -> Result<(), String> {
        self.service.ready()
    }

    fn show(&self, announcement: &Announcement) -> Result<(), String> {
        self.service.show(announcement)
    }

    fn badge(&self, due: u32) {
        if let Some(known) = self.shell.try_state::<Due>() {
            known.0.store(due, Ordering::Relaxed);
        }
        window::reword(&self.shell, &self.app);
        tray::reword(&self.shell, &self.app);
    }
}

/// How many follow-ups are due now.
pub(crate) fn due(shell: &AppHandle) -> u32 {
    shell.try_state::<Due>().map_or(0, |due| due.0.load(Ordering::Relaxed))
}
