//! The words of the command line and their answers.

mod common;

use common::{Shop, program};
use serde_json::{Value, json};

const CUSTOMERS: &str = "姓名,手机号,生日,客户编号,标签\n\
    王小欣,13800138000,1990-05-03,V1,烘焙、老客\n\
    李明,13900139000,,V2,\n";

fn with_customers() -> Shop {
    let shop = Shop::new();
    let file = shop.file("customers.csv", CUSTOMERS);
    assert_eq!(shop.ok(&["import", "customers", &file])["imported"], 2);
    shop
}

#[test]
fn without_a_shop_nothing_is_created() {
    let shop = Shop::unnamed();
    let commands: [&[&str]; 9] = [
        &["segments", "--at", "2026-01-01"],
        &["stages"],
        &["search", "x"],
        &["customer", "show", "x"],
        &["due"],
        &["log"],
        &["verify"],
        &["undo"],
        &["restore", "x.db"],
    ];
    for words in commands {
        assert_eq!(shop.fails(words), json!({ "kind": "noShop" }), "{words:?}");
    }
    assert!(!shop.data().exists());
}

#[test]
fn a_wrong_word_is_explained_on_standard_error() {
    for words in [&["segments", "--scheme", "nine"][..], &["import", "dogs", "x"], &["fly"]] {
        let output = program().args(words).output().expect("the program starts");
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{words:?}");
    }
}

#[test]
fn errors_have_a_kind() {
    let shop = with_customers();
    let orders = shop.file("orders.csv", "a,b\n1,2\n");
    let cases: [(&[&str], Value); 9] = [
        (&["init", "--name", " "], json!({"kind": "invalid", "field": "name", "code": "required"})),
        (
            &["init", "--name", "x", "--zone", "Mars"],
            json!({"kind": "invalid", "field": "zone", "code": "impossible"}),
        ),
        (
            &["stages", "--at", "yesterday"],
            json!({"kind": "invalid", "field": "at", "code": "unreadable"}),
        ),
        (&["customer", "show", "V9"], json!({"kind": "notFound", "what": "customer", "id": "V9"})),
        (&["done", "x"], json!({"kind": "notFound", "what": "followUp", "id": "x"})),
        (&["undo", "x"], json!({"kind": "notFound", "what": "operation", "id": "x"})),
        (
            &["import", "purchases", &orders],
            json!({"kind": "file", "name": "orders.csv", "problem": "noHeader"}),
        ),
        (
            &["backup", "/nowhere/at/all.db"],
            json!({"kind": "file", "name": "all.db", "problem": "unreadable"}),
        ),
        (
            &["export", "customers", "/nowhere/at/all.csv"],
            json!({"kind": "file", "name": "all.csv", "problem": "unreadable"}),
        ),
    ];
    for (words, expected) in cases {
        assert_eq!(shop.fails(words), expected, "{words:?}");
        // Without --json the error is the same: it is for programs either way.
        assert_eq!(shop.run(words).error(), expected, "{words:?}");
    }
}

#[test]
fn a_customer_is_found_and_shown() {
    let shop = with_customers();
    for text in ["王小欣", "小", "wxx", "8000", "烘焙", "V1"] {
        let found = shop.ok(&["search", text]);
        assert_eq!(found["customers"][0]["name"], "王小欣", "{text}");
    }
    let one = shop.ok(&["search", "1", "--limit", "1"]);
    assert_eq!(one["customers"].as_array().map(Vec::len), Some(1));

    let page = shop.ok(&["customer", "show", "V1"]);
    assert_eq!(page["row"]["external_id"], "V1");
    let born = json!({"year": 1990, "month": 5, "day": 3, "calendar": "solar", "leap": false});
    assert_eq!(page["draft"]["birthday"], born);
    let id = page["row"]["id"].as_str().expect("an id");
    assert_eq!(shop.ok(&["customer", "show", id])["row"], page["row"]);
    let text = shop.run(&["customer", "show", "V1"]).out;
    assert!(text.contains("王小欣") && text.contains("1990-05-03"), "{text}");
}

#[test]
fn duplicates_are_found_and_merged() {
    let shop = Shop::new();
    let lines = "编号,姓名,手机\nV1,张伟,13800001001\nV2,张伟,138-0000-1001\nV3,李娜,13900002002\n";
    shop.ok(&["import", "customers", &shop.file("twins.csv", lines), "--on-duplicate", "create"]);
    let found = shop.ok(&["duplicates", "scan"]);
    assert!(found["took_ms"].is_number(), "{found}");
    assert_eq!(found["groups"].as_array().map(Vec::len), Some(1), "{found}");
    let group = &found["groups"][0];
    assert_eq!(group["reasons"], json!(["samePhone", "sameName"]));
    assert!(group["score"].as_u64().is_some_and(|score| score >= 80), "{group}");
    let mut twins: Vec<_> = group["customers"].as_array().expect("customers").clone();
    twins.sort_by_key(|twin| twin["external_id"].to_string());
    for (twin, known_as) in twins.iter().zip(["V1", "V2"]) {
        let id = &twin["id"];
        let phone = "138 0000 1001";
        assert_eq!(
            *twin,
            json!({"id": id, "external_id": known_as, "name": "张伟", "phone": phone})
        );
    }
    let merged = shop.ok(&["merge", "V1", "V2"]);
    assert_eq!([&merged["kept"], &merged["merged"]], [&twins[0]["id"], &json!([twins[1]["id"]])]);
    assert_eq!(shop.counts()[0], 2);
    let operation = merged["operation"].as_str().expect("an operation");
    shop.ok(&["undo", operation]);
    assert_eq!(shop.counts()[0], 3);
}

#[test]
fn a_birthday_is_due_done_and_taken_back() {
    let shop = with_customers();
    let due = |at: &str| shop.ok(&["due", "--at", at])["followups"].clone();
    assert_eq!(due("2040-04-01"), json!([]));

    let items = due("2040-05-02T09:00:00+08:00");
    let item = &items[0];
    assert_eq!(items.as_array().map(Vec::len), Some(1));
    assert_eq!(item["reasons"][0], json!({"kind": "birthday", "day": "2040-05-03", "age": 50}));
    assert_eq!([&item["customer_name"], &item["channel"]], ["王小欣", "wechat"]);
    assert!(item["words"].as_str().is_some_and(|words| words.contains("王小欣")));
    assert!(item["due"].as_str().is_some_and(|due| due.starts_with("2040-")), "{item}");
    assert_eq!(item["parts"]["occasion"], 30);
    assert!(item["customer"].is_string());

    let id = item["id"].as_str().expect("an id");
    let done = shop.ok(&["done", id, "--note", "已送祝福"]);
    assert_eq!(due("2040-05-02"), json!([]));
    let story = shop.ok(&["customer", "show", "V1"])["timeline"].clone();
    assert_eq!([&story[0]["kind"], &story[0]["note"]], ["message", "已送祝福"]);
    assert_eq!(story[0]["channel"], "wechat");
    assert_eq!(shop.fails(&["done", id])["kind"], "notFound");

    assert_eq!(shop.ok(&["undo"])["undone"]["id"], done["operation"]);
    assert_eq!(due("2040-05-02")[0]["id"], item["id"]);
    let log = shop.ok(&["log"])["items"].clone();
    assert_eq!(log[0]["kind"], "operations.undo");
    assert!(log[0]["at"].as_str().is_some_and(|at| at.ends_with('Z')));
}

#[test]
fn the_whole_file_goes_out_and_comes_back() {
    let shop = with_customers();
    let backup = shop.folder.path().join("backup.db").display().to_string();
    shop.ok(&["backup", &backup]);
    assert_eq!(shop.ok(&["verify"])["ok"], true);
    shop.ok(&["undo"]);
    assert_eq!(shop.counts()[0], 0);
    let restored = shop.ok(&["restore", &backup]);
    assert_eq!(shop.counts()[0], 2);

    // What was there before is a backup like any other.
    let kept = restored["kept"].as_str().expect("a path").to_owned();
    shop.ok(&["restore", &kept]);
    assert_eq!(shop.counts()[0], 0);
}

#[test]
fn a_backup_never_takes_the_place_of_the_data() {
    let shop = with_customers();
    let own = shop.data().join("huike.db").display().to_string();
    let taken = json!({"kind": "invalid", "field": "file", "code": "taken"});
    assert_eq!(shop.fails(&["backup", &own]), taken);
    assert_eq!(shop.counts()[0], 2);
}

#[test]
fn what_is_no_backup_changes_nothing() {
    let shop = with_customers();
    let other = Shop::new();
    let foreign = other.folder.path().join("other.db").display().to_string();
    other.ok(&["backup", &foreign]);
    let backup = shop.folder.path().join("half.db").display().to_string();
    shop.ok(&["backup", &backup]);
    let whole = std::fs::read(&backup).expect("a backup");
    std::fs::write(&backup, &whole[..whole.len() / 2]).expect("written");
    let text = shop.file("text.db", "not a backup at all");
    for file in [&foreign, &backup, &text] {
        let error = shop.fails(&["restore", file]);
        assert_eq!([&error["kind"], &error["problem"]], ["file", "notABackup"], "{file}");
    }
    assert_eq!(shop.fails(&["restore", "nowhere.db"])["problem"], "unreadable");
    assert_eq!(shop.counts()[0], 2);
}

#[test]
fn a_damaged_file_is_replaced_and_kept() {
    for damage in [0..40_usize, 5_000..9_000, 30_000..70_000] {
        let shop = with_customers();
        let backup = shop.folder.path().join("backup.db").display().to_string();
        shop.ok(&["backup", &backup]);
        let file = shop.data().join("huike.db");
        let mut bytes = std::fs::read(&file).expect("the file");
        bytes[damage.clone()].fill(0x5a);
        std::fs::write(&file, &bytes).expect("written");
        assert_eq!(shop.run(&["verify"]).code, Some(1), "{damage:?}");

        let restored = shop.ok(&["restore", &backup]);
        assert_eq!(restored["was_damaged"], true, "{damage:?}");
        let kept = restored["kept"].as_str().expect("a path");
        assert_eq!(std::fs::read(kept).expect("the damaged file"), bytes, "{damage:?}");
        assert_eq!(shop.counts()[0], 2, "{damage:?}");
    }
}

#[test]
fn customers_go_out_and_come_in_again() {
    let shop = with_customers();
    for name in ["out.csv", "out.xlsx"] {
        let file = shop.folder.path().join(name).display().to_string();
        assert_eq!(shop.ok(&["export", "customers", &file])["customers"], 2);
        let other = Shop::new();
        assert_eq!(other.ok(&["import", "customers", &file])["imported"], 2, "{name}");
        assert_eq!(other.ok(&["search", "V1"])["customers"][0]["name"], "王小欣", "{name}");
    }
    let left: Vec<_> = std::fs::read_dir(shop.folder.path()).expect("a folder").flatten().collect();
    assert!(left.iter().all(|file| !file.file_name().to_string_lossy().contains("part")));
}

#[test]
fn a_column_is_named_where_its_header_is_not_known() {
    let shop = Shop::new();
    let file = shop.file("odd.csv", "Who,Reach\nAnn,13800138000\n");
    let maps = ["--map", "name=Who", "--map", "phone=Reach"];
    let answer = shop.ok(&[&["import", "customers", &file][..], &maps].concat());
    assert_eq!([&answer["imported"], &answer["rejected"]], [1, 0]);
    assert_eq!(shop.ok(&["search", "Ann"])["customers"][0]["phone"], "138 0013 8000");
}

#[test]
fn complaints_come_in_by_a_list_and_go_again() {
    let shop = with_customers();
    let log = shop.ok(&["log"]);
    // The first moment of this day in Shanghai is over wherever the day has come.
    let today = log["items"][0]["at"].as_str().expect("a moment").split('T').next().expect("a day");
    let lines = format!(
        "提交时间,姓名,投诉内容,严重程度\n{today},王小欣,送晚了,严重\n{today},王小欣,送晚了,严重\n\
         {today},新人,少了一个,\n2099-01-01,新人,还没有发生,\n2019-01-01,新人,很久以前,\n"
    );
    let file = shop.file("form.csv", &lines);
    let words = ["import", "complaints", &file, "--by", "Ann", "--channel", "email"];
    let list = || {
        let list = shop.ok(&["complaint", "list"]);
        let line = |it: &Value| {
            ["customer_name", "what", "severity", "channel", "owner"]
                .map(|name| it[name].as_str().expect(name).to_owned())
                .join(" ")
        };
        let mut lines: Vec<_> = list.as_array().expect("complaints").iter().map(line).collect();
        lines.sort();
        lines
    };
    let figures = |answer: &Value| {
        ["rows", "imported", "duplicates", "rejected", "customers_created"]
            .map(|name| answer[name].as_u64().expect(name))
    };
    let dry = shop.ok(&[&words[..], &["--dry-run"]].concat());
    assert_eq!((figures(&dry), list().len()), ([5, 2, 1, 2, 1], 0));
    let answer = shop.ok(&words);
    assert_eq!(figures(&answer), figures(&dry));
    let expect = ["新人 少了一个 moderate email Ann", "王小欣 送晚了 severe email Ann"];
    assert_eq!(list(), expect);
    assert_eq!(figures(&shop.ok(&words)), [5, 0, 3, 2, 0]);
    shop.ok(&["undo", answer["operation"].as_str().expect("an operation")]);
    assert_eq!((list().len(), shop.counts()[0]), (0, 2));
}

#[test]
fn answers_without_json_are_for_people() {
    let shop = with_customers();
    let text = |words: &[&str]| {
        let ran = shop.run(words);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{words:?}");
        ran.out
    };
    assert!(text(&["stages", "--at", "2026-01-01"]).contains("流失"));
    assert!(text(&["due", "--at", "2041-05-02"]).contains("51 岁生日"));
    assert!(text(&["log"]).contains("店主"));
    assert!(text(&["verify"]).starts_with("数据文件完好"));
    assert!(text(&["search", "王"]).contains("王小欣"));
}

#[test]
fn the_sample_shop_opens_in_an_empty_folder() {
    let shop = Shop::unnamed();
    let sample = shop.ok(&["sample"]);
    assert_eq!(sample["customers"], shop.counts()[0]);
    let due = shop.ok(&["due", "--limit", "5"])["followups"].clone();
    assert_eq!(due.as_array().map(Vec::len), Some(5));
    let taken = json!({"kind": "invalid", "field": "sample", "code": "taken"});
    assert_eq!(shop.fails(&["sample"]), taken);
    // Its customers read as people do in both ways of answering.
    assert!(shop.run(&["due", "--limit", "1"]).out.lines().count() >= 4);
}

#[test]
fn what_the_shop_defined_itself_filters_and_sorts_by_its_names() {
    use huike_domain::customers::{
        CustomChoice, CustomEntry, CustomField, CustomKind, CustomValue, CustomerDraft, Portrait,
        Preference,
    };
    use huike_domain::interactions::Channel;
    let shop = Shop::new();
    let op = huike_app::clock::new_operation;
    let app = huike_app::App::open(&shop.data()).expect("the shop");
    let size = huike_domain::ids::FieldId::from_uuid(op().uuid());
    let sugar = huike_domain::ids::FieldId::from_uuid(op().uuid());
    let choice = |number, text: &str| CustomChoice { number, text: text.to_owned() };
    let field =
        |id, name: &str, kind, choices| CustomField { id, name: name.to_owned(), kind, choices };
    let fields = vec![
        field(size, "cake size", CustomKind::Number, Vec::new()),
        field(sugar, "甜度", CustomKind::Choice, vec![choice(7, "少糖"), choice(2, "无糖")]),
    ];
    huike_app::customers::save_custom_fields(&app, op(), fields).expect("saved");
    let likes = [("口味", "抹茶"), ("口味", "原味"), ("风格", "原味")].map(|(category, value)| {
        let id = huike_domain::ids::PreferenceId::from_uuid(op().uuid());
        let (category, value) = (category.to_owned(), value.to_owned());
        let preference = Preference { id, category, value };
        huike_app::customers::save_preference(&app, op(), preference).expect("saved");
        id
    });
    let enter = |name: &str, inches: Option<i64>, sweet: Option<u16>, like: usize| {
        let inches = inches.map(|n| CustomEntry { field: size, value: CustomValue::Number(n) });
        let sweet = sweet.map(|n| CustomEntry { field: sugar, value: CustomValue::Choice(n) });
        let mut portrait = Portrait {
            custom: inches.into_iter().chain(sweet).collect(),
            preferences: vec![likes[like]],
            ..Portrait::default()
        };
        portrait.consent.agreed = if like == 0 { vec![Channel::Wechat] } else { Vec::new() };
        let name = name.to_owned();
        let draft = CustomerDraft { name, portrait, ..CustomerDraft::default() };
        huike_app::customers::add(&app, op(), draft).expect("added");
    };
    enter("Ann", Some(65_000), Some(2), 0);
    enter("Bob", Some(80_000), Some(7), 1);
    enter("Cem", None, None, 2);

    #[track_caller]
    fn check(shop: &Shop, words: &[&str], expected: &[&str]) {
        let answer = shop.ok(&[&["list"], words].concat());
        let found = answer["customers"].as_array().expect("customers");
        let names: Vec<_> = found.iter().map(|row| row["name"].as_str().expect("a name")).collect();
        assert_eq!(names, expected, "{words:?}");
    }
    check(&shop, &["--filter", "agreed = wechat"], &["Ann"]);
    check(&shop, &["--filter", "prefers = 抹茶"], &["Ann"]);
    check(&shop, &["--filter", "prefers in (抹茶, 风格/原味)"], &["Ann", "Cem"]);
    check(&shop, &["--filter", "prefers none (口味/原味)"], &["Ann", "Cem"]);
    check(&shop, &["--filter", "\"cake size\" > 6.5"], &["Bob"]);
    check(&shop, &["--filter", "甜度 is empty"], &["Cem"]);
    check(
        &shop,
        &["--filter", "甜度 in (无糖, 少糖)", "--sort", "cake size", "--desc"],
        &["Bob", "Ann"],
    );
    // In the order in which the shop put its choices; who has none comes last either way.
    check(&shop, &["--sort", "甜度"], &["Bob", "Ann", "Cem"]);
    check(&shop, &["--sort", "甜度", "--desc"], &["Ann", "Bob", "Cem"]);

    let refused = |filter: &str| shop.fails(&["list", "--filter", filter]);
    let unsure = json!({"kind": "filter", "at": 10,
                        "problem": {"why": "value", "field": "preferences", "code": "ambiguous"}});
    assert_eq!(refused("prefers = 原味"), unsure);
    let unknown = json!({"kind": "filter", "at": 5,
                         "problem": {"why": "own", "name": "甜度", "code": "unknown"}});
    assert_eq!(refused("甜度 = 全糖"), unknown);
    let gone = "00000000-0000-7000-8000-000000000001";
    let gone_kind = refused(&format!("prefers = {gone}"));
    assert_eq!(gone_kind, json!({"kind": "notFound", "what": "preference", "id": gone}));
    let sort = json!({"kind": "invalid", "field": "sort", "code": "unknown"});
    assert_eq!(shop.fails(&["list", "--sort", "colour"]), sort);
}
