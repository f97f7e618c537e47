//! Rows of a text file: comma, semicolon or tab between the cells, quotes around what holds them.

use std::fs::File;

use csv::{ErrorKind, Reader, ReaderBuilder, Terminator};

use super::charset::{Charset, Transcoder};
use super::counted::{Bounded, Counted, Progress, fill};
use super::{Format, Options, ReadError, Row, delimiter};
use crate::error::FileProblem;

/// More than any row of a shop; an open quote would else swallow the file.
const ROW_BYTES: usize = 16 << 20;

const SAMPLE: usize = 64 * 1024;

pub(super) struct TextRows {
    reader: Reader<Bounded<Transcoder<Counted<File>>>>,
    /// The number of the row read last.
    number: u32,
    /// The line the reader stands on, from 1.
    line: u64,
}

impl TextRows {
    pub(super) fn open(
        mut file: File,
        options: &Options,
        progress: &Progress,
    ) -> Result<(Self, Format), ReadError> {
        let charset = Charset::of(&mut file, options.encoding, &options.stop)?;
        let mut sample = vec![0; SAMPLE];
        let len = fill(&mut charset.open(&file)?, &mut sample)?;
        if charset.is_utf16() && sample[..len].contains(&0) {
            return Err(FileProblem::Damaged.into());
        }
        let mark = delimiter::sniff(&sample[..len]);
        let text = charset.open(Counted::new(file, progress, &options.stop))?;
        let reader = ReaderBuilder::new()
            .delimiter(mark)
            .has_headers(false)
            .flexible(true)
            .terminator(Terminator::CRLF)
            .buffer_capacity(256 * 1024)
            .from_reader(Bounded::new(text, ROW_BYTES));
        let format = Format {
            encoding: charset.name(),
            delimiter: Some(char::from(mark)),
            sheets: Vec::new(),
            sheet: None,
            hidden: Vec::new(),
            is_1904: false,
        };
        Ok((Self { reader, number: 0, line: 1 }, format))
    }

    pub(super) fn read(&mut self, row: &mut Row) -> Result<bool, ReadError> {
        let more = self.reader.read_record(&mut row.cells).map_err(problem)?;
        self.reader.get_mut().reset();
        if more {
            self.count(row);
        }
        Ok(more)
    }

    /// Numbers the row as a spreadsheet would: blank lines, which the reader passes over, count;
    /// line breaks inside a cell do not.
    fn count(&mut self, row: &mut Row) {
        let line = self.reader.position().line();
        let taken = line - self.line;
        self.line = line;
        let blank = if taken > 1 {
            let inside = row.cells.as_slice().bytes().filter(|b| *b == b'\n').count() as u64;
            taken.saturating_sub(1 + inside)
        } else {
            0
        };
        self.number = self.number.saturating_add(1 + u32::try_from(blank).unwrap_or(u32::MAX));
        row.number = self.number;
    }
}

fn problem(error: csv::Error) -> ReadError {
    match error.into_kind() {
        ErrorKind::Io(error) => error.into(),
        // The bytes were valid when the encoding was found; the file has changed since.
        _ => FileProblem::Damaged.into(),
    }
}
