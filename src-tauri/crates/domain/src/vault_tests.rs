use proptest::prelude::*;

use super::*;
use crate::time::{DAY_MS, add_days, days_between};

const HOUR: i64 = 3_600_000;

fn at(text: &str) -> Instant {
    Instant::parse(text, Zone::SHANGHAI).expect("a moment")
}

fn name(at: Instant, seq: i64) -> Name {
    Name { at, seq, cause: BackupCause::Timer }
}

#[test]
fn a_name_says_what_it_is_and_is_read_back() {
    let now = at("2026-11-30T13:20:00.417+08:00");
    for (cause, expected) in [
        (BackupCause::Timer, "2026-11-30T05-20-00-417Z 5123 timer.db"),
        (BackupCause::ByHand, "2026-11-30T05-20-00-417Z 5123 by-hand.db"),
        (BackupCause::BeforeImport, "2026-11-30T05-20-00-417Z 5123 before-import.db"),
        (BackupCause::BeforeRestore, "2026-11-30T05-20-00-417Z 5123 before-restore.db"),
    ] {
        let name = Name { at: now, seq: 5_123, cause };
        assert_eq!(name.file(), expected);
        assert_eq!(Name::parse(expected), Some(name));
    }
    for foreign in [
        "",
        "huike.db",
        "2026-11-30T05-20-00-417Z 5123 timer",
        "2026-11-30T05-20-00-417Z 5123 never.db",
        "2026-11-30T05-20-00-417Z 5123 timer timer.db",
        "2026-11-30T05-20-00-417Z 05123 timer.db",
        "2026-11-30T05-20-00-17Z 5123 timer.db",
        "2026-02-30T05-20-00-417Z 5123 timer.db",
        "2026-11-30T05-20-00-417Z  timer.db",
        "../2026-11-30T05-20-00-417Z 5123 timer.db",
    ] {
        assert_eq!(Name::parse(foreign), None, "{foreign}");
    }
}

#[test]
fn a_backup_is_due_half_an_hour_after_a_change() {
    let last = name(at("2026-11-30T10:00:00+08:00"), 7);
    for (seq, now, due) in [
        (7, "2026-11-30T23:00:00+08:00", false),
        (8, "2026-11-30T10:00:00+08:00", false),
        (8, "2026-11-30T10:29:59.999+08:00", false),
        (8, "2026-11-30T10:30:00+08:00", true),
        // Another backup was put in its place: there are fewer operations than before.
        (3, "2026-11-30T10:30:00+08:00", true),
        // The clock was set back.
        (8, "2026-11-29T10:00:00+08:00", true),
    ] {
        assert_eq!(is_due(Some(last), seq, at(now)), due, "{seq} at {now}");
    }
    assert!(is_due(None, 0, at("2026-11-30T10:00:00+08:00")));
}

/// Makes a backup every so often for so long, and thins them each time.
fn kept(zone: Zone, begun: Instant, every: i64, days: i64) -> Vec<Name> {
    let mut kept: Vec<Name> = Vec::new();
    for n in 0..=days * DAY_MS / every {
        kept.push(name(Instant(begun.0 + n * every), n));
        let gone = superfluous(&kept, zone);
        kept.retain(|name| !gone.contains(name));
        assert!(kept.len() <= MOST_KEPT);
    }
    kept
}

#[test]
fn a_year_of_half_hours_leaves_a_few_of_each_age() {
    let begun = at("2026-01-01T00:10:00+08:00");
    let kept = kept(Zone::SHANGHAI, begun, EVERY_MS, 365);
    let ages: Vec<i64> = kept
        .iter()
        .rev()
        .map(|name| {
            days_between(Zone::SHANGHAI.day_of(name.at), "2027-01-01".parse().expect("a day"))
        })
        .collect();
    // The last six hours, then days, Sundays, and the ends of nine months, this one included.
    let hours = [0].into_iter().chain([1; 11]);
    let older = [12, 19, 26, 32, 33, 40, 47, 54, 61, 62, 93, 123, 154, 185, 215];
    assert_eq!(ages, hours.chain(2..=11).chain(older).collect::<Vec<_>>());
}

proptest! {
    #[test]
    fn thinning_keeps_one_of_each_period_and_is_done_at_once(
        begun in 1_600_000_000_000_i64..1_900_000_000_000,
        gaps in prop::collection::vec(1..40 * 24_i64, 1..120),
    ) {
        let zone = Zone::SHANGHAI;
        let mut now = begun;
        let mut all = Vec::new();
        let mut kept: Vec<Name> = Vec::new();
        for (n, hours) in gaps.iter().enumerate() {
            now += hours * HOUR;
            let new = name(Instant(now), i64::try_from(n).expect("few"));
            all.push(new);
            kept.push(new);
            let gone = superfluous(&kept, zone);
            prop_assert!(!gone.contains(&new), "the newest stays");
            kept.retain(|name| !gone.contains(name));
            prop_assert!(kept.len() <= MOST_KEPT);
            prop_assert_eq!(superfluous(&kept, zone), []);
            // Thinned step by step or all at once, the same are left.
            let gone = superfluous(&all, zone);
            let at_once: Vec<_> = all.iter().filter(|name| !gone.contains(name)).copied().collect();
            prop_assert_eq!(&kept, &at_once);
        }
        let today = zone.day_of(Instant(now));
        for back in 0..3 {
            let day = add_days(today, -back);
            let made = all.iter().any(|name| zone.day_of(name.at) == day);
            prop_assert_eq!(made, kept.iter().any(|name| zone.day_of(name.at) == day));
        }
    }
}
