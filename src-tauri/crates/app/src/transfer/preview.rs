//! What the import screen shows before anything is changed.

use std::collections::BTreeMap;

use huike_domain::transfer::fields::{CustomerField, ImportField, PurchaseField};

use super::files::HeldFile;
use super::read::{ReadError, Row, Stop};
use super::table::Table;
use super::{ImportKind, Preview, ReadOptions};
use crate::error::AppError;

/// Rows shown.
const SHOWN: usize = 20;

/// Looks at a file; headings that name too little are shown for a person to complete.
pub(super) fn preview(
    file: &HeldFile,
    kind: Option<ImportKind>,
    options: &ReadOptions,
) -> Result<Preview, AppError> {
    match kind {
        Some(ImportKind::Customers) => {
            look(Table::<CustomerField>::guess(file, options, &Stop::default())?, file, kind)
        }
        Some(ImportKind::Purchases) => {
            look(Table::<PurchaseField>::guess(file, options, &Stop::default())?, file, kind)
        }
        None => {
            // A field named in the map belongs to one kind; the other cannot be meant then.
            let customers = Table::<CustomerField>::guess(file, options, &Stop::default());
            let purchases = Table::<PurchaseField>::guess(file, options, &Stop::default());
            match (customers, purchases) {
                (Ok(c), Ok(p)) if p.header.standing() > c.header.standing() => look(p, file, kind),
                (Ok(c), _) => look(c, file, kind),
                (Err(_), Ok(p)) => look(p, file, kind),
                (Err(error), Err(_)) => Err(error),
            }
        }
    }
}

fn look<F: ImportField + Suggests>(
    mut table: Table<F>,
    file: &HeldFile,
    kind: Option<ImportKind>,
) -> Result<Preview, AppError> {
    let failed = |error: ReadError| error.of(&file.name);
    let mut rows = Vec::new();
    let mut row = Row::default();
    while rows.len() < SHOWN && table.read(&mut row).map_err(failed)? {
        rows.push(row.cells.iter().map(str::to_owned).collect());
    }
    let mut map = BTreeMap::new();
    for column in &table.header.columns {
        if let Some(heading) = table.headings.get(column.index) {
            map.insert(column.field.name().to_owned(), heading.clone());
        }
    }
    let format = table.rows.format();
    Ok(Preview {
        name: file.name.clone(),
        size: table.rows.progress().total(),
        encoding: format.encoding.to_owned(),
        delimiter: format.delimiter.map(String::from),
        header_row: table.number,
        headers: table.headings,
        map,
        fields: F::ALL.iter().map(|f| f.name().to_owned()).collect(),
        rows,
        suggested: kind.unwrap_or(F::KIND),
    })
}

/// The kind of import a set of fields belongs to.
trait Suggests {
    const KIND: ImportKind;
}

impl Suggests for CustomerField {
    const KIND: ImportKind = ImportKind::Customers;
}

impl Suggests for PurchaseField {
    const KIND: ImportKind = ImportKind::Purchases;
}

#[cfg(test)]
#[path = "preview_tests.rs"]
mod tests;
