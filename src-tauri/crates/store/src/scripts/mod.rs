//! Scripts with their versions, and where they were used.

mod results;

pub use results::{Tally, tallies};
pub(crate) use results::{count_all, refresh, renew};

use huike_domain::ids::{CustomerId, InteractionId, ScriptId};
use huike_domain::interactions::Channel;
use huike_domain::scripts::{Fits, Script, ScriptDraft, ScriptVersion};
use huike_domain::time::Instant;
use rusqlite::{OptionalExtension as _, Row, params};

use crate::readers::Read;
use crate::row::RowExt as _;
use crate::{StoreError, Tx};

/// A script with its last version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// What it says.
    pub script: Script,
    /// The version that this is.
    pub version: u32,
    /// When that was saved.
    pub at: Instant,
    /// Whether it was put away.
    pub archived: bool,
    /// Its key among the scripts that the program brings.
    pub starting: Option<String>,
}

/// One version of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its number, from 1.
    pub version: u32,
    /// When it was saved.
    pub at: Instant,
    /// By whom.
    pub saved_by: String,
    /// What the script was called.
    pub title: String,
    /// What it said.
    pub text: String,
    /// For whom and when.
    pub fits: Fits,
}

const KEPT: &str = "SELECT script.id, place, enabled, archived, starting, version, at, title, text,
        fits
    FROM script JOIN script_version ON script_id = script.id
    WHERE version = (SELECT max(version) FROM script_version WHERE script_id = script.id)";

fn kept(row: &Row<'_>) -> rusqlite::Result<Kept> {
    let fits = row.get_ref(9)?.as_str()?;
    let draft = ScriptDraft {
        title: row.get(7)?,
        text: row.get(8)?,
        fits: row.parsed(9, serde_json::from_str(fits).ok())?,
        enabled: row.get(2)?,
    };
    Ok(Kept {
        script: Script { id: ScriptId::from_uuid(row.uuid(0)?), place: row.get(1)?, draft },
        archived: row.get(3)?,
        starting: row.get(4)?,
        version: row.get(5)?,
        at: Instant(row.get(6)?),
    })
}

/// Every script in the shop's order, those that were put away too.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn list(read: &impl Read) -> Result<Vec<Kept>, StoreError> {
    let mut query = read.connection().prepare_cached(&format!("{KEPT} ORDER BY place, id"))?;
    Ok(query.query_map([], kept)?.collect::<Result<_, _>>()?)
}

/// One script.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn get(read: &impl Read, id: ScriptId) -> Result<Kept, StoreError> {
    read.connection()
        .prepare_cached(&format!("{KEPT} AND script.id = ?1"))?
        .query_row([id.as_bytes()], kept)
        .optional()?
        .ok_or(StoreError::NotFound("script"))
}

/// The versions of a script, the last one first.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn versions(read: &impl Read, id: ScriptId) -> Result<Vec<Version>, StoreError> {
    let mut query = read.connection().prepare_cached(
        "SELECT version, at, saved_by, title, text, fits FROM script_version
         WHERE script_id = ?1 ORDER BY version DESC",
    )?;
    let rows = query.query_map([id.as_bytes()], |row| {
        let fits = row.get_ref(5)?.as_str()?;
        Ok(Version {
            version: row.get(0)?,
            at: Instant(row.get(1)?),
            saved_by: row.get(2)?,
            title: row.get(3)?,
            text: row.get(4)?,
            fits: row.parsed(5, serde_json::from_str(fits).ok())?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Enters a script behind all others, as its first version.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn add(
    tx: &Tx<'_>,
    draft: &ScriptDraft,
    starting: Option<&str>,
    saved_by: &str,
) -> Result<ScriptId, StoreError> {
    let id = ScriptId::from_uuid(tx.new_id());
    tx.connection()
        .prepare_cached(
            "INSERT INTO script (id, place, enabled, archived, starting)
             VALUES (?1, (SELECT coalesce(max(place), 0) + 1 FROM script), ?2, 0, ?3)",
        )?
        .execute(params![id.as_bytes(), draft.enabled, starting])?;
    add_version(tx, id, 1, draft, saved_by)?;
    Ok(id)
}

/// Adds a version to a script.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn add_version(
    tx: &Tx<'_>,
    id: ScriptId,
    version: u32,
    draft: &ScriptDraft,
    saved_by: &str,
) -> Result<(), StoreError> {
    let fits = serde_json::to_string(&draft.fits).map_err(std::io::Error::other)?;
    tx.connection()
        .prepare_cached(
            "INSERT INTO script_version (script_id, version, at, saved_by, title, text, fits)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            id.as_bytes(),
            version,
            tx.at().0,
            saved_by,
            draft.title,
            draft.text,
            fits
        ])?;
    Ok(())
}

/// Whether a script is suggested, and whether it was put away. Neither is part of a version.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn set(tx: &Tx<'_>, id: ScriptId, enabled: bool, archived: bool) -> Result<(), StoreError> {
    let changed = tx
        .connection()
        .prepare_cached("UPDATE script SET enabled = ?2, archived = ?3 WHERE id = ?1")?
        .execute(params![id.as_bytes(), enabled, archived])?;
    if changed == 0 { Err(StoreError::NotFound("script")) } else { Ok(()) }
}

/// Notes that a script was used in a contact at the moment `at`.
///
/// # Errors
/// [`StoreError::NotFound`] where there is no such version.
pub fn note_use(
    tx: &Tx<'_>,
    customer: CustomerId,
    at: Instant,
    used: ScriptVersion,
    interaction: InteractionId,
    channel: Option<Channel>,
) -> Result<(), StoreError> {
    let known: bool = tx
        .connection()
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM script_version WHERE script_id = ?1 AND version = ?2)",
        )?
        .query_row(params![used.id.as_bytes(), used.version], |row| row.get(0))?;
    if !known {
        return Err(StoreError::NotFound("script"));
    }
    tx.connection()
        .prepare_cached(
            "INSERT INTO script_use
                 (customer_id, at, id, script_id, version, interaction_id, channel)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            customer.as_bytes(),
            at.0,
            tx.new_id().as_bytes(),
            used.id.as_bytes(),
            used.version,
            interaction.as_bytes(),
            channel.map(Channel::as_str),
        ])?;
    Ok(())
}
