//! What complaints come from: a tree of the shop's own.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::error::{FieldError, InvalidCode};
use crate::ids::CauseId;

const NAME_CHARS: usize = 60;
const MOST_CAUSES: usize = 500;

/// A cause of complaints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Cause {
    /// Stays when the cause gets another name.
    pub id: CauseId,
    /// The cause above it.
    pub parent: Option<CauseId>,
    /// What the shop calls it, 1 to 60 characters.
    pub name: String,
    /// Not offered any more; complaints keep it.
    #[serde(default)]
    pub retired: bool,
}

/// The shop's causes, in the order in which they are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(transparent)]
#[specta(transparent)]
pub struct Causes(pub Vec<Cause>);

impl Causes {
    /// Trims names, and holds the tree to be one.
    ///
    /// # Errors
    /// Names the field to mend, with the cause's place: `causes.3.name`, `causes.3.parent`.
    pub fn checked(mut self) -> Result<Self, FieldError> {
        if self.0.len() > MOST_CAUSES {
            return Err(FieldError::too_many("causes", MOST_CAUSES));
        }
        let mut names = HashSet::new();
        for (place, cause) in self.0.iter_mut().enumerate() {
            let field = format!("causes.{place}.name");
            cause.name = cause.name.trim().to_owned();
            match cause.name.chars().count() {
                0 => return Err(FieldError::new(&field, InvalidCode::Required)),
                count if count > NAME_CHARS => {
                    return Err(FieldError::too_long(&field, NAME_CHARS));
                }
                _ => {}
            }
            if !names.insert((cause.parent, cause.name.to_lowercase())) {
                return Err(FieldError::new(&field, InvalidCode::Taken));
            }
        }
        for (place, cause) in self.0.iter().enumerate() {
            // A line up that ends at a root is no longer than there are causes.
            let lineage = self.lineage(cause.id);
            let ends = lineage.last().and_then(|top| self.get(*top)).map(|top| top.parent);
            if ends != Some(None) {
                let field = format!("causes.{place}.parent");
                return Err(FieldError::new(&field, InvalidCode::Impossible));
            }
        }
        Ok(self)
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, id: CauseId) -> Option<&Cause> {
        self.0.iter().find(|cause| cause.id == id)
    }

    /// A cause and those above it, the nearest first.
    #[must_use]
    pub fn lineage(&self, id: CauseId) -> Vec<CauseId> {
        let mut lineage = Vec::new();
        let mut next = self.get(id);
        while let Some(cause) = next.filter(|cause| !lineage.contains(&cause.id)) {
            lineage.push(cause.id);
            next = cause.parent.and_then(|parent| self.get(parent));
        }
        lineage
    }

    /// A cause and all that lie under it.
    #[must_use]
    pub fn under(&self, id: CauseId) -> Vec<CauseId> {
        let below = |cause: &&Cause| self.lineage(cause.id).contains(&id);
        self.0.iter().filter(below).map(|cause| cause.id).collect()
    }

    /// The names of a cause and those above it, the topmost first.
    #[must_use]
    pub fn path(&self, id: CauseId) -> Vec<String> {
        let mut names: Vec<_> = self
            .lineage(id)
            .into_iter()
            .filter_map(|id| self.get(id).map(|cause| cause.name.clone()))
            .collect();
        names.reverse();
        names
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn id(n: u128) -> CauseId {
        CauseId::from_uuid(Uuid::from_u128(n))
    }

    fn causes(of: &[(u128, u128, &str)]) -> Causes {
        let cause = |&(n, parent, name): &(u128, u128, &str)| Cause {
            id: id(n),
            parent: (parent > 0).then(|| id(parent)),
            name: name.to_owned(),
            retired: false,
        };
        Causes(of.iter().map(cause).collect())
    }

    #[track_caller]
    fn check(of: &[(u128, u128, &str)], expected: Result<(), &str>) {
        let found = causes(of).checked().map(drop).map_err(|error| error.field);
        assert_eq!(found, expected.map_err(str::to_owned));
    }

    #[test]
    fn a_tree_is_one() {
        check(&[(1, 0, "delivery"), (2, 1, "late"), (3, 1, "broken")], Ok(()));
        check(&[(2, 1, "late"), (1, 0, "delivery")], Ok(()));
        check(&[(1, 0, " ")], Err("causes.0.name"));
        check(&[(1, 0, "a"), (2, 0, "A ")], Err("causes.1.name"));
        check(&[(1, 0, "a"), (2, 1, "a")], Ok(()));
        check(&[(1, 9, "a")], Err("causes.0.parent"));
        check(&[(1, 2, "a"), (2, 1, "b")], Err("causes.0.parent"));
        check(&[(1, 1, "a")], Err("causes.0.parent"));
    }

    #[test]
    fn what_lies_above_and_below() {
        let causes = causes(&[(1, 0, "delivery"), (2, 1, "late"), (3, 2, "snow"), (4, 0, "price")]);
        assert_eq!(causes.lineage(id(3)), [id(3), id(2), id(1)]);
        assert_eq!(causes.under(id(2)), [id(2), id(3)]);
        assert_eq!(causes.path(id(3)), ["delivery", "late", "snow"]);
        assert!(causes.lineage(id(7)).is_empty());
    }
}
