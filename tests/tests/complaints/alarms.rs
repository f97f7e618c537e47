//! Clocks are told of once at each mark, and go up the ladder.

use std::panic::{AssertUnwindSafe, catch_unwind};

use huike_app::followups::Announcement;
use huike_app::{complaints, notifying, operations, scheduler};
use huike_domain::complaints::{Act, Pace, Severity, State};
use huike_domain::customers::CustomerDraft;
use huike_domain::ids::{ComplaintId, CustomerId};
use huike_domain::notifying::Notifying;
use huike_tests::{Story, op};

use crate::desktop::{Desktop, Kill};
use crate::{answer, draft, open, open_with, people, shop, step, verify, view};

/// One look at the clock in the week from Monday, 30 November on: `30 09:30` or `01 18:05`.
fn look(story: &Story, desktop: &Desktop, time: &str) -> Vec<Announcement> {
    let month = if time.starts_with('3') { "11" } else { "12" };
    let (day, clock) = time.split_once(' ').expect("a day and a time");
    story.turn_to(&format!("2026-{month}-{day}T{clock}:00+08:00"));
    scheduler::once(&story.app, desktop).expect("a tick");
    let mut told = desktop.take();
    told.retain(|it| it.follow_ups.is_empty());
    told
}

fn bodies(told: &[Announcement]) -> Vec<&str> {
    told.iter().map(|it| it.body.as_str()).collect()
}

#[track_caller]
fn check(story: &Story, desktop: &Desktop, time: &str, expected: &[&str]) {
    assert_eq!(bodies(&look(story, desktop, time)), expected, "{time}");
}

fn switch(story: &Story, change: impl FnOnce(&mut Notifying)) {
    let mut how = notifying::get(&story.app).expect("settings").shop;
    change(&mut how);
    notifying::save(&story.app, op(), how).expect("saved");
}

fn sits(story: &Story, name: Option<&str>) {
    let desk = notifying::Desk { only_of: name.map(str::to_owned) };
    notifying::set_desk(&story.app, desk).expect("a desk");
}

const HALF: &str = "First answer: half of the time is gone, due 10:00";
const SOON: &str = "First answer: little time left, due 10:00";
const DUE: &str = "First answer is overdue (was due 10:00)";
const LATE: &str = "First answer is long overdue (was due 10:00); the owner is told";

#[test]
fn each_mark_is_told_once_and_goes_up_the_ladder() {
    let story = shop("2026-11-30T09:00:00+08:00");
    people(&story);
    let desktop = Desktop::default();
    let id = open(&story, story.customer("Anna"));
    let standing = |story: &Story| {
        let card = view(story, id).card;
        (card.owner, card.escalation)
    };
    let at = |name: &str, level| (name.to_owned(), level);
    check(&story, &desktop, "30 09:29", &[]);
    check(&story, &desktop, "30 09:30", &[HALF]);
    check(&story, &desktop, "30 09:31", &[]);
    check(&story, &desktop, "30 09:48", &[SOON]);
    assert_eq!(standing(&story), at("Li", 0));
    check(&story, &desktop, "30 10:00", &[DUE]);
    assert_eq!(standing(&story), at("Mei", 1));
    let story = story.restart();
    check(&story, &desktop, "30 10:05", &[]);
    check(&story, &desktop, "30 10:30", &[LATE]);
    assert_eq!(standing(&story), at("Chen", 2));
    check(&story, &desktop, "30 11:00", &[]);
    let steps = view(&story, id).steps;
    let climbed = steps.iter().filter(|it| matches!(it.step.act, Act::Escalate { .. }));
    assert_eq!(climbed.filter(|it| it.step.by.is_empty()).count(), 2);
    verify(&story);
    // The next clock that is over finds the complaint up there already.
    step(&story, id, answer());
    assert_eq!(look(&story, &desktop, "01 11:30").len(), 1);
    assert_eq!(standing(&story), at("Chen", 2));
}

#[test]
fn of_several_marks_only_the_furthest_is_told() {
    let story = shop("2026-11-30T09:00:00+08:00");
    let desktop = Desktop::default();
    let id = open(&story, story.customer("Anna"));
    let told = look(&story, &desktop, "30 10:15");
    assert_eq!(bodies(&told), [DUE]);
    assert_eq!((told[0].complaint, told[0].title.as_str()), (Some(id), "Complaint #1"));
    // Nobody is entered: it stays with whoever has it.
    let card = view(&story, id).card;
    assert_eq!((card.owner.as_str(), card.escalation), ("Li", 1));
    step(&story, id, answer());
    check(&story, &desktop, "30 10:45", &[]);
    verify(&story);
}

#[test]
fn nothing_is_told_in_closed_hours_unless_it_is_severe() {
    let story = shop("2026-11-30T17:00:00+08:00");
    let pace = Pace { severe_always: true, ..Pace::default() };
    complaints::save_pace(&story.app, op(), pace).expect("saved");
    let desktop = Desktop::default();
    let (one, other) = (story.customer("Anna"), story.customer("Ben"));
    let plain = open(&story, one);
    check(&story, &desktop, "30 18:05", &[]);
    assert_eq!(view(&story, plain).card.escalation, 0);
    story.turn_to("2026-11-30T22:00:00+08:00");
    let severe = complaints::IntakeDraft { severity: Some(Severity::Severe), ..draft(other, "x") };
    let severe = open_with(&story, severe);
    check(&story, &desktop, "30 22:30", &["First answer: half of the time is gone, due 23:00"]);
    check(&story, &desktop, "30 23:00", &["First answer is overdue (was due 23:00)"]);
    assert_eq!((view(&story, severe).card.escalation, view(&story, plain).card.escalation), (1, 0));
    step(&story, severe, Act::Withdraw);
    check(&story, &desktop, "01 08:30", &[]);
    let told = ["First answer is overdue (was due 2026-11-30 18:00)"];
    check(&story, &desktop, "01 09:00", &told);
    assert_eq!(view(&story, plain).card.escalation, 1);
    verify(&story);
}

#[test]
fn quiet_hours_hold_while_the_shop_is_open() {
    let story = shop("2026-11-30T09:00:00+08:00");
    let quiet = huike_domain::notifying::Quiet { from: 9 * 60, until: 10 * 60 + 10 };
    switch(&story, |how| how.quiet = Some(quiet));
    let desktop = Desktop::default();
    let _ = open(&story, story.customer("Anna"));
    check(&story, &desktop, "30 09:31", &[]);
    check(&story, &desktop, "30 10:10", &[DUE]);
}

#[test]
fn killed_between_the_claim_and_the_confirmation_it_is_told_again_by_the_same_name() {
    for kill in [Kill::Before, Kill::After] {
        let story = shop("2026-11-30T09:00:00+08:00");
        let desktop = Desktop::default();
        let ids: Vec<_> =
            ["Anna", "Ben"].iter().map(|name| open(&story, story.customer(name))).collect();
        story.turn_to("2026-11-30T09:30:00+08:00");
        // The first is told, the second is where it ends.
        desktop.kill(Some((1, kill)));
        let run = AssertUnwindSafe(|| scheduler::once(&story.app, &desktop));
        assert!(catch_unwind(run).is_err(), "it was not ended");
        desktop.kill(None);
        let before = desktop.take();
        let story = story.restart();
        // Meanwhile two more are told of, which so are four.
        let _ = open_with(&story, early(story.customer("Cora")));
        let _ = open_with(&story, early(story.customer("Dan")));
        let _ = open_with(&story, early(story.customer("Eve")));
        let again = look(&story, &desktop, "30 09:31");
        let told = before[0].complaint.expect("one complaint");
        let claimed = ids.into_iter().find(|id| *id != told).expect("the other");
        let of = |id: ComplaintId| again.iter().filter(move |it| it.complaint == Some(id)).count();
        assert_eq!((of(told), of(claimed), again.len()), (0, 1, 4), "{again:?}");
        if kill == Kill::After {
            let second = again.iter().find(|it| it.complaint == Some(claimed));
            assert_eq!(before[1].notice, second.expect("told again").notice);
        }
        check(&story, &desktop, "30 09:32", &[]);
    }
}

/// Received at 9 o'clock.
fn early(customer: CustomerId) -> complaints::IntakeDraft {
    let received = Some(huike_tests::moment("2026-11-30T09:00:00+08:00"));
    complaints::IntakeDraft { received, ..draft(customer, "Late") }
}

#[test]
fn a_group_that_was_not_confirmed_stays_one() {
    let story = shop("2026-11-30T09:00:00+08:00");
    let desktop = Desktop::default();
    let ids: Vec<_> =
        ["A", "B", "C", "D"].iter().map(|name| open(&story, story.customer(name))).collect();
    story.turn_to("2026-11-30T09:30:00+08:00");
    desktop.kill(Some((0, Kill::After)));
    let run = AssertUnwindSafe(|| scheduler::once(&story.app, &desktop));
    assert!(catch_unwind(run).is_err());
    desktop.kill(None);
    let before = desktop.take();
    assert_eq!(before[0].title, "4 complaints are near a deadline");
    assert_eq!((before[0].complaint, before[0].customer), (None, None));
    let story = story.restart();
    // One of them is answered before it is told again.
    step(&story, ids[0], answer());
    let again = look(&story, &desktop, "30 09:31");
    assert_eq!((again.len(), again[0].notice), (1, desktop.last().notice), "{again:?}");
    assert_eq!(
        (again[0].notice, again[0].title.as_str()),
        (before[0].notice, "3 complaints are near a deadline")
    );
    check(&story, &desktop, "30 09:32", &[]);
}

#[test]
fn three_are_told_one_by_one_and_four_in_one() {
    let story = shop("2026-11-30T09:00:00+08:00");
    let desktop = Desktop::default();
    for name in ["A", "B", "C"] {
        let _ = open(&story, story.customer(name));
    }
    let severe = open_with(&story, early(story.customer("D")));
    step(&story, severe, Act::Withdraw);
    assert_eq!(look(&story, &desktop, "30 09:30").len(), 3);
    let _ = open_with(&story, early(story.customer("E")));
    // A fourth has reached its half, and all the others 80 percent.
    assert_eq!(look(&story, &desktop, "30 09:48").len(), 1);
    check(&story, &desktop, "30 09:49", &[]);
}

#[test]
fn a_desk_hears_its_own_and_a_manager_what_is_over() {
    let story = shop("2026-11-30T09:00:00+08:00");
    people(&story);
    switch(&story, |how| how.names = true);
    let desktop = Desktop::default();
    let of = |name: &str, owner: &str| {
        let draft = CustomerDraft { name: name.to_owned(), ..CustomerDraft::default() };
        let customer = story.customer_with(draft);
        let draft = complaints::IntakeDraft { owner: owner.to_owned(), ..draft_of(customer) };
        open_with(&story, draft)
    };
    fn draft_of(customer: CustomerId) -> complaints::IntakeDraft {
        draft(customer, "Late")
    }
    of("Anna", "Li");
    of("Ben", "Wu");
    let titles =
        |told: Vec<Announcement>| -> Vec<String> { told.into_iter().map(|it| it.title).collect() };
    sits(&story, Some("li"));
    assert_eq!(titles(look(&story, &desktop, "30 09:30")), ["Complaint #1 · Anna"]);
    sits(&story, Some("Mei"));
    assert_eq!(titles(look(&story, &desktop, "30 09:31")), [""; 0]);
    sits(&story, Some("Wu"));
    assert_eq!(titles(look(&story, &desktop, "30 09:32")), ["Complaint #2 · Ben"]);
    sits(&story, Some("Mei"));
    let mut both = titles(look(&story, &desktop, "30 10:00"));
    both.sort();
    assert_eq!(both, ["Complaint #1 · Anna", "Complaint #2 · Ben"]);
    sits(&story, Some("Chen"));
    assert_eq!(titles(look(&story, &desktop, "30 10:01")), [""; 0]);
    assert_eq!(titles(look(&story, &desktop, "30 10:30")).len(), 2);
    // What nobody takes care of is told to everybody.
    sits(&story, Some("Zoe"));
    let nobody = open_with(&story, draft_of(story.customer("Cora")));
    step(&story, nobody, Act::Assign { to: String::new() });
    assert_eq!(titles(look(&story, &desktop, "30 11:00")), ["Complaint #3 · Cora"]);
}

#[test]
fn switched_off_it_counts_as_told() {
    let story = shop("2026-11-30T09:00:00+08:00");
    people(&story);
    let desktop = Desktop::default();
    let id = open(&story, story.customer("Anna"));
    switch(&story, |how| how.on = false);
    check(&story, &desktop, "30 10:00", &[]);
    assert_eq!(view(&story, id).card.owner, "Mei", "the ladder needs no desktop");
    switch(&story, |how| how.on = true);
    check(&story, &desktop, "30 10:01", &[]);
    check(&story, &desktop, "30 10:30", &[LATE]);
    // A desktop that takes none is another thing.
    desktop.works(false);
    step(&story, id, answer());
    check(&story, &desktop, "02 18:00", &[]);
    desktop.works(true);
    assert_eq!(look(&story, &desktop, "03 09:00").len(), 1);
}

#[test]
fn what_was_told_stays_told_when_its_clock_comes_back() {
    let story = shop("2026-11-30T09:00:00+08:00");
    let desktop = Desktop::default();
    let id = open(&story, story.customer("Anna"));
    check(&story, &desktop, "30 09:30", &[HALF]);
    step(&story, id, answer());
    story.undo().expect("undone");
    check(&story, &desktop, "30 09:31", &[]);
    check(&story, &desktop, "30 09:48", &[SOON]);
    step(&story, id, Act::Withdraw);
    check(&story, &desktop, "30 10:00", &[]);
    story.undo().expect("undone");
    check(&story, &desktop, "30 10:01", &[DUE]);
    // A clock that was set back tells nothing twice.
    check(&story, &desktop, "30 09:30", &[]);
    check(&story, &desktop, "30 10:02", &[]);
    verify(&story);
}

#[test]
fn a_deadline_that_moves_ahead_is_told_anew() {
    let story = shop("2026-11-30T09:00:00+08:00");
    let desktop = Desktop::default();
    let anna = story.customer("Anna");
    let severe = complaints::IntakeDraft { severity: Some(Severity::Severe), ..draft(anna, "x") };
    let id = open_with(&story, severe);
    step(&story, id, answer());
    assert_eq!(look(&story, &desktop, "01 10:00").len(), 1, "its 8 hours are over");
    step(&story, id, Act::SetSeverity { severity: Severity::Moderate });
    // Half an hour ago it was over, and now it has until Thursday.
    let _ = look(&story, &desktop, "02 13:40");
    step(&story, id, Act::Update { empathy: false });
    check(&story, &desktop, "02 14:50", &["Solution: little time left, due 2026-12-03 10:30"]);
    step(&story, id, Act::Update { empathy: false });
    check(&story, &desktop, "03 10:30", &["Solution is overdue (was due 10:30)"]);
    check(&story, &desktop, "03 10:31", &[]);
    verify(&story);
}

/// What the program did by itself gives way to what a person takes back.
#[test]
fn a_step_is_taken_back_although_the_ladder_was_climbed_since() {
    let story = shop("2026-11-30T09:00:00+08:00");
    people(&story);
    let desktop = Desktop::default();
    let anna = story.customer("Anna");
    let opened = op();
    let id = complaints::open(&story.app, opened, draft(anna, "Late")).expect("open").id;
    for (minute, act) in
        [(1, Act::Assign { to: "Wu".to_owned() }), (2, Act::Withdraw), (3, Act::Reopen)]
    {
        story.turn_to(&format!("2026-11-30T09:0{minute}:00+08:00"));
        step(&story, id, act);
    }
    let _ = look(&story, &desktop, "30 10:35");
    assert_eq!(view(&story, id).card.escalation, 2);
    let back = story.undo().expect("the reopening is taken back");
    assert_eq!(view(&story, id).card.state, State::Withdrawn);
    verify(&story);
    operations::undo(&story.app, op(), Some(back.by)).expect("reopened again");
    assert_eq!(view(&story, id).card.state, State::Reopened);
    verify(&story);
    for _ in 0..3 {
        story.undo().expect("undone");
        verify(&story);
    }
    let card = view(&story, id).card;
    assert_eq!((card.owner.as_str(), card.escalation), ("Li", 0));
    // Its first clock runs again, of which nothing was told.
    check(&story, &desktop, "30 10:36", &[LATE]);
    check(&story, &desktop, "30 10:37", &[]);
    assert_eq!(view(&story, id).card.owner, "Chen");
    operations::undo(&story.app, op(), Some(opened)).expect("it was never taken down");
    assert!(complaints::get(&story.app, id).is_err());
    verify(&story);
}

#[test]
fn a_complaint_that_was_late_can_be_taken_back_as_a_whole() {
    let story = shop("2026-11-30T09:00:00+08:00");
    people(&story);
    let desktop = Desktop::default();
    let id = open(&story, story.customer("Anna"));
    let _ = look(&story, &desktop, "30 10:00");
    let before = view(&story, id);
    let back = story.undo().expect("it was never taken down");
    assert!(complaints::get(&story.app, id).is_err());
    operations::undo(&story.app, op(), Some(back.by)).expect("and was, after all");
    let after = view(&story, id);
    assert_eq!((after.steps, after.card.owner), (before.steps, before.card.owner));
    verify(&story);
}
