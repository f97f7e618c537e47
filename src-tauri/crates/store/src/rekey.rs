//! Giving the file another key.
//!
//! The new key is wrapped for everybody, and the old one by the new, before the first page is
//! written. So whatever cuts this off, whoever opens the file next has both, sees which of them it
//! has, and goes on. The pages themselves are written in one transaction of the engine, behind a
//! journal that the old key opens, so the file always has one key as a whole.

use std::io;
use std::path::Path;

use huike_domain::ids::PersonId;
use rusqlite::Connection;

use crate::keys::{self, DataKey};
use crate::open::Opener;
use crate::{FILE_NAME, StoreError};

/// Gives the file in `folder` a new key; see [`crate::Store::change_key`].
pub(crate) fn change(
    folder: &Path,
    key: &DataKey,
    gone: &[PersonId],
) -> Result<DataKey, StoreError> {
    let path = folder.join(FILE_NAME);
    let alone = Alone::with(&path, key)?;
    keys::change_key(folder, key, gone, |new| alone.encrypt(&path, new))
}

/// Goes on with a change that was cut off: the file still has a key of before. Answers whether that
/// was so.
pub(crate) fn go_on(folder: &Path, key: &DataKey) -> Result<bool, StoreError> {
    let path = folder.join(FILE_NAME);
    for former in keys::former_keys(folder, key)? {
        match Alone::with(&path, &former) {
            Ok(alone) => {
                alone.encrypt(&path, key)?;
                return Ok(true);
            }
            Err(StoreError::Locked) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(false)
}

/// A connection beside which no other program has the file open.
struct Alone(Connection);

impl Alone {
    fn with(path: &Path, key: &DataKey) -> Result<Self, StoreError> {
        let connection = Opener::connect_by(path, key)?;
        leave_log(&connection)?;
        connection.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT;")?;
        Ok(Self(connection))
    }

    /// Gives the file another key. The cipher says "done" also where it had to take everything back
    /// (a full disk), so what counts is that the key opens the file.
    fn encrypt(self, path: &Path, key: &DataKey) -> Result<(), StoreError> {
        encrypt(&self.0, key)?;
        drop(self.0);
        Opener::connect_by(path, key).map(drop).map_err(|error| match error {
            StoreError::Locked => io::Error::from(io::ErrorKind::StorageFull).into(),
            error => error,
        })
    }
}

/// Encrypts an open file with another key.
pub(crate) fn encrypt(connection: &Connection, key: &DataKey) -> Result<(), StoreError> {
    leave_log(connection)?;
    Ok(connection.execute_batch(&key.pragma_anew())?)
}

/// Leaving the log asks for the file alone, and the journal that comes instead is written with the
/// key that the file has: that is what makes a cut harmless.
fn leave_log(connection: &Connection) -> Result<(), StoreError> {
    let mode: String =
        connection.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))?;
    if mode == "delete" { Ok(()) } else { Err(StoreError::Busy) }
}
