use std::path::PathBuf;

use super::*;
use crate::error::FileProblem;

fn file(name: &str) -> HeldFile {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../tests/data/imports");
    HeldFile::new(&path.join(name), name)
}

/// In a shop that has brought nothing in yet.
fn look(
    file: &HeldFile,
    kind: Option<ImportKind>,
    options: &ReadOptions,
    opening: &Opening,
) -> Result<Preview, AppError> {
    let folder = tempfile::tempdir().expect("a folder");
    let app = crate::App::open(folder.path()).expect("a shop");
    app.read(|reader| preview(reader, file, kind, options, opening))
}

fn opening() -> Opening {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
    Opening {
        today,
        own: Default::default(),
        language: Default::default(),
        stop: crate::transfer::read::Stop::default(),
    }
}

#[track_caller]
fn check(
    name: &str,
    suggested: ImportKind,
    read_as: (&str, Option<&str>),
    header_row: u32,
    map: &str,
) {
    let seen = look(&file(name), None, &ReadOptions::default(), &opening()).expect(name);
    assert_eq!(seen.suggested, suggested);
    assert_eq!((seen.encoding.as_str(), seen.delimiter.as_deref()), read_as);
    assert_eq!(seen.header_row, header_row);
    let pairs: Vec<String> = seen.map.iter().map(|(f, h)| format!("{f}={h}")).collect();
    assert_eq!(pairs.join(" "), map);
    assert!(seen.rows.len() <= SHOWN);
}

#[test]
fn files_as_offices_hand_them_over() {
    check(
        "customers_gbk.csv",
        ImportKind::Customers,
        ("gb18030", Some(",")),
        1,
        "birthday=生日 name=姓名 note=备注 phone=手机号 source=来源 tags=标签",
    );
    check(
        "customers_titled.xlsx",
        ImportKind::Customers,
        ("xlsx", None),
        2,
        "birthday=出生日期 company=公司 name=客户姓名 note=说明 phone=联系电话",
    );
    check(
        "orders_semicolon.csv",
        ImportKind::Purchases,
        ("utf-8", Some(";")),
        1,
        "amount=实付金额 at=下单时间 customer=客户手机 item=商品 order=订单号 quantity=数量",
    );
    check(
        "complaints_gbk.csv",
        ImportKind::Complaints,
        ("gb18030", Some(",")),
        1,
        "name=1、您的姓名： order=3、订单号 phone=2、您的手机号码： received=提交答卷时间 \
         severity=6、严重程度 status=处理状态 via=来源 what=4、请描述您遇到的问题（必填） \
         wish=5、您希望如何解决",
    );
    check(
        "header_only.csv",
        ImportKind::Customers,
        ("utf-8", Some(",")),
        1,
        "name=姓名 phone=手机号",
    );
}

#[test]
fn the_first_rows_are_shown_as_they_stand() {
    let seen = look(&file("customers_titled.xlsx"), None, &ReadOptions::default(), &opening());
    let seen = seen.expect("a preview");
    assert_eq!(seen.headers, ["客户姓名", "联系电话", "出生日期", "公司", "消费金额", "说明"]);
    assert_eq!(
        seen.rows[0].cells,
        ["郝军", "19902613433", "1992-03-22", "拾光设计", "2420.36", "+86 开头的备注"]
    );
    assert_eq!(seen.rows[1].cells[5], "=1+1 不是公式");
    assert_eq!(seen.fields[0], "name");
}

#[test]
fn a_person_may_point_and_choose() {
    let options = ReadOptions {
        header_row: Some(2),
        map: [("note".into(), "公司".into()), ("company".into(), String::new())].into(),
        ..ReadOptions::default()
    };
    let seen =
        look(&file("customers_titled.xlsx"), Some(ImportKind::Customers), &options, &opening());
    let seen = seen.expect("a preview");
    assert_eq!(seen.map.get("note").map(String::as_str), Some("公司"));
    assert_eq!(seen.map.get("company"), None);

    let wrong = ReadOptions { header_row: Some(5_000), ..ReadOptions::default() };
    assert_eq!(problem("customers_gbk.csv", &wrong), FileProblem::NoHeader);
    let absent = ReadOptions { map: [("name".into(), "谁".into())].into(), ..Default::default() };
    assert_eq!(problem("customers_gbk.csv", &absent), FileProblem::MissingColumns);
}

#[track_caller]
fn problem(name: &str, options: &ReadOptions) -> FileProblem {
    match look(&file(name), Some(ImportKind::Customers), options, &opening()) {
        Err(AppError::File { problem, .. }) => problem,
        other => panic!("{name}: {other:?}"),
    }
}

#[test]
fn what_is_no_table_is_said() {
    for (name, expect) in [
        ("empty.csv", FileProblem::Empty),
        ("not_really.xlsx", FileProblem::Damaged),
        ("cut_short.xlsx", FileProblem::Damaged),
        ("nowhere.csv", FileProblem::Unreadable),
        (".", FileProblem::Unreadable),
    ] {
        assert_eq!(problem(name, &ReadOptions::default()), expect, "{name}");
    }
}
