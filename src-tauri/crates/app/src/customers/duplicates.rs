//! Customers who may be one: while one is typed, and over all of them.

mod scan;

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant as Stopwatch};

use huike_domain::customers::CustomerDraft;
use huike_domain::customers::duplicates::{THRESHOLD, Traits, TwinSign, compare};
use huike_domain::error::{FieldError, InvalidCode};
use huike_domain::ids::{CustomerId, OperationId};
use huike_domain::time::Instant;
use huike_store::{Reader, customers as rows};
use serde::{Deserialize, Serialize};

use super::{CustomerRow, row_of};
use crate::App;
use crate::error::AppError;
use crate::events::Event;
use scan::Scan;

/// A known customer who may be the one that is being typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Similar {
    /// Who.
    pub row: CustomerRow,
    /// How sure it is, 0 to 100.
    pub score: u8,
    /// Why.
    pub reasons: Vec<TwinSign>,
}

/// Customers who may be one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DuplicateGroup {
    /// How sure the least sure of the ties is that hold them together, 0 to 100.
    pub score: u8,
    /// Why.
    pub reasons: Vec<TwinSign>,
    /// Who, in order of entry; two to twenty.
    pub customers: Vec<CustomerRow>,
}

/// What a search over all customers found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DuplicateScan {
    /// When it began.
    pub at: Instant,
    /// How long it took, in milliseconds.
    pub took_ms: u32,
    /// Customers looked at.
    pub customers: u32,
    /// Groups found.
    pub groups: u32,
    /// Whether every pair was compared that shares anything; otherwise the commonest names and
    /// numbers were left out.
    pub complete: bool,
}

/// A stretch of the groups that the last search found, best first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DuplicatePage {
    /// The search; none where there was none since the program was started.
    pub scan: Option<DuplicateScan>,
    /// Groups that still stand: not merged, and not known to be several.
    pub groups: Vec<DuplicateGroup>,
    /// Where the next stretch starts.
    pub next: Option<u32>,
}

/// What the last search found.
#[derive(Debug, Default)]
pub(crate) struct LastScan(Mutex<Option<Arc<(DuplicateScan, Scan)>>>);

impl LastScan {
    fn get(&self) -> Option<Arc<(DuplicateScan, Scan)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Lets go of it.
    pub(crate) fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn set(&self, found: (DuplicateScan, Scan)) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(found));
    }
}

/// The most that are shown while a customer is typed.
const MOST_SIMILAR: usize = 5;

/// Known customers who may be the one in `draft`, surest first, at most five. Whoever has one of
/// the numbers, e-mail addresses or WeChat ids is among them. `except` is the one who is edited.
///
/// # Errors
/// [`AppError::Internal`].
pub fn similar(
    app: &App,
    draft: CustomerDraft,
    except: Option<CustomerId>,
) -> Result<Vec<Similar>, AppError> {
    app.read(|reader| {
        let employer =
            draft.portrait.employer.map(|id| rows::summary_of(reader, id)).transpose()?;
        let employer = employer.flatten().map(|firm| firm.name);
        let company = employer.as_deref().unwrap_or_else(|| draft.company.trim());
        let typed = Traits::of_draft(&draft, employer.as_deref());
        let shared = shared_values(reader, &typed)?;
        let mut not =
            except.map(|id| rows::distinct_from(reader, id)).transpose()?.unwrap_or_default();
        not.extend(except);
        let mut found = Vec::new();
        for id in rows::worth_comparing(reader, &typed, draft.name.trim(), company)? {
            if not.contains(&id) {
                continue;
            }
            let Some(known) = rows::traits_of(reader, id)? else { continue };
            let likeness = compare(&typed, &known, |value| shared.contains(value));
            let own = [TwinSign::SamePhone, TwinSign::SameEmail, TwinSign::SameWechat];
            if likeness.score >= THRESHOLD || own.iter().any(|sign| likeness.signs.has(*sign)) {
                found.push((likeness, id));
            }
        }
        found.sort_by_key(|(likeness, id)| (std::cmp::Reverse(likeness.score), *id));
        let mut similar = Vec::new();
        for (likeness, id) in found.into_iter().take(MOST_SIMILAR) {
            similar.extend(rows::summary_of(reader, id)?.map(|summary| Similar {
                row: row_of(summary),
                score: likeness.score,
                reasons: likeness.signs.list(),
            }));
        }
        Ok(similar)
    })
}

fn shared_values(reader: &Reader<'_>, typed: &Traits) -> Result<HashSet<String>, AppError> {
    let mut shared = HashSet::new();
    for value in typed.phones().iter().map(String::as_str).chain(typed.addresses()) {
        if rows::is_shared(reader, value)? {
            shared.insert(value.to_owned());
        }
    }
    Ok(shared)
}

/// How often progress is told.
const TOLD_EVERY: Duration = Duration::from_millis(100);

/// Looks for duplicates among all customers; [`duplicates`] has what it found. Reports progress as
/// events of the job `op` and changes nothing.
///
/// # Errors
/// [`AppError::Cancelled`] after [`stop_finding`].
pub fn find_duplicates(app: &App, op: OperationId) -> Result<DuplicateScan, AppError> {
    let job = app.jobs().start(op);
    let stop = job.stop();
    let (at, watch) = (app.now(), Stopwatch::now());
    let mut told = Stopwatch::now();
    let found = scan::over_all(&app.store()?.apart()?, &mut |done, total| {
        stop.check().map_err(|error| error.of(""))?;
        if told.elapsed() >= TOLD_EVERY {
            told = Stopwatch::now();
            app.tell(Event::Progress { job: op, done, total: Some(total) });
        }
        Ok(())
    })?;
    let scan = DuplicateScan {
        at,
        took_ms: u32::try_from(watch.elapsed().as_millis()).unwrap_or(u32::MAX),
        customers: found.customers,
        groups: u32::try_from(found.groups.len()).unwrap_or(u32::MAX),
        complete: found.complete,
    };
    app.last_scan().set((scan.clone(), found));
    Ok(scan)
}

/// Asks a running search for duplicates to stop.
///
/// # Errors
/// [`AppError::NotFound`] where no such search runs.
pub fn stop_finding(app: &App, job: OperationId) -> Result<(), AppError> {
    app.jobs().stop(job)
}

/// The most groups of one page.
const MOST_GROUPS: u32 = 100;

/// Groups that the last search found, best first, from the place `start` on; at most 100.
///
/// # Errors
/// [`AppError::Internal`].
pub fn duplicates(app: &App, start: u32, limit: u32) -> Result<DuplicatePage, AppError> {
    let Some(last) = app.last_scan().get() else {
        return Ok(DuplicatePage { scan: None, groups: Vec::new(), next: None });
    };
    let (scan, found) = &*last;
    let limit = limit.min(MOST_GROUPS) as usize;
    let mut place = start as usize;
    let mut groups = Vec::new();
    app.read(|reader| {
        while let Some(group) = found.groups.get(place)
            && groups.len() < limit
        {
            place += 1;
            groups.extend(standing(reader, group)?);
        }
        Ok(())
    })?;
    let next = (place < found.groups.len()).then(|| u32::try_from(place).unwrap_or(u32::MAX));
    Ok(DuplicatePage { scan: Some(scan.clone()), groups, next })
}

/// A group as it stands now; `None` where it is one customer by now, or known to be several.
fn standing(reader: &Reader<'_>, group: &scan::Group) -> Result<Option<DuplicateGroup>, AppError> {
    let mut customers = Vec::new();
    for id in &group.customers {
        customers.extend(rows::summary_of(reader, *id)?.map(row_of));
    }
    let mut open = false;
    for (place, one) in customers.iter().enumerate() {
        let known = rows::distinct_from(reader, one.id)?;
        open |= customers[place + 1..].iter().any(|other| !known.contains(&other.id));
    }
    Ok(open.then(|| DuplicateGroup { score: group.score, reasons: group.signs.list(), customers }))
}

/// Notes that these customers are all different ones; no search brings them together again.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Invalid`] where fewer than two or more than twenty are
/// named.
pub fn distinct(app: &App, op: OperationId, customers: Vec<CustomerId>) -> Result<(), AppError> {
    let mut customers = customers;
    customers.sort_unstable();
    customers.dedup();
    if customers.len() < 2 {
        return Err(FieldError::new("customers", InvalidCode::Required).into());
    }
    if customers.len() > scan::MOST_IN_GROUP {
        return Err(FieldError::too_many("customers", scan::MOST_IN_GROUP).into());
    }
    app.write(op, "customers.distinct", customers.first().copied(), move |tx| {
        for id in &customers {
            if rows::summary_of(tx, *id)?.is_none() {
                return Err(AppError::not_found("customer", &id.to_string()));
            }
        }
        for (place, one) in customers.iter().enumerate() {
            for other in &customers[place + 1..] {
                rows::set_distinct(tx, *one, *other)?;
            }
        }
        Ok(())
    })?;
    Ok(())
}
