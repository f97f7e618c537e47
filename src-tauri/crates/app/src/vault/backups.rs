//! Backups that are made by themselves, thinned as they age, and one step back to any of them.
//!
//! They lie in a folder beside the data file, and where a second place was named for this PC (a USB
//! stick, a folder of the network) and is there, in that one too. Each is read whole before it gets
//! its name, so what bears one is good.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use huike_domain::error::InvalidCode;
use huike_domain::ids::OperationId;
use huike_domain::staff::Right;
use huike_domain::time::{Instant, Zone};
use huike_domain::vault::{BackupCause, Counts, Name, is_due, superfluous};
use huike_store::counts::counts;
use huike_store::error::is_full;
use huike_store::{Op, StoreError, keys, ops};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::desk::{self, Desk};
use crate::error::AppError;
use crate::events::{DataKind, Event};

/// A backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct BackupView {
    /// Its file's name.
    pub file: String,
    /// As of when.
    pub at: Instant,
    /// Why it was made.
    pub cause: BackupCause,
    /// Its size, in bytes.
    #[specta(type = specta_typescript::Number)]
    pub bytes: u64,
    /// How many operations were recorded since it was made; none where that can no longer be read.
    pub since: Option<u32>,
}

/// The second place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SecondPlace {
    /// Its folder.
    pub folder: String,
    /// Whether it is there now.
    pub present: bool,
    /// The latest backup in it.
    pub latest: Option<Instant>,
}

/// What keeps backups from being made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Trouble {
    /// There is no room on the disk.
    NoRoom,
    /// The folder cannot be written.
    Folder,
    /// There is no room at the second place.
    NoRoomThere,
    /// The second place cannot be written.
    There,
    /// The data file itself cannot be read whole.
    Damaged,
}

/// All backups, and where they lie.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Backups {
    /// The folder beside the data file.
    pub folder: String,
    /// The newest first.
    pub backups: Vec<BackupView>,
    /// The second place, where one was named on this PC.
    pub second: Option<SecondPlace>,
    /// What went wrong at the last try.
    pub trouble: Option<Trouble>,
}

/// What putting a backup in place of the data changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RestoredView {
    /// The backup of what was there before.
    pub kept: String,
    /// What there was; none where that could no longer be read.
    pub before: Option<Counts>,
    /// What there is.
    pub after: Counts,
}

/// What went wrong at the last try; nothing where it went well.
#[derive(Default)]
pub(crate) struct Keeping(Mutex<Option<(Trouble, Instant)>>);

/// How long after a try that failed the next one is made by itself, in milliseconds: each reads the
/// whole file.
const AGAIN_MS: i64 = 5 * 60_000;

impl Keeping {
    fn get(&self) -> Option<Trouble> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).map(|(trouble, _)| trouble)
    }

    fn failed_lately(&self, now: Instant) -> bool {
        let tried = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tried.is_some_and(|(_, at)| (at.0..at.0 + AGAIN_MS).contains(&now.0))
    }

    /// Answers whether that is new.
    fn set(&self, trouble: Option<Trouble>, now: Instant) -> bool {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = std::mem::replace(&mut *known, trouble.map(|trouble| (trouble, now)));
        before.map(|(trouble, _)| trouble) != trouble
    }
}

/// The folder beside the data file.
pub(super) fn folder(data: &Path) -> PathBuf {
    data.join("backups")
}

/// The backups in a folder, the oldest first; whatever else lies there is nobody's business.
pub(super) fn names(folder: &Path) -> Vec<Name> {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<_> =
        files.filter_map(|file| Name::parse(file.file_name().to_str()?)).collect();
    names.sort_unstable();
    names
}

/// All backups.
///
/// # Errors
/// [`AppError::Internal`].
pub fn list(app: &App) -> Result<Backups, AppError> {
    let folder = folder(app.folder());
    // A file that cannot be read has its backups all the same.
    let latest = match app.read(|reader| Ok(ops::latest_seq(reader)?)) {
        Err(AppError::Damaged { .. }) => i64::MAX,
        latest => latest?,
    };
    let view = |name: Name| BackupView {
        file: name.file(),
        at: name.at,
        cause: name.cause,
        // One that was thinned out meanwhile has no size any more.
        bytes: std::fs::metadata(folder.join(name.file())).map_or(0, |file| file.len()),
        since: (latest != i64::MAX).then(|| u32::try_from(latest - name.seq).unwrap_or(0)),
    };
    let second = desk::read(app).second.map(|second| SecondPlace {
        present: second.is_dir(),
        latest: names(&second).last().map(|name| name.at),
        folder: second.display().to_string(),
    });
    Ok(Backups {
        folder: folder.display().to_string(),
        backups: names(&folder).into_iter().rev().map(view).collect(),
        second,
        trouble: app.keeping().get(),
    })
}

/// Makes a backup now.
///
/// # Errors
/// [`AppError::BackupFailed`] says why none could be made.
pub fn make_now(app: &App) -> Result<(), AppError> {
    crate::gate::may(app, Right::Audit)?;
    make(app, BackupCause::ByHand)
}

/// Makes a backup before something that changes much, unless the latest holds everything.
///
/// # Errors
/// As [`make_now`].
pub(crate) fn make_before(app: &App, cause: BackupCause) -> Result<(), AppError> {
    let seq = app.read(|reader| Ok(ops::latest_seq(reader)?))?;
    let last = names(&folder(app.folder())).pop();
    if last.is_some_and(|last| last.seq == seq) { Ok(()) } else { make(app, cause) }
}

/// Makes a backup where one is due in a shop that was named.
///
/// # Errors
/// As [`make_now`].
pub fn keep(app: &App) -> Result<(), AppError> {
    let (shop, seq) =
        app.read(|reader| Ok((huike_store::settings::shop(reader)?, ops::latest_seq(reader)?)))?;
    let last = names(&folder(app.folder())).pop();
    let now = app.now();
    if shop.is_some() && is_due(last, seq, now) && !app.keeping().failed_lately(now) {
        make(app, BackupCause::Timer)
    } else {
        Ok(())
    }
}

fn make(app: &App, cause: BackupCause) -> Result<(), AppError> {
    app.store().map(drop)?;
    let trouble = written(app, cause).err();
    if trouble == Some(Trouble::Damaged) {
        crate::gate::shut_as_damaged(app);
    }
    if app.keeping().set(trouble, app.now()) || trouble.is_none() {
        app.tell(Event::Changed { kinds: vec![DataKind::Backups] });
    }
    trouble.map_or(Ok(()), |trouble| Err(AppError::BackupFailed { trouble }))
}

fn written(app: &App, cause: BackupCause) -> Result<(), Trouble> {
    let (data, now) = (app.folder(), app.now());
    let store = app.store().map_err(|_| Trouble::Damaged)?;
    let zone = app.zone().map_err(|_| Trouble::Damaged)?;
    let folder = folder(data);
    std::fs::create_dir_all(&folder).map_err(|error| here(&error))?;
    let named = |seq| folder.join(Name { at: now, seq, cause }.file());
    let made = match store.backup_as(named) {
        // Better fewer old ones than no new one.
        // But one of them and no more: what fills the disk may be something else.
        Err(error)
            if app.keeping().get() != Some(Trouble::NoRoom)
                && is_for_room(&error, &folder)
                && give_way(&folder, zone) =>
        {
            store.backup_as(named)
        }
        made => made,
    };
    let made = made.map_err(|error| match error {
        error if is_for_room(&error, &folder) => Trouble::NoRoom,
        StoreError::Io(_) => Trouble::Folder,
        _ => Trouble::Damaged,
    })?;
    thin(&folder, zone);
    let Some(second) = desk::read(app).second.filter(|second| second.is_dir()) else {
        return Ok(());
    };
    let with_keys = || {
        let keys = keys::beside(&made);
        if keys.exists() {
            copied(&keys, &second)?;
        }
        copied(&made, &second)
    };
    with_keys()
        .map_err(|error| if is_full(&error) { Trouble::NoRoomThere } else { Trouble::There })?;
    thin(&second, zone);
    Ok(())
}

/// Whether it was for want of room.
fn is_for_room(error: &StoreError, folder: &Path) -> bool {
    let may_be = matches!(error, StoreError::Sql(_) | StoreError::Damaged(_));
    error.is_full() || (may_be && crate::folder::is_full(folder))
}

fn here(error: &io::Error) -> Trouble {
    if is_full(error) { Trouble::NoRoom } else { Trouble::Folder }
}

fn thin(folder: &Path, zone: Zone) {
    for name in superfluous(&names(folder), zone) {
        if let Err(error) = remove(&folder.join(name.file())) {
            tracing::warn!(kind = ?error.kind(), "an old backup stays");
        }
    }
}

/// Removes the oldest backups but for the newest two; answers whether any was.
fn give_way(folder: &Path, zone: Zone) -> bool {
    thin(folder, zone);
    let names = names(folder);
    let Some(oldest) = names.len().checked_sub(2).and_then(|few| names[..few].first()) else {
        return false;
    };
    remove(&folder.join(oldest.file())).is_ok()
}

/// Removes a backup, and then who could open it.
fn remove(backup: &Path) -> io::Result<()> {
    std::fs::remove_file(backup)?;
    match std::fs::remove_file(keys::beside(backup)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

/// Copies a backup to another folder and reads it back.
fn copied(made: &Path, to: &Path) -> io::Result<()> {
    let name = made.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let part = to.join(format!(".{}.part", name.display()));
    let whole = std::fs::copy(made, &part)
        .and_then(|_| std::fs::File::open(&part)?.sync_all())
        .and_then(|()| same(made, &part));
    if let Err(error) = whole {
        // What is no backup must not look like one.
        let _ = std::fs::remove_file(&part);
        return Err(error);
    }
    std::fs::rename(part, to.join(name))
}

fn same(one: &Path, other: &Path) -> io::Result<()> {
    let (mut one, mut other) = (std::fs::File::open(one)?, std::fs::File::open(other)?);
    let (mut ours, mut theirs) = (vec![0; 1 << 16], Vec::new());
    loop {
        let read = one.read(&mut ours)?;
        theirs.clear();
        io::Read::by_ref(&mut other).take(read as u64).read_to_end(&mut theirs)?;
        if ours[..read] != theirs[..] {
            return Err(io::ErrorKind::InvalidData.into());
        }
        if read == 0 {
            return if other.read(&mut ours)? == 0 {
                Ok(())
            } else {
                Err(io::ErrorKind::InvalidData.into())
            };
        }
    }
}

/// Puts one of the backups in the place of the data, which is backed up first.
///
/// # Errors
/// [`AppError::NotFound`] where there is no such backup; [`AppError::File`] where it is not whole;
/// nothing is changed then.
pub fn restore(app: &App, op: OperationId, file: String) -> Result<RestoredView, AppError> {
    super::may_mend(app)?;
    let folder = folder(app.folder());
    let known = Name::parse(&file).filter(|name| names(&folder).contains(name));
    let name = known.ok_or_else(|| AppError::not_found("backup", &file))?;
    let file = folder.join(name.file());
    let (before, kept) = match app.read(|reader| Ok(counts(reader)?)) {
        Ok(before) => (Some(before), super::put_back(app, op, &file)?),
        Err(AppError::Damaged { .. }) => (None, super::restore_over(app, op, &file)?.kept),
        Err(error) => return Err(error),
    };
    let after = app.read(|reader| Ok(counts(reader)?))?;
    let kept = kept.file_name().map(|name| name.display().to_string()).unwrap_or_default();
    Ok(RestoredView { kept, before, after })
}

/// Names the second place of this PC; none takes it away.
///
/// # Errors
/// [`AppError::Invalid`] on `folder` where it is no folder, or the data's own.
pub fn set_second(app: &App, folder: Option<String>) -> Result<(), AppError> {
    let folder = folder.unwrap_or_default();
    let second = match folder.trim() {
        "" => None,
        named => {
            let invalid = || AppError::invalid("folder", InvalidCode::Impossible);
            let named = Path::new(named);
            let there = named.is_absolute() && named.is_dir();
            let real = there.then(|| named.canonicalize().ok()).flatten().ok_or_else(invalid)?;
            let data = app.folder().canonicalize().map_err(|_| invalid())?;
            // Whoever loses the one folder would lose the other with it.
            if real.starts_with(&data) || data.starts_with(&real) {
                return Err(invalid());
            }
            Some(named.to_owned())
        }
    };
    desk::keep(app, &Desk { second, ..desk::read(app) })?;
    app.tell(Event::Changed { kinds: vec![DataKind::Backups] });
    Ok(())
}

/// The operation of a person that puts a backup back.
pub(super) fn operation(app: &App, id: OperationId, at: Instant) -> Result<Op, AppError> {
    Ok(Op { id, actor: app.actor()?, kind: "vault.restore", at, subject: None })
}
