use std::time::Duration;

use proptest::prelude::*;

use super::*;
use crate::time::{Instant, Zone, add_days};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn hours(text: &str) -> Vec<Span> {
    let minutes = |text: &str| {
        let (hour, minute) = text.split_once(':').expect("a time");
        hour.parse::<u16>().expect("an hour") * 60 + minute.parse::<u16>().expect("a minute")
    };
    let span = |text: &str| {
        let (from, to) = text.split_once('-').expect("a span");
        Span { from: minutes(from), to: minutes(to) }
    };
    text.split_whitespace().map(span).collect()
}

/// Monday to Friday with a lunch break, Saturday in the morning, Sunday closed.
fn office() -> BusinessCalendar {
    let plain = || hours("9:00-12:00 13:30-18:00");
    let week = [plain(), plain(), plain(), plain(), plain(), hours("9:00-12:00"), Vec::new()];
    BusinessCalendar { week: Some(week), ..BusinessCalendar::default() }
}

/// The same with Saturdays closed, by the official days.
fn by_the_book() -> BusinessCalendar {
    let mut calendar = office();
    calendar.week.as_mut().expect("hours")[5].clear();
    BusinessCalendar { public_holidays: true, make_up: Some(1), ..calendar }
}

fn bar() -> BusinessCalendar {
    let night = || hours("18:00-26:00");
    let week = [Vec::new(), night(), night(), night(), night(), hours("16:00-28:00"), Vec::new()];
    BusinessCalendar { week: Some(week), ..BusinessCalendar::default() }
}

fn own(from: &str, to: &str, name: &str, spans: &str) -> OwnDays {
    OwnDays { from: day(from), to: day(to), name: name.to_owned(), spans: hours(spans) }
}

fn at(zone: Zone, text: &str) -> Instant {
    let (date, time) = text.split_once(' ').expect("day and time");
    zone.at(day(date), time.parse().or_else(|_| format!("{time}:00").parse()).expect("a time"))
}

fn local(zone: Zone, at: Instant) -> String {
    format!("{} {}", zone.day_of(at), zone.time_of(at).format("%H:%M"))
}

fn minutes(count: u64) -> Duration {
    Duration::from_secs(60 * count)
}

#[track_caller]
fn check(calendar: &BusinessCalendar, received: &str, add: u64, due: &str) {
    check_in(Zone::SHANGHAI, calendar, received, add, due);
}

#[track_caller]
fn check_in(zone: Zone, calendar: &BusinessCalendar, received: &str, add: u64, due: &str) {
    let calendar = calendar.clone().checked().expect("a calendar");
    let open = calendar.in_zone(zone);
    let received = at(zone, received);
    let found = open.add(received, minutes(add)).expect("a due time");
    assert_eq!(local(zone, found), due);
    assert_eq!(open.between(received, found), Ok(minutes(add)));
    assert_eq!(open.explain(received, minutes(add)).expect("a path").due, found);
}

// 2026-11-27 is a Friday.
#[test]
fn lunch_nights_and_week_ends() {
    let office = office();
    check(&office, "2026-11-27 09:00", 60, "2026-11-27 10:00");
    check(&office, "2026-11-27 08:00", 60, "2026-11-27 10:00");
    check(&office, "2026-11-27 11:40", 60, "2026-11-27 14:10");
    check(&office, "2026-11-27 12:30", 60, "2026-11-27 14:30");
    check(&office, "2026-11-27 11:00", 60, "2026-11-27 12:00");
    check(&office, "2026-11-27 17:40", 60, "2026-11-28 09:40");
    check(&office, "2026-11-28 11:30", 60, "2026-11-30 09:30");
    check(&office, "2026-11-28 12:00", 60, "2026-11-30 10:00");
    check(&office, "2026-11-29 23:59", 1, "2026-11-30 09:01");
    check(&office, "2026-11-27 18:00", 0, "2026-11-28 09:00");
    check(&office, "2026-11-27 17:59", 0, "2026-11-27 17:59");
    // A whole week of it comes back to the same moment.
    check(&office, "2026-11-27 10:00", 5 * 450 + 180, "2026-12-04 10:00");
}

#[test]
fn past_midnight() {
    let bar = bar();
    check(&bar, "2026-11-27 23:30", 60, "2026-11-28 00:30");
    check(&bar, "2026-11-28 01:30", 60, "2026-11-28 16:30");
    // Saturday's night reaches into Sunday, on which nothing begins.
    check(&bar, "2026-11-28 23:00", 300, "2026-11-29 04:00");
    check(&bar, "2026-11-29 03:59", 2, "2026-12-01 18:01");
    // Closed on Saturday: Friday's guests stay until two.
    let shut = BusinessCalendar { own: vec![own("2026-11-28", "2026-11-28", "", "")], ..bar };
    check(&shut, "2026-11-28 01:30", 60, "2026-12-01 18:30");
    let around = BusinessCalendar {
        week: Some([const { Vec::new() }; 7].map(|_: Vec<Span>| hours("6:00-30:00"))),
        ..BusinessCalendar::default()
    };
    check(&around, "2026-11-28 01:30", 3_000, "2026-11-30 03:30");
}

#[test]
fn holidays_and_the_days_that_make_up_for_them() {
    let book = by_the_book();
    // Before National Day 2026, a Thursday, and its make-up Saturday.
    check(&book, "2026-09-30 17:30", 60, "2026-10-08 09:30");
    check(&book, "2026-10-09 17:30", 60, "2026-10-10 09:30");
    check(&book, "2026-10-10 17:30", 60, "2026-10-12 09:30");
    check(&book, "2026-09-19 10:00", 60, "2026-09-20 10:00");
    // Spring Festival 2026, with Saturdays before and after.
    check(&book, "2026-02-13 17:30", 60, "2026-02-14 09:30");
    check(&book, "2026-02-14 17:30", 60, "2026-02-24 09:30");
    check(&book, "2026-02-27 17:30", 60, "2026-02-28 09:30");
    check(&book, "2025-12-31 17:30", 60, "2026-01-04 09:30");
    // A shop that does not go by them has plain weeks.
    check(&office(), "2026-09-30 17:30", 60, "2026-10-01 09:30");
    // 2027 is not announced: only the week counts.
    check(&book, "2027-09-30 17:30", 60, "2027-10-01 09:30");
}

#[test]
fn what_was_imported_and_what_the_shop_says_go_first() {
    let days = |from: &str, to: &str, works| OfficialDays {
        from: day(from),
        to: day(to),
        works,
        holiday: None,
        name: "国庆节".to_owned(),
    };
    let imported = vec![
        days("2027-10-01", "2027-10-07", false),
        days("2027-10-09", "2027-10-09", true),
        days("2026-10-05", "2026-10-05", true),
    ];
    let book = BusinessCalendar { imported, ..by_the_book() };
    check(&book, "2027-09-30 17:30", 60, "2027-10-08 09:30");
    check(&book, "2027-10-08 17:30", 60, "2027-10-09 09:30");
    check(&book, "2026-09-30 17:30", 60, "2026-10-05 09:30");
    let open = own("2026-10-03", "2026-10-03", "Fair", "10:00-11:00");
    let shut = own("2026-10-08", "2026-10-11", "Stocktaking", "");
    let book = BusinessCalendar { own: vec![shut, open], ..book };
    check(&book, "2026-09-30 17:30", 60, "2026-10-03 10:30");
    check(&book, "2026-10-06 17:30", 60, "2026-10-12 10:00");
}

#[test]
fn clocks_that_go_forward_and_back() {
    let berlin = Zone::parse("Europe/Berlin").expect("a zone");
    let bar = bar();
    let around = BusinessCalendar::default();
    // 2026-03-29: two o'clock is three. The night of Saturday, 16:00 to 4:00, has eleven hours.
    check_in(berlin, &bar, "2026-03-28 16:00", 660, "2026-03-29 04:00");
    check_in(berlin, &bar, "2026-03-29 01:30", 60, "2026-03-29 03:30");
    // 2026-10-25: from two to three comes twice.
    check_in(berlin, &bar, "2026-10-24 16:00", 780, "2026-10-25 04:00");
    check_in(berlin, &around, "2026-03-28 12:00", 24 * 60, "2026-03-29 13:00");
    check_in(berlin, &around, "2026-10-24 12:00", 24 * 60, "2026-10-25 11:00");
    // A shop that closes at a time that does not exist closes as the clocks go forward.
    let own = vec![own("2026-03-29", "2026-03-29", "", "1:00-2:10 12:00-13:00")];
    let odd = BusinessCalendar { own, ..BusinessCalendar::default() };
    check_in(berlin, &odd, "2026-03-29 01:00", 60, "2026-03-29 03:00");
    check_in(berlin, &odd, "2026-03-29 01:00", 61, "2026-03-29 12:01");
    // A day that Samoa does not have.
    let apia = Zone::parse("Pacific/Apia").expect("a zone");
    check_in(apia, &around, "2011-12-29 23:00", 120, "2011-12-31 01:00");
}

#[test]
fn without_hours_all_time_counts() {
    let always = BusinessCalendar::default();
    check(&always, "2026-11-28 23:00", 120, "2026-11-29 01:00");
    let zone = Zone::SHANGHAI;
    let path = always.in_zone(zone).explain(at(zone, "2026-11-28 23:00"), minutes(120));
    let path = path.expect("a path");
    assert!(path.always && path.closed.is_empty());
    assert_eq!(path.stretches.len(), 1);
    assert_eq!(always.day(day("2026-10-01")).rule, DayRule::Always);
}

#[test]
fn a_path_tells_the_way() {
    let zone = Zone::SHANGHAI;
    let book = by_the_book();
    let path = book.in_zone(zone).explain(at(zone, "2026-09-30 17:40"), minutes(60));
    let path = path.expect("a path");
    let told: Vec<_> =
        path.stretches.iter().map(|it| (local(zone, it.from), local(zone, it.until))).collect();
    let told: Vec<_> = told.iter().map(|(from, until)| (from.as_str(), until.as_str())).collect();
    assert_eq!(
        told,
        [("2026-09-30 17:40", "2026-09-30 18:00"), ("2026-10-08 09:00", "2026-10-08 09:40")]
    );
    let [closed] = path.closed.as_slice() else { panic!("one closure") };
    assert_eq!((closed.from, closed.to), (day("2026-10-01"), day("2026-10-07")));
    let DayRule::Holiday { days } = &closed.rule else { panic!("a holiday") };
    assert_eq!(days.holiday, Some(Holiday::NationalDay));
    assert!(!path.always);
}

#[test]
fn next_opening_and_next_open_day() {
    let (zone, book) = (Zone::SHANGHAI, by_the_book());
    let open = book.in_zone(zone);
    for (asked, next) in [
        ("2026-11-27 10:00", "2026-11-27 10:00"),
        ("2026-11-27 12:00", "2026-11-27 13:30"),
        ("2026-11-27 18:00", "2026-11-30 09:00"),
    ] {
        assert_eq!(open.next_opening(at(zone, asked)).map(|at| local(zone, at)), Ok(next.into()));
    }
    for (asked, next) in [
        ("2026-11-27", "2026-11-27"),
        ("2026-11-28", "2026-11-30"),
        ("2026-10-01", "2026-10-08"),
        ("2026-10-10", "2026-10-10"),
    ] {
        assert_eq!(book.next_open_day(day(asked)), Ok(day(next)));
    }
}

#[test]
fn a_shop_that_never_opens_gets_an_answer() {
    let never =
        BusinessCalendar { week: Some([const { Vec::new() }; 7]), ..BusinessCalendar::default() };
    let (zone, now) = (Zone::SHANGHAI, at(Zone::SHANGHAI, "2026-11-27 10:00"));
    let open = never.in_zone(zone);
    assert_eq!(open.next_opening(now), Err(OutOfReach));
    assert_eq!(open.add(now, minutes(1)), Err(OutOfReach));
    assert_eq!(never.next_open_day(day("2026-11-27")), Err(OutOfReach));
    assert_eq!(open.between(now, now.plus_days(30)), Ok(Duration::ZERO));
    assert_eq!(open.between(now, now.plus_days(40_000)), Err(OutOfReach));
    assert!(!open.is_open(now));
    let office = office();
    assert_eq!(office.in_zone(zone).add(now, Duration::MAX), Err(OutOfReach));
    assert_eq!(office.in_zone(zone).between(Instant(i64::MIN), Instant(i64::MAX)), Err(OutOfReach));
}

#[track_caller]
fn refused(calendar: BusinessCalendar, field: &str, code: InvalidCode) {
    let error = calendar.checked().expect_err("refused");
    assert_eq!((error.field.as_str(), error.code), (field, code));
}

#[test]
fn what_cannot_be_names_its_place() {
    use InvalidCode::{Impossible, OutOfRange, Required, Taken, TooLong, TooMany};
    let week = |first: &str| BusinessCalendar {
        week: Some([const { Vec::new() }; 7].map(|_: Vec<Span>| hours(first))),
        ..BusinessCalendar::default()
    };
    refused(week(""), "week", Required);
    refused(week("24:00-25:00"), "week.0.0.from", OutOfRange);
    refused(week("9:00-9:00"), "week.0.0.to", OutOfRange);
    refused(week("9:00-34:00"), "week.0.0.to", OutOfRange);
    refused(week("9:00-12:00 11:00-13:00"), "week.0.1.from", Taken);
    refused(
        week("1:00-2:00 3:00-4:00 5:00-6:00 7:00-8:00 9:00-10:00 11:00-12:00 13:00-14:00"),
        "week.0",
        TooMany,
    );
    refused(BusinessCalendar { make_up: Some(8), ..office() }, "makeUp", OutOfRange);
    refused(BusinessCalendar { make_up: Some(7), ..office() }, "makeUp", Impossible);
    let with = |own: Vec<OwnDays>| BusinessCalendar { own, ..office() };
    refused(with(vec![own("2026-12-02", "2026-12-01", "", "")]), "own.0.to", OutOfRange);
    refused(with(vec![own("2026-12-02", "2029-12-01", "", "")]), "own.0.to", OutOfRange);
    refused(
        with(vec![own("2026-12-02", "2026-12-02", "", "9:00-9:00")]),
        "own.0.spans.0.to",
        OutOfRange,
    );
    refused(
        with(vec![own("2026-12-02", "2026-12-02", &"x".repeat(61), "")]),
        "own.0.name",
        TooLong,
    );
    let twice =
        vec![own("2026-12-05", "2026-12-09", "", ""), own("2026-12-01", "2026-12-05", "", "")];
    refused(with(twice), "own.1.from", Taken);
}

#[test]
fn spans_that_touch_become_one() {
    let calendar = BusinessCalendar {
        week: Some(
            [const { Vec::new() }; 7]
                .map(|_: Vec<Span>| hours("13:00-18:00 9:00-12:00 12:00-13:00")),
        ),
        ..BusinessCalendar::default()
    };
    assert_eq!(
        calendar.checked().expect("a calendar").day(day("2026-11-27")).spans,
        hours("9:00-18:00")
    );
}

#[test]
fn the_notices_add_up() {
    for year in known_years() {
        let days = BusinessCalendar::default().official_days_of(year);
        for two in days.windows(2) {
            assert!(two[0].to < two[1].from, "{two:?}");
        }
        // Make-up days are days of the week end; holidays of several days are off in a row.
        for one in days.iter().filter(|days| days.works) {
            assert!(one.from.weekday().number_from_monday() > 5 && one.from == one.to, "{one:?}");
        }
        assert_eq!(
            days.iter().filter(|days| !days.works).count(),
            if year == 2025 { 6 } else { 7 }
        );
    }
    assert_eq!(known_years(), [2024, 2025, 2026]);
}

/// Any calendar: spans of any length past midnight, closures, holidays.
fn any_calendar() -> impl Strategy<Value = BusinessCalendar> {
    let span =
        (0_u16..1_440, 1_u16..=1_440).prop_map(|(from, long)| Span { from, to: from + long });
    let apart = |mut spans: Vec<Span>| {
        spans.sort_unstable();
        let mut kept: Vec<Span> = Vec::new();
        for span in spans {
            if kept.last().is_none_or(|last| last.to <= span.from) {
                kept.push(span);
            }
        }
        kept
    };
    let spans = proptest::collection::vec(span, 0..4).prop_map(apart);
    let week = proptest::option::of(proptest::array::uniform7(spans.clone()));
    let own = proptest::collection::vec((0_i64..40, 0_i64..3, spans), 0..4);
    (week, any::<bool>(), proptest::option::of(1_u8..=7), own).prop_map(
        |(week, public_holidays, make_up, own)| {
            let mut next = day("2026-09-10");
            let own = own.into_iter().map(|(gap, long, spans)| {
                let from = add_days(next, gap);
                let to = add_days(from, long);
                next = add_days(to, 1);
                OwnDays { from, to, name: String::new(), spans }
            });
            let own = own.collect();
            BusinessCalendar { week, public_holidays, make_up, own, ..BusinessCalendar::default() }
        },
    )
}

fn any_zone() -> impl Strategy<Value = Zone> {
    const NAMES: [&str; 4] =
        ["Asia/Shanghai", "Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns"];
    proptest::sample::select(NAMES.to_vec()).prop_map(|name| Zone::parse(name).expect("a zone"))
}

/// September to November 2026, where holidays, make-up days and changes of clocks lie.
fn any_moment() -> impl Strategy<Value = Instant> {
    let from = at(Zone::SHANGHAI, "2026-09-10 00:00").0;
    (0_i64..80 * 24 * 60).prop_map(move |minute| Instant(from + minute * 60_000 + minute % 7))
}

proptest! {
    #[test]
    fn a_due_time_is_open_and_measures_back(
        calendar in any_calendar(), zone in any_zone(), at in any_moment(), add in 0_u64..20_000,
    ) {
        let open = calendar.in_zone(zone);
        let Ok(due) = open.add(at, minutes(add)) else {
            // Only where nothing of the week is open can it fail.
            prop_assert!(calendar.week.is_some_and(|week| week.iter().any(Vec::is_empty)));
            return Ok(());
        };
        prop_assert!(due >= at);
        prop_assert!(open.is_open(due) || open.is_open(Instant(due.0 - 1)), "due in closed time");
        prop_assert_eq!(open.between(at, due), Ok(minutes(add)));
        let path = open.explain(at, minutes(add)).expect("a path");
        let passed: i64 = path.stretches.iter().map(|it| it.until.0 - it.from.0).sum();
        prop_assert_eq!(passed, i64::try_from(add).expect("few") * 60_000);
        prop_assert!(path.stretches.windows(2).all(|two| two[0].until < two[1].from));
        for it in path.stretches.iter().filter(|it| it.from < it.until) {
            prop_assert!(open.is_open(it.from) && open.is_open(Instant(it.until.0 - 1)));
        }
    }

    #[test]
    fn later_is_never_earlier(
        calendar in any_calendar(), zone in any_zone(),
        one in any_moment(), other in any_moment(), add in 0_u64..5_000, more in 0_u64..5_000,
    ) {
        let open = calendar.in_zone(zone);
        let (first, second) = (one.min(other), one.max(other));
        let due = |at, add| open.add(at, minutes(add));
        if let (Ok(early), Ok(late)) = (due(first, add), due(second, add)) {
            prop_assert!(early <= late);
        }
        if let (Ok(short), Ok(long)) = (due(first, add), due(first, add + more)) {
            prop_assert!(short <= long);
            prop_assert_eq!(open.between(short, long), Ok(minutes(more)));
        }
        // What lies between is the sum of its parts, and never more than what passed.
        let middle = Instant((first.0 + second.0) / 2);
        let whole = open.between(first, second).expect("near");
        let parts = open.between(first, middle).expect("near") + open.between(middle, second).expect("near");
        prop_assert_eq!(whole, parts);
        prop_assert!(whole.as_millis() <= u128::from((second.0 - first.0).unsigned_abs()));
    }

    #[test]
    fn the_next_opening_is_the_first(
        calendar in any_calendar(), zone in any_zone(), at in any_moment(),
    ) {
        let open = calendar.in_zone(zone);
        if let Ok(next) = open.next_opening(at) {
            prop_assert!(next >= at && open.is_open(next));
            prop_assert_eq!(open.between(at, next), Ok(Duration::ZERO));
            prop_assert_eq!(next == at, open.is_open(at));
        }
    }

    #[test]
    fn any_of_these_can_be_saved_and_read_again(calendar in any_calendar()) {
        let plain = BusinessCalendar { make_up: None, ..calendar };
        let never = plain.week.as_ref().is_some_and(|week| week.iter().all(Vec::is_empty));
        let saved = plain.checked();
        prop_assert_eq!(saved.is_err(), never);
        if let Ok(saved) = saved {
            let json = serde_json::to_string(&saved).expect("JSON");
            let read: BusinessCalendar = serde_json::from_str(&json).expect("a calendar");
            prop_assert_eq!(read.checked(), Ok(saved));
        }
    }
}
