//! Customers who name each other, and those who may be one.

use huike_domain::error::InvalidCode;

use super::*;

impl Bench {
    /// Every customer as `name|company|note|whose contact|brought by`.
    fn linked(&self) -> Vec<String> {
        let drafts = drafts(self);
        let names: Vec<String> = drafts.iter().map(|draft| draft.name.clone()).collect();
        let ids: Vec<_> = crate::customers::page(&self.app, Default::default(), 0, 100)
            .expect("a page")
            .rows
            .into_iter()
            .map(|row| (row.id, row.name))
            .collect();
        let name = |id: Option<_>| {
            let found = ids.iter().find(|(known, _)| Some(*known) == id);
            found.map_or_else(String::new, |(_, name)| name.clone())
        };
        drafts
            .iter()
            .zip(names)
            .map(|(draft, own)| {
                let portrait = &draft.portrait;
                let (employer, by) = (name(portrait.employer), name(portrait.introduced_by));
                let note = draft.note.replace('\n', "/");
                format!("{own}|{}|{note}|{employer}|{by}", draft.company)
            })
            .collect()
    }
}

const FILE: &str = "姓名,手机,客户编号,客户类型,所属企业,介绍人,备注\n\
    王欣,19905132140,,,拾光设计,C7,\n\
    李英,19905132141,,,拾光设计,19905132140,熟\n\
    拾光设计,,,企业,,,\n\
    周一,,C7,,王欣,周一,\n\
    吴二,,,,没有这家,老王,常来\n\
    重名,19905132142,,,,,\n\
    重名,19905132143,,,,重名,\n";

#[test]
fn rows_name_others_wherever_they_stand() {
    let bench = Bench::new();
    let file = bench.file("linked.csv", FILE);
    let options = ImportOptions::default();
    let rehearsed = bench.rehearse(&file, ImportKind::Customers, &options);
    let report = bench.import(&file, ImportKind::Customers, options).expect("an import");
    assert_eq!((report.imported, report.rejected, report.unlinked), (7, 0, 5));
    assert_eq!(rehearsed.report.unlinked, 5);
    let told: Vec<_> = rehearsed
        .unlinked
        .iter()
        .map(|cell| {
            (cell.number, cell.words.as_str(), cell.reason.field.as_str(), cell.reason.code)
        })
        .collect();
    assert_eq!(
        told,
        [
            (5, "王欣", "employer", InvalidCode::Impossible), // a person has no contacts
            (5, "周一", "introduced_by", InvalidCode::Impossible), // nobody brings themselves
            (6, "没有这家", "employer", InvalidCode::Unknown),
            (6, "老王", "introduced_by", InvalidCode::Unknown),
            (8, "重名", "introduced_by", InvalidCode::Ambiguous),
        ]
    );
    let expect = [
        "王欣|||拾光设计|周一",
        "李英||熟|拾光设计|王欣",
        "拾光设计||||",
        "周一|王欣|介绍人：周一||",
        "吴二|没有这家|常来/介绍人：老王||",
        "重名||||",
        "重名||介绍人：重名||",
    ];
    assert_eq!(bench.linked(), expect);
    // What stands further down is found by the words it was entered with.
    let found =
        crate::customers::search(&bench.app, "没有这家".to_owned(), 5, None).expect("found");
    assert_eq!(found.rows.len(), 1);

    // Once more it says nothing new, and all of it is taken back at once.
    let update = ImportOptions { on_duplicate: OnDuplicate::Update, ..ImportOptions::default() };
    let known = "姓名,手机,客户编号,客户类型,所属企业,介绍人,备注\n\
        王欣,19905132140,,,拾光设计,C7,\n周一,,C7,,王欣,周一,\n";
    let again =
        bench.import(&bench.file("again.csv", known), ImportKind::Customers, update.clone());
    assert_eq!(figures(&again.expect("an import"))[..5], [2, 0, 0, 2, 0]);
    let more = "姓名,手机,介绍人\n李英,19905132141,C7\n新人,19905132149,\n";
    let more = bench.import(&bench.file("more.csv", more), ImportKind::Customers, update);
    let more = more.expect("an import");
    assert_eq!(figures(&more)[..5], [2, 1, 1, 0, 0]);
    assert_eq!(bench.linked()[1], "李英||熟|拾光设计|周一");
    bench.undo(more.operation.expect("an operation"));
    assert_eq!(bench.linked(), expect);
    bench.undo(report.operation.expect("an operation"));
    assert_eq!(bench.list().len(), 0);
}

#[test]
fn those_who_may_be_known_are_told_before() {
    let bench = Bench::new();
    bench.customers(
        "姓名,手机,生日,公司\n王欣,19905132140,1990-03-05,\n李英,19905132141,,拾光设计有限公司\n",
        OnDuplicate::Skip,
    );
    let file = bench.file(
        "more.csv",
        "姓名,手机,生日,公司\n\
         王 欣,,1990-03-05,\n\
         黎英,19905132149,,拾光设计有限公司\n\
         王欣,19905132140,1990-03-05,\n\
         王欣,,1991-03-05,\n\
         赵六,,05-06,\n\
         赵六,,05-06,\n",
    );
    let rehearsed = bench.rehearse(&file, ImportKind::Customers, &ImportOptions::default());
    assert_eq!(figures(&rehearsed.report)[..5], [6, 5, 0, 1, 0]);
    let told: Vec<String> = rehearsed
        .alike_rows
        .iter()
        .map(|alike| {
            let who = alike.customer.as_ref().map(|customer| customer.name.clone());
            let who = who.or(alike.row.map(|row| format!("row {row}"))).unwrap_or_default();
            format!("{} {who} {}", alike.number, alike.reason.as_str())
        })
        .collect();
    assert_eq!(told, ["2 王欣 sameBirthday", "3 李英 sameCompany", "7 row 6 sameDay"]);
    assert_eq!(rehearsed.alike, 3);
    // A look at the first rows alone does not compare them with everyone.
    let options = ImportOptions::default();
    let first =
        crate::transfer::rehearse(&bench.app, op(), file, ImportKind::Customers, options, Some(2));
    assert_eq!(first.expect("a rehearsal").alike, 0);
}

#[test]
fn an_export_can_be_stopped_and_leaves_nothing() {
    let bench = Bench::new();
    let mut text = String::from("name,phone\n");
    for n in 0..20_000 {
        text.push_str(&format!("name {n},1990{n:07}\n"));
    }
    bench.customers(&text, OnDuplicate::Skip);
    let out = bench.folder.path().join("out");
    std::fs::create_dir(&out).expect("a folder");
    for name in ["a.csv", "a.xlsx", "a.vcf", "a.zip"] {
        let mut events = bench.app.events();
        let (app, job) = (bench.app.clone(), op());
        let stopper = std::thread::spawn(move || {
            while let Ok(event) = events.blocking_recv() {
                if let Event::Progress { job: running, done, total } = event {
                    assert_eq!(running, job);
                    assert!(done > 0 && total.is_some_and(|total| total >= 20_000));
                    super::super::super::cancel(&app, job).expect("a running job");
                    return;
                }
            }
        });
        let path = out.join(name);
        let written = if name == "a.zip" {
            crate::transfer::export_shop_to(&bench.app, job, &path).map(drop)
        } else {
            let format = ExportFormat::of(&path);
            crate::transfer::export_customers_to(&bench.app, job, format, &path).map(drop)
        };
        assert_eq!(written, Err(AppError::Cancelled), "{name}");
        stopper.join().expect("stopped");
        assert_eq!(std::fs::read_dir(&out).expect("a folder").count(), 0, "{name}");
    }
}
