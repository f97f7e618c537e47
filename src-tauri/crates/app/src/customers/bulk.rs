//! One change to many customers: the exact number first, one operation, one step of undo.

use huike_domain::customers::filter::Filter;
use huike_domain::customers::{BulkChange, CheckedBulk};
use huike_domain::ids::{CustomerId, OperationId};
use huike_store::lists::{Chosen, Lists};
use serde::{Deserialize, Serialize};

use super::list::{library, with_lists};
use crate::App;
use crate::error::AppError;

/// Whom a change is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Selection {
    /// Everyone who passes a filter, seen or not, but for some.
    Matching {
        /// Who.
        filter: Filter,
        /// Those who were taken out by hand.
        except: Vec<CustomerId>,
    },
    /// These.
    These {
        /// Who.
        ids: Vec<CustomerId>,
    },
}

/// What a change would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct BulkPreview {
    /// How many are selected: what `customers.bulk` expects.
    pub selected: u32,
    /// How many of them are not so already.
    pub changing: u32,
}

impl Selection {
    pub(super) fn check(&self) -> Result<(), AppError> {
        match self {
            Self::Matching { filter, .. } => Ok(filter.check()?),
            Self::These { .. } => Ok(()),
        }
    }

    pub(super) fn choose(&self, lists: &Lists<'_>) -> Result<Chosen, AppError> {
        Ok(match self {
            Self::Matching { filter, except } => {
                if filter.asks_library() {
                    filter.hold_to(&library(lists.reader())?)?;
                }
                lists.except(lists.choose(filter)?, except)
            }
            Self::These { ids } => lists.choose_ids(ids),
        })
    }
}

/// How many a change is for, and how many it would change.
///
/// # Errors
/// [`AppError::Invalid`] where the filter or the change cannot be taken.
pub fn bulk_preview(
    app: &App,
    selection: Selection,
    change: BulkChange,
) -> Result<BulkPreview, AppError> {
    selection.check()?;
    let change = change.checked()?;
    with_lists(app, |lists| {
        let chosen = selection.choose(lists)?;
        let change = change.clone().held_to(&library(lists.reader())?)?;
        let changing = lists.without(&chosen, change.change().already())?.count();
        Ok(BulkPreview { selected: chosen.count(), changing })
    })
}

/// Those selected; refused where they are not exactly `expected`.
pub(crate) fn selected(
    app: &App,
    selection: &Selection,
    expected: u32,
) -> Result<Vec<CustomerId>, AppError> {
    selection.check()?;
    with_lists(app, |lists| {
        let chosen = selection.choose(lists)?;
        let found = chosen.count();
        if found != expected {
            return Err(AppError::CountChanged { expected, found });
        }
        Ok(lists.ids(&chosen))
    })
}

/// How often a change is tried again because somebody else wrote between choosing and writing.
const TRIES: usize = 8;

/// Changes everyone selected in one operation; answers how many were changed. Refused where not
/// exactly `expected` are selected any more.
///
/// # Errors
/// [`AppError::CountChanged`]; [`AppError::Invalid`] as [`bulk_preview`], or where a customer
/// would have more tags or preferences than one may have: nobody is changed then;
/// [`AppError::NotFound`] of a field or a preference that is gone.
pub fn bulk(
    app: &App,
    op: OperationId,
    selection: Selection,
    change: BulkChange,
    expected: u32,
) -> Result<u32, AppError> {
    selection.check()?;
    let change = change.checked()?;
    for _ in 0..TRIES {
        let (seq, change, ids) = with_lists(app, |lists| {
            let chosen = selection.choose(lists)?;
            let found = chosen.count();
            if found != expected {
                return Err(AppError::CountChanged { expected, found });
            }
            let change = change.clone().held_to(&library(lists.reader())?)?;
            let left = lists.without(&chosen, change.change().already())?;
            Ok((lists.seq(), change, lists.ids(&left)))
        })?;
        if let Some(changed) = write(app, op, seq, ids, change)? {
            return Ok(changed);
        }
    }
    Err(AppError::Busy)
}

/// Nothing where somebody wrote since those were chosen.
fn write(
    app: &App,
    op: OperationId,
    seq: i64,
    ids: Vec<CustomerId>,
    change: CheckedBulk,
) -> Result<Option<u32>, AppError> {
    let written = app.write(op, "customers.bulk", None, move |tx| {
        if huike_store::ops::latest_seq(tx)? != seq {
            return Err(AppError::Busy);
        }
        Ok(huike_store::customers::change_all(tx, &ids, &change)?)
    });
    match written {
        Ok(written) => Ok(Some(written.value)),
        Err(AppError::Busy) => Ok(None),
        Err(error) => Err(error),
    }
}
