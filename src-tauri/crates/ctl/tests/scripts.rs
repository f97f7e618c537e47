//! Scripts from a terminal.

mod common;

use common::Shop;
use serde_json::{Value, json};

fn shop() -> Shop {
    let shop = Shop::new();
    let orders = shop.file("orders.csv", "客户编号,日期,金额,商品\nV1,2026-01-05,100,蛋糕\n");
    shop.ok(&["import", "purchases", &orders, "--create-customers"]);
    shop
}

fn of_title(shop: &Shop, title: &str) -> Value {
    let list = shop.ok(&["scripts", "list"])["scripts"].clone();
    let found = list.as_array().expect("a list").iter().find(|s| s["draft"]["title"] == title);
    found.unwrap_or_else(|| panic!("{title} is not there")).clone()
}

#[test]
fn a_new_shop_has_fifty_scripts() {
    let shop = shop();
    let list = shop.ok(&["scripts", "list"])["scripts"].clone();
    assert_eq!(list.as_array().map(Vec::len), Some(56));
    let id = list[0]["id"].as_str().expect("an id");
    assert_eq!(shop.ok(&["scripts", "show", id])["versions"][0]["saved_by"], "system");
    let report = shop.ok(&["scripts", "report"]);
    assert_eq!((&report["scripts"], &report["without"]["uses"]), (&json!([]), &json!(0)));
}

#[test]
fn scripts_come_from_a_file_and_go_into_one() {
    let shop = shop();
    let file = shop.file(
        "scripts.json",
        r#"[{"title": "蛋糕回访", "text": "{{称呼|}}您好，{{上次买的}}好吃吗？{{心意}}",
             "fits": {"occasions": ["returnVisit"], "stages": ["active"]}}]"#,
    );
    let first = shop.ok(&["scripts", "import", &file]);
    assert_eq!((&first["added"], &first["known"]), (&json!(1), &json!(0)));
    assert_eq!(shop.ok(&["scripts", "import", &file])["known"], 1);
    let script = of_title(&shop, "蛋糕回访");
    assert_eq!(script["draft"]["text"], "{{customer|}}您好，{{lastItem}}好吃吗？{{offer}}");

    let id = script["id"].as_str().expect("an id");
    let preview = shop.ok(&["scripts", "preview", id, "--customer", "V1"]);
    assert_eq!(preview["missing"], json!(["offer"]));
    assert!(preview["text"].as_str().is_some_and(|text| text.contains("蛋糕好吃吗？____")));

    let out = shop.file("out.json", "");
    assert_eq!(shop.ok(&["scripts", "export", &out])["scripts"], 57);
    let other = Shop::new();
    let imported = other.ok(&["scripts", "import", &out]);
    assert_eq!((&imported["added"], &imported["known"]), (&json!(1), &json!(56)));
    assert_eq!(shop.ok(&["verify"])["problems"], json!([]));
}

#[test]
fn what_cannot_be_understood_is_named_and_nothing_is_entered() {
    let shop = shop();
    let file = shop.file(
        "bad.json",
        r#"[{"title": "好", "text": "好"}, {"title": "坏", "text": "您的{{星座}}"}]"#,
    );
    let error = shop.fails(&["scripts", "import", &file]);
    let expected = json!({"kind": "scriptText", "problem": {"why": "unknown", "name": "星座"}});
    assert_eq!(error, expected);
    let list = shop.ok(&["scripts", "list"])["scripts"].clone();
    assert_eq!(list.as_array().map(Vec::len), Some(56));
}
