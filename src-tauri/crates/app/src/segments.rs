//! Segments and stages of the whole shop at a stated date.

mod moves;
mod playbooks;
mod studio;

pub use moves::{
    Flow, FlowCell, FlowEdge, LeavingPage, LeavingRow, MovedPage, MovedRow, leaving, moved, moves,
};
pub(crate) use playbooks::said_to;
pub use playbooks::{Playbooks, playbooks, playbooks_of, save_playbook};
pub use studio::{ClassCount, Sorting, Studio, rules, set_rules, snapshot, studio};

use std::collections::BTreeMap;

use chrono::NaiveDate;
use huike_domain::segments::{FourClass, Population, Position, Scheme, Stage, ThreeClass};
use huike_domain::time::Instant;
use huike_store::segments::Figuring;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::error::AppError;

/// How many customers there are of each segment and stage, as last sorted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Overview {
    /// All customers.
    pub customers: u32,
    /// Of these, without a purchase.
    pub without_purchase: u32,
    /// By segment, every one listed.
    pub segments: Vec<SegmentCount>,
    /// By stage, every one listed.
    pub stages: Vec<StageCount>,
}

/// Customers of one segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SegmentCount {
    /// Which.
    pub segment: ThreeClass,
    /// How many.
    pub customers: u32,
}

/// Customers of one stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct StageCount {
    /// Which.
    pub stage: Stage,
    /// How many.
    pub customers: u32,
}

/// Customers by segment and stage, as last sorted.
///
/// # Errors
/// [`AppError::Internal`].
pub fn overview(app: &App) -> Result<Overview, AppError> {
    let counts = counts(app)?;
    let total = |wanted: &dyn Fn(Option<ThreeClass>, Option<Stage>) -> bool| {
        counts.iter().filter(|(segment, stage, _)| wanted(*segment, *stage)).map(|(.., n)| n).sum()
    };
    Ok(Overview {
        customers: total(&|_, _| true),
        without_purchase: total(&|segment, _| segment.is_none()),
        segments: ThreeClass::ALL
            .map(|segment| SegmentCount {
                segment,
                customers: total(&|found, _| found == Some(segment)),
            })
            .into(),
        stages: Stage::ALL
            .map(|stage| StageCount { stage, customers: total(&|_, found| found == Some(stage)) })
            .into(),
    })
}

pub(crate) fn counts(app: &App) -> Result<Vec<huike_store::segments::Count>, AppError> {
    app.read(|reader| Ok(huike_store::segments::counts(reader)?))
}

/// Sorts everyone as of the day of `at`, stores where they stand and moves open follow-ups to the
/// place that asks for. Answers how many customers moved.
///
/// # Errors
/// [`AppError::Busy`], [`AppError::Internal`].
pub fn sort(app: &App, at: Instant) -> Result<u32, AppError> {
    let zone = app.zone()?;
    let written = app.write_by_itself("segments.sort", at, move |tx| {
        let day = zone.day_of(at);
        let moved = huike_store::segments::sort(tx, day, zone, Figuring::Stored)?;
        Ok(u32::try_from(moved).unwrap_or(u32::MAX))
    })?;
    Ok(written.value)
}

/// Everyone with a purchase on or before `day`, from the purchases themselves.
///
/// # Errors
/// [`AppError::Internal`].
pub fn population(app: &App, day: NaiveDate) -> Result<Population, AppError> {
    let zone = app.zone()?;
    app.read(|reader| {
        let rules = huike_store::settings::sorting(reader)?;
        Ok(huike_store::segments::population(reader, day, zone, &rules)?)
    })
}

/// How many customers stand where at a stated date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The stated date.
    pub at: NaiveDate,
    /// Customers with a purchase on or before it.
    pub customers: u32,
    /// Sum of their recency.
    pub sum_recency_days: i64,
    /// Sum of their purchases.
    pub sum_frequency: i64,
    /// Sum of their money, in fen.
    pub sum_monetary_fen: i64,
    /// By segment (`core`, `111` or `555`, as the scheme names them).
    pub counts: BTreeMap<String, u32>,
}

/// One customer's line in a table of segments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The shop's own number, or ours where there is none.
    pub external_id: String,
    /// Whole days since the last purchase.
    pub recency_days: i32,
    /// Number of purchases.
    pub frequency: u32,
    /// Purchases less refunds, in fen.
    pub monetary_fen: i64,
    /// Quintile of recency, 5 = best; in the scheme of eight 1 = better than the mean.
    pub r: u8,
    /// The same of frequency.
    pub f: u8,
    /// The same of money.
    pub m: u8,
    /// The segment.
    pub segment: String,
}

/// Sorts everyone at a stated date without storing it; calls `visit` with each line.
///
/// # Errors
/// Whatever `visit` says.
pub fn report(
    app: &App,
    day: NaiveDate,
    scheme: Scheme,
    mut visit: Option<&mut dyn FnMut(Line) -> Result<(), AppError>>,
) -> Result<Report, AppError> {
    app.read(|reader| {
        let zone = crate::app::zone(reader)?;
        let rules = huike_store::settings::sorting(reader)?;
        let population = huike_store::segments::population(reader, day, zone, &rules)?;
        let stages = huike_store::settings::stage_rule(reader)?;
        let mut counts = BTreeMap::new();
        let named = match scheme {
            Scheme::Three => ThreeClass::ALL.map(ThreeClass::as_str).to_vec(),
            Scheme::Four => FourClass::ALL.map(FourClass::as_str).to_vec(),
            // Of these, those that are there are named.
            Scheme::Eight | Scheme::Quintiles => Vec::new(),
        };
        counts.extend(named.into_iter().map(|class| (class.to_owned(), 0)));
        for position in population.positions(&stages) {
            let (segment, [r, f, m]) = place(scheme, &position);
            if let Some(visit) = &mut visit {
                let activity = position.activity;
                let summary = huike_store::customers::summary_of(reader, activity.customer)?;
                let external = summary.and_then(|summary| summary.external_id);
                visit(Line {
                    external_id: external.unwrap_or_else(|| activity.customer.to_string()),
                    recency_days: activity.recency_days,
                    frequency: activity.frequency,
                    monetary_fen: activity.monetary_fen,
                    r,
                    f,
                    m,
                    segment: segment.clone(),
                })?;
            }
            *counts.entry(segment).or_insert(0) += 1;
        }
        let sums = population.yardstick();
        Ok(Report {
            at: day,
            customers: sums.customers,
            sum_recency_days: sums.sum_recency_days,
            sum_frequency: sums.sum_frequency,
            sum_monetary_fen: sums.sum_monetary_fen,
            counts,
        })
    })
}

/// The segment's name in a scheme, and the three digits behind it.
fn place(scheme: Scheme, position: &Position) -> (String, [u8; 3]) {
    let better = position.eight.better();
    let better = [better.r, better.f, better.m].map(u8::from);
    match scheme {
        Scheme::Three => (position.three.as_str().to_owned(), better),
        Scheme::Four => (position.four.as_str().to_owned(), better),
        Scheme::Eight => (position.eight.digits().to_owned(), better),
        Scheme::Quintiles => (position.quintile_code(), position.quintiles),
    }
}

/// How many customers are in which stage at a stated date.
///
/// # Errors
/// [`AppError::Internal`].
pub fn stages(app: &App, day: NaiveDate) -> Result<BTreeMap<String, u32>, AppError> {
    let stages = app.read(|reader| Ok(huike_store::settings::stage_rule(reader)?))?;
    let mut counts: BTreeMap<String, u32> =
        Stage::ALL.map(|stage| (stage.as_str().to_owned(), 0)).into();
    for position in population(app, day)?.positions(&stages) {
        *counts.entry(position.stage.as_str().to_owned()).or_insert(0) += 1;
    }
    Ok(counts)
}
