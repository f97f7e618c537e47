//! An Excel workbook of text, numbers and days, packed as it is written.
//!
//! Text cells are never run as formulas and keep their leading zeros. The few parts a workbook
//! needs are written here directly: such a table wants nothing of a spreadsheet library.

use std::fs::File;
use std::io::{BufWriter, Error, Result, Write};

use chrono::{NaiveDate, NaiveTime, Timelike};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::Cell;

/// Excel's own limit.
const ROWS_A_SHEET: u32 = 1_048_576;
/// Excel's own limit, in characters.
const CELL_CHARS: usize = 32_767;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;

pub(crate) struct Workbook {
    zip: ZipWriter<BufWriter<File>>,
    /// Text gathered for the packer, which is slow with small pieces.
    pending: String,
    sheets: u32,
    /// Rows on the present sheet, and how many it may have.
    rows: u32,
    most: u32,
}

impl Workbook {
    pub(crate) fn new(file: File) -> Result<Self> {
        Self::with_sheets_of(file, ROWS_A_SHEET)
    }

    pub(super) fn with_sheets_of(file: File, most: u32) -> Result<Self> {
        let zip = ZipWriter::new(BufWriter::with_capacity(128 * 1024, file));
        let mut book = Self { zip, pending: String::new(), sheets: 0, rows: 0, most };
        book.start_sheet()?;
        Ok(book)
    }

    pub(crate) fn row<'a>(&mut self, cells: impl Iterator<Item = Cell<'a>>) -> Result<()> {
        if self.rows == self.most {
            self.end_sheet()?;
            self.start_sheet()?;
        }
        self.rows += 1;
        self.pending.push_str("<row>");
        for cell in cells {
            self.cell(cell);
        }
        self.pending.push_str("</row>");
        if self.pending.len() > 64 * 1024 { self.pack() } else { Ok(()) }
    }

    fn cell(&mut self, cell: Cell<'_>) {
        let serial = match cell {
            Cell::Number(text) => {
                text.parse::<f64>().ok().filter(|n| n.is_finite()).map(|_| (text.to_owned(), 0))
            }
            Cell::Date(text) => serial(text),
            Cell::Text(_) => None,
        };
        match (serial, cell.text()) {
            (Some((number, 0)), _) => self.pending.push_str(&format!("<c><v>{number}</v></c>")),
            (Some((number, style)), _) => {
                self.pending.push_str(&format!(r#"<c s="{style}"><v>{number}</v></c>"#));
            }
            (None, "") => self.pending.push_str("<c/>"),
            (None, text) => {
                self.pending.push_str(r#"<c t="inlineStr"><is><t xml:space="preserve">"#);
                escape(text, &mut self.pending);
                self.pending.push_str("</t></is></c>");
            }
        }
    }

    pub(crate) fn finish(mut self) -> Result<()> {
        self.end_sheet()?;
        let each =
            |format: &dyn Fn(u32) -> String| (1..=self.sheets).map(format).collect::<String>();
        let sheets = each(&|n| format!(r#"<sheet name="{n}" sheetId="{n}" r:id="r{n}"/>"#));
        let relations = each(&|n| {
            format!(
                r#"<Relationship Id="r{n}" Type="{DOCUMENT}/worksheet" Target="worksheets/sheet{n}.xml"/>"#
            )
        });
        let types = each(&|n| {
            format!(
                r#"<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{TYPES}.worksheet+xml"/>"#
            )
        });
        self.part("xl/styles.xml", &format!(
            r#"{DECLARATION}<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="165" formatCode="yyyy\-mm\-dd\ hh:mm:ss"/></numFmts><fonts count="1"><font><sz val="11"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/></cellXfs></styleSheet>"#
        ))?;
        self.part("xl/workbook.xml", &format!(
            r#"{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><sheets>{sheets}</sheets></workbook>"#
        ))?;
        self.part("xl/_rels/workbook.xml.rels", &format!(
            r#"{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{relations}<Relationship Id="s" Type="{DOCUMENT}/styles" Target="styles.xml"/></Relationships>"#
        ))?;
        self.part("_rels/.rels", &format!(
            r#"{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
        ))?;
        self.part("[Content_Types].xml", &format!(
            r#"{DECLARATION}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{TYPES}.styles+xml"/>{types}</Types>"#
        ))?;
        let file = self.zip.finish()?;
        file.into_inner().map_err(|e| e.into_error())?.sync_all()
    }

    fn start_sheet(&mut self) -> Result<()> {
        self.sheets += 1;
        self.rows = 0;
        let options = SimpleFileOptions::default().compression_level(Some(3)).large_file(true);
        self.zip.start_file(format!("xl/worksheets/sheet{}.xml", self.sheets), options)?;
        self.pending.push_str(DECLARATION);
        self.pending.push_str(&format!(r#"<worksheet xmlns="{MAIN}"><sheetData>"#));
        Ok(())
    }

    fn end_sheet(&mut self) -> Result<()> {
        self.pending.push_str("</sheetData></worksheet>");
        self.pack()
    }

    fn pack(&mut self) -> Result<()> {
        self.zip.write_all(self.pending.as_bytes())?;
        self.pending.clear();
        Ok(())
    }

    fn part(&mut self, name: &str, content: &str) -> Result<()> {
        self.zip.start_file(name, SimpleFileOptions::default()).map_err(Error::from)?;
        self.zip.write_all(content.as_bytes())
    }
}

/// A day as the number a workbook keeps it as, and the style that shows it. Days before March 1900
/// have none that every program agrees on.
fn serial(text: &str) -> Option<(String, u8)> {
    let (day, time) = match text.split_once(' ') {
        Some((day, time)) => (day, Some(time)),
        None => (text, None),
    };
    let day = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?;
    let days = (day - NaiveDate::from_ymd_opt(1899, 12, 30)?).num_days();
    if !(61..=2_958_465).contains(&days) {
        return None;
    }
    let Some(time) = time else { return Some((days.to_string(), 1)) };
    let time = NaiveTime::parse_from_str(time, "%H:%M:%S").ok()?;
    let part = f64::from(time.num_seconds_from_midnight()) / 86_400.0;
    Some((format!("{}", days as f64 + part), 2))
}

/// Text as XML holds it; what XML cannot hold at all is left out.
fn escape(cell: &str, out: &mut String) {
    for c in cell.chars().take(CELL_CHARS) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => {}
            '\n' | '\t' => out.push(c),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c < ' ' => {}
            c => out.push(c),
        }
    }
}
