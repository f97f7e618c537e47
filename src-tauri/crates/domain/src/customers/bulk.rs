//! One change that many customers can have at once.

use serde::{Deserialize, Serialize};

use super::filter::{Field, FieldKind, Filter, Library, Test, Unmet};
use super::{CustomValue, MOST_LIKED, MOST_TAGS, checked_tags};
use crate::error::{FieldError, InvalidCode};
use crate::ids::{FieldId, PreferenceId};

/// What is changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum BulkChange {
    /// Gives them these tags, behind those they have.
    AddTags {
        /// One to 30 tags.
        tags: Vec<String>,
    },
    /// Takes these tags away.
    RemoveTags {
        /// One to 30 tags.
        tags: Vec<String>,
    },
    /// Writes the same into one field.
    Set {
        /// Which field.
        field: BulkField,
        /// The text, or a choice by its name on the wire; empty for nothing.
        value: String,
    },
    /// Writes the same into a field of the shop's own.
    SetOwn {
        /// Which field.
        field: FieldId,
        /// The value; none to empty it.
        value: Option<CustomValue>,
    },
    /// Has them like these too.
    AddPreferences {
        /// One to 60, of the shop's library.
        ids: Vec<PreferenceId>,
    },
    /// Has them like these no more.
    RemovePreferences {
        /// One to 60.
        ids: Vec<PreferenceId>,
    },
}

/// A field that many customers can have the same in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum BulkField {
    /// Person or company.
    Kind,
    /// Where they work.
    Company,
    /// Where they came from.
    Source,
    /// How they like to be contacted.
    Channel,
    /// Where they live.
    Region,
    /// What they work in.
    Industry,
    /// Who among the staff looks after them.
    Owner,
    /// How they make up their mind.
    Character,
    /// How important.
    Importance,
    /// How urgent.
    Urgency,
}

impl BulkField {
    /// The field as lists know it.
    #[must_use]
    pub const fn field(self) -> Field {
        match self {
            Self::Kind => Field::Kind,
            Self::Company => Field::Company,
            Self::Source => Field::Source,
            Self::Channel => Field::Channel,
            Self::Region => Field::Region,
            Self::Industry => Field::Industry,
            Self::Owner => Field::Owner,
            Self::Character => Field::Character,
            Self::Importance => Field::Importance,
            Self::Urgency => Field::Urgency,
        }
    }

    const fn most_letters(self) -> usize {
        match self {
            Self::Company => 120,
            _ => 60,
        }
    }
}

/// The test that only this value passes.
fn is(value: &CustomValue) -> Test {
    let word = |word: String| Test::OneOf { values: vec![word] };
    match value {
        CustomValue::Text(text) => word(text.clone()),
        CustomValue::Choice(number) => word(number.to_string()),
        CustomValue::YesNo(yes) => word(if *yes { "yes" } else { "no" }.to_owned()),
        CustomValue::Number(n) | CustomValue::Money(n) => {
            Test::Between { from: Some(*n), to: Some(*n) }
        }
        CustomValue::Date(day) => Test::Days { from: Some(*day), to: Some(*day) },
    }
}

/// A change that passed [`BulkChange::checked`].
#[derive(Clone, Debug)]
pub struct CheckedBulk(BulkChange);

impl BulkChange {
    /// Who needs the change no more.
    #[must_use]
    pub fn already(&self) -> Filter {
        let words = |ids: &[PreferenceId]| ids.iter().map(PreferenceId::to_string).collect();
        match self {
            Self::AddTags { tags } => Filter::on(Field::Tags, Test::AllOf { values: tags.clone() }),
            Self::RemoveTags { tags } => {
                Filter::on(Field::Tags, Test::NoneOf { values: tags.clone() })
            }
            Self::Set { field, value } if value.is_empty() => {
                Filter::on(field.field(), Test::Empty)
            }
            Self::Set { field, value } => {
                Filter::on(field.field(), Test::OneOf { values: vec![value.clone()] })
            }
            Self::SetOwn { field, value: None } => Filter::Own { field: *field, test: Test::Empty },
            Self::SetOwn { field, value: Some(value) } => {
                Filter::Own { field: *field, test: is(value) }
            }
            Self::AddPreferences { ids } => {
                Filter::on(Field::Preferences, Test::AllOf { values: words(ids) })
            }
            Self::RemovePreferences { ids } => {
                Filter::on(Field::Preferences, Test::NoneOf { values: words(ids) })
            }
        }
    }

    /// Trims what was typed and holds it to the bounds of its field.
    ///
    /// # Errors
    /// Names `tags` or the field.
    pub fn checked(self) -> Result<CheckedBulk, FieldError> {
        let some = |tags| {
            let tags = checked_tags(tags)?;
            let required = FieldError::new("tags", InvalidCode::Required);
            if tags.is_empty() { Err(required) } else { Ok(tags) }
        };
        let liked = |mut ids: Vec<_>| {
            ids.sort_unstable();
            ids.dedup();
            match ids.len() {
                0 => Err(FieldError::new("preferences", InvalidCode::Required)),
                1..=MOST_LIKED => Ok(ids),
                _ => Err(FieldError::too_many("preferences", MOST_LIKED)),
            }
        };
        Ok(CheckedBulk(match self {
            Self::AddTags { tags } => Self::AddTags { tags: some(tags)? },
            Self::RemoveTags { tags } => Self::RemoveTags { tags: some(tags)? },
            Self::Set { field, value } => {
                let value = value.trim().to_owned();
                let refuse = |code| Err(FieldError::new(field.field().as_str(), code));
                let kind = field.field().kind();
                if value.chars().count() > field.most_letters() {
                    return Err(FieldError::too_long(field.field().as_str(), field.most_letters()));
                }
                if field == BulkField::Kind && value.is_empty() {
                    return refuse(InvalidCode::Required);
                }
                if matches!(kind, FieldKind::Choice(_)) && !value.is_empty() {
                    let test = Test::OneOf { values: vec![value.clone()] };
                    if let Err(code) = test.check(kind) {
                        return refuse(code);
                    }
                }
                Self::Set { field, value }
            }
            Self::AddPreferences { ids } => Self::AddPreferences { ids: liked(ids)? },
            Self::RemovePreferences { ids } => Self::RemovePreferences { ids: liked(ids)? },
            // Only the shop's definition tells what the field takes.
            Self::SetOwn { .. } => self,
        }))
    }
}

impl CheckedBulk {
    /// Holds a value of a field of the shop's own to the field, and preferences to the library.
    ///
    /// # Errors
    /// What the shop has no more; a field's id where it does not take the value.
    pub fn held_to(self, library: &Library) -> Result<Self, Unmet> {
        Ok(Self(match self.0 {
            BulkChange::SetOwn { field, value: Some(value) } => {
                let known = library.field(field).ok_or(Unmet::NoField(field))?;
                let value = known.check(value).map_err(Unmet::Test)?;
                BulkChange::SetOwn { field, value }
            }
            change => {
                change.already().hold_to(library)?;
                change
            }
        }))
    }

    /// The change.
    #[must_use]
    pub const fn change(&self) -> &BulkChange {
        &self.0
    }

    /// The tags a customer has after the change; none where they stay as they are.
    ///
    /// # Errors
    /// `tags` would be more than a customer may have.
    pub fn tags_after(&self, before: &[&str]) -> Result<Option<Vec<String>>, FieldError> {
        let mut after: Vec<String> = before.iter().map(|tag| (*tag).to_owned()).collect();
        match &self.0 {
            BulkChange::AddTags { tags } => {
                after.extend(tags.iter().filter(|tag| !before.contains(&tag.as_str())).cloned());
                if after.len() > MOST_TAGS {
                    return Err(FieldError::too_many("tags", MOST_TAGS));
                }
            }
            BulkChange::RemoveTags { tags } => after.retain(|tag| !tags.contains(tag)),
            _ => return Ok(None),
        }
        Ok((after.len() != before.len()).then_some(after))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(change: BulkChange, before: &[&str], expected: Option<&[&str]>) {
        let after = change.checked().expect("a change").tags_after(before).expect("tags");
        let expected = expected.map(|tags| tags.iter().map(|tag| (*tag).to_owned()).collect());
        assert_eq!(after, expected);
    }

    #[test]
    fn tags_come_behind_and_go_from_where_they_are() {
        let tags = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let add = |words| BulkChange::AddTags { tags: tags(words) };
        let remove = |words| BulkChange::RemoveTags { tags: tags(words) };
        check(add(&["b", " c ", "c"]), &["a", "b"], Some(&["a", "b", "c"]));
        check(add(&["a"]), &["a"], None);
        check(remove(&["a", "x"]), &["a", "b"], Some(&["b"]));
        check(remove(&["x"]), &["a"], None);
        assert!(add(&[" "]).checked().is_err());
    }
}
