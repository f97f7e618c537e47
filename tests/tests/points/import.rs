//! Points of purchases that came in a file.

use std::io::Write as _;

use huike_app::transfer::{self, ImportKind, ImportOptions, ImportReport};
use huike_app::{customers, operations, points};
use huike_domain::customers::CustomerDraft;
use huike_domain::ids::CustomerId;
use huike_tests::{Story, op};

use super::{balance, points_of, rule, shop, verify};

const FIRST: &str =
    "客户编号,订单号,日期,金额\nV1,A1,2026-11-01,100\nV1,A2,2026-11-02,50.5\nV2,A3,2026-11-02,10\n";
const SECOND: &str = "客户编号,订单号,日期,金额\nV1,B1,2026-11-10,30\nV1,B2,2026-11-11,-20\n";

fn import(story: &Story, lines: &str) -> ImportReport {
    let mut file = tempfile::Builder::new().suffix(".csv").tempfile().expect("a file");
    file.write_all(lines.as_bytes()).expect("written");
    let token = story.app.files().hold(file.path(), "orders.csv");
    let options = ImportOptions { create_customers: true, ..ImportOptions::default() };
    transfer::import(&story.app, op(), token, ImportKind::Purchases, options).expect("imported")
}

fn known(story: &Story, number: &str) -> CustomerId {
    customers::find(&story.app, number).expect("a customer")
}

#[test]
fn an_import_earns_and_its_undo_takes_the_points_along() {
    let story = shop("2026-11-23T12:00:00+08:00", rule("2026-01-01"));
    let first = import(&story, FIRST);
    let (one, two) = (known(&story, "V1"), known(&story, "V2"));
    assert_eq!((balance(&story, one), balance(&story, two)), (150, 10));
    let second = import(&story, SECOND);
    assert_eq!(balance(&story, one), 160);
    verify(&story);
    operations::undo(&story.app, op(), second.operation).expect("undone");
    assert_eq!((balance(&story, one), points_of(&story, one).entries.len()), (150, 2));
    verify(&story);
    // What was spent of it stands in the way, and goes first.
    let spent = op();
    points::spend(&story.app, spent, one, 120, String::new()).expect("spent");
    operations::undo(&story.app, op(), first.operation).expect_err("refused");
    operations::undo(&story.app, op(), Some(spent)).expect("undone");
    operations::undo(&story.app, op(), first.operation).expect("undone");
    assert!(customers::find(&story.app, "V1").is_err());
    let all = points::outstanding(&story.app).expect("told");
    assert_eq!((all.points, all.customers), (0, 0));
    verify(&story);
}

#[test]
fn a_rule_that_reaches_back_gives_points_for_what_was_imported_before() {
    let story = Story::at("2026-11-23T12:00:00+08:00");
    import(&story, FIRST);
    let one = known(&story, "V1");
    assert_eq!(points_of(&story, one).entries.len(), 0);
    let saved = op();
    points::save_rule(&story.app, saved, rule("2026-11-02")).expect("saved");
    assert_eq!(balance(&story, one), 50);
    operations::undo(&story.app, op(), Some(saved)).expect("undone");
    assert_eq!(points_of(&story, one).entries.len(), 0);
    verify(&story);
}

#[test]
fn an_earlier_import_goes_from_under_a_later_one() {
    let story = shop("2026-11-23T12:00:00+08:00", rule("2026-01-01"));
    let draft = CustomerDraft { external_id: "V1".to_owned(), ..CustomerDraft::default() };
    let one = story.customer_with(CustomerDraft { name: "a".to_owned(), ..draft });
    let first = import(&story, FIRST);
    import(&story, SECOND);
    operations::undo(&story.app, op(), first.operation).expect("undone");
    // The loose refund takes what is there, and no more than was ever given.
    assert_eq!(balance(&story, one), 10);
    verify(&story);
}
