//! Importing half a million customers as CSV and as a workbook: rows a second beside the sqlite3
//! program on the same CSV, memory at its most, and how soon a cancelled import is gone.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use huike_app::customers::{self, CustomerQuery};
use huike_app::events::Event;
use huike_app::transfer::{self, ImportKind, ImportOptions, ImportReport};
use huike_app::{App, AppError, clock};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{empty_shop, sqlite3};
use crate::table::Table;

const CUSTOMERS: usize = 500_000;

/// Megabytes above what the program needs with the shop open and nothing to do.
const MEMORY_BAR: u64 = 300;

const HEADINGS: [&str; 7] = ["客户编号", "姓名", "手机号", "生日", "公司", "标签", "备注"];

pub(super) fn measure(table: &mut Table) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (csv, xlsx) = (folder.path().join("customers.csv"), folder.path().join("customers.xlsx"));
    write_csv(&csv).expect("a file");
    write_xlsx(&xlsx).expect("a file");
    let peer = sqlite3(&csv).map(|time| ("sqlite3 .import", time));
    for (name, file) in [("CSV", &csv), ("XLSX", &xlsx)] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let app = empty_shop(folder.path());
        let before = table.resident_kb();
        let start = Instant::now();
        rehearsed(&app, file);
        table.rate(
            &format!("rehearse 500,000 customers, {name}"),
            CUSTOMERS,
            start.elapsed(),
            None,
        );
        table.grown(&format!("rehearse 500,000 customers, {name}: memory"), before, MEMORY_BAR);
        let before = table.resident_kb();
        let start = Instant::now();
        let report = import(&app, file).expect("imported");
        table.rate(&format!("import 500,000 customers, {name}"), CUSTOMERS, start.elapsed(), peer);
        table.grown(&format!("import 500,000 customers, {name}: memory"), before, MEMORY_BAR);
        assert_eq!(report.imported as usize, CUSTOMERS, "{report:?}");
        drop(app);
        let waited = cancelled(file);
        table.row(&format!("cancel at 250,000 of 500,000 customers, {name}"), 500, waited);
    }
}

fn rehearsed(app: &App, file: &Path) {
    let held = app.files().hold(file, &transfer::files::name_of(file));
    let job = clock::new_operation();
    let options = ImportOptions::default();
    let found = transfer::rehearse(app, job, held, ImportKind::Customers, options, None);
    assert_eq!(found.expect("rehearsed").report.imported as usize, CUSTOMERS);
}

fn import(app: &App, file: &Path) -> Result<ImportReport, AppError> {
    let held = app.files().hold(file, &transfer::files::name_of(file));
    let op = clock::new_operation();
    transfer::import(app, op, held, ImportKind::Customers, ImportOptions::default())
}

/// From asking until the import has answered and the file is as before.
fn cancelled(file: &Path) -> Duration {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let app = empty_shop(folder.path());
    let (asked, wait) = channel();
    let (mut events, stopping) = (app.events(), app.clone());
    let stopper = std::thread::spawn(move || {
        while let Ok(event) = events.blocking_recv() {
            if let Event::Progress { job, done, .. } = event
                && done as usize >= CUSTOMERS / 2
            {
                asked.send(Instant::now()).expect("somebody waits");
                return transfer::cancel(&stopping, job).expect("a running import");
            }
        }
    });
    let answer = import(&app, file);
    let waited = wait.recv().expect("it was asked to stop").elapsed();
    stopper.join().expect("asked");
    assert_eq!(answer, Err(AppError::Cancelled));
    let left = customers::page(&app, CustomerQuery::default(), 0, 1).expect("a page");
    assert!(left.rows.is_empty(), "somebody was left behind");
    waited
}

/// The cells of a customer; a day of birth as days since the end of 1899, as workbooks count.
struct Row {
    number: String,
    name: String,
    phone: String,
    born: u32,
    company: &'static str,
    tags: &'static str,
    note: String,
}

impl Row {
    fn texts(&self) -> [&str; 6] {
        [&self.number, &self.name, &self.phone, self.company, self.tags, &self.note]
    }
}

/// The same customers every time.
fn rows() -> impl Iterator<Item = Row> {
    const SURNAMES: [&str; 12] =
        ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "欧阳", "孙"];
    let mut random = fastrand::Rng::with_seed(23);
    (0..CUSTOMERS).map(move |n| {
        // Two characters of the commonest four thousand or so.
        let mut letter = || char::from_u32(0x4e00 + random.u32(..4_000)).unwrap_or('明');
        let name = format!("{}{}{}", SURNAMES[n % 12], letter(), letter());
        Row {
            number: format!("K{n:06}"),
            name,
            phone: format!("199{:08}", n * 97 % 100_000_000),
            born: random.u32(18_300..38_700),
            company: ["", "", "", "拾光设计", "晨曦物业管理有限公司"][n % 5],
            tags: ["老客", "", "新客、坚果"][n % 3],
            note: if n % 4 == 0 { format!("第 {n} 位，常在周末来") } else { String::new() },
        }
    })
}

fn write_csv(path: &Path) -> std::io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    writeln!(out, "{}", HEADINGS.join(","))?;
    let start = chrono::NaiveDate::from_ymd_opt(1899, 12, 30).unwrap_or_default();
    for row in rows() {
        let born = start + chrono::Days::new(row.born.into());
        let [number, name, phone, company, tags, note] = row.texts();
        writeln!(out, "{number},{name},{phone},{born},{company},{tags},{note}")?;
    }
    out.flush()
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// As Excel writes it: texts among the shared ones, days as numbers with a style. Written row by
/// row, so that what this took is not there to be used again when memory is measured.
fn write_xlsx(path: &Path) -> std::io::Result<()> {
    let mut zip = ZipWriter::new(BufWriter::new(File::create(path)?));
    for (name, content) in [
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{MAIN}" xmlns:r="{KINDS}"><sheets><sheet name="客户" sheetId="1" r:id="r1"/></sheets></workbook>"#
            ),
        ),
        (
            "_rels/.rels",
            format!(
                r#"<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{KINDS}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                r#"<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{KINDS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{KINDS}/styles" Target="styles.xml"/><Relationship Id="r3" Type="{KINDS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/styles.xml",
            format!(
                r#"<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#
            ),
        ),
    ] {
        start(&mut zip, name)?;
        zip.write_all(content.as_bytes())?;
    }
    start(&mut zip, "xl/worksheets/sheet1.xml")?;
    write!(zip, r#"<worksheet xmlns="{MAIN}"><sheetData><row r="1">"#)?;
    for (place, column) in ('A'..='G').enumerate() {
        write!(zip, r#"<c r="{column}1" t="s"><v>{place}</v></c>"#)?;
    }
    write!(zip, "</row>")?;
    let mut shared = HEADINGS.len();
    for (row, n) in rows().zip(2..) {
        write!(zip, r#"<row r="{n}">"#)?;
        for (text, column) in row.texts().into_iter().zip("ABCEFG".chars()) {
            if column == 'E' {
                write!(zip, r#"<c r="D{n}" s="1"><v>{}</v></c>"#, row.born)?;
            }
            if !text.is_empty() {
                write!(zip, r#"<c r="{column}{n}" t="s"><v>{shared}</v></c>"#)?;
                shared += 1;
            }
        }
        write!(zip, "</row>")?;
    }
    write!(zip, "</sheetData></worksheet>")?;
    start(&mut zip, "xl/sharedStrings.xml")?;
    write!(zip, r#"<sst xmlns="{MAIN}">"#)?;
    for heading in HEADINGS {
        write!(zip, "<si><t>{heading}</t></si>")?;
    }
    for row in rows() {
        for text in row.texts().into_iter().filter(|text| !text.is_empty()) {
            write!(zip, "<si><t>{text}</t></si>")?;
        }
    }
    write!(zip, "</sst>")?;
    zip.finish()?.flush()
}

fn start(zip: &mut ZipWriter<BufWriter<File>>, part: &str) -> std::io::Result<()> {
    let options = SimpleFileOptions::default().compression_level(Some(3)).large_file(true);
    Ok(zip.start_file(part, options)?)
}
