//! Purchases and refunds, as a person enters them, and what they tell together.

mod habits;

pub use habits::{Habits, habits};

use serde::{Deserialize, Serialize};

use crate::error::{FieldError, InvalidCode};
use crate::time::Instant;

/// A purchase typed by hand. A refund has a negative amount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PurchaseDraft {
    /// When it took place.
    pub at: Instant,
    /// What was paid, in fen; negative for a refund; not zero where typed by hand.
    #[specta(type = specta_typescript::Number)]
    pub amount_fen: i64,
    /// What was bought, up to 200 characters; may be empty.
    pub item: String,
    /// The shop's order number, up to 64 characters; may be empty.
    pub order_no: String,
}

/// The largest amount of one purchase, in fen: ¥1,000,000,000.
pub const MOST_FEN: i64 = 100_000_000_000;

impl PurchaseDraft {
    /// Trims and checks what was typed.
    ///
    /// # Errors
    /// `amountFen` zero or beyond ±[`MOST_FEN`]; `item` or `orderNo` too long.
    pub fn checked(self) -> Result<Self, FieldError> {
        if self.amount_fen == 0 || self.amount_fen.unsigned_abs() > MOST_FEN.unsigned_abs() {
            return Err(FieldError::new("amountFen", InvalidCode::OutOfRange));
        }
        let item = bounded("item", &self.item, 200)?;
        let order_no = bounded("orderNo", &self.order_no, 64)?;
        Ok(Self { item, order_no, ..self })
    }
}

fn bounded(field: &str, text: &str, limit: usize) -> Result<String, FieldError> {
    let text = text.trim();
    if text.chars().count() > limit {
        return Err(FieldError::new(field, InvalidCode::TooLong));
    }
    Ok(text.to_owned())
}
