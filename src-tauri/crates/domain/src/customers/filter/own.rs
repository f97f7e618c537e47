//! Conditions on what a shop defined for itself: its own fields, its library of preferences and
//! its levels of membership.

use std::str::FromStr;

use super::{Condition, Field, FieldKind, Filter, Test};
use crate::customers::{CustomField, CustomKind, Preference};
use crate::error::{FieldError, InvalidCode};
use crate::ids::{FieldId, PreferenceId, TierId};
use crate::tiers::TierLevel;

/// What a shop defined for itself.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// Its own fields.
    pub fields: Vec<CustomField>,
    /// What customers can like.
    pub preferences: Vec<Preference>,
    /// Its levels of membership, from the lowest.
    pub levels: Vec<TierLevel>,
}

/// Why a filter cannot be asked of a shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unmet {
    /// The shop has no such field, or no more.
    NoField(FieldId),
    /// The library has no such preference, or no more.
    NoPreference(PreferenceId),
    /// The shop has no such level, or no more.
    NoLevel(TierId),
    /// The test cannot be taken for the field that is named by its id.
    Test(FieldError),
}

impl CustomKind {
    /// What filters and orders take a field of this kind for.
    #[must_use]
    pub const fn as_field(self) -> FieldKind {
        match self {
            Self::Text => FieldKind::Words,
            Self::Number => FieldKind::Decimal,
            Self::Date => FieldKind::Day,
            Self::Choice => FieldKind::Numbered,
            Self::YesNo => FieldKind::Choice(&["no", "yes"]),
            Self::Money => FieldKind::Money,
        }
    }
}

impl Library {
    /// The field with this id.
    #[must_use]
    pub fn field(&self, id: FieldId) -> Option<&CustomField> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// The field that is called so, or has this id.
    #[must_use]
    pub fn field_called(&self, name: &str) -> Option<&CustomField> {
        let exact = self.fields.iter().find(|field| field.name == name);
        let named = || {
            let name = name.to_lowercase();
            self.fields.iter().find(|field| field.name.to_lowercase() == name)
        };
        exact.or_else(named).or_else(|| name.parse().ok().and_then(|id| self.field(id)))
    }

    /// The preference of this value, of this `category/value`, or with this id.
    ///
    /// # Errors
    /// [`InvalidCode::Unknown`]; [`InvalidCode::Ambiguous`] where several categories have it.
    pub fn preference_called(&self, name: &str) -> Result<PreferenceId, InvalidCode> {
        let is = |known: &&Preference| {
            known.value == name
                || name.split_once('/').is_some_and(|(category, value)| {
                    known.category == category && known.value == value
                })
        };
        let mut found = self.preferences.iter().filter(is);
        match (found.next(), found.next()) {
            (Some(found), None) => Ok(found.id),
            (Some(_), Some(_)) => Err(InvalidCode::Ambiguous),
            // Whether it is still there is for whoever asks the shop.
            (None, _) => name.parse().map_err(|_| InvalidCode::Unknown),
        }
    }

    /// The level of this name, or with this id.
    ///
    /// # Errors
    /// [`InvalidCode::Unknown`].
    pub fn level_called(&self, name: &str) -> Result<TierId, InvalidCode> {
        match self.levels.iter().find(|level| level.name == name) {
            Some(level) => Ok(level.id),
            // Whether it is still there is for whoever asks the shop.
            None => name.parse().map_err(|_| InvalidCode::Unknown),
        }
    }
}

impl Filter {
    /// Whether it asks for anything that a shop defined for itself.
    #[must_use]
    pub fn asks_library(&self) -> bool {
        let asked = |condition: Condition<'_>| match condition {
            Condition::Where(Field::Preferences | Field::Tier, _) | Condition::Own(..) => Err(()),
            Condition::Where(..) => Ok(()),
        };
        self.each_condition(&mut { asked }).is_err()
    }

    /// Holds it to what the shop has.
    ///
    /// # Errors
    /// The first that is not there, or that cannot be asked so.
    pub fn hold_to(&self, library: &Library) -> Result<(), Unmet> {
        self.each_condition(&mut |condition| match condition {
            Condition::Where(Field::Preferences, test) => {
                let gone = test
                    .ids::<PreferenceId>()
                    .into_iter()
                    .find(|id| library.preferences.iter().all(|known| known.id != *id));
                gone.map_or(Ok(()), |id| Err(Unmet::NoPreference(id)))
            }
            Condition::Where(Field::Tier, test) => {
                let known = |id: &TierId| library.levels.iter().any(|level| level.id == *id);
                let gone = test.ids::<TierId>().into_iter().find(|id| !known(id));
                gone.map_or(Ok(()), |id| Err(Unmet::NoLevel(id)))
            }
            Condition::Where(..) => Ok(()),
            Condition::Own(id, test) => {
                let field = library.field(id).ok_or(Unmet::NoField(id))?;
                test.check_own(field)
                    .map_err(|code| Unmet::Test(Test::refused(&id.to_string(), code)))
            }
        })
    }
}

impl Test {
    /// Whether a field of the shop's own can be asked this, within bounds.
    ///
    /// # Errors
    /// As [`Self::check`]; [`InvalidCode::Unknown`] for a choice that the field has not.
    pub fn check_own(&self, field: &CustomField) -> Result<(), InvalidCode> {
        // Each of them may be left out, an amount as well.
        if *self == Self::Empty {
            return Ok(());
        }
        self.check(field.kind.as_field())?;
        let known = |value: &String| field.choices.iter().any(|c| c.number.to_string() == *value);
        match self {
            Self::OneOf { values } | Self::NoneOf { values }
                if field.kind == CustomKind::Choice && !values.iter().all(known) =>
            {
                Err(InvalidCode::Unknown)
            }
            _ => Ok(()),
        }
    }

    /// The preferences or levels it asks for.
    #[must_use]
    pub fn ids<T: FromStr>(&self) -> Vec<T> {
        match self {
            Self::OneOf { values } | Self::AllOf { values } | Self::NoneOf { values } => {
                values.iter().filter_map(|value| value.parse().ok()).collect()
            }
            _ => Vec::new(),
        }
    }
}
