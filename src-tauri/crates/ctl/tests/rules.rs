//! Rules, what they ask for and what fires, from the terminal.

mod common;

use common::Shop;
use serde_json::json;

#[test]
fn rules_are_listed_brought_in_tried_and_told() {
    let shop = Shop::new();
    let listed = shop.ok(&["rules", "list"])["rules"].clone();
    assert_eq!(listed.as_array().map(Vec::len), Some(5));
    let birthdays = listed
        .as_array()
        .and_then(|all| all.iter().find(|rule| rule["spec"]["trigger"]["kind"] == "birthday"));
    let birthdays = birthdays.expect("a rule for birthdays").clone();

    // What was listed comes back in, changed, under the same id.
    let mut same_day = birthdays.clone();
    same_day["spec"]["name"] = json!("当天问候");
    same_day["spec"]["trigger"]["days_ahead"] = json!(0);
    let file = shop.folder.path().join("rules.json");
    std::fs::write(&file, json!({ "rules": [same_day] }).to_string()).expect("written");
    let file = file.display().to_string();
    assert_eq!(shop.ok(&["rules", "import", &file])["rules"], json!(1));
    assert_eq!(shop.ok(&["rules", "list"])["rules"].as_array().map(Vec::len), Some(5));

    let people = shop.folder.path().join("people.csv");
    std::fs::write(&people, "姓名,生日\n张三,1990-05-09\n").expect("written");
    shop.ok(&["import", "customers", &people.display().to_string()]);
    let preview = shop.ok(&["rules", "preview", "当天问候", "--at", "2040-05-02T09:00:00+08:00"]);
    assert_eq!(preview["audience"], json!(1));
    assert_eq!(preview["next"][0]["customer_name"], json!("张三"));
    assert_eq!(preview["next"][0]["reason"]["day"], json!("2040-05-09"));

    let due = shop.ok(&["due", "--at", "2040-05-09T11:00:00+08:00"]);
    assert_eq!(due["total"], json!(1));
    let follow_up = &due["followups"][0];
    for (field, expected) in [("kind", json!("birthday")), ("channel", json!("wechat"))] {
        assert_eq!(follow_up[field], expected);
    }
    assert!(follow_up["rank"].is_i64() && follow_up["reasons"].is_array(), "{follow_up}");
    let fired = shop.ok(&["tick", "--at", "2040-05-09T11:00:00+08:00"])["fired"].clone();
    assert_eq!(fired[0]["followups"], json!([follow_up["id"]]));
    let again = shop.ok(&["tick", "--at", "2040-05-09T11:05:00+08:00"])["fired"].clone();
    assert_eq!(again, json!([]), "told once");
    let missing = shop.ok(&["care", "--from", "2040-05-01", "--to", "2040-05-31"]);
    assert_eq!(missing["all"]["total"], json!(0), "nothing of a day ahead is due yet");
}
