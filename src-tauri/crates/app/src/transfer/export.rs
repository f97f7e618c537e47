//! Customers out to a table that spreadsheet programs read, and that imports again as it stands.

use std::borrow::Cow;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use huike_domain::customers::{CustomKind, CustomerDraft};
use huike_domain::transfer::fields::{CustomerField, ImportField};
use huike_domain::transfer::portrait::{Own, Word, phone_text, written};
use huike_domain::transfer::values::{birthday_text, tags_text};
use huike_domain::transfer::vcard;
use huike_store::customers as store;

use super::files::{FileToken, create_private};
use super::read::Stop;
use super::rejected::free_path;
use super::table::Opening;
use super::write::{Cell, Writer};
use super::{ExportFormat, Exported};
use crate::App;
use crate::error::{AppError, FileProblem};

/// Writes customers to a new file of the program's own folder.
pub(super) fn to_token(
    app: &App,
    format: ExportFormat,
    whom: Option<&Exported>,
) -> Result<FileToken, AppError> {
    let folder = app.store().folder().join(super::files::OUT);
    let end = format.ending();
    let day = app.today()?.to_string();
    let name = app.words()?.say("transfer.exported", &[("day", &day), ("end", end)]);
    let path = free_path(&folder, &name);
    std::fs::create_dir_all(&folder).map_err(|error| unwritable(&path, &error))?;
    to_path(app, format, whom, &path)?;
    Ok(app.files().hold(&path, &name))
}

/// Writes customers to `path`: those named, or all in order of entry; answers how many. What was
/// begun is taken away again where it cannot be finished.
pub(super) fn to_path(
    app: &App,
    format: ExportFormat,
    whom: Option<&Exported>,
    path: &Path,
) -> Result<u32, AppError> {
    let written = match format {
        ExportFormat::Csv | ExportFormat::Xlsx => write(app, format, whom, path),
        ExportFormat::Vcf => write_cards(app, whom, path),
    };
    if written.is_err() {
        let _ = std::fs::remove_file(path);
    }
    written
}

fn each(
    app: &App,
    whom: Option<&Exported>,
    visit: impl FnMut(store::Full) -> Result<(), AppError>,
) -> Result<(), AppError> {
    match whom {
        None => app.read(|reader| store::each(reader, visit)),
        Some(Exported { selection, sort, descending }) => {
            crate::customers::each_selected(app, selection, *sort, *descending, visit)
        }
    }
}

fn write(
    app: &App,
    format: ExportFormat,
    whom: Option<&Exported>,
    path: &Path,
) -> Result<u32, AppError> {
    let failed = |error: std::io::Error| unwritable(path, &error);
    let words = app.words()?;
    let mut writer = Writer::create(path, format).map_err(failed)?;
    let own = Opening::of(app, Stop::default())?.own;
    let places = 0..u16::try_from(own.fields.len()).unwrap_or(u16::MAX);
    let fields: Vec<CustomerField> =
        CustomerField::ALL.iter().copied().chain(places.map(CustomerField::Own)).collect();
    let headings: Vec<String> = fields
        .iter()
        .map(|field| match field {
            CustomerField::Own(place) => own.fields[usize::from(*place)].name.clone(),
            field => words.say(&format!("transfer.fields.{}", field.name()), &[]),
        })
        .collect();
    writer.row(headings.iter().map(String::as_str)).map_err(failed)?;
    let mut count = 0;
    let word = |kind: &str, word: &str| words.say(&format!("transfer.values.{kind}.{word}"), &[]);
    each(app, whom, |customer| {
        count += 1;
        let cells = fields.iter().map(|field| cell(&customer.draft, *field, &own, &word));
        let cells: Vec<Cow<'_, str>> = cells.collect();
        let kinds = fields.iter().zip(&cells).map(|(field, cell)| match field {
            // Without its year a birthday is no day of the calendar, and stays text.
            CustomerField::Birthday => Cell::Date(cell),
            CustomerField::Own(place) => match own.fields[usize::from(*place)].kind {
                CustomKind::Number | CustomKind::Money => Cell::Number(cell),
                CustomKind::Date => Cell::Date(cell),
                CustomKind::Text | CustomKind::Choice | CustomKind::YesNo => Cell::Text(cell),
            },
            _ => Cell::Text(cell),
        });
        writer.cells(kinds).map_err(failed)
    })?;
    writer.finish().map_err(failed)?;
    Ok(count)
}

/// Writes a card for each.
fn write_cards(app: &App, whom: Option<&Exported>, path: &Path) -> Result<u32, AppError> {
    let failed = |error: std::io::Error| unwritable(path, &error);
    let file = create_private(path).map_err(failed)?;
    let mut out = BufWriter::with_capacity(128 * 1024, file);
    let mut count = 0;
    each(app, whom, |customer| {
        count += 1;
        out.write_all(vcard::written(&customer.draft).as_bytes()).map_err(failed)
    })?;
    let file = out.into_inner().map_err(|error| failed(error.into_error()))?;
    file.sync_all().map_err(failed)?;
    Ok(count)
}

pub(super) fn unwritable(path: &Path, error: &std::io::Error) -> AppError {
    tracing::warn!(kind = ?error.kind(), "a file cannot be written");
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    AppError::File { name, problem: FileProblem::Unreadable }
}

fn cell<'a>(
    customer: &'a CustomerDraft,
    field: CustomerField,
    own: &Own,
    word: Word<'_>,
) -> Cow<'a, str> {
    match field {
        CustomerField::Name => Cow::from(&customer.name),
        CustomerField::Phone => phone_text(&customer.phone).into(),
        CustomerField::Birthday => {
            customer.birthday.map_or("".into(), |born| birthday_text(&born).into())
        }
        CustomerField::Source => Cow::from(&customer.source),
        CustomerField::Tags => tags_text(&customer.tags).into(),
        CustomerField::Note => Cow::from(&customer.note),
        CustomerField::ExternalId => Cow::from(&customer.external_id),
        CustomerField::Company => Cow::from(&customer.company),
        field => written(customer, field, own, word).into(),
    }
}
