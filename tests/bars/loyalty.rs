//! Levels, benefits and points in the shop of the bench.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use huike_app::tiers::{self, Who};
use huike_app::{App, clock, customers, points, purchases, segments};
use huike_domain::purchases::PurchaseDraft;
use huike_domain::segments::MoveScheme;
use huike_domain::tiers::Program;
use huike_domain::tiers::points::{EarningRule, Rounding, Validity};
use huike_domain::time::add_days;
use huike_store::{Read, StoreError};

use crate::p95;
use crate::table::Table;

/// Four levels and five benefits, by names.
const PROGRAM: &str = include_str!("loyalty.json");

/// A yuan a point for the purchases of a year, good to the end of the next one; then the levels.
pub(crate) fn establish(app: &App) {
    let today = app.today().expect("a day");
    let rule = EarningRule {
        from: add_days(today, -365),
        points: 1,
        per_fen: 100,
        rounding: Rounding::Down,
        minimum_fen: 0,
        items: Vec::new(),
        days: Vec::new(),
        tiers: Vec::new(),
        validity: Validity::Years { years: 1 },
    };
    let watch = Instant::now();
    points::save_rule(app, clock::new_operation(), rule).expect("a rule");
    println!("points for a year's purchases given in {:.1} s", watch.elapsed().as_secs_f64());
    let watch = Instant::now();
    let program = tiers::read(app, PROGRAM).expect("a program");
    let done = tiers::save(app, clock::new_operation(), program).expect("saved");
    let took = watch.elapsed().as_secs_f64();
    println!("{} customers placed, {} benefits issued in {took:.1} s", done.up, done.issued);
}

pub(crate) fn measure(app: &App, table: &mut Table) {
    let program = tiers::programs(app).expect("programs").now;
    let mut harder = program.clone();
    for level in &mut harder.levels {
        level.entry.spend_fen = level.entry.spend_fen.map(|fen| fen * 6 / 5);
    }
    let preview = |program: &Program| {
        let start = Instant::now();
        let found = tiers::preview(app, program.clone()).expect("a preview");
        assert!(found.down > 0, "nobody would go down");
        start.elapsed()
    };
    table.row("levels: first preview of a change, everyone read", 1_000, preview(&harder));
    table.row("levels: preview of the next change", 1_000, preview(&harder));
    buying(app, table);
    table.row("levels: the board", 30, p95(30, |_| drop(tiers::board(app).expect("a board"))));
    for (name, who) in [
        ("members of a level", Who::On { level: program.levels[2].id }),
        ("one step below a level", Who::Near { level: program.levels[3].id }),
        ("about to fall", Who::Falling { days: 30 }),
    ] {
        let work = format!("levels: first hundred, {name}");
        table.row(&work, 30, p95(30, |_| drop(tiers::members(app, who, 100).expect("members"))));
    }
    table.row(
        "points: outstanding in the whole shop",
        30,
        p95(10, |_| {
            points::outstanding(app).expect("a sum");
        }),
    );
}

/// One purchase each for some customers, with what it brings; and what was bought taken back.
fn buying(app: &App, table: &mut Table) {
    let page = customers::page(app, customers::CustomerQuery::default(), 5_000, 200);
    let rows = page.expect("a page").rows;
    let mut bought = Vec::new();
    table.row(
        "one purchase with points, benefits and level",
        10,
        p95(150, |n| {
            let op = clock::new_operation();
            let draft = PurchaseDraft {
                at: app.now(),
                amount_fen: 128_800,
                item: "生日蛋糕".to_owned(),
                order_no: String::new(),
                beyond_paid: false,
            };
            purchases::add(app, op, rows[n].id, draft).expect("bought");
            bought.push(op);
        }),
    );
    table.row(
        "one purchase taken back with all of it",
        10,
        p95(bought.len(), |n| {
            let op = Some(bought[bought.len() - 1 - n]);
            huike_app::operations::undo(app, clock::new_operation(), op).expect("undone");
        }),
    );
}

/// Sorts everyone as a night does: into three, four, eight, stages and levels, with what falls due
/// by itself; and everyone into quintiles as well.
pub(crate) fn sort(app: &App, table: &mut Table) {
    let peers: Vec<_> = {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let csv = folder.path().join("purchases.csv");
        write_purchases(app, &csv).expect("a file");
        ["DuckDB", "Polars"]
            .into_iter()
            .filter_map(|name| Some((name, peer(name, &csv)?)))
            .collect()
    };
    if peers.is_empty() {
        println!("no DuckDB and no Polars in python3 to compare with");
    }
    // Whatever an earlier run looked ahead at is of today again.
    let program = tiers::programs(app).expect("programs").now;
    let start = Instant::now();
    tiers::save(app, clock::new_operation(), program).expect("saved");
    table.note("levels: the program saved again, everyone placed", start.elapsed());
    segments::sort(app, app.now()).expect("sorted");
    let start = Instant::now();
    // A day later everyone's recency has changed and many stages with it.
    let tomorrow = app.now().plus_days(1);
    let moved = segments::sort(app, tomorrow).expect("sorted");
    let sorted = start.elapsed();
    let done = tiers::night(app, tomorrow).expect("a night");
    let work = format!(
        "re-sort all customers into three, four, eight, stages and levels ({moved} and {} moved)",
        done.up + done.down
    );
    table.row(&work, 3_000, start.elapsed());
    table.note("of this, levels and benefits", start.elapsed() - sorted);
    let today = app.today().expect("a day");
    let (from, to, scheme) = (add_days(today, -30), add_days(today, 1), MoveScheme::Stage);
    let start = Instant::now();
    let page = segments::moved(app, from, to, scheme, None, 0, 50).expect("a page");
    let work = format!("the {} who moved in 30 days: first page", page.total);
    table.row(&work, 30, start.elapsed());
    segments::sort(app, app.now()).expect("sorted back");
    let sorting = segments::rules(app).expect("rules");
    let start = Instant::now();
    segments::studio(app, sorting, None).expect("a studio");
    let took = start.elapsed();
    table.row("studio: everyone in all schemes, quintiles included", 3_000, took);
    for (name, peer) in peers {
        table.peer(&format!("the same figures by {name}, from a CSV in the cache"), peer);
    }
    customers::keep_lists(app).expect("in memory");
    table.row(
        "who leaves core within 30 days: first page",
        30,
        p95(20, |_| drop(segments::leaving(app, 30, 0, 50).expect("a page"))),
    );
}

fn write_purchases(app: &App, path: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let mut out = BufWriter::new(File::create(path)?);
    writeln!(out, "customer,bought,fen")?;
    app.store().expect("open").apart()?.read(|reader| {
        let mut query = reader
            .connection()
            .prepare("SELECT hex(customer_id), at, amount_fen FROM purchase ORDER BY at")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let (customer, at, fen): (String, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            writeln!(out, "{customer},{at},{fen}")?;
        }
        Ok::<_, StoreError>(())
    })?;
    Ok(out.flush()?)
}

/// The better of three runs; none where python3 does not have it.
fn peer(name: &str, csv: &Path) -> Option<Duration> {
    let run = || {
        let script = include_str!("peer.py");
        let done = Command::new("python3").args(["-c", script, name]).arg(csv).output().ok()?;
        let told = String::from_utf8(done.stdout).ok()?;
        Some(Duration::from_secs_f64(told.split(' ').next()?.parse().ok()?))
    };
    (0..3).filter_map(|_| run()).min()
}
