//! What the shop gives to those who come back: levels, benefits, points and vouchers.

mod benefit;
mod level;
mod membership;
pub mod points;
pub mod vouchers;

pub use benefit::{Benefit, BenefitFacts, Due, Period, Trigger};
pub use level::{Colour, Entry, MOST_LEVELS, Measure, Program, TierLevel, ask_points};
pub use membership::{Event, History, Membership, Override, Short, Standing, Why};

#[cfg(test)]
mod tests;
