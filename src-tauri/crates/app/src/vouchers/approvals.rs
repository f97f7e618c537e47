//! Asking for what is above the limit, and answering.

use huike_domain::error::{FieldError, InvalidCode};
use huike_domain::ids::{ApprovalId, CustomerId, OperationId};
use huike_domain::staff::{Right, Role};
use huike_domain::tiers::vouchers::VoucherBatchDraft;
use huike_domain::time::Instant;
use huike_store::tiers::vouchers::{self as rows, Answer, Approval};
use huike_store::{Read, Tx};
use serde::{Deserialize, Serialize};

use super::{
    Issue, IssueDraft, batch_of, checked_name, checked_note, hand_out, subject_of, worked_out,
};
use crate::App;
use crate::error::AppError;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct AskDraft {
    /// What is to be issued; `by` is who asks, and must be said.
    pub issue: IssueDraft,
    /// Why, 1 to 200 characters.
    pub reason: String,
}

/// A request and its answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ApprovalView {
    /// Which.
    pub id: ApprovalId,
    /// When it was asked.
    pub asked_at: Instant,
    /// By whom.
    pub asked_by: String,
    /// Why.
    pub reason: String,
    /// What is to be issued.
    pub batch: VoucherBatchDraft,
    /// How many.
    pub count: u32,
    /// For whom, where it is one customer.
    pub customer: Option<CustomerId>,
    /// Their name.
    pub customer_name: Option<String>,
    /// What it is worth, in fen; none where nothing limits it.
    #[specta(type = Option<specta_typescript::Number>)]
    pub worth_fen: Option<i64>,
    /// Whether it was approved; none before the answer.
    pub approved: Option<bool>,
    /// When it was answered.
    pub answered_at: Option<Instant>,
    /// By whom; empty before the answer.
    pub answered_by: String,
    /// What was remarked with the answer.
    pub note: String,
}

/// Asks for the approval of what is above the limit. Nothing is issued before the answer.
///
/// # Errors
/// [`AppError::Invalid`] names the field to mend; [`AppError::CountChanged`];
/// [`AppError::NotFound`].
pub fn ask(app: &App, op: OperationId, draft: AskDraft) -> Result<ApprovalId, AppError> {
    let by = named(&crate::staff::speaker(app, &draft.issue.by)?)?;
    let reason = checked_note("reason", &draft.reason)?;
    let issue = worked_out(app, draft.issue)?;
    let subject = subject_of(&issue);
    let written = app.write(op, "vouchers.ask", subject, move |tx| {
        let worth = batch_of(tx, issue.batch)?.draft.worth_fen();
        let count = i64::try_from(issue.to.len()).unwrap_or(i64::MAX);
        let worth = worth.map(|worth| worth.saturating_mul(count));
        Ok(rows::ask(tx, &by, worth, &reason, &issue)?)
    })?;
    Ok(written.value)
}

/// Requests: those without an answer first; at most 200.
///
/// # Errors
/// [`AppError::Internal`].
pub fn approvals(app: &App) -> Result<Vec<ApprovalView>, AppError> {
    app.read(|reader| {
        let found: Vec<Approval<Issue>> = rows::approvals(reader, 200)?;
        found.into_iter().map(|approval| view_of(reader, approval)).collect()
    })
}

/// Answers a request; what is approved is issued in the same step. Nobody answers their own.
///
/// # Errors
/// [`AppError::Invalid`] on `by` where nobody or who asked is named, on `approval` where it was
/// answered before; [`AppError::NotFound`]; what issuing says.
pub fn answer(
    app: &App,
    op: OperationId,
    approval: ApprovalId,
    approved: bool,
    by: String,
    note: String,
) -> Result<(), AppError> {
    let by = named(&crate::staff::speaker(app, &by)?)?;
    let note = if note.trim().is_empty() { String::new() } else { checked_note("note", &note)? };
    app.write(op, "vouchers.answer", None, move |tx| {
        if crate::staff::person_of(tx)?.is_some_and(|me| me.role < Role::Manager) {
            return Err(AppError::NotAllowed { right: Right::Arrange });
        }
        let found: Approval<Issue> = rows::approval_of(tx, approval)?
            .ok_or_else(|| AppError::not_found("approval", &approval.to_string()))?;
        if found.answer.is_some() {
            return Err(AppError::invalid("approval", InvalidCode::Taken));
        }
        if found.asked_by.to_lowercase() == by.to_lowercase() {
            return Err(AppError::invalid("by", InvalidCode::Impossible));
        }
        let answer = Answer { at: tx.at(), by, approved, note };
        rows::answer(tx, approval, &answer)?;
        if approved { hand_over(tx, &found) } else { Ok(()) }
    })?;
    Ok(())
}

fn hand_over(tx: &Tx<'_>, approval: &Approval<Issue>) -> Result<(), AppError> {
    let batch = batch_of(tx, approval.request.batch)?;
    hand_out(tx, &approval.request, &batch, &approval.asked_by).map(drop)
}

fn named(by: &str) -> Result<String, FieldError> {
    let by = checked_name(by)?;
    if by.is_empty() { Err(FieldError::new("by", InvalidCode::Required)) } else { Ok(by) }
}

fn view_of(read: &impl Read, approval: Approval<Issue>) -> Result<ApprovalView, AppError> {
    let subject = subject_of(&approval.request);
    let customer = subject.map(|id| huike_store::customers::summary_of(read, id)).transpose()?;
    let (approved, answered_at, answered_by, note) = match approval.answer {
        Some(answer) => (Some(answer.approved), Some(answer.at), answer.by, answer.note),
        None => (None, None, String::new(), String::new()),
    };
    Ok(ApprovalView {
        id: approval.id,
        asked_at: approval.asked_at,
        asked_by: approval.asked_by,
        reason: approval.reason,
        batch: batch_of(read, approval.request.batch)?.draft,
        count: u32::try_from(approval.request.to.len()).unwrap_or(u32::MAX),
        customer: subject,
        customer_name: customer.flatten().map(|customer| customer.name),
        worth_fen: approval.worth_fen,
        approved,
        answered_at,
        answered_by,
        note,
    })
}
