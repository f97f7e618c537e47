//! Loyalty: membership, benefits, points and vouchers.

pub mod entitlements;
pub mod history;
pub mod membership;
