//! Lists of customers: any filter, any order, any stretch of a million rows.
//!
//! The first rows of the plain list come from an index of the file, so that a window shows them at
//! once. Everything else is answered by the columns in memory ([`columns`]), which are read in the
//! background and kept true by the notes that the writer takes of each operation ([`notes`]).

mod column;
mod columns;
mod contacts;
mod leaving;
mod notes;
mod own;
mod select;
mod sources;
mod words;

pub use contacts::last_contact;
pub use leaving::Leaving;
pub(crate) use notes::{Edited, Note, Standing};

use std::sync::{Arc, Mutex, PoisonError, RwLock};

use huike_domain::customers::filter::{Calendar, Field, Filter};
use huike_domain::ids::{CustomerId, FieldId};

use crate::customers::{SUMMARY, Summary, summary};
use crate::open::Opener;
use crate::ops::latest_seq;
use crate::readers::{Read, Reader, Readers};
use crate::{Store, StoreError};
use columns::Columns;
use notes::Notes;
use select::Bits;

/// How lists read what the shop defined itself.
pub(crate) const OWN: [&str; 2] = [own::LIKES, own::VALUES];

/// In which order a list stands; equals stand in the order of their ids.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Order {
    /// Sorted by.
    pub sort: Field,
    /// Sorted by this field of the shop's own instead; who has nothing there comes last.
    pub own: Option<FieldId>,
    /// Greatest first.
    pub descending: bool,
}

/// Rows of a plain list that are counted off from its top in the file's own index.
const NEAR_THE_TOP: u32 = 1_024;

/// The first rows of everyone in an order that the file keeps; `None` where it keeps no such
/// order, or the stretch begins too deep to count rows off.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn from_index(
    read: &impl Read,
    order: Order,
    skip: u32,
    limit: u32,
) -> Result<Option<Vec<Summary>>, StoreError> {
    let Some(keys) = keys_sql(order).filter(|_| skip < NEAR_THE_TOP) else { return Ok(None) };
    let direction = if order.descending { "DESC" } else { "ASC" };
    let sql = format!(
        "SELECT {SUMMARY} FROM ({keys} LIMIT ?1 OFFSET ?2) AS page
         CROSS JOIN standing ON standing.customer_id = page.customer_id
         CROSS JOIN customer ON customer.id = page.customer_id
         ORDER BY page.k {direction}, page.customer_id {direction}"
    );
    let mut query = read.connection().prepare_cached(&sql)?;
    let rows = query.query_map([limit, skip], summary)?;
    Ok(Some(rows.collect::<Result<_, _>>()?))
}

/// Whether the file keeps this order.
#[must_use]
pub const fn has_index(order: Order) -> bool {
    order.own.is_none() && select::index_of(order.sort).is_some()
}

fn keys_sql(order: Order) -> Option<String> {
    let column = select::index_of(order.sort).filter(|_| order.own.is_none())?;
    let direction = if order.descending { "DESC" } else { "ASC" };
    Some(format!(
        "SELECT {column} AS k, customer_id FROM standing
         ORDER BY k {direction}, customer_id {direction}"
    ))
}

/// The query plans of the lists that come from an index, for the test that proves it.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn plans(read: &impl Read) -> Result<Vec<String>, StoreError> {
    let mut plans = Vec::new();
    for sort in Field::ALL {
        for descending in [false, true] {
            let Some(keys) = keys_sql(Order { sort: *sort, own: None, descending }) else {
                continue;
            };
            let mut query = read.connection().prepare(&format!("EXPLAIN QUERY PLAN {keys}"))?;
            let details = query.query_map([], |row| row.get::<_, String>(3))?;
            plans.push(details.collect::<Result<Vec<_>, _>>()?.join("\n"));
        }
    }
    Ok(plans)
}

/// Those of these customers who pass a filter, in the order of their ids, as the transaction sees
/// them: without everyone's columns, so for few of many.
///
/// # Errors
/// [`StoreError::NotFound`] of a field that is gone; [`StoreError::Sql`].
pub fn among(
    read: &impl Read,
    filter: &Filter,
    calendar: Calendar,
    customers: &[CustomerId],
) -> Result<Vec<CustomerId>, StoreError> {
    let reader = Reader::of(read.connection());
    let columns = Columns::of_these(read.connection(), customers, asks_contacts(filter))?;
    let bits = columns.bits(&reader, filter, calendar)?;
    Ok(bits.rows().map(|row| columns.ids[row]).collect())
}

/// Whether a filter asks for the last contact, which must be looked for among all of a customer's.
fn asks_contacts(filter: &Filter) -> bool {
    match filter {
        Filter::All { of } | Filter::Any { of } => of.iter().any(asks_contacts),
        Filter::Not { of } => asks_contacts(of),
        Filter::Where { field, .. } => *field == Field::Contacted,
        Filter::Own { .. } => false,
    }
}

/// The columns while the file is open: none before they are first needed, or while everyone is
/// read again.
pub(crate) struct Board {
    columns: RwLock<Option<Columns>>,
    notes: Arc<Mutex<Notes>>,
    loading: Mutex<()>,
}

/// The writer's end: takes notes.
#[derive(Clone)]
pub(crate) struct Ledger(Arc<Mutex<Notes>>);

impl Ledger {
    /// Notes an operation that is about to be committed.
    pub(crate) fn add(&self, note: Note) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).add(note);
    }

    /// Takes the note of an operation back that was rolled back.
    pub(crate) fn forget(&self, seq: i64) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).forget(seq);
    }
}

/// How often a list is asked again because operations went on in between.
const TRIES: usize = 16;

impl Board {
    pub(crate) fn new() -> Self {
        Self { columns: RwLock::new(None), notes: Arc::default(), loading: Mutex::new(()) }
    }

    pub(crate) fn ledger(&self) -> Ledger {
        Ledger(Arc::clone(&self.notes))
    }

    /// Reads everyone, unless somebody just did.
    fn load(&self, opener: &Opener) -> Result<(), StoreError> {
        let _one = self.loading.lock().unwrap_or_else(PoisonError::into_inner);
        if self.columns.read().unwrap_or_else(PoisonError::into_inner).is_some() {
            return Ok(());
        }
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).taking = true;
        // A connection of its own: everyone's pages would drive out those that screens read.
        let connection = opener.connect_reader()?;
        let pinned = connection.unchecked_transaction()?;
        let columns = Columns::load(&Reader::of(&pinned))?;
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).drop_until(columns.seq);
        *self.columns.write().unwrap_or_else(PoisonError::into_inner) = Some(columns);
        Ok(())
    }

    /// Runs `work` with the columns of the very moment that the reader sees.
    fn with<T, E: From<StoreError>>(
        &self,
        opener: &Opener,
        readers: &Readers,
        mut work: impl FnMut(&Reader<'_>, &Columns) -> Result<T, E>,
    ) -> Result<T, E> {
        for _ in 0..TRIES {
            self.load(opener)?;
            let done = readers.with(|reader| {
                self.catch_up(reader)?;
                let columns = self.columns.read().unwrap_or_else(PoisonError::into_inner);
                match columns.as_ref() {
                    Some(columns) if columns.seq == latest_seq(reader)? => {
                        work(reader, columns).map(Some)
                    }
                    // Another list brought them further than this reader sees, or dropped them.
                    _ => Ok::<_, E>(None),
                }
            })?;
            if let Some(done) = done {
                return Ok(done);
            }
        }
        Err(StoreError::Busy.into())
    }

    /// Brings the columns to the moment that the reader sees; drops them where the notes do not
    /// reach there, because another program wrote or too much was touched.
    fn catch_up(&self, reader: &Reader<'_>) -> Result<(), StoreError> {
        let now = latest_seq(reader)?;
        let behind = |columns: &Option<Columns>| columns.as_ref().is_some_and(|c| c.seq < now);
        if !behind(&self.columns.read().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(());
        }
        let mut columns = self.columns.write().unwrap_or_else(PoisonError::into_inner);
        if !behind(&columns) {
            return Ok(());
        }
        // Taken out first, so that a failure leaves none behind rather than half of the truth.
        let Some(mut taken) = columns.take() else { return Ok(()) };
        let mut notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        let between = notes.between(taken.seq, now);
        drop(notes);
        if let Some(between) = between {
            taken.patch(reader.connection(), between)?;
            *columns = Some(taken);
        }
        Ok(())
    }
}

/// The lists of one moment.
pub struct Lists<'a> {
    reader: &'a Reader<'a>,
    columns: &'a Columns,
    calendar: Calendar,
}

/// Those whom a filter or a selection means, as one of a [`Lists`].
pub struct Chosen(Bits);

impl Chosen {
    /// How many.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.0.count()
    }
}

impl Lists<'_> {
    /// The reader of the same moment.
    #[must_use]
    pub const fn reader(&self) -> &Reader<'_> {
        self.reader
    }

    /// The number of the latest operation of this moment.
    #[must_use]
    pub const fn seq(&self) -> i64 {
        self.columns.seq
    }

    /// Those who pass a filter.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] of a field that is gone; [`StoreError::Sql`].
    pub fn choose(&self, filter: &Filter) -> Result<Chosen, StoreError> {
        Ok(Chosen(self.columns.bits(self.reader, filter, self.calendar)?))
    }

    /// Those of these ids who are there.
    #[must_use]
    pub fn choose_ids(&self, ids: &[CustomerId]) -> Chosen {
        let mut bits = Bits::none(self.columns.ids.len());
        for row in ids.iter().filter_map(|id| self.columns.row_of(*id)) {
            bits.set(row, true);
        }
        Chosen(bits)
    }

    /// Leaves some out.
    #[must_use]
    pub fn except(&self, chosen: Chosen, ids: &[CustomerId]) -> Chosen {
        let mut bits = chosen.0;
        for row in ids.iter().filter_map(|id| self.columns.row_of(*id)) {
            bits.set(row, false);
        }
        Chosen(bits)
    }

    /// Those of `chosen` who do not pass a filter.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    pub fn without(&self, chosen: &Chosen, filter: Filter) -> Result<Chosen, StoreError> {
        let mut left = self.choose(&filter.negated())?;
        left.0.and(&chosen.0);
        Ok(left)
    }

    /// Whether a customer is one of those chosen.
    #[must_use]
    pub fn includes(&self, chosen: &Chosen, customer: CustomerId) -> bool {
        self.columns.row_of(customer).is_some_and(|row| chosen.0.has(row))
    }

    /// The ids of a stretch of those chosen, in order.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] of a field that is gone; [`StoreError::Sql`].
    pub fn stretch(
        &self,
        chosen: &Chosen,
        order: Order,
        start: u32,
        limit: u32,
    ) -> Result<Vec<CustomerId>, StoreError> {
        let keys = self.columns.own_keys(self.reader, order)?;
        let order = (order, keys.as_deref());
        let rows = self.columns.stretch(&chosen.0, order, None, start as usize, limit as usize);
        Ok(self.columns.ids_of(&rows))
    }

    /// The ids of those chosen who come after a customer in this order; `None` where there is no
    /// such customer.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] of a field that is gone; [`StoreError::Sql`].
    pub fn after(
        &self,
        chosen: &Chosen,
        order: Order,
        after: CustomerId,
        limit: u32,
    ) -> Result<Option<Vec<CustomerId>>, StoreError> {
        let Some(row) = self.columns.row_of(after) else { return Ok(None) };
        let keys = self.columns.own_keys(self.reader, order)?;
        let order = (order, keys.as_deref());
        let rows = self.columns.stretch(&chosen.0, order, Some(row), 0, limit as usize);
        Ok(Some(self.columns.ids_of(&rows)))
    }

    /// The ids of everyone chosen, in order.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] of a field that is gone; [`StoreError::Sql`].
    pub fn sorted(&self, chosen: &Chosen, order: Order) -> Result<Vec<CustomerId>, StoreError> {
        let keys = self.columns.own_keys(self.reader, order)?;
        let rows = self.columns.sorted(&chosen.0, (order, keys.as_deref()));
        Ok(self.columns.ids_of(&rows))
    }

    /// The ids of everyone chosen, in the order of their ids.
    #[must_use]
    pub fn ids(&self, chosen: &Chosen) -> Vec<CustomerId> {
        chosen.0.rows().map(|row| self.columns.ids[row]).collect()
    }

    /// Looks up the rows of a list.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    pub fn rows(&self, ids: &[CustomerId]) -> Result<Vec<Summary>, StoreError> {
        let mut rows = Vec::with_capacity(ids.len());
        for id in ids {
            rows.extend(crate::customers::summary_of(self.reader, *id)?);
        }
        Ok(rows)
    }

    /// Memory of the columns, in bytes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.columns.bytes()
    }
}

impl Store {
    /// Reads everyone into memory, where that is not done yet. It takes seconds for a million
    /// customers; lists that need it wait for it by themselves.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    pub fn load_lists(&self) -> Result<(), StoreError> {
        self.inner.board.load(&self.inner.opener)
    }

    /// Reads everyone into memory where they are not, or where so many were touched that the next
    /// list would have to.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    pub fn keep_lists(&self) -> Result<(), StoreError> {
        let board = &self.inner.board;
        let notes = board.notes.lock().unwrap_or_else(PoisonError::into_inner);
        let due = notes.ask_for_everyone();
        drop(notes);
        if due {
            self.drop_lists();
        }
        self.load_lists()
    }

    /// Forgets the columns, because another program wrote.
    pub fn drop_lists(&self) {
        *self.inner.board.columns.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Runs `work` over everyone's columns and a reader, both of one moment.
    ///
    /// # Errors
    /// [`StoreError::Busy`] where operations never pause, and whatever `work` says.
    pub fn lists<T, E: From<StoreError>>(
        &self,
        calendar: Calendar,
        mut work: impl FnMut(&Lists<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let inner = &self.inner;
        inner.board.with(&inner.opener, &inner.readers, |reader, columns| {
            work(&Lists { reader, columns, calendar })
        })
    }
}
