//! A few connections for reading. Each read sees the file as it was at one moment.

use std::sync::{Condvar, Mutex, PoisonError};

use rusqlite::Connection;

use crate::StoreError;
use crate::open::Opener;
use crate::wide::WIDE_KIB;

/// Anything a query can run on: a reader, or the writing transaction.
pub trait Read {
    /// The connection to query.
    fn connection(&self) -> &Connection;
}

/// A lent reading connection.
pub struct Reader<'a>(&'a Connection);

impl<'a> Reader<'a> {
    /// A connection of its own in a transaction that pins one moment.
    pub(crate) const fn of(connection: &'a Connection) -> Self {
        Self(connection)
    }
}

impl Read for Reader<'_> {
    fn connection(&self) -> &Connection {
        self.0
    }
}

/// Two screens and the scheduler rarely read at once; more connections would only hold memory.
const MOST: usize = 3;

pub(crate) struct Readers {
    opener: Opener,
    pool: Mutex<Pool>,
    returned: Condvar,
}

#[derive(Default)]
struct Pool {
    idle: Vec<Connection>,
    open: usize,
}

impl Readers {
    pub(crate) fn new(opener: Opener) -> Self {
        Self { opener, pool: Mutex::default(), returned: Condvar::new() }
    }

    pub(crate) fn with<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Reader<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let lent = Lent { readers: self, connection: Some(self.take()?) };
        let Some(connection) = lent.connection.as_ref() else {
            return Err(StoreError::Busy.into());
        };
        // A deferred transaction pins one snapshot for all queries of this read.
        let pinned = connection.unchecked_transaction().map_err(StoreError::from)?;
        let answer = work(&Reader(connection));
        pinned.rollback().map_err(StoreError::from)?;
        answer
    }

    pub(crate) fn apart(&self) -> Result<Apart, StoreError> {
        let connection = self.opener.connect_reader()?;
        connection.pragma_update(None, "cache_size", -WIDE_KIB)?;
        Ok(Apart(connection))
    }

    fn take(&self) -> Result<Connection, StoreError> {
        let mut pool = self.pool.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(connection) = pool.idle.pop() {
                return Ok(connection);
            }
            if pool.open < MOST {
                pool.open += 1;
                drop(pool);
                return self.opener.connect_reader().inspect_err(|_| self.forget());
            }
            pool = self.returned.wait(pool).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn forget(&self) {
        self.pool.lock().unwrap_or_else(PoisonError::into_inner).open -= 1;
        self.returned.notify_one();
    }
}

/// A connection beside the few that screens share, for long reading in slices: it holds none of
/// them up, and each slice lets the file go again.
pub struct Apart(Connection);

impl Apart {
    /// Reads one slice: everything in it is of one moment, the next one may see a later one.
    ///
    /// # Errors
    /// Whatever `work` says.
    pub fn read<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Reader<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let pinned = self.0.unchecked_transaction().map_err(StoreError::from)?;
        let answer = work(&Reader(&self.0));
        pinned.rollback().map_err(StoreError::from)?;
        answer
    }
}

/// Goes back to the pool even where the reading panics.
struct Lent<'a> {
    readers: &'a Readers,
    connection: Option<Connection>,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            self.readers.pool.lock().unwrap_or_else(PoisonError::into_inner).idle.push(connection);
            self.readers.returned.notify_one();
        }
    }
}
