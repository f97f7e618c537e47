//! Today: whom to contact, why, with which words; done, snoozed, taken off.

mod announce;
mod plan;
mod wording;

pub(crate) use announce::ready;
pub use announce::{Announcement, Answer, answer, tell, trial};
pub(crate) use plan::prepare_anew;
pub use plan::{prepare, prepare_if_new_day};
pub(crate) use wording::Wording;

use chrono::{Datelike as _, NaiveTime};
use huike_domain::error::InvalidCode;
use huike_domain::followups::{RankParts, Reason, Rule, State, next_after};
use huike_domain::ids::{CustomerId, FollowUpId, InteractionId, OperationId, RuleId};
use huike_domain::interactions::{Channel, InteractionKind, checked_note};
use huike_domain::scripts::Occasion;
use huike_domain::segments::{Stage, ThreeClass};
use huike_domain::time::{DAY_MS, Instant, Zone, add_days, next_day};
use huike_store::Tx;
use huike_store::followups::{self as rows, After, NewFollowUp};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::error::AppError;
use crate::interactions::InteractionDraft;

/// One planned contact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FollowUpView {
    /// Which.
    pub id: FollowUpId,
    /// With whom.
    pub customer: CustomerId,
    /// Their name as lists show it.
    pub customer_name: String,
    /// Their phone number as people write it; empty where unknown.
    pub phone: String,
    /// The same for a screen that others can see.
    pub masked_phone: String,
    /// Their segment today.
    pub segment: Option<ThreeClass>,
    /// Their stage today.
    pub stage: Option<Stage>,
    /// Their last purchase.
    pub last_purchase: Option<Instant>,
    /// The rule that proposed it; none where it was set by hand.
    pub rule: Option<RuleId>,
    /// Why, as data.
    pub reason: Reason,
    /// What was noted when it was set or snoozed.
    pub note: String,
    /// When it is due.
    pub due: Instant,
    /// Open, done or cancelled.
    pub state: State,
    /// Why it stands where it stands in the list.
    pub rank: RankParts,
    /// The channel to use.
    pub channel: Channel,
    /// What words for it are about.
    pub occasion: Occasion,
    /// The kind of contact that settles it.
    pub contact: InteractionKind,
}

/// Today's list, best first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TodayPage {
    /// The rows.
    pub rows: Vec<FollowUpView>,
    /// Hand this back to read on; none at the end.
    pub next: Option<TodayCursor>,
}

/// The place after which Today reads on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TodayCursor {
    /// Stored place of the last row.
    #[specta(type = specta_typescript::Number)]
    pub rank: i64,
    /// Its due time.
    pub due: Instant,
    /// Its id.
    pub id: FollowUpId,
}

/// Figures above Today's list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TodayCounts {
    /// Open and due by the end of today, overdue ones included.
    pub due: u32,
    /// Of these, due before today.
    pub overdue: u32,
    /// Open and due in the seven days after today.
    pub upcoming: u32,
    /// Settled since midnight.
    pub done: u32,
    /// Open and due at this moment: what the badge says.
    pub now: u32,
}

/// What follows after a follow-up is done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Next {
    /// As its rule says.
    #[default]
    ByRule,
    /// At this moment, with a note.
    At {
        /// When.
        due: Instant,
        /// Why; may be empty.
        note: String,
    },
    /// Nothing more.
    None,
}

/// What came of finishing a follow-up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Done {
    /// The contact that was logged.
    pub interaction: InteractionId,
    /// The next follow-up, where one was set.
    pub next: Option<FollowUpView>,
}

/// A moment to put a follow-up off to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SnoozeChoice {
    /// Which of the usual choices.
    pub choice: SnoozeName,
    /// The moment.
    pub at: Instant,
}

/// The usual choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum SnoozeName {
    /// In two hours.
    LaterToday,
    /// Tomorrow at ten.
    Tomorrow,
    /// In three days at ten.
    ThreeDays,
    /// Next Monday at ten.
    NextWeek,
    /// The same day next month at ten.
    NextMonth,
}

impl Next {
    /// Holds a moment to the next five years and its note to its bounds.
    ///
    /// # Errors
    /// [`AppError::Invalid`] on `due` or `note`.
    pub(crate) fn checked(self, now: Instant) -> Result<Self, AppError> {
        match self {
            Self::At { due, note } => {
                Ok(Self::At { due: checked_due(due, now)?, note: checked_note(&note)? })
            }
            other => Ok(other),
        }
    }
}

fn checked_due(due: Instant, now: Instant) -> Result<Instant, AppError> {
    if due <= now || due > now.plus_days(5 * 366) {
        return Err(AppError::invalid("due", InvalidCode::OutOfRange));
    }
    Ok(due)
}

/// The last millisecond of the day of `now`.
fn end_of_day(now: Instant, zone: Zone) -> Instant {
    Instant(zone.start_of(next_day(zone.day_of(now))).0 - 1)
}

/// Follow-ups due by the end of today, best first; at most 200 rows.
///
/// # Errors
/// [`AppError::Internal`].
pub fn today(app: &App, after: Option<TodayCursor>, limit: u32) -> Result<TodayPage, AppError> {
    due(app, app.now(), after, limit)
}

/// Follow-ups due by the end of the day of `at`, best first; at most 200 rows.
///
/// # Errors
/// [`AppError::Internal`].
pub fn due(
    app: &App,
    at: Instant,
    after: Option<TodayCursor>,
    limit: u32,
) -> Result<TodayPage, AppError> {
    let limit = limit.clamp(1, 200);
    app.read(|reader| {
        let wording = Wording::load(reader, at)?;
        let after = after.map(|cursor| After {
            rank: huike_domain::followups::Rank(cursor.rank),
            due: cursor.due,
            id: cursor.id,
        });
        let end = end_of_day(at, wording.zone);
        let found = rows::ranked(reader, at, wording.today, end, after, limit)?;
        let next = (found.len() == limit as usize).then(|| found.last()).flatten();
        let next = next.map(|last| TodayCursor { rank: last.rank.0, due: last.due, id: last.id });
        Ok(TodayPage { rows: found.into_iter().map(|found| wording.view(found)).collect(), next })
    })
}

/// Follow-ups of the seven days after today, soonest first; at most 200 rows.
///
/// # Errors
/// [`AppError::Internal`].
pub fn upcoming(app: &App, limit: u32) -> Result<Vec<FollowUpView>, AppError> {
    let now = app.now();
    app.read(|reader| {
        let wording = Wording::load(reader, now)?;
        let end = end_of_day(now, wording.zone);
        let found = rows::upcoming(reader, end, end.plus_days(7), limit.clamp(1, 200))?;
        Ok(found.into_iter().map(|found| wording.view(found)).collect())
    })
}

/// Figures above Today's list.
///
/// # Errors
/// [`AppError::Internal`].
pub fn counts(app: &App) -> Result<TodayCounts, AppError> {
    let now = app.now();
    app.read(|reader| {
        let zone = crate::app::zone(reader)?;
        let start = zone.start_of(zone.day_of(now));
        let end = end_of_day(now, zone);
        let (due, overdue) = rows::count_due(reader, start, now)?;
        Ok(TodayCounts {
            due: due + rows::count_later(reader, now, end)?,
            overdue,
            upcoming: rows::count_upcoming(reader, end, end.plus_days(7))?,
            done: rows::count_done(reader, start)?,
            now: due,
        })
    })
}

/// Logs the contact, settles the follow-up and sets the next one, in one operation.
///
/// # Errors
/// [`AppError::NotFound`] where it is not open (somebody was faster); [`AppError::Invalid`].
pub fn done(
    app: &App,
    op: OperationId,
    id: FollowUpId,
    draft: InteractionDraft,
    next: Next,
) -> Result<Done, AppError> {
    let draft = draft.checked()?;
    let next = next.checked(app.now())?;
    let customer = open(app, id)?;
    let written = app.write(op, "followups.done", Some(customer), move |tx| {
        let found = rows::get(tx, id)?.ok_or_else(|| not_open(id))?;
        rows::settle(tx, id, State::Done, "").map_err(|_| not_open(id))?;
        let interaction = crate::interactions::insert(tx, found.customer, &draft, Some(id))?;
        // Before the next one is set, which this contact must not settle.
        crate::interactions::settle_answered(tx, found.customer, draft.kind)?;
        let next = set_next(tx, found.customer, found.rule, draft.kind, &next)?;
        Ok((interaction, next))
    })?;
    let (interaction, next) = written.value;
    let next = next.map(|next| view(app, next)).transpose()?.flatten();
    Ok(Done { interaction, next })
}

/// [`done`] by the kind of contact and the channel that the follow-up itself asks for; what comes
/// next is what its rule says.
///
/// # Errors
/// As [`done`].
pub fn done_as_asked(
    app: &App,
    op: OperationId,
    id: FollowUpId,
    note: String,
) -> Result<Done, AppError> {
    let asked = view(app, id)?.ok_or_else(|| not_open(id))?;
    let (kind, channel) = (asked.contact, Some(asked.channel));
    let draft = InteractionDraft { kind, channel, note, script: None };
    done(app, op, id, draft, Next::ByRule)
}

fn open(app: &App, id: FollowUpId) -> Result<CustomerId, AppError> {
    let found = app.read(|reader| Ok(rows::get(reader, id)?))?;
    found
        .filter(|found| found.state == State::Open)
        .map(|found| found.customer)
        .ok_or_else(|| not_open(id))
}

fn not_open(id: FollowUpId) -> AppError {
    AppError::not_found("followUp", &id.to_string())
}

fn view(app: &App, id: FollowUpId) -> Result<Option<FollowUpView>, AppError> {
    app.read(|reader| {
        let wording = Wording::load(reader, app.now())?;
        Ok(rows::get(reader, id)?.map(|found| wording.view(found)))
    })
}

/// Writes down what follows after a contact of kind `contact`: what the rule says, or what the
/// person said.
pub(crate) fn set_next(
    tx: &Tx<'_>,
    customer: CustomerId,
    rule: Option<RuleId>,
    contact: InteractionKind,
    next: &Next,
) -> Result<Option<FollowUpId>, AppError> {
    match next {
        Next::None => Ok(None),
        Next::At { due, note } => by_hand(tx, customer, *due, note).map(Some),
        Next::ByRule => {
            let all = rows::rules(tx)?;
            let rule = all.iter().find(|found| Some(found.id) == rule && found.enabled);
            let Some(rule) = rule else { return Ok(None) };
            let zone = crate::app::zone(tx)?;
            let candidate = rows::candidate_of(tx, customer)?;
            let facts = plan::facts(tx, rule, &candidate, zone, tx.at())?;
            let today = zone.day_of(tx.at());
            let Some(proposal) = next_after(rule, &facts, contact, today, zone) else {
                return Ok(None);
            };
            Ok(plan::write_down(tx, rule, &candidate, proposal, zone)?)
        }
    }
}

fn by_hand(
    tx: &Tx<'_>,
    customer: CustomerId,
    due: Instant,
    note: &str,
) -> Result<FollowUpId, AppError> {
    let zone = crate::app::zone(tx)?;
    let standing = rows::candidate_of(tx, customer)?;
    let (reason, money) = (Reason::ByHand, standing.monetary_fen);
    let new = NewFollowUp {
        customer,
        rule: None,
        due,
        rank: RankParts::rank(&reason, standing.segment, money, zone.day_of(due)),
        expires: None,
        reason,
        note: note.to_owned(),
    };
    // Only an occasion can be on record before, and one set by hand has none.
    rows::insert(tx, &new)?
        .ok_or_else(|| AppError::Internal { detail: "a follow-up by hand was refused".to_owned() })
}

/// Puts a follow-up off.
///
/// # Errors
/// [`AppError::NotFound`] where it is not open; [`AppError::Invalid`] where `until` is past.
pub fn snooze(app: &App, op: OperationId, id: FollowUpId, until: Instant) -> Result<(), AppError> {
    let until = checked_due(until, app.now())?;
    let customer = open(app, id)?;
    app.write(op, "followups.snooze", Some(customer), move |tx| {
        let zone = crate::app::zone(tx)?;
        let found = rows::get(tx, id)?.ok_or_else(|| not_open(id))?;
        let (reason, money) = (&found.reason, found.monetary_fen);
        let rank = RankParts::rank(reason, found.segment, money, zone.day_of(until));
        rows::move_to(tx, id, until, rank).map_err(|_| not_open(id))
    })?;
    Ok(())
}

/// The usual moments to put a follow-up off to.
///
/// # Errors
/// [`AppError::Internal`].
pub fn snooze_choices(app: &App) -> Result<Vec<SnoozeChoice>, AppError> {
    let (now, zone) = (app.now(), app.zone()?);
    let today = zone.day_of(now);
    let ten = NaiveTime::from_hms_opt(10, 0, 0).unwrap_or_default();
    let at_ten = |days: i64| zone.at(add_days(today, days), ten);
    let to_monday = 7 - i64::from(today.weekday().num_days_from_monday());
    let next_month = today.checked_add_months(chrono::Months::new(1)).unwrap_or(today);
    let in_two_hours = Instant(now.0 + DAY_MS / 12);
    let mut choices = vec![
        SnoozeChoice { choice: SnoozeName::Tomorrow, at: at_ten(1) },
        SnoozeChoice { choice: SnoozeName::ThreeDays, at: at_ten(3) },
        SnoozeChoice { choice: SnoozeName::NextWeek, at: at_ten(to_monday) },
        SnoozeChoice { choice: SnoozeName::NextMonth, at: zone.at(next_month, ten) },
    ];
    // Late in the evening "later today" is already tomorrow.
    if zone.day_of(in_two_hours) == today {
        choices.insert(0, SnoozeChoice { choice: SnoozeName::LaterToday, at: in_two_hours });
    }
    Ok(choices)
}

/// When the shop opens next after today; at ten tomorrow where it keeps no hours.
fn next_opening_after_today(app: &App, now: Instant) -> Result<Instant, AppError> {
    let (calendar, zone) =
        app.read(|reader| Ok((huike_store::settings::hours(reader)?, crate::app::zone(reader)?)))?;
    let tomorrow = next_day(zone.day_of(now));
    let ten = NaiveTime::from_hms_opt(10, 0, 0).unwrap_or_default();
    let opening = calendar.in_zone(zone).next_opening(zone.start_of(tomorrow));
    Ok(match opening {
        Ok(opening) if !calendar.is_always_open() => opening,
        _ => zone.at(tomorrow, ten),
    })
}

/// Takes a follow-up off the list without a contact.
///
/// # Errors
/// [`AppError::NotFound`] where it is not open; [`AppError::Invalid`] on `note`.
pub fn cancel(app: &App, op: OperationId, id: FollowUpId, note: String) -> Result<(), AppError> {
    let note = checked_note(&note)?;
    let customer = open(app, id)?;
    app.write(op, "followups.cancel", Some(customer), move |tx| {
        rows::settle(tx, id, State::Cancelled, &note).map_err(|_| not_open(id))
    })?;
    Ok(())
}

/// Sets the next contact by hand.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Invalid`] on `due` or `note`.
pub fn set(
    app: &App,
    op: OperationId,
    customer: CustomerId,
    due: Instant,
    note: String,
) -> Result<FollowUpId, AppError> {
    let due = checked_due(due, app.now())?;
    let note = checked_note(&note)?;
    let written = app.write(op, "followups.set", Some(customer), move |tx| {
        crate::purchases::known(tx, customer)?;
        by_hand(tx, customer, due, &note)
    })?;
    Ok(written.value)
}

/// The rules.
///
/// # Errors
/// [`AppError::Internal`].
pub fn rules(app: &App) -> Result<Vec<Rule>, AppError> {
    app.read(|reader| Ok(rows::rules(reader)?))
}

/// Saves one rule. Where it changed, its open follow-ups are taken back and it proposes anew.
///
/// # Errors
/// [`AppError::Invalid`] names the figure to mend.
pub fn save_rule(app: &App, op: OperationId, rule: Rule) -> Result<(), AppError> {
    let rule = rule.checked()?;
    app.write(op, "followups.rule", None, move |tx| {
        let before = rows::rules(tx)?.into_iter().find(|known| known.id == rule.id);
        if before.as_ref() != Some(&rule) {
            rows::withdraw(tx, rule.id)?;
            rows::save_rule(tx, &rule)?;
        }
        Ok::<_, AppError>(())
    })?;
    prepare_anew(app);
    Ok(())
}
