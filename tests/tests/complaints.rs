//! Complaints on a real file: led from the first minute to mended trust, and taken back step by
//! step.

#[path = "complaints/alarms.rs"]
mod alarms;
#[path = "complaints/authority.rs"]
mod authority;
#[path = "complaints/clocks.rs"]
mod clocks;
#[path = "notifying/desktop.rs"]
mod desktop;
#[path = "complaints/friday.rs"]
mod friday;
#[path = "complaints/learning.rs"]
mod learning;
#[path = "complaints/nasty.rs"]
mod nasty;
#[path = "complaints/remedies.rs"]
mod remedies;
#[path = "complaints/report.rs"]
mod report;
#[path = "complaints/together.rs"]
mod together;
#[path = "complaints/walk.rs"]
mod walk;
#[path = "complaints/warned.rs"]
mod warned;

use std::collections::BTreeMap;

use huike_app::complaints::{self, Complainant, ComplaintView, ImproveDraft, IntakeDraft};
use huike_app::complaints::{StepDraft, rules};
use huike_app::{AppError, calendar, followups, shop};
use huike_domain::calendar::{BusinessCalendar, Span};
use huike_domain::complaints::{
    Act, Case, Clock, Measure, Offer, Refusal, Remedy, Severity, State,
};
use huike_domain::followups::Reason;
use huike_domain::ids::{ComplaintId, CustomerId, FollowUpId};
use huike_domain::interactions::Channel;
use huike_domain::shop::{Language, Preferences};
use huike_domain::staff::{Person, Role};
use huike_domain::time::Zone;
use huike_store::complaints::{self as rows, ClockRow};
use huike_store::settings as saved;
use huike_tests::{Story, op, person};

/// A shop that speaks English, open Monday to Friday from 9 to 12 and from 13:30 to 18.
fn shop(now: &str) -> Story {
    let story = open_shop(now);
    let day = || vec![Span { from: 540, to: 720 }, Span { from: 810, to: 1_080 }];
    let week = std::array::from_fn(|n| if n < 5 { day() } else { Vec::new() });
    let hours = BusinessCalendar { week: Some(week), ..BusinessCalendar::default() };
    calendar::save(&story.app, op(), hours).expect("hours");
    story
}

/// One that never closes.
fn open_shop(now: &str) -> Story {
    let story = Story::at(now);
    let english = Preferences { language: Language::En, ..Preferences::default() };
    shop::set_preferences(&story.app, op(), english).expect("a language");
    story
}

/// Li serves and may give ¥50, Mo manages and may give ¥55, Mei manages and may give ¥100, and the
/// shop is Chen's.
fn people(story: &Story) {
    story.staffed(&everyone());
}

fn everyone() -> [Person; 4] {
    [
        person("Li", Role::Staff, Some(5_000)),
        person("Mei", Role::Manager, Some(10_000)),
        person("Mo", Role::Manager, Some(5_500)),
        person("Chen", Role::Owner, None),
    ]
}

fn draft(customer: CustomerId, what: &str) -> IntakeDraft {
    IntakeDraft {
        who: Complainant::Known { id: customer },
        channel: Channel::Phone,
        what: what.to_owned(),
        item: String::new(),
        purchase: None,
        wish: String::new(),
        severity: Some(Severity::Moderate),
        cause: None,
        received: None,
        by: "Li".to_owned(),
        owner: String::new(),
        files: Vec::new(),
    }
}

fn open(story: &Story, customer: CustomerId) -> ComplaintId {
    open_with(story, draft(customer, "The cake was late"))
}

fn open_with(story: &Story, draft: IntakeDraft) -> ComplaintId {
    complaints::open(&story.app, op(), draft).expect("a complaint").id
}

/// A step with words and a channel where it needs them.
fn drafted(act: Act) -> StepDraft {
    let kind = act.kind();
    let words = if kind.needs_words() { "We are sorry, and see to it" } else { "" };
    let channel = kind.speaks().then_some(Channel::Phone);
    StepDraft { act, words: words.to_owned(), channel, script: None, passphrase: None }
}

fn try_by(story: &Story, by: &str, id: ComplaintId, act: Act) -> Result<ComplaintView, AppError> {
    complaints::step(&story.app, op(), id, by.to_owned(), vec![drafted(act)])
}

fn attempt(story: &Story, id: ComplaintId, act: Act) -> Result<ComplaintView, AppError> {
    try_by(story, "Li", id, act)
}

#[track_caller]
fn step(story: &Story, id: ComplaintId, act: Act) -> ComplaintView {
    attempt(story, id, act).expect("a step")
}

#[track_caller]
fn check_not_now(story: &Story, id: ComplaintId, act: Act, state: State) {
    let refusal = Refusal::NotNow { state };
    assert_eq!(attempt(story, id, act).map(drop), Err(AppError::Complaint { refusal }));
}

fn view(story: &Story, id: ComplaintId) -> ComplaintView {
    complaints::get(&story.app, id).expect("a complaint")
}

fn state(story: &Story, id: ComplaintId) -> State {
    view(story, id).card.state
}

const fn answer() -> Act {
    Act::Answer { empathy: true }
}

fn offer(remedies: &[Remedy]) -> Offer {
    let none_because = if remedies.is_empty() { "it was theirs" } else { "" };
    Offer { remedies: remedies.to_vec(), none_because: none_because.to_owned() }
}

fn propose(remedies: &[Remedy]) -> Act {
    Act::Propose { offer: offer(remedies), empathy: true }
}

fn gift(fen: u32) -> Remedy {
    Remedy::Gift { item: "A mug".to_owned(), worth_fen: fen }
}

/// Takes a measure for a complaint; it is the first cause's of the shop.
fn improve(story: &Story, id: ComplaintId) -> ComplaintView {
    let cause = rules(&story.app).expect("rules").causes.0[0].id;
    let draft = ImproveDraft {
        cause,
        root: "One oven for all".to_owned(),
        measure: "A second oven".to_owned(),
        owner: "Mei".to_owned(),
        due: story.app.today().expect("a day"),
    };
    complaints::improve(&story.app, op(), id, "Li".to_owned(), draft).expect("a measure")
}

/// Leads a complaint to its solution with a small gift.
fn solve(story: &Story, id: ComplaintId) -> ComplaintView {
    step(story, id, answer());
    step(story, id, propose(&[gift(900)]));
    step(story, id, Act::Agree);
    improve(story, id);
    step(story, id, Act::Solve)
}

/// The contact after a solution, where Today shows it.
fn follow_up(story: &Story) -> Option<FollowUpId> {
    let rows = followups::today(&story.app, None, 50).expect("today").rows;
    let asks = |reason: &Reason| matches!(reason, Reason::Complaint { .. });
    rows.into_iter().find(|row| row.reasons.iter().any(asks)).map(|row| row.id)
}

fn due(view: &ComplaintView, clock: Clock) -> String {
    let of = |it: &&complaints::ClockView| it.clock == clock;
    let last = view.clocks.iter().rev().find(of).expect("a clock");
    last.due.map_or_else(|| "stands".to_owned(), |due| due.in_zone(Zone::SHANGHAI))
}

/// What a moment looks like in the shop.
trait InZone {
    fn in_zone(self, zone: Zone) -> String;
}

impl InZone for huike_domain::time::Instant {
    fn in_zone(self, zone: Zone) -> String {
        format!("{} {}", zone.day_of(self), zone.time_of(self).format("%H:%M"))
    }
}

/// The file holds of each complaint what its steps make of it, and nothing else contradicts itself.
#[track_caller]
fn verify(story: &Story) {
    let problems = story.app.store().expect("open").verify().expect("verified").problems;
    assert_eq!(problems, Vec::<String>::new());
    let all = complaints::list(&story.app, None, Default::default(), None, 200).expect("a list");
    for card in all.cards {
        check_folded(story, card.id);
    }
}

#[track_caller]
fn check_folded(story: &Story, id: ComplaintId) {
    let known = story.app.store().expect("open").read(|reader| {
        let times = (saved::pace(reader)?, saved::hours(reader)?);
        let row = rows::get(reader, id)?.expect("a complaint");
        let (steps, clocks) = (rows::steps_of(reader, id)?, rows::clocks_of(reader, id)?);
        Ok::<_, huike_store::StoreError>((times, row, steps, clocks))
    });
    let ((pace, calendar), row, steps, clocks) = known.expect("read");
    let case = Case::of(&steps).expect("steps that follow each other").expect("a beginning");
    let zone = story.app.zone().expect("a zone");
    let measure = Measure { pace: &pace, calendar: &calendar, zone, level: row.level };
    let pauses = case.pauses();
    // Of two that began in the same moment the later one counts.
    let mut fresh = BTreeMap::new();
    for it in case.deadlines(&measure) {
        let runs = it.run.ended.is_none() && it.due.is_some();
        let marks = runs.then(|| measure.marks(&it.run, &pauses)).map(|[a, b, _, d]| [a, b, d]);
        let row = ClockRow {
            clock: it.run.clock,
            started: it.run.started,
            due: it.due,
            ended: it.run.ended,
            dropped: it.run.dropped,
            took: it.took,
            marks,
        };
        fresh.insert((it.run.started, it.run.clock), row);
    }
    assert_eq!(clocks, fresh.into_values().collect::<Vec<_>>(), "#{}", row.number);
    let running = clocks.iter().filter(|it| it.ended.is_none());
    let next = running.filter_map(|it| Some((it.due?, it.clock))).min();
    assert_eq!(row.due.zip(row.due_clock), next);
    assert_eq!((row.state, row.severity, &row.owner), (case.state, case.severity, &case.owner));
    assert_eq!((row.cause, row.waiting, row.into), (case.cause, case.waiting, case.into));
    assert_eq!((row.escalation, row.reopened), (case.escalation, case.reopened));
    assert_eq!((row.asked, row.counter), (case.asked.is_some(), case.counter));
    assert_eq!((row.solved, row.closed), (case.solved, case.closed));
    assert_eq!(row.satisfaction, case.satisfaction);
}
