//! Saved views of the customer list.

use huike_domain::error::FieldError;
use huike_domain::ids::{OperationId, ViewId};
use huike_domain::views::{ViewColumn, check_columns, checked_name};
use huike_store::views::{self as rows, ViewRow};
use huike_store::{StoreError, Tx};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::customers::{CustomerQuery, Shown};
use crate::error::AppError;

/// A view as a person saves it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ViewDraft {
    /// 1 to 60 characters.
    pub name: String,
    /// Who, in which order.
    pub query: CustomerQuery,
    /// The columns in their order, each once; the usual ones where empty.
    pub columns: Vec<ViewColumn>,
    /// Whether it has a tab of its own above the list, with its count.
    pub pinned: bool,
    /// Whether it is a segment of the shop's own, with a place and a playbook in the studio.
    #[serde(default)]
    #[specta(optional)]
    pub segment: bool,
}

/// A saved view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct View {
    /// Which.
    pub id: ViewId,
    /// What was saved.
    pub draft: ViewDraft,
}

/// The most views a shop has.
const MOST_VIEWS: usize = 200;

fn json(value: &impl Serialize) -> Result<String, AppError> {
    serde_json::to_string(value).map_err(|error| AppError::Internal { detail: error.to_string() })
}

fn read<T: DeserializeOwned>(json: &str) -> Result<T, AppError> {
    serde_json::from_str(json).map_err(|error| StoreError::Damaged(error.to_string()).into())
}

fn view(row: ViewRow) -> Result<View, AppError> {
    let draft = ViewDraft {
        query: read(&row.query)?,
        columns: read(&row.columns)?,
        name: row.name,
        pinned: row.pinned,
        segment: row.segment,
    };
    Ok(View { id: row.id, draft })
}

fn row(id: ViewId, draft: &ViewDraft) -> Result<ViewRow, AppError> {
    Ok(ViewRow {
        id,
        name: checked_name(&draft.name)?,
        query: json(&draft.query)?,
        columns: json(&draft.columns)?,
        pinned: draft.pinned,
        segment: draft.segment,
    })
}

/// Holds a view to what the shop defined for itself.
fn hold(tx: &Tx<'_>, draft: &ViewDraft) -> Result<(), AppError> {
    draft.query.hold(tx)?;
    let own = draft.columns.iter().filter_map(|column| column.own).collect();
    let show = Shown { own, ..Shown::default() };
    CustomerQuery { show, ..CustomerQuery::default() }.hold(tx)
}

fn check(draft: &ViewDraft) -> Result<(), AppError> {
    checked_name(&draft.name)?;
    check_columns(&draft.columns)?;
    draft.query.check()
}

/// All views in their order.
///
/// # Errors
/// [`AppError::Internal`].
pub fn list(app: &App) -> Result<Vec<View>, AppError> {
    app.read(|reader| rows::list(reader)?.into_iter().map(view).collect())
}

/// Who is in a view, in which order.
///
/// # Errors
/// [`AppError::NotFound`].
pub(crate) fn query_of(app: &App, id: ViewId) -> Result<CustomerQuery, AppError> {
    app.read(|reader| read(&rows::get(reader, id)?.query))
}

/// The same within a read or a writing transaction; none of a view that is gone.
pub(crate) fn query_in(
    from: &impl huike_store::Read,
    id: ViewId,
) -> Result<Option<CustomerQuery>, AppError> {
    let view = rows::list(from)?.into_iter().find(|view| view.id == id);
    view.map(|view| read(&view.query)).transpose()
}

/// Saves a new view behind all others.
///
/// # Errors
/// [`AppError::Invalid`] names the field to mend, or `views` where there are too many;
/// [`AppError::NotFound`] of a field of the shop's own or a preference that is gone.
pub fn add(app: &App, op: OperationId, draft: ViewDraft) -> Result<ViewId, AppError> {
    check(&draft)?;
    let written = app.write(op, "views.add", None, move |tx| {
        if rows::list(tx)?.len() >= MOST_VIEWS {
            return Err(FieldError::too_many("views", MOST_VIEWS).into());
        }
        hold(tx, &draft)?;
        let id = rows::new_id(tx);
        rows::put(tx, &row(id, &draft)?)?;
        Ok(id)
    })?;
    Ok(written.value)
}

/// Saves a view as it is now.
///
/// # Errors
/// [`AppError::Invalid`] names the field to mend; [`AppError::NotFound`].
pub fn save(app: &App, op: OperationId, id: ViewId, draft: ViewDraft) -> Result<(), AppError> {
    check(&draft)?;
    app.write(op, "views.save", None, move |tx| {
        rows::get(tx, id)?;
        hold(tx, &draft)?;
        Ok(rows::put(tx, &row(id, &draft)?)?)
    })?;
    Ok(())
}

/// Gives a view another name.
///
/// # Errors
/// [`AppError::Invalid`] of `name`; [`AppError::NotFound`].
pub fn rename(app: &App, op: OperationId, id: ViewId, name: String) -> Result<(), AppError> {
    let name = checked_name(&name)?;
    app.write(op, "views.rename", None, move |tx| {
        let view = rows::get(tx, id)?;
        Ok(rows::put(tx, &ViewRow { name, ..view })?)
    })?;
    Ok(())
}

/// Takes a view away.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn delete(app: &App, op: OperationId, id: ViewId) -> Result<(), AppError> {
    app.write(op, "views.delete", None, move |tx| Ok(rows::delete(tx, id)?))?;
    Ok(())
}

/// Puts views in this order; those that are left out keep their place number.
///
/// # Errors
/// [`AppError::NotFound`] where one of them is gone.
pub fn reorder(app: &App, op: OperationId, ids: Vec<ViewId>) -> Result<(), AppError> {
    app.write(op, "views.reorder", None, move |tx| Ok(rows::reorder(tx, &ids)?))?;
    Ok(())
}
