//! What the shop defines for itself: its library of preferences, and fields of its own.

use huike_domain::customers::{
    CustomField, MOST_FIELDS, MOST_PREFERENCES, Preference, check_entries, checked_category,
};
use huike_domain::error::{FieldError, InvalidCode};
use huike_domain::ids::{FieldId, OperationId, PreferenceId};
use huike_store::{Tx, customers as rows};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::error::AppError;

/// A preference and how many customers have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PreferenceCount {
    /// The preference.
    pub preference: Preference,
    /// Customers who have it.
    pub customers: u32,
}

/// The library, by category and value, each with its customers counted.
///
/// # Errors
/// [`AppError::Internal`].
pub fn preferences(app: &App) -> Result<Vec<PreferenceCount>, AppError> {
    app.read(|reader| {
        let counts: std::collections::HashMap<_, _> =
            rows::preference_counts(reader)?.into_iter().collect();
        let known = rows::preferences(reader)?.into_iter();
        Ok(known
            .map(|preference| PreferenceCount {
                customers: counts.get(&preference.id).copied().unwrap_or(0),
                preference,
            })
            .collect())
    })
}

/// Saves a preference, new or known.
///
/// # Errors
/// [`AppError::Invalid`] on `category` or `value`.
pub fn save_preference(app: &App, op: OperationId, preference: Preference) -> Result<(), AppError> {
    let preference = preference.checked()?;
    app.write(op, "customers.preference", None, move |tx| {
        let known = rows::preferences(tx)?;
        let is_new = known.iter().all(|known| known.id != preference.id);
        if is_new && known.len() >= MOST_PREFERENCES {
            return Err(FieldError::too_many("value", MOST_PREFERENCES).into());
        }
        Ok(rows::save_preference(tx, &preference)?)
    })?;
    Ok(())
}

/// Takes a preference out of the library and away from everyone who has it.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn forget_preference(app: &App, op: OperationId, id: PreferenceId) -> Result<(), AppError> {
    app.write(op, "customers.forgetPreference", None, move |tx| {
        Ok(rows::forget_preference(tx, id)?)
    })?;
    Ok(())
}

/// Gives a category another name, with all its values, in one operation. Where the other name is a
/// category already, the two become one.
///
/// # Errors
/// [`AppError::Invalid`] on `category`: missing, too long, or taken, where both have the same
/// value; [`AppError::NotFound`].
pub fn rename_category(
    app: &App,
    op: OperationId,
    from: String,
    to: String,
) -> Result<(), AppError> {
    let to = checked_category(to)?;
    app.write(op, "customers.renameCategory", None, move |tx| {
        Ok(rows::rename_category(tx, &from, &to)?)
    })?;
    Ok(())
}

/// Takes a category with all its values out of the library and away from everyone who has any of
/// them.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn forget_category(app: &App, op: OperationId, name: String) -> Result<(), AppError> {
    app.write(op, "customers.forgetCategory", None, move |tx| {
        Ok(rows::forget_category(tx, &name)?)
    })?;
    Ok(())
}

/// What a shop defined, and may take away again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Defined {
    /// A preference.
    Preference {
        /// Which.
        id: PreferenceId,
    },
    /// All preferences of a category.
    Category {
        /// Its name.
        name: String,
    },
    /// A field of the shop's own.
    Field {
        /// Which.
        id: FieldId,
    },
    /// What may be chosen in such a field.
    Choice {
        /// Which field.
        field: FieldId,
        /// The choice's number.
        number: u16,
    },
}

/// How many customers would lose something if this were taken away.
///
/// # Errors
/// [`AppError::Internal`].
pub fn holders(app: &App, of: Defined) -> Result<u32, AppError> {
    app.read(|reader| {
        Ok(match of {
            Defined::Preference { id } => rows::preference_holders(reader, id)?,
            Defined::Category { name } => rows::category_holders(reader, &name)?,
            Defined::Field { id } => rows::field_holders(reader, id)?,
            Defined::Choice { field, number } => rows::choice_holders(reader, field, number)?,
        })
    })
}

/// The shop's own fields, in the shop's order.
///
/// # Errors
/// [`AppError::Internal`].
pub fn custom_fields(app: &App) -> Result<Vec<CustomField>, AppError> {
    app.read(|reader| Ok(rows::custom_fields(reader)?))
}

/// Saves the shop's own fields in this order, new and known; those that are left out are taken
/// away with their values.
///
/// # Errors
/// [`AppError::Invalid`] on `name` or `choices`, or on `kind` where a known field is to hold
/// something else.
pub fn save_custom_fields(
    app: &App,
    op: OperationId,
    fields: Vec<CustomField>,
) -> Result<(), AppError> {
    if fields.len() > MOST_FIELDS {
        return Err(FieldError::too_many("fields", MOST_FIELDS).into());
    }
    let fields = fields.into_iter().map(CustomField::checked).collect::<Result<Vec<_>, _>>()?;
    for (place, field) in fields.iter().enumerate() {
        if fields[..place].iter().any(|other| other.id == field.id || other.name == field.name) {
            return Err(FieldError::new("name", InvalidCode::Taken).into());
        }
    }
    app.write(op, "customers.fields", None, move |tx| {
        let known = rows::custom_fields(tx)?;
        for before in &known {
            match fields.iter().find(|field| field.id == before.id) {
                None => rows::forget_custom_field(tx, before.id)?,
                Some(after) if after.kind != before.kind => {
                    return Err(FieldError::new("kind", InvalidCode::Impossible).into());
                }
                Some(after) => forget_choices(tx, before, after)?,
            }
        }
        for (place, field) in (0..).zip(&fields) {
            rows::save_custom_field(tx, field, place)?;
        }
        Ok::<_, AppError>(())
    })?;
    Ok(())
}

/// A choice that is gone is gone from the customers too.
fn forget_choices(tx: &Tx<'_>, before: &CustomField, after: &CustomField) -> Result<(), AppError> {
    for choice in &before.choices {
        if after.choices.iter().all(|kept| kept.number != choice.number) {
            rows::forget_custom_choice(tx, before.id, choice.number)?;
        }
    }
    Ok(())
}

/// Holds the custom values and preferences of a draft to what the shop has defined.
pub(super) fn hold_to_library(
    tx: &Tx<'_>,
    portrait: &mut huike_domain::customers::Portrait,
) -> Result<(), AppError> {
    if !portrait.custom.is_empty() {
        let fields = rows::custom_fields(tx)?;
        portrait.custom = check_entries(&fields, std::mem::take(&mut portrait.custom))?;
    }
    if !portrait.preferences.is_empty() {
        let known = rows::preferences(tx)?;
        if portrait.preferences.iter().any(|id| known.iter().all(|known| known.id != *id)) {
            return Err(FieldError::new("preferences", InvalidCode::Unknown).into());
        }
    }
    Ok(())
}
