//! Sorting everyone into segments and stages.

use chrono::NaiveDate;
use huike_domain::ids::CustomerId;
use huike_domain::segments::{Activity, Means, Population, Stage, StageDays, ThreeClass};
use huike_domain::time::{Instant, Zone, days_between, next_day};
use rusqlite::{CachedStatement, Connection, OptionalExtension as _, params};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::lists::Standing;
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
const BASIS: &str = "basis";

/// What `standing.last_at` means.
pub(crate) fn last_purchase(at: i64) -> Option<Instant> {
    (at > i64::MIN).then_some(Instant(at))
}

/// The sums behind the means, as last computed.
pub(crate) fn means(connection: &Connection) -> Result<Means, StoreError> {
    figure(connection, MEANS)
}

/// Which purchases the stored figures count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Basis {
    /// Those before this moment.
    pub(crate) until: i64,
    /// The first of those that are left out, where there is one.
    pub(crate) later: Option<i64>,
    /// The end of the day as of which everyone was sorted; who bought since stands where they
    /// stood on a day from then to `until`.
    #[serde(default)]
    pub(crate) sorted: Option<i64>,
}

impl Default for Basis {
    fn default() -> Self {
        Self { until: i64::MIN, later: None, sorted: None }
    }
}

impl Basis {
    pub(crate) fn load(connection: &Connection) -> Result<Self, StoreError> {
        figure(connection, BASIS)
    }

    pub(crate) fn store(self, connection: &Connection) -> Result<(), StoreError> {
        put_figure(connection, BASIS, &self)
    }

    /// Whether the figures are the same when purchases before `until` count.
    pub(crate) fn holds(self, until: Instant) -> bool {
        self.until <= until.0 && self.later.is_none_or(|later| later >= until.0)
    }

    /// Notes a purchase that is left out.
    pub(crate) fn leave(&mut self, at: i64) {
        self.later = Some(self.later.map_or(at, |later| later.min(at)));
    }
}

fn figure<T: DeserializeOwned + Default>(
    connection: &Connection,
    name: &str,
) -> Result<T, StoreError> {
    let json: Option<String> = connection
        .prepare_cached("SELECT value FROM figure WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?;
    json.map_or_else(
        || Ok(T::default()),
        |json| serde_json::from_str(&json).map_err(|e| StoreError::Damaged(e.to_string())),
    )
}

fn put_figure<T: Serialize>(
    connection: &Connection,
    name: &str,
    value: &T,
) -> Result<(), StoreError> {
    let json = serde_json::to_string(value).map_err(std::io::Error::other)?;
    connection
        .prepare_cached(
            "INSERT INTO figure (name, value) VALUES (?1, ?2)
             ON CONFLICT (name) DO UPDATE SET value = ?2",
        )?
        .execute([name, &json])?;
    Ok(())
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
    each_figures(read.connection(), end_of(day, zone), |customer, figures| {
        activities.extend(activity(customer, figures, day, zone));
    })?;
    Ok(Population::new(activities))
}

fn end_of(day: NaiveDate, zone: Zone) -> Instant {
    zone.start_of(next_day(day))
}

pub(crate) fn activity(
    customer: CustomerId,
    figures: &Figures,
    day: NaiveDate,
    zone: Zone,
) -> Option<Activity> {
    (figures.purchases > 0).then(|| Activity {
        customer,
        recency_days: i32::try_from(
            days_between(zone.day_of(Instant(figures.last_at)), day).max(0),
        )
        .unwrap_or(i32::MAX),
        frequency: figures.purchases,
        monetary_fen: figures.monetary_fen,
    })
}

/// Adds up every customer's purchases before `until`, in order of customer id.
pub(crate) fn each_figures(
    connection: &Connection,
    until: Instant,
    mut visit: impl FnMut(CustomerId, &Figures),
) -> Result<Basis, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT customer_id, at, id, amount_fen, reverses FROM purchase ORDER BY customer_id",
    )?;
    let mut rows = query.query([])?;
    let mut basis = Basis { until: until.0, ..Basis::default() };
    let mut fold = Fold::default();
    let mut current = None;
    while let Some(row) = rows.next()? {
        let customer = CustomerId::from_uuid(row.uuid(0)?);
        if current != Some(customer)
            && let Some(before) = current.replace(customer)
        {
            visit(before, &fold.finish());
        }
        let at = row.get(1)?;
        if at < until.0 {
            fold.add(at, row.get(2)?, row.get(3)?, row.get(4)?);
        } else {
            basis.leave(at);
        }
    }
    if let Some(last) = current {
        visit(last, &fold.finish());
    }
    Ok(basis)
}

/// Whether the purchases themselves are read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figuring {
    /// The stored figures are right, unless a day has come for which a purchase was waiting.
    Stored,
    /// Purchases changed.
    Anew,
}

/// Where a customer should stand.
struct Place {
    customer: CustomerId,
    /// Where they differ from the stored ones.
    figures: Option<Figures>,
    segment: u8,
    stage: u8,
}

/// Sorts everyone as of `day`, stores where they stand, and moves their open follow-ups to the
/// place that asks for. Only rows that differ are written. Answers how many customers moved.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn sort(
    tx: &Tx<'_>,
    day: NaiveDate,
    zone: Zone,
    days: &StageDays,
    figuring: Figuring,
) -> Result<usize, StoreError> {
    let until = end_of(day, zone);
    let mut basis = Basis::load(tx.connection())?;
    let mut counted = None;
    if figuring == Figuring::Anew || !basis.holds(until) {
        let mut figures = Vec::new();
        basis =
            each_figures(tx.connection(), until, |customer, sum| figures.push((customer, *sum)))?;
        counted = Some(figures);
    }
    basis.until = until.0;
    basis.sorted = Some(until.0);
    basis.store(tx.connection())?;

    let mut means = Means::default();
    each_standing(tx.connection(), counted.as_deref(), |row| {
        if let Some(activity) = activity(row.customer, &row.figures, day, zone) {
            means.add(&activity);
        }
    })?;
    put_figure(tx.connection(), MEANS, &means)?;

    let mut places = Vec::new();
    each_standing(tx.connection(), counted.as_deref(), |row| {
        let (segment, stage) = place(activity(row.customer, &row.figures, day, zone), &means, days);
        let is_recounted = row.figures != row.stored;
        if is_recounted || (segment, stage) != (row.segment, row.stage) {
            let figures = is_recounted.then_some(row.figures);
            places.push(Place { customer: row.customer, figures, segment, stage });
        }
    })?;
    if places.is_empty() {
        return Ok(0);
    }
    write_places(tx, &places)?;
    tx.derived(STANDING);
    tx.moved(places.iter().map(|place| Standing {
        customer: place.customer,
        segment: place.segment,
        stage: place.stage,
        figures: place.figures.map(|f| (f.last_at, f.purchases, f.monetary_fen)),
    }));
    let moved: Vec<_> = places.into_iter().map(|place| place.customer).collect();
    crate::followups::rerank(tx, &moved, zone)?;
    Ok(moved.len())
}

/// What `standing.segment` and `standing.stage` hold for a customer with these figures.
pub(crate) fn place(activity: Option<Activity>, means: &Means, days: &StageDays) -> (u8, u8) {
    let Some(activity) = activity else { return (NO_SEGMENT, NO_STAGE) };
    let stage = days.stage(activity.recency_days);
    (ThreeClass::of(means.better(&activity), stage).code(), stage.code())
}

/// A row of `standing` with the figures it should have.
pub(crate) struct Figured {
    pub(crate) customer: CustomerId,
    pub(crate) figures: Figures,
    /// As they are stored.
    pub(crate) stored: Figures,
    pub(crate) segment: u8,
    pub(crate) stage: u8,
}

/// Merges the stored rows with the counted ones, where they were counted; both come in order of
/// customer id.
pub(crate) fn each_standing(
    connection: &Connection,
    counted: Option<&[(CustomerId, Figures)]>,
    mut visit: impl FnMut(&Figured),
) -> Result<(), StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT customer_id, last_at, purchases, monetary_fen, segment, stage
         FROM standing ORDER BY customer_id",
    )?;
    let mut rows = query.query([])?;
    let mut counted = counted.map(|counted| counted.iter().peekable());
    while let Some(row) = rows.next()? {
        let customer = CustomerId::from_uuid(row.uuid(0)?);
        let stored =
            Figures { last_at: row.get(1)?, purchases: row.get(2)?, monetary_fen: row.get(3)? };
        let figures = counted.as_mut().map_or(stored, |counted| {
            // Someone without a standing, which `verify` tells, must not hold up those after them.
            while counted.next_if(|(id, _)| *id < customer).is_some() {}
            counted.next_if(|(id, _)| *id == customer).map_or(Figures::NONE, |(_, sum)| *sum)
        });
        visit(&Figured { customer, figures, stored, segment: row.get(4)?, stage: row.get(5)? });
    }
    Ok(())
}

/// From this many rows on, making the indexes anew is quicker than moving each entry.
const REBUILD_FROM: usize = 100_000;

/// From this many rows on, the pages of the indexes are gone over again and again.
const WIDE_FROM: usize = 2_000;

fn write_places(tx: &Tx<'_>, places: &[Place]) -> Result<(), StoreError> {
    if places.len() < WIDE_FROM {
        return update_places(tx, places);
    }
    if places.len() < REBUILD_FROM {
        return crate::open::with_wide_cache(tx.connection(), || update_places(tx, places));
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
    update_places(tx, places)?;
    for (_, sql) in &indexes {
        tx.connection().execute_batch(sql)?;
    }
    Ok(())
}

fn update_places(tx: &Tx<'_>, places: &[Place]) -> Result<(), StoreError> {
    // Indexes of columns that are not named are not touched.
    let mut update_place = tx
        .connection()
        .prepare_cached("UPDATE standing SET segment = ?2, stage = ?3 WHERE customer_id = ?1")?;
    let mut update_all = UpdateStanding::prepare(tx.connection())?;
    for Place { customer, figures, segment, stage } in places {
        match figures {
            None => {
                update_place.execute(params![customer.as_bytes(), segment, stage])?;
            }
            Some(figures) => update_all.put(*customer, figures, (*segment, *stage))?,
        }
    }
    Ok(())
}

/// Writes all of a standing but the key of the name.
pub(crate) struct UpdateStanding<'a>(CachedStatement<'a>);

impl<'a> UpdateStanding<'a> {
    pub(crate) fn prepare(connection: &'a Connection) -> Result<Self, StoreError> {
        Ok(Self(connection.prepare_cached(
            "UPDATE standing SET last_at = ?2, purchases = ?3, monetary_fen = ?4, segment = ?5,
                 stage = ?6
             WHERE customer_id = ?1",
        )?))
    }

    pub(crate) fn put(
        &mut self,
        customer: CustomerId,
        figures: &Figures,
        (segment, stage): (u8, u8),
    ) -> Result<(), StoreError> {
        self.0.execute(params![
            customer.as_bytes(),
            figures.last_at,
            figures.purchases,
            figures.monetary_fen,
            segment,
            stage
        ])?;
        Ok(())
    }
}

/// Segment, stage, and how many customers stand there; none of both without a purchase.
pub type Count = (Option<ThreeClass>, Option<Stage>, u32);

/// How many customers stand where.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn counts(read: &impl Read) -> Result<Vec<Count>, StoreError> {
    let mut query = read
        .connection()
        .prepare_cached("SELECT segment, stage, customers FROM tally WHERE customers > 0")?;
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
