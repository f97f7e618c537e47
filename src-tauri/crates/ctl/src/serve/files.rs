//! Files that a page hands in (to import) and takes out (rejected rows, exports), by token.

use std::path::{Path as FilePath, PathBuf};
use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt as _;
use huike_app::AppError;
use huike_app::error::FileProblem;
use huike_app::transfer::files::{FileToken, Outgoing, plain_name};
use serde::{Deserialize, Serialize};
use tokio::fs::File;
use tokio::io::AsyncWriteExt as _;

use super::Host;
use super::api::Problem;

/// The largest file that is taken in.
const MOST: u64 = 256 << 20;

/// The folder for files handed in. They are copies of what a person keeps elsewhere, so none
/// outlives the program; what a crash left behind goes when the next one starts.
pub(super) struct Incoming {
    folder: PathBuf,
    mine: String,
}

impl Incoming {
    /// Makes the folder. What a crash left there went when the shop was opened.
    pub(super) fn open(folder: &FilePath) -> Result<Self, AppError> {
        std::fs::create_dir_all(folder).map_err(crate::answer::internal)?;
        Ok(Self { folder: folder.to_owned(), mine: huike_app::clock::random_id().to_string() })
    }

    fn new_path(&self) -> PathBuf {
        self.folder.join(format!("{}-{}", self.mine, huike_app::clock::random_id()))
    }

    /// Deletes what was handed in since the start.
    pub(super) fn clear(&self) {
        let Ok(entries) = std::fs::read_dir(&self.folder) else { return };
        for entry in entries.flatten() {
            if entry.file_name().to_string_lossy().starts_with(&self.mine) {
                // What stays goes at the next start.
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }
}

/// Goes again unless it arrives whole: a page may close in the middle.
struct Arriving {
    path: PathBuf,
    whole: bool,
}

impl Drop for Arriving {
    fn drop(&mut self) {
        if !self.whole {
            // What stays goes at the next start.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Named {
    #[serde(default)]
    name: String,
}

/// A file that was taken in.
#[derive(Serialize)]
pub(super) struct Taken {
    token: FileToken,
    name: String,
}

/// Takes a file in as it streams.
pub(super) async fn take_in(
    State(host): State<Arc<Host>>,
    Query(Named { name }): Query<Named>,
    body: Body,
) -> Result<Json<Taken>, Problem> {
    // Whoever may bring nothing in leaves nothing behind on the disk either.
    huike_api::admit(&host.app, "attachments.add").await?;
    let name = plain_name(&name);
    let problem = |problem| AppError::File { name: name.clone(), problem };
    let mut arriving = Arriving { path: host.incoming.new_path(), whole: false };
    let mut file = create(&arriving.path).await.map_err(crate::answer::internal)?;
    let mut left = MOST;
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| problem(FileProblem::Unreadable))?;
        left =
            left.checked_sub(chunk.len() as u64).ok_or_else(|| problem(FileProblem::TooLarge))?;
        file.write_all(&chunk).await.map_err(crate::answer::internal)?;
    }
    file.flush().await.map_err(crate::answer::internal)?;
    arriving.whole = true;
    let token = host.app.files().hold_copy(&arriving.path, &name);
    Ok(Json(Taken { token, name }))
}

/// It may hold names and numbers, so its owner alone may read it.
async fn create(path: &FilePath) -> std::io::Result<File> {
    let mut options = tokio::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    options.mode(0o600);
    options.open(path).await
}

/// Hands a file out for showing or saving.
pub(super) async fn hand_out(
    State(host): State<Arc<Host>>,
    Path(token): Path<FileToken>,
) -> Result<Response, Problem> {
    let app = host.app.clone();
    let file = blocking(move || Outgoing::open(&app, &token)).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_LENGTH, file.size.to_string()),
        (header::CONTENT_DISPOSITION, disposition(&file.name)),
    ];
    let parts = futures_util::stream::try_unfold(file, |mut file| async {
        blocking(move || Ok(file.next_part()?.map(|part| (part, file)))).await
    });
    Ok((headers, Body::from_stream(parts)).into_response())
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    tokio::task::spawn_blocking(work).await.map_err(crate::answer::internal)?
}

/// The name in the one form that carries every character (RFC 6266 with RFC 8187).
fn disposition(name: &str) -> String {
    let mut coded = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            coded.push(char::from(byte));
        } else {
            coded.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("attachment; filename*=UTF-8''{coded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, header: &str) {
        assert_eq!(disposition(name), format!("attachment; filename*=UTF-8''{header}"));
    }

    #[test]
    fn names_go_out_coded() {
        check("orders 2026.csv", "orders%202026.csv");
        check("顾客.xlsx", "%E9%A1%BE%E5%AE%A2.xlsx");
        check("ab\".csv", "ab%22.csv");
    }
}
