//! Telephone numbers, brought to one form so that the same person is recognised however the
//! number was written.
//!
//! The `phonenumber` library (Google's metadata) decides. A million rows of an import are nearly
//! all Chinese mobiles, so these take a short path that a property test holds to the library's
//! answer.

use std::fmt;
use std::str::FromStr;

use phonenumber::{Mode, country};
use serde::{Deserialize, Serialize};

use crate::error::{FieldError, InvalidCode};
use crate::text;

/// A telephone number: E.164 (`+8619905132140`), with `;ext=802` after it where there is an
/// extension (RFC 3966), because two people behind one switchboard are two people.
#[derive(
    Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type,
)]
#[serde(try_from = "String", into = "String")]
#[specta(transparent)]
pub struct Phone(String);

const EXTENSION: &str = ";ext=";

impl Phone {
    /// Reads a number as people write it: full-width digits, blanks, dashes, dots and brackets;
    /// `+86`, `0086` or a bare `86` in front; landlines with their area code; an extension after
    /// `转`, `分机`, `ext`, `x` or `#`. A number without a country code is a Chinese one.
    ///
    /// # Errors
    /// [`InvalidCode::Required`], [`InvalidCode::Shortened`], [`InvalidCode::Ambiguous`] for
    /// several numbers in one text, [`InvalidCode::Unreadable`].
    pub fn parse(text: &str) -> Result<Self, InvalidCode> {
        Self::parse_in(text, "CN")
    }

    /// [`Phone::parse`] for a shop in another country: a number without a country code belongs to
    /// `region` (ISO 3166, `HK`).
    ///
    /// # Errors
    /// As [`Phone::parse`].
    pub fn parse_in(text: &str, region: &str) -> Result<Self, InvalidCode> {
        let text = text::clean(text);
        if text.is_empty() {
            return Err(InvalidCode::Required);
        }
        if region == "CN"
            && let Some(mobile) = chinese_mobile(text)
        {
            return Ok(Self(mobile));
        }
        by_library(text, region)
    }

    /// Takes a number already in the form this type keeps, as read back from the shop's file.
    ///
    /// # Errors
    /// [`InvalidCode::Unreadable`] when it is not in that form.
    pub fn from_stored(text: impl Into<String>) -> Result<Self, InvalidCode> {
        let text = text.into();
        let (number, extension) = split(&text);
        let digits = |s: &str, most: usize| {
            !s.is_empty() && s.len() <= most && s.bytes().all(|b| b.is_ascii_digit())
        };
        let good = number.strip_prefix('+').is_some_and(|n| digits(n, 17))
            && extension.is_none_or(|e| digits(e, 7));
        if good { Ok(Self(text)) } else { Err(InvalidCode::Unreadable) }
    }

    /// As kept and compared: `+8619905132140`, or `+861012345678;ext=802`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number without its extension, in E.164.
    pub fn e164(&self) -> &str {
        split(&self.0).0
    }

    /// The extension behind a switchboard.
    pub fn extension(&self) -> Option<&str> {
        split(&self.0).1
    }

    /// The digits to search by: as dialled at home for a Chinese number (`19905132140`), with
    /// the country code for any other.
    pub fn digits(&self) -> &str {
        let number = self.e164();
        number.strip_prefix("+86").unwrap_or(&number[1..])
    }

    /// Whether it is a Chinese mobile number without an extension.
    pub fn is_chinese_mobile(&self) -> bool {
        self.0.strip_prefix("+86").is_some_and(|digits| is_mobile(digits.as_bytes()))
    }

    /// The last four digits, by which people at a counter give their number.
    pub fn last_four(&self) -> &str {
        let digits = self.digits();
        &digits[digits.len().saturating_sub(4)..]
    }

    /// For reading aloud: `199 0513 2140`, `010 1234 5678`, `+852 2123 4567`; an extension
    /// follows after ` #`.
    pub fn display(&self) -> String {
        let number = self.e164();
        let mut shown = match number.strip_prefix("+86") {
            Some(m) if is_mobile(m.as_bytes()) => format!("{} {} {}", &m[..3], &m[3..7], &m[7..]),
            _ => match phonenumber::PhoneNumber::from_str(number) {
                Ok(parsed) if number.starts_with("+86") => {
                    parsed.format().mode(Mode::National).to_string()
                }
                Ok(parsed) => parsed.format().mode(Mode::International).to_string(),
                Err(_) => number.to_owned(),
            },
        };
        if let Some(extension) = self.extension() {
            shown.push_str(" #");
            shown.push_str(extension);
        }
        shown
    }

    /// For a screen others can see: all but the first three and the last four digits hidden,
    /// `199 **** 2140`. The extension is left out.
    pub fn masked(&self) -> String {
        let shown = match split(&self.0).1 {
            Some(_) => Self(self.e164().to_owned()).display(),
            None => self.display(),
        };
        let digits = shown.bytes().filter(u8::is_ascii_digit).count();
        let mut seen = 0;
        shown
            .chars()
            .map(|c| {
                if !c.is_ascii_digit() {
                    return c;
                }
                seen += 1;
                if seen > 3 && seen + 4 <= digits { '*' } else { c }
            })
            .collect()
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.display())
    }
}

impl TryFrom<String> for Phone {
    type Error = FieldError;

    fn try_from(text: String) -> Result<Self, FieldError> {
        Self::from_stored(text).map_err(|code| FieldError::new("phone", code))
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> Self {
        phone.0
    }
}

fn split(stored: &str) -> (&str, Option<&str>) {
    match stored.split_once(EXTENSION) {
        Some((number, extension)) => (number, Some(extension)),
        None => (stored, None),
    }
}

/// Whether eleven digits are a Chinese mobile by the library's own pattern (metadata 9.0):
/// `1740[0-5]\d{6}|1(?:[38]\d|4[57]|[59][0-35-9]|6[25-7]|7[0-35-8])\d{8}`.
fn is_mobile(digits: &[u8]) -> bool {
    let [b'1', second, third, rest @ ..] = digits else {
        return false;
    };
    let range = match second {
        b'3' | b'8' => true,
        b'4' => matches!(third, b'5' | b'7'),
        b'5' | b'9' => *third != b'4',
        b'6' => matches!(third, b'2' | b'5'..=b'7'),
        b'7' => {
            matches!(third, b'0'..=b'3' | b'5'..=b'8')
                || (*third == b'4' && rest.first() == Some(&b'0') && rest.get(1) <= Some(&b'5'))
        }
        _ => false,
    };
    range && rest.len() == 8 && digits.iter().all(u8::is_ascii_digit)
}

/// Ranges are opened faster than programs are updated: eleven digits from 13 to 19 are taken as a
/// mobile even where the library does not know the range yet.
fn is_future_mobile(digits: &str) -> bool {
    digits.len() == 11 && matches!(digits.as_bytes()[..2], [b'1', b'3'..=b'9'])
}

/// The short path: a Chinese mobile, or `None` to ask the library.
fn chinese_mobile(text: &str) -> Option<String> {
    let mut digits = [0_u8; 15];
    let mut len = 0;
    let mut plus = false;
    for c in text.chars() {
        match text::fold_char(c) {
            d @ '0'..='9' => {
                *digits.get_mut(len)? = d as u8;
                len += 1;
            }
            '+' if len == 0 && !plus => plus = true,
            ' ' | '-' => {}
            _ => return None,
        }
    }
    let digits = &digits[..len];
    let mobile = match len {
        11 if !plus => digits,
        13 => digits.strip_prefix(b"86")?,
        15 if !plus => digits.strip_prefix(b"0086")?,
        _ => return None,
    };
    is_mobile(mobile).then(|| {
        let mut out = String::with_capacity(14);
        out.push_str("+86");
        out.extend(mobile.iter().map(|&b| char::from(b)));
        out
    })
}

/// The digits of a number that a program took for an amount: `13800000001.0`, and with an exponent
/// where not one of its digits is lost, `1.3800000001E10`.
fn whole(number: &str) -> Option<String> {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let (mantissa, exponent) = match number.split_once('e') {
        Some((mantissa, exponent)) => {
            (mantissa, exponent.strip_prefix('+').unwrap_or(exponent).parse::<usize>().ok()?)
        }
        None => (number, 0),
    };
    let (head, tail) = mantissa.split_once('.')?;
    let is_float = digits(head) && digits(tail) && !head.is_empty() && !tail.is_empty();
    // A landline may be written with a point: 010.62345678.
    if !is_float || tail.len() < exponent || head.len() + exponent < 10 {
        return None;
    }
    let (kept, zeros) = tail.split_at(exponent);
    zeros.bytes().all(|b| b == b'0').then(|| format!("{head}{kept}"))
}

fn by_library(text: &str, region: &str) -> Result<Phone, InvalidCode> {
    let folded = text::fold(text).to_lowercase();
    let mut number = folded.as_str();
    for label in ["tel:", "tel.", "tel", "电话:", "电话", "手机:", "手机", "ph:"] {
        if let Some(rest) = number.strip_prefix(label) {
            number = rest.trim_start();
            break;
        }
    }
    let whole = whole(number);
    let (number, extension) = cut_extension(whole.as_deref().unwrap_or(number));
    if looks_shortened(number) {
        return Err(InvalidCode::Shortened);
    }
    // The library digs a number out of any sentence; here a cell holds a number or it does not.
    if !number.chars().all(|c| c.is_ascii_digit() || " +-.()[]/,;、~".contains(c)) {
        return Err(InvalidCode::Unreadable);
    }
    let parts = number.split(['/', ',', ';', '、', '~']);
    if parts.filter(|p| p.bytes().filter(u8::is_ascii_digit).count() >= 7).count() > 1 {
        return Err(InvalidCode::Ambiguous);
    }
    if number.contains([',', ';', '、', '~', '/']) {
        return Err(InvalidCode::Unreadable);
    }
    let region = region.parse::<country::Id>().ok();
    let Ok(parsed) = phonenumber::parse(region, number) else {
        return Err(InvalidCode::Unreadable);
    };
    let e164 = parsed.format().mode(Mode::E164).to_string();
    let future = e164.strip_prefix("+86").is_some_and(is_future_mobile);
    if !future && !phonenumber::is_valid(&parsed) {
        return Err(InvalidCode::Unreadable);
    }
    Phone::from_stored(match extension {
        Some(extension) => format!("{e164}{EXTENSION}{extension}"),
        None => e164,
    })
}

/// Splits off an extension of one to seven digits after one of the usual marks.
fn cut_extension(number: &str) -> (&str, Option<&str>) {
    let digits = number.len() - number.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    if !(1..=7).contains(&digits) {
        return (number, None);
    }
    let (before, extension) = number.split_at(number.len() - digits);
    let before = before.trim_end_matches([' ', '.', ':']);
    for mark in ["转", "分机", "ext", "extn", "x", "#", ";ext="] {
        if let Some(number) = before.strip_suffix(mark) {
            let number = number.trim_end_matches([' ', ',', ';', '-', '(', '转']);
            return (number, Some(extension));
        }
    }
    (number, None)
}

/// `1.99e+10`: what a spreadsheet shows of a long number.
fn looks_shortened(number: &str) -> bool {
    number.split_once('e').is_some_and(|(mantissa, exponent)| {
        let exponent = exponent.trim_start_matches('+');
        mantissa.chars().all(|c| c.is_ascii_digit() || c == '.')
            && !mantissa.is_empty()
            && !exponent.is_empty()
            && exponent.bytes().all(|b| b.is_ascii_digit())
    })
}

#[cfg(test)]
#[path = "phone_tests.rs"]
mod tests;
