//! The business calendar from a terminal.

mod common;

use common::Shop;
use serde_json::json;

/// Monday to Friday, with a lunch break, by the official days.
const OFFICE: &str = r#"{
  "week": [
    [{"from": 540, "to": 720}, {"from": 810, "to": 1080}],
    [{"from": 540, "to": 720}, {"from": 810, "to": 1080}],
    [{"from": 540, "to": 720}, {"from": 810, "to": 1080}],
    [{"from": 540, "to": 720}, {"from": 810, "to": 1080}],
    [{"from": 540, "to": 720}, {"from": 810, "to": 1080}],
    [], []
  ],
  "public_holidays": true,
  "make_up": 1
}"#;

#[test]
fn a_due_time_explains_itself() {
    let shop = Shop::new();
    let office = shop.file("office.json", OFFICE);
    let friday = "2026-11-27T17:40:00+08:00";
    // Without hours all time counts, and the answer says so.
    let always = shop.ok(&["hours", "add", "--at", friday, "--minutes", "60"]);
    assert_eq!(always["due"], "2026-11-27T10:40:00.000Z");
    assert_eq!(always["explain"]["always"], true);
    // By a calendar that is only tried.
    let tried = ["hours", "--from", friday, "--plus", "60", "--calendar", &office];
    let tried = shop.ok(&tried);
    assert_eq!(tried["due"], "2026-11-30T01:40:00.000Z");
    assert_eq!(shop.ok(&["hours"])["always"], true);

    shop.ok(&["hours", "import", &office]);
    let due = shop.ok(&["hours", "add", "--at", friday, "--minutes", "60"]);
    assert_eq!(due, tried);
    assert_eq!(
        due["explain"]["stretches"],
        json!([
            {"from": "2026-11-27T09:40:00.000Z", "until": "2026-11-27T10:00:00.000Z"},
            {"from": "2026-11-30T01:00:00.000Z", "until": "2026-11-30T01:40:00.000Z"},
        ])
    );
    let closed = &due["explain"]["closed"][0];
    assert_eq!((&closed["from"], &closed["to"]), (&json!("2026-11-28"), &json!("2026-11-29")));
    let next = shop.ok(&["hours", "next", "--at", "2026-10-01T10:00:00+08:00"]);
    assert_eq!(next, json!({"open": false, "next": "2026-10-08T01:00:00.000Z", "always": false}));
    let said = shop.run(&["hours", "add", "--at", friday, "--minutes", "60"]).out;
    assert!(said.contains("2026-11-30 09:40"), "{said}");

    let shown = shop.ok(&["hours"]);
    assert_eq!(shown["calendar"]["make_up"], 1);
    shop.ok(&["undo"]);
    assert_eq!(shop.ok(&["hours"])["always"], true);
}

#[test]
fn holidays_come_from_a_file() {
    let shop = Shop::new();
    shop.ok(&["hours", "import", &shop.file("office.json", OFFICE)]);
    let file = shop.file(
        "holidays.ics",
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n\
         BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20271001\r\nDTEND;VALUE=DATE:20271008\r\nSUMMARY:国庆节 休\r\nEND:VEVENT\r\n\
         BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20271009\r\nSUMMARY:国庆节 班\r\nEND:VEVENT\r\n\
         BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20271031\r\nSUMMARY:万圣夜\r\nEND:VEVENT\r\n\
         END:VCALENDAR\r\n",
    );
    let add = ["hours", "add", "--at", "2027-09-30T17:40:00+08:00", "--minutes", "60"];
    assert_eq!(shop.ok(&add)["due"], "2027-10-01T01:40:00.000Z");
    let looked = shop.ok(&["hours", "import", &file, "--dry-run"]);
    assert_eq!(looked["added"].as_array().map(Vec::len), Some(2));
    assert_eq!(looked["skipped"][0]["why"], "unmarked");
    assert_eq!(shop.ok(&add)["due"], "2027-10-01T01:40:00.000Z");
    assert_eq!(shop.ok(&["hours", "import", &file]), looked);
    assert_eq!(shop.ok(&add)["due"], "2027-10-08T01:40:00.000Z");
    assert_eq!(shop.ok(&["hours", "import", &file])["known"], 2);
}

#[test]
fn what_cannot_be_is_refused_and_nothing_is_lost() {
    let shop = Shop::new();
    shop.ok(&["hours", "import", &shop.file("office.json", OFFICE)]);
    let overlap = OFFICE.replace("810", "700");
    let wrong = shop.fails(&["hours", "import", &shop.file("wrong.json", &overlap)]);
    assert_eq!(wrong, json!({"kind": "invalid", "field": "week.0.1.from", "code": "taken"}));
    let wrong = shop.fails(&["hours", "import", &shop.file("no.ics", "name,phone\n")]);
    assert_eq!(wrong["problem"], "notACalendar");
    let wrong = shop.fails(&["hours", "import", "/nowhere.ics"]);
    assert_eq!(wrong["problem"], "unreadable");
    assert_eq!(shop.ok(&["hours"])["calendar"]["make_up"], 1);
}
