//! One complaint with everything that is known of it: what is shown, printed and answered.

use std::collections::BTreeMap;

use huike_domain::calendar::DuePath;
use huike_domain::complaints::{
    ActKind, Ask, Case, Clock, Missing, Offer, Remedy, Run, Satisfaction, Severity, Sla, Step,
};
use huike_domain::ids::{AttachmentId, CatalogueId, CauseId, ComplaintId, PurchaseId};
use huike_domain::time::Instant;
use huike_store::complaints::{self as rows, Complaint};
use huike_store::{Read, attachments, purchases};
use serde::{Deserialize, Serialize};

use super::improving::ImprovementView;
use super::{
    ComplaintCard, Times, board, found, given, improving, limits, not_found, settings, step,
};
use crate::App;
use crate::attachments::AttachmentView;
use crate::error::AppError;
use crate::words::Words;

/// A remedy and what it says to people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RemedyView {
    /// The remedy.
    pub remedy: Remedy,
    /// In words.
    pub words: String,
    /// What it is worth, in fen; none where nothing limits it.
    #[specta(type = Option<specta_typescript::Number>)]
    pub worth_fen: Option<i64>,
}

/// An offer and what it is worth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct OfferView {
    /// What makes up for it; empty where nothing does.
    pub remedies: Vec<RemedyView>,
    /// Why nothing does.
    pub none_because: String,
    /// What it is worth together, in fen; none where nothing limits it.
    #[specta(type = Option<specta_typescript::Number>)]
    pub worth_fen: Option<i64>,
}

/// Something of the shop's catalogue that fits this complaint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Suggestion {
    /// Which entry.
    pub id: CatalogueId,
    /// What the shop calls it.
    pub name: String,
    /// What it comes to here.
    pub remedy: RemedyView,
}

/// A remedy that was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RemedyGiven {
    /// When.
    pub at: Instant,
    /// By whom.
    pub by: String,
    /// What.
    pub remedy: RemedyView,
    /// The voucher's code, where it is one.
    pub code: Option<String>,
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct StepView {
    /// As it was taken.
    pub step: Step,
    /// With an offer: what it comes to.
    pub offer: Option<OfferView>,
    /// With a cause: its names, the topmost first.
    pub cause: Vec<String>,
    /// With another complaint: what people call it.
    pub other: Option<u32>,
    /// With a measure: what it is.
    pub measure: Option<String>,
}

/// A clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ClockView {
    /// Which.
    pub clock: Clock,
    /// When it began.
    pub started: Instant,
    /// When its time is over; none while it stands still.
    pub due: Option<Instant>,
    /// When it ended.
    pub ended: Option<Instant>,
    /// How it stands.
    pub sla: Sla,
    /// How much time that counts is left, in milliseconds; negative where it is late, none where it
    /// has ended.
    #[specta(type = Option<specta_typescript::Number>)]
    pub left_ms: Option<i64>,
    /// How many minutes that count it took.
    pub took: Option<u32>,
    /// How its deadline comes about, while it runs.
    pub path: Option<DuePath>,
}

/// What was given, and how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SumView {
    /// How many remedies.
    pub count: u32,
    /// What they are worth together, in fen.
    #[specta(type = specta_typescript::Number)]
    pub fen: i64,
}

impl From<rows::Sum> for SumView {
    fn from(rows::Sum { count, fen }: rows::Sum) -> Self {
        Self { count, fen }
    }
}

/// One complaint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ComplaintView {
    /// As lists show it.
    pub card: ComplaintCard,
    /// What happened, all of it.
    pub what: String,
    /// What they wish for.
    pub wish: String,
    /// The purchase that it is about.
    pub purchase: Option<PurchaseId>,
    /// What that came to, less what was paid back, in fen.
    #[specta(type = Option<specta_typescript::Number>)]
    pub purchase_fen: Option<i64>,
    /// What it came from.
    pub cause: Option<CauseId>,
    /// How often complaints of this cause came in the 180 days before, and measures were done
    /// against it in that time: it comes again although something was done.
    pub again: Option<Again>,
    /// Its steps, the first first.
    pub steps: Vec<StepView>,
    /// Its clocks, in the order in which they began.
    pub clocks: Vec<ClockView>,
    /// What a person may do now.
    pub possible: Vec<ActKind>,
    /// What lacks before it is solved.
    pub missing: Vec<Missing>,
    /// What somebody was asked for.
    pub asked: Option<Ask>,
    /// What may be offered because somebody approved it.
    pub approved: Option<Offer>,
    /// What was offered last.
    pub offer: Option<OfferView>,
    /// Whether they accepted it.
    pub agreed: bool,
    /// What was given.
    pub given: Vec<RemedyGiven>,
    /// What fits it, of the shop's catalogue.
    pub suggestions: Vec<Suggestion>,
    /// What the customer was given in the 365 days before.
    pub given_to_customer: SumView,
    /// What was given for complaints of the same cause since the month began.
    pub given_for_cause: Option<SumView>,
    /// What was given to everybody since the month began.
    pub given_this_month: SumView,
    /// The measures taken for it.
    pub improvements: Vec<ImprovementView>,
    /// Measures against its cause, of which one may do.
    pub measures: Vec<ImprovementView>,
    /// Files.
    pub files: Vec<AttachmentView>,
    /// What they said of the solution.
    pub satisfaction: Option<Satisfaction>,
    /// The complaint under which it goes on: what people call it, and which.
    pub into: Option<Other>,
    /// Whether the solution is due within 24 hours and not there: it is time to say so.
    pub delay_notice: bool,
    /// Whether the shop is open now, and until when that holds.
    pub open: bool,
    /// Until when it is open or closed; none: for ever.
    pub until: Option<Instant>,
    /// The moment that this shows.
    pub now: Instant,
}

/// Another complaint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Other {
    /// Which.
    pub id: ComplaintId,
    /// What people call it.
    pub number: u32,
}

/// A cause that comes again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Again {
    /// How many complaints of it came in the 180 days before this one.
    pub complaints: u32,
    /// How many measures against it were done before this one came in.
    pub done: u32,
}

/// One complaint.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn get(app: &App, complaint: ComplaintId) -> Result<ComplaintView, AppError> {
    let now = app.now();
    app.read(|reader| view(reader, found(reader, complaint)?, now))
}

/// The complaint that people call by a number, or one of an id.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn numbered(app: &App, text: &str) -> Result<ComplaintId, AppError> {
    let text = text.trim().trim_start_matches('#');
    if let Ok(id) = text.parse::<ComplaintId>() {
        return app.read(|reader| Ok(rows::get(reader, id)?.ok_or_else(|| not_found(id))?.id));
    }
    let missing = || AppError::not_found("complaint", text);
    let number: u32 = text.parse().map_err(|_| missing())?;
    app.read(|reader| Ok(rows::numbered(reader, number)?.ok_or_else(missing)?.id))
}

fn view(
    read: &huike_store::Reader<'_>,
    row: Complaint,
    now: Instant,
) -> Result<ComplaintView, AppError> {
    let times = Times::load(read)?;
    let measure = times.measure(row.level);
    let steps = rows::steps_of(read, row.id)?;
    let case = step::case_of(read, row.id)?;
    let words = Words::of(huike_store::settings::preferences(read)?.language);
    let clocks: Vec<_> = clock_views(&times, &row, &case, now);
    let (open, until) = measure.changes_at(now);
    let month = times.zone.start_of(first_of_month(times.zone.day_of(now)));
    let causes = settings::causes(read)?;
    let cause = case.cause;
    let under = cause.map(|cause| causes.under(cause)).unwrap_or_default();
    let for_cause =
        cause.map(|_| rows::sum_of_cause(read, &under, month)).transpose()?.map(Into::into);
    let solution = clocks.iter().rev().find(|it| it.clock == Clock::Solution);
    let delay_notice = case.state.is_in_hand()
        && solution.is_some_and(|it| {
            it.ended.is_none()
                && it.sla != Sla::OnTrack
                && it.due.is_some_and(|due| due <= now.plus_days(1))
        });
    let purchase_fen = row.purchase.map(|id| paid(read, &row, id)).transpose()?.flatten();
    let views = steps.iter().map(|step| step_view(read, words, &causes, step));
    Ok(ComplaintView {
        what: row.what.clone(),
        wish: row.wish.clone(),
        purchase: row.purchase,
        purchase_fen,
        cause,
        again: again(read, &row, &under)?,
        steps: views.collect::<Result<_, _>>()?,
        clocks,
        possible: case.possible(),
        missing: if case.state.is_unsolved() { case.missing() } else { Vec::new() },
        offer: case.offer.as_ref().map(|offer| offer_view(read, words, offer)).transpose()?,
        agreed: case.agreed,
        given: given_views(read, words, row.id)?,
        suggestions: suggestions(read, words, &row, &case, purchase_fen)?,
        given_to_customer: rows::sum_of_customer(read, row.customer, now.plus_days(-365))?.into(),
        given_for_cause: for_cause,
        given_this_month: rows::sum_since(read, month)?.into(),
        improvements: improving::views_of(read, &case.improvements, now)?,
        measures: match cause {
            Some(cause) => improving::against(read, cause, now)?,
            None => Vec::new(),
        },
        files: files(read, &row, &steps)?,
        satisfaction: case.satisfaction,
        into: case.into.map(|id| other(read, id)).transpose()?.flatten(),
        delay_notice,
        open,
        until,
        now,
        asked: case.asked,
        approved: case.approved,
        card: board::card(read, &times, row, now)?,
    })
}

/// The first day of a month.
pub(super) fn first_of_month(day: chrono::NaiveDate) -> chrono::NaiveDate {
    chrono::Datelike::with_day(&day, 1).unwrap_or(day)
}

fn clock_views(times: &Times, row: &Complaint, case: &Case, now: Instant) -> Vec<ClockView> {
    let (measure, pauses) = (times.measure(row.level), case.pauses());
    let view = |run: &Run| {
        let deadline = measure.deadline(run, &pauses, case.waiting);
        let [half, soon, ..] = measure.marks(run, &pauses);
        let runs = run.ended.is_none();
        let left = deadline.due.map(|due| measure.left_ms(run.severity, now, due));
        ClockView {
            clock: run.clock,
            started: run.started,
            due: deadline.due,
            ended: run.ended,
            sla: Sla::of(deadline.due, Some((half, soon)), (run.ended, run.dropped), now),
            left_ms: if runs { deadline.left_ms.or(left) } else { None },
            took: deadline.took,
            path: (runs && deadline.due.is_some()).then(|| measure.explain(run, &pauses)),
        }
    };
    case.runs.iter().map(view).collect()
}

fn paid(read: &impl Read, row: &Complaint, id: PurchaseId) -> Result<Option<i64>, AppError> {
    let Some(entry) = purchases::get(read, row.customer, id)? else { return Ok(None) };
    let backs = purchases::backs(read, row.customer, id)?;
    let purchase = &entry.purchase;
    let stays = huike_domain::purchases::Stays::of(purchase.amount_fen, &purchase.lines, &backs);
    Ok(Some(stays.amount_fen))
}

/// How far back a cause is looked for that comes again, in days.
const AGAIN_DAYS: i64 = 180;

fn again(read: &impl Read, row: &Complaint, under: &[CauseId]) -> Result<Option<Again>, AppError> {
    let Some(cause) = row.cause else { return Ok(None) };
    let since = row.received.plus_days(-AGAIN_DAYS);
    let before = rows::counted_of(read, under, since, row.received)?;
    let measures = rows::of_cause(read, cause)?;
    let done = measures.iter().filter(|it| it.done.is_some_and(|done| done <= row.received));
    let done = u32::try_from(done.count()).unwrap_or(u32::MAX);
    Ok((before > 0).then_some(Again { complaints: before, done }))
}

pub(super) fn remedy_view(
    read: &impl Read,
    words: &Words,
    remedy: &Remedy,
) -> Result<RemedyView, AppError> {
    // What was removed since says nothing any more, and is worth what was noted.
    let worth = match limits::worth(read, remedy) {
        Err(AppError::NotFound { .. }) => Some(0),
        worth => worth?,
    };
    let said = given::named(read, words, remedy)?;
    Ok(RemedyView { remedy: remedy.clone(), words: said, worth_fen: worth })
}

fn offer_view(read: &impl Read, words: &Words, offer: &Offer) -> Result<OfferView, AppError> {
    let remedies: Vec<RemedyView> = offer
        .remedies
        .iter()
        .map(|remedy| remedy_view(read, words, remedy))
        .collect::<Result<_, _>>()?;
    let worth = remedies.iter().try_fold(0_i64, |sum, it| Some(sum + it.worth_fen?));
    Ok(OfferView { remedies, none_because: offer.none_because.clone(), worth_fen: worth })
}

fn given_views(
    read: &impl Read,
    words: &Words,
    complaint: ComplaintId,
) -> Result<Vec<RemedyGiven>, AppError> {
    let given = rows::remedies_of(read, complaint)?;
    let view = |row: rows::RemedyRow| {
        let code = row.given.get("code").and_then(|code| code.as_str()).map(str::to_owned);
        let mut remedy = remedy_view(read, words, &row.remedy)?;
        remedy.worth_fen = Some(row.worth_fen);
        Ok(RemedyGiven { at: row.at, by: row.by, remedy, code })
    };
    given.into_iter().map(view).collect()
}

fn step_view(
    read: &impl Read,
    words: &Words,
    causes: &huike_domain::complaints::Causes,
    step: &Step,
) -> Result<StepView, AppError> {
    use huike_domain::complaints::Act;
    let mut view =
        StepView { step: step.clone(), offer: None, cause: Vec::new(), other: None, measure: None };
    match &step.act {
        Act::Ask { offer, .. } | Act::Propose { offer, .. } => {
            view.offer = Some(offer_view(read, words, offer)?);
        }
        Act::SetCause { cause } => view.cause = causes.path(*cause),
        Act::Merge { into: id } | Act::Absorb { other: id } => {
            view.other = other(read, *id)?.map(|other| other.number);
        }
        Act::Improve { improvement } => {
            view.measure = rows::improvement(read, *improvement)?.map(|it| it.measure);
        }
        _ => {}
    }
    Ok(view)
}

fn other(read: &impl Read, id: ComplaintId) -> Result<Option<Other>, AppError> {
    Ok(rows::get(read, id)?.map(|row| Other { id: row.id, number: row.number }))
}

/// What fits a complaint, with what it comes to here; what cannot be (a part of a purchase where
/// none is known) is left out.
fn suggestions(
    read: &impl Read,
    words: &Words,
    row: &Complaint,
    case: &Case,
    purchase_fen: Option<i64>,
) -> Result<Vec<Suggestion>, AppError> {
    use huike_domain::complaints::CatalogueRemedy;
    let lineage = match case.cause {
        Some(cause) => settings::causes(read)?.lineage(cause),
        None => Vec::new(),
    };
    let severity: Severity = case.severity;
    let mut found = Vec::new();
    for entry in settings::catalogue(read)?.fitting(severity, &lineage) {
        let remedy = match &entry.remedy {
            CatalogueRemedy::Fixed { remedy } => remedy.clone(),
            CatalogueRemedy::Part { percent } => {
                let part = purchase_fen.map(|fen| fen * i64::from(*percent) / 100);
                match part.and_then(|fen| u32::try_from(fen).ok()).filter(|fen| *fen > 0) {
                    Some(fen) => Remedy::Refund { purchase: row.purchase, fen },
                    None => continue,
                }
            }
        };
        let remedy = remedy_view(read, words, &remedy)?;
        found.push(Suggestion { id: entry.id, name: entry.name.clone(), remedy });
    }
    Ok(found)
}

fn files(
    read: &impl Read,
    row: &Complaint,
    steps: &[Step],
) -> Result<Vec<AttachmentView>, AppError> {
    use huike_domain::complaints::Act;
    let mut files: BTreeMap<AttachmentId, AttachmentView> = BTreeMap::new();
    for step in steps {
        let Act::Attach { files: attached } = &step.act else { continue };
        for id in attached {
            if let Some(found) = attachments::get(read, row.customer, *id)? {
                files.insert(*id, found.into());
            }
        }
    }
    Ok(files.into_values().collect())
}
