//! Files as offices, phones and back offices really write them.

use encoding_rs::{BIG5, GB18030};

use super::*;
use crate::transfer::read::tests::{book, row};

impl Bench {
    /// Every customer as `name|phone|birthday|note`, in order of entry.
    fn people(&self) -> Vec<String> {
        let person = |draft: CustomerDraft| {
            let born = draft.birthday.as_ref();
            let born = born.map(huike_domain::transfer::values::birthday_text).unwrap_or_default();
            let phone = draft.phone.strip_prefix("+86").unwrap_or(&draft.phone).to_owned();
            let note = draft.note.replace('\n', "/");
            format!("{}|{phone}|{born}|{note}", draft.name)
        };
        drafts(self).into_iter().map(person).collect()
    }
}

/// `rejected` says why rows were not taken: `row field code`.
#[track_caller]
fn check(name: &str, bytes: &[u8], people: &[&str], rejected: &[&str]) {
    let bench = Bench::new();
    let path = bench.folder.path().join(name);
    std::fs::write(&path, bytes).expect("a file");
    let file = bench.app.files().hold(&path, name);
    let rehearsed = bench.rehearse(&file, ImportKind::Customers, &ImportOptions::default());
    let refused = rehearsed.rows.iter().filter_map(|row| {
        let reason = row.reason.as_ref()?;
        Some(format!("{} {} {:?}", row.number, reason.field, reason.code))
    });
    let refused: Vec<String> = refused.collect();
    let report = bench.import(&file, ImportKind::Customers, ImportOptions::default());
    let report = report.expect("an import");
    assert_eq!((bench.people(), refused), (owned(people), owned(rejected)));
    assert_eq!(report.rejected as usize, rejected.len());
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// A cell of a number, with the format at a place; see [`book`].
fn number(value: &str, style: u8) -> String {
    format!(r#"<c s="{style}"><v>{value}</v></c>"#)
}

fn text(value: &str) -> String {
    format!(r#"<c t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>"#)
}

fn cells(at: u32, cells: &[String]) -> String {
    format!(r#"<row r="{at}">{}</row>"#, cells.concat())
}

/// One sheet of rows.
fn sheet(rows: &[String]) -> Vec<u8> {
    book("", &[("客户", "", "", &rows.concat(), "")])
}

fn utf16(text: &str, mark: bool, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
    units.flat_map(to_bytes).collect()
}

#[test]
fn whatever_the_encoding() {
    let plain = "姓名,手机号,备注\n王欣,19905132140,常客\n李𠮷,19905132141,😀 喜欢\n";
    let expect = ["王欣|19905132140||常客", "李𠮷|19905132141||😀 喜欢"];
    for mark in [true, false] {
        check("le.csv", &utf16(plain, mark, u16::to_le_bytes), &expect, &[]);
        check("be.csv", &utf16(plain, mark, u16::to_be_bytes), &expect, &[]);
        let tabs = plain.replace(',', "\t");
        check("le.txt", &utf16(&tabs, mark, u16::to_le_bytes), &expect, &[]);
    }
    check("gb.csv", &GB18030.encode(plain).0, &expect, &[]);
    let traditional =
        "姓名,手機號碼,備註\n陳美麗,19905132140,經常來\n黃國華,19905132141,喜歡綠茶,\n";
    let expect = ["陳美麗|19905132140||經常來", "黃國華|19905132141||喜歡綠茶"];
    check("big5.csv", &BIG5.encode(traditional).0, &expect, &[]);
    check("utf8.csv", traditional.as_bytes(), &expect, &[]);
    check("gbk.csv", &GB18030.encode(traditional).0, &expect, &[]);
}

#[test]
fn numbers_that_are_phones() {
    let head = cells(1, &["姓名", "手机号"].map(text));
    let phones = ["1.3800000001E10", "13800000002.0", "13800000003", "8613800000004", "1.38E+10"];
    let rows = phones.iter().zip(2..).map(|(phone, at)| cells(at, &[text("甲"), number(phone, 0)]));
    let rows: Vec<String> = std::iter::once(head).chain(rows).collect();
    check(
        "phones.xlsx",
        &sheet(&rows),
        &[
            "甲|13800000001||",
            "甲|13800000002||",
            "甲|13800000003||",
            "甲|13800000004||",
            "甲|13800000000||",
        ],
        &[],
    );
    check(
        "phones.csv",
        "姓名,手机号\n甲,1.38E+10\n乙,13800000002.0\n丙,\"=\"\"13800000003\"\"\"\n丁,'13800000004\n戊,１３８００００００５５\n己,\u{202d}13800000006\u{202c}\n".as_bytes(),
        &["乙|13800000002||", "丙|13800000003||", "丁|13800000004||", "戊|13800000055||", "己|13800000006||"],
        &["2 phone Shortened"],
    );
}

#[test]
fn days_in_every_form() {
    let days = [
        number("32964", 1),
        number("32964", 0),
        number("32964.5", 4),
        text("1990-04-01"),
        text("1990年4月1日"),
        text("1990.4.1"),
        text("19900401"),
        number("19900401", 0),
        r#"<c t="d"><v>1990-04-01T00:00:00</v></c>"#.to_owned(),
    ];
    let head = cells(1, &["姓名", "生日"].map(text));
    let rows = days.iter().zip(2..).map(|(day, at)| cells(at, &[text("甲"), day.clone()]));
    let rows: Vec<String> = std::iter::once(head).chain(rows).collect();
    let expect = vec!["甲||1990-04-01|"; days.len()];
    check("days.xlsx", &sheet(&rows), &expect, &[]);
    let later = days.map(|day| day.replace("32964", "31502"));
    let rows = later.iter().take(3).zip(2..).map(|(day, at)| cells(at, &[text("甲"), day.clone()]));
    let head = cells(1, &["姓名", "生日"].map(text));
    let rows: String = std::iter::once(head).chain(rows).collect();
    let book = book(r#"<workbookPr date1904="true"/>"#, &[("客户", "", "", &rows, "")]);
    check("1904.xlsx", &book, &["甲||1990-04-01|"; 3], &[]);
}

#[test]
fn cells_that_are_more_than_text() {
    let head = cells(1, &["姓名", "手机号", "备注", "折扣", "时长"].map(text));
    let rich = r#"<c t="inlineStr"><is><r><t>王</t></r><r><rPr><b/></rPr><t>欣</t></r><rPh sb="0" eb="1"><t>wang</t></rPh></is></c>"#;
    let formula = r#"<c t="str"><f>CONCATENATE("199","05132140")</f><v>19905132140</v></c>"#;
    let error = r#"<c t="e"><f>NA()</f><v>#N/A</v></c>"#;
    let sum = r#"<c><f>SUM(A1:A2)</f><v>19905132142</v></c>"#;
    let rows = [
        head,
        cells(
            2,
            &[rich.into(), formula.into(), text("一&#10;二"), number("0.85", 2), number("1.5", 3)],
        ),
        cells(3, &[text("李英"), error.into(), text("x"), String::new(), String::new()]),
        "<row r=\"4\"/>".to_owned(),
        cells(9, &[text("张三"), sum.into(), "<c t=\"b\"><v>1</v></c>".into()]),
        cells(10, &[text("_x0041_赵"), number("19905132143", 6)]),
    ];
    check(
        "rich.xlsx",
        &sheet(&rows),
        &["王欣|19905132140||一/二", "张三|19905132142||TRUE", "A赵|19905132143||"],
        &["3 phone Garbled"],
    );
}

#[test]
fn tables_that_do_not_begin_at_the_top() {
    let people = |from: u32| {
        [
            row(from, &["", "姓名", "手机号", "备注"]),
            row(from + 1, &["1", "王欣", "19905132140", "a"]),
            row(from + 3, &["2", "李英", "19905132141", "b"]),
        ]
        .concat()
    };
    let expect = ["王欣|19905132140||a", "李英|19905132141||b"];
    let title =
        [row(1, &["二〇二六年客户登记表"]), row(2, &["制表：王经理", "", "电话：19900000000"])]
            .concat();
    let merge = r#"<mergeCells><mergeCell ref="A1:D1"/></mergeCells>"#;
    let far = [title.clone(), people(12)].concat();
    check("far.xlsx", &book("", &[("客户", "", "", &far, merge)]), &expect, &[]);
    let cover = row(1, &["使用说明：请在第二张表填写"]);
    let second = book("", &[("说明", "", "", &cover, ""), ("数据", "", "", &people(1), "")]);
    check("second.xlsx", &second, &expect, &[]);
    let text = "客户登记表,,,\n\n制表：王经理,,,\n,,,\n序号,姓名,手机号,备注\n1,王欣,19905132140,a\n,,,\n2,李英,19905132141,b\n";
    check("far.csv", text.as_bytes(), &expect, &[]);
    // A line of sums at the end is nobody.
    let sums = format!("{text}合计,,,2\n");
    check("sums.csv", sums.as_bytes(), &expect, &["9 name Required"]);
}

#[test]
fn wide_hidden_and_doubled_columns() {
    let mut headings: Vec<String> = (0..200).map(|n| format!("指标{n}")).collect();
    (headings[150], headings[180]) = ("姓名".to_owned(), "手机号".to_owned());
    let mut values: Vec<String> = (0..200).map(|n| n.to_string()).collect();
    (values[150], values[180]) = ("王欣".to_owned(), "19905132140".to_owned());
    let wide = format!("{}\n{}\n", headings.join(","), values.join(","));
    check("wide.csv", wide.as_bytes(), &["王欣|19905132140||"], &[]);
    let doubled = "姓名,手机号,手机号,备注,备注\n王欣,19905132140,19905132141,a,b\n";
    check("doubled.csv", doubled.as_bytes(), &["王欣|19905132140||a"], &[]);
    let rows =
        [row(1, &["手机号", "姓名", "手机"]), row(2, &["19900000000", "王欣", "19905132140"])];
    let hidden = r#"<cols><col min="1" max="1" hidden="1"/></cols>"#;
    let hidden = book("", &[("客户", "", hidden, &rows.concat(), "")]);
    check("hidden.xlsx", &hidden, &["王欣|19905132140||"], &[]);
    let filtered = [
        row(1, &["姓名", "手机号"]),
        row(2, &["王欣", "19905132140"]).replace("<row ", "<row hidden=\"1\" "),
        row(3, &["李英", "19905132141"]),
    ];
    check("filtered.xlsx", &sheet(&filtered), &["王欣|19905132140||", "李英|19905132141||"], &[]);
}

#[test]
fn quotes_breaks_and_stray_marks() {
    let text = "姓名;手机号;备注\r\n\"王;欣\";19905132140;\"一\r\n二 \"\"三\"\"\"\r\n李英;19905132141;5\"屏\r\n";
    check(
        "breaks.csv",
        text.as_bytes(),
        &["王;欣|19905132140||一/二 \"三\"", "李英|19905132141||5\"屏"],
        &[],
    );
    let old_mac = "姓名,手机号\r王欣,19905132140\r李英,19905132141\r";
    check("mac.csv", old_mac.as_bytes(), &["王欣|19905132140||", "李英|19905132141||"], &[]);
    let pipes = "姓名|手机号|备注\n王欣|19905132140|a,b\n李英|19905132141|c\n";
    check("pipes.txt", pipes.as_bytes(), &["王欣|19905132140||a,b", "李英|19905132141||c"], &[]);
    let unclosed = "姓名,手机号,备注\n王欣,19905132140,\"a\n李英,19905132141,b\n";
    check("unclosed.csv", unclosed.as_bytes(), &["王欣|19905132140||a/李英,19905132141,b"], &[]);
}
