//! Huike's rules: what a customer is worth, when to contact them and why.
//!
//! Pure by design: no file, no SQL, no clock. Time, zone and data come in as arguments, so that
//! the window, the terminal, the scheduler and the tests get the same answer from the same input.

pub mod calendar;
pub mod complaints;
pub mod customers;
mod decimal;
pub mod error;
pub mod festivals;
pub mod followups;
pub mod ids;
pub mod interactions;
pub mod money;
pub mod notifying;
pub mod phone;
pub mod purchases;
pub mod recurrence;
pub mod scripts;
pub mod segments;
pub mod shop;
pub mod staff;
pub mod text;
pub mod tiers;
pub mod time;
pub mod transfer;
pub mod vault;
pub mod views;
pub mod when;
