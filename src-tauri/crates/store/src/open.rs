//! Opening a connection the only way it may be opened.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::keys::{self, DataKey};
use crate::wide::{KEPT_KIB, READ_KIB};
use crate::{FILE_NAME, StoreError, derived, migrations, rekey, scripts};

/// Knows the file and its key, and opens connections to it.
#[derive(Clone, Debug)]
pub(crate) struct Opener {
    pub(crate) path: PathBuf,
    pub(crate) key: DataKey,
}

/// The engine that the file's safety was proven with: earlier ones could corrupt a file when its
/// write-ahead log was reset.
const LEAST_ENGINE: i32 = 3_051_003;

/// What an unencrypted file would begin with.
const PLAIN_HEADER: &[u8; 16] = b"SQLite format 3\0";

impl Opener {
    /// Opens the file, brings it up to date and proves that it is encrypted by an engine that can
    /// be trusted.
    pub(crate) fn prepare(folder: &Path, key: DataKey) -> Result<Self, StoreError> {
        let opener = Self::closed(folder, key);
        refuse_blank(&opener.path)?;
        let mut connection = match opener.connect() {
            // The file may still have the key of before.
            Err(StoreError::Locked) if rekey::go_on(folder, &opener.key)? => opener.connect()?,
            connection => connection?,
        };
        check_engine(&connection)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        migrations::run(&mut connection, &opener)?;
        derived::renew_words(&mut connection)?;
        scripts::renew(&mut connection)?;
        check_header(&opener.path)?;
        Ok(opener)
    }

    /// Knows the file and its key without opening it: it may be damaged.
    pub(crate) fn closed(folder: &Path, key: DataKey) -> Self {
        Self { path: folder.join(FILE_NAME), key }
    }

    /// A connection that may write.
    pub(crate) fn connect(&self) -> Result<Connection, StoreError> {
        self.connect_to(&self.path)
    }

    /// The same for another file of the same key, such as a backup.
    pub(crate) fn connect_to(&self, path: &Path) -> Result<Connection, StoreError> {
        Self::connect_by(path, &self.key)
    }

    /// A connection to any file by any key.
    pub(crate) fn connect_by(path: &Path, key: &DataKey) -> Result<Connection, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        // Errors come back as errors; the cipher need not print them as well.
        connection.execute_batch("PRAGMA cipher_log_level = NONE;")?;
        // The key comes before anything that reads; a wrong one shows only at the first read.
        connection.execute_batch(&key.pragma())?;
        connection.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(())).map_err(
            |error| match error.sqlite_error_code() {
                Some(rusqlite::ErrorCode::NotADatabase) => StoreError::Locked,
                _ => error.into(),
            },
        )?;
        connection.busy_timeout(Duration::from_secs(30))?;
        connection.execute_batch(
            "PRAGMA synchronous = FULL;
             PRAGMA foreign_keys = ON;
             PRAGMA secure_delete = ON;
             PRAGMA trusted_schema = OFF;
             PRAGMA cell_size_check = ON;
             PRAGMA temp_store = MEMORY;
             PRAGMA journal_size_limit = 67108864;
",
        )?;
        connection.pragma_update(None, "cache_size", -KEPT_KIB)?;
        connection.set_prepared_statement_cache_capacity(256);
        Ok(connection)
    }

    /// A connection that may only read.
    pub(crate) fn connect_reader(&self) -> Result<Connection, StoreError> {
        self.connect_reader_to(&self.path)
    }

    /// A connection to a backup, which may have a key of before; answers that key.
    pub(crate) fn connect_to_backup(
        &self,
        path: &Path,
    ) -> Result<(Connection, DataKey), StoreError> {
        let present = self.key.clone();
        let folder = self.path.parent().unwrap_or(Path::new(""));
        let mut keys = Some(present).into_iter().chain(keys::former_keys(folder, &self.key)?);
        keys.find_map(|key| match Self::connect_by(path, &key) {
            Err(StoreError::Locked) => None,
            opened => Some(opened.map(|connection| (connection, key))),
        })
        .unwrap_or(Err(StoreError::Locked))
    }

    /// The same for another file of the same key.
    pub(crate) fn connect_reader_to(&self, path: &Path) -> Result<Connection, StoreError> {
        let connection = self.connect_to(path)?;
        connection.pragma_update(None, "query_only", true)?;
        connection.pragma_update(None, "cache_size", -READ_KIB)?;
        Ok(connection)
    }
}

fn check_engine(connection: &Connection) -> Result<(), StoreError> {
    let cipher: Option<String> =
        connection.query_row("PRAGMA cipher_version", [], |row| row.get(0)).ok();
    if cipher.as_deref().unwrap_or_default().is_empty() {
        return Err(StoreError::Engine("no cipher".to_owned()));
    }
    if rusqlite::version_number() < LEAST_ENGINE {
        return Err(StoreError::Engine(format!("SQLite {}", rusqlite::version())));
    }
    Ok(())
}

/// The cipher takes a page of nothing but zeros for one beyond the end of the file, and so a file
/// that begins with one for an empty one, over which a new shop would be written.
fn refuse_blank(path: &Path) -> Result<(), StoreError> {
    let mut header = [0xFF; 16];
    match std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut header)) {
        Ok(()) if header == [0; 16] => Err(StoreError::Damaged("it begins with zeros".to_owned())),
        // Not there yet, or hardly begun.
        _ => Ok(()),
    }
}

fn check_header(path: &Path) -> Result<(), StoreError> {
    let mut header = [0; 16];
    match std::fs::File::open(path)?.read_exact(&mut header) {
        Ok(()) if &header == PLAIN_HEADER => {
            Err(StoreError::Engine("the file is not encrypted".to_owned()))
        }
        Ok(()) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
