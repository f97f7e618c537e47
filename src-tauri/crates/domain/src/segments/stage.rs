//! Stages of a customer's life, by whole days since the last purchase: the same for everyone, or
//! scaled to each customer's own rhythm.

use serde::{Deserialize, Serialize};

use super::Activity;
use crate::error::{FieldError, InvalidCode};

/// How long a customer has been away.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Bought within the first limit (30 days by default).
    Active,
    /// Quiet for a while (to 90 days).
    Silent,
    /// About to forget the shop (under 180 days).
    Forgetting,
    /// Away for 180 days or longer.
    Lost,
}

impl Stage {
    /// Every stage, nearest first.
    pub const ALL: [Self; 4] = [Self::Active, Self::Silent, Self::Forgetting, Self::Lost];

    /// As it is named on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Silent => "silent",
            Self::Forgetting => "forgetting",
            Self::Lost => "lost",
        }
    }

    /// As it lies in the file: 0 active … 3 lost.
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// Reads [`Self::code`].
    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.get(usize::from(code)).copied()
    }
}

/// The limits between stages, in whole days since the last purchase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct StageDays {
    /// The last day of *active* (30).
    pub active: u16,
    /// The last day of *silent* (90).
    pub silent: u16,
    /// The first day of *lost* (180); between lies *forgetting*.
    pub lost: u16,
}

impl Default for StageDays {
    fn default() -> Self {
        Self { active: 30, silent: 90, lost: 180 }
    }
}

impl StageDays {
    /// Limits must rise: active < silent < lost − 1, so that no stage is empty.
    ///
    /// # Errors
    /// Names the limit that does not.
    pub fn checked(self) -> Result<Self, FieldError> {
        if self.active < 1 {
            return Err(FieldError::new("active", InvalidCode::OutOfRange));
        }
        if self.silent <= self.active {
            return Err(FieldError::new("silent", InvalidCode::OutOfRange));
        }
        if self.lost <= self.silent + 1 || self.lost > 3_660 {
            return Err(FieldError::new("lost", InvalidCode::OutOfRange));
        }
        Ok(self)
    }

    /// The stage after `days` whole days without a purchase.
    #[must_use]
    pub fn stage(&self, days: i32) -> Stage {
        StageLimits::from(*self).stage(days)
    }
}

/// What tells a stage.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "camelCase")]
pub enum StageBy {
    /// The shop's days, for everyone.
    #[default]
    Days,
    /// Each customer's own rhythm where they have one, the shop's days otherwise.
    Rhythm,
}

/// How stages are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageRule {
    /// The shop's limits.
    pub days: StageDays,
    /// Whether they are scaled.
    pub by: StageBy,
}

impl From<StageDays> for StageRule {
    fn from(days: StageDays) -> Self {
        Self { days, by: StageBy::Days }
    }
}

impl StageRule {
    /// The limits for a customer of this rhythm.
    ///
    /// An own rhythm of g days takes the place of the shop's *active* limit, and the other limits
    /// stand to it as the shop's do (by default 30 : 90 : 180, so active to g, silent to 3 g, lost
    /// from 6 g), in whole days rounded down, with at least one day in each stage.
    #[must_use]
    pub fn limits(&self, rhythm_days: Option<u32>) -> StageLimits {
        let limits = StageLimits::from(self.days);
        match (self.by, rhythm_days) {
            (StageBy::Days, _) | (StageBy::Rhythm, None) => limits,
            (StageBy::Rhythm, Some(gap)) => {
                let scaled = |limit: u32| {
                    let days = u64::from(limit) * u64::from(gap) / u64::from(limits.active.max(1));
                    u32::try_from(days).unwrap_or(u32::MAX - 2)
                };
                let silent = scaled(limits.silent).max(gap.saturating_add(1));
                let lost = scaled(limits.lost).max(silent.saturating_add(2));
                StageLimits { active: gap, silent, lost, rhythm_days }
            }
        }
    }

    /// The stage of one customer.
    #[must_use]
    pub fn stage(&self, activity: &Activity) -> Stage {
        self.limits(activity.rhythm_days).stage(activity.recency_days)
    }
}

/// The limits that one customer is held to, in whole days since the last purchase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct StageLimits {
    /// The last day of *active*.
    pub active: u32,
    /// The last day of *silent*.
    pub silent: u32,
    /// The first day of *lost*.
    pub lost: u32,
    /// The own rhythm that they come from; none where they are the shop's.
    pub rhythm_days: Option<u32>,
}

impl From<StageDays> for StageLimits {
    fn from(days: StageDays) -> Self {
        let StageDays { active, silent, lost } = days;
        Self { active: active.into(), silent: silent.into(), lost: lost.into(), rhythm_days: None }
    }
}

impl StageLimits {
    /// The stage after `days` whole days without a purchase.
    #[must_use]
    pub fn stage(&self, days: i32) -> Stage {
        // Nobody buys in the future of the stated date.
        let days = u32::try_from(days).unwrap_or(0);
        if days <= self.active {
            Stage::Active
        } else if days <= self.silent {
            Stage::Silent
        } else if days < self.lost {
            Stage::Forgetting
        } else {
            Stage::Lost
        }
    }

    /// The first day count of `stage`: a customer enters it this many days after a purchase.
    #[must_use]
    pub fn entered_after(&self, stage: Stage) -> i64 {
        match stage {
            Stage::Active => 0,
            Stage::Silent => i64::from(self.active) + 1,
            Stage::Forgetting => i64::from(self.silent) + 1,
            Stage::Lost => i64::from(self.lost),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(days: i32, expected: Stage) {
        assert_eq!(StageDays::default().stage(days), expected);
    }

    #[test]
    fn limits_are_where_the_shop_put_them() {
        check(0, Stage::Active);
        check(30, Stage::Active);
        check(31, Stage::Silent);
        check(90, Stage::Silent);
        check(91, Stage::Forgetting);
        check(179, Stage::Forgetting);
        check(180, Stage::Lost);
        check(9_999, Stage::Lost);
    }

    #[test]
    fn a_stage_is_entered_on_its_first_day() {
        for rhythm in [None, Some(7), Some(45), Some(400)] {
            let rule = StageRule { by: StageBy::Rhythm, ..StageRule::default() };
            let limits = rule.limits(rhythm);
            for stage in Stage::ALL {
                let first = i32::try_from(limits.entered_after(stage)).expect("small");
                assert_eq!(limits.stage(first), stage);
                assert!(first == 0 || limits.stage(first - 1) < stage);
            }
        }
    }

    #[track_caller]
    fn check_limits(days: (u16, u16, u16), rhythm: Option<u32>, expected: (u32, u32, u32)) {
        let days = StageDays { active: days.0, silent: days.1, lost: days.2 };
        let rule = StageRule { days: days.checked().expect("limits"), by: StageBy::Rhythm };
        let found = rule.limits(rhythm);
        assert_eq!((found.active, found.silent, found.lost), expected);
        assert_eq!(found.rhythm_days, rhythm);
        assert_eq!(StageRule::from(days).limits(rhythm), days.into());
    }

    #[test]
    fn an_own_rhythm_scales_the_limits() {
        check_limits((30, 90, 180), None, (30, 90, 180));
        check_limits((30, 90, 180), Some(30), (30, 90, 180));
        check_limits((30, 90, 180), Some(7), (7, 21, 42));
        check_limits((30, 90, 180), Some(100), (100, 300, 600));
        check_limits((30, 45, 100), Some(11), (11, 16, 36));
        // No stage is empty, however close the limits are.
        check_limits((30, 31, 33), Some(7), (7, 8, 10));
    }
}
