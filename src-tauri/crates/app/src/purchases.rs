//! Purchases and refunds.

use huike_domain::error::InvalidCode;
use huike_domain::followups::{Reason, State};
use huike_domain::ids::{CustomerId, OperationId, PurchaseId};
use huike_domain::purchases::{PurchaseDraft, RefundDraft, RefundRefusal, Stays, beyond_paid};
use huike_domain::time::Instant;
use huike_store::purchases::{self as rows, Purchase};
use huike_store::{Tx, followups};
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

impl From<rows::Entry> for PurchaseView {
    fn from(entry: rows::Entry) -> Self {
        let reversed = entry.reversed();
        let rows::Entry { id, purchase, back_fen } = entry;
        let lines = purchase.lines.into_iter().map(|(item, quantity_milli, amount_fen)| LineView {
            item,
            quantity_milli,
            amount_fen,
        });
        Self {
            id,
            at: purchase.at,
            amount_fen: purchase.amount_fen,
            order_no: purchase.order_no.unwrap_or_default(),
            lines: lines.collect(),
            reverses: purchase.reverses,
            reversed,
            back_fen: back_fen.unwrap_or(0).saturating_abs(),
        }
    }
}

/// Enters a purchase or refund. Whoever was to be won back and bought has come back: those
/// follow-ups are taken off.
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
        let id = rows::insert(tx, customer, &purchase)?;
        if draft.amount_fen > 0 {
            came_back(tx, customer)?;
        }
        Ok(id)
    })?;
    Ok(written.value)
}

/// Takes back what stays of a purchase, by a new entry that names it.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Invalid`] where it was taken back before, or is itself
/// such an entry.
pub fn reverse(
    app: &App,
    op: OperationId,
    customer: CustomerId,
    purchase: PurchaseId,
) -> Result<PurchaseId, AppError> {
    take_back(app, op, "purchases.reverse", customer, purchase, RefundDraft::default())
}

/// Takes a part of a purchase back, by lines or by an amount; all that stays where neither is
/// given.
///
/// # Errors
/// [`AppError::RefundBeyondRest`]; [`AppError::Invalid`] on `lines`, and on `purchase` where it
/// was taken back before, or is itself such an entry; [`AppError::NotFound`].
pub fn refund(
    app: &App,
    op: OperationId,
    customer: CustomerId,
    purchase: PurchaseId,
    draft: RefundDraft,
) -> Result<PurchaseId, AppError> {
    take_back(app, op, "purchases.refund", customer, purchase, draft)
}

fn take_back(
    app: &App,
    op: OperationId,
    kind: &'static str,
    customer: CustomerId,
    purchase: PurchaseId,
    draft: RefundDraft,
) -> Result<PurchaseId, AppError> {
    let written = app.write(op, kind, Some(customer), move |tx| {
        let original = rows::get(tx, customer, purchase)?
            .ok_or_else(|| AppError::not_found("purchase", &purchase.to_string()))?;
        if original.reversed() || original.purchase.reverses.is_some() {
            return Err(AppError::invalid("purchase", InvalidCode::Taken));
        }
        let stays = Stays::of(
            original.purchase.amount_fen,
            &original.purchase.lines,
            &rows::backs(tx, customer, purchase)?,
        );
        let (amount_fen, lines) = if original.purchase.amount_fen > 0 {
            stays.refund(&draft).map_err(refused)?
        } else if draft == RefundDraft::default() {
            // A refund, or what was for nothing, goes as a whole.
            let all = stays.lines.into_iter().map(|(item, milli, fen)| (item, -milli, -fen));
            (-stays.amount_fen, all.collect())
        } else {
            return Err(AppError::invalid("lines", InvalidCode::Impossible));
        };
        let back = Purchase {
            // One dated ahead is taken back on its own day, or the sum would be short until then.
            at: tx.at().max(original.purchase.at),
            amount_fen,
            reverses: Some(purchase),
            order_no: None,
            lines,
        };
        Ok(rows::insert(tx, customer, &back)?)
    })?;
    Ok(written.value)
}

fn refused(refusal: RefundRefusal) -> AppError {
    match refusal {
        RefundRefusal::Nothing => AppError::invalid("purchase", InvalidCode::Taken),
        RefundRefusal::BeyondRest { rest_fen } => AppError::RefundBeyondRest { rest_fen },
        RefundRefusal::Line => AppError::invalid("lines", InvalidCode::OutOfRange),
    }
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

fn came_back(tx: &Tx<'_>, customer: CustomerId) -> Result<(), AppError> {
    for open in followups::open_of(tx, customer)? {
        if matches!(open.reason, Reason::StageEntered { .. }) {
            followups::settle(tx, open.id, State::Cancelled, "")?;
        }
    }
    Ok(())
}
