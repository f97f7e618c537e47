use super::*;
use crate::customers::Calendar;
use crate::festivals::Festival;
use crate::followups::{Assignee, FestivalDay, RuleDays, RuleSpec};
use crate::ids::{FieldId, RuleId};
use crate::recurrence::Recurrence;
use crate::segments::{Stage, StageBy};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn rule_of(contact: InteractionKind, trigger: RuleTrigger) -> Rule {
    Rule {
        id: RuleId::from_uuid(uuid::Uuid::nil()),
        enabled: true,
        minute: 600,
        spec: RuleSpec {
            name: "Plan".to_owned(),
            audience: crate::customers::filter::Filter::All { of: Vec::new() },
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

fn looking<'a>(today: &str, stages: &'a StageRule, grace: i64) -> Looking<'a> {
    let today = day(today);
    Looking { today, from: add_days(today, -grace), to: add_days(today, HORIZON_DAYS), stages }
}

/// What a rule asks for within a week: key, day, last good day.
#[track_caller]
fn check(trigger: &RuleTrigger, facts: &Facts, today: &str, expected: &[(&str, &str, &str)]) {
    let rule = rule_of(InteractionKind::DeepTalk, trigger.clone());
    let stages = StageRule::default();
    let found = occasions(&rule, facts, &looking(today, &stages, trigger.grace_days()));
    let found: Vec<_> =
        found.into_iter().map(|o| (o.key, o.day.to_string(), o.by.to_string())).collect();
    let expected: Vec<_> = expected
        .iter()
        .map(|(key, day, by)| ((*key).to_owned(), (*day).to_owned(), (*by).to_owned()))
        .collect();
    assert_eq!(found, expected);
}

fn born(birthday: Birthday) -> Facts {
    Facts { birthday: Some(birthday), ..Facts::default() }
}

const fn lunar(year: Option<i16>, month: u8, day: u8, leap: bool) -> Birthday {
    Birthday { year, month, day, calendar: Calendar::Lunar, leap }
}

fn talked(last: Option<&str>) -> Facts {
    Facts { last_contact: last.map(day), ..Facts::default() }
}

fn purchase(number: u128, on: &str, items: &[&str]) -> Bought {
    Bought {
        id: PurchaseId::from_uuid(uuid::Uuid::from_u128(number)),
        day: day(on),
        items: items.iter().map(|item| (*item).to_owned()).collect(),
    }
}

fn bought(purchases: Vec<Bought>) -> Facts {
    Facts {
        last_purchase: purchases.first().map(|bought| bought.day),
        first_purchase: purchases.last().map(|bought| bought.day),
        purchases,
        ..Facts::default()
    }
}

#[test]
fn a_cadence_counts_from_the_last_contact_that_counts() {
    let quarterly = RuleTrigger::Cadence { every_days: 90 };
    check(&quarterly, &talked(None), "2026-11-23", &[("since:never", "2026-11-23", "2026-12-07")]);
    for today in ["2026-11-23", "2026-11-16"] {
        let expected = [("since:2026-08-25", "2026-11-23", "2026-12-07")];
        check(&quarterly, &talked(Some("2026-08-25")), today, &expected);
    }
    check(&quarterly, &talked(Some("2026-08-25")), "2026-11-15", &[]);
    // However late, it is owed.
    check(
        &quarterly,
        &talked(Some("2025-01-01")),
        "2026-11-23",
        &[("since:2025-01-01", "2025-04-01", "2026-12-07")],
    );
}

#[test]
fn a_birthday_is_prepared_ahead_and_across_the_year() {
    let ahead = |days_ahead| RuleTrigger::Birthday { days_ahead };
    let solar = |month, day| born(Birthday::solar(Some(1990), month, day));
    let at = "2026-11-23";
    check(&ahead(7), &solar(11, 30), at, &[("birthday:2026", "2026-11-23", "2026-11-30")]);
    check(&ahead(7), &solar(11, 25), at, &[("birthday:2026", "2026-11-18", "2026-11-25")]);
    check(&ahead(0), &solar(11, 23), at, &[("birthday:2026", "2026-11-23", "2026-11-23")]);
    check(&ahead(0), &solar(11, 22), at, &[]);
    check(&ahead(7), &solar(12, 20), at, &[]);
    check(&ahead(7), &solar(1, 2), "2026-12-25", &[("birthday:2027", "2026-12-26", "2027-01-02")]);
    // Born on 29 February: on the 28th of an ordinary year.
    check(&ahead(3), &solar(2, 29), "2027-02-24", &[("birthday:2027", "2027-02-25", "2027-02-28")]);
}

#[test]
fn lunar_birthdays_fall_where_their_year_puts_them() {
    let ahead = RuleTrigger::Birthday { days_ahead: 3 };
    // The Mid-Autumn Festival.
    let autumn = born(lunar(None, 8, 15, false));
    check(&ahead, &autumn, "2026-09-20", &[("birthday:2026", "2026-09-22", "2026-09-25")]);
    // A leap sixth month: 2025 has one, 2026 celebrates in the ordinary month.
    let leap = born(lunar(Some(1987), 6, 3, true));
    check(&ahead, &leap, "2025-07-22", &[("birthday:2025", "2025-07-24", "2025-07-27")]);
    check(&ahead, &leap, "2026-07-11", &[("birthday:2026", "2026-07-13", "2026-07-16")]);
    // The 30th of a month of 29 days: on its last day, which is New Year's Eve here.
    let eve = born(lunar(None, 12, 30, false));
    check(&ahead, &eve, "2026-02-10", &[("birthday:2025", "2026-02-13", "2026-02-16")]);
}

#[test]
fn anniversaries_by_their_name() {
    let day_of = |label: &str, year, month, on| Anniversary {
        label: label.to_owned(),
        day: Birthday::solar(year, month, on),
    };
    let anniversaries =
        vec![day_of("结婚纪念", Some(2016), 11, 28), day_of("公司成立", None, 11, 26)];
    let facts = Facts { anniversaries, ..Facts::default() };
    let of = |label: &str| RuleTrigger::Anniversary { label: label.to_owned(), days_ahead: 2 };
    let company = ("anniversary:公司成立:2026", "2026-11-24", "2026-11-26");
    let wedding = ("anniversary:结婚纪念:2026", "2026-11-26", "2026-11-28");
    check(&of(""), &facts, "2026-11-23", &[company, wedding]);
    check(&of("公司"), &facts, "2026-11-23", &[company]);
    check(&of("毕业"), &facts, "2026-11-23", &[]);
}

#[test]
fn festivals_of_the_list_and_of_the_shop() {
    let spring = FestivalDay::Known { festival: Festival::SpringFestival };
    let of = |day| RuleTrigger::Festival { day, days_ahead: 5 };
    let facts = Facts::default();
    let expected = [("festival:2027-02-06", "2027-02-01", "2027-02-06")];
    check(&of(spring.clone()), &facts, "2027-01-25", &expected);
    check(&of(spring.clone()), &facts, "2027-02-06", &expected);
    check(&of(spring), &facts, "2027-02-07", &[]);
    let own = FestivalDay::Own { name: "店庆".to_owned(), day: Birthday::solar(None, 6, 1) };
    check(&of(own), &facts, "2026-05-27", &[("festival:2026-06-01", "2026-05-27", "2026-06-01")]);
}

#[test]
fn a_series_counts_from_the_last_purchase() {
    let visits =
        |item: &str| RuleTrigger::AfterPurchase { days: vec![3, 7, 30], item: item.to_owned() };
    let facts =
        bought(vec![purchase(2, "2026-11-20", &["蛋糕"]), purchase(1, "2026-11-10", &["茶"])]);
    let id = "00000000-0000-0000-0000-00000000000";
    let cake = [
        (format!("bought:{id}2:3"), "2026-11-23", "2026-11-26"),
        (format!("bought:{id}2:7"), "2026-11-27", "2026-12-03"),
    ];
    let cake = cake.each_ref().map(|(key, day, by)| (key.as_str(), *day, *by));
    check(&visits(""), &facts, "2026-11-21", &cake);
    check(&visits("蛋"), &facts, "2026-11-21", &cake);
    // Found up to three days late.
    check(&visits("蛋"), &facts, "2026-11-26", &cake);
    check(&visits("蛋"), &facts, "2026-11-27", &cake[1..]);
    let tea = format!("bought:{id}1:30");
    check(&visits("茶"), &facts, "2026-12-10", &[(&tea, "2026-12-10", "2026-12-16")]);
    check(&visits("咖啡"), &facts, "2026-11-23", &[]);
}

#[test]
fn a_new_customer_is_led_in_steps() {
    let facts = bought(vec![purchase(2, "2026-11-20", &[]), purchase(1, "2026-11-10", &[])]);
    let steps = RuleTrigger::Onboarding { days: vec![1, 14, 45] };
    check(&steps, &facts, "2026-11-20", &[("welcome:14", "2026-11-24", "2026-11-30")]);
    check(&steps, &Facts::default(), "2026-11-20", &[]);
}

#[test]
fn a_stage_is_proposed_around_its_first_day_only() {
    let stage = |days_ahead| RuleTrigger::StageEntered { stage: Stage::Forgetting, days_ahead };
    let since = |last: &str| Facts { last_purchase: Some(day(last)), ..Facts::default() };
    let at = "2026-11-23";
    let key = ("forgetting:2026-08-24", "2026-11-23", "2026-11-30");
    check(&stage(0), &since("2026-08-24"), at, &[key]);
    let late = ("forgetting:2026-08-10", "2026-11-09", "2026-11-16");
    check(&stage(0), &since("2026-08-10"), at, &[late]);
    check(&stage(0), &since("2026-08-09"), at, &[]);
    check(&stage(0), &since("2026-09-09"), at, &[]);
    // About to enter it.
    let soon = ("forgetting:2026-09-09", "2026-11-29", "2026-12-06");
    check(&stage(10), &since("2026-09-09"), at, &[soon]);
}

#[test]
fn a_stage_is_entered_by_the_own_rhythm_where_the_shop_says_so() {
    let trigger = RuleTrigger::StageEntered { stage: Stage::Forgetting, days_ahead: 0 };
    let rule = rule_of(InteractionKind::Message, trigger);
    let last_purchase = Some(day("2026-10-23"));
    let often = Facts { rhythm_days: Some(10), last_purchase, ..Facts::default() };
    for (by, expected) in [(StageBy::Days, 0), (StageBy::Rhythm, 1)] {
        let stages = StageRule { by, ..StageRule::default() };
        assert_eq!(occasions(&rule, &often, &looking("2026-11-23", &stages, 14)).len(), expected);
    }
}

#[test]
fn levels_reached_near_and_falling() {
    let id = |n| TierId::from_uuid(uuid::Uuid::from_u128(n));
    let level = LevelFacts {
        level: Some((id(1), "银卡".to_owned(), day("2026-11-22"))),
        next: Some((id(2), "金卡".to_owned(), 20_000)),
        falls_on: Some(day("2026-12-20")),
    };
    let facts = Facts { level, ..Facts::default() };
    let key = |kind: &str, n, rest: &str| format!("{kind}:{}:{rest}", id(n));
    let reached = |level| RuleTrigger::LevelReached { level };
    let entered = key("level", 1, "2026-11-22");
    let expected = [(entered.as_str(), "2026-11-22", "2026-11-25")];
    check(&reached(None), &facts, "2026-11-23", &expected);
    check(&reached(Some(id(1))), &facts, "2026-11-23", &expected);
    check(&reached(Some(id(2))), &facts, "2026-11-23", &[]);
    check(&reached(None), &facts, "2026-11-30", &[]);

    let near = key("near", 2, "2026-4");
    let near = [(near.as_str(), "2026-11-23", "2026-12-07")];
    check(&RuleTrigger::LevelNear { within_fen: 20_000 }, &facts, "2026-11-23", &near);
    check(&RuleTrigger::LevelNear { within_fen: 19_999 }, &facts, "2026-11-23", &[]);

    let falls = key("falls", 1, "2026-12-20");
    let falls = [(falls.as_str(), "2026-11-20", "2026-12-19")];
    check(&RuleTrigger::LevelFalling { days_ahead: 30 }, &facts, "2026-11-23", &falls);
    check(&RuleTrigger::LevelFalling { days_ahead: 14 }, &facts, "2026-11-23", &[]);
    check(&RuleTrigger::LevelFalling { days_ahead: 30 }, &facts, "2026-12-20", &[]);
}

#[test]
fn what_runs_out_is_told_while_it_can_be_used() {
    let expiry = |what, key: &str, on: &str| Expiry {
        what,
        key: key.to_owned(),
        name: "护理".to_owned(),
        count: 2,
        day: day(on),
    };
    let expiries = vec![
        expiry(Holding::Benefit, "a", "2026-12-01"),
        expiry(Holding::Benefit, "b", "2027-12-01"),
        expiry(Holding::Points, "points", "2026-12-01"),
    ];
    let facts = Facts { expiries, ..Facts::default() };
    let of = |what| RuleTrigger::Expiring { what, days_ahead: 14 };
    let benefit = [("expires:a:2026-12-01", "2026-11-17", "2026-12-01")];
    for today in ["2026-11-10", "2026-11-23", "2026-12-01"] {
        check(&of(Holding::Benefit), &facts, today, &benefit);
    }
    check(&of(Holding::Benefit), &facts, "2026-12-02", &[]);
    check(&of(Holding::Voucher), &facts, "2026-11-23", &[]);
}

#[test]
fn an_item_is_used_up_by_rhythm_or_stated_life() {
    let filter = |days| RuleTrigger::UsedUp { item: "滤芯".to_owned(), days, days_ahead: 5 };
    let facts = bought(vec![
        purchase(4, "2026-09-01", &["滤芯 A"]),
        purchase(3, "2026-08-15", &["水壶"]),
        purchase(2, "2026-06-01", &["滤芯 A"]),
        purchase(1, "2026-03-01", &["滤芯 B"]),
    ]);
    // Gaps of 92 and 92 days.
    check(
        &filter(None),
        &facts,
        "2026-11-25",
        &[("used:滤芯:2026-09-01", "2026-11-27", "2026-12-09")],
    );
    check(
        &filter(Some(60)),
        &facts,
        "2026-10-20",
        &[("used:滤芯:2026-09-01", "2026-10-26", "2026-11-07")],
    );
    // Two purchases tell no rhythm.
    let twice = bought(facts.purchases[..3].to_vec());
    check(&filter(None), &twice, "2026-11-25", &[]);
}

#[test]
fn contracts_cards_and_children() {
    let field = FieldId::from_uuid(uuid::Uuid::nil());
    let renewal = RuleTrigger::Renewal { field, days_ahead: 30 };
    let facts =
        Facts { renewal: Some(("合同到期".to_owned(), day("2026-12-25"))), ..Facts::default() };
    check(&renewal, &facts, "2026-11-23", &[("renewal:2026-12-25", "2026-11-25", "2026-12-25")]);
    check(&renewal, &facts, "2027-01-02", &[]);

    let card = |left| Sessions {
        entitlement: EntitlementId::from_uuid(uuid::Uuid::nil()),
        benefit: BenefitId::from_uuid(uuid::Uuid::nil()),
        name: "十次卡".to_owned(),
        uses: 10,
        left,
    };
    let few = RuleTrigger::SessionsLeft { benefit: None, left: 2 };
    let holding = |left| Facts { sessions: vec![card(left)], ..Facts::default() };
    let key = format!("sessions:{}", uuid::Uuid::nil());
    check(&few, &holding(2), "2026-11-23", &[(&key, "2026-11-23", "2026-11-30")]);
    check(&few, &holding(3), "2026-11-23", &[]);

    let child =
        Anniversary { label: "宝宝生日".to_owned(), day: Birthday::solar(Some(2026), 5, 31) };
    let facts = Facts { anniversaries: vec![child], ..Facts::default() };
    let ages =
        RuleTrigger::ChildAge { months: vec![6, 12], label: "宝宝".to_owned(), days_ahead: 0 };
    // Six months after 31 May is 30 November.
    check(&ages, &facts, "2026-11-25", &[("child:宝宝生日:6", "2026-11-30", "2026-11-30")]);
}

#[test]
fn a_recurrence_comes_again() {
    let rule = Recurrence::parse("FREQ=MONTHLY;BYDAY=-1FR").expect("a rule");
    let monthly = RuleTrigger::Recurring { rule, from: day("2026-01-01") };
    let expected = [("on:2026-11-27", "2026-11-27", "2026-11-30")];
    check(&monthly, &Facts::default(), "2026-11-23", &expected);
    check(&monthly, &Facts::default(), "2026-11-28", &[]);
}
