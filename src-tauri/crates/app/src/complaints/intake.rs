//! Taking a complaint down: whose, over which channel, what happened, what they wish for, and how
//! much it weighs.

use huike_domain::complaints::{Act, Case, Hints, MOST_WORDS, Proposed, Severity, State, Step};
use huike_domain::customers::CustomerDraft;
use huike_domain::error::{FieldError, InvalidCode};
use huike_domain::ids::{
    AttachmentId, CauseId, ComplaintId, CustomerId, OperationId, PurchaseId, StepId,
};
use huike_domain::interactions::Channel;
use huike_domain::time::Instant;
use huike_store::complaints::{self as rows, NewComplaint, Standing};
use huike_store::purchases;
use huike_store::{Read, Tx};
use serde::{Deserialize, Serialize};

use super::limits::level_of;
use super::{Times, board, step};
use crate::App;
use crate::error::AppError;
use crate::purchases::known;

/// Whose complaint it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Complainant {
    /// Somebody the shop knows.
    Known {
        /// Who.
        id: CustomerId,
    },
    /// Somebody new, who is entered with it.
    New {
        /// What is known of them.
        draft: Box<CustomerDraft>,
    },
}

/// A complaint as it is taken down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct IntakeDraft {
    /// Whose.
    pub who: Complainant,
    /// Over which channel it came.
    pub channel: Channel,
    /// What happened, 1 to 4,000 characters.
    pub what: String,
    /// The order or item that it is about, up to 200 characters; may be empty.
    #[serde(default)]
    pub item: String,
    /// The purchase that it is about.
    #[serde(default)]
    pub purchase: Option<PurchaseId>,
    /// What they wish for, up to 1,000 characters; may be empty.
    #[serde(default)]
    pub wish: String,
    /// How much it weighs; what a first look proposes where none is given.
    #[serde(default)]
    pub severity: Option<Severity>,
    /// What it came from, where that is known.
    #[serde(default)]
    pub cause: Option<CauseId>,
    /// When they told us; now where none is given. Not ahead, and within the last five years.
    #[serde(default)]
    pub received: Option<Instant>,
    /// Who takes it down, 1 to 40 characters.
    pub by: String,
    /// Who takes care of it; whoever takes it down where nobody is named.
    #[serde(default)]
    pub owner: String,
    /// Pictures and files that are kept with the customer.
    #[serde(default)]
    pub files: Vec<AttachmentId>,
}

/// A complaint that was taken down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Opened {
    /// Which.
    pub id: ComplaintId,
    /// What people call it.
    pub number: u32,
    /// Whose.
    pub customer: CustomerId,
}

/// What is told while a complaint is taken down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct IntakeHints {
    /// How much it weighs, and why that is proposed.
    pub proposed: Proposed,
    /// Complaints of the same customer that are open or came in within 90 days: it may be one of
    /// these. At most five.
    pub repeats: Vec<board::ComplaintCard>,
}

const ITEM_CHARS: usize = 200;
const WISH_CHARS: usize = 1_000;

/// How many days back a complaint of the same customer may be the same one.
const REPEAT_DAYS: i64 = 90;

/// How many possible repeats are shown.
const MOST_REPEATS: usize = 5;

impl IntakeDraft {
    pub(crate) fn checked(mut self, now: Instant) -> Result<Self, FieldError> {
        let bounded = |field: &str, text: &str, limit: usize| {
            let text = text.trim();
            match text.chars().count() {
                count if count <= limit => Ok(text.to_owned()),
                _ => Err(FieldError::too_long(field, limit)),
            }
        };
        self.what = bounded("what", &self.what, MOST_WORDS)?;
        if self.what.is_empty() {
            return Err(FieldError::new("what", InvalidCode::Required));
        }
        self.item = bounded("item", &self.item, ITEM_CHARS)?;
        self.wish = bounded("wish", &self.wish, WISH_CHARS)?;
        if self.by.trim().is_empty() {
            return Err(FieldError::new("by", InvalidCode::Required));
        }
        let received = self.received.unwrap_or(now);
        if received > now || received < now.plus_days(-5 * 366) {
            return Err(FieldError::new("received", InvalidCode::OutOfRange));
        }
        if self.owner.trim().is_empty() {
            self.owner.clone_from(&self.by);
        }
        Ok(Self { received: Some(received), ..self })
    }
}

/// What is told while a complaint is taken down. Nothing changes.
///
/// # Errors
/// [`AppError::Internal`].
pub fn hints(
    app: &App,
    customer: Option<CustomerId>,
    words: String,
    purchase: Option<PurchaseId>,
) -> Result<IntakeHints, AppError> {
    let now = app.now();
    app.read(|reader| {
        let mut repeats = match customer {
            Some(customer) => before(reader, customer, now)?,
            None => Vec::new(),
        };
        let proposed = propose(reader, customer, &words, purchase, repeats.len())?;
        repeats.truncate(MOST_REPEATS);
        let times = Times::load(reader)?;
        let cards = repeats.into_iter().map(|row| board::card(reader, &times, row, now));
        Ok(IntakeHints { proposed, repeats: cards.collect::<Result<_, _>>()? })
    })
}

fn before(
    read: &impl Read,
    customer: CustomerId,
    now: Instant,
) -> Result<Vec<rows::Complaint>, AppError> {
    let since = now.plus_days(-REPEAT_DAYS);
    let mut found = rows::of_customer(read, customer, 50)?;
    found.retain(|it| {
        let over = matches!(it.state, State::Withdrawn | State::Merged);
        !over && (it.state.is_open() || it.received >= since)
    });
    Ok(found)
}

fn propose(
    read: &impl Read,
    customer: Option<CustomerId>,
    words: &str,
    purchase: Option<PurchaseId>,
    repeats: usize,
) -> Result<Proposed, AppError> {
    let level = customer.map(|customer| level_of(read, customer)).transpose()?.flatten();
    let bought = customer.zip(purchase);
    let bought = bought.map(|(customer, purchase)| purchases::get(read, customer, purchase));
    let bought = bought.transpose()?.flatten();
    Ok(Severity::propose(&Hints {
        words,
        amount_fen: bought.map(|found| found.purchase.amount_fen),
        level: level.map(|(place, _)| place),
        repeats: u32::try_from(repeats).unwrap_or(u32::MAX),
    }))
}

/// Takes a complaint down.
///
/// # Errors
/// [`AppError::Invalid`] names the field to mend; [`AppError::NotFound`].
pub fn open(app: &App, op: OperationId, draft: IntakeDraft) -> Result<Opened, AppError> {
    let by = crate::staff::speaker(app, &draft.by)?;
    let draft = IntakeDraft { by, ..draft }.checked(app.now())?;
    let (subject, new) = match &draft.who {
        Complainant::Known { id } => (Some(*id), None),
        Complainant::New { draft } => (None, Some(draft.as_ref().clone().checked(app.today()?)?)),
    };
    let written = app.write(op, "complaints.open", subject, move |tx| {
        let customer = match (&draft.who, new) {
            (_, Some(new)) => crate::customers::enter(tx, new)?,
            (Complainant::Known { id }, None) => *id,
            (Complainant::New { .. }, None) => return Err(AppError::NoShop),
        };
        take_down(tx, customer, &draft, &Listed::default())
    })?;
    Ok(written.value)
}

/// What a list says of where a complaint stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Listed {
    /// In its words; may be empty.
    pub(crate) remark: String,
    /// Whether it is over.
    pub(crate) is_over: bool,
}

/// Takes a complaint of a customer down as part of an operation, with what a list says of it.
pub(crate) fn take_down(
    tx: &Tx<'_>,
    customer: CustomerId,
    draft: &IntakeDraft,
    listed: &Listed,
) -> Result<Opened, AppError> {
    let mut taking = begin(tx, customer, draft, tx.at())?;
    let further = |act, words: &str| Step {
        id: StepId::from_uuid(tx.new_id()),
        at: tx.at(),
        by: draft.by.clone(),
        act,
        words: words.to_owned(),
        channel: None,
    };
    if let Some(cause) = draft.cause {
        taking.take(further(Act::SetCause { cause }, ""), None)?;
    }
    if !draft.files.is_empty() {
        taking.take(further(Act::Attach { files: draft.files.clone() }, ""), None)?;
    }
    if listed.is_over {
        taking.take(further(Act::Over, &listed.remark), None)?;
    } else if !listed.remark.is_empty() {
        taking.take(further(Act::Note, &listed.remark), None)?;
    }
    let row = taking.finish()?;
    Ok(Opened { id: row.id, number: row.number, customer })
}

/// Begins a complaint at a moment.
pub(super) fn begin<'a, 'tx>(
    tx: &'a Tx<'tx>,
    customer: CustomerId,
    draft: &IntakeDraft,
    at: Instant,
) -> Result<step::Taking<'a, 'tx>, AppError> {
    known(tx, customer)?;
    if let Some(purchase) = draft.purchase
        && purchases::get(tx, customer, purchase)?.is_none()
    {
        return Err(AppError::not_found("purchase", &purchase.to_string()));
    }
    let severity = match draft.severity {
        Some(severity) => severity,
        None => {
            let repeats = before(tx, customer, tx.at())?.len();
            let words = format!("{} {}", draft.what, draft.wish);
            propose(tx, Some(customer), &words, draft.purchase, repeats)?.severity
        }
    };
    let received = draft.received.unwrap_or(at);
    let first = Step {
        id: StepId::from_uuid(tx.new_id()),
        at,
        by: draft.by.clone(),
        act: Act::Receive { received, severity, owner: draft.owner.clone() },
        words: draft.what.clone(),
        channel: Some(draft.channel),
    }
    .checked()?;
    let nothing = || AppError::Internal { detail: "a complaint without a beginning".to_owned() };
    let case = Case::begun(&first).ok_or_else(nothing)?;
    let new = NewComplaint {
        customer,
        received,
        channel: draft.channel,
        what: &draft.what,
        item: &draft.item,
        purchase: draft.purchase,
        wish: &draft.wish,
        level: level_of(tx, customer)?.map(|(_, level)| level),
    };
    let standing = Standing { case: &case, due: None, follow_up: None };
    let id = rows::insert(tx, &new, &standing)?;
    rows::add_step(tx, id, &first)?;
    step::Taking::load(tx, id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::new_operation;

    #[test]
    fn a_complaint_is_taken_down_with_its_cause() {
        let folder = tempfile::tempdir().expect("a folder");
        let app = App::open(folder.path()).expect("a shop");
        let cause = crate::complaints::rules(&app).expect("rules").causes.0[0].id;
        let new = CustomerDraft { name: "王欣".to_owned(), ..CustomerDraft::default() };
        let draft = IntakeDraft {
            who: Complainant::New { draft: Box::new(new) },
            channel: Channel::Phone,
            what: "送晚了".to_owned(),
            item: String::new(),
            purchase: None,
            wish: String::new(),
            severity: None,
            cause: Some(cause),
            received: None,
            by: "店长".to_owned(),
            owner: String::new(),
            files: Vec::new(),
        };
        let opened = open(&app, new_operation(), draft).expect("a complaint");
        let kept = app.read(|reader| super::super::found(reader, opened.id)).expect("a complaint");
        assert_eq!((kept.cause, kept.owner.as_str()), (Some(cause), "店长"));
    }
}
