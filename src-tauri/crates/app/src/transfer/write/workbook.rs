//! An Excel workbook of text cells, packed as it is written.
//!
//! Text cells are never run as formulas and keep their leading zeros. The few parts a workbook
//! needs are written here directly: a table of text wants nothing of a spreadsheet library.

use std::fs::File;
use std::io::{BufWriter, Error, Result, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

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

    pub(crate) fn row<'a>(&mut self, cells: impl Iterator<Item = &'a str>) -> Result<()> {
        if self.rows == self.most {
            self.end_sheet()?;
            self.start_sheet()?;
        }
        self.rows += 1;
        self.pending.push_str("<row>");
        for cell in cells {
            if cell.is_empty() {
                self.pending.push_str("<c/>");
                continue;
            }
            self.pending.push_str(r#"<c t="inlineStr"><is><t xml:space="preserve">"#);
            escape(cell, &mut self.pending);
            self.pending.push_str("</t></is></c>");
        }
        self.pending.push_str("</row>");
        if self.pending.len() > 64 * 1024 { self.pack() } else { Ok(()) }
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
        self.part("xl/workbook.xml", &format!(
            r#"{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><sheets>{sheets}</sheets></workbook>"#
        ))?;
        self.part("xl/_rels/workbook.xml.rels", &format!(
            r#"{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>"#
        ))?;
        self.part("_rels/.rels", &format!(
            r#"{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
        ))?;
        self.part("[Content_Types].xml", &format!(
            r#"{DECLARATION}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/>{types}</Types>"#
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
