//! Rows of a workbook (XLSX), read on a thread of their own: unpacking and parsing go on while the
//! rows before are being stored.

use std::fs::File;
use std::io::BufReader;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use calamine::{
    Reader, SheetType, SheetVisible, Xlsx, XlsxCellReader, XlsxError, XlsxFormulaMetadata,
};
use huike_domain::transfer::headers::SEARCHED_ROWS;

use super::counted::{Counted, Progress};
use super::merged::Filling;
use super::survey::{Sheet, survey};
use super::{CellKind, Format, NamedSheet, Options, ReadError, Row, Stop, cells};
use crate::error::FileProblem;

/// Cells handed over at a time.
const BATCH: usize = 4_096;
/// Batches under way.
const AHEAD: usize = 4;
/// Sheets whose first rows are compared where none was chosen.
const COMPARED: usize = 50;

type Source = BufReader<Counted<File>>;
type Book = Xlsx<Source>;

enum Message {
    Rows(Vec<Row>),
    Failed(ReadError),
    /// Said aloud, so that a thread that died is not taken for a file that ended.
    End,
}

pub(super) struct WorkbookRows {
    messages: Option<Receiver<Message>>,
    batch: std::vec::IntoIter<Row>,
    ended: bool,
    thread: Option<JoinHandle<()>>,
}

impl WorkbookRows {
    /// Opens the sheet that was chosen, or else the one whose first rows rank highest.
    pub(super) fn open<K: Ord>(
        file: File,
        options: &Options,
        progress: &Progress,
        rank: impl Fn(&[Row]) -> K,
    ) -> Result<(Self, Format), ReadError> {
        let stopped = |error| options.stop.check().err().unwrap_or(error);
        let survey = options.surveyed.get(&file, || survey(&file, progress.total(), &options.stop));
        let survey = survey.map_err(stopped)?;
        let reader =
            BufReader::with_capacity(64 * 1024, Counted::new(file, progress, &options.stop));
        let mut book = Book::new(reader).map_err(|e| problem(&e, &options.stop))?;
        let worksheets = || book.sheets_metadata().iter().filter(|s| s.typ == SheetType::WorkSheet);
        let visible: Vec<String> = worksheets()
            .filter(|s| s.visible == SheetVisible::Visible)
            .map(|s| s.name.clone())
            .collect();
        let name = match &options.sheet {
            // A hidden one may be named, though it is not offered.
            Some(name) if worksheets().any(|s| s.name == *name) => name.clone(),
            Some(_) => return Err(FileProblem::NoSheet.into()),
            None => {
                let stop = &options.stop;
                first_choice(&mut book, &visible, |name| survey.sheet(name), rank, stop)?
            }
        };
        let is_1904 = book.has_1904_epoch();
        let sheet = survey.sheet(&name);
        let hidden = sheet.hidden.clone();
        let (sender, messages) = sync_channel(AHEAD);
        let stop = options.stop.clone();
        let thread = std::thread::Builder::new().name("workbook".into()).spawn(move || {
            let end = match send(&mut book, sheet, &sender, &stop) {
                Ok(()) => Message::End,
                Err(error) => Message::Failed(error),
            };
            // Nobody listens any more where the reader was dropped.
            let _ = sender.send(end);
        })?;
        let named =
            |name: &String| NamedSheet { name: name.clone(), rows: survey.sheet(name).rows };
        let format = Format {
            encoding: "xlsx",
            delimiter: None,
            sheets: visible.iter().map(named).collect(),
            sheet: Some(name),
            hidden,
            is_1904,
        };
        let rows = Self {
            messages: Some(messages),
            batch: Vec::new().into_iter(),
            ended: false,
            thread: Some(thread),
        };
        Ok((rows, format))
    }

    pub(super) fn read(&mut self, row: &mut Row) -> Result<bool, ReadError> {
        loop {
            if let Some(next) = self.batch.next() {
                *row = next;
                return Ok(true);
            }
            if self.ended {
                return Ok(false);
            }
            let message = self.messages.as_ref().and_then(|m| m.recv().ok());
            match message {
                Some(Message::Rows(rows)) => self.batch = rows.into_iter(),
                Some(Message::End) => self.ended = true,
                Some(Message::Failed(error)) => return Err(error),
                None => return Err(FileProblem::Damaged.into()),
            }
        }
    }
}

impl Drop for WorkbookRows {
    fn drop(&mut self) {
        // With nobody to send to the thread ends at its next batch.
        self.messages = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The visible sheet whose first rows rank highest, the first of equals; an empty one only where
/// all are.
fn first_choice<K: Ord>(
    book: &mut Book,
    visible: &[String],
    sheet: impl Fn(&str) -> Sheet,
    rank: impl Fn(&[Row]) -> K,
    stop: &Stop,
) -> Result<String, ReadError> {
    let first = visible.first().ok_or(FileProblem::Empty)?;
    let mut best: Option<(K, &String)> = None;
    // One sheet needs no comparing.
    for name in visible.iter().take(COMPARED).filter(|_| visible.len() > 1) {
        let head = head(book, sheet(name), stop)?;
        if head.is_empty() {
            continue;
        }
        let rank = rank(&head);
        if best.as_ref().is_none_or(|(highest, _)| rank > *highest) {
            best = Some((rank, name));
        }
    }
    Ok(best.map_or(first, |(_, name)| name).clone())
}

/// The first rows of a sheet that are not empty.
fn head(book: &mut Book, sheet: Sheet, stop: &Stop) -> Result<Vec<Row>, ReadError> {
    let mut rows = SheetRows::open(book, sheet, stop)?;
    let mut head = Vec::new();
    while head.len() < SEARCHED_ROWS
        && let Some(row) = rows.next(stop)?
    {
        if !row.is_blank() {
            head.push(row);
        }
    }
    Ok(head)
}

/// Sends the rows of a sheet.
fn send(
    book: &mut Book,
    sheet: Sheet,
    to: &SyncSender<Message>,
    stop: &Stop,
) -> Result<(), ReadError> {
    let mut rows = SheetRows::open(book, sheet, stop)?;
    let mut batch: Vec<Row> = Vec::new();
    let mut size = 0;
    while let Some(row) = rows.next(stop)? {
        size += row.cells.len();
        batch.push(row);
        if size >= BATCH {
            size = 0;
            if to.send(Message::Rows(std::mem::take(&mut batch))).is_err() {
                return Ok(());
            }
        }
    }
    // Whether anybody still listens is seen at the end of it all.
    let _ = to.send(Message::Rows(batch));
    Ok(())
}

/// The rows of a sheet, put together from its cells.
struct SheetRows<'a> {
    cells: XlsxCellReader<'a, Source>,
    filling: Filling,
    row: Row,
    last: u32,
    ended: bool,
}

impl<'a> SheetRows<'a> {
    fn open(book: &'a mut Book, sheet: Sheet, stop: &Stop) -> Result<Self, ReadError> {
        let cells = book.worksheet_cells_reader(&sheet.name).map_err(|e| problem(&e, stop))?;
        let filling = Filling::new(sheet.merges);
        Ok(Self { cells, filling, row: Row::default(), last: 0, ended: false })
    }

    /// The next row that has a cell.
    fn next(&mut self, stop: &Stop) -> Result<Option<Row>, ReadError> {
        while !self.ended {
            stop.check()?;
            // Formulas come as they stand: expanding shared ones would trust an index in the file.
            let cell = self.cells.next_cell_with_formula_metadata();
            let cell = cell.map_err(|e| problem(&e, stop))?;
            let number = cell.as_ref().map(|c| c.pos.0 + 1);
            let mut whole = None;
            if number != Some(self.row.number) {
                let mut row = std::mem::take(&mut self.row);
                if !row.cells.is_empty() {
                    self.last = row.number;
                    self.filling.fill(&mut row);
                    whole = Some(row);
                }
                let Some(number) = number else {
                    self.ended = true;
                    return Ok(whole);
                };
                if number <= self.last {
                    return Err(FileProblem::Damaged.into());
                }
                self.row.number = number;
            }
            if let Some(cell) = cell {
                let column = cell.pos.1 as usize;
                let row = &mut self.row;
                if column < row.cells.len() || column > 16_383 {
                    return Err(FileProblem::Damaged.into());
                }
                while row.cells.len() < column {
                    row.cells.push_field("");
                }
                row.kinds.resize(column, CellKind::Text);
                let formula = match &cell.formula {
                    Some(
                        XlsxFormulaMetadata::Normal { formula }
                        | XlsxFormulaMetadata::Shared { formula, .. },
                    ) => Some(formula.as_str()),
                    _ => None,
                };
                row.kinds.push(cells::push(&mut row.cells, &cell.value, formula));
            }
            if whole.is_some() {
                return Ok(whole);
            }
        }
        Ok(None)
    }
}

fn problem(error: &XlsxError, stop: &Stop) -> ReadError {
    if let Err(cancelled) = stop.check() {
        return cancelled;
    }
    tracing::debug!(%error, "a workbook could not be read");
    ReadError::File(match error {
        XlsxError::Password => FileProblem::Encrypted,
        _ => FileProblem::Damaged,
    })
}
