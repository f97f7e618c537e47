//! Every table that people filled, row by row, as text that anybody can read.

use huike_domain::time::Instant;
use rusqlite::types::ValueRef;
use uuid::Uuid;

use crate::readers::Read;
use crate::{StoreError, ops};

/// The tables of a readable archive: all that is recorded, and what was done without the means of
/// taking it back.
#[must_use]
pub fn tables() -> Vec<&'static str> {
    ops::RECORDED.into_iter().chain(["op"]).collect()
}

/// How many rows the tables of an archive have together.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn rows(read: &impl Read) -> Result<u32, StoreError> {
    tables().into_iter().try_fold(0_u32, |rows, table| {
        let count: u32 =
            read.connection()
                .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))?;
        Ok(rows.saturating_add(count))
    })
}

/// Columns that no reader can use: the record behind undo.
const LEFT_OUT: [&str; 2] = ["changeset", "bulk"];

/// Gives the names of a table's columns to `visit`, and then every row: ids as UUIDs, instants in
/// RFC 3339, money in fen.
///
/// # Errors
/// Whatever `visit` says; [`StoreError::Sql`].
pub fn each_row<E: From<StoreError>>(
    read: &impl Read,
    table: &'static str,
    mut visit: impl FnMut(&[String]) -> Result<(), E>,
) -> Result<(), E> {
    let sql = StoreError::from;
    let connection = read.connection();
    let mut query = connection.prepare(&format!("SELECT * FROM {table}")).map_err(sql)?;
    let names: Vec<String> = query.column_names().into_iter().map(str::to_owned).collect();
    let columns: Vec<usize> =
        (0..names.len()).filter(|at| !LEFT_OUT.contains(&names[*at].as_str())).collect();
    let headings: Vec<String> = columns.iter().map(|at| names[*at].clone()).collect();
    visit(&headings)?;
    let mut rows = query.query([]).map_err(sql)?;
    let mut cells = vec![String::new(); columns.len()];
    while let Some(row) = rows.next().map_err(sql)? {
        for (cell, at) in cells.iter_mut().zip(&columns) {
            *cell = text(&names[*at], row.get_ref(*at).map_err(sql)?);
        }
        visit(&cells)?;
    }
    Ok(())
}

fn text(column: &str, value: ValueRef<'_>) -> String {
    let is_instant = column == "at" || column.ends_with("_at") || column == "snoozed_to";
    match value {
        ValueRef::Null => String::new(),
        ValueRef::Integer(number) if is_instant => Instant(number).to_rfc3339(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        ValueRef::Blob(bytes) => match Uuid::from_slice(bytes) {
            Ok(id) => id.to_string(),
            Err(_) => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
        },
    }
}
