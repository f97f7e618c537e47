//! Rows of a workbook (XLSX), read on a thread of their own: unpacking and parsing go on while the
//! rows before are being stored.

use std::fs::File;
use std::io::BufReader;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use calamine::{Reader, SheetType, SheetVisible, Xlsx, XlsxError, XlsxFormulaMetadata};

use super::counted::{Counted, Progress};
use super::{Format, Options, ReadError, Row, Stop, bounds, cells};
use crate::error::FileProblem;

/// Cells handed over at a time.
const BATCH: usize = 4_096;
/// Batches under way.
const AHEAD: usize = 4;

type Book = Xlsx<BufReader<Counted<File>>>;

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
    pub(super) fn open(
        file: File,
        options: &Options,
        progress: &Progress,
    ) -> Result<(Self, Format), ReadError> {
        bounds::check(&file, progress.total(), &options.stop)?;
        let reader = BufReader::with_capacity(64 * 1024, Counted::new(file, progress));
        let mut book = Book::new(reader).map_err(|e| problem(&e))?;
        let sheets: Vec<String> = book
            .sheets_metadata()
            .iter()
            .filter(|s| s.typ == SheetType::WorkSheet && s.visible == SheetVisible::Visible)
            .map(|s| s.name.clone())
            .collect();
        let wanted = match &options.sheet {
            Some(sheet) if sheets.contains(sheet) => vec![sheet.clone()],
            Some(_) => return Err(FileProblem::Empty.into()),
            None => sheets.clone(),
        };
        let (sender, messages) = sync_channel(AHEAD);
        let stop = options.stop.clone();
        let thread = std::thread::Builder::new().name("workbook".into()).spawn(move || {
            let end = match send_first(&mut book, &wanted, &sender, &stop) {
                Ok(()) => Message::End,
                Err(error) => Message::Failed(error),
            };
            // Nobody listens any more where the reader was dropped.
            let _ = sender.send(end);
        })?;
        let format = Format { encoding: "xlsx", delimiter: None, sheets };
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

/// Sends the rows of the first wanted sheet that has any.
fn send_first(
    book: &mut Book,
    wanted: &[String],
    to: &SyncSender<Message>,
    stop: &Stop,
) -> Result<(), ReadError> {
    for sheet in wanted {
        if send_sheet(book, sheet, to, stop)? {
            break;
        }
    }
    Ok(())
}

/// Sends the rows of one sheet; false where it has none.
fn send_sheet(
    book: &mut Book,
    sheet: &str,
    to: &SyncSender<Message>,
    stop: &Stop,
) -> Result<bool, ReadError> {
    let mut reader = book.worksheet_cells_reader(sheet).map_err(|e| problem(&e))?;
    let mut batch: Vec<Row> = Vec::new();
    let mut row = Row::default();
    let mut size = 0;
    let mut last = 0;
    loop {
        stop.check()?;
        // Formulas come as they stand: expanding shared ones would trust an index in the file.
        let cell = reader.next_cell_with_formula_metadata().map_err(|e| problem(&e))?;
        let number = cell.as_ref().map(|c| c.pos.0 + 1);
        if number != Some(row.number) {
            if !row.cells.is_empty() {
                size += row.cells.len();
                last = row.number;
                batch.push(std::mem::take(&mut row));
            }
            if (size >= BATCH || number.is_none()) && !batch.is_empty() {
                size = 0;
                if to.send(Message::Rows(std::mem::take(&mut batch))).is_err() {
                    return Ok(true);
                }
            }
            let Some(number) = number else {
                return Ok(last > 0);
            };
            if number <= last {
                return Err(FileProblem::Damaged.into());
            }
            row.number = number;
        }
        let Some(cell) = cell else { continue };
        let column = cell.pos.1 as usize;
        if column < row.cells.len() || column > 16_383 {
            return Err(FileProblem::Damaged.into());
        }
        while row.cells.len() < column {
            row.cells.push_field("");
        }
        let formula = match &cell.formula {
            Some(
                XlsxFormulaMetadata::Normal { formula }
                | XlsxFormulaMetadata::Shared { formula, .. },
            ) => Some(formula.as_str()),
            _ => None,
        };
        cells::push(&mut row.cells, &cell.value, formula);
    }
}

fn problem(error: &XlsxError) -> ReadError {
    tracing::debug!(%error, "a workbook could not be read");
    ReadError::File(match error {
        XlsxError::Password => FileProblem::Encrypted,
        _ => FileProblem::Damaged,
    })
}
