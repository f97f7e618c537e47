//! The one window: created hidden, shown when its first screen stands, and brought back when asked
//! for.

use std::sync::Once;
use std::time::Duration;

use huike_app::App;
use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, Manager as _, Url, WebviewWindowBuilder, Window, WindowEvent, Wry};
use tauri_plugin_window_state::StateFlags;

use crate::{notify, tray};

const LABEL: &str = "main";

/// A screen that takes longer is shown as far as it has come.
const PATIENCE: Duration = Duration::from_secs(3);

/// How often a tray is looked for where the program starts hidden.
const TRIES_FOR_TRAY: u32 = 5;

/// How the program was started.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Start {
    /// By a person.
    Seen,
    /// With the PC.
    Hidden,
}

impl Start {
    /// Reads the words after the program's name.
    pub(crate) fn of(words: impl IntoIterator<Item = String>) -> Self {
        if words.into_iter().any(|word| word == HIDDEN) { Self::Hidden } else { Self::Seen }
    }
}

/// The word with which the desktop starts the program.
pub(crate) const HIDDEN: &str = "--hidden";

static FIRST_SIGHT: Once = Once::new();

/// Remembers size and place, not whether it was visible: that would show a window that starts in
/// the tray.
pub(crate) fn memory() -> TauriPlugin<Wry> {
    let flags = StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED;
    tauri_plugin_window_state::Builder::default().with_state_flags(flags).build()
}

/// Creates the window. It is shown when its page says that something stands in it, so that nobody
/// sees a white one.
///
/// Where the program starts with the PC it stays in the tray; where there turns out to be none, it
/// is shown minimised.
pub(crate) fn open(shell: &AppHandle, start: Start) -> tauri::Result<()> {
    let config = shell.config().app.windows.iter().find(|window| window.label == LABEL);
    let config = config.ok_or(tauri::Error::WindowNotFound)?;
    WebviewWindowBuilder::from_config(shell, config)?.on_navigation(is_ours).build()?;
    let shell = shell.clone();
    match start {
        Start::Seen => tauri::async_runtime::spawn(async move {
            tokio::time::sleep(PATIENCE).await;
            FIRST_SIGHT.call_once(|| show(&shell));
        }),
        Start::Hidden => {
            FIRST_SIGHT.call_once(|| {});
            tauri::async_runtime::spawn(async move {
                if !tray_comes(&shell).await {
                    show_minimised(&shell);
                }
            })
        }
    };
    Ok(())
}

/// Whether a tray takes our icon: at login that may start after us.
async fn tray_comes(shell: &AppHandle) -> bool {
    for _ in 0..TRIES_FOR_TRAY {
        tokio::time::sleep(PATIENCE).await;
        let shell = shell.clone();
        let comes = tokio::task::spawn_blocking(move || tray::ensure(&shell)).await;
        if comes.unwrap_or(false) {
            return true;
        }
    }
    false
}

fn show_minimised(shell: &AppHandle) {
    let Some(window) = shell.get_webview_window(LABEL) else { return };
    // Somebody may have opened it meanwhile.
    if window.is_visible().unwrap_or(false) {
        return;
    }
    if let Err(error) = window.minimize().and_then(|()| window.show()) {
        tracing::warn!(%error, "window");
    }
}

/// Takes the window away where there is nothing to show in it.
pub(crate) fn drop_unseen(shell: &AppHandle) {
    FIRST_SIGHT.call_once(|| {});
    let Some(window) = shell.get_webview_window(LABEL) else { return };
    if let Err(error) = window.destroy() {
        tracing::warn!(%error, "window");
    }
}

/// Shows the window for the first time.
pub(crate) fn first_screen(shell: &AppHandle) {
    FIRST_SIGHT.call_once(|| {
        show(shell);
        tracing::info!("first screen");
    });
}

/// Brings the window before everything else.
pub(crate) fn show(shell: &AppHandle) {
    let Some(window) = shell.get_webview_window(LABEL) else { return };
    let shown = window.show().and_then(|()| window.unminimize()).and_then(|()| window.set_focus());
    if let Err(error) = shown {
        tracing::warn!(%error, "window");
    }
}

/// Names the window anew, in the shop's language.
pub(crate) fn reword(shell: &AppHandle, app: &App) {
    let Some(window) = shell.get_webview_window(LABEL) else { return };
    if let Err(error) = window.set_title(&title(notify::due(shell), app)) {
        tracing::warn!(%error, "window");
    }
}

/// Closing goes to the tray where there is one, and ends the program where there is none.
pub(crate) fn on_event(window: &Window, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else { return };
    if cfg!(target_os = "macos") || tray::ensure(window.app_handle()) {
        api.prevent_close();
        if let Err(error) = window.hide() {
            tracing::warn!(%error, "window");
        }
    }
}

/// The program's name, and how many follow-ups are due.
fn title(due: u32, app: &App) -> String {
    let name = app.words().map_or_else(|_| "Huike".to_owned(), |words| words.say("app.name", &[]));
    if due > 0 { format!("({due}) {name}") } else { name }
}

/// Only our own pages: neither a link nor a file dropped on the window leads elsewhere.
fn is_ours(address: &Url) -> bool {
    matches!(
        (address.scheme(), address.host_str()),
        ("tauri", Some("localhost")) | ("http" | "https", Some("tauri.localhost"))
    )
}
