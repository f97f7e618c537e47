use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::transfer::dates::{DayMonth, needs_order, order_evidence};

fn rules(order: Option<DayMonth>) -> DateRules {
    DateRules { order, ..DateRules::of(NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")) }
}

#[track_caller]
fn check(cell: &str, year: Option<i16>, month: u8, day: u8) {
    let expect = Birthday::solar(year, month, day);
    assert_eq!(birthday(cell, &rules(None)), Ok(expect), "{cell:?}");
}

#[track_caller]
fn refused(cell: &str, code: InvalidCode) {
    assert_eq!(birthday(cell, &rules(None)), Err(code), "{cell:?}");
}

#[test]
fn birthdays_in_every_style() {
    for cell in [
        "1992-02-11",
        "1992/2/11",
        "1992.2.11",
        "1992.02.11",
        "1992年2月11日",
        "1992 年 2 月 11 日",
        "1992年2月11号",
        "１９９２年２月１１日",
        "19920211",
        "920211",
        "92-2-11",
        "92年2月11日",
        "1992-02-11 00:00:00",
        "1992/2/11 0:00",
        "33645",
        "33645.0",
        "11-Feb-1992",
        "11 Feb 92",
        "Feb 11, 1992",
        "February 11 1992",
        "一九九二年二月十一日",
        "'1992-02-11",
        "2/11/1992 00:00",
    ] {
        // The last one is only read where the column says the month comes first.
        let order = cell.starts_with("2/").then_some(DayMonth::MonthFirst);
        let expect = Birthday::solar(Some(1992), 2, 11);
        assert_eq!(birthday(cell, &rules(order)), Ok(expect), "{cell:?}");
    }
    check("2001-01-17", Some(2001), 1, 17);
    check("二〇〇一年十二月三十一日", Some(2001), 12, 31);
    check("25/12/1990", Some(1990), 12, 25);
    check("12/25/1990", Some(1990), 12, 25);
    check("5/5/1990", Some(1990), 5, 5);
}

#[test]
fn the_year_may_be_missing() {
    for cell in ["2月11日", "02-11", "2/11", "2.11", "二月十一", "11-Feb", "Feb 11", "2月11"]
    {
        check(cell, None, 2, 11);
    }
    check("2月29日", None, 2, 29);
}

#[test]
fn two_digit_years_are_the_latest_not_yet_to_come() {
    check("260211", Some(2026), 2, 11);
    check("270211", Some(1927), 2, 11);
    check("99年2月11日", Some(1999), 2, 11);
}

#[test]
fn what_is_no_birthday_is_said() {
    refused("", InvalidCode::Required);
    for cell in [
        "待确认",
        "1990",
        "1990-05",
        "1990年5月",
        "1234567",
        "八月",
        "1992-02-11x",
        "-",
        "1992-02-111",
    ] {
        refused(cell, InvalidCode::Unreadable);
    }
    for cell in ["1987/13/05", "1987-02-30", "1987年2月29日", "2月30日", "1992-02-11 25:00"] {
        refused(cell, InvalidCode::Impossible);
    }
    for cell in ["3/4/1990", "05-03-12", "25/12/24", "201112"] {
        refused(cell, InvalidCode::Ambiguous);
    }
    refused("2027-01-01", InvalidCode::OutOfRange);
    refused("1066-01-01", InvalidCode::OutOfRange);
}

#[test]
fn the_column_settles_what_one_cell_cannot() {
    let day = |order| birthday("3/4/1990", &rules(Some(order))).map(|b| (b.month, b.day));
    assert_eq!(day(DayMonth::DayFirst), Ok((4, 3)));
    assert_eq!(day(DayMonth::MonthFirst), Ok((3, 4)));
    // A slip in a column that is the other way round.
    assert_eq!(
        birthday("25/12/1990", &rules(Some(DayMonth::MonthFirst))),
        Err(InvalidCode::Impossible)
    );
    for (cell, evidence) in [
        ("25/12/1990", Some(DayMonth::DayFirst)),
        ("12/25/1990 8:26", Some(DayMonth::MonthFirst)),
        ("12/25/10", Some(DayMonth::MonthFirst)),
        ("3/4/1990", None),
        ("1990/12/25", None),
        ("待确认", None),
        ("", None),
    ] {
        assert_eq!(order_evidence(cell), evidence, "{cell:?}");
    }
    assert!(needs_order("3/4/1990", &rules(None)));
    assert!(!needs_order("1990/3/4", &rules(None)));
}

#[track_caller]
fn check_moment(cell: &str, expect: &str) {
    let read = moment(cell, &rules(None), Zone::SHANGHAI);
    assert_eq!(read.map(Instant::to_rfc3339).as_deref(), Ok(expect), "{cell:?}");
}

#[test]
fn moments_in_the_shops_zone() {
    for cell in [
        "2026-01-14 04:22",
        "2026/01/14 04:22:00",
        "2026/1/14 4:22",
        "2026-01-14T04:22:00",
        "2026-01-14T04:22:00.000+08:00",
        "2026-01-13T20:22:00Z",
        "2026-01-13 20:22 UTC",
        "2026-01-14 04:22:00 +0800",
        "2026年1月14日 4时22分",
        "2026年1月14日 4点22分00秒",
        "2026年1月14日 凌晨4:22",
        "2026-01-14 上午 4:22",
        "1/14/2026 4:22 AM",
        "14-Jan-2026 4:22",
        "20260114042200",
        "202601140422",
        "2026-01-14 周三 04:22",
        "2026-01-14 星期三 04:22",
        "46036.181944",
    ] {
        check_moment(cell, "2026-01-13T20:22:00.000Z");
    }
    check_moment("2026-01-14 下午2:05", "2026-01-14T06:05:00.000Z");
    check_moment("2026-01-14 12:05 AM", "2026-01-13T16:05:00.000Z");
    check_moment("2026年1月14日14点", "2026-01-14T06:00:00.000Z");
    check_moment("2026-01-14", "2026-01-13T16:00:00.000Z");
    check_moment("1997-01-01", "1996-12-31T16:00:00.000Z");
    // Shanghai kept summer time in 1988.
    check_moment("1988-07-01 12:00", "1988-07-01T03:00:00.000Z");
}

#[test]
fn moments_refused() {
    for (cell, code) in [
        ("", InvalidCode::Required),
        ("昨天", InvalidCode::Unreadable),
        ("1月14日", InvalidCode::Unreadable),
        ("2026-01-14 4", InvalidCode::Unreadable),
        ("2026-01-14 04:22:00 +99:00", InvalidCode::Impossible),
        ("2026-01-14 24:22", InvalidCode::Impossible),
        ("2026-02-30", InvalidCode::Impossible),
        ("0026-02-03", InvalidCode::OutOfRange),
        ("3/4/2026 10:00", InvalidCode::Ambiguous),
    ] {
        assert_eq!(moment(cell, &rules(None), Zone::SHANGHAI), Err(code), "{cell:?}");
    }
}

#[test]
fn tags_are_parted() {
    let read: Vec<_> = tags("老客、 企业采购,,#国风；a|b｜c\n低糖").collect();
    assert_eq!(read, ["老客", "企业采购", "国风", "a", "b", "c", "低糖"]);
    assert_eq!(tags(" ").count(), 0);
}

#[test]
fn garbled_text_is_refused() {
    assert_eq!(readable("王欣\n\t"), Ok(()));
    assert_eq!(readable("王\u{fffd}"), Err(InvalidCode::Garbled));
    assert_eq!(readable("a\u{1}"), Err(InvalidCode::Garbled));
}

proptest! {
    #[test]
    fn never_panics(cell in "\\PC{0,24}") {
        let _ = birthday(&cell, &rules(None));
        let _ = moment(&cell, &rules(Some(DayMonth::DayFirst)), Zone::SHANGHAI);
        let _ = (order_evidence(&cell), tags(&cell).count());
    }

    #[test]
    fn date_like_text_never_panics(cell in "[0-9年月日点分 :./T+Z上下午一二十JanFeb-]{0,24}") {
        let _ = birthday(&cell, &rules(None));
        let _ = moment(&cell, &rules(Some(DayMonth::MonthFirst)), Zone::SHANGHAI);
        let _ = order_evidence(&cell);
    }

    #[test]
    fn every_day_is_read_in_every_style(days in 0_i64..45_000) {
        let date = NaiveDate::from_ymd_opt(1900, 3, 1).expect("a day") + TimeDelta::days(days);
        let (y, m, d) = (date.year(), date.month(), date.day());
        for cell in [
            date.to_string(),
            format!("{y}/{m}/{d}"),
            format!("{y}.{m}.{d}"),
            format!("{y}年{m}月{d}日"),
            format!("{y}{m:02}{d:02}"),
        ] {
            let read = birthday(&cell, &rules(None));
            let read = read.map(|b| (b.year.map(i32::from), u32::from(b.month), u32::from(b.day)));
            prop_assert_eq!(read, Ok((Some(y), m, d)), "{}", cell);
        }
        let serial = days + 61;
        if serial >= 10_000 {
            let read = moment(&serial.to_string(), &rules(None), Zone::SHANGHAI);
            prop_assert_eq!(read.map(|at| Zone::SHANGHAI.day_of(at)), Ok(date));
        }
    }

    #[test]
    fn every_moment_is_read_back(ms in 0_i64..4_000_000_000_000) {
        let at = Instant(ms - ms % 1_000);
        let zone = Zone::SHANGHAI;
        let local = zone.day_of(at).and_time(zone.time_of(at));
        let read = moment(&local.format("%Y-%m-%d %H:%M:%S").to_string(), &rules(None), zone);
        // The hour that happens twice is read as the earlier one.
        prop_assert!(read == Ok(at) || read == Ok(Instant(at.0 - 3_600_000)), "{local}");
        prop_assert_eq!(moment(&at.to_rfc3339(), &rules(None), zone), Ok(at));
    }
}
