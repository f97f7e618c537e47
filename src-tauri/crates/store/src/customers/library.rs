//! What the shop defines for itself: its library of preferences, and fields of its own.

use huike_domain::customers::{CustomField, CustomKind, Preference};
use huike_domain::ids::{FieldId, PreferenceId};
use rusqlite::{OptionalExtension as _, Row, params};

use crate::readers::Read;
use crate::row::RowExt as _;
use crate::{StoreError, Tx};

/// The library, by category and value.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn preferences(read: &impl Read) -> Result<Vec<Preference>, StoreError> {
    let mut query = read
        .connection()
        .prepare_cached("SELECT id, category, value FROM preference ORDER BY category, value")?;
    let rows = query.query_map([], |row| {
        let id = PreferenceId::from_uuid(row.uuid(0)?);
        Ok(Preference { id, category: row.get(1)?, value: row.get(2)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Counted along the index of preferences, so that nothing is sorted.
const COUNTS: &str =
    "SELECT preference_id, count(*) FROM customer_preference GROUP BY preference_id";
const PREFERENCE_HOLDERS: &str =
    "SELECT count(*) FROM customer_preference WHERE preference_id = ?1";
const CATEGORY_HOLDERS: &str = "SELECT count(DISTINCT customer_id) FROM customer_preference
     WHERE preference_id IN (SELECT id FROM preference WHERE category = ?1)";
const FIELD_HOLDERS: &str = "SELECT count(*) FROM custom_value WHERE field_id = ?1";
const CHOICE_HOLDERS: &str = "SELECT count(*) FROM custom_value WHERE field_id = ?1 AND value = ?2";

/// What is counted by an index, for the test that proves it.
pub(crate) const COUNTED: [&str; 5] =
    [COUNTS, PREFERENCE_HOLDERS, CATEGORY_HOLDERS, FIELD_HOLDERS, CHOICE_HOLDERS];

/// How many customers have a preference.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn preference_holders(read: &impl Read, id: PreferenceId) -> Result<u32, StoreError> {
    count(read, PREFERENCE_HOLDERS, [id.as_bytes()])
}

/// How many customers have any preference of a category.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn category_holders(read: &impl Read, category: &str) -> Result<u32, StoreError> {
    count(read, CATEGORY_HOLDERS, [category])
}

/// How many customers have a value in a field of the shop's own.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn field_holders(read: &impl Read, id: FieldId) -> Result<u32, StoreError> {
    count(read, FIELD_HOLDERS, [id.as_bytes()])
}

/// How many customers have this choice in a field of the shop's own.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn choice_holders(read: &impl Read, field: FieldId, number: u16) -> Result<u32, StoreError> {
    count(read, CHOICE_HOLDERS, params![field.as_bytes(), number])
}

fn count(
    read: &impl Read,
    sql: &str,
    parameters: impl rusqlite::Params,
) -> Result<u32, StoreError> {
    Ok(read.connection().prepare_cached(sql)?.query_row(parameters, |row| row.get(0))?)
}

/// How many customers have each preference; those whom nobody has are left out.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn preference_counts(read: &impl Read) -> Result<Vec<(PreferenceId, u32)>, StoreError> {
    let mut query = read.connection().prepare_cached(COUNTS)?;
    let rows =
        query.query_map([], |row| Ok((PreferenceId::from_uuid(row.uuid(0)?), row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Saves a preference, new or known.
///
/// # Errors
/// [`StoreError::Taken`] where its category has this value already.
pub fn save_preference(tx: &Tx<'_>, preference: &Preference) -> Result<(), StoreError> {
    tx.connection()
        .prepare_cached(
            "INSERT INTO preference (id, category, value) VALUES (?1, ?2, ?3)
             ON CONFLICT (id) DO UPDATE SET category = ?2, value = ?3",
        )?
        .execute(params![preference.id.as_bytes(), preference.category, preference.value])
        .map_err(|error| taken("value", error))?;
    Ok(())
}

fn taken(field: &'static str, error: rusqlite::Error) -> StoreError {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::ConstraintViolation) => StoreError::Taken(field),
        _ => error.into(),
    }
}

/// Gives a category another name.
///
/// # Errors
/// [`StoreError::NotFound`]; [`StoreError::Taken`] where a category of that name has one of the
/// values already.
pub fn rename_category(tx: &Tx<'_>, from: &str, to: &str) -> Result<(), StoreError> {
    let renamed = tx
        .connection()
        .execute("UPDATE preference SET category = ?2 WHERE category = ?1", [from, to])
        .map_err(|error| taken("category", error))?;
    if renamed == 0 { Err(StoreError::NotFound("category")) } else { Ok(()) }
}

/// Takes a category out of the library, and its values away from everyone who has any.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn forget_category(tx: &Tx<'_>, name: &str) -> Result<(), StoreError> {
    let connection = tx.connection();
    connection.execute(
        "DELETE FROM customer_preference
         WHERE preference_id IN (SELECT id FROM preference WHERE category = ?1)",
        [name],
    )?;
    match connection.execute("DELETE FROM preference WHERE category = ?1", [name])? {
        0 => Err(StoreError::NotFound("category")),
        _ => Ok(()),
    }
}

/// Takes a preference out of the library and away from everyone who has it.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn forget_preference(tx: &Tx<'_>, id: PreferenceId) -> Result<(), StoreError> {
    let connection = tx.connection();
    connection
        .execute("DELETE FROM customer_preference WHERE preference_id = ?1", [id.as_bytes()])?;
    match connection.execute("DELETE FROM preference WHERE id = ?1", [id.as_bytes()])? {
        0 => Err(StoreError::NotFound("preference")),
        _ => Ok(()),
    }
}

/// The shop's own fields, in the shop's order.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn custom_fields(read: &impl Read) -> Result<Vec<CustomField>, StoreError> {
    let mut query = read
        .connection()
        .prepare_cached("SELECT id, name, kind, choices FROM custom_field ORDER BY place, id")?;
    Ok(query.query_map([], field)?.collect::<Result<_, _>>()?)
}

/// One field of the shop's own.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn custom_field(read: &impl Read, id: FieldId) -> Result<CustomField, StoreError> {
    read.connection()
        .prepare_cached("SELECT id, name, kind, choices FROM custom_field WHERE id = ?1")?
        .query_row([id.as_bytes()], field)
        .optional()?
        .ok_or(StoreError::NotFound("field"))
}

fn field(row: &Row<'_>) -> rusqlite::Result<CustomField> {
    let choices = row.get_ref(3)?.as_str()?;
    Ok(CustomField {
        id: FieldId::from_uuid(row.uuid(0)?),
        name: row.get(1)?,
        kind: row.parsed(2, CustomKind::from_code(row.get(2)?))?,
        choices: row.parsed(3, serde_json::from_str(choices).ok())?,
    })
}

/// Saves a field of the shop's own at a place in their order.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn save_custom_field(tx: &Tx<'_>, field: &CustomField, place: u32) -> Result<(), StoreError> {
    let choices = serde_json::to_string(&field.choices).map_err(std::io::Error::other)?;
    tx.connection()
        .prepare_cached(
            "INSERT INTO custom_field (id, place, name, kind, choices) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (id) DO UPDATE SET place = ?2, name = ?3, choices = ?5",
        )?
        .execute(params![field.id.as_bytes(), place, field.name, field.kind.code(), choices])?;
    Ok(())
}

/// Takes a choice of a field away from everyone who has it.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn forget_custom_choice(tx: &Tx<'_>, field: FieldId, choice: u16) -> Result<(), StoreError> {
    tx.connection().execute(
        "DELETE FROM custom_value WHERE field_id = ?1 AND value = ?2",
        params![field.as_bytes(), choice],
    )?;
    Ok(())
}

/// Takes a field away with all its values.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn forget_custom_field(tx: &Tx<'_>, id: FieldId) -> Result<(), StoreError> {
    let connection = tx.connection();
    connection.execute("DELETE FROM custom_value WHERE field_id = ?1", [id.as_bytes()])?;
    match connection.execute("DELETE FROM custom_field WHERE id = ?1", [id.as_bytes()])? {
        0 => Err(StoreError::NotFound("field")),
        _ => Ok(()),
    }
}
