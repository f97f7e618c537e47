//! The rules that propose follow-ups.

use huike_domain::followups::Rule;
use huike_domain::ids::RuleId;
use rusqlite::params;

use crate::readers::Read;
use crate::row::RowExt as _;
use crate::{StoreError, Tx};

/// The rules, oldest first.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn rules(read: &impl Read) -> Result<Vec<Rule>, StoreError> {
    let mut query = read
        .connection()
        .prepare_cached("SELECT id, enabled, minute, spec FROM rule ORDER BY id")?;
    let rows = query.query_map([], |row| {
        let spec = row.get_ref(3)?.as_str()?;
        Ok(Rule {
            id: RuleId::from_uuid(row.uuid(0)?),
            enabled: row.get(1)?,
            minute: row.get(2)?,
            spec: row.parsed(3, serde_json::from_str(spec).ok())?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Saves a rule, new or known.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn save_rule(tx: &Tx<'_>, rule: &Rule) -> Result<(), StoreError> {
    let spec = serde_json::to_string(&rule.spec).map_err(std::io::Error::other)?;
    tx.connection().execute(
        "INSERT INTO rule (id, enabled, minute, spec) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (id) DO UPDATE SET enabled = ?2, minute = ?3, spec = ?4",
        params![rule.id.as_bytes(), rule.enabled, rule.minute, spec],
    )?;
    Ok(())
}

/// Takes a rule away. What it proposed and was settled stays as history without it.
///
/// # Errors
/// [`StoreError::NotFound`]; [`StoreError::Sql`].
pub fn delete_rule(tx: &Tx<'_>, id: RuleId) -> Result<(), StoreError> {
    super::withdraw(tx, id)?;
    let connection = tx.connection();
    for sql in [
        "DELETE FROM joined_reason WHERE rule_id = ?1",
        "UPDATE follow_up SET rule_id = NULL, occasion = NULL WHERE rule_id = ?1",
    ] {
        connection.execute(sql, [id.as_bytes()])?;
    }
    match connection.execute("DELETE FROM rule WHERE id = ?1", [id.as_bytes()])? {
        0 => Err(StoreError::NotFound("rule")),
        _ => Ok(()),
    }
}
