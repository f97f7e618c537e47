//! What a workbook really inflates to, counted before anything is parsed, and what must be known of
//! its sheets before their first row is read: merged cells, which stand behind the last row, hidden
//! columns, and about how many rows there are.
//!
//! A zip states its sizes, but whoever wrote it chose the statement. So every part that would be
//! parsed is inflated once into a small buffer and counted, and looked through on the way.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::time::SystemTime;

use quick_xml::XmlVersion;
use quick_xml::events::Event;
use zip::ZipArchive;
use zip::result::ZipError;

use super::counted::{Counted, Progress};
use super::merged::Merge;
use super::tags::Tags;
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
/// The list of sheets and where they lie; more than any workbook needs for it.
const LISTS: usize = 4 << 20;

/// What a sheet is like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sheet {
    pub(super) name: String,
    /// Rows with cells, empty ones that bear a format among them.
    pub(super) rows: u32,
    /// Cells that run over several rows.
    pub(super) merges: Vec<Merge>,
    /// First and last column of each hidden stretch, from 0.
    pub(super) hidden: Vec<(u32, u32)>,
    part: String,
}

/// A workbook found to be of a size that can be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Survey {
    /// Every sheet, hidden ones too, in their order.
    pub(super) sheets: Vec<Sheet>,
    /// Which file this was said of: its length and when it was last written.
    stamp: Option<(u64, SystemTime)>,
}

impl Survey {
    /// Whether it still speaks of `file`.
    pub(super) fn is_of(&self, file: &File) -> bool {
        self.stamp.is_some() && stamp(file) == self.stamp
    }

    /// The sheet of this name; a plain one where the list of sheets could not be read.
    pub(super) fn sheet(&self, name: &str) -> Sheet {
        let found = self.sheets.iter().find(|sheet| sheet.name == name).cloned();
        found.unwrap_or_else(|| Sheet { name: name.to_owned(), ..Sheet::default() })
    }
}

fn stamp(file: &File) -> Option<(u64, SystemTime)> {
    let meta = file.metadata().ok()?;
    Some((meta.len(), meta.modified().ok()?))
}

/// Refuses an archive that inflates to more than a table of a shop can be.
pub(super) fn survey(file: &File, size: u64, stop: &Stop) -> Result<Survey, ReadError> {
    let stamp = stamp(file);
    let packed = Progress::of(size);
    let file = BufReader::new(Counted::new(file, &packed, stop));
    let mut zip = ZipArchive::new(file).map_err(|e| problem(&e))?;
    if zip.len() > PARTS {
        return Err(FileProblem::TooLarge.into());
    }
    if zip.index_for_name("xl/workbook.xml").is_none() && !has_workbook(&zip) {
        return Err(FileProblem::Damaged.into());
    }
    let mut buf = vec![0; 64 * 1024];
    let mut total = 0;
    let mut lists = Lists::default();
    let mut found = HashMap::new();
    for index in 0..zip.len() {
        let mut part = zip.by_index(index).map_err(|e| problem(&e))?;
        let name = part.name().map_err(|e| problem(&e))?.to_ascii_lowercase();
        if !(name.ends_with(".xml") || name.ends_with(".rels")) {
            continue;
        }
        let is_sheet = name.contains("worksheets/") && !name.ends_with(".rels");
        let limit = if is_sheet {
            TOTAL
        } else if name.ends_with("sharedstrings.xml") {
            STRINGS
        } else {
            OTHER
        };
        let mut tags = is_sheet.then(Tags::default);
        let list = lists.of(&name);
        let mut kept = Vec::new();
        let start = packed.done();
        let mut inflated = 0;
        loop {
            stop.check()?;
            let read = part.read(&mut buf)?;
            if let Some(tags) = &mut tags {
                tags.feed(&buf[..read])?;
            }
            if list && kept.len() < LISTS {
                kept.extend_from_slice(&buf[..read]);
            }
            if read == 0 {
                break;
            }
            inflated += read as u64;
            total += read as u64;
            if inflated > limit
                || total > TOTAL
                || (inflated > FREE
                    && inflated > (packed.done().saturating_sub(start) + AHEAD) * RATIO)
            {
                tracing::debug!(inflated, "a workbook inflates beyond measure");
                return Err(FileProblem::TooLarge.into());
            }
        }
        if list {
            lists.keep(name, kept);
        } else if let Some(tags) = tags {
            found.insert(name, tags.finish());
        }
    }
    let mut sheets = lists.sheets();
    for sheet in &mut sheets {
        if let Some(tags) = found.remove(&sheet.part) {
            (sheet.rows, sheet.merges, sheet.hidden) = (tags.rows, tags.merges, tags.hidden);
        }
    }
    Ok(Survey { sheets, stamp })
}

/// The parts that name the sheets and say where each lies.
#[derive(Default)]
struct Lists {
    workbook: Option<(String, Vec<u8>)>,
    relations: HashMap<String, Vec<u8>>,
}

impl Lists {
    fn of(&self, name: &str) -> bool {
        name.ends_with("workbook.xml") || name.ends_with("workbook.xml.rels")
    }

    fn keep(&mut self, name: String, content: Vec<u8>) {
        if name.ends_with(".rels") {
            self.relations.insert(name, content);
        } else {
            self.workbook = Some((name, content));
        }
    }

    /// The sheets with the parts they lie in. What is odd here the reader itself will say; without
    /// it a sheet is only read as if nothing were merged or hidden.
    fn sheets(&self) -> Vec<Sheet> {
        let Some((name, content)) = &self.workbook else { return Vec::new() };
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        let beside = if folder.is_empty() {
            format!("_rels/{file}.rels")
        } else {
            format!("{folder}/_rels/{file}.rels")
        };
        let relations = self.relations.get(&beside).map(Vec::as_slice).unwrap_or_default();
        let targets: HashMap<String, String> =
            elements(relations, "Relationship", ["Id", "Target"])
                .into_iter()
                .map(|[id, target]| (id, target))
                .collect();
        elements(content, "sheet", ["name", "id"])
            .into_iter()
            .map(|[name, id]| {
                let target = targets.get(&id).map(|t| t.to_ascii_lowercase()).unwrap_or_default();
                let part = match target.strip_prefix('/') {
                    Some(absolute) => absolute.to_owned(),
                    None if folder.is_empty() => target,
                    None => format!("{folder}/{target}"),
                };
                Sheet { name, part, ..Sheet::default() }
            })
            .collect()
    }
}

/// Two attributes, by their names without a prefix, of every element of this name.
fn elements(xml: &[u8], name: &str, wanted: [&str; 2]) -> Vec<[String; 2]> {
    let mut reader = quick_xml::Reader::from_reader(xml);
    let mut found = Vec::new();
    while let Ok(event) = reader.read_event() {
        let element = match event {
            Event::Start(element) | Event::Empty(element) => element,
            Event::Eof => break,
            _ => continue,
        };
        if element.local_name().as_ref() != name {
            continue;
        }
        let mut values = [String::new(), String::new()];
        for attribute in element.attributes().flatten() {
            let key = attribute.key.local_name();
            let at = wanted.iter().position(|w| *w == key.as_ref());
            if let Some(at) = at
                && let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0)
            {
                values[at] = value.into_owned();
            }
        }
        found.push(values);
    }
    found
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
