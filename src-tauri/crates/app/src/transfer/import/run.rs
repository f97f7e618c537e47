//! What all kinds of import share: going through the rows, counting, rejecting, saying how far it
//! has come, and ending in one of three ways.

use std::path::PathBuf;
use std::time::Instant;

use huike_domain::error::{FieldError, InvalidCode};
use huike_domain::ids::OperationId;
use huike_domain::staff::Right;
use huike_domain::transfer::fields::ImportField;
use huike_domain::transfer::headers::Header;
use huike_store::{Op, Reader, Tx};

use super::twins::LISTED;
use super::{Ending, Refusal, failed};
use crate::App;
use crate::error::{AppError, FileProblem};
use crate::events::Event;
use crate::transfer::files::HeldFile;
use crate::transfer::jobs::TOLD_EVERY;
use crate::transfer::read::{Progress, Row, Stop};
use crate::transfer::rejected::Rejected;
use crate::transfer::table::{Opening, Table};
use crate::transfer::{
    AlikeRow, ExportFormat, ImportOptions, ImportReport, Outcome, Rehearsal, RowOutcome, SHOWN,
    Unlinked,
};

/// A file on its way in.
pub(super) struct Run<F> {
    table: Table<F>,
    /// None where the refused rows are only counted.
    rejected: Option<Rejected>,
    told: Told,
    stop: Stop,
    name: String,
    /// Rows that are taken at most.
    most: u32,
    /// What became of the first rows, as many as a screen shows.
    outcomes: Vec<RowOutcome>,
    /// The first cells that name nobody.
    unlinked: Vec<Unlinked>,
    /// How many new customers may be somebody else, and the first of them.
    alike: (u32, Vec<AlikeRow>),
    pub(super) report: ImportReport,
}

/// What became of a row that was not refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// Something new.
    Created,
    /// A known customer changed.
    Updated,
    /// Known, and nothing was changed.
    Known,
}

/// How a rehearsal goes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rehearsing {
    /// Rows to go through at most.
    pub(super) most: Option<u32>,
    /// Whether the refused rows are written to a file.
    pub(super) rejected: bool,
}

/// An import whose rows are all counted.
pub(super) struct Counted {
    report: ImportReport,
    rejected: Option<Rejected>,
}

impl<F: ImportField> Run<F> {
    pub(super) fn open(
        app: &App,
        op: OperationId,
        file: &HeldFile,
        options: &ImportOptions,
        opening: &Opening,
    ) -> Result<Self, AppError> {
        let table = Table::open(file, &options.read, opening)?;
        let folder = file.path.parent().map(PathBuf::from).unwrap_or_default();
        let other = app.folder().join(crate::transfer::files::REJECTED);
        let format = if table.rows.format().encoding == "xlsx" {
            ExportFormat::Xlsx
        } else {
            ExportFormat::Csv
        };
        let words = app.words()?;
        let rejected = Rejected::new([folder, other], &file.name, format, &table.headings, words);
        let told = Told::new(app, op, table.rows.progress());
        Ok(Self {
            table,
            rejected: Some(rejected),
            told,
            stop: opening.stop.clone(),
            name: file.name.clone(),
            most: u32::MAX,
            outcomes: Vec::new(),
            unlinked: Vec::new(),
            alike: (0, Vec::new()),
            report: ImportReport::default(),
        })
    }

    /// Whether every row was gone through.
    pub(super) fn is_whole(&self) -> bool {
        self.report.rows < self.most
    }

    /// Tells of a cell that names nobody.
    pub(super) fn unlinked(&mut self, cell: Unlinked) {
        self.report.unlinked += 1;
        if self.unlinked.len() < LISTED {
            self.unlinked.push(cell);
        }
    }

    /// Tells of new customers who may be somebody else.
    pub(super) fn alike(&mut self, count: u32, rows: Vec<AlikeRow>) {
        self.alike = (count, rows);
    }

    /// A row that seemed to say nothing new did so after all.
    pub(super) fn counts_as_updated(&mut self, number: u32) {
        self.report.duplicates = self.report.duplicates.saturating_sub(1);
        self.report.updated += 1;
        for row in self.outcomes.iter_mut().filter(|row| row.number == number) {
            row.outcome = Outcome::Updated;
        }
    }

    /// The headings as they stand; none where the file has none.
    pub(super) fn headings(&self) -> Option<Vec<String>> {
        (self.table.number > 0).then(|| self.table.headings.clone())
    }

    pub(super) fn header(&self) -> &Header<F> {
        &self.table.header
    }

    /// The heading above the column of a field, as it stands.
    pub(super) fn heading_of(&self, field: F) -> &str {
        self.table.header.column(field).map_or("", |column| self.heading(column.index))
    }

    /// The heading above a column, as it stands.
    pub(super) fn heading(&self, column: usize) -> &str {
        self.table.headings.get(column).map_or("", String::as_str)
    }

    /// Gives every row to `take`; a refused one goes to the rejected file.
    pub(super) fn rows(
        &mut self,
        mut take: impl FnMut(&Row, &mut ImportReport) -> Result<Taken, Refusal>,
    ) -> Result<(), AppError> {
        let mut row = Row::default();
        while self.report.rows < self.most
            && self.table.read(&mut row).map_err(failed(&self.name))?
        {
            self.report.rows += 1;
            self.told.row(self.report.rows);
            let taken = if self.table.is_shifted(&row) {
                Err(FieldError::new("", InvalidCode::Shifted).into())
            } else {
                take(&row, &mut self.report)
            };
            let (outcome, reason) = match taken {
                Ok(Taken::Created) => {
                    self.report.imported += 1;
                    (Outcome::Created, None)
                }
                Ok(Taken::Updated) => {
                    self.report.updated += 1;
                    (Outcome::Updated, None)
                }
                Ok(Taken::Known) => {
                    self.report.duplicates += 1;
                    (Outcome::Skipped, None)
                }
                Err(Refusal::All(error)) => return Err(error),
                Err(Refusal::Row(error)) => {
                    self.report.rejected += 1;
                    self.reject(&row, &error)?;
                    (Outcome::Rejected, Some(error))
                }
            };
            if self.outcomes.len() < SHOWN {
                self.outcomes.push(RowOutcome { number: row.number, outcome, reason });
            }
        }
        Ok(())
    }

    fn reject(&mut self, row: &Row, error: &FieldError) -> Result<(), AppError> {
        let Some(rejected) = &mut self.rejected else { return Ok(()) };
        rejected.add(row, error).map_err(|error| {
            tracing::warn!(kind = ?error.kind(), "the rejected rows cannot be written");
            AppError::File { name: rejected.name(), problem: FileProblem::Unreadable }
        })
    }

    /// For loops that read nothing: fails once a stop was asked for.
    pub(super) fn check_stop(&self) -> Result<(), AppError> {
        self.stop.check().map_err(failed(&self.name))
    }

    /// Goes through the rows without changing anything.
    pub(super) fn rehearse(
        mut self,
        app: &App,
        how: Rehearsing,
        work: impl FnOnce(&mut Self, &Reader<'_>) -> Result<(), AppError>,
    ) -> Result<Rehearsal, AppError> {
        self.most = how.most.unwrap_or(u32::MAX);
        if !how.rejected {
            self.rejected = None;
        }
        app.read(|reader| work(&mut self, reader))?;
        let whole = self.is_whole();
        let Self { report, rejected, outcomes, unlinked, alike, .. } = self;
        let report = Counted { report, rejected }.report(app, None)?;
        let (alike, alike_rows) = alike;
        Ok(Rehearsal { report, rows: outcomes, whole, alike, alike_rows, unlinked })
    }

    /// Runs the whole import as one operation of `kind`. What `work` changed is kept, unless there
    /// is nothing to keep.
    pub(super) fn write(
        mut self,
        app: &App,
        op: OperationId,
        kind: &'static str,
        work: impl FnOnce(&mut Self, &Tx<'_>) -> Result<(), AppError> + Send + 'static,
    ) -> Result<ImportReport, AppError> {
        let operation = Op { id: op, actor: app.actor()?, kind, at: app.now(), subject: None };
        let written = app.store()?.write(operation, move |tx| {
            crate::staff::permit(tx, Right::BringIn)?;
            work(&mut self, tx)?;
            crate::consequences::settle(tx)?;
            let Self { report, rejected, .. } = self;
            let changed = report.imported + report.updated + report.customers_created > 0;
            let counted = Counted { report, rejected };
            if changed { Ok(counted) } else { Err(Ending::Counted(Box::new(counted))) }
        });
        let (counted, operation) = match written {
            Ok(written) => (written.value, Some(op)),
            Err(Ending::Counted(counted)) => (*counted, None),
            Err(Ending::Failed(error)) => return Err(error),
        };
        counted.report(app, operation)
    }
}

impl Counted {
    fn report(self, app: &App, operation: Option<OperationId>) -> Result<ImportReport, AppError> {
        let Self { mut report, rejected } = self;
        report.operation = operation;
        let Some(rejected) = rejected else { return Ok(report) };
        let name = rejected.name();
        // The rows are in by now: a disk too full for this file is no reason to say otherwise.
        match rejected.keep() {
            Ok(path) => {
                report.rejected_file = path.map(|path| app.files().hold(&path, &name));
            }
            Err(error) => tracing::warn!(kind = ?error.kind(), "the rejected rows are not kept"),
        }
        Ok(report)
    }
}

/// Says now and then how far it has come.
struct Told {
    app: App,
    job: OperationId,
    progress: Progress,
    last: Instant,
}

impl Told {
    fn new(app: &App, job: OperationId, progress: Progress) -> Self {
        Self { app: app.clone(), job, progress, last: Instant::now() }
    }

    fn row(&mut self, done: u32) {
        // The clock is asked once in a few hundred rows.
        if !done.is_multiple_of(256) || self.last.elapsed() < TOLD_EVERY {
            return;
        }
        self.last = Instant::now();
        let (read, all) = (self.progress.done(), self.progress.total());
        let estimate = u64::from(done) * all / read.max(1);
        let total = u32::try_from(estimate).ok().map(|total| total.max(done));
        self.app.tell(Event::Progress { job: self.job, done, total });
    }
}
