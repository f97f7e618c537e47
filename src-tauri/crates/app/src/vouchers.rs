//! Vouchers: batches, issuing, redeeming once, and the approval of what is above a limit.

mod approvals;
mod printed;

pub use approvals::{ApprovalView, AskDraft, answer, approvals, ask};
pub use printed::{PrintedVoucher, QrPath, printed};

use chrono::NaiveDate;
use huike_domain::error::{FieldError, InvalidCode};
use huike_domain::ids::{CustomerId, OperationId, PurchaseId, VoucherBatchId, VoucherId};
use huike_domain::money::Fen;
use huike_domain::tiers::vouchers::{
    Code, MOST_ISSUED, VoucherBatchDraft, VoucherState, needs_approval,
};
use huike_domain::time::Instant;
use huike_store::tiers::vouchers::{self as rows, Batch, Happens, NewVoucher, Voucher};
use huike_store::{Read, Tx};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::customers::Selection;
use crate::error::{AppError, VoucherProblem};
use crate::purchases::known;
use crate::staff::person_of;

/// A batch and what became of its vouchers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct BatchView {
    /// Which.
    pub id: VoucherBatchId,
    /// Since when.
    pub created_at: Instant,
    /// What its vouchers are.
    pub draft: VoucherBatchDraft,
    /// How many were issued.
    pub issued: u32,
    /// How many were redeemed.
    pub redeemed: u32,
    /// How many were made void.
    pub voided: u32,
}

impl From<Batch> for BatchView {
    fn from(batch: Batch) -> Self {
        let Batch { id, created_at, draft, issued, redeemed, voided } = batch;
        Self { id, created_at, draft, issued, redeemed, voided }
    }
}

/// A voucher.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct VoucherView {
    /// Which.
    pub id: VoucherId,
    /// Of which batch.
    pub batch: VoucherBatchId,
    /// What the batch says.
    pub draft: VoucherBatchDraft,
    /// Its code, in threes: `7KQ-M2X-4TP`.
    pub code: String,
    /// Whose it is; anybody's where none.
    pub customer: Option<CustomerId>,
    /// Their name; empty where it is anybody's.
    pub customer_name: String,
    /// When it was issued.
    pub issued_at: Instant,
    /// By whom; empty where that was not said.
    pub issued_by: String,
    /// The first day on which it is good.
    pub from: Option<NaiveDate>,
    /// The last one.
    pub until: Option<NaiveDate>,
    /// What became of it, as of today.
    pub state: VoucherState,
}

fn view_of(voucher: Voucher, today: NaiveDate) -> VoucherView {
    VoucherView {
        id: voucher.id,
        batch: voucher.batch,
        code: Code::parse(&voucher.code).map_or(voucher.code, |code| code.to_string()),
        draft: voucher.draft,
        customer: voucher.customer,
        customer_name: voucher.customer_name.unwrap_or_default(),
        issued_at: voucher.issued_at,
        issued_by: voucher.issued_by,
        from: voucher.from,
        until: voucher.until,
        state: VoucherState::of(voucher.fate, voucher.from, voucher.until, today),
    }
}

/// All batches, the newest first.
///
/// # Errors
/// [`AppError::Internal`].
pub fn batches(app: &App) -> Result<Vec<BatchView>, AppError> {
    app.read(|reader| Ok(rows::batches(reader)?.into_iter().map(Into::into).collect()))
}

/// Enters a batch: what its vouchers will be. It is not changed any more.
///
/// # Errors
/// [`AppError::Invalid`] names the field to mend.
pub fn add_batch(
    app: &App,
    op: OperationId,
    draft: VoucherBatchDraft,
) -> Result<VoucherBatchId, AppError> {
    let draft = draft.checked()?;
    let written =
        app.write(op, "vouchers.batch", None, move |tx| Ok(rows::add_batch(tx, &draft)?))?;
    Ok(written.value)
}

/// A stretch of a batch's vouchers in the order of issue, behind `after`; at most 200.
///
/// # Errors
/// [`AppError::Internal`].
pub fn of_batch(
    app: &App,
    batch: VoucherBatchId,
    after: Option<VoucherId>,
    limit: u32,
) -> Result<Vec<VoucherView>, AppError> {
    let today = app.today()?;
    app.read(|reader| {
        let found = rows::of_batch(reader, batch, after, limit.min(200))?;
        Ok(found.into_iter().map(|voucher| view_of(voucher, today)).collect())
    })
}

/// The most vouchers that a customer's page shows.
const MOST_SHOWN: u32 = 200;

/// A customer's vouchers, the newest first; at most 200.
///
/// # Errors
/// [`AppError::Internal`].
pub fn of(app: &App, customer: CustomerId) -> Result<Vec<VoucherView>, AppError> {
    let today = app.today()?;
    app.read(|reader| {
        let found = rows::of_customer(reader, customer, MOST_SHOWN)?;
        Ok(found.into_iter().map(|voucher| view_of(voucher, today)).collect())
    })
}

/// For whom vouchers are issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum IssueTo {
    /// For nobody in particular: printed ones, 1 to 10,000.
    Anybody {
        /// How many.
        count: u32,
    },
    /// One each for those selected.
    Selected {
        /// Who.
        selection: Selection,
        /// How many that is, as the person was told.
        expected: u32,
    },
}

/// What is issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct IssueDraft {
    /// Of which batch.
    pub batch: VoucherBatchId,
    /// For whom.
    pub to: IssueTo,
    /// Who issues them, up to 40 characters; may be empty.
    pub by: String,
}

/// What is issued, worked out: as it waits for approval.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Issue {
    batch: VoucherBatchId,
    /// None each time where it is anybody's.
    to: Vec<Option<CustomerId>>,
}

/// Issues vouchers; answers their ids in the order of issue.
///
/// # Errors
/// [`AppError::NeedsApproval`] above what a member of staff may give alone;
/// [`AppError::CountChanged`]; [`AppError::Invalid`]; [`AppError::NotFound`].
pub fn issue(app: &App, op: OperationId, draft: IssueDraft) -> Result<Vec<VoucherId>, AppError> {
    let by = checked_name(&crate::staff::speaker(app, &draft.by)?)?;
    let issue = worked_out(app, draft)?;
    let subject = subject_of(&issue);
    let written = app.write(op, "vouchers.issue", subject, move |tx| {
        let batch = batch_of(tx, issue.batch)?;
        let worth = batch.draft.worth_fen();
        let own = person_of(tx)?.and_then(|me| me.allowed.voucher_fen).map(i64::from);
        if let Some(limit_fen) = own.map_or_else(|| rows::limit_fen(tx), |own| Ok(Some(own)))? {
            let count = u32::try_from(issue.to.len()).unwrap_or(u32::MAX);
            if needs_approval(worth, count, Some(limit_fen)) {
                let worth_fen = worth.map(|worth| worth.saturating_mul(i64::from(count)));
                return Err(AppError::NeedsApproval { limit_fen, worth_fen });
            }
        }
        hand_out(tx, &issue, &batch, &by)
    })?;
    Ok(written.value)
}

fn subject_of(issue: &Issue) -> Option<CustomerId> {
    match issue.to.as_slice() {
        [one] => *one,
        _ => None,
    }
}

fn worked_out(app: &App, draft: IssueDraft) -> Result<Issue, AppError> {
    let IssueDraft { batch, to, by: _ } = draft;
    let to = match to {
        IssueTo::Anybody { count } => {
            if !(1..=MOST_ISSUED).contains(&count) {
                return Err(AppError::invalid("count", InvalidCode::OutOfRange));
            }
            vec![None; usize::try_from(count).unwrap_or(0)]
        }
        IssueTo::Selected { selection, expected } => {
            if !(1..=MOST_ISSUED).contains(&expected) {
                return Err(AppError::invalid("count", InvalidCode::OutOfRange));
            }
            let ids = crate::customers::selected(app, &selection, expected)?;
            ids.into_iter().map(Some).collect()
        }
    };
    Ok(Issue { batch, to })
}

fn batch_of(read: &impl Read, id: VoucherBatchId) -> Result<Batch, AppError> {
    rows::batch(read, id)?.ok_or_else(|| AppError::not_found("voucherBatch", &id.to_string()))
}

fn hand_out(
    tx: &Tx<'_>,
    issue: &Issue,
    batch: &Batch,
    by: &str,
) -> Result<Vec<VoucherId>, AppError> {
    let (from, until) = good_days(batch, crate::app::zone(tx)?.day_of(tx.at()))?;
    let mut issued = Vec::with_capacity(issue.to.len());
    for customer in &issue.to {
        if let Some(customer) = customer {
            known(tx, *customer)?;
        }
        let new = NewVoucher { batch: batch.id, customer: *customer, by, from, until };
        issued.push(rows::issue(tx, &new)?);
    }
    Ok(issued)
}

/// From which and until which day a voucher of a batch is good that is issued today.
fn good_days(
    batch: &Batch,
    today: NaiveDate,
) -> Result<(Option<NaiveDate>, Option<NaiveDate>), AppError> {
    let (from, until) = batch.draft.days(today);
    if let Some(on) = until.filter(|until| *until < today) {
        return Err(AppError::Voucher { problem: VoucherProblem::Expired { on } });
    }
    Ok((from, until))
}

/// Refuses a batch of which no voucher can be issued today.
pub(crate) fn can_hand_out(
    read: &impl Read,
    batch: VoucherBatchId,
    today: NaiveDate,
) -> Result<(), AppError> {
    good_days(&batch_of(read, batch)?, today).map(drop)
}

/// Issues one voucher to one customer as part of another operation, whatever the limit: that was
/// looked at before. Answers its code, in threes.
pub(crate) fn hand_one(
    tx: &Tx<'_>,
    batch: VoucherBatchId,
    customer: CustomerId,
    by: &str,
) -> Result<String, AppError> {
    let batch = batch_of(tx, batch)?;
    let issue = Issue { batch: batch.id, to: vec![Some(customer)] };
    let issued = hand_out(tx, &issue, &batch, by)?;
    let code = issued.first().map(|id| rows::code(tx, *id)).transpose()?;
    let code = code.unwrap_or_default();
    Ok(Code::parse(&code).map_or(code, |code| code.to_string()))
}

/// What was redeemed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Redeemed {
    /// The voucher, as it is now.
    pub voucher: VoucherView,
    /// What it takes off the amount, in fen; none where no amount was given.
    #[specta(type = Option<specta_typescript::Number>)]
    pub takes_off_fen: Option<i64>,
}

/// How a voucher is redeemed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RedeemDraft {
    /// The code as typed or scanned.
    pub code: String,
    /// Who redeems it; anybody where none.
    pub customer: Option<CustomerId>,
    /// With which of their purchases.
    pub purchase: Option<PurchaseId>,
    /// On which amount; that of the purchase where none is given. Needed for a voucher with a
    /// threshold.
    pub amount_fen: Option<Fen>,
    /// Who takes it in, up to 40 characters; may be empty.
    pub by: String,
}

/// Finds a voucher by its code, whatever became of it.
///
/// # Errors
/// [`AppError::Voucher`] where the code was mistyped or is unknown.
pub fn find(app: &App, code: String) -> Result<VoucherView, AppError> {
    let today = app.today()?;
    app.read(|reader| Ok(view_of(by_code(reader, &code)?, today)))
}

/// Redeems a voucher, once.
///
/// # Errors
/// [`AppError::Voucher`] says why not; [`AppError::Invalid`] on `amountFen` where a threshold asks
/// for one; [`AppError::NotFound`].
pub fn redeem(app: &App, op: OperationId, draft: RedeemDraft) -> Result<Redeemed, AppError> {
    let by = checked_name(&crate::staff::speaker(app, &draft.by)?)?;
    let written = app.write(op, "vouchers.redeem", draft.customer, move |tx| {
        let today = crate::app::zone(tx)?.day_of(tx.at());
        let voucher = by_code(tx, &draft.code)?;
        hold_open(&voucher, today)?;
        if let Some(owner) = voucher.customer.filter(|owner| Some(*owner) != draft.customer)
            && draft.customer.is_some()
        {
            let owner = huike_store::customers::summary_of(tx, owner)?;
            let customer_name = owner.map(|owner| owner.name).unwrap_or_default();
            return refuse(VoucherProblem::OfAnother { customer_name });
        }
        let amount = amount_of(tx, &draft)?;
        if let Some(threshold_fen) = voucher.draft.threshold_fen {
            let amount =
                amount.ok_or_else(|| AppError::invalid("amountFen", InvalidCode::Required))?;
            if amount < i64::from(threshold_fen) {
                return refuse(VoucherProblem::BelowThreshold { threshold_fen });
            }
        }
        let happens = Happens::Redeemed { purchase: draft.purchase, amount_fen: amount };
        rows::note(tx, voucher.id, happens, &by, "")?;
        let takes_off_fen = amount.map(|amount| voucher.draft.takes_off(amount));
        let voucher = view_of(by_code(tx, &draft.code)?, today);
        Ok(Redeemed { voucher, takes_off_fen })
    })?;
    Ok(written.value)
}

fn amount_of(tx: &Tx<'_>, draft: &RedeemDraft) -> Result<Option<i64>, AppError> {
    let Some(purchase) = draft.purchase else { return Ok(draft.amount_fen.map(|fen| fen.0)) };
    let customer = draft.customer;
    let found = customer.map(|customer| huike_store::purchases::get(tx, customer, purchase));
    let found = found.transpose()?.flatten();
    let found = found.ok_or_else(|| AppError::not_found("purchase", &purchase.to_string()))?;
    Ok(Some(draft.amount_fen.map_or(found.purchase.amount_fen, |fen| fen.0)))
}

/// Makes a voucher void; `note` says why.
///
/// # Errors
/// [`AppError::Voucher`] where it was redeemed or made void before, or has run out;
/// [`AppError::Invalid`] without a reason.
pub fn void(
    app: &App,
    op: OperationId,
    code: String,
    by: String,
    note: String,
) -> Result<VoucherView, AppError> {
    let by = checked_name(&crate::staff::speaker(app, &by)?)?;
    let note = checked_note("note", &note)?;
    let written = app.write(op, "vouchers.void", None, move |tx| {
        let today = crate::app::zone(tx)?.day_of(tx.at());
        let voucher = by_code(tx, &code)?;
        match hold_open(&voucher, today) {
            // Before its first day is the best time.
            Err(AppError::Voucher { problem: VoucherProblem::Early { .. } }) => {}
            held => held?,
        }
        rows::note(tx, voucher.id, Happens::Voided, &by, &note)?;
        Ok(view_of(by_code(tx, &code)?, today))
    })?;
    Ok(written.value)
}

fn by_code(read: &impl Read, typed: &str) -> Result<Voucher, AppError> {
    let problem = |problem| AppError::Voucher { problem };
    let code = Code::parse(typed).ok_or_else(|| problem(VoucherProblem::Mistyped))?;
    rows::by_code(read, &code)?.ok_or_else(|| problem(VoucherProblem::Unknown))
}

fn hold_open(voucher: &Voucher, today: NaiveDate) -> Result<(), AppError> {
    refuse(match VoucherState::of(voucher.fate, voucher.from, voucher.until, today) {
        VoucherState::Open => return Ok(()),
        VoucherState::Early { from } => VoucherProblem::Early { from },
        VoucherState::Redeemed { at } => VoucherProblem::Redeemed { at },
        VoucherState::Void { at } => VoucherProblem::Void { at },
        VoucherState::Expired { on } => VoucherProblem::Expired { on },
    })
}

fn refuse<T>(problem: VoucherProblem) -> Result<T, AppError> {
    Err(AppError::Voucher { problem })
}

/// What a member of staff may issue at once without anybody's approval, in fen; none where there
/// is no limit.
///
/// # Errors
/// [`AppError::Internal`].
pub fn limit(app: &App) -> Result<Option<Fen>, AppError> {
    app.read(|reader| Ok(rows::limit_fen(reader)?.map(Fen)))
}

/// The highest limit, in fen.
const MOST_LIMIT: i64 = 1_000_000_000_000;

/// Saves what a member of staff may issue alone.
///
/// # Errors
/// [`AppError::Invalid`] below zero or beyond ten billion yuan.
pub fn set_limit(app: &App, op: OperationId, limit: Option<Fen>) -> Result<(), AppError> {
    if limit.is_some_and(|limit| !(0..=MOST_LIMIT).contains(&limit.0)) {
        return Err(AppError::invalid("limit", InvalidCode::OutOfRange));
    }
    app.write(op, "vouchers.limit", None, move |tx| {
        Ok(rows::set_limit_fen(tx, limit.map(|limit| limit.0))?)
    })?;
    Ok(())
}

const NAME_CHARS: usize = 40;
const NOTE_CHARS: usize = 200;

fn checked_name(name: &str) -> Result<String, FieldError> {
    let name = name.trim();
    if name.chars().count() > NAME_CHARS {
        return Err(FieldError::too_long("by", NAME_CHARS));
    }
    Ok(name.to_owned())
}

fn checked_note(field: &str, note: &str) -> Result<String, FieldError> {
    let note = note.trim();
    match note.chars().count() {
        0 => Err(FieldError::new(field, InvalidCode::Required)),
        count if count <= NOTE_CHARS => Ok(note.to_owned()),
        _ => Err(FieldError::too_long(field, NOTE_CHARS)),
    }
}
