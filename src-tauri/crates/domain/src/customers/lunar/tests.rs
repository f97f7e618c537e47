use std::collections::BTreeMap;

use tyme4rs::tyme::lunar::LunarYear;

use super::*;
use crate::customers::{Birthday, Calendar};

#[track_caller]
fn check(civil: &str, year: i32, month: u8, leap: bool, day: u8) {
    let civil: NaiveDate = civil.parse().expect("a day");
    let lunar = LunarDay { year, month, leap, day };
    assert_eq!(lunar_of(civil), lunar);
    assert_eq!(lunar.civil(), Some(civil));
}

/// Days from the published calendars of the Purple Mountain Observatory and the Hong Kong
/// Observatory.
#[test]
fn known_days() {
    check("2026-02-17", 2026, 1, false, 1);
    check("2025-01-29", 2025, 1, false, 1);
    check("2025-07-25", 2025, 6, true, 1);
    check("2023-03-22", 2023, 2, true, 1);
    check("2026-09-25", 2026, 8, false, 15);
    check("2026-06-19", 2026, 5, false, 5);
    check("2033-12-22", 2033, 11, true, 1);
    check("1990-01-27", 1990, 1, false, 1);
}

#[test]
fn days_are_written_as_they_are_read() {
    #[track_caller]
    fn check(civil: &str, written: &str, year_name: &str) {
        let lunar = lunar_of(civil.parse().expect("a day"));
        assert_eq!((lunar.to_string().as_str(), lunar.year_name().as_str()), (written, year_name));
    }
    check("2026-02-17", "二〇二六年正月初一", "丙午");
    check("2026-02-16", "二〇二五年腊月廿九", "乙巳");
    check("2025-07-27", "二〇二五年闰六月初三", "乙巳");
    check("2026-09-25", "二〇二六年八月十五", "丙午");
    check("2026-11-18", "二〇二六年十月初十", "丙午");
    check("2033-12-31", "二〇三三年闰冬月初十", "癸丑");
    check("2027-01-27", "二〇二六年腊月二十", "丙午");
    check("2024-02-09", "二〇二三年腊月三十", "癸卯");
    check("1984-02-02", "一九八四年正月初一", "甲子");
}

#[track_caller]
fn check_celebrated(year: i32, month: u8, leap: bool, day: u8, civil: &str) {
    let found = LunarDay { year, month, leap, day }.celebrated();
    assert_eq!(found.map(|d| d.to_string()).as_deref(), Some(civil));
}

#[test]
fn what_a_year_does_not_have_is_celebrated_near_it() {
    // 2025 has a leap sixth month, 2026 has none.
    check_celebrated(2025, 6, true, 15, "2025-08-08");
    check_celebrated(2026, 6, true, 15, "2026-07-28");
    // The twelfth month of 2025 has 29 days: New Year's Eve is the 29th.
    check_celebrated(2025, 12, false, 30, "2026-02-16");
}

/// Days, from one to another, on which an independent library reads another lunar date: one month
/// each, which begins a day later or earlier, because the new moon fell within minutes of midnight
/// and it goes by calendars that were printed before it was known better. Ours are as the Purple
/// Mountain and the Hong Kong Observatory have them today.
const DIFFERING: [(&str, &str); 12] = [
    ("1906-04-23", "1906-05-22"),
    ("1909-09-14", "1909-10-13"),
    ("1910-12-31", "1911-01-29"),
    ("1916-04-02", "1916-05-01"),
    ("1920-11-10", "1920-12-09"),
    ("1927-10-25", "1927-11-23"),
    ("1928-10-13", "1928-11-11"),
    ("1942-09-10", "1942-10-09"),
    ("1943-11-27", "1943-12-26"),
    ("1954-02-03", "1954-03-04"),
    ("1957-03-01", "1957-03-30"),
    ("2057-09-28", "2057-10-27"),
];

/// Every lunar day as the independent library has it, by its civil one.
fn theirs() -> BTreeMap<NaiveDate, LunarDay> {
    let mut days = BTreeMap::new();
    for year in 1899..=2100_i16 {
        for month in LunarYear::from_year(year.into()).get_months() {
            let first = month.get_first_julian_day().get_solar_day();
            let (y, m, d) = (first.get_year(), first.get_month(), first.get_day());
            let first = NaiveDate::from_ymd_opt(y as i32, m as u32, d as u32).expect("a day");
            let number = u8::try_from(month.get_month()).expect("a month");
            for (day, civil) in (1_u8..).zip(first.iter_days()).take(month.get_day_count()) {
                let leap = month.is_leap();
                let lunar = LunarDay { year: year.into(), month: number, leap, day };
                assert_eq!(days.insert(civil, lunar), None);
            }
        }
    }
    days
}

#[test]
fn every_day_of_two_centuries_is_as_an_independent_library_has_it() {
    let theirs = theirs();
    let day = |text: &str| -> NaiveDate { text.parse().expect("a day") };
    let differs = |civil: NaiveDate| {
        DIFFERING.iter().any(|(from, to)| day(from) <= civil && civil <= day(to))
    };
    let mut count = 0;
    for (&civil, &lunar) in theirs.range(day("1900-01-01")..=day("2100-12-31")) {
        count += 1;
        // There by ours and theirs, back by ours from either.
        assert_eq!(lunar_of(civil).civil(), Some(civil));
        assert_eq!(lunar_of(civil) != lunar, differs(civil), "{civil}");
        assert_eq!(lunar.civil() != Some(civil), differs(civil), "{civil}");
    }
    assert_eq!(count, 73_414);
}

/// Where somebody celebrates in a run of years who was born on a day that most years do not have.
#[track_caller]
fn check_birthday(born: (i16, u8, bool, u8), from: i32, expected: &str) {
    let (year, month, leap, day) = born;
    let birthday = Birthday { year: Some(year), month, day, calendar: Calendar::Lunar, leap };
    assert_eq!(birthday.check(), Ok(()), "{born:?}");
    let days = (from..).map_while(|year| birthday.in_year(year)).map(|day| day.to_string());
    let expected: Vec<&str> = expected.split(' ').collect();
    assert_eq!(days.take(expected.len()).collect::<Vec<_>>(), expected, "{born:?}");
}

/// In a year without their leap month they celebrate in the ordinary one of its number. Days worked
/// out from the table of another library.
#[test]
#[rustfmt::skip]
fn birthdays_in_leap_months() {
    check_birthday((1984, 10, true, 15), 1984, "1984-12-07 1985-11-26 1986-11-16 1987-12-05 1988-11-23");
    check_birthday((1987, 6, true, 3), 2023, "2023-07-20 2024-07-08 2025-07-27 2026-07-16 2027-07-06");
    check_birthday((1987, 6, true, 29), 2023, "2023-08-15 2024-08-03 2025-08-22 2026-08-11 2027-08-01");
    check_birthday((1990, 5, true, 1), 2026, "2026-06-15 2027-06-05 2028-06-23 2029-06-12 2030-06-01");
    check_birthday((1995, 8, true, 15), 2023, "2023-09-29 2024-09-17 2025-10-06 2026-09-25 2027-09-15");
    check_birthday((2001, 4, true, 8), 2018, "2018-05-22 2019-05-12 2020-05-30 2021-05-19 2022-05-08");
    check_birthday((2004, 2, true, 29), 2021, "2021-04-10 2022-03-31 2023-04-19 2024-04-07 2025-03-28");
    check_birthday((2006, 7, true, 1), 2025, "2025-08-23 2026-08-13 2027-08-02 2028-08-20 2029-08-10");
    check_birthday((2012, 4, true, 20), 2019, "2019-05-24 2020-06-11 2021-05-31 2022-05-20 2023-06-07");
    check_birthday((2014, 9, true, 24), 2014, "2014-11-16 2015-11-05 2016-10-24 2017-11-12 2018-11-01");
    check_birthday((2017, 6, true, 30), 2023, "2023-08-15 2024-08-03 2025-08-22 2026-08-12 2027-08-01");
    check_birthday((2020, 4, true, 1), 2026, "2026-05-17 2027-05-06 2028-04-25 2029-05-13 2030-05-02");
    check_birthday((2023, 2, true, 15), 2030, "2030-03-18 2031-03-07 2032-03-26 2033-03-15 2034-04-03");
    check_birthday((2025, 6, true, 1), 2024, "2024-07-06 2025-07-25 2026-07-14 2027-07-04 2028-07-22");
    check_birthday((2033, 11, true, 29), 2032, "2032-12-31 2034-01-19 2035-01-08 2035-12-28 2037-01-14");
    check_birthday((1979, 6, true, 30), 2034, "2034-08-13 2035-08-03 2036-08-21 2037-08-10 2038-07-31");}

/// In a short month they celebrate on its 29th.
#[test]
#[rustfmt::skip]
fn birthdays_on_a_30th() {
    check_birthday((1990, 12, false, 30), 2023, "2024-02-09 2025-01-28 2026-02-16 2027-02-05 2028-01-25");
    check_birthday((1985, 12, false, 30), 2026, "2027-02-05 2028-01-25 2029-02-12 2030-02-02 2031-01-22");
    check_birthday((1996, 7, false, 30), 2024, "2024-09-02 2025-09-21 2026-09-10 2027-08-31 2028-09-18");
    check_birthday((2000, 8, false, 30), 2024, "2024-10-02 2025-10-20 2026-10-09 2027-09-29 2028-10-17");
    check_birthday((1991, 10, false, 30), 2024, "2024-11-30 2025-12-19 2026-12-08 2027-11-27 2028-12-15");
    check_birthday((1989, 4, false, 30), 2024, "2024-06-05 2025-05-26 2026-06-14 2027-06-04 2028-05-23");
    check_birthday((1992, 2, false, 30), 2024, "2024-04-08 2025-03-28 2026-04-16 2027-04-06 2028-03-25");}
