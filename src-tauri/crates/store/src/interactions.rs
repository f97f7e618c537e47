//! Interactions, in the order `(customer, moment, id)`.

use huike_domain::ids::{CustomerId, FollowUpId, InteractionId};
use huike_domain::interactions::{Channel, InteractionKind};
use huike_domain::time::Instant;
use rusqlite::{OptionalExtension as _, Row, params};
use uuid::Uuid;

use crate::readers::Read;
use crate::row::RowExt as _;
use crate::{StoreError, Tx};

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interaction {
    /// When.
    pub at: Instant,
    /// What kind.
    pub kind: InteractionKind,
    /// How.
    pub channel: Option<Channel>,
    /// The follow-up it settled.
    pub follow_up: Option<FollowUpId>,
    /// The interaction it stands for.
    pub amends: Option<InteractionId>,
    /// The remark.
    pub note: String,
}

/// Enters an interaction.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn insert(
    tx: &Tx<'_>,
    customer: CustomerId,
    interaction: &Interaction,
) -> Result<InteractionId, StoreError> {
    let id = InteractionId::from_uuid(tx.new_id());
    if tx.is_bulk() {
        tx.reached(customer);
    }
    tx.connection()
        .prepare_cached(
            "INSERT INTO interaction
                 (customer_id, at, id, kind, channel, follow_up_id, amends, note)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            customer.as_bytes(),
            interaction.at.0,
            id.as_bytes(),
            interaction.kind.as_str(),
            interaction.channel.map(Channel::as_str),
            interaction.follow_up.as_ref().map(FollowUpId::as_bytes),
            interaction.amends.as_ref().map(InteractionId::as_bytes),
            interaction.note,
        ])?;
    Ok(id)
}

/// What is amended stays in the file and is left out of every list.
const STANDS: &str = "NOT EXISTS (SELECT 1 FROM interaction AS later
    WHERE later.customer_id = interaction.customer_id AND later.amends = interaction.id)";

fn entry(row: &Row<'_>) -> rusqlite::Result<(InteractionId, Interaction)> {
    let kind = row.get_ref(2)?.as_str()?;
    let interaction = Interaction {
        at: Instant(row.get(0)?),
        kind: row.parsed(2, InteractionKind::parse(kind))?,
        channel: row.get::<_, Option<String>>(3)?.as_deref().and_then(Channel::parse),
        follow_up: row.opt_uuid(4)?.map(FollowUpId::from_uuid),
        amends: row.opt_uuid(5)?.map(InteractionId::from_uuid),
        note: row.get(6)?,
    };
    Ok((InteractionId::from_uuid(row.uuid(1)?), interaction))
}

const ENTRY: &str = "SELECT at, id, kind, channel, follow_up_id, amends, note FROM interaction";

/// A customer's interactions before the place `(at, id)`, newest first.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn page(
    read: &impl Read,
    customer: CustomerId,
    before: (Instant, Uuid),
    limit: u32,
) -> Result<Vec<(InteractionId, Interaction)>, StoreError> {
    let sql = format!(
        "{ENTRY} WHERE customer_id = ?1 AND (at, id) < (?2, ?3) AND {STANDS}
         ORDER BY at DESC, id DESC LIMIT ?4"
    );
    let mut query = read.connection().prepare_cached(&sql)?;
    let rows = query
        .query_map(params![customer.as_bytes(), before.0.0, before.1.as_bytes(), limit], entry)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One interaction that stands.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn get(
    read: &impl Read,
    customer: CustomerId,
    id: InteractionId,
) -> Result<Option<Interaction>, StoreError> {
    let sql = format!("{ENTRY} WHERE customer_id = ?1 AND id = ?2 AND {STANDS}");
    let mut query = read.connection().prepare_cached(&sql)?;
    let found = query.query_row(params![customer.as_bytes(), id.as_bytes()], entry).optional()?;
    Ok(found.map(|(_, interaction)| interaction))
}

/// When a customer was last contacted in this way, at `until` or before.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn last_of_kind(
    read: &impl Read,
    customer: CustomerId,
    kind: InteractionKind,
    until: Instant,
) -> Result<Option<Instant>, StoreError> {
    let sql = format!(
        "SELECT at FROM interaction WHERE customer_id = ?1 AND at <= ?3 AND kind = ?2 AND {STANDS}
         ORDER BY at DESC LIMIT 1"
    );
    let mut query = read.connection().prepare_cached(&sql)?;
    Ok(query
        .query_row(params![customer.as_bytes(), kind.as_str(), until.0], |row| row.get(0))
        .optional()?
        .map(Instant))
}
