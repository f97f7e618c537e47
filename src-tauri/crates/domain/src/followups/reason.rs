//! Why a follow-up is there, as data that screens, notifications and the terminal word.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Holding;
use crate::festivals::Festival;
use crate::ids::ComplaintId;
use crate::interactions::InteractionKind;
use crate::segments::Stage;

/// Why a customer is to be contacted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Reason {
    /// They are to be contacted every so often.
    Cadence {
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
    /// Another day comes that they celebrate.
    Anniversary {
        /// What is celebrated.
        label: String,
        /// The day itself.
        day: NaiveDate,
        /// Years since the first time, where that year is known.
        years: Option<i32>,
    },
    /// A festival comes.
    Festival {
        /// Which.
        festival: FestivalName,
        /// The day itself.
        day: NaiveDate,
    },
    /// So many days have passed since a purchase.
    AfterPurchase {
        /// How many.
        days: u16,
        /// The day of the purchase.
        bought: NaiveDate,
        /// What was bought first of all; empty where it was not noted.
        item: String,
    },
    /// So many days have passed since the first purchase.
    Onboarding {
        /// How many.
        days: u16,
        /// The day of the first purchase.
        first: NaiveDate,
    },
    /// A customer drifts into a later stage.
    StageEntered {
        /// The stage.
        stage: Stage,
        /// Their last purchase.
        last_purchase: NaiveDate,
        /// The day on which it is entered; none in follow-ups of before this was noted.
        #[serde(default)]
        entered: Option<NaiveDate>,
    },
    /// A level was reached.
    LevelReached {
        /// Its name.
        level: String,
        /// The day.
        since: NaiveDate,
    },
    /// A level is near.
    LevelNear {
        /// Its name.
        level: String,
        /// What is missing, in fen.
        #[specta(type = specta_typescript::Number)]
        short_fen: i64,
    },
    /// A level will be lost.
    LevelFalling {
        /// The present level's name.
        level: String,
        /// The first day without it.
        day: NaiveDate,
    },
    /// Something they hold runs out.
    Expiring {
        /// What.
        what: Holding,
        /// Its name; empty of points.
        name: String,
        /// Uses or points.
        count: u32,
        /// The last day.
        day: NaiveDate,
    },
    /// An item is used up.
    UsedUp {
        /// The item, as it was bought last.
        item: String,
        /// When it was bought last.
        bought: NaiveDate,
        /// How long it lasts, in days.
        lasts: u16,
        /// Whether that is the customer's own rhythm.
        own: bool,
    },
    /// A contract or service comes to its end.
    Renewal {
        /// What the shop calls the date.
        name: String,
        /// The date.
        day: NaiveDate,
    },
    /// Few uses of a card are left.
    SessionsLeft {
        /// The card's name.
        name: String,
        /// How many.
        left: u32,
    },
    /// A child reaches an age.
    ChildAge {
        /// The word by which the customer's child is noted.
        label: String,
        /// The age, in months.
        months: u16,
        /// The day on which it is reached.
        day: NaiveDate,
    },
    /// A recurrence of the shop's own.
    Recurring {
        /// The name of its rule; may be empty.
        name: String,
        /// The day.
        day: NaiveDate,
    },
    /// A complaint was solved: how did it go?
    Complaint {
        /// Which.
        complaint: ComplaintId,
        /// What people call it.
        number: u32,
        /// The day on which it was solved.
        solved: NaiveDate,
    },
    /// Set by a member of staff.
    ByHand,
}

impl Reason {
    /// The day that the contact is about, where it is about one.
    #[must_use]
    pub const fn day(&self) -> Option<NaiveDate> {
        match self {
            Self::Birthday { day, .. }
            | Self::Anniversary { day, .. }
            | Self::Festival { day, .. }
            | Self::LevelFalling { day, .. }
            | Self::Expiring { day, .. }
            | Self::Renewal { day, .. }
            | Self::ChildAge { day, .. }
            | Self::Recurring { day, .. } => Some(*day),
            _ => None,
        }
    }
}

/// A festival as a reason names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum FestivalName {
    /// One of the built-in list.
    Known {
        /// Which.
        festival: Festival,
    },
    /// The shop's own.
    Own {
        /// Its name.
        name: String,
    },
}

/// How many days before it is due something may be settled by a contact that was logged without
/// it.
const AHEAD_DAYS: i64 = 2;

/// Whether an open follow-up for `reason`, due in so many days, is settled by a contact of kind
/// `contact` that was logged without it: a reminder that ignores a logged talk is a nuisance. A
/// cadence is, however far; a return visit is not by a call on the day of the purchase. What needs
/// words of its own (a birthday, something that runs out) never is.
#[must_use]
pub fn satisfied_by(reason: &Reason, contact: InteractionKind, due_in_days: i64) -> bool {
    match reason {
        Reason::Cadence { contact: counted, .. } => *counted == contact,
        Reason::StageEntered { .. } | Reason::AfterPurchase { .. } | Reason::Onboarding { .. } => {
            contact.is_contact() && due_in_days <= AHEAD_DAYS
        }
        _ => false,
    }
}
