//! The loopback host: who is let in, and what they get.

mod common;

use std::io::{BufRead as _, BufReader};

use common::Shop;
use common::host::{Host, customer};
use serde_json::{Value, json};

const STATUS: &str = "POST /api/shop.status";

/// Changes the headers of a proper request: a value replaces or adds, none takes away.
fn changed(host: &Host, changes: &[(&'static str, Option<&str>)]) -> Vec<(&'static str, String)> {
    let mut headers = host.proper();
    for (name, value) in changes {
        headers.retain(|(known, _)| known != name);
        if let Some(value) = value {
            headers.push((name, value.replace("PORT", &host.port.to_string())));
        }
    }
    headers
}

/// A header to send in place of the usual one, or to leave out.
type Change<'a> = (&'static str, Option<&'a str>);

#[test]
fn who_is_let_in() {
    let shop = Shop::new();
    let host = Host::start(&shop);
    let wrong = "0".repeat(64);
    let in_address = format!("{STATUS}?token={}", host.token);
    let cases: &[(&str, &[Change<'_>], u16)] = &[
        (STATUS, &[], 200),
        (STATUS, &[("Host", Some("localhost:PORT"))], 200),
        (STATUS, &[("Origin", Some("http://127.0.0.1:PORT"))], 200),
        (STATUS, &[("Origin", Some("http://localhost:PORT"))], 200),
        (STATUS, &[("Content-Type", Some("application/json; charset=utf-8"))], 200),
        // Without the token, or with another.
        (STATUS, &[("X-Huike-Token", None)], 401),
        (STATUS, &[("X-Huike-Token", Some(""))], 401),
        (STATUS, &[("X-Huike-Token", Some(&wrong))], 401),
        (STATUS, &[("X-Huike-Token", Some(&host.token[..63]))], 401),
        (&in_address, &[("X-Huike-Token", None)], 401),
        // Under another name, which a foreign page can give this address.
        (STATUS, &[("Host", Some("shop.example:PORT"))], 403),
        (STATUS, &[("Host", Some("127.0.0.1"))], 403),
        (STATUS, &[("Host", Some("127.0.0.1:1"))], 403),
        ("GET /", &[("Host", Some("shop.example:PORT"))], 403),
        // From a foreign page.
        (STATUS, &[("Origin", Some("http://shop.example"))], 403),
        (STATUS, &[("Origin", Some("https://127.0.0.1:PORT"))], 403),
        (STATUS, &[("Origin", Some("http://127.0.0.1:PORT.shop.example"))], 403),
        (STATUS, &[("Origin", Some("null"))], 403),
        // What a foreign page may send without asking.
        (STATUS, &[("Content-Type", Some("text/plain"))], 415),
        (STATUS, &[("Content-Type", None)], 415),
        // Another way than the one there is.
        ("GET /api/shop.status", &[], 405),
        ("PUT /api/shop.status", &[], 405),
        ("POST /", &[], 405),
        ("DELETE /files/x", &[], 405),
        ("POST /api/shop.burn", &[], 404),
        ("POST /api/", &[], 405),
        // No spelling of a path leads past the token.
        ("POST //api/shop.status", &[("X-Huike-Token", None)], 405),
        ("POST /%61pi/shop.status", &[("X-Huike-Token", None)], 405),
        ("GET /events", &[("X-Huike-Token", None)], 401),
        ("GET /files/x", &[("X-Huike-Token", None)], 401),
        ("POST /files?name=x", &[("X-Huike-Token", None)], 401),
    ];
    for (line, changes, expected) in cases {
        let answer = host.send(line, &changed(&host, changes), b"null");
        assert_eq!(answer.status, *expected, "{line} {changes:?}: {}", answer.body);
    }
    let twice = [host.proper(), vec![("Host", format!("127.0.0.1:{}", host.port))]].concat();
    assert_ne!(host.send(STATUS, &twice, b"null").status, 200);
}

#[test]
fn bodies_have_a_limit() {
    let shop = Shop::new();
    let host = Host::start(&shop);
    let padded = |bytes: usize| {
        let text = " ".repeat(bytes - 4) + "null";
        host.send(STATUS, &host.proper(), text.as_bytes()).status
    };
    assert_eq!(padded(1 << 20), 200);
    assert_eq!(padded((1 << 20) + 1), 413);
    assert_eq!(host.send(STATUS, &host.proper(), b"{").status, 400);
}

#[test]
fn every_answer_keeps_the_browser_narrow() {
    let shop = Shop::new();
    let host = Host::start(&shop);
    for line in [STATUS, "GET /", "GET /customers/1", "GET /files/x"] {
        let head = host.send(line, &host.proper(), b"null").head;
        for header in [
            "content-security-policy: default-src 'none'; script-src 'self'; style-src 'self';",
            "x-content-type-options: nosniff",
            "referrer-policy: no-referrer",
            "cross-origin-opener-policy: same-origin",
            "cross-origin-resource-policy: same-origin",
        ] {
            assert!(head.contains(header), "{line}: {header} in {head}");
        }
        assert!(!head.contains("access-control"), "{line}");
    }
}

#[test]
fn commands_answer_and_errors_have_a_kind() {
    let shop = Shop::unnamed();
    let host = Host::start(&shop);
    assert_eq!(host.call("shop.status", &Value::Null)["shop"], Value::Null);
    let op = "019abcde-0000-7000-8000-000000000001";
    let named = json!({ "op": op, "shop": { "name": "Studio", "zone": "Asia/Shanghai" } });
    assert_eq!(host.call("shop.name", &named), Value::Null);
    let fails = |command: &str, arguments: Value| {
        let line = format!("POST /api/{command}");
        let answer = host.send(&line, &host.proper(), arguments.to_string().as_bytes());
        let error: Value = serde_json::from_str(&answer.body).expect("an error in JSON");
        (answer.status, error["kind"].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(fails("shop.name", named), (409, "alreadyDone".to_owned()));
    let id = json!({ "id": "019abcde-0000-7000-8000-000000000009" });
    assert_eq!(fails("dossier.page", id), (404, "notFound".to_owned()));
    let empty = customer("019abcde-0000-7000-8000-000000000002", " ");
    assert_eq!(fails("customers.add", empty), (422, "invalid".to_owned()));
    assert_eq!(fails("dossier.page", json!({ "id": 5 })), (500, "internal".to_owned()));
}

#[test]
fn a_file_goes_in_is_imported_and_its_rejected_rows_come_out() {
    let shop = Shop::new();
    let host = Host::start(&shop);
    let table = "姓名,手机号\n王欣,13800138000\n李明,12\n";
    let answer = host.send("POST /files?name=..%2F%E5%AE%A2.csv", &host.proper(), table.as_bytes());
    let taken: Value = serde_json::from_str(&answer.body).expect("JSON");
    assert_eq!(taken["name"], "客.csv");
    let arguments = json!({
        "op": "019abcde-0000-7000-8000-000000000003", "file": taken["token"],
        "kind": "customers", "options": {},
    });
    let report = host.call("transfer.import", &arguments);
    assert_eq!([&report["imported"], &report["rejected"]], [1, 1]);

    let rejected = report["rejectedFile"].as_str().expect("a token");
    let line = format!("GET /files/{rejected}?token={}", host.token);
    let address_only = changed(&host, &[("X-Huike-Token", None)]);
    let answer = host.send(&line, &address_only, b"");
    assert_eq!(answer.status, 200);
    assert!(answer.head.contains("content-disposition: attachment; filename*=utf-8''"));
    assert!(answer.body.contains("李明"), "{}", answer.body);
    assert_eq!(host.send("GET /files/nothing", &host.proper(), b"").status, 404);
}

#[test]
fn screens_hear_of_changes_of_this_program_and_of_others() {
    let shop = Shop::new();
    let host = Host::start(&shop);
    let line = format!("GET /events?token={}", host.token);
    let stream = host.open(&line, &changed(&host, &[("X-Huike-Token", None)]), b"");
    // Signs of life go on for ever; a screen would not wait as long.
    let until = std::time::Instant::now() + std::time::Duration::from_secs(30);
    let lines = BufReader::new(stream).lines().map_while(Result::ok);
    let events = lines.take_while(|_| std::time::Instant::now() < until);
    let mut data = events.filter_map(|line| {
        let json = line.strip_prefix("data: ")?;
        serde_json::from_str::<Value>(json).ok()
    });
    let mut wait_for = |kind: &str| {
        let found = data.find(|event| {
            event["kinds"].as_array().is_some_and(|kinds| kinds.contains(&json!(kind)))
        });
        assert!(found.is_some(), "{kind}");
    };
    host.call("customers.add", &customer("019abcde-0000-7000-8000-000000000004", "Ann"));
    wait_for("customers");
    shop.ok(&["undo"]);
    wait_for("all");
}

#[cfg(unix)]
#[test]
fn a_signal_ends_it_in_order_even_where_a_page_listens() {
    let shop = Shop::new();
    let host = Host::start(&shop);
    host.send("POST /files?name=x", &host.proper(), b"hello");
    let line = format!("GET /events?token={}", host.token);
    let _listening = host.open(&line, &host.proper(), b"");
    let begun = std::time::Instant::now();
    assert_eq!(host.end(), Some(0));
    assert!(begun.elapsed() < std::time::Duration::from_secs(4), "{:?}", begun.elapsed());
    // Nothing of what was handed in stays, and the log is in the file.
    let incoming = std::fs::read_dir(shop.data().join("incoming")).expect("a folder");
    assert_eq!(incoming.count(), 0);
    assert!(!shop.data().join("huike.db-wal").exists());
}
