//! What the shop gives to those who come back.

pub mod points;
pub mod vouchers;
