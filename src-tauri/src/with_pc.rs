//! Starting with the PC, hidden in the tray: only where a person asked for it.

use huike_app::AppError;
use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, Wry};
use tauri_plugin_autostart::{Builder, ManagerExt as _};

use crate::commands::internal;
use crate::window::HIDDEN;

/// What writes the desktop's list of programs that start with it.
pub(crate) fn plugin() -> TauriPlugin<Wry> {
    Builder::new().app_name("huike").arg(HIDDEN).build()
}

/// Whether the program starts with the PC.
///
/// # Errors
/// [`AppError::Internal`] where the desktop does not say.
pub(crate) fn is_on(shell: &AppHandle) -> Result<bool, AppError> {
    shell.autolaunch().is_enabled().map_err(|error| internal(&error))
}

/// Lets the program start with the PC, or no longer; answers what holds then.
///
/// # Errors
/// [`AppError::Internal`] where the desktop does not let us.
pub(crate) fn set(shell: &AppHandle, on: bool) -> Result<bool, AppError> {
    let list = shell.autolaunch();
    let set = if on { list.enable() } else { list.disable() };
    set.map_err(|error| internal(&error))?;
    is_on(shell)
}
