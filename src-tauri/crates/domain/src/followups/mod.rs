//! Whom to contact, when and why.
//!
//! A [`Rule`] finds [`Occasion`]s in a customer's facts; each carries its reason as data and a key
//! that makes it unique: looking twice proposes nothing new. Where several rules mean the same
//! customer at about the same time, their occasions meet in one follow-up ([`diary`]), and what the
//! contact caps forbid is moved or held back.

mod diary;
mod occasion;
mod rank;
mod reason;
mod restraint;
mod rule;
mod trigger;

pub use diary::{
    Booked, Diary, Held, Limits, MEET_DAYS, Placed, Quiet, counts_against_caps, due_at, place,
};
pub use occasion::{
    BELATED_DAYS, Bought, Expiry, Facts, HORIZON_DAYS, LevelFacts, Looking, OWED_AGAIN, Occasion,
    Sessions, median_gap, occasions, owed_again,
};
pub use rank::{Rank, RankParts, Standing, Timing, Weights};
pub use reason::{FestivalName, Reason, satisfied_by};
pub use restraint::{QuietDays, Restraint};
pub use rule::{Assignee, Rule, RuleDays, RuleSpec};
pub use trigger::{FestivalDay, Holding, RuleTrigger};

use serde::{Deserialize, Serialize};

/// Where a follow-up stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum State {
    /// Waiting, due or overdue.
    Open,
    /// The contact took place.
    Done,
    /// Taken off the list by itself: its occasion passed, or holds no longer.
    Cancelled,
    /// Taken off the list by a person, who said why.
    Skipped,
}

impl State {
    /// As it lies in the file: 0 open, 1 done, 2 cancelled, 3 skipped.
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// Reads [`Self::code`].
    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        [Self::Open, Self::Done, Self::Cancelled, Self::Skipped].get(usize::from(code)).copied()
    }
}

/// What came of a contact.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "camelCase")]
pub enum ContactOutcome {
    /// They were reached, and that is all.
    Reached,
    /// They want something: a visit, an offer, an order.
    Interested,
    /// They bought.
    Bought,
    /// They want nothing at present.
    Declined,
    /// They complained.
    Complained,
}

impl ContactOutcome {
    /// Every outcome, in the order screens offer them.
    pub const ALL: [Self; 5] =
        [Self::Reached, Self::Interested, Self::Bought, Self::Declined, Self::Complained];

    /// As it lies in the file: 0 reached … 4 complained.
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
