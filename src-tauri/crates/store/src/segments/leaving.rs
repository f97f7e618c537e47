//! Who will leave core soon.

use chrono::NaiveDate;
use huike_domain::ids::CustomerId;
use huike_domain::segments::{LeavesBy, Sorter, Stage, StageBy, ThreeClass, leaves_core};
use huike_domain::time::{Instant, Zone, add_days, days_between};
use rusqlite::params;

use super::rhythm;
use crate::StoreError;
use crate::readers::Read;
use crate::row::RowExt as _;

/// A core customer who will leave core without another purchase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leaving {
    /// Who.
    pub customer: CustomerId,
    /// In how many days from the stated one; not positive where the day is gone on which everyone
    /// was sorted.
    pub in_days: i64,
    /// Why.
    pub by: LeavesBy,
    /// What they spent, in fen.
    pub monetary_fen: i64,
}

/// Core customers who leave core within so many days after `day` if they buy nothing, those who
/// leave first first, then those who spent most.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn leaving_core(
    read: &impl Read,
    sorter: &Sorter,
    day: NaiveDate,
    zone: Zone,
    within_days: i64,
) -> Result<Vec<Leaving>, StoreError> {
    // Where everyone has the same limits, only those can leave whose last purchase is so old.
    let first_end = match sorter.stages.by {
        StageBy::Days => {
            let by_stage = sorter.stages.limits(None).entered_after(Stage::Forgetting);
            by_stage.min(sorter.yardstick.recency_ends())
        }
        // With a rhythm of their own each has others: everyone in core is looked at.
        StageBy::Rhythm => 0,
    };
    let latest = zone.start_of(add_days(day, within_days - first_end + 1));
    let mut query = read.connection().prepare_cached(
        "SELECT customer_id, last_at, rhythm, monetary_fen FROM standing
         WHERE last_at < ?1 AND last_at > ?2 AND segment = ?3",
    )?;
    let mut rows = query.query(params![latest.0, i64::MIN, ThreeClass::Core.code()])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let away = days_between(zone.day_of(Instant(row.get(1)?)), day).max(0);
        let away = i32::try_from(away).unwrap_or(i32::MAX);
        let (in_days, by) = leaves_core(away, rhythm(row.get(2)?), sorter);
        if in_days <= within_days {
            let customer = CustomerId::from_uuid(row.uuid(0)?);
            found.push(Leaving { customer, in_days, by, monetary_fen: row.get(3)? });
        }
    }
    found.sort_unstable_by_key(|leaving| {
        (leaving.in_days, std::cmp::Reverse(leaving.monetary_fen), leaving.customer)
    });
    Ok(found)
}
