//! Interactions, in the order `(customer, moment, id)`.

use huike_domain::followups::Reason;
use huike_domain::ids::{CustomerId, FollowUpId, InteractionId};
use huike_domain::interactions::{Channel, InteractionKind};
use huike_domain::time::Instant;
use rusqlite::{OptionalExtension as _, Row, params};
use uuid::Uuid;

use crate::readers::Read;
use crate::row::RowExt as _;
use crate::text::Text;
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

/// What is amended stays in the file and is left out of every list. An amendment stands at the
/// moment of what it amends, so looking for one is a short range read.
pub(crate) const STANDS: &str = "NOT EXISTS (SELECT 1 FROM interaction AS later
    WHERE later.customer_id = interaction.customer_id AND later.at = interaction.at
      AND later.amends = interaction.id)";

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

/// An interaction as a customer's page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Which.
    pub id: InteractionId,
    /// What happened.
    pub interaction: Interaction,
    /// Why the follow-up was there that it settled.
    pub reason: Option<Reason>,
    /// Whether it is pinned.
    pub pinned: bool,
}

const SHOWN: &str = "SELECT at, id, kind, channel, follow_up_id, amends, interaction.note,
        (SELECT reason FROM follow_up WHERE follow_up.id = follow_up_id),
        EXISTS (SELECT 1 FROM pinned WHERE pinned.customer_id = interaction.customer_id
                AND interaction_id = interaction.id)
    FROM interaction";

fn shown(row: &Row<'_>) -> rusqlite::Result<Shown> {
    let (id, interaction) = entry(row)?;
    let reason: Option<String> = row.get(7)?;
    let reason = reason.map(|json| row.parsed(7, serde_json::from_str(&json).ok()));
    Ok(Shown { id, interaction, reason: reason.transpose()?, pinned: row.get(8)? })
}

/// A customer's interactions before the place `(at, id)`, newest first, of these kinds and with
/// this text in their note.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn page(
    read: &impl Read,
    customer: CustomerId,
    kinds: &[InteractionKind],
    text: &Text,
    before: (Instant, Uuid),
    limit: u32,
) -> Result<Vec<Shown>, StoreError> {
    let sql = format!(
        "{SHOWN} WHERE customer_id = ?1 AND (at, id) < (?2, ?3)
           AND (?4 IS NULL OR note LIKE ?4 ESCAPE '\\') AND instr(?5, ',' || kind || ',') > 0
           AND {STANDS}
         ORDER BY at DESC, id DESC LIMIT ?6"
    );
    let kinds: String = kinds.iter().map(|kind| format!(",{},", kind.as_str())).collect();
    let mut query = read.connection().prepare_cached(&sql)?;
    let (at, id) = (before.0.0, before.1.as_bytes());
    let rows =
        query.query_map(params![customer.as_bytes(), at, id, text.plain(), kinds, limit], shown)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A customer's pinned interactions, newest first.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn pinned(read: &impl Read, customer: CustomerId) -> Result<Vec<Shown>, StoreError> {
    let sql = format!(
        "{SHOWN} WHERE customer_id = ?1 AND {STANDS} AND id IN
             (SELECT interaction_id FROM pinned WHERE customer_id = ?1)
         ORDER BY at DESC, id DESC"
    );
    // Most have none, and then their contacts need not be gone through.
    let mut any =
        read.connection().prepare_cached("SELECT 1 FROM pinned WHERE customer_id = ?1")?;
    if !any.exists([customer.as_bytes()])? {
        return Ok(Vec::new());
    }
    let mut query = read.connection().prepare_cached(&sql)?;
    let rows = query.query_map([customer.as_bytes()], shown)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Keeps an interaction on top of its customer's page. Doing so twice changes nothing.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn pin(tx: &Tx<'_>, customer: CustomerId, id: InteractionId) -> Result<(), StoreError> {
    tx.connection()
        .prepare_cached(
            "INSERT OR IGNORE INTO pinned (customer_id, interaction_id) VALUES (?1, ?2)",
        )?
        .execute(params![customer.as_bytes(), id.as_bytes()])?;
    Ok(())
}

/// Lets a pinned interaction go; whether it was pinned.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn unpin(tx: &Tx<'_>, customer: CustomerId, id: InteractionId) -> Result<bool, StoreError> {
    let gone = tx
        .connection()
        .prepare_cached("DELETE FROM pinned WHERE customer_id = ?1 AND interaction_id = ?2")?
        .execute(params![customer.as_bytes(), id.as_bytes()])?;
    Ok(gone > 0)
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

/// The contact by which a follow-up was settled.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn of_follow_up(
    read: &impl Read,
    customer: CustomerId,
    follow_up: FollowUpId,
) -> Result<Option<Interaction>, StoreError> {
    let sql = format!(
        "{ENTRY} WHERE customer_id = ?1 AND follow_up_id = ?2 AND {STANDS}
         ORDER BY at DESC LIMIT 1"
    );
    let mut query = read.connection().prepare_cached(&sql)?;
    let found =
        query.query_row(params![customer.as_bytes(), follow_up.as_bytes()], entry).optional()?;
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
