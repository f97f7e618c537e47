//! The points ledger, in the order `(customer, moment, id)`. Entries are only added.

use std::collections::BTreeSet;

use chrono::{Datelike as _, NaiveDate};
use huike_domain::ids::{CustomerId, PointsEntryId, PurchaseId, TierId};
use huike_domain::tiers::points::{Earned, EarningRules, Entry, Kind, Worth};
use huike_domain::time::Instant;
use rusqlite::{Row, params};
use uuid::Uuid;

use crate::readers::Read;
use crate::row::RowExt as _;
use crate::{StoreError, Tx, figures, settings};

const RULES: &str = "points_rules";
const WORTH: &str = "points_worth";

/// The rules by which purchases earn; empty where the shop has no points.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn rules(read: &impl Read) -> Result<EarningRules, StoreError> {
    Ok(settings::get(read.connection(), RULES)?.unwrap_or_default())
}

/// Saves the rules by which purchases earn.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn set_rules(tx: &Tx<'_>, rules: &EarningRules) -> Result<(), StoreError> {
    settings::set(tx, RULES, rules)
}

/// What points are worth.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn worth(read: &impl Read) -> Result<Worth, StoreError> {
    Ok(settings::get(read.connection(), WORTH)?.unwrap_or_default())
}

/// Saves what points are worth.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn set_worth(tx: &Tx<'_>, worth: Worth) -> Result<(), StoreError> {
    settings::set(tx, WORTH, &worth)
}

/// Whether anybody's ledger has an entry.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn any(read: &impl Read) -> Result<bool, StoreError> {
    Ok(read
        .connection()
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM points_entry)")?
        .query_row([], |row| row.get(0))?)
}

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let kind = Kind::ALL.get(usize::from(row.get::<_, u8>(2)?)).copied();
    let date = |days: Option<i32>| days.and_then(NaiveDate::from_num_days_from_ce_opt);
    let tier = row.opt_uuid(9)?.map(TierId::from_uuid);
    Ok(Entry {
        at: Instant(row.get(0)?),
        id: PointsEntryId::from_uuid(row.uuid(1)?),
        kind: row.parsed(2, kind)?,
        points: row.get(3)?,
        purchase: row.opt_uuid(4)?.map(PurchaseId::from_uuid),
        grant: row.opt_uuid(5)?.map(PointsEntryId::from_uuid),
        group: row.opt_uuid(6)?,
        expires: date(row.get(7)?),
        earned: date(row.get(8)?).map(|day| Earned { day, tier }),
        note: row.get(10)?,
    })
}

/// A customer's whole ledger, oldest entry first.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn of(read: &impl Read, customer: CustomerId) -> Result<Vec<Entry>, StoreError> {
    let mut query = read.connection().prepare_cached(
        "SELECT at, id, kind, points, purchase_id, grant_id, group_id, expires, day, tier_id, note
         FROM points_entry WHERE customer_id = ?1 ORDER BY at, id",
    )?;
    let rows = query.query_map([customer.as_bytes()], entry)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Adds an entry under its own id, which [`Tx::new_id`] made; in bulk where the operation is.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn insert(tx: &Tx<'_>, customer: CustomerId, entry: &Entry) -> Result<(), StoreError> {
    if tx.is_bulk() { insert_in_bulk(tx, customer, entry) } else { put(tx, customer, entry) }
}

/// Adds an entry that is recorded by the range of ids alone.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn insert_in_bulk(tx: &Tx<'_>, customer: CustomerId, entry: &Entry) -> Result<(), StoreError> {
    tx.derived("points_entry");
    tx.in_bulk(|| put(tx, customer, entry))
}

fn put(tx: &Tx<'_>, customer: CustomerId, entry: &Entry) -> Result<(), StoreError> {
    let days = |day: NaiveDate| day.num_days_from_ce();
    tx.connection()
        .prepare_cached(
            "INSERT INTO points_entry (customer_id, at, id, kind, points, purchase_id, grant_id,
                 group_id, expires, day, tier_id, note)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?
        .execute(params![
            customer.as_bytes(),
            entry.at.0,
            entry.id.as_bytes(),
            entry.kind.number(),
            entry.points,
            entry.purchase.as_ref().map(PurchaseId::as_bytes),
            entry.grant.as_ref().map(PointsEntryId::as_bytes),
            entry.group.as_ref().map(Uuid::as_bytes),
            entry.expires.map(days),
            entry.earned.map(|earned| days(earned.day)),
            entry.earned.and_then(|earned| earned.tier).as_ref().map(TierId::as_bytes),
            entry.note,
        ])?;
    Ok(())
}

/// Customers with a grant whose last day lies from `after` on and before `today`.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn running_out(
    read: &impl Read,
    after: NaiveDate,
    today: NaiveDate,
) -> Result<BTreeSet<CustomerId>, StoreError> {
    let mut query = read.connection().prepare_cached(
        "SELECT customer_id FROM points_entry WHERE expires >= ?1 AND expires < ?2",
    )?;
    let rows =
        query.query_map([after.num_days_from_ce(), today.num_days_from_ce()], |row| row.uuid(0))?;
    rows.map(|row| row.map(CustomerId::from_uuid).map_err(Into::into)).collect()
}

const EXPIRED_TO: &str = "points_let_go";

/// The day up to which points that ran out were let go.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn expired_to(read: &impl Read) -> Result<Option<NaiveDate>, StoreError> {
    figures::load(read.connection(), EXPIRED_TO)
}

/// Notes the day up to which points that ran out were let go.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn set_expired_to(tx: &Tx<'_>, day: NaiveDate) -> Result<(), StoreError> {
    figures::store(tx.connection(), EXPIRED_TO, &Some(day))
}

/// Customers with any entry, and those who bought at `since` or later.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn concerned(
    read: &impl Read,
    since: Option<Instant>,
) -> Result<BTreeSet<CustomerId>, StoreError> {
    let mut query = read.connection().prepare_cached(
        "SELECT DISTINCT customer_id FROM points_entry
         UNION SELECT DISTINCT customer_id FROM purchase WHERE at >= ?1",
    )?;
    let since = since.map_or(i64::MAX, |since| since.0);
    let rows = query.query_map([since], |row| row.uuid(0))?;
    rows.map(|row| row.map(CustomerId::from_uuid).map_err(Into::into)).collect()
}

/// Points of the whole shop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outstanding {
    /// What customers have together who have any.
    pub points: i64,
    /// How many have any.
    pub customers: u32,
    /// What customers owe together, as a positive number.
    pub owed: i64,
}

/// What all customers have together.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn outstanding(read: &impl Read) -> Result<Outstanding, StoreError> {
    Ok(read
        .connection()
        .prepare_cached("SELECT points, customers, owed FROM points_tally")?
        .query_row([], |row| {
            Ok(Outstanding { points: row.get(0)?, customers: row.get(1)?, owed: row.get(2)? })
        })?)
}

/// Takes away what names a grant that is not with the same customer: an undo took the grant back,
/// and what the program itself made of it gives way, as a whole act. Whoever calls this brings
/// these ledgers up to date afterwards.
pub(crate) fn drop_strays(tx: &Tx<'_>, customers: &BTreeSet<CustomerId>) -> Result<(), StoreError> {
    let connection = tx.connection();
    let mut find = connection
        .prepare_cached("SELECT id, grant_id, group_id FROM points_entry WHERE customer_id = ?1")?;
    let mut delete = connection.prepare_cached(
        "DELETE FROM points_entry WHERE customer_id = ?1 AND (id = ?2 OR group_id = ?3)",
    )?;
    for customer in customers {
        let ledger: Vec<(Uuid, Option<Uuid>, Option<Uuid>)> = find
            .query_map([customer.as_bytes()], |row| {
                Ok((row.uuid(0)?, row.opt_uuid(1)?, row.opt_uuid(2)?))
            })?
            .collect::<Result<_, _>>()?;
        let known: BTreeSet<Uuid> = ledger.iter().map(|entry| entry.0).collect();
        for (id, grant, group) in &ledger {
            if grant.is_some_and(|grant| !known.contains(&grant)) {
                let group = group.as_ref().map(Uuid::as_bytes);
                delete.execute(params![customer.as_bytes(), id.as_bytes(), group])?;
            }
        }
    }
    Ok(())
}
