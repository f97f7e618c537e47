//! The shop's library of what customers like: categories (taste, style, size, scene, budget,
//! delivery time) with their values.

use serde::{Deserialize, Serialize};

use crate::error::{FieldError, InvalidCode};
use crate::ids::PreferenceId;

/// One value of a category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Preference {
    /// Which; made by the caller.
    pub id: PreferenceId,
    /// Its category, up to 30 characters.
    pub category: String,
    /// The value, up to 30 characters, once in its category.
    pub value: String,
}

/// The most values of a library.
pub const MOST_PREFERENCES: usize = 2_000;

impl Preference {
    /// Trims and bounds it.
    ///
    /// # Errors
    /// `category` or `value`: missing or too long.
    pub fn checked(mut self) -> Result<Self, FieldError> {
        word("category", &mut self.category)?;
        word("value", &mut self.value)?;
        Ok(self)
    }
}

/// Trims and bounds the name of a category.
///
/// # Errors
/// `category`: missing or too long.
pub fn checked_category(mut name: String) -> Result<String, FieldError> {
    word("category", &mut name)?;
    Ok(name)
}

fn word(field: &'static str, text: &mut String) -> Result<(), FieldError> {
    super::bounded(field, text, 30)?;
    if text.is_empty() { Err(FieldError::new(field, InvalidCode::Required)) } else { Ok(()) }
}
