//! Finding and merging duplicates in the shop of the bench.

use std::time::Instant;

use huike_app::{App, clock, customers};
use huike_domain::customers::{Birthday, CustomerDraft};

use crate::p95;
use crate::table::Table;

pub(crate) fn measure(app: &App, table: &mut Table) {
    let names = ["张伟", "王芳", "zhang wei", "欧阳娜", "李娜", "王丽", "李伟", "刘洋"];
    table.row(
        "duplicates: while a customer is typed",
        30,
        p95(200, |n| {
            let draft = CustomerDraft {
                name: names[n % 8].to_owned(),
                phone: format!("199{:08}", n * 97 * 4_999 % 100_000_000),
                birthday: Some(Birthday::solar(Some(1990), (n % 12 + 1) as u8, (n % 28 + 1) as u8)),
                company: if n % 2 == 0 { "甲方设计".to_owned() } else { String::new() },
                ..CustomerDraft::default()
            };
            drop(customers::similar(app, draft, None).expect("asked"));
        }),
    );
    let before = table.resident_kb();
    let start = Instant::now();
    let scan = customers::find_duplicates(app, clock::new_operation()).expect("searched");
    let took = start.elapsed();
    table.row(&format!("duplicates: among all customers ({} groups)", scan.groups), 60_000, took);
    table.grown("memory that this takes at its most", before, 300);
    let groups = customers::duplicates(app, 0, 100).expect("a page").groups;
    table.row(
        "duplicates: a page of them",
        30,
        p95(20, |n| {
            drop(customers::duplicates(app, n as u32 * 20, 20).expect("a page"));
        }),
    );
    let mut merges = Vec::new();
    table.row(
        "duplicates: one merge",
        50,
        p95(groups.len().min(50), |n| {
            let (op, row) = (clock::new_operation(), &groups[n].customers);
            let (keep, other) = (row[0].id, row[1].id);
            customers::merge(app, op, keep, vec![other], Default::default()).expect("merged");
            merges.push(op);
        }),
    );
    // The shop is as it was for whatever is measured next.
    for op in merges.into_iter().rev() {
        huike_app::operations::undo(app, clock::new_operation(), Some(op)).expect("undone");
    }
}
