//! Whom to contact, and what came of it.

use huike_app::AppError;
use huike_app::clock::new_operation;
use huike_app::followups::{self, FollowUpView};
use serde_json::json;

use crate::desk::{self, Desk};

/// Rows that one reading answers.
const PAGE: u32 = 200;

/// A follow-up and what to say.
#[derive(serde::Serialize)]
struct Due {
    #[serde(flatten)]
    item: FollowUpView,
    words: String,
}

/// Lists what is due by the end of a day, best first.
pub(crate) fn due(desk: &Desk, at: Option<String>, limit: u32) -> Result<(), AppError> {
    let at = match at {
        Some(at) => {
            let at = desk.moment(&at)?;
            followups::prepare(&desk.app, at)?;
            at
        }
        None => {
            desk.make_ready()?;
            desk.app.now()
        }
    };
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
    let items: Vec<_> = items
        .into_iter()
        .map(|item| Ok(Due { words: huike_app::scripts::words_for(&desk.app, &item)?, item }))
        .collect::<Result<_, AppError>>()?;
    let today = desk.zone.day_of(at);
    desk.answer(&json!({ "at": at, "items": items }), || {
        if items.is_empty() {
            return desk.say("ctl.nothingDue");
        }
        let blocks = items.iter().enumerate().map(|(n, Due { item, words })| {
            let contact = desk.contact_words(item.contact);
            format!(
                "{:>3}  {}  {}  {contact} · {}\n     {}  {}\n     {}\n     {}\n",
                n + 1,
                item.customer_name,
                item.phone,
                desk.channel_words(item.channel),
                desk.day_words(Some(item.due)),
                desk.reason_words(&item.reason, today),
                if item.note.is_empty() { words } else { &item.note },
                item.id,
            )
        });
        blocks.collect::<Vec<_>>().join("\n")
    })
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
