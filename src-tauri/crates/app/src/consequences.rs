//! What purchases bring with them, in the same transaction whichever way they came: typed,
//! imported, refunded, merged.

use huike_store::Tx;

use crate::error::AppError;
use crate::tiers;

/// Settles with everyone whose purchases this operation changed so far.
pub(crate) fn settle(tx: &Tx<'_>) -> Result<(), AppError> {
    let buyers = tx.buyers();
    if buyers.is_empty() {
        return Ok(());
    }
    tiers::settle(tx, &buyers, &tx.refunded())
}
