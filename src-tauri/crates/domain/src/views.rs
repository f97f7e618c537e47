//! Lists that somebody named: which customers, in which order, with which columns.

use serde::{Deserialize, Serialize};

use crate::customers::filter::Field;
use crate::error::{FieldError, InvalidCode};
use crate::ids::FieldId;

/// A column of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ViewColumn {
    /// What it shows; any field but `text` and `preferences`.
    pub field: Field,
    /// A field of the shop's own that it shows instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[specta(optional)]
    pub own: Option<FieldId>,
    /// Its width in CSS pixels, 40 to 2,000; as wide as it needs where left out.
    pub width: Option<u16>,
}

/// Holds a view's name to 1 to 60 characters.
///
/// # Errors
/// `name` is missing or too long.
pub fn checked_name(name: &str) -> Result<String, FieldError> {
    let name = name.trim();
    if name.is_empty() {
        return Err(FieldError::new("name", InvalidCode::Required));
    }
    if name.chars().count() > 60 {
        return Err(FieldError::too_long("name", 60));
    }
    Ok(name.to_owned())
}

/// Holds the columns of a view to their bounds: each field once.
///
/// # Errors
/// `columns`, with the reason.
pub fn check_columns(columns: &[ViewColumn]) -> Result<(), FieldError> {
    let shows = |c: &ViewColumn| (c.own, c.own.is_none().then_some(c.field));
    let refuse = |code| Err(FieldError::new("columns", code));
    for (place, column) in columns.iter().enumerate() {
        if columns[..place].iter().any(|before| shows(before) == shows(column)) {
            return refuse(InvalidCode::Taken);
        }
        if column.own.is_none() && !column.field.kind().has_order() {
            return refuse(InvalidCode::Impossible);
        }
        if column.width.is_some_and(|width| !(40..=2_000).contains(&width)) {
            return refuse(InvalidCode::OutOfRange);
        }
    }
    Ok(())
}
