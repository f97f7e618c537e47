//! What the use cases tell goes to the page, and to the words of the shell itself.

use huike_app::App;
use huike_app::events::{DataKind, Event};
use tauri::{AppHandle, Emitter as _};
use tokio::sync::broadcast::error::RecvError;

use crate::{tray, window};

/// The name under which the page listens.
const NAME: &str = "huike";

/// Forwards every event until the program ends.
pub(crate) async fn forward(shell: AppHandle, app: App) {
    let mut events = app.events();
    loop {
        let event = match events.recv().await {
            Ok(event) => event,
            // The page was too slow to hear which; so anything may have changed.
            Err(RecvError::Lagged(_)) => Event::Changed { kinds: vec![DataKind::All] },
            Err(RecvError::Closed) => return,
        };
        if may_change_language(&event) {
            tray::reword(&shell, &app);
            window::reword(&shell, &app);
        }
        if let Err(error) = shell.emit(NAME, event) {
            tracing::warn!(%error, "event");
        }
    }
}

fn may_change_language(event: &Event) -> bool {
    matches!(event, Event::Changed { kinds }
        if kinds.contains(&DataKind::Settings) || kinds.contains(&DataKind::All))
}
