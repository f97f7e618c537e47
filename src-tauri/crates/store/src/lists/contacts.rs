//! When a customer was last contacted.

use huike_domain::ids::CustomerId;
use huike_domain::interactions::InteractionKind;
use huike_domain::time::Instant;
use rusqlite::Connection;

use crate::StoreError;
use crate::readers::Read;

/// One customer's interactions: the last contact among those that stand.
#[derive(Default)]
pub(super) struct Contacts {
    reached: Vec<(i64, [u8; 16])>,
    amended: Vec<[u8; 16]>,
}

impl Contacts {
    /// Adds a row of `(_, at, id, kind, amends)`.
    pub(super) fn add(&mut self, row: &rusqlite::Row<'_>) -> Result<(), StoreError> {
        let kind = InteractionKind::parse(row.get_ref(3)?.as_str().unwrap_or_default());
        if kind.is_some_and(InteractionKind::is_contact) {
            self.reached.push((row.get(1)?, row.get(2)?));
        }
        self.amended.extend(row.get::<_, Option<[u8; 16]>>(4)?);
        Ok(())
    }

    /// The last one; nothing is kept.
    pub(super) fn last(&mut self) -> Option<i64> {
        let amended = std::mem::take(&mut self.amended);
        self.reached.drain(..).filter(|(_, id)| !amended.contains(id)).map(|(at, _)| at).max()
    }
}

/// The last contact of a customer that stands, notes left aside.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn last_contact(read: &impl Read, customer: CustomerId) -> Result<Option<Instant>, StoreError> {
    Ok(last_contact_of(read.connection(), customer)?.map(Instant))
}

pub(super) fn last_contact_of(
    connection: &Connection,
    customer: CustomerId,
) -> Result<Option<i64>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT customer_id, at, id, kind, amends FROM interaction WHERE customer_id = ?1",
    )?;
    let mut rows = query.query([customer.as_bytes()])?;
    let mut contacts = Contacts::default();
    while let Some(row) = rows.next()? {
        contacts.add(row)?;
    }
    Ok(contacts.last())
}
