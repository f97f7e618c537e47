//! Bringing customers, purchases and complaints in, and taking customers and all the rest out.

mod archive;
mod export;
pub mod files;
mod import;
pub mod jobs;
mod preview;
pub mod read;
mod rejected;
mod shapes;
mod table;
pub(crate) mod write;

pub use shapes::LastTime;
pub use write::harmless;

use std::collections::BTreeMap;

use huike_domain::customers::duplicates::TwinSign;
use huike_domain::customers::filter::Field;
use huike_domain::error::FieldError;
use huike_domain::ids::{FieldId, OperationId};
use huike_domain::interactions::Channel;
use huike_domain::staff::Right;
use huike_domain::transfer::dates::DayMonth;
use huike_store::lists::Order;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::customers::{CustomerRow, Selection};
use crate::error::AppError;
use files::FileToken;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum ImportKind {
    /// One customer a row.
    Customers,
    /// One purchase, or one line of a purchase, a row.
    Purchases,
    /// One complaint a row.
    Complaints,
}

/// What to do with a row whose customer is known already (the same phone number or own number).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum OnDuplicate {
    /// Leave the known customer as they are.
    #[default]
    Skip,
    /// Fill in and overwrite what the row gives; what it leaves empty stays.
    Update,
    /// Enter a second customer.
    Create,
}

/// How a file's bytes become text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "lowercase")]
pub enum Encoding {
    /// Found out from the bytes.
    #[default]
    Auto,
    /// UTF-8, with or without a byte-order mark.
    #[serde(rename = "utf-8")]
    Utf8,
    /// GB18030, which includes GBK and GB2312.
    Gb18030,
    /// UTF-16, low byte first, as Windows programs write it.
    #[serde(rename = "utf-16le")]
    Utf16Le,
    /// UTF-16, high byte first.
    #[serde(rename = "utf-16be")]
    Utf16Be,
    /// Big5, of Hong Kong and Taiwan.
    Big5,
    /// Windows-1252, of Western Europe.
    #[serde(rename = "windows-1252")]
    Windows1252,
}

/// How to read a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default)]
pub struct ReadOptions {
    /// Text encoding; ignored for XLSX.
    pub encoding: Encoding,
    /// The sheet of a workbook; found by its headings where absent.
    pub sheet: Option<String>,
    /// Row of the headers, from 1; 0 for a file without any, whose columns go by their letters;
    /// found by itself where absent.
    pub header_row: Option<u32>,
    /// Day or month first, where a date could be both; found out from the column where absent.
    pub date_order: Option<DayMonth>,
    /// Field to header, e.g. `phone` to `手机号`. Fields not named here are recognised by their
    /// header; an empty header leaves a field out.
    pub map: BTreeMap<String, String>,
}

/// How to import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default)]
pub struct ImportOptions {
    /// How to read the file.
    pub read: ReadOptions,
    /// Known customers.
    pub on_duplicate: OnDuplicate,
    /// Whether purchases of unknown customers bring the customer along.
    pub create_customers: bool,
    /// Over which channel complaints came whose row does not say it; `WeChat` where left out.
    pub channel: Option<Channel>,
    /// Who brings complaints in, and takes care of those that name nobody; may be empty.
    pub by: String,
    /// Count everything, change nothing.
    pub dry_run: bool,
}

/// What a file looks like before it is imported.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Preview {
    /// The file's name.
    pub name: String,
    /// Bytes.
    #[specta(type = specta_typescript::Number)]
    pub size: u64,
    /// `utf-8`, `gb18030` …, `xlsx` or `vcard`.
    pub encoding: String,
    /// `,`, `;` or a tab; none for XLSX.
    pub delimiter: Option<String>,
    /// The visible sheets of a workbook; empty for text.
    pub sheets: Vec<SheetView>,
    /// The sheet that is shown.
    pub sheet: Option<String>,
    /// Row of the headers, from 1; 0 where there is none.
    pub header_row: u32,
    /// What the columns go by: their headings as they stand; their letter where there is none, and
    /// behind a heading that stands twice.
    pub headers: Vec<String>,
    /// Which of them are hidden in the workbook, by their place from 0.
    pub hidden: Vec<u32>,
    /// Field to header as recognised or told; fields without a column are left out.
    pub map: BTreeMap<String, String>,
    /// The fields of `map` that were recognised by what stands in the column.
    pub by_content: Vec<String>,
    /// Day or month first: asked only where a date could be both.
    pub date_order: Option<DateOrder>,
    /// All fields this kind of import knows, in the order screens offer them.
    pub fields: Vec<String>,
    /// The first data rows, at most 20.
    pub rows: Vec<PreviewRow>,
    /// The kind of import that the headers fit best.
    pub suggested: ImportKind,
    /// What was chosen last time for a file with the same headings.
    pub last_time: Option<LastTime>,
}

/// A sheet that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SheetView {
    /// Its name.
    pub name: String,
    /// About how many rows it has: the headings count, and so do empty ones that bear a format.
    pub rows: u32,
}

/// A data row as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PreviewRow {
    /// As a spreadsheet numbers it, from 1.
    pub number: u32,
    /// Its cells.
    pub cells: Vec<String>,
}

/// Which of day and month comes first in a column where some dates could be both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DateOrder {
    /// As told, or as another date of the column proves; none where nothing says, and then such
    /// rows are refused.
    pub order: Option<DayMonth>,
    /// A cell that could be two days.
    pub example: String,
}

/// What an import did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportReport {
    /// Data rows that are not empty.
    pub rows: u32,
    /// Rows taken as new customers, as purchases or lines of them, or as complaints.
    pub imported: u32,
    /// Rows that changed a known customer.
    pub updated: u32,
    /// Rows left out because their customer (or order, or complaint) is known.
    pub duplicates: u32,
    /// Rows that could not be taken; each stands in the rejected file with its reason.
    pub rejected: u32,
    /// The file of rejected rows; none where every row was taken.
    pub rejected_file: Option<FileToken>,
    /// Rows with a negative amount.
    pub refunds: u32,
    /// Sum of imported amounts, in fen.
    #[specta(type = specta_typescript::Number)]
    pub net_amount_fen: i64,
    /// Customers that purchases or complaints brought along.
    pub customers_created: u32,
    /// Cells that name somebody the shop does not know as whoever brought a customer or as their
    /// company. Their words go into the note, or where the customer works.
    pub unlinked: u32,
    /// The operation to undo; none after a dry run or where nothing changed.
    pub operation: Option<OperationId>,
}

/// What an import would do, for a screen to show beside the rows before anything is changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Rehearsal {
    /// In figures.
    pub report: ImportReport,
    /// What would become of the first rows, those that [`Preview`] shows.
    pub rows: Vec<RowOutcome>,
    /// Whether all rows were gone through.
    pub whole: bool,
    /// How many new customers may be somebody whom the shop knows or another row tells of; told
    /// only once all rows were gone through.
    pub alike: u32,
    /// The first fifty of them.
    pub alike_rows: Vec<AlikeRow>,
    /// The first fifty cells that name nobody the shop knows; told only once all rows were gone
    /// through.
    pub unlinked: Vec<Unlinked>,
}

/// A row that would enter somebody who may be known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct AlikeRow {
    /// As a spreadsheet numbers it, from 1.
    pub number: u32,
    /// The customer who it may be.
    pub customer: Option<CustomerRow>,
    /// Another row that may be of the same, where no customer is.
    pub row: Option<u32>,
    /// What besides the name is the same.
    pub reason: TwinSign,
}

/// A cell that names nobody the shop knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Unlinked {
    /// The row as a spreadsheet numbers it, from 1.
    pub number: u32,
    /// The cell.
    pub words: String,
    /// The field, and whether there is nobody, several, or one who cannot be meant.
    pub reason: FieldError,
}

/// What would become of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RowOutcome {
    /// As a spreadsheet numbers it, from 1.
    pub number: u32,
    /// What.
    pub outcome: Outcome,
    /// Why it would be rejected.
    pub reason: Option<FieldError>,
}

/// What an import does with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// A new customer, a purchase or a line of one, or a complaint.
    Created,
    /// Changes a known customer.
    Updated,
    /// Known; nothing is changed.
    Skipped,
    /// Cannot be taken.
    Rejected,
}

/// Rows that a screen shows.
pub(crate) const SHOWN: usize = 20;

/// Looks at a file without changing anything.
///
/// # Errors
/// [`AppError::File`] where it cannot be read as a table.
pub fn preview(
    app: &App,
    file: FileToken,
    kind: Option<ImportKind>,
    options: ReadOptions,
) -> Result<Preview, AppError> {
    let opening = table::Opening::of(app, read::Stop::default())?;
    let file = app.files().get(&file)?;
    app.read(|reader| preview::preview(reader, &file, kind, &options, &opening))
}

/// Counts what an import would do, through the first `most` rows or all, and changes nothing. It
/// hinders nobody who writes meanwhile, and [`cancel`] stops it by `job`.
///
/// # Errors
/// As [`import`].
pub fn rehearse(
    app: &App,
    job: OperationId,
    file: FileToken,
    kind: ImportKind,
    options: ImportOptions,
    most: Option<u32>,
) -> Result<Rehearsal, AppError> {
    import::rehearse(app, job, &app.files().get(&file)?, kind, &options, most)
}

/// Imports a file as one operation. Reports progress as events of the job `op`.
///
/// # Errors
/// [`AppError::File`] where it cannot be read as a table, [`AppError::Cancelled`] after
/// [`cancel`]; nothing is changed then.
pub fn import(
    app: &App,
    op: OperationId,
    file: FileToken,
    kind: ImportKind,
    options: ImportOptions,
) -> Result<ImportReport, AppError> {
    import::import(app, op, &app.files().get(&file)?, kind, &options)
}

/// Asks a running import to stop; it rolls back within half a second.
///
/// # Errors
/// [`AppError::NotFound`] where no such job runs.
pub fn cancel(app: &App, job: OperationId) -> Result<(), AppError> {
    app.jobs().stop(job)
}

/// Whom a file is to hold, and in which order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Exported {
    /// Whom.
    pub selection: Selection,
    /// Sorted by, as the list they were chosen from; as they were named where this and `own` are
    /// left out.
    pub sort: Option<Field>,
    /// Sorted by this field of the shop's own instead.
    pub own: Option<FieldId>,
    /// Greatest first.
    pub descending: bool,
}

impl Exported {
    fn order(&self) -> Option<Order> {
        let Self { sort, own, descending, .. } = *self;
        (sort.is_some() || own.is_some()).then_some(Order {
            sort: sort.unwrap_or_default(),
            own,
            descending,
        })
    }
}

/// Writes customers to a file: those named, or all in order of entry. Reports progress as events of
/// the job `op`, which [`cancel`] stops.
///
/// # Errors
/// [`AppError::File`] where it cannot be written; [`AppError::Invalid`] where the filter or the
/// order cannot be taken; [`AppError::NotFound`] of a field of the shop's own that is gone;
/// [`AppError::Cancelled`].
pub fn export_customers(
    app: &App,
    op: OperationId,
    format: ExportFormat,
    whom: Option<Exported>,
) -> Result<FileToken, AppError> {
    readable(app)?;
    noted(app, op, export::to_token(app, op, format, whom.as_ref())?)
}

/// Writes all customers to a file that a person at a terminal named; answers how many.
///
/// # Errors
/// [`AppError::File`] where it cannot be written; [`AppError::Cancelled`].
pub fn export_customers_to(
    app: &App,
    op: OperationId,
    format: ExportFormat,
    path: &std::path::Path,
) -> Result<u32, AppError> {
    readable(app)?;
    noted(app, op, export::to_path(app, op, format, None, path)?)
}

/// Writes the whole shop as a readable archive, with progress as [`export_customers`].
///
/// # Errors
/// [`AppError::File`] where it cannot be written; [`AppError::Cancelled`].
pub fn export_shop(app: &App, op: OperationId) -> Result<FileToken, AppError> {
    readable(app)?;
    noted(app, op, archive::to_token(app, op)?)
}

/// Writes the whole shop as a readable archive to a file that a person at a terminal named; answers
/// how many rows.
///
/// # Errors
/// [`AppError::File`] where it cannot be written; [`AppError::Cancelled`].
pub fn export_shop_to(app: &App, op: OperationId, path: &std::path::Path) -> Result<u64, AppError> {
    readable(app)?;
    noted(app, op, archive::to_path(app, op, path)?)
}

/// Writes a new file of the program's own folder; what was begun is taken away again where it
/// cannot be finished.
pub(crate) fn written(
    app: &App,
    name: &str,
    write: impl FnOnce(&std::path::Path) -> Result<(), AppError>,
) -> Result<FileToken, AppError> {
    let folder = app.folder().join(files::OUT);
    let path = rejected::free_path(&folder, name);
    std::fs::create_dir_all(&folder).map_err(|error| export::unwritable(&path, &error))?;
    write(&path).inspect_err(|_| _ = std::fs::remove_file(&path))?;
    // Goes when the shop is locked or somebody else sits down: it is readable.
    Ok(app.files().hold_copy(&path, name))
}

pub(crate) use export::unwritable;

/// An export changes nothing and is on record all the same: it is how data leave a shop.
fn noted<T>(app: &App, op: OperationId, exported: T) -> Result<T, AppError> {
    app.write(op, "transfer.export", None, |_| Ok(()))?;
    Ok(exported)
}

/// A file is read by whoever has it, so it is written by who may see all that is in it.
pub(crate) fn readable(app: &App) -> Result<(), AppError> {
    [Right::Export, Right::Phones, Right::Others]
        .into_iter()
        .try_for_each(|right| crate::gate::may(app, right))
}

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "lowercase")]
pub enum ExportFormat {
    /// UTF-8 with a byte-order mark, so that spreadsheet programs read it.
    Csv,
    /// An Excel workbook.
    Xlsx,
    /// Cards for the address books of phones; they carry what such a book has a place for.
    Vcf,
}

impl ExportFormat {
    /// What such a file's name ends in.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Vcf => "vcf",
        }
    }

    /// By the ending of a name; CSV for one that says nothing.
    #[must_use]
    pub fn of(path: &std::path::Path) -> Self {
        let ending = path.extension().map(|end| end.to_ascii_lowercase());
        match ending.as_ref().and_then(|end| end.to_str()) {
            Some("xlsx") => Self::Xlsx,
            Some("vcf") => Self::Vcf,
            _ => Self::Csv,
        }
    }
}
