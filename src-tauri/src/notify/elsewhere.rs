//! The notifications of Windows and macOS: a click is reported, buttons are not offered.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use huike_app::followups::{Announcement, Answer};
use tauri::AppHandle;
use tauri_plugin_notification::NotificationExt as _;
use uuid::Uuid;

/// What a notification carries, to come back with the click.
const NOTICE: &str = "notice";

/// So many are remembered until they are clicked.
const MOST: usize = 100;

type Shown = Mutex<VecDeque<Announcement>>;

/// The service.
pub(crate) struct Service {
    shell: AppHandle,
    shown: Arc<Shown>,
}

impl Service {
    /// Listens for clicks. Before the first notification: one that is shown earlier reports none.
    pub(crate) fn new(
        shell: &AppHandle,
        answered: impl Fn(&Announcement, Answer) + Send + Sync + 'static,
    ) -> tauri::Result<Self> {
        let shown: Arc<Shown> = Arc::default();
        let known = Arc::clone(&shown);
        let listening = shell.notification().on_action(move |action| {
            let extra = action.notification().and_then(|it| it.extra().get(NOTICE).cloned());
            let notice: Option<Uuid> = extra.and_then(|it| serde_json::from_value(it).ok());
            let clicked = lock(&known).iter().find(|it| Some(it.notice) == notice).cloned();
            if let Some(to) = clicked.filter(|_| action.action_id() == "tap") {
                answered(&to, Answer::Open);
            }
        });
        // The plugin's signature is a phone's; on a desktop this cannot fail.
        listening.map_err(|error| tauri::Error::Anyhow(error.into()))?;
        Ok(Self { shell: shell.clone(), shown })
    }

    /// These desktops always have one; whether a person muted it, they do not say.
    pub(crate) fn ready(&self) -> Result<(), String> {
        Ok(())
    }

    pub(crate) fn has_buttons(&self) -> bool {
        false
    }

    pub(crate) fn show(&self, announcement: &Announcement) -> Result<(), String> {
        let Announcement { title, body, notice, sound, .. } = announcement;
        {
            let mut shown = lock(&self.shown);
            shown.push_back(announcement.clone());
            let surplus = shown.len().saturating_sub(MOST);
            shown.drain(..surplus);
        }
        let builder = self.shell.notification().builder().title(title).body(body);
        let builder = builder.extra(NOTICE, notice);
        let builder = if *sound { builder.sound("Default") } else { builder };
        builder.show().map_err(|error| error.to_string())
    }
}

fn lock(shown: &Shown) -> MutexGuard<'_, VecDeque<Announcement>> {
    shown.lock().unwrap_or_else(PoisonError::into_inner)
}
