//! Vouchers: issued, redeemed once, and approved above the limit.

use huike_app::AppError;
use huike_app::customers::Selection;
use huike_app::error::VoucherProblem;
use huike_app::vouchers::{self, AskDraft, IssueDraft, IssueTo, RedeemDraft, VoucherView};
use huike_domain::error::InvalidCode;
use huike_domain::ids::{CustomerId, VoucherBatchId};
use huike_domain::money::Fen;
use huike_domain::tiers::vouchers::{VoucherBatchDraft, VoucherGives, VoucherState, VoucherTerm};
use huike_tests::{Story, op};

use super::verify;

fn batch(story: &Story, threshold_fen: Option<u32>) -> VoucherBatchId {
    let draft = VoucherBatchDraft {
        name: "Autumn".to_owned(),
        gives: VoucherGives::Amount { fen: 2_000 },
        threshold_fen,
        term: VoucherTerm::AfterIssue { days: 30 },
        note: String::new(),
    };
    vouchers::add_batch(&story.app, op(), draft).expect("a batch")
}

fn to(customers: &[CustomerId]) -> IssueTo {
    let expected = u32::try_from(customers.len()).expect("few");
    IssueTo::Selected { selection: Selection::These { ids: customers.to_vec() }, expected }
}

fn issue(story: &Story, batch: VoucherBatchId, to: IssueTo) -> Result<Vec<VoucherView>, AppError> {
    let draft = IssueDraft { batch, to, by: "Lin".to_owned() };
    let ids = vouchers::issue(&story.app, op(), draft)?;
    let all = vouchers::of_batch(&story.app, batch, None, 200)?;
    Ok(all.into_iter().filter(|voucher| ids.contains(&voucher.id)).collect())
}

fn redeem(
    story: &Story,
    code: &str,
    customer: Option<CustomerId>,
    fen: Option<i64>,
) -> Result<Option<i64>, AppError> {
    let draft = RedeemDraft {
        code: code.to_owned(),
        customer,
        amount_fen: fen.map(Fen),
        ..RedeemDraft::default()
    };
    vouchers::redeem(&story.app, op(), draft).map(|redeemed| redeemed.takes_off_fen)
}

#[track_caller]
fn check<T: std::fmt::Debug>(refused: Result<T, AppError>, expected: VoucherProblem) {
    match refused {
        Err(AppError::Voucher { problem }) => assert_eq!(problem, expected),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_voucher_is_redeemed_once() {
    let story = Story::at("2026-11-23T12:00:00+08:00");
    let (one, other) = (story.customer("a"), story.customer("b"));
    let batch = batch(&story, Some(10_000));
    let issued = issue(&story, batch, to(&[one])).expect("issued");
    let code = issued[0].code.to_lowercase();
    assert_eq!(issued[0].until.map(|day| day.to_string()).as_deref(), Some("2026-12-23"));
    check(redeem(&story, "ABC", None, None), VoucherProblem::Mistyped);
    check(
        redeem(&story, &huike_domain::tiers::vouchers::code_of(7).to_string(), None, None),
        VoucherProblem::Unknown,
    );
    check(
        redeem(&story, &code, Some(other), Some(20_000)),
        VoucherProblem::OfAnother { customer_name: "a".to_owned() },
    );
    let unsaid = redeem(&story, &code, Some(one), None);
    assert_eq!(unsaid, Err(AppError::invalid("amountFen", InvalidCode::Required)));
    check(
        redeem(&story, &code, Some(one), Some(9_999)),
        VoucherProblem::BelowThreshold { threshold_fen: 10_000 },
    );
    let at = story.now();
    assert_eq!(redeem(&story, &code, Some(one), Some(10_000)), Ok(Some(2_000)));
    story.turn_to("2027-06-01");
    check(redeem(&story, &code, Some(one), Some(10_000)), VoucherProblem::Redeemed { at });
    assert_eq!(
        vouchers::of(&story.app, one).expect("a list")[0].state,
        VoucherState::Redeemed { at }
    );
    story.turn_to("2026-11-24");
    story.undo().expect("undone");
    assert_eq!(vouchers::find(&story.app, code).expect("found").state, VoucherState::Open);
    verify(&story);
}

#[test]
fn vouchers_run_out_after_their_last_day_and_can_be_made_void() {
    let story = Story::at("2026-11-23T12:00:00+08:00");
    let batch = batch(&story, None);
    let issued = issue(&story, batch, IssueTo::Anybody { count: 3 }).expect("issued");
    let voided =
        vouchers::void(&story.app, op(), issued[0].code.clone(), String::new(), "lost".to_owned());
    let at = story.now();
    assert_eq!(voided.expect("void").state, VoucherState::Void { at });
    check(redeem(&story, &issued[0].code, None, None), VoucherProblem::Void { at });
    story.turn_to("2026-12-23T23:59:59.999+08:00");
    assert_eq!(redeem(&story, &issued[1].code, None, None), Ok(None));
    story.turn_to("2026-12-24T00:00:00+08:00");
    let on = "2026-12-23".parse().expect("a day");
    check(redeem(&story, &issued[2].code, None, None), VoucherProblem::Expired { on });
    let known = vouchers::batches(&story.app).expect("batches");
    assert_eq!((known[0].issued, known[0].redeemed, known[0].voided), (3, 1, 1));
    verify(&story);
}

#[test]
fn above_the_limit_somebody_else_approves() {
    let story = Story::at("2026-11-23T12:00:00+08:00");
    let customers = [story.customer("a"), story.customer("b")];
    let batch = batch(&story, None);
    vouchers::set_limit(&story.app, op(), Some(Fen(2_000))).expect("saved");
    issue(&story, batch, to(&customers[..1])).expect("within the limit");
    let refused = issue(&story, batch, to(&customers));
    assert_eq!(
        refused.map(drop),
        Err(AppError::NeedsApproval { limit_fen: 2_000, worth_fen: Some(4_000) })
    );
    let ask = AskDraft {
        issue: IssueDraft { batch, to: to(&customers), by: "Lin".to_owned() },
        reason: "regulars".to_owned(),
    };
    let asked = vouchers::ask(&story.app, op(), ask).expect("asked");
    let answer = |by: &str, approved| {
        vouchers::answer(&story.app, op(), asked, approved, by.to_owned(), String::new())
    };
    assert_eq!(answer("lin", true), Err(AppError::invalid("by", InvalidCode::Impossible)));
    answer("Mei", true).expect("approved");
    assert_eq!(answer("Mei", false), Err(AppError::invalid("approval", InvalidCode::Taken)));
    assert_eq!(vouchers::of(&story.app, customers[1]).expect("a list").len(), 1);
    let known = &vouchers::approvals(&story.app).expect("a list")[0];
    assert_eq!((known.count, known.approved, known.answered_by.as_str()), (2, Some(true), "Mei"));
    verify(&story);
}

#[test]
fn a_merged_customer_brings_their_vouchers() {
    let story = Story::at("2026-11-23T12:00:00+08:00");
    let (one, other) = (story.customer("a"), story.customer("b"));
    let batch = batch(&story, None);
    issue(&story, batch, to(&[other])).expect("issued");
    huike_app::customers::merge(&story.app, op(), one, vec![other], Default::default())
        .expect("merged");
    assert_eq!(vouchers::of(&story.app, one).expect("a list").len(), 1);
    story.undo().expect("undone");
    assert_eq!(vouchers::of(&story.app, other).expect("a list").len(), 1);
    verify(&story);
}
