//! Complaints that were led before: told with each step at the time at which it was taken.

use huike_domain::complaints::{Act, Step};
use huike_domain::ids::{CustomerId, StepId};
use huike_domain::time::Instant;
use huike_store::Tx;
use huike_store::complaints as rows;

use super::{IntakeDraft, intake};
use crate::error::AppError;

/// A step that was taken before.
pub(crate) struct Told {
    pub(crate) at: Instant,
    pub(crate) act: Act,
    pub(crate) words: String,
}

/// Enters a complaint with everything that was done about it, all of it by whom the draft names.
/// What was given then is noted and not given again, and nobody is notified of what was due by now.
pub(crate) fn relate(
    tx: &Tx<'_>,
    customer: CustomerId,
    draft: &IntakeDraft,
    steps: Vec<Told>,
) -> Result<(), AppError> {
    let received = draft.received.unwrap_or(tx.at());
    let mut taking = intake::begin(tx, customer, draft, received)?;
    for Told { at, act, words } in steps {
        let id = StepId::from_uuid(tx.new_id());
        let channel = act.kind().speaks().then_some(draft.channel);
        let step = Step { id, at, by: draft.by.clone(), act, words, channel };
        taking.tell(step.checked()?)?;
    }
    taking.ask_afterwards()?;
    let id = taking.finish()?.id;
    Ok(rows::told_before(tx, id, tx.at())?)
}
