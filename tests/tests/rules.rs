//! Rules of every kind on a real file: whom they name, when, why; what holds them back; and how
//! several of them meet in one contact.

#[path = "rules/meeting.rs"]
mod meeting;
#[path = "rules/night.rs"]
mod night;
#[path = "rules/random.rs"]
mod random;

use std::sync::atomic::{AtomicU32, Ordering};

use chrono::NaiveDate;
use huike_app::error::AppError;
use huike_app::followups::{self, Next, Section};
use huike_app::{customers, operations, purchases, tiers, vouchers};
use huike_domain::customers::filter::{Field, Filter, Test};
use huike_domain::customers::{
    Anniversary, Birthday, Calendar, CustomEntry, CustomField, CustomKind, CustomValue,
    CustomerDraft, Portrait,
};
use huike_domain::followups::{
    Assignee, FestivalDay, Holding, Reason, Restraint, Rule, RuleDays, RuleSpec, RuleTrigger,
    State, Weights,
};
use huike_domain::ids::{CustomerId, FieldId, RuleId};
use huike_domain::interactions::InteractionKind::{self, Call, DeepTalk, Message};
use huike_domain::recurrence::Recurrence;
use huike_domain::segments::{Stage, ThreeClass};
use huike_domain::time::Zone;
use huike_tests::{Story, contact, op};

const NOW: &str = "2026-11-23T12:00:00+08:00";

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn everyone() -> Filter {
    Filter::All { of: Vec::new() }
}

/// Ids in the order in which rules are made, so that reasons stand in that order too.
fn next_id() -> RuleId {
    static LAST: AtomicU32 = AtomicU32::new(1);
    let number = LAST.fetch_add(1, Ordering::Relaxed);
    format!("00000000-0000-0000-0000-{number:012}").parse().expect("an id")
}

fn rule(trigger: RuleTrigger, contact: InteractionKind) -> Rule {
    Rule {
        id: next_id(),
        enabled: true,
        minute: 600,
        spec: RuleSpec {
            name: String::new(),
            audience: everyone(),
            trigger,
            contact,
            channel: None,
            by: Assignee::Owner,
            on: RuleDays::Open,
            script: None,
            promotion: false,
        },
    }
}

/// A shop with these rules and no others, and no caps.
fn shop(rules: &[Rule]) -> Story {
    let story = Story::at(NOW);
    for known in followups::rules(&story.app).expect("rules") {
        followups::delete_rule(&story.app, op(), known.id).expect("removed");
    }
    uncap(&story);
    for rule in rules {
        followups::save_rule(&story.app, op(), rule.clone()).expect("saved");
    }
    story
}

fn uncap(story: &Story) {
    let none = Restraint {
        active: None,
        silent: None,
        forgetting: None,
        lost: None,
        never: None,
        quiet: Vec::new(),
    };
    followups::set_restraint(&story.app, op(), none).expect("set");
}

fn kind(reason: &Reason) -> String {
    let json = serde_json::to_value(reason).expect("json");
    json["kind"].as_str().expect("a kind").to_owned()
}

/// What is planned with a customer: day and reasons.
fn planned(story: &Story, customer: CustomerId) -> Vec<(String, String)> {
    let view = huike_app::dossier::page(&story.app, customer).expect("a page");
    let line = |it: &followups::FollowUpView| {
        let reasons: Vec<_> = it.reasons.iter().map(kind).collect();
        (Zone::SHANGHAI.day_of(it.due).to_string(), reasons.join(" "))
    };
    view.follow_ups.iter().map(line).collect()
}

#[track_caller]
fn check(story: &Story, customer: CustomerId, expected: &[(&str, &str)]) {
    let expected: Vec<_> =
        expected.iter().map(|(day, why)| ((*day).to_owned(), (*why).to_owned())).collect();
    assert_eq!(planned(story, customer), expected);
}

/// The same after another preparation of the same day, and on the day after where nothing is due.
#[track_caller]
fn check_lasting(story: &Story, customer: CustomerId, expected: &[(&str, &str)]) {
    check(story, customer, expected);
    story.prepare();
    check(story, customer, expected);
}

fn named(name: &str) -> CustomerDraft {
    CustomerDraft { name: name.to_owned(), ..CustomerDraft::default() }
}

#[test]
fn return_visits_count_from_the_last_purchase() {
    let visits = RuleTrigger::AfterPurchase { days: vec![3, 7, 30], item: "蛋糕".to_owned() };
    let story = shop(&[rule(visits, Message)]);
    let customer = story.customer("张三");
    story.buys_item(customer, "2026-11-22", "蛋糕", 100);
    // The third day and the seventh come to one contact.
    check_lasting(
        &story,
        customer,
        &[("2026-11-25", "afterPurchase"), ("2026-11-29", "afterPurchase")],
    );
    story.turn_to("2026-11-24T12:00:00+08:00");
    let again = story.buys_item(customer, "2026-11-24", "大蛋糕", 100);
    check_lasting(
        &story,
        customer,
        &[("2026-11-27", "afterPurchase"), ("2026-12-01", "afterPurchase")],
    );
    // Something else is no cake, and a cake that was given back was not bought.
    story.buys_item(customer, "2026-11-24", "茶", 100);
    check(&story, customer, &[("2026-11-27", "afterPurchase"), ("2026-12-01", "afterPurchase")]);
    purchases::reverse(&story.app, op(), customer, again).expect("reversed");
    check(&story, customer, &[("2026-11-25", "afterPurchase"), ("2026-11-29", "afterPurchase")]);
    // Whoever was spoken to about then was asked how it is.
    followups_log(&story, customer, Call);
    check(&story, customer, &[("2026-11-29", "afterPurchase")]);
    // The thirtieth day is far, and comes in its time.
    story.turn_to("2026-12-16T12:00:00+08:00");
    story.prepare();
    check_lasting(
        &story,
        customer,
        &[("2026-11-29", "afterPurchase"), ("2026-12-22", "afterPurchase")],
    );
}

fn followups_log(story: &Story, customer: CustomerId, kind: InteractionKind) {
    let contact = contact(kind, "");
    huike_app::interactions::log(&story.app, op(), customer, contact, Next::None).expect("logged");
}

#[test]
fn undoing_a_purchase_takes_its_return_visit_along() {
    let visits = RuleTrigger::AfterPurchase { days: vec![3], item: String::new() };
    let story = shop(&[rule(visits, Message)]);
    let customer = story.customer("张三");
    story.buys(customer, "2026-11-23", 100);
    check(&story, customer, &[("2026-11-26", "afterPurchase")]);
    let undone = story.undo().expect("undone");
    check(&story, customer, &[]);
    operations::undo(&story.app, op(), Some(undone.by)).expect("done again");
    check_lasting(&story, customer, &[("2026-11-26", "afterPurchase")]);
}

#[test]
fn a_new_customer_is_led_in_steps_and_days_off_lose_none() {
    let steps = RuleTrigger::Onboarding { days: vec![1, 14, 40] };
    let story = shop(&[rule(steps, Call)]);
    let customer = story.customer("张三");
    story.buys(customer, "2026-11-23", 100);
    check_lasting(&story, customer, &[("2026-11-24", "onboarding")]);
    // The program is off for three weeks: the second step takes the place of the first.
    story.turn_to("2026-12-14T12:00:00+08:00");
    followups::prepare_if_new_day(&story.app, story.now()).expect("prepared");
    check_lasting(&story, customer, &[("2026-12-14", "onboarding")]);
}

#[test]
fn birthdays_of_both_calendars_and_days_of_their_own() {
    let story = shop(&[
        rule(RuleTrigger::Birthday { days_ahead: 3 }, Message),
        rule(RuleTrigger::Anniversary { label: String::new(), days_ahead: 0 }, Message),
        rule(
            RuleTrigger::ChildAge {
                months: vec![6, 12], label: "宝宝".to_owned(), days_ahead: 1
            },
            Call,
        ),
    ]);
    let lunar =
        Birthday { year: Some(1988), month: 10, day: 19, calendar: Calendar::Lunar, leap: false };
    let elder = story.customer_with(CustomerDraft { birthday: Some(lunar), ..named("王五") });
    // The nineteenth of the tenth lunar month of 2026.
    check_lasting(&story, elder, &[("2026-11-24", "birthday")]);
    let own = |label: &str, year, month, on| Anniversary {
        label: label.to_owned(),
        day: Birthday::solar(year, month, on),
    };
    let anniversaries = vec![own("公司成立", None, 11, 27), own("宝宝", Some(2026), 5, 26)];
    let portrait = Portrait { anniversaries, ..Portrait::default() };
    let parent = story.customer_with(CustomerDraft { portrait, ..named("赵六") });
    check_lasting(&story, parent, &[("2026-11-25", "childAge"), ("2026-11-27", "anniversary")]);
    // A birthday that was noted wrong and is mended moves its follow-up.
    let before = CustomerDraft { birthday: Some(lunar), ..named("王五") };
    let after = CustomerDraft { birthday: Some(Birthday::solar(None, 11, 29)), ..named("王五") };
    customers::edit(&story.app, op(), elder, before, after).expect("edited");
    check_lasting(&story, elder, &[("2026-11-26", "birthday")]);
}

#[test]
fn festivals_and_recurrences_are_for_everyone_whom_the_rule_is_for() {
    let monthly = Recurrence::parse("FREQ=MONTHLY;BYDAY=-1FR").expect("a rule");
    let of_owner = Filter::Where {
        field: Field::Owner,
        test: Test::OneOf { values: vec!["小王".to_owned()] },
    };
    let mut recurring =
        rule(RuleTrigger::Recurring { rule: monthly, from: day("2026-01-01") }, Call);
    recurring.spec.audience = of_owner;
    let own = FestivalDay::Own { name: "店庆".to_owned(), day: Birthday::solar(None, 12, 20) };
    let story =
        shop(&[recurring, rule(RuleTrigger::Festival { day: own, days_ahead: 18 }, Message)]);
    let portrait = Portrait { owner: "小王".to_owned(), ..Portrait::default() };
    let hers = story.customer_with(CustomerDraft { portrait, ..named("张三") });
    let other = story.customer("李四");
    story.turn_to("2026-11-24T12:00:00+08:00");
    story.prepare();
    check_lasting(&story, hers, &[("2026-11-27", "recurring")]);
    check_lasting(&story, other, &[]);
    story.turn_to("2026-11-26T12:00:00+08:00");
    story.prepare();
    check_lasting(&story, other, &[("2026-12-02", "festival")]);
    check_lasting(&story, hers, &[("2026-11-27", "recurring"), ("2026-12-02", "festival")]);
}

#[test]
fn drifting_away_before_and_when_it_happens() {
    let stage = |days_ahead| RuleTrigger::StageEntered { stage: Stage::Forgetting, days_ahead };
    let story = shop(&[rule(stage(5), Message)]);
    let customer = story.customer("张三");
    story.buys(customer, "2026-08-29", 100);
    // Forgetting from the 91st day: 28 November.
    check_lasting(&story, customer, &[("2026-11-23", "stageEntered")]);
    story.buys(customer, "2026-11-23", 50);
    check_lasting(&story, customer, &[]);
}

#[test]
fn levels_benefits_points_and_vouchers() {
    let story = shop(&[
        rule(RuleTrigger::LevelReached { level: None }, Call),
        rule(RuleTrigger::LevelNear { within_fen: 30_000 }, Message),
        rule(RuleTrigger::Expiring { what: Holding::Benefit, days_ahead: 7 }, Message),
        rule(RuleTrigger::Expiring { what: Holding::Voucher, days_ahead: 5 }, Message),
        rule(RuleTrigger::SessionsLeft { benefit: None, left: 1 }, Call),
    ]);
    let json = r#"{ "levels": [
        { "name": "银卡", "colour": "silver", "entry": { "spendFen": 100000, "windowDays": 365 },
          "validityDays": 365, "graceDays": 30, "warnDays": 30 } ],
      "benefits": [
        { "name": "次卡", "trigger": { "kind": "visits", "visits": 1 }, "uses": 3,
          "automatic": true, "validDays": 12 } ] }"#;
    let program = tiers::read(&story.app, json).expect("a program");
    tiers::save(&story.app, op(), program).expect("saved");
    let customer = story.customer("张三");
    story.buys(customer, "2026-11-23", 800);
    // Near a level; the card is good for twelve days, and told of a week before its end: together.
    check_lasting(&story, customer, &[("2026-11-25", "expiring levelNear")]);
    story.buys(customer, "2026-11-23", 300);
    check_lasting(&story, customer, &[("2026-11-25", "expiring levelReached")]);
    let card = tiers::benefits(&story.app, customer).expect("benefits").remove(0);
    tiers::redeem(&story.app, op(), card.id, 2, String::new()).expect("redeemed");
    check_lasting(&story, customer, &[("2026-11-25", "expiring levelReached sessionsLeft")]);
    tiers::redeem(&story.app, op(), card.id, 1, String::new()).expect("redeemed");
    check_lasting(&story, customer, &[("2026-11-25", "levelReached")]);
    let _ = vouchers::batches(&story.app).expect("batches");
}

#[test]
fn what_is_used_up_and_what_runs_out_by_a_date_of_the_shops_own() {
    let story = shop(&[rule(
        RuleTrigger::UsedUp { item: "滤芯".to_owned(), days: None, days_ahead: 5 },
        Message,
    )]);
    let field = CustomField {
        id: FieldId::from_uuid(huike_app::clock::random_id()),
        name: "合同到期".to_owned(),
        kind: CustomKind::Date,
        choices: Vec::new(),
    };
    let renewal = rule(RuleTrigger::Renewal { field: field.id, days_ahead: 30 }, DeepTalk);
    let early = followups::save_rule(&story.app, op(), renewal.clone());
    assert!(matches!(early, Err(AppError::Invalid { field, .. }) if field == "field"));
    customers::save_custom_fields(&story.app, op(), vec![field.clone()]).expect("saved");
    followups::save_rule(&story.app, op(), renewal).expect("saved");

    let regular = story.customer("张三");
    for on in ["2026-03-01", "2026-06-01", "2026-09-01"] {
        story.buys_item(regular, on, "净水滤芯", 90);
    }
    story.prepare();
    // 92 days: 2 December, told of five days before.
    check_lasting(&story, regular, &[("2026-11-27", "usedUp")]);
    story.buys_item(regular, "2026-11-23", "净水滤芯", 90);
    check_lasting(&story, regular, &[]);

    let custom = vec![CustomEntry { field: field.id, value: CustomValue::Date(day("2026-12-25")) }];
    let portrait = Portrait { custom, ..Portrait::default() };
    let company = story.customer_with(CustomerDraft { portrait, ..named("李四") });
    check_lasting(&story, company, &[("2026-11-25", "renewal")]);
}

/// Nobody knows who will buy in the weeks to come; how many did in the last ones tells the work.
#[test]
fn a_preview_of_what_follows_purchases_tells_of_the_last_weeks() {
    let story = shop(&[]);
    for (n, bought) in ["2026-09-20", "2026-10-02", "2026-11-10", "2026-11-20"].iter().enumerate() {
        let who = story.customer(&format!("客户{n}"));
        story.buys(who, bought, 100);
    }
    let wanted = rule(RuleTrigger::AfterPurchase { days: vec![7], item: String::new() }, Message);
    let found = followups::preview_rule(&story.app, wanted, None).expect("a preview");
    // Seven days after: 27 September, which is 57 days ago, 9 October, 17 November; and the 27th,
    // which is to come.
    assert_eq!((found.weeks_back, found.weeks), (true, vec![0, 1, 0, 0, 0, 0, 0, 1]));
    assert_eq!((found.weekly_tenths, found.next.len()), (2, 1));
}

#[test]
fn a_preview_names_the_next_and_saves_nothing() {
    let story = shop(&[]);
    for n in 0..30 {
        let birthday = Some(Birthday::solar(None, 12, 1 + n % 28));
        let _ = story.customer_with(CustomerDraft { birthday, ..named(&format!("客户{n}")) });
    }
    let wanted = rule(RuleTrigger::Birthday { days_ahead: 0 }, Message);
    let found = followups::preview_rule(&story.app, wanted, None).expect("a preview");
    assert_eq!((found.audience, found.next.len(), found.held), (30, 20, 0));
    assert_eq!(found.weeks, [0, 8, 7, 7, 7, 1, 0, 0]);
    assert_eq!(found.weekly_tenths, 37);
    let first = found.next.first().expect("one");
    assert_eq!(Zone::SHANGHAI.day_of(first.due).to_string(), "2026-12-01");
    assert_eq!(followups::counts(&story.app).expect("counts").upcoming, 0);
    let bad = rule(RuleTrigger::Cadence { every_days: 0 }, Message);
    assert!(followups::preview_rule(&story.app, bad, None).is_err());
}

#[test]
fn one_key_each() {
    let story = shop(&[rule(RuleTrigger::Cadence { every_days: 90 }, Call)]);
    let core = story.customer("张三");
    let other = story.customer("李四");
    story.prepare();
    let rows = |section| {
        let page = followups::section(&story.app, section, None, None, 50).expect("a section");
        page.rows
    };
    assert_eq!((rows(Section::Now).len(), rows(Section::Overdue).len()), (2, 0));
    let mine = |name: &str| {
        let of = Some(name.to_owned());
        followups::section(&story.app, Section::Now, of, None, 50).expect("a section").rows.len()
    };
    let first = rows(Section::Now).remove(0);
    followups::assign(&story.app, op(), first.id, "小王".to_owned()).expect("assigned");
    assert_eq!((mine("小王"), mine("小李")), (2, 1));

    // Nobody answered: once more tomorrow, and no contact is counted.
    let tried = followups::tried(&story.app, op(), first.id, "busy".to_owned()).expect("tried");
    assert_eq!(tried.tries, 1);
    assert_eq!(Zone::SHANGHAI.day_of(tried.due).to_string(), "2026-11-24");
    assert_eq!(rows(Section::Now).len(), 1);

    let left = rows(Section::Now).remove(0);
    let without = followups::cancel(&story.app, op(), left.id, String::new());
    assert!(without.is_err(), "a reason is wanted");
    followups::cancel(&story.app, op(), left.id, "moved away".to_owned()).expect("skipped");
    story.turn_to("2026-11-24T12:00:00+08:00");
    story.prepare();
    let row = rows(Section::Now).remove(0);
    followups::done(&story.app, op(), row.id, contact(Call, "ok"), None, Next::ByRule)
        .expect("done");
    assert_eq!(rows(Section::Done).len(), 1);
    assert_eq!(rows(Section::Done)[0].state, State::Done);
    let _ = (core, other);

    let report = followups::care(&story.app, day("2026-11-23"), day("2026-11-30")).expect("care");
    let care = report.all;
    assert_eq!((care.total, care.in_time, care.late, care.skipped, care.open), (2, 1, 0, 1, 0));
    assert_eq!(report.people[0].person, "");
}

#[test]
fn weights_put_todays_list_in_another_order_and_back() {
    let story = shop(&[]);
    let rich = story.customer("张三");
    story.buys(rich, "2026-11-20", 90_000);
    let late = story.customer("李四");
    let set = |customer, on: &str| {
        let due = huike_tests::moment(on);
        followups::set(&story.app, op(), customer, due, String::new(), None).expect("set")
    };
    set(late, "2026-11-24T10:00:00+08:00");
    set(rich, "2026-12-01T10:00:00+08:00");
    story.turn_to("2026-12-01T12:00:00+08:00");
    story.prepare();
    let order = || {
        let rows = followups::today(&story.app, None, 10).expect("today").rows;
        rows.into_iter().map(|row| row.customer_name).collect::<Vec<_>>()
    };
    assert_eq!(order(), ["张三", "李四"]);
    let late_first = Weights { time: 10, money: 0, segment: 0, chance: 0, ..Weights::default() };
    followups::set_weights(&story.app, op(), late_first).expect("set");
    assert_eq!(order(), ["李四", "张三"]);
    assert_eq!(order(), order());
    story.undo().expect("undone");
    story.prepare();
    assert_eq!(order(), ["张三", "李四"]);
}

#[test]
fn a_promise_by_hand_comes_again() {
    let story = shop(&[]);
    let customer = story.customer("张三");
    let due = huike_tests::moment("2026-11-24T15:00:00+08:00");
    let repeats = Some("FREQ=WEEKLY;BYDAY=TU".to_owned());
    followups::set(&story.app, op(), customer, due, "送货".to_owned(), repeats).expect("set");
    story.turn_to("2026-11-24T16:00:00+08:00");
    let row = followups::today(&story.app, None, 1).expect("today").rows.remove(0);
    let done = followups::done(&story.app, op(), row.id, contact(Call, ""), None, Next::ByRule);
    let next = done.expect("done").next.expect("a next one");
    assert_eq!(next.due, huike_tests::moment("2026-12-01T15:00:00+08:00"));
    assert_eq!((next.note.as_str(), next.reasons.clone()), ("送货", vec![Reason::ByHand]));
}

#[test]
fn a_rule_for_a_class_follows_the_class() {
    let mut cadence = rule(RuleTrigger::Cadence { every_days: 90 }, DeepTalk);
    cadence.spec.audience = Filter::Where {
        field: Field::Segment,
        test: Test::OneOf { values: vec![ThreeClass::Core.as_str().to_owned()] },
    };
    let story = shop(&[cadence]);
    let customer = story.customer("张三");
    let passer_by = story.customer("李四");
    story.buys(passer_by, "2026-10-01", 20);
    check(&story, customer, &[]);
    for on in ["2026-09-01", "2026-10-01", "2026-11-20"] {
        story.buys(customer, on, 500);
    }
    story.prepare();
    check_lasting(&story, customer, &[("2026-11-23", "cadence")]);
}

#[test]
fn the_wall_of_birthdays_and_the_calendar() {
    let story = shop(&[rule(RuleTrigger::Birthday { days_ahead: 0 }, Message)]);
    let on = |month, at| {
        let birthday = Some(Birthday::solar(Some(1990), month, at));
        story.customer_with(CustomerDraft { birthday, ..named("张三") })
    };
    let (soon, later) = (on(11, 25), on(12, 20));
    let wall = followups::birthdays(&story.app, day("2026-11-23"), 30).expect("a wall");
    let found: Vec<_> = wall.iter().map(|it| (it.day.to_string(), it.people[0].customer)).collect();
    assert_eq!(found, [("2026-11-25".to_owned(), soon), ("2026-12-20".to_owned(), later)]);
    assert!(matches!(wall[0].people[0].greeted, followups::Greeted::Planned { .. }));
    assert!(matches!(wall[1].people[0].greeted, followups::Greeted::No));

    let week = followups::calendar(&story.app, day("2026-11-23"), day("2026-11-29"), None);
    let counts: Vec<_> = week.expect("a week").into_iter().map(|it| it.open).collect();
    assert_eq!(counts, [0, 0, 1, 0, 0, 0, 0]);
    assert_eq!(followups::day(&story.app, day("2026-11-25"), None).expect("a day").len(), 1);
}
