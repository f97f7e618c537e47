use std::io::Write;
use std::path::PathBuf;

use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

/// Rows as `number|cell|cell`.
fn all(path: &Path, options: &Options) -> Result<Vec<String>, ReadError> {
    all_of(Rows::open(path, options, |_| ())?)
}

pub(super) fn all_of(mut rows: Rows) -> Result<Vec<String>, ReadError> {
    let mut row = Row::default();
    let mut out = Vec::new();
    while rows.read(&mut row)? {
        let cells: Vec<_> = row.cells.iter().collect();
        out.push(format!("{}|{}", row.number, cells.join("|")));
    }
    Ok(out)
}

pub(super) fn written(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join(name);
    std::fs::write(&path, bytes).expect("a file");
    (dir, path)
}

#[track_caller]
fn check(bytes: &[u8], expect: &[&str]) {
    let (_dir, path) = written("rows.csv", bytes);
    assert_eq!(all(&path, &Options::default()).expect("rows"), expect);
}

#[track_caller]
fn refused(name: &str, bytes: &[u8], expect: FileProblem) {
    let named_workbook = name.ends_with(".xlsx");
    let options = Options { named_workbook, ..Options::default() };
    let (_dir, path) = written(name, bytes);
    assert_eq!(all(&path, &options), Err(ReadError::File(expect)));
}

fn gb(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

fn utf16le(text: &str) -> Vec<u8> {
    [0xfffe_u16.swap_bytes()]
        .into_iter()
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect()
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_numbers_them() {
    check(b"a,b\n1,2\n", &["1|a|b", "2|1|2"]);
    check(b"a,b\r\n\r\n1,2\r\n,\r\n3,4", &["1|a|b", "3|1|2", "5|3|4"]);
    check(b"a,b\n\"1\n1\",2\n\n\"3\r\n3\",4\n", &["1|a|b", "2|1\n1|2", "4|3\r\n3|4"]);
    check(b"\n\n a,b\n", &["3| a|b"]);
}

#[test]
fn quotes_and_ragged_rows() {
    check(b"a,b\n\"x, \"\"y\"\"\",2,3\n1\n", &["1|a|b", "2|x, \"y\"|2|3", "3|1"]);
    check(b"a\tb\n1,5\t2\n", &["1|a|b", "2|1,5|2"]);
    check("\u{feff}a;b\n1;2\n".as_bytes(), &["1|a|b", "2|1|2"]);
}

#[test]
fn encodings_are_told_by_the_bytes() {
    let table = "姓名,电话\n王𠮷欣,1\n";
    let expect = ["1|姓名|电话", "2|王𠮷欣|1"];
    check(table.as_bytes(), &expect);
    check(format!("\u{feff}{table}").as_bytes(), &expect);
    check(&gb(table), &expect);
    check(&utf16le(&table.replace(',', "\t")), &expect);
    // UTF-16 without a mark.
    let units = |table: &str| table.encode_utf16().collect::<Vec<u16>>();
    let tabs = table.replace(',', "\t");
    let low: Vec<u8> = units(&tabs).into_iter().flat_map(u16::to_le_bytes).collect();
    let high: Vec<u8> = units(&tabs).into_iter().flat_map(u16::to_be_bytes).collect();
    check(&low, &expect);
    check(&high, &expect);
    check(&[&[0xfe, 0xff], high.as_slice()].concat(), &expect);
    // Plain letters for a megabyte before the first Chinese character.
    let late = format!("{}姓名,b\n", "a,b\n".repeat(300_000));
    for bytes in [late.clone().into_bytes(), gb(&late)] {
        let (_dir, path) = written("late.csv", &bytes);
        let rows = all(&path, &Options::default()).expect("rows");
        assert_eq!(rows.last().map(String::as_str), Some("300001|姓名|b"));
    }
}

#[test]
fn a_slip_in_the_encoding_stays_in_its_row() {
    let mut bytes = "姓名,电话\n".repeat(500).into_bytes();
    bytes.extend(b"\xff\xfe,1\n");
    let (_dir, path) = written("slip.csv", &bytes);
    let rows = all(&path, &Options::default()).expect("rows");
    assert_eq!(rows[499], "500|姓名|电话");
    assert!(rows[500].contains('\u{fffd}'), "{}", rows[500]);
}

#[test]
fn a_stated_encoding_is_held_to() {
    let (_dir, path) = written("gbk.csv", &gb(&"姓名,电话\n".repeat(50)));
    let stated = |encoding| Options { encoding, ..Options::default() };
    assert_eq!(all(&path, &stated(Encoding::Utf8)), Err(ReadError::File(FileProblem::Encoding)));
    assert_eq!(all(&path, &stated(Encoding::Gb18030)).map(|r| r.len()), Ok(50));
    let big5 = encoding_rs::BIG5.encode("姓名,電話\n王欣,1\n").0.into_owned();
    let (_dir, path) = written("big5.csv", &big5);
    let expect = ["1|姓名|電話", "2|王欣|1"].map(str::to_owned).to_vec();
    assert_eq!(all(&path, &stated(Encoding::Big5)), Ok(expect));
    let (_dir, path) = written("west.csv", b"name,city\nZo\xeb,K\xf6ln \x80\n");
    let expect = ["1|name|city", "2|Zoë|Köln €"].map(str::to_owned).to_vec();
    assert_eq!(all(&path, &stated(Encoding::Windows1252)), Ok(expect));
}

#[test]
fn what_is_no_table_is_refused() {
    refused("a.csv", b"", FileProblem::Empty);
    refused("a.csv", b"a,b\n1,\0\n", FileProblem::Damaged);
    refused(
        "a.csv",
        &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0],
        FileProblem::OldFormat,
    );
    refused("a.csv", b"PK\x05\x06", FileProblem::Damaged);
    refused("a.csv", b"PK\x03\x04 cut short", FileProblem::Damaged);
    refused("a.xlsx", b"a,b\n", FileProblem::Damaged);
    let mut locked = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    refused("a.xlsx", &locked, FileProblem::Encrypted);
    // An open quote would take the rest of a large file for one cell.
    let open = format!("a,b\n\"{}", "x".repeat(20 << 20));
    refused("a.csv", open.as_bytes(), FileProblem::TooLarge);
}

#[test]
fn a_stop_is_heeded() {
    let (_dir, path) = written("a.csv", "a,b\n".repeat(10).as_bytes());
    let options = Options::default();
    let mut rows = Rows::open(&path, &options, |_| ()).expect("rows");
    options.stop.request();
    assert_eq!(rows.read(&mut Row::default()), Err(ReadError::Cancelled));
    assert_eq!(all(&path, &options), Err(ReadError::Cancelled));
}

/// A workbook of one sheet with this inside its `sheetData`.
fn workbook(sheet_data: &[u8]) -> Vec<u8> {
    let data = String::from_utf8(sheet_data.to_vec()).expect("text");
    book("", &[("a", "", "", &data, "")])
}

/// Formats that cells name by their place: plain, a day, percent, hours that run on, a Chinese day,
/// a time of day, text.
const STYLES: &str = r#"<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/></numFmts><cellXfs count="7"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/><xf numFmtId="46"/><xf numFmtId="164"/><xf numFmtId="20"/><xf numFmtId="49"/></cellXfs>"#;

/// A workbook: its properties, and of each sheet the name, the state, what stands before the rows,
/// the rows, and what stands behind them.
pub(in crate::transfer) fn book(
    properties: &str,
    sheets: &[(&str, &str, &str, &str, &str)],
) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut part = |name: &str, content: &str| {
        zip.start_file(name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(content.as_bytes()).expect("its content");
    };
    part(
        "_rels/.rels",
        &format!(
            r#"<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
        ),
    );
    let (mut list, mut relations) = (String::new(), String::new());
    for (at, (name, state, before, data, behind)) in sheets.iter().enumerate() {
        let n = at + 1;
        let state = if state.is_empty() { String::new() } else { format!(r#" state="{state}""#) };
        list += &format!(r#"<sheet name="{name}" sheetId="{n}" r:id="r{n}"{state}/>"#);
        relations += &format!(
            r#"<Relationship Id="r{n}" Type="{DOCUMENT}/worksheet" Target="worksheets/sheet{n}.xml"/>"#
        );
        part(
            &format!("xl/worksheets/sheet{n}.xml"),
            &format!(
                r#"<worksheet xmlns="{MAIN}">{before}<sheetData>{data}</sheetData>{behind}</worksheet>"#
            ),
        );
    }
    part(
        "xl/workbook.xml",
        &format!(
            r#"<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}">{properties}<sheets>{list}</sheets></workbook>"#
        ),
    );
    relations += &format!(r#"<Relationship Id="s" Type="{DOCUMENT}/styles" Target="styles.xml"/>"#);
    part("xl/styles.xml", &format!(r#"<styleSheet xmlns="{MAIN}">{STYLES}</styleSheet>"#));
    part(
        "xl/_rels/workbook.xml.rels",
        &format!(r#"<Relationships xmlns="{PACKAGE}">{relations}</Relationships>"#),
    );
    zip.finish().expect("a zip").into_inner()
}

/// A row of text cells.
pub(in crate::transfer) fn row(number: u32, cells: &[&str]) -> String {
    let cell = |cell: &&str| match cell.is_empty() {
        true => "<c/>".to_owned(),
        false => format!(r#"<c t="inlineStr"><is><t>{cell}</t></is></c>"#),
    };
    format!(r#"<row r="{number}">{}</row>"#, cells.iter().map(cell).collect::<String>())
}

#[track_caller]
fn check_workbook(sheet_data: &str, expect: Result<&[&str], FileProblem>) {
    let (_dir, path) = written("a.xlsx", &workbook(sheet_data.as_bytes()));
    let rows = all(&path, &Options::default());
    let expect = expect.map(|rows| rows.iter().map(|r| (*r).to_owned()).collect());
    assert_eq!(rows, expect.map_err(ReadError::File), "{sheet_data}");
}

#[test]
fn cells_of_a_workbook() {
    check_workbook(
        r#"<row r="2"><c r="B2"><v>19902613433</v></c><c r="D2" t="inlineStr"><is><t>x</t></is></c></row>
           <row r="7"><c r="A7" t="b"><v>1</v></c><c r="B7" t="str"><f>A1</f><v>y</v></c></row>
           <row r="9"><c r="A9"><f>1+1 </f><v></v></c><c r="B9" t="e"><v>#N/A</v></c></row>"#,
        Ok(&["2||19902613433||x", "7|TRUE|y", "9|=1+1 |#N/A"]),
    );
    check_workbook("", Ok(&[]));
    // Rows and cells without their addresses are counted.
    check_workbook(
        "<row><c><v>1</v></c><c><v>2.5</v></c></row><row><c><v>3</v></c></row>",
        Ok(&["1|1|2.5", "2|3"]),
    );
    // Cells that go backwards are somebody's mischief.
    check_workbook(
        r#"<row r="1"><c r="C1"><v>1</v></c><c r="B1"><v>2</v></c></row>"#,
        Err(FileProblem::Damaged),
    );
    check_workbook(
        r#"<row r="5"><c r="A5"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>"#,
        Err(FileProblem::Damaged),
    );
    check_workbook(r#"<row r="1"><c r="A1"><v>1</v>"#, Err(FileProblem::Damaged));
    check_workbook(
        r#"<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="99999999999">B1</f><v>1</v></c></row>"#,
        Ok(&["1|1"]),
    );
}

#[test]
fn what_inflates_without_measure_is_refused_early() {
    let row = format!("<row><c t=\"inlineStr\"><is><t>{}</t></is></c></row>", "A".repeat(1_000));
    let (_dir, path) = written("bomb.xlsx", &workbook(row.repeat(60_000).as_bytes()));
    assert!(std::fs::metadata(&path).expect("a file").len() < 1 << 20);
    assert_eq!(all(&path, &Options::default()), Err(ReadError::File(FileProblem::TooLarge)));
}

#[test]
fn a_workbook_may_be_left_in_the_middle() {
    let row = "<row><c><v>1</v></c><c><v>2</v></c></row>".repeat(50_000);
    let (_dir, path) = written("long.xlsx", &workbook(row.as_bytes()));
    let mut rows = Rows::open(&path, &Options::default(), |_| ()).expect("rows");
    assert_eq!(rows.read(&mut Row::default()), Ok(true));
    drop(rows);
    assert_eq!(all(&path, &Options::default()).map(|r| r.len()), Ok(50_000));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_end(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let (_dir, path) = written("any.csv", &bytes);
        let _ = all(&path, &Options::default());
    }

    #[test]
    fn any_change_to_a_workbook_ends(at in 0_usize..9_862, byte in any::<u8>(), cut in 0_usize..9_862) {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let path = path.join("../../../tests/data/imports/customers_titled.xlsx");
        let mut bytes = std::fs::read(path).expect("the file");
        bytes[at] = byte;
        bytes.drain(cut..(cut + 3).min(9_862).min(cut + usize::from(byte) % 4));
        let (_dir, path) = written("any.xlsx", &bytes);
        let _ = all(&path, &Options::default());
    }

    #[test]
    fn what_is_written_is_read_back(cells in proptest::collection::vec("[^\\x00-\\x09\\x0b-\\x1f\u{feff}]{1,12}", 2..6)) {
        prop_assume!(cells.iter().all(|c| !c.trim_matches(is_blank).is_empty()));
        let mut out = csv::Writer::from_writer(Vec::new());
        for _ in 0..3 {
            out.write_record(&cells).expect("a row");
        }
        let (_dir, path) = written("back.csv", &out.into_inner().expect("bytes"));
        // Several separators fit such rows equally well; only what the comma parts is compared.
        let rows = Rows::open(&path, &Options::default(), |_| ()).expect("rows");
        prop_assume!(rows.format().delimiter == Some(','));
        let rows = all(&path, &Options::default()).expect("rows");
        prop_assert_eq!(&rows[0], &format!("1|{}", cells.join("|")));
        prop_assert_eq!(rows.len(), 3);
    }
}
