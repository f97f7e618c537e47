//! Taking purchases back, whole or in part, and what that would come to.

use huike_domain::error::InvalidCode;
use huike_domain::ids::{CustomerId, OperationId, PurchaseId};
use huike_domain::purchases::{RefundDraft, RefundRefusal, Stays};
use huike_domain::time::Instant;
use huike_store::purchases::{self as rows, Purchase};
use huike_store::{Read, Tx};
use serde::{Deserialize, Serialize};

use super::LineView;
use crate::App;
use crate::error::AppError;

/// What stays of a purchase after what was taken back of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct StaysView {
    /// In fen.
    #[specta(type = specta_typescript::Number)]
    pub amount_fen: i64,
    /// Every line of the purchase in its place; nothing is left of those with no quantity.
    pub lines: Vec<LineView>,
}

/// What a refund would come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RefundPreview {
    /// What is paid back, in fen.
    #[specta(type = specta_typescript::Number)]
    pub amount_fen: i64,
    /// How many points the customer has less afterwards.
    #[specta(type = specta_typescript::Number)]
    pub points: i64,
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

/// What stays of a purchase.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn stays(app: &App, customer: CustomerId, purchase: PurchaseId) -> Result<StaysView, AppError> {
    app.read(|reader| {
        let original = found(reader, customer, purchase)?;
        let Stays { amount_fen, lines } = stays_of(reader, customer, &original)?;
        Ok(StaysView { amount_fen, lines: lines.into_iter().map(Into::into).collect() })
    })
}

/// What a refund would come to. Nothing changes.
///
/// # Errors
/// As [`refund`].
pub fn preview_refund(
    app: &App,
    customer: CustomerId,
    purchase: PurchaseId,
    draft: RefundDraft,
) -> Result<RefundPreview, AppError> {
    let now = app.now();
    app.read(|reader| {
        let back = back_of(reader, customer, purchase, &draft, now)?;
        let amount_fen = back.amount_fen.saturating_neg();
        Ok(RefundPreview {
            amount_fen,
            points: crate::points::taken_by(reader, customer, back, now)?,
        })
    })
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
        let back = back_of(tx, customer, purchase, &draft, tx.at())?;
        Ok(rows::insert(tx, customer, &back)?)
    })?;
    Ok(written.value)
}

/// The entry that pays a part of a purchase back; refused where there is not as much of it left.
pub(crate) fn part_back(
    read: &impl Read,
    customer: CustomerId,
    purchase: PurchaseId,
    fen: i64,
    now: Instant,
) -> Result<Purchase, AppError> {
    let draft = RefundDraft { amount_fen: Some(fen), ..RefundDraft::default() };
    back_of(read, customer, purchase, &draft, now)
}

/// Pays back a part of a purchase within another operation.
pub(crate) fn pay_back(
    tx: &Tx<'_>,
    customer: CustomerId,
    purchase: PurchaseId,
    fen: i64,
) -> Result<PurchaseId, AppError> {
    let back = part_back(tx, customer, purchase, fen, tx.at())?;
    Ok(rows::insert(tx, customer, &back)?)
}

/// The entry that takes this back.
fn back_of(
    read: &impl Read,
    customer: CustomerId,
    purchase: PurchaseId,
    draft: &RefundDraft,
    now: Instant,
) -> Result<Purchase, AppError> {
    let original = found(read, customer, purchase)?;
    if original.reversed() || original.purchase.reverses.is_some() {
        return Err(AppError::invalid("purchase", InvalidCode::Taken));
    }
    let stays = stays_of(read, customer, &original)?;
    let (amount_fen, lines) = if original.purchase.amount_fen > 0 {
        stays.refund(draft).map_err(refused)?
    } else if *draft == RefundDraft::default() {
        // A refund, or what was for nothing, goes as a whole.
        let all = stays.lines.into_iter().map(|(item, milli, fen)| (item, -milli, -fen));
        (-stays.amount_fen, all.collect())
    } else {
        return Err(AppError::invalid("lines", InvalidCode::Impossible));
    };
    Ok(Purchase {
        // One dated ahead is taken back on its own day, or the sum would be short until then.
        at: now.max(original.purchase.at),
        amount_fen,
        reverses: Some(purchase),
        order_no: None,
        lines,
    })
}

fn found(
    read: &impl Read,
    customer: CustomerId,
    purchase: PurchaseId,
) -> Result<rows::Entry, AppError> {
    rows::get(read, customer, purchase)?
        .ok_or_else(|| AppError::not_found("purchase", &purchase.to_string()))
}

fn stays_of(
    read: &impl Read,
    customer: CustomerId,
    original: &rows::Entry,
) -> Result<Stays, AppError> {
    let backs = rows::backs(read, customer, original.id)?;
    Ok(Stays::of(original.purchase.amount_fen, &original.purchase.lines, &backs))
}

fn refused(refusal: RefundRefusal) -> AppError {
    match refusal {
        RefundRefusal::Nothing => AppError::invalid("purchase", InvalidCode::Taken),
        RefundRefusal::BeyondRest { rest_fen } => AppError::RefundBeyondRest { rest_fen },
        RefundRefusal::Line => AppError::invalid("lines", InvalidCode::OutOfRange),
    }
}
