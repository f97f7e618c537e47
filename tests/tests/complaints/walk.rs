//! A long walk at random on a real file, taken back again and again.

use huike_app::complaints::{self, ComplaintCard, ComplaintView, ImproveDraft};
use huike_app::followups::{self, FollowUpView, Next};
use huike_app::{operations, scheduler};
use huike_domain::complaints::{Act, ActKind, Remedy, Satisfaction, Severity};
use huike_domain::ids::{ComplaintId, CustomerId, OperationId, PurchaseId, VoucherBatchId};
use huike_domain::interactions::InteractionKind::Call;
use huike_domain::tiers::vouchers::{VoucherGives, VoucherTerm};
use huike_domain::time::Instant;
use huike_tests::{Story, contact, op};

use crate::desktop::Desktop;
use crate::friday::batch;
use crate::remedies::{Has, has, lively};
use crate::{check_folded, draft, drafted, gift, offer, open, open_with, people, verify, view};

/// How many steps are tried.
const WALK: usize = 300;

/// Everything that can be seen, as of one moment.
#[derive(Clone, Debug, PartialEq)]
struct Seen {
    views: Vec<ComplaintView>,
    due: Vec<ComplaintCard>,
    today: Vec<FollowUpView>,
    has: Vec<Has>,
}

struct Walk {
    story: Story,
    random: fastrand::Rng,
    customers: [CustomerId; 2],
    bought: PurchaseId,
    sorry: VoucherBatchId,
    complaints: Vec<ComplaintId>,
    taken: u32,
}

impl Walk {
    fn new(seed: u64) -> Self {
        let story = lively("2026-11-30T10:00:00+08:00");
        people(&story);
        let term = VoucherTerm::AfterIssue { days: 3_650 };
        let sorry = batch(&story, VoucherGives::Amount { fen: 3_000 }, term);
        let customers = [story.customer("Anna"), story.customer("Ben")];
        let bought = story.buys(customers[0], "2026-11-27", 100_000);
        let with = complaints::IntakeDraft { purchase: Some(bought), ..draft(customers[0], "x") };
        let complaints =
            vec![open_with(&story, with), open(&story, customers[0]), open(&story, customers[1])];
        let random = fastrand::Rng::with_seed(seed);
        Self { story, random, customers, bought, sorry, complaints, taken: 0 }
    }

    fn seen(&self) -> Seen {
        let app = &self.story.app;
        Seen {
            views: self.complaints.iter().map(|id| view(&self.story, *id)).collect(),
            due: complaints::today(app, None).expect("today"),
            today: followups::today(app, None, 50).expect("today").rows,
            has: self.customers.iter().map(|who| has(&self.story, *who)).collect(),
        }
    }

    /// All of the file is looked through now and then, and the complaints after each step.
    fn verify(&self, n: usize) {
        self.complaints.iter().for_each(|id| check_folded(&self.story, *id));
        if n.is_multiple_of(20) {
            verify(&self.story);
        }
    }

    fn latest(&self) -> Option<OperationId> {
        operations::latest_undoable(&self.story.app).expect("asked").map(|it| it.id)
    }

    fn remedies(&mut self) -> Vec<Remedy> {
        let benefit = huike_app::tiers::programs(&self.story.app).expect("programs").now;
        let all = [
            Remedy::Refund { purchase: Some(self.bought), fen: self.random.u32(1..4_000) },
            Remedy::Voucher { batch: self.sorry },
            Remedy::Points { points: self.random.u32(1..500) },
            gift(self.random.u32(0..4_000)),
            Remedy::Redo { what: "Again".to_owned(), day: None, cost_fen: 100 },
            Remedy::Benefit { benefit: benefit.benefits[0].id },
        ];
        let count = self.random.usize(0..3);
        (0..count).map(|_| all[self.random.usize(0..all.len())].clone()).collect()
    }

    fn act(&mut self) -> Act {
        let names = ["Li", "Mei", "Chen", "Wu", ""];
        let kinds = ActKind::ALL;
        loop {
            let remedies = self.remedies();
            let empathy = self.random.bool();
            let causes = complaints::rules(&self.story.app).expect("rules").causes.0;
            return match kinds[self.random.usize(0..kinds.len())] {
                ActKind::Answer => Act::Answer { empathy },
                ActKind::Update => Act::Update { empathy },
                ActKind::Investigate => Act::Investigate,
                ActKind::Ask => Act::Ask { offer: offer(&remedies), worth_fen: None },
                ActKind::Approve => Act::Approve,
                ActKind::Refuse => Act::Refuse,
                ActKind::Propose => Act::Propose { offer: offer(&remedies), empathy },
                ActKind::Agree => Act::Agree,
                ActKind::Solve => Act::Solve,
                ActKind::FollowUp => {
                    Act::FollowUp { satisfaction: empathy.then_some(Satisfaction::Satisfied) }
                }
                ActKind::Close => Act::Close,
                ActKind::Wait => Act::Wait,
                ActKind::Resume => Act::Resume,
                ActKind::SetSeverity => {
                    Act::SetSeverity { severity: Severity::ALL[self.random.usize(0..4)] }
                }
                ActKind::SetCause => {
                    Act::SetCause { cause: causes[self.random.usize(0..causes.len())].id }
                }
                ActKind::Assign => {
                    Act::Assign { to: names[self.random.usize(0..names.len())].to_owned() }
                }
                ActKind::Reopen => Act::Reopen,
                ActKind::Withdraw => Act::Withdraw,
                ActKind::Merge => Act::Merge { into: self.complaints[self.random.usize(0..3)] },
                ActKind::Note => Act::Note,
                ActKind::Counter => Act::Counter,
                ActKind::TellBack => Act::TellBack,
                _ => continue,
            };
        }
    }

    /// One thing that a person does; what cannot be is refused.
    fn try_something(&mut self) -> bool {
        let id = self.complaints[self.random.usize(0..3)];
        let before = self.latest();
        let by = ["Li", "Mei", "Chen"][self.random.usize(0..3)].to_owned();
        match self.random.u8(0..10) {
            0 => {
                let today = followups::today(&self.story.app, None, 50).expect("today").rows;
                if let Some(row) = today.first() {
                    let words = ["All well?", "20% off"][usize::from(self.random.u8(0..4) == 0)];
                    let call = contact(Call, words);
                    let _ = followups::done(&self.story.app, op(), row.id, call, None, Next::None);
                }
            }
            1 => {
                let cause = complaints::rules(&self.story.app).expect("rules").causes.0;
                let draft = ImproveDraft {
                    cause: cause[self.random.usize(0..cause.len())].id,
                    root: "x".to_owned(),
                    measure: "y".to_owned(),
                    owner: "Mei".to_owned(),
                    due: self.story.app.today().expect("a day"),
                };
                let _ = complaints::improve(&self.story.app, op(), id, by, draft);
            }
            _ => {
                // One of what is possible, more often than not, or there would be few steps.
                let mut act = self.act();
                let possible = view(&self.story, id).possible;
                for _ in 0..6 {
                    if possible.contains(&act.kind()) && !is_end(act.kind()) {
                        break;
                    }
                    act = self.act();
                }
                let steps = vec![drafted(act)];
                let _ = complaints::step(&self.story.app, op(), id, by, steps);
            }
        }
        let happened = self.latest() != before;
        self.taken += u32::from(happened);
        happened
    }
}

const fn is_end(kind: ActKind) -> bool {
    matches!(kind, ActKind::Withdraw | ActKind::Merge | ActKind::Note | ActKind::TellBack)
}

/// Time goes on, and now and then a little back.
fn turn(walk: &mut Walk) {
    let minutes = walk.random.i64(-30..400);
    walk.story.turn_to_moment(Instant(walk.story.now().0 + minutes * 60_000));
}

#[test]
fn whatever_is_taken_back_leaves_no_trace() {
    let mut walk = Walk::new(6);
    let mut known: Vec<(Instant, Seen)> = Vec::new();
    for n in 0..WALK {
        turn(&mut walk);
        let before = walk.seen();
        if !walk.try_something() {
            assert_eq!(walk.seen(), before, "what was refused left something behind");
            continue;
        }
        known.push((walk.story.now(), before));
        walk.verify(n);
        let after = walk.seen();
        match walk.random.u8(0..4) {
            // Taken back and done again.
            0 => {
                let back = walk.story.undo().expect("undone");
                assert_eq!(walk.seen(), known.last().expect("known").1, "step {n}");
                walk.verify(n);
                operations::undo(&walk.story.app, op(), Some(back.by)).expect("done again");
                assert_eq!(walk.seen(), after, "step {n}");
            }
            // Several taken back, each to what was then.
            1 => {
                for _ in 0..walk.random.usize(1..4) {
                    let Some((at, seen)) = known.pop() else { break };
                    walk.story.undo().expect("undone");
                    walk.story.turn_to_moment(at);
                    assert_eq!(walk.seen(), seen, "step {n}");
                }
            }
            _ => {}
        }
        walk.verify(n);
    }
    assert!(walk.taken as usize > WALK / 4, "{} taken", walk.taken);
}

/// The same with a scheduler that tells and lets complaints climb in between: what it did gives
/// way, and no complaint is left that contradicts its steps.
#[test]
fn the_programs_own_steps_give_way() {
    let mut walk = Walk::new(7);
    let desktop = Desktop::default();
    let begun = walk.latest();
    for n in 0..WALK / 2 {
        turn(&mut walk);
        let _ = walk.try_something();
        if walk.random.bool() {
            scheduler::once(&walk.story.app, &desktop).expect("a tick");
        }
        if walk.random.u8(0..3) == 0 && walk.latest() != begun {
            walk.story.undo().expect("undone");
        }
        walk.verify(n);
    }
    let climbed = walk.complaints.iter().flat_map(|id| view(&walk.story, *id).steps);
    let climbed = climbed.filter(|it| matches!(it.step.act, Act::Escalate { .. }));
    assert!(climbed.count() > 0, "nothing was late");
}
