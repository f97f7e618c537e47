//! Complaints and what happens to the customers they lie with.

use huike_app::customers;
use huike_app::{complaints, operations, shop as the_shop, transfer};
use huike_domain::complaints::{Act, State};
use huike_domain::customers::merging::Choices;
use huike_domain::ids::CustomerId;
use huike_tests::{Story, op};

use crate::remedies::has;
use crate::{answer, draft, follow_up, gift, open, open_with, propose, shop, solve, state, step};
use crate::{improve, verify, view};

fn numbers(story: &Story, customer: CustomerId) -> Vec<u32> {
    let found = complaints::of_customer(&story.app, customer).expect("a list");
    let mut numbers: Vec<_> = found.iter().map(|it| it.number).collect();
    numbers.sort_unstable();
    numbers
}

#[test]
fn a_merge_of_customers_carries_their_complaints() {
    let story = shop("2026-11-30T10:00:00+08:00");
    let (anna, twin) = (story.customer("Anna"), story.customer("Anne"));
    let _ = open(&story, anna);
    let solved = open(&story, twin);
    solve(&story, solved);
    let before = (view(&story, solved), [anna, twin].map(|who| has(&story, who)));
    let given = |id| view(&story, id).given_to_customer.fen;
    customers::merge(&story.app, op(), anna, vec![twin], Choices::default()).expect("merged");
    assert_eq!(numbers(&story, anna), [1, 2]);
    assert_eq!((view(&story, solved).card.customer, given(solved)), (anna, 900));
    verify(&story);
    // The contact afterwards goes on with the one who stays.
    story.turn_to("2026-12-02T10:00:00+08:00");
    let planned = follow_up(&story).expect("a follow-up");
    huike_app::followups::done_as_asked(&story.app, op(), planned, "All well?".to_owned())
        .expect("done");
    assert_eq!(state(&story, solved), State::FollowedUp);
    verify(&story);
    story.undo().expect("undone");
    story.turn_to("2026-11-30T10:00:00+08:00");
    story.undo().expect("parted");
    assert_eq!((view(&story, solved), [anna, twin].map(|who| has(&story, who))), before);
    assert_eq!((numbers(&story, anna), numbers(&story, twin)), (vec![1], vec![2]));
    verify(&story);
}

#[test]
fn a_complaint_goes_on_under_another() {
    let story = shop("2026-11-30T10:00:00+08:00");
    let anna = story.customer("Anna");
    let (one, other) = (open(&story, anna), open(&story, anna));
    step(&story, other, answer());
    let before = [one, other].map(|id| view(&story, id));
    let merged = step(&story, one, Act::Merge { into: other });
    assert_eq!(merged.card.state, State::Merged);
    assert_eq!(merged.into.map(|it| it.number), Some(2));
    let absorbed = view(&story, other);
    assert_eq!(absorbed.steps.last().and_then(|it| it.other), Some(1));
    assert_eq!(absorbed.steps.last().map(|it| it.step.words.as_str()), Some("The cake was late"));
    assert_eq!(absorbed.card.state, State::Answered);
    verify(&story);
    // What came in once is counted once.
    let day = |text: &str| text.parse().expect("a day");
    let report = complaints::report(&story.app, day("2026-11-01"), day("2026-11-30"));
    assert_eq!(report.expect("a report").complaints, 1);
    let warned = complaints::among(&story.app, vec![anna]).expect("warnings");
    assert_eq!(warned.iter().map(|it| it.number).collect::<Vec<_>>(), [2]);
    story.undo().expect("undone");
    assert_eq!([one, other].map(|id| view(&story, id)), before);
    // One that waits goes on waiting.
    step(&story, other, Act::Wait);
    step(&story, one, Act::Merge { into: other });
    assert!(view(&story, other).card.waiting.is_some());
    // Parted again by hand, both go on.
    step(&story, one, Act::Reopen);
    assert_eq!((state(&story, one), view(&story, one).into), (State::Reopened, None));
    verify(&story);
}

#[test]
fn the_sample_goes_with_the_complaints_that_were_tried_on_it() {
    let story = shop("2026-11-30T10:00:00+08:00");
    let anna = story.customer("Anna");
    let kept = open(&story, anna);
    the_shop::open_sample(&story.app, op()).expect("the sample");
    let found = customers::page(&story.app, Default::default(), 0, 200).expect("a page").rows;
    let tried: Vec<_> = found.iter().filter(|row| row.id != anna).take(3).collect();
    let ids: Vec<_> = tried.iter().map(|row| open(&story, row.id)).collect();
    solve(&story, ids[0]);
    step(&story, ids[1], answer());
    step(&story, ids[1], Act::Merge { into: kept });
    improve(&story, ids[2]);
    let before: Vec<_> = ids.iter().map(|id| view(&story, *id)).collect();
    let removal = op();
    the_shop::remove_sample(&story.app, removal).expect("removed");
    assert!(ids.iter().all(|id| complaints::get(&story.app, *id).is_err()));
    // The one that stays tells of one that is gone.
    assert_eq!(view(&story, kept).steps.last().map(|it| it.other), Some(None));
    let measures = complaints::improvements(&story.app).expect("a list");
    assert!(measures.iter().all(|it| it.complaints == 0), "{measures:?}");
    verify(&story);
    operations::undo(&story.app, op(), Some(removal)).expect("undone");
    let after: Vec<_> = ids.iter().map(|id| view(&story, *id)).collect();
    assert_eq!(after, before);
    verify(&story);
}

#[test]
fn a_customer_with_a_complaint_is_not_taken_back() {
    let story = shop("2026-11-30T10:00:00+08:00");
    let entered = op();
    let draft =
        huike_domain::customers::CustomerDraft { name: "Anna".to_owned(), ..Default::default() };
    let anna = customers::add(&story.app, entered, draft).expect("entered");
    let _ = open(&story, anna);
    let refused = operations::undo(&story.app, op(), Some(entered));
    assert!(matches!(refused, Err(huike_app::AppError::CannotUndo { .. })), "{refused:?}");
    story.undo().expect("the complaint first");
    operations::undo(&story.app, op(), Some(entered)).expect("undone");
    verify(&story);
}

#[test]
fn the_archive_holds_all_of_it() {
    let story = shop("2026-11-30T10:00:00+08:00");
    let anna = story.customer("Anna");
    let words = complaints::IntakeDraft { wish: "A new one".to_owned(), ..draft(anna, "Burnt") };
    let id = open_with(&story, words);
    step(&story, id, answer());
    step(&story, id, propose(&[gift(900)]));
    step(&story, id, Act::Agree);
    improve(&story, id);
    let path = story.app.folder().join("all.zip");
    transfer::export_shop_to(&story.app, op(), &path).expect("written");
    let mut zip = zip::ZipArchive::new(std::fs::File::open(path).expect("a file")).expect("a zip");
    let names: Vec<_> = zip.file_names().map(|name| name.expect("a name").into_owned()).collect();
    for (table, text) in [
        ("complaint", "A new one"),
        ("complaint_step", "propose"),
        ("complaint_clock", ""),
        ("remedy", "A mug"),
        ("improvement", "A second oven"),
        ("improved", ""),
    ] {
        let name = names.iter().find(|name| name.ends_with(&format!("{table}.csv")));
        let mut read = zip.by_name(name.expect("a table")).expect("a file");
        let mut content = String::new();
        std::io::Read::read_to_string(&mut read, &mut content).expect("read");
        assert!(content.lines().count() > 1, "{table} is empty");
        assert!(content.contains(text), "{content}");
    }
}
