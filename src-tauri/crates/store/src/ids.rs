//! New ids.

use huike_domain::time::Instant;

use crate::StoreError;

/// A UUIDv7 of the operation's moment whose last 62 bits start at a random place with room to
/// count on (RFC 9562, section 6.2, method 2).
pub(crate) fn first_id(at: Instant) -> Result<u128, StoreError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| std::io::Error::other(error.to_string()))?;
    let random = u128::from_be_bytes(bytes);
    let millis = u128::from(at.0.max(0).unsigned_abs()) & ((1 << 48) - 1);
    let rand_a = (random >> 64) & 0xfff;
    let rand_b = random & ((1 << 61) - 1);
    Ok(millis << 80 | 0x7 << 76 | rand_a << 64 | 0b10 << 62 | rand_b)
}
