//! Reads a spreadsheet row by row, whatever it was saved as.
//!
//! A file is told by its bytes, not by its name. Nothing is held but the row in hand: a file of a
//! million rows costs no more memory than one of ten, and a file that inflates without end is
//! refused before it is parsed.

mod cards;
mod cells;
mod charset;
mod counted;
mod delimiter;
mod merged;
mod sniff;
mod survey;
mod tags;
mod text;
mod workbook;

use std::fs::File;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use csv::StringRecord;
use huike_domain::shop::Language;
use huike_domain::text::is_blank;

use super::Encoding;
use crate::error::{AppError, FileProblem};

pub use counted::Progress;

/// How to read a file.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Text encoding; ignored for a workbook.
    pub encoding: Encoding,
    /// The sheet of a workbook; found by its first rows where absent.
    pub sheet: Option<String>,
    /// Whether it is named as a workbook, which text may not be: what is no workbook then is damaged.
    pub named_workbook: bool,
    /// The language of the headings that a file without any is given.
    pub language: Option<Language>,
    /// What was found out about this file when it was opened before.
    pub surveyed: Surveyed,
    /// Set by another thread to stop; looked at many times a second.
    pub stop: Stop,
}

/// What is known of one workbook before it is parsed, kept so that a file that is looked at again
/// and again while a person chooses is unpacked to be counted once.
#[derive(Clone, Debug, Default)]
pub struct Surveyed(Arc<Mutex<Option<Arc<survey::Survey>>>>);

impl Surveyed {
    fn get(
        &self,
        file: &File,
        survey: impl FnOnce() -> Result<survey::Survey, ReadError>,
    ) -> Result<Arc<survey::Survey>, ReadError> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept.as_ref().filter(|known| known.is_of(file)) {
            return Ok(Arc::clone(known));
        }
        let found = Arc::new(survey()?);
        *kept = Some(Arc::clone(&found));
        Ok(found)
    }
}

/// A request to stop, shared between threads.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Asks.
    pub fn request(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Fails once a stop was asked for.
    ///
    /// # Errors
    /// [`ReadError::Cancelled`].
    pub fn check(&self) -> Result<(), ReadError> {
        if self.0.load(Ordering::Relaxed) { Err(ReadError::Cancelled) } else { Ok(()) }
    }
}

/// Why reading ended early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// Something is wrong with the file.
    File(FileProblem),
    /// A stop was asked for.
    Cancelled,
}

impl ReadError {
    /// As a use case answers it; `name` is what a person calls the file.
    #[must_use]
    pub fn of(self, name: &str) -> AppError {
        match self {
            Self::File(problem) => AppError::File { name: name.to_owned(), problem },
            Self::Cancelled => AppError::Cancelled,
        }
    }
}

impl From<FileProblem> for ReadError {
    fn from(problem: FileProblem) -> Self {
        Self::File(problem)
    }
}

impl From<std::io::Error> for ReadError {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == counted::STOPPED {
            return Self::Cancelled;
        }
        tracing::debug!(kind = ?error.kind(), "a file could not be read");
        Self::File(match error.kind() {
            std::io::ErrorKind::FileTooLarge => FileProblem::TooLarge,
            std::io::ErrorKind::InvalidData | std::io::ErrorKind::UnexpectedEof => {
                FileProblem::Damaged
            }
            _ => FileProblem::Unreadable,
        })
    }
}

/// What the bytes turned out to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Format {
    /// `utf-8`, `gb18030` …, `xlsx` or `vcard`.
    pub encoding: &'static str,
    /// What parts the cells; none in a workbook.
    pub delimiter: Option<char>,
    /// The visible sheets; empty for text.
    pub sheets: Vec<NamedSheet>,
    /// The sheet that is read.
    pub sheet: Option<String>,
    /// First and last column of each hidden stretch, from 0.
    pub hidden: Vec<(u32, u32)>,
    /// Whether a number that is a day counts from 1904, as old Macs do.
    pub is_1904: bool,
}

impl Format {
    /// Whether the column is hidden.
    #[must_use]
    pub fn hides(&self, column: usize) -> bool {
        let within =
            |(first, last): &(u32, u32)| (*first as usize..=*last as usize).contains(&column);
        self.hidden.iter().any(within)
    }
}

/// A sheet that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedSheet {
    /// Its name.
    pub name: String,
    /// Rows that have cells, the headings and empty but formatted ones among them.
    pub rows: u32,
}

/// What a cell was in the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellKind {
    /// Text, and whatever else is shown as it stands.
    #[default]
    Text,
    /// A number.
    Number,
    /// A day, with or without a time.
    Date,
}

/// One row. Handed in to be filled, so that a million rows cost a few allocations.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// The cells as text; dates as `2026-01-14` or `2026-01-14 04:22:00`.
    pub cells: StringRecord,
    /// As a spreadsheet numbers it, from 1.
    pub number: u32,
    /// What the cells were in a workbook; empty for text.
    pub kinds: Vec<CellKind>,
}

impl Row {
    /// The cell at `index`; empty where the row is shorter.
    #[must_use]
    pub fn cell(&self, index: usize) -> &str {
        self.cells.get(index).unwrap_or_default()
    }

    fn is_blank(&self) -> bool {
        self.cells.as_slice().chars().all(is_blank)
    }
}

/// A file being read.
pub struct Rows {
    source: Source,
    format: Format,
    progress: Progress,
    stop: Stop,
}

enum Source {
    Text(Box<text::TextRows>),
    Workbook(workbook::WorkbookRows),
    Cards(Box<cards::CardRows>),
}

impl Rows {
    /// Opens a file and finds out how it is written. Of several sheets, where none was chosen, it
    /// is the one whose first rows `rank` highest.
    ///
    /// # Errors
    /// [`FileProblem`] for a file that is not a table, is damaged, or is more than a table of a
    /// shop can be; [`ReadError::Cancelled`].
    pub fn open<K: Ord>(
        path: &Path,
        options: &Options,
        rank: impl Fn(&[Row]) -> K,
    ) -> Result<Self, ReadError> {
        let file = File::open(path)?;
        let meta = file.metadata()?;
        if !meta.is_file() {
            return Err(FileProblem::Unreadable.into());
        }
        let progress = Progress::of(meta.len());
        let stop = options.stop.clone();
        let (source, format) = match sniff::kind(&file, options.named_workbook)? {
            sniff::Kind::Workbook => {
                let (rows, format) = workbook::WorkbookRows::open(file, options, &progress, rank)?;
                (Source::Workbook(rows), format)
            }
            sniff::Kind::Cards => {
                let (rows, format) = cards::CardRows::open(file, options, &progress)?;
                (Source::Cards(Box::new(rows)), format)
            }
            sniff::Kind::Text => {
                let (rows, format) = text::TextRows::open(file, options, &progress)?;
                (Source::Text(Box::new(rows)), format)
            }
        };
        Ok(Self { source, format, progress, stop })
    }

    /// Reads the next row that is not empty into `row`; false at the end.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn read(&mut self, row: &mut Row) -> Result<bool, ReadError> {
        loop {
            self.stop.check()?;
            let more = match &mut self.source {
                Source::Text(rows) => rows.read(row)?,
                Source::Workbook(rows) => rows.read(row)?,
                Source::Cards(rows) => rows.read(row)?,
            };
            if !more || !row.is_blank() {
                return Ok(more);
            }
        }
    }

    /// What the bytes turned out to be.
    #[must_use]
    pub fn format(&self) -> &Format {
        &self.format
    }

    /// How far through the file reading has come; can be watched from another thread.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.progress.clone()
    }
}

#[cfg(test)]
pub(super) mod tests;
#[cfg(test)]
mod workbook_tests;

#[cfg(test)]
mod cards_tests;
