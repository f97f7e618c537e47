//! Where customers stand: what is stored stays what their purchases say, whatever day it becomes.

use huike_app::{customers, dossier, followups, purchases, segments, vault};
use huike_domain::customers::CustomerDraft;
use huike_domain::ids::CustomerId;
use huike_domain::purchases::PurchaseDraft;
use huike_domain::segments::StageDays;
use huike_domain::time::{DAY_MS, Instant, Zone};
use huike_store::{Actor, Op, Read as _};
use huike_tests::{Story, moment, op};
use proptest::prelude::*;

const START: &str = "2026-11-23T12:00:00+08:00";

/// Everyone's stored standing against one computed from the purchases themselves.
#[track_caller]
fn check(story: &Story) {
    let today = Zone::SHANGHAI.day_of(story.now());
    let population = segments::population(&story.app, today).expect("a population");
    let positions = population.positions(&StageDays::default().into());
    for position in &positions {
        let activity = position.activity;
        let row = dossier::page(&story.app, activity.customer).expect("a customer").row;
        assert_eq!((row.segment, row.stage), (Some(position.three), Some(position.stage)));
        assert_eq!((row.four, row.eight), (Some(position.four), Some(position.eight)));
        assert_eq!((row.purchases, row.spent_fen), (activity.frequency, activity.monetary_fen));
    }
    let overview = segments::overview(&story.app).expect("an overview");
    assert_eq!((overview.customers - overview.without_purchase) as usize, positions.len());
    assert_eq!(vault::verify(&story.app).expect("verified").problems, Vec::<String>::new());
}

fn buys_at(story: &Story, customer: CustomerId, at: Instant, fen: i64) {
    let (item, order_no) = (String::new(), String::new());
    let draft = PurchaseDraft { at, amount_fen: fen, item, order_no, beyond_paid: true };
    purchases::add(&story.app, op(), customer, draft).expect("a purchase");
}

#[test]
fn a_purchase_dated_tomorrow_counts_from_tomorrow() {
    let story = Story::at(START);
    let customer = story.customer("张三");
    buys_at(&story, customer, moment("2026-11-24T09:00:00+08:00"), 5_000);
    let bought = |expected: u32| {
        let row = dossier::page(&story.app, customer).expect("a customer").row;
        assert_eq!(row.purchases, expected);
        check(&story);
    };
    bought(0);
    story.turn_to("2026-11-24T08:00:00+08:00");
    story.prepare();
    bought(1);
    // A clock set back.
    story.turn_to(START);
    story.prepare();
    bought(0);
}

#[test]
fn a_purchase_moves_the_promised_contact_up() {
    let story = Story::at(START);
    let (small, big) = (story.customer("小"), story.customer("大"));
    for customer in [small, big] {
        followups::set(&story.app, op(), customer, story.now().plus_days(1), String::new(), None)
            .expect("set");
    }
    buys_at(&story, big, story.now(), 90_000_000);
    story.turn_to_moment(story.now().plus_days(1));
    let first = followups::today(&story.app, None, 1).expect("today").rows.remove(0);
    assert_eq!(first.customer_name, "大");
    assert_ranked(&story);
}

/// Every open follow-up stands where its points put it.
#[track_caller]
fn assert_ranked(story: &Story) {
    let rows = followups::today(&story.app, None, 200).expect("today").rows;
    let points: Vec<_> = rows.iter().map(|row| row.points).collect();
    assert!(points.is_sorted_by(|a, b| a >= b), "{points:?}");
}

#[derive(Clone, Debug)]
enum Step {
    Buy { customer: usize, hours: i64, fen: i64 },
    Days(i64),
    Undo,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let buy =
        (0..6_usize, -4_000..24_i64, -9_000..90_000_i64).prop_map(|(customer, hours, fen)| {
            Step::Buy { customer, hours, fen: if fen == 0 { 1 } else { fen } }
        });
    let days = (-2..60_i64).prop_map(Step::Days);
    prop::collection::vec(prop_oneof![5 => buy, 3 => days, 1 => Just(Step::Undo)], 1..25)
}

/// A file in which one figure of one customer was changed behind everyone's back.
#[track_caller]
fn check_planted(sql: &'static str, expected: &str) {
    let story = Story::at(START);
    let customer = story.customer("a");
    story.buys(customer, "2026-11-01", 100);
    let _ = story.customer("never bought");
    check(&story);
    let planted =
        Op { id: op(), actor: Actor::Owner, kind: "test.plant", at: story.now(), subject: None };
    story
        .app
        .store()
        .expect("open")
        .write(planted, move |tx| {
            tx.connection().execute(sql, [])?;
            Ok::<_, huike_store::StoreError>(())
        })
        .expect("planted");
    assert_eq!(vault::verify(&story.app).expect("verified").problems, [expected]);
}

#[test]
fn a_figure_that_the_purchases_do_not_say_is_found() {
    let place = "customers who stand where their purchases do not put them: 1";
    for (sql, expected) in [
        (
            "UPDATE standing SET last_at = last_at - 1 WHERE purchases > 0",
            "customers whose last purchase is another: 1",
        ),
        (
            "UPDATE standing SET purchases = 2 WHERE purchases > 0",
            "customers whose number of purchases is another: 1",
        ),
        (
            "UPDATE standing SET monetary_fen = 1 WHERE purchases > 0",
            "customers whose spend is not the sum of their purchases: 1",
        ),
        ("UPDATE standing SET segment = 0 WHERE purchases > 0", place),
        ("UPDATE standing SET stage = 3 WHERE purchases > 0", place),
        ("UPDATE standing SET stage = 0 WHERE purchases = 0", place),
    ] {
        check_planted(sql, expected);
    }
}

#[test]
fn verify_finds_nothing_between_two_sortings() {
    let story = Story::at(START);
    let customer = story.customer("a");
    story.buys(customer, "2026-11-01", 100);
    // A new day that nobody has sorted for, on which somebody is renamed and another buys.
    story.turn_to("2026-12-20T12:00:00+08:00");
    let before = dossier::page(&story.app, customer).expect("a customer").draft;
    let after = CustomerDraft { name: "b".to_owned(), ..before.clone() };
    customers::edit(&story.app, op(), customer, before, after).expect("edited");
    let problems = || vault::verify(&story.app).expect("verified").problems;
    assert_eq!(problems(), Vec::<String>::new());
    let other = story.customer("c");
    buys_at(&story, other, moment("2026-12-21T09:00:00+08:00"), 5_000);
    assert_eq!(problems(), Vec::<String>::new());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_bought_and_however_days_pass(steps in steps()) {
        let story = Story::at(START);
        let people: Vec<_> = (0..6).map(|n| story.customer(&format!("客户{n}"))).collect();
        let (mut now, mut bought) = (story.now(), 0);
        for step in steps {
            match step {
                Step::Buy { customer, hours, fen } => {
                    buys_at(&story, people[customer], Instant(now.0 + hours * 3_600_000), fen);
                    bought += 1;
                }
                Step::Days(days) => {
                    now = Instant(now.0 + days * DAY_MS);
                    story.turn_to_moment(now);
                    story.prepare();
                }
                Step::Undo if bought > 0 => {
                    story.undo().expect("undone");
                    bought -= 1;
                }
                Step::Undo => {}
            }
        }
        story.prepare();
        check(&story);
    }
}
