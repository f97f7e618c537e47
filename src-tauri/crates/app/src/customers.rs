//! Customers: the list, the page, adding and editing.

use huike_domain::customers::{Birthday, CustomerDraft, CustomerKind};
use huike_domain::ids::CustomerId;
use huike_domain::segments::{SegmentReason, Stage, ThreeClass};
use huike_domain::time::Instant;
use serde::{Deserialize, Serialize};

use crate::followups::FollowUpView;

/// One line of a customer list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CustomerRow {
    /// Who.
    pub id: CustomerId,
    /// Person or company.
    pub kind: CustomerKind,
    /// The name, or the last digits of the phone number where there is none.
    pub name: String,
    /// As people write it in the shop's country; empty where unknown.
    pub phone: String,
    /// The shop's own number; empty where there is none.
    pub external_id: String,
    /// Where they work; empty where unknown.
    pub company: String,
    /// Tags in the order they were given.
    pub tags: Vec<String>,
    /// Segment; none without a purchase.
    pub segment: Option<ThreeClass>,
    /// Stage; none without a purchase.
    pub stage: Option<Stage>,
    /// The moment of the last purchase.
    pub last_purchase: Option<Instant>,
    /// Number of purchases.
    pub purchases: u32,
    /// Purchases less refunds, in fen.
    #[specta(type = specta_typescript::Number)]
    pub spent_fen: i64,
}

/// What a list is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum CustomerSort {
    /// By name: pinyin for Chinese names, letters otherwise.
    #[default]
    Name,
    /// By the last purchase; those without one come last either way.
    LastPurchase,
    /// By what they spent.
    Spent,
}

/// Which customers, in which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default)]
pub struct CustomerQuery {
    /// Only this segment.
    pub segment: Option<ThreeClass>,
    /// Only this stage.
    pub stage: Option<Stage>,
    /// Sorted by.
    pub sort: CustomerSort,
    /// Greatest first.
    pub descending: bool,
}

/// A stretch of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CustomerPage {
    /// Place of the first row in the whole list, from 0.
    pub start: u32,
    /// The rows.
    pub rows: Vec<CustomerRow>,
}

/// Everything the customer's page shows above the timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CustomerView {
    /// The line as lists show it.
    pub row: CustomerRow,
    /// The fields as they are edited.
    pub draft: CustomerDraft,
    /// Why they stand where they stand; none without a purchase.
    pub reason: Option<SegmentReason>,
    /// Their next birthday, as a civil date, and the age reached.
    pub next_birthday: Option<NextBirthday>,
    /// Open follow-ups, soonest first.
    pub follow_ups: Vec<FollowUpView>,
    /// When they were entered.
    pub created_at: Instant,
}

/// A birthday to come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct NextBirthday {
    /// Month, day and, where known, year of birth.
    pub birthday: Birthday,
    /// Days from today.
    pub in_days: i32,
    /// Age reached then.
    pub age: Option<i32>,
}

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


// STUBS
use huike_domain::{customers::*,followups::*,ids::*,purchases::*,segments::*,shop::*};
use crate::{App,AppError};
#[allow(unused)] pub fn page(app: &App, query: CustomerQuery, start: u32, limit: u32) -> Result<CustomerPage, AppError> { todo!() }
#[allow(unused)] pub fn count(app: &App, query: CustomerQuery) -> Result<u32, AppError> { todo!() }
#[allow(unused)] pub fn search(app: &App, text: String, limit: u32) -> Result<Vec<CustomerRow>, AppError> { todo!() }
#[allow(unused)] pub fn get(app: &App, id: CustomerId) -> Result<CustomerView, AppError> { todo!() }
#[allow(unused)] pub fn add(app: &App, op: OperationId, draft: CustomerDraft) -> Result<CustomerId, AppError> { todo!() }
#[allow(unused)] pub fn edit(app: &App, op: OperationId, id: CustomerId, draft: CustomerDraft) -> Result<(), AppError> { todo!() }
#[allow(unused)] pub fn same_phone(app: &App, phone: String, except: Option<CustomerId>) -> Result<Vec<CustomerRow>, AppError> { todo!() }
#[allow(unused)] pub fn timeline(app: &App, id: CustomerId, after: Option<TimelineCursor>, limit: u32) -> Result<TimelinePage, AppError> { todo!() }
