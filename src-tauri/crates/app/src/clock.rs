//! The one place that reads a clock and makes ids.

use huike_domain::ids::OperationId;
use huike_domain::time::Instant;
use uuid::{Timestamp, Uuid};

/// The present moment.
#[must_use]
#[allow(clippy::disallowed_methods)] // the one adapter
pub fn now() -> Instant {
    Instant(chrono::Utc::now().timestamp_millis())
}

/// An id for an operation that begins now.
#[must_use]
pub fn new_operation() -> OperationId {
    OperationId::from_uuid(id_at(now()))
}

/// A UUIDv7 of a moment.
pub(crate) fn id_at(at: Instant) -> Uuid {
    let millis = at.0.max(0).unsigned_abs();
    let nanos = u32::try_from(millis % 1_000 * 1_000_000).unwrap_or(0);
    Uuid::new_v7(Timestamp::from_unix(uuid::NoContext, millis / 1_000, nanos))
}

/// An id that tells nothing: for tokens, not for rows.
#[must_use]
pub fn random_id() -> Uuid {
    Uuid::new_v4()
}
