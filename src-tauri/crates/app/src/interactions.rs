//! Logging what happened with a customer.

use huike_domain::error::InvalidCode;
use huike_domain::followups::Reason;
use huike_domain::ids::{CustomerId, FollowUpId, InteractionId, OperationId};
use huike_domain::interactions::{Channel, InteractionKind, checked_note};
use huike_domain::scripts::ScriptVersion;
use huike_domain::time::Instant;
use huike_store::Tx;
use huike_store::interactions::{self as rows, Interaction, Shown};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::error::AppError;
use crate::followups::{Next, set_next, settle_answered};
use crate::purchases::known;

/// What a member of staff says about a contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct InteractionDraft {
    /// Call, message, visit, deep talk, gift or note.
    pub kind: InteractionKind,
    /// How; may be left open.
    pub channel: Option<Channel>,
    /// Up to 4,000 characters; may be empty unless the kind is a note.
    pub note: String,
    /// The script whose words were used.
    #[serde(default)]
    pub script: Option<ScriptVersion>,
}

/// A contact on the timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct InteractionView {
    /// Which.
    pub id: InteractionId,
    /// When.
    pub at: Instant,
    /// What kind.
    pub kind: InteractionKind,
    /// How.
    pub channel: Option<Channel>,
    /// The remark.
    pub note: String,
    /// The follow-up it settled.
    pub follow_up: Option<FollowUpId>,
    /// Why that follow-up was there.
    pub reason: Option<Reason>,
    /// Whether it is kept on top of the customer's page.
    pub pinned: bool,
    /// Whether this entry stands for an earlier one that was amended.
    pub amended: bool,
}

impl InteractionDraft {
    /// Trims the note and holds it to its bounds.
    ///
    /// # Errors
    /// [`AppError::Invalid`] on `note`: too long, or empty where the note is all there is.
    pub(crate) fn checked(self) -> Result<Self, AppError> {
        let note = checked_note(&self.note)?;
        if note.is_empty() && self.kind == InteractionKind::Note {
            return Err(AppError::invalid("note", InvalidCode::Required));
        }
        Ok(Self { note, ..self })
    }
}

impl From<Shown> for InteractionView {
    fn from(Shown { id, interaction: found, reason, pinned }: Shown) -> Self {
        Self {
            id,
            reason,
            pinned,
            at: found.at,
            kind: found.kind,
            channel: found.channel,
            note: found.note,
            follow_up: found.follow_up,
            amended: found.amends.is_some(),
        }
    }
}

/// Logs a contact or a note; settles follow-ups that it answers and sets what comes after them.
///
/// # Errors
/// [`AppError::Invalid`] names the field to mend; [`AppError::NotFound`].
pub fn log(
    app: &App,
    op: OperationId,
    customer: CustomerId,
    draft: InteractionDraft,
    next: Next,
) -> Result<InteractionId, AppError> {
    let draft = draft.checked()?;
    let next = next.checked(app.now())?;
    let written = app.write(op, "interactions.log", Some(customer), move |tx| {
        known(tx, customer)?;
        let id = insert(tx, customer, &draft, None)?;
        settle_answered(tx, customer, draft.kind)?;
        if let Next::At { .. } = next {
            set_next(tx, customer, &next)?;
        }
        Ok(id)
    })?;
    Ok(written.value)
}

/// Amends a contact by a new entry that stands for it, at the same moment.
///
/// # Errors
/// [`AppError::Invalid`] names the field to mend; [`AppError::NotFound`].
pub fn amend(
    app: &App,
    op: OperationId,
    customer: CustomerId,
    interaction: InteractionId,
    draft: InteractionDraft,
) -> Result<InteractionId, AppError> {
    let draft = draft.checked()?;
    let written = app.write(op, "interactions.amend", Some(customer), move |tx| {
        let original = rows::get(tx, customer, interaction)?
            .ok_or_else(|| AppError::not_found("interaction", &interaction.to_string()))?;
        let amended = Interaction {
            kind: draft.kind,
            channel: draft.channel,
            note: draft.note.clone(),
            amends: Some(interaction),
            ..original
        };
        let id = rows::insert(tx, customer, &amended)?;
        if rows::unpin(tx, customer, interaction)? {
            rows::pin(tx, customer, id)?;
        }
        note_script(tx, customer, &draft, id, amended.at)?;
        Ok(id)
    })?;
    Ok(written.value)
}

/// A customer's pinned contacts and notes, newest first.
///
/// # Errors
/// [`AppError::Internal`].
pub fn pinned(app: &App, customer: CustomerId) -> Result<Vec<InteractionView>, AppError> {
    app.read(|reader| Ok(rows::pinned(reader, customer)?.into_iter().map(Into::into).collect()))
}

/// Keeps a contact or a note on top of its customer's page.
///
/// # Errors
/// [`AppError::NotFound`], also for one that was amended: what stands for it is pinned instead.
pub fn pin(
    app: &App,
    op: OperationId,
    customer: CustomerId,
    interaction: InteractionId,
) -> Result<(), AppError> {
    app.write(op, "interactions.pin", Some(customer), move |tx| {
        rows::get(tx, customer, interaction)?
            .ok_or_else(|| AppError::not_found("interaction", &interaction.to_string()))?;
        Ok(rows::pin(tx, customer, interaction)?)
    })?;
    Ok(())
}

/// Lets a pinned contact or note go.
///
/// # Errors
/// [`AppError::NotFound`] where it is not pinned.
pub fn unpin(
    app: &App,
    op: OperationId,
    customer: CustomerId,
    interaction: InteractionId,
) -> Result<(), AppError> {
    app.write(op, "interactions.unpin", Some(customer), move |tx| {
        if rows::unpin(tx, customer, interaction)? {
            return Ok(());
        }
        Err(AppError::not_found("interaction", &interaction.to_string()))
    })?;
    Ok(())
}

pub(crate) fn insert(
    tx: &Tx<'_>,
    customer: CustomerId,
    draft: &InteractionDraft,
    follow_up: Option<FollowUpId>,
) -> Result<InteractionId, AppError> {
    let interaction = Interaction {
        at: tx.at(),
        kind: draft.kind,
        channel: draft.channel,
        follow_up,
        amends: None,
        note: draft.note.clone(),
    };
    let id = rows::insert(tx, customer, &interaction)?;
    note_script(tx, customer, draft, id, interaction.at)?;
    Ok(id)
}

fn note_script(
    tx: &Tx<'_>,
    customer: CustomerId,
    draft: &InteractionDraft,
    id: InteractionId,
    at: Instant,
) -> Result<(), AppError> {
    let Some(used) = draft.script else { return Ok(()) };
    Ok(huike_store::scripts::note_use(tx, customer, at, used, id, draft.channel)?)
}
