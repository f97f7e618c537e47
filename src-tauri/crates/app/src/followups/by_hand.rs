//! A contact that no rule asked for: a person set it, or a complaint did.

use chrono::NaiveDate;
use huike_domain::followups::{RankParts, Reason, Timing};
use huike_domain::ids::{CustomerId, FollowUpId};
use huike_domain::time::Instant;
use huike_store::followups::{self as rows, How, NewFollowUp};
use huike_store::{Tx, settings};

use crate::error::AppError;

/// What is planned without a rule.
pub(crate) struct Planned<'a> {
    /// Why.
    pub(crate) reason: Reason,
    /// What for.
    pub(crate) note: &'a str,
    /// When it comes again.
    pub(crate) repeats: Option<String>,
    /// The last day on which it does what it is for.
    pub(crate) by: Option<NaiveDate>,
    /// Who makes the contact; empty: whoever looks after the customer.
    pub(crate) assignee: &'a str,
}

impl Default for Planned<'_> {
    fn default() -> Self {
        Self { reason: Reason::ByHand, note: "", repeats: None, by: None, assignee: "" }
    }
}

/// Plans it.
pub(crate) fn by_hand(
    tx: &Tx<'_>,
    customer: CustomerId,
    due: Instant,
    planned: Planned<'_>,
) -> Result<FollowUpId, AppError> {
    let Planned { reason, note, repeats, by, assignee } = planned;
    let zone = crate::app::zone(tx)?;
    let standing = rows::standing_of(tx, customer)?;
    let timing = Timing { due: zone.day_of(due), by };
    let rank = RankParts::rank([&reason], &standing, timing, &settings::weights(tx)?);
    let new = NewFollowUp {
        reason,
        note: note.to_owned(),
        repeats,
        between: by.map(|by| (timing.due, by)),
        how: How { assignee: assignee.to_owned(), ..How::default() },
        ..NewFollowUp::by_hand(customer, due, rank)
    };
    // Only an occasion can be on record before, and one set by hand has none.
    rows::insert(tx, &new)?
        .ok_or_else(|| AppError::Internal { detail: "a follow-up by hand was refused".to_owned() })
}
