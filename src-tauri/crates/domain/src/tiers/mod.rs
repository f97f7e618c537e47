//! Loyalty: levels of membership, what they bring, points and vouchers.

mod benefit;
mod level;
mod membership;

pub use benefit::{Benefit, BenefitFacts, Due, Period, Trigger};
pub use level::{Colour, Entry, Level, Measure, Program};
pub use membership::{Event, History, Membership, Override, Short, Why};

#[cfg(test)]
mod tests;
