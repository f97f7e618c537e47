//! The writing transaction of one operation, with the record that is made of it.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use huike_domain::ids::{CustomerId, OperationId};
use huike_domain::time::Instant;
use rusqlite::Connection;
use rusqlite::session::Session;
use uuid::Uuid;

use crate::audit::{self, Entry};
use crate::ids::first_id;
use crate::lists::{Edited, Note, Standing};
use crate::ops::{Bulk, Record};
use crate::readers::Read;
use crate::writer::{Actor, Changed, Kinds, Op};
use crate::{StoreError, derived};

/// Customers who come back one by one, as after a merge; where more do, everyone's place is made
/// anew by whoever takes a bulk operation back.
const MOST_COME_BACK: usize = 100;

/// The writing transaction of one operation.
pub struct Tx<'a> {
    connection: &'a Connection,
    session: RefCell<Session<'a>>,
    op: &'a Op,
    subject: Cell<Option<CustomerId>>,
    first_id: Cell<u128>,
    next_id: Cell<u128>,
    bulk: Cell<bool>,
    bulk_rows: Cell<u32>,
    renamed: RefCell<BTreeSet<CustomerId>>,
    bought: RefCell<BTreeSet<CustomerId>>,
    gave_back: RefCell<BTreeSet<CustomerId>>,
    owing: RefCell<BTreeSet<CustomerId>>,
    /// Whose standing was made anew already.
    placed: RefCell<BTreeSet<CustomerId>>,
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
    pub(crate) fn begin(connection: &'a Connection, op: &'a Op) -> Result<Self, StoreError> {
        let mut session = Session::new(connection)?;
        for table in crate::ops::RECORDED {
            session.attach(Some(table))?;
        }
        let first = first_id(op.at)?;
        Ok(Self {
            connection,
            session: RefCell::new(session),
            op,
            subject: Cell::new(op.subject),
            first_id: Cell::new(first),
            next_id: Cell::new(first),
            bulk: Cell::new(false),
            bulk_rows: Cell::new(0),
            renamed: RefCell::default(),
            bought: RefCell::default(),
            gave_back: RefCell::default(),
            owing: RefCell::default(),
            placed: RefCell::default(),
            derived: RefCell::default(),
            words: RefCell::default(),
            note: RefCell::default(),
        })
    }

    /// Whose operation it is.
    #[must_use]
    pub fn actor(&self) -> Actor {
        self.op.actor
    }

    /// Says whom it is about, where that is known only now: a customer who is entered.
    pub fn about(&self, customer: CustomerId) {
        self.subject.set(Some(customer));
    }

    /// The moment of the operation.
    #[must_use]
    pub fn at(&self) -> Instant {
        self.op.at
    }

    /// The customer whom the operation is about, where there is one.
    #[must_use]
    pub const fn subject(&self) -> Option<CustomerId> {
        self.op.subject
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

    /// Makes the standing of everyone marked so far anew, for what is decided by it within the
    /// operation. Who is touched afterwards is made anew before the commit, as always.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    pub fn place_buyers(&self) -> Result<(), StoreError> {
        let bought = self.bought.take();
        if bought.is_empty() {
            return Ok(());
        }
        derived::refresh(self, &BTreeSet::new(), &bought)?;
        let edited = bought.iter().map(|id| (*id, Edited::default()));
        self.note.borrow_mut().edited.extend(edited);
        self.derived(crate::ops::STANDING);
        self.placed.borrow_mut().extend(bought);
        Ok(())
    }

    /// Makes the standing of a customer whom this operation entered, for what is decided by it
    /// within the operation.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    pub fn place_new(&self, customer: CustomerId) -> Result<(), StoreError> {
        derived::refresh(self, &BTreeSet::from([customer]), &BTreeSet::new())
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
    pub(crate) fn finish(
        self,
        undoes: Option<OperationId>,
    ) -> Result<Option<(Changed, Note)>, StoreError> {
        let mut changeset = Vec::new();
        self.session.borrow_mut().changeset_strm(&mut changeset)?;
        let record = Record::read(&changeset)?;
        let mut note = self.note.take();
        note.contacted.extend(&record.reached);
        note.edited.extend(record.customers.iter().map(|(id, edit)| (*id, edit.order)));
        let renamed = record.customers.iter().filter(|(_, edit)| edit.words).map(|(id, _)| *id);
        self.renamed.borrow_mut().extend(renamed);
        let placed = self.placed.take();
        self.bought.borrow_mut().extend(record.buyers.difference(&placed));
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
            let mut back: Vec<_> = self.subject.get().into_iter().collect();
            if renamed.len() <= MOST_COME_BACK {
                back.extend(renamed);
            }
            crate::followups::rerank(&self, &back, crate::settings::zone(self.connection)?)?;
        }
        let bought: BTreeSet<_> = bought.union(&placed).copied().collect();
        crate::scripts::refresh(&self, &note.contacted, &bought)?;
        derived::follow_rules(&self, record.program && undoes.is_some(), record.hours)?;
        kinds.extend(self.derived.borrow().iter());
        if kinds.is_empty() && self.op.actor == Actor::System {
            return Ok(None);
        }
        let entry = Entry {
            seq: None,
            id: self.op.id,
            actor: self.op.actor,
            kind: self.op.kind,
            at: self.op.at,
            subject: self.subject.get(),
            rows: record.rows + self.bulk_rows.get(),
            undoes,
            bulk: bulk.map(|bulk| bulk.to_json()),
            changeset,
        };
        note.seq = audit::append(self.connection, entry)?;
        kinds.insert("op");
        Ok(Some((Changed { op: self.op.id, kinds }, note)))
    }
}
