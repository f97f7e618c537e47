//! The workflow: what may follow what, and a long walk at random.

use std::collections::HashSet;

use uuid::Uuid;

use super::*;
use crate::calendar::ALWAYS_OPEN;
use crate::ids::{AttachmentId, CauseId, ComplaintId, ImprovementId, StepId};
use crate::interactions::Channel;
use crate::time::{Instant, Zone};

const HOUR: i64 = 3_600_000;

fn step(hour: i64, act: Act) -> Step {
    let words = if act.kind().needs_words() { "words".to_owned() } else { String::new() };
    let speaks = act.kind().speaks() || act.kind() == ActKind::Receive;
    Step {
        id: StepId::from_uuid(Uuid::from_u128(1)),
        at: Instant(hour * HOUR),
        by: "Li".to_owned(),
        channel: speaks.then_some(Channel::Phone),
        act,
        words,
    }
}

fn receive() -> Act {
    Act::Receive { received: Instant(0), severity: Severity::Moderate, owner: "Li".to_owned() }
}

fn gift() -> Offer {
    let gift = Remedy::Gift { item: "mug".to_owned(), worth_fen: 900 };
    Offer { remedies: vec![gift], none_because: String::new() }
}

fn improvement() -> ImprovementId {
    ImprovementId::from_uuid(Uuid::from_u128(1))
}

/// An example of each act.
fn example(kind: ActKind) -> Act {
    let other = ComplaintId::from_uuid(Uuid::from_u128(9));
    match kind {
        ActKind::Receive => receive(),
        ActKind::Answer => Act::Answer { empathy: true },
        ActKind::Update => Act::Update { empathy: false },
        ActKind::Investigate => Act::Investigate,
        ActKind::Ask => Act::Ask { offer: gift(), worth_fen: Some(900) },
        ActKind::Approve => Act::Approve,
        ActKind::Refuse => Act::Refuse,
        ActKind::Propose => Act::Propose { offer: gift(), empathy: false },
        ActKind::Agree => Act::Agree,
        ActKind::Improve => Act::Improve { improvement: improvement() },
        ActKind::Solve => Act::Solve,
        ActKind::FollowUp => Act::FollowUp { satisfaction: Some(Satisfaction::Satisfied) },
        ActKind::Close => Act::Close,
        ActKind::Wait => Act::Wait,
        ActKind::Resume => Act::Resume,
        ActKind::SetSeverity => Act::SetSeverity { severity: Severity::Severe },
        ActKind::SetCause => Act::SetCause { cause: CauseId::from_uuid(Uuid::from_u128(3)) },
        ActKind::Assign => Act::Assign { to: "Wu".to_owned() },
        ActKind::Escalate => Act::Escalate { level: 1, to: "Chen".to_owned() },
        ActKind::Reopen => Act::Reopen,
        ActKind::Withdraw => Act::Withdraw,
        ActKind::Merge => Act::Merge { into: other },
        ActKind::Absorb => Act::Absorb { other },
        ActKind::Note => Act::Note,
        ActKind::Attach => Act::Attach { files: vec![AttachmentId::from_uuid(Uuid::from_u128(5))] },
        ActKind::Counter => Act::Counter,
        ActKind::TellBack => Act::TellBack,
        ActKind::Over => Act::Over,
    }
}

fn after(acts: &[ActKind]) -> Result<Case, Refusal> {
    let steps: Vec<_> = [receive()]
        .into_iter()
        .chain(acts.iter().map(|kind| example(*kind)))
        .enumerate()
        .map(|(hour, act)| step(i64::try_from(hour).expect("an hour"), act))
        .collect();
    Case::of(&steps).map(|case| case.expect("a complaint"))
}

use ActKind::{
    Agree, Answer, Approve, Ask, Close, FollowUp, Improve, Investigate, Merge, Over, Propose,
    Refuse, Reopen, Resume, Solve, Update, Wait, Withdraw,
};

#[track_caller]
fn check(acts: &[ActKind], expected: Result<State, Refusal>) {
    assert_eq!(after(acts).map(|case| case.state), expected, "{acts:?}");
}

const fn not_now<T>(state: State) -> Result<T, Refusal> {
    Err(Refusal::NotNow { state })
}

#[test]
fn what_follows_what() {
    check(&[], Ok(State::Received));
    check(&[Answer], Ok(State::Answered));
    check(&[Investigate], not_now(State::Received));
    check(&[Propose], not_now(State::Received));
    check(&[Answer, Answer], not_now(State::Answered));
    check(&[Answer, Propose], Ok(State::Proposed));
    check(&[Answer, Investigate, Propose, Investigate], Ok(State::Investigating));
    check(&[Answer, Agree], not_now(State::Answered));
    check(&[Answer, Propose, Agree, Propose], Ok(State::Proposed));
    check(&[Answer, Propose, Agree, Improve, Solve], Ok(State::Solved));
    check(&[Answer, Propose, Agree, Improve, Solve, Close], not_now(State::Solved));
    check(&[Answer, Propose, Agree, Improve, Solve, FollowUp, Close], Ok(State::Closed));
    check(&[Answer, Propose, Agree, Improve, Solve, FollowUp, Close, Reopen], Ok(State::Reopened));
    check(&[Answer, Propose, Agree, Improve, Solve, Withdraw], not_now(State::Solved));
    check(&[Withdraw, Reopen, Answer], Ok(State::Answered));
    check(&[Merge, Answer], not_now(State::Merged));
    check(&[Merge, Reopen], Ok(State::Reopened));
    check(&[Wait], not_now(State::Received));
    check(&[Answer, Wait, Wait], not_now(State::Answered));
    check(&[Answer, Resume], not_now(State::Answered));
    check(&[Answer, Ask, Ask], Err(Refusal::Asked));
    check(&[Answer, Approve], not_now(State::Answered));
    check(&[Answer, Ask, Refuse, Ask, Approve, Propose], Ok(State::Proposed));
    assert!(after(&[Answer, Propose, Agree, Reopen]).is_err());
}

#[test]
fn nothing_is_solved_without_all_three() {
    use Missing::{Compensation, Empathy, Improvement};
    let missing = |acts: &[ActKind]| after(acts).expect("a complaint").missing();
    assert_eq!(missing(&[]), [Empathy, Compensation, Improvement]);
    assert_eq!(missing(&[Answer, Propose]), [Compensation, Improvement]);
    assert_eq!(missing(&[Answer, Propose, Agree]), [Improvement]);
    assert_eq!(missing(&[Answer, Propose, Agree, Improve, Propose]), [Compensation]);
    assert!(missing(&[Answer, Propose, Agree, Improve]).is_empty());
    check(&[Answer, Propose, Agree, Solve], Err(Refusal::Missing { missing: vec![Improvement] }));
    // What was said and done before it came back counts no more.
    let again = [Answer, Propose, Agree, Improve, Solve, Reopen];
    assert_eq!(missing(&again), [Empathy, Compensation, Improvement]);
}

#[test]
fn words_afterwards_sell_nothing() {
    let mut case = after(&[Answer, Propose, Agree, Improve, Solve]).expect("solved");
    let mut words = step(9, example(FollowUp));
    words.words = "今天全场八折".to_owned();
    assert_eq!(case.take(&words), Err(Refusal::Sells { words: "八折".to_owned() }));
    assert_eq!(case.state, State::Solved);
    words.words = "这次都好了吗?".to_owned();
    assert_eq!(case.take(&words), Ok(()));
}

fn running(case: &Case) -> Vec<(Clock, i64)> {
    let running = case.runs.iter().filter(|run| run.ended.is_none());
    running.map(|run| (run.clock, run.started.0 / HOUR)).collect()
}

#[test]
fn which_clocks_run() {
    use Clock::{FirstAnswer, FollowUp as After, Solution, Update as Word};
    let of = |acts: &[ActKind]| running(&after(acts).expect("a complaint"));
    assert_eq!(of(&[]), [(FirstAnswer, 0), (Solution, 0)]);
    assert_eq!(of(&[Answer]), [(Solution, 0), (Word, 1)]);
    assert_eq!(of(&[Answer, Update]), [(Solution, 0), (Word, 2)]);
    assert_eq!(of(&[Answer, Propose, Agree]), [(Solution, 0), (Word, 3)]);
    assert_eq!(of(&[Answer, Propose, Agree, Improve, Solve]), [(After, 5)]);
    assert_eq!(of(&[Answer, Propose, Agree, Improve, Solve, FollowUp]), []);
    let again = [Answer, Propose, Agree, Improve, Solve, Reopen];
    assert_eq!(of(&again), [(FirstAnswer, 6), (Solution, 6)]);
    assert_eq!(of(&[Withdraw]), []);
}

#[test]
fn a_wait_ends_with_the_next_move() {
    let case = after(&[Answer, Propose, Wait, Update, Agree]).expect("a complaint");
    assert_eq!(case.waiting, None);
    assert_eq!(case.pauses.len(), 1);
    assert_eq!((case.pauses[0].from, case.pauses[0].until), (Instant(3 * HOUR), Instant(5 * HOUR)));
    let still = after(&[Answer, Wait, ActKind::Note, Update]).expect("a complaint");
    assert_eq!(still.waiting, Some(Instant(2 * HOUR)));
}

#[test]
fn a_severity_that_changes_twice_counts_from_the_beginning() {
    let mut case = after(&[]).expect("a complaint");
    let pace = Pace::default();
    let measure =
        Measure { pace: &pace, calendar: &ALWAYS_OPEN, zone: Zone::SHANGHAI, level: None };
    let solution = |case: &Case| {
        let of = |clock| move |it: &&Deadline| it.run.clock == clock;
        let all = case.deadlines(&measure);
        all.iter().find(of(Clock::Solution)).and_then(|it| it.due).map(|due| due.0 / HOUR)
    };
    assert_eq!(solution(&case), Some(24));
    for (hour, severity, expected) in [(3, Severity::Severe, 8), (9, Severity::Minor, 40)] {
        case.take(&step(hour, Act::SetSeverity { severity })).expect("taken");
        assert_eq!(solution(&case), Some(expected));
    }
    // What was kept is measured as it was when it was kept.
    case.take(&step(10, Act::Answer { empathy: true })).expect("taken");
    case.take(&step(11, Act::SetSeverity { severity: Severity::Severe })).expect("taken");
    let first = case.runs.iter().find(|run| run.clock == Clock::FirstAnswer).expect("a run");
    assert_eq!(first.severity, Severity::Minor);
}

#[test]
fn a_step_is_complete_or_refused() {
    let field = |step: Step| step.checked().map(drop).map_err(|error| error.field);
    for kind in ActKind::ALL {
        let whole = step(1, example(kind));
        assert_eq!(field(whole.clone()), Ok(()), "{kind:?}");
        let nobody = Step { by: " ".to_owned(), ..whole.clone() };
        let expected = if kind.is_by_hand() { Err("by".to_owned()) } else { Ok(()) };
        assert_eq!(field(nobody), expected, "{kind:?}");
        let silent = Step { words: " ".to_owned(), ..whole.clone() };
        let expected = if kind.needs_words() { Err("words".to_owned()) } else { Ok(()) };
        assert_eq!(field(silent), expected, "{kind:?}");
        let somehow = Step { channel: None, ..whole };
        let told = kind.speaks() || kind == ActKind::Receive;
        assert_eq!(field(somehow), if told { Err("channel".to_owned()) } else { Ok(()) });
    }
}

/// How long the walk is, in steps that are tried.
const WALK: usize = 100_000;

#[test]
fn a_long_walk_finds_no_dead_end() {
    let mut random = fastrand::Rng::with_seed(6);
    let (mut seen, mut taken, mut refused) = (HashSet::new(), 0, 0);
    let mut steps = vec![step(0, receive())];
    let mut case = Case::begun(&steps[0]).expect("a complaint");
    for hour in 1..=WALK {
        assert!(!case.possible().is_empty(), "no way out of {:?}", case.state);
        let kind = ActKind::ALL[random.usize(0..ActKind::ALL.len())];
        let mut tried = step(i64::try_from(hour).expect("an hour"), example(kind));
        if random.u8(0..5) == 0 && kind == FollowUp {
            tried.words = "discount".to_owned();
        }
        assert_eq!(tried.clone().checked(), Ok(tried.clone()), "an incomplete record");
        let (before, possible) = (case.clone(), case.leads_to(kind));
        match case.take(&tried) {
            Ok(()) => {
                assert_eq!(Some(case.state), possible, "{kind:?} went elsewhere");
                if case.state == State::Solved && before.state != State::Solved {
                    assert!(before.empathy && before.agreed && before.improved);
                }
                if case.state == State::Closed && before.state != State::Closed {
                    // A list may bring in what was over, of which nothing was done here yet.
                    let from = if kind == Over { State::Received } else { State::FollowedUp };
                    assert_eq!(before.state, from);
                }
                steps.push(tried);
                taken += 1;
            }
            Err(_) => {
                assert_eq!(case, before, "a refused {kind:?} left something behind");
                refused += 1;
            }
        }
        let over = !case.state.is_open();
        assert!(!over || running(&case).is_empty(), "a clock runs on after the end");
        assert!(case.waiting.is_none() || case.state.is_in_hand());
        seen.insert(case.state);
        // A complaint of many steps says nothing new.
        if steps.len() > 60 {
            assert_eq!(Case::of(&steps).expect("taken before").as_ref(), Some(&case));
            // What was taken back leaves no trace.
            let without = Case::of(&steps[..steps.len() - 1]).expect("taken before");
            let mut again = without.expect("a complaint");
            again.take(&steps[steps.len() - 1]).expect("taken before");
            assert_eq!(again, case);
            steps.truncate(1);
            case = Case::begun(&steps[0]).expect("a complaint");
        }
    }
    assert_eq!(seen.len(), State::ALL.len(), "never seen: some of the states");
    assert!(taken > WALK / 10 && refused > WALK / 10, "{taken} taken, {refused} refused");
}
