//! The icon beside the clock: Open and Quit. A tray on Linux reports no clicks, hence "Open".

use huike_app::App;
use huike_app::words::Words;
use tauri::menu::{Menu, MenuItem};
use tauri::tray::{MouseButton, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Manager as _, Wry};

use crate::window;

const ID: &str = "tray";
const OPEN: &str = "open";
const QUIT: &str = "quit";

struct Items {
    open: MenuItem<Wry>,
    quit: MenuItem<Wry>,
}

/// Whether there is a tray with our icon in it, from which a closed window comes back. Where a
/// desktop's tray starts after us, the icon goes in when it is first needed.
pub(crate) fn ensure(shell: &AppHandle) -> bool {
    #[cfg(target_os = "linux")]
    if !crate::desktop_bus::has_tray() {
        return false;
    }
    if shell.tray_by_id(ID).is_some() {
        return true;
    }
    let Some(app) = shell.try_state::<App>() else { return false };
    build(shell, &app).inspect_err(|error| tracing::warn!(%error, "tray")).is_ok()
}

/// Words the menu anew, in the shop's language.
pub(crate) fn reword(shell: &AppHandle, app: &App) {
    let (Some(items), Ok(words)) = (shell.try_state::<Items>(), app.words()) else { return };
    let reworded = items
        .open
        .set_text(words.say("tray.open", &[]))
        .and_then(|()| items.quit.set_text(words.say("tray.quit", &[])));
    if let Err(error) = reworded {
        tracing::warn!(%error, "tray");
    }
}

fn build(shell: &AppHandle, app: &App) -> tauri::Result<()> {
    let words = app.words().unwrap_or_else(|_| Words::of(Default::default()));
    let item = |id, key| MenuItem::with_id(shell, id, words.say(key, &[]), true, None::<&str>);
    let items = Items { open: item(OPEN, "tray.open")?, quit: item(QUIT, "tray.quit")? };
    let mut tray = TrayIconBuilder::with_id(ID)
        .tooltip(words.say("app.name", &[]))
        .menu(&Menu::with_items(shell, &[&items.open, &items.quit])?)
        .show_menu_on_left_click(cfg!(target_os = "macos"))
        .on_menu_event(|shell, event| match event.id().as_ref() {
            OPEN => window::show(shell),
            QUIT => shell.exit(0),
            _ => {}
        })
        .on_tray_icon_event(|tray, event| {
            if let TrayIconEvent::DoubleClick { button: MouseButton::Left, .. } = event {
                window::show(tray.app_handle());
            }
        });
    if let Some(icon) = shell.default_window_icon() {
        tray = tray.icon(icon.clone());
    }
    tray.build(shell)?;
    shell.manage(items);
    Ok(())
}
