//! Purchases and refunds, as a person enters them, and what they tell together.

mod habits;
mod refund;

pub use habits::{Habits, habits};
pub use refund::{LineBack, RefundDraft, RefundRefusal, Stays, is_taken_back};

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
    /// That a refund goes beyond what the customer ever paid was seen and is meant.
    #[serde(default)]
    pub beyond_paid: bool,
}

/// Whether a refund gives back more than a customer ever paid: most likely a slip of the keys, now
/// and then a purchase that was never entered. `paid_fen` is what they paid less what went back.
#[must_use]
pub const fn beyond_paid(amount_fen: i64, paid_fen: i64) -> bool {
    amount_fen < 0 && amount_fen.saturating_neg() > paid_fen
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
        return Err(FieldError::too_long(field, limit));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refund_of_more_than_was_paid() {
        for (amount_fen, paid_fen, expected) in [
            (-100, 100, false),
            (-101, 100, true),
            (-1, 0, true),
            (-1, -5, true),
            (1, 0, false),
            (500, -100, false),
        ] {
            assert_eq!(beyond_paid(amount_fen, paid_fen), expected, "{amount_fen} of {paid_fen}");
        }
    }
}
