//! What classes, stages and segments of the shop's own are treated to.

use huike_domain::segments::{Playbook, PlaybookTarget};
use rusqlite::params;

use crate::readers::Read;
use crate::{StoreError, Tx};

/// Every playbook, by its target.
///
/// # Errors
/// [`StoreError::Sql`]; [`StoreError::Damaged`] where one cannot be read.
pub fn list(read: &impl Read) -> Result<Vec<(PlaybookTarget, Playbook)>, StoreError> {
    let mut query =
        read.connection().prepare_cached("SELECT target, plan FROM playbook ORDER BY target")?;
    let rows =
        query.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    rows.map(|row| {
        let (target, plan) = row?;
        let target = PlaybookTarget::parse(&target)
            .ok_or_else(|| StoreError::Damaged("a playbook for nobody".to_owned()))?;
        let plan =
            serde_json::from_str(&plan).map_err(|error| StoreError::Damaged(error.to_string()))?;
        Ok((target, plan))
    })
    .collect()
}

/// Saves a playbook; one that says nothing is taken away.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn save(tx: &Tx<'_>, target: PlaybookTarget, playbook: &Playbook) -> Result<(), StoreError> {
    if playbook.is_empty() {
        tx.connection().execute("DELETE FROM playbook WHERE target = ?1", [target.key()])?;
        return Ok(());
    }
    let plan = serde_json::to_string(playbook).map_err(std::io::Error::other)?;
    tx.connection()
        .prepare_cached(
            "INSERT INTO playbook (target, plan) VALUES (?1, ?2)
             ON CONFLICT (target) DO UPDATE SET plan = ?2",
        )?
        .execute(params![target.key(), plan])?;
    Ok(())
}
