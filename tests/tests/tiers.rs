//! Levels and benefits on a real file: what one sees is what follows from the purchases, whichever
//! way they came and went.

use chrono::NaiveDate;
use huike_app::tiers::{self, BenefitView, Tier, Who};
use huike_app::transfer::{self, ImportKind, ImportOptions};
use huike_app::{AppError, calendar, customers, operations, purchases};
use huike_domain::calendar::{BusinessCalendar, OwnDays};
use huike_domain::customers::merging::Choices;
use huike_domain::customers::{Birthday, CustomerDraft};
use huike_domain::error::InvalidCode;
use huike_domain::ids::CustomerId;
use huike_domain::tiers::{Program, Why};
use huike_store::tiers::membership;
use huike_tests::{Story, moment, op};
use proptest::prelude::*;

const NOW: &str = "2026-11-24T12:00:00+08:00";

/// Silver from ¥1,000 and gold from ¥3,000 within a year, each valid for a year and kept a month
/// longer; a gift for gold, two washes a month for both, a birthday courtesy, a welcome.
const PROGRAM: &str = r#"{
  "levels": [
    { "name": "银卡", "colour": "silver", "entry": { "spendFen": 100000, "windowDays": 365 },
      "validityDays": 365, "graceDays": 30, "warnDays": 30 },
    { "name": "金卡", "colour": "gold", "entry": { "spendFen": 300000, "windowDays": 365 },
      "validityDays": 365, "graceDays": 30, "warnDays": 30 }
  ],
  "benefits": [
    { "name": "新茶", "trigger": { "kind": "level", "levels": ["金卡"] }, "uses": 1,
      "period": "stay", "automatic": true, "costFen": 5000 },
    { "name": "护理", "trigger": { "kind": "level", "levels": ["银卡", "金卡"] }, "uses": 2,
      "period": "month", "automatic": true, "costFen": 1000 },
    { "name": "生日礼", "trigger": { "kind": "birthday", "before": 7, "after": 3 }, "uses": 1,
      "automatic": true, "stock": 1 },
    { "name": "迎新", "trigger": { "kind": "welcome" }, "uses": 1, "validDays": 30,
      "automatic": true },
    { "name": "上门", "trigger": { "kind": "visits", "visits": 2 }, "uses": 1 }
  ]
}"#;

fn program(story: &Story) -> Program {
    tiers::read(&story.app, PROGRAM).expect("a program")
}

fn shop() -> Story {
    let story = Story::at(NOW);
    tiers::save(&story.app, op(), program(&story)).expect("saved");
    story
}

fn tier(story: &Story, customer: CustomerId) -> Tier {
    let found = tiers::of(&story.app, customer).expect("a tier");
    // What is stored is what follows from scratch.
    let stored = story
        .app
        .store()
        .expect("open")
        .read(|reader| membership::stored(reader, customer))
        .expect("read")
        .and_then(|stored| stored.level);
    let levels = tiers::programs(&story.app).expect("programs").now.levels;
    assert_eq!(found.level.as_ref().map(|level| level.id), stored.map(|place| levels[place].id));
    found
}

fn level(story: &Story, customer: CustomerId) -> String {
    tier(story, customer).level.map_or_else(|| "-".to_owned(), |level| level.name)
}

fn usable(story: &Story, customer: CustomerId) -> Vec<(String, u32)> {
    let held = tiers::benefits(&story.app, customer).expect("benefits");
    let mut usable: Vec<_> =
        held.into_iter().filter(|held| held.left > 0).map(|held| (held.name, held.left)).collect();
    usable.sort();
    usable
}

fn held(story: &Story, customer: CustomerId, name: &str) -> BenefitView {
    let all = tiers::benefits(&story.app, customer).expect("benefits");
    all.into_iter().find(|held| held.name == name).expect("held")
}

fn problems(story: &Story) -> Vec<String> {
    story.app.store().expect("open").verify().expect("verified").problems
}

fn of(names: &[(&str, u32)]) -> Vec<(String, u32)> {
    names.iter().map(|(name, left)| ((*name).to_owned(), *left)).collect()
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

#[test]
fn purchases_bring_levels_and_benefits_and_refunds_take_them_back() {
    let story = shop();
    let lin = story.customer("林小满");
    assert_eq!(level(&story, lin), "-");
    story.buys(lin, "2026-11-23", 999);
    let next = tier(&story, lin).next.expect("one above");
    assert_eq!((next.level.name.as_str(), next.fen), ("银卡", Some(100)));
    assert_eq!(usable(&story, lin), of(&[("迎新", 1)]));
    story.buys(lin, "2026-11-23", 1);
    assert_eq!(level(&story, lin), "银卡");
    assert_eq!(usable(&story, lin), of(&[("护理", 2), ("迎新", 1)]));
    let big = story.buys(lin, "2026-11-23", 2_500);
    assert_eq!(level(&story, lin), "金卡");
    assert_eq!(usable(&story, lin), of(&[("护理", 2), ("新茶", 1), ("迎新", 1)]));

    story.turn_to("2026-11-24T12:01:00+08:00");
    purchases::reverse(&story.app, op(), lin, big).expect("taken back");
    assert_eq!(level(&story, lin), "银卡");
    assert_eq!(usable(&story, lin), of(&[("护理", 2), ("迎新", 1)]), "no gift without gold");

    // Bought again: the gift that was withdrawn is there again, once.
    story.turn_to("2026-11-24T12:02:00+08:00");
    story.buys(lin, "2026-11-24", 2_500);
    assert_eq!(usable(&story, lin), of(&[("护理", 2), ("新茶", 1), ("迎新", 1)]));
    story.undo().expect("undone");
    assert_eq!(level(&story, lin), "银卡");
    assert_eq!(usable(&story, lin), of(&[("护理", 2), ("迎新", 1)]));
}

#[test]
fn a_benefit_is_used_as_often_as_it_says_and_no_more() {
    let story = shop();
    let lin = story.customer("林小满");
    story.buys(lin, "2026-11-23", 1_000);
    let care = held(&story, lin, "护理").id;
    let redeem = |uses| tiers::redeem(&story.app, op(), care, uses, String::new());
    let invalid = |code| Err(AppError::invalid("uses", code));
    assert_eq!(redeem(3), invalid(InvalidCode::OutOfRange));
    assert_eq!(redeem(0), invalid(InvalidCode::OutOfRange));
    assert_eq!(redeem(1), Ok(1));
    assert_eq!(redeem(1), Ok(0));
    assert_eq!(redeem(1), invalid(InvalidCode::OutOfRange));
    story.undo().expect("undone");
    assert_eq!(held(&story, lin, "护理").left, 1);
    tiers::withdraw(&story.app, op(), care, "弄错了".to_owned()).expect("withdrawn");
    assert_eq!(redeem(1), invalid(InvalidCode::Impossible));
    tiers::give_back(&story.app, op(), care, String::new()).expect("given back");
    assert_eq!(redeem(1), Ok(0));
    // The month is over: what was left of it is gone, and the next has its own.
    story.turn_to("2026-12-01T09:00:00+08:00");
    story.prepare();
    assert_eq!(usable(&story, lin), of(&[("护理", 2), ("迎新", 1)]));
}

#[test]
fn nights_issue_once_whatever_happens_in_between() {
    let mut story = shop();
    let born = Birthday::solar(Some(1990), 12, 5);
    let draft = |name: &str| CustomerDraft {
        name: name.to_owned(),
        birthday: Some(born),
        ..CustomerDraft::default()
    };
    let (one, two) = (story.customer_with(draft("甲")), story.customer_with(draft("乙")));
    for day in ["2026-11-27", "2026-11-28", "2026-11-28", "2026-12-08", "2026-12-09"] {
        story.turn_to(day);
        for _ in 0..2 {
            tiers::night(&story.app, story.now()).expect("a night");
        }
        story = story.restart();
        let gifts: usize = [one, two]
            .iter()
            .map(|who| tiers::benefits(&story.app, *who).expect("held").len())
            .sum();
        // There is one for the two of them.
        assert_eq!(gifts, usize::from(day > "2026-11-27"), "{day}");
    }
    assert_eq!(usable(&story, one), Vec::new(), "its days are over");
}

#[test]
fn a_program_for_very_many_is_issued_at_once_and_taken_back_as_a_whole() {
    let story = Story::at(NOW);
    let mut csv = String::from("手机,日期,金额\n");
    for n in 0..2_500 {
        csv += &format!("138{n:08},2026-11-20,{}\n", if n % 2 == 0 { 1_000 } else { 10 });
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("lines.csv");
    std::fs::write(&path, csv).expect("written");
    let file = story.app.files().hold(&path, "lines.csv");
    let options = ImportOptions { create_customers: true, ..ImportOptions::default() };
    transfer::import(&story.app, op(), file, ImportKind::Purchases, options).expect("imported");
    let told = tiers::preview(&story.app, program(&story)).expect("a preview");
    let saving = op();
    let done = tiers::save(&story.app, saving, program(&story)).expect("saved");
    assert_eq!((done.up, done.issued), (1_250, 3_750), "care for half of them, a welcome for all");
    assert_eq!((told.up, told.issued), (done.up, done.issued));
    assert_eq!(problems(&story), Vec::<String>::new());
    assert_eq!(tiers::night(&story.app, story.now()).expect("a night").issued, 0);
    operations::undo(&story.app, op(), Some(saving)).expect("taken back");
    assert_eq!(problems(&story), Vec::<String>::new());
    let board = tiers::board(&story.app).expect("a board");
    assert_eq!((board.levels.len(), board.benefits.len()), (0, 0));
    tiers::save(&story.app, op(), program(&story)).expect("saved again");
    let issued = |name: &str| {
        let board = tiers::board(&story.app).expect("a board");
        board.benefits.iter().find(|each| each.name == name).map(|each| each.issued)
    };
    assert_eq!((issued("护理"), issued("迎新")), (Some(1_250), Some(2_500)));
    // The month is over: half of them are to have theirs, and nobody is welcomed again.
    story.turn_to("2026-12-01T09:00:00+08:00");
    let night = tiers::night(&story.app, story.now()).expect("a night");
    assert_eq!((night.kept, night.issued), (1_250, 1_250));
    assert_eq!(tiers::night(&story.app, story.now()).expect("a night").issued, 0);
}

#[test]
fn a_purchase_dated_ahead_counts_from_its_day_on() {
    let story = shop();
    let lin = story.customer("林小满");
    // So late that the evening of the next day is no more than a day away.
    story.turn_to("2026-11-24T23:30:00+08:00");
    story.buys(lin, "2026-11-25", 1_200);
    assert_eq!(level(&story, lin), "-");
    story.turn_to("2026-11-25T09:00:00+08:00");
    story.prepare();
    assert_eq!(level(&story, lin), "银卡");
    assert_eq!(usable(&story, lin), of(&[("护理", 2), ("迎新", 1)]));
    assert_eq!(problems(&story), Vec::<String>::new());
}

#[test]
fn a_level_falls_after_its_year_and_its_grace() {
    let story = shop();
    let lin = story.customer("林小满");
    story.buys(lin, "2026-11-23", 1_200);
    for (at, expected, why, warn) in [
        ("2027-11-23T23:59:59.999+08:00", "银卡", Some(Why::Valid), false),
        ("2027-11-24T00:00:00+08:00", "银卡", Some(Why::Grace), true),
        ("2027-12-23T23:59:59.999+08:00", "银卡", Some(Why::Grace), true),
        ("2027-12-24T00:00:00+08:00", "-", None, false),
    ] {
        story.turn_to(at);
        story.prepare();
        assert_eq!(level(&story, lin), expected, "{at}");
        let found = tier(&story, lin);
        assert_eq!((found.why, found.warn), (why, warn), "{at}");
    }
}

#[test]
fn a_person_gives_a_level_and_takes_it_back() {
    let story = shop();
    let lin = story.customer("林小满");
    let gold = tiers::programs(&story.app).expect("programs").now.levels[1].id;
    let give = |tier, until: Option<&str>, reason: &str| {
        tiers::give(&story.app, op(), lin, tier, until.map(day), reason.to_owned())
    };
    let wrong = |field: &str, code| Err(AppError::invalid(field, code));
    assert_eq!(give(Some(gold), None, " "), wrong("reason", InvalidCode::Required));
    assert_eq!(
        give(Some(gold), Some("2026-11-23"), "老客"),
        wrong("until", InvalidCode::OutOfRange)
    );
    give(Some(gold), Some("2026-12-31"), "老客").expect("given");
    assert_eq!((level(&story, lin).as_str(), tier(&story, lin).why), ("金卡", Some(Why::Given)));
    story.undo().expect("undone");
    assert_eq!(level(&story, lin), "-");
    give(Some(gold), Some("2026-12-31"), "老客").expect("given");
    story.turn_to("2026-12-31T20:00:00+08:00");
    story.prepare();
    assert_eq!(level(&story, lin), "金卡");
    story.turn_to("2027-01-01T08:00:00+08:00");
    story.prepare();
    assert_eq!(level(&story, lin), "-");
}

#[test]
fn a_program_is_tried_before_it_is_saved_and_taken_back_after() {
    let story = Story::at(NOW);
    let people: Vec<_> = (0..6).map(|n| story.customer(&format!("客{n}"))).collect();
    for (n, who) in people.iter().enumerate() {
        story.buys(*who, "2026-11-01", 700 * n as i64 + 1);
    }
    let tried = tiers::preview(&story.app, program(&story)).expect("tried");
    assert_eq!((tried.up, tried.down, tried.kept, tried.levels), (4, 0, 0, vec![3, 1]));
    assert_eq!(tried.rising.len(), 4);
    // Two washes for four, and a gift: 4 × 2 × ¥10 + ¥50. A welcome is over after a week.
    assert_eq!((tried.issued, tried.cost_fen), (5, 13_000));
    let saved = tiers::save(&story.app, op(), program(&story)).expect("saved");
    assert_eq!((saved.up, saved.down, saved.kept, saved.issued), (4, 0, 0, 5));
    let near = Who::Near { level: tiers::programs(&story.app).expect("programs").now.levels[0].id };
    let near = tiers::members(&story.app, near, 9).expect("members");
    let short: Vec<_> =
        near.iter().map(|member| member.tier.next.as_ref().and_then(|next| next.fen)).collect();
    assert_eq!(short, [Some(29_900), Some(99_900)]);

    // Where visits would do as well, money still does.
    let mut easier = tiers::programs(&story.app).expect("programs").now;
    easier.levels[0].entry.visits = Some(50);
    easier.levels[0].entry.any = true;
    let silver = Who::Near { level: easier.levels[0].id };
    tiers::save(&story.app, op(), easier).expect("saved");
    assert_eq!(tiers::members(&story.app, silver, 9).expect("members").len(), 2);
    story.undo().expect("undone");

    let mut harder = tiers::programs(&story.app).expect("programs").now;
    harder.levels[0].entry.spend_fen = Some(200_000);
    let tried = tiers::preview(&story.app, harder.clone()).expect("tried");
    assert_eq!((tried.up, tried.down, tried.kept), (0, 1, 3));
    assert_eq!(tried.falling[0].from.as_ref().map(|level| level.name.as_str()), Some("银卡"));
    tiers::save(&story.app, op(), harder.clone()).expect("saved");
    assert_eq!(level(&story, people[2]), "-");
    story.undo().expect("undone");
    assert_eq!(level(&story, people[2]), "银卡");

    // One of a later day waits for its day.
    harder.from = Some(day("2026-12-01"));
    tiers::save(&story.app, op(), harder).expect("saved");
    assert_eq!(level(&story, people[2]), "银卡");
    story.turn_to("2026-12-01T00:00:00+08:00");
    story.prepare();
    assert_eq!(level(&story, people[2]), "-");
}

#[test]
fn a_merge_keeps_both_and_its_undo_gives_back() {
    let story = shop();
    let (one, two) = (story.customer("甲"), story.customer("乙"));
    story.buys(one, "2026-11-23", 1_600);
    story.buys(two, "2026-11-23", 1_600);
    let before = [one, two].map(|who| (level(&story, who), usable(&story, who)));
    customers::merge(&story.app, op(), one, vec![two], Choices::default()).expect("merged");
    assert_eq!(level(&story, one), "金卡");
    let care = usable(&story, one).into_iter().filter(|(name, _)| name == "护理").count();
    assert_eq!(care, 2);
    story.undo().expect("undone");
    let after = [one, two].map(|who| (level(&story, who), usable(&story, who)));
    assert_eq!(after, before);
}

#[derive(Clone, Debug)]
enum Act {
    Buy(usize, i64, i64),
    TakeBack(usize),
    Undo,
    Wait(i64),
    Redeem(usize),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => (0..3usize, 0..40i64, 1..2_500i64).prop_map(|(who, ago, yuan)| Act::Buy(who, ago, yuan)),
        2 => (0..8usize).prop_map(Act::TakeBack),
        2 => Just(Act::Undo),
        1 => (1..200i64).prop_map(Act::Wait),
        1 => (0..3usize).prop_map(Act::Redeem),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_level_by_events_is_the_level_from_scratch(acts in prop::collection::vec(act(), 1..14)) {
        let story = shop();
        let people = ["甲", "乙", "丙"].map(|name| story.customer(name));
        // Undoing goes back to here and no further.
        let (mut bought, mut done) = (Vec::new(), 0);
        for act in acts {
            story.turn_to_moment(huike_domain::time::Instant(story.now().0 + 1_000));
            match act {
                Act::Buy(who, ago, yuan) => {
                    let at = story.now().plus_days(-ago);
                    let day = huike_domain::time::Zone::SHANGHAI.day_of(at).to_string();
                    let day = if moment(&day).0 - 3_600_000 > story.now().0 { NOW[..10].to_owned() } else { day };
                    bought.push((people[who], story.buys(people[who], &day, yuan)));
                    done += 1;
                }
                Act::TakeBack(n) => {
                    if let Some((who, id)) = bought.get(n) {
                        // It may have been taken back or undone before.
                        done += i32::from(purchases::reverse(&story.app, op(), *who, *id).is_ok());
                    }
                }
                // Where something later hangs on it, undoing is refused.
                Act::Undo if done > 0 => done -= i32::from(operations::undo(&story.app, op(), None).is_ok()),
                Act::Undo => {}
                Act::Wait(days) => {
                    story.turn_to_moment(story.now().plus_days(days));
                    story.prepare();
                }
                Act::Redeem(who) => {
                    let held = tiers::benefits(&story.app, people[who]).expect("held");
                    if let Some(first) = held.iter().find(|held| held.left > 0) {
                        tiers::redeem(&story.app, op(), first.id, 1, String::new()).expect("used");
                        done += 1;
                    }
                }
            }
            for who in people {
                // Compares what is stored with what follows from scratch.
                tier(&story, who);
                let held = tiers::benefits(&story.app, who).expect("held");
                prop_assert!(held.iter().all(|held| held.used <= held.uses));
            }
            prop_assert_eq!(problems(&story), Vec::<String>::new());
        }
    }
}

#[test]
fn grace_follows_the_opening_hours() {
    let story = shop();
    let lin = story.customer("林小满");
    story.buys(lin, "2026-11-23", 1_000);
    let falls = |story: &Story| tier(story, lin).falls.expect("a fall").on;
    let stored = |story: &Story| {
        let found = story.app.store().expect("open").read(|reader| membership::stored(reader, lin));
        found.expect("read").and_then(|stored| stored.falls).expect("a fall").0
    };
    let usual = falls(&story);
    let last = usual.pred_opt().expect("a day");
    let closed = OwnDays { from: last, to: usual, name: "Stocktaking".to_owned(), spans: vec![] };
    let hours = BusinessCalendar { own: vec![closed], ..BusinessCalendar::default() };
    calendar::save(&story.app, op(), hours).expect("saved");
    let later = usual + chrono::Days::new(2);
    assert_eq!((falls(&story), stored(&story)), (later, later));
    assert!(problems(&story).is_empty());
    story.undo().expect("undone");
    assert_eq!((falls(&story), stored(&story)), (usual, usual));
}
