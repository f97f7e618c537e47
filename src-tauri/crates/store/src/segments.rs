//! Where everyone stands: figures, segments, stages, and who moved.

mod moves;
mod sort;

pub(crate) use moves::{Move, note_moves, take_back_after_of};
pub use moves::{Moved, comparable_from, moved_after, moved_between, places};
pub(crate) use sort::UpdateStanding;
pub use sort::{Figuring, sort};

use chrono::NaiveDate;
use huike_domain::ids::CustomerId;
use huike_domain::segments::{
    Activity, EightClass, FourClass, Place, Population, Sorter, SortingRules, Stage, StageDays,
    StageRule, ThreeClass, Yardstick,
};
use huike_domain::time::{Instant, Zone, add_days, days_between, next_day};
use rusqlite::{Connection, OptionalExtension as _};
use serde::{Deserialize, Serialize};

use crate::purchases::{Counting, Figures, Fold};
use crate::readers::Read;
use crate::row::RowExt as _;
use crate::{StoreError, figures};

const MEANS: &str = "means";
const BASIS: &str = "basis";

/// What `standing` holds of where a customer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Codes {
    pub(crate) segment: u8,
    pub(crate) stage: u8,
    pub(crate) eight: u8,
    pub(crate) four: u8,
}

impl Codes {
    /// Of a customer without a purchase.
    pub(crate) const NONE: Self = Self { segment: 3, stage: 4, eight: 8, four: 4 };

    pub(crate) fn of(place: Option<Place>) -> Self {
        place.map_or(Self::NONE, |place| Self {
            segment: place.three().code(),
            stage: place.stage.code(),
            eight: place.eight.code(),
            four: place.four().code(),
        })
    }

    pub(crate) fn place(self) -> Option<Place> {
        place_of(self.eight, self.stage)
    }
}

fn place_of(eight: u8, stage: u8) -> Option<Place> {
    let (eight, stage) = (EightClass::from_code(eight), Stage::from_code(stage));
    eight.zip(stage).map(|(eight, stage)| Place { eight, stage })
}

/// What `standing.last_at` means.
pub(crate) fn last_purchase(at: i64) -> Option<Instant> {
    (at > i64::MIN).then_some(Instant(at))
}

/// What `standing.rhythm` means.
pub(crate) fn rhythm(days: u32) -> Option<u32> {
    (days > 0).then_some(days)
}

/// What everyone is held against, as last computed.
fn yardstick(connection: &Connection) -> Result<Yardstick, StoreError> {
    figures::load(connection, MEANS)
}

/// What sorts one customer between two sortings of all.
pub(crate) fn sorter_of(connection: &Connection) -> Result<Sorter, StoreError> {
    let rules = crate::settings::sorting_rules(connection)?;
    let days = crate::settings::stage_days(connection)?;
    let stages = StageRule { days, by: rules.stage_by };
    Ok(Sorter { rules, yardstick: yardstick(connection)?, stages })
}

/// What sorts one customer between two sortings of all.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn sorter(read: &impl Read) -> Result<Sorter, StoreError> {
    sorter_of(read.connection())
}

/// What decided when everyone was sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Asked {
    rules: SortingRules,
    days: StageDays,
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
    /// The zone in whose days rhythms were counted; none where they were not.
    #[serde(default)]
    pub(crate) zone: Option<Zone>,
    /// Where the shop's window begins that comparisons count from, where it has one.
    #[serde(default)]
    pub(crate) since: Option<i64>,
    /// What the shop asked for when everyone was sorted.
    #[serde(default)]
    pub(crate) asked: Option<Asked>,
    /// The day since which moves are those of customers rather than of what the shop asks for.
    #[serde(default)]
    pub(crate) comparable: Option<NaiveDate>,
}

impl Default for Basis {
    fn default() -> Self {
        Self {
            until: i64::MIN,
            later: None,
            sorted: None,
            zone: None,
            since: None,
            asked: None,
            comparable: None,
        }
    }
}

impl Basis {
    pub(crate) fn load(connection: &Connection) -> Result<Self, StoreError> {
        figures::load(connection, BASIS)
    }

    pub(crate) fn store(self, connection: &Connection) -> Result<(), StoreError> {
        figures::store(connection, BASIS, &self)
    }

    /// Whether the figures are the same when purchases before `until` count.
    pub(crate) fn holds(self, until: Instant, zone: Zone) -> bool {
        self.zone == Some(zone)
            && self.until <= until.0
            && self.later.is_none_or(|later| later >= until.0)
    }

    /// The days as of which anybody may stand: from that on which everyone was sorted to that of
    /// the latest purchase or sorting; none in a file that was never sorted.
    pub(crate) fn days(self, zone: Zone) -> Option<(NaiveDate, NaiveDate)> {
        let day_before = |end: i64| zone.day_of(Instant(end - 1));
        self.sorted.map(|sorted| (day_before(sorted), day_before(self.until)))
    }

    /// Notes a purchase that is left out.
    pub(crate) fn leave(&mut self, at: i64) {
        self.later = Some(self.later.map_or(at, |later| later.min(at)));
    }
}

/// Everyone with a purchase on or before `day`, from the purchases themselves.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn population(
    read: &impl Read,
    day: NaiveDate,
    zone: Zone,
    rules: &SortingRules,
) -> Result<Population, StoreError> {
    let mut activities = Vec::new();
    let counting = Counting { zone, since: since(day, zone, rules) };
    each_figures(read.connection(), end_of(day, zone), counting, |customer, figures| {
        activities.extend(activity(customer, figures, day, zone));
    })?;
    Ok(Population::new(activities, rules))
}

/// The same from the stored figures, where they say it: no window, and no purchase that `day` counts
/// otherwise.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn stored_population(
    read: &impl Read,
    day: NaiveDate,
    zone: Zone,
    rules: &SortingRules,
) -> Result<Option<Population>, StoreError> {
    let basis = Basis::load(read.connection())?;
    let until = end_of(day, zone);
    if rules.window_days.is_some() || basis.until != until.0 || !basis.holds(until, zone) {
        return Ok(None);
    }
    let mut activities = Vec::new();
    each_standing(read.connection(), None, |row| {
        activities.extend(activity(row.customer, &row.figures, day, zone));
    })?;
    Ok(Some(Population::new(activities, rules)))
}

fn end_of(day: NaiveDate, zone: Zone) -> Instant {
    zone.start_of(next_day(day))
}

/// Where the shop's window begins.
fn since(day: NaiveDate, zone: Zone, rules: &SortingRules) -> Option<i64> {
    rules.window_days.map(|days| zone.start_of(add_days(day, 1 - i64::from(days))).0)
}

pub(crate) fn activity(
    customer: CustomerId,
    figures: &Figures,
    day: NaiveDate,
    zone: Zone,
) -> Option<Activity> {
    let (frequency, monetary_fen) =
        figures.recent.unwrap_or((figures.purchases, figures.monetary_fen));
    (figures.purchases > 0).then(|| Activity {
        customer,
        recency_days: i32::try_from(
            days_between(zone.day_of(Instant(figures.last_at)), day).max(0),
        )
        .unwrap_or(i32::MAX),
        frequency,
        monetary_fen,
        rhythm_days: rhythm(figures.rhythm),
    })
}

/// Adds up every customer's purchases before `until`, in order of customer id.
pub(crate) fn each_figures(
    connection: &Connection,
    until: Instant,
    counting: Counting,
    mut visit: impl FnMut(CustomerId, &Figures),
) -> Result<Basis, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT customer_id, at, id, amount_fen, reverses FROM purchase ORDER BY customer_id, at",
    )?;
    let mut rows = query.query([])?;
    let mut basis = Basis {
        until: until.0,
        zone: Some(counting.zone),
        since: counting.since,
        ..Basis::default()
    };
    let mut fold = Fold::default();
    let mut current = None;
    while let Some(row) = rows.next()? {
        let customer = CustomerId::from_uuid(row.uuid(0)?);
        if current != Some(customer)
            && let Some(before) = current.replace(customer)
        {
            visit(before, &fold.finish(counting));
        }
        let at = row.get(1)?;
        if at < until.0 {
            fold.add(at, row.get(2)?, row.get(3)?, row.get(4)?);
        } else {
            basis.leave(at);
        }
    }
    if let Some(last) = current {
        visit(last, &fold.finish(counting));
    }
    Ok(basis)
}

/// One customer's figures, by the purchases that `basis` counts; notes those that it leaves out.
pub(crate) fn figures_of(
    connection: &Connection,
    customer: CustomerId,
    basis: &mut Basis,
    zone: Zone,
) -> Result<Figures, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT at, id, amount_fen, reverses FROM purchase WHERE customer_id = ?1 ORDER BY at",
    )?;
    let mut rows = query.query([customer.as_bytes()])?;
    let mut fold = Fold::default();
    while let Some(row) = rows.next()? {
        let at = row.get(0)?;
        if at < basis.until {
            fold.add(at, row.get(1)?, row.get(2)?, row.get(3)?);
        } else {
            basis.leave(at);
        }
    }
    Ok(fold.finish(Counting { zone, since: basis.since }))
}

/// A row of `standing` with the figures it should have.
pub(crate) struct Figured {
    pub(crate) customer: CustomerId,
    pub(crate) figures: Figures,
    /// As they are stored.
    pub(crate) stored: Figures,
    pub(crate) codes: Codes,
}

/// Merges the stored rows with the counted ones, where they were counted; both come in order of
/// customer id.
pub(crate) fn each_standing(
    connection: &Connection,
    counted: Option<&[(CustomerId, Figures)]>,
    mut visit: impl FnMut(&Figured),
) -> Result<(), StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT customer_id, last_at, purchases, monetary_fen, rhythm, segment, stage, eight, four
         FROM standing ORDER BY customer_id",
    )?;
    let mut rows = query.query([])?;
    let mut counted = counted.map(|counted| counted.iter().peekable());
    while let Some(row) = rows.next()? {
        let customer = CustomerId::from_uuid(row.uuid(0)?);
        let stored = Figures {
            last_at: row.get(1)?,
            purchases: row.get(2)?,
            monetary_fen: row.get(3)?,
            rhythm: row.get(4)?,
            recent: None,
        };
        let figures = counted.as_mut().map_or(stored, |counted| {
            // Someone without a standing, which `verify` tells, must not hold up those after them.
            while counted.next_if(|(id, _)| *id < customer).is_some() {}
            counted.next_if(|(id, _)| *id == customer).map_or(Figures::NONE, |(_, sum)| *sum)
        });
        let (segment, stage, eight, four) = (row.get(5)?, row.get(6)?, row.get(7)?, row.get(8)?);
        visit(&Figured { customer, figures, stored, codes: Codes { segment, stage, eight, four } });
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
        "SELECT segment, stage, sum(customers) FROM tally WHERE customers > 0
         GROUP BY segment, stage",
    )?;
    let rows = query.query_map([], |row| {
        Ok((ThreeClass::from_code(row.get(0)?), Stage::from_code(row.get(1)?), row.get(2)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Their figures, for the customer's page: as stored, or counted in the shop's window.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn activity_of(
    read: &impl Read,
    customer: CustomerId,
    day: NaiveDate,
    zone: Zone,
) -> Result<Option<Activity>, StoreError> {
    let mut basis = Basis::load(read.connection())?;
    if basis.since.is_some() {
        let figures = figures_of(read.connection(), customer, &mut basis, zone)?;
        return Ok(activity(customer, &figures, day, zone));
    }
    let figures = read
        .connection()
        .prepare_cached(
            "SELECT last_at, purchases, monetary_fen, rhythm FROM standing WHERE customer_id = ?1",
        )?
        .query_row([customer.as_bytes()], |row| {
            Ok(Figures {
                last_at: row.get(0)?,
                purchases: row.get(1)?,
                monetary_fen: row.get(2)?,
                rhythm: row.get(3)?,
                recent: None,
            })
        })
        .optional()?;
    Ok(figures.and_then(|figures| activity(customer, &figures, day, zone)))
}

/// The classes that a row of `standing` names, from its columns `four` and `eight`.
pub(crate) fn classes(four: u8, eight: u8) -> (Option<FourClass>, Option<EightClass>) {
    (FourClass::from_code(four), EightClass::from_code(eight))
}
