//! Copies of the file, encrypted with the same key.

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use crate::open::Opener;
use crate::{Store, StoreError, migrations};

/// Copies an open file page by page and proves that the copy can be read.
pub(crate) fn copy(from: &Connection, opener: &Opener, to: &Path) -> Result<(), StoreError> {
    let beside = to.with_extension("part");
    if beside.exists() {
        std::fs::remove_file(&beside)?;
    }
    let mut target = opener.connect_to(&beside)?;
    run(from, &mut target)?;
    crate::verify::quick(&target)?;
    drop(target);
    std::fs::rename(&beside, to)?;
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

impl Store {
    /// Writes a verified copy of the whole file, as of one moment.
    ///
    /// # Errors
    /// [`StoreError::Io`] where `to` cannot be written.
    pub fn backup(&self, to: &Path) -> Result<(), StoreError> {
        let reader = self.inner.opener.connect_reader()?;
        // One open read transaction pins the moment.
        reader.execute_batch("BEGIN; SELECT count(*) FROM op;")?;
        copy(&reader, &self.inner.opener, to)
    }

    /// Puts a backup in the place of the present data, which is backed up first.
    ///
    /// # Errors
    /// [`StoreError::NotABackup`] where this key does not open it or it is not ours,
    /// [`StoreError::NewerFile`], [`StoreError::Damaged`]; nothing is changed then.
    pub fn restore(&self, from: &Path, present: &Path) -> Result<(), StoreError> {
        if !from.is_file() {
            return Err(std::io::Error::from(std::io::ErrorKind::NotFound).into());
        }
        // Work on a copy: opening may write a log beside the file that was handed in.
        let scratch = self.inner.folder.join("restore.part");
        std::fs::copy(from, &scratch)?;
        let restored = self.restore_from(&scratch, present);
        std::fs::remove_file(&scratch)?;
        restored
    }

    fn restore_from(&self, scratch: &Path, present: &Path) -> Result<(), StoreError> {
        let mut source = self.inner.opener.connect_to(scratch).map_err(|error| match error {
            StoreError::Locked | StoreError::Sql(_) => StoreError::NotABackup,
            other => other,
        })?;
        if migrations::version(&source)? == 0 {
            return Err(StoreError::NotABackup);
        }
        migrations::run(&mut source, &self.inner.opener)?;
        crate::verify::quick(&source)?;
        self.backup(present)?;
        self.inner.writer.on_thread(move |connection| run(&source, connection))?
    }
}
