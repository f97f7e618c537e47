//! Benefits that customers hold: issued once, used, withdrawn; all of it only added.

use std::collections::{HashMap, HashSet};

use chrono::{Datelike as _, NaiveDate};
use huike_domain::ids::{BenefitId, CustomerId, EntitlementId};
use huike_domain::tiers::{Benefit, Due};
use huike_domain::time::{DAY_MS, Instant};
use rusqlite::{OptionalExtension as _, Row, params};

use crate::readers::Read;
use crate::row::RowExt as _;
use crate::{StoreError, Tx, figures};

/// A benefit that a customer holds, or held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entitlement {
    /// Which.
    pub id: EntitlementId,
    /// Whose.
    pub customer: CustomerId,
    /// When it was issued.
    pub at: Instant,
    /// Of which benefit.
    pub benefit: BenefitId,
    /// Of which period; see [`Due::period`].
    pub period: String,
    /// The benefit's name when it was issued.
    pub name: String,
    /// How often it can be used in all.
    pub uses: u32,
    /// How often it was used.
    pub used: u32,
    /// Whether it was withdrawn and not granted again.
    pub withdrawn: bool,
    /// What one use costs, in fen.
    pub cost_fen: i64,
    /// The last day on which it can be used; none: for ever.
    pub expires: Option<NaiveDate>,
}

impl Entitlement {
    /// Uses that are left on `today`.
    #[must_use]
    pub fn left(&self, today: NaiveDate) -> u32 {
        if self.withdrawn || self.expires.is_some_and(|expires| expires < today) {
            return 0;
        }
        self.uses.saturating_sub(self.used)
    }
}

/// What becomes of an entitlement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Used so many times.
    Redeemed(u32),
    /// What is left of it is no more.
    Withdrawn,
    /// It was withdrawn and is there again.
    Granted,
}

/// Issues a benefit; none where it was issued for this period before.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn issue(
    tx: &Tx<'_>,
    customer: CustomerId,
    benefit: &Benefit,
    due: &Due,
) -> Result<Option<EntitlementId>, StoreError> {
    let id = EntitlementId::from_uuid(tx.new_id());
    let added = tx
        .connection()
        .prepare_cached(
            "INSERT INTO entitlement
                 (customer_id, at, id, benefit_id, period, name, uses, cost_fen, expires)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT (benefit_id, period, customer_id) DO NOTHING",
        )?
        .execute(params![
            customer.as_bytes(),
            tx.at().0,
            id.as_bytes(),
            benefit.id.as_bytes(),
            due.period,
            benefit.name,
            benefit.uses,
            benefit.cost_fen,
            due.expires.map(|day| day.num_days_from_ce()),
        ])?;
    Ok((added > 0).then_some(id))
}

/// The same, recorded by the range of ids alone; answers whether it was issued.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn issue_in_bulk(
    tx: &Tx<'_>,
    customer: CustomerId,
    benefit: &Benefit,
    due: &Due,
) -> Result<bool, StoreError> {
    tx.derived("entitlement");
    tx.in_bulk(|| Ok(issue(tx, customer, benefit, due)?.is_some()))
}

/// Notes what becomes of an entitlement.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn step(
    tx: &Tx<'_>,
    entitlement: &Entitlement,
    step: Step,
    note: &str,
) -> Result<(), StoreError> {
    let (kind, uses) = match step {
        Step::Redeemed(uses) => (REDEEMED, uses),
        Step::Withdrawn => (WITHDRAWN, 0),
        Step::Granted => (GRANTED, 0),
    };
    tx.connection()
        .prepare_cached(
            "INSERT INTO entitlement_step (customer_id, at, id, entitlement_id, kind, uses, note)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            entitlement.customer.as_bytes(),
            tx.at().0,
            tx.new_id().as_bytes(),
            entitlement.id.as_bytes(),
            kind,
            uses,
            note,
        ])?;
    Ok(())
}

const REDEEMED: u8 = 0;
const WITHDRAWN: u8 = 1;
const GRANTED: u8 = 2;

const COLUMNS: &str =
    "SELECT customer_id, at, id, benefit_id, period, name, uses, cost_fen, expires,
    (SELECT coalesce(sum(step.uses), 0) FROM entitlement_step AS step
     WHERE step.customer_id = entitlement.customer_id AND step.entitlement_id = entitlement.id),
    (SELECT coalesce(sum((step.kind = 1) - (step.kind = 2)), 0) > 0 FROM entitlement_step AS step
     WHERE step.customer_id = entitlement.customer_id AND step.entitlement_id = entitlement.id)
    FROM entitlement";

fn row(row: &Row<'_>) -> rusqlite::Result<Entitlement> {
    let expires: Option<i32> = row.get(8)?;
    Ok(Entitlement {
        customer: CustomerId::from_uuid(row.uuid(0)?),
        at: Instant(row.get(1)?),
        id: EntitlementId::from_uuid(row.uuid(2)?),
        benefit: BenefitId::from_uuid(row.uuid(3)?),
        period: row.get(4)?,
        name: row.get(5)?,
        uses: row.get(6)?,
        cost_fen: row.get(7)?,
        expires: expires.and_then(NaiveDate::from_num_days_from_ce_opt),
        used: row.get(9)?,
        withdrawn: row.get(10)?,
    })
}

/// Everything a customer holds or held, the newest first.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn of(read: &impl Read, customer: CustomerId) -> Result<Vec<Entitlement>, StoreError> {
    let mut query = read
        .connection()
        .prepare_cached(&format!("{COLUMNS} WHERE customer_id = ?1 ORDER BY at DESC, id DESC"))?;
    let rows = query.query_map([customer.as_bytes()], row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One entitlement of anybody.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn get(read: &impl Read, id: EntitlementId) -> Result<Option<Entitlement>, StoreError> {
    let mut query = read.connection().prepare_cached(&format!("{COLUMNS} WHERE id = ?1"))?;
    Ok(query.query_row([id.as_bytes()], row).optional()?)
}

/// How many of a benefit were issued, those included that were withdrawn.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn issued(read: &impl Read, benefit: BenefitId) -> Result<u32, StoreError> {
    Ok(read
        .connection()
        .prepare_cached("SELECT coalesce(sum(issued), 0) FROM benefit_tally WHERE benefit_id = ?1")?
        .query_row([benefit.as_bytes()], |row| row.get(0))?)
}

/// Who holds a benefit, by period; who it was withdrawn from does not.
#[derive(Clone, Debug, Default)]
pub struct Holders {
    /// In order of customer id.
    periods: HashMap<String, Vec<CustomerId>>,
    withdrawn: HashSet<(String, CustomerId)>,
}

impl Holders {
    /// Whether a customer holds it for a period.
    #[must_use]
    pub fn hold(&self, period: &str, customer: CustomerId) -> bool {
        let of_period = self.periods.get(period);
        of_period.is_some_and(|holders| holders.binary_search(&customer).is_ok())
            && (self.withdrawn.is_empty()
                || !self.withdrawn.contains(&(period.to_owned(), customer)))
    }
}

/// Who holds a benefit.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn holders(read: &impl Read, benefit: BenefitId) -> Result<Holders, StoreError> {
    let mut found = Holders::default();
    let mut query = read.connection().prepare_cached(
        "SELECT period, customer_id FROM entitlement WHERE benefit_id = ?1
         ORDER BY period, customer_id",
    )?;
    let mut rows = query.query([benefit.as_bytes()])?;
    let (mut period, mut holders) = (String::new(), Vec::new());
    while let Some(row) = rows.next()? {
        let next = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        if next != period {
            let before = std::mem::replace(&mut period, next.to_owned());
            found.periods.insert(before, std::mem::take(&mut holders));
        }
        holders.push(CustomerId::from_uuid(row.uuid(1)?));
    }
    found.periods.insert(period, holders);
    let mut query = read.connection().prepare_cached(
        "SELECT period, entitlement.customer_id FROM entitlement_step AS step
         JOIN entitlement ON entitlement.id = step.entitlement_id
         WHERE benefit_id = ?1 AND kind IN (1, 2)
         GROUP BY entitlement.id HAVING sum((kind = 1) - (kind = 2)) > 0",
    )?;
    let rows = query.query_map([benefit.as_bytes()], |row| {
        Ok((row.get(0)?, CustomerId::from_uuid(row.uuid(1)?)))
    })?;
    found.withdrawn = rows.collect::<Result<_, _>>()?;
    Ok(found)
}

/// What came of the benefits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Entitlements issued.
    pub issued: u32,
    /// Of these, used at least once.
    pub used: u32,
    /// All uses.
    pub uses: u32,
    /// What these cost, in fen.
    pub cost_fen: i64,
}

/// What came of each benefit that was issued since a moment, counted from the beginning of its day
/// in UTC.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn outcomes(
    read: &impl Read,
    since: Instant,
) -> Result<HashMap<BenefitId, Outcome>, StoreError> {
    let day = since.0.div_euclid(DAY_MS);
    let mut found: HashMap<BenefitId, Outcome> = HashMap::new();
    let mut issued = read.connection().prepare_cached(
        "SELECT benefit_id, sum(issued) FROM benefit_tally WHERE day >= ?1 GROUP BY benefit_id",
    )?;
    let mut rows = issued.query([day])?;
    while let Some(row) = rows.next()? {
        found.entry(BenefitId::from_uuid(row.uuid(0)?)).or_default().issued = row.get(1)?;
    }
    // Persons use benefits one by one, so there are far fewer uses.
    let mut used = read.connection().prepare_cached(
        "SELECT benefit_id, count(*), sum(uses), sum(uses * cost_fen) FROM (
             SELECT benefit_id, cost_fen, sum(step.uses) AS uses FROM entitlement_step AS step
             CROSS JOIN entitlement ON entitlement.id = step.entitlement_id
             WHERE step.at >= ?1 AND entitlement.at >= ?1
             GROUP BY entitlement.id HAVING sum(step.uses) > 0)
         GROUP BY benefit_id",
    )?;
    let mut rows = used.query([day * DAY_MS])?;
    while let Some(row) = rows.next()? {
        let outcome = found.entry(BenefitId::from_uuid(row.uuid(0)?)).or_default();
        (outcome.used, outcome.uses, outcome.cost_fen) = (row.get(1)?, row.get(2)?, row.get(3)?);
    }
    Ok(found)
}

const LOOKED_ON: &str = "benefits_looked_on";

/// The last day on which it was seen to that everyone has what comes by itself; none where a
/// program changed since.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn looked_on(read: &impl Read) -> Result<Option<NaiveDate>, StoreError> {
    figures::load(read.connection(), LOOKED_ON)
}

/// Notes that day.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn set_looked_on(tx: &Tx<'_>, day: Option<NaiveDate>) -> Result<(), StoreError> {
    figures::store(tx.connection(), LOOKED_ON, &day)
}

/// What a customer holds of a benefit for a period.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn of_period(
    read: &impl Read,
    customer: CustomerId,
    benefit: BenefitId,
    period: &str,
) -> Result<Option<Entitlement>, StoreError> {
    let mut query = read.connection().prepare_cached(&format!(
        "{COLUMNS} WHERE benefit_id = ?1 AND period = ?2 AND customer_id = ?3"
    ))?;
    let key = params![benefit.as_bytes(), period, customer.as_bytes()];
    Ok(query.query_row(key, row).optional()?)
}

/// Customers on a level to whom a benefit was not issued for a period, in order of id.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn without(
    read: &impl Read,
    benefit: BenefitId,
    period: &str,
    level: usize,
) -> Result<Vec<CustomerId>, StoreError> {
    let level = i64::try_from(level).unwrap_or(i64::MAX);
    missing(read, "membership WHERE tier = ?3", benefit, period, level)
}

/// Customers on a level to whom a benefit was not issued since they entered it, in order of id.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn without_stay(
    read: &impl Read,
    benefit: BenefitId,
    level: usize,
) -> Result<Vec<CustomerId>, StoreError> {
    // A stay is named after its first day; Julian days begin 1721424.5 days earlier than ours.
    let mut query = read.connection().prepare_cached(
        "SELECT customer_id FROM membership WHERE tier = ?1 AND NOT EXISTS (
             SELECT 1 FROM entitlement WHERE entitlement.benefit_id = ?2
               AND entitlement.period = date(membership.since + 1721424.5)
               AND entitlement.customer_id = membership.customer_id)
         ORDER BY customer_id",
    )?;
    let level = i64::try_from(level).unwrap_or(i64::MAX);
    let rows = query.query_map(params![level, benefit.as_bytes()], |row| {
        row.uuid(0).map(CustomerId::from_uuid)
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Customers who spent so much, in fen, to whom a benefit was not issued for a period.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn spent_without(
    read: &impl Read,
    benefit: BenefitId,
    period: &str,
    fen: i64,
) -> Result<Vec<CustomerId>, StoreError> {
    missing(read, "standing WHERE monetary_fen >= ?3", benefit, period, fen)
}

/// Customers with so many purchases to whom a benefit was not issued for a period.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn came_without(
    read: &impl Read,
    benefit: BenefitId,
    period: &str,
    visits: u32,
) -> Result<Vec<CustomerId>, StoreError> {
    missing(read, "standing WHERE purchases >= ?3", benefit, period, visits.into())
}

fn missing(
    read: &impl Read,
    among: &str,
    benefit: BenefitId,
    period: &str,
    value: i64,
) -> Result<Vec<CustomerId>, StoreError> {
    let sql = format!(
        "SELECT customer_id FROM {among} AND NOT EXISTS (
             SELECT 1 FROM entitlement AS held WHERE held.benefit_id = ?1 AND held.period = ?2
               AND held.customer_id = {}.customer_id)
         ORDER BY customer_id",
        among.split(' ').next().unwrap_or_default()
    );
    let mut query = read.connection().prepare_cached(&sql)?;
    let rows = query.query_map(params![benefit.as_bytes(), period, value], |row| {
        row.uuid(0).map(CustomerId::from_uuid)
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
