//! Files kept with customers, in parts inside the encrypted file.
//!
//! Who has which file is on record as everything else. Its bytes are not: they are written once
//! with the row, and outlive it, so that taking a removal back has nothing to bring but the row.
//! [`clear_removed`] lets them go when that time is over; see `undo.rs` for the refusal then.

use std::collections::BTreeSet;
use std::io::{self, Read as _};

use huike_domain::ids::{AttachmentId, CustomerId};
use huike_domain::time::Instant;
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use uuid::Uuid;

use crate::ops::{attachments_of, each_change};
use crate::readers::Read;
use crate::row::RowExt as _;
use crate::text::Text;
use crate::{StoreError, Tx};

/// Bytes in one part.
pub const PART: usize = 256 << 10;

/// A file kept with a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Which.
    pub id: AttachmentId,
    /// When it was added.
    pub at: Instant,
    /// What a person calls it.
    pub name: String,
    /// Its media type, such as `image/png`.
    pub media: String,
    /// In bytes.
    pub size: u64,
}

/// Keeps a file, part by part as it is read; answers what it became.
///
/// # Errors
/// [`StoreError::Io`] where `source` cannot be read; [`StoreError::Sql`].
pub fn insert(
    tx: &Tx<'_>,
    customer: CustomerId,
    name: &str,
    media: &str,
    source: &mut impl io::Read,
) -> Result<Attachment, StoreError> {
    let id = AttachmentId::from_uuid(tx.new_id());
    let mut size = 0;
    let mut buffer = Vec::with_capacity(PART);
    let mut put = tx.connection().prepare_cached(
        "INSERT INTO attachment_part (attachment_id, part, bytes) VALUES (?1, ?2, ?3)",
    )?;
    for part in 0_u32.. {
        buffer.clear();
        (&mut *source).take(PART as u64).read_to_end(&mut buffer)?;
        if buffer.is_empty() {
            break;
        }
        put.execute(params![id.as_bytes(), part, buffer])?;
        size += buffer.len() as u64;
    }
    let (name, media) = (name.to_owned(), media.to_owned());
    tx.connection()
        .prepare_cached(
            "INSERT INTO attachment (customer_id, at, id, name, media, size)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            customer.as_bytes(),
            tx.at().0,
            id.as_bytes(),
            name,
            media,
            i64::try_from(size).unwrap_or(i64::MAX),
        ])?;
    Ok(Attachment { id, at: tx.at(), name, media, size })
}

const ATTACHMENT: &str = "SELECT at, id, name, media, size FROM attachment WHERE customer_id = ?1";

fn attachment(row: &Row<'_>) -> rusqlite::Result<Attachment> {
    let size: i64 = row.get(4)?;
    Ok(Attachment {
        id: AttachmentId::from_uuid(row.uuid(1)?),
        at: Instant(row.get(0)?),
        name: row.get(2)?,
        media: row.get(3)?,
        size: size.unsigned_abs(),
    })
}

/// A customer's files before the place `(at, id)`, newest first, with this text in their name.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn page(
    read: &impl Read,
    customer: CustomerId,
    text: &Text,
    before: (Instant, Uuid),
    limit: u32,
) -> Result<Vec<Attachment>, StoreError> {
    let sql = format!(
        "{ATTACHMENT} AND (at, id) < (?2, ?3) AND (?4 IS NULL OR name LIKE ?4 ESCAPE '\\')
         ORDER BY at DESC, id DESC LIMIT ?5"
    );
    let mut query = read.connection().prepare_cached(&sql)?;
    let (at, id) = (before.0.0, before.1.as_bytes());
    let rows =
        query.query_map(params![customer.as_bytes(), at, id, text.plain(), limit], attachment)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One file of a customer.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn get(
    read: &impl Read,
    customer: CustomerId,
    id: AttachmentId,
) -> Result<Option<Attachment>, StoreError> {
    let mut query = read.connection().prepare_cached(&format!("{ATTACHMENT} AND id = ?2"))?;
    Ok(query.query_row([customer.as_bytes(), id.as_bytes()], attachment).optional()?)
}

/// One part of a file, counted from 0; none behind the last.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn part(read: &impl Read, id: AttachmentId, part: u32) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(read
        .connection()
        .prepare_cached("SELECT bytes FROM attachment_part WHERE attachment_id = ?1 AND part = ?2")?
        .query_row(params![id.as_bytes(), part], |row| row.get(0))
        .optional()?)
}

/// Whether the bytes of a file are there; an empty file has none.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn has_bytes(read: &impl Read, id: AttachmentId) -> Result<bool, StoreError> {
    let mut query = read
        .connection()
        .prepare_cached("SELECT 1 FROM attachment_part WHERE attachment_id = ?1 LIMIT 1")?;
    Ok(query.exists([id.as_bytes()])?)
}

/// Takes a file off its customer; its bytes stay, see [`clear_removed`].
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn remove(tx: &Tx<'_>, customer: CustomerId, id: AttachmentId) -> Result<(), StoreError> {
    let gone = tx
        .connection()
        .prepare_cached("DELETE FROM attachment WHERE customer_id = ?1 AND id = ?2")?
        .execute([customer.as_bytes(), id.as_bytes()])?;
    if gone == 0 { Err(StoreError::NotFound("attachment")) } else { Ok(()) }
}

/// Lets go the bytes of files that no customer has and that no operation since `since` speaks of;
/// answers how many files these were.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn clear_removed(tx: &Tx<'_>, since: Instant) -> Result<usize, StoreError> {
    let connection = tx.connection();
    let mut removed = without_a_row(connection)?;
    if removed.is_empty() {
        return Ok(0);
    }
    let mut query = connection.prepare("SELECT changeset FROM op WHERE at >= ?1")?;
    let mut rows = query.query([since.0])?;
    while let Some(row) = rows.next()? {
        for id in attachments_of(row.get_ref(0)?.as_blob().unwrap_or_default())? {
            removed.remove(&id);
        }
    }
    let mut delete = connection.prepare("DELETE FROM attachment_part WHERE attachment_id = ?1")?;
    for id in &removed {
        delete.execute([id.as_bytes()])?;
    }
    Ok(removed.len())
}

/// Files whose bytes are there and that no customer has.
pub(crate) fn without_a_row(connection: &Connection) -> Result<BTreeSet<AttachmentId>, StoreError> {
    let ids = |sql| -> Result<BTreeSet<AttachmentId>, StoreError> {
        let mut query = connection.prepare(sql)?;
        let rows = query.query_map([], |row| Ok(AttachmentId::from_uuid(row.uuid(0)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    };
    let mut stored = ids("SELECT DISTINCT attachment_id FROM attachment_part")?;
    for id in ids("SELECT id FROM attachment")? {
        stored.remove(&id);
    }
    Ok(stored)
}

/// Whether undoing `changeset` would bring back a file whose bytes are gone.
pub(crate) fn lacks_bytes(connection: &Connection, changeset: &[u8]) -> Result<bool, StoreError> {
    let mut query =
        connection.prepare_cached("SELECT 1 FROM attachment_part WHERE attachment_id = ?1")?;
    let mut lacks = false;
    each_change(changeset, |table, item, action| {
        if table == "attachment" && action == rusqlite::hooks::Action::SQLITE_DELETE {
            lacks |= !query.exists([item.old_value(2)?.as_blob().unwrap_or_default()])?;
        }
        Ok(())
    })?;
    Ok(lacks)
}
