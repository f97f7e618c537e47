//! Customers who may be one, and making one of them.

use huike_app::AppError;
use huike_app::clock::new_operation;
use huike_app::customers::{self, DuplicateGroup};
use serde_json::json;

use crate::answer::internal;
use crate::customers::short;
use crate::desk::Desk;
use crate::table::Table;

/// Groups read at once.
const AT_ONCE: u32 = 100;

/// Looks for duplicates among all customers; Ctrl-C ends it.
pub(crate) fn scan(desk: &Desk, limit: Option<u32>) -> Result<(), AppError> {
    let job = new_operation();
    let stop = desk.app.clone();
    ctrlc::set_handler(move || {
        if customers::stop_finding(&stop, job).is_err() {
            std::process::exit(130);
        }
    })
    .map_err(internal)?;
    let scan = customers::find_duplicates(&desk.app, job)?;
    let limit = limit.map_or(usize::MAX, |limit| limit as usize);
    let mut groups: Vec<DuplicateGroup> = Vec::new();
    let mut place = Some(0);
    while let Some(start) = place.filter(|_| groups.len() < limit) {
        let page = customers::duplicates(&desk.app, start, AT_ONCE)?;
        groups.extend(page.groups);
        place = page.next;
    }
    groups.truncate(limit);
    let value = json!({
        "took_ms": scan.took_ms,
        "customers": scan.customers,
        "total": scan.groups,
        "complete": scan.complete,
        "groups": groups.iter().map(|group| json!({
            "score": group.score,
            "reasons": group.reasons,
            "customers": short(&group.customers),
        })).collect::<Vec<_>>(),
    });
    desk.answer(&value, || text(desk, &groups))
}

fn text(desk: &Desk, groups: &[DuplicateGroup]) -> String {
    if groups.is_empty() {
        return desk.say("customers.duplicates.none");
    }
    let mut table = Table::default().right(&[0]);
    for group in groups {
        let reasons: Vec<String> =
            group.reasons.iter().map(|sign| desk.sign_words(*sign)).collect();
        let reasons = reasons.join(&desk.say("customers.listComma"));
        table.row([group.score.to_string(), reasons, String::new(), String::new()]);
        for row in &group.customers {
            let known_as = if row.external_id.is_empty() {
                row.id.to_string()
            } else {
                row.external_id.clone()
            };
            table.row([String::new(), row.name.clone(), row.phone.clone(), known_as]);
        }
    }
    table.text()
}

/// Makes one customer of several; what differs is taken from the kept one.
pub(crate) fn merge(desk: &Desk, keep: &str, others: &[String]) -> Result<(), AppError> {
    desk.make_ready()?;
    let kept = customers::find(&desk.app, keep)?;
    let merged = others
        .iter()
        .map(|other| customers::find(&desk.app, other))
        .collect::<Result<Vec<_>, _>>()?;
    let operation = new_operation();
    customers::merge(&desk.app, operation, kept, merged.clone(), Default::default())?;
    let value = json!({ "operation": operation, "kept": kept, "merged": merged });
    desk.answer(&value, || desk.say_with("ctl.undoBy", &[("operation", &operation.to_string())]))
}
