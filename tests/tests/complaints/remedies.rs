//! What is promised really happens, and is taken back to the last point.

use huike_app::vouchers::VoucherView;
use huike_app::{AppError, complaints, dossier, operations, points, purchases, tiers, vouchers};
use huike_domain::complaints::{Act, Remedy};
use huike_domain::error::InvalidCode;
use huike_domain::ids::{CustomerId, PurchaseId};
use huike_domain::interactions::InteractionKind;
use huike_domain::purchases::RefundDraft;
use huike_domain::tiers::points::{EarningRule, Rounding, Validity};
use huike_domain::tiers::vouchers::{VoucherGives, VoucherTerm};
use huike_tests::{Story, op};

use crate::friday::batch;
use crate::{
    answer, attempt, draft, gift, offer, open, open_with, propose, shop, step, verify, view,
};

/// Silver from ¥1,000, and a massage that nobody gets by themselves.
const PROGRAM: &str = r#"{
  "levels": [{ "name": "Silver", "colour": "silver",
    "entry": { "spendFen": 100000, "windowDays": 365 }, "validityDays": 365 }],
  "benefits": [{ "name": "Massage", "trigger": { "kind": "visits", "visits": 50 }, "uses": 2,
    "costFen": 1000, "stock": 2 }]
}"#;

pub(crate) fn lively(now: &str) -> Story {
    let story = shop(now);
    let rule = EarningRule {
        from: "2026-01-01".parse().expect("a day"),
        points: 1,
        per_fen: 100,
        rounding: Rounding::Down,
        minimum_fen: 0,
        items: Vec::new(),
        days: Vec::new(),
        tiers: Vec::new(),
        validity: Validity::Never,
    };
    points::save_rule(&story.app, op(), rule).expect("a rule");
    let program = tiers::read(&story.app, PROGRAM).expect("a program");
    tiers::save(&story.app, op(), program).expect("levels");
    story
}

/// Everything that a remedy can change of a customer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Has {
    points: points::PointsView,
    level: Option<String>,
    benefits: Vec<tiers::BenefitView>,
    vouchers: Vec<VoucherView>,
    follow_ups: Vec<huike_app::followups::FollowUpView>,
    last: Vec<dossier::TimelineEntry>,
}

pub(crate) fn has(story: &Story, customer: CustomerId) -> Has {
    let app = &story.app;
    let level = tiers::of(app, customer).expect("a tier").level.map(|level| level.name);
    Has {
        points: points::of(app, customer).expect("points"),
        level,
        benefits: tiers::benefits(app, customer).expect("benefits"),
        vouchers: vouchers::of(app, customer).expect("vouchers"),
        follow_ups: dossier::page(app, customer).expect("a page").follow_ups,
        last: dossier::timeline(app, customer, Default::default(), None, 100)
            .expect("a timeline")
            .entries,
    }
}

fn level(story: &Story, customer: CustomerId) -> Option<String> {
    has(story, customer).level
}

fn usable(story: &Story, customer: CustomerId) -> Vec<(String, u32)> {
    let held = tiers::benefits(&story.app, customer).expect("benefits");
    held.into_iter().filter(|it| it.left > 0).map(|it| (it.name, it.left)).collect()
}

/// Anna is just on silver with a purchase of ¥1,000, about which she complains.
fn silver(story: &Story) -> (CustomerId, PurchaseId) {
    let anna = story.customer("Anna");
    (anna, story.buys(anna, "2026-11-27", 1_000))
}

/// Gives a remedy, looks, takes it back and gives it again: each time it is all there or nothing.
#[track_caller]
fn check(remedy: impl FnOnce(&Story) -> Remedy, given: impl Fn(&Story, CustomerId)) {
    let story = lively("2026-11-30T10:00:00+08:00");
    let (anna, bought) = silver(&story);
    let remedy = remedy(&story);
    let draft = complaints::IntakeDraft { purchase: Some(bought), ..draft(anna, "Late") };
    let id = open_with(&story, draft);
    step(&story, id, answer());
    step(&story, id, propose(&[remedy]));
    story.turn_to("2026-11-30T10:05:00+08:00");
    let (before, shown) = (has(&story, anna), view(&story, id));
    let agreed = step(&story, id, Act::Agree);
    assert_eq!(agreed.given.len(), 1);
    let after = has(&story, anna);
    assert_ne!(after, before, "nothing happened");
    given(&story, anna);
    verify(&story);
    let undone = story.undo().expect("undone");
    assert_eq!((has(&story, anna), view(&story, id)), (before, shown));
    verify(&story);
    operations::undo(&story.app, op(), Some(undone.by)).expect("given again");
    assert_eq!((has(&story, anna), view(&story, id)), (after, agreed));
    verify(&story);
}

#[test]
fn money_goes_back_with_its_points_and_the_level() {
    check(
        |_| Remedy::Refund { purchase: None, fen: 20_000 },
        |story, anna| {
            let seen = has(story, anna);
            assert_eq!((seen.points.balance_points, seen.level), (800, None));
        },
    );
}

#[test]
fn a_voucher_is_theirs() {
    let fixed = |story: &Story| {
        let term = VoucherTerm::AfterIssue { days: 30 };
        Remedy::Voucher { batch: batch(story, VoucherGives::Amount { fen: 2_000 }, term) }
    };
    check(fixed, |story, anna| {
        let held = vouchers::of(&story.app, anna).expect("vouchers");
        let first = held.first().expect("a voucher");
        assert_eq!((held.len(), first.issued_by.as_str()), (1, "Li"));
    });
}

#[test]
fn points_are_booked_with_their_reason() {
    check(
        |_| Remedy::Points { points: 200 },
        |story, anna| {
            let seen = points::of(&story.app, anna).expect("points");
            assert_eq!(seen.balance_points, 1_200);
            assert!(seen.entries.iter().any(|it| it.note.contains("#1")), "{:?}", seen.entries);
        },
    );
}

#[test]
fn a_gift_is_on_the_timeline() {
    check(
        |_| gift(900),
        |story, anna| {
            let card = dossier::card(&story.app, anna).expect("a card");
            let note = card.last_note.expect("a note");
            assert_eq!(note.kind, InteractionKind::Gift);
            assert!(note.note.starts_with("A mug"), "{}", note.note);
        },
    );
}

#[test]
fn work_that_is_done_again_is_planned_for_its_day() {
    let again = |day: Option<&str>| Remedy::Redo {
        what: "Bake it again".to_owned(),
        day: day.map(|day| day.parse().expect("a day")),
        cost_fen: 3_000,
    };
    // On Saturday the shop is closed; a day that is past is as soon as it opens.
    for (day, due) in [
        (None, "2026-11-30 10:05"),
        (Some("2026-12-03"), "2026-12-03 09:00"),
        (Some("2026-12-05"), "2026-12-07 09:00"),
        (Some("2026-11-01"), "2026-11-30 10:05"),
    ] {
        check(
            |_| again(day),
            |story, anna| {
                let planned = dossier::page(&story.app, anna).expect("a page").follow_ups;
                let it = planned.iter().find(|it| it.note.starts_with("Bake it again"));
                let it = it.expect("a follow-up");
                let seen = crate::InZone::in_zone(it.due, huike_domain::time::Zone::SHANGHAI);
                assert_eq!((seen.as_str(), it.assignee.as_str()), (due, "Li"));
            },
        );
    }
}

#[test]
fn a_benefit_needs_no_ground() {
    let massage = |story: &Story| {
        let program = tiers::programs(&story.app).expect("programs").now;
        Remedy::Benefit { benefit: program.benefits[0].id }
    };
    check(massage, |story, anna| {
        assert_eq!(usable(story, anna), [("Massage".to_owned(), 2)]);
    });
    // What makes up for something is not withdrawn when a purchase goes.
    let story = lively("2026-11-30T10:00:00+08:00");
    let (anna, bought) = silver(&story);
    let offered = || {
        let id = open(&story, anna);
        step(&story, id, answer());
        (id, attempt(&story, id, propose(&[massage(&story)])).map(drop))
    };
    let (first, second, third) = (offered(), offered(), offered());
    step(&story, first.0, Act::Agree);
    story.turn_to("2026-11-30T10:01:00+08:00");
    purchases::refund(&story.app, op(), anna, bought, RefundDraft::default()).expect("refunded");
    assert_eq!((level(&story, anna), usable(&story, anna).len()), (None, 1));
    step(&story, second.0, Act::Agree);
    assert_eq!(usable(&story, anna).len(), 2);
    // There were two in all: a third is not promised any more, and what was promised waits.
    let taken = AppError::invalid("benefit", InvalidCode::Taken);
    let before = view(&story, third.0);
    assert_eq!(attempt(&story, third.0, Act::Agree).map(drop), Err(taken.clone()));
    assert_eq!(view(&story, third.0), before, "nothing of it happened");
    assert_eq!(offered().1, Err(taken));
    verify(&story);
}

#[test]
fn what_cannot_be_given_is_not_promised_and_not_given_in_parts() {
    let story = lively("2026-11-30T10:00:00+08:00");
    let (anna, bought) = silver(&story);
    let yesterday = Some("2026-11-29".parse().expect("a day"));
    let gone = VoucherTerm::Days { from: None, until: yesterday };
    let expired = Remedy::Voucher { batch: batch(&story, VoucherGives::Amount { fen: 1 }, gone) };
    let refund = |fen| Remedy::Refund { purchase: Some(bought), fen };
    let refused = |remedies: &[Remedy]| {
        let id = open(&story, anna);
        step(&story, id, answer());
        let before = view(&story, id);
        let ask = Act::Ask { offer: offer(remedies), worth_fen: None };
        let error = attempt(&story, id, propose(remedies)).map(drop).expect_err("refused");
        assert_eq!(attempt(&story, id, ask).map(drop), Err(error.clone()));
        assert_eq!(view(&story, id), before, "{error:?}");
        error
    };
    let points = Remedy::Points { points: 50 };
    assert!(matches!(refused(&[points.clone(), expired]), AppError::Voucher { .. }));
    let nowhere = Remedy::Refund { purchase: None, fen: 100 };
    let required = AppError::invalid("purchase", InvalidCode::Required);
    assert_eq!(refused(&[gift(100), nowhere]), required);
    let beyond = AppError::RefundBeyondRest { rest_fen: 100_000 };
    assert_eq!(refused(&[refund(70_000), refund(30_001)]), beyond);
    // It was all paid back between the offer and the answer.
    let id = open(&story, anna);
    step(&story, id, answer());
    step(&story, id, propose(&[points, gift(100), refund(1)]));
    story.turn_to("2026-11-30T10:01:00+08:00");
    purchases::refund(&story.app, op(), anna, bought, RefundDraft::default()).expect("refunded");
    let before = (view(&story, id), has(&story, anna));
    assert!(attempt(&story, id, Act::Agree).is_err());
    assert_eq!((view(&story, id), has(&story, anna)), before);
    // Another offer can be made then.
    step(&story, id, propose(&[gift(100)]));
    step(&story, id, Act::Agree);
    verify(&story);
}

#[test]
fn the_catalogue_offers_what_fits() {
    let story = lively("2026-11-30T10:00:00+08:00");
    let (anna, bought) = silver(&story);
    let with = complaints::IntakeDraft { purchase: Some(bought), ..draft(anna, "Late") };
    let words = |id| -> Vec<_> {
        let found = view(&story, id).suggestions.into_iter();
        found.map(|it| (it.remedy.remedy.kind(), it.remedy.worth_fen)).collect()
    };
    use huike_domain::complaints::RemedyKind::{Gift, Points, Redo, Refund};
    // A point is worth a fen.
    let worth = |kind| words(open_with(&story, with.clone())).into_iter().find(|it| it.0 == kind);
    assert_eq!(worth(Refund), Some((Refund, Some(20_000))));
    let kinds: Vec<_> = words(open(&story, anna)).into_iter().map(|it| it.0).collect();
    assert_eq!(kinds, [Redo, Gift, Points], "no part of a purchase that is not known");
    // Of what stays of it.
    story.turn_to("2026-11-30T10:01:00+08:00");
    let half = RefundDraft { amount_fen: Some(50_000), ..RefundDraft::default() };
    purchases::refund(&story.app, op(), anna, bought, half).expect("refunded");
    assert_eq!(worth(Refund), Some((Refund, Some(10_000))));
}
