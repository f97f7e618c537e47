//! From a rule to Today, to a logged contact, to the next one; and back.

use huike_app::followups::{self, Next, SnoozeName};
use huike_app::operations;
use huike_domain::customers::{Birthday, CustomerDraft};
use huike_domain::followups::{Reason, Rule, RuleTrigger, State};
use huike_domain::ids::CustomerId;
use huike_domain::interactions::InteractionKind::{Call, DeepTalk, Message};
use huike_domain::time::Zone;
use huike_tests::{Story, contact, moment, op};

/// Two customers: one regular who is core, one who came once.
fn shop() -> (Story, CustomerId) {
    let story = Story::at("2026-11-23T12:00:00+08:00");
    without_return_visits(&story);
    let regular = story.customer("张三");
    for day in ["2026-08-01", "2026-09-01", "2026-10-01", "2026-11-20"] {
        story.buys(regular, day, 500);
    }
    let passer_by = story.customer("李四");
    story.buys(passer_by, "2026-10-01", 20);
    story.prepare();
    (story, regular)
}

/// Whoever bought this week would be asked about that, and the deep talk would wait for it.
fn without_return_visits(story: &Story) {
    let rules = followups::rules(&story.app).expect("rules");
    let visits = |rule: &&Rule| matches!(rule.spec.trigger, RuleTrigger::AfterPurchase { .. });
    let visits = rules.iter().find(visits).expect("return visits").id;
    followups::delete_rule(&story.app, op(), visits).expect("removed");
}

#[track_caller]
fn check_today(story: &Story, expected: &[(&str, &str)]) {
    let page = followups::today(&story.app, None, 50).expect("today");
    let found: Vec<_> = page
        .rows
        .iter()
        .map(|row| {
            let kind = match row.reasons[0] {
                Reason::Cadence { .. } => "cadence",
                Reason::Birthday { .. } => "birthday",
                Reason::StageEntered { .. } => "stage",
                Reason::ByHand => "by hand",
                _ => "another",
            };
            (row.customer_name.as_str(), kind)
        })
        .collect();
    assert_eq!(found, expected);
}

/// Days on which a customer is to be contacted, with the reason's kind.
fn planned(story: &Story, customer: CustomerId) -> Vec<String> {
    let view = huike_app::dossier::page(&story.app, customer).expect("a page");
    let days = view.follow_ups.iter().map(|f| Zone::SHANGHAI.day_of(f.due).to_string());
    days.collect()
}

#[test]
fn a_deep_talk_is_owed_until_it_takes_place() {
    let (story, regular) = shop();
    check_today(&story, &[("张三", "cadence")]);
    let row = followups::today(&story.app, None, 1).expect("today").rows.remove(0);

    // An ordinary call does not reset it: it is owed again in a week.
    let done = followups::done(&story.app, op(), row.id, contact(Call, ""), None, Next::ByRule);
    let next = done.expect("done").next.expect("a next one");
    assert_eq!(Zone::SHANGHAI.day_of(next.due).to_string(), "2026-11-30");
    check_today(&story, &[]);

    // The deep talk, logged on the customer's page without the follow-up, settles it.
    let talk = contact(DeepTalk, "wants a new cake box");
    huike_app::interactions::log(&story.app, op(), regular, talk, Next::None).expect("logged");
    assert_eq!(planned(&story, regular), ["2027-02-21"]);

    // Planning again, even on later days, adds nothing.
    for day in ["2026-11-23T18:00:00+08:00", "2026-11-30T12:00:00+08:00"] {
        story.turn_to(day);
        story.prepare();
        assert_eq!(planned(&story, regular), ["2027-02-21"]);
    }
}

#[test]
fn done_is_one_operation_and_undo_takes_all_of_it_back() {
    let (story, regular) = shop();
    let row = followups::today(&story.app, None, 1).expect("today").rows.remove(0);
    followups::done(&story.app, op(), row.id, contact(DeepTalk, "ok"), None, Next::ByRule)
        .expect("done");
    assert_eq!(planned(&story, regular), ["2027-02-21"]);
    let undone = story.undo().expect("undone");
    assert_eq!(undone.undone.kind, "followups.done");
    assert_eq!(planned(&story, regular), ["2026-11-23"]);
    check_today(&story, &[("张三", "cadence")]);
    let timeline = huike_app::dossier::timeline(&story.app, regular, Default::default(), None, 50)
        .expect("timeline");
    assert_eq!(timeline.entries.len(), 4, "only purchases are left");

    // Taking the undo back does it again; a restart remembers.
    operations::undo(&story.app, op(), Some(undone.by)).expect("done again");
    let story = story.restart();
    assert_eq!(planned(&story, regular), ["2027-02-21"]);
}

#[test]
fn looking_far_ahead_gives_nobody_up() {
    let story = Story::at("2026-11-23T12:00:00+08:00");
    let birthday = Some(Birthday::solar(None, 12, 2));
    let customer = story.customer_with(CustomerDraft {
        name: "王五".to_owned(),
        birthday,
        ..CustomerDraft::default()
    });
    story.prepare();
    assert_eq!(planned(&story, customer), ["2026-11-25"]);
    // By the end of January that birthday is long past, and the next one is far.
    let ahead = moment("2027-01-31");
    followups::prepare(&story.app, ahead).expect("prepared");
    let due = followups::due(&story.app, ahead, None, 50).expect("due");
    assert_eq!(due.rows, Vec::new());
    assert_eq!(planned(&story, customer), ["2026-11-25"]);
    story.turn_to("2026-11-25T12:00:00+08:00");
    followups::prepare_if_new_day(&story.app, story.now()).expect("prepared");
    check_today(&story, &[("王五", "birthday")]);
    // What the present has passed is taken off.
    story.turn_to("2027-01-31");
    followups::prepare_if_new_day(&story.app, story.now()).expect("prepared");
    assert_eq!(planned(&story, customer), Vec::<String>::new());
}

#[test]
fn a_birthday_is_prepared_a_week_ahead_and_comes_again_next_year() {
    let story = Story::at("2026-11-23T12:00:00+08:00");
    let birthday = Some(Birthday::solar(Some(1990), 11, 28));
    let name = "王五".to_owned();
    let _ = story.customer_with(CustomerDraft { name, birthday, ..CustomerDraft::default() });
    story.prepare();
    check_today(&story, &[("王五", "birthday")]);
    let row = followups::today(&story.app, None, 1).expect("today").rows.remove(0);
    assert_eq!(
        row.reasons[0],
        Reason::Birthday { day: "2026-11-28".parse().expect("a day"), age: Some(36) }
    );
    let done = followups::done(&story.app, op(), row.id, contact(Message, ""), None, Next::ByRule);
    let next = done.expect("done").next.expect("next year's");
    assert_eq!(Zone::SHANGHAI.day_of(next.due).to_string(), "2027-11-21");
}

#[test]
fn who_comes_back_by_themselves_is_not_chased() {
    let story = Story::at("2026-11-23T12:00:00+08:00");
    let quiet = story.customer("赵六");
    story.buys(quiet, "2026-08-24", 100);
    story.prepare();
    check_today(&story, &[("赵六", "stage")]);
    story.buys(quiet, "2026-11-23", 30);
    check_today(&story, &[]);
    // Undoing the purchase brings the follow-up back.
    story.undo().expect("undone");
    check_today(&story, &[("赵六", "stage")]);
}

#[test]
fn what_was_promised_comes_first_and_the_order_never_wavers() {
    let (story, _) = shop();
    let promised = story.customer("钱七");
    let due = moment("2026-11-23T15:00:00+08:00");
    followups::set(&story.app, op(), promised, due, "call back".to_owned(), None).expect("set");
    check_today(&story, &[("张三", "cadence"), ("钱七", "by hand")]);
    let all = followups::today(&story.app, None, 50).expect("today").rows;
    let points: Vec<_> = all.iter().map(|row| row.points).collect();
    assert!(points.is_sorted_by(|a, b| a >= b), "{points:?}");
    // Read one at a time it is the same list.
    let first = followups::today(&story.app, None, 1).expect("today");
    let second = followups::today(&story.app, first.next, 1).expect("today");
    assert_eq!([first.rows, second.rows].concat(), all);
}

#[test]
fn snoozing_moves() {
    let (story, regular) = shop();
    let row = followups::today(&story.app, None, 1).expect("today").rows.remove(0);
    let choices = followups::snooze_choices(&story.app).expect("choices");
    let tomorrow = choices.iter().find(|c| c.choice == SnoozeName::Tomorrow).expect("tomorrow");
    followups::snooze(&story.app, op(), row.id, tomorrow.at).expect("snoozed");
    check_today(&story, &[]);
    assert_eq!(planned(&story, regular), ["2026-11-24"]);
    story.turn_to("2026-11-24T10:00:30+08:00");
    check_today(&story, &[("张三", "cadence")]);
}

#[test]
fn put_off_for_two_hours_it_is_gone_for_two_hours() {
    let (story, _) = shop();
    let row = followups::today(&story.app, None, 1).expect("today").rows.remove(0);
    let choices = followups::snooze_choices(&story.app).expect("choices");
    let later = choices.iter().find(|c| c.choice == SnoozeName::LaterToday).expect("later today");
    followups::snooze(&story.app, op(), row.id, later.at).expect("snoozed");
    check_today(&story, &[]);
    assert_eq!(followups::counts(&story.app).expect("counts").due, 0);
    story.turn_to("2026-11-23T14:00:00+08:00");
    check_today(&story, &[("张三", "cadence")]);
    assert_eq!(followups::counts(&story.app).expect("counts").due, 1);
}

#[test]
fn taking_off_says_why_and_a_settled_one_cannot_be_settled_again() {
    let (story, _) = shop();
    let row = followups::today(&story.app, None, 1).expect("today").rows.remove(0);
    followups::cancel(&story.app, op(), row.id, "moved away".to_owned()).expect("cancelled");
    let again = followups::done(&story.app, op(), row.id, contact(Call, ""), None, Next::None);
    assert!(matches!(again, Err(huike_app::AppError::NotFound { .. })), "{again:?}");
    assert_eq!(row.state, State::Open);
    story.prepare();
    check_today(&story, &[]);
}

#[test]
fn a_changed_rule_keeps_what_is_owed_and_can_be_taken_back() {
    let (story, regular) = shop();
    let row = followups::today(&story.app, None, 1).expect("today").rows.remove(0);
    // Answered by a plain call: the deep talk is owed again in a week.
    followups::done(&story.app, op(), row.id, contact(Call, ""), None, Next::ByRule).expect("done");
    let owed = planned(&story, regular);
    assert_eq!(owed, ["2026-11-30"]);
    let mut rule = followups::rules(&story.app).expect("rules").remove(0);
    rule.minute = 9 * 60;
    followups::save_rule(&story.app, op(), rule).expect("saved");
    assert_eq!(planned(&story, regular), owed);
    story.undo().expect("the rule is as it was");
    assert_eq!(planned(&story, regular), owed);
}

#[test]
fn a_rule_taken_back_proposes_as_before() {
    let (story, regular) = shop();
    let before = planned(&story, regular);
    let mut rule = followups::rules(&story.app).expect("rules").remove(0);
    rule.minute = 9 * 60;
    followups::save_rule(&story.app, op(), rule).expect("saved");
    story.undo().expect("undone");
    assert_eq!(planned(&story, regular), before);
    assert_eq!(followups::rules(&story.app).expect("rules")[0].minute, 600);
}
