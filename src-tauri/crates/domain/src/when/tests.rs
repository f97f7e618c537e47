mod phrases;

use proptest::prelude::*;

use super::*;
use crate::calendar::{ALWAYS_OPEN, OwnDays, Span};

/// Open from nine to six with an hour of rest at noon, on Saturday until noon, closed on Sunday and
/// on 8 December 2026.
fn shop() -> BusinessCalendar {
    let day = || vec![Span { from: 540, to: 720 }, Span { from: 780, to: 1_080 }];
    let saturday = vec![Span { from: 540, to: 720 }];
    let closed = "2026-12-08".parse().expect("a day");
    BusinessCalendar {
        week: Some([day(), day(), day(), day(), day(), saturday, vec![]]),
        own: vec![OwnDays { from: closed, to: closed, name: String::new(), spans: vec![] }],
        ..BusinessCalendar::default()
    }
}

/// Open from four in the afternoon until two.
fn bar() -> BusinessCalendar {
    let day = || vec![Span { from: 960, to: 1_560 }];
    BusinessCalendar {
        week: Some([day(), day(), day(), day(), day(), day(), day()]),
        ..BusinessCalendar::default()
    }
}

fn local(zone: Zone, text: &str) -> Instant {
    let (day, time) = text.split_once(' ').expect("a day and a time");
    let time = chrono::NaiveTime::parse_from_str(time, "%H:%M").expect("a time");
    zone.at(day.parse().expect("a day"), time)
}

fn shown(zone: Zone, at: Instant) -> String {
    format!("{} {}", zone.day_of(at), zone.time_of(at).format("%H:%M"))
}

#[track_caller]
fn check_in(zone: &str, calendar: &BusinessCalendar, now: &str, rows: &[(&str, &str)]) {
    let zone = Zone::parse(zone).expect("a zone");
    let now = local(zone, now);
    for (text, expected) in rows {
        let found = read(text, now, zone, calendar);
        let found = found.map_or_else(|error| error.to_string(), |at| shown(zone, at));
        assert_eq!(found, *expected, "{text}");
    }
}

const PAST: &str = "OutOfRange at \"\"";
const NONE: &str = "Impossible at \"\"";

/// Friday evening, the shop is closed.
#[test]
fn what_has_passed_comes_again_or_is_refused() {
    check_in(
        "Asia/Shanghai",
        &shop(),
        "2026-12-04 20:00",
        &[
            ("周五", "2026-12-11 09:00"),
            ("friday 3pm", "2026-12-11 15:00"),
            ("周五晚上9点", "2026-12-04 21:00"),
            ("这周五", PAST),
            ("this friday", PAST),
            ("这周三", PAST),
            ("今天", PAST),
            ("今天3点", PAST),
            ("today 9am", PAST),
            ("今晚7点", PAST),
            ("今晚", PAST),
            ("今早", PAST),
            ("2026-12-03", PAST),
            ("2026-12-04 15:00", PAST),
            ("本月3号", PAST),
            ("今年3月1日", PAST),
            ("今年中秋", PAST),
            ("3号", "2027-01-04 09:00"),
            ("12月3日", "2027-12-03 09:00"),
            // Open again on Saturday morning, then on Monday.
            ("下班前", "2026-12-05 11:30"),
            ("3点", "2026-12-07 15:00"),
            ("10点", "2026-12-05 10:00"),
            ("早上", "2026-12-05 09:00"),
            ("晚上9点", "2026-12-04 21:00"),
            ("0天后", PAST),
            ("0分钟后", PAST),
        ],
    );
}

#[test]
fn ends_of_months_and_leap_days() {
    check_in(
        "Asia/Shanghai",
        &ALWAYS_OPEN,
        "2027-01-31 12:00",
        &[
            ("一个月后", "2027-02-28 10:00"),
            ("月底", "2027-02-28 10:00"),
            ("月底下午", "2027-01-31 14:00"),
            ("31号", "2027-03-31 10:00"),
            ("30号", "2027-03-30 10:00"),
            ("2月29日", "2028-02-29 10:00"),
            ("feb 29", "2028-02-29 10:00"),
            ("2月底", "2027-02-28 10:00"),
            ("2月30日", NONE),
            ("下个月30号", NONE),
            ("2027-02-29", NONE),
            ("农历十三月初一", "Unreadable at \"农历十三月初一\""),
            ("99年后", NONE),
            ("9999天后", NONE),
            ("12月三十", "2027-12-30 10:00"),
            ("农历腊月三十", "2027-02-05 10:00"),
            ("农历闰六月初一", "2027-07-04 10:00"),
        ],
    );
    check_in(
        "Asia/Shanghai",
        &ALWAYS_OPEN,
        "2028-02-28 12:00",
        &[
            ("明天", "2028-02-29 10:00"),
            ("月底", "2028-02-29 10:00"),
            ("一年后", "2029-02-28 10:00"),
        ],
    );
    check_in(
        "Asia/Shanghai",
        &ALWAYS_OPEN,
        "2028-02-29 12:00",
        &[("一年后", "2029-02-28 10:00"), ("2月29日", "2032-02-29 10:00")],
    );
}

#[test]
fn weeks_begin_on_monday() {
    // Sunday: its week is over, the next begins tomorrow.
    check_in(
        "Asia/Shanghai",
        &ALWAYS_OPEN,
        "2026-11-29 12:00",
        &[
            ("周日", "2026-12-06 10:00"),
            ("周日下午", "2026-11-29 14:00"),
            ("周一", "2026-11-30 10:00"),
            ("下周一", "2026-11-30 10:00"),
            ("next monday", "2026-11-30 10:00"),
            ("下周日", "2026-12-06 10:00"),
            ("next sunday", "2026-12-06 10:00"),
            ("这周六", PAST),
            ("下下周一", "2026-12-07 10:00"),
        ],
    );
    check_in(
        "Asia/Shanghai",
        &ALWAYS_OPEN,
        "2026-11-30 09:00",
        &[
            ("周日", "2026-12-06 10:00"),
            ("这周日", "2026-12-06 10:00"),
            ("下周日", "2026-12-13 10:00"),
            ("周一", "2026-11-30 10:00"),
            ("下周一", "2026-12-07 10:00"),
            ("next monday", "2026-12-07 10:00"),
        ],
    );
}

#[test]
fn hours_decide_what_an_hour_means() {
    check_in(
        "Asia/Shanghai",
        &bar(),
        "2026-11-30 10:00",
        &[
            ("明天", "2026-12-01 16:00"),
            ("明天9点", "2026-12-01 21:00"),
            ("9点", "2026-11-30 21:00"),
            ("1点", "2026-12-01 01:00"),
            ("明天上午", "2026-12-01 10:00"),
            ("下班前", "2026-12-01 01:30"),
            ("晚上1点", "2026-12-01 01:00"),
        ],
    );
    check_in(
        "Asia/Shanghai",
        &ALWAYS_OPEN,
        "2026-11-30 10:00",
        &[
            ("3点", "2026-11-30 15:00"),
            ("8点", "2026-11-30 20:00"),
            ("9点", "2026-12-01 09:00"),
            ("7点", "2026-11-30 19:00"),
            ("明天8点", "2026-12-01 08:00"),
            ("下班前", "2026-11-30 17:30"),
            ("明天", "2026-12-01 10:00"),
            ("凌晨3点", "2026-12-01 03:00"),
        ],
    );
    let never = BusinessCalendar {
        week: Some(std::array::from_fn(|_| vec![])),
        ..BusinessCalendar::default()
    };
    check_in(
        "Asia/Shanghai",
        &never,
        "2026-11-30 10:00",
        &[
            ("明天", NONE),
            ("下班前", NONE),
            ("明天3点", "2026-12-01 15:00"),
            ("3点", "2026-11-30 15:00"),
            ("半小时后", "2026-11-30 10:30"),
        ],
    );
    let round = [Span { from: 0, to: 1_440 }];
    let all_day = BusinessCalendar {
        week: Some(std::array::from_fn(|_| round.to_vec())),
        ..BusinessCalendar::default()
    };
    check_in("Asia/Shanghai", &all_day, "2026-11-30 12:00", &[("明天", "2026-12-01 10:00")]);
}

#[test]
fn where_clocks_change() {
    // Forward at two on 29 March, back at three on 25 October.
    check_in(
        "Europe/Berlin",
        &ALWAYS_OPEN,
        "2026-03-28 23:30",
        &[
            ("in 3 hours", "2026-03-29 03:30"),
            ("tomorrow 2:30 am", "2026-03-29 03:00"),
            ("明天凌晨2点半", "2026-03-29 03:00"),
            ("tomorrow", "2026-03-29 10:00"),
            ("明天这个时候", "2026-03-29 23:30"),
        ],
    );
    check_in(
        "Europe/Berlin",
        &ALWAYS_OPEN,
        "2026-10-24 23:30",
        &[
            ("in 4 hours", "2026-10-25 02:30"),
            ("tomorrow 3am", "2026-10-25 03:00"),
            ("in 1 day", "2026-10-25 10:00"),
        ],
    );
}

#[test]
fn what_is_not_understood_is_named() {
    #[track_caller]
    fn check(text: &str, code: InvalidCode, rest: &str) {
        let now = local(Zone::SHANGHAI, "2026-11-30 10:20");
        let error = read(text, now, Zone::SHANGHAI, &ALWAYS_OPEN).expect_err("refused");
        assert_eq!((error.code, error.rest.as_str()), (code, rest), "{text}");
        assert_eq!(FieldError::from(error).field, "when");
    }
    use InvalidCode::{Required, TooLong, Unreadable};
    check("", Required, "");
    check(" \u{3000}", Required, "");
    check(&"明".repeat(101), TooLong, "");
    check("改天", Unreadable, "改天");
    check("明天改天", Unreadable, "改天");
    check("tomorrow maybe", Unreadable, "maybe");
    check("明天后天", Unreadable, "后天");
    check("3天", Unreadable, "3天");
    check("明天半小时后", Unreadable, "明天半小时后");
    check("25点", Unreadable, "25点");
    check("3点75", Unreadable, "75");
    check("下午下午", Unreadable, "下午");
    check("8", Unreadable, "8");
    check("99999999999999999999天后", Unreadable, "99999999999999999999天后");
    check("的", Unreadable, "的");
}

proptest! {
    #[test]
    fn no_text_panics_or_means_the_past(
        text in prop_oneof!["\\PC{0,40}", words()],
        now in 0..4_102_444_800_000_i64,
        hours in 0..3_u8,
        zone in prop::sample::select(vec!["Asia/Shanghai", "Europe/Berlin", "America/Sao_Paulo"]),
    ) {
        let calendar = match hours {
            0 => ALWAYS_OPEN.clone(),
            1 => shop(),
            _ => bar(),
        };
        let now = Instant(now);
        if let Ok(at) = read(&text, now, Zone::parse(zone).expect("a zone"), &calendar) {
            prop_assert!(at > now, "{text}");
        }
    }
}

/// Words that are understood, in any order.
fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "明天",
        "今天",
        "今晚",
        "后天",
        "周五",
        "下周",
        "下周三",
        "这周一",
        "下个月",
        "月底",
        "5号",
        "三十一号",
        "12月3日",
        "2月29日",
        "12/3",
        "2028-02-29",
        "农历",
        "闰",
        "八月十五",
        "腊月三十",
        "春节",
        "中秋",
        "前",
        "后",
        "三天",
        "半",
        "一个半",
        "小时",
        "个月",
        "下午",
        "凌晨",
        "晚上",
        "3点",
        "12点",
        "24点",
        "九点半",
        "0:00",
        "9999",
        "下班前",
        "开门",
        "中午",
        "这个时候",
        "in",
        "next",
        "monday",
        "dec 31",
        "at",
        "noon",
        "midnight",
        "tonight",
        "am",
        "pm",
        "days",
        "before",
        " ",
        "明年",
        "今年",
    ]);
    prop::collection::vec(word, 1..5).prop_map(|words| words.concat())
}
