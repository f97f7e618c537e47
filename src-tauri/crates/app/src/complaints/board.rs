//! The board: a column for each state, the next deadline first; and lists of complaints.

use huike_domain::complaints::{Clock, Countdown, Severity, Sla, State};
use huike_domain::customers::display_name;
use huike_domain::ids::{CauseId, ComplaintId, CustomerId};
use huike_domain::interactions::Channel;
use huike_domain::time::Instant;
use huike_store::Read;
use huike_store::complaints::{self as rows, Complaint, Wanted};
use serde::{Deserialize, Serialize};

use super::{Times, settings};
use crate::App;
use crate::customers::MOST_ROWS;
use crate::error::AppError;

/// Which complaints are wanted; what is left open is any.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default)]
pub struct BoardFilter {
    /// That this person takes care of.
    pub owner: Option<String>,
    /// Of this severity.
    pub severity: Option<Severity>,
    /// Of this cause, or one under it.
    pub cause: Option<CauseId>,
    /// That came over this channel.
    pub channel: Option<Channel>,
    /// With this text in what happened, the item, the number or the customer's name.
    pub text: String,
    /// For which somebody's approval is waited for.
    pub asked: bool,
}

/// A complaint as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ComplaintCard {
    /// Which.
    pub id: ComplaintId,
    /// What people call it.
    pub number: u32,
    /// Whose.
    pub customer: CustomerId,
    /// Their name as lists show it.
    pub customer_name: String,
    /// What happened, its first 160 characters.
    pub what: String,
    /// The order or item that it is about.
    pub item: String,
    /// When it came in.
    pub received: Instant,
    /// Over which channel.
    pub channel: Channel,
    /// How much it weighs.
    pub severity: Severity,
    /// Where it stands.
    pub state: State,
    /// Who takes care of it; empty: nobody.
    pub owner: String,
    /// What it came from, the topmost cause first; empty where that is not known.
    pub cause: Vec<String>,
    /// Since when the customer is waited for.
    pub waiting: Option<Instant>,
    /// Whether somebody's approval is waited for.
    pub asked: bool,
    /// How far up the ladder it went: 1 the manager, 2 the owner of the shop.
    pub escalation: u8,
    /// How often it was reopened.
    pub reopened: u32,
    /// What is due next.
    pub clock: Option<Clock>,
    /// When.
    pub due: Option<Instant>,
    /// How that deadline stands; none where nothing is due.
    pub sla: Option<Sla>,
    /// How much open time is left to it, in milliseconds; negative where it is late.
    #[specta(type = Option<specta_typescript::Number>)]
    pub left_ms: Option<i64>,
}

/// A column of the board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ComplaintColumn {
    /// Which state.
    pub state: State,
    /// How many complaints.
    pub count: u32,
    /// How many of them are late.
    pub late: u32,
    /// The first of them, the next deadline first.
    pub cards: Vec<ComplaintCard>,
}

/// The board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ComplaintBoard {
    /// The moment that it shows.
    pub now: Instant,
    /// Whether the shop is open: only then time that is left runs.
    pub open: bool,
    /// Until when that holds; none: for ever.
    pub until: Option<Instant>,
    /// A column for each state in which something is still to be done.
    pub columns: Vec<ComplaintColumn>,
    /// Everybody who takes care of one.
    pub owners: Vec<String>,
}

/// The place after which a list reads on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ListCursor {
    /// When the last one came in or, in a list by deadline, when it is due.
    pub at: Option<Instant>,
    /// Its id.
    pub id: ComplaintId,
}

/// A stretch of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ListPage {
    /// The complaints.
    pub cards: Vec<ComplaintCard>,
    /// Hand this back to read on; none at the end.
    pub next: Option<ListCursor>,
}

/// How many characters of what happened a card shows.
const WHAT_CHARS: usize = 160;

/// How many cards of a column come with the board.
const CARDS: u32 = 30;

/// A complaint as lists show it.
pub(super) fn card(
    read: &impl Read,
    times: &Times,
    row: Complaint,
    now: Instant,
) -> Result<ComplaintCard, AppError> {
    let causes = settings::causes(read)?;
    card_with(read, &mut times.countdown(now), &causes, row, now)
}

fn card_with(
    read: &impl Read,
    countdown: &mut Countdown<'_>,
    causes: &huike_domain::complaints::Causes,
    row: Complaint,
    now: Instant,
) -> Result<ComplaintCard, AppError> {
    let (mut sla, mut left_ms) = (None, None);
    if let Some(due) = row.due {
        let clocks = rows::clocks_of(read, row.id)?;
        let running = clocks.iter().find(|it| it.ended.is_none() && it.due == Some(due));
        let marks = running.and_then(|it| it.marks).map(|[half, soon, _]| (half, soon));
        sla = Some(Sla::of(Some(due), marks, (None, false), now));
        left_ms = Some(countdown.left_ms(row.severity, due));
    } else if row.waiting.is_some() {
        sla = Some(Sla::Paused);
    }
    let what = match row.what.char_indices().nth(WHAT_CHARS) {
        Some((end, _)) => format!("{}…", &row.what[..end]),
        None => row.what,
    };
    Ok(ComplaintCard {
        id: row.id,
        number: row.number,
        customer: row.customer,
        customer_name: display_name(&row.name, row.phone.as_deref()).into_owned(),
        what,
        item: row.item,
        received: row.received,
        channel: row.channel,
        severity: row.severity,
        state: row.state,
        owner: row.owner,
        cause: row.cause.map(|cause| causes.path(cause)).unwrap_or_default(),
        waiting: row.waiting,
        asked: row.asked,
        escalation: row.escalation,
        reopened: row.reopened,
        clock: row.due_clock,
        due: row.due,
        sla,
        left_ms,
    })
}

fn cards(
    read: &impl Read,
    countdown: &mut Countdown<'_>,
    found: Vec<Complaint>,
    now: Instant,
) -> Result<Vec<ComplaintCard>, AppError> {
    let causes = settings::causes(read)?;
    found.into_iter().map(|row| card_with(read, countdown, &causes, row, now)).collect()
}

fn with_wanted<T>(
    read: &impl Read,
    filter: &BoardFilter,
    work: impl FnOnce(&Wanted<'_>) -> Result<T, AppError>,
) -> Result<T, AppError> {
    let causes = filter.cause.map(|cause| Ok::<_, AppError>(settings::causes(read)?.under(cause)));
    let causes = causes.transpose()?;
    work(&Wanted {
        owner: filter.owner.as_deref(),
        severity: filter.severity,
        causes: causes.as_deref(),
        channel: filter.channel,
        text: filter.text.trim().trim_start_matches('#'),
        asked: filter.asked,
    })
}

/// The board: a column for each state in which something is still to be done.
///
/// # Errors
/// [`AppError::Internal`].
pub fn board(app: &App, filter: BoardFilter) -> Result<ComplaintBoard, AppError> {
    let now = app.now();
    app.read(|reader| {
        let times = Times::load(reader)?;
        let (open, until) = times.measure(None).changes_at(now);
        let mut countdown = times.countdown(now);
        let columns = with_wanted(reader, &filter, |wanted| {
            let counts = rows::count_states(reader, wanted, now)?;
            let states = State::ALL.into_iter().filter(|state| state.is_open());
            let column = |state: State| {
                let counted = counts.iter().find(|(of, ..)| *of == state);
                let (count, late) = counted.map_or((0, 0), |(_, count, late)| (*count, *late));
                let found = if count == 0 {
                    Vec::new()
                } else {
                    rows::of_state(reader, state, wanted, None, CARDS)?
                };
                Ok(ComplaintColumn {
                    state,
                    count,
                    late,
                    cards: cards(reader, &mut countdown, found, now)?,
                })
            };
            states.map(column).collect::<Result<_, AppError>>()
        })?;
        Ok(ComplaintBoard { now, open, until, columns, owners: rows::owners(reader)? })
    })
}

/// Complaints: of one state by their next deadline, or all by when they came in, the newest first;
/// at most 200.
///
/// # Errors
/// [`AppError::Internal`].
pub fn list(
    app: &App,
    state: Option<State>,
    filter: BoardFilter,
    after: Option<ListCursor>,
    limit: u32,
) -> Result<ListPage, AppError> {
    let (now, limit) = (app.now(), limit.clamp(1, MOST_ROWS));
    app.read(|reader| {
        let times = Times::load(reader)?;
        let found = with_wanted(reader, &filter, |wanted| match state {
            Some(state) => {
                let after = after.map(|cursor| (cursor.at, cursor.id));
                Ok(rows::of_state(reader, state, wanted, after, limit)?)
            }
            None => {
                let before = after.and_then(|cursor| Some((cursor.at?, cursor.id)));
                Ok(rows::latest(reader, wanted, before, limit)?)
            }
        })?;
        let full = found.len() == limit as usize;
        let next = found.last().filter(|_| full).map(|last| ListCursor {
            at: if state.is_some() { last.due } else { Some(last.received) },
            id: last.id,
        });
        Ok(ListPage { cards: cards(reader, &mut times.countdown(now), found, now)?, next })
    })
}

/// Complaints with a deadline today or before, the next first: what stands on top of Today. `of`
/// names a member of staff, whose own and nobody's are answered. At most 50.
///
/// # Errors
/// [`AppError::Internal`].
pub fn today(app: &App, of: Option<String>) -> Result<Vec<ComplaintCard>, AppError> {
    let now = app.now();
    app.read(|reader| {
        let times = Times::load(reader)?;
        let end = crate::followups::end_of_day(now, times.zone);
        let found = rows::due_before(reader, end, of.as_deref(), 50)?;
        cards(reader, &mut times.countdown(now), found, now)
    })
}
