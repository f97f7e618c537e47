//! Whom a rule may concern.

use huike_domain::customers::{Birthday, Calendar};
use huike_domain::ids::CustomerId;
use huike_domain::segments::ThreeClass;
use huike_domain::time::Instant;
use rusqlite::{OptionalExtension as _, Row};

use crate::StoreError;
use crate::customers::{BIRTHDAY, birthday};
use crate::readers::Read;
use crate::row::RowExt as _;
use crate::segments::{last_purchase, rhythm};

/// A customer whom a rule may concern.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Who.
    pub customer: CustomerId,
    /// Where they stand.
    pub segment: Option<ThreeClass>,
    /// Their last purchase.
    pub last_purchase: Option<Instant>,
    /// What they spent, in fen.
    pub monetary_fen: i64,
    /// Their own rhythm in days, where they have one.
    pub rhythm_days: Option<u32>,
    /// Their birthday.
    pub birthday: Option<Birthday>,
}

const CANDIDATE: &str = "SELECT standing.customer_id, segment, last_at, monetary_fen,
    birth_year, birth_month, birth_day, birth_calendar, birth_leap, rhythm";

fn candidate(row: &Row<'_>) -> rusqlite::Result<Candidate> {
    Ok(Candidate {
        customer: CustomerId::from_uuid(row.uuid(0)?),
        segment: ThreeClass::from_code(row.get(1)?),
        last_purchase: last_purchase(row.get(2)?),
        monetary_fen: row.get(3)?,
        birthday: birthday(row, 4)?,
        rhythm_days: rhythm(row.get(9)?),
    })
}

/// Calls `visit` with everyone who has a rhythm of their own: who, their last purchase, the rhythm
/// in days.
///
/// # Errors
/// Whatever `visit` says.
pub fn each_with_rhythm(
    read: &impl Read,
    mut visit: impl FnMut(CustomerId, Instant, u32) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut query = read
        .connection()
        .prepare_cached("SELECT customer_id, last_at, rhythm FROM standing WHERE rhythm > 0")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        visit(CustomerId::from_uuid(row.uuid(0)?), Instant(row.get(1)?), row.get(2)?)?;
    }
    Ok(())
}

/// Calls `visit` with the customers of a segment, those who spent most first, until it answers
/// `false`.
///
/// # Errors
/// Whatever `visit` says.
pub fn each_of_segment(
    read: &impl Read,
    segment: ThreeClass,
    mut visit: impl FnMut(Candidate) -> Result<bool, StoreError>,
) -> Result<(), StoreError> {
    // One pass over the standings: an index by segment would have to move with every sorting.
    let mut query = read
        .connection()
        .prepare_cached("SELECT monetary_fen, customer_id FROM standing WHERE segment = ?1")?;
    let mut ranked = query
        .query_map([segment.code()], |row| {
            Ok((row.get::<_, i64>(0)?, CustomerId::from_uuid(row.uuid(1)?)))
        })?
        .collect::<Result<Vec<_>, _>>()?;
    ranked.sort_unstable_by_key(|(fen, customer)| (std::cmp::Reverse(*fen), *customer));
    for (_, customer) in ranked {
        if !visit(candidate_of(read, customer)?)? {
            break;
        }
    }
    Ok(())
}

/// Customers whose birthday is stored under this day of a calendar.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn born_on(
    read: &impl Read,
    calendar: Calendar,
    month: u8,
    day: u8,
) -> Result<Vec<Candidate>, StoreError> {
    let sql = format!(
        "{CANDIDATE} FROM customer CROSS JOIN standing ON standing.customer_id = customer.id
         WHERE birth_month = ?1 AND birth_day = ?2 AND birth_calendar = ?3 ORDER BY customer.id"
    );
    let mut query = read.connection().prepare_cached(&sql)?;
    let is_lunar = calendar == Calendar::Lunar;
    let rows = query.query_map(rusqlite::params![month, day, is_lunar], candidate)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Customers born on this day of this calendar, and their birthdays, in order of id.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn birthdays_on(
    read: &impl Read,
    calendar: Calendar,
    month: u8,
    day: u8,
) -> Result<Vec<(CustomerId, Birthday)>, StoreError> {
    let sql = format!(
        "SELECT {BIRTHDAY}, id FROM customer INDEXED BY customer_birthday
         WHERE birth_month = ?1 AND birth_day = ?2 AND birth_calendar = ?3 ORDER BY id"
    );
    let mut query = read.connection().prepare_cached(&sql)?;
    let is_lunar = calendar == Calendar::Lunar;
    let rows = query.query_map(rusqlite::params![month, day, is_lunar], |row| {
        Ok((CustomerId::from_uuid(row.uuid(5)?), birthday(row, 0)?))
    })?;
    let known = rows.filter_map(|row| match row {
        Ok((customer, birthday)) => birthday.map(|birthday| Ok((customer, birthday))),
        Err(error) => Some(Err(error)),
    });
    Ok(known.collect::<Result<_, _>>()?)
}

/// Customers whose last purchase lies in a stretch of time, both ends included.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn last_bought_between(
    read: &impl Read,
    from: Instant,
    until: Instant,
) -> Result<Vec<Candidate>, StoreError> {
    let sql = format!(
        "{CANDIDATE} FROM standing INDEXED BY standing_last
         CROSS JOIN customer ON customer.id = standing.customer_id
         WHERE last_at BETWEEN ?1 AND ?2 ORDER BY last_at, standing.customer_id"
    );
    let mut query = read.connection().prepare_cached(&sql)?;
    let rows = query.query_map([from.0, until.0], candidate)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One customer as a candidate.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn candidate_of(read: &impl Read, customer: CustomerId) -> Result<Candidate, StoreError> {
    let sql = format!(
        "{CANDIDATE} FROM customer CROSS JOIN standing ON standing.customer_id = customer.id
         WHERE customer.id = ?1"
    );
    read.connection()
        .prepare_cached(&sql)?
        .query_row([customer.as_bytes()], candidate)
        .optional()?
        .ok_or(StoreError::NotFound("customer"))
}
