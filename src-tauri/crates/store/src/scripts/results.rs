//! What came of words, kept for each customer and for all. Made anew for whoever bought or was
//! contacted, in the transaction of the change, an undo included.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use huike_domain::ids::{CustomerId, ScriptId};
use huike_domain::interactions::InteractionKind;
use huike_domain::scripts::{Bought, Contact, Outcome, ScriptVersion, outcomes};
use huike_domain::time::Instant;
use rusqlite::{Connection, OptionalExtension as _, params};
use uuid::Uuid;

use crate::readers::Read;
use crate::row::RowExt as _;
use crate::{StoreError, Tx};

/// Under which script and version something is counted: no script, or all versions of one under 0.
type Key = (Uuid, u32);

/// What came of words with all customers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// With how many customers they were used.
    pub customers: u32,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of every script, by its versions and, under version 0, in all; of contacts without
/// words under `None`.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn tallies(read: &impl Read) -> Result<BTreeMap<Option<ScriptVersion>, Tally>, StoreError> {
    let mut query = read.connection().prepare_cached(
        "SELECT script_id, version, customers, uses, bought, purchases, fen FROM script_tally",
    )?;
    let rows = query.query_map([], |row| {
        let (id, version) = (row.uuid(0)?, row.get(1)?);
        let words = (!id.is_nil()).then(|| ScriptVersion { id: ScriptId::from_uuid(id), version });
        let outcome = Outcome {
            uses: row.get(3)?,
            bought: row.get(4)?,
            purchases: row.get(5)?,
            fen: row.get(6)?,
        };
        Ok((words, Tally { customers: row.get(2)?, outcome }))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Counts anew for everyone who was contacted or bought.
pub(crate) fn refresh(
    tx: &Tx<'_>,
    contacted: &[CustomerId],
    bought: &BTreeSet<CustomerId>,
) -> Result<(), StoreError> {
    let reached: BTreeSet<_> = contacted.iter().copied().collect();
    for customer in reached.union(bought) {
        if count(tx.connection(), *customer)? {
            tx.derived("script_result");
        }
    }
    Ok(())
}

/// Counts one customer anew; whether that changed anything.
fn count(connection: &Connection, customer: CustomerId) -> Result<bool, StoreError> {
    let stored = stored(connection, customer)?;
    let found = found(connection, customer)?;
    if stored == found {
        return Ok(false);
    }
    connection
        .prepare_cached("DELETE FROM script_result WHERE customer_id = ?1")?
        .execute([customer.as_bytes()])?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO script_result (customer_id, script_id, version, uses, bought, purchases, fen)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for ((script, version), outcome) in found {
        let Outcome { uses, bought, purchases, fen } = outcome;
        let (customer, script) = (customer.as_bytes(), script.as_bytes());
        insert.execute(params![customer, script, version, uses, bought, purchases, fen])?;
    }
    Ok(true)
}

fn stored(
    connection: &Connection,
    customer: CustomerId,
) -> Result<BTreeMap<Key, Outcome>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT script_id, version, uses, bought, purchases, fen FROM script_result
         WHERE customer_id = ?1",
    )?;
    let rows = query.query_map([customer.as_bytes()], |row| {
        let (uses, bought) = (row.get(2)?, row.get(3)?);
        let outcome = Outcome { uses, bought, purchases: row.get(4)?, fen: row.get(5)? };
        Ok(((row.uuid(0)?, row.get(1)?), outcome))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What contacts and purchases say.
pub(crate) fn found(
    connection: &Connection,
    customer: CustomerId,
) -> Result<BTreeMap<Key, Outcome>, StoreError> {
    let contacts = contacts(connection, customer)?;
    let mut found = BTreeMap::<Key, Outcome>::new();
    let Some(first) = contacts.iter().map(|contact| contact.at).min() else { return Ok(found) };
    let purchases = purchases(connection, customer, first)?;
    for (words, outcome) in outcomes(&contacts, &purchases) {
        let keys = match words {
            None => vec![(Uuid::nil(), 0)],
            Some(words) => vec![(words.id.uuid(), 0), (words.id.uuid(), words.version)],
        };
        for key in keys {
            let sum = found.entry(key).or_default();
            sum.uses += outcome.uses;
            sum.bought += outcome.bought;
            sum.purchases += outcome.purchases;
            sum.fen += outcome.fen;
        }
    }
    Ok(found)
}

/// The contacts that stand. An amendment stands for what it amends, with the words used there.
fn contacts(connection: &Connection, customer: CustomerId) -> Result<Vec<Contact>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT at, id, kind, amends FROM interaction WHERE customer_id = ?1 ORDER BY at, id",
    )?;
    let rows = query.query_map([customer.as_bytes()], |row| {
        let kind = row.get_ref(2)?.as_str()?;
        let is_contact = row.parsed(2, InteractionKind::parse(kind))?.is_contact();
        Ok((Instant(row.get(0)?), row.uuid(1)?, is_contact, row.opt_uuid(3)?))
    })?;
    let all = rows.collect::<Result<Vec<_>, _>>()?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let uses = uses(connection, customer)?;
    let amends: HashMap<Uuid, Uuid> =
        all.iter().filter_map(|(_, id, _, amends)| Some((*id, (*amends)?))).collect();
    let amended: BTreeSet<Uuid> = amends.values().copied().collect();
    let words_of = |id: Uuid| {
        let mut next = Some(id);
        while let Some(at) = next {
            if let Some(words) = uses.get(&at) {
                return Some(*words);
            }
            next = amends.get(&at).copied();
        }
        None
    };
    Ok(all
        .iter()
        .filter(|(_, id, is_contact, _)| *is_contact && !amended.contains(id))
        .map(|(at, id, ..)| Contact { at: *at, script: words_of(*id) })
        .collect())
}

fn uses(
    connection: &Connection,
    customer: CustomerId,
) -> Result<HashMap<Uuid, ScriptVersion>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT interaction_id, script_id, version FROM script_use WHERE customer_id = ?1",
    )?;
    let rows = query.query_map([customer.as_bytes()], |row| {
        let id = ScriptId::from_uuid(row.uuid(1)?);
        Ok((row.uuid(0)?, ScriptVersion { id, version: row.get(2)? }))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn purchases(
    connection: &Connection,
    customer: CustomerId,
    from: Instant,
) -> Result<Vec<Bought>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT at, amount_fen + coalesce((SELECT sum(back.amount_fen) FROM purchase AS back
             WHERE back.reverses = purchase.id), 0)
         FROM purchase WHERE customer_id = ?1 AND at >= ?2 AND amount_fen > 0",
    )?;
    let rows = query.query_map(params![customer.as_bytes(), from.0], |row| {
        Ok(Bought { at: Instant(row.get(0)?), net_fen: row.get(1)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Counts everyone anew, as after an import of contacts that was taken back.
pub(crate) fn count_all(connection: &Connection) -> Result<(), StoreError> {
    let customers: Vec<CustomerId> = connection
        .prepare(
            "SELECT DISTINCT customer_id FROM interaction
             UNION SELECT DISTINCT customer_id FROM script_result",
        )?
        .query_map([], |row| Ok(CustomerId::from_uuid(row.uuid(0)?)))?
        .collect::<Result<_, _>>()?;
    for customer in customers {
        count(connection, customer)?;
    }
    Ok(())
}

/// The figure that tells that a file's contacts were counted.
const COUNTED: &str = "words_counted";

/// Counts the contacts of a file that an earlier program wrote, once.
pub(crate) fn renew(connection: &mut Connection) -> Result<(), StoreError> {
    let is_counted = |connection: &Connection| {
        connection
            .query_row("SELECT 1 FROM figure WHERE name = ?1", [COUNTED], |_| Ok(()))
            .optional()
    };
    if is_counted(connection)?.is_some() {
        return Ok(());
    }
    let tx = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    // Two programs started at once and the other one was faster.
    if is_counted(&tx)?.is_none() {
        count_all(&tx)?;
        crate::figures::store(&tx, COUNTED, &true)?;
    }
    Ok(tx.commit()?)
}
