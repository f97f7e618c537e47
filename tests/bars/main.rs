//! The table of figures that the program promises to hold, each beside its bar and, where it runs
//! here, beside a peer measured in the same run.
//!
//! `bars [customers] [part…]` makes a seeded shop of that many customers (1,000,000 unless told,
//! with three times as many purchases and a fifth as many open follow-ups), once, and measures on
//! it: everything, or the parts that are named.

mod complaints;
mod duplicates;
mod import;
mod loyalty;
mod rules;
mod shop;
mod table;
mod window;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use huike_app::customers::{self, CustomerQuery, Selection};
use huike_app::followups::{self, Next};
use huike_app::interactions::InteractionDraft;
use huike_app::{App, clock, dossier, scripts};
use huike_domain::customers::BulkChange;
use huike_domain::customers::filter::{self, Field, Library};
use huike_domain::interactions::InteractionKind;
use huike_domain::scripts::Occasion;

use table::Table;

/// What can be measured by itself.
const PARTS: [&str; 11] = [
    "search",
    "pages",
    "write",
    "bulk",
    "loyalty",
    "rules",
    "complaints",
    "sort",
    "duplicates",
    "import",
    "window",
];

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
        ("bulk", bulk),
        ("loyalty", loyalty::measure),
        ("rules", rules::measure),
        ("complaints", complaints::measure),
        ("sort", loyalty::sort),
        ("duplicates", duplicates::measure),
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
        let found = customers::search(app, text.to_owned(), 50, None).expect("found");
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

/// Filters as a shop asks them, each with an order.
const LISTS: [(&str, Field, bool); 10] = [
    ("segment = core", Field::Spent, true),
    ("stage = lost and spent > 1000", Field::LastPurchase, false),
    ("tags = \"老客\" and not contacted in 60 days", Field::Name, false),
    ("birthday in next 7 days", Field::Birthday, false),
    ("segment = win_back and (purchases >= 4 or spent > 5000)", Field::Purchases, true),
    ("lastPurchase is empty or lastPurchase < 2026-01-01", Field::Created, true),
    ("text ~ 张 and stage in (silent, forgetting)", Field::Spent, true),
    ("not tags = \"老客\"", Field::ExternalId, false),
    ("purchases between 2 and 3 and birthday is not empty", Field::Phone, true),
    ("everyone", Field::Contacted, true),
];

fn query(filter: &str, sort: Field, descending: bool) -> CustomerQuery {
    let filter = filter::read(filter, &Library::default()).expect("a filter");
    CustomerQuery { filter, sort, descending, ..CustomerQuery::default() }
}

fn pages(app: &App, table: &mut Table) {
    let sorts = [Field::Name, Field::LastPurchase, Field::Spent];
    let page = |query: CustomerQuery, start| {
        drop(customers::page(app, query, start, 100).expect("a page"));
    };
    table.row(
        "list: first page, 3 sorts, both ways",
        30,
        p95(120, |n| page(query("", sorts[n % 3], n % 2 == 0), 0)),
    );
    let start = Instant::now();
    customers::keep_lists(app).expect("in memory");
    table.note("lists: everyone read into memory", start.elapsed());
    table.bytes("lists: memory of the columns", customers::lists_bytes(app).expect("a size"));
    for (filter, sort, descending) in LISTS {
        let work = format!("list: first page, {filter}, by {}", sort.as_str());
        table.row(&work, 30, p95(40, |_| page(query(filter, sort, descending), 0)));
    }
    table.row(
        "list: count of a filter",
        30,
        p95(100, |n| {
            let (filter, sort, descending) = LISTS[n % LISTS.len()];
            customers::count(app, query(filter, sort, descending)).expect("a count");
        }),
    );
    table.row(
        "list: any page in the middle",
        30,
        p95(200, |n| {
            page(query("", sorts[n % 3], false), u32::try_from(n).expect("small") * 4_999);
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
        "words for a customer",
        30,
        p95(200, |n| {
            let occasion = Occasion::ALL[n % Occasion::ALL.len()];
            scripts::suggest(app, rows[n % rows.len()].id, Some(occasion), None).expect("words");
        }),
    );
    table.row("which words led to purchases", 30, p95(50, |_| drop(scripts::report(app))));
    table.row(
        "customer's page with timeline",
        30,
        p95(200, |n| {
            let id = rows[n % rows.len()].id;
            dossier::page(app, id).expect("a customer");
            dossier::timeline(app, id, Default::default(), None, 50).expect("a timeline");
        }),
    );
}

fn writes(app: &App, table: &mut Table) {
    let due = followups::today(app, None, 200).expect("today").rows;
    let draft = |note: &str| InteractionDraft {
        script: None,
        kind: InteractionKind::DeepTalk,
        channel: None,
        note: note.to_owned(),
    };
    table.row(
        "one write: log a contact and reschedule",
        10,
        p95(150, |n| {
            let op = clock::new_operation();
            followups::done(app, op, due[n].id, draft("bench"), None, Next::ByRule).expect("done");
        }),
    );
}

/// A tag for every hundredth customer, and the same taken back.
fn bulk(app: &App, table: &mut Table) {
    let change = BulkChange::AddTags { tags: vec!["名单".to_owned()] };
    let page = customers::page(app, query("kind = person", Field::Phone, false), 0, 1);
    drop(page.expect("a page"));
    let mut ids = Vec::new();
    let mut start = 0;
    while ids.len() < 10_000 {
        let rows = customers::page(app, query("kind = person", Field::Phone, false), start, 200);
        let rows = rows.expect("a page").rows;
        if rows.is_empty() {
            break;
        }
        ids.extend(rows.into_iter().map(|row| row.id));
        start += 20_000;
        start %= 999_983;
    }
    ids.truncate(10_000);
    ids.sort_unstable();
    ids.dedup();
    let selection = Selection::These { ids };
    let start = Instant::now();
    let told = customers::bulk_preview(app, selection.clone(), change.clone()).expect("told");
    table.row("bulk edit: the exact number first", 30, start.elapsed());
    let op = clock::new_operation();
    let start = Instant::now();
    let changed = customers::bulk(app, op, selection, change, told.selected).expect("changed");
    table.note(&format!("bulk edit: a tag for {changed} customers"), start.elapsed());
    let start = Instant::now();
    customers::count(app, query("tags = \"名单\"", Field::Name, false)).expect("a count");
    table.note("bulk edit: the next list after it", start.elapsed());
    let start = Instant::now();
    huike_app::operations::undo(app, clock::new_operation(), Some(op)).expect("undone");
    table.note("bulk edit: taken back", start.elapsed());
}
