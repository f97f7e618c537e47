//! Finding a customer and looking at one.

use std::time::Instant;

use huike_app::AppError;
use huike_app::customers::{self, CustomerQuery, CustomerRow, Following, Found};
use huike_app::dossier::{self, CustomerView, TimelineEntry, TimelineFilter};
use huike_domain::followups::State;
use huike_domain::transfer::values::birthday_text;
use serde_json::json;

use crate::answer::internal;
use crate::args::List;
use crate::desk::Desk;
use crate::table::Table;
use crate::wording::money;

/// Entries of the timeline that a page shows.
const LATEST: u32 = 20;

/// Finds customers.
pub(crate) fn search(desk: &Desk, text: String, limit: u32) -> Result<(), AppError> {
    desk.make_ready()?;
    let watch = Instant::now();
    let Found { rows, total } = customers::search(&desk.app, text, limit, None)?;
    let took_ms = watch.elapsed().as_secs_f64() * 1_000.0;
    let value = json!({ "took_ms": took_ms, "total": total, "customers": short(&rows) });
    desk.answer(&value, || lines(desk, &rows))
}

/// Lists customers by a filter.
pub(crate) fn list(desk: &Desk, list: List) -> Result<(), AppError> {
    desk.make_ready()?;
    let (sort, own) = customers::read_sort(&desk.app, &list.sort)?;
    let query = CustomerQuery {
        filter: customers::read_filter(&desk.app, &list.filter)?,
        sort,
        own,
        descending: list.desc,
        ..CustomerQuery::default()
    };
    let after = list.after.map(|key| crate::desk::id("customer", &key)).transpose()?;
    // A window has everyone in memory already; a command reads them for its one list.
    let watch = Instant::now();
    if customers::needs_everyone(&query, after) {
        customers::keep_lists(&desk.app)?;
    }
    let loaded_ms = watch.elapsed().as_secs_f64() * 1_000.0;
    let watch = Instant::now();
    let Following { total, customers, next } =
        customers::following(&desk.app, &query, after, list.limit)?;
    let took_ms = watch.elapsed().as_secs_f64() * 1_000.0;
    let value = json!({ "took_ms": took_ms, "loaded_ms": loaded_ms, "total": total,
                        "customers": short(&customers), "next": next });
    desk.answer(&value, || {
        let mut text = lines(desk, &customers);
        if let Some(next) = next {
            text.push_str(&format!("\n--after {next}\n"));
        }
        text
    })
}

/// Customers as other programs get them.
pub(crate) fn short(rows: &[CustomerRow]) -> Vec<serde_json::Value> {
    let row = |row: &CustomerRow| {
        json!({ "id": row.id, "external_id": row.external_id, "name": row.name,
                "phone": row.phone })
    };
    rows.iter().map(row).collect()
}

fn lines(desk: &Desk, rows: &[CustomerRow]) -> String {
    if rows.is_empty() {
        return desk.say("ctl.nobody");
    }
    let heads = ["name", "phone", "segment", "stage", "lastPurchase", "purchases", "spent"];
    let heads = heads.iter().map(|head| desk.say(&format!("customers.fields.{head}")));
    let mut table = Table::with_heads(heads.chain([desk.say("ctl.id")])).right(&[5, 6]);
    for row in rows {
        let known_as =
            if row.external_id.is_empty() { row.id.to_string() } else { row.external_id.clone() };
        table.row([
            row.name.clone(),
            row.phone.clone(),
            desk.segment_words(row.segment),
            desk.stage_words(row.stage),
            desk.day_words(row.last_purchase),
            row.purchases.to_string(),
            money(row.spent_fen),
            known_as,
        ]);
    }
    table.text()
}

/// Shows one customer.
pub(crate) fn show(desk: &Desk, known_as: &str) -> Result<(), AppError> {
    desk.make_ready()?;
    let id = customers::find(&desk.app, known_as)?;
    let view = dossier::page(&desk.app, id)?;
    let timeline =
        dossier::timeline(&desk.app, id, TimelineFilter::default(), None, LATEST)?.entries;
    let mut value = serde_json::to_value(&view).map_err(internal)?;
    value["timeline"] = serde_json::to_value(&timeline).map_err(internal)?;
    desk.answer(&value, || page(desk, &view, &timeline))
}

fn page(desk: &Desk, view: &CustomerView, timeline: &[TimelineEntry]) -> String {
    let (row, draft) = (&view.row, &view.draft);
    let birthday = draft.birthday.as_ref().map(birthday_text);
    let mut facts = Table::default();
    for (field, text) in [
        ("name", row.name.clone()),
        ("phone", row.phone.clone()),
        ("externalId", row.external_id.clone()),
        ("birthday", birthday.unwrap_or_default()),
        ("company", row.company.clone()),
        ("source", draft.source.clone()),
        ("tags", row.tags.join(" ")),
        ("channel", draft.channel.map(|channel| desk.channel_words(channel)).unwrap_or_default()),
        ("note", draft.note.clone()),
        ("segment", desk.segment_words(row.segment)),
        ("stage", desk.stage_words(row.stage)),
        ("lastPurchase", desk.day_words(row.last_purchase)),
        ("purchases", row.purchases.to_string()),
        ("spent", money(row.spent_fen)),
    ] {
        if !text.is_empty() {
            facts.row([desk.say(&format!("customers.fields.{field}")), text]);
        }
    }
    facts.row([desk.say("ctl.id"), row.id.to_string()]);
    let today = desk.zone.day_of(desk.app.now());
    let mut plans = Table::default();
    for plan in &view.follow_ups {
        let why = desk.reasons_words(&plan.reasons, today);
        plans.row([desk.moment_words(plan.due), why, plan.note.clone(), plan.id.to_string()]);
    }
    let mut story = Table::default();
    for entry in timeline {
        story.row(line(desk, entry));
    }
    let mut out = facts.text();
    for (title, part) in
        [("customers.followUps.title", plans.text()), ("customers.timeline.title", story.text())]
    {
        if !part.is_empty() {
            out.push_str(&format!("\n{}\n{part}", desk.say(title)));
        }
    }
    out
}

fn line(desk: &Desk, entry: &TimelineEntry) -> [String; 3] {
    match entry {
        TimelineEntry::Purchase(purchase) => {
            let what = if purchase.reverses.is_some() {
                "customers.timeline.reversal"
            } else if purchase.amount_fen < 0 {
                "customers.timeline.refund"
            } else {
                "customers.timeline.purchase"
            };
            let items: Vec<&str> = purchase.lines.iter().map(|line| line.item.as_str()).collect();
            let amount = money(purchase.amount_fen);
            let text = format!("{amount} {}", items.join(" "));
            [desk.moment_words(purchase.at), desk.say(what), text]
        }
        TimelineEntry::Interaction(contact) => {
            [desk.moment_words(contact.at), desk.contact_words(contact.kind), contact.note.clone()]
        }
        TimelineEntry::File(file) => {
            [desk.moment_words(file.at), desk.say("customers.files.title"), file.name.clone()]
        }
        TimelineEntry::Complaint(complaint) => {
            let state = desk.say(&format!("terms.complaintState.{}", complaint.state.as_str()));
            let text = format!("#{} {state} {}", complaint.number, complaint.what);
            [desk.moment_words(complaint.at), desk.say("complaints.one"), text]
        }
        TimelineEntry::FollowUp(over) => {
            let key = match over.state {
                State::Done => "customers.timeline.followUp.done",
                State::Open | State::Cancelled | State::Skipped => {
                    "customers.timeline.followUp.cancelled"
                }
            };
            let why = desk.reasons_words(&over.reasons, desk.zone.day_of(over.at));
            let text = format!("{why} {}", over.note);
            [desk.moment_words(over.at), desk.say(key), text.trim_end().to_owned()]
        }
    }
}
