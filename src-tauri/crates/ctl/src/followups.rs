//! Whom to contact, and what came of it.

use std::sync::{Mutex, PoisonError};

use huike_app::AppError;
use huike_app::clock::new_operation;
use huike_app::followups::{self, Announcement, FollowUpView};
use huike_app::scheduler::Notifier;
use huike_domain::time::Instant;
use serde_json::{Value, json};

use crate::args::DueAt;
use crate::desk::{self, Desk};

/// Rows that one reading answers.
const PAGE: u32 = 200;

/// Lists what is due by the end of a day, best first.
pub(crate) fn due(desk: &Desk, DueAt { at, limit }: DueAt) -> Result<(), AppError> {
    let at = ready(desk, at)?;
    let mut items: Vec<FollowUpView> = Vec::new();
    let mut after = None;
    while let left @ 1.. = limit.saturating_sub(u32::try_from(items.len()).unwrap_or(u32::MAX)) {
        let page = followups::due(&desk.app, at, after, left.min(PAGE))?;
        items.extend(page.rows);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let total = followups::count_due(&desk.app, at)?;
    let today = desk.zone.day_of(at);
    let listed: Vec<_> = items.iter().map(|item| listed(desk, item)).collect();
    desk.answer(&json!({ "at": at, "total": total, "followups": listed }), || {
        if items.is_empty() {
            return desk.say("ctl.nothingDue");
        }
        let blocks = items.iter().enumerate().map(|(n, item)| {
            let contact = desk.contact_words(item.contact);
            let words = huike_app::scripts::words_for(&desk.app, item).unwrap_or_default();
            format!(
                "{:>3}  {}  {}  {contact} · {}\n     {}  {}\n     {}\n     {}\n",
                n + 1,
                item.customer_name,
                item.phone,
                desk.channel_words(item.channel),
                desk.day_words(Some(item.due)),
                desk.reasons_words(&item.reasons, today),
                if item.note.is_empty() { &words } else { &item.note },
                item.id,
            )
        });
        blocks.collect::<Vec<_>>().join("\n")
    })
}

/// Makes Today ready as of a stated moment, or now.
fn ready(desk: &Desk, at: Option<String>) -> Result<Instant, AppError> {
    match at {
        Some(at) => {
            let at = desk.moment(&at)?;
            followups::prepare(&desk.app, at)?;
            Ok(at)
        }
        None => {
            desk.make_ready()?;
            Ok(desk.app.now())
        }
    }
}

/// A follow-up as `due` lists it.
fn listed(desk: &Desk, item: &FollowUpView) -> Value {
    let kind = serde_json::to_value(&item.reasons).ok();
    let kind = kind.and_then(|reasons| reasons.get(0)?.get("kind").cloned());
    json!({
        "id": item.id,
        "customer": item.customer,
        "customerName": item.customer_name,
        "phone": item.phone,
        "kind": kind,
        "due": item.due,
        "rank": item.points,
        "parts": item.rank,
        "reasons": item.reasons,
        "script": item.script,
        "words": huike_app::scripts::words_for(&desk.app, item).unwrap_or_default(),
        "channel": item.channel,
        "contact": item.contact,
        "assignee": item.assignee,
        "note": item.note,
    })
}

/// Does what is due by itself as of a moment, and tells what fired.
pub(crate) fn tick(desk: &Desk, at: Option<String>) -> Result<(), AppError> {
    let at = ready(desk, at)?;
    let fired = Fired::default();
    followups::tell(&desk.app, at, &fired)?;
    let fired = fired.0.into_inner().unwrap_or_else(PoisonError::into_inner);
    let told: Vec<_> = fired
        .iter()
        .map(|it| {
            json!({
                "notice": it.notice,
                "title": it.title,
                "body": it.body,
                "followups": it.follow_ups,
                "customer": it.customer,
            })
        })
        .collect();
    desk.answer(&json!({ "at": at, "fired": told }), || {
        let lines = fired.iter().map(|it| format!("{}  {}", it.title, it.body));
        lines.collect::<Vec<_>>().join("\n")
    })
}

/// Takes what would be shown on a desktop.
#[derive(Default)]
struct Fired(Mutex<Vec<Announcement>>);

impl Notifier for Fired {
    fn show(&self, announcement: &Announcement) -> Result<(), String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(announcement.clone());
        Ok(())
    }
}

/// Logs the contact of a follow-up.
pub(crate) fn done(desk: &Desk, followup: &str, note: String) -> Result<(), AppError> {
    let id = desk::id("followUp", followup)?;
    let operation = new_operation();
    let done = followups::done_as_asked(&desk.app, operation, id, note)?;
    let answer =
        json!({ "operation": operation, "interaction": done.interaction, "next": done.next });
    desk.answer(&answer, || match &done.next {
        Some(next) => {
            let (name, due) = (&next.customer_name, desk.day_words(Some(next.due)));
            desk.say_with("ctl.doneNext", &[("name", name), ("due", &due)])
        }
        None => desk.say("ctl.done"),
    })
}
