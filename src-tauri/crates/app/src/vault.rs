//! Keeping the data safe: proof that the file is whole, copies of it, and putting one back.
//!
//! Copies are encrypted with the file's own key and open only where that key is kept.

mod backups;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use huike_domain::ids::OperationId;
use huike_domain::time::Instant;
use huike_domain::vault::{BackupCause, Name};
use huike_store::{Store, StoreError};

use crate::App;
use crate::error::{AppError, FileProblem};

pub use backups::{
    BackupView, Backups, RestoredView, SecondPlace, Trouble, keep, list, make_now, restore,
    set_second,
};
pub(crate) use backups::{Keeping, make_before};
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

/// Puts a backup in the place of the present data, which is backed up first; answers where.
fn put_back(app: &App, op: OperationId, from: &Path) -> Result<PathBuf, AppError> {
    let now = app.now();
    let present = present(app.store().folder(), now)?;
    let kept = app.store().restore(from, present, backups::operation(op, now));
    let kept = kept.map_err(|error| about(from, error))?;
    app.everything_changed();
    crate::followups::prepare_anew(app);
    Ok(kept)
}

/// The same for a program that does not have the data open, even where it can no longer be read.
///
/// # Errors
/// [`AppError::File`] where it is not a whole backup of this shop's key, [`AppError::NewerFile`];
/// nothing is changed then.
pub fn restore_in(
    folder: &Path,
    op: OperationId,
    from: &Path,
    now: Instant,
) -> Result<Restored, AppError> {
    let present = present(folder, now)?;
    let restored = Store::restore_in(folder, from, present, backups::operation(op, now));
    let (place, kept) = restored.map_err(|error| about(from, error))?;
    Ok(Restored { kept, place })
}

/// Where the present data goes before a backup takes its place, by the number of its latest
/// operation.
fn present(folder: &Path, now: Instant) -> Result<impl Fn(i64) -> PathBuf + use<>, AppError> {
    if !crate::folder::holds_data(folder) {
        return Err(AppError::NoShop);
    }
    let folder = backups::folder(folder);
    std::fs::create_dir_all(&folder)
        .map_err(|error| AppError::Internal { detail: error.to_string() })?;
    Ok(move |seq| folder.join(Name { at: now, seq, cause: BackupCause::BeforeRestore }.file()))
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

/// What opening the file says. Where a backup opens with the file's key and the file itself does not,
/// it is the file that is damaged, whatever the engine calls it.
pub(crate) fn with_backup(error: StoreError, folder: &Path) -> AppError {
    match error.into() {
        error @ (AppError::Busy | AppError::NewerFile { .. }) => error,
        error => match newest(folder) {
            Some(backup) => AppError::Damaged { backup: Some(backup) },
            None => error,
        },
    }
}

/// The newest backup of the data that is whole.
fn newest(folder: &Path) -> Option<String> {
    let backups = backups::folder(folder);
    let files = backups::names(&backups).into_iter().rev().map(|name| backups.join(name.file()));
    let good = |path: &PathBuf| Store::is_backup(folder, path);
    files.into_iter().find(good).map(|path| path.display().to_string())
}
