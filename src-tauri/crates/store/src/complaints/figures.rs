//! Rows behind the report, each kind read in one go along an index.

use std::collections::{BTreeMap, HashMap};

use huike_domain::complaints::{Clock, Severity, State};
use huike_domain::ids::{CauseId, CustomerId};
use huike_domain::time::{DAY_MS, Instant};
use rusqlite::params;
use uuid::Uuid;

use crate::StoreError;
use crate::readers::Read;
use crate::row::RowExt as _;

/// A complaint as the report counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// When it came in.
    pub received: Instant,
    /// Where it stands.
    pub state: State,
    /// What it came from.
    pub cause: Option<CauseId>,
    /// How much it weighs.
    pub severity: Severity,
    /// Whose.
    pub customer: CustomerId,
    /// How often it was reopened.
    pub reopened: u32,
}

/// Complaints that came in from one moment until before another, the first first; without those
/// that go on under another.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn counted(
    read: &impl Read,
    from: Instant,
    until: Instant,
) -> Result<Vec<Counted>, StoreError> {
    let mut query = read.connection().prepare_cached(
        "SELECT received_at, state, cause_id, severity, customer_id, reopened
         FROM complaint INDEXED BY complaint_received
         WHERE received_at >= ?1 AND received_at < ?2 AND state <> ?3 ORDER BY received_at",
    )?;
    let rows = query.query_map(params![from.0, until.0, State::Merged.code()], |row| {
        Ok(Counted {
            received: Instant(row.get(0)?),
            state: row.parsed(1, State::from_code(row.get(1)?))?,
            cause: row.opt_uuid(2)?.map(CauseId::from_uuid),
            severity: row.parsed(3, Severity::from_code(row.get(3)?))?,
            customer: CustomerId::from_uuid(row.uuid(4)?),
            reopened: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many complaints of these causes came in from one moment until before another.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn counted_of(
    read: &impl Read,
    causes: &[CauseId],
    from: Instant,
    until: Instant,
) -> Result<u32, StoreError> {
    let mut query = read.connection().prepare_cached(
        "SELECT count(*) FROM complaint
         WHERE cause_id = ?1 AND received_at >= ?2 AND received_at < ?3",
    )?;
    causes.iter().try_fold(0, |sum: u32, cause| {
        let values = params![cause.as_bytes(), from.0, until.0];
        Ok(sum + query.query_row(values, |row| row.get::<_, u32>(0))?)
    })
}

/// What became of clocks of a kind that began in a period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Times {
    /// How many minutes that count each took that has ended.
    pub took: Vec<u32>,
    /// How many of these were in time.
    pub kept: u32,
    /// How many run still, and are late.
    pub late: u32,
}

/// What became of clocks of a kind that began from one moment until before another.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn clock_times(
    read: &impl Read,
    clock: Clock,
    (from, until): (Instant, Instant),
    now: Instant,
) -> Result<Times, StoreError> {
    let mut query = read.connection().prepare_cached(
        "SELECT took, due_at, ended_at FROM complaint_clock
         WHERE clock = ?1 AND started_at >= ?2 AND started_at < ?3 AND dropped = 0",
    )?;
    let mut rows = query.query(params![clock.code(), from.0, until.0])?;
    let mut times = Times::default();
    while let Some(row) = rows.next()? {
        let (due, ended) = (row.get::<_, Option<i64>>(1)?, row.get::<_, Option<i64>>(2)?);
        match (row.get::<_, Option<u32>>(0)?, due, ended) {
            (Some(took), due, Some(ended)) => {
                times.took.push(took);
                times.kept += u32::from(due.is_some_and(|due| ended <= due));
            }
            (_, Some(due), None) if due < now.0 => times.late += 1,
            _ => {}
        }
    }
    Ok(times)
}

/// What was given for a complaint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// When.
    pub at: Instant,
    /// What it is worth, in fen.
    pub fen: i64,
    /// What the complaint came from.
    pub cause: Option<CauseId>,
}

/// What was given from one moment until before another.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn costs(read: &impl Read, from: Instant, until: Instant) -> Result<Vec<Cost>, StoreError> {
    // Two indexes read through are much faster than a complaint looked up for each remedy.
    let mut causes = read.connection().prepare_cached(
        "SELECT id, cause_id FROM complaint INDEXED BY complaint_cause WHERE cause_id IS NOT NULL",
    )?;
    let causes =
        causes.query_map([], |row| Ok((row.uuid(0)?, CauseId::from_uuid(row.uuid(1)?))))?;
    let causes: HashMap<Uuid, CauseId> = causes.collect::<Result<_, _>>()?;
    let mut query = read.connection().prepare_cached(
        "SELECT at, worth_fen, complaint_id FROM remedy INDEXED BY remedy_at
         WHERE at >= ?1 AND at < ?2",
    )?;
    let rows = query.query_map([from.0, until.0], |row| {
        let cause = causes.get(&row.uuid(2)?).copied();
        Ok(Cost { at: Instant(row.get(0)?), fen: row.get(1)?, cause })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many customers were looked at, and how many of them came back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Looked at.
    pub of: u32,
    /// Bought again within 90 days.
    pub kept: u32,
}

impl Kept {
    fn count(&mut self, came_back: bool) {
        self.of += 1;
        self.kept += u32::from(came_back);
    }
}

/// Within how many days somebody who buys again is kept.
pub const KEPT_DAYS: i64 = 90;

/// How many customers are looked at, so that the report of a large shop does not take longer.
pub const LOOKED_AT: usize = 2_000;

const BEFORE: &str =
    "SELECT EXISTS (SELECT 1 FROM purchase WHERE customer_id = ?1 AND at < ?2 AND amount_fen > 0)";
const AFTER: &str = "SELECT EXISTS (SELECT 1 FROM purchase
    WHERE customer_id = ?1 AND at > ?2 AND at <= ?3 AND amount_fen > 0)";

/// How many of those who complained bought again within 90 days after their first complaint of a
/// period; only those count who had bought before. At most 2,000 are looked at, evenly spread.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn kept_after(read: &impl Read, complaints: &[Counted]) -> Result<Kept, StoreError> {
    let mut first: BTreeMap<CustomerId, Instant> = BTreeMap::new();
    for complaint in complaints {
        first.entry(complaint.customer).or_insert(complaint.received);
    }
    let connection = read.connection();
    let (mut before, mut after) =
        (connection.prepare_cached(BEFORE)?, connection.prepare_cached(AFTER)?);
    let mut kept = Kept::default();
    for (customer, at) in first.iter().step_by(first.len().div_ceil(LOOKED_AT).max(1)) {
        let id = customer.as_bytes();
        if before.query_row(params![id, at.0], |row| row.get(0))? {
            let until = at.plus_days(KEPT_DAYS).0;
            kept.count(after.query_row(params![id, at.0, until], |row| row.get(0))?);
        }
    }
    Ok(kept)
}

/// How many of those who bought in a period and never complained bought again, on a later day,
/// within 90 days. At most some 2,000 are looked at.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn kept_without(read: &impl Read, from: Instant, until: Instant) -> Result<Kept, StoreError> {
    let connection = read.connection();
    let all: u32 = connection
        .prepare_cached("SELECT count(*) FROM standing WHERE last_at >= ?1")?
        .query_row([from.0], |row| row.get(0))?;
    let each = u64::from(all).div_ceil(LOOKED_AT as u64).max(1);
    let mut buyers = connection
        .prepare_cached("SELECT customer_id FROM standing WHERE last_at >= ?1 ORDER BY last_at")?;
    let mut complained = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM complaint WHERE customer_id = ?1)")?;
    let mut bought = connection.prepare_cached(
        "SELECT min(at) FROM purchase
         WHERE customer_id = ?1 AND at >= ?2 AND at < ?3 AND amount_fen > 0",
    )?;
    let mut after = connection.prepare_cached(AFTER)?;
    let mut rows = buyers.query([from.0])?;
    let mut kept = Kept::default();
    while let Some(row) = rows.next()? {
        let id = row.uuid(0)?;
        // The low bits of an id say nothing of when its customer came.
        if id.as_u64_pair().1 % each != 0 {
            continue;
        }
        let id = id.as_bytes();
        let at: Option<i64> = bought.query_row(params![id, from.0, until.0], |row| row.get(0))?;
        let Some(at) = at else { continue };
        if complained.query_row([id], |row| row.get(0))? {
            continue;
        }
        let (from, until) = (at + DAY_MS, Instant(at).plus_days(KEPT_DAYS).0);
        kept.count(after.query_row(params![id, from, until], |row| row.get(0))?);
    }
    Ok(kept)
}
