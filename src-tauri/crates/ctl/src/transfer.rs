//! Bringing data in and taking it out.

use std::fs;
use std::path::{Path, PathBuf};

use huike_app::AppError;
use huike_app::clock::new_operation;
use huike_app::error::FileProblem;
use huike_app::transfer::{
    self, ExportFormat, ImportKind, ImportOptions, ImportReport, ReadOptions, files,
};
use huike_domain::ids::OperationId;
use serde::Serialize;
use serde_json::json;

use crate::answer::internal;
use crate::args::Import;
use crate::desk::Desk;
use crate::table::Table;
use crate::wording::money;

/// What an import did, with the rejected rows as a path.
#[derive(Serialize)]
struct Report {
    rows: u32,
    imported: u32,
    updated: u32,
    duplicates: u32,
    rejected: u32,
    rejected_file: Option<PathBuf>,
    refunds: u32,
    net_amount_fen: i64,
    customers_created: u32,
    unlinked: u32,
    operation: Option<OperationId>,
}

/// Brings a file in as one operation; Ctrl-C takes all of it back.
pub(crate) fn import(desk: &Desk, import: Import) -> Result<(), AppError> {
    let app = &desk.app;
    let kind = ImportKind::from(import.kind);
    let options = ImportOptions {
        read: ReadOptions {
            encoding: import.encoding.into(),
            sheet: import.sheet,
            date_order: import.date_order.map(Into::into),
            header_row: import.header_row,
            map: import.map.into_iter().collect(),
        },
        on_duplicate: import.on_duplicate.into(),
        create_customers: import.create_customers,
        channel: import.channel.map(Into::into),
        by: import.by,
        dry_run: import.dry_run,
    };
    let operation = stoppable(desk)?;
    let file = app.files().hold(&import.file, &files::name_of(&import.file));
    let report = transfer::import(app, operation, file, kind, options)?;
    let report = with_path(desk, report)?;
    desk.answer(&report, || text(desk, kind, &report))
}

/// A job that Ctrl-C stops.
fn stoppable(desk: &Desk) -> Result<OperationId, AppError> {
    let operation = new_operation();
    let stop = desk.app.clone();
    ctrlc::set_handler(move || {
        if transfer::cancel(&stop, operation).is_err() {
            // It is not running, so there is nothing to roll back in order.
            std::process::exit(130);
        }
    })
    .map_err(internal)?;
    Ok(operation)
}

fn with_path(desk: &Desk, report: ImportReport) -> Result<Report, AppError> {
    let file = report.rejected_file.map(|token| desk.app.files().get(&token)).transpose()?;
    Ok(Report {
        rows: report.rows,
        imported: report.imported,
        updated: report.updated,
        duplicates: report.duplicates,
        rejected: report.rejected,
        rejected_file: file.map(|file| file.path),
        refunds: report.refunds,
        net_amount_fen: report.net_amount_fen,
        customers_created: report.customers_created,
        unlinked: report.unlinked,
        operation: report.operation,
    })
}

fn text(desk: &Desk, kind: ImportKind, report: &Report) -> String {
    let imported = match kind {
        ImportKind::Customers => "imported.customers",
        ImportKind::Purchases => "imported.purchases",
        ImportKind::Complaints => "imported.complaints",
    };
    let mut table = Table::default().right(&[1]);
    for (name, figure) in [
        ("rows", report.rows.to_string()),
        (imported, report.imported.to_string()),
        ("updated", report.updated.to_string()),
        ("duplicates", report.duplicates.to_string()),
        ("rejected", report.rejected.to_string()),
    ] {
        table.row([desk.say(&format!("transfer.report.{name}")), figure]);
    }
    if kind == ImportKind::Purchases {
        for (name, figure) in
            [("refunds", report.refunds.to_string()), ("net", money(report.net_amount_fen))]
        {
            table.row([desk.say(&format!("transfer.report.{name}")), figure]);
        }
    }
    if kind != ImportKind::Customers {
        let created = report.customers_created.to_string();
        table.row([desk.say("transfer.report.customersCreated"), created]);
    }
    if report.unlinked > 0 {
        table.row([desk.say("transfer.report.unlinked"), report.unlinked.to_string()]);
    }
    let mut out = table.text();
    if let Some(file) = &report.rejected_file {
        let file = file.display().to_string();
        out.push_str(&format!("\n{}\n", desk.say_with("ctl.rejectedFile", &[("file", &file)])));
    }
    let operation = report.operation.map(|id| id.to_string());
    let last = match &operation {
        Some(id) => desk.say_with("ctl.undoBy", &[("operation", id)]),
        None => desk.say("ctl.nothingChanged"),
    };
    out + "\n" + &last
}

/// Writes all customers to a file, in the format its extension names.
pub(crate) fn export_customers(desk: &Desk, file: &Path) -> Result<(), AppError> {
    let format = ExportFormat::of(file);
    let part = Part::of(file)?;
    let customers = transfer::export_customers_to(&desk.app, stoppable(desk)?, format, part.path())
        .map_err(|error| part.about_whole(error))?;
    part.finish()?;
    desk.answer(&json!({ "file": file, "customers": customers }), || {
        let name = file.display().to_string();
        desk.words.say_count("ctl.exported", customers.into(), &[("file", &name)])
    })
}

/// Writes the whole shop as a readable archive.
pub(crate) fn export_shop(desk: &Desk, file: &Path) -> Result<(), AppError> {
    let part = Part::of(file)?;
    let rows = transfer::export_shop_to(&desk.app, stoppable(desk)?, part.path())
        .map_err(|error| part.about_whole(error))?;
    part.finish()?;
    desk.answer(&json!({ "file": file, "rows": rows }), || {
        let name = file.display().to_string();
        let count = i64::try_from(rows).unwrap_or(i64::MAX);
        desk.words.say_count("ctl.exportedShop", count, &[("file", &name)])
    })
}

/// A file that gets its name only when all of it is written; what had that name stays till then.
pub(crate) struct Part {
    part: PathBuf,
    whole: PathBuf,
}

impl Part {
    /// Begins beside `whole`.
    pub(crate) fn of(whole: &Path) -> Result<Self, AppError> {
        let name = whole.file_name().ok_or_else(|| unwritable(whole))?.to_string_lossy();
        let part = whole.with_file_name(format!(".{name}.{}.part", std::process::id()));
        Ok(Self { part, whole: whole.to_owned() })
    }

    /// Where to write for now.
    pub(crate) fn path(&self) -> &Path {
        &self.part
    }

    /// The file cannot be written.
    pub(crate) fn unwritable(&self) -> AppError {
        unwritable(&self.whole)
    }

    /// An error that speaks of the part, as one that speaks of the file a person named.
    fn about_whole(&self, error: AppError) -> AppError {
        match error {
            AppError::File { problem, .. } => {
                AppError::File { name: files::name_of(&self.whole), problem }
            }
            other => other,
        }
    }

    /// Gives it its name.
    pub(crate) fn finish(self) -> Result<(), AppError> {
        fs::rename(&self.part, &self.whole).map_err(|_| self.unwritable())
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // Nothing is there once it has its name.
        let _ = fs::remove_file(&self.part);
    }
}

fn unwritable(path: &Path) -> AppError {
    AppError::File { name: files::name_of(path), problem: FileProblem::Unreadable }
}
