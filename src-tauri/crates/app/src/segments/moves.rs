//! Movement: who went from where to where, why, and who is about to.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use huike_domain::error::InvalidCode;
use huike_domain::segments::{LeavesBy, MoveReason, MoveScheme, move_reasons};
use huike_domain::time::add_days;
use huike_store::segments::{self as rows, Moved};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::customers::{CustomerRow, row_of};
use crate::error::AppError;

/// How many customers went from one class to another, or stayed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct FlowCell {
    /// The class at the beginning; none without a purchase.
    pub from: Option<String>,
    /// The class at the end; the same where they stayed.
    pub to: Option<String>,
    /// How many.
    pub customers: u32,
}

/// Everyone's way between the ends of two days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Flow {
    /// Which classes.
    pub scheme: MoveScheme,
    /// From the end of this day.
    pub from: NaiveDate,
    /// To the end of this day.
    pub to: NaiveDate,
    /// Every class, best first.
    pub classes: Vec<String>,
    /// Where anybody went or stayed, in the order of the classes, those without a purchase last.
    pub cells: Vec<FlowCell>,
    /// How many of them stand elsewhere at the end.
    pub moved: u32,
    /// The day since which moves are kept by what the shop asks for at present. A stretch that
    /// begins before it has moves by other bars, or none. None before the first sorting.
    pub comparable_from: Option<NaiveDate>,
}

/// One way of a [`Flow`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct FlowEdge {
    /// The class at the beginning; none without a purchase.
    pub from: Option<String>,
    /// The class at the end.
    pub to: Option<String>,
}

/// Somebody who moved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct MovedRow {
    /// Who, as lists show them.
    pub row: CustomerRow,
    /// The class at the beginning; none without a purchase.
    pub from: Option<String>,
    /// The class at the end.
    pub to: Option<String>,
    /// The day of their last move.
    pub day: NaiveDate,
    /// Whole days since their last purchase, on that day.
    pub recency_days: i32,
    /// Their purchases that count, on that day.
    pub frequency: u32,
    /// The money of these, in fen.
    #[specta(type = specta_typescript::Number)]
    pub monetary_fen: i64,
    /// Everything that differs between the two places.
    pub why: Vec<MoveReason>,
}

/// A stretch of those who moved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct MovedPage {
    /// The rows; the latest moves first, then those who spent most.
    pub rows: Vec<MovedRow>,
    /// How many there are in all.
    pub total: u32,
}

/// A core customer who is about to leave core.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LeavingRow {
    /// Who, as lists show them.
    pub row: CustomerRow,
    /// The first day on which they are not core any more, if they buy nothing.
    pub on: NaiveDate,
    /// Why.
    pub by: LeavesBy,
}

/// A stretch of those who are about to leave core.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LeavingPage {
    /// The rows; those who leave first first, then those who spent most.
    pub rows: Vec<LeavingRow>,
    /// How many there are in all.
    pub total: u32,
    /// What they spent in all, in fen.
    #[specta(type = specta_typescript::Number)]
    pub monetary_fen: i64,
}

/// The longest stretch that moves are asked of, in days.
const MOST_DAYS: i64 = 3_660;

fn check(from: NaiveDate, to: NaiveDate) -> Result<(), AppError> {
    if to < from || to > add_days(from, MOST_DAYS) {
        return Err(AppError::invalid("to", InvalidCode::OutOfRange));
    }
    Ok(())
}

/// Everyone's way from the end of one day to the end of another, in a scheme.
///
/// # Errors
/// [`AppError::Invalid`] of `to` where it lies before `from`.
pub fn moves(
    app: &App,
    from: NaiveDate,
    to: NaiveDate,
    scheme: MoveScheme,
) -> Result<Flow, AppError> {
    check(from, to)?;
    let classes = scheme.classes();
    let class = |place: Option<huike_domain::segments::Place>| place.map(|p| scheme.class(p));
    let place_of = |class: Option<&'static str>| {
        classes.iter().position(|known| Some(*known) == class).unwrap_or(classes.len())
    };
    app.read(|reader| {
        let mut at_end: BTreeMap<usize, i64> = BTreeMap::new();
        for (place, customers) in rows::places(reader)? {
            *at_end.entry(place_of(class(place))).or_default() += i64::from(customers);
        }
        for later in rows::moved_after(reader, to)? {
            *at_end.entry(place_of(class(later.after))).or_default() -= 1;
            *at_end.entry(place_of(class(later.before))).or_default() += 1;
        }
        let mut ways: BTreeMap<(usize, usize), u32> = BTreeMap::new();
        let mut moved = 0;
        for found in rows::moved_between(reader, from, to)? {
            let way = (place_of(class(found.before)), place_of(class(found.after)));
            if way.0 != way.1 {
                *ways.entry(way).or_default() += 1;
                moved += 1;
                *at_end.entry(way.1).or_default() -= 1;
            }
        }
        for (place, stayed) in at_end {
            // Who never bought and stayed so is no part of any class's story.
            if let Some(stayed) = u32::try_from(stayed).ok().filter(|n| *n > 0)
                && place < classes.len()
            {
                ways.insert((place, place), stayed);
            }
        }
        let name = |place: usize| classes.get(place).map(|class| (*class).to_owned());
        Ok(Flow {
            scheme,
            from,
            to,
            cells: ways
                .into_iter()
                .map(|((from, to), customers)| FlowCell {
                    from: name(from),
                    to: name(to),
                    customers,
                })
                .collect(),
            classes: classes.iter().map(|class| (*class).to_owned()).collect(),
            moved,
            comparable_from: rows::comparable_from(reader)?,
        })
    })
}

/// Who went between the ends of two days, all or one way; at most 200 rows.
///
/// # Errors
/// [`AppError::Invalid`] of `to` where it lies before `from`.
pub fn moved(
    app: &App,
    from: NaiveDate,
    to: NaiveDate,
    scheme: MoveScheme,
    way: Option<FlowEdge>,
    start: u32,
    limit: u32,
) -> Result<MovedPage, AppError> {
    check(from, to)?;
    let ends = |found: &Moved| {
        let class = |place: huike_domain::segments::Place| scheme.class(place);
        (found.before.map(class), found.after.map(class))
    };
    app.read(|reader| {
        let mut found = rows::moved_between(reader, from, to)?;
        found.retain(|moved| {
            let (from, to) = ends(moved);
            from != to
                && way
                    .as_ref()
                    .is_none_or(|way| way.from.as_deref() == from && way.to.as_deref() == to)
        });
        let total = u32::try_from(found.len()).unwrap_or(u32::MAX);
        found.sort_unstable_by_key(|m| (Reverse(m.day), Reverse(m.monetary_fen), m.customer));
        let mut page = Vec::new();
        for moved in found.iter().skip(start as usize).take(limit.clamp(1, 200) as usize) {
            let Some(summary) = huike_store::customers::summary_of(reader, moved.customer)? else {
                continue;
            };
            let (from, to) = ends(moved);
            page.push(MovedRow {
                row: row_of(summary),
                from: from.map(str::to_owned),
                to: to.map(str::to_owned),
                day: moved.day,
                recency_days: moved.recency_days,
                frequency: moved.frequency,
                monetary_fen: moved.monetary_fen,
                why: move_reasons(moved.before, moved.after),
            });
        }
        Ok(MovedPage { rows: page, total })
    })
}

/// Core customers who will leave core within so many days (1 to 365) if they buy nothing; at most
/// 200 rows.
///
/// # Errors
/// [`AppError::Internal`].
pub fn leaving(
    app: &App,
    within_days: u16,
    start: u32,
    limit: u32,
) -> Result<LeavingPage, AppError> {
    let now = app.now();
    crate::customers::with_lists(app, |lists| {
        let reader = lists.reader();
        let zone = crate::app::zone(reader)?;
        let today = zone.day_of(now);
        let sorter = rows::sorter(reader)?;
        let within = i64::from(within_days.clamp(1, 365));
        let start = start as usize;
        let stretch = start..start.saturating_add(limit.clamp(1, 200) as usize);
        let (found, all, monetary_fen) = lists.leaving_core(&sorter, today, zone, within, stretch);
        let mut page = Vec::new();
        for leaving in found {
            let Some(summary) = huike_store::customers::summary_of(reader, leaving.customer)?
            else {
                continue;
            };
            let on = add_days(today, leaving.in_days);
            page.push(LeavingRow { row: row_of(summary), on, by: leaving.by });
        }
        Ok(LeavingPage { rows: page, total: u32::try_from(all).unwrap_or(u32::MAX), monetary_fen })
    })
}
