//! The table of figures that the program promises to hold, each beside its bar and, where it runs
//! here, beside a peer measured in the same run.
//!
//! `bars [customers] [part…]` makes a seeded shop of that many customers (1,000,000 unless told,
//! with three times as many purchases and a fifth as many open follow-ups), once, and measures on
//! it: everything, or the parts that are named.

mod import;
mod shop;
mod table;
mod window;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use huike_app::customers::{self, CustomerQuery, CustomerSort};
use huike_app::followups::{self, Next};
use huike_app::interactions::InteractionDraft;
use huike_app::{App, clock};
use huike_domain::interactions::InteractionKind;
use huike_domain::segments::{Stage, ThreeClass};

use table::Table;

/// What can be measured by itself.
const PARTS: [&str; 6] = ["search", "pages", "write", "sort", "import", "window"];

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let customers = words.iter().find_map(|word| word.parse().ok()).unwrap_or(1_000_000);
    let named: Vec<&str> =
        PARTS.into_iter().filter(|part| words.iter().any(|w| w == part)).collect();
    let wants = |part| named.is_empty() || named.contains(&part);
    let folder = std::env::var_os("BENCH_FOLDER").map_or_else(std::env::temp_dir, PathBuf::from);
    let folder = folder.join(format!("shop-{customers}"));
    let app = shop::open_or_make(&folder, customers);
    let mut table = Table::new(customers);
    for (part, measure) in [
        ("search", searches as fn(&App, &mut Table)),
        ("pages", pages),
        ("write", writes),
        ("sort", sorting),
        ("import", |_, table| import::measure(table)),
    ] {
        if wants(part) {
            measure(&app, &mut table);
        }
    }
    table.memory(&app);
    drop(app);
    if wants("window") {
        window::measure(&mut table, &folder);
    }
    table.print();
}

/// The 95th percentile of `runs` timed calls; `work` gets the number of the call.
fn p95(runs: usize, mut work: impl FnMut(usize)) -> Duration {
    let mut times: Vec<_> = (0..runs)
        .map(|n| {
            let start = Instant::now();
            work(n);
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[(runs * 95).div_ceil(100) - 1]
}

fn searches(app: &App, table: &mut Table) {
    let search = |text: &str| {
        let found = customers::search(app, text.to_owned(), 50).expect("found");
        assert!(!found.rows.is_empty(), "nobody is found by {text}");
    };
    let characters = ["张", "王", "伟", "娜", "李", "芳", "欧", "阳"];
    table.row("search: one Chinese character", 30, p95(200, |n| search(characters[n % 8])));
    let initials = ["zw", "wf", "ln", "oy", "z", "lw", "zxm", "w"];
    table.row("search: pinyin initials", 30, p95(200, |n| search(initials[n % 8])));
    table.row(
        "search: last four digits",
        30,
        p95(200, |n| search(&format!("{:04}", n * 37 % 1_000))),
    );
}

fn pages(app: &App, table: &mut Table) {
    let sorts = [CustomerSort::Name, CustomerSort::LastPurchase, CustomerSort::Spent];
    let page = |query, start| drop(customers::page(app, query, start, 100).expect("a page"));
    table.row(
        "list: first page, 3 sorts, both ways",
        30,
        p95(120, |n| {
            let query = CustomerQuery {
                sort: sorts[n % 3],
                descending: n % 2 == 0,
                ..CustomerQuery::default()
            };
            page(query, 0);
        }),
    );
    table.row(
        "list: first page, each segment × stage",
        30,
        p95(120, |n| {
            let query = CustomerQuery {
                segment: [
                    None,
                    Some(ThreeClass::Core),
                    Some(ThreeClass::Potential),
                    Some(ThreeClass::WinBack),
                ][n % 4],
                stage: [None, Some(Stage::Active), Some(Stage::Silent), Some(Stage::Lost)]
                    [n / 4 % 4],
                sort: sorts[n % 3],
                ..CustomerQuery::default()
            };
            page(query, 0);
        }),
    );
    // The milestones are noted by the first jump; a person waits for that once.
    page(CustomerQuery::default(), 500_000);
    table.row(
        "list: any page in the middle",
        30,
        p95(200, |n| {
            page(CustomerQuery::default(), u32::try_from(n).expect("small") * 4_999);
        }),
    );
    table.row(
        "Today: first page",
        30,
        p95(200, |_| drop(followups::today(app, None, 50).expect("today"))),
    );
    table.row(
        "Today: figures",
        30,
        p95(50, |_| {
            followups::counts(app).expect("counts");
        }),
    );
    let rows = customers::page(app, CustomerQuery::default(), 1_000, 200).expect("a page").rows;
    table.row(
        "customer's page with timeline",
        30,
        p95(200, |n| {
            let id = rows[n % rows.len()].id;
            customers::get(app, id).expect("a customer");
            customers::timeline(app, id, Default::default(), None, 50).expect("a timeline");
        }),
    );
}

fn writes(app: &App, table: &mut Table) {
    let due = followups::today(app, None, 200).expect("today").rows;
    let draft = |note: &str| InteractionDraft {
        kind: InteractionKind::DeepTalk,
        channel: None,
        note: note.to_owned(),
    };
    table.row(
        "one write: log a contact and reschedule",
        10,
        p95(150, |n| {
            let op = clock::new_operation();
            followups::done(app, op, due[n].id, draft("bench"), Next::ByRule).expect("done");
        }),
    );
}

fn sorting(app: &App, table: &mut Table) {
    let start = Instant::now();
    // A day later everyone's recency has changed and many stages with it.
    let moved = huike_app::segments::sort(app, app.now().plus_days(1)).expect("sorted");
    table.row(&format!("re-sort all customers ({moved} moved)"), 3_000, start.elapsed());
    huike_app::segments::sort(app, app.now()).expect("sorted back");
}
