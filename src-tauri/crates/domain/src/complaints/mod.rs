//! Complaints: from the first answer to mended trust.
//!
//! A complaint is its [`Step`]s, which are only ever added; where it stands, what it still lacks and
//! which [`Clock`]s run is folded from them ([`Case`]). Deadlines are counted in open time, so they
//! are the same wherever they are asked for.

mod act;
mod case;
mod cause;
mod clock;
mod remedy;
mod selling;
mod severity;
mod tally;

pub use act::{Act, ActKind, MOST_WORDS, Satisfaction, Step};
pub use case::{Ask, Case, Missing, Refusal, Run};
pub use cause::{Cause, Causes};
pub use clock::{Clock, Countdown, Deadline, LevelPace, Mark, Measure, Pace, Sla, Targets};
pub use remedy::{
    Catalogue, CatalogueEntry, CatalogueRemedy, MOST_REMEDIES, Offer, Remedy, RemedyKind,
};
pub use selling::selling_words;
pub use severity::{Hints, Proposed, Severity, SeverityReason};
pub use tally::{Spread, percent};

use serde::{Deserialize, Serialize};

macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident $key:literal,)* }) => {
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
            specta::Type,
        )]
        $(#[$doc])*
        #[serde(rename_all = "camelCase")]
        pub enum $name {
            $($(#[$vdoc])* $variant,)*
        }

        impl $name {
            /// All of them, in order.
            pub const ALL: [Self; [$($key),*].len()] = [$(Self::$variant),*];

            /// As it goes over the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $key),* }
            }

            /// As it lies in the file: its place, from 0.
            #[must_use]
            pub const fn code(self) -> u8 {
                self as u8
            }

            /// Reads [`Self::code`].
            #[must_use]
            pub fn from_code(code: u8) -> Option<Self> {
                Self::ALL.get(usize::from(code)).copied()
            }

            /// Reads [`Self::as_str`].
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|it| it.as_str() == text)
            }
        }
    };
}
pub(crate) use coded;

coded! {
    /// Where a complaint stands.
    #[serde(rename = "ComplaintState")]
    State {
        /// Nobody has answered yet.
        Received "received",
        /// Closed before, and not solved after all; nobody has answered yet.
        Reopened "reopened",
        /// The customer knows that we know.
        Answered "answered",
        /// We find out what happened.
        Investigating "investigating",
        /// The customer has an offer.
        Proposed "proposed",
        /// They accept it; what was offered is given.
        Agreed "agreed",
        /// What was promised is done.
        Solved "solved",
        /// We asked how it went, and sold nothing.
        FollowedUp "followedUp",
        /// Over.
        Closed "closed",
        /// They take it back, or it was none.
        Withdrawn "withdrawn",
        /// It goes on under another.
        Merged "merged",
    }
}

impl State {
    /// Whether somebody still waits for a solution.
    #[must_use]
    pub const fn is_unsolved(self) -> bool {
        (self as u8) <= Self::Agreed as u8
    }

    /// Whether something is still to be done.
    #[must_use]
    pub const fn is_open(self) -> bool {
        (self as u8) <= Self::FollowedUp as u8
    }

    /// Whether the customer was answered, and no solution stands yet.
    #[must_use]
    pub const fn is_in_hand(self) -> bool {
        matches!(self, Self::Answered | Self::Investigating | Self::Proposed | Self::Agreed)
    }
}

#[cfg(test)]
mod clock_tests;
#[cfg(test)]
mod tests;
