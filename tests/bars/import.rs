//! Importing order lines, beside the sqlite3 program reading the same file into a plain table.

mod customers;

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use huike_app::transfer::{self, ImportKind, ImportOptions};
use huike_app::{App, clock};
use huike_domain::shop::Shop;

use crate::table::Table;

/// As many lines as the public online-retail data set has, in as many orders.
const LINES: usize = 541_909;
const ORDERS: usize = 25_900;
const CUSTOMERS: usize = 4_372;

pub(crate) fn measure(table: &mut Table) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let csv = folder.path().join("lines.csv");
    std::fs::write(&csv, lines()).expect("written");
    let ours = (0..3).map(|_| import(&csv)).min().expect("three runs");
    match (0..3).map(|_| sqlite3(&csv)).min().flatten() {
        Some(peer) => {
            table.beside("import 541,909 order lines", ours, 3.0, ("sqlite3 .import", peer))
        }
        None => {
            println!("import 541,909 order lines: {ours:?}; no sqlite3 program to compare with")
        }
    }
    customers::measure(table);
}

fn lines() -> String {
    let mut random = fastrand::Rng::with_seed(11);
    let mut csv = String::from("订单号,客户手机,下单时间,商品,数量,实付金额\n");
    for n in 0..LINES {
        let order = n * ORDERS / LINES;
        let customer = order * 31 % CUSTOMERS;
        let day = 1 + order * 28 / ORDERS;
        let _ = writeln!(
            csv,
            "SO{order:06},199{customer:08},2026-{:02}-{day:02} {:02}:{:02},item {},{},{}.{:02}",
            1 + order % 10,
            order % 24,
            order % 60,
            random.u16(..4_000),
            random.u8(1..9),
            random.u16(1..500),
            random.u8(..100),
        );
    }
    csv
}

/// A new shop without customers.
fn empty_shop(folder: &Path) -> App {
    let app = App::open(folder).expect("an open shop");
    let shop = Shop { name: "Bench".to_owned(), zone: "Asia/Shanghai".to_owned() };
    huike_app::shop::name(&app, clock::new_operation(), shop).expect("named");
    app
}

fn import(csv: &Path) -> Duration {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let app = empty_shop(folder.path());
    let file = app.files().hold(csv, "lines.csv");
    let options = ImportOptions { create_customers: true, ..ImportOptions::default() };
    let watch = Instant::now();
    let op = clock::new_operation();
    let report =
        transfer::import(&app, op, file, ImportKind::Purchases, options).expect("imported");
    let time = watch.elapsed();
    assert_eq!(report.imported as usize, LINES, "{report:?}");
    time
}

fn sqlite3(csv: &Path) -> Option<Duration> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("plain.db");
    let watch = Instant::now();
    let import = format!(".import --csv \"{}\" line", csv.display());
    let done = Command::new("sqlite3").arg(&file).arg(import).output().ok()?;
    done.status.success().then(|| watch.elapsed())
}
