//! Brings a file in: the whole of it is one operation, which is kept and can be taken back as one,
//! or leaves no trace.
//!
//! Reading, checking and storing go on together inside the writing transaction, so that nobody can
//! change a customer between the moment they were recognised and the moment a purchase is entered
//! for them.

mod complaints;
mod customers;
mod kind;
mod ledger;
mod links;
mod purchases;
mod run;
mod twins;

pub(super) use ledger::Rehearsed;
pub(super) use links::known_as;

use huike_domain::error::FieldError;
use huike_domain::ids::OperationId;
use huike_domain::vault::BackupCause;
use huike_store::StoreError;

use super::files::HeldFile;
use super::read::ReadError;
use super::{ImportKind, ImportOptions, ImportReport, Rehearsal};
use crate::App;
use crate::error::AppError;
use complaints::Complaints;
use customers::Customers;
use kind::Source;
use purchases::Purchases;
use run::Rehearsing;

/// Imports a file; progress goes out as events of the job `op`, which [`super::cancel`] stops.
pub(super) fn import(
    app: &App,
    op: OperationId,
    file: &HeldFile,
    kind: ImportKind,
    options: &ImportOptions,
) -> Result<ImportReport, AppError> {
    if options.dry_run {
        let how = Rehearsing { most: None, rejected: true };
        return rehearse_as(app, op, file, kind, options, how).map(|rehearsal| rehearsal.report);
    }
    crate::vault::make_before(app, BackupCause::BeforeImport)?;
    let job = app.jobs().start(op);
    let source = Source { app, op, file, options, stop: &job.stop() };
    let report = match kind {
        ImportKind::Customers => source.import::<Customers>(),
        ImportKind::Purchases => source.import::<Purchases>(),
        ImportKind::Complaints => source.import::<Complaints>(),
    }?;
    // It is in, and nothing can stop it any more.
    drop(job);
    if report.operation.is_some() {
        // Everyone's place depends on everyone's purchases, and Today on everyone's place.
        crate::followups::prepare_anew(app);
    }
    Ok(report)
}

/// Counts what an import would do, through the first `most` rows or all.
pub(super) fn rehearse(
    app: &App,
    op: OperationId,
    file: &HeldFile,
    kind: ImportKind,
    options: &ImportOptions,
    most: Option<u32>,
) -> Result<Rehearsal, AppError> {
    rehearse_as(app, op, file, kind, options, Rehearsing { most, rejected: false })
}

fn rehearse_as(
    app: &App,
    op: OperationId,
    file: &HeldFile,
    kind: ImportKind,
    options: &ImportOptions,
    how: Rehearsing,
) -> Result<Rehearsal, AppError> {
    let job = app.jobs().start(op);
    let source = Source { app, op, file, options, stop: &job.stop() };
    match kind {
        ImportKind::Customers => source.rehearse::<Customers>(how),
        ImportKind::Purchases => source.rehearse::<Purchases>(how),
        ImportKind::Complaints => source.rehearse::<Complaints>(how),
    }
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
enum Ending {
    /// All is counted; nothing was to be kept.
    Counted(Box<run::Counted>),
    Failed(AppError),
}

impl From<StoreError> for Ending {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<AppError> for Ending {
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
