//! Fields of the shop's own.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::error::{FieldError, InvalidCode};
use crate::ids::FieldId;

/// What a field of the shop's own holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum CustomKind {
    /// Text of up to 500 characters.
    Text,
    /// A number with up to four decimals.
    Number,
    /// A civil day.
    Date,
    /// One of the field's choices.
    Choice,
    /// Yes or no.
    YesNo,
    /// An amount of money.
    Money,
}

impl CustomKind {
    /// Every kind, in the order screens offer them.
    pub const ALL: [Self; 6] =
        [Self::Text, Self::Number, Self::Date, Self::Choice, Self::YesNo, Self::Money];

    /// As it lies in the file.
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// Reads [`Self::code`].
    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// One choice of a field. Its number stays when its text is mended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CustomChoice {
    /// Unique within the field, from 1.
    pub number: u16,
    /// Up to 60 characters.
    pub text: String,
}

/// A field of the shop's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CustomField {
    /// Which; made by the caller.
    pub id: FieldId,
    /// What the shop calls it, up to 40 characters, unique among the fields.
    pub name: String,
    /// What it holds; stays as it was made.
    pub kind: CustomKind,
    /// The choices of a field of that kind, at most 100; empty for the others.
    pub choices: Vec<CustomChoice>,
}

/// The most fields of the shop's own.
pub const MOST_FIELDS: usize = 60;

/// Most choices of one field.
const MOST_CHOICES: usize = 100;

/// The greatest number in ten-thousandths and the greatest amount in fen: what JavaScript counts
/// exactly.
pub const GREATEST: i64 = 9_007_199_254_740_991;

/// A value of a field of the shop's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", content = "value", rename_all = "camelCase")]
pub enum CustomValue {
    /// Of [`CustomKind::Text`].
    Text(String),
    /// Of [`CustomKind::Number`], in ten-thousandths.
    Number(#[specta(type = specta_typescript::Number)] i64),
    /// Of [`CustomKind::Date`].
    Date(NaiveDate),
    /// Of [`CustomKind::Choice`]: the choice's number.
    Choice(u16),
    /// Of [`CustomKind::YesNo`].
    YesNo(bool),
    /// Of [`CustomKind::Money`], in fen.
    Money(#[specta(type = specta_typescript::Number)] i64),
}

impl CustomValue {
    /// What kind of field holds it.
    #[must_use]
    pub const fn kind(&self) -> CustomKind {
        match self {
            Self::Text(_) => CustomKind::Text,
            Self::Number(_) => CustomKind::Number,
            Self::Date(_) => CustomKind::Date,
            Self::Choice(_) => CustomKind::Choice,
            Self::YesNo(_) => CustomKind::YesNo,
            Self::Money(_) => CustomKind::Money,
        }
    }
}

/// A field and its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CustomEntry {
    /// Which field.
    pub field: FieldId,
    /// Its value.
    pub value: CustomValue,
}

impl CustomField {
    /// Trims and bounds a definition.
    ///
    /// # Errors
    /// `name` or `choices`: missing, too long, or twice the same.
    pub fn checked(mut self) -> Result<Self, FieldError> {
        super::bounded("name", &mut self.name, 40)?;
        if self.name.is_empty() {
            return Err(FieldError::new("name", InvalidCode::Required));
        }
        for choice in &mut self.choices {
            super::bounded("choices", &mut choice.text, 60)?;
        }
        self.choices.retain(|choice| !choice.text.is_empty());
        if self.kind != CustomKind::Choice {
            self.choices.clear();
        } else if self.choices.is_empty() {
            return Err(FieldError::new("choices", InvalidCode::Required));
        }
        if self.choices.len() > MOST_CHOICES {
            return Err(FieldError::too_many("choices", MOST_CHOICES));
        }
        let twice = self.choices.iter().enumerate().any(|(place, choice)| {
            self.choices[..place].iter().any(|c| c.number == choice.number || c.text == choice.text)
        });
        if twice {
            return Err(FieldError::new("choices", InvalidCode::Taken));
        }
        Ok(self)
    }

    /// Trims and bounds a value of this field; `None` where nothing is left of a text.
    ///
    /// # Errors
    /// On the field's id: of another kind, too long, out of range, or no such choice.
    pub fn check(&self, value: CustomValue) -> Result<Option<CustomValue>, FieldError> {
        let field = self.id.to_string();
        let refuse = |code| Err(FieldError::new(&field, code));
        if value.kind() != self.kind {
            return refuse(InvalidCode::Unreadable);
        }
        match value {
            CustomValue::Text(mut text) => {
                super::bounded(&field, &mut text, 500)?;
                Ok((!text.is_empty()).then_some(CustomValue::Text(text)))
            }
            CustomValue::Number(number) | CustomValue::Money(number) if number.abs() > GREATEST => {
                refuse(InvalidCode::OutOfRange)
            }
            CustomValue::Choice(number) if self.choices.iter().all(|c| c.number != number) => {
                refuse(InvalidCode::Unknown)
            }
            value => Ok(Some(value)),
        }
    }
}

/// Holds the values of a draft to the shop's fields.
///
/// # Errors
/// As [`CustomField::check`]; `custom` is unknown where the shop has no such field.
pub fn check_entries(
    fields: &[CustomField],
    entries: Vec<CustomEntry>,
) -> Result<Vec<CustomEntry>, FieldError> {
    let mut kept = Vec::with_capacity(entries.len());
    for CustomEntry { field, value } in entries {
        let known = fields.iter().find(|known| known.id == field);
        let known = known.ok_or_else(|| FieldError::new("custom", InvalidCode::Unknown))?;
        kept.extend(known.check(value)?.map(|value| CustomEntry { field, value }));
    }
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(kind: CustomKind) -> CustomField {
        let choices = [(1, "少糖"), (2, "无糖")]
            .map(|(number, text)| CustomChoice { number, text: text.to_owned() })
            .into();
        let id = FieldId::from_uuid(uuid::Uuid::nil());
        CustomField { id, name: " 甜度 ".to_owned(), kind, choices }.checked().expect("a field")
    }

    #[test]
    fn values_are_held_to_their_field() {
        use CustomValue as V;
        #[track_caller]
        fn check(kind: CustomKind, value: V, expected: Result<Option<V>, InvalidCode>) {
            assert_eq!(field(kind).check(value).map_err(|error| error.code), expected);
        }
        check(CustomKind::Text, V::Text("  ".to_owned()), Ok(None));
        check(CustomKind::Text, V::Text(" a ".to_owned()), Ok(Some(V::Text("a".to_owned()))));
        check(CustomKind::Text, V::Text("长".repeat(501)), Err(InvalidCode::TooLong));
        check(CustomKind::Choice, V::Choice(2), Ok(Some(V::Choice(2))));
        check(CustomKind::Choice, V::Choice(3), Err(InvalidCode::Unknown));
        check(CustomKind::Money, V::Money(GREATEST + 1), Err(InvalidCode::OutOfRange));
        check(CustomKind::Money, V::Number(1), Err(InvalidCode::Unreadable));
    }
}
