//! Today: whom to contact, why, with which words; done, snoozed, taken off.

mod acts;
mod ahead;
mod announce;
mod by_hand;
mod care;
mod facts;
mod find;
mod plan;
mod planner;
mod preview;
mod restraint;
mod rules;
mod whom;
mod wording;

pub use acts::{
    Done, Next, SnoozeChoice, SnoozeName, Tried, assign, cancel, done, done_as_asked, read_when,
    set, snooze, snooze_choices, tried,
};
pub(crate) use acts::{set_next, settle_answered};
pub use ahead::{BirthdayDay, BirthdayView, DayPlan, Greeted, birthdays, calendar, day};
pub use announce::{Announcement, Answer, answer, tell, trial};
pub(crate) use announce::{alone, ready, without_names};
pub(crate) use by_hand::{Planned, by_hand};
pub use care::{Care, CareLine, CareReport, OutcomeCount, Purse, care};
pub use plan::{prepare, prepare_if_new_day};
pub(crate) use plan::{prepare_anew, review};
pub use preview::{RulePreview, Wanted, preview_rule};
pub use restraint::{
    ContactLimitView, contact_limit, restraint, set_contact_limit, set_restraint, set_weights,
    weights,
};
pub use rules::{delete_rule, import_rules, rule_called, rules, save_rule};
pub(crate) use wording::Wording;

use huike_domain::followups::{ContactOutcome, RankParts, Reason, State};
use huike_domain::ids::{CustomerId, FollowUpId, RuleId, ScriptId};
use huike_domain::interactions::{Channel, InteractionKind};
use huike_domain::scripts::Occasion;
use huike_domain::segments::{Stage, ThreeClass};
use huike_domain::time::{Instant, Zone, next_day};
use huike_store::followups::{self as rows, After, Whose};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::error::AppError;
use crate::tiers::LevelName;

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
    /// Their level today.
    pub level: Option<LevelName>,
    /// Their last purchase.
    pub last_purchase: Option<Instant>,
    /// The rule that proposed it first; none where it was set by hand.
    pub rule: Option<RuleId>,
    /// Why, as data: at least one reason, the one that began it first.
    pub reasons: Vec<Reason>,
    /// What was noted when it was set, snoozed or taken off.
    pub note: String,
    /// When it is due.
    pub due: Instant,
    /// The last day on which it still does what it is for; none: it can wait.
    pub by: Option<chrono::NaiveDate>,
    /// Open, done, cancelled or skipped.
    pub state: State,
    /// Why it stands where it stands in the list, before weighing.
    pub rank: RankParts,
    /// The sum of these, weighed as the shop weighs them.
    pub points: i32,
    /// The channel to use.
    pub channel: Channel,
    /// What words for it are about.
    pub occasion: Occasion,
    /// The words that its rule asks for; none: those that fit best.
    pub script: Option<ScriptId>,
    /// The kind of contact that settles it.
    pub contact: InteractionKind,
    /// Who makes the contact; empty: nobody in particular.
    pub assignee: String,
    /// How often nobody answered.
    pub tries: u32,
    /// What came of it, where that was noted.
    pub outcome: Option<ContactOutcome>,
    /// When it was settled; none while it is open.
    pub settled: Option<Instant>,
    /// When it comes again, of one set by hand: a recurrence of RFC 5545.
    pub repeats: Option<String>,
}

/// A part of Today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Section {
    /// Due before today.
    Overdue,
    /// Due today, until now.
    Now,
    /// Due later today.
    Later,
    /// Done today, the latest first.
    Done,
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

impl TodayCursor {
    const fn after(self) -> After {
        After { rank: huike_domain::followups::Rank(self.rank), due: self.due, id: self.id }
    }
}

/// Figures above Today's list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TodayCounts {
    /// Open and due by the end of today, overdue ones included.
    pub due: u32,
    /// Of these, due before today.
    pub overdue: u32,
    /// Of these, due later today.
    pub later: u32,
    /// Open and due in the seven days after today.
    pub upcoming: u32,
    /// Settled since midnight.
    pub done: u32,
    /// Open and due at this moment: what the badge says.
    pub now: u32,
}

/// The last millisecond of the day of `now`.
pub(crate) fn end_of_day(now: Instant, zone: Zone) -> Instant {
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
        let after = after.map(TodayCursor::after);
        let end = end_of_day(at, wording.zone);
        let found = rows::ranked(reader, at, wording.today, end, after, limit)?;
        Ok(page(&wording, found, limit))
    })
}

fn page(wording: &Wording, found: Vec<rows::FollowUp>, limit: u32) -> TodayPage {
    let next = (found.len() == limit as usize).then(|| found.last()).flatten();
    let next = next.map(|last| TodayCursor { rank: last.rank.0, due: last.due, id: last.id });
    TodayPage { rows: found.into_iter().map(|found| wording.view(found)).collect(), next }
}

/// A part of Today, best first; at most 200 rows. `of` names a member of staff, whose own and
/// nobody's are answered.
///
/// # Errors
/// [`AppError::Internal`].
pub fn section(
    app: &App,
    section: Section,
    of: Option<String>,
    after: Option<TodayCursor>,
    limit: u32,
) -> Result<TodayPage, AppError> {
    let (now, limit) = (app.now(), limit.clamp(1, 200));
    app.read(|reader| {
        let wording = Wording::load(reader, now)?;
        let start = wording.zone.start_of(wording.today);
        let end = end_of_day(now, wording.zone);
        let whose = Whose::of(of.as_deref());
        let after = after.map(TodayCursor::after);
        let before = |at: Instant| Instant(at.0 - 1);
        let found = match section {
            Section::Overdue => {
                let until = before(start);
                rows::overdue(reader, now, wording.today, until, whose, after, limit)?
            }
            Section::Now => {
                rows::due_between(reader, (start, now), wording.today, whose, after, limit)?
            }
            Section::Later => {
                let from = Instant(now.0 + 1);
                rows::due_between(reader, (from, end), wording.today, whose, after, limit)?
            }
            Section::Done => rows::done_since(reader, start, whose, after, limit)?,
        };
        Ok(page(&wording, found, limit))
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
        let later = rows::count_later(reader, now, end)?;
        Ok(TodayCounts {
            due: due + later,
            overdue,
            later,
            upcoming: rows::count_upcoming(reader, end, end.plus_days(7))?,
            done: rows::count_done(reader, start)?,
            now: due,
        })
    })
}

/// How many follow-ups are due by the end of the day of `at`.
///
/// # Errors
/// [`AppError::Internal`].
pub fn count_due(app: &App, at: Instant) -> Result<u32, AppError> {
    app.read(|reader| {
        let wording = Wording::load(reader, at)?;
        Ok(rows::count_ranked(reader, at, wording.today, end_of_day(at, wording.zone))?)
    })
}

pub(crate) fn view(app: &App, id: FollowUpId) -> Result<Option<FollowUpView>, AppError> {
    app.read(|reader| {
        let wording = Wording::load(reader, app.now())?;
        Ok(rows::get(reader, id)?.map(|found| wording.view(found)))
    })
}
