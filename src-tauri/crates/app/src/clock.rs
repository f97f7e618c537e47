//! The one place that reads a clock and makes ids.

use huike_domain::time::Instant;
use uuid::Uuid;

/// The present moment.
#[must_use]
#[allow(clippy::disallowed_methods)] // the one adapter
pub fn now() -> Instant {
    Instant(chrono::Utc::now().timestamp_millis())
}

/// An id that tells nothing: for tokens, not for rows.
#[must_use]
pub fn random_id() -> Uuid {
    Uuid::new_v4()
}
