//! Use cases: a rule over the store, in one transaction.
//!
//! The window, the loopback host, the terminal and the scheduler call these functions and none of
//! them decides anything itself. What a function answers is what goes over the wire: the view
//! types here are the only ones.

pub mod attachments;
pub mod calendar;
pub mod clock;
pub mod complaints;
pub mod customers;
pub mod dossier;
pub mod error;
pub mod events;
pub mod folder;
pub mod followups;
pub mod gate;
pub mod interactions;
pub mod notifying;
pub mod operations;
pub mod points;
pub mod purchases;
pub mod scheduler;
pub mod scripts;
pub mod segments;
pub mod shop;
pub mod staff;
pub mod tiers;
pub mod transfer;
pub mod vault;
pub mod views;
pub mod vouchers;
pub mod words;

mod app;
mod consequences;
mod desk;
mod sample;

pub use app::{App, Clock};
pub use error::AppError;
