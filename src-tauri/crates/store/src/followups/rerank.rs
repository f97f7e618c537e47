//! Places in Today, made anew where a customer's standing changed.

use huike_domain::followups::{Rank, RankParts, Reason};
use huike_domain::ids::{CustomerId, FollowUpId};
use huike_domain::segments::ThreeClass;
use huike_domain::time::{Instant, Zone};
use rusqlite::{Row, params};

use crate::readers::Read as _;
use crate::row::RowExt as _;
use crate::{StoreError, Tx};

/// Where more customers than this moved, reading every open follow-up is quicker than looking for
/// those of each.
const RERANK_ALL_FROM: usize = 50_000;

/// Gives the open follow-ups of these customers the place that their standing asks for.
pub(crate) fn rerank(tx: &Tx<'_>, customers: &[CustomerId], zone: Zone) -> Result<(), StoreError> {
    let sql = |filter| {
        format!(
            "SELECT id, due_at, rank, reason, segment, monetary_fen FROM follow_up
             CROSS JOIN standing ON standing.customer_id = follow_up.customer_id
             WHERE state = 0 AND {filter}"
        )
    };
    let mut moved = Vec::new();
    let mut visit = |row: &Row<'_>| -> rusqlite::Result<()> {
        let (due, rank) = (Instant(row.get(1)?), Rank(row.get(2)?));
        let reason: Reason = row.parsed(3, serde_json::from_str(row.get_ref(3)?.as_str()?).ok())?;
        let segment = ThreeClass::from_code(row.get(4)?);
        let place = RankParts::rank(&reason, segment, row.get(5)?, zone.day_of(due));
        if place != rank {
            moved.push((FollowUpId::from_uuid(row.uuid(0)?), place));
        }
        Ok(())
    };
    if customers.len() < RERANK_ALL_FROM {
        let mut query = tx.connection().prepare_cached(&sql("follow_up.customer_id = ?1"))?;
        for customer in customers {
            let mut rows = query.query([customer.as_bytes()])?;
            while let Some(row) = rows.next()? {
                visit(row)?;
            }
        }
    } else {
        let mut query = tx.connection().prepare_cached(&sql("1"))?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            visit(row)?;
        }
    }
    let mut update =
        tx.connection().prepare_cached("UPDATE follow_up SET rank = ?2 WHERE id = ?1")?;
    if !moved.is_empty() {
        tx.derived("follow_up");
    }
    for (id, rank) in moved {
        update.execute(params![id.as_bytes(), rank.0])?;
    }
    Ok(())
}
