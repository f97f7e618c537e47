//! What whoever meets the customer has to know: there is a complaint to apologise for.

use huike_domain::complaints::{Act, Severity, State};
use huike_domain::ids::{ComplaintId, CustomerId, OperationId};
use huike_domain::time::Instant;
use huike_store::Read;
use huike_store::complaints::{self as rows, Complaint};
use serde::{Deserialize, Serialize};

use super::{ComplaintCard, ComplaintView, StepDraft, Times, board, given, step};
use crate::App;
use crate::customers::MOST_ROWS;
use crate::error::AppError;
use crate::words::Words;

/// A complaint to know of at the counter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ComplaintWarning {
    /// Whose.
    pub customer: CustomerId,
    /// Which.
    pub complaint: ComplaintId,
    /// What people call it.
    pub number: u32,
    /// What to apologise for.
    pub what: String,
    /// Where it stands.
    pub state: State,
    /// How much it weighs.
    pub severity: Severity,
    /// Who takes care of it.
    pub owner: String,
    /// What was offered or given, in words; empty where nothing was yet.
    pub offer: Vec<String>,
    /// When it was solved.
    pub solved: Option<Instant>,
    /// When somebody at the counter did their part; none: nobody yet.
    pub done: Option<Instant>,
}

/// For how many days after it was solved a complaint is still shown.
const RECENT_DAYS: i64 = 30;

fn warning(read: &impl Read, words: &Words, row: Complaint) -> Result<ComplaintWarning, AppError> {
    let case = step::case_of(read, row.id)?;
    let mut remedies = case.offer.map(|offer| offer.remedies).unwrap_or_default();
    if remedies.is_empty() {
        // Reopened: what was given before is not forgotten.
        remedies.extend(rows::remedies_of(read, row.id)?.into_iter().map(|given| given.remedy));
    }
    let offer = remedies.iter().map(|remedy| given::named(read, words, remedy));
    Ok(ComplaintWarning {
        customer: row.customer,
        complaint: row.id,
        number: row.number,
        what: row.what,
        state: row.state,
        severity: row.severity,
        owner: row.owner,
        offer: offer.collect::<Result<_, _>>()?,
        solved: row.solved,
        done: case.counter,
    })
}

pub(crate) fn of_these(
    read: &impl Read,
    customers: &[CustomerId],
    now: Instant,
) -> Result<Vec<ComplaintWarning>, AppError> {
    let words = Words::of(huike_store::settings::preferences(read)?.language);
    let found = rows::among(read, customers, now.plus_days(-RECENT_DAYS))?;
    found.into_iter().map(|row| warning(read, words, row)).collect()
}

/// Those of these customers with a complaint that is open or was solved within 30 days, one
/// complaint each: an unsolved one first. At most 200 customers are looked at.
///
/// # Errors
/// [`AppError::Internal`].
pub fn among(app: &App, customers: Vec<CustomerId>) -> Result<Vec<ComplaintWarning>, AppError> {
    let now = app.now();
    let asked = &customers[..customers.len().min(MOST_ROWS as usize)];
    app.read(|reader| of_these(reader, asked, now))
}

/// A customer's complaints, the newest first; at most 200.
///
/// # Errors
/// [`AppError::Internal`].
pub fn of_customer(app: &App, customer: CustomerId) -> Result<Vec<ComplaintCard>, AppError> {
    let now = app.now();
    app.read(|reader| {
        let times = Times::load(reader)?;
        let found = rows::of_customer(reader, customer, MOST_ROWS)?;
        found.into_iter().map(|row| board::card(reader, &times, row, now)).collect()
    })
}

/// Notes that somebody at the counter said sorry, or handed over what was offered.
///
/// # Errors
/// As [`step`](super::step()).
pub fn tick(
    app: &App,
    op: OperationId,
    complaint: ComplaintId,
    by: String,
    words: String,
) -> Result<ComplaintView, AppError> {
    let draft =
        StepDraft { act: Act::Counter, words, channel: None, script: None, passphrase: None };
    super::step(app, op, complaint, by, vec![draft])
}
