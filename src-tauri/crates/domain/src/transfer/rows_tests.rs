use chrono::NaiveDate;

use super::*;
use crate::transfer::headers::{Head, Headings};

/// A shop that has defined nothing.
fn none() -> &'static Own {
    static NONE: Own = Own { fields: Vec::new(), preferences: Vec::new() };
    &NONE
}

fn head<'a>(rows: &'a [Vec<&'a str>]) -> Head<'a> {
    Head { rows, hidden: &[], today: NaiveDate::MAX, own: none() }
}

const RULES: DateRules = DateRules { order: None, today: NaiveDate::MAX, is_1904: false };

fn read_customer(headings: &[&str], row: &[&str]) -> Result<CustomerDraft, FieldError> {
    let header = Header::find(head(&[headings.to_vec()]), Headings::Sought, &[]).expect("headings");
    customer(&header, &RULES, none(), |i| row.get(i).copied().unwrap_or_default())
        .map(|(c, _)| c.draft)
}

#[test]
fn a_row_becomes_a_customer() {
    let headings = ["姓名", "手机号", "生日", "来源", "标签", "备注", "会员号", "公司"];
    let row = [
        "王\u{3000}欣",
        "199-0598-5942",
        "1987/7/16",
        "企业微信",
        "会员日、家庭分享、会员日",
        "一\r\n二",
        "'007",
        "拾光",
    ];
    let draft = read_customer(&headings, &row).expect("a customer");
    assert_eq!(draft.name, "王 欣");
    assert_eq!(draft.phone, "+8619905985942");
    assert_eq!(draft.birthday.map(|b| (b.year, b.month, b.day)), Some((Some(1987), 7, 16)));
    assert_eq!(draft.tags, ["会员日", "家庭分享"]);
    assert_eq!(draft.note, "一\n二");
    assert_eq!(draft.external_id, "007");
    assert_eq!((draft.source.as_str(), draft.company.as_str()), ("企业微信", "拾光"));
    // A shorter row leaves the rest open.
    assert_eq!(read_customer(&headings, &["王欣"]).expect("a customer").phone, "");
}

#[test]
fn a_row_names_others_as_it_pleases() {
    let headings = ["姓名", "所属企业", "介绍人"];
    let header = Header::find(head(&[headings.to_vec()]), Headings::Sought, &[]).expect("headings");
    let row = ["王欣", " 拾光\u{3000}设计 ", "'007"];
    let read = customer(&header, &RULES, none(), |i| row[i]).expect("a customer");
    let expect = Links { employer: "拾光 设计".to_owned(), introduced_by: "007".to_owned() };
    assert_eq!(read.1, expect);
}

#[test]
fn a_customer_is_refused_whole() {
    #[track_caller]
    fn check(row: &[&str], field: &str, code: InvalidCode) {
        let headings = ["姓名", "手机号", "生日", "备注"];
        assert_eq!(read_customer(&headings, row), Err(FieldError::new(field, code)), "{row:?}");
    }
    check(&["", "", "1990-01-01", "x"], "name", InvalidCode::Required);
    check(&["王欣", "12345"], "phone", InvalidCode::Unreadable);
    check(&["王欣", "1.99E+10"], "phone", InvalidCode::Shortened);
    check(&["王欣", "", "待确认"], "birthday", InvalidCode::Unreadable);
    check(&["王欣", "", "1987/13/05"], "birthday", InvalidCode::Impossible);
    check(&["王\u{fffd}", "", ""], "name", InvalidCode::Garbled);
    check(&["#N/A", "", ""], "name", InvalidCode::Garbled);
}

#[test]
fn what_is_too_long_is_refused_with_the_limit() {
    let long = "长".repeat(4_001);
    let refused = read_customer(&["姓名", "备注"], &["王欣", &long]);
    assert_eq!(refused, Err(FieldError::too_long("note", 4_000)));
    let header = Header::find(head(&[vec!["客户", "时间", "金额", "商品"]]), Headings::Sought, &[])
        .expect("headings");
    let row = ["王欣", "2026-01-01", "1", &long];
    let line = PurchaseColumns::of(&header).line(&RULES, Zone::SHANGHAI, |i| row[i]);
    assert_eq!(line, Err(FieldError::too_long("item", ITEM_CHARS)));
}

/// Customer, order, moment, fen, thousandths, item.
type Line<'a> = (&'a str, &'a str, i64, i64, i32, &'a str);

#[track_caller]
fn check_line(headings: &[&str], row: &[&str], expect: Result<Line<'_>, (&str, InvalidCode)>) {
    let header = Header::find(head(&[headings.to_vec()]), Headings::Sought, &[]).expect("headings");
    let read =
        PurchaseColumns::of(&header).line(&RULES, Zone::parse("UTC").expect("a zone"), |i| {
            row.get(i).copied().unwrap_or("")
        });
    let read = read.as_ref().map(|l| {
        let PurchaseLine { customer, order, at, amount, quantity_milli, item } = l;
        (customer.as_ref(), order.as_ref(), at.0, amount.0, *quantity_milli, item.as_ref())
    });
    let expect = expect.map_err(|(field, code)| FieldError::new(field, code));
    assert_eq!(read, expect.as_ref().map(|l| *l), "{row:?}");
}

#[test]
fn a_row_becomes_a_line() {
    let headings = ["订单号", "客户手机", "下单时间", "商品", "数量", "实付金额"];
    check_line(
        &headings,
        &["SO1", "19906641028", "1970-01-01 00:01", "戚风蛋糕", "4", "5,318.62"],
        Ok(("19906641028", "SO1", 60_000, 531_862, 4_000, "戚风蛋糕")),
    );
    check_line(
        &headings,
        &["", "王欣", "1970-01-01", "", "", "-￥6,242.49"],
        Ok(("王欣", "", 0, -624_249, 1_000, "")),
    );
    for (row, field, code) in [
        (["", "", "1970-01-01", "", "", "1"], "customer", InvalidCode::Required),
        (["", "a", "", "", "", "1"], "at", InvalidCode::Required),
        (["", "a", "1970-01-01", "", "", ""], "amount", InvalidCode::Required),
        (["", "a", "1970-01-01", "", "", "见附件"], "amount", InvalidCode::Unreadable),
        (["", "a", "1970-01-01", "", "", "1000000000.01"], "amount", InvalidCode::OutOfRange),
        (["", "a", "1970-01-01", "", "若干", "1"], "quantity", InvalidCode::Unreadable),
        (["", "a", "1970-01-01", "", "9999999", "1"], "quantity", InvalidCode::OutOfRange),
    ] {
        check_line(&headings, &row, Err((field, code)));
    }
}

#[test]
fn without_an_amount_the_unit_price_counts() {
    let headings =
        ["InvoiceNo", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID"];
    check_line(
        &headings,
        &["C536379", "Discount", "-6", "1970-01-01 00:00", "2.55", "14527"],
        Ok(("14527", "C536379", 0, -1_530, -6_000, "Discount")),
    );
}
