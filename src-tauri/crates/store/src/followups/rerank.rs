//! Places in Today, made anew where what speaks for a follow-up changed.

use chrono::NaiveDate;
use huike_domain::followups::{Rank, RankParts, Standing, Timing, Weights};
use huike_domain::ids::{CustomerId, FollowUpId};
use huike_domain::time::{Instant, Zone};
use rusqlite::{OptionalExtension as _, Row, params};

use super::{reasons_in, standing};
use crate::readers::Read;
use crate::row::RowExt as _;
use crate::{StoreError, Tx, settings};

/// Where more customers than this moved, reading every open follow-up is quicker than looking for
/// those of each.
const RERANK_ALL_FROM: usize = 50_000;

const PLACED: &str = "SELECT follow_up.id, due_at, rank, reason, by_day, segment, stage,
        membership.tier, monetary_fen, purchases,
        (SELECT json_group_array(json(reason)) FROM joined_reason
             WHERE follow_up_id = follow_up.id AND settled = 0)
    FROM follow_up CROSS JOIN standing ON standing.customer_id = follow_up.customer_id
    LEFT JOIN membership ON membership.customer_id = follow_up.customer_id WHERE state = 0 AND";

/// The place that a row of [`PLACED`] should have.
fn place_in(row: &Row<'_>, weights: &Weights, zone: Zone) -> rusqlite::Result<Rank> {
    let reasons = reasons_in(row, 3, 10)?;
    let by: Option<i32> = row.get(4)?;
    let timing = Timing {
        due: zone.day_of(Instant(row.get(1)?)),
        by: by.and_then(NaiveDate::from_num_days_from_ce_opt),
    };
    Ok(RankParts::rank(&reasons, &standing(row, [5, 6, 7, 8, 9])?, timing, weights))
}

/// Gives the open follow-ups of these customers the place that their standing asks for.
pub(crate) fn rerank(tx: &Tx<'_>, customers: &[CustomerId], zone: Zone) -> Result<(), StoreError> {
    if customers.len() >= RERANK_ALL_FROM {
        return rerank_all(tx, zone);
    }
    let weights = settings::weights(tx)?;
    let mut moved = Vec::new();
    let sql = format!("{PLACED} follow_up.customer_id = ?1");
    let mut query = tx.connection().prepare_cached(&sql)?;
    for customer in customers {
        let mut rows = query.query([customer.as_bytes()])?;
        while let Some(row) = rows.next()? {
            note_moved(row, &weights, zone, &mut moved)?;
        }
    }
    put(tx, moved)
}

/// Gives the open follow-ups of one customer their place.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn rank_again(tx: &Tx<'_>, customer: CustomerId, zone: Zone) -> Result<(), StoreError> {
    rerank(tx, &[customer], zone)
}

/// Gives every open follow-up the place that its customer's standing and the shop's weights ask
/// for.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn rerank_all(tx: &Tx<'_>, zone: Zone) -> Result<(), StoreError> {
    let weights = settings::weights(tx)?;
    let mut moved = Vec::new();
    {
        let mut query = tx.connection().prepare_cached(&format!("{PLACED} 1"))?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            note_moved(row, &weights, zone, &mut moved)?;
        }
    }
    put(tx, moved)
}

fn note_moved(
    row: &Row<'_>,
    weights: &Weights,
    zone: Zone,
    moved: &mut Vec<(FollowUpId, Rank)>,
) -> rusqlite::Result<()> {
    let place = place_in(row, weights, zone)?;
    if place != Rank(row.get(2)?) {
        moved.push((FollowUpId::from_uuid(row.uuid(0)?), place));
    }
    Ok(())
}

fn put(tx: &Tx<'_>, moved: Vec<(FollowUpId, Rank)>) -> Result<(), StoreError> {
    if moved.is_empty() {
        return Ok(());
    }
    tx.derived("follow_up");
    let mut update =
        tx.connection().prepare_cached("UPDATE follow_up SET rank = ?2 WHERE id = ?1")?;
    for (id, rank) in moved {
        update.execute(params![id.as_bytes(), rank.0])?;
    }
    Ok(())
}

/// What speaks for the follow-ups of a customer.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn standing_of(read: &impl Read, customer: CustomerId) -> Result<Standing, StoreError> {
    read.connection()
        .prepare_cached(
            "SELECT segment, stage, membership.tier, monetary_fen, purchases FROM standing
             LEFT JOIN membership ON membership.customer_id = standing.customer_id
             WHERE standing.customer_id = ?1",
        )?
        .query_row([customer.as_bytes()], |row| standing(row, [0, 1, 2, 3, 4]))
        .optional()?
        .ok_or(StoreError::NotFound("customer"))
}
