//! Whom a rule may concern: found by an index wherever there is one. Those found are perhaps a few
//! too many; the rule itself decides about each.

use std::collections::BTreeSet;

use chrono::{Datelike as _, NaiveDate};
use huike_domain::customers::{Birthday, Calendar};
use huike_domain::ids::{CustomerId, FieldId};
use huike_domain::time::Instant;
use rusqlite::types::ValueRef;
use rusqlite::{Params, params};

use crate::StoreError;
use crate::customers::{BIRTHDAY, birthday};
use crate::readers::Read;
use crate::row::RowExt as _;

fn ids(read: &impl Read, sql: &str, values: impl Params) -> Result<Vec<CustomerId>, StoreError> {
    let mut query = read.connection().prepare_cached(sql)?;
    let rows = query.query_map(values, |row| row.uuid(0))?;
    rows.map(|row| row.map(CustomerId::from_uuid).map_err(Into::into)).collect()
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
    let rows = query.query_map(params![month, day, is_lunar], |row| {
        Ok((CustomerId::from_uuid(row.uuid(5)?), birthday(row, 0)?))
    })?;
    let known = rows.filter_map(|row| match row {
        Ok((customer, birthday)) => birthday.map(|birthday| Ok((customer, birthday))),
        Err(error) => Some(Err(error)),
    });
    Ok(known.collect::<Result<_, _>>()?)
}

/// Customers with another day of their own on this day of this calendar, of this year where one is
/// given.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn celebrating_on(
    read: &impl Read,
    calendar: Calendar,
    month: u8,
    day: u8,
    year: Option<i16>,
) -> Result<Vec<CustomerId>, StoreError> {
    ids(
        read,
        "SELECT customer_id FROM anniversary
         WHERE month = ?1 AND day = ?2 AND calendar = ?3 AND (?4 IS NULL OR year = ?4)",
        params![month, day, calendar == Calendar::Lunar, year],
    )
}

/// Customers whose last purchase lies in a stretch of time, both ends included.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn last_bought_between(
    read: &impl Read,
    from: Instant,
    until: Instant,
) -> Result<Vec<CustomerId>, StoreError> {
    ids(
        read,
        "SELECT customer_id FROM standing INDEXED BY standing_last WHERE last_at BETWEEN ?1 AND ?2",
        [from.0, until.0],
    )
}

/// Customers who reached a level between two days, both included.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn reached_level_between(
    read: &impl Read,
    level: u8,
    from: NaiveDate,
    until: NaiveDate,
) -> Result<Vec<CustomerId>, StoreError> {
    ids(
        read,
        "SELECT customer_id FROM membership WHERE tier = ?1 AND since BETWEEN ?2 AND ?3",
        params![level, from.num_days_from_ce(), until.num_days_from_ce()],
    )
}

/// Customers below a level who miss this much to it at most, in fen, and money alone.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn near_level(
    read: &impl Read,
    level: u8,
    within_fen: i64,
) -> Result<Vec<CustomerId>, StoreError> {
    ids(
        read,
        "SELECT customer_id FROM membership
         WHERE tier IS ?1 AND short_fen IS NOT NULL AND short_fen <= ?2
           AND short_visits IS NULL AND short_points IS NULL",
        params![level.checked_sub(1), within_fen],
    )
}

/// Customers who lose their level on this day or before.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn falling_until(read: &impl Read, until: NaiveDate) -> Result<Vec<CustomerId>, StoreError> {
    ids(
        read,
        "SELECT customer_id FROM membership
         WHERE falls_on IS NOT NULL AND falls_on <= ?1 AND (falls_to IS NULL OR falls_to < tier)",
        [until.num_days_from_ce()],
    )
}

/// Customers who hold something of this kind that ends between two days, both included.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn ending_between(
    read: &impl Read,
    what: huike_domain::followups::Holding,
    from: NaiveDate,
    until: NaiveDate,
) -> Result<Vec<CustomerId>, StoreError> {
    use huike_domain::followups::Holding;
    let sql = match what {
        Holding::Benefit => {
            "SELECT DISTINCT customer_id FROM entitlement WHERE expires BETWEEN ?1 AND ?2"
        }
        Holding::Points => {
            "SELECT DISTINCT customer_id FROM points_entry WHERE expires BETWEEN ?1 AND ?2"
        }
        Holding::Voucher => {
            "SELECT DISTINCT customer_id FROM voucher
             WHERE customer_id IS NOT NULL AND expires BETWEEN ?1 AND ?2"
        }
    };
    ids(read, sql, [from.num_days_from_ce(), until.num_days_from_ce()])
}

/// Customers who hold something that can be used more than once, on `today`.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn with_cards(read: &impl Read, today: NaiveDate) -> Result<Vec<CustomerId>, StoreError> {
    ids(
        read,
        "SELECT DISTINCT customer_id FROM entitlement
         WHERE uses > 1 AND (expires IS NULL OR expires >= ?1)",
        [today.num_days_from_ce()],
    )
}

/// Customers whose date in a field of the shop's own lies between two days, both included.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn dated_between(
    read: &impl Read,
    field: FieldId,
    from: NaiveDate,
    until: NaiveDate,
) -> Result<Vec<CustomerId>, StoreError> {
    ids(
        read,
        "SELECT customer_id FROM custom_value WHERE field_id = ?1 AND value BETWEEN ?2 AND ?3",
        params![field.as_bytes(), from.num_days_from_ce(), until.num_days_from_ce()],
    )
}

/// Customers with open follow-ups of rules whose class or stage changed on these days, both
/// included.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn moved_between(
    read: &impl Read,
    from: NaiveDate,
    until: NaiveDate,
) -> Result<Vec<CustomerId>, StoreError> {
    ids(
        read,
        "SELECT DISTINCT customer_id FROM segment_move WHERE day BETWEEN ?1 AND ?2
           AND EXISTS (SELECT 1 FROM follow_up WHERE follow_up.customer_id = segment_move.customer_id
                AND state = 0 AND rule_id IS NOT NULL)",
        [from.num_days_from_ce(), until.num_days_from_ce()],
    )
}

/// Customers with open follow-ups of rules.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn with_plans(read: &impl Read) -> Result<BTreeSet<CustomerId>, StoreError> {
    let found = ids(
        read,
        "SELECT customer_id FROM follow_up INDEXED BY follow_up_rule
         WHERE state = 0 AND rule_id IS NOT NULL",
        [],
    )?;
    Ok(found.into_iter().collect())
}

/// Calls `visit` with every purchase, each customer's together, the oldest first: whose, when,
/// whether it is one and no refund, and its lines as they lie in the file; only those since a
/// moment. One pass over all of them, since no index tells what was bought, or which purchase was
/// somebody's first.
///
/// # Errors
/// Whatever `visit` says.
pub fn each_purchase(
    read: &impl Read,
    since: Instant,
    mut visit: impl FnMut(CustomerId, Instant, bool, &str) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut query = read.connection().prepare_cached(
        "SELECT customer_id, at, amount_fen, reverses IS NULL, lines FROM purchase
         WHERE at >= ?1 ORDER BY customer_id, at, id",
    )?;
    let mut rows = query.query([since.0])?;
    while let Some(row) = rows.next()? {
        let is_purchase = row.get::<_, i64>(2)? > 0 && row.get(3)?;
        let lines = match row.get_ref(4)? {
            ValueRef::Text(text) => std::str::from_utf8(text).unwrap_or_default(),
            _ => "",
        };
        visit(CustomerId::from_uuid(row.uuid(0)?), Instant(row.get(1)?), is_purchase, lines)?;
    }
    Ok(())
}
