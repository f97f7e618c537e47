//! Which clocks wait to be told of, and which notification tells of them: claimed, shown and
//! confirmed, as follow-ups are.

use huike_domain::complaints::{Clock, Mark, Severity};
use huike_domain::ids::{ComplaintId, CustomerId};
use huike_domain::time::Instant;
use rusqlite::{Row, params};
use uuid::Uuid;

use crate::readers::Read;
use crate::row::RowExt as _;
use crate::{StoreError, Tx};

/// A mark of a clock that is to be told of now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alarmed {
    /// Of which complaint.
    pub complaint: ComplaintId,
    /// What people call it.
    pub number: u32,
    /// Whose it is.
    pub customer: CustomerId,
    /// Who takes care of it.
    pub owner: String,
    /// How much it weighs.
    pub severity: Severity,
    /// Of which clock.
    pub clock: Clock,
    /// When that began.
    pub started: Instant,
    /// When its time is over.
    pub due: Instant,
    /// How far it has run.
    pub mark: Mark,
    /// When that was to be told.
    pub tell_at: Instant,
    /// The notification that claimed it and was never confirmed.
    pub notice: Option<Uuid>,
}

fn alarmed(row: &Row<'_>) -> rusqlite::Result<Alarmed> {
    Ok(Alarmed {
        complaint: ComplaintId::from_uuid(row.uuid(0)?),
        number: row.get(1)?,
        customer: CustomerId::from_uuid(row.uuid(2)?),
        owner: row.get(3)?,
        severity: row.parsed(4, Severity::from_code(row.get(4)?))?,
        clock: row.parsed(5, Clock::from_code(row.get(5)?))?,
        started: Instant(row.get(6)?),
        due: Instant(row.get(7)?),
        mark: row.parsed(8, Mark::from_code(row.get(8)?))?,
        tell_at: Instant(row.get(9)?),
        notice: row.opt_uuid(10)?,
    })
}

/// Whether anything waits to be told.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn anything_to_tell(read: &impl Read, now: Instant) -> Result<bool, StoreError> {
    let mut query = read
        .connection()
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM complaint_alarm WHERE tell_at <= ?1)")?;
    Ok(query.query_row([now.0], |row| row.get(0))?)
}

/// What waits to be told, the weightiest complaints first.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn to_tell(read: &impl Read, now: Instant) -> Result<Vec<Alarmed>, StoreError> {
    let mut query = read.connection().prepare_cached(
        "SELECT complaint.id, number, customer_id, owner, severity, clock, started_at,
             complaint_clock.due_at, mark, tell_at, notice
         FROM (SELECT * FROM complaint_alarm WHERE tell_at <= ?1) AS waiting
         JOIN complaint_clock USING (complaint_id, started_at, clock)
         JOIN complaint ON complaint.id = complaint_id
         WHERE complaint_clock.due_at IS NOT NULL AND complaint_clock.ended_at IS NULL
         ORDER BY severity DESC, complaint_clock.due_at, complaint.id, mark",
    )?;
    let rows = query.query_map([now.0], alarmed)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Notes which notification is about to tell of these.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn claim(tx: &Tx<'_>, these: &[Alarmed], notice: Uuid) -> Result<(), StoreError> {
    let mut claim = tx.connection().prepare_cached(
        "UPDATE complaint_alarm SET notice = ?5
         WHERE complaint_id = ?1 AND started_at = ?2 AND clock = ?3 AND mark = ?4",
    )?;
    for it in these {
        let (clock, mark) = (it.clock.code(), it.mark.code());
        claim.execute(params![
            it.complaint.as_bytes(),
            it.started.0,
            clock,
            mark,
            notice.as_bytes()
        ])?;
    }
    Ok(())
}

/// Notes that these were told, or count as told without a notification.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn told(tx: &Tx<'_>, these: &[Alarmed]) -> Result<(), StoreError> {
    let mut told = tx.connection().prepare_cached(
        "UPDATE complaint_alarm SET tell_at = NULL
         WHERE complaint_id = ?1 AND started_at = ?2 AND clock = ?3 AND mark = ?4",
    )?;
    for it in these {
        let (clock, mark) = (it.clock.code(), it.mark.code());
        told.execute(params![it.complaint.as_bytes(), it.started.0, clock, mark])?;
    }
    Ok(())
}

/// Lets marks of running clocks that were told, and lie ahead again, be told once more: what was
/// taken back had moved them.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn tell_again(tx: &Tx<'_>, complaint: ComplaintId) -> Result<(), StoreError> {
    tx.connection()
        .prepare_cached(
            "UPDATE complaint_alarm AS told SET tell_at = ahead.at, notice = NULL
             FROM (SELECT started_at, clock, mark, CASE mark WHEN 0 THEN half_at WHEN 1 THEN soon_at
                       WHEN 2 THEN due_at ELSE late_at END AS at
                   FROM complaint_alarm JOIN complaint_clock USING (complaint_id, started_at, clock)
                   WHERE complaint_id = ?1 AND ended_at IS NULL) AS ahead
             WHERE told.complaint_id = ?1 AND told.started_at = ahead.started_at
               AND told.clock = ahead.clock AND told.mark = ahead.mark
               AND told.tell_at IS NULL AND ahead.at > ?2",
        )?
        .execute(params![complaint.as_bytes(), tx.at().0])?;
    Ok(())
}

/// Notes that all marks of a complaint up to a moment count as told: it came to the shop by a list,
/// and its people need no notification for each of its rows.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn told_before(tx: &Tx<'_>, complaint: ComplaintId, at: Instant) -> Result<(), StoreError> {
    tx.connection()
        .prepare_cached(
            "UPDATE complaint_alarm SET tell_at = NULL WHERE complaint_id = ?1 AND tell_at <= ?2",
        )?
        .execute(params![complaint.as_bytes(), at.0])?;
    Ok(())
}
