//! The parts of a portrait that lie in tables of their own.

use chrono::{Datelike as _, NaiveDate};
use huike_domain::customers::{
    Anniversary, Birthday, Calendar, CustomEntry, CustomField, CustomKind, CustomValue, Portrait,
    Reach, ReachKind,
};
use huike_domain::ids::{CustomerId, FieldId, PreferenceId};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{OptionalExtension as _, Row, params};

use super::{SUMMARY, Summary, calendar_from, summary};
use crate::readers::Read;
use crate::row::RowExt as _;
use crate::{StoreError, Tx};

/// Writes the parts of a customer who has none yet.
pub(super) fn put_new(tx: &Tx<'_>, id: CustomerId, portrait: &Portrait) -> Result<(), StoreError> {
    let connection = tx.connection();
    for (place, reach) in (0_u32..).zip(&portrait.reaches) {
        connection
            .prepare_cached(
                "INSERT INTO reach (customer_id, place, kind, value, label)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![id.as_bytes(), place, reach.kind.code(), reach.value, reach.label])?;
    }
    for (place, Anniversary { label, day }) in (0_u32..).zip(&portrait.anniversaries) {
        connection
            .prepare_cached(
                "INSERT INTO anniversary
                     (customer_id, place, label, year, month, day, calendar, leap)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                id.as_bytes(),
                place,
                label,
                day.year,
                day.month,
                day.day,
                day.calendar == Calendar::Lunar,
                day.leap
            ])?;
    }
    for preference in &portrait.preferences {
        connection
            .prepare_cached(
                "INSERT INTO customer_preference (customer_id, preference_id) VALUES (?1, ?2)",
            )?
            .execute([id.as_bytes(), preference.as_bytes()])?;
    }
    for CustomEntry { field, value } in &portrait.custom {
        connection
            .prepare_cached(
                "INSERT INTO custom_value (customer_id, field_id, value) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![id.as_bytes(), field.as_bytes(), stored(value)])?;
    }
    Ok(())
}

/// Writes the parts of a customer anew. The record holds only what differs: taking a row away and
/// putting the same one back is no change.
pub(super) fn replace(tx: &Tx<'_>, id: CustomerId, portrait: &Portrait) -> Result<(), StoreError> {
    for table in crate::ops::PORTRAIT {
        tx.connection()
            .prepare_cached(&format!("DELETE FROM {table} WHERE customer_id = ?1"))?
            .execute([id.as_bytes()])?;
    }
    put_new(tx, id, portrait)
}

/// Reads the parts of a customer.
pub(super) fn load(
    read: &impl Read,
    id: CustomerId,
    portrait: &mut Portrait,
) -> Result<(), StoreError> {
    portrait.reaches = rows(
        read,
        "SELECT kind, value, label FROM reach WHERE customer_id = ?1 ORDER BY place",
        id,
        |row| {
            let kind = row.parsed(0, ReachKind::from_code(row.get(0)?))?;
            Ok(Reach { kind, value: row.get(1)?, label: row.get(2)? })
        },
    )?;
    portrait.anniversaries = rows(
        read,
        "SELECT label, year, month, day, calendar, leap FROM anniversary
         WHERE customer_id = ?1 ORDER BY place",
        id,
        |row| {
            let day = Birthday {
                year: row.get(1)?,
                month: row.get(2)?,
                day: row.get(3)?,
                calendar: calendar_from(row.get(4)?),
                leap: row.get(5)?,
            };
            Ok(Anniversary { label: row.get(0)?, day })
        },
    )?;
    portrait.preferences = rows(
        read,
        "SELECT preference_id FROM customer_preference WHERE customer_id = ?1
         ORDER BY preference_id",
        id,
        |row| row.uuid(0).map(PreferenceId::from_uuid),
    )?;
    portrait.custom = rows(
        read,
        "SELECT field_id, value, custom_field.kind FROM custom_value
         JOIN custom_field ON custom_field.id = field_id
         WHERE customer_id = ?1 ORDER BY field_id",
        id,
        |row| {
            let kind = row.parsed(2, CustomKind::from_code(row.get(2)?))?;
            let value = row.parsed(1, loaded(kind, row.get_ref(1)?))?;
            Ok(CustomEntry { field: FieldId::from_uuid(row.uuid(0)?), value })
        },
    )?;
    Ok(())
}

fn rows<T>(
    read: &impl Read,
    sql: &str,
    id: CustomerId,
    map: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, StoreError> {
    let mut query = read.connection().prepare_cached(sql)?;
    Ok(query.query_map([id.as_bytes()], map)?.collect::<Result<_, _>>()?)
}

/// The numbers and ids that search reads, one a line.
pub(super) fn searched(portrait: &Portrait) -> String {
    let searched = portrait.reaches.iter().filter(|reach| reach.kind != ReachKind::Address);
    searched.map(|reach| reach.value.as_str()).collect::<Vec<_>>().join("\n")
}

/// As it lies in `custom_value.value`.
pub(super) fn stored(value: &CustomValue) -> ToSqlOutput<'_> {
    match value {
        CustomValue::Text(text) => ToSqlOutput::from(text.as_str()),
        CustomValue::Number(number) | CustomValue::Money(number) => ToSqlOutput::from(*number),
        CustomValue::Date(day) => ToSqlOutput::from(day.num_days_from_ce()),
        CustomValue::Choice(number) => ToSqlOutput::from(*number),
        CustomValue::YesNo(yes) => ToSqlOutput::from(*yes),
    }
}

/// Reads [`stored`]; `None` for what a field of this kind cannot hold.
fn loaded(kind: CustomKind, value: ValueRef<'_>) -> Option<CustomValue> {
    let number = value.as_i64();
    Some(match kind {
        CustomKind::Text => CustomValue::Text(value.as_str().ok()?.to_owned()),
        CustomKind::Number => CustomValue::Number(number.ok()?),
        CustomKind::Money => CustomValue::Money(number.ok()?),
        CustomKind::Choice => CustomValue::Choice(u16::try_from(number.ok()?).ok()?),
        CustomKind::YesNo => CustomValue::YesNo(number.ok()? != 0),
        CustomKind::Date => {
            let days = i32::try_from(number.ok()?).ok()?;
            CustomValue::Date(NaiveDate::from_num_days_from_ce_opt(days)?)
        }
    })
}

/// What a customer has in these fields of the shop's own.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn own_values(
    read: &impl Read,
    id: CustomerId,
    fields: &[CustomField],
) -> Result<Vec<CustomEntry>, StoreError> {
    let mut query = read.connection().prepare_cached(
        "SELECT value FROM custom_value WHERE customer_id = ?1 AND field_id = ?2",
    )?;
    let mut entries = Vec::new();
    for field in fields {
        let value = query
            .query_row([id.as_bytes(), field.id.as_bytes()], |row| {
                row.parsed(0, loaded(field.kind, row.get_ref(0)?))
            })
            .optional()?;
        entries.extend(value.map(|value| CustomEntry { field: field.id, value }));
    }
    Ok(entries)
}

/// The contacts of a company with what they do there, in order of entry; at most 200.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn contacts_of(
    read: &impl Read,
    company: CustomerId,
) -> Result<Vec<(Summary, String)>, StoreError> {
    let sql = format!(
        "SELECT {SUMMARY}, role FROM customer
         JOIN standing ON standing.customer_id = customer.id
         WHERE employer = ?1 ORDER BY customer.id LIMIT 200"
    );
    rows(read, &sql, company, |row| Ok((summary(row)?, row.get(16)?)))
}

/// The customers whom a customer brought, in order of entry; at most 200.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn introduced(read: &impl Read, by: CustomerId) -> Result<Vec<Summary>, StoreError> {
    let sql = format!(
        "SELECT {SUMMARY} FROM customer JOIN standing ON standing.customer_id = customer.id
         WHERE introduced_by = ?1 ORDER BY customer.id LIMIT 200"
    );
    rows(read, &sql, by, summary)
}

/// Who looks after a customer, by name, empty where nobody does; none where there is no such
/// customer.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn owner(read: &impl Read, id: CustomerId) -> Result<Option<String>, StoreError> {
    Ok(read
        .connection()
        .prepare_cached("SELECT owner FROM customer WHERE id = ?1")?
        .query_row([id.as_bytes()], |row| row.get(0))
        .optional()?)
}
