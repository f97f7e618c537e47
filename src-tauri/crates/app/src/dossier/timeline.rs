//! What happened with a customer, from several tables in one order.

use huike_domain::complaints as complaint;
use huike_domain::followups::{Reason, State};
use huike_domain::ids::{ComplaintId, CustomerId, FollowUpId};
use huike_domain::interactions::InteractionKind;
use huike_domain::time::Instant;
use huike_store::text::Text;
use huike_store::{
    Reader, StoreError, attachments, complaints, followups, interactions, purchases,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::App;
use crate::attachments::AttachmentView;
use crate::customers::MOST_ROWS;
use crate::error::AppError;

/// One thing on a customer's timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum TimelineEntry {
    /// A purchase or refund.
    Purchase(crate::purchases::PurchaseView),
    /// A contact or a remark.
    Interaction(crate::interactions::InteractionView),
    /// A file.
    File(AttachmentView),
    /// A follow-up that is over.
    FollowUp(SettledFollowUp),
    /// A complaint, at the moment at which it came in.
    Complaint(ComplaintEntry),
}

/// A complaint on the timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ComplaintEntry {
    /// Which.
    pub id: ComplaintId,
    /// What people call it.
    pub number: u32,
    /// When it came in.
    pub at: Instant,
    /// What happened.
    pub what: String,
    /// Where it stands.
    pub state: complaint::State,
    /// How much it weighs.
    pub severity: complaint::Severity,
}

/// A follow-up that was done or taken off.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SettledFollowUp {
    /// Which.
    pub id: FollowUpId,
    /// When it was settled.
    pub at: Instant,
    /// When it had been due.
    pub due: Instant,
    /// Done, cancelled or skipped.
    pub state: State,
    /// Why it was there; at least one reason.
    pub reasons: Vec<Reason>,
    /// What was noted when it was set or taken off.
    pub note: String,
}

/// A kind of entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum TimelineKind {
    /// Purchases and refunds.
    Purchase,
    /// Calls.
    Call,
    /// Messages.
    Message,
    /// Visits.
    Visit,
    /// Deep talks.
    DeepTalk,
    /// Gifts.
    Gift,
    /// Notes.
    Note,
    /// Files.
    File,
    /// Complaints.
    Complaint,
    /// Follow-ups that were done.
    Done,
    /// Follow-ups that were taken off.
    Cancelled,
}

impl TimelineKind {
    const fn interaction(self) -> Option<InteractionKind> {
        Some(match self {
            Self::Call => InteractionKind::Call,
            Self::Message => InteractionKind::Message,
            Self::Visit => InteractionKind::Visit,
            Self::DeepTalk => InteractionKind::DeepTalk,
            Self::Gift => InteractionKind::Gift,
            Self::Note => InteractionKind::Note,
            Self::Purchase | Self::File | Self::Complaint | Self::Done | Self::Cancelled => {
                return None;
            }
        })
    }

    const fn state(self) -> Option<State> {
        match self {
            Self::Done => Some(State::Done),
            Self::Cancelled => Some(State::Cancelled),
            _ => None,
        }
    }
}

/// Which entries of a timeline are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TimelineFilter {
    /// Of these kinds; of every kind where it is empty.
    pub kinds: Vec<TimelineKind>,
    /// With this text in the note, in what was bought, in the order number or in the file's name.
    pub text: String,
}

/// A stretch of a timeline, newest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TimelinePage {
    /// The entries.
    pub entries: Vec<TimelineEntry>,
    /// Hand this back to read on; none at the end.
    pub next: Option<TimelineCursor>,
}

/// The place after which a timeline reads on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TimelineCursor {
    /// The moment of the last entry shown.
    pub at: Instant,
    /// Its id, which parts entries of the same moment.
    #[specta(type = String)]
    pub id: Uuid,
}

type Placed = (TimelineCursor, TimelineEntry);

/// What happened with a customer, newest first.
///
/// # Errors
/// [`AppError::Internal`].
pub fn timeline(
    app: &App,
    id: CustomerId,
    filter: TimelineFilter,
    after: Option<TimelineCursor>,
    limit: u32,
) -> Result<TimelinePage, AppError> {
    let limit = limit.clamp(1, MOST_ROWS);
    app.read(|reader| {
        // One more than is shown tells whether there is more.
        let mut entries = gather(reader, id, &filter, after, limit + 1)?;
        // Each table gave its newest, so the newest of all are among them.
        entries.sort_unstable_by_key(|(place, _)| std::cmp::Reverse((place.at, place.id)));
        let more = entries.len() > limit as usize;
        entries.truncate(limit as usize);
        let next = entries.last().filter(|_| more).map(|(place, _)| *place);
        Ok(TimelinePage { entries: entries.into_iter().map(|(_, entry)| entry).collect(), next })
    })
}

fn gather(
    reader: &Reader<'_>,
    id: CustomerId,
    filter: &TimelineFilter,
    after: Option<TimelineCursor>,
    limit: u32,
) -> Result<Vec<Placed>, StoreError> {
    let before = after.map_or((Instant(i64::MAX), Uuid::max()), |cursor| (cursor.at, cursor.id));
    let text = Text::new(&filter.text);
    let everything = filter.kinds.is_empty();
    let wants = |kind| everything || filter.kinds.contains(&kind);
    let mut entries: Vec<Placed> = Vec::new();
    let mut put = |at, id, entry| entries.push((TimelineCursor { at, id }, entry));

    if wants(TimelineKind::Purchase) {
        for found in purchases::page(reader, id, &text, before, limit)? {
            let (at, id) = (found.purchase.at, found.id.uuid());
            put(at, id, TimelineEntry::Purchase(found.into()));
        }
    }
    let mut kinds: Vec<_> = filter.kinds.iter().filter_map(|kind| kind.interaction()).collect();
    if everything {
        kinds.extend(InteractionKind::ALL);
    }
    if !kinds.is_empty() {
        for found in interactions::page(reader, id, &kinds, &text, before, limit)? {
            let (at, id) = (found.interaction.at, found.id.uuid());
            put(at, id, TimelineEntry::Interaction(found.into()));
        }
    }
    if wants(TimelineKind::File) {
        for found in attachments::page(reader, id, &text, before, limit)? {
            put(found.at, found.id.uuid(), TimelineEntry::File(found.into()));
        }
    }
    if wants(TimelineKind::Complaint) {
        for found in complaints::page(reader, id, &text, before, limit)? {
            let entry = ComplaintEntry {
                id: found.id,
                number: found.number,
                at: found.received,
                what: found.what,
                state: found.state,
                severity: found.severity,
            };
            put(entry.at, entry.id.uuid(), TimelineEntry::Complaint(entry));
        }
    }
    let mut states: Vec<_> = filter.kinds.iter().filter_map(|kind| kind.state()).collect();
    if everything {
        states.extend([State::Done, State::Cancelled]);
    }
    if !states.is_empty() {
        for found in followups::settled(reader, id, &states, everything, &text, before, limit)? {
            put(found.at, found.id.uuid(), TimelineEntry::FollowUp(found.into()));
        }
    }
    Ok(entries)
}

impl From<followups::Settled> for SettledFollowUp {
    fn from(found: followups::Settled) -> Self {
        let followups::Settled { id, at, due, state, reasons, note } = found;
        Self { id, at, due, state, reasons, note }
    }
}
