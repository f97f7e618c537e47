use proptest::prelude::*;

use super::*;

fn file(events: &[&str]) -> String {
    let mut text = String::from("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test\r\n");
    for event in events {
        text += "BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\n";
        text += event;
        text += "\r\nEND:VEVENT\r\n";
    }
    text + "END:VCALENDAR\r\n"
}

#[track_caller]
fn check(events: &[&str], days: &[&str], skipped: &[&str]) {
    let found = read_ics(&file(events)).expect("a calendar");
    let told = found.days.iter().map(|days| {
        let mark = if days.works { "on" } else { "off" };
        format!("{} {}..{} {mark}", days.name, days.from, days.to)
    });
    assert_eq!(told.collect::<Vec<_>>(), days);
    let told = found.skipped.iter().map(|it| format!("{} {:?}", it.name, it.why));
    assert_eq!(told.collect::<Vec<_>>(), skipped);
}

#[test]
fn events_of_one_day_and_of_several() {
    check(
        &[
            "DTSTART;VALUE=DATE:20271001\r\nDTEND;VALUE=DATE:20271008\r\nSUMMARY:国庆节（休）",
            "DTSTART;VALUE=DATE:20270926\r\nSUMMARY:国庆节 补班",
            "DTSTART;VALUE=DATE:20270101\r\nDTEND;VALUE=DATE:20270101\r\nSUMMARY:[休] 元旦",
            "DTSTART;VALUE=DATE:20270501\r\nDURATION:P5D\r\nSUMMARY:Labour\r\n  Day holiday",
        ],
        &[
            "元旦 2027-01-01..2027-01-01 off",
            "Labour Day holiday 2027-05-01..2027-05-05 off",
            "国庆节 2027-09-26..2027-09-26 on",
            "国庆节 2027-10-01..2027-10-07 off",
        ],
        &[],
    );
}

#[test]
fn days_of_a_subscription_become_one_holiday() {
    check(
        &[
            "DTSTART;VALUE=DATE:20270206\r\nSUMMARY:春节 假期 第1天/共3天",
            "DTSTART;VALUE=DATE:20270207\r\nSUMMARY:春节 假期 第2天/共3天",
            "DTSTART;VALUE=DATE:20270208\r\nSUMMARY:春节 假期 第3天/共3天",
            "DTSTART;VALUE=DATE:20270214\r\nSUMMARY:春节 补班 第1天/共1天",
        ],
        &["春节 2027-02-06..2027-02-08 off", "春节 2027-02-14..2027-02-14 on"],
        &[],
    );
}

#[test]
fn marks_of_a_phone() {
    check(
        &[
            "DTSTART;VALUE=DATE:20270101\r\nSUMMARY:元旦\r\nX-APPLE-SPECIAL-DAY:WORK-HOLIDAY",
            "DTSTART;VALUE=DATE:20270103\r\nSUMMARY:元旦\r\nX-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY",
            "DTSTART;VALUE=DATE:20270204\r\nSUMMARY:立春",
        ],
        &["元旦 2027-01-01..2027-01-01 off", "元旦 2027-01-03..2027-01-03 on"],
        &["立春 Unmarked"],
    );
}

#[test]
fn without_any_mark_all_are_holidays() {
    check(
        &["DTSTART;VALUE=DATE:20271224\r\nDTEND;VALUE=DATE:20271227\r\nSUMMARY:Christmas"],
        &["Christmas 2027-12-24..2027-12-26 off"],
        &[],
    );
}

#[test]
fn what_is_not_taken_is_told() {
    check(
        &[
            "DTSTART:20270101T090000\r\nSUMMARY:元旦 休",
            "DTSTART;VALUE=DATE:20270102\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:元旦 休",
            "DTSTART;VALUE=DATE:20270231\r\nSUMMARY:春节 休",
            "SUMMARY:端午节 休",
            "DTSTART;VALUE=DATE:20271001\r\nDTEND;VALUE=DATE:20271004\r\nSUMMARY:国庆节 休",
            "DTSTART;VALUE=DATE:20271003\r\nSUMMARY:中秋节 休",
            "DTSTART;VALUE=DATE:20271003\r\nSUMMARY:国庆节 休",
        ],
        &["国庆节 2027-10-01..2027-10-03 off"],
        &[
            "元旦 NotWholeDays",
            "元旦 Repeats",
            "春节 Unreadable",
            "端午节 Unreadable",
            "中秋节 Overlaps",
        ],
    );
}

#[test]
fn what_is_no_calendar_is_refused() {
    let deep = "BEGIN:VCALENDAR\n".repeat(100_000);
    for (text, code) in [
        ("", InvalidCode::Unreadable),
        ("name,phone\n", InvalidCode::Unreadable),
        ("BEGIN:VCALENDAR\nVERSION:2.0\n", InvalidCode::Unreadable),
        ("BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR", InvalidCode::Required),
        (&deep, InvalidCode::Unreadable),
    ] {
        assert_eq!(read_ics(text), Err(FieldError::new("file", code)));
    }
}

#[test]
fn a_file_goes_before_what_was_imported_earlier() {
    let days = |from: &str, to: &str, works| OfficialDays {
        from: from.parse().expect("a day"),
        to: to.parse().expect("a day"),
        works,
        holiday: None,
        name: "假期".to_owned(),
    };
    let (early, late) = ("2027-05-01", "2027-05-05");
    let before = vec![days(early, late, false), days("2027-01-01", "2027-01-01", false)];
    let calendar = BusinessCalendar { imported: before.clone(), ..BusinessCalendar::default() };
    let file = [
        days("2027-01-01", "2027-01-01", false),
        days("2027-05-05", "2027-05-06", false),
        // The program brings these.
        days("2026-10-01", "2026-10-07", false),
        days("2026-10-10", "2026-10-10", false),
    ];
    let taken = calendar.take_in(&file);
    assert_eq!(taken.known, 2);
    assert_eq!(taken.added, [file[1].clone(), file[3].clone()]);
    assert_eq!(taken.replaced, [before[0].clone()]);
    assert_eq!(taken.days, [file[3].clone(), before[1].clone(), file[1].clone()]);
    let after = BusinessCalendar { imported: taken.days, ..BusinessCalendar::default() };
    assert!(after.checked().is_ok());
}

proptest! {
    #[test]
    fn nothing_that_is_read_breaks_the_calendar(lines in proptest::collection::vec(
        "(BEGIN:VEVENT|END:VEVENT|SUMMARY:[休班a(（第天/共 ]{0,9}|DTSTART(;VALUE=DATE)?:20[0-9]{6}|DTEND:20[0-9]{6}|DURATION:P[0-9]{1,6}[DW]|.{0,12})",
        0..24,
    )) {
        let text = format!("BEGIN:VCALENDAR\n{}\nEND:VCALENDAR", lines.join("\n"));
        if let Ok(found) = read_ics(&text) {
            let calendar = BusinessCalendar { imported: found.days, ..BusinessCalendar::default() };
            prop_assert!(calendar.checked().is_ok());
        }
    }
}
