//! The record of operations: undo, its refusals, and asking whether something happened.

use huike_app::error::UndoRefusal;
use huike_app::{AppError, customers, dossier, operations, purchases};
use huike_domain::customers::CustomerDraft;
use huike_domain::ids::{CustomerId, OperationId};
use huike_domain::interactions::InteractionKind::Call;
use huike_tests::{Story, contact, op};
use proptest::prelude::*;

fn named(name: &str) -> CustomerDraft {
    CustomerDraft { name: name.to_owned(), ..CustomerDraft::default() }
}

fn rename(
    story: &Story,
    op: OperationId,
    customer: CustomerId,
    name: &str,
) -> Result<(), AppError> {
    let before = dossier::page(&story.app, customer)?.draft;
    let after = CustomerDraft { name: name.to_owned(), ..before.clone() };
    customers::edit(&story.app, op, customer, before, after)
}

fn name_of(story: &Story, customer: CustomerId) -> String {
    dossier::page(&story.app, customer).expect("a page").row.name
}

#[test]
fn an_edit_is_taken_back_and_found_by_its_old_name() {
    let story = Story::at("2026-11-23");
    let customer = story.customer("张三");
    rename(&story, op(), customer, "李四").expect("edited");
    let found = |text: &str| {
        customers::search(&story.app, text.to_owned(), 10, None).expect("found").rows.len()
    };
    assert_eq!((found("zs"), found("ls"), found("李")), (0, 1, 1));
    story.undo().expect("undone");
    assert_eq!(name_of(&story, customer), "张三");
    assert_eq!((found("zs"), found("ls"), found("李")), (1, 0, 0));
}

#[test]
fn an_undo_is_refused_where_someone_changed_the_same_row_since() {
    let story = Story::at("2026-11-23");
    let customer = story.customer("a");
    let first = op();
    rename(&story, first, customer, "b").expect("edited");
    let second = op();
    rename(&story, second, customer, "c").expect("edited");
    match operations::undo(&story.app, op(), Some(first)) {
        Err(AppError::CannotUndo {
            reason: UndoRefusal::ChangedSince { operation, operation_kind, .. },
        }) => assert_eq!((operation, operation_kind.as_str()), (second, "customers.edit")),
        other => panic!("{other:?}"),
    }
    assert_eq!(name_of(&story, customer), "c");
    // The later one first, then the earlier one.
    operations::undo(&story.app, op(), Some(second)).expect("undone");
    operations::undo(&story.app, op(), Some(first)).expect("undone");
    assert_eq!(name_of(&story, customer), "a");
}

#[test]
fn what_was_done_again_is_taken_back_once_more() {
    let story = Story::at("2026-11-23");
    let customer = story.customer("a");
    rename(&story, op(), customer, "b").expect("edited");
    let back = story.undo().expect("undone");
    let again = operations::undo(&story.app, op(), Some(back.by)).expect("done again");
    assert_eq!(name_of(&story, customer), "b");
    let back = story.undo().expect("undone");
    assert_eq!(name_of(&story, customer), "a");
    let gone = operations::undo(&story.app, op(), Some(again.by));
    assert!(matches!(gone, Err(AppError::CannotUndo { reason: UndoRefusal::AlreadyUndone })));
    operations::undo(&story.app, op(), Some(back.by)).expect("done again");
    assert_eq!(name_of(&story, customer), "b");
}

#[test]
fn the_history_says_what_an_undo_undid_however_often_it_goes_to_and_fro() {
    let story = Story::at("2026-11-23");
    let customer = story.customer("a");
    let edit = op();
    rename(&story, edit, customer, "b").expect("edited");
    let mut latest = edit;
    for times in 1..=5 {
        latest = operations::undo(&story.app, op(), Some(latest)).expect("undone").by;
        let is_undone = times % 2 == 1;
        assert_eq!(name_of(&story, customer), if is_undone { "a" } else { "b" });
        let row = operations::find(&story.app, edit).expect("asked").expect("on record");
        assert_eq!(row.undone, is_undone, "after {times}");
        let undo = operations::find(&story.app, latest).expect("asked").expect("on record");
        let undid = undo.undid.expect("an undo");
        assert_eq!((undid.kind.as_str(), undid.again), ("customers.edit", !is_undone));
        assert!(!undo.undone);
        let next = operations::latest_undoable(&story.app).expect("asked").map(|row| row.kind);
        assert_eq!(
            next.as_deref(),
            Some(if is_undone { "customers.add" } else { "customers.edit" })
        );
    }
}

#[test]
fn a_customer_is_not_taken_back_from_under_a_logged_contact() {
    let story = Story::at("2026-11-23");
    let added = op();
    let customer = customers::add(&story.app, added, named("a")).expect("added");
    let call = contact(Call, "");
    huike_app::interactions::log(&story.app, op(), customer, call, Default::default())
        .expect("log");
    let refused = operations::undo(&story.app, op(), Some(added));
    assert!(matches!(refused, Err(AppError::CannotUndo { .. })), "{refused:?}");
    assert_eq!(name_of(&story, customer), "a");
}

#[test]
fn what_the_program_proposed_gives_way_to_an_undo() {
    let story = Story::at("2026-11-23T12:00:00+08:00");
    let added = op();
    let birthday = Some(huike_domain::customers::Birthday::solar(None, 11, 25));
    let draft = CustomerDraft { birthday, ..named("a") };
    customers::add(&story.app, added, draft).expect("added");
    story.prepare();
    assert_eq!(huike_app::followups::counts(&story.app).expect("counts").due, 1);
    operations::undo(&story.app, op(), Some(added)).expect("undone");
    assert_eq!(huike_app::followups::counts(&story.app).expect("counts").due, 0);
    assert!(!huike_app::shop::status(&story.app).expect("status").has_customers);
}

#[test]
fn an_operation_happens_once_and_can_be_asked_for() {
    let story = Story::at("2026-11-23");
    let once = op();
    assert!(operations::find(&story.app, once).expect("asked").is_none());
    customers::add(&story.app, once, named("a")).expect("added");
    let again = customers::add(&story.app, once, named("a"));
    assert_eq!(again, Err(AppError::AlreadyDone { operation: once }));
    let found = operations::find(&story.app, once).expect("asked").expect("found");
    assert_eq!((found.kind.as_str(), found.undoable), ("customers.add", true));
    assert_eq!(customers::count(&story.app, Default::default()), Ok(1));
}

#[test]
fn what_fails_leaves_no_trace() {
    let story = Story::at("2026-11-23");
    let before = operations::recent(&story.app, 200).expect("recent").len();
    let taken = CustomerDraft { external_id: "K1".to_owned(), ..named("a") };
    customers::add(&story.app, op(), taken.clone()).expect("added");
    let again = customers::add(&story.app, op(), taken);
    assert!(matches!(again, Err(AppError::Invalid { .. })), "{again:?}");
    assert_eq!(operations::recent(&story.app, 200).expect("recent").len(), before + 1);
}

#[test]
fn a_reversed_purchase_no_longer_counts() {
    let story = Story::at("2026-11-23T12:00:00+08:00");
    let customer = story.customer("a");
    story.buys(customer, "2026-11-01", 100);
    let wrong = story.buys(customer, "2026-11-20", 900);
    purchases::reverse(&story.app, op(), customer, wrong).expect("reversed");
    let row = dossier::page(&story.app, customer).expect("a page").row;
    assert_eq!((row.purchases, row.spent_fen), (1, 10_000));
    let again = purchases::reverse(&story.app, op(), customer, wrong);
    assert!(matches!(again, Err(AppError::Invalid { .. })), "{again:?}");
    story.undo().expect("undone");
    let row = dossier::page(&story.app, customer).expect("a page").row;
    assert_eq!((row.purchases, row.spent_fen), (2, 100_000));
}

#[derive(Clone, Debug)]
enum Act {
    Add(u8),
    Edit(usize, u8),
    Buy(usize, i64),
    Log(usize),
    Undo,
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        (0..20u8).prop_map(Act::Add),
        (0..9usize, 0..20u8).prop_map(|(who, name)| Act::Edit(who, name)),
        (0..9usize, 1..900i64).prop_map(|(who, yuan)| Act::Buy(who, yuan)),
        (0..9usize).prop_map(Act::Log),
        Just(Act::Undo),
    ];
    prop::collection::vec(act, 1..25)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn undoing_everything_leaves_an_empty_shop_that_verifies(acts in acts()) {
        let story = Story::at("2026-11-23T12:00:00+08:00");
        let mut known = Vec::new();
        for act in acts {
            let pick = |who: usize| known.get(who % known.len().max(1)).copied();
            match act {
                Act::Add(name) => known.push(story.customer(&format!("name {name}"))),
                Act::Edit(who, name) => {
                    if let Some(id) = pick(who) {
                        // The customer may be gone by an undo; then there is nothing to edit.
                        let _ = rename(&story, op(), id, &format!("new {name}"));
                    }
                }
                Act::Buy(who, yuan) => {
                    if let Some(id) = pick(who)
                        && dossier::page(&story.app, id).is_ok()
                    {
                        story.buys(id, "2026-11-20", yuan);
                    }
                }
                Act::Log(who) => {
                    if let Some(id) = pick(who) {
                        let call = contact(Call, "");
                        let _ = huike_app::interactions::log(&story.app, op(), id, call, Default::default());
                    }
                }
                Act::Undo => {
                    let _ = story.undo();
                }
            }
        }
        story.prepare();
        prop_assert_eq!(story.app.store().expect("open").verify().expect("verified").problems, Vec::<String>::new());
        while story.undo().is_ok() {}
        let report = story.app.store().expect("open").verify().expect("verified");
        prop_assert_eq!(report.problems, Vec::<String>::new());
        prop_assert_eq!((report.customers, report.purchases, report.interactions), (0, 0, 0));
    }
}

#[test]
fn the_last_step_is_never_a_whole_import() {
    let story = Story::at("2026-11-23");
    huike_app::shop::open_sample(&story.app, op()).expect("the sample shop");
    let refused = story.undo().expect_err("refused");
    assert!(
        matches!(refused, AppError::CannotUndo { reason: UndoRefusal::InBulk { .. } }),
        "{refused:?}"
    );
    // By its name, from the history, it goes.
    let opened = operations::recent(&story.app, 9).expect("a history");
    let opened = opened.iter().find(|o| o.kind == "shop.openSample").expect("it is there");
    operations::undo(&story.app, op(), Some(opened.id)).expect("undone");
}

#[test]
fn what_was_taken_back_twice_stands_in_nobodys_way() {
    let story = Story::at("2026-11-23");
    let customer = story.customer("a");
    let first = op();
    rename(&story, first, customer, "b").expect("edited");
    rename(&story, op(), customer, "c").expect("edited");
    let back = story.undo().expect("undone");
    let again = operations::undo(&story.app, op(), Some(back.by)).expect("done again");
    let refused = operations::undo(&story.app, op(), Some(first));
    assert!(matches!(refused, Err(AppError::CannotUndo { .. })), "it was done again: {refused:?}");
    operations::undo(&story.app, op(), Some(again.by)).expect("undone again");
    operations::undo(&story.app, op(), Some(first)).expect("undone");
    assert_eq!(name_of(&story, customer), "a");
}
