//! The studio, movement, own rhythm and playbooks, told with a clock that the story turns.

use huike_app::segments::{self, Flow, FlowEdge, Sorting};
use huike_app::shop;
use huike_app::{dossier, vault, views};
use huike_domain::ids::CustomerId;
use huike_domain::segments::{
    Figure, LeavesBy, MoveReason, MoveScheme, Playbook, PlaybookTarget, SortingRules, Stage,
    StageBy, StageDays, ThreeClass, Threshold,
};
use huike_domain::shop::Shop;
use huike_tests::{Story, op};

const START: &str = "2026-11-23T12:00:00+08:00";

fn stage_of(story: &Story, customer: CustomerId) -> Option<Stage> {
    dossier::page(&story.app, customer).expect("a customer").row.stage
}

/// What a file says of itself, and whether everyone stands where their purchases put them.
#[track_caller]
fn verified(story: &Story) {
    assert_eq!(vault::verify(&story.app).expect("verified").problems, Vec::<String>::new());
}

fn set(story: &Story, rules: SortingRules) {
    let sorting = Sorting { rules, days: StageDays::default() };
    segments::set_rules(&story.app, op(), sorting).expect("saved");
}

/// Moves as `from>to: customers`, those who stayed left out.
fn flow(story: &Story, from: &str, to: &str, scheme: MoveScheme) -> Vec<String> {
    let day = |text: &str| text.parse().expect("a day");
    let Flow { cells, moved, .. } =
        segments::moves(&story.app, day(from), day(to), scheme).expect("a flow");
    let moves: Vec<_> = cells.iter().filter(|cell| cell.from != cell.to).collect();
    assert_eq!(moves.iter().map(|cell| cell.customers).sum::<u32>(), moved);
    let name = |class: &Option<String>| class.clone().unwrap_or_else(|| "-".to_owned());
    moves.iter().map(|c| format!("{}>{}: {}", name(&c.from), name(&c.to), c.customers)).collect()
}

#[test]
fn a_stage_by_own_rhythm_where_there_is_one() {
    let story = Story::at(START);
    let (weekly, twice) = (story.customer("每周"), story.customer("两次"));
    for day in ["2026-09-01", "2026-09-15", "2026-09-29"] {
        story.buys(weekly, day, 100);
    }
    story.buys(twice, "2026-09-15", 100);
    story.buys(twice, "2026-09-29", 100);
    // 55 days away: silent by days; by a rhythm of 14 days forgetting (from day 43).
    let stages = || [stage_of(&story, weekly), stage_of(&story, twice)];
    assert_eq!(stages(), [Some(Stage::Silent); 2]);
    set(&story, SortingRules { stage_by: StageBy::Rhythm, ..SortingRules::default() });
    assert_eq!(stages(), [Some(Stage::Forgetting), Some(Stage::Silent)]);
    let reason = dossier::page(&story.app, weekly).expect("a page").reason.expect("a reason");
    let limits = reason.limits;
    assert_eq!((limits.active, limits.silent, limits.lost), (14, 42, 84));
    assert_eq!(limits.rhythm_days, Some(14));
    verified(&story);
    story.undo().expect("undone");
    assert_eq!(stages(), [Some(Stage::Silent); 2]);
    verified(&story);
}

#[test]
fn a_window_forgets_what_is_older() {
    let story = Story::at(START);
    let (once, now) = (story.customer("从前"), story.customer("现在"));
    story.buys(once, "2025-01-10", 9_000);
    story.buys(once, "2026-11-20", 100);
    story.buys(now, "2026-11-21", 500);
    let money = |customer| {
        let reason = dossier::page(&story.app, customer).expect("a page").reason;
        reason.map(|reason| (reason.frequency, reason.monetary_fen, reason.better.m))
    };
    assert_eq!(money(once), Some((2, 910_000, true)));
    set(&story, SortingRules { window_days: Some(365), ..SortingRules::default() });
    assert_eq!(money(once), Some((1, 10_000, false)));
    assert_eq!(money(now), Some((1, 50_000, true)));
    verified(&story);
    // A purchase leaves the window on the day after its last one: 365 days with the first.
    story.turn_to("2027-11-19T12:00:00+08:00");
    story.prepare();
    assert_eq!(money(once).map(|(times, ..)| times), Some(1));
    story.turn_to("2027-11-20T12:00:00+08:00");
    story.prepare();
    assert_eq!(money(once).map(|(times, ..)| times), Some(0));
    verified(&story);
}

#[test]
fn moves_are_net_of_days_and_taken_back_with_their_cause() {
    let story = Story::at(START);
    let customers = ["a", "b", "c"].map(|name| story.customer(name));
    for customer in customers {
        story.buys(customer, "2026-11-01", 100);
    }
    story.prepare();
    // The first sorting is where somebody is found, not a move; the others came after it.
    let came = flow(&story, "2026-11-01", "2026-11-23", MoveScheme::Stage);
    assert_eq!(came, ["->active: 2"]);
    // Day 31 after 1 November.
    story.turn_to("2026-12-02T09:00:00+08:00");
    story.prepare();
    assert_eq!(flow(&story, "2026-11-23", "2026-12-02", MoveScheme::Stage), ["active>silent: 3"]);
    assert_eq!(flow(&story, "2026-12-02", "2026-12-02", MoveScheme::Stage), Vec::<String>::new());
    story.buys(customers[0], "2026-12-02", 900);
    let silent = || flow(&story, "2026-11-23", "2026-12-02", MoveScheme::Stage);
    assert_eq!(silent(), ["active>silent: 2"]);
    let three = || flow(&story, "2026-11-23", "2026-12-02", MoveScheme::Three);
    assert_eq!(three(), ["potential>core: 1"]);
    let way = FlowEdge { from: Some("potential".to_owned()), to: Some("core".to_owned()) };
    let (from, to) = ("2026-11-23".parse().expect("a day"), "2026-12-02".parse().expect("a day"));
    let page =
        segments::moved(&story.app, from, to, MoveScheme::Three, Some(way), 0, 50).expect("rows");
    assert_eq!(page.total, 1);
    assert_eq!((page.rows[0].row.id, page.rows[0].frequency), (customers[0], 2));
    let better = |figure| MoveReason::Better { figure };
    let expected = [Figure::Recency, Figure::Frequency, Figure::Monetary].map(better);
    assert_eq!(page.rows[0].why, expected);
    story.undo().expect("undone");
    assert_eq!((silent(), three()), (vec!["active>silent: 3".to_owned()], Vec::new()));
    verified(&story);
}

#[test]
fn looking_ahead_leaves_no_moves() {
    let story = Story::at(START);
    let customer = story.customer("a");
    story.buys(customer, "2026-11-01", 100);
    story.prepare();
    let ahead = huike_tests::moment("2027-06-01");
    segments::sort(&story.app, ahead).expect("sorted ahead");
    assert_eq!(flow(&story, "2026-11-23", "2027-06-01", MoveScheme::Stage), ["active>lost: 1"]);
    story.turn_to("2026-12-02T09:00:00+08:00");
    story.prepare();
    assert_eq!(flow(&story, "2026-11-23", "2027-06-01", MoveScheme::Stage), ["active>silent: 1"]);
    verified(&story);
}

#[test]
fn other_bars_are_no_moves_of_customers() {
    let story = Story::at(START);
    let customer = story.customer("a");
    story.buys(customer, "2026-11-01", 100);
    story.prepare();
    let fixed = Threshold::Fixed { at: 1 };
    let rules = SortingRules { frequency: fixed, monetary: fixed, ..SortingRules::default() };
    set(&story, rules);
    let page = dossier::page(&story.app, customer).expect("a page");
    assert_eq!(page.row.eight.map(|eight| eight.digits()), Some("011"));
    assert_eq!(flow(&story, "2026-11-01", "2026-11-23", MoveScheme::Eight), Vec::<String>::new());
    verified(&story);
}

/// The stages of one customer at noon of each day, by the shop's days.
#[track_caller]
fn check_days(zone: &str, bought: &str, expected: &[(&str, Stage)]) {
    let story = Story::at("2024-01-31T12:00:00+08:00");
    let customer = story.customer("a");
    story.buys(customer, bought, 100);
    let shop = Shop { name: "Studio".to_owned(), zone: zone.to_owned() };
    shop::name(&story.app, op(), shop).expect("moved");
    for (moment, stage) in expected {
        story.turn_to(moment);
        story.prepare();
        assert_eq!(stage_of(&story, customer), Some(*stage), "{zone} {moment}");
        verified(&story);
    }
}

#[test]
fn days_are_those_of_the_calendar_and_the_zone() {
    // January has 31 days, and 2024 a 29 February: day 30 is 1 March.
    check_days(
        "Asia/Shanghai",
        "2024-01-31",
        &[
            ("2024-02-29T23:59:59+08:00", Stage::Active),
            ("2024-03-01T23:59:59.999+08:00", Stage::Active),
            ("2024-03-02T00:00:00+08:00", Stage::Silent),
        ],
    );
    // In Los Angeles the same moment was still the morning of the 31st, and clocks went forward.
    check_days(
        "America/Los_Angeles",
        "2024-01-31",
        &[
            ("2024-03-02T00:00:00+08:00", Stage::Active),
            ("2024-03-02T15:59:59+08:00", Stage::Active),
            ("2024-03-02T16:00:00+08:00", Stage::Silent),
            ("2024-04-30T15:00:00+08:00", Stage::Silent),
            ("2024-05-01T15:00:00+08:00", Stage::Forgetting),
        ],
    );
}

#[test]
fn who_is_about_to_leave_core_is_told_and_then_does() {
    let story = Story::at(START);
    let (core, lost) = (story.customer("核心"), story.customer("流失"));
    story.buys(lost, "2024-01-01", 10);
    for day in ["2026-09-01", "2026-09-10", "2026-09-20"] {
        story.buys(core, day, 1_000);
    }
    story.prepare();
    let leaving = || segments::leaving(&story.app, 30, 0, 50).expect("a page");
    let page = leaving();
    assert_eq!(page.total, 1);
    assert_eq!((page.rows[0].row.id, page.rows[0].by), (core, LeavesBy::Stage));
    let on = page.rows[0].on;
    assert_eq!(on.to_string(), "2026-12-20"); // the 91st day after 20 September
    let segment = || dossier::page(&story.app, core).expect("a page").row.segment;
    story.turn_to("2026-12-19T12:00:00+08:00");
    story.prepare();
    assert_eq!(segment(), Some(ThreeClass::Core));
    story.turn_to("2026-12-20T12:00:00+08:00");
    story.prepare();
    assert_eq!(segment(), Some(ThreeClass::WinBack));
    assert_eq!(leaving().total, 0);
}

#[test]
fn a_playbook_is_found_where_it_applies_and_undone() {
    let story = Story::at(START);
    let customer = story.customer("a");
    story.buys(customer, "2026-11-01", 100);
    let told = || segments::playbooks_of(&story.app, customer).expect("playbooks").len();
    let script = Playbook { script: "您好".to_owned(), ..Playbook::default() };
    let save = |target, playbook: &Playbook| {
        segments::save_playbook(&story.app, op(), target, playbook.clone()).expect("saved");
    };
    save(PlaybookTarget::Stage { class: Stage::Active }, &script);
    save(PlaybookTarget::Stage { class: Stage::Lost }, &script);
    assert_eq!(told(), 1);
    let draft = views::ViewDraft {
        name: "买过".to_owned(),
        query: huike_app::customers::CustomerQuery::default(),
        columns: Vec::new(),
        pinned: false,
        segment: true,
    };
    let view = views::add(&story.app, op(), draft).expect("a view");
    save(PlaybookTarget::View { id: view }, &script);
    assert_eq!(told(), 2);
    story.undo().expect("undone");
    assert_eq!(told(), 1);
    save(PlaybookTarget::Stage { class: Stage::Active }, &Playbook::default());
    assert_eq!(told(), 0);
    story.undo().expect("undone");
    assert_eq!(told(), 1);
}

#[test]
fn the_studio_changes_nothing() {
    let story = Story::at(START);
    for n in 0..10 {
        let customer = story.customer(&format!("客户{n}"));
        story.buys(customer, &format!("2026-11-{:02}", n + 1), 100 * (n + 1));
    }
    story.prepare();
    let before = segments::overview(&story.app).expect("an overview");
    let rules =
        SortingRules { monetary: Threshold::Quantile { percent: 80 }, ..SortingRules::default() };
    let sorting = Sorting { rules, days: StageDays::default() };
    let studio = segments::studio(&story.app, sorting, None).expect("a studio");
    let sum = |counts: Vec<u32>| counts.iter().sum::<u32>();
    assert_eq!(studio.customers, 10);
    assert_eq!(sum(studio.four.iter().map(|c| c.customers).collect()), 10);
    assert_eq!(sum(studio.eight.iter().map(|c| c.customers).collect()), 10);
    assert_eq!(sum(studio.grid.concat()), 10);
    // Better than 80 % in money are the two who spent most.
    let rich = studio.eight.iter().filter(|c| c.class.better().m);
    assert_eq!(sum(rich.map(|c| c.customers).collect()), 2);
    // At an earlier date only those count who had bought by then.
    let earlier = segments::studio(&story.app, sorting, "2026-11-04".parse().ok());
    assert_eq!(earlier.expect("a studio").customers, 4);
    assert_eq!(segments::overview(&story.app).expect("an overview"), before);
}
