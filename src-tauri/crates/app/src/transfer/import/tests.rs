mod complaints;
mod identity;
mod links;
mod odd;
mod rehearsal;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use huike_domain::customers::{
    Anniversary, Birthday, Calendar, Character, Consent, ContactHours, CustomChoice, CustomEntry,
    CustomField, CustomKind, CustomValue, CustomerDraft, CustomerKind, Level, Portrait, Preference,
    Reach, ReachKind,
};
use huike_domain::ids::{FieldId, OperationId, PreferenceId};
use huike_domain::shop::Language;
use huike_domain::time::Instant;
use huike_store::text::Text;
use huike_store::{customers as rows, purchases};

use super::super::files::FileToken;
use super::super::{
    ExportFormat, Exported, OnDuplicate, Outcome, Rehearsal, export, import as import_file,
};
use proptest::prelude::*;

use super::*;
use crate::events::Event;
use crate::words::Words;

/// A shop in a folder of its own, from noon of 23 November 2026 on, a second at every look at the
/// clock.
struct Bench {
    folder: tempfile::TempDir,
    app: App,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let at = AtomicI64::new(1_795_406_400_000);
        let clock = move || Instant(at.fetch_add(1_000, Ordering::Relaxed));
        let app = App::open_with_clock(&folder.path().join("data"), Arc::new(clock));
        Self { app: app.expect("a shop"), folder }
    }

    fn file(&self, name: &str, text: &str) -> FileToken {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).expect("a file");
        self.app.files().hold(&path, name)
    }

    /// A copy, so that a file of rejected rows lands in our folder.
    fn office(&self, name: &str) -> FileToken {
        let from = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let path = self.folder.path().join(name);
        std::fs::copy(from.join("../../../tests/data/imports").join(name), &path).expect(name);
        self.app.files().hold(&path, name)
    }

    fn import(
        &self,
        file: &FileToken,
        kind: ImportKind,
        options: ImportOptions,
    ) -> Result<ImportReport, AppError> {
        import_file(&self.app, op(), file.clone(), kind, options)
    }

    #[track_caller]
    fn rehearse(&self, file: &FileToken, kind: ImportKind, options: &ImportOptions) -> Rehearsal {
        super::super::rehearse(&self.app, op(), file.clone(), kind, options.clone(), None)
            .expect("a rehearsal")
    }

    #[track_caller]
    fn customers(&self, text: &str, on_duplicate: OnDuplicate) -> ImportReport {
        let file = self.file("customers.csv", text);
        let options = ImportOptions { on_duplicate, ..ImportOptions::default() };
        self.import(&file, ImportKind::Customers, options).expect("an import")
    }

    #[track_caller]
    fn purchases(&self, text: &str, options: ImportOptions) -> ImportReport {
        let file = self.file("purchases.csv", text);
        self.import(&file, ImportKind::Purchases, options).expect("an import")
    }

    /// Every customer as `name|phone|external id|tags`, in order of entry.
    fn list(&self) -> Vec<String> {
        let mut list = Vec::new();
        self.app
            .read(|reader| {
                rows::each(reader, |c| {
                    let d = c.draft;
                    let tags = d.tags.join(",");
                    list.push(format!("{}|{}|{}|{tags}", d.name, d.phone, d.external_id));
                    Ok::<_, AppError>(())
                })
            })
            .expect("customers");
        list
    }

    /// Every purchase as `customer order fen [lines]`, customer by customer, oldest first.
    fn sold(&self) -> Vec<String> {
        let end = (Instant(i64::MAX), uuid::Uuid::max());
        let all = Text::default();
        let mut list = Vec::new();
        self.app
            .read(|reader| {
                rows::each(reader, |c| {
                    let page = purchases::page(reader, c.summary.id, &all, end, 100)?;
                    for purchases::Entry { purchase: p, .. } in page.into_iter().rev() {
                        let order = p.order_no.unwrap_or_else(|| "-".into());
                        let lines: Vec<_> =
                            p.lines.iter().map(|(i, n, fen)| format!("{i}×{n}={fen}")).collect();
                        let line = lines.join(" ");
                        list.push(format!("{} {order} {} [{line}]", c.draft.name, p.amount_fen));
                    }
                    Ok::<_, AppError>(())
                })
            })
            .expect("purchases");
        list
    }

    fn undo(&self, operation: OperationId) {
        crate::operations::undo(&self.app, op(), Some(operation)).expect("an undo");
    }

    fn text_of(&self, file: &FileToken) -> String {
        let held = self.app.files().get(file).expect("a file");
        std::fs::read_to_string(held.path).expect("text")
    }
}

fn op() -> OperationId {
    crate::clock::new_operation()
}

fn create() -> ImportOptions {
    ImportOptions { create_customers: true, ..ImportOptions::default() }
}

/// `rows imported updated duplicates rejected refunds net created`.
fn figures(r: &ImportReport) -> [i64; 8] {
    let n = |n: u32| i64::from(n);
    let (net, made) = (r.net_amount_fen, n(r.customers_created));
    [
        n(r.rows),
        n(r.imported),
        n(r.updated),
        n(r.duplicates),
        n(r.rejected),
        n(r.refunds),
        net,
        made,
    ]
}

#[test]
fn the_offices_customers() {
    let bench = Bench::new();
    let file = bench.office("customers_gbk.csv");
    let report = bench.import(&file, ImportKind::Customers, ImportOptions::default());
    let report = report.expect("an import");
    assert_eq!(figures(&report), [141, 128, 0, 7, 6, 0, 0, 0]);
    let rejected = bench.text_of(report.rejected_file.as_ref().expect("a file"));
    let lines: Vec<&str> = rejected.lines().collect();
    assert_eq!(lines[0], "\u{feff}姓名,手机号,生日,来源,标签,备注,原因");
    assert_eq!(lines[1], "谢明,19903607490,待确认,门店,,,生日：无法识别");
    assert_eq!(lines.len(), 7);

    // The second sheet brings others; what was rejected is mended and comes in.
    let report = bench
        .import(
            &bench.office("customers_titled.xlsx"),
            ImportKind::Customers,
            ImportOptions::default(),
        )
        .expect("an import");
    assert_eq!(figures(&report), [107, 104, 0, 0, 3, 0, 0, 0]);
    assert_eq!(bench.list().len(), 128 + 104);
    let mended = rejected.replace("待确认", "1990-01-01").replace("1987/13/05", "1987/12/05");
    let report = bench.customers(&mended, OnDuplicate::Skip);
    assert_eq!(figures(&report), [6, 3, 0, 0, 3, 0, 0, 0]);
}

#[test]
fn the_offices_orders() {
    let bench = Bench::new();
    let file = bench.office("orders_semicolon.csv");
    let report = bench.import(&file, ImportKind::Purchases, create()).expect("an import");
    assert_eq!(figures(&report)[..7], [304, 297, 0, 0, 7, 19, 109_667_662]);
    assert_eq!(bench.list().len(), report.customers_created as usize);
    assert_eq!(bench.sold().len(), 297);

    // The same file again brings nothing: every order is known.
    let again = bench.import(&file, ImportKind::Purchases, create()).expect("an import");
    assert_eq!(figures(&again), [304, 0, 0, 297, 7, 0, 0, 0]);
    assert_eq!(again.operation, None);

    bench.undo(report.operation.expect("an operation"));
    assert_eq!((bench.list().len(), bench.sold().len()), (0, 0));
    let once_more = bench.import(&file, ImportKind::Purchases, create()).expect("an import");
    assert_eq!(figures(&once_more), figures(&report));
}

#[test]
fn broken_files_change_nothing() {
    let bench = Bench::new();
    for name in ["not_really.xlsx", "cut_short.xlsx", "empty.csv"] {
        let file = bench.office(name);
        let error = bench.import(&file, ImportKind::Customers, ImportOptions::default());
        assert!(matches!(error, Err(AppError::File { .. })), "{name}: {error:?}");
    }
    let file = bench.office("header_only.csv");
    let report = bench.import(&file, ImportKind::Customers, ImportOptions::default());
    assert_eq!(report, Ok(ImportReport::default()));
    let recent = crate::operations::recent(&bench.app, 10).expect("operations");
    assert_eq!(recent.len(), 0);
}

#[test]
fn known_customers_are_skipped_updated_or_doubled() {
    let before = "姓名,手机,会员号,标签\n王欣,19905132140,7,老客\n李英,,8,\n";
    let again = "姓名,手机,会员号,标签\n,199 0513 2140,,坚果\n李英英,,8,\n李英英,,8,\n新人,,9,\n";
    #[track_caller]
    fn check(texts: [&str; 2], policy: OnDuplicate, expect: [i64; 5], list: &[&str]) {
        let bench = Bench::new();
        bench.customers(texts[0], OnDuplicate::Skip);
        let untouched = bench.list();
        let report = bench.customers(texts[1], policy);
        assert_eq!(figures(&report)[..5], expect);
        assert_eq!(bench.list(), list);
        bench.undo(report.operation.expect("an operation"));
        assert_eq!(bench.list(), untouched);
    }
    let (wang, li) = ("王欣|+8619905132140|7|老客", "李英||8|");
    check([before, again], OnDuplicate::Skip, [4, 1, 0, 3, 0], &[wang, li, "新人||9|"]);
    check(
        [before, again],
        OnDuplicate::Update,
        [4, 1, 2, 1, 0],
        &["王欣|+8619905132140|7|坚果", "李英英||8|", "新人||9|"],
    );
    // A number of the shop's own stays with one customer.
    check(
        [before, again],
        OnDuplicate::Create,
        [4, 2, 0, 0, 2],
        &[wang, li, "|+8619905132140||坚果", "新人||9|"],
    );
}

#[test]
fn lines_become_purchases() {
    let bench = Bench::new();
    bench.customers("姓名,手机\n王欣,19905132140\n李英,19905132141\n", OnDuplicate::Skip);
    let report = bench.purchases(
        "客户,订单号,时间,金额,数量,商品\n\
         王欣,A1,2026-01-02 10:00,10,1,蛋糕\n\
         19905132141,A2,2026-01-03,5,1,茶\n\
         王欣,A1,2026-01-02 09:00,2.5,2,\"糖 \"\"脆\"\"\"\n\
         李英,A1,2026-01-02,1,1,\n\
         王欣,A1,2026-01-05,-2.5,-2,糖\n\
         王欣,,2026-02-01 23:30,1,1,a\n\
         王欣,,2026-02-01 08:00,2,1,b\n\
         王欣,,2026-02-02 00:10,4,1,c\n\
         谁,,2026-02-02,4,1,c\n",
        ImportOptions::default(),
    );
    assert_eq!(figures(&report), [9, 7, 0, 0, 2, 1, 2_200, 0]);
    assert_eq!(
        bench.sold(),
        [
            "王欣 A1 1250 [蛋糕×1000=1000 糖 \"脆\"×2000=250]",
            "王欣 A1 -250 [糖×-2000=-250]",
            "王欣 - 300 [a×1000=100 b×1000=200]",
            "王欣 - 400 [c×1000=400]",
            "李英 A2 500 [茶×1000=500]",
        ]
    );
    let rejected = bench.text_of(report.rejected_file.as_ref().expect("a file"));
    assert!(rejected.contains("订单号：已被其他记录使用"), "{rejected}");
    assert!(rejected.contains("客户：找不到对应的记录"), "{rejected}");
    let first = bench.app.read(|r| Ok(rows::ids_by_name(r, "王欣")?)).expect("a customer")[0];
    let purchases = bench
        .app
        .read(|r| {
            Ok(purchases::page(
                r,
                first,
                &Text::default(),
                (Instant(i64::MAX), uuid::Uuid::max()),
                9,
            )?)
        })
        .expect("purchases");
    // An order took place when its first line did.
    let at = purchases.last().map(|e| e.purchase.at.to_rfc3339());
    assert_eq!(at.as_deref(), Some("2026-01-02T01:00:00.000Z"));
}

#[test]
fn unknown_customers_come_along() {
    #[track_caller]
    fn check(heading: &str, named: &str, expect: &str) {
        let bench = Bench::new();
        let text = format!("{heading},date,amount\n{named},2026-01-02,1\n{named},2026-01-03,2\n");
        let report = bench.purchases(&text, create());
        assert_eq!(figures(&report), [2, 2, 0, 0, 0, 0, 300, 1]);
        assert_eq!(bench.list(), [expect]);
        // They are found again by what they were entered by.
        let report = bench.purchases(&text, ImportOptions::default());
        assert_eq!(figures(&report)[..5], [2, 2, 0, 0, 0]);
    }
    check("customer_id", "0001", "0001||0001|");
    check("customer_id", "Brion Stark", "Brion Stark||Brion Stark|");
    check("手机号", "199-0513-2140", "|+8619905132140||");
    check("customer", "王欣", "王欣|||");
    check("customer", "19905132140", "|+8619905132140||");
    check("customer", "C-17", "C-17||C-17|");

    let bench = Bench::new();
    let report = bench.purchases("手机号,date,amount\n1990513,2026-01-02,1\n", create());
    assert_eq!(figures(&report)[4], 1);
    assert_eq!(bench.list().len(), 0);
}

#[test]
fn an_order_on_record_is_left_out_or_doubled() {
    let bench = Bench::new();
    let text = "customer,order,date,amount\n王欣,A1,2026-01-02,1\n王欣,A1,2026-01-02,2\n";
    bench.purchases(text, create());
    let more = format!("{text}王欣,A1,2026-01-03,-3\n王欣,A2,2026-01-03,4\n");
    let report = bench.purchases(&more, create());
    assert_eq!(figures(&report), [4, 2, 0, 2, 0, 1, 100, 0]);
    let again = ImportOptions { on_duplicate: OnDuplicate::Create, ..create() };
    assert_eq!(figures(&bench.purchases(text, again))[..4], [2, 2, 0, 0]);
    assert_eq!(bench.sold().len(), 4);
}

#[test]
fn a_dry_run_counts_and_changes_nothing() {
    let bench = Bench::new();
    let file = bench.office("orders_semicolon.csv");
    let dry = ImportOptions { dry_run: true, ..create() };
    let report = bench.import(&file, ImportKind::Purchases, dry).expect("a count");
    assert_eq!(figures(&report)[..7], [304, 297, 0, 0, 7, 19, 109_667_662]);
    assert_eq!(report.operation, None);
    assert!(report.rejected_file.is_some());
    assert_eq!((bench.list().len(), bench.sold().len()), (0, 0));
    assert_eq!(crate::operations::recent(&bench.app, 10).expect("operations").len(), 0);
}

#[test]
fn a_cancelled_import_leaves_nothing() {
    let bench = Bench::new();
    let mut text = String::from("name,phone\nbad,bad\n");
    for n in 0..200_000 {
        text.push_str(&format!("name {n},1990{n:07}\n"));
    }
    let file = bench.file("many.csv", &text);
    let mut events = bench.app.events();
    let (app, job) = (bench.app.clone(), op());
    let stopper = std::thread::spawn(move || {
        loop {
            if let Event::Progress { job: running, done, total } =
                events.blocking_recv().expect("an event")
            {
                assert_eq!(running, job);
                assert!(done > 0 && total.is_some_and(|t| t >= done));
                super::super::cancel(&app, job).expect("a running job");
                return std::time::Instant::now();
            }
        }
    });
    let report =
        import_file(&bench.app, job, file, ImportKind::Customers, ImportOptions::default());
    let waited = stopper.join().expect("a stop").elapsed();
    assert_eq!(report, Err(AppError::Cancelled));
    assert!(waited.as_millis() < 2_000, "{waited:?}");
    assert_eq!(bench.list().len(), 0);
    let left: Vec<_> = std::fs::read_dir(bench.folder.path()).expect("a folder").collect();
    assert_eq!(left.len(), 2, "{left:?}"); // the file and the data
    assert_eq!(
        super::super::cancel(&bench.app, job),
        Err(AppError::not_found("job", &job.to_string()))
    );
}

#[test]
fn what_is_exported_is_imported_again() {
    let bench = Bench::new();
    bench
        .import(
            &bench.office("customers_titled.xlsx"),
            ImportKind::Customers,
            ImportOptions::default(),
        )
        .expect("an import");
    bench.customers(
        "姓名,电话,生日,标签,会员号,备注\n@王,010-12345678转802,2月29日,a;b,007,\"一\n二\"\n",
        OnDuplicate::Skip,
    );
    for format in [ExportFormat::Csv, ExportFormat::Xlsx] {
        let token = export::to_token(&bench.app, op(), format, None).expect("an export");
        let held = bench.app.files().get(&token).expect("a file");
        let other = Bench::new();
        let file = other.app.files().hold(&held.path, &held.name);
        let report = other.import(&file, ImportKind::Customers, ImportOptions::default());
        assert_eq!(figures(&report.expect("an import"))[..5], [105, 105, 0, 0, 0]);
        assert_eq!(other.list(), bench.list());
        assert_eq!(drafts(&other), drafts(&bench));
    }
    let nowhere = Path::new("/nowhere/at/all.csv");
    assert!(export::to_path(&bench.app, op(), ExportFormat::Csv, None, nowhere).is_err());
}

fn drafts(bench: &Bench) -> Vec<huike_domain::customers::CustomerDraft> {
    let mut drafts = Vec::new();
    bench
        .app
        .read(|reader| {
            rows::each(reader, |c| {
                drafts.push(c.draft);
                Ok::<_, AppError>(())
            })
        })
        .expect("customers");
    drafts
}

#[test]
fn those_selected_go_out_in_the_order_of_their_list() {
    use crate::customers::Selection;
    use huike_domain::customers::filter::{Field, Filter, Test};
    let bench = Bench::new();
    let file = bench.file("a.csv", "name,tags\nZoe,VIP\nAnn,VIP\nBob,\nCid,VIP\n");
    bench.import(&file, ImportKind::Customers, create()).expect("an import");
    let cid =
        crate::customers::search(&bench.app, "Cid".to_owned(), 1, None).expect("found").rows[0].id;
    let vip = Test::OneOf { values: vec!["VIP".to_owned()] };
    let whom = Exported {
        selection: Selection::Matching { filter: Filter::on(Field::Tags, vip), except: vec![cid] },
        sort: Some(Field::Name),
        own: None,
        descending: false,
    };
    let names = |whom: &Exported| {
        let token =
            export::to_token(&bench.app, op(), ExportFormat::Csv, Some(whom)).expect("an export");
        let path = bench.app.files().get(&token).expect("a file").path;
        let text = std::fs::read_to_string(path).expect("text");
        let lines = text.lines().skip(1);
        lines.filter_map(|line| line.split(',').next().map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(names(&whom), ["Ann", "Zoe"]);
    // What a search found stands in an order of its own.
    let found = |text: &str| {
        let found = crate::customers::search(&bench.app, text.to_owned(), 1, None);
        found.expect("found").rows[0].id
    };
    let ids = [found("Zoe"), found("Ann"), cid, found("Zoe")].into();
    let named = Exported { selection: Selection::These { ids }, sort: None, ..whom };
    assert_eq!(names(&named), ["Zoe", "Ann", "Cid"]);
}

#[test]
fn every_exported_heading_is_recognised() {
    use huike_domain::transfer::fields::{CustomerField, ImportField as _};
    use huike_domain::transfer::headers::{Head, Header, Headings};
    for language in [Language::ZhCn, Language::En] {
        let words = Words::of(language);
        let heading =
            |field: &CustomerField| words.say(&format!("transfer.fields.{}", field.name()), &[]);
        let headings: Vec<String> = CustomerField::ALL.iter().map(heading).collect();
        let rows = vec![headings.iter().map(String::as_str).collect::<Vec<_>>()];
        let own = Default::default();
        let head = Head { rows: &rows, hidden: &[], today: chrono::NaiveDate::MAX, own: &own };
        let header = Header::<CustomerField>::find(head, Headings::Sought, &[]).expect("headings");
        for (place, field) in CustomerField::ALL.iter().enumerate() {
            let column = header.column(*field).map(|column| column.index);
            assert_eq!(column, Some(place), "{}", headings[place]);
        }
    }
}
