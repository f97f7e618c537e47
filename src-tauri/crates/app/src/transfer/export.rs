//! Customers out to a table that spreadsheet programs read, and that imports again as it stands.

use std::borrow::Cow;
use std::path::Path;

use huike_domain::customers::CustomerDraft;
use huike_domain::phone::Phone;
use huike_domain::transfer::fields::{CustomerField, ImportField};
use huike_domain::transfer::values::birthday_text;
use huike_store::customers as store;

use super::ExportFormat;
use super::files::FileToken;
use super::rejected::free_path;
use super::write::{Cell, Writer};
use crate::App;
use crate::error::{AppError, FileProblem};

/// Writes all customers to a new file of the program's own folder.
pub(super) fn to_token(app: &App, format: ExportFormat) -> Result<FileToken, AppError> {
    let folder = app.store().folder().join(super::files::OUT);
    let end = format.ending();
    let day = app.today()?.to_string();
    let name = app.words()?.say("transfer.exported", &[("day", &day), ("end", end)]);
    let path = free_path(&folder, &name);
    std::fs::create_dir_all(&folder).map_err(|error| unwritable(&path, &error))?;
    to_path(app, format, &path)?;
    Ok(app.files().hold(&path, &name))
}

/// Writes all customers to `path`, in order of entry; answers how many. What was begun is taken
/// away again where it cannot be finished.
pub(super) fn to_path(app: &App, format: ExportFormat, path: &Path) -> Result<u32, AppError> {
    let written = write(app, format, path);
    if written.is_err() {
        let _ = std::fs::remove_file(path);
    }
    written
}

fn write(app: &App, format: ExportFormat, path: &Path) -> Result<u32, AppError> {
    let failed = |error: std::io::Error| unwritable(path, &error);
    let words = app.words()?;
    let mut writer = Writer::create(path, format).map_err(failed)?;
    let headings: Vec<String> = CustomerField::ALL
        .iter()
        .map(|field| words.say(&format!("transfer.fields.{}", field.name()), &[]))
        .collect();
    writer.row(headings.iter().map(String::as_str)).map_err(failed)?;
    let mut count = 0;
    app.read(|reader| {
        store::each(reader, |customer| {
            count += 1;
            let cells = CustomerField::ALL.iter().map(|field| cell(&customer.draft, *field));
            let cells: Vec<Cow<'_, str>> = cells.collect();
            let kinds = CustomerField::ALL.iter().zip(&cells).map(|(field, cell)| match field {
                // Without its year a birthday is no day of the calendar, and stays text.
                CustomerField::Birthday => Cell::Date(cell),
                _ => Cell::Text(cell),
            });
            writer.cells(kinds).map_err(failed)
        })
    })?;
    writer.finish().map_err(failed)?;
    Ok(count)
}

fn unwritable(path: &Path, error: &std::io::Error) -> AppError {
    tracing::warn!(kind = ?error.kind(), "a file cannot be written");
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    AppError::File { name, problem: FileProblem::Unreadable }
}

fn cell(customer: &CustomerDraft, field: CustomerField) -> Cow<'_, str> {
    match field {
        CustomerField::Name => Cow::from(&customer.name),
        CustomerField::Phone => phone(&customer.phone),
        CustomerField::Birthday => {
            customer.birthday.map_or("".into(), |born| birthday_text(&born).into())
        }
        CustomerField::Source => Cow::from(&customer.source),
        CustomerField::Tags => customer.tags.join("、").into(),
        CustomerField::Note => Cow::from(&customer.note),
        CustomerField::ExternalId => Cow::from(&customer.external_id),
        CustomerField::Company => Cow::from(&customer.company),
    }
}

/// A Chinese mobile as bare digits, which every program takes; any other number with its marks.
fn phone(stored: &str) -> Cow<'_, str> {
    match Phone::from_stored(stored) {
        Ok(phone) if phone.is_chinese_mobile() => phone.digits().to_owned().into(),
        Ok(phone) => phone.display().into(),
        Err(_) => stored.into(),
    }
}
