//! Levels and benefits as tables, and against a naive reading of the same rules.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::{
    Benefit, BenefitFacts, Colour, Entry, Event, History, Measure, Override, Period, Program,
    TierLevel, Trigger, Why,
};
use crate::calendar::{ALWAYS_OPEN, BusinessCalendar, Span};
use crate::customers::{Birthday, Calendar};
use crate::ids::{BenefitId, TierId};
use crate::time::{add_days, next_day};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn tier(n: usize) -> TierId {
    TierId::from_uuid(uuid::Uuid::from_u128(n as u128 + 1))
}

fn level(n: usize, entry: Entry, validity: Option<u16>, grace: u16) -> TierLevel {
    TierLevel {
        id: tier(n),
        name: format!("L{n}"),
        colour: Colour::Regular,
        entry,
        validity_days: validity,
        grace_days: grace,
        warn_days: 0,
    }
}

fn spend(fen: i64, window: Option<u16>) -> Entry {
    Entry { spend_fen: Some(fen), window_days: window, ..Entry::default() }
}

fn bought(days: &[(&str, i64)]) -> Vec<Event> {
    let event = |&(text, fen)| Event { day: day(text), fen, visits: 1, points: 0 };
    days.iter().map(event).collect()
}

/// The level's number, why, until when it is valid or in grace, and when it falls to what.
#[track_caller]
fn check(levels: &[TierLevel], events: &[(&str, i64)], today: &str, expected: &str) {
    let events = bought(events);
    let history = History { levels, events: &events, overrides: &[], calendar: &ALWAYS_OPEN };
    let found = history.membership(day(today));
    let text = |day: Option<NaiveDate>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
    let why = found.why.map_or("none", |why| match why {
        Why::Met => "met",
        Why::Valid => "valid",
        Why::Grace => "grace",
        Why::Given => "given",
    });
    let number = found.level.map_or_else(|| "-".to_owned(), |level| level.to_string());
    let falls = found.falls.map_or_else(
        || "stays".to_owned(),
        |(day, to)| format!("{day} to {}", to.map_or_else(|| "-".to_owned(), |to| to.to_string())),
    );
    let until = text(found.grace_until.or(found.valid_until));
    assert_eq!(
        format!("{number} {why} since {} until {until}; {falls}", text(found.since)),
        expected
    );
}

#[test]
fn grace_ends_on_an_open_day() {
    let open = vec![Span { from: 540, to: 1_080 }];
    let mut week = [const { Vec::new() }; 7];
    week[..5].fill(open);
    let calendar =
        BusinessCalendar { week: Some(week), public_holidays: true, ..ALWAYS_OPEN.clone() };
    let grace = |validity, grace_days| {
        let levels = [level(0, spend(100, Some(1)), Some(validity), grace_days)];
        let events = bought(&[("2026-09-01", 100)]);
        let on = |calendar| History { levels: &levels, events: &events, overrides: &[], calendar };
        [&ALWAYS_OPEN, &calendar].map(|calendar| {
            let found = on(calendar).membership(day("2026-09-01"));
            found.falls.map(|(day, _)| day.to_string()).expect("a fall")
        })
    };
    // Grace of five days until Friday, Saturday and Sunday.
    assert_eq!(grace(5, 5), ["2026-09-12", "2026-09-12"]);
    assert_eq!(grace(6, 5), ["2026-09-13", "2026-09-15"]);
    assert_eq!(grace(7, 5), ["2026-09-14", "2026-09-15"]);
    // Until the 1st of October: National Day lasts for a week.
    assert_eq!(grace(20, 10), ["2026-10-02", "2026-10-09"]);
    // Without grace the level ends when its validity does, on a Saturday too.
    assert_eq!(grace(4, 0), ["2026-09-06", "2026-09-06"]);
}

#[test]
fn a_level_without_validity_holds_as_long_as_its_rule() {
    let levels = [level(0, spend(100, Some(30)), None, 0), level(1, spend(300, Some(30)), None, 5)];
    let events = [("2026-01-01", 100), ("2026-01-11", 200)];
    for (today, expected) in [
        ("2025-12-31", "- none since - until -; stays"),
        ("2026-01-01", "0 met since 2026-01-01 until -; 2026-01-31 to -"),
        ("2026-01-11", "1 met since 2026-01-11 until -; 2026-02-05 to 0"),
        ("2026-01-30", "1 met since 2026-01-11 until -; 2026-02-05 to 0"),
        ("2026-01-31", "1 grace since 2026-01-11 until 2026-02-04; 2026-02-05 to 0"),
        ("2026-02-04", "1 grace since 2026-01-11 until 2026-02-04; 2026-02-05 to 0"),
        ("2026-02-05", "0 met since 2026-02-05 until -; 2026-02-10 to -"),
        ("2026-02-10", "- none since - until -; stays"),
    ] {
        check(&levels, &events, today, expected);
    }
}

#[test]
fn validity_is_kept_whatever_one_does_and_renewed_where_the_rule_holds() {
    let levels = [level(0, spend(100, Some(365)), Some(365), 30)];
    for (events, today, expected) in [
        (
            &[("2024-02-29", 100)][..],
            "2025-02-28",
            "0 valid since 2024-02-29 until 2025-02-28; 2025-03-31 to -",
        ),
        (
            &[("2024-02-29", 100)],
            "2025-03-01",
            "0 grace since 2024-02-29 until 2025-03-30; 2025-03-31 to -",
        ),
        (&[("2024-02-29", 100)], "2025-03-31", "- none since - until -; stays"),
        // Made up for within grace: renewed from that day.
        (
            &[("2024-02-29", 100), ("2025-03-30", 100)],
            "2025-03-30",
            "0 met since 2024-02-29 until 2026-03-30; 2026-04-30 to -",
        ),
        // Bought again in time: renewed on the first day after.
        (
            &[("2024-02-29", 100), ("2024-12-31", 100)],
            "2025-03-01",
            "0 met since 2024-02-29 until 2026-03-01; 2026-04-01 to -",
        ),
    ] {
        check(&levels, events, today, expected);
    }
}

#[test]
fn all_figures_or_one_of_them() {
    let both = Entry { spend_fen: Some(500), visits: Some(3), ..Entry::default() };
    let measure = |fen, visits| Measure { fen, visits, points: 0 };
    for (entry, fen, visits, expected) in [
        (both, 500, 3, true),
        (both, 499, 9, false),
        (both, 900, 2, false),
        (Entry { any: true, ..both }, 500, 0, true),
        (Entry { any: true, ..both }, 0, 3, true),
        (Entry { any: true, ..both }, 499, 2, false),
        (Entry::default(), 0, 1, true),
        (Entry::default(), 900, 0, false),
    ] {
        assert_eq!(entry.is_met(&measure(fen, visits)), expected, "{entry:?} {fen} {visits}");
    }
}

#[test]
fn what_is_missing_to_the_next_level() {
    let levels = [level(0, spend(100, None), None, 0), level(1, spend(300, Some(10)), None, 0)];
    for (today, expected) in [
        ("2026-01-01", Some((1, [Some(100), None, None]))),
        ("2026-01-11", Some((1, [Some(300), None, None]))),
        ("2025-12-31", Some((0, [Some(100), None, None]))),
    ] {
        let events = bought(&[("2026-01-01", 200)]);
        let history =
            History { levels: &levels, events: &events, overrides: &[], calendar: &ALWAYS_OPEN };
        let short = history.membership(day(today)).short;
        assert_eq!(short.map(|short| (short.level, short.missing)), expected, "{today}");
    }
}

#[test]
fn a_given_level_holds_for_its_days() {
    let levels = [level(0, spend(100, None), None, 0), level(1, spend(900, None), None, 0)];
    let events = bought(&[("2026-01-01", 100)]);
    let given = Override { level: 1, from: day("2026-02-01"), until: Some(day("2026-02-28")) };
    let history =
        History { levels: &levels, events: &events, overrides: &[given], calendar: &ALWAYS_OPEN };
    for (today, level, why, falls) in [
        ("2026-01-31", 0, Why::Met, Some(("2026-02-01", 1))),
        ("2026-02-01", 1, Why::Given, Some(("2026-03-01", 0))),
        ("2026-02-28", 1, Why::Given, Some(("2026-03-01", 0))),
        ("2026-03-01", 0, Why::Met, None),
    ] {
        let found = history.membership(day(today));
        assert_eq!((found.level, found.why), (Some(level), Some(why)), "{today}");
        assert_eq!(found.falls, falls.map(|(text, to)| (day(text), Some(to))), "{today}");
    }
}

/// The same rules read naively: every day is looked at, and everything is added up anew.
fn naive(
    levels: &[TierLevel],
    events: &[Event],
    today: NaiveDate,
) -> (Option<usize>, Option<NaiveDate>) {
    let (mut level, mut since, mut valid, mut grace) = (None::<usize>, None, None, None);
    let Some(first) = events.first() else { return (None, None) };
    let mut at = first.day;
    while at <= today {
        let highest = levels.iter().rposition(|level| {
            let mut sum = Measure::default();
            for event in events {
                let is_old = level
                    .entry
                    .window_days
                    .is_some_and(|days| (at - event.day).num_days() >= i64::from(days));
                if event.day <= at && !is_old {
                    sum.fen += event.fen;
                    sum.visits += i64::from(event.visits);
                    sum.points += event.points;
                }
            }
            level.entry.is_met(&sum)
        });
        let over = valid.is_none_or(|until| at > until);
        let mut enter = highest > level;
        if let (false, Some(own), true) = (enter, level, over) {
            let rule: &TierLevel = &levels[own];
            if highest == level {
                valid = rule.validity_days.map(|days| add_days(at, i64::from(days)));
                grace = None;
            } else {
                let left = grace.unwrap_or(i64::from(rule.grace_days));
                grace = Some(left - 1);
                enter = left == 0;
            }
        }
        if enter {
            level = highest;
            since = level.map(|_| at);
            valid = level.and_then(|own| levels[own].validity_days).map(|d| add_days(at, d.into()));
            grace = None;
        }
        at = next_day(at);
    }
    (level, since)
}

fn some_levels() -> impl Strategy<Value = Vec<TierLevel>> {
    let figures = (
        prop::option::of(1..40u16),
        prop::option::of(1..40u16),
        0..12u16,
        any::<bool>(),
        prop::option::of(1..4u32),
    );
    prop::collection::vec(figures, 0..4).prop_map(|all| {
        all.into_iter()
            .enumerate()
            .map(|(n, (window_days, validity, grace, any, visits))| {
                let spend_fen = Some(100 * (n as i64 + 1));
                let entry = Entry { window_days, spend_fen, visits, points: None, any };
                level(n, entry, validity, grace)
            })
            .collect()
    })
}

fn some_events() -> impl Strategy<Value = Vec<Event>> {
    prop::collection::vec((0..90i64, -150..300i64, 0..2u32), 0..8).prop_map(|all| {
        let start = day("2024-01-15");
        let mut events: Vec<_> = all
            .into_iter()
            .map(|(n, fen, visits)| Event { day: add_days(start, n), fen, visits, points: 0 })
            .collect();
        events.sort_by_key(|event| event.day);
        events
    })
}

#[test]
fn a_night_looks_at_everyone_only_where_a_period_begins() {
    #[track_caller]
    fn check(trigger: Trigger, period: Period, last: &str, today: &str, expected: bool) {
        let benefit = benefit(trigger, period, None);
        assert_eq!(benefit.begins_between(day(last), day(today)), expected, "{last} to {today}");
    }
    let level = || Trigger::Level { levels: vec![tier(0)] };
    check(level(), Period::Month, "2026-11-29", "2026-11-30", false);
    check(level(), Period::Month, "2026-11-30", "2026-12-01", true);
    check(level(), Period::Quarter, "2026-11-30", "2026-12-01", false);
    check(level(), Period::Year, "2026-12-31", "2027-01-01", true);
    check(level(), Period::Once, "2026-12-31", "2027-01-01", false);
    check(level(), Period::Stay, "2026-12-31", "2027-01-01", false);
    check(Trigger::Welcome, Period::Month, "2026-11-30", "2026-12-01", false);
    let born = || Trigger::Birthday { before: 3, after: 3, levels: Vec::new() };
    check(born(), Period::Once, "2026-11-29", "2026-11-30", true);
    check(born(), Period::Once, "2026-11-30", "2026-11-30", false);
    // The Lunar New Year of 2027 is on 6 February.
    let mut spring = Birthday::solar(None, 1, 1);
    spring.calendar = Calendar::Lunar;
    let festival = || Trigger::Festival { day: spring, before: 7, levels: Vec::new() };
    check(festival(), Period::Once, "2027-01-29", "2027-01-30", true);
    check(festival(), Period::Once, "2027-01-30", "2027-01-31", false);
    check(festival(), Period::Once, "2027-01-20", "2027-02-06", true);
    check(festival(), Period::Once, "2027-02-06", "2027-02-07", false);
}

#[test]
fn a_day_with_a_purchase_dated_ahead_is_looked_at() {
    let levels = [level(0, spend(100, None), None, 0)];
    let events = bought(&[("2026-11-20", 50), ("2026-12-03", 60)]);
    let found =
        History { levels: &levels, events: &events, overrides: &[], calendar: &ALWAYS_OPEN }
            .membership(day("2026-11-24"));
    assert_eq!((found.level, found.changes_on), (None, Some(day("2026-12-03"))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_level_by_steps_is_the_level_day_by_day(levels in some_levels(), events in some_events(), at in 0..160i64) {
        let today = add_days(day("2024-01-15"), at);
        let history = History { levels: &levels, events: &events, overrides: &[], calendar: &ALWAYS_OPEN };
        let found = history.membership(today);
        prop_assert_eq!((found.level, found.since), naive(&levels, &events, today));
        prop_assert_eq!(history.standing(today).level, found.level);
        // What is foretold happens, on that day and not before.
        let known: Vec<_> = events.iter().filter(|event| event.day <= today).copied().collect();
        match found.falls {
            Some((falls, to)) => {
                prop_assert_eq!(naive(&levels, &known, falls).0, to);
                prop_assert_eq!(naive(&levels, &known, add_days(falls, -1)).0, found.level);
            }
            None => prop_assert_eq!(naive(&levels, &known, add_days(today, 200)).0, found.level),
        }
        if let Some(changes) = found.changes_on {
            prop_assert!(changes > today && found.falls.is_none_or(|(falls, _)| changes <= falls));
        }
    }

    #[test]
    fn the_order_within_a_day_makes_no_difference(levels in some_levels(), events in some_events(), at in 0..160i64) {
        let today = add_days(day("2024-01-15"), at);
        let mut turned = events.clone();
        turned.reverse();
        turned.sort_by_key(|event| event.day);
        let one = History { levels: &levels, events: &events, overrides: &[], calendar: &ALWAYS_OPEN }.membership(today);
        let other = History { levels: &levels, events: &turned, overrides: &[], calendar: &ALWAYS_OPEN }.membership(today);
        prop_assert_eq!(one, other);
    }

    #[test]
    fn what_is_missing_is_enough(levels in some_levels(), events in some_events(), at in 0..160i64) {
        let today = add_days(day("2024-01-15"), at);
        let found = History { levels: &levels, events: &events, overrides: &[], calendar: &ALWAYS_OPEN }.membership(today);
        if let Some(short) = found.short {
            let [fen, visits, points] = short.missing.map(|missing| missing.unwrap_or(0));
            let mut more: Vec<_> = events.iter().filter(|event| event.day <= today).copied().collect();
            let visits = u32::try_from(visits).unwrap_or(0);
            more.push(Event { day: today, fen, visits, points });
            let after = History { levels: &levels, events: &more, overrides: &[], calendar: &ALWAYS_OPEN }.standing(today).level;
            prop_assert!(after >= Some(short.level) , "{:?} {:?}", found, after);
        }
    }
}

fn benefit(trigger: Trigger, period: Period, valid_days: Option<u16>) -> Benefit {
    Benefit {
        id: BenefitId::from_uuid(uuid::Uuid::from_u128(7)),
        name: "护理".to_owned(),
        trigger,
        uses: 1,
        period,
        valid_days,
        stock: None,
        automatic: true,
        granted_by: String::new(),
        cost_fen: 0,
    }
}

#[track_caller]
fn issued(
    benefit: &Benefit,
    facts: &BenefitFacts,
    today: &str,
    expected: Option<(&str, Option<&str>)>,
) {
    let found = benefit.due(facts, day(today)).map(|due| (due.period, due.expires));
    let expected = expected.map(|(period, expires)| (period.to_owned(), expires.map(day)));
    assert_eq!(found, expected, "{:?} on {today}", benefit.trigger);
}

#[test]
fn benefits_of_a_level_by_period() {
    let facts = BenefitFacts { level: Some((tier(1), day("2026-03-05"))), ..Default::default() };
    let of = |period, days| benefit(Trigger::Level { levels: vec![tier(1)] }, period, days);
    issued(&of(Period::Once, None), &facts, "2026-03-05", Some(("once", None)));
    issued(&of(Period::Month, None), &facts, "2028-02-10", Some(("2028-02", Some("2028-02-29"))));
    issued(&of(Period::Quarter, None), &facts, "2026-12-31", Some(("2026-Q4", Some("2026-12-31"))));
    issued(&of(Period::Year, Some(10)), &facts, "2026-12-31", Some(("2026", Some("2027-01-10"))));
    issued(&of(Period::Stay, None), &facts, "2026-12-31", Some(("2026-03-05", None)));
    let other = BenefitFacts { level: Some((tier(0), day("2026-03-05"))), ..facts };
    issued(&of(Period::Once, None), &other, "2026-03-05", None);
    issued(&of(Period::Once, None), &BenefitFacts::default(), "2026-03-05", None);
}

#[test]
fn steps_welcomes_and_days_of_the_year() {
    let facts = BenefitFacts {
        fen: 100_000,
        visits: 3,
        first_purchase: Some(day("2026-11-20")),
        birthday: Some(Birthday::solar(None, 2, 29)),
        level: None,
    };
    let of = |trigger| benefit(trigger, Period::Once, None);
    issued(&of(Trigger::Spend { fen: 100_000 }), &facts, "2026-11-24", Some(("once", None)));
    issued(&of(Trigger::Spend { fen: 100_001 }), &facts, "2026-11-24", None);
    issued(&of(Trigger::Visits { visits: 3 }), &facts, "2026-11-24", Some(("once", None)));
    issued(&of(Trigger::Visits { visits: 4 }), &facts, "2026-11-24", None);
    issued(&of(Trigger::Welcome), &facts, "2026-11-20", Some(("once", None)));
    issued(&of(Trigger::Welcome), &facts, "2026-11-27", Some(("once", None)));
    issued(&of(Trigger::Welcome), &facts, "2026-11-28", None);
    let birthday = of(Trigger::Birthday { before: 7, after: 3, levels: Vec::new() });
    issued(&birthday, &facts, "2027-02-20", None);
    issued(&birthday, &facts, "2027-02-21", Some(("2027", Some("2027-03-03"))));
    issued(&birthday, &facts, "2027-03-03", Some(("2027", Some("2027-03-03"))));
    issued(&birthday, &facts, "2027-03-04", None);
    // The lunar new year of 2027 begins on 6 February.
    let first =
        Birthday { calendar: crate::customers::Calendar::Lunar, ..Birthday::solar(None, 1, 1) };
    let festival = of(Trigger::Festival { day: first, before: 5, levels: Vec::new() });
    issued(&festival, &facts, "2027-01-31", None);
    issued(&festival, &facts, "2027-02-01", Some(("2027", Some("2027-02-06"))));
    issued(&festival, &facts, "2027-02-07", None);
}

#[test]
fn a_program_is_held_to_its_ranges() {
    let wrong = |program: Program| program.checked().expect_err("refused").to_string();
    let two = |lower: Entry, higher: Entry| Program {
        levels: vec![level(0, lower, None, 0), level(1, higher, None, 0)],
        ..Program::default()
    };
    for (program, expected) in [
        (two(spend(200, None), spend(100, None)), "levels.1.entry: Impossible"),
        (two(spend(0, None), spend(100, None)), "levels.0.entry.spendFen: OutOfRange"),
        (two(spend(1, Some(0)), spend(100, None)), "levels.0.entry.windowDays: OutOfRange"),
        (
            Program {
                benefits: vec![benefit(
                    Trigger::Level { levels: vec![tier(5)] },
                    Period::Once,
                    None,
                )],
                ..two(spend(1, None), spend(2, None))
            },
            "benefits.0.trigger.levels: Unknown",
        ),
    ] {
        assert_eq!(wrong(program), expected);
    }
    let mut same = two(spend(1, None), spend(2, None));
    same.levels[1].name = " L0 ".to_owned();
    assert_eq!(wrong(same), "levels.1.name: Taken");
    assert!(two(spend(1, None), spend(2, None)).checked().is_ok());
}
