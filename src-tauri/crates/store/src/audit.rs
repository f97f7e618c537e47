//! The record of operations as a chain: whoever changes an entry, takes one out or puts one in
//! afterwards breaks it.
//!
//! Each entry has a digest of what it says, keyed by a salt of its own, and the chain goes over the
//! ids and the digests. So what an entry says can be let go with its salt, as the law may ask for,
//! and nobody can guess it from the digest; the chain holds all the same.

use hmac::{Hmac, KeyInit as _, Mac as _};
use huike_domain::ids::{CustomerId, OperationId};
use huike_domain::time::Instant;
use rusqlite::hooks::Action;
use rusqlite::session::ChangesetItem;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension as _, params};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::ops::{columns_of, each_change};
use crate::readers::Read;
use crate::row::RowExt as _;
use crate::writer::Actor;
use crate::{StoreError, keys};

/// One entry as it is written.
pub(crate) struct Entry<'a> {
    /// Its number; the next one where none is given.
    pub(crate) seq: Option<i64>,
    pub(crate) id: OperationId,
    pub(crate) actor: Actor,
    pub(crate) kind: &'a str,
    pub(crate) at: Instant,
    pub(crate) subject: Option<CustomerId>,
    pub(crate) rows: u32,
    pub(crate) undoes: Option<OperationId>,
    pub(crate) bulk: Option<String>,
    pub(crate) changeset: Vec<u8>,
}

/// What the chain begins with.
const BEGINNING: [u8; 32] = [0; 32];

/// Writes an entry at the end of the chain; answers its number.
pub(crate) fn append(connection: &Connection, entry: Entry<'_>) -> Result<i64, StoreError> {
    let before: Option<Option<Vec<u8>>> = connection
        .prepare_cached("SELECT chain FROM op ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| row.get(0))
        .optional()?;
    let mut salt = [0; 16];
    keys::fill(&mut salt)?;
    let (id, actor, subject) = (entry.id, entry.actor.text(), entry.subject);
    let undoes = entry.undoes;
    let digest = digest(
        &salt,
        &[
            id.as_bytes(),
            actor.as_bytes(),
            entry.kind.as_bytes(),
            &entry.at.0.to_le_bytes(),
            subject.as_ref().map_or(&[][..], |id| id.as_bytes().as_slice()),
            &entry.rows.to_le_bytes(),
            undoes.as_ref().map_or(&[][..], |id| id.as_bytes().as_slice()),
            entry.bulk.as_deref().unwrap_or_default().as_bytes(),
            &entry.changeset,
        ],
    )?;
    let before = before.flatten();
    let chain = link(before.as_deref().unwrap_or(&BEGINNING), id.as_bytes(), &digest);
    connection
        .prepare_cached(
            "INSERT INTO op (seq, id, actor, kind, at, subject, row_count, undoes, bulk, changeset,
                 salt, digest, chain)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?
        .execute(params![
            entry.seq,
            id.as_bytes(),
            actor,
            entry.kind,
            entry.at.0,
            subject.as_ref().map(CustomerId::as_bytes),
            entry.rows,
            undoes.as_ref().map(OperationId::as_bytes),
            entry.bulk,
            entry.changeset,
            salt,
            digest,
            chain,
        ])?;
    Ok(connection.last_insert_rowid())
}

/// HMAC-SHA-256 of the fields, each behind its length.
fn digest(salt: &[u8], fields: &[&[u8]]) -> Result<[u8; 32], StoreError> {
    let mut mac = Hmac::<Sha256>::new_from_slice(salt)
        .map_err(|_| StoreError::Engine("a digest could not be made".to_owned()))?;
    for field in fields {
        mac.update(&(field.len() as u64).to_le_bytes());
        mac.update(field);
    }
    Ok(mac.finalize().into_bytes().into())
}

fn link(before: &[u8], id: &[u8], digest: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(before);
    hash.update(id);
    hash.update(digest);
    hash.finalize().into()
}

/// Chains the entries of a file that was written before there was a chain.
pub(crate) fn chain_all(connection: &Connection) -> Result<(), StoreError> {
    let mut query = connection.prepare(
        "SELECT seq, id, actor, kind, at, subject, row_count, undoes, bulk, changeset
         FROM op ORDER BY seq",
    )?;
    let mut update =
        connection.prepare("UPDATE op SET salt = ?2, digest = ?3, chain = ?4 WHERE seq = ?1")?;
    let mut before = BEGINNING;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let mut salt = [0; 16];
        keys::fill(&mut salt)?;
        let digest = digest_of(row, 1, &salt)?;
        before = link(&before, row.get_ref(1)?.as_blob().unwrap_or_default(), &digest);
        update.execute(params![row.get::<_, i64>(0)?, salt, digest, before])?;
    }
    Ok(())
}

/// The digest of a row whose columns from `first` on are id, actor, kind, at, subject, row_count,
/// undoes, bulk, changeset.
fn digest_of(row: &rusqlite::Row<'_>, first: usize, salt: &[u8]) -> Result<[u8; 32], StoreError> {
    let bytes = |column: usize| match row.get_ref(first + column) {
        Ok(ValueRef::Blob(bytes) | ValueRef::Text(bytes)) => bytes,
        _ => &[],
    };
    let (at, rows): (i64, u32) = (row.get(first + 3)?, row.get(first + 5)?);
    digest(
        salt,
        &[
            bytes(0),
            bytes(1),
            bytes(2),
            &at.to_le_bytes(),
            bytes(4),
            &rows.to_le_bytes(),
            bytes(6),
            bytes(7),
            bytes(8),
        ],
    )
}

/// What is wrong with the chain, in technical words; nothing where it holds.
pub(crate) fn check(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut query = connection.prepare(
        "SELECT seq, id, actor, kind, at, subject, row_count, undoes, bulk, changeset, salt, digest,
             chain
         FROM op ORDER BY seq",
    )?;
    let (mut problems, mut before) = (Vec::new(), BEGINNING.to_vec());
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let seq: i64 = row.get(0)?;
        let [salt, digest, chain] =
            [10, 11, 12].map(|column| row.get::<_, Option<Vec<u8>>>(column));
        let (salt, digest, chain) =
            (salt?, digest?.unwrap_or_default(), chain?.unwrap_or_default());
        let id = row.get_ref(1)?.as_blob().unwrap_or_default();
        if link(&before, id, &digest).as_slice() != chain {
            problems.push(format!("operation {seq}: the chain is broken before it"));
        }
        // What was let go has no salt any more, and says nothing of anybody.
        let says = match salt {
            Some(salt) => digest_of(row, 1, &salt)?.as_slice() == digest,
            None => {
                row.get_ref(9)?.as_blob().is_ok_and(<[u8]>::is_empty)
                    && row.get_ref(3)?.as_str().is_ok_and(|kind| kind == LET_GO)
            }
        };
        if !says {
            problems
                .push(format!("operation {seq}: it says something else than when it was written"));
        }
        before = chain;
    }
    // Numbers are given once: where the last one is missing, entries were cut off.
    let given = "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'op'), 0)
                 - (SELECT coalesce(max(seq), 0) FROM op)";
    let missing: i64 = connection.query_row(given, [], |row| row.get(0))?;
    if missing > 0 {
        problems.push(format!("operations are missing at the end: {missing}"));
    }
    Ok(problems)
}

/// What an entry is called whose words were let go.
const LET_GO: &str = "vault.letGo";

/// The link of an entry; empty where there is no such entry.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn link_of(read: &impl Read, seq: i64) -> Result<Vec<u8>, StoreError> {
    let mut query = read.connection().prepare_cached("SELECT chain FROM op WHERE seq = ?1")?;
    let link: Option<Option<Vec<u8>>> = query.query_row([seq], |row| row.get(0)).optional()?;
    Ok(link.flatten().unwrap_or_default())
}

/// Which entries of the record are asked for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// By whom; anybody where none.
    pub by: Option<Actor>,
    /// Of a room or of one kind: `customers` or `customers.edit`; any where empty.
    pub kind: String,
    /// About this customer.
    pub subject: Option<CustomerId>,
    /// Not before.
    pub from: Option<Instant>,
    /// Not at or after.
    pub until: Option<Instant>,
    /// With numbers below this one.
    pub before: Option<i64>,
}

/// The numbers and ids of entries, the newest first.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn entries(
    read: &impl Read,
    asked: &Asked,
    limit: u32,
) -> Result<Vec<(i64, OperationId)>, StoreError> {
    let mut query = read.connection().prepare_cached(entries_sql(asked.subject.is_some()))?;
    let rows = query.query_map(
        params![
            asked.before.unwrap_or(i64::MAX),
            asked.from.map(|at| at.0),
            asked.until.map(|at| at.0),
            asked.by.map(Actor::text),
            asked.subject.as_ref().map(CustomerId::as_bytes),
            asked.kind,
            limit,
        ],
        |row| Ok((row.get(0)?, OperationId::from_uuid(row.uuid(1)?))),
    )?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Those about one customer come from the index of subjects; all others from the newest on.
const fn entries_sql(of_one: bool) -> &'static str {
    macro_rules! sql {
        ($subject:literal) => {
            concat!(
                "SELECT seq, id FROM op WHERE seq < ?1 AND ",
                $subject,
                " AND at >= ifnull(?2, at) AND at < ifnull(?3, 9223372036854775807)
                 AND actor = ifnull(?4, actor)
                 AND (?6 = '' OR kind = ?6 OR kind GLOB ?6 || '.*' OR EXISTS (
                     SELECT 1 FROM op AS first WHERE first.id = op.undoes
                         AND (first.kind = ?6 OR first.kind GLOB ?6 || '.*')))
                 ORDER BY seq DESC LIMIT ?7"
            )
        };
    }
    if of_one { sql!("subject = ?5") } else { sql!("?5 IS NULL") }
}

/// How the engine finds the entries about one customer, or about anybody.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn plan_of_entries(read: &impl Read, of_one: bool) -> Result<String, StoreError> {
    let sql = format!("EXPLAIN QUERY PLAN {}", entries_sql(of_one));
    let mut query = read.connection().prepare(&sql)?;
    Ok(query.query_row(params![0, 0, 0, "", Vec::<u8>::new(), "", 1], |row| row.get(3))?)
}

/// A value of a changed row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A whole number.
    Number(i64),
    /// A text.
    Text(String),
    /// An id.
    Id(Uuid),
    /// Other bytes; how many.
    Bytes(usize),
}

/// One field of a changed row.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangedField {
    /// The column.
    pub column: String,
    /// What it was; [`Cell::Empty`] in a new row.
    pub before: Cell,
    /// What it is; [`Cell::Empty`] in a row that went.
    pub after: Cell,
}

/// What happened to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happened {
    /// It is new.
    Added,
    /// Some of its fields changed.
    Changed,
    /// It went.
    Removed,
}

/// A changed row.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangedRow {
    /// The table.
    pub table: &'static str,
    /// What it goes by, where that is a name: a setting, a playbook.
    pub name: Option<String>,
    /// What happened.
    pub happened: Happened,
    /// Whose it is, where it lies with a customer.
    pub customer: Option<CustomerId>,
    /// Fields that changed, or all that hold something.
    pub fields: Vec<ChangedField>,
}

/// What an operation changed, at most so many rows; none where that was let go or is a bulk import's.
///
/// # Errors
/// [`StoreError::Sql`], [`StoreError::Damaged`].
pub fn changes(
    read: &impl Read,
    operation: OperationId,
    most: usize,
) -> Result<Vec<ChangedRow>, StoreError> {
    let connection = read.connection();
    let changeset: Option<Vec<u8>> = connection
        .prepare_cached("SELECT changeset FROM op WHERE id = ?1")?
        .query_row([operation.as_bytes()], |row| row.get(0))
        .optional()?;
    let mut found = Vec::new();
    each_change(&changeset.unwrap_or_default(), |table, item, action| {
        if found.len() < most {
            found.push(changed(connection, table, item, action)?);
        }
        Ok(())
    })?;
    Ok(found)
}

fn changed(
    connection: &Connection,
    table: &'static str,
    item: &ChangesetItem,
    action: Action,
) -> Result<ChangedRow, StoreError> {
    let columns = columns_of(connection, table)?;
    let key = match action {
        Action::SQLITE_INSERT => item.new_value(0)?,
        _ => item.old_value(0)?,
    };
    let (key, mut fields, mut customer) = (cell(key), Vec::new(), None);
    for (at, column) in columns.into_iter().enumerate() {
        let is_name = at == 0 && matches!(key, Cell::Text(_));
        if is_name || MADE.contains(&(table, column.as_str())) {
            continue;
        }
        // A column that an update left alone has no value on record.
        let before = item.old_value(at).ok().filter(|_| action != Action::SQLITE_INSERT);
        let after = item.new_value(at).ok().filter(|_| action != Action::SQLITE_DELETE);
        let [before, after] = [before, after].map(|value| value.map_or(Cell::Empty, cell));
        if column == "customer_id" || (at == 0 && table == "customer") {
            customer = match (&after, &before) {
                (Cell::Id(id), _) | (_, Cell::Id(id)) => Some(CustomerId::from_uuid(*id)),
                _ => None,
            };
            continue;
        }
        if action == Action::SQLITE_UPDATE && after == Cell::Empty && item.new_value(at).is_err() {
            continue;
        }
        if before != after {
            fields.push(ChangedField { column, before, after });
        }
    }
    let happened = match action {
        Action::SQLITE_INSERT => Happened::Added,
        Action::SQLITE_DELETE => Happened::Removed,
        _ => Happened::Changed,
    };
    if let (None, Cell::Id(id)) = (customer, &key) {
        customer = whose(connection, table, *id)?;
    }
    let name = match key {
        Cell::Text(name) => Some(name),
        _ => None,
    };
    Ok(ChangedRow { table, name, happened, customer, fields })
}

/// Columns that are made from others and that nobody entered.
const MADE: [(&str, &str); 1] = [("follow_up", "rank")];

/// Whose a row is that has an id of its own, or lies with something that has.
fn whose(connection: &Connection, table: &str, id: Uuid) -> Result<Option<CustomerId>, StoreError> {
    let of = match table {
        "follow_up" | "complaint" | "remedy" | "voucher" => table,
        "complaint_step" | "complaint_clock" => "complaint",
        _ => return Ok(None),
    };
    let sql = format!("SELECT customer_id FROM {of} WHERE id = ?1");
    let found = connection.prepare_cached(&sql)?.query_row([id.as_bytes()], |row| row.opt_uuid(0));
    Ok(found.optional()?.flatten().map(CustomerId::from_uuid))
}

fn cell(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Null => Cell::Empty,
        // A moment that never comes.
        ValueRef::Integer(i64::MAX) => Cell::Empty,
        ValueRef::Integer(number) => Cell::Number(number),
        // No column of ours holds fractions; one that came from elsewhere is shown as it is.
        ValueRef::Real(number) => Cell::Text(number.to_string()),
        ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Uuid::from_slice(bytes).map_or(Cell::Bytes(bytes.len()), Cell::Id),
    }
}
