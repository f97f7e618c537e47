//! What can go wrong in a rule: a field and a code. The screen words it.

use serde::{Deserialize, Serialize};

/// Why a field's value cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum InvalidCode {
    /// Nothing was given where something must be.
    Required,
    /// More characters than the field holds.
    TooLong,
    /// More elements than the list holds.
    TooMany,
    /// Cannot be read as what the field is (a phone number, a date, an amount …).
    Unreadable,
    /// Readable, but outside the range the field allows.
    OutOfRange,
    /// Readable, but no such thing exists (30 February, an unknown time zone).
    Impossible,
    /// Another record has it already.
    Taken,
    /// Could mean several things (a day or a month first, two phone numbers, two customers of one
    /// name), and nothing says which.
    Ambiguous,
    /// A spreadsheet shortened a long number to `1.99E+10`: its last digits are lost.
    Shortened,
    /// More decimals than the smallest coin or measure.
    TooPrecise,
    /// Nothing goes by this number, phone or name.
    Unknown,
    /// Characters that could not be decoded.
    Garbled,
    /// More cells than the header has: a separator inside a value has moved them.
    Shifted,
}

/// A field that a person can mend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FieldError {
    /// The field's name on the wire, in camelCase.
    pub field: String,
    /// What is wrong with it.
    pub code: InvalidCode,
    /// With [`InvalidCode::TooLong`]: the most characters that the field holds; with
    /// [`InvalidCode::TooMany`]: the most elements.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub limit: Option<u32>,
}

impl FieldError {
    /// `field` cannot be taken because of `code`; for what is too long or too many see
    /// [`Self::too_long`] and [`Self::too_many`].
    pub fn new(field: &str, code: InvalidCode) -> Self {
        let limited = matches!(code, InvalidCode::TooLong | InvalidCode::TooMany);
        debug_assert!(!limited, "say what the limit is");
        Self { field: field.to_owned(), code, limit: None }
    }

    /// `field` holds `limit` characters and no more.
    pub fn too_long(field: &str, limit: usize) -> Self {
        Self::beyond(field, InvalidCode::TooLong, limit)
    }

    /// `field` holds `limit` elements and no more.
    pub fn too_many(field: &str, limit: usize) -> Self {
        Self::beyond(field, InvalidCode::TooMany, limit)
    }

    fn beyond(field: &str, code: InvalidCode, limit: usize) -> Self {
        let limit = u32::try_from(limit).unwrap_or(u32::MAX);
        Self { field: field.to_owned(), code, limit: Some(limit) }
    }
}

impl std::fmt::Display for FieldError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {:?}", self.field, self.code)
    }
}

impl std::error::Error for FieldError {}
