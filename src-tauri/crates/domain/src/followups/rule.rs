//! What a rule says, as the shop set it.

use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

use crate::error::{FieldError, InvalidCode};
use crate::ids::RuleId;
use crate::interactions::InteractionKind;
use crate::segments::{Stage, ThreeClass};

/// One rule that proposes follow-ups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Rule {
    /// Which rule.
    pub id: RuleId,
    /// A rule that is off proposes nothing, and what it proposed goes.
    pub enabled: bool,
    /// When its follow-ups are due: minutes after midnight in the shop's zone, 0 to 1439.
    pub minute: u16,
    /// What it says.
    pub spec: RuleSpec,
}

/// What a rule says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum RuleSpec {
    /// Contact everyone in `segment` every `every_days`, counted from the last `contact`.
    Cadence {
        /// Whom.
        segment: ThreeClass,
        /// How often, 1 to 730 days.
        every_days: u16,
        /// The kind of contact that counts; others do not reset it.
        contact: InteractionKind,
    },
    /// Prepare a birthday this many days ahead, 0 to 60.
    Birthday {
        /// Days before the day itself.
        days_ahead: u8,
    },
    /// Write to a customer who enters `stage`.
    StageEntered {
        /// Silent, forgetting or lost.
        stage: Stage,
    },
}

impl Rule {
    /// Holds every figure to its range.
    ///
    /// # Errors
    /// `minute` over 1439; `everyDays` outside 1–730; `daysAhead` over 60; `stage` active (nobody
    /// is to be won back on the day they buy); `contact` a note (that reaches nobody).
    pub fn checked(self) -> Result<Self, FieldError> {
        let out_of_range = |field| Err(FieldError::new(field, InvalidCode::OutOfRange));
        if self.minute > 1_439 {
            return out_of_range("minute");
        }
        match self.spec {
            RuleSpec::Cadence { every_days, .. } if !(1..=730).contains(&every_days) => {
                out_of_range("everyDays")
            }
            RuleSpec::Cadence { contact, .. } if !contact.is_contact() => out_of_range("contact"),
            RuleSpec::Birthday { days_ahead } if days_ahead > 60 => out_of_range("daysAhead"),
            RuleSpec::StageEntered { stage: Stage::Active } => out_of_range("stage"),
            _ => Ok(self),
        }
    }

    /// The time of day at which its follow-ups are due.
    #[must_use]
    pub fn time(&self) -> NaiveTime {
        NaiveTime::from_num_seconds_from_midnight_opt(u32::from(self.minute) * 60, 0)
            .unwrap_or(NaiveTime::MIN)
    }

    /// The rules a new shop starts with: a deep talk with core customers every 90 days, birthdays
    /// a week ahead, and a word to those who are forgetting the shop; all at 10:00.
    #[must_use]
    pub fn defaults(mut new_id: impl FnMut() -> RuleId) -> Vec<Self> {
        [
            RuleSpec::Cadence {
                segment: ThreeClass::Core,
                every_days: 90,
                contact: InteractionKind::DeepTalk,
            },
            RuleSpec::Birthday { days_ahead: 7 },
            RuleSpec::StageEntered { stage: Stage::Forgetting },
        ]
        .map(|spec| Self { id: new_id(), enabled: true, minute: 600, spec })
        .into()
    }
}
