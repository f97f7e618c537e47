//! Customers at the counter: two people at one of them, and what is asked before it is saved.

use huike_app::{AppError, customers, dossier, purchases};
use huike_domain::customers::{Birthday, CustomerDraft};
use huike_domain::error::InvalidCode;
use huike_domain::purchases::PurchaseDraft;
use huike_tests::{Story, op};

const NOW: &str = "2026-11-23T12:00:00+08:00";

#[test]
fn two_who_edit_one_customer_do_not_overwrite_each_other() {
    let story = Story::at(NOW);
    let customer = story.customer_with(CustomerDraft {
        name: "王欣".to_owned(),
        phone: "19905985942".to_owned(),
        ..CustomerDraft::default()
    });
    let draft = || dossier::page(&story.app, customer).expect("a page").draft;
    // Both have the page open as it was.
    let opened = draft();
    let save = |change: &dyn Fn(&mut CustomerDraft), before: &CustomerDraft| {
        let mut after = before.clone();
        change(&mut after);
        customers::edit(&story.app, op(), customer, before.clone(), after)
    };
    save(&|d| d.note = "likes tea".to_owned(), &opened).expect("saved");
    save(&|d| d.phone = "19905985943".to_owned(), &opened).expect("another field");
    assert_eq!((draft().note.as_str(), draft().phone.as_str()), ("likes tea", "199 0598 5943"));
    let refused = save(&|d| d.note = "likes coffee".to_owned(), &opened);
    assert_eq!(refused, Err(AppError::Conflict { field: "note".to_owned() }));
    assert_eq!(draft().note, "likes tea");
    // Having seen it, they may.
    save(&|d| d.note = "likes coffee".to_owned(), &draft()).expect("saved");
    assert_eq!(draft().note, "likes coffee");
}

#[test]
fn nobody_is_born_tomorrow() {
    let story = Story::at(NOW);
    let born = |year, month, day| {
        let birthday = Some(Birthday::solar(year, month, day));
        let draft = CustomerDraft { name: "a".to_owned(), birthday, ..CustomerDraft::default() };
        customers::add(&story.app, op(), draft).map(|_| ())
    };
    let refused = |code| Err(AppError::invalid("birthday", code));
    assert_eq!(born(Some(2026), 11, 23), Ok(()));
    assert_eq!(born(Some(2026), 11, 24), refused(InvalidCode::OutOfRange));
    assert_eq!(born(Some(2027), 1, 1), refused(InvalidCode::OutOfRange));
    assert_eq!(born(None, 12, 31), Ok(()));
    assert_eq!(born(Some(1990), 5, 0), refused(InvalidCode::Required));
}

/// A clock that was wrong once, or an older program, may have left what would be refused today.
#[test]
fn an_edit_is_held_to_what_it_changes() {
    let story = Story::at(NOW);
    let child = story.customer_with(CustomerDraft {
        name: "小宝".to_owned(),
        birthday: Some(Birthday::solar(Some(2026), 11, 20)),
        ..CustomerDraft::default()
    });
    let mother = story.customer("王欣");
    story.turn_to("2026-11-01T12:00:00+08:00");
    let edit = |change: &dyn Fn(&mut CustomerDraft)| {
        let before = dossier::page(&story.app, child).expect("a page").draft;
        let mut after = before.clone();
        change(&mut after);
        customers::edit(&story.app, op(), child, before, after)
    };
    edit(&|d| d.note = "likes cake".to_owned()).expect("another field");
    let refused = Err(AppError::invalid("birthday", InvalidCode::OutOfRange));
    assert_eq!(edit(&|d| d.birthday = Some(Birthday::solar(Some(2026), 11, 21))), refused);
    edit(&|d| d.birthday = Some(Birthday::solar(Some(2025), 11, 20))).expect("mended");
    story.undo().expect("undone");
    customers::merge(&story.app, op(), mother, vec![child], Default::default()).expect("merged");
    let merged = dossier::page(&story.app, mother).expect("a page").draft;
    assert_eq!(merged.birthday, Some(Birthday::solar(Some(2026), 11, 20)));
}

#[test]
fn a_refund_beyond_what_was_paid_is_asked_about() {
    let story = Story::at(NOW);
    let customer = story.customer("a");
    story.buys(customer, "2026-11-01", 100);
    let refund = |amount_fen, beyond_paid| {
        let (item, order_no) = (String::new(), String::new());
        let draft = PurchaseDraft { at: story.now(), amount_fen, item, order_no, beyond_paid };
        purchases::add(&story.app, op(), customer, draft).map(|_| ())
    };
    assert_eq!(refund(-4_000, false), Ok(()));
    assert_eq!(refund(-6_001, false), Err(AppError::RefundBeyondPaid { paid_fen: 6_000 }));
    assert_eq!(refund(-6_001, true), Ok(()));
    let row = dossier::page(&story.app, customer).expect("a page").row;
    assert_eq!(row.spent_fen, -1);
}

#[test]
fn what_is_too_long_says_how_long_it_may_be() {
    let story = Story::at(NOW);
    let draft = CustomerDraft { name: "a".repeat(121), ..CustomerDraft::default() };
    match customers::add(&story.app, op(), draft) {
        Err(AppError::Invalid { field, code: InvalidCode::TooLong, limit: Some(120) }) => {
            assert_eq!(field, "name");
        }
        other => panic!("{other:?}"),
    }
}
