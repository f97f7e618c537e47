//! What was done, by whom, and taking it back.

use huike_domain::ids::{CustomerId, OperationId};
use huike_domain::time::Instant;
use serde::{Deserialize, Serialize};

/// One operation as the history shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct OperationView {
    /// Which.
    pub id: OperationId,
    /// What was meant, e.g. `followups.done`; the screen words it.
    pub kind: String,
    /// Who: `owner`, or `system` for what the program did by itself.
    pub actor: String,
    /// When.
    pub at: Instant,
    /// The customer it was about, where there is one.
    pub subject: Option<CustomerId>,
    /// Their name today.
    pub subject_name: Option<String>,
    /// Rows it touched.
    pub rows: u32,
    /// Whether it was taken back.
    pub undone: bool,
    /// Whether it can be taken back at all; later changes may still forbid it.
    pub undoable: bool,
}

/// What taking back did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Undone {
    /// What was taken back.
    pub undone: OperationView,
    /// The operation that took it back; taking this back does it again.
    pub by: OperationId,
}

// STUBS
use huike_domain::{customers::*,followups::*,ids::*,purchases::*,segments::*,shop::*};
use crate::{App,AppError};
#[allow(unused)] pub fn recent(app: &App, limit: u32) -> Result<Vec<OperationView>, AppError> { todo!() }
#[allow(unused)] pub fn find(app: &App, id: OperationId) -> Result<Option<OperationView>, AppError> { todo!() }
#[allow(unused)] pub fn undo(app: &App, op: OperationId, target: Option<OperationId>) -> Result<Undone, AppError> { todo!() }
