//! How many follow-ups there are of a kind.

use chrono::{Datelike as _, NaiveDate};
use huike_domain::time::Instant;

use crate::StoreError;
use crate::readers::Read;

/// Open follow-ups due after `now` and at `until` or before that were not put off.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn count_later(read: &impl Read, now: Instant, until: Instant) -> Result<u32, StoreError> {
    Ok(read
        .connection()
        .prepare_cached(
            "SELECT count(*) FROM follow_up
             WHERE state = 0 AND due_at > ?1 AND due_at <= ?2 AND snoozed_to IS NULL",
        )?
        .query_row([now.0, until.0], |row| row.get(0))?)
}

/// Open follow-ups due at `until` or before, and how many of them were due before `day` began.
/// Counted in one pass: after a long absence they are many.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn count_due(read: &impl Read, day: Instant, until: Instant) -> Result<(u32, u32), StoreError> {
    Ok(read
        .connection()
        .prepare_cached(
            "SELECT count(*), count(*) FILTER (WHERE due_at < ?1)
             FROM follow_up WHERE state = 0 AND due_at <= ?2",
        )?
        .query_row([day.0, until.0], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Open follow-ups due after `after` and at `until` or before.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn count_upcoming(read: &impl Read, after: Instant, until: Instant) -> Result<u32, StoreError> {
    Ok(read
        .connection()
        .prepare_cached(
            "SELECT count(*) FROM follow_up WHERE state = 0 AND due_at > ?1 AND due_at <= ?2",
        )?
        .query_row([after.0, until.0], |row| row.get(0))?)
}

/// Follow-ups done since `from`.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn count_done(read: &impl Read, from: Instant) -> Result<u32, StoreError> {
    Ok(read
        .connection()
        .prepare_cached("SELECT count(*) FROM follow_up WHERE settled_at >= ?1 AND state = 1")?
        .query_row([from.0], |row| row.get(0))?)
}

/// How many [`super::ranked`] has in all.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn count_ranked(
    read: &impl Read,
    now: Instant,
    today: NaiveDate,
    until: Instant,
) -> Result<u32, StoreError> {
    Ok(read
        .connection()
        .prepare_cached(
            "SELECT count(*) FROM follow_up WHERE state = 0 AND due_at <= ?1
               AND (snoozed_to IS NULL OR snoozed_to <= ?2) AND (expires IS NULL OR expires >= ?3)",
        )?
        .query_row([until.0, now.0, today.num_days_from_ce().into()], |row| row.get(0))?)
}
