//! Steps of complaints: only ever added.

use huike_domain::complaints::Step;
use huike_domain::ids::{ComplaintId, StepId};
use huike_domain::interactions::Channel;
use huike_domain::time::Instant;
use rusqlite::params;

use crate::readers::Read;
use crate::row::RowExt as _;
use crate::{StoreError, Tx};

/// Adds a step behind the others.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn add_step(tx: &Tx<'_>, complaint: ComplaintId, step: &Step) -> Result<(), StoreError> {
    let act = serde_json::to_string(&step.act).map_err(std::io::Error::other)?;
    tx.connection()
        .prepare_cached(
            "INSERT INTO complaint_step (complaint_id, at, id, done_by, act, words, channel)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            complaint.as_bytes(),
            step.at.0,
            step.id.as_bytes(),
            step.by,
            act,
            step.words,
            step.channel.map(Channel::as_str),
        ])?;
    Ok(())
}

/// A complaint's steps in their order.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn steps_of(read: &impl Read, complaint: ComplaintId) -> Result<Vec<Step>, StoreError> {
    let mut query = read.connection().prepare_cached(
        "SELECT id, at, done_by, act, words, channel FROM complaint_step
         WHERE complaint_id = ?1 ORDER BY at, id",
    )?;
    let rows = query.query_map([complaint.as_bytes()], |row| {
        let act = row.get_ref(3)?.as_str()?;
        Ok(Step {
            id: StepId::from_uuid(row.uuid(0)?),
            at: Instant(row.get(1)?),
            by: row.get(2)?,
            act: row.parsed(3, serde_json::from_str(act).ok())?,
            words: row.get(4)?,
            channel: row.get::<_, Option<String>>(5)?.and_then(|text| Channel::parse(&text)),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Takes a step away that the program took by itself, and that cannot follow any more what a person
/// took back.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn drop_step(tx: &Tx<'_>, complaint: ComplaintId, step: StepId) -> Result<(), StoreError> {
    tx.connection()
        .prepare_cached("DELETE FROM complaint_step WHERE complaint_id = ?1 AND id = ?2")?
        .execute([complaint.as_bytes(), step.as_bytes()])?;
    Ok(())
}

/// Takes away the steps that the program took by itself of a complaint that was never to be.
pub(crate) fn make_room(tx: &Tx<'_>, complaint: [u8; 16]) -> Result<(), StoreError> {
    tx.connection()
        .prepare_cached(
            "DELETE FROM complaint_step WHERE complaint_id = ?1 AND act ->> 'kind' = 'escalate'",
        )?
        .execute([complaint])?;
    Ok(())
}
