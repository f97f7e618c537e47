//! Who works here, what each may do, and what each may give without asking.

mod rights;

use serde::{Deserialize, Serialize};

use crate::error::{FieldError, InvalidCode};
use crate::ids::PersonId;

pub use rights::{Right, right_of, right_of_operation};

const NAME_CHARS: usize = 40;
const MOST_PEOPLE: usize = 200;

/// The most that anybody may give alone, where there is a limit: ten million yuan.
const MOST_FEN: u32 = 1_000_000_000;

/// The most points that anybody may give or take by hand, where there is a limit.
const MOST_POINTS: u32 = 100_000_000;

/// What somebody is in the shop.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "camelCase")]
pub enum Role {
    /// Looks things up and changes nothing.
    ReadOnly,
    /// Serves customers.
    Staff,
    /// Answers for others.
    Manager,
    /// The shop is theirs.
    Owner,
}

impl Role {
    /// The place on the ladder of those who are told of what is late: 0 staff, 1 manager, 2 owner.
    #[must_use]
    pub const fn level(self) -> u8 {
        match self {
            Self::ReadOnly | Self::Staff => 0,
            Self::Manager => 1,
            Self::Owner => 2,
        }
    }
}

/// What somebody may besides what their role says. An owner may all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Allowed {
    /// Write customers to a file.
    pub export: bool,
    /// See whole phone numbers.
    pub phones: bool,
    /// Take away what is not theirs alone: merge customers, withdraw benefits, void vouchers.
    pub delete: bool,
    /// See customers whom somebody else looks after.
    pub others: bool,
    /// The most one voucher batch may be worth that they issue, in fen; none: the shop's limit.
    pub voucher_fen: Option<u32>,
    /// The most points they may give or take by hand at once; none: as many as they like.
    pub points: Option<u32>,
}

impl Allowed {
    /// What somebody of a role usually may.
    #[must_use]
    pub const fn usual(role: Role) -> Self {
        let trusted = matches!(role, Role::Manager | Role::Owner);
        Self {
            export: trusted,
            phones: !matches!(role, Role::ReadOnly),
            delete: trusted,
            others: true,
            voucher_fen: None,
            points: None,
        }
    }
}

/// Somebody who works here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Person {
    /// Who, whatever they are called.
    pub id: PersonId,
    /// As the shop calls them, 1 to 40 characters, another for each.
    pub name: String,
    /// What they are.
    pub role: Role,
    /// What they may give alone to make up for something, in fen; none: as much as they like.
    pub limit_fen: Option<u32>,
    /// What they may besides.
    pub allowed: Allowed,
}

impl Person {
    /// Whether they may do what takes a right.
    #[must_use]
    pub fn may(&self, right: Right) -> bool {
        let from = |role| self.role >= role;
        match right {
            Right::Look => true,
            Right::Serve => from(Role::Staff),
            Right::Arrange | Right::BringIn | Right::Audit => from(Role::Manager),
            Right::Own => from(Role::Owner),
            Right::Export => from(Role::Owner) || self.allowed.export,
            Right::Phones => from(Role::Owner) || self.allowed.phones,
            Right::Delete => from(Role::Owner) || (from(Role::Staff) && self.allowed.delete),
            Right::Others => from(Role::Owner) || self.allowed.others,
        }
    }
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
            let field = |name: &str| format!("people.{place}.{name}");
            let (before, person) = (&self.0[..place], &self.0[place]);
            let name = person.name.trim().to_owned();
            match name.chars().count() {
                0 => return Err(FieldError::new(&field("name"), InvalidCode::Required)),
                count if count > NAME_CHARS => {
                    return Err(FieldError::too_long(&field("name"), NAME_CHARS));
                }
                _ => {}
            }
            let taken = |other: &Person| same_name(&other.name, &name) || other.id == person.id;
            if before.iter().any(taken) {
                return Err(FieldError::new(&field("name"), InvalidCode::Taken));
            }
            for (limit, most, name) in [
                (person.limit_fen, MOST_FEN, "limitFen"),
                (person.allowed.voucher_fen, MOST_FEN, "voucherFen"),
                (person.allowed.points, MOST_POINTS, "points"),
            ] {
                if limit.is_some_and(|limit| limit > most) {
                    return Err(FieldError::new(&field(name), InvalidCode::OutOfRange));
                }
            }
            self.0[place].name = name;
        }
        if !self.0.is_empty() && self.owners().next().is_none() {
            // Somebody must be able to change this list.
            return Err(FieldError::new("people.0.role", InvalidCode::Required));
        }
        Ok(self)
    }

    /// Those whose shop it is.
    pub fn owners(&self) -> impl Iterator<Item = &Person> {
        self.0.iter().filter(|person| person.role == Role::Owner)
    }

    /// Somebody by id.
    #[must_use]
    pub fn get(&self, id: PersonId) -> Option<&Person> {
        self.0.iter().find(|person| person.id == id)
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
        let id = PersonId::from_uuid(uuid::Uuid::new_v4());
        Person { id, name: name.to_owned(), role, limit_fen, allowed: Allowed::usual(role) }
    }

    #[track_caller]
    fn check(people: &[Person], expected: Result<(), &str>) {
        let found = Staff(people.to_vec()).checked().map(drop).map_err(|error| error.field);
        assert_eq!(found, expected.map_err(str::to_owned));
    }

    #[test]
    fn everybody_has_a_name_of_their_own() {
        let chen = person(" Chen ", Role::Owner, None);
        let of_points = Allowed { points: Some(100_000_001), ..Allowed::usual(Role::Staff) };
        let much = Person { allowed: of_points, ..person("Li", Role::Staff, None) };
        check(&[], Ok(()));
        check(&[chen.clone(), person("Li", Role::Staff, Some(0))], Ok(()));
        check(&[chen.clone(), person("chen", Role::Staff, None)], Err("people.1.name"));
        check(&[chen.clone(), Person { name: "Li".into(), ..chen.clone() }], Err("people.1.name"));
        check(&[person(" ", Role::Owner, None)], Err("people.0.name"));
        check(&[person("Li", Role::Owner, Some(1_000_000_001))], Err("people.0.limitFen"));
        check(&[chen.clone(), much], Err("people.1.points"));
        check(&[person("Li", Role::Manager, None)], Err("people.0.role"));
        let staff = Staff(vec![chen]).checked().expect("staff");
        assert_eq!(staff.named("CHEN").map(|it| it.role), Some(Role::Owner));
        assert_eq!(staff.on_level(2).map(|it| it.name.as_str()), Some("Chen"));
        assert!(staff.on_level(1).is_none());
    }

    #[test]
    fn who_may_what() {
        use Right::{Arrange, Audit, BringIn, Delete, Export, Look, Others, Phones, Serve};
        let all = Right::ALL;
        let nothing = Allowed {
            export: false,
            phones: false,
            delete: false,
            others: false,
            ..Allowed::usual(Role::Owner)
        };
        let may = |role, allowed| {
            let person = Person { allowed, ..person("a", role, None) };
            all.into_iter().filter(|right| person.may(*right)).collect::<Vec<_>>()
        };
        let usual = |role| may(role, Allowed::usual(role));
        assert_eq!(usual(Role::ReadOnly), [Look, Others]);
        assert_eq!(usual(Role::Staff), [Look, Serve, Phones, Others]);
        assert_eq!(
            usual(Role::Manager),
            [Look, Serve, Arrange, BringIn, Audit, Export, Phones, Delete, Others]
        );
        assert_eq!(usual(Role::Owner), all);
        assert_eq!(may(Role::Owner, nothing), all, "an owner may all of it");
        assert_eq!(may(Role::Staff, nothing), [Look, Serve]);
        assert_eq!(
            may(Role::ReadOnly, Allowed::usual(Role::Owner)),
            [Look, Export, Phones, Others]
        );
    }
}
