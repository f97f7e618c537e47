//! What happened with a customer, from several tables in one order.

use huike_domain::ids::CustomerId;
use huike_domain::time::Instant;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::list::MOST_ROWS;
use crate::App;
use crate::error::AppError;

/// One thing on a customer's timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum TimelineEntry {
    /// A purchase or refund.
    Purchase(crate::purchases::PurchaseView),
    /// A contact or a remark.
    Interaction(crate::interactions::InteractionView),
}

/// A stretch of a timeline, newest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TimelinePage {
    /// The entries.
    pub entries: Vec<TimelineEntry>,
    /// Hand this back to read on; none at the end.
    pub next: Option<TimelineCursor>,
}

/// The place after which a timeline reads on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TimelineCursor {
    /// The moment of the last entry shown.
    pub at: Instant,
    /// Its id, which parts entries of the same moment.
    #[specta(type = String)]
    pub id: uuid::Uuid,
}

/// What happened with a customer, newest first.
///
/// # Errors
/// [`AppError::Internal`].
pub fn timeline(
    app: &App,
    id: CustomerId,
    after: Option<TimelineCursor>,
    limit: u32,
) -> Result<TimelinePage, AppError> {
    let limit = limit.clamp(1, MOST_ROWS);
    let before = after.map_or((Instant(i64::MAX), Uuid::max()), |cursor| (cursor.at, cursor.id));
    app.read(|reader| {
        // One more than is shown tells whether there is more.
        let purchases = huike_store::purchases::page(reader, id, before, limit + 1)?;
        let interactions = huike_store::interactions::page(reader, id, before, limit + 1)?;
        let mut entries: Vec<(TimelineCursor, TimelineEntry)> = purchases
            .into_iter()
            .map(|found| {
                let place = TimelineCursor { at: found.purchase.at, id: found.id.uuid() };
                (place, TimelineEntry::Purchase(found.into()))
            })
            .chain(interactions.into_iter().map(|(id, interaction)| {
                let place = TimelineCursor { at: interaction.at, id: id.uuid() };
                (place, TimelineEntry::Interaction((id, interaction).into()))
            }))
            .collect();
        // Each table gave its newest, so the newest of both are among them.
        entries.sort_unstable_by_key(|(place, _)| std::cmp::Reverse((place.at, place.id)));
        let more = entries.len() > limit as usize;
        entries.truncate(limit as usize);
        let next = entries.last().filter(|_| more).map(|(place, _)| *place);
        Ok(TimelinePage { entries: entries.into_iter().map(|(_, entry)| entry).collect(), next })
    })
}
