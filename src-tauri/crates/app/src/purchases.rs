//! Purchases and refunds.

mod refund;

pub use refund::{RefundPreview, StaysView, preview_refund, refund, reverse, stays};
pub(crate) use refund::{part_back, pay_back};

use huike_domain::error::InvalidCode;
use huike_domain::ids::{CustomerId, OperationId, PurchaseId};
use huike_domain::purchases::{PurchaseDraft, beyond_paid};
use huike_domain::time::Instant;
use huike_store::Tx;
use huike_store::purchases::{self as rows, Line, Purchase};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::error::AppError;

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
    /// Whether later entries take all of this one back.
    pub reversed: bool,
    /// How much of it later entries take back, in fen, without a sign.
    #[specta(type = specta_typescript::Number)]
    pub back_fen: i64,
}

/// One line of a purchase.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LineView {
    /// The item; empty where unknown.
    pub item: String,
    /// Quantity in thousandths (2 pieces = 2000).
    #[specta(type = specta_typescript::Number)]
    pub quantity_milli: i64,
    /// In fen.
    #[specta(type = specta_typescript::Number)]
    pub amount_fen: i64,
}

impl From<Line> for LineView {
    fn from((item, quantity_milli, amount_fen): Line) -> Self {
        Self { item, quantity_milli, amount_fen }
    }
}

impl From<rows::Entry> for PurchaseView {
    fn from(entry: rows::Entry) -> Self {
        let reversed = entry.reversed();
        let rows::Entry { id, purchase, back_fen } = entry;
        Self {
            id,
            at: purchase.at,
            amount_fen: purchase.amount_fen,
            order_no: purchase.order_no.unwrap_or_default(),
            lines: purchase.lines.into_iter().map(Into::into).collect(),
            reverses: purchase.reverses,
            reversed,
            back_fen: back_fen.unwrap_or(0).saturating_abs(),
        }
    }
}

/// Enters a purchase or refund.
///
/// # Errors
/// [`AppError::Invalid`] names the field to mend; [`AppError::RefundBeyondPaid`] asks for a
/// confirmation; [`AppError::NotFound`].
pub fn add(
    app: &App,
    op: OperationId,
    customer: CustomerId,
    draft: PurchaseDraft,
) -> Result<PurchaseId, AppError> {
    let draft = draft.checked()?;
    if draft.at > app.now().plus_days(1) {
        return Err(AppError::invalid("at", InvalidCode::OutOfRange));
    }
    let written = app.write(op, "purchases.add", Some(customer), move |tx| {
        known(tx, customer)?;
        if !draft.beyond_paid {
            let paid_fen = rows::paid(tx, customer)?;
            if beyond_paid(draft.amount_fen, paid_fen) {
                return Err(AppError::RefundBeyondPaid { paid_fen });
            }
        }
        let lines = if draft.item.is_empty() {
            Vec::new()
        } else {
            vec![(draft.item.clone(), 1_000, draft.amount_fen)]
        };
        let purchase = Purchase {
            at: draft.at,
            amount_fen: draft.amount_fen,
            reverses: None,
            order_no: (!draft.order_no.is_empty()).then(|| draft.order_no.clone()),
            lines,
        };
        Ok(rows::insert(tx, customer, &purchase)?)
    })?;
    Ok(written.value)
}

/// Whose purchase this is, by its id or by the shop's order number.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Invalid`] where several orders have this number.
pub fn named(app: &App, text: &str) -> Result<(CustomerId, PurchaseId), AppError> {
    app.read(|reader| {
        let found = match text.trim().parse::<PurchaseId>() {
            Ok(id) => rows::buyer_of(reader, id)?.map(|customer| vec![(customer, id)]),
            Err(_) => Some(rows::of_order(reader, text.trim())?),
        };
        match found.unwrap_or_default().as_slice() {
            [one] => Ok(*one),
            [] => Err(AppError::not_found("purchase", text)),
            _ => Err(AppError::invalid("purchase", InvalidCode::Ambiguous)),
        }
    })
}

/// One purchase, as the timeline shows it.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn get(
    app: &App,
    customer: CustomerId,
    purchase: PurchaseId,
) -> Result<PurchaseView, AppError> {
    app.read(|reader| {
        let found = rows::get(reader, customer, purchase)?;
        let found = found.ok_or_else(|| AppError::not_found("purchase", &purchase.to_string()))?;
        Ok(found.into())
    })
}

pub(crate) fn known(tx: &Tx<'_>, customer: CustomerId) -> Result<(), AppError> {
    huike_store::customers::summary_of(tx, customer)?
        .map(|_| ())
        .ok_or_else(|| AppError::not_found("customer", &customer.to_string()))
}
