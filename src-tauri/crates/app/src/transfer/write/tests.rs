use super::*;
use crate::transfer::read::{Options, Row, Rows};
use std::fs::File;

#[test]
fn formulas_are_disarmed_and_numbers_stay() {
    for (cell, written) in [
        ("=1+1", "'=1+1"),
        ("@所有人", "'@所有人"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("-1-2", "'-1-2"),
        ("＝1+1", "'＝1+1"),
        ("\t=1", "'\t=1"),
        ("-6,242.49", "-6,242.49"),
        ("-￥6,242.49", "-￥6,242.49"),
        ("+86 199 0513 2140", "+86 199 0513 2140"),
        ("-", "'-"),
        ("王欣", "王欣"),
        ("", ""),
    ] {
        assert_eq!(harmless(cell), written, "{cell:?}");
    }
}

#[test]
fn what_is_written_is_read_back() {
    let rows = [
        vec!["姓名", "手机号", "备注"],
        vec!["王𠮷欣", "19905132140", "一\n二, \"三\" & <四>"],
        vec!["", "0012", "=1+1"],
        vec!["-", "-6,242.49", ""],
    ];
    for format in [ExportFormat::Csv, ExportFormat::Xlsx] {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("table");
        let mut writer = Writer::create(&path, format).expect("a file");
        for row in &rows {
            writer.row(row.iter().copied()).expect("a row");
        }
        writer.finish().expect("the end");
        let mut read = Rows::open(&path, &Options::default(), |_| ()).expect("a table");
        let mut row = Row::default();
        for expect in &rows {
            assert_eq!(read.read(&mut row), Ok(true));
            let cells: Vec<_> = (0..3).map(|i| huike_domain::text::clean(row.cell(i))).collect();
            assert_eq!(&cells, expect, "{format:?}");
        }
        // The end is the end, however often it is asked for.
        assert_eq!(read.read(&mut row), Ok(false));
        assert_eq!(read.read(&mut row), Ok(false));
    }
}

#[test]
fn a_workbook_keeps_numbers_and_days() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("kinds.xlsx");
    let mut writer = Writer::create(&path, ExportFormat::Xlsx).expect("a file");
    let cells = [
        Cell::Text("0012"),
        Cell::Number("2420.36"),
        Cell::Date("1990-02-03"),
        Cell::Date("2026-01-14 04:22:59"),
        Cell::Date("1850-01-01"),
        Cell::Number("no number"),
        Cell::Date(""),
    ];
    writer.cells(cells.into_iter()).expect("a row");
    writer.finish().expect("the end");
    let mut read = Rows::open(&path, &Options::default(), |_| ()).expect("a table");
    let mut row = Row::default();
    assert_eq!(read.read(&mut row), Ok(true));
    let expect: Vec<&str> = cells.iter().map(|cell| cell.text()).collect();
    assert_eq!(row.cells.iter().collect::<Vec<_>>(), expect);
    use crate::transfer::read::CellKind::{Date, Number, Text};
    assert_eq!(row.kinds, [Text, Number, Date, Date, Text, Text, Text]);
}

#[test]
fn a_full_sheet_is_followed_by_another() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("many.xlsx");
    let file = File::create(&path).expect("a file");
    let mut book = workbook::Workbook::with_sheets_of(file, 10).expect("a workbook");
    for _ in 0..15 {
        book.row([Cell::Text("a")].into_iter()).expect("a row");
    }
    book.finish().expect("the end");
    let zip = zip::ZipArchive::new(File::open(&path).expect("a file")).expect("a zip");
    assert!(zip.index_for_name("xl/worksheets/sheet2.xml").is_some());
    assert!(zip.index_for_name("xl/worksheets/sheet3.xml").is_none());
}
