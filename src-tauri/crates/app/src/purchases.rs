//! Purchases and refunds.

use huike_domain::ids::PurchaseId;
use huike_domain::time::Instant;
use serde::{Deserialize, Serialize};

/// A purchase on the timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PurchaseView {
    /// Which.
    pub id: PurchaseId,
    /// When.
    pub at: Instant,
    /// In fen; negative for a refund or a reversal.
    #[specta(type = specta_typescript::Number)]
    pub amount_fen: i64,
    /// The shop's order number; empty where there is none.
    pub order_no: String,
    /// What was bought.
    pub lines: Vec<LineView>,
    /// The purchase that this entry takes back.
    pub reverses: Option<PurchaseId>,
    /// Whether a later entry takes this one back.
    pub reversed: bool,
}

/// One line of a purchase.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LineView {
    /// The item; empty where unknown.
    pub item: String,
    /// Quantity in thousandths (2 pieces = 2000).
    pub quantity_milli: i32,
    /// In fen.
    #[specta(type = specta_typescript::Number)]
    pub amount_fen: i64,
}

// STUBS
use huike_domain::{customers::*,followups::*,ids::*,purchases::*,segments::*,shop::*};
use crate::{App,AppError};
#[allow(unused)] pub fn add(app: &App, op: OperationId, customer: CustomerId, draft: PurchaseDraft) -> Result<PurchaseId, AppError> { todo!() }
#[allow(unused)] pub fn reverse(app: &App, op: OperationId, customer: CustomerId, purchase: PurchaseId) -> Result<PurchaseId, AppError> { todo!() }
