//! Due times worked out by hand, and what holds for all of them.

use chrono::NaiveDate;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::calendar::{BusinessCalendar, OwnDays, Pauses, Span, Stretch};
use crate::ids::TierId;
use crate::time::{Instant, Zone};

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

fn week(days: [&str; 7]) -> BusinessCalendar {
    let week = Some(days.map(hours));
    BusinessCalendar { week, ..BusinessCalendar::default() }.checked().expect("a calendar")
}

/// Monday to Friday with a lunch break; 2026-11-27 is a Friday.
fn office() -> BusinessCalendar {
    let plain = "9:00-12:00 13:30-18:00";
    week([plain, plain, plain, plain, plain, "", ""])
}

/// Every day from ten to ten.
fn shop() -> BusinessCalendar {
    week(["10:00-22:00"; 7])
}

/// Tuesday to Saturday, into the night.
fn bar() -> BusinessCalendar {
    let night = "18:00-26:00";
    week(["", night, night, night, night, "16:00-28:00", ""])
}

/// The office by the official days of China.
fn by_the_book() -> BusinessCalendar {
    BusinessCalendar { public_holidays: true, make_up: Some(1), ..office() }
}

fn always() -> BusinessCalendar {
    BusinessCalendar::default()
}

fn shut(from: &str, to: &str) -> BusinessCalendar {
    let own = OwnDays { from: day(from), to: day(to), name: String::new(), spans: Vec::new() };
    BusinessCalendar { own: vec![own], ..office() }
}

fn at(zone: Zone, text: &str) -> Instant {
    let (date, time) = text.split_once(' ').expect("day and time");
    zone.at(day(date), format!("{time}:00").parse().expect("a time"))
}

fn local(zone: Zone, at: Instant) -> String {
    format!("{} {}", zone.day_of(at), zone.time_of(at).format("%H:%M"))
}

fn pauses(zone: Zone, of: &[(&str, &str)]) -> Pauses {
    Pauses::new(
        of.iter().map(|(from, until)| Stretch { from: at(zone, from), until: at(zone, until) }),
    )
}

/// Targets that differ, so that no clock is taken for another.
fn pace() -> Pace {
    Pace {
        levels: vec![LevelPace { tier: TierId::from_uuid(Uuid::from_u128(7)), percent: 50 }],
        ..Pace::default()
    }
}

fn run(clock: Clock, severity: Severity, started: Instant) -> Run {
    Run { clock, started, severity, ended: None, dropped: false }
}

#[track_caller]
fn due(
    (zone, calendar): (&str, &BusinessCalendar),
    (clock, severity): (Clock, Severity),
    received: &str,
    paused: &[(&str, &str)],
    expected: &str,
) {
    let zone = Zone::parse(zone).expect("a zone");
    let pace = pace();
    let measure = Measure { pace: &pace, calendar, zone, level: None };
    let (run, pauses) = (run(clock, severity, at(zone, received)), pauses(zone, paused));
    let found = measure.deadline(&run, &pauses, None).due.expect("a due time");
    assert_eq!(local(zone, found), expected);
    assert_eq!(measure.explain(&run, &pauses).due, found, "the way to it leads elsewhere");
}

const SHANGHAI: &str = "Asia/Shanghai";
const FIRST: (Clock, Severity) = (Clock::FirstAnswer, Severity::Moderate);
/// Eight hours.
const UPDATE: (Clock, Severity) = (Clock::Update, Severity::Moderate);
/// 24 hours.
const SOLUTION: (Clock, Severity) = (Clock::Solution, Severity::Moderate);
/// 72 hours by the clock.
const AFTER: (Clock, Severity) = (Clock::FollowUp, Severity::Moderate);

#[test]
fn nights_week_ends_and_lunch() {
    let office = office();
    for (received, first, update, solution) in [
        // An office day has 7.5 hours: 3 before lunch, 4.5 after it.
        ("2026-11-23 09:00", "2026-11-23 10:00", "2026-11-24 09:30", "2026-11-26 10:30"),
        ("2026-11-23 08:00", "2026-11-23 10:00", "2026-11-24 09:30", "2026-11-26 10:30"),
        ("2026-11-23 11:00", "2026-11-23 12:00", "2026-11-24 11:30", "2026-11-26 14:00"),
        ("2026-11-23 11:40", "2026-11-23 14:10", "2026-11-24 13:40", "2026-11-26 14:40"),
        ("2026-11-23 12:00", "2026-11-23 14:30", "2026-11-24 14:00", "2026-11-26 15:00"),
        ("2026-11-23 12:59", "2026-11-23 14:30", "2026-11-24 14:00", "2026-11-26 15:00"),
        ("2026-11-23 17:00", "2026-11-23 18:00", "2026-11-24 17:30", "2026-11-27 09:30"),
        // The one that everybody knows: Friday evening.
        ("2026-11-27 17:40", "2026-11-30 09:40", "2026-12-01 09:10", "2026-12-03 10:10"),
        ("2026-11-27 18:00", "2026-11-30 10:00", "2026-12-01 09:30", "2026-12-03 10:30"),
        ("2026-11-28 10:00", "2026-11-30 10:00", "2026-12-01 09:30", "2026-12-03 10:30"),
        ("2026-11-29 23:59", "2026-11-30 10:00", "2026-12-01 09:30", "2026-12-03 10:30"),
    ] {
        due((SHANGHAI, &office), FIRST, received, &[], first);
        due((SHANGHAI, &office), UPDATE, received, &[], update);
        due((SHANGHAI, &office), SOLUTION, received, &[], solution);
    }
}

#[test]
fn past_midnight_and_around_the_clock() {
    for (calendar, received, first, solution) in [
        (bar(), "2026-11-27 23:30", "2026-11-28 00:30", "2026-12-02 19:30"),
        // Friday's night ends at two; on Saturday it opens at four in the afternoon.
        (bar(), "2026-11-28 01:30", "2026-11-28 16:30", "2026-12-02 21:30"),
        (bar(), "2026-11-29 03:30", "2026-12-01 18:30", "2026-12-04 01:30"),
        (bar(), "2026-11-30 12:00", "2026-12-01 19:00", "2026-12-04 02:00"),
        (always(), "2026-11-28 23:30", "2026-11-29 00:30", "2026-11-29 23:30"),
        (shop(), "2026-11-28 21:30", "2026-11-29 10:30", "2026-11-30 21:30"),
    ] {
        due((SHANGHAI, &calendar), FIRST, received, &[], first);
        due((SHANGHAI, &calendar), SOLUTION, received, &[], solution);
    }
}

#[test]
fn holidays_make_up_days_and_closed_days() {
    for (calendar, received, first) in [
        // National Day 2026: closed from Thursday 1 to Wednesday 7 October; Saturday 10 makes up.
        (by_the_book(), "2026-09-30 17:30", "2026-10-08 09:30"),
        (by_the_book(), "2026-10-04 12:00", "2026-10-08 10:00"),
        (by_the_book(), "2026-10-09 17:30", "2026-10-10 09:30"),
        (by_the_book(), "2026-10-10 17:30", "2026-10-12 09:30"),
        // The same days where the shop does not follow them.
        (office(), "2026-09-30 17:30", "2026-10-01 09:30"),
        (office(), "2026-10-09 17:30", "2026-10-12 09:30"),
        // Closed for stocktaking from Tuesday to Thursday.
        (shut("2026-11-24", "2026-11-26"), "2026-11-23 17:45", "2026-11-27 09:45"),
        (shut("2026-11-24", "2026-11-26"), "2026-11-25 10:00", "2026-11-27 10:00"),
    ] {
        due((SHANGHAI, &calendar), FIRST, received, &[], first);
    }
}

#[test]
fn clocks_that_change() {
    let nights = week(["20:00-28:00"; 7]);
    for (zone, calendar, received, first, update) in [
        // Berlin, 29 March 2026: two becomes three, so that night has seven hours.
        ("Europe/Berlin", &nights, "2026-03-29 01:30", "2026-03-29 03:30", "2026-03-30 02:30"),
        // Berlin, 25 October 2026: three becomes two, so that night has nine.
        ("Europe/Berlin", &nights, "2026-10-25 00:30", "2026-10-25 01:30", "2026-10-25 23:30"),
        // By day nothing is lost, though a day has 23 hours.
        ("Europe/Berlin", &shop(), "2026-03-28 21:30", "2026-03-29 10:30", "2026-03-29 17:30"),
        ("America/New_York", &shop(), "2026-03-07 21:30", "2026-03-08 10:30", "2026-03-08 17:30"),
        ("America/New_York", &office(), "2026-10-30 17:30", "2026-11-02 09:30", "2026-11-02 18:00"),
        // Half an hour, in a zone of its own.
        (
            "Australia/Lord_Howe",
            &shop(),
            "2026-10-03 21:30",
            "2026-10-04 10:30",
            "2026-10-04 17:30",
        ),
    ] {
        due((zone, calendar), FIRST, received, &[], first);
        due((zone, calendar), UPDATE, received, &[], update);
    }
}

#[test]
fn waiting_for_the_customer() {
    let office = office();
    for (received, paused, first, solution) in [
        (
            "2026-11-23 09:00",
            vec![("2026-11-23 09:30", "2026-11-23 10:30")],
            "2026-11-23 11:00",
            "2026-11-26 11:30",
        ),
        // Across lunch, 1.5 hours of it closed anyhow.
        (
            "2026-11-23 11:00",
            vec![("2026-11-23 11:30", "2026-11-23 14:00")],
            "2026-11-23 14:30",
            "2026-11-26 15:00",
        ),
        // Over a night: only open hours are lost.
        (
            "2026-11-23 17:00",
            vec![("2026-11-23 17:30", "2026-11-24 10:00")],
            "2026-11-24 10:30",
            "2026-11-27 11:00",
        ),
        // Wholly in closed hours: nothing is.
        (
            "2026-11-23 17:30",
            vec![("2026-11-23 19:00", "2026-11-24 08:00")],
            "2026-11-24 09:30",
            "2026-11-27 10:00",
        ),
        // Three times, given out of order.
        (
            "2026-11-23 09:00",
            vec![
                ("2026-11-24 09:00", "2026-11-24 12:00"),
                ("2026-11-23 10:00", "2026-11-23 11:00"),
                ("2026-11-25 13:30", "2026-11-25 18:00"),
            ],
            "2026-11-23 10:00",
            "2026-11-27 11:30",
        ),
        // Twice, one within the other.
        (
            "2026-11-23 09:00",
            vec![
                ("2026-11-23 09:30", "2026-11-23 11:30"),
                ("2026-11-23 10:00", "2026-11-23 10:30"),
            ],
            "2026-11-23 12:00",
            "2026-11-26 14:00",
        ),
        // Before it came in, and after it was due.
        (
            "2026-11-23 09:00",
            vec![
                ("2026-11-20 09:00", "2026-11-20 18:00"),
                ("2026-12-01 09:00", "2026-12-01 18:00"),
            ],
            "2026-11-23 10:00",
            "2026-11-26 10:30",
        ),
        // Over a week end.
        (
            "2026-11-27 17:00",
            vec![("2026-11-27 17:15", "2026-11-30 09:15")],
            "2026-11-30 10:00",
            "2026-12-03 10:30",
        ),
    ] {
        due((SHANGHAI, &office), FIRST, received, &paused, first);
        due((SHANGHAI, &office), SOLUTION, received, &paused, solution);
    }
}

#[test]
fn the_contact_after_the_solution() {
    for (calendar, solved, expected) in [
        (office(), "2026-11-23 10:00", "2026-11-26 10:00"),
        // 72 hours end in the lunch break, in the night and on a Sunday: the last open moment.
        (office(), "2026-11-23 12:00", "2026-11-26 12:00"),
        (office(), "2026-11-24 12:30", "2026-11-27 12:00"),
        (office(), "2026-11-24 19:00", "2026-11-27 18:00"),
        (office(), "2026-11-26 10:00", "2026-11-27 18:00"),
        (office(), "2026-11-27 17:59", "2026-11-30 17:59"),
        (shop(), "2026-11-27 21:00", "2026-11-30 21:00"),
        (always(), "2026-11-27 03:00", "2026-11-30 03:00"),
        // Nothing is open within them: the next opening.
        (by_the_book(), "2026-09-30 18:00", "2026-10-08 09:00"),
        (shut("2026-11-24", "2026-12-01"), "2026-11-23 18:00", "2026-12-02 09:00"),
    ] {
        due((SHANGHAI, &calendar), AFTER, solved, &[], expected);
    }
}

#[test]
fn severity_and_level() {
    let office = office();
    for (severity, update, solution) in [
        (Severity::Minor, "2026-11-25 10:00", "2026-11-30 11:30"),
        (Severity::Moderate, "2026-11-24 09:30", "2026-11-26 10:30"),
        (Severity::Serious, "2026-11-23 14:30", "2026-11-25 10:00"),
        (Severity::Severe, "2026-11-23 11:00", "2026-11-24 09:30"),
    ] {
        due(
            (SHANGHAI, &office),
            (Clock::FirstAnswer, severity),
            "2026-11-23 09:00",
            &[],
            "2026-11-23 10:00",
        );
        due((SHANGHAI, &office), (Clock::Update, severity), "2026-11-23 09:00", &[], update);
        due((SHANGHAI, &office), (Clock::Solution, severity), "2026-11-23 09:00", &[], solution);
    }
    // Half the time for one level; severe complaints around the clock where the shop says so.
    let zone = Zone::SHANGHAI;
    let pace = Pace { severe_always: true, ..pace() };
    let level = Some(TierId::from_uuid(Uuid::from_u128(7)));
    for (severity, level, expected) in [
        (Severity::Moderate, level, "2026-11-30 09:10"),
        (Severity::Moderate, None, "2026-11-30 09:40"),
        (Severity::Severe, None, "2026-11-27 18:40"),
        (Severity::Severe, level, "2026-11-27 18:10"),
    ] {
        let measure = Measure { pace: &pace, calendar: &office, zone, level };
        let run = run(Clock::FirstAnswer, severity, at(zone, "2026-11-27 17:40"));
        let found = measure.deadline(&run, &Pauses::default(), None).due.expect("a due time");
        assert_eq!(local(zone, found), expected, "{severity:?} {level:?}");
    }
}

#[test]
fn somebody_hears_of_it_in_time() {
    let (zone, office, pace) = (Zone::SHANGHAI, office(), pace());
    let measure = Measure { pace: &pace, calendar: &office, zone, level: None };
    for (clock, started, expected) in [
        (
            Clock::FirstAnswer,
            "2026-11-27 17:40",
            ["2026-11-30 09:10", "2026-11-30 09:28", "2026-11-30 09:40", "2026-11-30 10:10"],
        ),
        (
            Clock::FirstAnswer,
            "2026-11-23 11:40",
            ["2026-11-23 13:40", "2026-11-23 13:58", "2026-11-23 14:10", "2026-11-23 14:40"],
        ),
        // 36, 57.6 and 108 hours after Monday at ten, when next open; due after 72.
        (
            Clock::FollowUp,
            "2026-11-23 10:00",
            ["2026-11-25 09:00", "2026-11-26 09:00", "2026-11-26 10:00", "2026-11-30 09:00"],
        ),
    ] {
        let run = run(clock, Severity::Moderate, at(zone, started));
        let found = measure.marks(&run, &Pauses::default());
        assert_eq!(found.map(|at| local(zone, at)), expected);
    }
}

#[test]
fn time_left_while_it_stands_still() {
    let (zone, office, pace) = (Zone::SHANGHAI, office(), pace());
    let measure = Measure { pace: &pace, calendar: &office, zone, level: None };
    let run = run(Clock::Solution, Severity::Moderate, at(zone, "2026-11-23 09:00"));
    let earlier = pauses(zone, &[("2026-11-23 10:00", "2026-11-23 11:00")]);
    let found = measure.deadline(&run, &earlier, Some(at(zone, "2026-11-23 14:00")));
    // Of 24 hours: 9 to 10, 11 to 12 and 13:30 to 14 are over.
    assert_eq!((found.due, found.left_ms), (None, Some(1_290 * 60_000)));
    let hours = |ms: i64| ms / 60_000;
    let now = at(zone, "2026-11-27 17:40");
    for (due, expected) in
        [("2026-11-30 09:40", 60), ("2026-11-27 17:40", 0), ("2026-11-27 11:30", -280)]
    {
        assert_eq!(hours(measure.left_ms(Severity::Minor, now, at(zone, due))), expected);
    }
    for (now, expected) in [
        ("2026-11-27 11:00", (true, Some("2026-11-27 12:00"))),
        ("2026-11-27 12:00", (false, Some("2026-11-27 13:30"))),
        ("2026-11-27 18:00", (false, Some("2026-11-30 09:00"))),
    ] {
        let (open, until) = measure.changes_at(at(zone, now));
        let until = until.map(|until| local(zone, until));
        assert_eq!((open, until.as_deref()), expected, "{now}");
    }
}

#[test]
fn many_deadlines_are_counted_as_one_by_one() {
    let zone = Zone::SHANGHAI;
    for (calendar, severe_always) in [(office(), true), (bar(), false), (by_the_book(), false)] {
        let pace = Pace { severe_always, ..pace() };
        let measure = Measure { pace: &pace, calendar: &calendar, zone, level: None };
        let now = at(zone, "2026-11-27 15:20");
        let mut countdown = Countdown::new(measure, now);
        let mut random = fastrand::Rng::with_seed(3);
        for _ in 0..200 {
            let due = Instant(now.0 + random.i64(-400 * 86_400_000..20 * 86_400_000));
            let severity = Severity::ALL[random.usize(..4)];
            let expected = measure.left_ms(severity, now, due);
            assert_eq!(countdown.left_ms(severity, due), expected, "{}", local(zone, due));
        }
    }
}

fn calendars() -> impl Strategy<Value = BusinessCalendar> {
    prop::sample::select(vec![office(), shop(), bar(), by_the_book(), always()])
}

fn stretches() -> impl Strategy<Value = Vec<(i64, i64)>> {
    prop::collection::vec((0..20_000_i64, 0..3_000_i64), 0..5)
}

proptest! {
    /// Minutes from 2026-09-20 on, so that National Day and both of Berlin's changes are near.
    #[test]
    fn what_holds_for_every_deadline(
        calendar in calendars(),
        zone in prop::sample::select(vec!["Asia/Shanghai", "Europe/Berlin", "America/New_York"]),
        clock in prop::sample::select(Clock::ALL.to_vec()),
        severity in prop::sample::select(Severity::ALL.to_vec()),
        received in 0..20_000_i64, later in 0..5_000_i64,
        paused in stretches(), more in stretches(),
    ) {
        let zone = Zone::parse(zone).expect("a zone");
        let pace = pace();
        let measure = Measure { pace: &pace, calendar: &calendar, zone, level: None };
        let start = zone.start_of(day("2026-09-20"));
        let minute = |minute: i64| Instant(start.0 + minute * 60_000);
        let span = |(from, long): &(i64, i64)| Stretch { from: minute(*from), until: minute(from + long) };
        let few = Pauses::new(paused.iter().map(span));
        let many = Pauses::new(paused.iter().chain(&more).map(span));
        let due = |received: i64, pauses: &Pauses| {
            measure.deadline(&run(clock, severity, minute(received)), pauses, None).due
        };
        let found = due(received, &few).expect("a due time");
        let open = calendar.in_zone(zone);
        // At a moment of closing the last of open time is over.
        prop_assert!(open.is_open(found) || open.is_open(Instant(found.0 - 1)), "due when closed");
        prop_assert!(due(received, &many) >= Some(found), "a pause made it shorter");
        prop_assert!(due(received + later, &few) >= Some(found), "who came later is due earlier");
        prop_assert!(found > minute(received));
        let marks = measure.marks(&run(clock, severity, minute(received)), &few);
        prop_assert!(marks.is_sorted() || clock == Clock::FollowUp);
    }
}
