//! Files a screen may touch, by token.
//!
//! A screen never names a path: the shell or the loopback host hands a file in and gets a token;
//! what a use case writes comes back as a token. So no page can read the disk.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldFile {
    /// Where it lies.
    pub path: PathBuf,
    /// What a person calls it.
    pub name: String,
}

/// What a person calls the file at `path`.
#[must_use]
pub fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
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
        let file = HeldFile { path: path.to_owned(), name: name.to_owned() };
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
