use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::calendar::{BusinessCalendar, OwnDays, Span};
use crate::followups::Reason;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// An occasion that asks for a day; it may come so many days earlier or later, and makes sense for
/// so many more.
fn asked(on: &str, early: u16, late: i64, sense: Option<i64>) -> Occasion {
    let on = day(on);
    Occasion {
        key: "one".to_owned(),
        day: on,
        early,
        by: add_days(on, late),
        expires: sense.map(|days| add_days(on, days)),
        reason: Reason::ByHand,
    }
}

fn booked(number: u128, on: &str, from: &str, by: &str) -> Booked {
    Booked {
        id: FollowUpId::from_uuid(uuid::Uuid::from_u128(number)),
        day: day(on),
        from: day(from),
        by: day(by),
        open_to_others: true,
    }
}

/// Open on weekdays, 9 to 18; closed from 1 to 7 October.
fn calendar() -> BusinessCalendar {
    let hours = || vec![Span { from: 540, to: 1_080 }];
    let week = [hours(), hours(), hours(), hours(), hours(), Vec::new(), Vec::new()];
    let own = OwnDays {
        from: day("2026-10-01"),
        to: day("2026-10-07"),
        name: "holiday".to_owned(),
        spans: Vec::new(),
    };
    BusinessCalendar { week: Some(week), own: vec![own], ..BusinessCalendar::default() }
}

const ONE_A_WEEK: &[ContactCap] = &[ContactCap { contacts: 1, days: 7 }];

/// Where an occasion is put on Monday, 23 November 2026.
#[track_caller]
fn check(occasion: &Occasion, diary: &Diary, caps: &[ContactCap], expected: &str) {
    let calendar = calendar();
    let quiet = [Quiet { from: day("2026-12-14"), to: day("2026-12-31") }];
    let limits = Limits {
        caps,
        quiet: &quiet,
        out_of_bounds: None,
        unreachable: false,
        calendar: &calendar,
        on: RuleDays::Open,
    };
    let found = match place(occasion, diary, &limits, day("2026-11-23")) {
        Placed::New { day } => format!("on {day}"),
        Placed::Joins { id, day } => format!("joins {} on {day}", id.uuid().as_u128()),
        Placed::Held(why) => format!("{why:?}"),
    };
    assert_eq!(found, expected);
}

#[test]
fn a_day_of_its_own() {
    let empty = Diary::default();
    check(&asked("2026-11-25", 0, 5, None), &empty, &[], "on 2026-11-25");
    // Late is today; a Saturday's is Monday's, or Friday's where Monday is too late.
    check(&asked("2026-11-01", 0, 5, None), &empty, &[], "on 2026-11-23");
    check(&asked("2026-11-28", 0, 5, None), &empty, &[], "on 2026-11-30");
    check(&asked("2026-11-28", 0, 1, Some(7)), &empty, &[], "on 2026-11-27");
    // A quiet period: before it where there is time, after it where that still makes sense.
    check(&asked("2026-12-15", 0, 1, Some(30)), &empty, &[], "on 2026-12-11");
    check(&asked("2026-12-25", 0, 1, Some(30)), &empty, &[], "on 2027-01-01");
    check(&asked("2026-12-25", 0, 1, Some(2)), &empty, &[], "Quiet");
}

#[test]
fn caps_count_what_was_and_what_is_planned() {
    let spoke = Diary { contacts: vec![day("2026-11-20")], booked: Vec::new() };
    check(&asked("2026-11-23", 0, 7, None), &spoke, ONE_A_WEEK, "on 2026-11-27");
    check(&asked("2026-11-23", 0, 2, Some(2)), &spoke, ONE_A_WEEK, "Cap");
    // One that cannot be joined, in three days: this one waits behind it, not just before it.
    let promised =
        Booked { open_to_others: false, ..booked(1, "2026-11-26", "2026-11-26", "2026-11-26") };
    let planned = Diary { contacts: Vec::new(), booked: vec![promised] };
    check(&asked("2026-11-23", 0, 20, None), &planned, ONE_A_WEEK, "on 2026-12-03");
    check(&asked("2026-11-23", 0, 20, None), &planned, &[], "on 2026-11-23");
    let nobody = [ContactCap { contacts: 0, days: 1 }];
    check(&asked("2026-11-23", 0, 20, None), &Diary::default(), &nobody, "Cap");
}

#[test]
fn several_meet_in_one() {
    let with = |one| Diary { contacts: Vec::new(), booked: vec![one] };
    // The other's day does.
    let cadence = with(booked(1, "2026-11-26", "2026-11-12", "2026-12-10"));
    check(&asked("2026-11-24", 0, 7, None), &cadence, &[], "joins 1 on 2026-11-26");
    // The other can wait for this one's day.
    check(&asked("2026-11-28", 0, 0, Some(7)), &cadence, &[], "on 2026-11-27");
    check(&asked("2026-11-27", 0, 0, Some(7)), &cadence, &[], "joins 1 on 2026-11-27");
    // Too far apart; but where a cap leaves no day of its own, rather so than not at all.
    check(&asked("2026-11-30", 0, 2, Some(2)), &cadence, &[], "on 2026-11-30");
    let monthly = [ContactCap { contacts: 1, days: 30 }];
    check(&asked("2026-12-08", 0, 2, Some(2)), &cadence, &monthly, "joins 1 on 2026-12-08");
    // What is on today's list stays there, and is joined by what may come today.
    let today = with(booked(1, "2026-11-20", "2026-11-20", "2026-12-10"));
    check(&asked("2026-11-23", 0, 7, None), &today, &[], "joins 1 on 2026-11-20");
    check(&asked("2026-11-26", 3, 7, None), &today, &[], "joins 1 on 2026-11-20");
    check(&asked("2026-11-26", 0, 7, None), &today, &[], "on 2026-11-26");
    // Of two, the nearer; of equals, the first.
    let two = Diary {
        contacts: Vec::new(),
        booked: vec![
            booked(2, "2026-11-27", "2026-11-27", "2026-12-10"),
            booked(1, "2026-11-25", "2026-11-25", "2026-12-10"),
        ],
    };
    check(&asked("2026-11-26", 1, 7, None), &two, &[], "joins 1 on 2026-11-25");
}

#[test]
fn who_is_lost_or_refused_is_left_alone() {
    let calendar = calendar();
    let limits = Limits {
        caps: &[],
        quiet: &[],
        out_of_bounds: None,
        unreachable: false,
        calendar: &calendar,
        on: RuleDays::Open,
    };
    let occasion = asked("2026-11-25", 0, 5, None);
    let lost = Limits { out_of_bounds: Some(Held::Lost), ..limits };
    let refused = Limits { unreachable: true, ..limits };
    for (limits, expected) in [(lost, Held::Lost), (refused, Held::Refused)] {
        let found = place(&occasion, &Diary::default(), &limits, day("2026-11-23"));
        assert_eq!(found, Placed::Held(expected));
    }
    let closed = BusinessCalendar { week: Some([const { Vec::new() }; 7]), ..calendar.clone() };
    let never = Limits { calendar: &closed, ..limits };
    let found = place(&occasion, &Diary::default(), &never, day("2026-11-23"));
    assert_eq!(found, Placed::Held(Held::Closed));
}

#[track_caller]
fn check_due(on: &str, minute: u16, hours: Option<(u16, u16)>, days: RuleDays, expected: &str) {
    let hours = hours.map(|(from, until)| ContactHours { from, until });
    let due = due_at(day(on), minute, hours, days, &calendar(), Zone::SHANGHAI);
    let local = format!("{} {}", Zone::SHANGHAI.day_of(due), Zone::SHANGHAI.time_of(due));
    assert_eq!(local, expected);
}

#[test]
fn due_within_opening_hours_and_the_customers_own() {
    check_due("2026-11-23", 600, None, RuleDays::Open, "2026-11-23 10:00:00");
    check_due("2026-11-23", 480, None, RuleDays::Open, "2026-11-23 09:00:00");
    check_due("2026-11-23", 480, None, RuleDays::Any, "2026-11-23 08:00:00");
    check_due("2026-11-23", 1_200, None, RuleDays::Open, "2026-11-23 09:00:00");
    check_due("2026-11-23", 600, Some((840, 1_020)), RuleDays::Open, "2026-11-23 14:00:00");
    check_due("2026-11-28", 600, None, RuleDays::Open, "2026-11-30 09:00:00");
}

prop_compose! {
    fn any_occasion()(start in -30..60_i64, early in 0..15_u16, late in 0..20_i64,
        sense in prop::option::of(0..30_i64)) -> Occasion {
        let on = add_days(day("2026-11-23"), start);
        Occasion {
            key: "one".to_owned(),
            day: on,
            early,
            by: add_days(on, late),
            expires: sense.map(|days| add_days(on, late + days)),
            reason: Reason::ByHand,
        }
    }
}

prop_compose! {
    fn any_booked()(number in 0..1_000_u128, start in -10..40_i64, early in 0..15_i64,
        late in 0..20_i64, open_to_others in any::<bool>()) -> Booked {
        let on = add_days(day("2026-11-23"), start);
        Booked {
            id: FollowUpId::from_uuid(uuid::Uuid::from_u128(number)),
            day: on,
            from: add_days(on, -early),
            by: add_days(on, late),
            open_to_others,
        }
    }
}

proptest! {
    #[test]
    fn whatever_is_placed_keeps_every_promise(
        occasion in any_occasion(),
        booked in prop::collection::vec(any_booked(), 0..4),
        contacts in prop::collection::vec(-40..0_i64, 0..4),
        contacts_cap in 1..4_u8, days_cap in 1..40_u16,
    ) {
        let today = day("2026-11-23");
        let calendar = calendar();
        let caps = [ContactCap { contacts: contacts_cap, days: days_cap }];
        let quiet = [Quiet { from: day("2026-12-01"), to: day("2026-12-05") }];
        let limits = Limits {
            caps: &caps,
            quiet: &quiet,
            out_of_bounds: None,
            unreachable: false,
            calendar: &calendar,
            on: RuleDays::Open,
        };
        let contacts: Vec<_> = contacts.into_iter().map(|back| add_days(today, back)).collect();
        let diary = Diary { booked, contacts };
        let found = place(&occasion, &diary, &limits, today);
        prop_assert_eq!(found, place(&occasion, &diary, &limits, today), "the same again");
        match found {
            Placed::New { day } => {
                prop_assert!(day >= today);
                prop_assert!(occasion.expires.is_none_or(|expires| day <= expires));
                prop_assert!(calendar.opens_on(day));
                prop_assert!(!(quiet[0].from..=quiet[0].to).contains(&day));
                // However one counts, no stretch of days holds more than the cap because of it.
                let mut all = diary.contacts.clone();
                all.extend(diary.booked.iter().map(|one| one.day.max(today)));
                all.push(day);
                for back in 0..i64::from(days_cap) {
                    let first = add_days(day, -back);
                    let last = add_days(first, i64::from(days_cap) - 1);
                    let count = all.iter().filter(|one| (first..=last).contains(*one)).count();
                    prop_assert!(count <= usize::from(contacts_cap));
                }
            }
            Placed::Joins { id, day } => {
                let into = diary.booked.iter().find(|one| one.id == id && one.open_to_others);
                let into = into.expect("it is open to others");
                prop_assert!(day.max(today) <= occasion.by);
                prop_assert!(day == into.day || (day >= into.from && day <= into.by));
                prop_assert!(day.max(today) >= add_days(occasion.day, -i64::from(occasion.early)));
            }
            Placed::Held(_) => {}
        }
    }

    #[test]
    fn a_due_time_lies_in_open_time(start in 0..400_i64, minute in 0..1_440_u16) {
        let calendar = calendar();
        let on = add_days(day("2026-01-01"), start);
        let due = due_at(on, minute, None, RuleDays::Open, &calendar, Zone::SHANGHAI);
        prop_assert!(calendar.in_zone(Zone::SHANGHAI).is_open(due));
    }
}
