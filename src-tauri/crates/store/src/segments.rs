//! Sorting everyone into segments and stages.

use chrono::NaiveDate;
use huike_domain::ids::CustomerId;
use huike_domain::segments::{Activity, Means, Population, Position, Stage, StageDays, ThreeClass};
use huike_domain::time::{Instant, Zone, days_between, next_day};
use rusqlite::{Connection, OptionalExtension as _, params};

use crate::ops::STANDING;
use crate::purchases::{Figures, Fold};
use crate::readers::Read;
use crate::row::RowExt as _;
use crate::{StoreError, Tx};

/// What `standing.segment` holds for a customer without a purchase.
pub(crate) const NO_SEGMENT: u8 = 3;
/// What `standing.stage` holds for a customer without a purchase.
pub(crate) const NO_STAGE: u8 = 4;

const MEANS: &str = "means";

/// What `standing.last_at` means.
pub(crate) fn last_purchase(at: i64) -> Option<Instant> {
    (at > i64::MIN).then_some(Instant(at))
}

/// The sums behind the means, as last computed.
pub(crate) fn means(connection: &Connection) -> Result<Means, StoreError> {
    let json: Option<String> = connection
        .prepare_cached("SELECT value FROM figure WHERE name = ?1")?
        .query_row([MEANS], |row| row.get(0))
        .optional()?;
    json.map_or(Ok(Means::default()), |json| {
        serde_json::from_str(&json).map_err(|error| StoreError::Damaged(error.to_string()))
    })
}

/// The sums behind the means, as last computed.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn stored_means(read: &impl Read) -> Result<Means, StoreError> {
    means(read.connection())
}

/// Everyone with a purchase on or before `day`, from the purchases themselves.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn population(read: &impl Read, day: NaiveDate, zone: Zone) -> Result<Population, StoreError> {
    let mut activities = Vec::new();
    each_figures(read, zone.start_of(next_day(day)), |customer, figures| {
        activities.extend(activity(customer, figures, day, zone));
        Ok(())
    })?;
    Ok(Population::new(activities))
}

fn activity(
    customer: CustomerId,
    figures: &Figures,
    day: NaiveDate,
    zone: Zone,
) -> Option<Activity> {
    (figures.purchases > 0).then(|| Activity {
        customer,
        recency_days: i32::try_from(days_between(zone.day_of(Instant(figures.last_at)), day))
            .unwrap_or(i32::MAX),
        frequency: figures.purchases,
        monetary_fen: figures.monetary_fen,
    })
}

/// Adds up every customer's purchases before `until`, in order of customer id.
fn each_figures(
    read: &impl Read,
    until: Instant,
    mut visit: impl FnMut(CustomerId, &Figures) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut query = read.connection().prepare_cached(
        "SELECT customer_id, at, id, amount_fen, reverses FROM purchase
         WHERE at < ?1 ORDER BY customer_id",
    )?;
    let mut rows = query.query([until.0])?;
    let mut fold = Fold::default();
    let mut current = None;
    while let Some(row) = rows.next()? {
        let customer = CustomerId::from_uuid(row.uuid(0)?);
        if current != Some(customer)
            && let Some(before) = current.replace(customer)
        {
            visit(before, &fold.finish())?;
        }
        fold.add(row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?);
    }
    if let Some(last) = current {
        visit(last, &fold.finish())?;
    }
    Ok(())
}

/// One row of `standing` as it is and as it should be.
struct Place {
    figures: Figures,
    segment: u8,
    stage: u8,
}

/// Sorts everyone as of `day` and stores where they stand. Only rows that differ are written.
/// Answers how many.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn sort(tx: &Tx<'_>, day: NaiveDate, zone: Zone, days: &StageDays) -> Result<u32, StoreError> {
    let mut activities = Vec::new();
    let mut figures = Vec::new();
    each_figures(tx, zone.start_of(next_day(day)), |customer, sum| {
        figures.push((customer, *sum));
        activities.extend(activity(customer, sum, day, zone));
        Ok(())
    })?;
    let population = Population::new(activities);
    store_means(tx, population.means())?;
    let positions = population.positions(days);
    let changes = differences(tx, &figures, &positions)?;
    if changes.is_empty() {
        return Ok(0);
    }
    write_places(tx, &changes)?;
    tx.derived(STANDING);
    Ok(u32::try_from(changes.len()).unwrap_or(u32::MAX))
}

fn store_means(tx: &Tx<'_>, means: &Means) -> Result<(), StoreError> {
    let json = serde_json::to_string(means).map_err(std::io::Error::other)?;
    tx.connection()
        .prepare_cached(
            "INSERT INTO figure (name, value) VALUES (?1, ?2)
             ON CONFLICT (name) DO UPDATE SET value = ?2",
        )?
        .execute([MEANS, &json])?;
    Ok(())
}

/// Merges the stored rows with the computed ones; both come in order of customer id.
fn differences(
    tx: &Tx<'_>,
    figures: &[(CustomerId, Figures)],
    positions: &[Position],
) -> Result<Vec<(CustomerId, Place)>, StoreError> {
    let mut figures = figures.iter().peekable();
    let mut positions = positions.iter().peekable();
    let mut changes = Vec::new();
    let mut query = tx.connection().prepare_cached(
        "SELECT customer_id, last_at, purchases, monetary_fen, segment, stage
         FROM standing ORDER BY customer_id",
    )?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let customer = CustomerId::from_uuid(row.uuid(0)?);
        let sum = figures
            .next_if(|(id, _)| *id == customer)
            .map_or(Figures::NONE, |(_, figures)| *figures);
        let (segment, stage) = positions
            .next_if(|position| position.activity.customer == customer)
            .map_or((NO_SEGMENT, NO_STAGE), |position| {
                (position.three.code(), position.stage.code())
            });
        let before =
            Figures { last_at: row.get(1)?, purchases: row.get(2)?, monetary_fen: row.get(3)? };
        let same =
            before == sum && row.get::<_, u8>(4)? == segment && row.get::<_, u8>(5)? == stage;
        if !same {
            changes.push((customer, Place { figures: sum, segment, stage }));
        }
    }
    Ok(changes)
}

/// From this many rows on, making the indexes anew is quicker than moving each entry.
const REBUILD_FROM: usize = 100_000;

fn write_places(tx: &Tx<'_>, changes: &[(CustomerId, Place)]) -> Result<(), StoreError> {
    if changes.len() < REBUILD_FROM {
        return update_places(tx, changes);
    }
    let mut query = tx.connection().prepare(
        "SELECT name, sql FROM sqlite_master
         WHERE type = 'index' AND tbl_name = 'standing' AND sql IS NOT NULL",
    )?;
    let indexes: Vec<(String, String)> =
        query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    for (name, _) in &indexes {
        tx.connection().execute_batch(&format!("DROP INDEX {name}"))?;
    }
    update_places(tx, changes)?;
    for (_, sql) in &indexes {
        tx.connection().execute_batch(sql)?;
    }
    Ok(())
}

fn update_places(tx: &Tx<'_>, changes: &[(CustomerId, Place)]) -> Result<(), StoreError> {
    let mut update = tx.connection().prepare_cached(
        "UPDATE standing SET last_at = ?2, purchases = ?3, monetary_fen = ?4, segment = ?5,
             stage = ?6 WHERE customer_id = ?1",
    )?;
    for (customer, place) in changes {
        update.execute(params![
            customer.as_bytes(),
            place.figures.last_at,
            place.figures.purchases,
            place.figures.monetary_fen,
            place.segment,
            place.stage
        ])?;
    }
    Ok(())
}

/// Segment, stage, and how many customers stand there; none of both without a purchase.
pub type Count = (Option<ThreeClass>, Option<Stage>, u32);

/// How many customers stand where.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn counts(read: &impl Read) -> Result<Vec<Count>, StoreError> {
    let mut query = read.connection().prepare_cached(
        "SELECT segment, stage, count(*) FROM standing INDEXED BY standing_part_last
         GROUP BY segment, stage",
    )?;
    let rows = query.query_map([], |row| {
        Ok((ThreeClass::from_code(row.get(0)?), Stage::from_code(row.get(1)?), row.get(2)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Their figures from the stored standing, for the customer's page.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn activity_of(
    read: &impl Read,
    customer: CustomerId,
    day: NaiveDate,
    zone: Zone,
) -> Result<Option<Activity>, StoreError> {
    let figures = read
        .connection()
        .prepare_cached(
            "SELECT last_at, purchases, monetary_fen FROM standing WHERE customer_id = ?1",
        )?
        .query_row([customer.as_bytes()], |row| {
            Ok(Figures { last_at: row.get(0)?, purchases: row.get(1)?, monetary_fen: row.get(2)? })
        })
        .optional()?;
    Ok(figures.and_then(|figures| activity(customer, &figures, day, zone)))
}
