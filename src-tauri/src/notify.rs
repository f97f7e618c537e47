//! Notifications of the desktop; a click opens the customer.

use huike_app::App;
use huike_app::events::Event;
use huike_app::followups::Announcement;
use huike_app::scheduler::Notifier;
use huike_domain::ids::CustomerId;
use tauri::AppHandle;
use tauri_plugin_notification::{ActionPerformed, NotificationExt as _};

use crate::window;

/// What a notification carries, to come back with the click.
const CUSTOMER: &str = "customer";

/// This desktop's notifications.
pub(crate) struct Desktop {
    shell: AppHandle,
}

impl Desktop {
    /// Listens for clicks. Before the first notification: one that is shown earlier reports none.
    pub(crate) fn new(shell: AppHandle, app: &App) -> tauri::Result<Self> {
        let (handle, app) = (shell.clone(), app.clone());
        let listening = shell.notification().on_action(move |action| {
            if action.action_id() == "tap" {
                window::show(&handle);
                if let Some(id) = customer(action) {
                    app.tell(Event::OpenCustomer { id });
                }
            }
        });
        // The plugin's signature is a phone's; on a desktop this cannot fail.
        listening.map_err(|error| tauri::Error::Anyhow(error.into()))?;
        Ok(Self { shell })
    }
}

impl Notifier for Desktop {
    fn show(&self, announcement: &Announcement) -> Result<(), String> {
        // The plugin sends from a thread of its own and hears no refusal, so ask first.
        #[cfg(target_os = "linux")]
        crate::desktop_bus::notifications_answer()?;
        let Announcement { title, body, customer } = announcement;
        let mut notification = self.shell.notification().builder().title(title).body(body);
        if let Some(id) = customer {
            notification = notification.extra(CUSTOMER, id);
        }
        notification.show().map_err(|error| error.to_string())
    }
}

fn customer(action: &ActionPerformed) -> Option<CustomerId> {
    let id = action.notification()?.extra().get(CUSTOMER)?.clone();
    serde_json::from_value(id).ok()
}
