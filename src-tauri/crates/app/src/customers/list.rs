//! Lists: any stretch of them, their length, and search.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use huike_domain::segments::{Stage, ThreeClass};
use huike_store::lists::{self, Key, List, STEP, Sort};
use serde::{Deserialize, Serialize};

use super::{CustomerRow, row_of};
use crate::App;
use crate::error::AppError;

/// What a list is sorted by.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "camelCase")]
pub enum CustomerSort {
    /// By name: pinyin for Chinese names, letters otherwise.
    #[default]
    Name,
    /// By the last purchase; never counts as longest ago.
    LastPurchase,
    /// By what they spent.
    Spent,
}

/// Which customers, in which order.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "camelCase", default)]
pub struct CustomerQuery {
    /// Only this segment.
    pub segment: Option<ThreeClass>,
    /// Only this stage.
    pub stage: Option<Stage>,
    /// Only those without a purchase, who have neither; it then leaves the other two aside.
    pub without_purchase: bool,
    /// Sorted by.
    pub sort: CustomerSort,
    /// Greatest first.
    pub descending: bool,
}

/// A stretch of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CustomerPage {
    /// Place of the first row in the whole list, from 0.
    pub start: u32,
    /// The rows.
    pub rows: Vec<CustomerRow>,
}

impl CustomerQuery {
    const fn list(self) -> List {
        let sort = match self.sort {
            CustomerSort::Name => Sort::Name,
            CustomerSort::LastPurchase => Sort::LastPurchase,
            CustomerSort::Spent => Sort::Spent,
        };
        List {
            segment: self.segment,
            stage: self.stage,
            without_purchase: self.without_purchase,
            sort,
            descending: self.descending,
        }
    }
}

/// The most rows one call answers.
pub(crate) const MOST_ROWS: u32 = 200;

/// Rows that are counted off from the top rather than looked up by a milestone.
const NEAR_THE_TOP: u32 = 2 * STEP;

/// A stretch of a list, `start` rows from its top.
///
/// # Errors
/// [`AppError::Internal`].
pub fn page(
    app: &App,
    query: CustomerQuery,
    start: u32,
    limit: u32,
) -> Result<CustomerPage, AppError> {
    let list = query.list();
    let limit = limit.min(MOST_ROWS);
    let from = if start < NEAR_THE_TOP { None } else { milestone(app, list, start)? };
    let skip = if from.is_some() { start % STEP } else { start };
    if start >= NEAR_THE_TOP && from.is_none() {
        return Ok(CustomerPage { start, rows: Vec::new() });
    }
    app.read(|reader| {
        let rows = lists::page(reader, &list, from.as_ref(), skip, limit)?;
        Ok(CustomerPage { start, rows: rows.into_iter().map(row_of).collect() })
    })
}

/// How many customers a list has.
///
/// # Errors
/// [`AppError::Internal`].
pub fn count(app: &App, query: CustomerQuery) -> Result<u32, AppError> {
    let overview = crate::segments::counts(app)?;
    let wanted = |segment: &Option<ThreeClass>, stage: &Option<Stage>| {
        if query.without_purchase {
            return segment.is_none();
        }
        (query.segment.is_none() || *segment == query.segment)
            && (query.stage.is_none() || *stage == query.stage)
    };
    Ok(overview.iter().filter(|(segment, stage, _)| wanted(segment, stage)).map(|(.., n)| n).sum())
}

/// What a search found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Found {
    /// The best, in order.
    pub rows: Vec<CustomerRow>,
    /// How many match in all; 10,000 stands for that many or more.
    pub total: u32,
}

/// Customers by any piece of a name, pinyin, initials, three digits or more of a number, company or
/// tag, also where a Latin word was mistyped; best first.
///
/// # Errors
/// [`AppError::Internal`].
pub fn search(app: &App, text: String, limit: u32) -> Result<Found, AppError> {
    app.read(|reader| {
        let limit = limit.min(MOST_ROWS);
        let found = huike_store::search::search(reader, app.dictionary(), &text, limit)?;
        let rows = found.rows.into_iter().map(row_of).collect();
        Ok(Found { rows, total: found.total })
    })
}

/// Where lists can be entered in their middle, noted once for each list until rows move.
#[derive(Default)]
pub(crate) struct Milestones {
    known: Mutex<HashMap<List, Noted>>,
}

/// The keys of a list, and the generation of the rows they were noted in.
type Noted = (u64, Arc<Vec<Key>>);

fn milestone(app: &App, list: List, start: u32) -> Result<Option<Key>, AppError> {
    let generation = app.generation();
    let place = usize::try_from(start / STEP).unwrap_or(usize::MAX);
    let known = app.milestones().known.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((noted, keys)) = known.get(&list)
        && *noted == generation
    {
        return Ok(keys.get(place).cloned());
    }
    drop(known);
    let (keys, _) = app.read(|reader| Ok(lists::milestones(reader, &list)?))?;
    let keys = Arc::new(keys);
    let mut known = app.milestones().known.lock().unwrap_or_else(PoisonError::into_inner);
    known.insert(list, (generation, Arc::clone(&keys)));
    Ok(keys.get(place).cloned())
}
