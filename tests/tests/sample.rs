//! The sample shop: opened, looked at, removed, and both taken back.

use std::collections::BTreeSet;

use huike_app::complaints::{self, BoardFilter};
use huike_app::customers::{self, CustomerQuery};
use huike_app::dossier::{self, TimelineEntry};
use huike_app::{App, AppError, followups, operations, segments, shop};
use huike_domain::complaints::State;
use huike_domain::customers::CustomerKind;
use huike_domain::followups::Reason;
use huike_domain::interactions::InteractionKind;
use huike_domain::shop::{Language, Preferences};
use huike_tests::{Story, op};

const DAY: &str = "2026-11-23T09:30:00+08:00";

fn a_shop(language: Language, moment: &str) -> Story {
    let story = Story::at(moment);
    let preferences = Preferences { language, ..Preferences::default() };
    shop::set_preferences(&story.app, op(), preferences).expect("a language");
    story
}

fn open(app: &App) -> huike_domain::ids::OperationId {
    let op = op();
    shop::open_sample(app, op).expect("the sample");
    op
}

fn all(app: &App) -> Vec<customers::CustomerRow> {
    let query = CustomerQuery::default();
    let mut rows = Vec::new();
    loop {
        let from = u32::try_from(rows.len()).expect("few");
        let page = customers::page(app, query.clone(), from, 100).expect("a page").rows;
        if page.is_empty() {
            return rows;
        }
        rows.extend(page);
    }
}

fn whole_timeline(app: &App, id: huike_domain::ids::CustomerId) -> Vec<TimelineEntry> {
    let mut entries = Vec::new();
    let mut after = None;
    loop {
        let page = dossier::timeline(app, id, Default::default(), after, 20).expect("a timeline");
        entries.extend(page.entries);
        after = page.next;
        if after.is_none() {
            return entries;
        }
    }
}

/// Everything that can be seen of a shop, in figures.
#[derive(Debug, PartialEq)]
struct Seen {
    overview: segments::Overview,
    counts: followups::TodayCounts,
    purchases: u32,
    interactions: u32,
    complaints: Vec<State>,
}

fn seen(app: &App) -> Seen {
    let report = app.store().expect("open").verify().expect("a report");
    assert_eq!(report.problems, Vec::<String>::new());
    let told =
        complaints::list(app, None, BoardFilter::default(), None, 100).expect("complaints").cards;
    Seen {
        overview: segments::overview(app).expect("an overview"),
        counts: followups::counts(app).expect("counts"),
        purchases: report.purchases,
        interactions: report.interactions,
        complaints: told.iter().map(|card| card.state).collect(),
    }
}

#[track_caller]
fn check(what: &str, found: u32, range: std::ops::RangeInclusive<u32>) {
    assert!(range.contains(&found), "{what}: {found} is not in {range:?}");
}

#[track_caller]
fn check_figures(language: Language, moment: &str) {
    let story = a_shop(language, moment);
    let app = &story.app;
    open(app);
    let seen = seen(app);
    check("customers", seen.overview.customers, 210..=230);
    check("without a purchase", seen.overview.without_purchase, 4..=10);
    check("purchases", seen.purchases, 2_400..=2_800);
    check("interactions", seen.interactions, 600..=800);
    for (found, range) in seen.overview.segments.iter().zip([30..=60, 60..=120, 60..=100]) {
        check(found.segment.as_str(), found.customers, range);
    }
    for (found, range) in seen.overview.stages.iter().zip([60..=100, 40..=70, 25..=45, 35..=65]) {
        check(found.stage.as_str(), found.customers, range);
    }
    check("due", seen.counts.due, 15..=40);
    check("upcoming", seen.counts.upcoming, 7..=35);
    use State::{Agreed, Answered, Closed, Investigating, Proposed, Received, Solved};
    let of_these_days = [Received, Answered, Investigating, Proposed, Agreed, Solved];
    assert_eq!(seen.complaints, [&of_these_days[..], &[Closed; 4]].concat());
}

#[test]
fn it_is_alive_on_any_day_and_in_both_languages() {
    for language in [Language::ZhCn, Language::En] {
        check_figures(language, DAY);
    }
    for moment in [
        "2026-02-28T08:00:00+08:00",
        "2027-09-14T23:59:00+08:00",
        "2028-02-29T00:00:00+08:00",
        "2031-01-01T12:00:00+08:00",
        "2055-06-15T12:00:00+08:00",
    ] {
        check_figures(Language::ZhCn, moment);
    }
}

#[test]
fn it_tells_one_story_in_both_languages() {
    let zh = a_shop(Language::ZhCn, DAY);
    let en = a_shop(Language::En, DAY);
    open(&zh.app);
    open(&en.app);
    assert_eq!(seen(&zh.app), seen(&en.app));
}

#[test]
fn customers_are_told_apart_and_nothing_is_yet_to_come() {
    let story = a_shop(Language::ZhCn, DAY);
    let app = &story.app;
    open(app);
    let rows = all(app);
    let distinct = |of: fn(&customers::CustomerRow) -> &String| {
        rows.iter().map(of).collect::<BTreeSet<_>>().len()
    };
    assert_eq!(distinct(|row| &row.name), rows.len());
    assert_eq!(distinct(|row| &row.phone), rows.len());
    assert_eq!(distinct(|row| &row.external_id), rows.len());
    assert!(rows.iter().all(|row| row.phone.starts_with("199 0000 ")));
    let companies = rows.iter().filter(|row| row.kind == CustomerKind::Company).count();
    check("companies", u32::try_from(companies).expect("few"), 30..=36);

    let (mut birthdays, mut refunds, mut orders, mut purchases) = (0, 0, 0, 0);
    let earliest = app.now().plus_days(-740);
    for row in &rows {
        let view = dossier::page(app, row.id).expect("a page");
        birthdays += u32::from(view.draft.birthday.is_some());
        for entry in whole_timeline(app, row.id) {
            let at = match entry {
                TimelineEntry::Purchase(bought) => {
                    purchases += 1;
                    refunds += u32::from(bought.amount_fen < 0);
                    orders += u32::from(!bought.order_no.is_empty());
                    assert_ne!(bought.amount_fen, 0);
                    assert!(bought.lines.iter().all(|line| !line.item.is_empty()));
                    let sum: i64 = bought.lines.iter().map(|line| line.amount_fen).sum();
                    assert_eq!(sum, bought.amount_fen);
                    bought.at
                }
                TimelineEntry::Interaction(talk) => {
                    assert!(!talk.note.is_empty() && !talk.note.contains('{'), "{}", talk.note);
                    talk.at
                }
                TimelineEntry::FollowUp(over) => over.at,
                TimelineEntry::File(file) => file.at,
                TimelineEntry::Complaint(complaint) => complaint.at,
            };
            assert!(earliest <= at && at < app.now(), "{}", at.to_rfc3339());
        }
    }
    // Pages of twenty leave nothing out.
    assert_eq!(purchases, seen(app).purchases);
    check("birthdays", birthdays, 115..=130);
    check("refunds", refunds, 25..=55);
    check("orders in a hundred", orders * 100 / purchases, 40..=62);
}

#[test]
fn today_has_every_reason() {
    let story = a_shop(Language::ZhCn, DAY);
    let app = &story.app;
    open(app);
    let rows = followups::today(app, None, 200).expect("today").rows;
    let count = |of: fn(&Reason) -> bool| {
        u32::try_from(rows.iter().filter(|row| of(&row.reasons[0])).count()).expect("few")
    };
    check("birthdays", count(|r| matches!(r, Reason::Birthday { .. })), 3..=8);
    check("stages", count(|r| matches!(r, Reason::StageEntered { .. })), 4..=10);
    check("cadence", count(|r| matches!(r, Reason::Cadence { .. })), 4..=12);
    // Nobody is owed a first talk: the shop has been at it for two years.
    assert!(!rows.iter().any(|r| matches!(r.reasons[0], Reason::Cadence { last: None, .. })));
    assert!(rows.iter().any(|r| r.contact == InteractionKind::DeepTalk));
}

#[test]
fn removal_leaves_an_empty_shop_and_can_be_taken_back() {
    let story = a_shop(Language::ZhCn, DAY);
    let app = &story.app;
    open(app);
    let full = seen(app);
    let removal = op();
    shop::remove_sample(app, removal).expect("removed");
    let empty = seen(app);
    assert_eq!((empty.overview.customers, empty.purchases, empty.interactions), (0, 0, 0));
    assert_eq!(empty.complaints, []);
    assert_eq!(empty.counts.due + empty.counts.upcoming, 0);
    assert!(customers::search(app, "K0001".to_owned(), 5, None).expect("a search").rows.is_empty());
    assert!(!shop::status(app).expect("a status").sample);

    operations::undo(app, op(), Some(removal)).expect("taken back");
    assert_eq!(seen(app), full);
    assert!(shop::status(app).expect("a status").sample);
    assert_eq!(
        customers::search(app, "K0001".to_owned(), 5, None).expect("a search").rows.len(),
        1
    );
    shop::remove_sample(app, op()).expect("removed again");
    assert_eq!(seen(app), empty);
}

#[test]
fn opening_can_be_taken_back_and_done_again() {
    let story = a_shop(Language::En, DAY);
    let app = &story.app;
    let before = seen(app);
    let opening = open(app);
    let full = seen(app);
    assert!(matches!(shop::open_sample(app, op()), Err(AppError::Invalid { .. })));

    let undo = op();
    operations::undo(app, undo, Some(opening)).expect("taken back");
    assert_eq!(seen(app), before);
    assert!(!shop::status(app).expect("a status").sample);
    // What a bulk operation made is not kept, so taking its undo back has nothing to bring.
    assert!(matches!(operations::undo(app, op(), Some(undo)), Err(AppError::CannotUndo { .. })));
    assert!(!shop::status(app).expect("a status").sample);
    open(app);
    assert_eq!(seen(app), full);
}

#[test]
fn it_opens_at_once() {
    let story = a_shop(Language::ZhCn, DAY);
    let app = &story.app;
    let begun = std::time::Instant::now();
    open(app);
    let took = begun.elapsed();
    assert!(took.as_secs() < 2, "{took:?}");
}

#[test]
fn ones_own_customers_stay() {
    let story = a_shop(Language::ZhCn, DAY);
    let app = &story.app;
    let own = huike_domain::customers::CustomerDraft {
        name: "王欣".to_owned(),
        external_id: "K0001".to_owned(),
        ..Default::default()
    };
    let id = customers::add(app, op(), own).expect("a customer");
    open(app);
    shop::remove_sample(app, op()).expect("removed");
    assert_eq!(all(app).iter().map(|row| row.id).collect::<Vec<_>>(), [id]);
    assert_eq!(seen(app).overview.without_purchase, 1);
}
