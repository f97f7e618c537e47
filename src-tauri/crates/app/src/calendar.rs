//! The business calendar: when the shop is open, and what that makes of a time to answer in.

use std::io::Read as _;
use std::time::Duration;

use chrono::Datelike as _;
use huike_domain::calendar::{
    BusinessCalendar, CalendarDay, DuePath, OfficialDays, OutOfReach, SkippedEvent, TakenIn,
    built_in, read_ics,
};
use huike_domain::error::InvalidCode;
use huike_domain::ids::OperationId;
use huike_domain::time::{Instant, add_days};
use huike_store::settings;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::error::{AppError, FileProblem};
use crate::transfer::files::{FileToken, HeldFile};

/// When the shop is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CalendarView {
    /// As it was saved.
    pub calendar: BusinessCalendar,
    /// Whether nothing in it ever closes the shop.
    pub always: bool,
    /// Today and the six days after it.
    pub days: Vec<CalendarDay>,
    /// Whether the shop is open now.
    pub open: bool,
    /// When it opens next; now, where it is open; none: it never does.
    pub next_opening: Option<Instant>,
    /// Public holidays, and working days that make up for them, that the program brings.
    pub built_in: Vec<OfficialDays>,
    /// Whether the days of this year and of the next are known: brought by the program or imported.
    pub known_years: Vec<KnownYear>,
}

/// Whether a year's official days are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct KnownYear {
    /// Which year.
    pub year: i32,
    /// Whether there are any.
    pub known: bool,
}

/// When the shop is open.
///
/// # Errors
/// [`AppError::Internal`].
pub fn get(app: &App) -> Result<CalendarView, AppError> {
    let now = app.now();
    let (calendar, zone) =
        app.read(|reader| Ok((settings::hours(reader)?, crate::app::zone(reader)?)))?;
    let today = zone.day_of(now);
    let open = calendar.in_zone(zone);
    let known = |year: i32| KnownYear { year, known: !calendar.official_days_of(year).is_empty() };
    Ok(CalendarView {
        always: calendar.is_always_open(),
        days: (0..7).map(|ahead| calendar.day(add_days(today, ahead))).collect(),
        open: open.is_open(now),
        next_opening: open.next_opening(now).ok(),
        built_in: built_in().to_vec(),
        known_years: vec![known(today.year()), known(today.year() + 1)],
        calendar,
    })
}

/// What the history calls saving when the shop is open.
pub(crate) const SAVE: &str = "calendar.save";

/// Saves when the shop is open.
///
/// # Errors
/// [`AppError::Invalid`] names the place to mend: `week.0.1.to`, `own.2.from` …
pub fn save(app: &App, op: OperationId, calendar: BusinessCalendar) -> Result<(), AppError> {
    let calendar = calendar.checked()?;
    app.write(op, SAVE, None, move |tx| {
        settings::set_hours(tx, &calendar)?;
        crate::consequences::hours_changed(tx)
    })?;
    Ok(())
}

/// What an iCalendar file would bring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct CalendarImport {
    /// What becomes of the imported days.
    pub taken: TakenIn,
    /// Events that would not be taken.
    pub skipped: Vec<SkippedEvent>,
}

/// The largest calendar file; one of ten years' holidays has some 100 KB.
const MOST_BYTES: u64 = 4 << 20;

/// Reads an iCalendar file of holidays and the working days that make up for them, beside a
/// calendar that may not be saved yet. Nothing changes.
///
/// # Errors
/// [`AppError::File`] says what is wrong with the file.
pub fn read_file(
    app: &App,
    calendar: BusinessCalendar,
    file: FileToken,
) -> Result<CalendarImport, AppError> {
    let read = read(&app.files().get(&file)?, &calendar);
    app.files().let_go(&file);
    read
}

/// What [`read_file`] does, with a file on the disk.
///
/// # Errors
/// As [`read_file`].
pub fn read(file: &HeldFile, calendar: &BusinessCalendar) -> Result<CalendarImport, AppError> {
    let wrong = |problem| AppError::File { name: file.name.clone(), problem };
    let mut bytes = Vec::new();
    std::fs::File::open(&file.path)
        .and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|_| wrong(FileProblem::Unreadable))?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(wrong(FileProblem::TooLarge));
    }
    let encoding = match encoding_rs::Encoding::for_bom(&bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(&bytes).is_ok() => encoding_rs::UTF_8,
        None => encoding_rs::GB18030,
    };
    let (text, _, garbled) = encoding.decode(&bytes);
    if garbled {
        return Err(wrong(FileProblem::NotACalendar));
    }
    let found = read_ics(&text).map_err(|error| {
        wrong(match error.code {
            InvalidCode::Required => FileProblem::Empty,
            _ => FileProblem::NotACalendar,
        })
    })?;
    Ok(CalendarImport { taken: calendar.take_in(&found.days), skipped: found.skipped })
}

/// When a time to answer in is over that begins at `at`, and how that comes about, by a calendar
/// that may not be saved yet.
///
/// # Errors
/// [`AppError::Invalid`] names the place to mend; `minutes`, where the shop is never open for as
/// long.
pub fn explain(
    app: &App,
    calendar: BusinessCalendar,
    at: Instant,
    minutes: u32,
) -> Result<DuePath, AppError> {
    let zone = app.zone()?;
    let calendar = calendar.checked()?;
    let open = Duration::from_secs(60 * u64::from(minutes));
    Ok(calendar.in_zone(zone).explain(at, open)?)
}

impl From<OutOfReach> for AppError {
    fn from(_: OutOfReach) -> Self {
        Self::invalid("minutes", InvalidCode::Impossible)
    }
}
