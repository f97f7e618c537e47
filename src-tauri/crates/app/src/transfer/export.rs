//! Customers out to a table that spreadsheet programs read, and that imports again as it stands.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use huike_domain::customers::{CustomKind, CustomerDraft};
use huike_domain::ids::{CustomerId, OperationId};
use huike_domain::text;
use huike_domain::transfer::fields::{CustomerField, ImportField};
use huike_domain::transfer::portrait::{Own, Word, phone_text, written};
use huike_domain::transfer::values::{birthday_text, tags_text};
use huike_domain::transfer::vcard;
use huike_store::customers as store;

use super::files::{FileToken, create_private};
use super::import::{Rehearsed, known_as};
use super::jobs::{Job, Steps};
use super::read::Stop;
use super::table::Opening;
use super::write::{Cell, Writer};
use super::{ExportFormat, Exported};
use crate::App;
use crate::error::{AppError, FileProblem};

/// Writes customers to a new file of the program's own folder.
pub(super) fn to_token(
    app: &App,
    op: OperationId,
    format: ExportFormat,
    whom: Option<&Exported>,
) -> Result<FileToken, AppError> {
    let end = format.ending();
    let day = app.today()?.to_string();
    let name = app.words()?.say("transfer.exported", &[("day", &day), ("end", end)]);
    super::written(app, &name, |path| to_path(app, op, format, whom, path).map(drop))
}

/// Writes customers to `path`: those named, or all in order of entry; answers how many. What was
/// begun is taken away again where it cannot be finished.
pub(super) fn to_path(
    app: &App,
    op: OperationId,
    format: ExportFormat,
    whom: Option<&Exported>,
    path: &Path,
) -> Result<u32, AppError> {
    let job = app.jobs().start(op);
    let written = match format {
        ExportFormat::Csv | ExportFormat::Xlsx => write(app, &job, format, whom, path),
        ExportFormat::Vcf => write_cards(app, &job, whom, path),
    };
    if written.is_err() {
        let _ = std::fs::remove_file(path);
    }
    written
}

/// Calls `visit` with each of those who go out; answers how many they were.
fn each(
    app: &App,
    job: &Job,
    whom: Option<&Exported>,
    mut visit: impl FnMut(&store::Full) -> Result<(), AppError>,
) -> Result<u32, AppError> {
    let mut count = 0;
    let mut steps = Steps::new(app, job);
    let mut each = |customer: &store::Full, total| {
        count += 1;
        steps.step(total)?;
        visit(customer)
    };
    match whom {
        None => app.read(|reader| {
            let total = store::all(reader)?;
            store::each(reader, |customer| each(&customer, total))
        }),
        Some(whom) => {
            let visit = |full, total| each(&full, total);
            crate::customers::each(app, &whom.selection, whom.order(), visit)
        }
    }?;
    Ok(count)
}

fn write(
    app: &App,
    job: &Job,
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
    let word = |kind: &str, word: &str| words.say(&format!("transfer.values.{kind}.{word}"), &[]);
    let mut names = HashMap::new();
    let count = each(app, job, whom, |customer| {
        let mut cells = Vec::with_capacity(fields.len());
        for field in &fields {
            let portrait = &customer.draft.portrait;
            cells.push(match field {
                CustomerField::Employer => name_of(app, portrait.employer, &mut names)?.into(),
                CustomerField::IntroducedBy => {
                    name_of(app, portrait.introduced_by, &mut names)?.into()
                }
                field => match cell(&customer.draft, *field, &own, &word) {
                    Cow::Borrowed(text) => text::marked(text),
                    Cow::Owned(text) => text::marked(&text).into_owned().into(),
                },
            });
        }
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

/// How many names are kept for the customers who follow: a company has many contacts.
const NAMES: usize = 10_000;

/// How another customer is named, so that they are found by it again: by the shop's own number, a
/// phone number, or their name. Where none of these is theirs alone, it is still a word to read.
fn name_of(
    app: &App,
    id: Option<CustomerId>,
    names: &mut HashMap<CustomerId, String>,
) -> Result<String, AppError> {
    let Some(id) = id else { return Ok(String::new()) };
    if let Some(name) = names.get(&id) {
        return Ok(name.clone());
    }
    let name = app.read(|reader| {
        let Some(known) = store::summary_of(reader, id)? else { return Ok(String::new()) };
        let number = known.external_id.unwrap_or_default();
        let phone = known.phone.as_deref().map(phone_text).unwrap_or_default();
        let ledger = Rehearsed::as_it_stands(reader);
        let texts = [number, phone, known.name].into_iter().filter(|text| !text.is_empty());
        let mut first = None;
        for text in texts {
            if known_as(&ledger, &text)? == Ok(id) {
                return Ok(text);
            }
            first = first.or(Some(text));
        }
        Ok::<_, AppError>(first.unwrap_or_default())
    })?;
    if names.len() >= NAMES {
        names.clear();
    }
    names.insert(id, name.clone());
    Ok(name)
}

/// Writes a card for each.
fn write_cards(
    app: &App,
    job: &Job,
    whom: Option<&Exported>,
    path: &Path,
) -> Result<u32, AppError> {
    let failed = |error: std::io::Error| unwritable(path, &error);
    let file = create_private(path).map_err(failed)?;
    let mut out = BufWriter::with_capacity(128 * 1024, file);
    let count = each(app, job, whom, |customer| {
        out.write_all(vcard::written(&customer.draft).as_bytes()).map_err(failed)
    })?;
    let file = out.into_inner().map_err(|error| failed(error.into_error()))?;
    file.sync_all().map_err(failed)?;
    Ok(count)
}

pub(crate) fn unwritable(path: &Path, error: &std::io::Error) -> AppError {
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
