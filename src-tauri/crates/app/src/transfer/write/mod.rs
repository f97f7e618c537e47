//! Writes tables for spreadsheet programs, row by row, so that a million rows cost no memory.

mod delimited;
mod workbook;

use std::borrow::Cow;
use std::io::Result;
use std::path::Path;

use super::ExportFormat;

pub(crate) use delimited::Delimited;

/// A cell to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cell<'a> {
    /// Text, which stays text in every program.
    Text(&'a str),
    /// A number as [`super::read`] gives it; text where it is none.
    Number(&'a str),
    /// A day `2026-01-14`, perhaps with its time `04:22:00`; text where it is none.
    Date(&'a str),
}

impl<'a> Cell<'a> {
    fn text(self) -> &'a str {
        match self {
            Self::Text(text) | Self::Number(text) | Self::Date(text) => text,
        }
    }
}

/// A table being written.
pub(crate) enum Writer {
    /// UTF-8 text.
    Csv(Box<Delimited>),
    /// An Excel workbook.
    Xlsx(Box<workbook::Workbook>),
}

impl Writer {
    /// Starts a file; an existing one is replaced.
    pub(crate) fn create(path: &Path, format: ExportFormat) -> Result<Self> {
        let file = super::files::create_private(path)?;
        Ok(match format {
            // Cards are no table; what would stand in one goes out as CSV.
            ExportFormat::Csv | ExportFormat::Vcf => Self::Csv(Box::new(Delimited::new(file)?)),
            ExportFormat::Xlsx => Self::Xlsx(Box::new(workbook::Workbook::new(file)?)),
        })
    }

    /// Writes one row of text.
    pub(crate) fn row<'a>(&mut self, cells: impl Iterator<Item = &'a str>) -> Result<()> {
        self.cells(cells.map(Cell::Text))
    }

    /// Writes one row.
    pub(crate) fn cells<'a>(&mut self, cells: impl Iterator<Item = Cell<'a>>) -> Result<()> {
        match self {
            Self::Csv(file) => file.row(cells.map(Cell::text)),
            Self::Xlsx(file) => file.row(cells),
        }
    }

    /// Writes what is left and makes sure that it is on the disk.
    pub(crate) fn finish(self) -> Result<()> {
        match self {
            Self::Csv(file) => file.finish(),
            Self::Xlsx(file) => file.finish(),
        }
    }
}

/// A cell that a spreadsheet program will not run. What begins like a formula gets the apostrophe
/// that marks text (and that reading takes off again); a plain number with its sign stays one.
/// The rule is OWASP's on CSV injection.
pub fn harmless(cell: &str) -> Cow<'_, str> {
    let risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let number = |c: char| c.is_ascii_digit() || " .,-()¥￥".contains(c);
    let plain = cell.strip_prefix(['+', '-']).is_some_and(|rest| {
        rest.chars().all(number) && rest.contains(|c: char| c.is_ascii_digit())
            // 1-2 is a sum; a number has its signs in front.
            && (cell.starts_with('+') || !rest.contains('-'))
    });
    if risky && !plain { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

#[cfg(test)]
mod tests;
