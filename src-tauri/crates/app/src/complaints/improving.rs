//! What is done so that it does not happen again, and telling those who complained.

use chrono::NaiveDate;
use huike_domain::complaints::{Act, State};
use huike_domain::error::{FieldError, InvalidCode};
use huike_domain::ids::{CauseId, ComplaintId, CustomerId, ImprovementId, OperationId, StepId};
use huike_domain::time::Instant;
use huike_store::Read;
use huike_store::complaints::{self as rows, Improvement, NewImprovement};
use serde::{Deserialize, Serialize};

use super::case_file::{ComplaintView, get};
use super::{found, settings, step};
use crate::App;
use crate::error::AppError;

/// A measure as a person takes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ImproveDraft {
    /// What it came from.
    pub cause: CauseId,
    /// Why it happened, 1 to 1,000 characters.
    pub root: String,
    /// What is done about it, 1 to 1,000 characters.
    pub measure: String,
    /// Who sees to it, 1 to 40 characters.
    pub owner: String,
    /// By when; not before today.
    pub due: NaiveDate,
}

/// A measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ImprovementView {
    /// Which.
    pub id: ImprovementId,
    /// Since when.
    pub created: Instant,
    /// Against which cause.
    pub cause: CauseId,
    /// Its names, the topmost first.
    pub path: Vec<String>,
    /// Why it happened.
    pub root: String,
    /// What is done about it.
    pub measure: String,
    /// Who sees to it.
    pub owner: String,
    /// By when.
    pub due: NaiveDate,
    /// Whether that is over, and it is not done.
    pub late: bool,
    /// When it was done.
    pub done: Option<Instant>,
    /// By whom.
    pub done_by: String,
    /// What shows that it was.
    pub proof: String,
    /// For how many complaints it was taken.
    pub complaints: u32,
    /// How many of their customers were told that it is done.
    pub told: u32,
    /// How many complaints of its cause came in since it was done.
    pub since: u32,
}

/// Somebody for whose complaint a measure was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ImprovedView {
    /// Which complaint.
    pub complaint: ComplaintId,
    /// What people call it.
    pub number: u32,
    /// Whose.
    pub customer: CustomerId,
    /// Their name.
    pub name: String,
    /// Where the complaint stands.
    pub state: State,
    /// When they were told.
    pub told: Option<Instant>,
}

const TEXT_CHARS: usize = 1_000;
const NAME_CHARS: usize = 40;

fn text(field: &str, text: &str, limit: usize) -> Result<String, FieldError> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(FieldError::new(field, InvalidCode::Required)),
        count if count <= limit => Ok(text.to_owned()),
        _ => Err(FieldError::too_long(field, limit)),
    }
}

impl ImproveDraft {
    fn checked(mut self, today: NaiveDate) -> Result<Self, FieldError> {
        self.root = text("root", &self.root, TEXT_CHARS)?;
        self.measure = text("measure", &self.measure, TEXT_CHARS)?;
        self.owner = text("owner", &self.owner, NAME_CHARS)?;
        if self.due < today {
            return Err(FieldError::new("due", InvalidCode::OutOfRange));
        }
        Ok(self)
    }
}

/// Takes a measure for a complaint; its cause becomes the complaint's.
///
/// # Errors
/// [`AppError::Invalid`] names the field to mend; [`AppError::Complaint`] where the complaint goes
/// on under another; [`AppError::NotFound`].
pub fn improve(
    app: &App,
    op: OperationId,
    complaint: ComplaintId,
    by: String,
    draft: ImproveDraft,
) -> Result<ComplaintView, AppError> {
    let draft = draft.checked(app.today()?)?;
    let by = crate::staff::speaker(app, &by)?;
    let customer = app.read(|reader| Ok(found(reader, complaint)?.customer))?;
    app.write(op, "complaints.improve", Some(customer), move |tx| {
        let mut taking = step::Taking::load(tx, complaint)?;
        let new = NewImprovement {
            cause: draft.cause,
            root: &draft.root,
            measure: &draft.measure,
            owner: &draft.owner,
            due: draft.due,
        };
        let mut acts = Vec::new();
        if taking.cause() != Some(draft.cause) {
            acts.push(Act::SetCause { cause: draft.cause });
        }
        acts.push(Act::Improve { improvement: rows::add_improvement(tx, &new)? });
        for act in acts {
            taking.take(
                huike_domain::complaints::Step {
                    id: StepId::from_uuid(tx.new_id()),
                    at: tx.at(),
                    by: by.clone(),
                    act,
                    words: String::new(),
                    channel: None,
                }
                .checked()?,
                None,
            )?;
        }
        taking.finish()
    })?;
    get(app, complaint)
}

/// Notes that a measure is done; `proof` says what shows it.
///
/// # Errors
/// [`AppError::Invalid`] on `by` or `proof`; [`AppError::NotFound`] where it was done before.
pub fn finish(
    app: &App,
    op: OperationId,
    improvement: ImprovementId,
    by: String,
    proof: String,
) -> Result<(), AppError> {
    let by = crate::staff::speaker(app, &by)?;
    let (by, proof) = (text("by", &by, NAME_CHARS)?, text("proof", &proof, TEXT_CHARS)?);
    app.write(op, "complaints.done", None, move |tx| {
        Ok(rows::finish_improvement(tx, improvement, &by, &proof)?)
    })?;
    Ok(())
}

/// Measures: those that are not done first, by when they are due; at most 200.
///
/// # Errors
/// [`AppError::Internal`].
pub fn improvements(app: &App) -> Result<Vec<ImprovementView>, AppError> {
    let now = app.now();
    app.read(|reader| {
        let found = rows::improvements(reader, 200)?;
        found.into_iter().map(|it| view(reader, it, now)).collect()
    })
}

/// Those for whose complaints a measure was taken: who was not told yet first; at most 500.
///
/// # Errors
/// [`AppError::Internal`].
pub fn concerned(app: &App, improvement: ImprovementId) -> Result<Vec<ImprovedView>, AppError> {
    app.read(|reader| {
        let found = rows::improved_of(reader, improvement)?;
        Ok(found
            .into_iter()
            .map(|rows::Improved { complaint, number, customer, name, state, told }| ImprovedView {
                complaint,
                number,
                customer,
                name,
                state,
                told,
            })
            .collect())
    })
}

pub(super) fn views_of(
    read: &impl Read,
    ids: &[ImprovementId],
    now: Instant,
) -> Result<Vec<ImprovementView>, AppError> {
    let mut views = Vec::new();
    for id in ids {
        if let Some(found) = rows::improvement(read, *id)? {
            views.push(view(read, found, now)?);
        }
    }
    Ok(views)
}

pub(super) fn against(
    read: &impl Read,
    cause: CauseId,
    now: Instant,
) -> Result<Vec<ImprovementView>, AppError> {
    rows::of_cause(read, cause)?.into_iter().map(|it| view(read, it, now)).collect()
}

fn view(read: &impl Read, it: Improvement, now: Instant) -> Result<ImprovementView, AppError> {
    let causes = settings::causes(read)?;
    let today = crate::app::zone(read)?.day_of(now);
    let since = match it.done {
        Some(done) => rows::counted_of(read, &causes.under(it.cause), done, now)?,
        None => 0,
    };
    Ok(ImprovementView {
        id: it.id,
        created: it.created,
        cause: it.cause,
        path: causes.path(it.cause),
        root: it.root,
        measure: it.measure,
        owner: it.owner,
        due: it.due,
        late: it.done.is_none() && it.due < today,
        done: it.done,
        done_by: it.done_by,
        proof: it.proof,
        complaints: it.complaints,
        told: it.told,
        since,
    })
}
