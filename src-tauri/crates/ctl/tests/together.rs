//! Several programs on one file.

mod common;

use std::thread;

use common::Shop;
use common::host::{Host, customer};
use serde_json::{Value, json};

/// A table of customers whom no other table has.
fn table(shop: &Shop, part: usize, rows: usize) -> String {
    let mut text = "姓名,手机号\n".to_owned();
    for row in 0..rows {
        text.push_str(&format!(
            "客户{part}-{row},1{:010}\n",
            3_900_000_000_u64 + (part * 100_000 + row) as u64
        ));
    }
    shop.file(&format!("part{part}.csv"), &text)
}

#[test]
fn the_host_and_the_terminal_write_at_the_same_time_without_harm() {
    const TERMINALS: usize = 3;
    const IMPORTS: usize = 4;
    const ROWS: usize = 50;
    const ADDED: usize = 60;
    let shop = Shop::new();
    let host = Host::start(&shop);
    thread::scope(|scope| {
        for terminal in 0..TERMINALS {
            let shop = &shop;
            scope.spawn(move || {
                for import in 0..IMPORTS {
                    let file = table(shop, terminal * IMPORTS + import, ROWS);
                    let report = shop.ok(&["import", "customers", &file]);
                    assert_eq!(report["imported"], ROWS);
                }
            });
        }
        for n in 0..ADDED {
            let op = format!("019abcde-0000-7000-8000-{n:012}");
            host.call("customers.add", &customer(&op, &format!("Ann {n}")));
        }
    });
    let total = TERMINALS * IMPORTS * ROWS + ADDED;
    assert_eq!(shop.counts()[0], total as u64);
    // The host sees what the terminals wrote, and each operation is on record whole.
    let counted = host.call("customers.count", &json!({ "query": {} }));
    assert_eq!(counted, json!(total));
    let log = shop.ok(&["log", "--limit", "200"]);
    let of = |kind: &str| {
        let items = log["items"].as_array().expect("operations");
        items.iter().filter(|item| item["kind"] == kind).count()
    };
    assert_eq!([of("transfer.customers"), of("customers.add")], [TERMINALS * IMPORTS, ADDED]);
    let rows: u64 = (log["items"].as_array().expect("operations").iter())
        .filter(|item| item["kind"] == "transfer.customers")
        .map(|item| item["rows"].as_u64().expect("a count"))
        .sum();
    assert_eq!(rows, (TERMINALS * IMPORTS * ROWS) as u64);
}

#[cfg(unix)]
#[test]
fn ctrl_c_takes_an_import_back_whole() {
    let shop = Shop::new();
    let file = table(&shop, 0, 60_000);
    // The first row is refused, and the file that says so shows that the import has begun.
    let rows = std::fs::read_to_string(&file).expect("a table");
    std::fs::write(&file, rows.replacen('\n', "\n,\n?,?\n", 1)).expect("written");
    let files = || std::fs::read_dir(shop.folder.path()).expect("a folder").count();
    let before = files();
    let child = shop
        .command(&["import", "customers", &file])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the program starts");
    let begun = std::time::Instant::now();
    while files() == before {
        assert!(begun.elapsed().as_secs() < 60, "the import does not begin");
        thread::sleep(std::time::Duration::from_millis(2));
    }
    let sent = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(sent.expect("a signal").success());
    let ran = common::Ran::from(child.wait_with_output().expect("a child"));
    assert_eq!(ran.error(), json!({ "kind": "cancelled" }));
    assert_eq!(shop.counts(), [0, 0, 1]);
    assert_eq!(files(), before);
}

#[test]
fn the_first_run_may_happen_several_times_at_once() {
    let shop = Shop::unnamed();
    thread::scope(|scope| {
        for name in ["A", "B", "C", "D", "E", "F"] {
            let shop = &shop;
            scope.spawn(move || shop.ok(&["init", "--name", name]));
        }
    });
    assert_eq!(shop.ok(&["verify"])["ok"], true);
    assert_eq!(shop.ok(&["log"])["items"].as_array().map(Vec::len), Some(6));
}

#[test]
fn a_restore_reaches_the_host_that_has_the_file_open() {
    let shop = Shop::new();
    let host = Host::start(&shop);
    let count = || host.call("customers.count", &json!({ "query": {} }));
    let backup = shop.folder.path().join("backup.db").display().to_string();
    shop.ok(&["backup", &backup]);
    let op = "019abcde-0000-7000-8000-000000000001";
    host.call("customers.add", &customer(op, "Ann"));
    assert_eq!(count(), 1);
    shop.ok(&["restore", &backup]);
    assert_eq!(count(), 0);
    host.call("customers.add", &customer(op, "Ann"));
    assert_eq!(count(), 1);
    assert_eq!(shop.ok(&["verify"])["problems"], Value::Array(Vec::new()));
}
