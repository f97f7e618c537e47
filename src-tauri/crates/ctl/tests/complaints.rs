//! Complaints from a terminal: when they would be due, and one led from its beginning to its end.

mod common;

use common::Shop;
use serde_json::{Value, json};

/// Monday to Friday, with a lunch break.
const OFFICE: &str = r#"{
  "week": [
    [{"from": 540, "to": 720}, {"from": 810, "to": 1080}],
    [{"from": 540, "to": 720}, {"from": 810, "to": 1080}],
    [{"from": 540, "to": 720}, {"from": 810, "to": 1080}],
    [{"from": 540, "to": 720}, {"from": 810, "to": 1080}],
    [{"from": 540, "to": 720}, {"from": 810, "to": 1080}],
    [], []
  ]
}"#;

#[test]
fn when_it_would_be_due() {
    let shop = Shop::new();
    let office = shop.file("office.json", OFFICE);
    let friday = "2026-11-27T17:40:00+08:00";
    let pause = "2026-11-30T09:10:00+08:00..2026-11-30T10:10:00+08:00";
    for (severity, paused, first, update, solution) in [
        ("moderate", None, "2026-11-30T01:40", "2026-12-01T01:10", "2026-12-03T02:10"),
        ("2", None, "2026-11-30T01:40", "2026-12-01T01:10", "2026-12-03T02:10"),
        ("severe", None, "2026-11-30T01:40", "2026-11-30T02:40", "2026-12-01T01:10"),
        ("moderate", Some(pause), "2026-11-30T02:40", "2026-12-01T02:10", "2026-12-03T03:10"),
    ] {
        let mut words = vec!["complaint", "deadline", "--received", friday];
        words.extend(["--severity", severity, "--calendar", &office]);
        words.extend(paused.iter().flat_map(|pause| ["--paused", *pause]));
        let found = shop.ok(&words);
        let due = |clock: &str| found[clock].as_str().map(|at| at[..16].to_owned());
        let dues = [due("first_answer"), due("update"), due("solution")];
        assert_eq!(dues, [first, update, solution].map(|at| Some(at.to_owned())), "{severity}");
        let way = &found["explain"]["first_answer"];
        assert_eq!(way["from"], "2026-11-27T09:40:00.000Z");
        assert_eq!(way["stretches"][0]["until"], "2026-11-27T10:00:00.000Z");
        assert_eq!(way["paused"].as_array().map(Vec::len), Some(usize::from(paused.is_some())));
    }
    let refused = shop.fails(&["complaint", "deadline", "--received", "x"]);
    assert_eq!(refused, json!({"kind": "invalid", "field": "received", "code": "unreadable"}));
}

/// Words about the first complaint.
fn about(words: &[&'static str]) -> Vec<&'static str> {
    ["complaint", "step", "1"].into_iter().chain(words.iter().copied()).collect()
}

#[test]
fn one_is_led_from_its_beginning_to_its_end() {
    let shop = Shop::new();
    let what = "The cake came too late.";
    let open = ["complaint", "open", "--name", "Li Na", "--phone", "13800001002", "--what", what];
    let opened = shop.ok(&open);
    let card = &opened["card"];
    assert_eq!((&card["number"], &card["state"]), (&json!(1), &json!("received")));
    assert_eq!(opened["missing"], json!(["empathy", "compensation", "improvement"]));

    let step = |words: &[&'static str]| shop.ok(&about(words));
    let refused = |words: &[&'static str]| shop.fails(&about(words));
    assert_eq!(refused(&["solve"])["refusal"], json!({"kind": "notNow", "state": "received"}));
    step(&["answer", "--words", "Sorry.", "--empathy", "--by", "Lin"]);
    let mug = ["--remedy", "points:50", "--remedy", "gift:Mug:9.90"];
    step(&[&["propose", "--words", "Points and a mug."][..], &mug].concat());
    assert_eq!(step(&["agree"])["given"].as_array().map(Vec::len), Some(2));
    assert_eq!(refused(&["solve"])["refusal"]["missing"], json!(["improvement"]));
    let unknown = refused(&["set-cause", "--cause", "nothing of the kind"]);
    assert_eq!(unknown["code"], Value::from("unknown"));
    // The first cause of delivery that the program brings, by its id: names go by the language.
    let cause = ["improve", "--cause", "00000000-0000-7000-8000-000000010011"];
    let measure = ["--root", "No rider", "--measure", "A second rider", "--due", "2099-01-01"];
    step(&[&cause[..], &measure].concat());
    assert_eq!(step(&["solve"])["card"]["state"], "solved");
    let sells = refused(&["follow-up", "--words", "A discount for you"]);
    assert_eq!(sells["refusal"], json!({"kind": "sells", "words": "discount"}));
    step(&["follow_up", "--words", "How is it now?", "--satisfaction", "satisfied"]);
    assert_eq!(step(&["close"])["card"]["state"], "closed");
    assert_eq!(step(&["reopen", "--words", "Late again"])["card"]["reopened"], 1);

    let listed = shop.ok(&["complaint", "list", "--state", "reopened"]);
    assert_eq!(listed.as_array().map(Vec::len), Some(1));
    assert_eq!(listed[0]["customer_name"], "Li Na");
    let report = shop.ok(&["complaint", "report", "--from", "2020-01-01", "--to", "2029-12-31"]);
    assert_eq!((&report["complaints"], &report["reopened"]), (&json!(1), &json!(1)));
    assert_eq!(report["cost_fen"], json!(1_040));
    for words in [&["complaint", "show", "1"][..], &["complaint", "list"]] {
        let said = shop.run(words).out;
        assert!(said.contains("Li Na") && said.contains("#1"), "{said}");
    }
    shop.ok(&["undo"]);
    assert_eq!(shop.ok(&["complaint", "show", "#1"])["card"]["state"], "closed");
}
