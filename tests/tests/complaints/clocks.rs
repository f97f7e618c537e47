//! Due times of open complaints follow what they depend on, there and back.

use huike_app::{calendar, complaints, operations};
use huike_domain::calendar::{BusinessCalendar, OwnDays};
use huike_domain::complaints::{Act, Clock, LevelPace, Pace, Severity, Sla};
use huike_domain::ids::ComplaintId;
use huike_domain::shop::Shop;
use huike_domain::time::add_days;
use huike_tests::{Story, op};

use crate::{answer, draft, due, open, open_with, shop, step, verify, view};

fn dues(story: &Story, id: ComplaintId) -> (String, String) {
    let view = view(story, id);
    (due(&view, Clock::FirstAnswer), due(&view, Clock::Solution))
}

fn pair(first: &str, solution: &str) -> (String, String) {
    (first.to_owned(), solution.to_owned())
}

#[test]
fn a_severity_counts_from_the_beginning() {
    let story = shop("2026-11-27T17:40:00+08:00");
    let id = open(&story, story.customer("Anna"));
    // 24 hours of 7½ a day: 20 minutes on Friday, three days, and 70 minutes of Thursday.
    assert_eq!(dues(&story, id), pair("2026-11-30 09:40", "2026-12-03 10:10"));
    story.turn_to("2026-11-30T09:30:00+08:00");
    step(&story, id, Act::SetSeverity { severity: Severity::Severe });
    assert_eq!(dues(&story, id), pair("2026-11-30 09:40", "2026-12-01 09:10"));
    step(&story, id, Act::SetSeverity { severity: Severity::Minor });
    assert_eq!(dues(&story, id).1, "2026-12-07 11:10");
    verify(&story);
    story.undo().expect("undone");
    story.undo().expect("undone");
    assert_eq!(dues(&story, id).1, "2026-12-03 10:10");
    verify(&story);
}

#[test]
fn a_wait_keeps_the_time_that_is_left() {
    let story = shop("2026-11-30T09:00:00+08:00");
    let id = open(&story, story.customer("Anna"));
    step(&story, id, answer());
    story.turn_to("2026-11-30T11:00:00+08:00");
    let left = |story: &Story| {
        let view = view(story, id);
        let solution = view.clocks.iter().find(|it| it.clock == Clock::Solution).expect("a clock");
        (solution.sla, solution.left_ms.expect("left").div_euclid(60_000))
    };
    assert_eq!(left(&story), (Sla::OnTrack, 22 * 60));
    step(&story, id, Act::Wait);
    story.turn_to("2026-12-08T03:00:00+08:00");
    assert_eq!(left(&story), (Sla::Paused, 22 * 60));
    assert_eq!(view(&story, id).card.sla, Some(Sla::Paused));
    story.turn_to("2026-12-08T14:00:00+08:00");
    step(&story, id, Act::Resume);
    assert_eq!(left(&story), (Sla::OnTrack, 22 * 60));
    // Ended by the next move as well, a word in between leaves it.
    story.turn_to("2026-12-08T14:01:00+08:00");
    step(&story, id, Act::Wait);
    story.turn_to("2026-12-09T14:00:00+08:00");
    step(&story, id, Act::Update { empathy: false });
    assert_eq!(left(&story), (Sla::Paused, 22 * 60 - 1));
    step(&story, id, Act::Investigate);
    assert_eq!(left(&story), (Sla::OnTrack, 22 * 60 - 1));
    verify(&story);
    for _ in 0..5 {
        story.undo().expect("undone");
        verify(&story);
    }
}

#[test]
fn hours_and_times_move_open_complaints_and_their_undo_moves_them_back() {
    let story = shop("2026-11-27T17:40:00+08:00");
    let anna = story.customer("Anna");
    let early = open(&story, anna);
    let before = dues(&story, early);

    // Monday is a day of stocktaking.
    let hours = calendar::get(&story.app).expect("hours").calendar;
    let day = "2026-11-30".parse().expect("a day");
    let closed = OwnDays { from: day, to: day, name: "Stock".to_owned(), spans: Vec::new() };
    let changed = BusinessCalendar { own: vec![closed], ..hours.clone() };
    let saved = op();
    calendar::save(&story.app, saved, changed).expect("saved");
    assert_eq!(dues(&story, early), pair("2026-12-01 09:40", "2026-12-04 10:10"));
    verify(&story);
    // One that came in meanwhile, and which the change itself never touched, moves back as well.
    let late = open(&story, anna);
    operations::undo(&story.app, op(), Some(saved)).expect("undone");
    assert_eq!([dues(&story, early), dues(&story, late)], [before.clone(), before.clone()]);
    verify(&story);

    let quick = Pace {
        moderate: huike_domain::complaints::Targets {
            first_answer: 30,
            update: 60,
            solution: 120,
            follow_up_hours: 24,
        },
        ..Pace::default()
    };
    let saved = op();
    complaints::save_pace(&story.app, saved, quick).expect("saved");
    assert_eq!(dues(&story, early), pair("2026-11-30 09:10", "2026-11-30 10:40"));
    let third = open(&story, anna);
    verify(&story);
    let undone = operations::undo(&story.app, op(), Some(saved)).expect("undone");
    assert_eq!([early, late, third].map(|id| dues(&story, id)), [(); 3].map(|()| before.clone()));
    verify(&story);
    let fourth = open(&story, anna);
    operations::undo(&story.app, op(), Some(undone.by)).expect("done again");
    let quick = pair("2026-11-30 09:10", "2026-11-30 10:40");
    assert_eq!(
        [early, late, third, fourth].map(|id| dues(&story, id)),
        [(); 4].map(|()| quick.clone())
    );
    verify(&story);
}

#[test]
fn a_shop_that_moves_to_another_zone_is_due_by_its_own_clock() {
    let story = shop("2026-11-27T17:40:00+08:00");
    let id = open(&story, story.customer("Anna"));
    let there = Shop { name: "Studio".to_owned(), zone: "Asia/Tokyo".to_owned() };
    huike_app::shop::name(&story.app, op(), there).expect("named");
    // In Tokyo it is 18:40 and closed; it opens at 8 o'clock of Shanghai.
    assert_eq!(dues(&story, id).0, "2026-11-30 09:00");
    verify(&story);
}

#[test]
fn what_is_over_is_left_alone() {
    let story = shop("2026-11-30T09:00:00+08:00");
    let id = open(&story, story.customer("Anna"));
    step(&story, id, Act::Withdraw);
    let before = view(&story, id);
    complaints::save_pace(&story.app, op(), Pace { severe_always: true, ..Pace::default() })
        .expect("saved");
    assert_eq!(view(&story, id), before);
    assert!(before.clocks.iter().all(|it| it.sla == Sla::Dropped && it.left_ms.is_none()));
}

#[test]
fn severe_ones_may_count_all_hours_and_good_customers_wait_less() {
    let story = shop("2026-11-27T17:40:00+08:00");
    let program = huike_app::tiers::read(
        &story.app,
        r#"{ "levels": [{ "name": "Silver", "colour": "silver",
            "entry": { "spendFen": 100000, "windowDays": 365 } }], "benefits": [] }"#,
    );
    huike_app::tiers::save(&story.app, op(), program.expect("a program")).expect("saved");
    let silver = huike_app::tiers::programs(&story.app).expect("programs").now.levels[0].id;
    let levels = vec![LevelPace { tier: silver, percent: 50 }];
    let pace = Pace { severe_always: true, levels, ..Pace::default() };
    complaints::save_pace(&story.app, op(), pace).expect("saved");
    let (plain, good) = (story.customer("Anna"), story.customer("Ben"));
    story.buys(good, "2026-11-26", 2_000);
    let of = |customer, severity| {
        let draft = complaints::IntakeDraft { severity: Some(severity), ..draft(customer, "x") };
        dues(&story, open_with(&story, draft)).0
    };
    for (customer, severity, expected) in [
        (plain, Severity::Moderate, "2026-11-30 09:40"),
        (good, Severity::Moderate, "2026-11-30 09:10"),
        (plain, Severity::Severe, "2026-11-27 18:40"),
        (good, Severity::Severe, "2026-11-27 18:10"),
    ] {
        assert_eq!(of(customer, severity), expected);
    }
    verify(&story);
}

#[test]
fn a_shop_that_never_opens_again_owes_its_answers_all_the_same() {
    let story = shop("2026-11-27T17:40:00+08:00");
    let anna = story.customer("Anna");
    let id = open(&story, anna);
    // Closed for longer than anybody looks ahead.
    let first = "2026-11-27".parse().expect("a day");
    let closed = (0..60).map(|n| OwnDays {
        from: add_days(first, n * 700),
        to: add_days(first, n * 700 + 699),
        name: String::new(),
        spans: Vec::new(),
    });
    let hours = calendar::get(&story.app).expect("hours").calendar;
    let never = BusinessCalendar { own: closed.collect(), ..hours };
    calendar::save(&story.app, op(), never).expect("saved");
    assert_eq!(dues(&story, id).0, "2026-11-27 18:40");
    step(&story, id, answer());
    let redo = huike_domain::complaints::Remedy::Redo {
        what: "Bake it again".to_owned(),
        day: None,
        cost_fen: 0,
    };
    step(&story, id, crate::propose(&[redo]));
    step(&story, id, Act::Agree);
    crate::improve(&story, id);
    step(&story, id, Act::Solve);
    verify(&story);
}
