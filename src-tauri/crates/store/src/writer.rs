//! The one door for writing: a thread of its own, one transaction an operation, one record each.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Sender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use huike_domain::ids::{CustomerId, OperationId};
use huike_domain::time::Instant;
use rusqlite::session::Session;
use rusqlite::{Connection, OptionalExtension as _, params};
use uuid::Uuid;

use crate::ids::first_id;
use crate::lists::{Edited, Ledger, Note, Standing};
use crate::open::Opener;
use crate::ops::{Bulk, Record};
use crate::readers::Read;
use crate::{StoreError, derived, undo};

/// Who does something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The person at the screen. Named accounts come with the staff room.
    Owner,
    /// The program by itself: proposals, nightly sorting.
    System,
}

impl Actor {
    /// As it lies in the file.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::System => "system",
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
    seen: Arc<Mutex<Option<i64>>>,
    ledger: Ledger,
}

impl Writer {
    pub(crate) fn start(opener: &Opener, ledger: Ledger) -> Result<Self, StoreError> {
        let mut connection = opener.connect()?;
        let (jobs, queue) = channel::<Job>();
        let thread =
            std::thread::Builder::new().name("huike-writer".to_owned()).spawn(move || {
                for job in queue {
                    job(&mut connection);
                }
            })?;
        let listeners = Arc::default();
        Ok(Self { jobs: Some(jobs), thread: Some(thread), listeners, seen: Arc::default(), ledger })
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
            let mut version = connection.prepare_cached("PRAGMA data_version")?;
            let now: i64 = version.query_row([], |row| row.get(0))?;
            let before = seen.lock().unwrap_or_else(PoisonError::into_inner).replace(now);
            Ok::<_, StoreError>(before.is_some_and(|before| before != now))
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

/// The writing transaction of one operation.
pub struct Tx<'a> {
    connection: &'a Connection,
    session: RefCell<Session<'a>>,
    op: &'a Op,
    first_id: Cell<u128>,
    next_id: Cell<u128>,
    bulk: Cell<bool>,
    bulk_rows: Cell<u32>,
    renamed: RefCell<BTreeSet<CustomerId>>,
    bought: RefCell<BTreeSet<CustomerId>>,
    gave_back: RefCell<BTreeSet<CustomerId>>,
    owing: RefCell<BTreeSet<CustomerId>>,
    derived: RefCell<Kinds>,
    words: RefCell<derived::Waiting>,
    note: RefCell<Note>,
}

impl Read for Tx<'_> {
    fn connection(&self) -> &Connection {
        self.connection
    }
}

impl<'a> Tx<'a> {
    fn begin(connection: &'a Connection, op: &'a Op) -> Result<Self, StoreError> {
        let mut session = Session::new(connection)?;
        for table in crate::ops::RECORDED {
            session.attach(Some(table))?;
        }
        let first = first_id(op.at)?;
        Ok(Self {
            connection,
            session: RefCell::new(session),
            op,
            first_id: Cell::new(first),
            next_id: Cell::new(first),
            bulk: Cell::new(false),
            bulk_rows: Cell::new(0),
            renamed: RefCell::default(),
            bought: RefCell::default(),
            gave_back: RefCell::default(),
            owing: RefCell::default(),
            derived: RefCell::default(),
            words: RefCell::default(),
            note: RefCell::default(),
        })
    }

    /// The moment of the operation.
    #[must_use]
    pub fn at(&self) -> Instant {
        self.op.at
    }

    /// A new id. All ids of one operation follow each other, so that rows of an import lie in
    /// their order and can be named as one range.
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        let id = self.next_id.get();
        self.next_id.set(id + 1);
        Uuid::from_u128(id)
    }

    /// Inserts rows without recording each: what a bulk import makes is recorded as the range of
    /// its ids, which undo deletes. Only for inserting rows whose id came from [`Self::new_id`].
    ///
    /// # Errors
    /// Whatever `work` says.
    pub fn in_bulk<T, E>(&self, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        self.bulk.set(true);
        self.bulk_rows.set(self.bulk_rows.get() + 1);
        self.without_record(work)
    }

    /// Changes rows that the record leaves out.
    pub(crate) fn without_record<T, E>(&self, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        self.session.borrow_mut().set_enabled(false);
        let done = work();
        self.session.borrow_mut().set_enabled(true);
        done
    }

    /// Marks a customer whose purchases changed: where they stand is made anew before the commit.
    pub(crate) fn touch(&self, customer: CustomerId) {
        self.bought.borrow_mut().insert(customer);
    }

    /// Marks a customer of whom something was taken back.
    pub(crate) fn gave_back(&self, customer: CustomerId) {
        self.gave_back.borrow_mut().insert(customer);
    }

    /// Customers who gave something back in this operation.
    #[must_use]
    pub fn refunded(&self) -> BTreeSet<CustomerId> {
        self.gave_back.borrow().clone()
    }

    /// Marks a customer whose points ledger may have to be brought up to date.
    pub(crate) fn owe(&self, customer: CustomerId) {
        self.owing.borrow_mut().insert(customer);
    }

    /// Customers whose purchases or points this operation changed so far.
    #[must_use]
    pub fn owing(&self) -> BTreeSet<CustomerId> {
        self.bought.borrow().union(&self.owing.borrow()).copied().collect()
    }

    /// Notes that a derived table changed, which no record shows.
    pub(crate) fn derived(&self, table: &'static str) {
        self.derived.borrow_mut().insert(table);
    }

    /// Notes a customer who is new without a record.
    pub(crate) fn entered(&self, customer: CustomerId) {
        self.note.borrow_mut().enter(customer);
    }

    /// Notes the words of a customer who is new without a record: they are written with those of
    /// others, before the commit at the latest.
    pub(crate) fn found_by(
        &self,
        customer: CustomerId,
        searchable: &derived::Searchable<'_>,
    ) -> Result<(), StoreError> {
        self.words.borrow_mut().add(self.connection, customer, searchable)
    }

    /// Whether this very operation entered a row in bulk, which so has no other record than the
    /// range of its ids.
    #[must_use]
    pub(crate) fn made_in_bulk(&self, id: Uuid) -> bool {
        self.bulk.get() && (self.first_id.get()..self.next_id.get()).contains(&id.as_u128())
    }

    /// Marks a customer whose words changed without a record: they are made anew before the commit.
    pub(crate) fn reworded(&self, customer: CustomerId) {
        self.renamed.borrow_mut().insert(customer);
    }

    /// Notes where customers stand now.
    pub(crate) fn moved(&self, standings: impl IntoIterator<Item = Standing>) {
        self.note.borrow_mut().moved.extend(standings);
    }

    /// Notes a customer whose level of membership is another one.
    pub(crate) fn placed(&self, customer: CustomerId) {
        self.note.borrow_mut().edit(customer, Edited::default());
    }

    /// Notes a contact that no record shows.
    pub(crate) fn reached(&self, customer: CustomerId) {
        self.note.borrow_mut().contacted.push(customer);
    }

    /// Notes a range of customers who are gone without a record.
    pub(crate) fn removed(&self, first: Uuid, last: Uuid) {
        let range = (CustomerId::from_uuid(first), CustomerId::from_uuid(last));
        self.note.borrow_mut().removed.push(range);
    }

    /// Notes that anybody may have changed.
    pub(crate) fn touched_everyone(&self) {
        self.note.borrow_mut().everyone = true;
    }

    /// Whether rows go unrecorded at present.
    pub(crate) fn is_bulk(&self) -> bool {
        self.bulk.get()
    }

    /// Writes the record; `None` where the operation changed nothing and nobody will ask for it.
    fn finish(self, undoes: Option<OperationId>) -> Result<Option<(Changed, Note)>, StoreError> {
        let mut changeset = Vec::new();
        self.session.borrow_mut().changeset_strm(&mut changeset)?;
        let record = Record::read(&changeset)?;
        let mut note = self.note.take();
        note.contacted.extend(&record.reached);
        note.edited.extend(record.customers.iter().map(|(id, edit)| (*id, edit.order)));
        let renamed = record.customers.iter().filter(|(_, edit)| edit.words).map(|(id, _)| *id);
        self.renamed.borrow_mut().extend(renamed);
        self.bought.borrow_mut().extend(record.buyers);
        let mut kinds = record.tables;
        kinds.extend(self.derived.borrow().iter());
        let bulk = self.bulk.get().then(|| Bulk {
            first: Uuid::from_u128(self.first_id.get()),
            last: Uuid::from_u128(self.next_id.get() - 1),
        });
        if bulk.is_some() {
            kinds.extend(["customer", "purchase", "interaction"]);
        }
        self.words.borrow_mut().write(self.connection)?;
        let (renamed, bought) = (self.renamed.take(), self.bought.take());
        if !renamed.is_empty() || !bought.is_empty() {
            derived::refresh(&self, &renamed, &bought)?;
            note.edited.extend(bought.iter().map(|id| (*id, Edited::default())));
            note.moved.extend(self.note.take().moved);
            kinds.insert(crate::ops::STANDING);
        }
        if undoes.is_some() {
            // What comes back brings the place it had when it went.
            let mut back: Vec<_> = self.op.subject.into_iter().collect();
            if renamed.len() <= MOST_COME_BACK {
                back.extend(renamed);
            }
            crate::followups::rerank(&self, &back, crate::settings::zone(self.connection)?)?;
        }
        derived::follow_rules(&self, record.program && undoes.is_some(), record.hours)?;
        kinds.extend(self.derived.borrow().iter());
        if kinds.is_empty() && self.op.actor == Actor::System {
            return Ok(None);
        }
        self.connection
            .prepare_cached(
                "INSERT INTO op (id, actor, kind, at, subject, row_count, undoes, bulk, changeset)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params![
                self.op.id.as_bytes(),
                self.op.actor.as_str(),
                self.op.kind,
                self.op.at.0,
                self.op.subject.as_ref().map(CustomerId::as_bytes),
                record.rows + self.bulk_rows.get(),
                undoes.as_ref().map(OperationId::as_bytes),
                bulk.map(|bulk| bulk.to_json()),
                changeset,
            ])?;
        kinds.insert("op");
        note.seq = self.connection.last_insert_rowid();
        Ok(Some((Changed { op: self.op.id, kinds }, note)))
    }
}

/// Customers who come back one by one, as after a merge; where more do, everyone's place is made
/// anew by whoever takes a bulk operation back.
const MOST_COME_BACK: usize = 100;

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

fn happened(connection: &Connection, op: OperationId) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached("SELECT 1 FROM op WHERE id = ?1")?
        .query_row([op.as_bytes()], |_| Ok(()))
        .optional()?
        .is_some())
}
