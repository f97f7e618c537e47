//! Keeping the data safe: proof that the file is whole, copies of it, and putting one back.
//!
//! Copies are encrypted with the file's own key and open only where that key is kept.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use huike_domain::time::Instant;
use huike_store::{Store, StoreError};

use crate::App;
use crate::error::{AppError, FileProblem};

pub use huike_store::backup::Restored as Place;
pub use huike_store::verify::Report;

/// Checks every page, every tree, every reference, every sum and every record.
///
/// # Errors
/// [`AppError::Internal`] where the checks themselves cannot run.
pub fn verify(app: &App) -> Result<Report, AppError> {
    Ok(app.store().verify()?)
}

/// Writes a verified copy of the whole file. Answers its size in bytes.
///
/// # Errors
/// [`AppError::File`] where it cannot be written; [`AppError::Invalid`] where `to` is the data
/// file itself.
pub fn backup(app: &App, to: &Path) -> Result<u64, AppError> {
    app.store().backup(to).map_err(|error| about(to, error))?;
    Ok(std::fs::metadata(to).map_err(|error| about(to, error.into()))?.len())
}

/// What putting a backup back did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// Where the data that was there before is kept.
    pub kept: PathBuf,
    /// Whether that data could still be read.
    pub place: Place,
}

/// Puts a backup in the place of the present data, which is kept beside it.
///
/// # Errors
/// [`AppError::File`] where it is not a whole backup of this shop's key, [`AppError::NewerFile`];
/// nothing is changed then.
pub fn restore(app: &App, from: &Path) -> Result<Restored, AppError> {
    let kept = kept_path(app.store().folder(), app.now())?;
    app.store().restore(from, &kept).map_err(|error| about(from, error))?;
    app.everything_changed();
    Ok(Restored { kept, place: Place::OverGood })
}

/// The same for a program that does not have the data open, even where it can no longer be read.
///
/// # Errors
/// As [`restore`].
pub fn restore_in(folder: &Path, from: &Path, now: Instant) -> Result<Restored, AppError> {
    let kept = kept_path(folder, now)?;
    let place = Store::restore_in(folder, from, &kept).map_err(|error| about(from, error))?;
    Ok(Restored { kept, place })
}

/// The folder beside the data file for what was there before a restore.
fn backups(folder: &Path) -> PathBuf {
    folder.join("backups")
}

fn kept_path(folder: &Path, now: Instant) -> Result<PathBuf, AppError> {
    if !crate::folder::holds_data(folder) {
        return Err(AppError::NoShop);
    }
    let folder = backups(folder);
    std::fs::create_dir_all(&folder)
        .map_err(|error| AppError::Internal { detail: error.to_string() })?;
    // Colons and dots cannot stand in a Windows file name.
    let moment = now.to_rfc3339().replace([':', '.'], "-");
    Ok(folder.join(format!("before-restore-{moment}.db")))
}

/// An error that speaks of the file a person named.
fn about(file: &Path, error: StoreError) -> AppError {
    let problem = match &error {
        StoreError::NotABackup => FileProblem::NotABackup,
        StoreError::Io(error) if error.kind() == ErrorKind::StorageFull => return no_room(),
        StoreError::Io(_) => FileProblem::Unreadable,
        _ => return error.into(),
    };
    AppError::File { name: crate::transfer::files::name_of(file), problem }
}

fn no_room() -> AppError {
    AppError::Internal { detail: "the disk is full".to_owned() }
}

/// What opening the file says; where it is damaged, with the backup to go back to.
pub(crate) fn with_backup(error: StoreError, folder: &Path) -> AppError {
    match error.into() {
        AppError::Damaged { .. } => AppError::Damaged { backup: newest(folder) },
        other => other,
    }
}

/// The newest backup in the folder beside the data file; their names go by time.
fn newest(folder: &Path) -> Option<String> {
    let files = std::fs::read_dir(backups(folder)).ok()?.flatten();
    let backups =
        files.map(|file| file.path()).filter(|p| p.extension().is_some_and(|e| e == "db"));
    backups.max().map(|path| path.display().to_string())
}
