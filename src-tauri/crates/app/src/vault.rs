//! Keeping the data safe: proof that the file is whole, copies of it, and putting one back.
//!
//! Copies are encrypted with the file's own key and open only where that key is kept.

mod backups;

use std::path::{Path, PathBuf};

use huike_domain::ids::{OperationId, PersonId};
use huike_domain::shop::Language;
use huike_domain::staff::{Allowed, Person, Right, Role, Staff, same_name};
use huike_domain::time::Instant;
use huike_domain::vault::{BackupCause, Name};
use huike_store::keys::{CodeWords, DataKey};
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
    Ok(app.store()?.verify()?)
}

/// Writes a verified copy of the whole file. Answers its size in bytes.
///
/// # Errors
/// [`AppError::File`] where it cannot be written; [`AppError::Invalid`] where `to` is the data
/// file itself.
pub fn backup(app: &App, to: &Path) -> Result<u64, AppError> {
    crate::gate::may(app, Right::Audit)?;
    app.store()?.backup(to).map_err(|error| about(to, error))?;
    Ok(std::fs::metadata(to).map_err(|error| about(to, error.into()))?.len())
}

/// Makes a new recovery code in the words of the shop's language; one that was printed before opens
/// nothing any more. It is shown once and kept nowhere.
///
/// # Errors
/// [`AppError::NotAllowed`], [`AppError::KeysChanged`], [`AppError::Internal`].
pub fn make_code(app: &App, op: OperationId) -> Result<Vec<String>, AppError> {
    crate::gate::may(app, Right::Own)?;
    let words = match app.language()? {
        Language::ZhCn => CodeWords::Chinese,
        Language::En => CodeWords::English,
    };
    let is_another = huike_store::keys::locks(app.folder())?.has_recovery_code;
    let code = app.store()?.make_recovery_code()?.words(words)?;
    if is_another {
        // Copies of the wrappings lie beside backups: with them the code of before would still open
        // a file of the same key.
        new_key(app, &[])?;
    }
    app.write(op, "vault.code", None, |_| Ok(()))?;
    crate::gate::told(app);
    Ok(code)
}

/// Gives the file a new key, for everybody who has a passphrase.
///
/// # Errors
/// [`AppError::NotAllowed`], [`AppError::BackupFailed`]; [`AppError::Busy`] where another program
/// has the file open. Nothing is changed then.
pub fn change_key(app: &App, op: OperationId) -> Result<(), AppError> {
    crate::gate::may(app, Right::Own)?;
    new_key(app, &[])?;
    app.write(op, "vault.newKey", None, |_| Ok(()))?;
    Ok(())
}

/// Gives the file a new key, for everybody who has a passphrase save those who are `gone`. The file
/// is closed for the few seconds that takes.
pub(crate) fn new_key(app: &App, gone: &[PersonId]) -> Result<(), AppError> {
    make_before(app, BackupCause::BeforeNewKey)?;
    app.forget();
    let store = app.door().take()?;
    let key = store.key().clone();
    drop(store);
    let changed = Store::change_key(app.folder(), &key, gone);
    if app.door().is_locked() {
        // Somebody locked it meanwhile; whoever opens it finds the key that it has.
        return Ok(changed.map(drop)?);
    }
    let now = changed.as_ref().unwrap_or(&key).clone();
    crate::gate::open(app, now)?;
    changed.map(drop)?;
    app.everything_changed();
    Ok(())
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
    let present = present(app.folder(), now)?;
    let people = app.read(|reader| Ok(huike_store::settings::staff(reader)?))?;
    let kept = app.store()?.restore(from, present, backups::operation(app, op, now)?);
    let kept = kept.map_err(|error| about(from, error))?;
    keep_people(app, Some(people))?;
    app.everything_changed();
    crate::followups::prepare_anew(app);
    Ok(kept)
}

/// The same where the data can no longer be read.
///
/// # Errors
/// [`AppError::File`] where it is not a whole backup of this shop's key, [`AppError::NewerFile`];
/// nothing is changed then.
pub fn restore_over(app: &App, op: OperationId, from: &Path) -> Result<Restored, AppError> {
    may_mend(app)?;
    let people = app.read(|reader| Ok(huike_store::settings::staff(reader)?)).ok();
    let (key, now) = (crate::gate::key(app)?, app.now());
    let present = present(app.folder(), now)?;
    let operation = backups::operation(app, op, now)?;
    // No connection of ours may look on while the file is replaced.
    drop(app.door().take());
    let restored = Store::restore_in(app.folder(), &key, from, present, operation);
    crate::gate::open(app, key)?;
    let (place, kept) = restored.map_err(|error| about(from, error))?;
    keep_people(app, people)?;
    crate::gate::told(app);
    Ok(Restored { kept, place })
}

/// Refuses whoever may not put a backup back. Who works here stands in the file: where that cannot be
/// read, whoever proved who they are may mend it.
fn may_mend(app: &App) -> Result<(), AppError> {
    match crate::gate::may(app, Right::Own) {
        Err(AppError::Damaged { .. } | AppError::Internal { .. }) => Ok(()),
        allowed => allowed,
    }
}

/// Who works here does not go back with the data: whoever left stays away, and whoever came may go
/// on, with what they may. Somebody who can sign in must own the shop; where that would be nobody,
/// whoever put the backup back does.
fn keep_people(app: &App, before: Option<Staff>) -> Result<(), AppError> {
    let now = app.read(|reader| Ok(huike_store::settings::staff(reader)?))?;
    let mut people = before.unwrap_or_else(|| now.clone());
    let locks = huike_store::keys::locks(app.folder())?;
    let can_sign_in = |id: PersonId| locks.people.iter().find(|(other, _)| *other == id);
    if let Some((id, name)) = app.door().person().and_then(can_sign_in).cloned() {
        let is_owned = people.owners().any(|owner| can_sign_in(owner.id).is_some());
        // Who was not here when the backup was made gets in, and no further.
        let role = if is_owned { Role::ReadOnly } else { Role::Owner };
        match people.0.iter_mut().find(|it| it.id == id) {
            Some(known) if !is_owned => known.role = role,
            Some(_) => {}
            None => {
                people.0.retain(|it| !same_name(&it.name, &name));
                let allowed = Allowed::usual(role);
                people.0.push(Person { id, name, role, limit_fen: None, allowed });
            }
        }
    }
    if people != now {
        app.write_by_itself("staff.save", app.now(), move |tx| {
            Ok(huike_store::settings::set_staff(tx, &people)?)
        })?;
    }
    Ok(())
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
        error if error.is_full() => return AppError::DiskFull,
        StoreError::Io(_) => FileProblem::Unreadable,
        _ => return error.into(),
    };
    AppError::File { name: crate::transfer::files::name_of(file), problem }
}

/// What opening the file says. Where a backup opens with the file's key and the file itself does not,
/// it is the file that is damaged, whatever the engine calls it.
pub(crate) fn with_backup(error: AppError, folder: &Path, key: &DataKey) -> AppError {
    match error {
        error @ (AppError::Busy | AppError::NewerFile { .. }) => error,
        error => match newest(folder, key) {
            Some(backup) => AppError::Damaged { backup: Some(backup) },
            None => error,
        },
    }
}

/// Whether there is any backup of the data in a folder.
pub(crate) fn has_backups(folder: &Path) -> bool {
    !backups::names(&backups::folder(folder)).is_empty()
}

/// The newest backup of the data that is whole.
fn newest(folder: &Path, key: &DataKey) -> Option<String> {
    let backups = backups::folder(folder);
    let files = backups::names(&backups).into_iter().rev().map(|name| backups.join(name.file()));
    let good = |path: &PathBuf| Store::is_backup(folder, key, path);
    files.into_iter().find(good).map(|path| path.display().to_string())
}
