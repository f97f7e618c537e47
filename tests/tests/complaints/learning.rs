//! Measures: taken for complaints, finished once, told back.

use huike_app::complaints::{self, ImproveDraft};
use huike_app::{AppError, followups};
use huike_domain::complaints::{Act, Cause, Missing};
use huike_domain::error::InvalidCode;
use huike_domain::ids::{CauseId, ImprovementId};
use huike_tests::{Story, op};

use crate::{answer, draft, improve, open, open_with, shop, solve, step, verify, view};

fn finish(story: &Story, id: ImprovementId, proof: &str) -> Result<(), AppError> {
    complaints::finish(&story.app, op(), id, "Mei".to_owned(), proof.to_owned())
}

#[test]
fn a_measure_is_taken_finished_once_and_told_back() {
    let story = shop("2026-11-30T09:00:00+08:00");
    let (one, other) = (open(&story, story.customer("Anna")), open(&story, story.customer("Ben")));
    let taken = improve(&story, one).improvements[0].clone();
    assert_eq!((taken.complaints, taken.told, taken.late, taken.done), (1, 0, false, None));
    assert_eq!(view(&story, one).cause, Some(taken.cause), "its cause is the complaint's");
    // One measure does for several complaints.
    step(&story, other, Act::SetCause { cause: taken.cause });
    assert!(view(&story, other).measures.iter().any(|it| it.id == taken.id));
    assert!(view(&story, other).missing.contains(&Missing::Improvement));
    step(&story, other, Act::Improve { improvement: taken.id });
    assert!(!view(&story, other).missing.contains(&Missing::Improvement));
    step(&story, other, Act::Improve { improvement: taken.id });
    let told = |story: &Story| -> Vec<(u32, bool)> {
        let found = complaints::concerned(&story.app, taken.id).expect("a list");
        found.into_iter().map(|it| (it.number, it.told.is_some())).collect()
    };
    assert_eq!(told(&story), [(1, false), (2, false)]);
    // Before it is done there is nothing to tell.
    step(&story, one, answer());
    step(&story, one, Act::TellBack);
    assert_eq!(told(&story), [(1, false), (2, false)]);
    story.turn_to("2026-12-02T09:00:00+08:00");
    assert!(complaints::improvements(&story.app).expect("a list")[0].late);
    let required = AppError::invalid("proof", InvalidCode::Required);
    assert_eq!(finish(&story, taken.id, " "), Err(required));
    finish(&story, taken.id, "The bill of the oven").expect("done");
    assert!(matches!(finish(&story, taken.id, "Twice"), Err(AppError::NotFound { .. })));
    step(&story, one, Act::TellBack);
    assert_eq!(told(&story), [(2, false), (1, true)]);
    story.undo().expect("undone");
    assert_eq!(told(&story), [(1, false), (2, false)]);
    step(&story, one, Act::TellBack);
    // The same cause again raises a flag.
    story.turn_to("2026-12-03T09:00:00+08:00");
    let cause = Some(taken.cause);
    let third = complaints::IntakeDraft { cause, ..draft(story.customer("Cora"), "Late") };
    let again = view(&story, open_with(&story, third)).again.expect("again");
    assert_eq!((again.complaints, again.done), (2, 1));
    story.turn_to("2026-12-03T09:01:00+08:00");
    let known = complaints::improvements(&story.app).expect("a list").remove(0);
    assert_eq!((known.complaints, known.told, known.since), (2, 1, 1));
    let day = |text: &str| text.parse().expect("a day");
    let report = complaints::report(&story.app, day("2026-11-01"), day("2026-12-31"));
    let causes = report.expect("a report").causes;
    assert_eq!((causes[0].cause, causes[0].complaints, causes[0].again), (cause, 3, true));
    verify(&story);
}

#[test]
fn a_measure_is_complete_or_refused() {
    let story = shop("2026-11-30T09:00:00+08:00");
    let id = open(&story, story.customer("Anna"));
    let cause = complaints::rules(&story.app).expect("rules").causes.0[3].id;
    let whole = ImproveDraft {
        cause,
        root: "One oven".to_owned(),
        measure: "Two ovens".to_owned(),
        owner: "Mei".to_owned(),
        due: "2026-11-30".parse().expect("a day"),
    };
    let refused = |change: &dyn Fn(&mut ImproveDraft)| {
        let mut draft = whole.clone();
        change(&mut draft);
        match complaints::improve(&story.app, op(), id, "Li".to_owned(), draft) {
            Err(AppError::Invalid { field, .. } | AppError::NotFound { what: field, .. }) => field,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(refused(&|it| it.root = " ".to_owned()), "root");
    assert_eq!(refused(&|it| it.measure = "x".repeat(1_001)), "measure");
    assert_eq!(refused(&|it| it.owner = "x".repeat(41)), "owner");
    assert_eq!(refused(&|it| it.due = "2026-11-29".parse().expect("a day")), "due");
    let unknown = CauseId::from_uuid(uuid::Uuid::from_u128(1));
    assert_eq!(refused(&|it| it.cause = unknown), "cause");
    assert!(complaints::improvements(&story.app).expect("a list").is_empty());
    // A cause that the shop no longer names is kept by its complaints.
    complaints::improve(&story.app, op(), id, "Li".to_owned(), whole).expect("a measure");
    let own = Cause { id: unknown, parent: None, name: "Weather".to_owned(), retired: false };
    let causes = huike_domain::complaints::Causes(vec![own]);
    complaints::save_causes(&story.app, op(), causes).expect("saved");
    let known = view(&story, id);
    assert_eq!((known.cause, known.card.cause), (Some(cause), Vec::<String>::new()));
    let day = |text: &str| text.parse().expect("a day");
    let report = complaints::report(&story.app, day("2026-11-01"), day("2026-12-31"));
    assert_eq!(report.expect("a report").causes[0].complaints, 1);
    verify(&story);
}

#[test]
fn words_come_for_each_step_and_sell_nothing_afterwards() {
    let story = shop("2026-11-30T09:00:00+08:00");
    let id = open(&story, story.customer("Anna"));
    solve(&story, id);
    use huike_domain::complaints::ActKind::{Answer, Close, FollowUp, Propose, TellBack, Update};
    for act in [Answer, Update, Propose, FollowUp, TellBack] {
        let found = complaints::words(&story.app, id, act, None).expect("words").words;
        assert!(!found.is_empty(), "{act:?}");
        for words in found.iter().filter(|_| act == FollowUp) {
            let text = serde_json::to_string(words).expect("json");
            assert_eq!(huike_domain::complaints::selling_words(&text), None);
        }
    }
    assert!(complaints::words(&story.app, id, Close, None).expect("none").words.is_empty());
    // The words that Today suggests for the contact afterwards are of the same kind.
    story.turn_to("2026-12-02T09:30:00+08:00");
    let planned = followups::today(&story.app, None, 10).expect("today").rows.remove(0);
    assert_eq!(planned.occasion, huike_domain::scripts::Occasion::ComplaintFollowUp);
}
