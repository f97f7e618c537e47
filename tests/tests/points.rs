//! Points and vouchers on a real file: the ledger explains what is left, whatever came in between.

#[path = "points/import.rs"]
mod import;
#[path = "points/random.rs"]
mod random;
#[path = "points/vouchers.rs"]
mod vouchers;

use chrono::NaiveDate;
use huike_app::points::{self, PointsView};
use huike_app::purchases::RefundPreview;
use huike_app::{AppError, customers, operations, purchases};
use huike_domain::error::InvalidCode;
use huike_domain::ids::{CustomerId, PurchaseId};
use huike_domain::purchases::{LineBack, PurchaseDraft, RefundDraft};
use huike_domain::tiers::points::{EarningRule, Kind, Rounding, Validity, Worth};
use huike_domain::time::Instant;
use huike_tests::{Story, moment, op};

/// One point for each yuan, from this day on.
fn rule(from: &str) -> EarningRule {
    EarningRule {
        from: from.parse().expect("a day"),
        points: 1,
        per_fen: 100,
        rounding: Rounding::Down,
        minimum_fen: 0,
        items: Vec::new(),
        days: Vec::new(),
        tiers: Vec::new(),
        validity: Validity::Never,
    }
}

fn shop(now: &str, rule: EarningRule) -> Story {
    let story = Story::at(now);
    points::save_rule(&story.app, op(), rule).expect("saved");
    story
}

fn points_of(story: &Story, customer: CustomerId) -> PointsView {
    let view = points::of(&story.app, customer).expect("points");
    let entries: i64 = view.entries.iter().map(|entry| entry.points).sum();
    let rests: i64 = view.open_grants.iter().map(|grant| grant.rest).sum();
    assert_eq!((view.balance_points, view.balance_points), (entries, rests), "{view:?}");
    view
}

fn balance(story: &Story, customer: CustomerId) -> i64 {
    points_of(story, customer).balance_points
}

fn kinds(story: &Story, customer: CustomerId) -> Vec<(Kind, i64)> {
    let mut entries = points_of(story, customer).entries;
    entries.reverse();
    entries.into_iter().map(|entry| (entry.kind, entry.points)).collect()
}

fn verify(story: &Story) {
    let problems = story.app.store().expect("open").verify().expect("verified").problems;
    assert_eq!(problems, Vec::<String>::new());
}

fn refund(
    story: &Story,
    customer: CustomerId,
    purchase: PurchaseId,
    fen: Option<i64>,
) -> Result<PurchaseId, AppError> {
    // Two things never happen in the same millisecond.
    story.turn_to_moment(Instant(story.now().0 + 1));
    let draft = fen.map_or_else(RefundDraft::default, amount);
    purchases::refund(&story.app, op(), customer, purchase, draft)
}

fn amount(fen: i64) -> RefundDraft {
    RefundDraft { lines: Vec::new(), amount_fen: Some(fen) }
}

#[test]
fn a_purchase_earns_and_a_refund_takes_back_exactly_that() {
    let story = shop("2026-11-23T12:00:00+08:00", rule("2026-01-01"));
    let customer = story.customer("a");
    let before = story.buys(customer, "2025-12-31", 70);
    let bought = story.buys(customer, "2026-11-20", 100);
    assert_eq!(balance(&story, customer), 100);
    refund(&story, customer, before, None).expect("refunded");
    assert_eq!(balance(&story, customer), 100);
    let preview = purchases::preview_refund(&story.app, customer, bought, amount(3_050));
    assert_eq!(preview, Ok(RefundPreview { amount_fen: 3_050, points: 31 }));
    refund(&story, customer, bought, Some(3_050)).expect("refunded");
    assert_eq!(balance(&story, customer), 69);
    let stays = purchases::stays(&story.app, customer, bought).expect("a purchase");
    assert_eq!(stays.amount_fen, 6_950);
    let beyond = refund(&story, customer, bought, Some(6_951));
    assert_eq!(beyond, Err(AppError::RefundBeyondRest { rest_fen: 6_950 }));
    refund(&story, customer, bought, None).expect("refunded");
    assert_eq!(balance(&story, customer), 0);
    let again = refund(&story, customer, bought, None);
    assert_eq!(again, Err(AppError::invalid("purchase", InvalidCode::Taken)));
    let earned = [(Kind::Earn, 100), (Kind::Reverse, -31), (Kind::Reverse, -69)];
    assert_eq!(kinds(&story, customer), earned);
    verify(&story);
}

#[test]
fn a_partly_refunded_purchase_still_counts_and_its_lines_come_back() {
    let story = Story::at("2026-11-23T12:00:00+08:00");
    let customer = story.customer("a");
    let bought = story.buys(customer, "2026-11-20", 100);
    let half = LineBack { line: 0, quantity_milli: Some(500) };
    let draft = RefundDraft { lines: vec![half], amount_fen: None };
    purchases::refund(&story.app, op(), customer, bought, draft.clone()).expect("refunded");
    let stays = purchases::stays(&story.app, customer, bought).expect("a purchase");
    assert_eq!((stays.amount_fen, stays.lines[0].quantity_milli), (5_000, 500));
    let row = huike_app::dossier::page(&story.app, customer).expect("a page").row;
    assert_eq!((row.purchases, row.spent_fen), (1, 5_000));
    let view = purchases::get(&story.app, customer, bought).expect("a purchase");
    assert_eq!((view.reversed, view.back_fen), (false, 5_000));
    purchases::refund(&story.app, op(), customer, bought, draft).expect("refunded");
    let row = huike_app::dossier::page(&story.app, customer).expect("a page").row;
    assert_eq!((row.purchases, row.spent_fen), (0, 0));
    assert!(purchases::get(&story.app, customer, bought).expect("a purchase").reversed);
    verify(&story);
}

#[test]
fn what_was_spent_before_a_refund_is_owed() {
    let story = shop("2026-11-23T12:00:00+08:00", rule("2026-01-01"));
    let customer = story.customer("a");
    let bought = story.buys(customer, "2026-11-20", 100);
    points::spend(&story.app, op(), customer, 80, "mug".to_owned()).expect("spent");
    purchases::reverse(&story.app, op(), customer, bought).expect("reversed");
    assert_eq!(balance(&story, customer), -80);
    let short = points::spend(&story.app, op(), customer, 1, String::new());
    assert_eq!(short, Err(AppError::PointsShort { balance_points: -80 }));
    story.buys(customer, "2026-11-22", 100);
    let view = points_of(&story, customer);
    assert_eq!((view.balance_points, view.open_grants.len()), (20, 1));
    // The reversal is taken back: who paid gets it back, to the point.
    story.undo().expect("the purchase");
    story.undo().expect("the reversal");
    let view = points_of(&story, customer);
    let left = [(view.open_grants[0].purchase, view.open_grants[0].rest)];
    assert_eq!((view.balance_points, left), (20, [(Some(bought), 20)]));
    verify(&story);
}

#[test]
fn an_undo_from_under_what_was_paid_with_it() {
    let story = shop("2026-11-23T12:00:00+08:00", rule("2026-01-01"));
    let customer = story.customer("a");
    let bought = story.buys(customer, "2026-11-20", 100);
    points::spend(&story.app, op(), customer, 80, String::new()).expect("spent");
    let reversal = op();
    purchases::reverse(&story.app, reversal, customer, bought).expect("reversed");
    let second = story.buys(customer, "2026-11-22", 100);
    // The reversal goes although the later purchase paid for it.
    operations::undo(&story.app, op(), Some(reversal)).expect("undone");
    // Entered in the same millisecond, the two have no order.
    let mut rests: Vec<_> = points_of(&story, customer)
        .open_grants
        .iter()
        .map(|grant| (grant.rest, grant.purchase))
        .collect();
    rests.sort();
    assert_eq!(rests, [(20, Some(bought)), (100, Some(second))]);
    verify(&story);
}

#[test]
fn points_run_out_by_themselves_and_the_undo_of_their_purchase_takes_that_along() {
    let validity = Validity::Months { months: 1 };
    let story = shop("2028-01-31T12:00:00+08:00", EarningRule { validity, ..rule("2026-01-01") });
    let customer = story.customer("a");
    let bought = op();
    let draft = PurchaseDraft {
        at: story.now(),
        amount_fen: 10_000,
        item: String::new(),
        order_no: String::new(),
        beyond_paid: false,
    };
    purchases::add(&story.app, bought, customer, draft).expect("bought");
    let next = points_of(&story, customer).next_expiry.expect("runs out");
    assert_eq!((next.day.to_string().as_str(), next.points), ("2028-02-29", 100));
    for (now, expected) in
        [("2028-02-29T23:59:59.999+08:00", 100), ("2028-03-01T00:00:00.000+08:00", 0)]
    {
        story.turn_to(now);
        huike_app::followups::prepare_if_new_day(&story.app, story.now()).expect("prepared");
        assert_eq!(balance(&story, customer), expected, "{now}");
    }
    let refused = points::spend(&story.app, op(), customer, 1, String::new());
    assert_eq!(refused, Err(AppError::PointsShort { balance_points: 0 }));
    let undo = operations::undo(&story.app, op(), Some(bought)).expect("undone").by;
    assert_eq!(kinds(&story, customer), []);
    operations::undo(&story.app, op(), Some(undo)).expect("done again");
    assert_eq!(kinds(&story, customer), [(Kind::Earn, 100), (Kind::Expire, -100)]);
    verify(&story);
}

#[test]
fn a_shop_that_moves_to_another_zone_keeps_what_was_earned() {
    let doubled = huike_domain::tiers::points::DayFactor {
        weekdays: Vec::new(),
        from: "2026-11-20".parse().ok(),
        until: "2026-11-20".parse().ok(),
        percent: 200,
    };
    let story = shop(
        "2026-11-23T12:00:00+08:00",
        EarningRule { days: vec![doubled], ..rule("2026-01-01") },
    );
    let customer = story.customer("a");
    // Eleven in the evening in Shanghai, and the next day in Auckland.
    let bought = story.buys(customer, "2026-11-20", 100);
    assert_eq!(balance(&story, customer), 200);
    let moved =
        huike_domain::shop::Shop { name: "Studio".to_owned(), zone: "Pacific/Auckland".to_owned() };
    huike_app::shop::name(&story.app, op(), moved).expect("moved");
    refund(&story, customer, bought, Some(5_000)).expect("refunded");
    assert_eq!(balance(&story, customer), 100);
    verify(&story);
}

#[test]
fn a_new_rule_speaks_of_purchases_from_its_day_on() {
    let story = shop("2026-11-23T12:00:00+08:00", rule("2026-01-01"));
    let customer = story.customer("a");
    story.buys(customer, "2026-10-31", 100);
    story.buys(customer, "2026-11-05", 100);
    points::spend(&story.app, op(), customer, 150, String::new()).expect("spent");
    let double = op();
    points::save_rule(&story.app, double, EarningRule { points: 2, ..rule("2026-11-01") })
        .expect("saved");
    assert_eq!(balance(&story, customer), 150);
    story.buys(customer, "2026-11-22", 10);
    assert_eq!(balance(&story, customer), 170);
    let undo = operations::undo(&story.app, op(), Some(double)).expect("undone").by;
    assert_eq!(balance(&story, customer), 60, "what was bought since follows the old rule again");
    story.buys(customer, "2026-11-22", 10);
    let redo = operations::undo(&story.app, op(), Some(undo)).expect("done again").by;
    assert_eq!(balance(&story, customer), 190, "and what was bought without it the new one");
    operations::undo(&story.app, op(), Some(redo)).expect("undone");
    assert_eq!(balance(&story, customer), 70);
    points::save_rule(&story.app, op(), EarningRule { points: 0, ..rule("2026-11-01") })
        .expect("saved");
    assert_eq!(balance(&story, customer), -50);
    verify(&story);
}

#[test]
fn a_merge_unites_ledgers_and_its_undo_parts_them() {
    let story = shop("2026-11-23T12:00:00+08:00", rule("2026-01-01"));
    let (one, other) = (story.customer("a"), story.customer("b"));
    let bought = story.buys(one, "2026-11-20", 100);
    points::spend(&story.app, op(), one, 100, String::new()).expect("spent");
    purchases::reverse(&story.app, op(), one, bought).expect("reversed");
    story.buys(other, "2026-11-21", 130);
    let merged = op();
    customers::merge(&story.app, merged, one, vec![other], Default::default()).expect("merged");
    let view = points_of(&story, one);
    assert_eq!((view.balance_points, view.open_grants.len()), (30, 1));
    operations::undo(&story.app, op(), Some(merged)).expect("undone");
    assert_eq!((balance(&story, one), balance(&story, other)), (-100, 130));
    verify(&story);
}

#[test]
fn points_by_hand_have_a_reason_and_what_they_are_worth_is_told() {
    let validity = Validity::Years { years: 1 };
    let story = shop("2026-11-23T12:00:00+08:00", EarningRule { validity, ..rule("2026-01-01") });
    let customer = story.customer("a");
    let unsaid = points::adjust(&story.app, op(), customer, 5, " ".to_owned());
    assert_eq!(unsaid, Err(AppError::invalid("note", InvalidCode::Required)));
    points::adjust(&story.app, op(), customer, 250, "opening".to_owned()).expect("given");
    points::adjust(&story.app, op(), customer, -50, "slip".to_owned()).expect("taken");
    points::save_worth(&story.app, op(), Worth { points: 100, fen: 150 }).expect("saved");
    let view = points_of(&story, customer);
    let until = view.open_grants[0].expires;
    assert_eq!((view.balance_points, view.worth_fen), (200, 300));
    assert_eq!(until, NaiveDate::from_ymd_opt(2027, 12, 31));
    let all = points::outstanding(&story.app).expect("told");
    assert_eq!((all.points, all.worth_fen, all.customers, all.owed_points), (200, 300, 1, 0));
    story.undo().expect("the worth");
    story.undo().expect("the slip");
    assert_eq!(balance(&story, customer), 250);
    verify(&story);
}

#[test]
fn an_example_is_what_a_purchase_earns() {
    let story = shop("2026-11-23T12:00:00+08:00", rule("2026-01-01"));
    let customer = story.customer("a");
    let rule = EarningRule { per_fen: 700, rounding: Rounding::Nearest, ..rule("2026-11-01") };
    let told = points::example(
        &story.app,
        rule.clone(),
        huike_domain::money::Fen(9_900),
        String::new(),
        None,
    );
    points::save_rule(&story.app, op(), rule).expect("saved");
    story.buys(customer, "2026-11-22", 99);
    assert_eq!(told.expect("told").points, balance(&story, customer));
    let at = Instant(moment("2026-11-22").0);
    assert!(points_of(&story, customer).entries[0].at > at, "entered when it was bought");
}
