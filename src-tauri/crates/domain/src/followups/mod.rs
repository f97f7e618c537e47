//! Whom to contact, when and why.
//!
//! A [`Rule`] proposes follow-ups from a customer's facts; the proposal carries its reason as
//! data and an *occasion*, a key that makes it unique: planning twice proposes nothing new.

mod plan;
mod rank;
mod rule;

pub use plan::{
    BELATED_DAYS, Facts, HORIZON_DAYS, OWED_AGAIN, Proposal, STAGE_GRACE_DAYS, next_after, plan,
    satisfied_by,
};
pub use rank::{Rank, RankParts};
pub use rule::{Rule, RuleSpec};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::interactions::InteractionKind;
use crate::segments::{Stage, ThreeClass};

/// Why a follow-up is there. The screen and the notification word it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Reason {
    /// A segment is to be contacted every so often.
    Cadence {
        /// The customer's segment when it was planned.
        segment: ThreeClass,
        /// Days between two such contacts.
        every_days: u16,
        /// The contact that counts.
        contact: InteractionKind,
        /// The last one that counted, in the shop's zone; none so far where absent.
        last: Option<NaiveDate>,
    },
    /// A birthday comes.
    Birthday {
        /// The day itself.
        day: NaiveDate,
        /// Age reached, where the year of birth is known.
        age: Option<i32>,
    },
    /// A customer drifted into a later stage.
    StageEntered {
        /// The stage entered.
        stage: Stage,
        /// Their last purchase.
        last_purchase: NaiveDate,
    },
    /// Set by a member of staff.
    ByHand,
}

/// Where a follow-up stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum State {
    /// Waiting, due or overdue.
    Open,
    /// The contact took place.
    Done,
    /// Taken off the list: by hand, or because its occasion passed.
    Cancelled,
}

impl State {
    /// As it lies in the file: 0 open, 1 done, 2 cancelled.
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// Reads [`Self::code`].
    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        [Self::Open, Self::Done, Self::Cancelled].get(usize::from(code)).copied()
    }
}
