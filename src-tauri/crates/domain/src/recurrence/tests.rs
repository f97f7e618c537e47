use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// The first days of a rule; one that ends has no more.
#[track_caller]
fn check(rule: &str, start: &str, expected: &str) {
    let read = Recurrence::parse(rule).expect("a rule");
    let expected: Vec<&str> = expected.split(' ').collect();
    let ends = rule.contains("UNTIL") || rule.contains("COUNT=");
    let most = expected.len() + usize::from(ends);
    let found = read.between(day(start), NaiveDate::MIN, NaiveDate::MAX, most);
    let found: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(found, expected, "{rule}");
}

/// RFC 5545, 3.8.5.3, in its order.
#[test]
#[rustfmt::skip]
fn the_examples_of_the_standard() {
    check("FREQ=DAILY;COUNT=10", "1997-09-02", "1997-09-02 1997-09-03 1997-09-04 1997-09-05 1997-09-06 1997-09-07 1997-09-08 1997-09-09 1997-09-10 1997-09-11");
    check("FREQ=DAILY;INTERVAL=2", "1997-09-02", "1997-09-02 1997-09-04 1997-09-06 1997-09-08");
    check("FREQ=DAILY;INTERVAL=10;COUNT=5", "1997-09-02", "1997-09-02 1997-09-12 1997-09-22 1997-10-02 1997-10-12");
    check("FREQ=WEEKLY;COUNT=10", "1997-09-02", "1997-09-02 1997-09-09 1997-09-16 1997-09-23 1997-09-30 1997-10-07 1997-10-14 1997-10-21 1997-10-28 1997-11-04");
    check("FREQ=WEEKLY;UNTIL=19971224T000000Z", "1997-09-02", "1997-09-02 1997-09-09 1997-09-16 1997-09-23 1997-09-30 1997-10-07 1997-10-14 1997-10-21 1997-10-28 1997-11-04 1997-11-11 1997-11-18 1997-11-25 1997-12-02 1997-12-09 1997-12-16 1997-12-23");
    check("FREQ=WEEKLY;INTERVAL=2;WKST=SU", "1997-09-02", "1997-09-02 1997-09-16 1997-09-30 1997-10-14 1997-10-28 1997-11-11");
    check("FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH", "1997-09-02", "1997-09-02 1997-09-04 1997-09-09 1997-09-11 1997-09-16 1997-09-18 1997-09-23 1997-09-25 1997-09-30 1997-10-02");
    check("FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH", "1997-09-02", "1997-09-02 1997-09-04 1997-09-09 1997-09-11 1997-09-16 1997-09-18 1997-09-23 1997-09-25 1997-09-30 1997-10-02");
    check("FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR", "1997-09-01", "1997-09-01 1997-09-03 1997-09-05 1997-09-15 1997-09-17 1997-09-19 1997-09-29 1997-10-01 1997-10-03 1997-10-13 1997-10-15 1997-10-17 1997-10-27 1997-10-29 1997-10-31 1997-11-10 1997-11-12 1997-11-14 1997-11-24 1997-11-26 1997-11-28 1997-12-08 1997-12-10 1997-12-12 1997-12-22");
    check("FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", "1997-09-02", "1997-09-02 1997-09-04 1997-09-16 1997-09-18 1997-09-30 1997-10-02 1997-10-14 1997-10-16");
    check("FREQ=MONTHLY;COUNT=10;BYDAY=1FR", "1997-09-05", "1997-09-05 1997-10-03 1997-11-07 1997-12-05 1998-01-02 1998-02-06 1998-03-06 1998-04-03 1998-05-01 1998-06-05");
    check("FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR", "1997-09-05", "1997-09-05 1997-10-03 1997-11-07 1997-12-05");
    check("FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU", "1997-09-07", "1997-09-07 1997-09-28 1997-11-02 1997-11-30 1998-01-04 1998-01-25 1998-03-01 1998-03-29 1998-05-03 1998-05-31");
    check("FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", "1997-09-22", "1997-09-22 1997-10-20 1997-11-17 1997-12-22 1998-01-19 1998-02-16");
    check("FREQ=MONTHLY;BYMONTHDAY=-3", "1997-09-28", "1997-09-28 1997-10-29 1997-11-28 1997-12-29 1998-01-29 1998-02-26");
    check("FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15", "1997-09-02", "1997-09-02 1997-09-15 1997-10-02 1997-10-15 1997-11-02 1997-11-15 1997-12-02 1997-12-15 1998-01-02 1998-01-15");
    check("FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1", "1997-09-30", "1997-09-30 1997-10-01 1997-10-31 1997-11-01 1997-11-30 1997-12-01 1997-12-31 1998-01-01 1998-01-31 1998-02-01");
    check("FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15", "1997-09-10", "1997-09-10 1997-09-11 1997-09-12 1997-09-13 1997-09-14 1997-09-15 1999-03-10 1999-03-11 1999-03-12 1999-03-13");
    check("FREQ=MONTHLY;INTERVAL=2;BYDAY=TU", "1997-09-02", "1997-09-02 1997-09-09 1997-09-16 1997-09-23 1997-09-30 1997-11-04 1997-11-11 1997-11-18 1997-11-25 1998-01-06");
    check("FREQ=YEARLY;COUNT=10;BYMONTH=6,7", "1997-06-10", "1997-06-10 1997-07-10 1998-06-10 1998-07-10 1999-06-10 1999-07-10 2000-06-10 2000-07-10 2001-06-10 2001-07-10");
    check("FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3", "1997-03-10", "1997-03-10 1999-01-10 1999-02-10 1999-03-10 2001-01-10 2001-02-10 2001-03-10 2003-01-10 2003-02-10 2003-03-10");
    check("FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200", "1997-01-01", "1997-01-01 1997-04-10 1997-07-19 2000-01-01 2000-04-09 2000-07-18 2003-01-01 2003-04-10 2003-07-19 2006-01-01");
    check("FREQ=YEARLY;BYDAY=20MO", "1997-05-19", "1997-05-19 1998-05-18 1999-05-17");
    check("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "1997-05-12", "1997-05-12 1998-05-11 1999-05-17");
    check("FREQ=YEARLY;BYMONTH=3;BYDAY=TH", "1997-03-13", "1997-03-13 1997-03-20 1997-03-27 1998-03-05 1998-03-12 1998-03-19 1998-03-26");
    check("FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8", "1997-06-05", "1997-06-05 1997-06-12 1997-06-19 1997-06-26 1997-07-03 1997-07-10 1997-07-17 1997-07-24 1997-07-31 1997-08-07 1997-08-14 1997-08-21 1997-08-28");
    check("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "1997-09-02", "1998-02-13 1998-03-13 1998-11-13 1999-08-13 2000-10-13");
    check("FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13", "1997-09-13", "1997-09-13 1997-10-11 1997-11-08 1997-12-13 1998-01-10 1998-02-07");
    check("FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", "1996-11-05", "1996-11-05 2000-11-07 2004-11-02");
    check("FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997-09-04", "1997-09-04 1997-10-07 1997-11-06");
    check("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "1997-09-29", "1997-09-29 1997-10-30 1997-11-27 1997-12-30 1998-01-29 1998-02-26 1998-03-30");
    check("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05", "1997-08-05 1997-08-10 1997-08-19 1997-08-24");
    check("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05", "1997-08-05 1997-08-17 1997-08-19 1997-08-31");
    check("FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "2007-01-15", "2007-01-15 2007-01-30 2007-02-15 2007-03-15 2007-03-30");
}

#[test]
fn long_examples_of_the_standard() {
    #[track_caller]
    fn check(rule: &str, start: &str, count: usize, last: &str) {
        let rule = Recurrence::parse(rule).expect("a rule");
        let found = rule.between(day(start), NaiveDate::MIN, NaiveDate::MAX, 1_000);
        assert_eq!((found.len(), found[0], found[count - 1]), (count, day(start), day(last)));
    }
    check("FREQ=DAILY;UNTIL=19971224T000000Z", "1997-09-02", 113, "1997-12-23");
    let january = "FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA";
    check(january, "1998-01-01", 93, "2000-01-31");
    check("FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1", "1998-01-01", 93, "2000-01-31");
}

#[test]
#[rustfmt::skip]
fn ends_of_months_leap_days_and_weeks_of_years() {
    check("FREQ=MONTHLY;BYMONTHDAY=31", "2026-01-31", "2026-01-31 2026-03-31 2026-05-31 2026-07-31 2026-08-31");
    check("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-01-31", "2026-01-31 2026-02-28 2026-03-31 2026-04-30 2026-05-31");
    check("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", "2024-01-31", "2024-01-31 2024-02-29 2024-03-31 2024-04-30");
    check("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2024-02-29", "2024-02-29 2028-02-29 2032-02-29");
    check("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", "2024-02-29", "2024-02-29 2025-02-28 2026-02-28");
    check("FREQ=YEARLY;BYYEARDAY=-1,366", "2024-01-01", "2024-12-31 2025-12-31 2026-12-31 2027-12-31");
    check("FREQ=YEARLY;BYWEEKNO=53;BYDAY=SU", "2026-01-01", "2027-01-03 2033-01-02");
    check("FREQ=MONTHLY;BYDAY=1MO", "2026-11-30", "2026-12-07 2027-01-04 2027-02-01");
    check("FREQ=WEEKLY;BYDAY=MO,WE", "2026-11-30", "2026-11-30 2026-12-02 2026-12-07 2026-12-09");
    check("FREQ=YEARLY", "2024-02-29", "2024-02-29 2028-02-29");
    check("FREQ=MONTHLY", "2026-01-31", "2026-01-31 2026-03-31 2026-05-31 2026-07-31");
}

#[test]
fn a_rule_has_one_form() {
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let rule = Recurrence::parse(text).expect("a rule");
        assert_eq!(rule.as_str(), expected);
        assert_eq!(Recurrence::parse(expected), Ok(rule.clone()));
        let wire = serde_json::to_value(&rule).expect("JSON");
        assert_eq!(wire, expected);
        assert_eq!(serde_json::from_value::<Recurrence>(wire).expect("a rule"), rule);
    }
    check("FREQ=MONTHLY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=1MO");
    check(" rrule:freq=weekly; byday=mo, we ;", "FREQ=WEEKLY;BYDAY=MO,WE");
    check("FREQ=DAILY;UNTIL=20261224T090000Z", "FREQ=DAILY;UNTIL=20261224");
    check("FREQ=DAILY;UNTIL=20261224T000000", "FREQ=DAILY;UNTIL=20261223");
    assert!(serde_json::from_str::<Recurrence>("\"FREQ=HOURLY\"").is_err());
}

#[test]
fn what_cannot_be_followed_says_why() {
    #[track_caller]
    fn check(text: &str, expected: InvalidCode) {
        let error = Recurrence::parse(text).expect_err("refused");
        assert_eq!((error.field.as_str(), error.code), ("recurrence", expected), "{text}");
    }
    use InvalidCode::{Ambiguous, Impossible, OutOfRange, Required, TooLong, Unreadable};
    check("", Required);
    check(" RRULE: ", Required);
    check(&format!("FREQ=DAILY;BYMONTHDAY={}1", "1,".repeat(100)), TooLong);
    for unreadable in [
        "weekly",
        "BYDAY=MO",
        "FREQ=FORTNIGHTLY",
        "FREQ=",
        "FREQ=DAILY;FREQ=WEEKLY",
        "FREQ=DAILY;X=1",
        "FREQ=DAILY;;COUNT=1",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYDAY=M",
        "FREQ=MONTHLY;BYDAY=XMO",
        "FREQ=MONTHLY;BYDAY=1MO,",
        "FREQ=WEEKLY;BYDAY=",
        "FREQ=MONTHLY;BYDAY=1SU\u{feff}",
        "FREQ=MONTHLY;BYDAY=1SU一",
        "FREQ=MONTHLY;BYDAY=-",
        "FREQ=DAILY;COUNT=many",
        "FREQ=DAILY;COUNT=",
        "FREQ=DAILY;UNTIL=2026-12-24",
        "FREQ=DAILY;UNTIL=20260230",
        "FREQ=DAILY;UNTIL=20261224T99",
        "DTSTART:20260101\nRRULE:FREQ=DAILY",
        "每月",
    ] {
        check(unreadable, Unreadable);
    }
    for beyond in [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY",
        "FREQ=HOURLY;INTERVAL=24",
        "FREQ=DAILY;BYHOUR=9",
        "FREQ=DAILY;BYMINUTE=0",
        "FREQ=DAILY;BYSECOND=0",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=1001",
        "FREQ=DAILY;INTERVAL=99999999999",
        "FREQ=DAILY;COUNT=0",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=MONTHLY;BYDAY=0MO",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=WEEKLY;BYMONTHDAY=13",
        "FREQ=YEARLY;BYYEARDAY=0",
    ] {
        check(beyond, OutOfRange);
    }
    check("FREQ=DAILY;COUNT=3;UNTIL=20261224", Ambiguous);
    for never in [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYMONTH=4;BYMONTHDAY=31",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30,31",
        "FREQ=YEARLY;BYMONTH=1;BYDAY=6MO",
        "FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1",
        "FREQ=MONTHLY;BYMONTHDAY=1;BYSETPOS=2",
    ] {
        check(never, Impossible);
    }
}

#[test]
fn a_phase_that_never_meets_its_day_has_no_next() {
    let none = |rule: &str, start: &str| {
        let rule = Recurrence::parse(rule).expect("a rule");
        assert_eq!(rule.next_after(day(start), day(start)), None, "{rule}");
    };
    none("FREQ=DAILY;INTERVAL=7;BYDAY=MO", "2026-12-01");
    none("FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29", "2025-01-01");
    none("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31", "2026-02-01");
    none("FREQ=DAILY;UNTIL=20200101", "2026-12-01");
    none("FREQ=DAILY;COUNT=1", "2026-12-01");
    for start in [NaiveDate::MIN, NaiveDate::MAX, day("1899-12-31"), day("2200-12-31")] {
        let rule = Recurrence::parse("FREQ=DAILY").expect("a rule");
        assert_eq!(rule.next_after(start, start), None);
    }
}

fn rules() -> impl Strategy<Value = String> {
    let freq = prop::sample::select(vec!["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]);
    let part = prop::sample::select(vec![
        "",
        ";COUNT=7",
        ";UNTIL=20300101",
        ";BYDAY=MO",
        ";BYDAY=TU,SU",
        ";BYDAY=-1FR",
        ";BYDAY=5SA",
        ";BYMONTHDAY=31",
        ";BYMONTHDAY=-1,1",
        ";BYMONTH=2,11",
        ";BYYEARDAY=-1,60,366",
        ";BYWEEKNO=53",
        ";WKST=SU",
        ";BYSETPOS=-1",
        ";BYSETPOS=2,400",
    ]);
    (freq, 1..30_u16, prop::collection::vec(part, 0..4))
        .prop_map(|(freq, every, parts)| format!("FREQ={freq};INTERVAL={every}{}", parts.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_next_is_later_and_the_first_between(
        text in rules(),
        start in 0..6_000_i64,
        ahead in -400..4_000_i64,
    ) {
        if let Ok(rule) = Recurrence::parse(&text) {
            let start = add_days(day("2020-01-01"), start);
            let after = add_days(start, ahead);
            let next = rule.next_after(start, after);
            let later = rule.between(start, add_days(after, 1), NaiveDate::MAX, 3);
            prop_assert_eq!(next, later.first().copied());
            prop_assert!(later.is_sorted_by(|a, b| a < b));
            prop_assert!(later.iter().all(|day| *day > after && *day >= start));
            if let Some(next) = next {
                prop_assert_eq!(rule.next_after(start, add_days(next, -1)), Some(next));
                prop_assert_eq!(rule.between(start, next, next, 9), vec![next]);
            }
        }
    }

    #[test]
    fn no_text_is_too_much(text in "(RRULE:)?(FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY))?(;[A-Z]{4,8}=[0-9A-Z,;=+-]{0,9}){0,4}|\\PC{0,60}") {
        if let Ok(rule) = Recurrence::parse(&text) {
            let _ = rule.next_after(day("2026-11-30"), day("2026-11-30"));
        }
    }
}
