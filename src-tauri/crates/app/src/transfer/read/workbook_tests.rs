//! Several sheets, hidden ones, merged cells, hidden columns, both ways of counting days.

use super::tests::{all_of, book, row, written};
use super::*;

fn open(bytes: &[u8], sheet: Option<&str>) -> Result<(Vec<String>, Format), ReadError> {
    let (_dir, path) = written("a.xlsx", bytes);
    let options = Options { sheet: sheet.map(str::to_owned), ..Options::default() };
    // The sheet with a phone number in its first rows is the one that is meant.
    let rank = |head: &[Row]| head.iter().any(|row| row.cells.iter().any(|cell| cell == "手机"));
    let rows = Rows::open(&path, &options, rank)?;
    let format = rows.format().clone();
    Ok((all_of(rows)?, format))
}

#[track_caller]
fn check(bytes: &[u8], sheet: Option<&str>, expect: &[&str]) -> Format {
    let (rows, format) = open(bytes, sheet).expect("rows");
    assert_eq!(rows, expect);
    format
}

fn several() -> Vec<u8> {
    let people = [row(1, &["姓名", "手机"]), row(2, &["王欣", "1"])].concat();
    let secret = [row(1, &["姓名", "手机"]), row(2, &["密", "9"])].concat();
    book(
        "",
        &[
            ("空", "", "", "", ""),
            ("说明", "", "", &row(1, &["请先阅读"]), ""),
            ("底稿", "hidden", "", &secret, ""),
            ("客户 &amp; 会员", "", "", &people, ""),
            ("更多", "", "", &row(1, &["姓名", "手机"]), ""),
            ("深处", "veryHidden", "", &secret, ""),
        ],
    )
}

#[test]
fn the_sheet_that_ranks_highest_is_read() {
    let format = check(&several(), None, &["1|姓名|手机", "2|王欣|1"]);
    let named = |name: &str, rows| NamedSheet { name: name.to_owned(), rows };
    let sheets = [named("空", 0), named("说明", 1), named("客户 & 会员", 2), named("更多", 1)];
    assert_eq!(format.sheets, sheets);
    assert_eq!(format.sheet.as_deref(), Some("客户 & 会员"));
}

#[test]
fn a_sheet_is_chosen_by_name() {
    check(&several(), Some("说明"), &["1|请先阅读"]);
    check(&several(), Some("空"), &[]);
    // One that is not offered may still be named.
    check(&several(), Some("底稿"), &["1|姓名|手机", "2|密|9"]);
    assert_eq!(open(&several(), Some("客户")), Err(ReadError::File(FileProblem::NoSheet)));
}

#[test]
fn merged_cells_read_as_they_are_seen() {
    let rows = [
        row(1, &["客户名单", "", "", ""]),
        row(2, &["姓名", "联系方式", "", "备注"]),
        row(3, &["", "手机", "微信", ""]),
        row(4, &["王欣", "1", "wx", "a"]),
        row(5, &["", "2", "", ""]),
        row(6, &["李伟", "3", "", ""]),
        row(7, &["", "", "", ""]),
        row(8, &["张三", "4"]),
    ];
    let merges = ["A1:D1", "A2:A3", "B2:C2", "D2:D3", "A4:A5", "D4:D5", "A6:A7", "B6:B7"];
    let merges = merges.map(|m| format!(r#"<mergeCell ref="{m}"/>"#)).concat();
    let merges = format!("<mergeCells>{merges}</mergeCells>");
    check(
        &book("", &[("a", "", "", &rows.concat(), &merges)]),
        None,
        &[
            "1|客户名单|||",
            "2|姓名|联系方式||备注",
            "3|姓名|手机|微信|备注",
            "4|王欣|1|wx|a",
            "5|王欣|2||a",
            "6|李伟|3||",
            "8|张三|4",
        ],
    );
}

#[test]
fn hidden_columns_are_read_and_told() {
    let before = r#"<cols><col min="2" max="3" hidden="1"/></cols>"#;
    let rows = row(1, &["a", "b", "c", "d"]);
    let format = check(&book("", &[("a", "", before, &rows, "")]), None, &["1|a|b|c|d"]);
    assert_eq!([0, 1, 2, 3].map(|column| format.hides(column)), [false, true, true, false]);
}

#[test]
fn days_count_from_1900_or_1904() {
    let rows = row(1, &["a"]);
    for (properties, expect) in
        [("", false), (r#"<workbookPr date1904="1"/>"#, true), (r#"<workbookPr/>"#, false)]
    {
        let format = check(&book(properties, &[("a", "", "", &rows, "")]), None, &["1|a"]);
        assert_eq!(format.is_1904, expect);
    }
}

#[test]
fn cells_keep_what_they_were() {
    let cells = r#"<row r="1"><c t="inlineStr"><is><t>013</t></is></c><c><v>13</v></c><c t="b"><v>1</v></c><c r="F1"><v>1.5</v></c></row>"#;
    let (_dir, path) = written("a.xlsx", &book("", &[("a", "", "", cells, "")]));
    let mut rows = Rows::open(&path, &Options::default(), |_| ()).expect("rows");
    let mut row = Row::default();
    assert_eq!(rows.read(&mut row), Ok(true));
    use CellKind::{Number, Text};
    assert_eq!(row.kinds, [Text, Number, Text, Text, Text, Number]);
}

#[test]
fn a_file_that_changed_is_surveyed_anew() {
    let one = book("", &[("a", "", "", &row(1, &["x"]), "")]);
    let two = book("", &[("b", "", "", &[row(1, &["x"]), row(2, &["y"])].concat(), "")]);
    let (_dir, path) = written("a.xlsx", &one);
    let options = Options::default();
    let sheets = |options: &Options| {
        Rows::open(&path, options, |_| ()).expect("rows").format().sheets.clone()
    };
    assert_eq!(sheets(&options)[0].rows, 1);
    std::fs::write(&path, two).expect("a file");
    let named = NamedSheet { name: "b".to_owned(), rows: 2 };
    assert_eq!(sheets(&options), [named]);
}
