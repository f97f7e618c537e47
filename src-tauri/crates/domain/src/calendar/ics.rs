//! Official days from an iCalendar file (RFC 5545), as offices, phones and subscriptions write
//! them: one event a holiday or a day, marked as off or as a working day by a word in its title
//! or by Apple's property.

use chrono::{Datelike as _, NaiveDate};
use icalendar::parser::{Component, read_calendar_simple, unfold};
use serde::{Deserialize, Serialize};

use super::{BusinessCalendar, LONGEST_DAYS, NAME_CHARS, OfficialDays, built_in};
use crate::error::{FieldError, InvalidCode};
use crate::time::{add_days, days_between, next_day};

/// What a file has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Imported {
    /// Holidays and the working days that make up for them, in order.
    pub days: Vec<OfficialDays>,
    /// Events that were not taken.
    pub skipped: Vec<SkippedEvent>,
}

/// An event that was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct SkippedEvent {
    /// What the file calls it.
    pub name: String,
    /// Its first day, where it could be read.
    pub day: Option<NaiveDate>,
    /// Why not.
    pub why: SkippedWhy,
}

/// Why an event was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum SkippedWhy {
    /// It is of certain hours, not of whole days.
    NotWholeDays,
    /// It comes again by a rule; official days are announced year by year.
    Repeats,
    /// Its days cannot be read, or it lasts too long.
    Unreadable,
    /// Others of the file are marked as off or as working days, this one is neither.
    Unmarked,
    /// An event before it speaks of the same days.
    Overlaps,
}

/// What becomes of the imported days with those of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TakenIn {
    /// All imported days, those of the file among them.
    pub days: Vec<OfficialDays>,
    /// Those that are new.
    pub added: Vec<OfficialDays>,
    /// Imported before, and gone because the file speaks of the same days.
    pub replaced: Vec<OfficialDays>,
    /// How many of the file's the calendar knows already.
    pub known: u32,
}

impl BusinessCalendar {
    /// Takes a file's days in beside those that were imported before; where both speak of a day
    /// the file goes before. Nothing is saved.
    #[must_use]
    pub fn take_in(&self, found: &[OfficialDays]) -> TakenIn {
        let same = |one: &OfficialDays, other: &OfficialDays| {
            (one.from, one.to, one.works) == (other.from, other.to, other.works)
        };
        let meet =
            |one: &OfficialDays, other: &OfficialDays| one.from <= other.to && other.from <= one.to;
        let is_known = |days: &OfficialDays| {
            let imported = self.imported.iter().any(|other| same(days, other));
            let hidden = self.imported.iter().any(|other| meet(days, other));
            imported || (!hidden && built_in().iter().any(|other| same(days, other)))
        };
        let added: Vec<_> = found.iter().filter(|days| !is_known(days)).cloned().collect();
        let known = u32::try_from(found.len() - added.len()).unwrap_or(u32::MAX);
        let (replaced, kept): (Vec<_>, Vec<_>) = self
            .imported
            .iter()
            .cloned()
            .partition(|days| added.iter().any(|other| meet(days, other)));
        let mut days = [kept, added.clone()].concat();
        days.sort_by_key(|days| days.from);
        TakenIn { days, added, replaced, known }
    }
}

/// How deep components of a calendar lie in each other; more is no calendar.
const DEEPEST: usize = 8;

/// Reads a file's events.
///
/// # Errors
/// `file` `unreadable` where it is no calendar, `required` where it has no event.
pub fn read_ics(text: &str) -> Result<Imported, FieldError> {
    let unreadable = || FieldError::new("file", InvalidCode::Unreadable);
    let text = unfold(&plain_lines(text));
    if depth(&text) > DEEPEST {
        return Err(unreadable());
    }
    let roots = read_calendar_simple(&text).map_err(|_| unreadable())?;
    let is_calendar = |root: &&Component<'_>| root.name.as_str() == "VCALENDAR";
    let mut events: Vec<Event> = Vec::new();
    for root in roots.iter().filter(is_calendar) {
        let inside = root.components.iter();
        events.extend(inside.filter(|it| it.name.as_str() == "VEVENT").map(Event::read));
    }
    if events.is_empty() {
        return Err(FieldError::new("file", InvalidCode::Required));
    }
    Ok(sort_out(events))
}

/// The lines that say something, ended alike.
fn plain_lines(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let lines = text.split('\n').filter(|line| !line.trim().is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

fn depth(text: &str) -> usize {
    let (mut now, mut most) = (0_usize, 0);
    for line in text.lines() {
        if line.starts_with("BEGIN:") {
            now += 1;
            most = most.max(now);
        } else if line.starts_with("END:") {
            now = now.saturating_sub(1);
        }
    }
    most
}

struct Event {
    name: String,
    days: Result<(NaiveDate, NaiveDate), (Option<NaiveDate>, SkippedWhy)>,
    /// Whether it is marked as a working day or as off.
    works: Option<bool>,
}

impl Event {
    fn read(event: &Component<'_>) -> Self {
        let value = |name: &str| event.find_prop(name).map(|found| found.val.as_str().trim());
        let summary = event.find_prop("SUMMARY").map(|it| it.val.clone().unescape_text());
        let title = summary.as_ref().map(|it| it.as_str().trim()).unwrap_or_default();
        let works = match value("X-APPLE-SPECIAL-DAY") {
            Some("ALTERNATE-WORKDAY") => Some(true),
            Some("WORK-HOLIDAY") => Some(false),
            _ => marked(title),
        };
        let repeats = value("RRULE").is_some() || value("RDATE").is_some();
        let days = days(value("DTSTART"), value("DTEND"), value("DURATION"));
        let days = match days {
            Ok((from, _)) if repeats => Err((Some(from), SkippedWhy::Repeats)),
            days => days,
        };
        Self { name: name_of(title), days, works }
    }
}

fn days(
    start: Option<&str>,
    end: Option<&str>,
    lasts: Option<&str>,
) -> Result<(NaiveDate, NaiveDate), (Option<NaiveDate>, SkippedWhy)> {
    let day = |text: &str| {
        let date = text.get(..8).unwrap_or(text);
        NaiveDate::parse_from_str(date, "%Y%m%d")
            .ok()
            .filter(|day| (1970..=2199).contains(&day.year()))
            .map(|day| (day, text.len() > 8))
    };
    let unreadable = |first| (first, SkippedWhy::Unreadable);
    let (from, timed) = start.and_then(day).ok_or(unreadable(None))?;
    if timed {
        return Err((Some(from), SkippedWhy::NotWholeDays));
    }
    let to = match (end, lasts) {
        // The end is the first day that no longer belongs to it; some write the last one twice.
        (Some(end), _) => {
            let (end, _) = day(end).ok_or(unreadable(Some(from)))?;
            if end == from { from } else { add_days(end, -1) }
        }
        (None, Some(lasts)) => {
            let count = |unit| lasts.strip_prefix('P')?.strip_suffix(unit)?.parse::<u16>().ok();
            let days = count('D').or_else(|| count('W')?.checked_mul(7));
            add_days(from, i64::from(days.ok_or(unreadable(Some(from)))?) - 1)
        }
        (None, None) => from,
    };
    if to < from || days_between(from, to) >= LONGEST_DAYS {
        return Err(unreadable(Some(from)));
    }
    Ok((from, to))
}

/// Words that mark a working day; looked for first, since 调休 stands in both kinds of titles.
const WORKS: [&str; 6] = ["班", "make-up", "make up", "makeup", "working day", "workday"];
/// Words that mark a day off.
const OFF: [&str; 5] = ["休", "放假", "假期", "holiday", "day off"];

fn marked(title: &str) -> Option<bool> {
    let title = title.to_lowercase();
    if WORKS.iter().any(|word| title.contains(word)) {
        return Some(true);
    }
    OFF.iter().any(|word| title.contains(word)).then_some(false)
}

/// A title without its mark: 国庆节（休）, 国庆节 假期 第1天/共8天 and 国庆节 补班 are all of 国庆节.
fn name_of(title: &str) -> String {
    let counted = title.split_once("第").filter(|(_, rest)| rest.contains("天/共"));
    let mut name = counted.map_or(title, |(before, _)| before).to_owned();
    for (open, close) in [('（', '）'), ('(', ')'), ('【', '】'), ('[', ']')] {
        if let Some(at) = name.find(open)
            && let Some(length) = name[at..].find(close)
            && marked(&name[at..at + length]).is_some()
        {
            name.replace_range(at..at + length + close.len_utf8(), " ");
        }
    }
    let mut words: Vec<&str> = name.split_whitespace().collect();
    const MARKS: [&str; 9] =
        ["休", "班", "假期", "放假", "调休", "补班", "上班", "休息", "调休上班"];
    while words.len() > 1 && words.last().is_some_and(|word| MARKS.contains(word)) {
        words.pop();
    }
    words.join(" ").chars().take(NAME_CHARS).collect()
}

fn sort_out(mut events: Vec<Event>) -> Imported {
    let some_are_marked = events.iter().any(|event| event.works.is_some());
    events.sort_by_key(|event| event.days.map(|(from, _)| from).ok());
    let mut found = Imported::default();
    for Event { name, days, works } in events {
        let mut skip = |day, why| found.skipped.push(SkippedEvent { name: name.clone(), day, why });
        let (from, to) = match days {
            Ok(days) => days,
            Err((day, why)) => {
                skip(day, why);
                continue;
            }
        };
        let works = match works {
            None if some_are_marked || name.is_empty() => {
                skip(Some(from), SkippedWhy::Unmarked);
                continue;
            }
            works => works.unwrap_or(false),
        };
        let last = found.days.last_mut();
        match last {
            Some(last) if from <= last.to => {
                // Told twice is no matter to speak of.
                if (last.works, last.name.as_str()) != (works, name.as_str()) || to > last.to {
                    skip(Some(from), SkippedWhy::Overlaps);
                }
            }
            Some(last)
                if (last.works, last.name.as_str()) == (works, name.as_str())
                    && next_day(last.to) == from =>
            {
                last.to = to;
            }
            _ => {
                let name = if name.is_empty() { String::from("–") } else { name };
                found.days.push(OfficialDays { from, to, works, holiday: None, name });
            }
        }
    }
    found
}
