//! Brings a file in: the whole of it is one operation, which is kept and can be taken back as one,
//! or leaves no trace.
//!
//! Reading, checking and storing go on together inside the writing transaction, so that nobody can
//! change a customer between the moment they were recognised and the moment a purchase is entered
//! for them.

mod customers;
mod purchases;
mod run;

use huike_domain::error::FieldError;
use huike_domain::ids::OperationId;
use huike_store::StoreError;

use super::files::HeldFile;
use super::read::ReadError;
use super::{ImportKind, ImportOptions, ImportReport};
use crate::App;
use crate::error::AppError;

/// Imports a file; progress goes out as events of the job `op`, which [`super::cancel`] stops.
pub(super) fn import(
    app: &App,
    op: OperationId,
    file: &HeldFile,
    kind: ImportKind,
    options: &ImportOptions,
) -> Result<ImportReport, AppError> {
    let job = app.jobs().start(op);
    let report = match kind {
        ImportKind::Customers => customers::import(app, op, file, options, &job.stop()),
        ImportKind::Purchases => purchases::import(app, op, file, options, &job.stop()),
    }?;
    if report.operation.is_some() {
        // Everyone's place depends on everyone's purchases, and Today on everyone's place.
        crate::followups::prepare_anew(app);
    }
    Ok(report)
}

/// Why a row was not taken.
enum Refusal {
    /// Something in the row: it goes to the rejected file and the import goes on.
    Row(FieldError),
    /// Something else: the import ends and leaves no trace.
    All(AppError),
}

impl From<FieldError> for Refusal {
    fn from(error: FieldError) -> Self {
        Self::Row(error)
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::All(error.into())
    }
}

impl From<AppError> for Refusal {
    fn from(error: AppError) -> Self {
        Self::All(error)
    }
}

/// How the writing transaction ended where it was not kept.
enum Outcome {
    /// All is counted; nothing was to be kept.
    Counted(Box<run::Counted>),
    Failed(AppError),
}

impl From<StoreError> for Outcome {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<AppError> for Outcome {
    fn from(error: AppError) -> Self {
        Self::Failed(error)
    }
}

/// As a use case answers it.
fn failed(name: &str) -> impl Fn(ReadError) -> AppError {
    move |error| error.of(name)
}

#[cfg(test)]
mod tests;
