//! Phone numbers in one form, whatever was typed.

use phonenumber::country::Id;

use crate::error::InvalidCode;

/// A number in E.164, e.g. `+8613800138000`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone(String);

impl Phone {
    /// Reads a number as people in China write it.
    ///
    /// # Errors
    /// [`InvalidCode::Unreadable`].
    pub fn parse(text: &str) -> Result<Self, InvalidCode> {
        phonenumber::parse(Some(Id::CN), text)
            .ok()
            .filter(phonenumber::is_valid)
            .map(|n| Self(n.format().mode(phonenumber::Mode::E164).to_string()))
            .ok_or(InvalidCode::Unreadable)
    }

    /// E.164.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
