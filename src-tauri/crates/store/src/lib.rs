//! The encrypted file: one writer, a few readers, every change recorded.
//!
//! [`Store::write`] is the only door for writing. It runs on the writer's own thread, records the
//! change in the same transaction and tells, after the commit, which kinds of data changed.

pub mod archive;
pub mod attachments;
pub mod audit;
pub mod backup;
pub mod complaints;
pub mod counts;
pub mod customers;
pub mod error;
pub mod followups;
pub mod interactions;
pub mod keys;
pub mod lists;
pub mod ops;
pub mod plans;
pub mod playbooks;
pub mod purchases;
pub mod scripts;
pub mod search;
pub mod segments;
pub mod settings;
pub mod text;
pub mod tiers;
pub mod verify;
pub mod views;

mod checkpoints;
mod derived;
mod figures;
mod ids;
mod migrations;
mod open;
mod readers;
mod rekey;
mod row;
mod tx;
mod undo;
mod wide;
mod writer;

pub use error::StoreError;
pub use readers::{Apart, Read, Reader};
pub use tx::Tx;
pub use writer::{Actor, Changed, Kinds, Op, Written};

use std::path::{Path, PathBuf};
use std::sync::Arc;

use keys::DataKey;
use lists::Board;
use open::Opener;
use readers::Readers;
use writer::Writer;

/// An open data folder.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    folder: PathBuf,
    opener: Opener,
    readers: Readers,
    writer: Writer,
    board: Board,
}

/// The data file's name in the data folder.
pub const FILE_NAME: &str = "huike.db";

impl Store {
    /// Opens the file in `folder` that opens by itself, creating both on the first run.
    ///
    /// # Errors
    /// [`StoreError::Locked`] where it takes a passphrase or the key does not open it,
    /// [`StoreError::NewerFile`] where a newer program wrote it, [`StoreError::Damaged`] where it
    /// cannot be read, and [`StoreError::Io`] where the folder cannot be written.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        std::fs::create_dir_all(folder)?;
        Self::open_with(folder, keys::kept(folder)?)
    }

    /// Opens the file in `folder` by its key.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_with(folder: &Path, key: DataKey) -> Result<Self, StoreError> {
        let opener = Opener::prepare(folder, key)?;
        let board = Board::new();
        let writer = Writer::start(&opener, board.ledger())?;
        let readers = Readers::new(opener.clone());
        let inner = Inner { folder: folder.to_owned(), opener, readers, writer, board };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Whether nothing but this handle holds the file open any more.
    #[must_use]
    pub fn is_the_last(&self) -> bool {
        Arc::strong_count(&self.inner) == 1
    }

    /// The file's key.
    #[must_use]
    pub fn key(&self) -> &DataKey {
        &self.inner.opener.key
    }

    /// The data folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.inner.folder
    }

    /// Lends one of the few reading connections. Everything read through it is of one moment.
    ///
    /// # Errors
    /// Whatever `work` says, or what opening a connection says.
    pub fn read<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Reader<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.inner.readers.with(work)
    }

    /// Opens a reading connection for long work, beside those that screens share.
    ///
    /// # Errors
    /// What opening a connection says.
    pub fn apart(&self) -> Result<Apart, StoreError> {
        self.inner.readers.apart()
    }

    /// Runs `work` as one operation: all of it is kept, or nothing.
    ///
    /// # Errors
    /// [`StoreError::AlreadyDone`] where an operation of this id happened before,
    /// [`StoreError::Busy`] where another program writes for longer than half a minute, and
    /// whatever `work` says; nothing is changed then.
    pub fn write<T, E>(
        &self,
        op: Op,
        work: impl FnOnce(&Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<Written<T>, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.inner.writer.write(op, work)
    }

    /// Takes an operation back by its inverted record. What follows from that is `after`'s to
    /// bring about, in the same transaction.
    ///
    /// # Errors
    /// [`StoreError::CannotUndo`] with the reason; see [`undo`](Self::undo)'s rules in the module.
    /// Whatever `after` says.
    pub fn undo<E>(
        &self,
        op: Op,
        target: huike_domain::ids::OperationId,
        after: impl FnOnce(&Tx<'_>) -> Result<(), E> + Send + 'static,
    ) -> Result<Written<()>, E>
    where
        E: From<StoreError> + Send + 'static,
    {
        self.inner.writer.undo(op, target, after)
    }

    /// Whether another program has written to the file since this was last asked.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    pub fn changed_elsewhere(&self) -> Result<bool, StoreError> {
        self.inner.writer.changed_elsewhere()
    }

    /// Calls `listener` after each commit that changed something, on the writer's thread.
    pub fn on_change(&self, listener: impl Fn(&Changed) + Send + Sync + 'static) {
        self.inner.writer.on_change(Box::new(listener));
    }
}
