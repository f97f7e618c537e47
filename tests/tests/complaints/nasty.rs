//! What nobody plans: clocks that jump, two desks at once, things that happen in the wrong order.

use std::sync::Arc;

use huike_app::complaints::{self, ComplaintView};
use huike_app::followups::{self, Next};
use huike_app::{App, AppError, operations};
use huike_domain::complaints::{Act, Clock, Refusal, Severity, State};
use huike_domain::interactions::InteractionKind::Call;
use huike_domain::time::Instant;
use huike_tests::{Story, contact, op};

use crate::{
    answer, attempt, check_not_now, draft, drafted, follow_up, gift, improve, offer, open,
    open_with, propose, shop, solve, state, step, verify, view,
};

fn acts(view: &ComplaintView) -> Vec<String> {
    view.steps.iter().map(|it| format!("{:?}", it.step.act.kind())).collect()
}

#[test]
fn a_clock_that_is_set_back_puts_no_step_in_front() {
    let story = shop("2026-11-30T10:00:00+08:00");
    let id = open(&story, story.customer("Anna"));
    for (time, act) in [
        ("09:59:59.999", answer()),
        ("09:30:00", Act::Investigate),
        ("11:00:00", propose(&[gift(900)])),
        ("08:00:00", Act::Agree),
    ] {
        story.turn_to(&format!("2026-11-30T{time}+08:00"));
        step(&story, id, act);
        verify(&story);
    }
    improve(&story, id);
    let solved = step(&story, id, Act::Solve);
    let order =
        ["Receive", "Answer", "Investigate", "Propose", "Agree", "SetCause", "Improve", "Solve"];
    assert_eq!(acts(&solved), order);
    let first = solved.clocks.iter().find(|it| it.clock == Clock::FirstAnswer).expect("a clock");
    assert_eq!(first.took, Some(0));
    // The contact from Today, on a clock that is wrong by years.
    story.turn_to("2026-12-02T10:00:00+08:00");
    let planned = follow_up(&story).expect("a follow-up");
    story.turn_to("2024-12-02T10:00:00+08:00");
    followups::done(&story.app, op(), planned, contact(Call, "All well?"), None, Next::ByRule)
        .expect("done");
    assert_eq!(state(&story, id), State::FollowedUp);
    step(&story, id, Act::Close);
    verify(&story);
    for _ in 0..8 {
        story.undo().expect("undone");
        verify(&story);
    }
    assert_eq!(acts(&view(&story, id)), ["Receive"]);
}

#[test]
fn steps_of_the_same_moment_keep_their_order() {
    let story = shop("2026-11-30T10:00:00+08:00");
    let anna = story.customer("Anna");
    for _ in 0..20 {
        let id = open(&story, anna);
        solve(&story, id);
        step(&story, id, Act::Reopen);
        solve(&story, id);
    }
    verify(&story);
    // Several in one operation, whose clocks begin in the same moment.
    let id = open(&story, anna);
    let all = [answer(), Act::Update { empathy: false }, propose(&[gift(1)]), Act::Agree];
    let all = all.into_iter().map(drafted).collect();
    complaints::step(&story.app, op(), id, "Li".to_owned(), all).expect("all of them");
    assert_eq!(state(&story, id), State::Agreed);
    verify(&story);
}

#[test]
fn of_several_steps_all_are_taken_or_none() {
    let story = shop("2026-11-30T10:00:00+08:00");
    let id = open(&story, story.customer("Anna"));
    let before = view(&story, id);
    let all = [answer(), propose(&[gift(1)]), Act::Agree, Act::Solve];
    let all = all.into_iter().map(drafted).collect();
    let refused = complaints::step(&story.app, op(), id, "Li".to_owned(), all);
    let is_missing =
        |refusal: &Refusal| matches!(refusal, Refusal::Missing { missing } if missing.len() == 1);
    assert!(matches!(&refused, Err(AppError::Complaint { refusal }) if is_missing(refusal)));
    assert_eq!(view(&story, id), before);
    let nothing = complaints::step(&story.app, op(), id, "Li".to_owned(), Vec::new());
    assert_eq!(nothing.expect("nothing"), before);
    verify(&story);
}

#[test]
fn two_desks_take_one_step() {
    let story = shop("2026-11-30T10:00:00+08:00");
    let id = open(&story, story.customer("Anna"));
    let at = story.now();
    let folder = story.app.folder().to_owned();
    let open = || App::open_with_clock(&folder, Arc::new(move || at)).expect("another program");
    let (one, other) = (open(), open());
    let race = |act: &Act| -> Vec<Result<(), AppError>> {
        let runs: Vec<_> = [one.clone(), other.clone()]
            .into_iter()
            .map(|app| {
                let drafts = vec![drafted(act.clone())];
                std::thread::spawn(move || {
                    complaints::step(&app, op(), id, "Li".to_owned(), drafts).map(drop)
                })
            })
            .collect();
        runs.into_iter().map(|run| run.join().expect("ended")).collect()
    };
    for (act, state) in [
        (answer(), State::Answered),
        (Act::Ask { offer: offer(&[gift(1)]), worth_fen: None }, State::Answered),
        (Act::Withdraw, State::Withdrawn),
        (Act::Reopen, State::Reopened),
    ] {
        let done = race(&act);
        assert_eq!(done.iter().filter(|it| it.is_ok()).count(), 1, "{act:?}: {done:?}");
        let lost = done.into_iter().find_map(Result::err);
        let expected = match act {
            Act::Ask { .. } => Refusal::Asked,
            _ => Refusal::NotNow { state },
        };
        assert_eq!(lost, Some(AppError::Complaint { refusal: expected }));
    }
    verify(&story);
}

#[test]
fn an_operation_that_comes_twice_happens_once() {
    let story = shop("2026-11-30T10:00:00+08:00");
    let id = open(&story, story.customer("Anna"));
    let twice = op();
    let note = || {
        let drafts = vec![drafted(Act::Note)];
        complaints::step(&story.app, twice, id, "Li".to_owned(), drafts)
    };
    note().expect("noted");
    assert_eq!(note().map(drop), Err(AppError::AlreadyDone { operation: twice }));
    assert_eq!(view(&story, id).steps.len(), 2);
}

#[test]
fn a_number_that_was_told_is_not_given_to_another() {
    let story = shop("2026-11-30T10:00:00+08:00");
    let anna = story.customer("Anna");
    let first = open(&story, anna);
    let back = story.undo().expect("undone");
    let second = open(&story, anna);
    operations::undo(&story.app, op(), Some(back.by)).expect("taken down after all");
    let number = |id| view(&story, id).card.number;
    assert_eq!((number(first), number(second)), (1, 2));
    assert_eq!(complaints::numbered(&story.app, "1"), Ok(first));
    verify(&story);
}

#[test]
fn an_undo_out_of_order_is_refused_and_says_why() {
    let story = shop("2026-11-30T10:00:00+08:00");
    let id = open(&story, story.customer("Anna"));
    let first = op();
    let answers = vec![drafted(answer())];
    complaints::step(&story.app, first, id, "Li".to_owned(), answers).expect("answered");
    step(&story, id, propose(&[gift(1)]));
    let before = view(&story, id);
    let refused = operations::undo(&story.app, op(), Some(first));
    match refused {
        Err(AppError::CannotUndo {
            reason: huike_app::error::UndoRefusal::ChangedSince { operation_kind, .. },
        }) => assert_eq!(operation_kind, "complaints.propose"),
        other => panic!("{other:?}"),
    }
    assert_eq!(view(&story, id), before);
    // Another complaint of the same customer is no obstacle.
    let other = open(&story, before.card.customer);
    step(&story, other, answer());
    story.undo().expect("undone");
    assert_eq!(state(&story, other), State::Received);
}

#[test]
fn a_new_customer_comes_and_goes_with_their_complaint() {
    let story = shop("2026-11-30T10:00:00+08:00");
    let anna = story.customer("Anna");
    let named = |name: &str| {
        let draft =
            huike_domain::customers::CustomerDraft { name: name.to_owned(), ..Default::default() };
        let who = complaints::Complainant::New { draft: Box::new(draft) };
        complaints::IntakeDraft { who, ..draft_for(anna) }
    };
    fn draft_for(customer: huike_domain::ids::CustomerId) -> complaints::IntakeDraft {
        draft(customer, "Late")
    }
    assert!(complaints::open(&story.app, op(), named(" ")).is_err());
    let opened = complaints::open(&story.app, op(), named("Ben")).expect("taken down");
    assert_eq!(view(&story, opened.id).card.customer_name, "Ben");
    let back = story.undo().expect("undone");
    assert!(huike_app::dossier::page(&story.app, opened.customer).is_err());
    operations::undo(&story.app, op(), Some(back.by)).expect("done again");
    assert_eq!(view(&story, opened.id).card.customer, opened.customer);
    verify(&story);
}

#[test]
fn what_is_over_stays_over() {
    let story = shop("2026-11-30T10:00:00+08:00");
    let anna = story.customer("Anna");
    let (gone, one, other) = (open(&story, anna), open(&story, anna), open(&story, anna));
    step(&story, gone, Act::Withdraw);
    check_not_now(&story, gone, answer(), State::Withdrawn);
    check_not_now(&story, gone, Act::Assign { to: "Wu".to_owned() }, State::Withdrawn);
    check_not_now(&story, gone, Act::TellBack, State::Withdrawn);
    let severity = Severity::Severe;
    check_not_now(&story, gone, Act::SetSeverity { severity }, State::Withdrawn);
    // Into one that is over, or into itself, nothing goes.
    let impossible = AppError::invalid("into", huike_domain::error::InvalidCode::Impossible);
    for into in [gone, one] {
        let refused = attempt(&story, one, Act::Merge { into }).map(drop);
        assert_eq!(refused, Err(impossible.clone()));
    }
    step(&story, one, Act::Merge { into: other });
    check_not_now(&story, one, Act::Counter, State::Merged);
    let refused = attempt(&story, other, Act::Merge { into: one }).map(drop);
    assert_eq!(refused, Err(impossible));
    solve(&story, other);
    verify(&story);
}

#[test]
fn far_ahead_and_long_ago() {
    let story = shop("2026-11-30T10:00:00+08:00");
    let anna = story.customer("Anna");
    let received = Some(Instant(story.now().0 - 4 * 365 * 86_400_000));
    let old = complaints::IntakeDraft { received, ..draft(anna, "Years ago") };
    let id = open_with(&story, old);
    step(&story, id, answer());
    assert_eq!(view(&story, id).clocks[0].sla, huike_domain::complaints::Sla::Missed);
    verify(&story);
    story.turn_to("2036-11-30T10:00:00+08:00");
    solve_rest(&story, id);
    verify(&story);
}

fn solve_rest(story: &Story, id: huike_domain::ids::ComplaintId) {
    step(story, id, propose(&[gift(900)]));
    step(story, id, Act::Agree);
    improve(story, id);
    step(story, id, Act::Solve);
}
