//! What a clock that stood ahead took off comes back when it is set right.

use chrono::Datelike as _;
use huike_domain::ids::FollowUpId;
use huike_domain::time::{Instant, Zone};
use rusqlite::params;

use crate::readers::Read as _;
use crate::row::RowExt as _;
use crate::{StoreError, Tx};

/// Opens follow-ups again that expired at a moment which has not come yet, and have not expired
/// today. What a person took off meanwhile stays off: at that moment it had not expired.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn reopen_expired_ahead(tx: &Tx<'_>, zone: Zone) -> Result<(), StoreError> {
    let today = zone.day_of(tx.at()).num_days_from_ce();
    let mut query = tx.connection().prepare_cached(
        "SELECT id, expires, settled_at FROM follow_up INDEXED BY follow_up_settled
         WHERE settled_at > ?1 AND state = 2 AND expires >= ?2",
    )?;
    let rows = query.query_map(params![tx.at().0, today], |row| {
        let settled = zone.day_of(Instant(row.get(2)?)).num_days_from_ce();
        let expired = row.get::<_, i32>(1)? < settled;
        Ok((FollowUpId::from_uuid(row.uuid(0)?), expired))
    })?;
    let found = rows.collect::<Result<Vec<_>, _>>()?;
    let mut open = tx
        .connection()
        .prepare_cached("UPDATE follow_up SET state = 0, settled_at = NULL WHERE id = ?1")?;
    for (id, _) in found.iter().filter(|(_, expired)| *expired) {
        open.execute([id.as_bytes()])?;
    }
    Ok(())
}
