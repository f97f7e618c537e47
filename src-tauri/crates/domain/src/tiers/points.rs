//! Points: what a purchase earns, and a ledger that is only added to.
//!
//! Each entry either gives points, and is a *grant*, or takes from one grant that it names. So
//! what is left of all grants together is the sum of the ledger, whatever happened in between.

mod dues;
mod earning;
mod ledger;
mod validity;

pub use dues::{Bought, Due, Earned, dues};
pub use earning::{
    DayFactor, EarningRule, EarningRules, ItemFactor, PLAIN_PERCENT, Rounding, TierFactor, Worth,
};
pub use ledger::{Entry, Kind, Ledger, OpenGrant, Short};
pub use validity::Validity;

/// The most points that one entry typed by hand may give or take.
pub const MOST_POINTS: i64 = 1_000_000_000;

#[cfg(test)]
#[path = "points/ledger_tests.rs"]
mod tests;
