//! A program that is killed while writing has lost nothing that it acknowledged.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

use huike_app::{App, operations};
use huike_domain::shop::Shop;
use huike_tests::op;

/// `HUIKE_KILLS` asks for more.
const KILLS: u32 = 25;

#[test]
fn nothing_acknowledged_is_lost_and_no_record_is_half() {
    let kills = std::env::var("HUIKE_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(KILLS);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let app = App::open(folder.path()).expect("an open shop");
    let shop = Shop { name: "Studio".to_owned(), zone: "Asia/Shanghai".to_owned() };
    huike_app::shop::name(&app, op(), shop).expect("named");
    drop(app);
    let mut acknowledged = Vec::new();
    for round in 0..kills {
        let mut child = Command::new(env!("CARGO_BIN_EXE_writes_until_killed"))
            .arg(folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .expect("started");
        let out = child.stdout.take().expect("its output");
        let reader = std::thread::spawn(move || {
            BufReader::new(out).lines().map_while(Result::ok).collect::<Vec<_>>()
        });
        // Now early, in the first write, now late, in the midst of many.
        std::thread::sleep(Duration::from_millis(40 + u64::from(round * 37 % 160)));
        child.kill().expect("killed");
        child.wait().expect("ended");
        acknowledged.extend(reader.join().expect("read"));
    }
    assert!(acknowledged.len() > kills as usize, "only {} writes", acknowledged.len());
    let app = App::open(folder.path()).expect("an open shop");
    for id in &acknowledged {
        let found = operations::find(&app, id.parse().expect("an id")).expect("asked");
        assert!(found.is_some(), "{id} was acknowledged and is lost");
    }
    let report = app.store().verify().expect("verified");
    assert_eq!(report.problems, Vec::<String>::new());
    println!("{} kills, {} acknowledged writes, none lost", kills, acknowledged.len());
}
