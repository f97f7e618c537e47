//! A file as a table: its headings found, its rows below them.

use std::collections::{BTreeMap, VecDeque};

use huike_domain::error::InvalidCode;
use huike_domain::transfer::dates::{DateRules, DayMonth, needs_order, order_evidence};
use huike_domain::transfer::fields::ImportField;
use huike_domain::transfer::headers::{Choice, Header, HeaderError, SEARCHED_ROWS};

use super::ReadOptions;
use super::files::HeldFile;
use super::read::{Options, ReadError, Row, Rows, Stop};
use crate::error::{AppError, FileProblem};

/// Rows looked at before a column of dates is taken to need no telling of days from months.
const SAMPLED_ROWS: usize = 1_000;

/// A file whose headings are known.
pub(crate) struct Table<F> {
    pub(crate) rows: Rows,
    pub(crate) header: Header<F>,
    /// The headings as they stand.
    pub(crate) headings: Vec<String>,
    /// The number of their row, from 1.
    pub(crate) number: u32,
    head: VecDeque<Row>,
}

impl<F: ImportField> Table<F> {
    /// Opens a file and finds its headings, which must name all that is needed.
    pub(crate) fn open(
        file: &HeldFile,
        options: &ReadOptions,
        stop: &Stop,
    ) -> Result<Self, AppError> {
        let table = Self::guess(file, options, stop)?;
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
        stop: &Stop,
    ) -> Result<Self, AppError> {
        let choices = choices(&options.map)?;
        Self::read_head(file, options, &choices, stop).map_err(|e| e.of(&file.name))
    }

    fn read_head(
        file: &HeldFile,
        options: &ReadOptions,
        choices: &[Choice<F>],
        stop: &Stop,
    ) -> Result<Self, ReadError> {
        let mut rows = Rows::open(&file.path, &reading(file, options, stop))?;
        let mut head: VecDeque<Row> = VecDeque::new();
        let mut row = Row::default();
        // Where a row was pointed at, reading goes on to it.
        let enough = |head: &VecDeque<Row>, row: &Row| match options.header_row {
            Some(number) => row.number >= number,
            None => head.len() >= SEARCHED_ROWS,
        };
        while !enough(&head, &row) && rows.read(&mut row)? {
            if options.header_row.is_none_or(|number| row.number >= number) {
                head.push_back(row.clone());
            }
        }
        if row.number == 0 {
            return Err(FileProblem::Empty.into());
        }
        if options.header_row.is_some_and(|n| head.front().is_none_or(|row| row.number != n)) {
            return Err(FileProblem::NoHeader.into());
        }
        let cells: Vec<Vec<&str>> = head.iter().map(|row| row.cells.iter().collect()).collect();
        let header = Header::guess(&cells, None, choices).map_err(|error| match error {
            HeaderError::NoSuchHeading(_) => FileProblem::MissingColumns,
            HeaderError::Missing(_) => FileProblem::NoHeader,
        })?;
        let headings = cells[header.row][..header.width].iter().map(|c| (*c).to_owned()).collect();
        let number = head[header.row].number;
        head.drain(..=header.row);
        Ok(Self { rows, header, headings, number, head })
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

/// What a whole column says of the order of day and month. Reads on past the first rows only
/// where a date among them could be two days.
pub(crate) fn date_order<F: ImportField>(
    file: &HeldFile,
    options: &ReadOptions,
    field: F,
    stop: &Stop,
) -> Result<Option<DayMonth>, AppError> {
    let mut table = Table::<F>::guess(file, options, stop)?;
    let Some(column) = table.header.column(field) else {
        return Ok(None);
    };
    let rules = DateRules { order: None, today: chrono::NaiveDate::MAX };
    let mut row = Row::default();
    let mut read = 0;
    let mut needed = false;
    while table.read(&mut row).map_err(|e| e.of(&file.name))? {
        let cell = row.cell(column.index);
        if let Some(order) = order_evidence(cell) {
            return Ok(Some(order));
        }
        read += 1;
        needed = needed || needs_order(cell, &rules);
        if !needed && read >= SAMPLED_ROWS {
            break;
        }
    }
    Ok(None)
}

/// The options of the reader below.
fn reading(file: &HeldFile, options: &ReadOptions, stop: &Stop) -> Options {
    // The name it was handed in under: where it lies meanwhile it may have none.
    let ending = std::path::Path::new(&file.name).extension();
    let named_workbook = ending.is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    Options { encoding: options.encoding, sheet: None, named_workbook, stop: stop.clone() }
}

fn choices<F: ImportField>(map: &BTreeMap<String, String>) -> Result<Vec<Choice<F>>, AppError> {
    map.iter()
        .map(|(name, heading)| {
            let field = F::by_name(name)
                .ok_or_else(|| AppError::invalid(&format!("map.{name}"), InvalidCode::Unknown))?;
            Ok(Choice { field, heading: heading.clone() })
        })
        .collect()
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
