//! Telling of clocks: at half of their time, at 80 percent, when it is over and when half as much
//! again is; and up the ladder where it is over.
//!
//! As with follow-ups each mark is claimed, shown and confirmed, so that it is told exactly once.
//! Of several marks of one complaint that wait together only the furthest is told.

use huike_domain::complaints::{Act, Mark, Severity, Step};
use huike_domain::customers::display_name;
use huike_domain::ids::{ComplaintId, StepId};
use huike_domain::notifying::Notifying;
use huike_domain::staff::{Staff, same_name};
use huike_domain::time::Instant;
use huike_store::complaints::{self as rows, Alarmed};
use huike_store::{Tx, settings as saved};
use uuid::Uuid;

use super::step::Taking;
use crate::App;
use crate::error::AppError;
use crate::followups::{Announcement, Answer, alone, ready};
use crate::scheduler::Notifier;
use crate::words::Words;

/// Tells of clocks that reached a mark, unless this is no time to speak; and lets what is late go
/// up the ladder. Severe complaints are told at any time.
///
/// # Errors
/// [`AppError::Busy`], [`AppError::Internal`]; whatever was not told waits.
pub(crate) fn tell(app: &App, now: Instant, notifier: &impl Notifier) -> Result<(), AppError> {
    if !app.read(|reader| Ok(rows::anything_to_tell(reader, now)?))? {
        return Ok(());
    }
    let (how, may, staff) = app.read(|reader| {
        let how = saved::notifying(reader)?;
        let calendar = saved::hours(reader)?;
        let zone = crate::app::zone(reader)?;
        // A shop that is open may have quiet hours; one that is closed tells of nothing but what is
        // severe.
        let open = calendar.in_zone(zone).is_open(now);
        Ok((how, open && how.may_tell(now, zone, &calendar), saved::staff(reader)?))
    })?;
    let Some(_alone) = alone(app)? else { return Ok(()) };
    escalate(app, now, may)?;
    if !notifier.has_desktop() || (how.on && !ready(app, notifier)) {
        return Ok(());
    }
    let how = crate::gate::told_as(app, how)?;
    let desk = crate::notifying::desk(app).only_of;
    let claimed = app.write_by_itself("complaints.announce", now, move |tx| {
        let mut due = rows::to_tell(tx, now)?;
        due.retain(|it| may || it.severity == Severity::Severe);
        due.retain(|it| is_told(desk.as_deref(), it, &staff));
        if !how.on {
            rows::told(tx, &due)?;
            return Ok(Vec::new());
        }
        claim(tx, due, &how)
    })?;
    for (announcement, marks) in claimed.value {
        let shown = notifier.show(&announcement);
        app.set_notifications_work(shown.is_ok());
        if let Err(error) = shown {
            tracing::warn!(error, "notification");
            return Ok(());
        }
        app.write_by_itself("complaints.announce", now, move |tx| {
            Ok::<_, AppError>(rows::told(tx, &marks)?)
        })?;
    }
    Ok(())
}

/// Whether somebody's PC tells of a mark: whoever takes care of the complaint, and, the later it
/// is, those further up the ladder.
fn is_told(desk: Option<&str>, it: &Alarmed, staff: &Staff) -> bool {
    let Some(name) = desk else { return true };
    let own = it.owner.is_empty() || same_name(&it.owner, name);
    let place = staff.named(name).map_or(0, |person| person.role.level());
    own || (it.mark.level() > 0 && place > 0 && place <= it.mark.level())
}

/// Lets complaints whose time is over go up the ladder: once for each step of it.
fn escalate(app: &App, now: Instant, may: bool) -> Result<(), AppError> {
    app.write_by_itself("complaints.escalate", now, move |tx| {
        let staff = saved::staff(tx)?;
        for it in rows::to_tell(tx, now)? {
            let level = it.mark.level();
            if level == 0 || !(may || it.severity == Severity::Severe) {
                continue;
            }
            let row = rows::get(tx, it.complaint)?;
            let Some(row) = row.filter(|row| row.state.is_unsolved() && row.escalation < level)
            else {
                continue;
            };
            climb(tx, row.id, level, &staff)?;
        }
        Ok::<_, AppError>(())
    })?;
    Ok(())
}

fn climb(tx: &Tx<'_>, id: ComplaintId, level: u8, staff: &Staff) -> Result<(), AppError> {
    let to = staff.on_level(level).map(|person| person.name.clone()).unwrap_or_default();
    let mut taking = Taking::load(tx, id)?;
    let step = Step {
        id: StepId::from_uuid(tx.new_id()),
        at: tx.at(),
        by: String::new(),
        act: Act::Escalate { level, to },
        words: String::new(),
        channel: None,
    };
    taking.take(step, None)?;
    taking.finish().map(drop)
}

type Claimed = Vec<(Announcement, Vec<Alarmed>)>;

/// From how many complaints on they are told in one notification.
const TOGETHER_FROM: usize = 4;

/// Parts what is to be told into notifications and notes which tells what.
fn claim(tx: &Tx<'_>, due: Vec<Alarmed>, how: &Notifying) -> Result<Claimed, AppError> {
    // What was claimed and never confirmed is shown again as it was, by the same name, so that it
    // replaces itself.
    let (begun, fresh): (Vec<_>, Vec<_>) = due.into_iter().partition(|it| it.notice.is_some());
    let mut parts: Vec<Vec<Alarmed>> = Vec::new();
    for mark in begun {
        put(&mut parts, mark, |it, mark| it.notice == mark.notice);
    }
    let again = parts.len();
    let same = |it: &Alarmed, mark: &Alarmed| it.complaint == mark.complaint;
    for mark in fresh {
        put(&mut parts, mark, same);
    }
    if parts.len() - again >= TOGETHER_FROM {
        let together = parts.split_off(again).into_iter().flatten().collect();
        parts.push(together);
    }
    let mut claimed = Vec::new();
    for part in parts {
        let notice = part.iter().find_map(|it| it.notice).unwrap_or_else(|| tx.new_id());
        rows::claim(tx, &part, notice)?;
        claimed.push((announcement(tx, notice, &part, how)?, part));
    }
    Ok(claimed)
}

/// Puts a mark to the first part with one that it belongs with, or behind all.
fn put(parts: &mut Vec<Vec<Alarmed>>, mark: Alarmed, belongs: impl Fn(&Alarmed, &Alarmed) -> bool) {
    match parts.iter_mut().find(|part| part.iter().any(|it| belongs(it, &mark))) {
        Some(part) => part.push(mark),
        None => parts.push(vec![mark]),
    }
}

fn announcement(
    tx: &Tx<'_>,
    notice: Uuid,
    part: &[Alarmed],
    how: &Notifying,
) -> Result<Announcement, AppError> {
    let preferences = saved::preferences(tx)?;
    let words = Words::of(preferences.language);
    let names = how.names && !preferences.customers_see;
    let first = &part[0];
    let many = part.iter().any(|it| it.complaint != first.complaint);
    let furthest = part.iter().max_by_key(|it| it.mark).unwrap_or(first);
    let number = first.number.to_string();
    let customer = huike_store::customers::summary_of(tx, first.customer)?;
    let name = customer.map(|it| display_name(&it.name, it.phone.as_deref()).into_owned());
    let name = name.filter(|_| names).unwrap_or_default();
    let complaints: std::collections::BTreeSet<_> = part.iter().map(|it| it.complaint).collect();
    let title = if many {
        words.say("notify.complaints", &[("count", &complaints.len().to_string())])
    } else if names {
        words.say("notify.complaintOf", &[("number", &number), ("name", &name)])
    } else {
        words.say("notify.complaintPlain", &[("number", &number)])
    };
    let zone = crate::app::zone(tx)?;
    let due = furthest.due;
    let time = zone.time_of(due).format("%H:%M").to_string();
    let day = zone.day_of(due);
    let when = if day == zone.day_of(tx.at()) { time } else { format!("{day} {time}") };
    let clock = words.say(&format!("terms.clock.{}", furthest.clock.as_str()), &[]);
    let key = match furthest.mark {
        Mark::Half => "notify.complaintHalf",
        Mark::Soon => "notify.complaintSoon",
        Mark::Due => "notify.complaintDue",
        Mark::Late => "notify.complaintLate",
    };
    let body = words.say(key, &[("clock", &clock), ("when", &when)]);
    Ok(Announcement {
        notice,
        title,
        body,
        follow_ups: Vec::new(),
        customer: (!many).then_some(first.customer),
        complaint: (!many).then_some(first.complaint),
        sound: how.sound,
        answers: vec![(Answer::Open, words.say("notify.open", &[]))],
    })
}
