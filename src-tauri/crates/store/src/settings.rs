//! The shop's settings, one JSON value a name.

use chrono::NaiveDate;
use huike_domain::calendar::BusinessCalendar;
use huike_domain::complaints::{Catalogue, Causes, Pace};
use huike_domain::followups::{Restraint, Weights};
use huike_domain::notifying::Notifying;
use huike_domain::segments::{SortingRules, StageDays, StageRule};
use huike_domain::shop::{Preferences, Shop};
use huike_domain::staff::Staff;
use huike_domain::tiers::Program;
use huike_domain::time::Zone;
use rusqlite::{Connection, OptionalExtension as _, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::readers::Read;
use crate::{StoreError, Tx};

const SHOP: &str = "shop";
const PREFERENCES: &str = "preferences";
const NOTIFYING: &str = "notifying";
const STAGE_DAYS: &str = "stage_days";
const SORTING: &str = "sorting";
pub(crate) const HOURS: &str = "hours";
const SAMPLE: &str = "sample";
pub(crate) const TIERS: &str = "tiers";
const NEXT_TIERS: &str = "tiers_next";
const PACE: &str = "complaint_pace";
const CAUSES: &str = "complaint_causes";
const CATALOGUE: &str = "complaint_catalogue";
const STAFF: &str = "staff";

pub(crate) fn get<T: DeserializeOwned>(
    connection: &Connection,
    name: &str,
) -> Result<Option<T>, StoreError> {
    let json: Option<String> = connection
        .prepare_cached("SELECT value FROM setting WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?;
    json.map(|json| {
        serde_json::from_str(&json).map_err(|error| StoreError::Damaged(error.to_string()))
    })
    .transpose()
}

pub(crate) fn set<T: Serialize>(tx: &Tx<'_>, name: &str, value: &T) -> Result<(), StoreError> {
    let json = serde_json::to_string(value).map_err(std::io::Error::other)?;
    tx.connection()
        .prepare_cached(
            "INSERT INTO setting (name, value) VALUES (?1, ?2)
             ON CONFLICT (name) DO UPDATE SET value = ?2",
        )?
        .execute(params![name, json])?;
    Ok(())
}

/// The shop; none before the first run is through.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn shop(read: &impl Read) -> Result<Option<Shop>, StoreError> {
    get(read.connection(), SHOP)
}

/// Saves the shop's name and zone.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn set_shop(tx: &Tx<'_>, shop: &Shop) -> Result<(), StoreError> {
    set(tx, SHOP, shop)
}

/// The shop's zone; `Asia/Shanghai` before the first run is through.
pub(crate) fn zone(connection: &Connection) -> Result<Zone, StoreError> {
    let shop: Option<Shop> = get(connection, SHOP)?;
    Ok(shop.and_then(|shop| Zone::parse(&shop.zone)).unwrap_or(Zone::SHANGHAI))
}

/// Language, theme, zoom and the rest.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn preferences(read: &impl Read) -> Result<Preferences, StoreError> {
    Ok(get(read.connection(), PREFERENCES)?.unwrap_or_default())
}

/// Saves the preferences.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn set_preferences(tx: &Tx<'_>, preferences: &Preferences) -> Result<(), StoreError> {
    set(tx, PREFERENCES, preferences)
}

/// How due follow-ups are told. Before there was more to say than yes or no, that lay with the
/// preferences.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn notifying(read: &impl Read) -> Result<Notifying, StoreError> {
    #[derive(serde::Deserialize)]
    struct Before {
        notifications: Option<bool>,
    }
    if let Some(saved) = get(read.connection(), NOTIFYING)? {
        return Ok(saved);
    }
    let before: Option<Before> = get(read.connection(), PREFERENCES)?;
    let on = before.and_then(|before| before.notifications).unwrap_or(true);
    Ok(Notifying { on, ..Notifying::default() })
}

/// Saves how due follow-ups are told.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn set_notifying(tx: &Tx<'_>, notifying: &Notifying) -> Result<(), StoreError> {
    set(tx, NOTIFYING, notifying)
}

/// The limits between stages.
pub(crate) fn stage_days(connection: &Connection) -> Result<StageDays, StoreError> {
    Ok(get(connection, STAGE_DAYS)?.unwrap_or_default())
}

/// The limits between stages.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn stages(read: &impl Read) -> Result<StageDays, StoreError> {
    stage_days(read.connection())
}

/// Saves the limits between stages.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn set_stages(tx: &Tx<'_>, days: &StageDays) -> Result<(), StoreError> {
    set(tx, STAGE_DAYS, days)
}

/// When the shop is open; always, where nothing was saved.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn hours(read: &impl Read) -> Result<BusinessCalendar, StoreError> {
    Ok(get(read.connection(), HOURS)?.unwrap_or_default())
}

/// Saves when the shop is open.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn set_hours(tx: &Tx<'_>, calendar: &BusinessCalendar) -> Result<(), StoreError> {
    set(tx, HOURS, calendar)
}

/// The levels and benefits that hold; none where the shop has none.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn tiers(read: &impl Read) -> Result<Option<Program>, StoreError> {
    program(read.connection())
}

/// The levels and benefits that hold.
pub(crate) fn program(connection: &Connection) -> Result<Option<Program>, StoreError> {
    Ok(get(connection, TIERS)?.filter(|program: &Program| !program.levels.is_empty()))
}

/// Saves the levels and benefits that hold from now on.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn set_tiers(tx: &Tx<'_>, program: &Program) -> Result<(), StoreError> {
    set(tx, TIERS, program)
}

/// Those that will hold from a later day on.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn next_tiers(read: &impl Read) -> Result<Option<Program>, StoreError> {
    get(read.connection(), NEXT_TIERS)
}

/// Saves those that will hold from a later day on; none: the present ones stay.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn set_next_tiers(tx: &Tx<'_>, program: Option<&Program>) -> Result<(), StoreError> {
    match program {
        Some(program) => set(tx, NEXT_TIERS, program),
        None => {
            tx.connection()
                .prepare_cached("DELETE FROM setting WHERE name = ?1")?
                .execute([NEXT_TIERS])?;
            Ok(())
        }
    }
}

/// What R, F and M are compared with, which purchases count, and what tells a stage.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn sorting(read: &impl Read) -> Result<SortingRules, StoreError> {
    sorting_rules(read.connection())
}

pub(crate) fn sorting_rules(connection: &Connection) -> Result<SortingRules, StoreError> {
    Ok(get(connection, SORTING)?.unwrap_or_default())
}

/// Saves what [`sorting`] answers.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn set_sorting(tx: &Tx<'_>, rules: &SortingRules) -> Result<(), StoreError> {
    set(tx, SORTING, rules)
}

/// How stages are told.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn stage_rule(read: &impl Read) -> Result<StageRule, StoreError> {
    let (days, by) = (stages(read)?, sorting(read)?.stage_by);
    Ok(StageRule { days, by })
}

/// Whether the sample shop is open.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn sample(read: &impl Read) -> Result<bool, StoreError> {
    Ok(get(read.connection(), SAMPLE)?.unwrap_or(false))
}

/// Notes that the sample shop is open, or no longer.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn set_sample(tx: &Tx<'_>, open: bool) -> Result<(), StoreError> {
    set(tx, SAMPLE, &open)
}

/// What a room of the program has noted for itself under `name`; none where that cannot be read,
/// because another version of the program wrote it.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn noted<T: DeserializeOwned>(read: &impl Read, name: &str) -> Result<Option<T>, StoreError> {
    match get(read.connection(), name) {
        Err(StoreError::Damaged(_)) => Ok(None),
        found => found,
    }
}

/// Notes something under `name`.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn note<T: Serialize>(tx: &Tx<'_>, name: &str, value: &T) -> Result<(), StoreError> {
    set(tx, name, value)
}

const PREPARED: &str = "prepared";

/// The day for which Today was last made ready.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn prepared(read: &impl Read) -> Result<Option<NaiveDate>, StoreError> {
    let day: Option<String> = read
        .connection()
        .prepare_cached("SELECT value FROM figure WHERE name = ?1")?
        .query_row([PREPARED], |row| row.get(0))
        .optional()?;
    Ok(day.and_then(|day| day.parse().ok()))
}

/// Notes that Today is ready for `day`.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn set_prepared(tx: &Tx<'_>, day: NaiveDate) -> Result<(), StoreError> {
    tx.connection()
        .prepare_cached(
            "INSERT INTO figure (name, value) VALUES (?1, ?2)
             ON CONFLICT (name) DO UPDATE SET value = ?2",
        )?
        .execute([PREPARED, &day.to_string()])?;
    Ok(())
}

const WEIGHTS: &str = "weights";
const QUIET: &str = "quiet";

/// How much each part of a place in Today counts.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn weights(read: &impl Read) -> Result<Weights, StoreError> {
    Ok(get(read.connection(), WEIGHTS)?.unwrap_or_default())
}

/// Saves how much each part of a place in Today counts.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn set_weights(tx: &Tx<'_>, weights: &Weights) -> Result<(), StoreError> {
    set(tx, WEIGHTS, weights)
}

/// How the shop keeps from pestering anybody.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn restraint(read: &impl Read) -> Result<Restraint, StoreError> {
    Ok(get(read.connection(), QUIET)?.unwrap_or_default())
}

/// Saves how the shop keeps from pestering anybody.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn set_restraint(tx: &Tx<'_>, restraint: &Restraint) -> Result<(), StoreError> {
    set(tx, QUIET, restraint)
}

/// How long complaints may take.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn pace(read: &impl Read) -> Result<Pace, StoreError> {
    Ok(get(read.connection(), PACE)?.unwrap_or_default())
}

/// Saves how long complaints may take.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn set_pace(tx: &Tx<'_>, pace: &Pace) -> Result<(), StoreError> {
    set(tx, PACE, pace)
}

/// What complaints come from; none before anything was saved.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn causes(read: &impl Read) -> Result<Option<Causes>, StoreError> {
    get(read.connection(), CAUSES)
}

/// Saves what complaints come from.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn set_causes(tx: &Tx<'_>, causes: &Causes) -> Result<(), StoreError> {
    set(tx, CAUSES, causes)
}

/// What makes up for complaints; none before anything was saved.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn catalogue(read: &impl Read) -> Result<Option<Catalogue>, StoreError> {
    get(read.connection(), CATALOGUE)
}

/// Saves what makes up for complaints.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn set_catalogue(tx: &Tx<'_>, catalogue: &Catalogue) -> Result<(), StoreError> {
    set(tx, CATALOGUE, catalogue)
}

/// Who works here.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn staff(read: &impl Read) -> Result<Staff, StoreError> {
    Ok(get(read.connection(), STAFF)?.unwrap_or_default())
}

/// Saves who works here.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn set_staff(tx: &Tx<'_>, staff: &Staff) -> Result<(), StoreError> {
    set(tx, STAFF, staff)
}
