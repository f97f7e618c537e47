//! Instants and civil days. Nothing here reads a clock: the moment is always an argument.

use chrono::{DateTime, Days, DurationRound as _, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use serde::{Deserialize, Serialize};

/// A moment, in milliseconds since 1970-01-01 UTC.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(transparent)]
#[specta(transparent)]
pub struct Instant(#[specta(type = specta_typescript::Number)] pub i64);

impl Instant {
    /// Reads RFC 3339 (`2026-11-23T09:00:00+08:00`) or a plain civil date, which means its
    /// last millisecond in `zone`: "due on the 23rd" includes all of the 23rd.
    #[must_use]
    pub fn parse(text: &str, zone: Zone) -> Option<Self> {
        if let Ok(at) = DateTime::parse_from_rfc3339(text) {
            return Some(Self(at.timestamp_millis()));
        }
        let day: NaiveDate = text.parse().ok()?;
        Some(Self(zone.start_of(next_day(day)).0 - 1))
    }

    /// The moment `days` × 24 hours later (earlier where negative).
    #[must_use]
    pub const fn plus_days(self, days: i64) -> Self {
        Self(self.0 + days * DAY_MS)
    }

    /// RFC 3339 in UTC, to the millisecond.
    #[must_use]
    pub fn to_rfc3339(self) -> String {
        DateTime::<Utc>::from_timestamp_millis(self.0).map_or_else(
            || self.0.to_string(),
            |at| at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true),
        )
    }
}

/// Milliseconds of 24 hours.
pub const DAY_MS: i64 = 86_400_000;

/// The shop's IANA time zone. Civil days, opening hours and birthdays are read in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Zone(chrono_tz::Tz);

impl Zone {
    /// `Asia/Shanghai`, where most shops are.
    pub const SHANGHAI: Self = Self(chrono_tz::Asia::Shanghai);

    /// Reads an IANA name such as `Asia/Shanghai`.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok().map(Self)
    }

    /// The IANA name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The civil day on which `at` falls.
    #[must_use]
    pub fn day_of(self, at: Instant) -> NaiveDate {
        self.local(at).date_naive()
    }

    /// The wall-clock time of `at`.
    #[must_use]
    pub fn time_of(self, at: Instant) -> NaiveTime {
        self.local(at).time()
    }

    /// The moment at which `day` begins.
    #[must_use]
    pub fn start_of(self, day: NaiveDate) -> Instant {
        self.at(day, NaiveTime::MIN)
    }

    /// The moment of a wall-clock time. Where the clocks went back the earlier of the two; where
    /// they went forward over it, the first moment that exists after it.
    #[must_use]
    pub fn at(self, day: NaiveDate, time: NaiveTime) -> Instant {
        let mut local = day.and_time(time);
        if let Some(found) = self.0.from_local_datetime(&local).earliest() {
            return Instant(found.timestamp_millis());
        }
        // Clocks go forward to a whole minute, and no zone on record skips more than a day.
        local = local.duration_trunc(TimeDelta::minutes(1)).unwrap_or(local);
        for _ in 0..=24 * 60 {
            local += TimeDelta::minutes(1);
            if let Some(found) = self.0.from_local_datetime(&local).earliest() {
                return Instant(found.timestamp_millis());
            }
        }
        Instant(local.and_utc().timestamp_millis())
    }

    fn local(self, at: Instant) -> DateTime<chrono_tz::Tz> {
        // Zones lie within a day of UTC: so near to either end no wall clock goes.
        let last = DateTime::<Utc>::MAX_UTC.timestamp_millis() - DAY_MS;
        let first = DateTime::<Utc>::MIN_UTC.timestamp_millis() + DAY_MS;
        let utc = DateTime::<Utc>::from_timestamp_millis(at.0.clamp(first, last));
        let utc = utc.unwrap_or(DateTime::UNIX_EPOCH);
        utc.with_timezone(&self.0)
    }
}

/// The day after `day` (the last representable day is its own successor).
#[must_use]
pub fn next_day(day: NaiveDate) -> NaiveDate {
    add_days(day, 1)
}

/// `day` moved by `days`, held inside the calendar's range.
#[must_use]
pub fn add_days(day: NaiveDate, days: i64) -> NaiveDate {
    let moved = if days >= 0 {
        day.checked_add_days(Days::new(days.unsigned_abs()))
    } else {
        day.checked_sub_days(Days::new(days.unsigned_abs()))
    };
    moved.unwrap_or(if days >= 0 { NaiveDate::MAX } else { NaiveDate::MIN })
}

/// Whole days from `from` to `to`; negative where `to` is earlier.
#[must_use]
pub fn days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    (to - from).num_days()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(zone: &str, text: &str, expected: &str) {
        let zone = Zone::parse(zone).expect("a zone");
        assert_eq!(Instant::parse(text, zone).expect("an instant").to_rfc3339(), expected);
    }

    #[test]
    fn reads_instants_and_whole_days() {
        check("Asia/Shanghai", "2026-11-23T09:00:00+08:00", "2026-11-23T01:00:00.000Z");
        check("Asia/Shanghai", "2026-11-23", "2026-11-23T15:59:59.999Z");
        check("UTC", "2026-11-23", "2026-11-23T23:59:59.999Z");
    }

    #[test]
    fn the_ends_of_time_have_a_day() {
        for zone in ["Pacific/Kiritimati", "Pacific/Pago_Pago"] {
            let zone = Zone::parse(zone).expect("a zone");
            assert!(zone.day_of(Instant(i64::MIN)) < zone.day_of(Instant(i64::MAX)));
        }
    }

    #[test]
    fn a_skipped_hour_moves_forward() {
        let zone = Zone::parse("Europe/Berlin").expect("a zone");
        let day = NaiveDate::from_ymd_opt(2026, 3, 29).expect("a day");
        for minute in [0, 10, 30, 59] {
            let at = zone.at(day, NaiveTime::from_hms_opt(2, minute, 0).expect("a time"));
            assert_eq!(at.to_rfc3339(), "2026-03-29T01:00:00.000Z");
        }
    }
}
