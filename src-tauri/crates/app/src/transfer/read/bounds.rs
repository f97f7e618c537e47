//! How much a workbook really inflates to, counted before anything is parsed.
//!
//! A zip states its sizes, but whoever wrote it chose the statement. So every part that would be
//! parsed is inflated once into a small buffer and counted.

use std::fs::File;
use std::io::{BufReader, Read, Seek};

use zip::ZipArchive;
use zip::result::ZipError;

use super::counted::{Counted, Progress};
use super::{ReadError, Stop};
use crate::error::FileProblem;

/// All parts together. A sheet of Excel's 1,048,576 rows with twenty columns comes near it.
const TOTAL: u64 = 1 << 30;
/// The shared strings are held in memory while the sheet is read.
const STRINGS: u64 = 128 << 20;
/// Styles, theme, relations.
const OTHER: u64 = 32 << 20;
/// Sheets shrink to a tenth or a twentieth; what shrinks to less than a hundredth was made to.
const RATIO: u64 = 100;
/// Below this nobody is hurt, whatever the ratio.
const FREE: u64 = 4 << 20;
/// Read ahead of what is inflated, at most.
const AHEAD: u64 = 64 << 10;
const PARTS: usize = 10_000;

/// Refuses an archive that inflates to more than a table of a shop can be.
pub(super) fn check(file: &File, size: u64, stop: &Stop) -> Result<(), ReadError> {
    let packed = Progress::of(size);
    let file = BufReader::new(Counted::new(file, &packed));
    let mut zip = ZipArchive::new(file).map_err(|e| problem(&e))?;
    if zip.len() > PARTS {
        return Err(FileProblem::TooLarge.into());
    }
    if zip.index_for_name("xl/workbook.xml").is_none() && !has_workbook(&zip) {
        return Err(FileProblem::Damaged.into());
    }
    let mut buf = vec![0; 64 * 1024];
    let mut total = 0;
    for index in 0..zip.len() {
        let mut part = zip.by_index(index).map_err(|e| problem(&e))?;
        let name = part.name().map_err(|e| problem(&e))?.to_ascii_lowercase();
        if !(name.ends_with(".xml") || name.ends_with(".rels")) {
            continue;
        }
        let limit = if name.contains("worksheets/") {
            TOTAL
        } else if name.ends_with("sharedstrings.xml") {
            STRINGS
        } else {
            OTHER
        };
        let start = packed.done();
        let mut inflated = 0;
        loop {
            stop.check()?;
            let read = part.read(&mut buf)? as u64;
            if read == 0 {
                break;
            }
            inflated += read;
            total += read;
            if inflated > limit
                || total > TOTAL
                || (inflated > FREE
                    && inflated > (packed.done().saturating_sub(start) + AHEAD) * RATIO)
            {
                tracing::debug!(inflated, "a workbook inflates beyond measure");
                return Err(FileProblem::TooLarge.into());
            }
        }
    }
    Ok(())
}

/// The main part may bear another name; its content type does not.
fn has_workbook<R: Read + Seek>(zip: &ZipArchive<R>) -> bool {
    zip.file_names().any(|n| n.is_ok_and(|n| n.to_ascii_lowercase().ends_with("workbook.xml")))
}

fn problem(error: &ZipError) -> FileProblem {
    match error {
        ZipError::Io(e) if e.kind() == std::io::ErrorKind::PermissionDenied => {
            FileProblem::Unreadable
        }
        ZipError::UnsupportedArchive(why) if why.contains("assword") => FileProblem::Encrypted,
        _ => FileProblem::Damaged,
    }
}
