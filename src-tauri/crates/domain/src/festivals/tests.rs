use tyme4rs::tyme::solar::SolarTerm;

use super::*;

#[track_caller]
fn check(festival: Festival, expected: &str) {
    let day: NaiveDate = expected.parse().expect("a day");
    assert_eq!(festival.on(day.year()), Some(day), "{festival:?}");
}

#[test]
fn the_festivals_of_a_year() {
    for (festival, day) in Festival::ALL.into_iter().zip([
        "2026-01-01",
        "2026-01-26",
        "2026-02-16",
        "2026-02-17",
        "2026-03-03",
        "2026-02-14",
        "2026-03-08",
        "2026-04-05",
        "2026-05-01",
        "2026-05-10",
        "2026-06-01",
        "2026-06-19",
        "2026-06-21",
        "2026-08-19",
        "2026-09-10",
        "2026-09-25",
        "2026-10-01",
        "2026-10-18",
        "2026-12-22",
        "2026-12-25",
    ]) {
        check(festival, day);
    }
}

#[test]
fn names_are_read_back() {
    for festival in Festival::ALL {
        assert_eq!(Festival::parse(festival.as_str()), Some(festival));
        let wire = serde_json::to_value(festival).expect("JSON");
        assert_eq!(wire, festival.as_str());
    }
    assert_eq!(Festival::parse("easter"), None);
}

#[track_caller]
fn check_next(festival: Festival, from: &str, expected: &str) {
    let found = festival.next_on_or_after(from.parse().expect("a day"));
    assert_eq!(found.map(|day| day.to_string()).as_deref(), Some(expected), "{festival:?}");
}

#[test]
fn the_next_one() {
    check_next(SpringFestival, "2026-02-17", "2026-02-17");
    check_next(SpringFestival, "2026-02-18", "2027-02-06");
    check_next(SpringFestivalEve, "2026-02-17", "2027-02-05");
    check_next(NewYear, "2026-01-02", "2027-01-01");
    check_next(MothersDay, "2026-05-11", "2027-05-09");
    // Two in the civil year 2012 are none in 2011 and the other way round.
    check_next(Laba, "2011-01-12", "2012-01-01");
    check_next(Laba, "2012-01-02", "2013-01-19");
    // The Spring Festival of 1966 was early: its 腊八节 lay in December.
    check_next(Laba, "1965-12-01", "1965-12-30");
    check_next(Laba, "1965-12-31", "1967-01-18");
}

#[test]
fn the_ends_of_the_calendar_have_no_festival() {
    for festival in Festival::ALL {
        for year in [i32::MIN, i32::MAX] {
            assert_eq!(festival.on(year), None, "{festival:?}");
        }
        let _ = festival.next_on_or_after(NaiveDate::MAX);
        let _ = festival.next_on_or_after(NaiveDate::MIN);
    }
}

fn civil(day: &tyme4rs::tyme::solar::SolarDay) -> NaiveDate {
    let (year, month, day) = (day.get_year(), day.get_month(), day.get_day());
    let year = i32::try_from(year).expect("a year");
    NaiveDate::from_ymd_opt(year, month as u32, day as u32).expect("a day")
}

#[test]
fn solar_terms_agree_with_an_independent_computation() {
    for year in 1900..=2100_i32 {
        for (festival, name, of) in [(Qingming, "清明", year), (WinterSolstice, "冬至", year + 1)]
        {
            let term = SolarTerm::from_name(of as isize, name);
            let expected = civil(&term.get_julian_day().get_solar_day());
            assert_eq!(festival.on(year), Some(expected), "{name} {year}");
        }
    }
}

/// A day apart, because the new moon fell within minutes of midnight and the independent library
/// goes by calendars that were printed before it was known better. Ours are as the Purple Mountain
/// Observatory has them.
const DIFFERING: [(Festival, i32); 7] = [
    (MidAutumn, 1909),
    (Laba, 1911),
    (DoubleNinth, 1928),
    (MidAutumn, 1942),
    (SpringFestival, 1954),
    (Lantern, 1954),
    (DoubleNinth, 2057),
];

#[test]
fn lunar_festivals_agree_with_an_independent_computation() {
    let mut differing = Vec::new();
    for year in 1900..=2100_i32 {
        for (festival, of, month, day) in [
            (Laba, year - 1, 12, 8),
            (SpringFestival, year, 1, 1),
            (Lantern, year, 1, 15),
            (DragonBoat, year, 5, 5),
            (Qixi, year, 7, 7),
            (MidAutumn, year, 8, 15),
            (DoubleNinth, year, 9, 9),
        ] {
            let lunar = tyme4rs::tyme::lunar::LunarDay::from_ymd(of as isize, month, day);
            if festival.on(year) != Some(civil(&lunar.get_solar_day())) {
                differing.push((festival, year));
            }
        }
    }
    assert_eq!(differing, DIFFERING);
}
