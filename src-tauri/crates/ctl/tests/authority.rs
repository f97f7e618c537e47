//! Who may use which command: each command by each kind of person, through the loopback host, with a
//! request that says nothing but the command's name. Whoever may not gets a refusal before anything of
//! the request is read; whoever may gets any other answer.
//!
//! `authority.txt` is what a person looks at; with `HUIKE_CODEGEN=write` it is written anew.

mod common;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use common::Shop;
use common::host::Host;
use serde_json::{Value, json};

/// Name, role, and whether everything is allowed besides, nothing, or what is usual.
const PEOPLE: [(&str, &str, Option<bool>); 6] = [
    ("looks", "readOnly", None),
    ("serves", "staff", None),
    ("serves, trusted", "staff", Some(true)),
    ("manages", "manager", None),
    ("manages, held", "manager", Some(false)),
    ("owns, held", "owner", Some(false)),
];

fn id(number: usize) -> String {
    format!("019abcde-0000-7000-8000-0000000{number:05}")
}

fn passphrase(of: usize) -> String {
    format!("open says {of}")
}

/// What is allowed where nothing is said, as a new person gets it.
fn allowed(role: &str, all: Option<bool>) -> Value {
    let trusted = all.unwrap_or(role == "manager" || role == "owner");
    json!({
        "export": trusted, "delete": trusted, "phones": all.unwrap_or(role != "readOnly"),
        "others": all.unwrap_or(true), "voucherFen": null, "points": null,
    })
}

fn guarded() -> (Shop, Host) {
    let shop = Shop::new();
    let host = Host::start(&shop);
    let people: Vec<_> = (0..)
        .zip(PEOPLE)
        .map(|(at, (name, role, all))| {
            let allowed = allowed(role, all);
            json!({ "id": id(at), "name": name, "role": role, "limitFen": null, "allowed": allowed })
        })
        .collect();
    host.call("staff.save", &json!({ "op": id(900), "people": people }));
    for at in (0..PEOPLE.len()).rev() {
        let set = json!({ "op": id(901 + at), "person": id(at), "passphrase": passphrase(at) });
        host.call("staff.set_passphrase", &set);
    }
    (shop, host)
}

fn sits(host: &Host, at: usize) {
    host.call("gate.unlock", &json!({ "person": id(at), "passphrase": passphrase(at) }));
}

fn table(host: &Host) -> String {
    let mut may: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (at, (who, ..)) in PEOPLE.into_iter().enumerate() {
        sits(host, at);
        for command in huike_api::names() {
            let line = format!("POST /api/{command}");
            let answer = host.send(&line, &host.proper(), b"{}");
            assert_ne!(answer.status, 423, "{command} found the shop locked");
            let refused = answer.status == 403;
            if refused {
                let error: Value = serde_json::from_str(&answer.body).expect("an error");
                assert_eq!(error["kind"], "notAllowed", "{command}");
            }
            may.entry(command.clone()).or_default().extend((!refused).then_some(who));
            if command == "gate.lock" {
                sits(host, at);
            }
        }
    }
    let everybody: Vec<_> = PEOPLE.iter().map(|(who, ..)| *who).collect();
    let mut table = String::new();
    for (command, who) in may {
        let who = if who == everybody { "everybody".to_owned() } else { who.join("; ") };
        let _ = writeln!(table, "{command}: {who}");
    }
    table
}

#[test]
fn each_command_by_each_kind_of_person() {
    let (_shop, host) = guarded();
    let found = table(&host);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/authority.txt");
    if std::env::var_os("HUIKE_CODEGEN").is_some_and(|what| what == "write") {
        std::fs::write(path, &found).expect("written");
    }
    let expected = std::fs::read_to_string(path).expect("a table");
    for (found, expected) in found.lines().zip(expected.lines()) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.lines().count(), expected.lines().count());
}

#[test]
fn a_locked_shop_gives_nothing_to_anybody() {
    let (_shop, host) = guarded();
    host.call("gate.lock", &json!({}));
    for command in huike_api::names() {
        let answer = host.send(&format!("POST /api/{command}"), &host.proper(), b"{}");
        let is_about_the_door = command.starts_with("gate.") && !command.contains("rules");
        assert_eq!(answer.status == 423, !is_about_the_door, "{command}: {}", answer.body);
    }
    let answer = host.send("POST /files?name=x.csv", &host.proper(), b"name\nAnna\n");
    assert_eq!(answer.status, 423, "{}", answer.body);
    let path = host.call("gate.status", &json!({}));
    assert_eq!((&path["open"], &path["me"]), (&json!(false), &Value::Null));
}

/// A customer with a phone number, looked after by somebody.
fn enters(host: &Host, number: usize, name: &str, phone: &str, owner: &str) -> String {
    let mut draft = common::host::customer(&id(number), name);
    draft["draft"]["phone"] = json!(phone);
    draft["draft"]["portrait"] = json!({ "owner": owner });
    host.call("customers.add", &draft).as_str().expect("an id").to_owned()
}

/// Lets "serves" see no phone numbers, and nobody else's customers.
fn held(host: &Host) {
    let people = host.call("staff.people", &json!({}));
    let mut people: Vec<_> =
        people.as_array().expect("people").iter().map(|it| it["person"].clone()).collect();
    people[1]["allowed"]["phones"] = json!(false);
    people[1]["allowed"]["others"] = json!(false);
    people[1]["allowed"]["points"] = json!(50);
    host.call("staff.save", &json!({ "op": id(950), "people": people }));
}

#[test]
fn who_may_not_see_numbers_and_others_customers_sees_none() {
    let (_shop, host) = guarded();
    let mine = enters(&host, 960, "Anna", "13800138000", "serves");
    let nobodys = enters(&host, 961, "Bert", "13800138001", "");
    let others = enters(&host, 962, "Cleo", "13800138002", "manages");
    held(&host);
    sits(&host, 1);
    let query = json!({ "sort": "name", "descending": false });
    let page = host.call("customers.page", &json!({ "query": query, "start": 0, "limit": 10 }));
    let names = |rows: &Value| {
        let rows = rows.as_array().expect("rows").iter();
        rows.map(|row| row["name"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(&page["rows"]), ["Anna", "Bert"]);
    assert_eq!(host.call("customers.count", &json!({ "query": query })), json!(2));
    let found = host.call("customers.search", &json!({ "text": "cleo", "limit": 10 }));
    assert!(!found.to_string().contains("Cleo"), "{found}");
    for command in ["dossier.page", "dossier.card"] {
        let line = format!("POST /api/{command}");
        let asked =
            host.send(&line, &host.proper(), json!({ "id": others }).to_string().as_bytes());
        assert_eq!(asked.status, 404, "{command}: {}", asked.body);
    }
    for id in [&mine, &nobodys] {
        let view = host.call("dossier.page", &json!({ "id": id }));
        assert!(!view.to_string().contains("0013"), "{view}");
        assert!(view["draft"]["phone"].as_str().is_some_and(|it| it.contains("****")), "{view}");
    }
    // What was shown with its middle hidden and comes back so is the number that was stored.
    let before = host.call("dossier.page", &json!({ "id": mine }))["draft"].clone();
    let mut after = before.clone();
    after["note"] = json!("likes tea");
    let edit = json!({ "op": id(970), "id": mine, "before": before, "after": after });
    host.call("customers.edit", &edit);
    let refused = |command: &str, arguments: Value| {
        let line = format!("POST /api/{command}");
        let answer = host.send(&line, &host.proper(), arguments.to_string().as_bytes());
        let error: Value = serde_json::from_str(&answer.body).expect("an error");
        error["kind"].as_str().unwrap_or_default().to_owned()
    };
    let adjust = |op: usize, points: i32| json!({ "op": id(op), "customer": mine, "points": points, "note": "sorry" });
    assert_eq!(refused("points.adjust", adjust(971, 51)), "pointsLimit");
    host.call("points.adjust", &adjust(972, 50));
    sits(&host, 5);
    let whole = host.call("dossier.page", &json!({ "id": mine }));
    assert_eq!(whole["draft"]["phone"], json!("138 0013 8000"));
    assert_eq!(whole["draft"]["note"], json!("likes tea"));
}
