//! Work on so many rows at once that the usual care for single ones is too slow.

use rusqlite::Connection;

use crate::StoreError;

/// Pages that a connection which writes keeps.
pub(crate) const KEPT_KIB: i64 = 48_000;

/// Pages that one which reads keeps: there are up to three of them, and what they hold is held for
/// as long as the window is open.
pub(crate) const READ_KIB: i64 = 24_000;

/// Enough for the indexes of a million customers' standing.
pub(crate) const WIDE_KIB: i64 = 128_000;

/// From this many rows on, the pages of the indexes are gone over again and again.
const WIDE_FROM: usize = 2_000;

/// From this many rows on, making the indexes anew is quicker than moving each entry.
const REBUILD_FROM: usize = 100_000;

/// Changes so many rows of a table, with more room for pages or without its indexes where that is
/// quicker.
pub(crate) fn change<T>(
    connection: &Connection,
    table: &str,
    rows: usize,
    work: impl FnOnce() -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    if rows < REBUILD_FROM {
        return with_room(connection, rows, work);
    }
    without_indexes(connection, table, || with_room(connection, rows, work))
}

/// Does work on so many rows with room for the pages that it goes over again and again, and gives
/// the room back.
pub(crate) fn with_room<T>(
    connection: &Connection,
    rows: usize,
    work: impl FnOnce() -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    if rows < WIDE_FROM {
        return work();
    }
    connection.pragma_update(None, "cache_size", -WIDE_KIB)?;
    let done = work();
    connection.pragma_update(None, "cache_size", -KEPT_KIB)?;
    done
}

/// Takes a table's indexes away for as long as `work` goes on; those of its keys stay.
fn without_indexes<T>(
    connection: &Connection,
    table: &str,
    work: impl FnOnce() -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let mut query = connection.prepare(
        "SELECT name, sql FROM sqlite_master
         WHERE type = 'index' AND tbl_name = ?1 AND sql IS NOT NULL AND sql NOT LIKE '%UNIQUE%'",
    )?;
    let indexes: Vec<(String, String)> = query
        .query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (name, _) in &indexes {
        connection.execute_batch(&format!("DROP INDEX {name}"))?;
    }
    let done = work()?;
    for (_, sql) in &indexes {
        connection.execute_batch(sql)?;
    }
    Ok(done)
}
