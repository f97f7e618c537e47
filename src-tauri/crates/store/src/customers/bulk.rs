//! One change to many customers.

use huike_domain::customers::filter::FieldKind;
use huike_domain::customers::{
    BulkChange, BulkField, CheckedBulk, CustomValue, MOST_LIKED, MOST_TAGS, TAG_SEPARATOR,
};
use huike_domain::ids::{CustomerId, FieldId, PreferenceId};
use rusqlite::types::Value;
use rusqlite::{OptionalExtension as _, params};

use super::portrait::stored;
use crate::readers::Read as _;
use crate::{StoreError, Tx};

/// Makes one change to all of these; answers how many were changed by it. Customers who are not
/// there, or are so already, stay as they are.
///
/// # Errors
/// [`StoreError::TooMany`] where a customer would have more tags or preferences than one may have.
pub fn change_all(
    tx: &Tx<'_>,
    ids: &[CustomerId],
    change: &CheckedBulk,
) -> Result<u32, StoreError> {
    crate::wide::with_room(tx.connection(), ids.len(), || change_each(tx, ids, change))
}

fn change_each(tx: &Tx<'_>, ids: &[CustomerId], change: &CheckedBulk) -> Result<u32, StoreError> {
    let text = |value: &str| Value::from(value.to_owned());
    // Where a choice lies as a number, that is its place among the words.
    let place = |field: BulkField, word: &str| {
        let FieldKind::Choice(words) = field.field().kind() else { return Value::Null };
        let place = words.iter().position(|known| *known == word);
        place.and_then(|place| i64::try_from(place).ok()).map_or(Value::Null, Value::from)
    };
    let (column, value) = match change.change() {
        BulkChange::AddTags { .. } | BulkChange::RemoveTags { .. } => {
            return change_tags(tx, ids, change);
        }
        BulkChange::SetOwn { field, value } => return set_own(tx, ids, *field, value.as_ref()),
        BulkChange::AddPreferences { ids: liked } => return add_preferences(tx, ids, liked),
        BulkChange::RemovePreferences { ids: liked } => return remove_preferences(tx, ids, liked),
        BulkChange::Set { field: field @ BulkField::Kind, value } => ("kind", place(*field, value)),
        BulkChange::Set { field: BulkField::Company, value } => ("company", text(value)),
        BulkChange::Set { field: BulkField::Source, value } => ("source", text(value)),
        BulkChange::Set { field: BulkField::Region, value } => ("region", text(value)),
        BulkChange::Set { field: BulkField::Industry, value } => ("industry", text(value)),
        BulkChange::Set { field: BulkField::Owner, value } => ("owner", text(value)),
        BulkChange::Set { field: field @ BulkField::Character, value } => {
            ("character", place(*field, value))
        }
        BulkChange::Set { field: field @ BulkField::Importance, value } => {
            ("importance", place(*field, value))
        }
        BulkChange::Set { field: field @ BulkField::Urgency, value } => {
            ("urgency", place(*field, value))
        }
        BulkChange::Set { field: BulkField::Channel, value } => (
            "channel",
            super::none_if_empty(value).map_or(Value::Null, |v| Value::from(v.to_owned())),
        ),
    };
    let mut update = tx.connection().prepare_cached(&format!(
        "UPDATE customer SET {column} = ?2 WHERE id = ?1 AND {column} IS NOT ?2"
    ))?;
    let mut changed = 0;
    for id in ids {
        changed += update.execute(params![id.as_bytes(), value])?;
    }
    Ok(count(changed))
}

fn change_tags(tx: &Tx<'_>, ids: &[CustomerId], change: &CheckedBulk) -> Result<u32, StoreError> {
    let mut find = tx.connection().prepare_cached("SELECT tags FROM customer WHERE id = ?1")?;
    let mut update =
        tx.connection().prepare_cached("UPDATE customer SET tags = ?2 WHERE id = ?1")?;
    let mut changed = 0;
    for id in ids {
        let found: Option<String> = find.query_row([id.as_bytes()], |row| row.get(0)).optional()?;
        let Some(before) = found else { continue };
        let before: Vec<_> = before.split(TAG_SEPARATOR).filter(|tag| !tag.is_empty()).collect();
        let after = change
            .tags_after(&before)
            .map_err(|_| StoreError::TooMany { field: "tags", limit: MOST_TAGS })?;
        if let Some(after) = after {
            update.execute(params![id.as_bytes(), after.join("\n")])?;
            changed += 1;
        }
    }
    Ok(changed)
}

fn set_own(
    tx: &Tx<'_>,
    ids: &[CustomerId],
    field: FieldId,
    value: Option<&CustomValue>,
) -> Result<u32, StoreError> {
    let connection = tx.connection();
    let mut changed = 0;
    let Some(value) = value else {
        let mut delete = connection
            .prepare_cached("DELETE FROM custom_value WHERE customer_id = ?1 AND field_id = ?2")?;
        for id in ids {
            changed += delete.execute([id.as_bytes(), field.as_bytes()])?;
        }
        return Ok(count(changed));
    };
    let value = stored(value);
    let mut put = connection.prepare_cached(
        "INSERT INTO custom_value (customer_id, field_id, value) VALUES (?1, ?2, ?3)
         ON CONFLICT DO UPDATE SET value = ?3 WHERE value IS NOT ?3",
    )?;
    for id in ids {
        changed += put.execute(params![id.as_bytes(), field.as_bytes(), value])?;
    }
    Ok(count(changed))
}

fn add_preferences(
    tx: &Tx<'_>,
    ids: &[CustomerId],
    liked: &[PreferenceId],
) -> Result<u32, StoreError> {
    let connection = tx.connection();
    let mut add = connection.prepare_cached(
        "INSERT INTO customer_preference (customer_id, preference_id) VALUES (?1, ?2)
         ON CONFLICT DO NOTHING",
    )?;
    let mut held = connection
        .prepare_cached("SELECT count(*) FROM customer_preference WHERE customer_id = ?1")?;
    let mut changed = 0;
    for id in ids {
        let mut added = 0;
        for preference in liked {
            added += add.execute([id.as_bytes(), preference.as_bytes()])?;
        }
        if added > 0 {
            let now: i64 = held.query_row([id.as_bytes()], |row| row.get(0))?;
            if usize::try_from(now).is_ok_and(|now| now > MOST_LIKED) {
                return Err(StoreError::TooMany { field: "preferences", limit: MOST_LIKED });
            }
            changed += 1;
        }
    }
    Ok(changed)
}

fn remove_preferences(
    tx: &Tx<'_>,
    ids: &[CustomerId],
    liked: &[PreferenceId],
) -> Result<u32, StoreError> {
    let mut remove = tx.connection().prepare_cached(
        "DELETE FROM customer_preference WHERE customer_id = ?1 AND preference_id = ?2",
    )?;
    let mut changed = 0;
    for id in ids {
        let mut removed = 0;
        for preference in liked {
            removed += remove.execute([id.as_bytes(), preference.as_bytes()])?;
        }
        changed += u32::from(removed > 0);
    }
    Ok(changed)
}

fn count(changed: usize) -> u32 {
    u32::try_from(changed).unwrap_or(u32::MAX)
}
