//! What was given to make up for something.

use huike_domain::complaints::Remedy;
use huike_domain::ids::{CauseId, ComplaintId, CustomerId};
use huike_domain::time::Instant;
use rusqlite::{params, params_from_iter};
use serde_json::Value;

use crate::readers::Read;
use crate::row::RowExt as _;
use crate::{StoreError, Tx};

/// A remedy to be noted as given.
#[derive(Clone, Copy, Debug)]
pub struct NewRemedy<'a> {
    /// For which complaint.
    pub complaint: ComplaintId,
    /// To whom.
    pub customer: CustomerId,
    /// When.
    pub at: Instant,
    /// What.
    pub remedy: &'a Remedy,
    /// What it is worth, in fen.
    pub worth_fen: i64,
    /// What it became.
    pub given: &'a Value,
    /// By whom.
    pub by: &'a str,
}

/// A remedy that was given.
#[derive(Clone, Debug, PartialEq)]
pub struct RemedyRow {
    /// When.
    pub at: Instant,
    /// What.
    pub remedy: Remedy,
    /// What it is worth, in fen.
    pub worth_fen: i64,
    /// What it became.
    pub given: Value,
    /// By whom.
    pub by: String,
}

/// Notes that something was given.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn give(tx: &Tx<'_>, new: &NewRemedy<'_>) -> Result<(), StoreError> {
    let json = |value: &Value| value.to_string();
    let remedy = serde_json::to_value(new.remedy).map_err(std::io::Error::other)?;
    tx.connection()
        .prepare_cached(
            "INSERT INTO remedy (id, complaint_id, customer_id, at, kind, worth_fen, remedy, given,
                 given_by)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            tx.new_id().as_bytes(),
            new.complaint.as_bytes(),
            new.customer.as_bytes(),
            new.at.0,
            new.remedy.kind().as_str(),
            new.worth_fen,
            json(&remedy),
            json(new.given),
            new.by,
        ])?;
    Ok(())
}

/// What was given for a complaint, the first first.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn remedies_of(read: &impl Read, complaint: ComplaintId) -> Result<Vec<RemedyRow>, StoreError> {
    let mut query = read.connection().prepare_cached(
        "SELECT at, remedy, worth_fen, given, given_by FROM remedy WHERE complaint_id = ?1
         ORDER BY id",
    )?;
    let rows = query.query_map([complaint.as_bytes()], |row| {
        let (remedy, given) = (row.get_ref(1)?.as_str()?, row.get_ref(3)?.as_str()?);
        Ok(RemedyRow {
            at: Instant(row.get(0)?),
            remedy: row.parsed(1, serde_json::from_str(remedy).ok())?,
            worth_fen: row.get(2)?,
            given: row.parsed(3, serde_json::from_str(given).ok())?,
            by: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How much was given, and how often.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// How many remedies.
    pub count: u32,
    /// What they are worth together, in fen.
    pub fen: i64,
}

const SUM: &str = "SELECT count(*), coalesce(sum(worth_fen), 0) FROM remedy";

/// What a customer was given since a moment.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn sum_of_customer(
    read: &impl Read,
    customer: CustomerId,
    since: Instant,
) -> Result<Sum, StoreError> {
    let sql = format!("{SUM} WHERE customer_id = ?1 AND at >= ?2");
    let mut query = read.connection().prepare_cached(&sql)?;
    Ok(query.query_row(params![customer.as_bytes(), since.0], |row| {
        Ok(Sum { count: row.get(0)?, fen: row.get(1)? })
    })?)
}

/// What everybody was given since a moment.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn sum_since(read: &impl Read, since: Instant) -> Result<Sum, StoreError> {
    let sql = format!("{SUM} WHERE at >= ?1");
    let mut query = read.connection().prepare_cached(&sql)?;
    Ok(query.query_row([since.0], |row| Ok(Sum { count: row.get(0)?, fen: row.get(1)? }))?)
}

/// What was given for complaints of these causes since a moment.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn sum_of_cause(
    read: &impl Read,
    causes: &[CauseId],
    since: Instant,
) -> Result<Sum, StoreError> {
    let places = vec!["?"; causes.len()].join(", ");
    // By what was given in that time, of which there is less than of complaints of a cause.
    let sql = format!(
        "{SUM} INDEXED BY remedy_at CROSS JOIN complaint ON complaint.id = complaint_id
         WHERE cause_id IN ({places}) AND at >= {}",
        since.0
    );
    let mut query = read.connection().prepare(&sql)?;
    let causes = params_from_iter(causes.iter().map(CauseId::as_bytes));
    Ok(query.query_row(causes, |row| Ok(Sum { count: row.get(0)?, fen: row.get(1)? }))?)
}
