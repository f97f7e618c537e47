//! Stages of a customer's life, by whole days since the last purchase.

use serde::{Deserialize, Serialize};

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
        if days <= i32::from(self.active) {
            Stage::Active
        } else if days <= i32::from(self.silent) {
            Stage::Silent
        } else if days < i32::from(self.lost) {
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
        let days = StageDays::default();
        for stage in Stage::ALL {
            let first = i32::try_from(days.entered_after(stage)).expect("small");
            assert_eq!(days.stage(first), stage);
        }
    }
}
