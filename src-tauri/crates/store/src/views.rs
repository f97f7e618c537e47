//! Saved views, in the order a person gave them.

use huike_domain::ids::ViewId;
use rusqlite::{OptionalExtension as _, Row, params};

use crate::readers::Read;
use crate::row::RowExt as _;
use crate::{StoreError, Tx};

/// A view as it lies in the file; query and columns are JSON of the use case's own types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewRow {
    /// Which.
    pub id: ViewId,
    /// Its name.
    pub name: String,
    /// Who, in which order.
    pub query: String,
    /// The columns.
    pub columns: String,
    /// Whether it has a tab of its own above the list, with its count.
    pub pinned: bool,
    /// Whether it is a segment of the shop's own.
    pub segment: bool,
}

fn row(row: &Row<'_>) -> rusqlite::Result<ViewRow> {
    Ok(ViewRow {
        id: ViewId::from_uuid(row.uuid(0)?),
        name: row.get(1)?,
        query: row.get(2)?,
        columns: row.get(3)?,
        pinned: row.get(4)?,
        segment: row.get(5)?,
    })
}

/// All views in their order.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn list(read: &impl Read) -> Result<Vec<ViewRow>, StoreError> {
    let mut query = read.connection().prepare_cached(
        "SELECT id, name, query, columns, pinned, segment FROM view ORDER BY position, id",
    )?;
    Ok(query.query_map([], row)?.collect::<Result<_, _>>()?)
}

/// One view.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn get(read: &impl Read, id: ViewId) -> Result<ViewRow, StoreError> {
    read.connection()
        .prepare_cached("SELECT id, name, query, columns, pinned, segment FROM view WHERE id = ?1")?
        .query_row([id.as_bytes()], row)
        .optional()?
        .ok_or(StoreError::NotFound("view"))
}

/// A new id.
#[must_use]
pub fn new_id(tx: &Tx<'_>) -> ViewId {
    ViewId::from_uuid(tx.new_id())
}

/// Enters a view behind all others, or saves one in its place.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn put(tx: &Tx<'_>, view: &ViewRow) -> Result<(), StoreError> {
    tx.connection()
        .prepare_cached(
            "INSERT INTO view (id, name, query, columns, pinned, segment, position)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, (SELECT coalesce(max(position), 0) + 1 FROM view))
             ON CONFLICT (id) DO UPDATE SET name = ?2, query = ?3, columns = ?4, pinned = ?5,
                 segment = ?6",
        )?
        .execute(params![
            view.id.as_bytes(),
            view.name,
            view.query,
            view.columns,
            view.pinned,
            view.segment
        ])?;
    Ok(())
}

/// Takes a view away.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn delete(tx: &Tx<'_>, id: ViewId) -> Result<(), StoreError> {
    let gone = tx.connection().execute("DELETE FROM view WHERE id = ?1", [id.as_bytes()])?;
    if gone == 0 { Err(StoreError::NotFound("view")) } else { Ok(()) }
}

/// Puts views in this order.
///
/// # Errors
/// [`StoreError::NotFound`] where one of them is gone.
pub fn reorder(tx: &Tx<'_>, ids: &[ViewId]) -> Result<(), StoreError> {
    let mut update =
        tx.connection().prepare_cached("UPDATE view SET position = ?2 WHERE id = ?1")?;
    for (position, id) in (1_i64..).zip(ids) {
        if update.execute(params![id.as_bytes(), position])? == 0 {
            return Err(StoreError::NotFound("view"));
        }
    }
    Ok(())
}
