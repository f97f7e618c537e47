//! What whoever meets the customer has to know.

use huike_app::complaints::{self, BoardFilter};
use huike_app::{AppError, dossier};
use huike_domain::complaints::{Act, Severity, State};
use huike_tests::{Story, op};

use crate::{
    answer, attempt, draft, gift, open, open_with, propose, shop, solve, step, verify, view,
};

#[test]
fn the_counter_knows_until_thirty_days_after_the_solution() {
    let story = shop("2026-11-30T10:00:00+08:00");
    let (anna, ben) = (story.customer("Anna"), story.customer("Ben"));
    let warned = |story: &Story| {
        let found = complaints::among(&story.app, vec![ben, anna]).expect("warnings");
        let card = dossier::card(&story.app, anna).expect("a card").complaint;
        assert_eq!(found.first(), card.as_ref());
        assert!(dossier::card(&story.app, ben).expect("a card").complaint.is_none());
        card.map(|it| (it.number, it.offer, it.done))
    };
    assert_eq!(warned(&story), None);
    let first = open(&story, anna);
    assert_eq!(warned(&story), Some((1, Vec::new(), None)));
    step(&story, first, answer());
    step(&story, first, propose(&[gift(900)]));
    let offered = vec!["A mug".to_owned()];
    assert_eq!(warned(&story), Some((1, offered.clone(), None)));
    let tick =
        || complaints::tick(&story.app, op(), first, "Wu".to_owned(), "Said sorry".to_owned());
    tick().expect("ticked");
    assert!(warned(&story).is_some_and(|it| it.2.is_some()));
    story.undo().expect("undone");
    assert_eq!(warned(&story).and_then(|it| it.2), None);
    // Twice is once more: each is on record.
    tick().expect("ticked");
    tick().expect("ticked");
    let counted = view(&story, first).steps;
    let ticks = counted.iter().filter(|it| matches!(it.step.act, Act::Counter));
    assert_eq!(ticks.count(), 2);
    step(&story, first, Act::Agree);
    crate::improve(&story, first);
    step(&story, first, Act::Solve);
    // One that is not solved goes first.
    let second = open(&story, anna);
    assert_eq!(warned(&story).map(|it| it.0), Some(2));
    step(&story, second, Act::Withdraw);
    assert_eq!(warned(&story).map(|it| it.0), Some(1));
    story.turn_to("2026-12-30T10:00:00+08:00");
    assert_eq!(warned(&story).map(|it| it.0), Some(1));
    step(&story, first, Act::FollowUp { satisfaction: None });
    assert_eq!(warned(&story).map(|it| it.0), Some(1));
    story.turn_to("2026-12-30T10:00:01+08:00");
    assert_eq!(warned(&story), None, "long ago");
    step(&story, first, Act::Reopen);
    assert_eq!(warned(&story).map(|it| (it.0, it.2)), Some((1, None)), "and here again");
    verify(&story);
}

#[test]
fn a_customers_complaints_and_possible_repeats() {
    let story = shop("2026-11-30T10:00:00+08:00");
    let (anna, ben) = (story.customer("Anna"), story.customer("Ben"));
    let old = huike_tests::moment("2026-08-01T10:00:00+08:00");
    let old = complaints::IntakeDraft { received: Some(old), ..draft(anna, "Long ago") };
    let old = open_with(&story, old);
    let (one, other) = (open(&story, anna), open(&story, anna));
    step(&story, other, Act::Withdraw);
    let _ = open(&story, ben);
    let numbers = |cards: Vec<complaints::ComplaintCard>| -> Vec<u32> {
        cards.into_iter().map(|it| it.number).collect()
    };
    let of = complaints::of_customer(&story.app, anna).expect("a list");
    let mut all = numbers(of);
    all[..2].sort_unstable();
    assert_eq!(all, [2, 3, 1]);
    let hints = |words: &str| {
        let found = complaints::hints(&story.app, Some(anna), words.to_owned(), None);
        found.expect("hints")
    };
    let told = hints("The milk was warm");
    assert_eq!(told.proposed.severity, Severity::Serious, "she complained before");
    assert_eq!(numbers(told.repeats), [2, 1]);
    step(&story, old, Act::Withdraw);
    assert_eq!(numbers(hints("x").repeats), [2]);
    // What weighs nothing in particular is worked out as it is taken down.
    let plain =
        complaints::IntakeDraft { severity: None, ..draft(ben, "They sent us to hospital") };
    assert_eq!(view(&story, open_with(&story, plain)).card.severity, Severity::Severe);
    assert_eq!(complaints::numbered(&story.app, " #2 "), Ok(one));
    assert_eq!(complaints::numbered(&story.app, &one.to_string()), Ok(one));
    for unknown in ["99", "#", "two", "-1", "99999999999"] {
        let found = complaints::numbered(&story.app, unknown);
        assert!(matches!(found, Err(AppError::NotFound { .. })), "{unknown}");
    }
}

#[test]
fn the_board_is_filtered_and_counts_what_is_late() {
    let story = shop("2026-11-30T09:00:00+08:00");
    let causes = complaints::rules(&story.app).expect("rules").causes;
    let (top, under) = (causes.0[0].id, causes.0[1].id);
    assert_eq!(causes.0[1].parent, Some(top));
    let with = |name: &str, change: &dyn Fn(&mut complaints::IntakeDraft)| {
        let mut draft = draft(story.customer(name), "The cake was late");
        change(&mut draft);
        open_with(&story, draft)
    };
    let _ = with("Anna", &|it| it.cause = Some(under));
    let _ = with("Ben", &|it| it.owner = "Wu".to_owned());
    let _ = with("Cora", &|it| it.item = "Order A-17".to_owned());
    let asked = with("Dan", &|it| it.severity = Some(Severity::Severe));
    step(&story, asked, answer());
    step(&story, asked, Act::Ask { offer: crate::offer(&[gift(1)]), worth_fen: None });
    let waits = with("Eve", &|it| it.channel = huike_domain::interactions::Channel::Email);
    step(&story, waits, answer());
    step(&story, waits, Act::Wait);
    story.turn_to("2026-11-30T10:30:00+08:00");
    let seen = |filter: BoardFilter| -> Vec<u32> {
        let board = complaints::board(&story.app, filter.clone()).expect("a board");
        let mut numbers = Vec::new();
        for column in board.columns {
            assert_eq!(column.count as usize, column.cards.len());
            let late = column.cards.iter().filter(|it| it.due.is_some_and(|due| due < board.now));
            assert_eq!(column.late as usize, late.count(), "{:?}", column.state);
            numbers.extend(column.cards.iter().map(|it| it.number));
        }
        let all = complaints::list(&story.app, None, filter, None, 200).expect("a list").cards;
        let mut listed: Vec<_> = all.iter().map(|it| it.number).collect();
        listed.sort_unstable();
        numbers.sort_unstable();
        assert_eq!(listed, numbers);
        numbers
    };
    let any = BoardFilter::default();
    let text = |text: &str| BoardFilter { text: text.to_owned(), ..any.clone() };
    for (filter, expected) in [
        (any.clone(), vec![1, 2, 3, 4, 5]),
        (BoardFilter { owner: Some("Wu".to_owned()), ..any.clone() }, vec![2]),
        (BoardFilter { severity: Some(Severity::Severe), ..any.clone() }, vec![4]),
        (BoardFilter { cause: Some(top), ..any.clone() }, vec![1]),
        (BoardFilter { cause: Some(causes.0[2].id), ..any.clone() }, vec![]),
        (
            BoardFilter {
                channel: Some(huike_domain::interactions::Channel::Email),
                ..any.clone()
            },
            vec![5],
        ),
        (BoardFilter { asked: true, ..any.clone() }, vec![4]),
        (text("CORA"), vec![3]),
        (text("a-17"), vec![3]),
        (text("#4"), vec![4]),
        (text("100% off"), vec![]),
    ] {
        assert_eq!(seen(filter.clone()), expected, "{filter:?}");
    }
    // Today: what is due by the end of it; one of a person shows theirs and nobody's.
    let today = |of: Option<&str>| -> Vec<u32> {
        let cards = complaints::today(&story.app, of.map(str::to_owned)).expect("today");
        cards.into_iter().map(|it| it.number).collect()
    };
    let mut due = today(None);
    due.sort_unstable();
    assert_eq!(due, [1, 2, 3, 4]);
    assert_eq!(today(Some("Wu")), [2]);
    assert_eq!(today(Some("Zoe")), [0_u32; 0]);
    verify(&story);
}

#[test]
fn lists_read_on_where_they_ended() {
    let story = shop("2026-11-30T09:00:00+08:00");
    let anna = story.customer("Anna");
    for n in 0..7 {
        let id = open(&story, anna);
        if n % 2 == 0 {
            step(&story, id, answer());
            // Those that wait have no deadline, and lie behind.
            if n % 4 == 0 {
                step(&story, id, Act::Wait);
            }
        }
    }
    for state in [None, Some(State::Answered), Some(State::Received)] {
        let whole = complaints::list(&story.app, state, BoardFilter::default(), None, 200);
        let whole = whole.expect("a list");
        assert!(whole.next.is_none());
        let (mut read, mut after) = (Vec::new(), None);
        loop {
            let page = complaints::list(&story.app, state, BoardFilter::default(), after, 2);
            let page = page.expect("a page");
            read.extend(page.cards);
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(read, whole.cards, "{state:?}");
    }
    let id = open(&story, anna);
    solve(&story, id);
    assert!(attempt(&story, id, Act::Solve).is_err());
    let plan = story
        .app
        .store()
        .expect("open")
        .read(|reader| huike_store::complaints::plan_of_state(reader))
        .expect("a plan");
    assert!(plan.contains("complaint_board"), "{plan}");
    assert!(!plan.contains("TEMP B-TREE") && !plan.contains("SCAN complaint"), "{plan}");
}
