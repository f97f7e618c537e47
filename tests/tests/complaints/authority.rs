//! Who may give how much alone.

use huike_app::complaints;
use huike_app::vouchers;
use huike_app::{AppError, operations};
use huike_domain::complaints::{Act, Remedy, Severity};
use huike_domain::error::InvalidCode;
use huike_domain::ids::ComplaintId;
use huike_domain::money::Fen;
use huike_domain::tiers::vouchers::{VoucherGives, VoucherTerm};
use huike_tests::{Story, op};

use crate::friday::batch;
use crate::{
    answer, draft, gift, offer, open, open_with, people, propose, shop, step, try_by, verify, view,
};

/// Tries an offer; what could be made is taken back.
fn tried(story: &Story, id: ComplaintId, by: &str, remedies: &[Remedy]) -> Option<AppError> {
    let done = try_by(story, by, id, propose(remedies));
    if done.is_ok() {
        story.undo().expect("undone");
    }
    done.err()
}

fn above(limit_fen: i64, worth_fen: Option<i64>) -> Option<AppError> {
    Some(AppError::NeedsApproval { limit_fen, worth_fen })
}

#[test]
fn each_gives_as_much_as_their_limit() {
    let story = shop("2026-11-30T10:00:00+08:00");
    let id = open(&story, story.customer("Anna"));
    step(&story, id, answer());
    // Before anybody was entered nothing limits anybody.
    assert_eq!(tried(&story, id, "Zoe", &[gift(90_000_000)]), None);
    people(&story);
    vouchers::set_limit(&story.app, op(), Some(Fen(2_000))).expect("a limit");
    let term = VoucherTerm::AfterIssue { days: 30 };
    let percent = VoucherGives::Percent { percent: 50, most_fen: None };
    let half = Remedy::Voucher { batch: batch(&story, percent, term) };
    for (by, remedies, expected) in [
        ("Li", vec![gift(5_000)], None),
        ("LI ", vec![gift(5_000)], None),
        ("Li", vec![gift(5_001)], above(5_000, Some(5_001))),
        ("Li", vec![gift(2_500), gift(2_501)], above(5_000, Some(5_001))),
        ("Mei", vec![gift(10_000)], None),
        ("Mei", vec![gift(10_001)], above(10_000, Some(10_001))),
        ("Zoe", vec![gift(2_000)], None),
        ("Zoe", vec![gift(2_001)], above(2_000, Some(2_001))),
        ("Li", vec![half.clone()], above(5_000, None)),
        ("Mei", vec![half.clone(), gift(1)], above(10_000, None)),
        ("Chen", vec![half.clone(), gift(100_000_000)], None),
    ] {
        assert_eq!(tried(&story, id, by, &remedies), expected, "{by}: {remedies:?}");
    }
    // What nothing limits is approved by nobody who has a limit.
    let ask = Act::Ask { offer: offer(&[half]), worth_fen: Some(1) };
    assert_eq!(step(&story, id, ask).asked.expect("asked").worth_fen, None);
    let by = |name| try_by(&story, name, id, Act::Approve).map(drop).err();
    assert_eq!(by("Mei"), above(10_000, None));
    assert_eq!(by("Chen"), None);
    verify(&story);
}

#[test]
fn nothing_at_all_for_something_serious_is_a_managers_word() {
    let story = shop("2026-11-30T10:00:00+08:00");
    let anna = story.customer("Anna");
    let of = |severity| {
        let draft = complaints::IntakeDraft { severity: Some(severity), ..draft(anna, "Late") };
        let id = open_with(&story, draft);
        step(&story, id, answer());
        id
    };
    let (moderate, serious) = (of(Severity::Moderate), of(Severity::Serious));
    // Where no managers are entered nobody can be asked.
    assert_eq!(tried(&story, serious, "Zoe", &[]), None);
    people(&story);
    assert_eq!(tried(&story, moderate, "Li", &[]), None);
    assert_eq!(tried(&story, serious, "Li", &[]), above(5_000, Some(0)));
    assert_eq!(tried(&story, serious, "Zoe", &[]), above(0, Some(0)));
    assert_eq!(tried(&story, serious, "Mo", &[]), None);
    step(&story, serious, Act::Ask { offer: offer(&[]), worth_fen: None });
    try_by(&story, "Mo", serious, Act::Approve).expect("approved");
    let proposed = step(&story, serious, propose(&[]));
    assert_eq!(proposed.offer.expect("an offer").none_because, "it was theirs");
    assert!(step(&story, serious, Act::Agree).given.is_empty());
    verify(&story);
}

#[test]
fn an_approval_is_for_what_was_asked_and_for_once() {
    let story = shop("2026-11-30T10:00:00+08:00");
    people(&story);
    let id = open(&story, story.customer("Anna"));
    step(&story, id, answer());
    step(&story, id, Act::Ask { offer: offer(&[gift(8_000)]), worth_fen: None });
    try_by(&story, "Mei", id, Act::Approve).expect("approved");
    // Another offer is another one, be it cheaper.
    assert_eq!(tried(&story, id, "Li", &[gift(7_999)]), above(5_000, Some(7_999)));
    step(&story, id, propose(&[gift(1_000)]));
    step(&story, id, propose(&[gift(8_000)]));
    step(&story, id, Act::Agree);
    assert_eq!(tried(&story, id, "Li", &[gift(8_000)]), above(5_000, Some(8_000)));
    assert_eq!(view(&story, id).given.len(), 1);
    // Refused, and asked again; what was asked lapses with an offer.
    step(&story, id, Act::Ask { offer: offer(&[gift(9_000)]), worth_fen: None });
    try_by(&story, "Mei", id, Act::Refuse).expect("refused");
    assert_eq!(tried(&story, id, "Li", &[gift(9_000)]), above(5_000, Some(9_000)));
    step(&story, id, Act::Ask { offer: offer(&[gift(9_000)]), worth_fen: None });
    step(&story, id, propose(&[gift(1)]));
    assert!(try_by(&story, "Mei", id, Act::Approve).is_err(), "nobody asks any more");
    verify(&story);
}

#[test]
fn the_undo_of_an_approval_waits_for_what_hangs_on_it() {
    let story = shop("2026-11-30T10:00:00+08:00");
    people(&story);
    let id = open(&story, story.customer("Anna"));
    step(&story, id, answer());
    step(&story, id, Act::Ask { offer: offer(&[gift(8_000)]), worth_fen: None });
    let approval = op();
    let draft = vec![crate::drafted(Act::Approve)];
    complaints::step(&story.app, approval, id, "Mei".to_owned(), draft).expect("approved");
    let approved = view(&story, id);
    step(&story, id, propose(&[gift(8_000)]));
    step(&story, id, Act::Agree);
    let refused = operations::undo(&story.app, op(), Some(approval));
    assert!(matches!(refused, Err(AppError::CannotUndo { .. })), "{refused:?}");
    story.undo().expect("agreed no more");
    story.undo().expect("offered no more");
    assert_eq!(view(&story, id), approved);
    operations::undo(&story.app, op(), Some(approval)).expect("approved no more");
    assert!(view(&story, id).asked.is_some());
    verify(&story);
}

#[test]
fn an_answer_without_a_passphrase_is_given_on_the_own_desk() {
    let story = shop("2026-11-30T10:00:00+08:00");
    story.guarded(&crate::everyone());
    story.sits("Li");
    let id = open(&story, story.customer("Anna"));
    step(&story, id, answer());
    step(&story, id, Act::Ask { offer: offer(&[gift(8_000)]), worth_fen: None });
    let refused = AppError::invalid("passphrase", InvalidCode::Required);
    assert_eq!(try_by(&story, "Mei", id, Act::Approve).map(drop), Err(refused));
    story.sits("Mei");
    try_by(&story, "Mei", id, Act::Approve).expect("approved");
}
