//! The one window: created hidden, shown when its first screen stands, and brought back when asked
//! for.

use std::sync::Once;
use std::time::Duration;

use huike_app::App;
use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, Manager as _, Url, WebviewWindowBuilder, Window, WindowEvent, Wry};
use tauri_plugin_window_state::StateFlags;

use crate::tray;

const LABEL: &str = "main";

/// A screen that takes longer is shown as far as it has come.
const PATIENCE: Duration = Duration::from_secs(3);

static FIRST_SIGHT: Once = Once::new();

/// Remembers size and place, not whether it was visible: that would show a window that starts in
/// the tray.
pub(crate) fn memory() -> TauriPlugin<Wry> {
    let flags = StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED;
    tauri_plugin_window_state::Builder::default().with_state_flags(flags).build()
}

/// Creates the window. It is shown when its page says that something stands in it, so that nobody
/// sees a white one.
pub(crate) fn open(shell: &AppHandle) -> tauri::Result<()> {
    let config = shell.config().app.windows.iter().find(|window| window.label == LABEL);
    let config = config.ok_or(tauri::Error::WindowNotFound)?;
    WebviewWindowBuilder::from_config(shell, config)?.on_navigation(is_ours).build()?;
    let shell = shell.clone();
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(PATIENCE).await;
        FIRST_SIGHT.call_once(|| show(&shell));
    });
    Ok(())
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
    if let Err(error) = window.set_title(&title(app)) {
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

fn title(app: &App) -> String {
    app.words().map_or_else(|_| "Huike".to_owned(), |words| words.say("app.name", &[]))
}

/// Only our own pages: neither a link nor a file dropped on the window leads elsewhere.
fn is_ours(address: &Url) -> bool {
    matches!(
        (address.scheme(), address.host_str()),
        ("tauri", Some("localhost")) | ("http" | "https", Some("tauri.localhost"))
    )
}
