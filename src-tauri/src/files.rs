//! The desktop's dialogs for choosing and saving a file. The page gets a token and a name and
//! never learns a path.

use std::path::PathBuf;

use huike_app::error::FileProblem;
use huike_app::transfer::files::FileToken;
use huike_app::{App, AppError};
use rfd::{AsyncFileDialog, FileHandle};
use serde::Serialize;
use tauri::{Manager as _, Webview};
use tokio::sync::oneshot;

use crate::commands::internal;

/// What the page learns of a chosen file.
#[derive(Serialize)]
pub(crate) struct Picked {
    token: FileToken,
    name: String,
}

/// Lets a person choose a file with one of these endings; none where they thought better of it.
///
/// # Errors
/// [`AppError::Internal`] where the desktop shows no dialog.
pub(crate) async fn pick(
    webview: &Webview,
    app: &App,
    kinds: &[String],
) -> Result<Option<Picked>, AppError> {
    let endings = endings(kinds);
    let label = kinds.join(", ").to_uppercase();
    let chosen = ask(webview, move |dialog| dialog.add_filter(label, &endings).pick_file()).await?;
    Ok(chosen.map(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Picked { token: app.files().hold(&path, &name), name }
    }))
}

/// Copies a held file to where a person says; false where they declined.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown token, [`AppError::File`] where it cannot be written.
pub(crate) async fn save(
    webview: &Webview,
    app: &App,
    token: &FileToken,
    name: &str,
) -> Result<bool, AppError> {
    let held = app.files().get(token)?;
    let suggested = name.to_owned();
    let Some(target) =
        ask(webview, move |dialog| dialog.set_file_name(suggested).save_file()).await?
    else {
        return Ok(false);
    };
    let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
    tokio::task::spawn_blocking(move || std::fs::copy(held.path, target))
        .await
        .map_err(|error| internal(&error))?
        .map_err(|_| AppError::File { name, problem: FileProblem::Unreadable })?;
    Ok(true)
}

/// Shows a dialog over the window. Dialogs belong to the main thread; their answers do not.
async fn ask<Answer>(
    webview: &Webview,
    show: impl FnOnce(AsyncFileDialog) -> Answer + Send + 'static,
) -> Result<Option<PathBuf>, AppError>
where
    Answer: Future<Output = Option<FileHandle>> + Send + 'static,
{
    let window = webview.window();
    let (tell, told) = oneshot::channel();
    webview
        .app_handle()
        .run_on_main_thread(move || {
            let answer = show(AsyncFileDialog::new().set_parent(&window));
            tauri::async_runtime::spawn(async move {
                // Nobody waits any more where the window is gone.
                let _ = tell.send(answer.await);
            });
        })
        .map_err(|error| internal(&error))?;
    let chosen = told.await.map_err(|error| internal(&error))?;
    Ok(chosen.map(|file| file.path().to_owned()))
}

/// Endings as the dialog wants them: the one of GTK knows `CSV` from `csv`.
fn endings(kinds: &[String]) -> Vec<String> {
    let mut endings = kinds.to_vec();
    if cfg!(target_os = "linux") {
        endings.extend(kinds.iter().map(|kind| kind.to_uppercase()));
    }
    endings
}
