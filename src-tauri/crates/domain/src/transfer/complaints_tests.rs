use super::*;
use crate::transfer::headers::{Head, Headings};

static NONE: Own = Own { fields: Vec::new(), preferences: Vec::new() };

fn header(rows: &[Vec<&str>]) -> Header<ComplaintField> {
    let head = Head { rows, hidden: &[], today: NaiveDate::MAX, own: &NONE };
    Header::find(head, Headings::Sought, &[]).unwrap_or_else(|e| panic!("{rows:?}: {e:?}"))
}

/// Checks which field each column was taken for, `-` for none.
#[track_caller]
fn check_columns(headings: &[&str], below: &[&str], expect: &str) {
    let header = header(&[headings.to_vec(), below.to_vec()]);
    let named = |index| header.columns.iter().find(|c| c.index == index);
    let names: Vec<_> =
        (0..header.width).map(|index| named(index).map_or("-", |c| c.field.name())).collect();
    assert_eq!(names.join(" "), expect, "{headings:?}");
}

#[test]
fn columns_as_form_services_name_them() {
    check_columns(
        &[
            "投诉时间",
            "客户姓名",
            "联系电话",
            "订单编号",
            "投诉内容",
            "客户诉求",
            "严重程度",
            "投诉渠道",
            "处理状态",
        ],
        &["2026-11-01", "王欣", "", "", "送晚了", "", "一般", "电话", "待处理"],
        "received name phone order what wish severity via status",
    );
    // 问卷星: the questions are the headings, and the source is no channel that anybody speaks over.
    check_columns(
        &[
            "序号",
            "提交答卷时间",
            "所用时间",
            "来源",
            "1、您的姓名：",
            "2、您的手机号码：",
            "3、请描述您遇到的问题",
            "4、您希望如何解决？",
            "5、严重程度",
        ],
        &[
            "1",
            "2026/11/1 9:30:00",
            "60秒",
            "手机提交",
            "王欣",
            "13800000001",
            "送晚了",
            "退款",
            "A.一般",
        ],
        "- received - - name phone what wish severity",
    );
    // 金数据, 腾讯问卷.
    check_columns(
        &[
            "序号",
            "姓名",
            "手机",
            "商品名称",
            "问题描述",
            "提交人",
            "提交时间",
            "修改时间",
            "填写设备",
        ],
        &["1", "王欣", "13800000001", "戚风蛋糕", "送晚了", "", "2026-11-01 09:30:00", "", ""],
        "- name phone item what - received - -",
    );
    check_columns(
        &[
            "Timestamp",
            "Your name",
            "Phone number",
            "Order number",
            "What happened?",
            "Severity",
            "Channel",
            "Handled by",
        ],
        &["11/1/2026 9:30:00", "Li Lei", "", "SO-1", "It came late", "High", "E-mail", "Han Mei"],
        "received name phone order what severity via owner",
    );
    check_columns(
        &["客戶編號", "投訴時間", "投訴內容", "嚴重程度", "處理狀態", "負責人"],
        &["7", "2026-11-01", "送晚了", "轻微", "", ""],
        "external_id received what severity status owner",
    );
}

#[test]
fn a_row_becomes_a_complaint() {
    let headings = vec![
        "提交时间",
        "姓名",
        "手机号",
        "订单号",
        "商品",
        "投诉内容",
        "诉求",
        "严重程度",
        "投诉渠道",
        "处理人",
        "状态",
    ];
    let header = header(&[headings]);
    let rules = DateRules::of(NaiveDate::MAX);
    let zone = Zone::parse("UTC").expect("a zone");
    let read =
        |row: &[&str]| complaint(&header, &rules, zone, |index| row.get(index).unwrap_or(&""));
    let row = read(&[
        "1970-01-01 00:01",
        " 王\u{3000}欣 ",
        "199-0598-5942",
        "'SO-1",
        "戚风蛋糕",
        "送晚了\r\n两次",
        "道歉",
        "C、较严重（影响使用）",
        "来电",
        "李伟",
        "处理中",
    ]);
    let expect = ComplaintRow {
        received: Instant(60_000),
        external_id: String::new(),
        name: "王 欣".to_owned(),
        phone: "+8619905985942".to_owned(),
        order: "SO-1".to_owned(),
        item: "戚风蛋糕".to_owned(),
        what: "送晚了\n两次".to_owned(),
        wish: "道歉".to_owned(),
        severity: Some(Severity::Serious),
        channel: Some(Channel::Phone),
        owner: "李伟".to_owned(),
        status: "处理中".to_owned(),
        is_over: false,
    };
    assert_eq!(row, Ok(expect));

    let refused = |row: &[&str]| read(row).map(|_| ()).expect_err("a refusal");
    let long = "长".repeat(65);
    for (row, expect) in [
        (&["1970-01-01", "", "", "", "", "x"][..], FieldError::new("name", InvalidCode::Required)),
        (&["", "王欣"], FieldError::new("received", InvalidCode::Required)),
        (&["上周", "王欣"], FieldError::new("received", InvalidCode::Unreadable)),
        (&["1970-01-01", "王欣", "12"], FieldError::new("phone", InvalidCode::Unreadable)),
        (&["1970-01-01", "王欣", "", &long], FieldError::too_long("order", 64)),
        (
            &["1970-01-01", "王欣", "", "", "", "\u{fffd}"],
            FieldError::new("what", InvalidCode::Garbled),
        ),
    ] {
        assert_eq!(refused(row), expect, "{row:?}");
    }
}

#[test]
fn answers_of_a_form_are_read_where_they_can_be() {
    use Severity::{Minor, Moderate, Serious, Severe};
    for (cell, expect) in [
        ("严重", Some(Severe)),
        ("A. 轻微", Some(Minor)),
        ("3", Some(Serious)),
        ("2-一般", Some(Moderate)),
        ("非常严重（人身安全）", Some(Severe)),
        ("Critical", Some(Severe)),
        ("5 星", None),
        ("A.", None),
        ("", None),
    ] {
        assert_eq!(severity(cell), expect, "{cell}");
    }
    let is_over = |cell| word(&option(cell), &OVER).is_ok();
    for cell in ["已解决", "A. 已处理完", "已结案（退款）", " Closed ", "Resolved"] {
        assert!(is_over(cell), "{cell}");
    }
    for cell in ["", "处理中", "未解决", "已受理", "待回访", "not resolved", "reopened"]
    {
        assert!(!is_over(cell), "{cell}");
    }
    for (cell, expect) in [
        ("电话", Some(Channel::Phone)),
        ("Ｐｈｏｎｅ", Some(Channel::Phone)),
        ("微信公众号", Some(Channel::Wechat)),
        ("到店", Some(Channel::InPerson)),
        ("短信", Some(Channel::Sms)),
        ("B、邮件", Some(Channel::Email)),
        ("手机提交", None),
        ("", None),
    ] {
        assert_eq!(channel(cell), expect, "{cell}");
    }
}
