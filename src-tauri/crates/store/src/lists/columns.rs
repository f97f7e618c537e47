//! All customers in memory, field by field: what filtered lists are made from.
//!
//! One pass over the columns answers any filter in any order; only the rows that are shown are
//! then looked up in the file. The columns are those of one moment of the file, told by the number
//! of its latest operation, and are patched with what each later operation touched.

use std::collections::BTreeMap;

use huike_domain::customers::filter::Field;
use huike_domain::ids::CustomerId;
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, OptionalExtension as _};

use super::column::Column;
use super::contacts::{Contacts, last_contact_of};
use super::notes::{Edited, Note, Standing};
use super::own::Own;
use super::sources::{From, SOURCES};
use crate::StoreError;
use crate::ops::latest_seq;
use crate::readers::{Read as _, Reader};

/// The columns as of one operation.
pub(crate) struct Columns {
    /// The number of the latest operation they know.
    pub(super) seq: i64,
    /// Who, in order.
    pub(super) ids: Vec<CustomerId>,
    columns: Vec<Column>,
    /// What the shop defined for itself.
    pub(super) own: Own,
}

impl Columns {
    /// Reads everyone, as of the connection's present transaction.
    pub(super) fn load(reader: &Reader<'_>) -> Result<Self, StoreError> {
        let connection = reader.connection();
        let mut columns = Self {
            seq: latest_seq(reader)?,
            ids: Vec::new(),
            columns: SOURCES.iter().map(|source| (source.column)()).collect(),
            own: Own::default(),
        };
        let count: i64 =
            connection.query_row("SELECT sum(customers) FROM tally", [], |row| row.get(0))?;
        let count = usize::try_from(count).unwrap_or(0);
        columns.ids.reserve_exact(count);
        columns.columns.iter_mut().for_each(|column| column.reserve(count));
        columns.load_customers(connection)?;
        columns.load_standings(connection)?;
        columns.load_memberships(connection)?;
        columns.load_contacts(connection)?;
        for (at, source) in SOURCES.iter().enumerate() {
            if let From::Order { .. } = source.from {
                columns.load_places(connection, at)?;
            }
        }
        Ok(columns)
    }

    /// Reads these customers alone, with their last contacts where these are wanted; those who are
    /// not there are left out.
    pub(super) fn of_these(
        connection: &Connection,
        customers: &[CustomerId],
        contacts: bool,
    ) -> Result<Self, StoreError> {
        let mut columns = Self {
            seq: 0,
            ids: Vec::with_capacity(customers.len()),
            columns: SOURCES.iter().map(|source| (source.column)()).collect(),
            own: Own::default(),
        };
        let edited = customers.iter().map(|id| (*id, Edited::default())).collect();
        columns.patch_rows(connection, &edited)?;
        let place = place_of(Field::Contacted);
        for row in 0..columns.ids.len() {
            columns.columns[place].put(row, ValueRef::Null);
            if !contacts {
                continue;
            }
            let last = last_contact_of(connection, columns.ids[row])?;
            columns.put_contact(place, Some(columns.ids[row]), last);
        }
        Ok(columns)
    }

    fn load_customers(&mut self, connection: &Connection) -> Result<(), StoreError> {
        let (places, sql): (Vec<_>, Vec<_>) = of_customers().unzip();
        let sql = format!("SELECT id, {} FROM customer ORDER BY id", sql.join(", "));
        let mut query = connection.prepare(&sql)?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let at = self.ids.len();
            self.ids.push(id_in(row.get_ref(0)?)?);
            for (n, place) in places.iter().enumerate() {
                self.columns[*place].put(at, row.get_ref(n + 1)?);
            }
        }
        Ok(())
    }

    fn load_standings(&mut self, connection: &Connection) -> Result<(), StoreError> {
        let (places, sql): (Vec<_>, Vec<_>) = of_standings().unzip();
        let sql =
            format!("SELECT customer_id, {} FROM standing ORDER BY customer_id", sql.join(", "));
        let mut query = connection.prepare(&sql)?;
        let mut rows = query.query([])?;
        let mut at = 0;
        while let Some(row) = rows.next()? {
            let id = id_in(row.get_ref(0)?)?;
            if self.ids.get(at) != Some(&id) {
                return Err(StoreError::Damaged("a customer without a standing".to_owned()));
            }
            for (n, place) in places.iter().enumerate() {
                self.columns[*place].put(at, row.get_ref(n + 1)?);
            }
            at += 1;
        }
        if at < self.ids.len() {
            return Err(StoreError::Damaged("a customer without a standing".to_owned()));
        }
        Ok(())
    }

    fn load_memberships(&mut self, connection: &Connection) -> Result<(), StoreError> {
        let (place, sql) = of_memberships();
        for row in 0..self.ids.len() {
            self.columns[place].put(row, ValueRef::Null);
        }
        // Both are in order of customer id.
        let sql = format!("SELECT customer_id, {sql} FROM membership ORDER BY customer_id");
        let mut query = connection.prepare(&sql)?;
        let mut rows = query.query([])?;
        let mut at = 0;
        while let Some(row) = rows.next()? {
            let id = id_in(row.get_ref(0)?)?;
            while self.ids.get(at).is_some_and(|known| *known < id) {
                at += 1;
            }
            if self.ids.get(at) == Some(&id) {
                self.columns[place].put(at, row.get_ref(1)?);
            }
        }
        Ok(())
    }

    fn load_contacts(&mut self, connection: &Connection) -> Result<(), StoreError> {
        let place = place_of(Field::Contacted);
        for row in 0..self.ids.len() {
            self.columns[place].put(row, ValueRef::Null);
        }
        let mut query = connection.prepare(
            "SELECT customer_id, at, id, kind, amends FROM interaction ORDER BY customer_id",
        )?;
        let mut rows = query.query([])?;
        let mut contacts = Contacts::default();
        let mut current = None;
        while let Some(row) = rows.next()? {
            let id = id_in(row.get_ref(0)?)?;
            if current.is_some_and(|current| current != id) {
                self.put_contact(place, current, contacts.last());
            }
            current = Some(id);
            contacts.add(row)?;
        }
        self.put_contact(place, current, contacts.last());
        Ok(())
    }

    fn put_contact(&mut self, place: usize, customer: Option<CustomerId>, at: Option<i64>) {
        if let Some(row) = customer.and_then(|customer| self.row_of(customer)) {
            let value = at.map_or(ValueRef::Null, ValueRef::Integer);
            self.columns[place].put(row, value);
        }
    }

    /// Walks the index of an order from its beginning and gives out the places.
    fn load_places(&mut self, connection: &Connection, at: usize) -> Result<(), StoreError> {
        let From::Order { table, text, id, .. } = SOURCES[at].from else { return Ok(()) };
        let sql =
            format!("SELECT {id} FROM {table} WHERE {text} IS NOT NULL ORDER BY {text}, {id}");
        let mut query = connection.prepare(&sql)?;
        let mut rows = query.query([])?;
        let mut place = 0;
        while let Some(row) = rows.next()? {
            if let Some(found) = self.row_of(id_in(row.get_ref(0)?)?) {
                self.columns[at].set_place(found, place);
            }
            place += 1;
        }
        Ok(())
    }

    /// The row of a customer.
    pub(super) fn row_of(&self, customer: CustomerId) -> Option<usize> {
        self.ids.binary_search(&customer).ok()
    }

    /// The column of a field; none for a field that only the search knows.
    pub(super) fn of(&self, field: Field) -> Option<&Column> {
        let place = SOURCES.iter().position(|source| source.field == field)?;
        self.columns.get(place)
    }

    /// Memory of the columns.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(self.ids.as_slice())
            + self.columns.iter().map(Column::bytes).sum::<usize>()
            + self.own.bytes()
    }

    /// Brings the columns to where the connection's transaction stands, which is after `notes`.
    pub(super) fn patch(
        &mut self,
        connection: &Connection,
        notes: Vec<Note>,
    ) -> Result<(), StoreError> {
        let mut edited: BTreeMap<CustomerId, Edited> = BTreeMap::new();
        let mut contacted = Vec::new();
        let mut moved = Vec::new();
        for note in notes {
            for (first, last) in note.removed {
                self.remove_range(first, last);
            }
            for (customer, edit) in note.edited {
                edited.entry(customer).or_default().join(edit);
            }
            contacted.extend(note.contacted);
            moved.extend(note.moved);
            self.seq = note.seq;
        }
        // What an operation says of someone whom a later one removed is of no use any more, and a
        // row that is read below is the latest anyway.
        for standing in moved {
            self.put_standing(&standing);
        }
        self.patch_rows(connection, &edited)?;
        let parts = edited.iter().filter(|(_, edit)| edit.parts).map(|(customer, _)| *customer);
        self.own.patch(connection, &self.ids, &parts.collect::<Vec<_>>())?;
        contacted.sort_unstable();
        contacted.dedup();
        let place = place_of(Field::Contacted);
        for customer in contacted {
            let last = last_contact_of(connection, customer)?;
            self.put_contact(place, Some(customer), last);
        }
        for (at, source) in SOURCES.iter().enumerate() {
            if let From::Order { .. } = source.from {
                let moved = edited.iter().filter(|(_, edit)| edit.order(source.field));
                let moved: Vec<_> = moved.map(|(customer, _)| *customer).collect();
                self.patch_places(connection, at, moved)?;
            }
        }
        Ok(())
    }

    fn remove_range(&mut self, first: CustomerId, last: CustomerId) {
        let from = self.ids.partition_point(|id| *id < first);
        let to = self.ids.partition_point(|id| *id <= last);
        if from < to {
            self.retain(&|row| !(from..to).contains(&row));
        }
    }

    fn retain(&mut self, keep: &dyn Fn(usize) -> bool) {
        self.own.clear();
        for column in &mut self.columns {
            column.retain(keep);
        }
        let mut row = 0;
        self.ids.retain(|_| {
            row += 1;
            keep(row - 1)
        });
    }

    fn put_standing(&mut self, standing: &Standing) {
        let Some(row) = self.row_of(standing.customer) else { return };
        let mut put = |field, value: i64| {
            self.columns[place_of(field)].put(row, ValueRef::Integer(value));
        };
        put(Field::Segment, standing.codes.segment.into());
        put(Field::Stage, standing.codes.stage.into());
        put(Field::Four, standing.codes.four.into());
        put(Field::Eight, standing.codes.eight.into());
        if let Some(figures) = standing.figures {
            put(Field::LastPurchase, figures.last_at);
            put(Field::Purchases, figures.purchases.into());
            put(Field::Rhythm, figures.rhythm.into());
            put(Field::Spent, figures.monetary_fen);
        }
    }

    /// Reads the rows of these customers again; those who are gone go here too.
    fn patch_rows(
        &mut self,
        connection: &Connection,
        edited: &BTreeMap<CustomerId, Edited>,
    ) -> Result<(), StoreError> {
        let (places, sql): (Vec<_>, Vec<_>) =
            of_customers().chain(of_standings()).chain([of_memberships()]).unzip();
        let sql = format!(
            "SELECT {} FROM customer JOIN standing ON standing.customer_id = customer.id
             LEFT JOIN membership ON membership.customer_id = customer.id
             WHERE customer.id = ?1",
            sql.join(", ")
        );
        let mut query = connection.prepare_cached(&sql)?;
        let mut gone = Vec::new();
        for customer in edited.keys() {
            let place = self.ids.binary_search(customer);
            let mut rows = query.query([customer.as_bytes()])?;
            let Some(row) = rows.next()? else {
                gone.extend(place);
                continue;
            };
            let at = place.unwrap_or_else(|at| {
                if at < self.ids.len() {
                    self.own.clear();
                }
                self.ids.insert(at, *customer);
                self.columns.iter_mut().for_each(|column| column.insert(at));
                at
            });
            for (n, place) in places.iter().enumerate() {
                self.columns[*place].put(at, row.get_ref(n)?);
            }
        }
        if !gone.is_empty() {
            // Rows that came since may have moved them on.
            let gone: Vec<_> = edited.keys().filter(|id| !known(connection, id)).collect();
            let rows: Vec<_> = gone.iter().filter_map(|id| self.row_of(**id)).collect();
            self.retain(&|row| rows.binary_search(&row).is_err());
        }
        Ok(())
    }

    /// Gives those whose text in an order changed the place behind their neighbour there.
    fn patch_places(
        &mut self,
        connection: &Connection,
        at: usize,
        moved: Vec<CustomerId>,
    ) -> Result<(), StoreError> {
        let From::Order { table, text, id, .. } = SOURCES[at].from else { return Ok(()) };
        if moved.len() > MOST_MOVED {
            return self.load_places(connection, at);
        }
        let mut find =
            connection.prepare_cached(&format!("SELECT {text} FROM {table} WHERE {id} = ?1"))?;
        let mut texts = Vec::new();
        for customer in moved {
            let found: Option<Option<String>> =
                find.query_row([customer.as_bytes()], |row| row.get(0)).optional()?;
            texts.extend(found.flatten().map(|text| (text, customer)));
        }
        // In order, so that a neighbour who moved as well is in place already.
        texts.sort_unstable();
        let mut before = connection.prepare_cached(&format!(
            "SELECT {id} FROM {table} WHERE {text} IS NOT NULL AND ({text}, {id}) < (?1, ?2)
             ORDER BY {text} DESC, {id} DESC LIMIT 1"
        ))?;
        for (text, customer) in texts {
            let Some(row) = self.row_of(customer) else { continue };
            let neighbour = before
                .query_row(rusqlite::params![text, customer.as_bytes()], |row| {
                    row.get_ref(0).map(Value::try_from)
                })
                .optional()?;
            let neighbour = match neighbour {
                Some(Ok(Value::Blob(bytes))) => self.row_of(id_in(ValueRef::Blob(&bytes))?),
                _ => None,
            };
            let column = &mut self.columns[at];
            let place = neighbour.and_then(|row| column.place_of(row)).map_or(0, |p| p + 1);
            column.make_place(place);
            column.set_place(row, place);
        }
        Ok(())
    }
}

/// From this many on, walking the whole order again is quicker.
const MOST_MOVED: usize = 1_000;

fn known(connection: &Connection, customer: &CustomerId) -> bool {
    let find = || {
        connection
            .prepare_cached("SELECT 1 FROM customer WHERE id = ?1")?
            .query_row([customer.as_bytes()], |_| Ok(()))
            .optional()
    };
    find().is_ok_and(|found| found.is_some())
}

/// The columns that come from a customer's row, with their expressions.
fn of_customers() -> impl Iterator<Item = (usize, &'static str)> {
    SOURCES.iter().enumerate().filter_map(|(place, source)| match source.from {
        From::Customer(sql) | From::Order { filled: sql, .. } => Some((place, sql)),
        _ => None,
    })
}

/// The columns that come from a standing, with their expressions.
fn of_standings() -> impl Iterator<Item = (usize, &'static str)> {
    SOURCES.iter().enumerate().filter_map(|(place, source)| match source.from {
        From::Standing(sql) => Some((place, sql)),
        _ => None,
    })
}

/// The column that comes from a membership, with its expression.
fn of_memberships() -> (usize, &'static str) {
    (place_of(Field::Tier), "membership.tier")
}

/// Fields that patches name are in the list; a test says so.
fn place_of(field: Field) -> usize {
    SOURCES.iter().position(|source| source.field == field).unwrap_or(usize::MAX)
}

pub(super) fn id_in(value: ValueRef<'_>) -> Result<CustomerId, StoreError> {
    value
        .as_blob()
        .ok()
        .and_then(|bytes| uuid::Uuid::from_slice(bytes).ok())
        .map(CustomerId::from_uuid)
        .ok_or_else(|| StoreError::Damaged("a customer without an id".to_owned()))
}

#[cfg(test)]
mod tests {
    use huike_domain::customers::filter::FieldKind;

    use super::*;

    #[test]
    fn every_field_has_a_column_or_is_looked_up() {
        for field in Field::ALL {
            let found = SOURCES.iter().any(|source| source.field == *field);
            let sparse = matches!(field.kind(), FieldKind::Search | FieldKind::Ids);
            assert_eq!(found, !sparse, "{field:?}");
        }
    }
}
