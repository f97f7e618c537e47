//! Which follow-ups the desktop was told of.

use huike_domain::ids::FollowUpId;
use huike_domain::time::Instant;
use rusqlite::params;

use super::{FOLLOW_UP, FollowUp, follow_up};
use crate::readers::Read;
use crate::{StoreError, Tx};

/// Marks follow-ups that are due, and became so after `since`, as announced, and answers them
/// best first. Each is answered once, by whichever program asks first.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn announce(tx: &Tx<'_>, since: Instant) -> Result<Vec<FollowUp>, StoreError> {
    let sql = format!(
        "{FOLLOW_UP} WHERE state = 0 AND due_at > ?1 AND due_at <= ?2
           AND NOT EXISTS (SELECT 1 FROM announced WHERE follow_up_id = follow_up.id)
         ORDER BY rank DESC, due_at, follow_up.id"
    );
    let due: Vec<FollowUp> = tx
        .connection()
        .prepare_cached(&sql)?
        .query_map([since.0, tx.at().0], follow_up)?
        .collect::<Result<_, _>>()?;
    let mut mark = tx
        .connection()
        .prepare_cached("INSERT INTO announced (follow_up_id, at) VALUES (?1, ?2)")?;
    for follow_up in &due {
        mark.execute(params![follow_up.id.as_bytes(), tx.at().0])?;
    }
    Ok(due)
}

/// Whether [`announce`] would answer anything: spares the writer most of its visits.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn anything_to_announce(
    read: &impl Read,
    since: Instant,
    now: Instant,
) -> Result<bool, StoreError> {
    Ok(read
        .connection()
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM follow_up WHERE state = 0 AND due_at > ?1 AND due_at <= ?2
             AND NOT EXISTS (SELECT 1 FROM announced WHERE follow_up_id = follow_up.id))",
        )?
        .query_row([since.0, now.0], |row| row.get(0))?)
}

/// Lets a follow-up be told again that was moved.
pub(crate) fn announce_anew(tx: &Tx<'_>, id: FollowUpId) -> Result<(), StoreError> {
    tx.connection()
        .prepare_cached("DELETE FROM announced WHERE follow_up_id = ?1")?
        .execute([id.as_bytes()])?;
    Ok(())
}
