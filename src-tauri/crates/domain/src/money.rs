//! Money, in whole fen: never a float, never silently rounded.

use std::fmt;
use std::iter::Sum;

use serde::{Deserialize, Serialize};

use crate::decimal::{Decimal, bounded};
use crate::error::InvalidCode;
use crate::text;

/// An amount in fen (1/100 yuan). Negative for a refund.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    specta::Type,
)]
#[serde(transparent)]
pub struct Fen(#[specta(type = specta_typescript::Number)] pub i64);

/// What a figure in a column counts, as the column's heading says: `金额(万元)`.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "camelCase")]
pub enum MoneyUnit {
    /// 1/100 yuan.
    Fen,
    /// Yuan, where nothing is said.
    #[default]
    Yuan,
    /// Ten thousand yuan.
    TenThousandYuan,
}

impl MoneyUnit {
    /// How many decimal places the unit stands above one fen.
    const fn places(self) -> usize {
        match self {
            Self::Fen => 0,
            Self::Yuan => 2,
            Self::TenThousandYuan => 6,
        }
    }
}

impl Fen {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// The largest amount kept: 2⁵³ − 1 fen, the last whole number a screen counts exactly.
    pub const MAX: Self = Self((1 << 53) - 1);

    /// Reads an amount as offices write it, in `unit`.
    ///
    /// Taken: full-width digits and signs; `¥`, `￥`, `CNY`, `RMB` in front or `元` behind;
    /// `万` or `万元` behind; thousands grouped by commas or blanks (`5,143.39`), the European
    /// way round only where it cannot be anything else (`1.234,56`); a minus in front, behind
    /// the currency sign or at the end, or brackets (`(123.00)`), for a negative amount.
    ///
    /// Not taken, because it could be two amounts: `12,5` and `1,23` (a decimal comma or a slip
    /// in the thousands), commas out of step, foreign currencies. More than two decimals are
    /// refused, unless they are a program's rounding noise (`15.299999999999999`).
    ///
    /// # Errors
    /// [`InvalidCode::Required`], [`InvalidCode::Unreadable`], [`InvalidCode::TooPrecise`],
    /// [`InvalidCode::OutOfRange`] beyond [`Fen::MAX`].
    pub fn parse(text: &str, unit: MoneyUnit) -> Result<Self, InvalidCode> {
        Decimal::parse(text).and_then(|d| d.into_units(unit.places())).map(Self)
    }

    /// The price of `quantity` (in thousandths, see [`quantity`]) at a unit price as written,
    /// rounded half away from zero to whole fen, as a till does.
    ///
    /// # Errors
    /// As [`Fen::parse`].
    pub fn from_unit_price(
        text: &str,
        unit: MoneyUnit,
        thousandths: i64,
    ) -> Result<Self, InvalidCode> {
        let price = Decimal::parse(text)?;
        // One sign is enough: shops write a return as a negative quantity, price or both.
        let negative = price.negative || thousandths < 0;
        let (digits, places) = price.significant();
        let scaled = digits
            .checked_mul(i128::from(thousandths.unsigned_abs()))
            .and_then(|v| v.checked_mul(10_i128.pow(unit.places() as u32)))
            .ok_or(InvalidCode::OutOfRange)?;
        let divisor = 10_i128.checked_pow(places as u32 + 3).ok_or(InvalidCode::TooPrecise)?;
        let fen = scaled.checked_add(divisor / 2).ok_or(InvalidCode::OutOfRange)? / divisor;
        bounded(if negative { -fen } else { fen }).map(Self)
    }

    /// The sum, or `None` beyond what is kept exactly.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let sum = self.0.checked_add(other.0)?;
        (sum.unsigned_abs() <= Self::MAX.0.unsigned_abs()).then_some(Self(sum))
    }

    /// The amount without its sign.
    pub const fn abs(self) -> Self {
        Self(self.0.saturating_abs())
    }

    /// Whether this is a refund.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }
}

/// Yuan with two decimals and no grouping, `-6242.49`: for files and logs. Screens word money in
/// the reader's way.
impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let fen = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", fen / 100, fen % 100)
    }
}

impl Sum for Fen {
    /// Saturates at the ends, which no shop reaches.
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        Self(amounts.fold(0_i64, |sum, fen| sum.saturating_add(fen.0)))
    }
}

/// Reads how many were bought, in thousandths so that half a kilo is exact: `3`, `1.5`, `3件`,
/// `-1` for a return.
///
/// # Errors
/// As [`Fen::parse`].
pub fn quantity(text: &str) -> Result<i64, InvalidCode> {
    let text = text::clean(text);
    let bare = text.trim_end_matches(|c: char| {
        text::is_blank(c) || (!c.is_ascii() && c.is_alphabetic() && !c.is_numeric())
    });
    // A measure word is one or two characters: 件, 公斤.
    let measure = text[bare.len()..].trim_matches(text::is_blank);
    if measure.chars().count() > 2 || measure.contains('万') {
        return Err(InvalidCode::Unreadable);
    }
    let bare = if bare.is_empty() { text } else { bare };
    Decimal::parse(bare).and_then(|d| d.into_units(3))
}

#[cfg(test)]
#[path = "money_tests.rs"]
mod tests;
