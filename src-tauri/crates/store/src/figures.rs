//! Figures that the program keeps for itself, each under a name.

use rusqlite::{Connection, OptionalExtension as _};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::StoreError;

/// What was last stored; the default before that.
pub(crate) fn load<T: DeserializeOwned + Default>(
    connection: &Connection,
    name: &str,
) -> Result<T, StoreError> {
    let json: Option<String> = connection
        .prepare_cached("SELECT value FROM figure WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?;
    json.map_or_else(
        || Ok(T::default()),
        |json| serde_json::from_str(&json).map_err(|e| StoreError::Damaged(e.to_string())),
    )
}

pub(crate) fn store<T: Serialize>(
    connection: &Connection,
    name: &str,
    value: &T,
) -> Result<(), StoreError> {
    let json = serde_json::to_string(value).map_err(std::io::Error::other)?;
    connection
        .prepare_cached(
            "INSERT INTO figure (name, value) VALUES (?1, ?2)
             ON CONFLICT (name) DO UPDATE SET value = ?2",
        )?
        .execute([name, &json])?;
    Ok(())
}
