//! What a shop defined for itself, for those customers who have it: read from the file's indexes
//! when a list first asks for it, and patched from then on.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use huike_domain::customers::filter::{Calendar, FieldKind, Test};
use huike_domain::customers::{CustomField, CustomKind};
use huike_domain::ids::{CustomerId, FieldId, PreferenceId};
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, params};

use super::column::{Column, Words};
use super::columns::id_in;
use super::select::{Bits, column_bits, long_bits};
use crate::StoreError;

/// Values of one field of the shop's own, in the order of the rows that have one. Numbers lie as
/// they are, choices as words: by their numbers, which stay when their texts are mended.
pub(super) struct Sparse {
    kind: CustomKind,
    rows: Vec<u32>,
    values: Column,
}

pub(crate) const LIKES: &str =
    "SELECT customer_id FROM customer_preference WHERE preference_id = ?1 ORDER BY customer_id";
const LIKES_ONE: &str =
    "SELECT 1 FROM customer_preference WHERE customer_id = ?1 AND preference_id = ?2";
const VALUE_OF_ONE: &str =
    "SELECT value FROM custom_value WHERE customer_id = ?1 AND field_id = ?2";
pub(crate) const VALUES: &str =
    "SELECT customer_id, value FROM custom_value WHERE field_id = ?1 ORDER BY value";

type Kept<K, V> = Mutex<HashMap<K, Arc<V>>>;

/// What was asked for so far.
#[derive(Default)]
pub(super) struct Own {
    fields: Kept<FieldId, Sparse>,
    /// The rows of those who like it, in order.
    likes: Kept<PreferenceId, Vec<u32>>,
}

fn column_of(kind: CustomKind) -> Column {
    match kind {
        CustomKind::Text | CustomKind::Choice | CustomKind::YesNo => Column::words(),
        CustomKind::Number | CustomKind::Date | CustomKind::Money => Column::long(),
    }
}

/// Looks `key` up, or makes it.
fn kept<K: Copy + Eq + Hash, V>(
    all: &Kept<K, V>,
    key: K,
    make: impl FnOnce() -> Result<V, StoreError>,
) -> Result<Arc<V>, StoreError> {
    let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = all.get(&key) {
        return Ok(Arc::clone(known));
    }
    let made = Arc::new(make()?);
    all.insert(key, Arc::clone(&made));
    Ok(made)
}

impl Own {
    /// The values of a field, of the moment of `connection` and `ids`.
    pub(super) fn values(
        &self,
        connection: &Connection,
        ids: &[CustomerId],
        field: &CustomField,
    ) -> Result<Arc<Sparse>, StoreError> {
        kept(&self.fields, field.id, || Sparse::load(connection, ids, field))
    }

    /// The rows of those who like something.
    pub(super) fn likes(
        &self,
        connection: &Connection,
        ids: &[CustomerId],
        preference: PreferenceId,
    ) -> Result<Arc<Vec<u32>>, StoreError> {
        kept(&self.likes, preference, || {
            let mut rows = Vec::new();
            if ids.len() <= MOST_PATCHED {
                let mut likes = connection.prepare_cached(LIKES_ONE)?;
                for (row, id) in (0..).zip(ids) {
                    if likes.exists(params![id.as_bytes(), preference.as_bytes()])? {
                        rows.push(row);
                    }
                }
                return Ok(rows);
            }
            let mut query = connection.prepare_cached(LIKES)?;
            let mut found = query.query([preference.as_bytes()])?;
            while let Some(row) = found.next()? {
                rows.extend(row_of(ids, id_in(row.get_ref(0)?)?));
            }
            Ok(rows)
        })
    }

    /// Forgets everything: rows have moved, or so many changed that reading anew is quicker.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Reads the values and preferences of these customers again.
    pub(super) fn patch(
        &mut self,
        connection: &Connection,
        ids: &[CustomerId],
        touched: &[CustomerId],
    ) -> Result<(), StoreError> {
        if touched.len() > MOST_PATCHED {
            self.clear();
            return Ok(());
        }
        let fields = self.fields.get_mut().unwrap_or_else(PoisonError::into_inner);
        let likes = self.likes.get_mut().unwrap_or_else(PoisonError::into_inner);
        if fields.is_empty() && likes.is_empty() {
            return Ok(());
        }
        let mut values = connection
            .prepare_cached("SELECT field_id, value FROM custom_value WHERE customer_id = ?1")?;
        let mut liked = connection.prepare_cached(LIKES_ONE)?;
        for customer in touched {
            let Some(row) = row_of(ids, *customer) else { continue };
            let mut has = HashMap::new();
            let mut found = values.query([customer.as_bytes()])?;
            while let Some(value) = found.next()? {
                has.insert(value.get::<_, [u8; 16]>(0)?, value.get::<_, Value>(1)?);
            }
            // Nobody reads while the columns are patched, so each is this one's alone.
            fields.retain(|field, sparse| {
                let sparse = Arc::get_mut(sparse);
                sparse.map(|sparse| sparse.put(row, has.get(field.as_bytes()))).is_some()
            });
            for (preference, rows) in likes.iter_mut() {
                let likes = liked.exists(params![customer.as_bytes(), preference.as_bytes()])?;
                let Some(rows) = Arc::get_mut(rows) else { continue };
                match (rows.binary_search(&row), likes) {
                    (Ok(at), false) => drop(rows.remove(at)),
                    (Err(at), true) => rows.insert(at, row),
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// Memory, in bytes.
    pub(super) fn bytes(&self) -> usize {
        let fields = self.fields.lock().unwrap_or_else(PoisonError::into_inner);
        let likes = self.likes.lock().unwrap_or_else(PoisonError::into_inner);
        let values = |sparse: &Arc<Sparse>| sparse.rows.len() * 4 + sparse.values.bytes();
        fields.values().map(values).sum::<usize>()
            + likes.values().map(|rows| rows.len() * 4).sum::<usize>()
    }
}

/// Customers whose parts are read again one by one.
const MOST_PATCHED: usize = 1_000;

fn row_of(ids: &[CustomerId], customer: CustomerId) -> Option<u32> {
    ids.binary_search(&customer).ok().and_then(|row| u32::try_from(row).ok())
}

impl Sparse {
    fn load(
        connection: &Connection,
        ids: &[CustomerId],
        field: &CustomField,
    ) -> Result<Self, StoreError> {
        if ids.len() <= MOST_PATCHED {
            return Self::of_few(connection, ids, field);
        }
        let mut query = connection.prepare_cached(VALUES)?;
        let mut found = query.query([field.id.as_bytes()])?;
        // In the order of values, so neighbours share their text; then brought into that of rows.
        let (mut rows, mut values) = (Vec::new(), column_of(field.kind));
        while let Some(value) = found.next()? {
            if let Some(row) = row_of(ids, id_in(value.get_ref(0)?)?) {
                put(&mut values, field.kind, rows.len(), value.get_ref(1)?);
                rows.push(row);
            }
        }
        let mut order: Vec<_> = (0..rows.len()).collect();
        order.sort_unstable_by_key(|at| rows[*at]);
        values.arrange(&order);
        let rows = order.into_iter().map(|at| rows[at]).collect();
        Ok(Self { kind: field.kind, rows, values })
    }

    /// Asks each customer, which for few is quicker than going over everyone who has a value.
    fn of_few(
        connection: &Connection,
        ids: &[CustomerId],
        field: &CustomField,
    ) -> Result<Self, StoreError> {
        let mut query = connection.prepare_cached(VALUE_OF_ONE)?;
        let (mut rows, mut values) = (Vec::new(), column_of(field.kind));
        for (row, id) in (0..).zip(ids) {
            let mut found = query.query(params![id.as_bytes(), field.id.as_bytes()])?;
            if let Some(value) = found.next()? {
                put(&mut values, field.kind, rows.len(), value.get_ref(0)?);
                rows.push(row);
            }
        }
        Ok(Self { kind: field.kind, rows, values })
    }

    /// Sets a row's value as it lies in the file, or takes it away.
    fn put(&mut self, row: u32, value: Option<&Value>) {
        match (self.rows.binary_search(&row), value) {
            (Ok(at), Some(value)) => put(&mut self.values, self.kind, at, value.into()),
            (Err(at), Some(value)) => {
                self.rows.insert(at, row);
                self.values.insert(at);
                put(&mut self.values, self.kind, at, value.into());
            }
            (Ok(at), None) => {
                self.rows.remove(at);
                self.values.retain(&|row| row != at);
            }
            (Err(_), None) => {}
        }
    }

    /// The words, where it holds any.
    pub(super) const fn words(&self) -> Option<&Words> {
        match &self.values {
            Column::Words(words) => Some(words),
            _ => None,
        }
    }

    /// Who passes a test.
    pub(super) fn bits(&self, test: &Test, calendar: Calendar, rows: usize) -> Bits {
        let empty = test.holds_for_own(None, calendar);
        let mut bits = if empty { Bits::all(rows) } else { Bits::none(rows) };
        let passing = match (&self.values, self.kind) {
            (Column::Long(days), CustomKind::Date) => {
                long_bits(days, test.range_of_days(calendar.today))
            }
            (values, _) => column_bits(values, test, calendar),
        };
        if empty {
            self.rows.iter().for_each(|row| bits.set(*row as usize, false));
        }
        passing.rows().for_each(|at| bits.set(self.rows[at] as usize, true));
        bits
    }

    /// A number for each of `rows` rows that rises in the order of the values;
    /// the greatest there is for none.
    pub(super) fn keys(&self, field: &CustomField, rows: usize) -> Vec<u64> {
        let mut keys = vec![u64::MAX; rows];
        let mut put = |at: usize, key| keys[self.rows[at] as usize] = key;
        match &self.values {
            Column::Words(words) => {
                let place_of = |text: &str| {
                    field.choices.iter().position(|choice| choice.number.to_string() == *text)
                };
                let placed: Vec<u64> = match field.kind {
                    CustomKind::Choice => words
                        .texts()
                        .map(|text| place_of(text).map_or(u64::MAX, |at| at as u64))
                        .collect(),
                    // Of two words, no comes before yes as it does in the alphabet.
                    _ => {
                        words.places(FieldKind::Words).iter().map(|place| (*place).into()).collect()
                    }
                };
                for at in 0..self.rows.len() {
                    put(at, placed[words.codes.get(at) as usize]);
                }
            }
            Column::Long(list) => {
                for (at, number) in list.iter().enumerate() {
                    put(at, number.cast_unsigned() ^ (1 << 63));
                }
            }
            _ => {}
        }
        keys
    }
}

/// Puts a value as it lies in the file.
fn put(values: &mut Column, kind: CustomKind, at: usize, value: ValueRef<'_>) {
    match (kind, value) {
        (CustomKind::Choice, ValueRef::Integer(number)) => {
            values.put(at, number.to_string().as_str().into());
        }
        (CustomKind::YesNo, ValueRef::Integer(yes)) => {
            values.put(at, if yes == 0 { "no" } else { "yes" }.into());
        }
        _ => values.put(at, value),
    }
}
