//! When the desktop may speak up about what is due, and how much it says.

use serde::{Deserialize, Serialize};

use crate::calendar::BusinessCalendar;
use crate::error::{FieldError, InvalidCode};
use crate::time::{Instant, Zone};

/// From one time of the day to another, in minutes after midnight; may pass midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Quiet {
    /// When it begins.
    pub from: u16,
    /// When it is over.
    pub until: u16,
}

/// How due follow-ups are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Notifying {
    /// Whether they are told at all.
    pub on: bool,
    /// Hours in which nothing is told; none: all of the day.
    pub quiet: Option<Quiet>,
    /// Whether nothing is told while the shop is closed.
    pub opening_hours_only: bool,
    /// Whether a notification may sound.
    pub sound: bool,
    /// Whether it names the customer and why; without, nobody who sees a locked or shared screen
    /// learns anything of them.
    pub names: bool,
    /// So many at once are told in one, 2 to 20.
    pub group_from: u8,
}

const MINUTES: u16 = 1_440;

impl Default for Notifying {
    fn default() -> Self {
        Self {
            on: true,
            quiet: Some(Quiet { from: 21 * 60, until: 8 * 60 }),
            opening_hours_only: false,
            sound: true,
            names: false,
            group_from: 3,
        }
    }
}

impl Quiet {
    fn holds_at(self, minute: u16) -> bool {
        if self.from < self.until {
            (self.from..self.until).contains(&minute)
        } else {
            minute >= self.from || minute < self.until
        }
    }
}

impl Notifying {
    /// Holds every figure to its range.
    ///
    /// # Errors
    /// `quiet.from` and `quiet.until` that are no times of a day, or the same; `groupFrom` outside
    /// 2–20.
    pub fn checked(self) -> Result<Self, FieldError> {
        if let Some(quiet) = self.quiet {
            for (field, minute) in [("quiet.from", quiet.from), ("quiet.until", quiet.until)] {
                if minute >= MINUTES {
                    return Err(FieldError::new(field, InvalidCode::OutOfRange));
                }
            }
            if quiet.from == quiet.until {
                return Err(FieldError::new("quiet.until", InvalidCode::Impossible));
            }
        }
        if !(2..=20).contains(&self.group_from) {
            return Err(FieldError::new("groupFrom", InvalidCode::OutOfRange));
        }
        Ok(self)
    }

    /// Whether something may be told at this moment. A shop that never opens by its calendar counts
    /// as open: otherwise it would never hear of anything.
    #[must_use]
    pub fn may_tell(&self, at: Instant, zone: Zone, calendar: &BusinessCalendar) -> bool {
        use chrono::Timelike as _;
        let time = zone.time_of(at);
        let minute = u16::try_from(time.hour() * 60 + time.minute()).unwrap_or_default();
        if self.quiet.is_some_and(|quiet| quiet.holds_at(minute)) {
            return false;
        }
        let open = calendar.in_zone(zone);
        !self.opening_hours_only || open.is_open(at) || open.next_opening(at).is_err()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Span;

    #[track_caller]
    fn check(notifying: Notifying, calendar: &BusinessCalendar, times: &[(&str, bool)]) {
        for (time, expected) in times {
            let at = Instant::parse(&format!("2026-11-23T{time}+08:00"), Zone::SHANGHAI);
            let may = notifying.may_tell(at.expect("a moment"), Zone::SHANGHAI, calendar);
            assert_eq!(may, *expected, "{time}");
        }
    }

    fn open_on_mondays(span: Option<Span>) -> BusinessCalendar {
        let mut week: [Vec<Span>; 7] = Default::default();
        week[0].extend(span);
        BusinessCalendar { week: Some(week), ..BusinessCalendar::default() }
    }

    #[test]
    fn quiet_hours_may_pass_midnight() {
        let night = Notifying::default();
        let always = BusinessCalendar::default();
        check(
            night,
            &always,
            &[
                ("07:59:59", false),
                ("08:00:00", true),
                ("20:59:59", true),
                ("21:00:00", false),
                ("00:00:00", false),
            ],
        );
        let noon = Notifying { quiet: Some(Quiet { from: 720, until: 780 }), ..night };
        check(noon, &always, &[("11:59:59", true), ("12:30:00", false), ("13:00:00", true)]);
        check(Notifying { quiet: None, ..night }, &always, &[("03:00:00", true)]);
    }

    #[test]
    fn only_in_opening_hours() {
        let only = Notifying { opening_hours_only: true, ..Notifying::default() };
        let nine_to_five = open_on_mondays(Some(Span { from: 540, to: 1_020 }));
        check(only, &nine_to_five, &[("08:30:00", false), ("09:00:00", true), ("17:00:00", false)]);
        // A calendar that never opens would silence the shop for good.
        check(only, &open_on_mondays(None), &[("09:00:00", true), ("22:00:00", false)]);
    }

    #[test]
    fn what_cannot_hold_is_refused() {
        let with =
            |from, until| Notifying { quiet: Some(Quiet { from, until }), ..Default::default() };
        for (wrong, field) in [
            (with(1_440, 0), "quiet.from"),
            (with(0, 1_440), "quiet.until"),
            (with(60, 60), "quiet.until"),
            (Notifying { group_from: 1, ..Default::default() }, "groupFrom"),
        ] {
            assert_eq!(wrong.checked().expect_err("refused").field, field);
        }
        assert!(with(0, 1_439).checked().is_ok());
    }
}
