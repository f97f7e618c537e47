//! The one door for writing: a thread of its own, one transaction an operation, one record each.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Sender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use huike_domain::ids::{CustomerId, OperationId, PersonId};
use huike_domain::time::Instant;
use rusqlite::{Connection, OptionalExtension as _};

use crate::checkpoints::Checkpoints;
use crate::lists::Ledger;
use crate::open::Opener;
use crate::{StoreError, Tx, undo};

/// Who does something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The person at the screen, in a shop that has not said who works there, or where nobody said
    /// who sits there.
    Owner,
    /// Somebody who works there.
    Person(PersonId),
    /// The program by itself: proposals, nightly sorting.
    System,
}

impl Actor {
    /// As it lies in the file: a word, or the id.
    #[must_use]
    pub fn text(self) -> String {
        match self {
            Self::Owner => "owner".to_owned(),
            Self::Person(person) => person.to_string(),
            Self::System => "system".to_owned(),
        }
    }

    /// What [`Actor::text`] wrote; none for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "owner" => Some(Self::Owner),
            "system" => Some(Self::System),
            id => id.parse().ok().map(Self::Person),
        }
    }
}

/// One thing that somebody means to do.
#[derive(Clone, Debug)]
pub struct Op {
    /// Made by the caller, who can ask for it after an unclear failure.
    pub id: OperationId,
    /// Who.
    pub actor: Actor,
    /// What, as `room.verb`.
    pub kind: &'static str,
    /// When.
    pub at: Instant,
    /// The customer it is about, where there is one.
    pub subject: Option<CustomerId>,
}

/// Kinds of data that changed, as a set of table names.
pub type Kinds = BTreeSet<&'static str>;

/// What listeners are told after a commit.
#[derive(Clone, Debug)]
pub struct Changed {
    /// The operation.
    pub op: OperationId,
    /// Tables that changed; see [`crate::ops::RECORDED`] and [`crate::ops::STANDING`].
    pub kinds: Kinds,
}

/// What an operation answered.
#[derive(Clone, Debug)]
pub struct Written<T> {
    /// The answer.
    pub value: T,
    /// The operation's id.
    pub op: OperationId,
    /// Whether anything was changed and recorded.
    pub changed: bool,
}

type Listener = Box<dyn Fn(&Changed) + Send + Sync>;
type Job = Box<dyn FnOnce(&mut Connection) + Send>;

pub(crate) struct Writer {
    jobs: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
    listeners: Arc<Mutex<Vec<Listener>>>,
    seen: Arc<Mutex<i64>>,
    ledger: Ledger,
}

impl Writer {
    pub(crate) fn start(opener: &Opener, ledger: Ledger) -> Result<Self, StoreError> {
        let mut connection = opener.connect()?;
        // Asked here and not when it is first looked at: what another program writes in between
        // would count as the beginning.
        let seen = version(&connection)?;
        Checkpoints::watch(&connection);
        let checkpoints = Checkpoints::start(opener)?;
        let (jobs, queue) = channel::<Job>();
        let thread =
            std::thread::Builder::new().name("huike-writer".to_owned()).spawn(move || {
                for job in queue {
                    job(&mut connection);
                    checkpoints.follow();
                }
            })?;
        let listeners = Arc::default();
        let seen = Arc::new(Mutex::new(seen));
        Ok(Self { jobs: Some(jobs), thread: Some(thread), listeners, seen, ledger })
    }

    pub(crate) fn on_change(&self, listener: Listener) {
        self.listeners.lock().unwrap_or_else(PoisonError::into_inner).push(listener);
    }

    pub(crate) fn write<T, E>(
        &self,
        op: Op,
        work: impl FnOnce(&Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<Written<T>, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.run_and_tell(op, None, work)
    }

    fn run_and_tell<T, E>(
        &self,
        op: Op,
        undoes: Option<OperationId>,
        work: impl FnOnce(&Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<Written<T>, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (listeners, ledger) = (Arc::clone(&self.listeners), self.ledger.clone());
        self.on_thread(move |connection| {
            let (value, changed) = run(connection, &ledger, &op, undoes, work)?;
            if let Some(changed) = &changed {
                for listener in listeners.lock().unwrap_or_else(PoisonError::into_inner).iter() {
                    listener(changed);
                }
            }
            Ok(Written { value, op: op.id, changed: changed.is_some() })
        })?
    }

    pub(crate) fn undo<E: From<StoreError> + Send + 'static>(
        &self,
        op: Op,
        target: OperationId,
        after: impl FnOnce(&Tx<'_>) -> Result<(), E> + Send + 'static,
    ) -> Result<Written<()>, E> {
        self.run_and_tell(op, Some(target), move |tx| {
            undo::take_back(tx, target)?;
            after(tx)
        })
    }

    /// Commits of this connection leave its own `data_version` alone, so a new one is another's.
    pub(crate) fn changed_elsewhere(&self) -> Result<bool, StoreError> {
        let seen = Arc::clone(&self.seen);
        self.on_thread(move |connection| {
            let now = version(connection)?;
            let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
            Ok::<_, StoreError>(std::mem::replace(&mut *seen, now) != now)
        })?
    }

    /// Runs `work` on the writer's thread and waits; a panic goes on in the caller.
    pub(crate) fn on_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> T + Send + 'static,
    ) -> Result<T, StoreError> {
        let (answer, wait) = sync_channel(1);
        let job: Job = Box::new(move |connection| {
            let done = catch_unwind(AssertUnwindSafe(|| work(connection)));
            // The caller waits below; it is gone only when its whole thread is.
            let _ = answer.send(done);
        });
        let stopped = || StoreError::Engine("the writer stopped".to_owned());
        self.jobs.as_ref().ok_or_else(stopped)?.send(job).map_err(|_| stopped())?;
        match wait.recv().map_err(|_| stopped())? {
            Ok(done) => Ok(done),
            Err(panic) => resume_unwind(panic),
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // Lets the thread finish its queue and close the file in order.
        drop(self.jobs.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// A number that is another one after each commit of another connection.
fn version(connection: &Connection) -> Result<i64, StoreError> {
    let mut query = connection.prepare_cached("PRAGMA data_version")?;
    Ok(query.query_row([], |row| row.get(0))?)
}

fn run<T, E: From<StoreError>>(
    connection: &mut Connection,
    ledger: &Ledger,
    op: &Op,
    undoes: Option<OperationId>,
    work: impl FnOnce(&Tx<'_>) -> Result<T, E>,
) -> Result<(T, Option<Changed>), E> {
    let sql = StoreError::from;
    connection.execute_batch("BEGIN IMMEDIATE").map_err(sql)?;
    let done = catch_unwind(AssertUnwindSafe(|| {
        if happened(connection, op.id)? {
            return Err(StoreError::AlreadyDone(op.id).into());
        }
        let tx = Tx::begin(connection, op)?;
        let value = work(&tx)?;
        let changed = tx.finish(undoes)?;
        Ok((value, changed))
    }));
    match done {
        Ok(Ok((value, None))) => {
            commit(connection, op.id, false)?;
            Ok((value, None))
        }
        Ok(Ok((value, Some((changed, note))))) => {
            // Before the commit: who sees the operation in the file finds its note.
            let seq = note.seq;
            ledger.add(note);
            commit(connection, op.id, true).inspect_err(|_| ledger.forget(seq))?;
            Ok((value, Some(changed)))
        }
        Ok(Err(error)) => {
            roll_back(connection)?;
            Err(error)
        }
        Err(panic) => {
            let _ = roll_back(connection);
            resume_unwind(panic)
        }
    }
}

/// A COMMIT that reports failure may have committed all the same: the record tells.
fn commit(connection: &Connection, op: OperationId, recorded: bool) -> Result<(), StoreError> {
    let Err(error) = connection.execute_batch("COMMIT") else {
        return Ok(());
    };
    if connection.is_autocommit() && recorded && happened(connection, op)? {
        return Ok(());
    }
    roll_back(connection)?;
    Err(error.into())
}

fn roll_back(connection: &Connection) -> Result<(), StoreError> {
    if connection.is_autocommit() { Ok(()) } else { Ok(connection.execute_batch("ROLLBACK")?) }
}

/// Whether an operation of this id is on record.
pub(crate) fn happened(connection: &Connection, op: OperationId) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached("SELECT 1 FROM op WHERE id = ?1")?
        .query_row([op.as_bytes()], |_| Ok(()))
        .optional()?
        .is_some())
}
