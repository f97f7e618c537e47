//! Logging what happened with a customer.

use huike_domain::ids::{FollowUpId, InteractionId};
use huike_domain::interactions::{Channel, InteractionKind};
use huike_domain::time::Instant;
use serde::{Deserialize, Serialize};

/// What a member of staff says about a contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct InteractionDraft {
    /// Call, message, visit, deep talk, gift or note.
    pub kind: InteractionKind,
    /// How; may be left open.
    pub channel: Option<Channel>,
    /// Up to 4,000 characters; may be empty unless the kind is a note.
    pub note: String,
}

/// A contact on the timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct InteractionView {
    /// Which.
    pub id: InteractionId,
    /// When.
    pub at: Instant,
    /// What kind.
    pub kind: InteractionKind,
    /// How.
    pub channel: Option<Channel>,
    /// The remark.
    pub note: String,
    /// The follow-up it settled.
    pub follow_up: Option<FollowUpId>,
    /// Whether this entry stands for an earlier one that was amended.
    pub amended: bool,
}

// STUBS
use crate::followups::Next;
use huike_domain::{customers::*,followups::*,ids::*,purchases::*,segments::*,shop::*};
use crate::{App,AppError};
#[allow(unused)] pub fn log(app: &App, op: OperationId, customer: CustomerId, draft: InteractionDraft, next: Next) -> Result<InteractionId, AppError> { todo!() }
#[allow(unused)] pub fn amend(app: &App, op: OperationId, customer: CustomerId, interaction: InteractionId, draft: InteractionDraft) -> Result<InteractionId, AppError> { todo!() }
