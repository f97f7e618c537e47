//! What the shop gives to those who come back: levels, benefits, points and vouchers.

pub mod entitlements;
pub mod history;
pub mod membership;
pub mod points;
pub mod vouchers;
