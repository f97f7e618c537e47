//! The business calendar.

use std::path::Path;

use huike_app::calendar::{self, CalendarImport, CalendarView};
use huike_app::error::FileProblem;
use huike_app::transfer::files::{HeldFile, name_of};
use huike_app::{AppError, clock};
use huike_domain::calendar::{BusinessCalendar, DayRule, DuePath, OfficialDays, Span, Stretch};
use huike_domain::error::InvalidCode;
use huike_domain::time::Instant;
use serde_json::{Value, json};

use crate::answer::inward;
use crate::args::{Hours, HoursWord};
use crate::desk::Desk;
use crate::table::Table;

/// Shows when the shop is open, or counts in open time.
pub(crate) fn run(desk: &Desk, Hours { word, asked }: Hours) -> Result<(), AppError> {
    let saved = calendar::get(&desk.app)?;
    match (word, asked.plus) {
        (Some(HoursWord::Next { at }), _) => next(desk, &saved.calendar, at),
        (Some(HoursWord::Add { at, minutes }), _) => add(desk, saved.calendar, at, minutes),
        (Some(HoursWord::Import { file, dry_run }), _) => import(desk, saved, &file, dry_run),
        (None, Some(minutes)) => {
            let calendar = match asked.calendar {
                Some(file) => of_file(saved.calendar, &file)?.0,
                None => saved.calendar,
            };
            add(desk, calendar, asked.from, minutes)
        }
        (None, None) => desk.answer(&saved, || text(desk, &saved)),
    }
}

fn next(desk: &Desk, calendar: &BusinessCalendar, at: Option<String>) -> Result<(), AppError> {
    let at = at.map_or_else(|| Ok(desk.app.now()), |at| desk.moment(&at))?;
    let open = calendar.in_zone(desk.zone);
    let (is_open, next) = (open.is_open(at), open.next_opening(at)?);
    let always = calendar.is_always_open();
    let answer = json!({ "open": is_open, "next": next.to_rfc3339(), "always": always });
    desk.answer(&answer, || match (always, is_open) {
        (true, _) => desk.say("ctl.hours.always"),
        (false, true) => desk.say("ctl.hours.open"),
        (false, false) => desk.say_with("ctl.hours.next", &[("at", &desk.moment_words(next))]),
    })
}

fn add(
    desk: &Desk,
    calendar: BusinessCalendar,
    at: Option<String>,
    minutes: u32,
) -> Result<(), AppError> {
    let at = at.map_or_else(|| Ok(desk.app.now()), |at| desk.moment(&at))?;
    let path = calendar::explain(&desk.app, calendar, at, minutes)?;
    desk.answer(&json!({ "due": path.due.to_rfc3339(), "explain": for_programs(&path) }), || {
        way(desk, &path)
    })
}

/// A calendar's spans are in minutes and a path's in moments, both `from` some time: moments are
/// written out here.
pub(crate) fn for_programs(path: &DuePath) -> Value {
    let written =
        |it: &Stretch| json!({ "from": it.from.to_rfc3339(), "until": it.until.to_rfc3339() });
    let (stretches, paused) = (path.stretches.iter().map(written), path.paused.iter().map(written));
    json!({
        "from": path.from.to_rfc3339(),
        "stretches": stretches.collect::<Vec<_>>(),
        "closed": path.closed,
        "paused": paused.collect::<Vec<_>>(),
        "always": path.always,
    })
}

/// How a due time comes about, in words.
pub(crate) fn way(desk: &Desk, path: &DuePath) -> String {
    let mut table = Table::default();
    table.row([desk.say("ctl.hours.received"), desk.moment_words(path.from)]);
    if path.always {
        table.row([String::new(), desk.say("ctl.hours.always")]);
    }
    // In the order of time: what counted, and the days between that did not.
    let mut lines: Vec<(Instant, [String; 2])> = Vec::new();
    for open in &path.stretches {
        let words = stretch_words(&desk.moment_words(open.from), &desk.moment_words(open.until));
        lines.push((open.from, [desk.say("ctl.hours.counts"), words]));
    }
    for paused in &path.paused {
        let words =
            stretch_words(&desk.moment_words(paused.from), &desk.moment_words(paused.until));
        lines.push((paused.from, [desk.say("ctl.hours.paused"), words]));
    }
    for closed in &path.closed {
        let days = days_words(&closed.from.to_string(), &closed.to.to_string());
        let words = format!("{days}  {}", rule_words(desk, &closed.rule));
        lines.push((desk.zone.start_of(closed.from), [desk.say("ctl.hours.closed"), words]));
    }
    lines.sort_by_key(|(at, _)| *at);
    for (_, line) in lines {
        table.row(line);
    }
    table.row([desk.say("ctl.hours.due"), desk.moment_words(path.due)]);
    table.text()
}

fn stretch_words(from: &str, until: &str) -> String {
    format!("{from} – {until}")
}

fn days_words(from: &str, to: &str) -> String {
    if from == to { from.to_owned() } else { format!("{from} – {to}") }
}

fn rule_words(desk: &Desk, rule: &DayRule) -> String {
    match rule {
        DayRule::Always | DayRule::Week => desk.say("ctl.hours.byWeek"),
        DayRule::Holiday { days } => official_words(desk, days),
        DayRule::MakeUp { days } => {
            let holiday = official_words(desk, days);
            desk.say_with("ctl.hours.makesUp", &[("holiday", &holiday)])
        }
        DayRule::Own { name } if name.is_empty() => desk.say("ctl.hours.own"),
        DayRule::Own { name } => name.clone(),
    }
}

fn official_words(desk: &Desk, days: &OfficialDays) -> String {
    match days.holiday {
        Some(holiday) => desk.say(&format!("terms.holiday.{}", holiday.as_str())),
        None => days.name.clone(),
    }
}

fn text(desk: &Desk, view: &CalendarView) -> String {
    let mut table = Table::default();
    for day in &view.days {
        let spans: Vec<String> = day.spans.iter().map(|span| span_words(*span)).collect();
        let spans = if spans.is_empty() { desk.say("ctl.hours.closed") } else { spans.join("  ") };
        table.row([day.day.to_string(), spans, rule_words(desk, &day.rule)]);
    }
    let now = match view.next_opening {
        _ if view.always => desk.say("ctl.hours.always"),
        _ if view.open => desk.say("ctl.hours.open"),
        Some(at) => desk.say_with("ctl.hours.next", &[("at", &desk.moment_words(at))]),
        None => desk.say("ctl.hours.never"),
    };
    format!("{}\n{now}", table.text())
}

fn span_words(span: Span) -> String {
    let time = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    format!("{}–{}", time(span.from), time(span.to))
}

/// The calendar of a file, as [`of_file`] reads it.
pub(crate) fn calendar_of(desk: &Desk, file: &Path) -> Result<BusinessCalendar, AppError> {
    Ok(of_file(calendar::get(&desk.app)?.calendar, file)?.0)
}

/// The calendar that a file makes of the saved one, and what an ICS file brings.
fn of_file(
    saved: BusinessCalendar,
    path: &Path,
) -> Result<(BusinessCalendar, Option<CalendarImport>), AppError> {
    let name = name_of(path);
    if !name.to_lowercase().ends_with(".json") {
        let found = calendar::read(&HeldFile::new(path, &name), &saved)?;
        let imported = found.taken.days.clone();
        return Ok((BusinessCalendar { imported, public_holidays: true, ..saved }, Some(found)));
    }
    let problem = FileProblem::Unreadable;
    let text = std::fs::read_to_string(path).map_err(|_| AppError::File { name, problem })?;
    let unreadable = || AppError::invalid("calendar", InvalidCode::Unreadable);
    let value: Value = serde_json::from_str(&text).map_err(|_| unreadable())?;
    // As `hours --json` shows it, or the calendar alone.
    let value = value.get("calendar").cloned().unwrap_or(value);
    let calendar = serde_json::from_value(inward(value)).map_err(|_| unreadable())?;
    Ok((calendar, None))
}

fn import(desk: &Desk, saved: CalendarView, file: &Path, dry: bool) -> Result<(), AppError> {
    let (calendar, found) = of_file(saved.calendar, file)?;
    let calendar = calendar.checked()?;
    if !dry {
        calendar::save(&desk.app, clock::new_operation(), calendar)?;
    }
    let Some(CalendarImport { taken, skipped }) = found else {
        let view = calendar::get(&desk.app)?;
        return desk.answer(&view, || text(desk, &view));
    };
    let answer = json!({
        "added": taken.added, "replaced": taken.replaced, "known": taken.known, "skipped": skipped,
    });
    desk.answer(&answer, || {
        let mut table = Table::default();
        for days in &taken.added {
            let key = if days.works { "ctl.hours.works" } else { "ctl.hours.off" };
            let when = days_words(&days.from.to_string(), &days.to.to_string());
            table.row([when, desk.say(key), official_words(desk, days)]);
        }
        for event in &skipped {
            let day = event.day.map_or_else(|| "–".to_owned(), |day| day.to_string());
            table.row([day, desk.say("ctl.hours.skipped"), event.name.clone()]);
        }
        let known = taken.known.to_string();
        format!("{}\n{}", table.text(), desk.say_with("ctl.hours.known", &[("count", &known)]))
    })
}
