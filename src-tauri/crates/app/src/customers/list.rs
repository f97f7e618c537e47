//! Lists: any stretch of them, their length, and search.

use std::collections::HashSet;

use huike_domain::customers::filter::{Calendar, Field, Filter, Library, ReadError, Unmet};
use huike_domain::error::{FieldError, InvalidCode};
use huike_domain::ids::{CustomerId, FieldId};
use huike_store::Read;
use huike_store::customers::Full;
use huike_store::lists::{self, Lists, Order};
use serde::{Deserialize, Serialize};

use super::CustomerRow;
use super::bulk::Selection;
use super::shown::{Carried, Shown};
use crate::App;
use crate::error::{AppError, FilterProblem};

/// Which customers, in which order; everyone by name where nothing is said. Equals stand in the
/// order in which they were entered, or the other way round where `descending`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default)]
pub struct CustomerQuery {
    /// Who.
    pub filter: Filter,
    /// Sorted by; any field but `text` and `preferences`. Who has nothing there comes last either way; only moments
    /// count "never" as longest ago.
    pub sort: Field,
    /// Sorted by this field of the shop's own instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own: Option<FieldId>,
    /// What the rows carry besides.
    #[serde(skip_serializing_if = "Shown::is_empty")]
    pub show: Shown,
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
    /// Holds a query to its bounds.
    ///
    /// # Errors
    /// [`AppError::Invalid`] of `filter`, `sort`, or the field whose test cannot be taken.
    pub fn check(&self) -> Result<(), AppError> {
        self.filter.check()?;
        self.show.check()?;
        check_order(self.order())
    }

    /// Holds it to what the shop defined for itself; answers what rows carry.
    ///
    /// # Errors
    /// [`AppError::NotFound`] of a `field` or `preference` that is gone; [`AppError::Invalid`] of
    /// a field's id whose test cannot be taken.
    pub(super) fn held_to(&self, read: &impl Read) -> Result<Carried, AppError> {
        if self.own.is_some() || self.filter.asks_library() {
            let library = library(read)?;
            self.filter.hold_to(&library)?;
            if let Some(id) = self.own.filter(|id| library.field(*id).is_none()) {
                return Err(Unmet::NoField(id).into());
            }
        }
        self.show.held_to(read)
    }

    /// Holds it to what the shop defined for itself.
    ///
    /// # Errors
    /// As [`Self::held_to`].
    pub(crate) fn hold(&self, read: &impl Read) -> Result<(), AppError> {
        self.held_to(read).map(|_| ())
    }

    const fn order(&self) -> Order {
        Order { sort: self.sort, own: self.own, descending: self.descending }
    }
}

fn check_order(order: Order) -> Result<(), AppError> {
    if order.own.is_some() || order.sort.kind().has_order() {
        Ok(())
    } else {
        Err(AppError::invalid("sort", InvalidCode::Impossible))
    }
}

/// What the shop defined for itself.
pub(super) fn library(read: &impl Read) -> Result<Library, AppError> {
    Ok(Library {
        fields: huike_store::customers::custom_fields(read)?,
        preferences: huike_store::customers::preferences(read)?,
        levels: huike_store::settings::tiers(read)?.unwrap_or_default().levels,
    })
}

/// Reads a filter as it is typed in a terminal; what the shop defined for itself goes by its names.
///
/// # Errors
/// [`AppError::Filter`] names the place.
pub fn read_filter(app: &App, text: &str) -> Result<Filter, AppError> {
    let library = app.read(|reader| library(reader))?;
    huike_domain::customers::filter::read(text, &library).map_err(|ReadError { at, problem }| {
        AppError::Filter {
            at: u32::try_from(at).unwrap_or(u32::MAX),
            problem: FilterProblem::from(problem),
        }
    })
}

/// Reads what a list is sorted by as it is typed in a terminal: a field's name, or that of one of
/// the shop's own.
///
/// # Errors
/// [`AppError::Invalid`] of `sort` where nothing is called so.
pub fn read_sort(app: &App, name: &str) -> Result<(Field, Option<FieldId>), AppError> {
    if let Some(field) = Field::parse(name) {
        return Ok((field, None));
    }
    let library = app.read(|reader| library(reader))?;
    let bare = name.strip_prefix('"').and_then(|name| name.strip_suffix('"')).unwrap_or(name);
    let own = library.field_called(bare);
    let own = own.ok_or_else(|| AppError::invalid("sort", InvalidCode::Unknown))?;
    Ok((Field::default(), Some(own.id)))
}

/// The most rows one call answers.
pub(crate) const MOST_ROWS: u32 = 200;

/// The most lists that are counted in one call.
const MOST_COUNTS: usize = 200;

/// What relative days in filters count from.
pub(super) fn calendar(app: &App) -> Result<Calendar, AppError> {
    let zone = app.zone()?;
    Ok(Calendar { today: zone.day_of(app.now()), zone })
}

/// Runs `work` over everyone in memory, waiting where they are still being read.
pub(crate) fn with_lists<T>(
    app: &App,
    work: impl FnMut(&Lists<'_>) -> Result<T, AppError>,
) -> Result<T, AppError> {
    app.store()?.lists(calendar(app)?, work)
}

/// A stretch of a list, `start` rows from its top.
///
/// # Errors
/// [`AppError::Invalid`] where the filter or the order cannot be taken.
pub fn page(
    app: &App,
    query: CustomerQuery,
    start: u32,
    limit: u32,
) -> Result<CustomerPage, AppError> {
    query.check()?;
    let limit = limit.min(MOST_ROWS);
    if query.filter.is_everyone() {
        let rows = app.read(|reader| {
            let show = query.held_to(reader)?;
            let found = lists::from_index(reader, query.order(), start, limit)?;
            found.map(|found| show.rows(reader, found)).transpose()
        })?;
        if let Some(rows) = rows {
            return Ok(CustomerPage { start, rows });
        }
    }
    with_lists(app, |lists| {
        let show = query.held_to(lists.reader())?;
        let chosen = lists.choose(&query.filter)?;
        let ids = lists.stretch(&chosen, query.order(), start, limit)?;
        let rows = show.rows(lists.reader(), lists.rows(&ids)?)?;
        Ok(CustomerPage { start, rows })
    })
}

/// Rows that follow one of a list, and how long the whole list is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Following {
    /// How many the list has.
    pub total: u32,
    /// The rows.
    pub customers: Vec<CustomerRow>,
    /// Hand this back to read on; none at the end.
    pub next: Option<CustomerId>,
}

/// Whether [`following`] goes over everyone rather than an index of the file.
#[must_use]
pub fn needs_everyone(query: &CustomerQuery, after: Option<CustomerId>) -> bool {
    !query.filter.is_everyone() || after.is_some() || !lists::has_index(query.order())
}

/// Rows of a list behind a customer; from the top without one.
///
/// # Errors
/// [`AppError::Invalid`] as [`page`]; [`AppError::NotFound`] where that customer is gone.
pub fn following(
    app: &App,
    query: &CustomerQuery,
    after: Option<CustomerId>,
    limit: u32,
) -> Result<Following, AppError> {
    query.check()?;
    // One more tells whether there is a next.
    let wanted = limit.saturating_add(1);
    let following = |total, mut customers: Vec<CustomerRow>| {
        let more = customers.len() > limit as usize;
        customers.truncate(limit as usize);
        let next = customers.last().filter(|_| more).map(|row| row.id);
        Following { total, customers, next }
    };
    if query.filter.is_everyone() && after.is_none() {
        let found = app.read(|reader| {
            let show = query.held_to(reader)?;
            let found = lists::from_index(reader, query.order(), 0, wanted)?;
            found.map(|found| show.rows(reader, found)).transpose()
        })?;
        if let Some(found) = found {
            return Ok(following(count(app, query.clone())?, found));
        }
    }
    with_lists(app, |lists| {
        let show = query.held_to(lists.reader())?;
        let chosen = lists.choose(&query.filter)?;
        let ids = match after {
            None => lists.stretch(&chosen, query.order(), 0, wanted)?,
            Some(id) => lists
                .after(&chosen, query.order(), id, wanted)?
                .ok_or_else(|| AppError::not_found("customer", &id.to_string()))?,
        };
        let rows = show.rows(lists.reader(), lists.rows(&ids)?)?;
        Ok(following(chosen.count(), rows))
    })
}

/// How many customers a list has.
///
/// # Errors
/// [`AppError::Invalid`] where the filter cannot be taken.
pub fn count(app: &App, query: CustomerQuery) -> Result<u32, AppError> {
    query.check()?;
    if query.filter.is_everyone() {
        app.read(|reader| query.hold(reader))?;
        return Ok(crate::segments::counts(app)?.iter().map(|(.., n)| n).sum());
    }
    with_lists(app, |lists| {
        query.held_to(lists.reader())?;
        Ok(lists.choose(&query.filter)?.count())
    })
}

/// Whether a list has this customer.
///
/// # Errors
/// As [`count`]; [`AppError::NotFound`] where the list asks for something that is gone.
pub(crate) fn passes(
    app: &App,
    query: &CustomerQuery,
    customer: CustomerId,
) -> Result<bool, AppError> {
    query.check()?;
    with_lists(app, |lists| {
        query.held_to(lists.reader())?;
        Ok(lists.includes(&lists.choose(&query.filter)?, customer))
    })
}

/// How many customers each of several lists has, all of one moment. One that asks for something
/// the shop has no more counts nobody, so that the others are counted; asked for alone it is
/// refused.
///
/// # Errors
/// [`AppError::Invalid`] where a filter cannot be taken, or there are more than 200.
pub fn counts(app: &App, queries: Vec<CustomerQuery>) -> Result<Vec<u32>, AppError> {
    if queries.len() > MOST_COUNTS {
        return Err(FieldError::too_many("queries", MOST_COUNTS).into());
    }
    queries.iter().try_for_each(CustomerQuery::check)?;
    if queries.is_empty() {
        return Ok(Vec::new());
    }
    with_lists(app, |lists| {
        let count = |query: &CustomerQuery| match query.held_to(lists.reader()) {
            Err(AppError::NotFound { .. }) => Ok(0),
            Err(error) => Err(error),
            Ok(_) => Ok(lists.choose(&query.filter)?.count()),
        };
        queries.iter().map(count).collect()
    })
}

/// Calls `visit` with everyone selected and how many they are, in an order that a list can have, or
/// as they were named where none is given: for export. Who goes meanwhile is left out.
///
/// # Errors
/// [`AppError::Invalid`] where the filter or the order cannot be taken, [`AppError::NotFound`] of
/// a field of the shop's own or a preference that is gone, and whatever `visit` says.
pub fn each(
    app: &App,
    selection: &Selection,
    order: Option<Order>,
    mut visit: impl FnMut(Full, u32) -> Result<(), AppError>,
) -> Result<(), AppError> {
    selection.check()?;
    order.map_or(Ok(()), check_order)?;
    let ids: Vec<_> = match (selection, order) {
        (Selection::These { ids }, None) => {
            let mut seen = HashSet::new();
            ids.iter().copied().filter(|id| seen.insert(*id)).collect()
        }
        _ => with_lists(app, |lists| {
            let chosen = selection.choose(lists)?;
            Ok::<_, AppError>(lists.sorted(&chosen, order.unwrap_or_default())?)
        })?,
    };
    let count = u32::try_from(ids.len()).unwrap_or(u32::MAX);
    visit_all(app, ids, &mut |full| visit(full, count))
}

/// Their ids were taken first: lists must not wait while a file is written.
fn visit_all(
    app: &App,
    ids: Vec<CustomerId>,
    visit: &mut impl FnMut(Full) -> Result<(), AppError>,
) -> Result<(), AppError> {
    app.read(|reader| {
        for id in ids {
            if let Some(full) = huike_store::customers::get(reader, id)? {
                visit(full)?;
            }
        }
        Ok(())
    })
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
/// tag, also where a Latin word was mistyped; best first. Rows carry what is to be shown.
///
/// # Errors
/// [`AppError::NotFound`] of a field of the shop's own that is gone.
pub fn search(app: &App, text: String, limit: u32, show: Option<Shown>) -> Result<Found, AppError> {
    let show = show.unwrap_or_default();
    show.check()?;
    app.read(|reader| {
        let show = show.held_to(reader)?;
        let limit = limit.min(MOST_ROWS);
        let found = huike_store::search::search(reader, app.dictionary(), &text, limit)?;
        let rows = show.rows(reader, found.rows)?;
        Ok(Found { rows, total: found.total })
    })
}

/// Memory that everyone takes there, in bytes.
///
/// # Errors
/// [`AppError::Internal`].
pub fn lists_bytes(app: &App) -> Result<usize, AppError> {
    with_lists(app, |lists| Ok(lists.bytes()))
}

/// Brings everyone into memory, or up to date there, ahead of the next list.
///
/// # Errors
/// [`AppError::Internal`].
pub fn keep_lists(app: &App) -> Result<(), AppError> {
    Ok(app.store()?.keep_lists()?)
}
