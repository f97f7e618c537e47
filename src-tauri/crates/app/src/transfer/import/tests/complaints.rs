//! Lists of complaints.

use huike_domain::complaints::{Act, State};
use huike_domain::interactions::Channel;
use huike_store::complaints as kept;

use super::*;

/// The headings of the lists below.
const HEADINGS: &str =
    "投诉时间,会员号,姓名,手机号,订单号,商品,投诉内容,诉求,严重程度,渠道,处理人,状态\n";

impl Bench {
    #[track_caller]
    fn complaints(&self, rows: &str) -> ImportReport {
        let file = self.file("complaints.csv", &format!("{HEADINGS}{rows}"));
        let options = ImportOptions { by: "店长".to_owned(), ..ImportOptions::default() };
        let rehearsed = self.rehearse(&file, ImportKind::Complaints, &options);
        let report = self.import(&file, ImportKind::Complaints, options).expect("an import");
        assert_eq!(figures(&rehearsed.report), figures(&report), "as it was rehearsed");
        report
    }

    /// Every complaint in order of entry.
    fn taken(&self) -> Vec<kept::Complaint> {
        let all = |reader: &huike_store::Reader<'_>| {
            let mut all = kept::latest(reader, &kept::Wanted::default(), None, 1_000)?;
            all.sort_by_key(|complaint| complaint.number);
            Ok::<_, AppError>(all)
        };
        self.app.read(all).expect("complaints")
    }
}

#[test]
fn a_row_is_the_complaint_of_whoever_it_names() {
    let bench = Bench::new();
    bench.customers(
        "姓名,手机,会员号\n王欣,19905132140,7\n李英,,8\n李雷,,\n重名,19905132141,\n重名,19905132142,\n",
        OnDuplicate::Skip,
    );
    #[track_caller]
    fn check(bench: &Bench, row: &str, expect: &str) {
        let report = bench.complaints(&format!("2026-11-20 10:00,{row}\n"));
        let told = match bench.taken().last() {
            _ if report.imported == 0 => {
                let rejected = bench.text_of(report.rejected_file.as_ref().expect("a file"));
                rejected.trim_end().rsplit(',').next().expect("a reason").to_owned()
            }
            Some(last) => {
                let new = if report.customers_created == 1 { "+" } else { "" };
                format!("{new}{} {}", last.name, last.phone.as_deref().unwrap_or("-"))
            }
            None => "nothing".to_owned(),
        };
        assert_eq!(told, expect, "{row}");
    }
    for (row, expect) in [
        // By number, by phone, by a name that nobody else has; a number goes before the rest.
        ("7,,,,,a", "王欣 +8619905132140"),
        (",,199 0513 2140,,,b", "王欣 +8619905132140"),
        (",王欣,,,,c", "王欣 +8619905132140"),
        ("8,王欣,,,,d", "李英 -"),
        // Another number is another of the same name.
        (",王欣,19905130000,,,e", "+王欣 +8619905130000"),
        ("9,李英,,,,f", "+李英 -"),
        // Whoever had no number gets the one they gave.
        (",李雷,19905130001,,,g", "李雷 +8619905130001"),
        (",李雷,19905130002,,,h", "+李雷 +8619905130002"),
        (",重名,,,,i", "姓名：可能有多种含义，请写得更明确"),
        (",重名,19905132142,,,j", "重名 +8619905132142"),
        ("10,,,,,k", "客户编号：找不到对应的记录"),
        (",,,,,l", "姓名：请填写这一项"),
        (",,19905130003,,,m", "+ +8619905130003"),
        (",有名,19905130003,,,p", "有名 +8619905130003"),
        (",新人,,,,n", "+新人 -"),
        (",新人,,,,o", "新人 -"),
    ] {
        check(&bench, row, expect);
    }
}

#[test]
fn a_row_is_taken_down_as_it_says() {
    let bench = Bench::new();
    bench.purchases(
        "customer,order,date,amount\n王欣,A1,2026-01-02,1\n李英,A2,2026-01-02,2\n",
        create(),
    );
    let report = bench.complaints(
        "2026-11-20 10:00,,王欣,,A1,蛋糕,送晚了,道歉,非常严重,电话,李伟,处理中\n\
         2026-11-20 10:00,,王欣,,A2,蛋糕,吃了过敏,,看情况,,,\n\
         2026-11-20 10:00,,王欣,,,,建议换盒子,,,短信,,\n",
    );
    assert_eq!(figures(&report)[..5], [3, 3, 0, 0, 0]);
    let taken = bench.taken();
    let lines: Vec<_> = taken
        .iter()
        .map(|it| {
            let (purchase, channel) = (it.purchase.is_some(), it.channel.as_str());
            let severity = it.severity.as_str();
            format!(
                "{}|{}|{}|{severity}|{channel}|{}|{purchase}",
                it.what, it.item, it.wish, it.owner
            )
        })
        .collect();
    assert_eq!(
        lines,
        [
            "送晚了|蛋糕|道歉|severe|phone|李伟|true",
            // Somebody else's order is only words; what cannot be read is proposed.
            "吃了过敏|A2 蛋糕||severe|wechat|店长|false",
            // A complaint of the same customer came before.
            "建议换盒子|||moderate|sms|店长|false",
        ]
    );
    let steps = |of: usize| {
        let id = taken[of].id;
        let steps = bench.app.read(|reader| Ok::<_, AppError>(kept::steps_of(reader, id)?));
        let steps = steps.expect("steps");
        steps.into_iter().map(|it| (it.act.kind().as_str(), it.by, it.words)).collect::<Vec<_>>()
    };
    let by = || "店长".to_owned();
    let received = ("receive", by(), "送晚了".to_owned());
    assert_eq!(steps(0), [received, ("note", by(), "状态：处理中".to_owned())]);
    assert_eq!(steps(1).len(), 1);
    let ten = chrono::DateTime::parse_from_rfc3339("2026-11-20T10:00:00+08:00").expect("a moment");
    assert_eq!(taken[0].received, Instant(ten.timestamp_millis()));
}

#[test]
fn what_is_over_comes_in_as_over() {
    let bench = Bench::new();
    let rows = "2026-03-20 10:00,,王欣,,,,送晚了,,,,,已解决\n\
                2026-03-21 10:00,,王欣,,,,又送晚了,,,,,未解决\n";
    assert_eq!(figures(&bench.complaints(rows))[..2], [2, 2]);
    let taken = bench.taken();
    let [over, open] = taken.as_slice() else { panic!("{taken:?}") };
    assert_eq!((over.state, over.due), (State::Closed, None));
    assert_eq!(open.state, State::Received);
    let steps = bench.app.read(|reader| Ok::<_, AppError>(kept::steps_of(reader, over.id)?));
    let last = steps.expect("steps").pop().expect("a step");
    assert_eq!((last.act, last.words.as_str()), (Act::Over, "状态：已解决"));
    // What was over elsewhere can come up again here.
    let draft = crate::complaints::StepDraft {
        act: Act::Reopen,
        words: "还是一样".to_owned(),
        channel: None,
        script: None,
        passphrase: None,
    };
    let by = "店长".to_owned();
    let again = crate::complaints::step(
        &bench.app,
        crate::clock::new_operation(),
        over.id,
        by,
        vec![draft],
    );
    assert_eq!(again.expect("a step").card.state, State::Reopened);
}

#[test]
fn nobody_who_is_named_takes_care_of_everything() {
    let bench = Bench::new();
    let file = bench.file("a.csv", &format!("{HEADINGS}2026-11-20,,王欣,,,,送晚了,,,,,\n"));
    let options = ImportOptions { channel: Some(Channel::Email), ..ImportOptions::default() };
    bench.import(&file, ImportKind::Complaints, options).expect("an import");
    let taken = bench.taken();
    assert_eq!((taken[0].owner.as_str(), taken[0].channel), ("", Channel::Email));
    let steps = bench.app.read(|reader| Ok::<_, AppError>(kept::steps_of(reader, taken[0].id)?));
    let first = steps.expect("steps").remove(0);
    assert!(matches!(first.act, Act::Receive { .. }));
    assert_eq!(first.by, "导入");
    // It is offered again, the channel too.
    let next = bench.file("b.csv", HEADINGS);
    let seen = crate::transfer::preview(&bench.app, next, None, Default::default());
    let last = seen.expect("a preview").last_time.expect("as last time");
    assert_eq!((last.kind, last.channel), (ImportKind::Complaints, Some(Channel::Email)));
}

#[test]
fn what_cannot_be_a_complaint_is_told() {
    #[track_caller]
    fn check(row: &str, reason: &str) {
        let bench = Bench::new();
        let report = bench.complaints(&format!("{row}\n"));
        assert_eq!(figures(&report)[..5], [1, 0, 0, 0, 1], "{row}");
        let rejected = bench.text_of(report.rejected_file.as_ref().expect("a file"));
        assert!(rejected.trim_end().ends_with(reason), "{row}: {rejected}");
        assert_eq!((bench.list().len(), report.operation), (0, None), "nobody is left behind");
    }
    let long = "长".repeat(4_001);
    check(",,王欣,,,,送晚了,,,,,", "投诉时间：请填写这一项");
    check("2026-11-24,,王欣,,,,送晚了,,,,,", "投诉时间：超出允许的范围");
    check("2021-11-01,,王欣,,,,送晚了,,,,,", "投诉时间：超出允许的范围");
    check("2026-11-20,,王欣,,,,,退款,,,,", "投诉内容：请填写这一项");
    check(&format!("2026-11-20,,王欣,,,,{long},,,,,"), "投诉内容：太长了，最多 4000 个字");
    check(&format!("2026-11-20,,王欣,,,,x,{},,,,", &long[..3_003]), "诉求：太长了，最多 1000 个字");
    check("2026-11-20,,王欣,123,,,送晚了,,,,,", "手机号：无法识别");
}

#[test]
fn the_same_row_is_one_complaint_and_all_is_taken_back_at_once() {
    let bench = Bench::new();
    bench.customers("姓名,手机\n李雷,\n", OnDuplicate::Skip);
    let rows = "2026-11-20 10:00,,王欣,19905132140,,,送晚了,,,,,\n\
        2026-11-20 10:00,,王欣,19905132140,,,\" 送晚了 \",,,,,\n\
        2026-11-20 10:01,,王欣,19905132140,,,送晚了,,,,,\n\
        2026-11-20 10:00,,李雷,19905132141,,,送晚了,,,,,\n";
    let report = bench.complaints(rows);
    assert_eq!(figures(&report), [4, 3, 0, 1, 0, 0, 0, 1]);
    assert_eq!(figures(&bench.complaints(rows)), [4, 0, 0, 4, 0, 0, 0, 0]);
    assert_eq!(bench.list(), ["李雷|+8619905132141||", "王欣|+8619905132140||"]);

    bench.undo(report.operation.expect("an operation"));
    assert_eq!(bench.taken().len(), 0);
    assert_eq!(bench.list(), ["李雷|||"]);
    assert_eq!(figures(&bench.complaints(rows)), figures(&report));

    // A step that was taken since stands in the way.
    let id = bench.taken()[0].id;
    let note = crate::complaints::StepDraft {
        act: Act::Note,
        words: "打过电话".to_owned(),
        channel: None,
        script: None,
        passphrase: None,
    };
    crate::complaints::step(&bench.app, op(), id, "店长".to_owned(), vec![note]).expect("a step");
    let latest = crate::operations::recent(&bench.app, 10).expect("operations");
    let import = latest.iter().find(|it| it.kind == "transfer.complaints").expect("the import");
    let undone = crate::operations::undo(&bench.app, op(), Some(import.id));
    assert!(matches!(undone, Err(AppError::CannotUndo { .. })), "{undone:?}");
}

#[test]
fn only_what_comes_due_after_the_import_is_told() {
    let bench = Bench::new();
    // The one is long overdue; the other came in an hour ago.
    bench.complaints(
        "2026-10-20 10:00,,王欣,,,,送晚了,,一般,,,\n2026-11-23 11:00,,李英,,,,送晚了,,一般,,,\n",
    );
    let told = |days: i64| {
        let at = Instant(1_795_406_400_000).plus_days(days);
        let told = bench.app.read(|reader| Ok::<_, AppError>(kept::to_tell(reader, at)?));
        let mut names: Vec<_> = told.expect("alarms").iter().map(|it| it.number).collect();
        names.dedup();
        names
    };
    assert_eq!(told(0), [0_u32; 0]);
    let overdue = bench.taken();
    assert!(overdue[0].due.is_some_and(|due| due < Instant(1_795_406_400_000)));
    assert_eq!(told(30), [2]);
}
