//! A file as a table: its headings found, its rows below them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use chrono::NaiveDate;
use huike_domain::error::InvalidCode;
use huike_domain::shop::Language;
use huike_domain::transfer::contents::SAMPLED_ROWS;
use huike_domain::transfer::dates::{DateRules, needs_order, order_evidence};
use huike_domain::transfer::fields::ImportField;
use huike_domain::transfer::headers::{Choice, Head, Header, HeaderError, Headings, SEARCHED_ROWS};
use huike_domain::transfer::portrait::Own;
use huike_store::customers;

use super::ReadOptions;
use super::files::HeldFile;
use super::read::{Options, ReadError, Row, Rows, Stop};
use crate::App;
use crate::error::{AppError, FileProblem};

/// Rows looked at before a column of dates is taken to need no telling of days from months.
const DATED_ROWS: usize = 1_000;

/// What is known when a file is opened.
#[derive(Clone, Debug)]
pub(crate) struct Opening {
    /// The civil day.
    pub(crate) today: NaiveDate,
    /// What the shop has defined for itself.
    pub(crate) own: Arc<Own>,
    pub(crate) language: Language,
    pub(crate) stop: Stop,
}

impl Opening {
    /// For this shop as it stands.
    pub(crate) fn of(app: &App, stop: Stop) -> Result<Self, AppError> {
        let own = app.read(|reader| {
            let fields = customers::custom_fields(reader)?;
            Ok::<_, AppError>(Own { fields, preferences: customers::preferences(reader)? })
        })?;
        Ok(Self { today: app.today()?, own: Arc::new(own), language: app.language()?, stop })
    }
}

/// The name of a field on the wire: a field of the shop's own goes by the name the shop gave it.
pub(crate) fn name_of<F: ImportField>(field: F, own: &Own) -> String {
    let place = (0..own.fields.len()).find(|place| F::own(*place as u16) == Some(field));
    place.map_or_else(|| field.name().to_owned(), |place| own.fields[place].name.clone())
}

/// A file whose first rows are read.
pub(crate) struct Opened {
    pub(crate) rows: Rows,
    head: VecDeque<Row>,
    opening: Opening,
}

/// A file whose headings are known.
pub(crate) struct Table<F> {
    pub(crate) rows: Rows,
    pub(crate) header: Header<F>,
    /// The headings as they stand; the letters of the columns where there are none.
    pub(crate) headings: Vec<String>,
    /// The number of their row, from 1; 0 where there are none.
    pub(crate) number: u32,
    head: VecDeque<Row>,
}

impl Opened {
    /// Opens a file. Of several sheets, where none was chosen, it is the one whose first rows rank
    /// highest as a table of `F`, of `G` or of `H`.
    pub(crate) fn open<F: ImportField, G: ImportField, H: ImportField>(
        file: &HeldFile,
        options: &ReadOptions,
        opening: &Opening,
    ) -> Result<Self, ReadError> {
        let (today, own) = (opening.today, opening.own.as_ref());
        let rank = |head: &[Row]| {
            let cells = cells(head);
            let head = Head { rows: &cells, hidden: &[], today, own };
            standing::<F>(head).max(standing::<G>(head)).max(standing::<H>(head))
        };
        let mut rows = Rows::open(&file.path, &reading(file, options, opening), rank)?;
        let mut head: VecDeque<Row> = VecDeque::new();
        let mut row = Row::default();
        // Where a row was pointed at, reading goes on to it.
        let first = options.header_row.unwrap_or_default();
        let enough = SEARCHED_ROWS + SAMPLED_ROWS;
        while head.len() < enough && rows.read(&mut row)? {
            if row.number >= first {
                head.push_back(row.clone());
            }
        }
        if row.number == 0 {
            return Err(FileProblem::Empty.into());
        }
        Ok(Self { rows, head, opening: opening.clone() })
    }

    /// Finds the headings as those of a table of `F`.
    pub(crate) fn header<F: ImportField>(
        &self,
        options: &ReadOptions,
        choices: &[Choice<F>],
    ) -> Result<Header<F>, ReadError> {
        let headings = match options.header_row {
            None => Headings::Sought,
            Some(0) => Headings::Absent,
            Some(number) if self.head.front().is_some_and(|row| row.number == number) => {
                Headings::In(0)
            }
            Some(_) => return Err(FileProblem::NoHeader.into()),
        };
        let cells = cells(self.head.iter());
        let hidden = &self.rows.format().hidden;
        let Opening { today, own, .. } = &self.opening;
        let head = Head { rows: &cells, hidden, today: *today, own };
        Header::guess(head, headings, choices).map_err(|error| {
            ReadError::File(match error {
                HeaderError::NoSuchHeading(_) => FileProblem::MissingColumns,
                HeaderError::Missing(_) => FileProblem::NoHeader,
            })
        })
    }

    /// The first rows, by which a file of this shape is known again.
    pub(crate) fn first_rows(&self) -> impl Iterator<Item = &Row> {
        self.head.iter().take(SEARCHED_ROWS)
    }

    /// The table below the headings.
    pub(crate) fn table<F: ImportField>(mut self, header: Header<F>) -> Table<F> {
        let (mut headings, mut number) = (header.labels.clone(), 0);
        if let Some(place) = header.row {
            let row = &self.head[place];
            headings = (0..header.width).map(|index| row.cell(index).to_owned()).collect();
            number = row.number;
            self.head.drain(..=place);
        }
        Table { rows: self.rows, header, headings, number, head: self.head }
    }
}

impl<F: ImportField> Table<F> {
    /// Opens a file and finds its headings, which must name all that is needed.
    pub(crate) fn open(
        file: &HeldFile,
        options: &ReadOptions,
        opening: &Opening,
    ) -> Result<Self, AppError> {
        let table = Self::guess(file, options, opening)?;
        if table.header.missing().is_empty() {
            return Ok(table);
        }
        let none = table.header.columns.is_empty();
        let problem = if none { FileProblem::NoHeader } else { FileProblem::MissingColumns };
        Err(ReadError::File(problem).of(&file.name))
    }

    /// Opens a file and makes the best of its headings, for a person to complete.
    pub(crate) fn guess(
        file: &HeldFile,
        options: &ReadOptions,
        opening: &Opening,
    ) -> Result<Self, AppError> {
        let choices = choices(&options.map, &opening.own)?;
        let opened =
            Opened::open::<F, F, F>(file, options, opening).map_err(|e| e.of(&file.name))?;
        let header = opened.header(options, &choices).map_err(|e| e.of(&file.name))?;
        Ok(opened.table(header))
    }

    /// How its dates are read, as far as nobody has looked at them yet.
    pub(crate) fn dates(&self, options: &ReadOptions, today: NaiveDate) -> DateRules {
        DateRules { order: options.date_order, today, is_1904: self.rows.format().is_1904 }
    }

    /// Reads the next row below the headings into `row`; false at the end.
    pub(crate) fn read(&mut self, row: &mut Row) -> Result<bool, ReadError> {
        match self.head.pop_front() {
            Some(first) => {
                *row = first;
                Ok(true)
            }
            None => self.rows.read(row),
        }
    }

    /// Whether a stray separator has moved the cells of a text file's row.
    pub(crate) fn is_shifted(&self, row: &Row) -> bool {
        self.rows.format().delimiter.is_some()
            && row.cells.len() > self.header.width
            && row.cells.iter().skip(self.header.width).any(|c| !c.trim().is_empty())
    }
}

/// How dates of `field` are read: what a person said of day and month, or else what the whole
/// column says. Reads on past the first rows only where a date among them could be two days.
pub(crate) fn date_rules<F: ImportField>(
    file: &HeldFile,
    options: &ReadOptions,
    field: F,
    opening: &Opening,
) -> Result<DateRules, AppError> {
    let mut table = Table::<F>::guess(file, options, opening)?;
    let rules = table.dates(options, opening.today);
    let Some(column) = table.header.column(field).filter(|_| rules.order.is_none()) else {
        return Ok(rules);
    };
    let mut row = Row::default();
    let mut read = 0;
    let mut needed = false;
    while table.read(&mut row).map_err(|e| e.of(&file.name))? {
        let cell = row.cell(column.index);
        if let Some(order) = order_evidence(cell) {
            return Ok(DateRules { order: Some(order), ..rules });
        }
        read += 1;
        needed = needed || needs_order(cell, &rules);
        if !needed && read >= DATED_ROWS {
            break;
        }
    }
    Ok(rules)
}

/// How well the first rows of a sheet rank as a table of `F`.
fn standing<F: ImportField>(head: Head<'_>) -> Option<(bool, usize, Reverse<usize>, bool)> {
    Header::<F>::guess(head, Headings::Sought, &[]).ok().map(|header| header.standing())
}

fn cells<'a>(rows: impl IntoIterator<Item = &'a Row>) -> Vec<Vec<&'a str>> {
    rows.into_iter().map(|row| row.cells.iter().collect()).collect()
}

/// The options of the reader below.
fn reading(file: &HeldFile, options: &ReadOptions, opening: &Opening) -> Options {
    // The name it was handed in under: where it lies meanwhile it may have none.
    let ending = std::path::Path::new(&file.name).extension();
    let named_workbook = ending.is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    Options {
        encoding: options.encoding,
        sheet: options.sheet.clone(),
        named_workbook,
        surveyed: file.surveyed.clone(),
        language: Some(opening.language),
        stop: opening.stop.clone(),
    }
}

/// What a person said of the columns.
pub(crate) fn choices<F: ImportField>(
    map: &BTreeMap<String, String>,
    own: &Own,
) -> Result<Vec<Choice<F>>, AppError> {
    map.iter()
        .map(|(name, heading)| {
            let own = own.fields.iter().position(|field| field.name == *name);
            let own = || own.and_then(|place| F::own(u16::try_from(place).ok()?));
            let field = F::by_name(name)
                .or_else(own)
                .ok_or_else(|| AppError::invalid(&format!("map.{name}"), InvalidCode::Unknown))?;
            Ok(Choice { field, heading: heading.clone() })
        })
        .collect()
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
