//! The icon beside the clock: what is due, Open and Quit. A tray on Linux reports no clicks, hence "Open".

use huike_app::App;
use huike_app::events::Event;
use huike_app::words::Words;
use tauri::image::Image;
use tauri::menu::{Menu, MenuItem};
use tauri::tray::{MouseButton, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Manager as _, Wry};

use crate::{notify, window};

const ID: &str = "tray";
const DUE: &str = "due";
const OPEN: &str = "open";
const QUIT: &str = "quit";

struct Items {
    due: MenuItem<Wry>,
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

/// Words the menu anew, in the shop's language, with how many follow-ups are due; a dot on the
/// icon says that there are any.
pub(crate) fn reword(shell: &AppHandle, app: &App) {
    let (Some(items), Ok(words)) = (shell.try_state::<Items>(), app.words()) else { return };
    let due = notify::due(shell);
    let reworded = items
        .due
        .set_text(due_text(words, due))
        .and_then(|()| items.open.set_text(words.say("tray.open", &[])))
        .and_then(|()| items.quit.set_text(words.say("tray.quit", &[])))
        .and_then(|()| match shell.tray_by_id(ID) {
            Some(tray) => {
                tray.set_tooltip(Some(tooltip(words, due)))?;
                tray.set_icon(icon(shell, due))
            }
            None => Ok(()),
        });
    if let Err(error) = reworded {
        tracing::warn!(%error, "tray");
    }
}

fn due_text(words: &Words, due: u32) -> String {
    match due {
        0 => words.say("tray.dueNone", &[]),
        due => words.say("tray.due", &[("count", &due.to_string())]),
    }
}

fn tooltip(words: &Words, due: u32) -> String {
    let name = words.say("app.name", &[]);
    if due == 0 { name } else { format!("{name} · {}", due_text(words, due)) }
}

/// The program's icon, with a dot in its corner where something is due.
fn icon(shell: &AppHandle, due: u32) -> Option<Image<'static>> {
    let plain = shell.default_window_icon()?;
    let (width, height) = (plain.width(), plain.height());
    let mut pixels = plain.rgba().to_vec();
    if due > 0 {
        let side = width.min(height);
        let (radius, ring) = (side / 4, side / 4 + side.div_ceil(16));
        let (x, y) = (width - ring, ring);
        for (at, pixel) in (0..).zip(pixels.chunks_exact_mut(4)) {
            let (dx, dy) = ((at % width).abs_diff(x), (at / width).abs_diff(y));
            let distance = dx * dx + dy * dy;
            if distance <= radius * radius {
                pixel.copy_from_slice(&DOT);
            } else if distance <= ring * ring {
                pixel.copy_from_slice(&[255; 4]);
            }
        }
    }
    Some(Image::new_owned(pixels, width, height))
}

/// The red of what is overdue.
const DOT: [u8; 4] = [0xC4, 0x23, 0x2B, 0xFF];

fn build(shell: &AppHandle, app: &App) -> tauri::Result<()> {
    let words = app.words().unwrap_or_else(|_| Words::of(Default::default()));
    let item = |id, key| MenuItem::with_id(shell, id, words.say(key, &[]), true, None::<&str>);
    let due = notify::due(shell);
    let text = due_text(words, due);
    let items = Items {
        due: MenuItem::with_id(shell, DUE, text, true, None::<&str>)?,
        open: item(OPEN, "tray.open")?,
        quit: item(QUIT, "tray.quit")?,
    };
    let mut tray = TrayIconBuilder::with_id(ID)
        .tooltip(tooltip(words, due))
        .menu(&Menu::with_items(shell, &[&items.due, &items.open, &items.quit])?)
        .show_menu_on_left_click(cfg!(target_os = "macos"))
        .on_menu_event(|shell, event| match event.id().as_ref() {
            DUE => {
                window::show(shell);
                if let Some(app) = shell.try_state::<App>() {
                    app.tell(Event::OpenToday);
                }
            }
            OPEN => window::show(shell),
            QUIT => shell.exit(0),
            _ => {}
        })
        .on_tray_icon_event(|tray, event| {
            if let TrayIconEvent::DoubleClick { button: MouseButton::Left, .. } = event {
                window::show(tray.app_handle());
            }
        });
    if let Some(icon) = icon(shell, due) {
        tray = tray.icon(icon);
    }
    tray.build(shell)?;
    shell.manage(items);
    Ok(())
}
