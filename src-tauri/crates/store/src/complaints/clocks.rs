//! Clocks of complaints, worked out.

use huike_domain::complaints::Clock;
use huike_domain::ids::ComplaintId;
use huike_domain::time::Instant;
use rusqlite::params;

use crate::readers::Read;
use crate::row::RowExt as _;
use crate::{StoreError, Tx};

/// A clock from its start to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockRow {
    /// Which.
    pub clock: Clock,
    /// When it began.
    pub started: Instant,
    /// When its time is over; none while it stands still.
    pub due: Option<Instant>,
    /// When it ended.
    pub ended: Option<Instant>,
    /// Whether it ended because nothing is owed any more.
    pub dropped: bool,
    /// How many minutes that count it took.
    pub took: Option<u32>,
    /// While it runs: when half of its time is over, 80 percent, and half as much again.
    pub marks: Option<[Instant; 3]>,
}

/// Brings a complaint's clocks up to date. A clock that began stays on record.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn set_clocks(
    tx: &Tx<'_>,
    complaint: ComplaintId,
    clocks: &[ClockRow],
) -> Result<(), StoreError> {
    // A mark that was told and moves ahead again, as with a lower severity, is to be told anew: the
    // triggers put it back.
    let mut forget = tx.connection().prepare_cached(
        "DELETE FROM complaint_alarm
         WHERE complaint_id = ?1 AND started_at = ?2 AND clock = ?3 AND tell_at IS NULL
           AND EXISTS (SELECT 1 FROM complaint_clock AS before
               WHERE before.complaint_id = ?1 AND before.started_at = ?2 AND before.clock = ?3
                 AND CASE mark WHEN 0 THEN ?5 > max(?4, half_at) WHEN 1 THEN ?6 > max(?4, soon_at)
                     WHEN 2 THEN ?7 > max(?4, due_at) ELSE ?8 > max(?4, late_at) END)",
    )?;
    let mut put = tx.connection().prepare_cached(
        "INSERT INTO complaint_clock (complaint_id, started_at, clock, due_at, ended_at, dropped,
             took, half_at, soon_at, late_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
         ON CONFLICT DO UPDATE SET due_at = ?4, ended_at = ?5, dropped = ?6, took = ?7,
             half_at = ?8, soon_at = ?9, late_at = ?10
         WHERE (due_at, ended_at, dropped, took, half_at, soon_at, late_at)
             IS NOT (?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?;
    for row in clocks {
        let mark = |place: usize| row.marks.map(|marks| marks[place].0);
        if row.marks.is_some() {
            forget.execute(params![
                complaint.as_bytes(),
                row.started.0,
                row.clock.code(),
                tx.at().0,
                mark(0),
                mark(1),
                row.due.map(|at| at.0),
                mark(2),
            ])?;
        }
        put.execute(params![
            complaint.as_bytes(),
            row.started.0,
            row.clock.code(),
            row.due.map(|at| at.0),
            row.ended.map(|at| at.0),
            row.dropped,
            row.took,
            mark(0),
            mark(1),
            mark(2),
        ])?;
    }
    Ok(())
}

/// A complaint's clocks in the order in which they began.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn clocks_of(read: &impl Read, complaint: ComplaintId) -> Result<Vec<ClockRow>, StoreError> {
    let mut query = read.connection().prepare_cached(
        "SELECT clock, started_at, due_at, ended_at, dropped, took, half_at, soon_at, late_at
         FROM complaint_clock WHERE complaint_id = ?1 ORDER BY started_at, clock",
    )?;
    let rows = query.query_map([complaint.as_bytes()], |row| {
        let moment =
            |column| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(column)?.map(Instant));
        let marks = (moment(6)?, moment(7)?, moment(8)?);
        Ok(ClockRow {
            clock: row.parsed(0, Clock::from_code(row.get(0)?))?,
            started: Instant(row.get(1)?),
            due: moment(2)?,
            ended: moment(3)?,
            dropped: row.get(4)?,
            took: row.get(5)?,
            marks: match marks {
                (Some(half), Some(soon), Some(late)) => Some([half, soon, late]),
                _ => None,
            },
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
