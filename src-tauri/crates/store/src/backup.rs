//! Copies of the file, encrypted with the same key, and putting one back.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use crate::audit::{self, Entry};
use crate::keys::DataKey;
use crate::open::Opener;
use crate::writer::happened;
use crate::{FILE_NAME, Op, Store, StoreError, migrations};

/// Copies an open file page by page and proves that the copy can be read.
pub(crate) fn copy(from: &Connection, opener: &Opener, to: &Path) -> Result<(), StoreError> {
    let part = Part::beside(to)?;
    let mut target = opener.connect_to(&part.path)?;
    run(from, &mut target)?;
    crate::verify::quick(&target)?;
    drop(target);
    part.become_file(to)?;
    Ok(())
}

fn run(from: &Connection, to: &mut Connection) -> Result<(), StoreError> {
    let backup = Backup::new(from, to)?;
    loop {
        match backup.step(4_096)? {
            StepResult::Done => return Ok(()),
            StepResult::More => {}
            // Somebody holds the file; let them finish.
            _ => std::thread::sleep(Duration::from_millis(20)),
        }
    }
}

fn latest_seq(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.query_row("SELECT coalesce(max(seq), 0) FROM op", [], |row| row.get(0))?)
}

/// Records an operation that changes the whole file, behind all of it and behind `latest`: whoever
/// holds something of the file in memory goes by the number of its latest operation.
fn record(file: &Connection, latest: i64, op: &Op) -> Result<(), StoreError> {
    let seq = latest.max(latest_seq(file)?) + 1;
    let entry = Entry {
        seq: Some(seq),
        id: op.id,
        actor: op.actor,
        kind: op.kind,
        at: op.at,
        subject: None,
        rows: 0,
        undoes: None,
        bulk: None,
        changeset: Vec::new(),
    };
    audit::append(file, entry).map(drop)
}

/// A file in the making; it goes again unless it becomes what it was made for.
struct Part {
    path: PathBuf,
}

impl Part {
    /// A new empty file in the folder of `to`, under a name that nobody else has.
    fn beside(to: &Path) -> Result<Self, StoreError> {
        let name = to.file_name().ok_or(io::ErrorKind::InvalidInput).map_err(io::Error::from)?;
        let mut part = OsString::from(".");
        part.push(name);
        part.push(format!(".{}.part", uuid::Uuid::new_v4().simple()));
        let path = to.with_file_name(part);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&path)?;
        Ok(Self { path })
    }

    fn become_file(self, to: &Path) -> io::Result<()> {
        OpenOptions::new().write(true).open(&self.path)?.sync_all()?;
        fs::rename(&self.path, to)?;
        sync_folder(to)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // Nothing is there after it became a file.
        for end in ["", "-wal", "-shm", "-journal"] {
            let _ = fs::remove_file(log_of(&self.path, end));
        }
    }
}

/// A file that SQLite keeps beside `path`.
fn log_of(path: &Path, end: &str) -> PathBuf {
    let mut log = path.as_os_str().to_owned();
    log.push(end);
    log.into()
}

/// A renamed file is safe once its folder is written. Windows does that by itself.
pub(crate) fn sync_folder(file: &Path) -> io::Result<()> {
    #[cfg(unix)]
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        File::open(folder)?.sync_all()?;
    }
    let _ = file;
    Ok(())
}

/// A copy of the backup `from` in the folder of `opener`'s file, proven to be whole and brought up
/// to date: opening may write a log beside a file, and what was handed in stays as it is.
fn proven(opener: &Opener, from: &Path) -> Result<(Part, Connection), StoreError> {
    let mut source = File::open(from)?;
    let part = Part::beside(&opener.path)?;
    let mut target = OpenOptions::new().write(true).open(&part.path)?;
    io::copy(&mut source, &mut target)?;
    drop(target);
    let prove = || {
        let (mut copy, key) = opener.connect_to_backup(&part.path)?;
        if key != opener.key {
            crate::rekey::encrypt(&copy, &opener.key)?;
        }
        if migrations::version(&copy)? == 0 {
            return Err(StoreError::NotABackup);
        }
        migrations::run(&mut copy, opener)?;
        crate::verify::quick(&copy)?;
        Ok(copy)
    };
    match prove() {
        Ok(copy) => Ok((part, copy)),
        Err(StoreError::NewerFile { file, program }) => {
            Err(StoreError::NewerFile { file, program })
        }
        // Whatever the engine says of a foreign or a broken file: it is no backup to go by.
        Err(_) => Err(StoreError::NotABackup),
    }
}

/// How a backup was put in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Restored {
    /// Into the open file; the present data was backed up.
    OverGood,
    /// In the place of a file that could not be read; that file was set aside as it was.
    OverDamaged,
}

impl Store {
    /// Writes a verified copy of the whole file, as of one moment.
    ///
    /// # Errors
    /// [`StoreError::Io`] where `to` cannot be written; [`StoreError::Taken`] where `to` is the
    /// data file itself.
    pub fn backup(&self, to: &Path) -> Result<(), StoreError> {
        self.backup_as(|_| to.to_owned()).map(drop)
    }

    /// The same where the file's name depends on the number of the latest operation in it; answers
    /// where it was written.
    ///
    /// # Errors
    /// As [`Store::backup`].
    pub fn backup_as(&self, name: impl FnOnce(i64) -> PathBuf) -> Result<PathBuf, StoreError> {
        let reader = self.inner.opener.connect_reader()?;
        // One open read transaction pins the moment.
        reader.execute_batch("BEGIN")?;
        let to = name(latest_seq(&reader)?);
        let own = self.inner.opener.path.canonicalize()?;
        if to.canonicalize().is_ok_and(|to| to == own) {
            return Err(StoreError::Taken("file"));
        }
        crate::verify::seals(&reader)?;
        // First who can open it: a backup that nobody can open is none.
        crate::keys::copy_beside(self.folder(), &to)?;
        copy(&reader, &self.inner.opener, &to)?;
        Ok(to)
    }

    /// Whether `backup` is whole and opens with the key of the data in `folder`, or one of before.
    #[must_use]
    pub fn is_backup(folder: &Path, key: &DataKey, backup: &Path) -> bool {
        let whole = || {
            let opener = Opener::closed(folder, key.clone());
            let (connection, _) = opener.connect_to_backup(backup)?;
            connection.pragma_update(None, "query_only", true)?;
            crate::verify::quick(&connection)
        };
        backup.exists() && whole().is_ok()
    }

    /// Puts a backup in the place of the present data, which is backed up first, under the name that
    /// `present` gives it by the number of its latest operation; answers where. `op` says who does
    /// it, and stands behind everything that was recorded before, here or there.
    ///
    /// # Errors
    /// [`StoreError::NotABackup`] where this key does not open it, or it is not ours or not whole,
    /// [`StoreError::NewerFile`], [`StoreError::Io`]; nothing is changed then.
    pub fn restore(
        &self,
        from: &Path,
        present: impl FnOnce(i64) -> PathBuf,
        op: Op,
    ) -> Result<PathBuf, StoreError> {
        let (part, source) = proven(&self.inner.opener, from)?;
        let kept = self.backup_as(present)?;
        self.inner.writer.on_thread(move |connection| {
            let done = latest_seq(connection)
                .and_then(|latest| {
                    if happened(connection, op.id)? {
                        Err(StoreError::AlreadyDone(op.id))
                    } else {
                        Ok(latest)
                    }
                })
                .and_then(|latest| record(&source, latest, &op))
                .and_then(|()| run(&source, connection));
            // The copy must be closed before it can go.
            drop(source);
            drop(part);
            done
        })??;
        Ok(kept)
    }

    /// Puts a backup in the place of the data in `folder`, whether that can still be read or not.
    /// For a program that does not have the file open; no other may have it open where it is
    /// damaged. What was there is kept at `present`.
    ///
    /// # Errors
    /// As [`Store::restore`].
    pub fn restore_in(
        folder: &Path,
        key: &DataKey,
        from: &Path,
        mut present: impl FnMut(i64) -> PathBuf,
        op: Op,
    ) -> Result<(Restored, PathBuf), StoreError> {
        let restored = match Self::open_with(folder, key.clone()) {
            Ok(store) => store.restore(from, &mut present, op.clone()),
            Err(error @ (StoreError::Busy | StoreError::NewerFile { .. })) => return Err(error),
            Err(_) => return Self::replace(folder, key, from, &present(0), &op),
        };
        match restored {
            Ok(kept) => Ok((Restored::OverGood, kept)),
            // A damaged file answers with any error, so none of these is believed: what counts is
            // that the key is there and opens the backup.
            Err(StoreError::Damaged(_) | StoreError::Sql(_) | StoreError::Locked) => {
                Self::replace(folder, key, from, &present(0), &op)
            }
            Err(error) => Err(error),
        }
    }

    fn replace(
        folder: &Path,
        key: &DataKey,
        from: &Path,
        present: &Path,
        op: &Op,
    ) -> Result<(Restored, PathBuf), StoreError> {
        let opener = Opener::closed(folder, key.clone());
        let (part, source) = proven(&opener, from)?;
        record(&source, 0, op)?;
        // Closing the last connection moves its log into the file.
        source.close().map_err(|(_, error)| error)?;
        let file = folder.join(FILE_NAME);
        // It is kept, and must not be taken for a backup.
        let present = &present.with_extension("damaged");
        for end in ["", "-wal", "-shm", "-journal"] {
            match fs::rename(log_of(&file, end), log_of(present, end)) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                done => done?,
            }
        }
        part.become_file(&file)?;
        Ok((Restored::OverDamaged, present.to_owned()))
    }
}
