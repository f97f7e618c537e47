//! How complaints went: how fast, how often in time, what they came from, what they cost, and
//! whether those who complained came back.

use std::collections::{BTreeMap, HashMap};

use chrono::{Months, NaiveDate};
use huike_domain::complaints::{Clock, Severity, Spread, State, percent};
use huike_domain::error::InvalidCode;
use huike_domain::ids::CauseId;
use huike_domain::time::{Instant, days_between, next_day};
use huike_store::complaints::{self as rows, KEPT_DAYS};
use serde::{Deserialize, Serialize};

use super::case_file::first_of_month;
use super::settings;
use crate::App;
use crate::error::AppError;

/// How a kind of clock went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ClockFigures {
    /// Which.
    pub clock: Clock,
    /// How long it took, in minutes of open time, of those that have ended.
    pub spread: Spread,
    /// How many of these were in time.
    pub kept: u32,
    /// How many run still, and are late.
    pub late: u32,
    /// How many in a hundred were in time, of those that have ended or are late.
    pub percent: Option<u8>,
}

/// A month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct MonthFigures {
    /// Its first day.
    pub month: NaiveDate,
    /// How many complaints came in.
    pub complaints: u32,
    /// What was given, in fen.
    #[specta(type = specta_typescript::Number)]
    pub cost_fen: i64,
}

/// A cause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CauseFigures {
    /// Which; none: not known.
    pub cause: Option<CauseId>,
    /// Its names, the topmost first.
    pub path: Vec<String>,
    /// How many complaints came in.
    pub complaints: u32,
    /// How many in each month of the period.
    pub by_month: Vec<u32>,
    /// What was given, in fen.
    #[specta(type = specta_typescript::Number)]
    pub cost_fen: i64,
    /// Whether they came in although a measure against it was done before.
    pub again: bool,
}

/// Whether people came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct KeptFigures {
    /// How many were looked at.
    pub of: u32,
    /// How many of them bought again within 90 days.
    pub kept: u32,
    /// How many in a hundred.
    pub percent: Option<u8>,
}

impl From<rows::Kept> for KeptFigures {
    fn from(rows::Kept { of, kept }: rows::Kept) -> Self {
        Self { of, kept, percent: percent(kept, of) }
    }
}

/// How complaints went in a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ComplaintReport {
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
    /// How many came in; those that go on under another are counted there.
    pub complaints: u32,
    /// How many of them are open.
    pub open: u32,
    /// How many were solved.
    pub solved: u32,
    /// How many were withdrawn.
    pub withdrawn: u32,
    /// How many of each severity.
    pub severities: Vec<(Severity, u32)>,
    /// How the clocks went that began in it.
    pub clocks: Vec<ClockFigures>,
    /// Its months.
    pub months: Vec<MonthFigures>,
    /// What they came from, the most frequent first.
    pub causes: Vec<CauseFigures>,
    /// What was given, in fen.
    #[specta(type = specta_typescript::Number)]
    pub cost_fen: i64,
    /// How many customers complained.
    pub customers: u32,
    /// How many of them more than once.
    pub repeated: u32,
    /// How many complaints were reopened.
    pub reopened: u32,
    /// Of those who complained, who bought again.
    pub kept_after: KeptFigures,
    /// Of those who bought and never complained, who bought again.
    pub kept_without: KeptFigures,
    /// The last day on which one can have complained or bought to be looked at: 90 days ago.
    pub kept_until: NaiveDate,
}

/// The longest period, in days.
const MOST_DAYS: i64 = 3_660;

/// How complaints went from one day to another.
///
/// # Errors
/// [`AppError::Invalid`] on `to` where it lies before `from`, or more than ten years after it.
pub fn report(app: &App, from: NaiveDate, to: NaiveDate) -> Result<ComplaintReport, AppError> {
    if to < from || days_between(from, to) > MOST_DAYS {
        return Err(AppError::invalid("to", InvalidCode::OutOfRange));
    }
    let now = app.now();
    app.read(|reader| {
        let zone = crate::app::zone(reader)?;
        let (start, end) = (zone.start_of(from), zone.start_of(next_day(to)));
        let found = rows::counted(reader, start, end)?;
        let causes = settings::causes(reader)?;
        let months = months(from, to);
        let place = |day: NaiveDate| {
            let first = first_of_month(day).max(months[0]);
            months.iter().rposition(|month| *month <= first).unwrap_or(0)
        };
        let mut month_figures: Vec<_> = months
            .iter()
            .map(|month| MonthFigures { month: *month, complaints: 0, cost_fen: 0 })
            .collect();
        let mut by_cause: BTreeMap<Option<CauseId>, CauseFigures> = BTreeMap::new();
        let blank = |cause: Option<CauseId>| CauseFigures {
            cause,
            path: cause.map(|cause| causes.path(cause)).unwrap_or_default(),
            complaints: 0,
            by_month: vec![0; months.len()],
            cost_fen: 0,
            again: false,
        };
        let mut done: HashMap<CauseId, Vec<_>> = HashMap::new();
        for measure in rows::improvements(reader, 1_000)? {
            // A measure against a cause is one against all that lies under it.
            for cause in causes.under(measure.cause) {
                done.entry(cause).or_default().extend(measure.done);
            }
        }
        let (mut customers, mut severities) = (HashMap::new(), [0_u32; Severity::ALL.len()]);
        let (mut open, mut solved, mut withdrawn, mut reopened) = (0, 0, 0, 0);
        for it in &found {
            let month = place(zone.day_of(it.received));
            month_figures[month].complaints += 1;
            let figures = by_cause.entry(it.cause).or_insert_with(|| blank(it.cause));
            figures.complaints += 1;
            figures.by_month[month] += 1;
            let measures = it.cause.and_then(|cause| done.get(&cause));
            figures.again |= measures.is_some_and(|all| all.iter().any(|at| *at <= it.received));
            *customers.entry(it.customer).or_insert(0_u32) += 1;
            severities[usize::from(it.severity.code())] += 1;
            match it.state {
                State::Solved | State::FollowedUp | State::Closed => solved += 1,
                State::Withdrawn => withdrawn += 1,
                _ => open += 1,
            }
            reopened += u32::from(it.reopened > 0);
        }
        let mut cost_fen = 0;
        for cost in rows::costs(reader, start, end)? {
            cost_fen += cost.fen;
            month_figures[place(zone.day_of(cost.at))].cost_fen += cost.fen;
            by_cause.entry(cost.cause).or_insert_with(|| blank(cost.cause)).cost_fen += cost.fen;
        }
        let mut by_cause: Vec<_> = by_cause.into_values().collect();
        by_cause.sort_by_key(|it| (std::cmp::Reverse(it.complaints), it.cause.is_none()));
        // Whoever complained or bought yesterday could not come back yet.
        let last = now.plus_days(-KEPT_DAYS).min(Instant(end.0 - 1));
        let early: Vec<_> = found.iter().filter(|it| it.received <= last).copied().collect();
        let clocks = Clock::ALL.into_iter().map(|clock| {
            let times = rows::clock_times(reader, clock, (start, end), now)?;
            let (kept, late) = (times.kept, times.late);
            let spread = Spread::of(times.took);
            Ok(ClockFigures {
                clock,
                spread,
                kept,
                late,
                percent: percent(kept, spread.count + late),
            })
        });
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Ok(ComplaintReport {
            from,
            to,
            complaints: count(found.len()),
            open,
            solved,
            withdrawn,
            severities: Severity::ALL.into_iter().zip(severities).collect(),
            clocks: clocks.collect::<Result<_, AppError>>()?,
            months: month_figures,
            causes: by_cause,
            cost_fen,
            customers: count(customers.len()),
            repeated: count(customers.values().filter(|times| **times > 1).count()),
            reopened,
            kept_after: rows::kept_after(reader, &early)?.into(),
            kept_without: rows::kept_without(reader, start, last)?.into(),
            kept_until: zone.day_of(last),
        })
    })
}

/// The first days of the months of a period.
fn months(from: NaiveDate, to: NaiveDate) -> Vec<NaiveDate> {
    let first = first_of_month(from);
    let later = |n: u32| first.checked_add_months(Months::new(n));
    (0..).map_while(later).take_while(|month| *month <= to).collect()
}
