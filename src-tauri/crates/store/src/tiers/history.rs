//! What customers did, net of what was taken back: the days by which levels are measured.

use std::collections::HashMap;

use chrono::{Datelike as _, NaiveDate};
use huike_domain::ids::{CustomerId, TierId};
use huike_domain::tiers::{Event, Override, TierLevel, ask_points};
use huike_domain::time::{Instant, Zone};
use rusqlite::{Connection, Row, params};
use uuid::Uuid;

use crate::readers::Read;
use crate::row::RowExt as _;
use crate::{StoreError, Tx};

/// A level that a person gave a customer, or took back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// When it was given.
    pub at: Instant,
    /// Which level; none: the rules decide again.
    pub tier: Option<TierId>,
    /// The first day.
    pub from: NaiveDate,
    /// The last day; none: until it is taken back.
    pub until: Option<NaiveDate>,
    /// Why.
    pub reason: String,
}

/// Notes that a person gives a customer a level.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn give(tx: &Tx<'_>, customer: CustomerId, given: &Given) -> Result<(), StoreError> {
    tx.connection()
        .prepare_cached(
            "INSERT INTO tier_override (customer_id, at, id, tier_id, from_day, until_day, reason)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            customer.as_bytes(),
            given.at.0,
            tx.new_id().as_bytes(),
            given.tier.as_ref().map(TierId::as_bytes),
            given.from.num_days_from_ce(),
            given.until.map(|day| day.num_days_from_ce()),
            given.reason,
        ])?;
    tx.touch(customer);
    Ok(())
}

/// The levels that persons gave a customer, oldest first.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn given_to(read: &impl Read, customer: CustomerId) -> Result<Vec<Given>, StoreError> {
    let mut query = read.connection().prepare_cached(
        "SELECT customer_id, at, tier_id, from_day, until_day, reason FROM tier_override
         WHERE customer_id = ?1 ORDER BY at, id",
    )?;
    let rows = query.query_map([customer.as_bytes()], given)?;
    rows.map(|row| row.map(|(_, given)| given).map_err(Into::into)).collect()
}

fn given(row: &Row<'_>) -> rusqlite::Result<(CustomerId, Given)> {
    let given = Given {
        at: Instant(row.get(1)?),
        tier: row.opt_uuid(2)?.map(TierId::from_uuid),
        from: row.parsed(3, NaiveDate::from_num_days_from_ce_opt(row.get(3)?))?,
        until: row.get::<_, Option<i32>>(4)?.and_then(NaiveDate::from_num_days_from_ce_opt),
        reason: row.get(5)?,
    };
    Ok((CustomerId::from_uuid(row.uuid(0)?), given))
}

/// What holds of them under these levels: taking one back ends those before it, and a level that
/// is no more gives nothing.
#[must_use]
pub fn overrides(given: &[Given], levels: &[TierLevel]) -> Vec<Override> {
    let mut all: Vec<Override> = Vec::new();
    for given in given {
        // From its first day on, a person's word stands for those before it.
        let last = given.from.pred_opt();
        all.retain_mut(|before| {
            before.until = match (before.until, last) {
                (Some(until), Some(last)) => Some(until.min(last)),
                (until, last) => until.or(last),
            };
            before.until.is_none_or(|until| before.from <= until)
        });
        let level = given.tier.and_then(|tier| levels.iter().position(|level| level.id == tier));
        if let Some(level) = level {
            all.push(Override { level, from: given.from, until: given.until });
        }
    }
    all
}

/// Adds up one customer's purchases by day.
#[derive(Default)]
struct Days {
    bought: Vec<(i64, Uuid, i64)>,
    /// What was taken back of a purchase, in fen (negative), and when.
    back: HashMap<Uuid, (i64, i64)>,
    loose: Vec<(i64, i64)>,
    /// Points that were earned, and those that refunds took back.
    points: Vec<Points>,
    events: Vec<Event>,
}

impl Days {
    fn add(&mut self, row: &Row<'_>) -> rusqlite::Result<()> {
        let (at, id, fen): (i64, _, i64) = (row.get(1)?, row.uuid(2)?, row.get(3)?);
        match row.opt_uuid(4)? {
            Some(original) => {
                let back = self.back.entry(original).or_insert((0, at));
                back.0 += fen;
            }
            None if fen < 0 => self.loose.push((at, fen)),
            None => self.bought.push((at, id, fen)),
        }
        Ok(())
    }

    /// What is taken back counts on the day it was bought; a refund that names no purchase, on its
    /// own.
    fn finish(&mut self, zone: Zone) -> &[Event] {
        self.events.clear();
        for (at, id, fen) in self.bought.drain(..) {
            let back = self.back.remove(&id);
            let net = fen + back.map_or(0, |(fen, _)| fen);
            if back.is_none() || net > 0 {
                let day = zone.day_of(Instant(at));
                self.events.push(Event { day, fen: net, visits: 1, points: 0 });
            }
        }
        // A merge or an import may leave an entry without the one it names.
        let loose = self.loose.drain(..).chain(self.back.drain().map(|(_, (fen, at))| (at, fen)));
        for (at, fen) in loose {
            let day = zone.day_of(Instant(at));
            self.events.push(Event { day, fen, visits: 0, points: 0 });
        }
        // What was taken back counts on the day on which it had been earned.
        let days: HashMap<Uuid, NaiveDate> = self
            .points
            .iter()
            .filter(|entry| entry.grant.is_none())
            .map(|entry| (entry.id, entry.day(zone)))
            .collect();
        for entry in self.points.drain(..) {
            let earned = entry.grant.and_then(|grant| days.get(&grant).copied());
            let day = earned.unwrap_or_else(|| entry.day(zone));
            self.events.push(Event { day, fen: 0, visits: 0, points: entry.points });
        }
        self.events.sort_by_key(|event| event.day);
        &self.events
    }
}

const ROWS: &str = "SELECT customer_id, at, id, amount_fen, reverses FROM purchase";

/// What one customer did, oldest first; what they earned in points only where levels ask for it.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn of(
    read: &impl Read,
    customer: CustomerId,
    levels: &[TierLevel],
    zone: Zone,
) -> Result<Vec<Event>, StoreError> {
    let mut query = read.connection().prepare_cached(&format!("{ROWS} WHERE customer_id = ?1"))?;
    let mut rows = query.query([customer.as_bytes()])?;
    let mut days = Days::default();
    while let Some(row) = rows.next()? {
        days.add(row)?;
    }
    if ask_points(levels) {
        let sql = format!("{EARNED} AND customer_id = ?1");
        let mut earned = read.connection().prepare_cached(&sql)?;
        let rows = earned.query_map([customer.as_bytes()], points)?;
        days.points = rows.map(|row| row.map(|(_, points)| points)).collect::<Result<_, _>>()?;
    }
    Ok(days.finish(zone).to_vec())
}

/// What everyone did who ever bought, in order of customer id; `with_points`, what they earned too.
pub(crate) fn each(
    connection: &Connection,
    zone: Zone,
    with_points: bool,
    mut visit: impl FnMut(CustomerId, &[Event]),
) -> Result<(), StoreError> {
    let mut query = connection.prepare_cached(&format!("{ROWS} ORDER BY customer_id"))?;
    let mut rows = query.query([])?;
    let mut earned = if with_points { all_earned(connection)? } else { HashMap::new() };
    let mut days = Days::default();
    let mut current = None;
    let mut done = |customer: CustomerId, days: &mut Days| {
        days.points = earned.remove(&customer).unwrap_or_default();
        visit(customer, days.finish(zone));
    };
    while let Some(row) = rows.next()? {
        let customer = CustomerId::from_uuid(row.uuid(0)?);
        if current != Some(customer)
            && let Some(before) = current.replace(customer)
        {
            done(before, &mut days);
        }
        days.add(row)?;
    }
    if let Some(last) = current {
        done(last, &mut days);
    }
    Ok(())
}

/// An entry of the points ledger that tells what a purchase gave.
struct Points {
    id: Uuid,
    at: i64,
    points: i64,
    /// The entry that this one takes from.
    grant: Option<Uuid>,
    day: Option<NaiveDate>,
}

impl Points {
    fn day(&self, zone: Zone) -> NaiveDate {
        self.day.unwrap_or_else(|| zone.day_of(Instant(self.at)))
    }
}

/// Earned, and taken back of it.
const EARNED: &str = "SELECT customer_id, id, at, points, grant_id, day FROM points_entry
    WHERE kind IN (0, 3) AND purchase_id IS NOT NULL";

fn points(row: &Row<'_>) -> rusqlite::Result<(CustomerId, Points)> {
    let points = Points {
        id: row.uuid(1)?,
        at: row.get(2)?,
        points: row.get(3)?,
        grant: row.opt_uuid(4)?,
        day: row.get::<_, Option<i32>>(5)?.and_then(NaiveDate::from_num_days_from_ce_opt),
    };
    Ok((CustomerId::from_uuid(row.uuid(0)?), points))
}

fn all_earned(connection: &Connection) -> Result<HashMap<CustomerId, Vec<Points>>, StoreError> {
    let mut query = connection.prepare(EARNED)?;
    let mut all: HashMap<_, Vec<_>> = HashMap::new();
    for row in query.query_map([], points)? {
        let (customer, points) = row?;
        all.entry(customer).or_default().push(points);
    }
    Ok(all)
}

/// Everything that persons gave anybody.
pub(crate) fn all_given(
    connection: &Connection,
) -> Result<HashMap<CustomerId, Vec<Given>>, StoreError> {
    let mut query = connection.prepare(
        "SELECT customer_id, at, tier_id, from_day, until_day, reason FROM tier_override
         ORDER BY customer_id, at, id",
    )?;
    let mut all: HashMap<_, Vec<_>> = HashMap::new();
    for row in query.query_map([], given)? {
        let (customer, given) = row?;
        all.entry(customer).or_default().push(given);
    }
    Ok(all)
}
