//! How much there is of everything.

use huike_domain::time::Instant;
use huike_domain::vault::Counts;
use rusqlite::OptionalExtension as _;

use crate::StoreError;
use crate::readers::Read;

/// Counts everything.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn counts(read: &impl Read) -> Result<Counts, StoreError> {
    let count = |sql: &str| read.connection().query_row(sql, [], |row| row.get::<_, u32>(0));
    let last = "SELECT at FROM op WHERE actor <> 'system' AND kind <> 'vault.restore' ORDER BY seq DESC LIMIT 1";
    let last = read.connection().query_row(last, [], |row| row.get(0)).optional()?;
    Ok(Counts {
        customers: count("SELECT count(*) FROM customer")?,
        purchases: count("SELECT count(*) FROM purchase")?,
        interactions: count("SELECT count(*) FROM interaction")?,
        follow_ups: count("SELECT count(*) FROM follow_up WHERE state = 0")?,
        complaints: count("SELECT count(*) FROM complaint")?,
        last: last.map(Instant),
    })
}
