use proptest::prelude::*;

use super::*;
use crate::transfer::complaints::ComplaintField;
use crate::transfer::fields::{CustomerField, PurchaseField};

fn header<F: ImportField>(rows: &[&[&str]]) -> Result<Header<F>, HeaderError> {
    let rows: Vec<Vec<&str>> = rows.iter().map(|r| r.to_vec()).collect();
    Header::find(head(&rows), Headings::Sought, &[])
}

static NONE: Own = Own { fields: Vec::new(), preferences: Vec::new() };

fn head<'a>(rows: &'a [Vec<&'a str>]) -> Head<'a> {
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
    Head { rows, hidden: &[], today, own: &NONE }
}

/// Checks which column each field was found in, by wire name.
#[track_caller]
fn check<F: ImportField>(headings: &[&str], expect: &[(&str, usize)]) {
    let found = header::<F>(&[headings]).unwrap_or_else(|e| panic!("{headings:?}: {e:?}"));
    let mut found: Vec<_> = found.columns.iter().map(|c| (c.field.name(), c.index)).collect();
    found.sort_by_key(|&(_, index)| index);
    assert_eq!(found, expect, "{headings:?}");
}

#[test]
fn customers_by_their_headings() {
    check::<CustomerField>(
        &["姓名", "手机号", "生日", "来源", "标签", "备注"],
        &[("name", 0), ("phone", 1), ("birthday", 2), ("source", 3), ("tags", 4), ("note", 5)],
    );
    check::<CustomerField>(
        &["客户姓名", "联系电话", "出生日期", "公司", "消费金额", "说明"],
        &[("name", 0), ("phone", 1), ("birthday", 2), ("company", 3), ("note", 5)],
    );
    check::<CustomerField>(
        &["Member No.", "Full Name", "Mobile Phone", "Date of Birth", "Company", "TAGS"],
        &[
            ("external_id", 0),
            ("name", 1),
            ("phone", 2),
            ("birthday", 3),
            ("company", 4),
            ("tags", 5),
        ],
    );
    check::<CustomerField>(
        &["*姓 名（必填）", "　手机号码 ", "生日(阳历)", "会员卡号："],
        &[("name", 0), ("phone", 1), ("birthday", 2), ("external_id", 3)],
    );
    // The better name wins, wherever it stands.
    check::<CustomerField>(&["客户", "姓名", "电话", "手机"], &[("name", 1), ("phone", 3)]);
}

#[test]
fn purchases_by_their_headings() {
    check::<PurchaseField>(
        &["customer_id", "date", "quantity", "amount"],
        &[("customer", 0), ("at", 1), ("quantity", 2), ("amount", 3)],
    );
    check::<PurchaseField>(
        &["订单号", "客户手机", "下单时间", "商品", "数量", "实付金额"],
        &[("order", 0), ("customer", 1), ("at", 2), ("item", 3), ("quantity", 4), ("amount", 5)],
    );
    check::<PurchaseField>(
        &[
            "InvoiceNo",
            "StockCode",
            "Description",
            "Quantity",
            "InvoiceDate",
            "UnitPrice",
            "CustomerID",
            "Country",
        ],
        &[
            ("order", 0),
            ("item", 2),
            ("quantity", 3),
            ("at", 4),
            ("unit_price", 5),
            ("customer", 6),
        ],
    );
    check::<PurchaseField>(
        &["customer_id", "order_date", "revenue", "first_name", "last_name", "email"],
        &[("customer", 0), ("at", 1), ("amount", 2)],
    );
    check::<PurchaseField>(
        &["会员号", "会员姓名", "消费日期", "订单金额", "实收金额(元)"],
        &[("customer", 0), ("at", 2), ("amount", 4)],
    );
}

#[test]
fn questions_of_a_form_are_headings() {
    for (question, heading) in [
        ("1、您的姓名：", "姓名"),
        ("2．请输入您的手机号 [填空题]", "手机号"),
        ("Q3.请描述您遇到的问题", "遇到的问题"),
        ("4) Your phone number *", "phonenumber"),
        // None of these is a question's number, or leaves nothing to ask for.
        ("2026", "2026"),
        ("1.5", "15"),
        ("手机2", "手机2"),
        ("您", "您"),
        ("Q", "q"),
    ] {
        assert_eq!(plain(question), heading, "{question}");
    }
}

#[test]
fn titles_above_are_passed_over() {
    let found = header::<CustomerField>(&[
        &["二〇二六年客户名单（内部资料）", ""],
        &["", "电话"],
        &["客户姓名", "联系电话", "", ""],
        &["王欣", "手机不通"],
    ]);
    let found = found.expect("a header");
    assert_eq!((found.row, found.width), (Some(2), 2));
    // Two rows of headings, the upper ones merged downwards: the lower says more.
    let found = header::<CustomerField>(&[
        &["姓名", "联系方式", "", "备注"],
        &["姓名", "手机", "微信", "备注"],
    ]);
    assert_eq!(found.expect("a header").row, Some(1));
}

#[test]
fn a_unit_in_the_heading_counts() {
    for (heading, unit) in [
        ("金额", MoneyUnit::Yuan),
        ("金额（元）", MoneyUnit::Yuan),
        ("金额(万元)", MoneyUnit::TenThousandYuan),
        ("金额/分", MoneyUnit::Fen),
    ] {
        let row = ["客户", "日期", heading];
        let found = header::<PurchaseField>(&[&row]).map(|h| h.column(PurchaseField::Amount));
        assert_eq!(found.expect(heading).map(|c| c.unit), Some(unit), "{heading}");
    }
}

#[test]
fn what_is_missing_is_named() {
    let cases: [(&[&str], &[&str]); 3] = [
        (&["客户", "金额"], &["at"]),
        (&["日期"], &["customer", "amount"]),
        (&["a", "b"], &["customer", "at", "amount"]),
    ];
    for (headings, missing) in cases {
        let error = header::<PurchaseField>(&[headings]).expect_err("incomplete");
        assert_eq!(error, HeaderError::Missing(missing.to_vec()), "{headings:?}");
    }
    assert_eq!(header::<CustomerField>(&[]), Err(HeaderError::Missing(vec!["name"])));
}

#[test]
fn a_choice_goes_before_the_guess() {
    let choose = |field, heading: &str| Choice { field, heading: heading.to_owned() };
    let rows = vec![vec!["title"], vec!["who", "姓名", "电话"]];
    let found = Header::find(
        head(&rows),
        Headings::Sought,
        &[choose(CustomerField::Name, "WHO"), choose(CustomerField::Phone, "")],
    );
    let found = found.expect("a header");
    assert_eq!(found.row, Some(1));
    assert_eq!(found.column(CustomerField::Name).map(|c| c.index), Some(0));
    assert_eq!(found.column(CustomerField::Phone), None);
    assert_eq!(
        Header::find(head(&rows), Headings::Sought, &[choose(CustomerField::Name, "nobody")]),
        Err(HeaderError::NoSuchHeading("nobody".into()))
    );
    assert_eq!(
        Header::<CustomerField>::find(head(&rows), Headings::In(0), &[]),
        Err(HeaderError::Missing(vec!["name"]))
    );
}

#[test]
fn traditional_headings_are_the_same() {
    check::<CustomerField>(
        &["姓名", "聯繫電話", "會員編號", "備註", "標籤"],
        &[("name", 0), ("phone", 1), ("external_id", 2), ("note", 3), ("tags", 4)],
    );
    check::<CustomerField>(&["客戶姓名", "手機號碼"], &[("name", 0), ("phone", 1)]);
    check::<PurchaseField>(
        &["訂單號", "會員號", "交易時間", "實付金額", "數量", "商品名稱"],
        &[("order", 0), ("customer", 1), ("at", 2), ("amount", 3), ("quantity", 4), ("item", 5)],
    );
}

/// Checks the row of the headings, what the columns go by, and which field was found where.
#[track_caller]
fn check_rows(
    rows: &[&[&str]],
    hidden: &[(u32, u32)],
    expect: (Option<usize>, &str, &[(&str, usize)]),
) {
    let rows: Vec<Vec<&str>> = rows.iter().map(|r| r.to_vec()).collect();
    let head = Head { hidden, ..head(&rows) };
    let found = Header::<CustomerField>::find(head, Headings::Sought, &[]).expect("a header");
    let mut columns: Vec<_> = found.columns.iter().map(|c| (c.field.name(), c.index)).collect();
    columns.sort_by_key(|&(_, index)| index);
    assert_eq!((found.row, found.labels.join("|").as_str(), columns.as_slice()), expect);
}

#[test]
fn columns_by_what_stands_in_them() {
    // No heading that tells.
    let rows: [&[&str]; 3] = [
        &["谁", "怎么找", "何时"],
        &["王欣", "13800000001", "1990-02-03"],
        &["李伟", "13800000002", ""],
    ];
    let all = [("name", 0), ("phone", 1), ("birthday", 2)];
    check_rows(&rows, &[], (Some(0), "谁|怎么找|何时", &all));
    // No headings at all.
    check_rows(&rows[1..], &[], (None, "A|B|C", &all));
    // A heading goes first, whatever stands elsewhere.
    let rows: [&[&str]; 2] = [&["备用", "手机"], &["13800000001", "找他妈妈"]];
    check_rows(&rows, &[], (Some(0), "备用|手机", &[("phone", 1)]));
    // Columns without a heading, and two of one heading, go by their letters.
    let rows: [&[&str]; 2] = [&["姓名", "", "电话", "电话"], &["王欣", "x", "13800000001", ""]];
    check_rows(&rows, &[], (Some(0), "姓名|B|电话|电话 (D)", &[("name", 0), ("phone", 2)]));
}

#[test]
fn a_heading_of_a_fixed_choice_must_hold_one() {
    let rows: [&[&str]; 3] = [
        &["姓名", "性格", "偏好", "客户类型"],
        &["王欣", "理性", "爱吃辣", "金卡"],
        &["李伟", "感性", "喜欢靠窗", "企业"],
    ];
    // What customers like is not from the library here, and is left for a person to decide.
    let expect = [("name", 0), ("character", 1), ("kind", 3)];
    check_rows(&rows, &[], (Some(0), "姓名|性格|偏好|客户类型", &expect));
}

#[test]
fn a_hidden_column_gives_way() {
    let rows: [&[&str]; 2] = [&["姓名", "手机号", "电话"], &["王欣", "13800000001", "13800000002"]];
    check_rows(&rows, &[(1, 1)], (Some(0), "姓名|手机号|电话", &[("name", 0), ("phone", 2)]));
    check_rows(&rows, &[(1, 2)], (Some(0), "姓名|手机号|电话", &[("name", 0), ("phone", 1)]));
    // By what stands in it alone it is not taken.
    let rows: [&[&str]; 2] = [&["姓名", "内部"], &["王欣", "13800000001"]];
    check_rows(&rows, &[(1, 1)], (Some(0), "姓名|内部", &[("name", 0)]));
}

#[test]
fn letters_as_spreadsheets_count() {
    for (index, expect) in
        [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")]
    {
        assert_eq!(letters(index), expect);
    }
}

#[test]
fn headings_are_written_plainly_in_the_tables() {
    #[track_caller]
    fn check<F: ImportField>() {
        for &field in F::ALL {
            for heading in field.headings().iter().flat_map(|group| group.split(' ')) {
                assert_eq!(plain(heading), heading, "{}", field.name());
            }
            assert_eq!(F::by_name(field.name()), Some(field));
        }
    }
    check::<CustomerField>();
    check::<PurchaseField>();
    check::<ComplaintField>();
}

proptest! {
    #[test]
    fn never_panics(rows in proptest::collection::vec(proptest::collection::vec("\\PC{0,8}", 0..6), 0..6)) {
        let rows: Vec<Vec<&str>> = rows.iter().map(|r| r.iter().map(String::as_str).collect()).collect();
        let _ = Header::<CustomerField>::find(head(&rows), Headings::Sought, &[]);
        let _ = Header::<PurchaseField>::find(head(&rows), Headings::In(2), &[]);
        let _ = Header::<CustomerField>::find(head(&rows), Headings::Absent, &[]);
    }
}
