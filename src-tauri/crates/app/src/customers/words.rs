//! Words that are in use already, so that nobody types a second one for the same.

use huike_domain::customers::CustomKind;
use huike_domain::customers::filter::{Field, FieldKind, Unmet};
use huike_domain::error::InvalidCode;
use huike_domain::ids::FieldId;
use serde::{Deserialize, Serialize};

use super::list::{library, with_lists};
use crate::App;
use crate::error::AppError;

/// A word and how many customers have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct WordCount {
    /// The word.
    pub word: String,
    /// Customers who have it.
    pub customers: u32,
}

/// Words that one answer offers.
const MOST_WORDS: usize = 12;

/// Words that customers have in a field of words or tags, or in the shop's own field `own` of
/// text: those of the most customers first, at most twelve; those that hold `text`, where there is
/// one.
///
/// # Errors
/// [`AppError::Invalid`] of `field` where it holds no words; [`AppError::NotFound`] of a field
/// that is gone.
pub fn words(
    app: &App,
    field: Field,
    own: Option<FieldId>,
    text: String,
) -> Result<Vec<WordCount>, AppError> {
    let impossible = || AppError::invalid("field", InvalidCode::Impossible);
    if own.is_none() && !matches!(field.kind(), FieldKind::Words | FieldKind::Set) {
        return Err(impossible());
    }
    let found = with_lists(app, |lists| {
        let Some(id) = own else { return Ok(lists.words(field, &text, MOST_WORDS)) };
        let library = library(lists.reader())?;
        let field = library.field(id).ok_or(Unmet::NoField(id))?;
        if field.kind != CustomKind::Text {
            return Err(impossible());
        }
        Ok(lists.own_words(field, &text, MOST_WORDS)?)
    })?;
    Ok(found.into_iter().map(|(word, customers)| WordCount { word, customers }).collect())
}
