//! The desktop's dialogs for choosing and saving a file. The page gets a token and a name and
//! never learns a path.

use std::io::Write as _;
use std::path::PathBuf;

use huike_app::error::FileProblem;
use huike_app::transfer::files::{FileToken, INCOMING, Outgoing, create_private, name_of};
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

/// Lets a person choose a file with one of these endings, or any where there are none; none where they thought better of it.
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
    let chosen = ask(webview, move |dialog| {
        let any = endings.is_empty();
        let dialog = if any { dialog } else { dialog.add_filter(label, &endings) };
        dialog.pick_file()
    })
    .await?;
    Ok(chosen.map(|path| {
        let name = name_of(&path);
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
    let file = Outgoing::open(app, token)?;
    let suggested = name.to_owned();
    let Some(target) =
        ask(webview, move |dialog| dialog.set_file_name(suggested).save_file()).await?
    else {
        return Ok(false);
    };
    blocking(move || {
        let name = name_of(&target);
        let problem = |_| AppError::File { name: name.clone(), problem: FileProblem::Unreadable };
        let mut out = std::fs::File::create(&target).map_err(problem)?;
        each_part(file, |part| out.write_all(part).map_err(problem))
    })
    .await?;
    Ok(true)
}

/// The bytes of a held file, for the page to show.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown token, [`AppError::File`] where it cannot be read.
pub(crate) async fn bytes(app: &App, token: FileToken) -> Result<Vec<u8>, AppError> {
    let app = app.clone();
    blocking(move || {
        let mut all = Vec::new();
        each_part(Outgoing::open(&app, &token)?, |part| {
            all.extend_from_slice(part);
            Ok(())
        })?;
        Ok(all)
    })
    .await
}

/// Takes in what was dropped or pasted on the page, as a copy that goes once it is used.
///
/// # Errors
/// [`AppError::Internal`] where the data folder cannot be written.
pub(crate) async fn hold(app: &App, name: String, bytes: Vec<u8>) -> Result<Picked, AppError> {
    let app = app.clone();
    blocking(move || {
        let folder = app.folder().join(INCOMING);
        let path = folder.join(huike_app::clock::random_id().to_string());
        std::fs::create_dir_all(&folder)
            .and_then(|()| create_private(&path)?.write_all(&bytes))
            .map_err(|error| internal(&error))?;
        Ok(Picked { token: app.files().hold_copy(&path, &name), name })
    })
    .await
}

fn each_part(
    mut file: Outgoing,
    mut take: impl FnMut(&[u8]) -> Result<(), AppError>,
) -> Result<(), AppError> {
    while let Some(part) = file.next_part()? {
        take(&part)?;
    }
    Ok(())
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| internal(&error))?
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
