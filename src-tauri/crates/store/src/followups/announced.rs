//! Which follow-ups wait to be told, and which notification tells them.
//!
//! A due time is claimed by a notification, shown, and confirmed. What was claimed and never
//! confirmed is of a program that ended in between, and waits still.

use huike_domain::ids::FollowUpId;
use huike_domain::time::Instant;
use rusqlite::{Row, params};
use uuid::Uuid;

use crate::readers::Read;
use crate::row::RowExt as _;
use crate::{StoreError, Tx};

/// How much later "in ten minutes" is.
pub const AGAIN_AFTER_MS: i64 = 10 * 60_000;

/// A due time of a follow-up that is to be told now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Of which follow-up.
    pub id: FollowUpId,
    /// When it was due.
    pub due: Instant,
    /// When it was to be told: then, or later where somebody asked for that.
    pub tell_at: Instant,
    /// The notification that claimed it and was never confirmed.
    pub notice: Option<Uuid>,
}

fn waiting_row(row: &Row<'_>) -> rusqlite::Result<Waiting> {
    Ok(Waiting {
        id: FollowUpId::from_uuid(row.uuid(0)?),
        due: Instant(row.get(1)?),
        tell_at: Instant(row.get(2)?),
        notice: row.opt_uuid(3)?,
    })
}

/// What may be told at a moment: what has come, and what was put off to a moment so far ahead that
/// the clock must have been set back since.
const RIPE: [(&str, i64); 2] = [
    ("announced INDEXED BY announced_waiting WHERE tell_at <= ?1", 0),
    (
        "announced INDEXED BY announced_again WHERE tell_at > due_at AND tell_at > ?1",
        AGAIN_AFTER_MS,
    ),
];

/// Whether anything waits to be told: spares the writer most of its visits.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn anything_to_tell(read: &impl Read, now: Instant) -> Result<bool, StoreError> {
    for (ripe, later) in RIPE {
        let sql = format!("SELECT EXISTS (SELECT 1 FROM {ripe})");
        let mut query = read.connection().prepare_cached(&sql)?;
        if query.query_row([now.0 + later], |row| row.get(0))? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What waits to be told, best first; where a name is given, what that person or nobody is to do.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn to_tell(
    read: &impl Read,
    now: Instant,
    only_of: Option<&str>,
) -> Result<Vec<Waiting>, StoreError> {
    let mut found = Vec::new();
    for (ripe, later) in RIPE {
        let sql = format!(
            "SELECT follow_up.id, waiting.due_at, tell_at, notice, rank
             FROM (SELECT * FROM {ripe}) AS waiting
             CROSS JOIN follow_up ON follow_up.id = follow_up_id
             CROSS JOIN customer ON customer.id = customer_id
             WHERE ?2 IS NULL OR assignee = ?2 OR (assignee = '' AND owner IN ('', ?2))"
        );
        let mut query = read.connection().prepare_cached(&sql)?;
        let rows = query.query_map(params![now.0 + later, only_of], |row| {
            Ok((row.get::<_, i64>(4)?, waiting_row(row)?))
        })?;
        for row in rows {
            found.push(row?);
        }
    }
    found.sort_unstable_by_key(|(rank, waiting)| (-rank, waiting.due, *waiting.id.as_bytes()));
    Ok(found.into_iter().map(|(_, waiting)| waiting).collect())
}

/// Notes which notification is about to tell these.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn claim(tx: &Tx<'_>, these: &mut [Waiting], notice: Uuid) -> Result<(), StoreError> {
    let mut claim = tx.connection().prepare_cached(
        "UPDATE announced SET notice = ?3 WHERE follow_up_id = ?1 AND due_at = ?2",
    )?;
    for waiting in these {
        claim.execute(params![waiting.id.as_bytes(), waiting.due.0, notice.as_bytes()])?;
        waiting.notice = Some(notice);
    }
    Ok(())
}

/// Notes that these were told by the notification that claimed them, or count as told without
/// one. Whatever was asked for meanwhile stands.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn told(tx: &Tx<'_>, these: &[Waiting]) -> Result<(), StoreError> {
    let mut told = tx.connection().prepare_cached(
        "UPDATE announced SET tell_at = NULL
         WHERE follow_up_id = ?1 AND due_at = ?2 AND notice IS ?3",
    )?;
    for waiting in these {
        let notice = waiting.notice.as_ref().map(Uuid::as_bytes);
        told.execute(params![waiting.id.as_bytes(), waiting.due.0, notice])?;
    }
    Ok(())
}

/// Lets what a notification said of these be told once more at `at`, as far as they are still open
/// and at the same due time. Shown again after a crash it may have spoken of fewer than it claimed.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn tell_again(
    tx: &Tx<'_>,
    notice: Uuid,
    these: &[FollowUpId],
    at: Instant,
) -> Result<(), StoreError> {
    let mut again = tx.connection().prepare_cached(
        "UPDATE announced SET tell_at = max(?3, due_at), notice = NULL
         WHERE follow_up_id = ?1 AND notice = ?2 AND EXISTS (SELECT 1 FROM follow_up
             WHERE id = follow_up_id AND state = 0 AND follow_up.due_at = announced.due_at)",
    )?;
    for id in these {
        again.execute(params![id.as_bytes(), notice.as_bytes(), at.0])?;
    }
    Ok(())
}

/// Forgets what was told of follow-ups that are gone, and were due so long ago that no undo brings
/// them back.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn forget_gone(tx: &Tx<'_>, due_before: Instant) -> Result<usize, StoreError> {
    Ok(tx
        .connection()
        .prepare_cached(
            "DELETE FROM announced WHERE due_at < ?1 AND tell_at IS NULL
             AND NOT EXISTS (SELECT 1 FROM follow_up WHERE id = follow_up_id)",
        )?
        .execute([due_before.0])?)
}

/// When the next open follow-up after `now` falls due.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn next_due(read: &impl Read, now: Instant) -> Result<Option<Instant>, StoreError> {
    Ok(read
        .connection()
        .prepare_cached("SELECT min(due_at) FROM follow_up WHERE state = 0 AND due_at > ?1")?
        .query_row([now.0], |row| row.get(0))
        .map(|due: Option<i64>| due.map(Instant))?)
}

/// When open follow-ups fall due after `from` and at `until` or before, the soonest first, at most
/// so many.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn next_dues(
    read: &impl Read,
    from: Instant,
    until: Instant,
    most: u32,
) -> Result<Vec<Instant>, StoreError> {
    let mut query = read.connection().prepare_cached(
        "SELECT due_at FROM follow_up WHERE state = 0 AND due_at > ?1 AND due_at <= ?2
         ORDER BY due_at LIMIT ?3",
    )?;
    let rows = query.query_map((from.0, until.0, most), |row| row.get(0).map(Instant))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
