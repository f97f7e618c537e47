//! A number as offices write it: sign or brackets, currency, grouping, decimals. Exact; what could
//! be two numbers is refused.

use crate::error::InvalidCode;
use crate::text;

/// 2⁵³ − 1, the last whole number a screen counts exactly.
pub(crate) const MOST: u64 = (1 << 53) - 1;

/// A count of smallest units within what a screen counts exactly.
pub(crate) fn bounded(value: i128) -> Result<i64, InvalidCode> {
    if value.unsigned_abs() > MOST.into() {
        return Err(InvalidCode::OutOfRange);
    }
    i64::try_from(value).map_err(|_| InvalidCode::OutOfRange)
}

/// A written number: its digits and where the point stands.
pub(crate) struct Decimal {
    pub(crate) negative: bool,
    /// Digits before and after the point, grouping removed.
    digits: i128,
    /// How many of them stand after the point.
    places: usize,
}

impl Decimal {
    pub(crate) fn parse(text: &str) -> Result<Self, InvalidCode> {
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
    pub(crate) fn significant(&self) -> (i128, usize) {
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

    pub(crate) fn into_units(self, unit_places: usize) -> Result<i64, InvalidCode> {
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
