//! Follow-ups that are over, as a customer's page shows them.

use huike_domain::followups::{Reason, State};
use huike_domain::ids::{CustomerId, FollowUpId};
use huike_domain::time::Instant;
use rusqlite::{Row, params};
use uuid::Uuid;

use super::reasons_in;
use crate::StoreError;
use crate::readers::Read;
use crate::row::RowExt as _;
use crate::text::Text;

/// A follow-up that was done or taken off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// Which.
    pub id: FollowUpId,
    /// When it was settled.
    pub at: Instant,
    /// When it had been due.
    pub due: Instant,
    /// Done or cancelled.
    pub state: State,
    /// Why it was there.
    pub reasons: Vec<Reason>,
    /// What was noted when it was set or taken off.
    pub note: String,
}

fn settled_row(row: &Row<'_>) -> rusqlite::Result<Settled> {
    Ok(Settled {
        id: FollowUpId::from_uuid(row.uuid(1)?),
        at: Instant(row.get(0)?),
        due: Instant(row.get(2)?),
        state: row.parsed(3, State::from_code(row.get(3)?))?,
        reasons: reasons_in(row, 4, 6)?,
        note: row.get(5)?,
    })
}

/// A customer's settled follow-ups before the place `(at, id)`, newest first, in these states and
/// with this text in their note. With `unlogged` those that a logged contact settled are left out:
/// the contact tells of them.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn settled(
    read: &impl Read,
    customer: CustomerId,
    states: &[State],
    unlogged: bool,
    text: &Text,
    before: (Instant, Uuid),
    limit: u32,
) -> Result<Vec<Settled>, StoreError> {
    let has = |state: State| states.contains(&state);
    let mut query = read.connection().prepare_cached(
        "SELECT settled_at, id, due_at, state, reason, note,
            (SELECT json_group_array(json(reason)) FROM joined_reason
                WHERE follow_up_id = follow_up.id)
         FROM follow_up WHERE customer_id = ?1 AND settled_at IS NOT NULL AND (settled_at, id) < (?2, ?3)
           AND ((state = 1 AND ?4) OR (state > 1 AND ?5))
           AND (?6 IS NULL OR note LIKE ?6 ESCAPE '\\')
           AND NOT (?7 AND EXISTS (SELECT 1 FROM interaction
                WHERE interaction.customer_id = ?1 AND at = settled_at
                  AND follow_up_id = follow_up.id))
         ORDER BY settled_at DESC, id DESC LIMIT ?8",
    )?;
    let rows = query.query_map(
        params![
            customer.as_bytes(),
            before.0.0,
            before.1.as_bytes(),
            has(State::Done),
            has(State::Cancelled),
            text.plain(),
            unlogged,
            limit
        ],
        settled_row,
    )?;
    Ok(rows.collect::<Result<_, _>>()?)
}
