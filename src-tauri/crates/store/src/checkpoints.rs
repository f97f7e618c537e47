//! Moving what was written from the write-ahead log into the file, beside the writing: a person
//! who writes a line waits for its own few pages, and not for a thousand of others every now and
//! then.

use std::cell::Cell;
use std::ffi::c_int;
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;

use rusqlite::hooks::{CheckpointMode, Wal};
use rusqlite::{Connection, ErrorCode};

use crate::StoreError;
use crate::open::Opener;

/// Pages in the log from which on they are moved: four megabytes, as the engine does by itself.
const MANY_PAGES: c_int = 1_000;

/// Pages from which on the writer moves them itself: where it never pauses, the log would grow
/// faster than another thread can empty it.
const TOO_MANY_PAGES: c_int = 32_000;

/// What the moving thread keeps of the file in memory, in KiB: it reads each page once.
const KEPT_KIB: i64 = 1_024;

thread_local! {
    /// Pages in the log after this thread's last commit.
    static PAGES: Cell<c_int> = const { Cell::new(0) };
}

/// The thread that moves pages, and its connection.
pub(crate) struct Checkpoints {
    wake: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Checkpoints {
    pub(crate) fn start(opener: &Opener) -> Result<Self, StoreError> {
        let connection = opener.connect()?;
        connection.pragma_update(None, "cache_size", -KEPT_KIB)?;
        let (wake, woken) = sync_channel(1);
        let thread =
            std::thread::Builder::new().name("huike-checkpoints".to_owned()).spawn(move || {
                for () in woken {
                    let moved = connection.execute_batch("PRAGMA wal_checkpoint(PASSIVE)");
                    report(moved);
                }
            })?;
        Ok(Self { wake: Some(wake), thread: Some(thread) })
    }

    /// Lets the log of a writing connection be watched, which is used on the calling thread alone.
    pub(crate) fn watch(connection: &Connection) {
        connection.wal_hook(Some(|wal, pages| {
            PAGES.set(pages);
            if pages >= TOO_MANY_PAGES {
                report(moved_by(wal));
            }
            Ok(())
        }));
    }

    /// After commits of the calling thread: lets the log be emptied where it has grown.
    pub(crate) fn follow(&self) {
        if PAGES.get() < MANY_PAGES {
            return;
        }
        let Some(wake) = &self.wake else { return };
        match wake.try_send(()) {
            // One is under way and one is asked for: that is enough.
            Ok(()) | Err(TrySendError::Full(())) => {}
            Err(TrySendError::Disconnected(())) => tracing::error!("checkpoints stopped"),
        }
    }
}

fn moved_by(wal: &Wal) -> rusqlite::Result<()> {
    wal.checkpoint_v2(CheckpointMode::PASSIVE).map(|_| ())
}

/// Nothing is lost where pages stay in the log: they are moved next time, or when the file is
/// closed.
fn report(moved: rusqlite::Result<()>) {
    match moved {
        Ok(()) => {}
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {}
        Err(error) => tracing::warn!(%error, "checkpoint"),
    }
}

impl Drop for Checkpoints {
    fn drop(&mut self) {
        drop(self.wake.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
