//! The desktop window: wiring, and what differs between operating systems. Nothing is decided
//! here; every command goes to the same list that the loopback host answers.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod away;
mod commands;
#[cfg(target_os = "linux")]
mod desktop_bus;
mod events;
mod files;
mod graphics;
mod logging;
mod notify;
mod refusal;
mod tray;
mod window;
mod with_pc;

use std::thread;

use huike_app::{App, AppError, folder, gate, scheduler};
use tauri::{Manager as _, RunEvent};
use window::Start;

fn main() -> anyhow::Result<()> {
    graphics::avoid_what_shows_nothing();
    let folder = folder::usual();
    if let Some(folder) = &folder {
        logging::start(folder);
    }
    // Before everything else, so that a second start ends here and shows the first one's window.
    let builder = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|shell, words, _| {
            if Start::of(words) == Start::Seen {
                window::show(shell);
            }
        }))
        .plugin(window::memory())
        .plugin(with_pc::plugin());
    #[cfg(not(target_os = "linux"))]
    let builder = builder.plugin(tauri_plugin_notification::init());
    builder
        .invoke_handler(commands::answer)
        .on_window_event(window::on_event)
        .setup(move |shell| {
            // The web view takes longest to come up, so the data is opened meanwhile.
            let opening =
                thread::spawn(move || folder.map_or_else(|| Err(no_home()), |f| gate::at(&f)));
            window::open(shell.handle(), Start::of(std::env::args()))?;
            match opening.join().unwrap_or_else(|_| Err(commands::internal(&"opening"))) {
                Ok(app) => start(shell, app)?,
                Err(error) => {
                    window::drop_unseen(shell.handle());
                    refusal::tell(shell.handle(), &error);
                }
            }
            Ok(())
        })
        .build(tauri::generate_context!())?
        .run(on_event);
    Ok(())
}

fn start(shell: &tauri::App, app: App) -> tauri::Result<()> {
    let handle = shell.handle();
    handle.manage(app.clone());
    window::reword(handle, &app);
    tray::ensure(handle);
    tauri::async_runtime::spawn(events::forward(handle.clone(), app.clone()));
    away::watch(&app);
    let notifier = notify::Desktop::new(handle.clone(), app.clone())?;
    tauri::async_runtime::spawn(scheduler::run(app, notifier));
    Ok(())
}

fn on_event(shell: &tauri::AppHandle, event: RunEvent) {
    match event {
        // Where the data did not open there is no window; the dialog that says why ends the program.
        RunEvent::ExitRequested { code: None, api, .. } if shell.try_state::<App>().is_none() => {
            api.prevent_exit();
        }
        // A click on the dock icon, the window being closed.
        #[cfg(target_os = "macos")]
        RunEvent::Reopen { .. } => window::show(shell),
        RunEvent::Exit => tracing::info!("end"),
        _ => {}
    }
}

fn no_home() -> AppError {
    AppError::not_found("folder", "")
}
