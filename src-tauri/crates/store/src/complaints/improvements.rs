//! Measures against causes, and the complaints that they were taken for.

use chrono::{Datelike as _, NaiveDate};
use huike_domain::complaints::State;
use huike_domain::customers::display_name;
use huike_domain::ids::{CauseId, ComplaintId, CustomerId, ImprovementId};
use huike_domain::time::Instant;
use rusqlite::{OptionalExtension as _, Row, params};

use crate::readers::Read;
use crate::row::RowExt as _;
use crate::{StoreError, Tx};

/// A measure to be entered.
#[derive(Clone, Copy, Debug)]
pub struct NewImprovement<'a> {
    /// Against which cause.
    pub cause: CauseId,
    /// Why it happened.
    pub root: &'a str,
    /// What is done about it.
    pub measure: &'a str,
    /// Who sees to it.
    pub owner: &'a str,
    /// By when.
    pub due: NaiveDate,
}

/// A measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Improvement {
    /// Which.
    pub id: ImprovementId,
    /// Since when.
    pub created: Instant,
    /// Against which cause.
    pub cause: CauseId,
    /// Why it happened.
    pub root: String,
    /// What is done about it.
    pub measure: String,
    /// Who sees to it.
    pub owner: String,
    /// By when.
    pub due: NaiveDate,
    /// When it was done.
    pub done: Option<Instant>,
    /// By whom.
    pub done_by: String,
    /// What shows that it was.
    pub proof: String,
    /// For how many complaints it was taken.
    pub complaints: u32,
    /// How many of their customers were told that it is done.
    pub told: u32,
}

/// A complaint that a measure was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Improved {
    /// Which complaint.
    pub complaint: ComplaintId,
    /// What people call it.
    pub number: u32,
    /// Whose.
    pub customer: CustomerId,
    /// Their name.
    pub name: String,
    /// Where the complaint stands.
    pub state: State,
    /// When they were told.
    pub told: Option<Instant>,
}

const IMPROVEMENT: &str = "SELECT id, created_at, cause_id, root, measure, owner, due_on, done_at,
    done_by, proof, (SELECT count(*) FROM improved WHERE improvement_id = improvement.id),
    (SELECT count(told_at) FROM improved WHERE improvement_id = improvement.id) FROM improvement";

fn improvement_row(row: &Row<'_>) -> rusqlite::Result<Improvement> {
    let due = NaiveDate::from_num_days_from_ce_opt(row.get(6)?);
    Ok(Improvement {
        id: ImprovementId::from_uuid(row.uuid(0)?),
        created: Instant(row.get(1)?),
        cause: CauseId::from_uuid(row.uuid(2)?),
        root: row.get(3)?,
        measure: row.get(4)?,
        owner: row.get(5)?,
        due: row.parsed(6, due)?,
        done: row.get::<_, Option<i64>>(7)?.map(Instant),
        done_by: row.get(8)?,
        proof: row.get(9)?,
        complaints: row.get(10)?,
        told: row.get(11)?,
    })
}

/// Enters a measure.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn add_improvement(tx: &Tx<'_>, new: &NewImprovement<'_>) -> Result<ImprovementId, StoreError> {
    let id = ImprovementId::from_uuid(tx.new_id());
    tx.connection()
        .prepare_cached(
            "INSERT INTO improvement (id, created_at, cause_id, root, measure, owner, due_on,
                 done_by, proof)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, '', '')",
        )?
        .execute(params![
            id.as_bytes(),
            tx.at().0,
            new.cause.as_bytes(),
            new.root,
            new.measure,
            new.owner,
            new.due.num_days_from_ce(),
        ])?;
    Ok(id)
}

/// Notes that a measure was taken for a complaint.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn improves(
    tx: &Tx<'_>,
    improvement: ImprovementId,
    complaint: ComplaintId,
) -> Result<(), StoreError> {
    tx.connection()
        .prepare_cached(
            "INSERT INTO improved (improvement_id, complaint_id) VALUES (?1, ?2)
             ON CONFLICT DO NOTHING",
        )?
        .execute(params![improvement.as_bytes(), complaint.as_bytes()])?;
    Ok(())
}

/// Notes that a measure is done, with what shows it.
///
/// # Errors
/// [`StoreError::NotFound`] where there is none or it was done before.
pub fn finish_improvement(
    tx: &Tx<'_>,
    id: ImprovementId,
    by: &str,
    proof: &str,
) -> Result<(), StoreError> {
    let changed = tx
        .connection()
        .prepare_cached(
            "UPDATE improvement SET done_at = ?2, done_by = ?3, proof = ?4
             WHERE id = ?1 AND done_at IS NULL",
        )?
        .execute(params![id.as_bytes(), tx.at().0, by, proof])?;
    if changed == 0 { Err(StoreError::NotFound("improvement")) } else { Ok(()) }
}

/// Notes that the customer of a complaint was told of a measure.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn note_told(tx: &Tx<'_>, complaint: ComplaintId) -> Result<(), StoreError> {
    tx.connection()
        .prepare_cached(
            "UPDATE improved SET told_at = ?2 WHERE complaint_id = ?1 AND told_at IS NULL
             AND EXISTS (SELECT 1 FROM improvement
                         WHERE id = improvement_id AND done_at IS NOT NULL)",
        )?
        .execute(params![complaint.as_bytes(), tx.at().0])?;
    Ok(())
}

/// One measure.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn improvement(read: &impl Read, id: ImprovementId) -> Result<Option<Improvement>, StoreError> {
    let mut query = read.connection().prepare_cached(&format!("{IMPROVEMENT} WHERE id = ?1"))?;
    Ok(query.query_row([id.as_bytes()], improvement_row).optional()?)
}

/// Measures: those that are not done first, by when they are due, then the latest done.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn improvements(read: &impl Read, limit: u32) -> Result<Vec<Improvement>, StoreError> {
    let sql = format!(
        "{IMPROVEMENT} ORDER BY done_at IS NOT NULL, iif(done_at IS NULL, due_on, -done_at), id
         LIMIT ?1"
    );
    let mut query = read.connection().prepare_cached(&sql)?;
    let rows = query.query_map([limit], improvement_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Measures against a cause, the newest first.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn of_cause(read: &impl Read, cause: CauseId) -> Result<Vec<Improvement>, StoreError> {
    let sql = format!("{IMPROVEMENT} WHERE cause_id = ?1 ORDER BY id DESC LIMIT 20");
    let mut query = read.connection().prepare_cached(&sql)?;
    let rows = query.query_map([cause.as_bytes()], improvement_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The complaints that a measure was taken for.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn improved_of(read: &impl Read, id: ImprovementId) -> Result<Vec<Improved>, StoreError> {
    let mut query = read.connection().prepare_cached(
        "SELECT complaint.id, number, customer_id, customer.name, customer.phone, state, told_at
         FROM improved JOIN complaint ON complaint.id = complaint_id
         JOIN customer ON customer.id = customer_id
         WHERE improvement_id = ?1 ORDER BY told_at IS NOT NULL, number LIMIT 500",
    )?;
    let rows = query.query_map([id.as_bytes()], |row| {
        let (name, phone): (String, Option<String>) = (row.get(3)?, row.get(4)?);
        Ok(Improved {
            complaint: ComplaintId::from_uuid(row.uuid(0)?),
            number: row.get(1)?,
            customer: CustomerId::from_uuid(row.uuid(2)?),
            name: display_name(&name, phone.as_deref()).into_owned(),
            state: row.parsed(5, State::from_code(row.get(5)?))?,
            told: row.get::<_, Option<i64>>(6)?.map(Instant),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
