//! The journal of moves: who stood elsewhere at the end of a day than at the end of the day before.
//!
//! It is written with each sorting and each purchase, one row a customer and day: the place before
//! the day's first change and after its last. Who is back where they began has no row. What the
//! shop itself changes, by asking for other bars or days, is no move of a customer: such a sorting
//! leaves no rows, and notes since when moves can be compared.

use std::collections::HashMap;

use chrono::{Datelike as _, NaiveDate};
use huike_domain::ids::CustomerId;
use huike_domain::segments::{Activity, Place};
use rusqlite::{Connection, Row, params};

use super::{Basis, Codes, place_of};
use crate::StoreError;
use crate::readers::Read;
use crate::row::RowExt as _;

/// A customer who stands elsewhere.
pub(crate) struct Move {
    pub(crate) customer: CustomerId,
    /// Where they stood at the end of the day before; none without a purchase.
    pub(crate) before: Option<Place>,
    pub(crate) after: Option<Place>,
    /// Their figures now; none without a purchase.
    pub(crate) activity: Option<Activity>,
}

/// Notes who moved on `day`.
pub(crate) fn note_moves(
    connection: &Connection,
    day: NaiveDate,
    moves: &[Move],
) -> Result<(), StoreError> {
    let day = day.num_days_from_ce();
    let mut put = connection.prepare_cached(
        "INSERT INTO segment_move VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (day, customer_id) DO UPDATE SET to_eight = excluded.to_eight,
             to_stage = excluded.to_stage, recency = excluded.recency,
             frequency = excluded.frequency, monetary_fen = excluded.monetary_fen",
    )?;
    let mut forget = connection.prepare_cached(
        "DELETE FROM segment_move WHERE day = ?1 AND customer_id = ?2
             AND from_eight = to_eight AND from_stage = to_stage",
    )?;
    for found in moves {
        let (from, to) = (Codes::of(found.before), Codes::of(found.after));
        let figures = found.activity.map_or((0, 0, 0), |activity| {
            (activity.recency_days, activity.frequency, activity.monetary_fen)
        });
        put.execute(params![
            day,
            found.customer.as_bytes(),
            from.eight,
            from.stage,
            to.eight,
            to.stage,
            figures.0,
            figures.1,
            figures.2,
        ])?;
        forget.execute(params![day, found.customer.as_bytes()])?;
    }
    Ok(())
}

/// Forgets what was noted of days after `day`, and answers where these customers stood before.
pub(super) fn take_back_after(
    connection: &Connection,
    day: NaiveDate,
) -> Result<HashMap<CustomerId, Option<Place>>, StoreError> {
    let day = day.num_days_from_ce();
    let mut before = HashMap::new();
    let mut query = connection.prepare_cached(
        "SELECT customer_id, from_eight, from_stage FROM segment_move WHERE day > ?1 ORDER BY day",
    )?;
    let mut rows = query.query([day])?;
    while let Some(row) = rows.next()? {
        let place = place_of(row.get(1)?, row.get(2)?);
        before.entry(CustomerId::from_uuid(row.uuid(0)?)).or_insert(place);
    }
    drop(rows);
    if !before.is_empty() {
        connection.execute("DELETE FROM segment_move WHERE day > ?1", [day])?;
    }
    Ok(before)
}

/// The same of one customer; none where nothing was noted of them.
pub(crate) fn take_back_after_of(
    connection: &Connection,
    day: NaiveDate,
    customer: CustomerId,
) -> Result<Option<Option<Place>>, StoreError> {
    let key = params![customer.as_bytes(), day.num_days_from_ce()];
    let mut query = connection.prepare_cached(
        "SELECT from_eight, from_stage FROM segment_move WHERE customer_id = ?1 AND day > ?2
         ORDER BY day LIMIT 1",
    )?;
    let mut rows = query.query(key)?;
    let before = match rows.next()? {
        Some(row) => place_of(row.get(0)?, row.get(1)?),
        None => return Ok(None),
    };
    drop(rows);
    connection
        .prepare_cached("DELETE FROM segment_move WHERE customer_id = ?1 AND day > ?2")?
        .execute(key)?;
    Ok(Some(before))
}

/// Who stands elsewhere at the end of a stretch of days than at its beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Who.
    pub customer: CustomerId,
    /// Where they stood before; none without a purchase.
    pub before: Option<Place>,
    /// Where they stood after.
    pub after: Option<Place>,
    /// The day of their last move.
    pub day: NaiveDate,
    /// Whole days since their last purchase, on that day.
    pub recency_days: i32,
    /// Their purchases that count, on that day.
    pub frequency: u32,
    /// The money of these, in fen.
    pub monetary_fen: i64,
}

fn moved(row: &Row<'_>) -> rusqlite::Result<Moved> {
    Ok(Moved {
        day: row.parsed(0, NaiveDate::from_num_days_from_ce_opt(row.get(0)?))?,
        customer: CustomerId::from_uuid(row.uuid(1)?),
        before: place_of(row.get(2)?, row.get(3)?),
        after: place_of(row.get(4)?, row.get(5)?),
        recency_days: row.get(6)?,
        frequency: row.get(7)?,
        monetary_fen: row.get(8)?,
    })
}

/// Who stands elsewhere at the end of `to` than at the end of `from`, in no order.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn moved_between(
    read: &impl Read,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<Moved>, StoreError> {
    let mut query = read.connection().prepare_cached(
        "SELECT day, customer_id, from_eight, from_stage, to_eight, to_stage, recency, frequency,
             monetary_fen
         FROM segment_move WHERE day > ?1 AND day <= ?2 ORDER BY day",
    )?;
    let days = [from.num_days_from_ce(), to.num_days_from_ce()];
    let mut found: HashMap<CustomerId, Moved> = HashMap::new();
    for next in query.query_map(days, moved)? {
        let next = next?;
        let first = found.get(&next.customer).map_or(next.before, |known| known.before);
        found.insert(next.customer, Moved { before: first, ..next });
    }
    found.retain(|_, moved| moved.before != moved.after);
    Ok(found.into_values().collect())
}

/// Who moved after the end of `day`, up to the present.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn moved_after(read: &impl Read, day: NaiveDate) -> Result<Vec<Moved>, StoreError> {
    moved_between(read, day, NaiveDate::MAX)
}

/// How many customers stand in each place at present; none without a purchase.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn places(read: &impl Read) -> Result<Vec<(Option<Place>, u32)>, StoreError> {
    let mut query = read
        .connection()
        .prepare_cached("SELECT eight, stage, customers FROM tally WHERE customers > 0")?;
    let rows = query.query_map([], |row| Ok((place_of(row.get(0)?, row.get(1)?), row.get(2)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The day since which moves are those of customers: everyone was sorted by what the shop asks for
/// at present. None before the first sorting.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn comparable_from(read: &impl Read) -> Result<Option<NaiveDate>, StoreError> {
    Ok(Basis::load(read.connection())?.comparable)
}
