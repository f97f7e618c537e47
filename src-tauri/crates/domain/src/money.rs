//! Money, in whole fen: never a float, never silently rounded.

use std::fmt;
use std::iter::Sum;

use serde::{Deserialize, Serialize};

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

fn bounded(value: i128) -> Result<i64, InvalidCode> {
    if value.unsigned_abs() > Fen::MAX.0.unsigned_abs().into() {
        return Err(InvalidCode::OutOfRange);
    }
    i64::try_from(value).map_err(|_| InvalidCode::OutOfRange)
}

/// A written number: its digits and where the point stands.
struct Decimal {
    negative: bool,
    /// Digits before and after the point, grouping removed.
    digits: i128,
    /// How many of them stand after the point.
    places: usize,
}

impl Decimal {
    fn parse(text: &str) -> Result<Self, InvalidCode> {
        let cell = text::clean(text);
        if cell.is_empty() {
            return Err(InvalidCode::Required);
        }
        let folded = text::fold(cell);
        let (negative, body) = sign_and_body(&folded).ok_or(InvalidCode::Unreadable)?;
        let (body, shift) = match body.strip_suffix('万') {
            Some(body) => (body.trim_end(), 4),
            None => (body, 0),
        };
        let (whole, fraction) = split_number(body).ok_or(InvalidCode::Unreadable)?;
        if fraction.len() > 30 {
            return Err(InvalidCode::TooPrecise);
        }
        let mut digits = 0_i128;
        for b in whole.bytes().chain(fraction.bytes()).filter(u8::is_ascii_digit) {
            // 10³⁰ is far beyond any amount and far below the end of the type.
            if digits > 10_i128.pow(30) {
                return Err(InvalidCode::OutOfRange);
            }
            digits = digits * 10 + i128::from(b - b'0');
        }
        let mut places = fraction.len();
        if shift > places {
            digits *= 10_i128.pow((shift - places) as u32);
            places = 0;
        } else {
            places -= shift;
        }
        Ok(Self { negative, digits, places })
    }

    /// The digits with trailing zeros after the point and rounding noise removed.
    fn significant(&self) -> (i128, usize) {
        let (mut digits, mut places) = (self.digits, self.places);
        // A float printed in full: two decimals, then six or more zeros or nines.
        if places >= 8 {
            let tail = 10_i128.pow(places as u32 - 2);
            let rest = digits % tail;
            let six = 10_i128.pow(places as u32 - 8);
            match rest / six {
                0 => (digits, places) = (digits / tail, 2),
                999_999 => (digits, places) = (digits / tail + 1, 2),
                _ => {}
            }
        }
        while places > 0 && digits % 10 == 0 {
            digits /= 10;
            places -= 1;
        }
        (digits, places)
    }

    fn into_units(self, unit_places: usize) -> Result<i64, InvalidCode> {
        let (digits, places) = self.significant();
        let shift = unit_places.checked_sub(places).ok_or(InvalidCode::TooPrecise)?;
        let value = digits.checked_mul(10_i128.pow(shift as u32)).ok_or(InvalidCode::OutOfRange)?;
        bounded(if self.negative { -value } else { value })
    }
}

/// Strips sign, brackets and currency; `None` for two signs or a stray one.
fn sign_and_body(text: &str) -> Option<(bool, &str)> {
    let mut body = text.trim();
    let (mut signs, mut plus) = (0, 0);
    if let Some(inner) = body.strip_prefix('(').and_then(|b| b.strip_suffix(')')) {
        signs += 1;
        body = inner.trim();
    }
    loop {
        let before = body;
        if let Some(rest) = body.strip_prefix('-').or_else(|| body.strip_prefix('负')) {
            signs += 1;
            body = rest.trim_start();
        } else if let Some(rest) = body.strip_prefix('+') {
            plus += 1;
            body = rest.trim_start();
        }
        for sign in ["¥", "CNY", "RMB", "cny", "rmb", "人民币"] {
            if let Some(rest) = body.strip_prefix(sign) {
                body = rest.trim_start();
            }
        }
        if body == before {
            break;
        }
    }
    if let Some(rest) = body.strip_suffix('-') {
        signs += 1;
        body = rest.trim_end();
    }
    for sign in ["元整", "元", "圆", "CNY", "RMB"] {
        if let Some(rest) = body.strip_suffix(sign) {
            body = rest.trim_end();
            break;
        }
    }
    (signs + plus <= 1).then_some((signs == 1, body))
}

/// The whole part (with its grouping still in) and the decimals, where the text is one number.
fn split_number(body: &str) -> Option<(&str, &str)> {
    let (whole, fraction) = match (body.rfind('.'), body.rfind(',')) {
        (Some(point), Some(comma)) if comma > point => {
            // 1.234,56: only where the points are in step and two decimals follow.
            let (whole, fraction) = (&body[..comma], &body[comma + 1..]);
            if fraction.len() != 2 || !in_step(whole, b'.') {
                return None;
            }
            return all_digits(fraction).then_some((whole, fraction));
        }
        (Some(point), _) => (&body[..point], &body[point + 1..]),
        (None, _) => (body, ""),
    };
    let grouped = all_digits(whole)
        || in_step(whole, b',')
        || in_step(whole, b' ')
        || (whole.is_empty() && !fraction.is_empty());
    (grouped && all_digits_or_empty(fraction)).then_some((whole, fraction))
}

/// Whether the digits stand in threes behind the first one to three, parted by `mark`.
fn in_step(text: &str, mark: u8) -> bool {
    let mut groups = text.split(char::from(mark));
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len())
        && all_digits(first)
        && text.len() > first.len()
        && groups.all(|g| g.len() == 3 && all_digits(g))
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && all_digits_or_empty(text)
}

fn all_digits_or_empty(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
#[path = "money_tests.rs"]
mod tests;
