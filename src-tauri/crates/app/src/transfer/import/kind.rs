//! What all kinds of lists have in common: opening one, entering its rows, and counting beforehand
//! what that would do.

use huike_domain::ids::OperationId;
use huike_domain::transfer::dates::DateRules;
use huike_domain::transfer::fields::ImportField;
use huike_domain::transfer::headers::Header;
use huike_store::Tx;

use super::ledger::{Rehearsed, Remembers};
use super::run::{Rehearsing, Run};
use crate::App;
use crate::error::AppError;
use crate::transfer::files::HeldFile;
use crate::transfer::read::Stop;
use crate::transfer::table::{Opening, date_rules};
use crate::transfer::{ImportKind, ImportOptions, ImportReport, Rehearsal, shapes};

/// A kind of list, with what has to be known before its first row.
pub(super) trait Kind: Sized + Send + 'static {
    type Field: ImportField;
    const KIND: ImportKind;
    /// What the history calls bringing such a list in.
    const OPERATION: &'static str;
    /// The column whose cells tell day from month.
    const DATED: Self::Field;

    fn open(
        app: &App,
        options: &ImportOptions,
        dates: DateRules,
        opening: Opening,
    ) -> Result<Self, AppError>;

    /// What a rehearsal must remember of the rows before.
    fn remembers(&self, header: &Header<Self::Field>) -> Remembers;

    /// Enters every row.
    fn enter(&self, run: &mut Run<Self::Field>, tx: &Tx<'_>) -> Result<(), AppError>;

    /// Goes through every row as [`Self::enter`] does, and enters none.
    fn count(&self, run: &mut Run<Self::Field>, rehearsed: &Rehearsed<'_>) -> Result<(), AppError>;
}

/// Whose file it is, and how it is to be read.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) app: &'a App,
    pub(super) op: OperationId,
    pub(super) file: &'a HeldFile,
    pub(super) options: &'a ImportOptions,
    pub(super) stop: &'a Stop,
}

impl Source<'_> {
    fn open<K: Kind>(self) -> Result<(Run<K::Field>, K), AppError> {
        let Self { app, op, file, options, stop } = self;
        let opening = Opening::of(app, stop.clone())?;
        // One after the other: a workbook's shared strings are not held twice.
        let dates = date_rules(file, &options.read, K::DATED, &opening)?;
        let run = Run::open(app, op, file, options, &opening)?;
        Ok((run, K::open(app, options, dates, opening)?))
    }

    pub(super) fn import<K: Kind>(self) -> Result<ImportReport, AppError> {
        let (run, kind) = self.open::<K>()?;
        let headings = run.headings();
        let enter = move |run: &mut Run<_>, tx: &Tx<'_>| kind.enter(run, tx);
        let report = run.write(self.app, self.op, K::OPERATION, enter)?;
        // What was chosen for a file of this shape is kept, once it has brought something in.
        if let Some(headings) = headings.filter(|_| report.operation.is_some())
            && let Err(error) = shapes::keep(self.app, &headings, K::KIND, self.options)
        {
            // The rows are in: that a note was not taken is no reason to say otherwise.
            tracing::warn!(%error, "what was chosen for a file is not kept");
        }
        Ok(report)
    }

    /// Counts what [`Self::import`] would do.
    pub(super) fn rehearse<K: Kind>(self, how: Rehearsing) -> Result<Rehearsal, AppError> {
        let (run, kind) = self.open::<K>()?;
        run.rehearse(self.app, how, |run, reader| {
            let remembers = kind.remembers(run.header());
            let rehearsed = Rehearsed::new(reader, remembers);
            kind.count(run, &rehearsed)?;
            if remembers.twins && run.is_whole() {
                let (count, rows) = rehearsed.twins().compared(reader, || run.check_stop())?;
                run.alike(count, rows);
            }
            Ok(())
        })
    }
}
