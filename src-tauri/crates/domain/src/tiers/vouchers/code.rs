//! The code on a voucher: eight characters and one that tells a slip of the pen.

use std::fmt;

/// Digits and letters without those that look alike (0 O, 1 I L): thirty-one, a prime, so that a
/// weighted sum finds every single wrong character and every two that changed places.
pub const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";

const FREE: usize = 8;

/// A code that was checked, without hyphens.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code(String);

impl Code {
    /// Reads what somebody typed: any case, blanks and hyphens anywhere. None where a character
    /// is none of ours, too many or too few, or the check does not hold.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let letters = typed.chars().filter(|letter| !letter.is_whitespace() && *letter != '-');
        let bytes: Vec<u8> = letters
            .map(|letter| u8::try_from(letter.to_ascii_uppercase()).ok())
            .collect::<Option<_>>()?;
        let (check, free) = bytes.split_last()?;
        let values: Vec<usize> = free.iter().map(|byte| value(*byte)).collect::<Option<_>>()?;
        let fits = values.len() == FREE && checking(&values) == *check;
        fits.then(|| Self(bytes.iter().map(|byte| char::from(*byte)).collect()))
    }

    /// As it lies in the file: nine characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// In threes, as people read it out: `7KQ-M2X-4TP`.
impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, rest) = self.0.split_at(3);
        let (second, third) = rest.split_at(3);
        write!(f, "{first}-{second}-{third}")
    }
}

/// The code of a random number: 852 billion of them.
#[must_use]
pub fn code_of(random: u64) -> Code {
    let mut left = random;
    let values: Vec<usize> = (0..FREE)
        .map(|_| {
            let value = usize::try_from(left % 31).unwrap_or(0);
            left /= 31;
            value
        })
        .collect();
    let letters = values.iter().map(|value| ALPHABET[*value]).chain([checking(&values)]);
    Code(letters.map(char::from).collect())
}

fn value(byte: u8) -> Option<usize> {
    ALPHABET.iter().position(|known| *known == byte)
}

fn checking(values: &[usize]) -> u8 {
    let sum: usize = values.iter().zip(2..).map(|(value, weight)| value * weight).sum();
    ALPHABET[(31 - sum % 31) % 31]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = code_of(123_456_789_012);
        let shown = code.to_string();
        assert_eq!(shown.len(), 11);
        for typed in [shown.clone(), shown.to_lowercase(), shown.replace('-', " "), code.0.clone()]
        {
            assert_eq!(Code::parse(&typed), Some(code.clone()), "{typed}");
        }
        for typed in ["", "abc", "IIIIIIIII", "一二三四五六七八九", "ABCDEFGHJK"] {
            assert_eq!(Code::parse(typed), None, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn a_slip_is_found(random in any::<u64>(), place in 0..9_usize, other in 0..31_usize) {
            let code = code_of(random);
            let mut slipped = code.0.clone().into_bytes();
            slipped[place] = ALPHABET[other];
            let slipped = String::from_utf8(slipped).expect("letters");
            prop_assert_eq!(Code::parse(&slipped).is_some(), slipped == code.0);
            let mut swapped = code.0.clone().into_bytes();
            swapped.swap(place, (place + 1) % 9);
            let swapped = String::from_utf8(swapped).expect("letters");
            prop_assert_eq!(Code::parse(&swapped).is_some(), swapped == code.0);
        }
    }
}
