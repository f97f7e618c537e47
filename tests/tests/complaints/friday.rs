//! The whole way of one complaint that came on a Friday evening.

use huike_app::complaints;
use huike_app::followups::{self, Next};
use huike_app::vouchers::{self, RedeemDraft};
use huike_app::{AppError, dossier};
use huike_domain::complaints::{Act, ActKind, Clock, Missing, Refusal, Satisfaction, Sla, State};
use huike_domain::complaints::{Remedy, Severity};
use huike_domain::error::InvalidCode;
use huike_domain::ids::VoucherBatchId;
use huike_domain::interactions::InteractionKind::Call;
use huike_domain::tiers::vouchers::{VoucherBatchDraft, VoucherGives, VoucherTerm};
use huike_tests::{Story, contact, op, passphrase_of};

use crate::{
    answer, attempt, check_not_now, draft, drafted, due, follow_up, improve, offer, open,
    open_with, propose, shop, solve, state, step, try_by, verify, view,
};

pub(crate) fn batch(story: &Story, gives: VoucherGives, term: VoucherTerm) -> VoucherBatchId {
    let name = "Sorry".to_owned();
    let draft = VoucherBatchDraft { name, gives, threshold_fen: None, term, note: String::new() };
    vouchers::add_batch(&story.app, op(), draft).expect("a batch")
}

fn redeem(story: &Story, code: &str) -> Result<(), AppError> {
    let draft = RedeemDraft { code: code.to_owned(), ..RedeemDraft::default() };
    vouchers::redeem(&story.app, op(), draft).map(drop)
}

#[test]
fn from_the_first_minute_to_mended_trust_and_back() {
    let story = shop("2026-11-27T17:40:00+08:00");
    story.guarded(&crate::everyone());
    let term = VoucherTerm::AfterIssue { days: 30 };
    let sixty = batch(&story, VoucherGives::Amount { fen: 6_000 }, term);
    story.sits("Li");
    let voucher = [Remedy::Voucher { batch: sixty }];
    let anna = story.customer("Anna");
    let id = open(&story, anna);
    assert_eq!(due(&view(&story, id), Clock::FirstAnswer), "2026-11-30 09:40");

    story.turn_to("2026-11-30T09:20:00+08:00");
    let told = step(&story, id, answer());
    assert_eq!((told.card.state, told.clocks[0].sla), (State::Answered, Sla::Met));
    assert_eq!(told.clocks[0].took, Some(40));

    // More than Li may give is refused, asked for, and answered by nobody but the right one.
    let refused = Err(AppError::NeedsApproval { limit_fen: 5_000, worth_fen: Some(6_000) });
    assert_eq!(attempt(&story, id, propose(&voucher)).map(drop), refused);
    let ask = Act::Ask { offer: offer(&voucher), worth_fen: None };
    let asked = step(&story, id, ask.clone()).asked.expect("asked");
    assert_eq!((asked.by.as_str(), asked.worth_fen), ("Li", Some(6_000)));
    let again = AppError::Complaint { refusal: Refusal::Asked };
    assert_eq!(attempt(&story, id, ask).map(drop), Err(again));
    let yes = |by: &str, passphrase: Option<&str>| {
        let mut draft = drafted(Act::Approve);
        draft.passphrase = passphrase.map(str::to_owned);
        complaints::step(&story.app, op(), id, by.to_owned(), vec![draft]).map(drop)
    };
    let invalid = |field, code| Err(AppError::invalid(field, code));
    assert_eq!(yes("li", None), invalid("by", InvalidCode::Impossible));
    assert_eq!(yes("Zoe", None), invalid("by", InvalidCode::Unknown));
    let mo = AppError::NeedsApproval { limit_fen: 5_500, worth_fen: Some(6_000) };
    assert_eq!(yes("Mo", Some(&passphrase_of("Mo"))), Err(mo));
    assert_eq!(yes("Mei", None), invalid("passphrase", InvalidCode::Required));
    assert_eq!(yes("Mei", Some("rose")), invalid("passphrase", InvalidCode::Unknown));
    assert!(view(&story, id).approved.is_none(), "what was refused changed nothing");
    yes("mei", Some(&passphrase_of("Mei"))).expect("approved");
    story.undo().expect("undone");
    assert!(view(&story, id).asked.is_some(), "it is asked for again");
    yes("Mei", Some(&passphrase_of("Mei"))).expect("approved");

    step(&story, id, propose(&voucher));
    let agreed = step(&story, id, Act::Agree);
    let code = agreed.given[0].code.clone().expect("a code");
    redeem(&story, &code).expect("redeemed");
    assert!(redeem(&story, &code).is_err(), "once");

    story.turn_to("2026-11-30T15:00:00+08:00");
    let missing = Refusal::Missing { missing: vec![Missing::Improvement] };
    assert_eq!(
        attempt(&story, id, Act::Solve).map(drop),
        Err(AppError::Complaint { refusal: missing })
    );
    improve(&story, id);
    let solved = step(&story, id, Act::Solve);
    assert_eq!(due(&solved, Clock::FollowUp), "2026-12-03 15:00");
    check_not_now(&story, id, Act::Close, State::Solved);
    assert_eq!(follow_up(&story), None);

    // Two days later Today asks for it.
    story.turn_to("2026-12-02T15:00:00+08:00");
    let planned = follow_up(&story).expect("a follow-up");
    let page = dossier::page(&story.app, anna).expect("a page");
    assert!(page.follow_ups.iter().any(|it| it.id == planned));
    let before = view(&story, id);
    let done = |words: &str| {
        followups::done(&story.app, op(), planned, contact(Call, words), None, Next::ByRule)
    };
    let sells = AppError::Complaint { refusal: Refusal::Sells { words: "% off".to_owned() } };
    assert_eq!(done("All is 20% off today").map(drop), Err(sells));
    assert_eq!((view(&story, id), follow_up(&story)), (before, Some(planned)));
    done("How is the cake this time?").expect("done");
    assert_eq!(state(&story, id), State::FollowedUp);
    assert_eq!(follow_up(&story), None);
    story.undo().expect("undone");
    assert_eq!((state(&story, id), follow_up(&story)), (State::Solved, Some(planned)));
    done("How is the cake this time?").expect("done");
    step(&story, id, Act::Close);
    verify(&story);

    let day = |text: &str| text.parse().expect("a day");
    let report = complaints::report(&story.app, day("2026-11-01"), day("2026-12-31"));
    let report = report.expect("a report");
    assert_eq!((report.complaints, report.solved, report.open), (1, 1, 0));
    assert_eq!((report.cost_fen, report.clocks[0].kept), (6_000, 1));
    assert_eq!(report.clocks[3].percent, Some(100), "the contact after it was in time");

    // It is not solved after all: everything begins anew.
    story.turn_to("2026-12-04T09:00:00+08:00");
    let again = step(&story, id, Act::Reopen);
    assert_eq!(again.card.state, State::Reopened);
    assert_eq!(due(&again, Clock::FirstAnswer), "2026-12-04 10:00");
    assert_eq!(again.missing, [Missing::Empathy, Missing::Compensation, Missing::Improvement]);
    assert_eq!((again.offer, again.agreed), (None, false));
    assert_eq!(again.given.len(), 1, "what was given stays given");
    check_not_now(&story, id, Act::Solve, State::Reopened);
    let twice = solve(&story, id);
    assert_eq!((twice.card.state, twice.card.reopened), (State::Solved, 1));
    verify(&story);
}

#[test]
fn a_reopening_cancels_the_planned_contact() {
    let story = shop("2026-11-30T10:00:00+08:00");
    let anna = story.customer("Anna");
    let id = open(&story, anna);
    let before = solve(&story, id);
    let planned = |story: &Story| dossier::page(&story.app, anna).expect("a page").follow_ups.len();
    assert_eq!(planned(&story), 1);
    step(&story, id, Act::Reopen);
    assert_eq!(planned(&story), 0);
    story.undo().expect("undone");
    assert_eq!((planned(&story), view(&story, id)), (1, before));
    // By the complaint's own page it is over as well.
    let satisfaction = Some(Satisfaction::VerySatisfied);
    let done = step(&story, id, Act::FollowUp { satisfaction });
    assert_eq!((planned(&story), done.satisfaction), (0, satisfaction));
    step(&story, id, Act::Reopen);
    assert_eq!((planned(&story), view(&story, id).satisfaction), (0, None));
    verify(&story);
}

#[test]
fn nobody_answering_is_no_contact() {
    let story = shop("2026-11-30T10:00:00+08:00");
    let id = open(&story, story.customer("Anna"));
    solve(&story, id);
    story.turn_to("2026-12-02T15:00:00+08:00");
    let planned = follow_up(&story).expect("a follow-up");
    followups::tried(&story.app, op(), planned, String::new()).expect("tried");
    assert_eq!(state(&story, id), State::Solved);
    let anything = story.customer("Ben");
    assert_eq!(state(&story, id), State::Solved, "{anything}");
    story.turn_to("2026-12-03T15:00:00+08:00");
    let planned = follow_up(&story).expect("it is tried again");
    followups::done_as_asked(&story.app, op(), planned, String::new()).expect("done");
    let done = view(&story, id);
    assert_eq!(done.card.state, State::FollowedUp);
    assert!(!done.steps.last().expect("a step").step.words.is_empty(), "no words were noted");
    verify(&story);
}

#[test]
fn what_is_taken_down_is_held_to_its_bounds() {
    let story = shop("2026-11-30T10:00:00+08:00");
    let anna = story.customer("Anna");
    let refused = |change: &dyn Fn(&mut complaints::IntakeDraft)| {
        let mut draft = draft(anna, "Late");
        change(&mut draft);
        match complaints::open(&story.app, op(), draft) {
            Err(AppError::Invalid { field, .. }) => field,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(refused(&|it| it.what = " ".to_owned()), "what");
    assert_eq!(refused(&|it| it.what = "x".repeat(4_001)), "what");
    assert_eq!(refused(&|it| it.item = "x".repeat(201)), "item");
    assert_eq!(refused(&|it| it.wish = "x".repeat(1_001)), "wish");
    assert_eq!(refused(&|it| it.by = " ".to_owned()), "by");
    assert_eq!(refused(&|it| it.by = "x".repeat(41)), "by");
    assert_eq!(refused(&|it| it.received = Some(story.now().plus_days(1))), "received");
    assert_eq!(refused(&|it| it.received = Some(story.now().plus_days(-2_000))), "received");
    let long = complaints::IntakeDraft {
        what: "x".repeat(4_000),
        item: "x".repeat(200),
        wish: "x".repeat(1_000),
        ..draft(anna, "")
    };
    let id = open_with(&story, long);
    let card = view(&story, id).card;
    assert_eq!(card.what.chars().count(), 161, "a card shows the beginning");
    step(&story, id, answer());
    let gift = |n: usize| Remedy::Gift { item: "x".repeat(n), worth_fen: 1 };
    let field = |done: Result<_, AppError>| match done.map(drop) {
        Err(AppError::Invalid { field, .. }) => field,
        other => panic!("{other:?}"),
    };
    assert_eq!(field(attempt(&story, id, propose(&[gift(201)]))), "item");
    assert_eq!(field(attempt(&story, id, propose(&vec![gift(1); 11]))), "remedies");
    let mut words = drafted(Act::Note);
    words.words = "x".repeat(4_001);
    let noted = complaints::step(&story.app, op(), id, "Li".to_owned(), vec![words]);
    assert_eq!(field(noted), "words");
    // The longest gift is logged whole.
    step(&story, id, propose(&[gift(200)]));
    step(&story, id, Act::Agree);
    verify(&story);
}

#[test]
fn what_follows_by_itself_is_not_done_by_hand() {
    let story = shop("2026-11-30T10:00:00+08:00");
    let id = open(&story, story.customer("Anna"));
    for act in [
        Act::Escalate { level: 2, to: "Li".to_owned() },
        Act::Absorb { other: id },
        Act::Receive { received: story.now(), severity: Severity::Minor, owner: String::new() },
    ] {
        let refused = AppError::invalid("act", InvalidCode::Impossible);
        assert_eq!(try_by(&story, "Li", id, act).map(drop), Err(refused));
    }
    assert!(!view(&story, id).possible.contains(&ActKind::Escalate));
}
