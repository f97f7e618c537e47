//! Who works here, as far as somebody has to say yes to what others may not give alone.

use serde::{Deserialize, Serialize};

use crate::error::{FieldError, InvalidCode};

const NAME_CHARS: usize = 40;
const MOST_PEOPLE: usize = 200;

/// The most that anybody may give alone, where there is a limit: ten million yuan.
const MOST_FEN: u32 = 1_000_000_000;

/// What somebody is in the shop.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "camelCase")]
pub enum Role {
    /// Serves customers.
    Staff,
    /// Answers for others.
    Manager,
    /// The shop is theirs.
    Owner,
}

impl Role {
    /// The place on the ladder: 0 staff, 1 manager, 2 owner.
    #[must_use]
    pub const fn level(self) -> u8 {
        self as u8
    }
}

/// Somebody who works here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Person {
    /// As the shop calls them, 1 to 40 characters, another for each.
    pub name: String,
    /// What they are.
    pub role: Role,
    /// What they may give alone to make up for something, in fen; none: as much as they like.
    pub limit_fen: Option<u32>,
}

/// Everybody who was entered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(transparent)]
#[specta(transparent)]
pub struct Staff(pub Vec<Person>);

impl Staff {
    /// Trims names and holds figures to their ranges.
    ///
    /// # Errors
    /// Names the field to mend, with the person's place: `people.1.name`.
    pub fn checked(mut self) -> Result<Self, FieldError> {
        if self.0.len() > MOST_PEOPLE {
            return Err(FieldError::too_many("people", MOST_PEOPLE));
        }
        for place in 0..self.0.len() {
            let field = format!("people.{place}.name");
            let name = self.0[place].name.trim().to_owned();
            match name.chars().count() {
                0 => return Err(FieldError::new(&field, InvalidCode::Required)),
                count if count > NAME_CHARS => {
                    return Err(FieldError::too_long(&field, NAME_CHARS));
                }
                _ => {}
            }
            if self.0[..place].iter().any(|other| same_name(&other.name, &name)) {
                return Err(FieldError::new(&field, InvalidCode::Taken));
            }
            if self.0[place].limit_fen.is_some_and(|limit| limit > MOST_FEN) {
                let field = format!("people.{place}.limitFen");
                return Err(FieldError::new(&field, InvalidCode::OutOfRange));
            }
            self.0[place].name = name;
        }
        Ok(self)
    }

    /// Somebody by name, whatever the case.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Person> {
        self.0.iter().find(|person| same_name(&person.name, name))
    }

    /// The first on a step of the ladder: 1 the manager, 2 the owner.
    #[must_use]
    pub fn on_level(&self, level: u8) -> Option<&Person> {
        self.0.iter().find(|person| person.role.level() == level)
    }
}

/// Whether two names are one person's.
#[must_use]
pub fn same_name(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, role: Role, limit_fen: Option<u32>) -> Person {
        Person { name: name.to_owned(), role, limit_fen }
    }

    #[track_caller]
    fn check(people: &[Person], expected: Result<(), &str>) {
        let found = Staff(people.to_vec()).checked().map(drop).map_err(|error| error.field);
        assert_eq!(found, expected.map_err(str::to_owned));
    }

    #[test]
    fn everybody_has_a_name_of_their_own() {
        let chen = person(" Chen ", Role::Owner, None);
        check(&[chen.clone(), person("Li", Role::Staff, Some(0))], Ok(()));
        check(&[chen.clone(), person("chen", Role::Staff, None)], Err("people.1.name"));
        check(&[person(" ", Role::Staff, None)], Err("people.0.name"));
        check(&[person("Li", Role::Staff, Some(1_000_000_001))], Err("people.0.limitFen"));
        let staff = Staff(vec![chen]).checked().expect("staff");
        assert_eq!(staff.named("CHEN").map(|it| it.role), Some(Role::Owner));
        assert_eq!(staff.on_level(2).map(|it| it.name.as_str()), Some("Chen"));
        assert!(staff.on_level(1).is_none());
    }
}
