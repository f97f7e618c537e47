//! Files a screen may touch, by token.
//!
//! A screen never names a path: the shell or the loopback host hands a file in and gets a token;
//! what a use case writes comes back as a token. So no page can read the disk.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::read::Surveyed;
use crate::error::AppError;

/// Stands for one file until the program ends.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FileToken(String);

impl specta::Type for FileToken {
    fn definition(types: &mut specta::Types) -> specta::datatype::DataType {
        huike_domain::ids::branded("FileToken", types)
    }
}

/// A file behind a token.
#[derive(Clone, Debug)]
pub struct HeldFile {
    /// Where it lies.
    pub path: PathBuf,
    /// What a person calls it.
    pub name: String,
    /// What was found out about it.
    pub(crate) surveyed: Surveyed,
}

impl HeldFile {
    /// The file at `path`, which a person calls `name`.
    #[must_use]
    pub fn new(path: &Path, name: &str) -> Self {
        Self { path: path.to_owned(), name: name.to_owned(), surveyed: Surveyed::default() }
    }
}

/// What a person calls the file at `path`.
#[must_use]
pub fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// How long a table that was written out for a screen may lie there: it is plain text of what the
/// data file keeps encrypted.
const KEPT: Duration = Duration::from_secs(86_400);

/// Clears what earlier sessions wrote out. What another program wrote just now stays.
pub(crate) fn clear_written(folder: &Path) {
    for name in [OUT, REJECTED] {
        let Ok(entries) = std::fs::read_dir(folder.join(name)) else { continue };
        for entry in entries.flatten() {
            let age = entry.metadata().and_then(|found| found.modified()).ok();
            let old = age.is_none_or(|at| at.elapsed().is_ok_and(|age| age > KEPT));
            if old && let Err(error) = std::fs::remove_file(entry.path()) {
                tracing::warn!(%error, "written file");
            }
        }
    }
}

/// Where exports for a screen are written.
pub(crate) const OUT: &str = "out";
/// Where rejected rows for a screen are written.
pub(crate) const REJECTED: &str = "rejected";

/// Creates a file that its owner alone may read, or empties the one that is there.
pub(crate) fn create_private(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// The files handed in and out so far.
#[derive(Debug, Default)]
pub struct Files {
    held: Mutex<HashMap<FileToken, HeldFile>>,
}

impl Files {
    /// Takes a file in; `name` is what a person calls it.
    pub fn hold(&self, path: &Path, name: &str) -> FileToken {
        let token = FileToken(crate::clock::random_id().to_string());
        let file = HeldFile::new(path, name);
        self.held.lock().unwrap_or_else(PoisonError::into_inner).insert(token.clone(), file);
        token
    }

    /// The file behind `token`.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a token that was never given out.
    pub fn get(&self, token: &FileToken) -> Result<HeldFile, AppError> {
        self.held
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(token)
            .cloned()
            .ok_or_else(|| AppError::not_found("file", &token.0))
    }
}
