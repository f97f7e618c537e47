//! What the file can answer instead of data.

use huike_domain::ids::OperationId;

/// A kind is here because a use case acts on it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another program writes for longer than we wait.
    #[error("the data file is busy")]
    Busy,
    /// The key does not open the file.
    #[error("the key does not open the data file")]
    Locked,
    /// What wraps the key was changed by somebody who does not know it.
    #[error("the wrappings of the key were changed by a stranger")]
    KeysChanged,
    /// A newer program wrote the file.
    #[error("the data file has version {file}; this program knows {program}")]
    NewerFile {
        /// Version of the file.
        file: u32,
        /// Newest version known.
        program: u32,
    },
    /// The file cannot be read as what it is.
    #[error("the data file is damaged: {0}")]
    Damaged(String),
    /// The linked cipher or database engine is not the one this program was built for.
    #[error("unsuitable engine: {0}")]
    Engine(String),
    /// An operation with this id is on record.
    #[error("operation {0} happened already")]
    AlreadyDone(OperationId),
    /// It cannot be taken back.
    #[error("cannot be undone: {0:?}")]
    CannotUndo(UndoRefusal),
    /// A row that was named is not there.
    #[error("no such {0}")]
    NotFound(&'static str),
    /// Another row has this value already.
    #[error("{0} is taken")]
    Taken(&'static str),
    /// What a row says contradicts another.
    #[error("{0} is impossible")]
    Impossible(&'static str),
    /// A row would hold more of these than it may.
    #[error("more than {limit} {field}")]
    TooMany {
        /// Of what.
        field: &'static str,
        /// How many it may hold.
        limit: usize,
    },
    /// Not a backup of this shop's program, or of another key.
    #[error("not a backup that this key opens")]
    NotABackup,
    /// The disk said no.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The engine said no.
    #[error("{0}")]
    Sql(rusqlite::Error),
}

impl StoreError {
    /// Whether there was no room on the disk.
    #[must_use]
    pub fn is_full(&self) -> bool {
        match self {
            Self::Io(error) => is_full(error),
            Self::Sql(error) => error.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull),
            _ => false,
        }
    }
}

/// Whether there was no room on the disk, or for this account.
#[must_use]
pub fn is_full(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{QuotaExceeded, StorageFull};
    matches!(error.kind(), StorageFull | QuotaExceeded)
}

/// Why an operation cannot be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UndoRefusal {
    /// Taken back before.
    AlreadyUndone,
    /// Recorded without what is needed to take it back.
    NotUndoable,
    /// It removed files whose bytes were cleared since.
    FilesCleared,
    /// A later operation of a person touched the same rows.
    ChangedSince(OperationId),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            // A page whose seal does not hold is called any of these.
            Some(
                ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::SystemIoFailure,
            ) => Self::Damaged(error.to_string()),
            _ => Self::Sql(error),
        }
    }
}
