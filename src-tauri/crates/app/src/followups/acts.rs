//! What a person does with a follow-up: done, nobody answered, put off, given to somebody, taken
//! off, set by hand.

use chrono::{Datelike as _, NaiveTime, Timelike as _};
use huike_domain::error::{FieldError, InvalidCode};
use huike_domain::followups::{
    ContactOutcome, Looking, RankParts, RuleDays, RuleTrigger, State, Timing, due_at, occasions,
    owed_again, satisfied_by,
};
use huike_domain::ids::{CustomerId, FollowUpId, InteractionId, OperationId};
use huike_domain::interactions::{InteractionKind, checked_note};
use huike_domain::recurrence::Recurrence;
use huike_domain::time::{DAY_MS, Instant, add_days, days_between, next_day};
use huike_store::followups::{self as rows, Over, PlannedReason};
use huike_store::{Tx, settings};
use serde::{Deserialize, Serialize};

use super::by_hand::{Planned, by_hand};
use super::planner::{Planner, rule_of};
use super::{FollowUpView, view};
use crate::App;
use crate::error::AppError;
use crate::interactions::InteractionDraft;

/// What follows after a follow-up is done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Next {
    /// As its rules say.
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

/// What came of an attempt that nobody answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Tried {
    /// How often nobody answered so far.
    pub tries: u32,
    /// When it is tried again.
    pub due: Instant,
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
    /// Tomorrow at ten, or when the shop opens.
    Tomorrow,
    /// In three days.
    ThreeDays,
    /// Next Monday.
    NextWeek,
    /// The same day next month.
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

/// Logs the contact, settles the follow-up and sets the next one, in one operation.
///
/// # Errors
/// [`AppError::NotFound`] where it is not open (somebody was faster); [`AppError::Invalid`].
pub fn done(
    app: &App,
    op: OperationId,
    id: FollowUpId,
    draft: InteractionDraft,
    outcome: Option<ContactOutcome>,
    next: Next,
) -> Result<Done, AppError> {
    let draft = draft.checked()?;
    let next = next.checked(app.now())?;
    let customer = open(app, id)?;
    let written = app.write(op, "followups.done", Some(customer), move |tx| {
        let planned = planned(tx, customer, id)?;
        rows::settle(tx, id, State::Done, "").map_err(|_| not_open(id))?;
        if let Some(outcome) = outcome {
            rows::note_outcome(tx, id, outcome)?;
        }
        let interaction = crate::interactions::insert(tx, customer, &draft, Some(id))?;
        // Before the next one is set, which this contact must not settle.
        settle_answered(tx, customer, draft.kind)?;
        let next = match (&next, planned.reasons.is_empty()) {
            (Next::ByRule, true) => again(tx, id)?,
            (Next::ByRule, false) => by_rules(tx, customer, &planned.reasons, draft.kind)?,
            _ => set_next(tx, customer, &next)?,
        };
        Ok((interaction, next))
    })?;
    let (interaction, next) = written.value;
    let next = next.map(|next| view(app, next)).transpose()?.flatten();
    Ok(Done { interaction, next })
}

/// [`done`] by the kind of contact and the channel that the follow-up itself asks for; what comes
/// next is what its rules say.
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
    done(app, op, id, draft, None, Next::ByRule)
}

fn open(app: &App, id: FollowUpId) -> Result<CustomerId, AppError> {
    let found = app.read(|reader| Ok(rows::get(reader, id)?))?;
    found
        .filter(|found| found.state == State::Open)
        .map(|found| found.customer)
        .ok_or_else(|| not_open(id))
}

fn planned(tx: &Tx<'_>, customer: CustomerId, id: FollowUpId) -> Result<rows::Planned, AppError> {
    let all = rows::planned_with(tx, customer)?;
    all.into_iter().find(|planned| planned.id == id).ok_or_else(|| not_open(id))
}

fn not_open(id: FollowUpId) -> AppError {
    AppError::not_found("followUp", &id.to_string())
}

/// Sets what a person said comes next.
pub(crate) fn set_next(
    tx: &Tx<'_>,
    customer: CustomerId,
    next: &Next,
) -> Result<Option<FollowUpId>, AppError> {
    match next {
        Next::At { due, note } => {
            by_hand(tx, customer, *due, Planned { note, ..Planned::default() }).map(Some)
        }
        Next::ByRule | Next::None => Ok(None),
    }
}

/// How far ahead the next occasion of a rule is looked for, in days.
const NEXT_DAYS: i64 = 800;

/// Sets what the rules of these reasons say comes after a contact of kind `contact`: a birthday
/// next year, a cadence from today on; where a cadence asks for another kind of contact, that is
/// still owed, and asked for again a week later.
fn by_rules(
    tx: &Tx<'_>,
    customer: CustomerId,
    reasons: &[PlannedReason],
    contact: InteractionKind,
) -> Result<Option<FollowUpId>, AppError> {
    let planner = Planner::load(tx, tx.at())?;
    let Some((subject, mut known)) = planner.known(tx, customer)? else { return Ok(None) };
    let mut first: Option<(Instant, FollowUpId)> = None;
    for reason in reasons {
        let Some(rule) = rule_of(&planner.rules, Some(reason.rule)) else { continue };
        if planner.audience(tx, rule, &[customer])?.is_empty() {
            continue;
        }
        let facts = planner.facts(tx, rule, &mut known)?;
        let next = match &rule.spec.trigger {
            RuleTrigger::Cadence { every_days } if contact != rule.spec.contact => {
                let last = facts.last_contact;
                Some(owed_again(*every_days, rule.spec.contact, last, planner.today))
            }
            RuleTrigger::Cadence { .. }
            | RuleTrigger::Birthday { .. }
            | RuleTrigger::Anniversary { .. }
            | RuleTrigger::Recurring { .. } => {
                let looking = Looking {
                    today: planner.today,
                    from: next_day(planner.today),
                    to: add_days(planner.today, NEXT_DAYS),
                    stages: planner.stages(),
                };
                let mut found = None;
                for occasion in occasions(rule, facts, &looking) {
                    if !rows::is_known(tx, rule.id, customer, &occasion.key)? {
                        found = Some(occasion);
                        break;
                    }
                }
                found
            }
            _ => None,
        };
        let Some(next) = next else { continue };
        if rows::is_known(tx, rule.id, customer, &next.key)? {
            continue;
        }
        if let Ok(id) = planner.write_down(tx, rule, &subject, &next)?
            && let Some(found) = rows::get(tx, id)?
        {
            let sooner = first.is_none_or(|(due, _)| found.due < due);
            first = if sooner { Some((found.due, id)) } else { first };
        }
    }
    Ok(first.map(|(_, id)| id))
}

/// Sets the next of one that was set by hand to come again.
fn again(tx: &Tx<'_>, id: FollowUpId) -> Result<Option<FollowUpId>, AppError> {
    let Some(found) = rows::get(tx, id)? else { return Ok(None) };
    let Some(repeats) = &found.repeats else { return Ok(None) };
    let Ok(rule) = Recurrence::parse(repeats) else { return Ok(None) };
    let zone = crate::app::zone(tx)?;
    let (start, today) = (zone.day_of(found.due), zone.day_of(tx.at()));
    let Some(day) = rule.next_after(start, start.max(today)) else { return Ok(None) };
    let due = zone.at(day, zone.time_of(found.due));
    let planned =
        Planned { note: &found.note, repeats: Some(repeats.clone()), ..Planned::default() };
    by_hand(tx, found.customer, due, planned).map(Some)
}

/// A reminder that ignores a logged talk is a nuisance: what a contact of this kind answers is
/// done, and what comes after it is set.
pub(crate) fn settle_answered(
    tx: &Tx<'_>,
    customer: CustomerId,
    kind: InteractionKind,
) -> Result<(), AppError> {
    let zone = crate::app::zone(tx)?;
    for planned in rows::planned_with(tx, customer)? {
        let due_in = days_between(zone.day_of(tx.at()), zone.day_of(planned.due));
        let answers = |it: &&PlannedReason| satisfied_by(&it.reason, kind, due_in);
        let answered: Vec<_> = planned.reasons.iter().filter(answers).cloned().collect();
        for reason in &answered {
            rows::end_reason(tx, customer, &planned, reason, Over::Settled, State::Done)?;
        }
        by_rules(tx, customer, &answered, kind)?;
    }
    Ok(())
}

/// Notes that nobody answered. It is tried again at the same time on the next day on which the shop
/// opens; nothing counts as a contact.
///
/// # Errors
/// [`AppError::NotFound`] where it is not open; [`AppError::Invalid`] on `note`.
pub fn tried(app: &App, op: OperationId, id: FollowUpId, note: String) -> Result<Tried, AppError> {
    let note = checked_note(&note)?;
    let customer = open(app, id)?;
    let words = app.words()?.say("followups.noAnswer", &[]);
    let written = app.write(op, "followups.tried", Some(customer), move |tx| {
        let found = rows::get(tx, id)?.ok_or_else(|| not_open(id))?;
        let zone = crate::app::zone(tx)?;
        let calendar = settings::hours(tx)?;
        let tomorrow = next_day(zone.day_of(tx.at()));
        let day = calendar.next_open_day(tomorrow).unwrap_or(tomorrow);
        let time = zone.time_of(found.due);
        let minute = u16::try_from(time.hour() * 60 + time.minute()).unwrap_or(0);
        let due = due_at(day, minute, None, RuleDays::Open, &calendar, zone);
        let note = if note.is_empty() { words } else { format!("{words} · {note}") };
        let draft = InteractionDraft {
            kind: InteractionKind::Note,
            channel: found.how.channel,
            note: checked_note(&note)?,
            script: None,
        };
        crate::interactions::insert(tx, customer, &draft, Some(id))?;
        rows::note_try(tx, id)?;
        put_off(tx, id, due)?;
        Ok(Tried { tries: found.tries + 1, due })
    })?;
    Ok(written.value)
}

fn put_off(tx: &Tx<'_>, id: FollowUpId, until: Instant) -> Result<(), AppError> {
    let zone = crate::app::zone(tx)?;
    let found = rows::get(tx, id)?.ok_or_else(|| not_open(id))?;
    let timing = Timing { due: zone.day_of(until), by: found.by };
    let weights = settings::weights(tx)?;
    let rank = RankParts::rank(&found.reasons, &found.standing, timing, &weights);
    rows::move_to(tx, id, until, rank).map_err(|_| not_open(id))
}

/// Puts a follow-up off.
///
/// # Errors
/// [`AppError::NotFound`] where it is not open; [`AppError::Invalid`] where `until` is past.
pub fn snooze(app: &App, op: OperationId, id: FollowUpId, until: Instant) -> Result<(), AppError> {
    let until = checked_due(until, app.now())?;
    let customer = open(app, id)?;
    app.write(op, "followups.snooze", Some(customer), move |tx| put_off(tx, id, until))?;
    Ok(())
}

/// The usual moments to put a follow-up off to: on days ahead in opening hours, at ten where that
/// is one.
///
/// # Errors
/// [`AppError::Internal`].
pub fn snooze_choices(app: &App) -> Result<Vec<SnoozeChoice>, AppError> {
    let now = app.now();
    let (zone, calendar) =
        app.read(|reader| Ok((crate::app::zone(reader)?, settings::hours(reader)?)))?;
    let today = zone.day_of(now);
    let at_ten = |day| due_at(day, 600, None, RuleDays::Open, &calendar, zone);
    let in_days = |days: i64| at_ten(add_days(today, days));
    let to_monday = 7 - i64::from(today.weekday().num_days_from_monday());
    let next_month = today.checked_add_months(chrono::Months::new(1)).unwrap_or(today);
    let in_two_hours = Instant(now.0 + DAY_MS / 12);
    let mut choices = vec![
        SnoozeChoice { choice: SnoozeName::Tomorrow, at: in_days(1) },
        SnoozeChoice { choice: SnoozeName::ThreeDays, at: in_days(3) },
        SnoozeChoice { choice: SnoozeName::NextWeek, at: in_days(to_monday) },
        SnoozeChoice { choice: SnoozeName::NextMonth, at: at_ten(next_month) },
    ];
    // Late in the evening "later today" is already tomorrow.
    if zone.day_of(in_two_hours) == today {
        choices.insert(0, SnoozeChoice { choice: SnoozeName::LaterToday, at: in_two_hours });
    }
    Ok(choices)
}

/// The moment that words such as 明天下午3点, 下周一 or `in 3 days` mean.
///
/// # Errors
/// [`AppError::Invalid`] on `when`: what cannot be read, or is past.
pub fn read_when(app: &App, text: String) -> Result<Instant, AppError> {
    let now = app.now();
    app.read(|reader| {
        let (zone, calendar) = (crate::app::zone(reader)?, settings::hours(reader)?);
        Ok(huike_domain::when::read(&text, now, zone, &calendar).map_err(FieldError::from)?)
    })
}

/// When the shop opens next after today; at ten tomorrow where it keeps no hours.
pub(super) fn next_opening_after_today(app: &App, now: Instant) -> Result<Instant, AppError> {
    let (calendar, zone) =
        app.read(|reader| Ok((settings::hours(reader)?, crate::app::zone(reader)?)))?;
    let tomorrow = next_day(zone.day_of(now));
    let ten = NaiveTime::from_hms_opt(10, 0, 0).unwrap_or_default();
    let opening = calendar.in_zone(zone).next_opening(zone.start_of(tomorrow));
    Ok(match opening {
        Ok(opening) if !calendar.is_always_open() => opening,
        _ => zone.at(tomorrow, ten),
    })
}

/// Takes a follow-up off the list without a contact, with the reason.
///
/// # Errors
/// [`AppError::NotFound`] where it is not open; [`AppError::Invalid`] on `note`, also where there
/// is none.
pub fn cancel(app: &App, op: OperationId, id: FollowUpId, note: String) -> Result<(), AppError> {
    let note = checked_note(&note)?;
    if note.is_empty() {
        return Err(AppError::invalid("note", InvalidCode::Required));
    }
    let customer = open(app, id)?;
    app.write(op, "followups.cancel", Some(customer), move |tx| {
        // The next one is set with what this one was for, not with why it is taken off.
        again(tx, id)?;
        rows::settle(tx, id, State::Skipped, &note).map_err(|_| not_open(id))
    })?;
    Ok(())
}

/// The longest name of a member of staff, in characters.
const NAME_CHARS: usize = 60;

/// Gives a follow-up to a member of staff; an empty name gives it back to whoever looks after the
/// customer.
///
/// # Errors
/// [`AppError::NotFound`] where it is not open; [`AppError::Invalid`] on `to`.
pub fn assign(app: &App, op: OperationId, id: FollowUpId, to: String) -> Result<(), AppError> {
    let to = to.trim().to_owned();
    if to.chars().count() > NAME_CHARS {
        return Err(FieldError::too_long("to", NAME_CHARS).into());
    }
    let customer = open(app, id)?;
    app.write(op, "followups.assign", Some(customer), move |tx| {
        rows::assign(tx, id, &to).map_err(|_| not_open(id))
    })?;
    Ok(())
}

/// Sets the next contact by hand, once or coming again.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Invalid`] on `due`, `note` or `recurrence`.
pub fn set(
    app: &App,
    op: OperationId,
    customer: CustomerId,
    due: Instant,
    note: String,
    repeats: Option<String>,
) -> Result<FollowUpId, AppError> {
    let due = checked_due(due, app.now())?;
    let note = checked_note(&note)?;
    let repeats = repeats.map(|text| Recurrence::parse(&text)).transpose()?.map(String::from);
    let written = app.write(op, "followups.set", Some(customer), move |tx| {
        crate::purchases::known(tx, customer)?;
        by_hand(tx, customer, due, Planned { note: &note, repeats, ..Planned::default() })
    })?;
    Ok(written.value)
}
