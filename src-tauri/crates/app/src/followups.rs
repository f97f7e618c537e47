//! Today: whom to contact, why, with which words; done, snoozed, taken off.

use huike_domain::followups::{RankParts, Reason, State};
use huike_domain::ids::{CustomerId, FollowUpId, InteractionId, RuleId};
use huike_domain::interactions::{Channel, InteractionKind};
use huike_domain::segments::{Stage, ThreeClass};
use huike_domain::time::Instant;
use serde::{Deserialize, Serialize};

/// One planned contact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FollowUpView {
    /// Which.
    pub id: FollowUpId,
    /// With whom.
    pub customer: CustomerId,
    /// Their name as lists show it.
    pub customer_name: String,
    /// Their phone number as people write it; empty where unknown.
    pub phone: String,
    /// Their segment today.
    pub segment: Option<ThreeClass>,
    /// Their stage today.
    pub stage: Option<Stage>,
    /// Their last purchase.
    pub last_purchase: Option<Instant>,
    /// The rule that proposed it; none where it was set by hand.
    pub rule: Option<RuleId>,
    /// Why, as data.
    pub reason: Reason,
    /// What was noted when it was set or snoozed.
    pub note: String,
    /// When it is due.
    pub due: Instant,
    /// Open, done or cancelled.
    pub state: State,
    /// Why it stands where it stands in the list.
    pub rank: RankParts,
    /// The channel to use.
    pub channel: Channel,
    /// What to say, in the shop's language, ready to be copied.
    pub words: String,
    /// The kind of contact that settles it.
    pub contact: InteractionKind,
}

/// Today's list, best first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TodayPage {
    /// The rows.
    pub rows: Vec<FollowUpView>,
    /// Hand this back to read on; none at the end.
    pub next: Option<TodayCursor>,
}

/// The place after which Today reads on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TodayCursor {
    /// Stored place of the last row.
    #[specta(type = specta_typescript::Number)]
    pub rank: i64,
    /// Its due time.
    pub due: Instant,
    /// Its id.
    pub id: FollowUpId,
}

/// Figures above Today's list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TodayCounts {
    /// Open and due by the end of today, overdue ones included.
    pub due: u32,
    /// Of these, due before today.
    pub overdue: u32,
    /// Open and due in the seven days after today.
    pub upcoming: u32,
    /// Settled since midnight.
    pub done: u32,
}

/// What follows after a follow-up is done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Next {
    /// As its rule says.
    #[default]
    ByRule,
    /// At this moment, with a note.
    At {
        /// When.
        due: Instant,
        /// Why; may be empty.
        note: String,
    },
    /// Nothing more.
    None,
}

/// What came of finishing a follow-up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Done {
    /// The contact that was logged.
    pub interaction: InteractionId,
    /// The next follow-up, where one was set.
    pub next: Option<FollowUpView>,
}

/// A moment to put a follow-up off to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SnoozeChoice {
    /// Which of the usual choices.
    pub choice: SnoozeName,
    /// The moment.
    pub at: Instant,
}

/// The usual choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum SnoozeName {
    /// In two hours.
    LaterToday,
    /// Tomorrow at ten.
    Tomorrow,
    /// In three days at ten.
    ThreeDays,
    /// Next Monday at ten.
    NextWeek,
    /// The same day next month at ten.
    NextMonth,
}

// STUBS
use crate::interactions::InteractionDraft;
use huike_domain::{customers::*,followups::*,ids::*,purchases::*,segments::*,shop::*};
use crate::{App,AppError};
#[allow(unused)] pub fn today(app: &App, after: Option<TodayCursor>, limit: u32) -> Result<TodayPage, AppError> { todo!() }
#[allow(unused)] pub fn upcoming(app: &App, limit: u32) -> Result<Vec<FollowUpView>, AppError> { todo!() }
#[allow(unused)] pub fn counts(app: &App, ) -> Result<TodayCounts, AppError> { todo!() }
#[allow(unused)] pub fn done(app: &App, op: OperationId, id: FollowUpId, draft: InteractionDraft, next: Next) -> Result<Done, AppError> { todo!() }
#[allow(unused)] pub fn snooze(app: &App, op: OperationId, id: FollowUpId, until: Instant) -> Result<(), AppError> { todo!() }
#[allow(unused)] pub fn snooze_choices(app: &App, ) -> Result<Vec<SnoozeChoice>, AppError> { todo!() }
#[allow(unused)] pub fn cancel(app: &App, op: OperationId, id: FollowUpId, note: String) -> Result<(), AppError> { todo!() }
#[allow(unused)] pub fn set(app: &App, op: OperationId, customer: CustomerId, due: Instant, note: String) -> Result<FollowUpId, AppError> { todo!() }
#[allow(unused)] pub fn rules(app: &App, ) -> Result<Vec<Rule>, AppError> { todo!() }
#[allow(unused)] pub fn save_rule(app: &App, op: OperationId, rule: Rule) -> Result<(), AppError> { todo!() }
