//! How the file answers what is asked often, for the test that proves that nothing is gone through
//! from end to end.

use crate::StoreError;
use crate::readers::Read;
use crate::{customers, lists};

/// Each such question and its plan: by what the shop defined itself, and by what may tell that two
/// customers are one.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn indexed(read: &impl Read) -> Result<Vec<(String, String)>, StoreError> {
    let own = customers::COUNTED.into_iter().chain(lists::OWN).map(str::to_owned);
    own.chain(customers::indexed())
        .map(|sql| {
            let mut query = read.connection().prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
            // A plan needs no values.
            let mut rows = query.raw_query();
            let mut plan = Vec::new();
            while let Some(row) = rows.next()? {
                plan.push(row.get::<_, String>(3)?);
            }
            drop(rows);
            Ok((sql, plan.join("\n")))
        })
        .collect()
}
