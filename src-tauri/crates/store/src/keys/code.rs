//! The printed recovery code: 128 random bits as twelve words with a check among them (BIP 39).

use bip39::{Language, Mnemonic};
use huike_domain::vault::CodeProblem;
use zeroize::Zeroizing;

use crate::StoreError;

/// In which words a code is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeWords {
    /// Twelve English words.
    English,
    /// Twelve Chinese characters.
    Chinese,
}

impl CodeWords {
    const ALL: [Self; 2] = [Self::English, Self::Chinese];

    const fn list(self) -> Language {
        match self {
            Self::English => Language::English,
            Self::Chinese => Language::SimplifiedChinese,
        }
    }
}

/// A recovery code; wiped from memory when dropped.
pub struct RecoveryCode(Zeroizing<[u8; BYTES]>);

const BYTES: usize = 16;

/// Words of a code.
const WORDS: usize = 12;

impl RecoveryCode {
    pub(super) fn random() -> Result<Self, StoreError> {
        let mut bytes = Zeroizing::new([0; BYTES]);
        super::fill(bytes.as_mut_slice())?;
        Ok(Self(bytes))
    }

    /// What is put in the place of a passphrase, the same in whichever words it was printed.
    pub(super) fn secret(&self) -> Zeroizing<String> {
        Zeroizing::new(hex::encode(self.0.as_slice()))
    }

    /// The twelve words to print.
    ///
    /// # Errors
    /// [`StoreError::Engine`], which 16 bytes never cause.
    pub fn words(&self, words: CodeWords) -> Result<Vec<String>, StoreError> {
        let phrase = Mnemonic::from_entropy_in(words.list(), self.0.as_slice())
            .map_err(|error| StoreError::Engine(error.to_string()))?;
        Ok(phrase.words().map(str::to_owned).collect())
    }

    pub(super) fn read(text: &str) -> Result<Self, CodeProblem> {
        let lower = Zeroizing::new(text.to_lowercase());
        let marks = |c: char| c.is_whitespace() || c.is_ascii_punctuation() || c.is_ascii_digit();
        let words = lower.split(marks).filter(|word| !word.is_empty());
        let words: Vec<String> = if lower.is_ascii() {
            words.map(str::to_owned).collect()
        } else {
            // Each Chinese word is one character, and people do not put spaces between them.
            words.flat_map(|word| word.chars().map(String::from)).collect()
        };
        let written = CodeWords::ALL[usize::from(!lower.is_ascii())].list();
        if let Some(place) = words.iter().position(|word| written.find_word(word).is_none()) {
            return Err(CodeProblem::Unknown { place: u32::try_from(place).unwrap_or(0) + 1 });
        }
        if words.len() != WORDS {
            let found = u32::try_from(words.len()).unwrap_or(u32::MAX);
            return Err(CodeProblem::Count { found });
        }
        let phrase = Mnemonic::parse_in_normalized(written, &words.join(" "))
            .map_err(|_| CodeProblem::Check)?;
        let bytes = Zeroizing::new(phrase.to_entropy());
        bytes
            .as_slice()
            .try_into()
            .map(|bytes| Self(Zeroizing::new(bytes)))
            .map_err(|_| CodeProblem::Check)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code() -> RecoveryCode {
        RecoveryCode(Zeroizing::new([7; BYTES]))
    }

    #[track_caller]
    fn check(text: &str, expected: Result<(), CodeProblem>) {
        let read = RecoveryCode::read(text).map(|read| assert_eq!(read.0, code().0));
        assert_eq!(read, expected, "{text}");
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let words = |words| code().words(words).expect("words");
        let (english, chinese) = (words(CodeWords::English), words(CodeWords::Chinese));
        check(&english.join(" "), Ok(()));
        check(&english.join(", ").to_uppercase(), Ok(()));
        check(&format!("1. {}\n", english.join("\n2. ")), Ok(()));
        check(&chinese.join(""), Ok(()));
        check(&chinese.join("  "), Ok(()));
        check("", Err(CodeProblem::Count { found: 0 }));
        check(&english[..11].join(" "), Err(CodeProblem::Count { found: 11 }));
        let mut wrong = english.clone();
        wrong[4] = "huike".to_owned();
        check(&wrong.join(" "), Err(CodeProblem::Unknown { place: 5 }));
        let mut swapped = chinese;
        swapped[0] =
            if swapped[0] == swapped[1] { swapped[11].clone() } else { swapped[1].clone() };
        check(&swapped.join(""), Err(CodeProblem::Check));
    }
}
