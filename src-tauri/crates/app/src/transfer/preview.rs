//! What the import screen shows before anything is changed.

use std::cmp::Reverse;

use huike_domain::transfer::complaints::ComplaintField;
use huike_domain::transfer::dates::{DateRules, DayMonth, needs_order, order_evidence};
use huike_domain::transfer::fields::{CustomerField, ImportField, PurchaseField};
use huike_domain::transfer::headers::{Header, Known};
use huike_store::Read;

use super::files::HeldFile;
use super::read::{ReadError, Row};
use super::shapes::last_time;
use super::table::{Opened, Opening, Table, choices, name_of};
use super::{DateOrder, ImportKind, LastTime, Preview, PreviewRow, ReadOptions, SHOWN, SheetView};
use crate::error::AppError;

/// Rows looked at for dates that could be two days.
const DATED: usize = 1_000;

/// Looks at a file; headings that name too little are shown for a person to complete.
pub(super) fn preview(
    shop: &impl Read,
    file: &HeldFile,
    kind: Option<ImportKind>,
    options: &ReadOptions,
    opening: &Opening,
) -> Result<Preview, AppError> {
    let failed = |error: ReadError| error.of(&file.name);
    let opened = match kind {
        Some(ImportKind::Customers) => Opened::open::<CustomerField, CustomerField, CustomerField>,
        Some(ImportKind::Purchases) => Opened::open::<PurchaseField, PurchaseField, PurchaseField>,
        Some(ImportKind::Complaints) => {
            Opened::open::<ComplaintField, ComplaintField, ComplaintField>
        }
        None => Opened::open::<CustomerField, PurchaseField, ComplaintField>,
    };
    let opened = opened(file, options, opening).map_err(failed)?;
    let customers = header::<CustomerField>(&opened, file, options, opening);
    let purchases = header::<PurchaseField>(&opened, file, options, opening);
    let complaints = header::<ComplaintField>(&opened, file, options, opening);
    let last_time = last_time(shop, opened.first_rows(), kind)?;
    let look = Look { file, options, opening, last_time };
    let fitting = || {
        let kinds = [
            (standing(&complaints), ImportKind::Complaints),
            (standing(&purchases), ImportKind::Purchases),
            (standing(&customers), ImportKind::Customers),
        ];
        // Of equals the last: customers where nothing speaks for anything else.
        kinds.into_iter().max_by_key(|(standing, _)| *standing).map(|(_, kind)| kind)
    };
    match kind.or_else(fitting).unwrap_or(ImportKind::Customers) {
        ImportKind::Customers => look.at(opened.table(customers?)),
        ImportKind::Purchases => look.at(opened.table(purchases?)),
        ImportKind::Complaints => look.at(opened.table(complaints?)),
    }
}

/// The headings as those of a table of `F`. A field named in the map belongs to some kinds; the
/// others cannot be meant then.
fn header<F: ImportField>(
    opened: &Opened,
    file: &HeldFile,
    options: &ReadOptions,
    opening: &Opening,
) -> Result<Header<F>, AppError> {
    let choices = choices::<F>(&options.map, &opening.own)?;
    opened.header(options, &choices).map_err(|error| error.of(&file.name))
}

/// How well the headings fit; none where they cannot be meant.
fn standing<F: ImportField>(
    header: &Result<Header<F>, AppError>,
) -> Option<(bool, usize, Reverse<usize>, bool)> {
    header.as_ref().ok().map(Header::standing)
}

struct Look<'a> {
    file: &'a HeldFile,
    options: &'a ReadOptions,
    opening: &'a Opening,
    last_time: Option<LastTime>,
}

impl Look<'_> {
    fn at<F: ImportField + Suggests>(&self, mut table: Table<F>) -> Result<Preview, AppError> {
        let failed = |error: ReadError| error.of(&self.file.name);
        let mut rows = Vec::new();
        let mut dates = Dates::of(&table, self);
        let mut row = Row::default();
        let mut read = 0;
        while (read < SHOWN || (read < DATED && dates.wants_more()))
            && table.read(&mut row).map_err(failed)?
        {
            if read < SHOWN {
                let cells = row.cells.iter().map(str::to_owned).collect();
                rows.push(PreviewRow { number: row.number, cells });
            }
            dates.look(&row);
            read += 1;
        }
        let format = table.rows.format();
        let mut last_time = self.last_time.clone();
        if let Some(LastTime { read, .. }) = &mut last_time {
            // A sheet may be named by its month.
            let named = read.sheet.take();
            read.sheet = named.filter(|name| format.sheets.iter().any(|sheet| sheet.name == *name));
        }
        let hidden = (0..table.header.width).filter(|column| format.hides(*column));
        let named = |sheet: &super::read::NamedSheet| SheetView {
            name: sheet.name.clone(),
            rows: sheet.rows,
        };
        let Header { labels, columns, .. } = &table.header;
        let label = |index: usize| labels.get(index).cloned().unwrap_or_default();
        let by_content = columns.iter().filter(|column| column.known == Known::Content);
        let own = self.opening.own.as_ref();
        let own_fields = F::own(0).map_or_else(Vec::new, |_| own.names());
        Ok(Preview {
            name: self.file.name.clone(),
            size: table.rows.progress().total(),
            encoding: format.encoding.to_owned(),
            delimiter: format.delimiter.map(String::from),
            sheets: format.sheets.iter().map(named).collect(),
            sheet: format.sheet.clone(),
            header_row: table.number,
            hidden: hidden.filter_map(|column| u32::try_from(column).ok()).collect(),
            map: columns.iter().map(|c| (name_of(c.field, own), label(c.index))).collect(),
            by_content: by_content.map(|column| name_of(column.field, own)).collect(),
            date_order: dates.order(),
            fields: F::ALL.iter().map(|f| f.name().to_owned()).chain(own_fields).collect(),
            rows,
            suggested: F::KIND,
            last_time,
            headers: table.header.labels,
        })
    }
}

/// The column of dates, as far as it is looked at.
struct Dates {
    column: Option<usize>,
    told: Option<DayMonth>,
    rules: DateRules,
    proven: Option<DayMonth>,
    example: Option<String>,
}

impl Dates {
    fn of<F: ImportField + Suggests>(table: &Table<F>, look: &Look<'_>) -> Self {
        let undecided = ReadOptions { date_order: None, ..ReadOptions::default() };
        Self {
            column: table.header.column(F::DATED).map(|column| column.index),
            told: look.options.date_order,
            rules: table.dates(&undecided, look.opening.today),
            proven: None,
            example: None,
        }
    }

    fn wants_more(&self) -> bool {
        self.column.is_some() && (self.example.is_none() || self.proven.is_none())
    }

    fn look(&mut self, row: &Row) {
        let Some(column) = self.column else { return };
        let cell = row.cell(column);
        self.proven = self.proven.or_else(|| order_evidence(cell));
        if self.example.is_none() && needs_order(cell, &self.rules) {
            self.example = Some(cell.to_owned());
        }
    }

    fn order(self) -> Option<DateOrder> {
        let order = self.told.or(self.proven);
        self.example.map(|example| DateOrder { order, example })
    }
}

/// The kind of import a set of fields belongs to.
trait Suggests: Sized {
    const KIND: ImportKind;
    /// Its field of dates.
    const DATED: Self;
}

impl Suggests for CustomerField {
    const KIND: ImportKind = ImportKind::Customers;
    const DATED: Self = Self::Birthday;
}

impl Suggests for ComplaintField {
    const KIND: ImportKind = ImportKind::Complaints;
    const DATED: Self = Self::Received;
}

impl Suggests for PurchaseField {
    const KIND: ImportKind = ImportKind::Purchases;
    const DATED: Self = Self::At;
}

#[cfg(test)]
#[path = "preview_tests.rs"]
mod tests;
