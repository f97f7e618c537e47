//! What follows from a change, whichever way it came: typed, imported, merged, taken back.
//!
//! It is worked out anew for the customers whom an operation touched, in the operation's own
//! transaction, and not step by step from what was done: so it comes out the same in any order,
//! and working it out twice changes nothing.

use huike_domain::ids::OperationId;
use huike_store::Tx;

use crate::error::AppError;

/// Brings about what follows for everyone whom the operation touched so far, and for the one it is
/// about. Called once, when its work is done and before it is committed.
pub(crate) fn settle(tx: &Tx<'_>) -> Result<(), AppError> {
    let mut customers = tx.owing();
    if !customers.is_empty() {
        crate::points::settle(tx, &customers)?;
        crate::tiers::settle(tx, &customers, &tx.refunded())?;
    }
    customers.extend(tx.subject());
    if let Some(subject) = tx.subject() {
        crate::complaints::settle(tx, &[subject].into())?;
    }
    crate::followups::review(tx, &customers)
}

/// What follows where the shop's hours changed: what is promised in open time is due at another
/// time.
pub(crate) fn hours_changed(tx: &Tx<'_>) -> Result<(), AppError> {
    crate::complaints::refresh(tx)
}

/// The same where an operation was taken back, which was of this kind.
pub(crate) fn settle_undone(tx: &Tx<'_>, kind: &str, op: OperationId) -> Result<(), AppError> {
    crate::complaints::settle_undone(tx, &huike_store::ops::complaints_in(tx, op)?)?;
    if [crate::calendar::SAVE, crate::complaints::SAVE_PACE].contains(&kind) {
        // Complaints that came in meanwhile are due by what was taken back.
        hours_changed(tx)?;
    }
    if kind == crate::points::SAVE_RULE {
        return crate::points::settle_everyone(tx);
    }
    let mut customers = tx.owing();
    crate::points::settle(tx, &customers)?;
    // What was bought may have been taken back by this.
    crate::tiers::settle(tx, &customers, &customers)?;
    customers.extend(tx.subject());
    crate::followups::review(tx, &customers)
}
