//! The figures of the files offices hand over, as far as they follow from the rows alone.

use std::collections::HashSet;
use std::path::PathBuf;

use huike_domain::time::Zone;
use huike_domain::transfer::dates::DayMonth;
use huike_domain::transfer::fields::{CustomerField, PurchaseField};
use huike_domain::transfer::rows::{self, PurchaseColumns};

use super::*;

fn file(name: &str) -> HeldFile {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../tests/data/imports");
    HeldFile::new(&path.join(name), name)
}

fn opening() -> Opening {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
    Opening { today, own: Default::default(), language: Default::default(), stop: Stop::default() }
}

const RULES: DateRules = DateRules { order: None, today: chrono::NaiveDate::MAX, is_1904: false };

#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    header_row: u32,
    rows: u32,
    imported: u32,
    rejected: u32,
    duplicates: u32,
    refunds: u32,
    net_fen: i64,
}

fn customers(name: &str) -> Counts {
    let options = ReadOptions::default();
    let mut table = Table::<CustomerField>::open(&file(name), &options, &opening()).expect(name);
    let mut counts = Counts { header_row: table.number, ..Counts::default() };
    let mut row = Row::default();
    let mut phones = HashSet::new();
    while table.read(&mut row).expect("a row") {
        counts.rows += 1;
        match rows::customer(&table.header, &RULES, &Default::default(), |i| row.cell(i)) {
            _ if table.is_shifted(&row) => counts.rejected += 1,
            Err(_) => counts.rejected += 1,
            Ok(c) if !phones.insert(c.0.draft.phone.clone()) => counts.duplicates += 1,
            Ok(_) => counts.imported += 1,
        }
    }
    counts
}

fn purchases(name: &str) -> Counts {
    let options = ReadOptions::default();
    let mut table = Table::<PurchaseField>::open(&file(name), &options, &opening()).expect(name);
    let mut counts = Counts { header_row: table.number, ..Counts::default() };
    let columns = PurchaseColumns::of(&table.header);
    let mut row = Row::default();
    while table.read(&mut row).expect("a row") {
        counts.rows += 1;
        match columns.line(&RULES, Zone::SHANGHAI, |i| row.cell(i)) {
            _ if table.is_shifted(&row) => counts.rejected += 1,
            Err(_) => counts.rejected += 1,
            Ok(line) => {
                counts.imported += 1;
                counts.refunds += u32::from(line.amount.is_negative());
                counts.net_fen += line.amount.0;
            }
        }
    }
    counts
}

#[test]
fn the_figures_of_the_offices_files() {
    let expect = Counts {
        header_row: 1,
        rows: 141,
        imported: 128,
        rejected: 6,
        duplicates: 7,
        ..Counts::default()
    };
    assert_eq!(customers("customers_gbk.csv"), expect);
    let expect =
        Counts { header_row: 2, rows: 107, imported: 104, rejected: 3, ..Counts::default() };
    assert_eq!(customers("customers_titled.xlsx"), expect);
    assert_eq!(customers("header_only.csv"), Counts { header_row: 1, ..Counts::default() });
    let expect = Counts {
        header_row: 1,
        rows: 304,
        imported: 297,
        rejected: 7,
        duplicates: 0,
        refunds: 19,
        net_fen: 109_667_662,
    };
    assert_eq!(purchases("orders_semicolon.csv"), expect);
}

#[test]
fn a_moved_row_is_noticed() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("moved.csv");
    std::fs::write(&path, "name,phone\na,b,\na,b,c\na\n").expect("a file");
    let file = HeldFile::new(&path, "moved.csv");
    let mut table =
        Table::<CustomerField>::open(&file, &ReadOptions::default(), &opening()).expect("ok");
    let mut row = Row::default();
    let mut seen = Vec::new();
    while table.read(&mut row).expect("a row") {
        seen.push((row.number, table.is_shifted(&row)));
    }
    assert_eq!(seen, [(2, false), (3, true), (4, false)]);
}

#[test]
fn a_column_tells_days_from_months() {
    #[track_caller]
    fn check(dates: &[&str], expect: Option<DayMonth>) {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("dates.csv");
        let rows: String = dates.iter().map(|d| format!("a,{d},1\n")).collect();
        std::fs::write(&path, format!("customer,date,amount\n{rows}")).expect("a file");
        let file = HeldFile::new(&path, "dates.csv");
        let found = date_rules(&file, &ReadOptions::default(), PurchaseField::At, &opening());
        assert_eq!(found.map(|rules| rules.order), Ok(expect));
    }
    check(&["3/4/2024", "5/4/2024"], None);
    check(&["3/4/2024", "5/14/2024"], Some(DayMonth::MonthFirst));
    check(&["3/4/2024", "14/5/2024"], Some(DayMonth::DayFirst));
    check(&["2024-03-04"; 3], None);
    // The first day above twelve may stand far down.
    let mut far = vec!["12/1/2010 8:26"; 3_000];
    far.push("12/13/2010 9:02");
    check(&far, Some(DayMonth::MonthFirst));
}
