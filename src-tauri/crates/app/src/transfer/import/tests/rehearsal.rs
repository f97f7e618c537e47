//! What is said before, handed back after, and remembered for the next time.

use super::*;

#[test]
fn a_rehearsal_says_what_will_happen() {
    let before = "姓名,手机,会员号\n王欣,19905132140,7\n李英,,8\n";
    let text = "姓名,手机,会员号,备注\n\
        ,199 0513 2140,,熟客\n\
        王欣,19905132140,,熟客\n\
        新人,19905132141,9,\n\
        新人,19905132141,,\n\
        新人,19905132141,,会还价\n\
        别人,,9,\n\
        错,1990513,,\n\
        撞,19905132142,8,\n";
    for policy in [OnDuplicate::Skip, OnDuplicate::Update, OnDuplicate::Create] {
        let bench = Bench::new();
        bench.customers(before, OnDuplicate::Skip);
        let untouched = bench.list();
        let file = bench.file("people.csv", text);
        let options = ImportOptions { on_duplicate: policy, ..ImportOptions::default() };
        let rehearsed = bench.rehearse(&file, ImportKind::Customers, &options);
        assert_eq!(bench.list(), untouched);
        assert!(rehearsed.whole && rehearsed.report.rejected_file.is_none());
        let report = bench.import(&file, ImportKind::Customers, options).expect("an import");
        assert_eq!(figures(&rehearsed.report), figures(&report), "{policy:?}");
        let marks: String = rehearsed
            .rows
            .iter()
            .map(|row| match row.outcome {
                Outcome::Created => 'c',
                Outcome::Updated => 'u',
                Outcome::Skipped => 's',
                Outcome::Rejected => 'r',
            })
            .collect();
        let expect = match policy {
            OnDuplicate::Skip => "sscsssrs",
            OnDuplicate::Update => "uscsuuru",
            OnDuplicate::Create => "cccccrrr",
        };
        assert_eq!(marks, expect, "{policy:?}");
    }
    let bench = Bench::new();
    let file = bench.office("orders_semicolon.csv");
    let rehearsed = bench.rehearse(&file, ImportKind::Purchases, &create());
    let report = bench.import(&file, ImportKind::Purchases, create()).expect("an import");
    assert_eq!(figures(&rehearsed.report), figures(&report));
    let again = bench.rehearse(&file, ImportKind::Purchases, &create());
    assert_eq!(figures(&again.report), [304, 0, 0, 297, 7, 0, 0, 0]);
    // The first rows alone, for a first answer.
    let file = bench.office("customers_gbk.csv");
    let options = ImportOptions::default();
    let first =
        crate::transfer::rehearse(&bench.app, op(), file, ImportKind::Customers, options, Some(5))
            .expect("a rehearsal");
    assert_eq!((first.report.rows, first.rows.len(), first.whole), (5, 5, false));
}

#[test]
fn rejected_rows_of_a_workbook_come_back_as_one() {
    let bench = Bench::new();
    let file = bench.office("customers_titled.xlsx");
    let report = bench.import(&file, ImportKind::Customers, ImportOptions::default());
    let rejected = report.expect("an import").rejected_file.expect("a file");
    let held = bench.app.files().get(&rejected).expect("a file");
    assert_eq!(held.name, "customers_titled 未导入的行.xlsx");
    let seen = crate::transfer::preview(&bench.app, rejected.clone(), None, Default::default());
    let seen = seen.expect("a preview");
    let headings = ["客户姓名", "联系电话", "出生日期", "公司", "消费金额", "说明", "原因"];
    assert_eq!(seen.headers, headings);
    assert_eq!(seen.rows.len(), 3);
    assert!(!seen.map.values().any(|heading| heading == "原因"));
    // What is still not right has one reason, the latest, and a file of the same name.
    let report = bench.import(&rejected, ImportKind::Customers, ImportOptions::default());
    let report = report.expect("an import");
    assert_eq!(figures(&report)[..5], [3, 0, 0, 0, 3]);
    let again = report.rejected_file.expect("a file");
    assert_eq!(bench.app.files().get(&again).expect("a file").name, held.name);
    let seen = crate::transfer::preview(&bench.app, again, None, Default::default());
    assert_eq!(seen.expect("a preview").headers, headings);
}

#[test]
fn a_file_of_the_same_shape_is_read_as_last_time() {
    let bench = Bench::new();
    let text = "who,ring\nLi Lei,13800000001\n";
    let file = bench.file("odd.csv", text);
    let look = |file: &FileToken| {
        crate::transfer::preview(&bench.app, file.clone(), None, Default::default())
            .expect("a preview")
            .last_time
    };
    assert_eq!(look(&file), None);
    let read = crate::transfer::ReadOptions {
        map: [("name".into(), "who".into()), ("phone".into(), "ring".into())].into(),
        ..Default::default()
    };
    let options = ImportOptions {
        read: read.clone(),
        on_duplicate: OnDuplicate::Update,
        ..ImportOptions::default()
    };
    bench.import(&file, ImportKind::Customers, options).expect("an import");
    let other = bench.file("next.csv", "title\nWho ,RING\nHan Mei,13800000002\n");
    let last = look(&other).expect("as last time");
    assert_eq!((last.kind, last.on_duplicate), (ImportKind::Customers, OnDuplicate::Update));
    assert_eq!(last.read, read);
    assert_eq!(look(&bench.file("else.csv", "ring,who\n1,2\n")), None);
    // It is no step of a person's: the latest one is the import itself.
    let latest = crate::operations::latest_undoable(&bench.app).expect("an answer");
    assert_eq!(latest.map(|op| op.kind).as_deref(), Some("transfer.customers"));
}
