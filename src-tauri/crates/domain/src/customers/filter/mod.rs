//! Which customers a list shows: conditions on their fields, joined with and, or, not.
//!
//! A filter says what is asked, not how it is found: [`Test::range`], [`Test::holds_for_words`] and
//! [`Test::holds_for_birthday`] turn one condition into what a store compares with.

mod field;
mod own;
mod print;
mod read;
mod test;

pub use field::{Field, FieldKind};
pub use own::{Library, Unmet};
pub use print::text;
pub use read::{Problem, ReadError, read};
pub use test::{Calendar, MOST_DAYS, Range, Test, WORD_SEPARATOR};

use serde::{Deserialize, Serialize};

use crate::error::FieldError;
use crate::ids::FieldId;

/// A condition, or several joined.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Filter {
    /// Every one of these holds; without any, everyone is meant.
    All {
        /// What must hold.
        of: Vec<Filter>,
    },
    /// At least one of these holds; without any, nobody is meant.
    Any {
        /// Of which one must hold.
        of: Vec<Filter>,
    },
    /// This does not hold.
    Not {
        /// What must not hold.
        of: Box<Filter>,
    },
    /// A test of one field.
    Where {
        /// Which field.
        field: Field,
        /// What is asked of it.
        test: Test,
    },
    /// A test of a field of the shop's own.
    Own {
        /// Which field.
        field: FieldId,
        /// What is asked of it: choices by their numbers, `yes` or `no`, ten-thousandths.
        test: Test,
    },
}

/// What one condition asks.
#[derive(Clone, Copy, Debug)]
pub enum Condition<'a> {
    /// A test of a field that every shop has.
    Where(Field, &'a Test),
    /// A test of a field of the shop's own.
    Own(FieldId, &'a Test),
}

impl Default for Filter {
    fn default() -> Self {
        Self::everyone()
    }
}

/// Filters within filters; a person reads no deeper nesting.
pub const MOST_DEPTH: usize = 8;

/// Conditions of one filter.
pub const MOST_CONDITIONS: usize = 100;

impl Filter {
    /// The filter that lets everyone through.
    #[must_use]
    pub const fn everyone() -> Self {
        Self::All { of: Vec::new() }
    }

    /// One condition.
    #[must_use]
    pub const fn on(field: Field, test: Test) -> Self {
        Self::Where { field, test }
    }

    /// The opposite.
    #[must_use]
    pub fn negated(self) -> Self {
        Self::Not { of: Box::new(self) }
    }

    /// Whether this plainly means everyone.
    #[must_use]
    pub fn is_everyone(&self) -> bool {
        matches!(self, Self::All { of } if of.is_empty())
    }

    /// Holds the filter to its bounds: [`MOST_DEPTH`], [`MOST_CONDITIONS`], and tests that suit
    /// their fields. Fields of the shop's own are held to what they are by [`Self::hold_to`].
    ///
    /// # Errors
    /// `filter` has too many conditions or is too deep; a field's name where its test cannot be taken.
    pub fn check(&self) -> Result<(), FieldError> {
        let too_many = FieldError::too_many("filter", MOST_CONDITIONS);
        if self.depth() > MOST_DEPTH {
            return Err(too_many);
        }
        let mut conditions = 0;
        self.each_condition(&mut |condition| {
            conditions += 1;
            match condition {
                Condition::Where(field, test) => {
                    test.check(field.kind()).map_err(|code| Test::refused(field.as_str(), code))
                }
                Condition::Own(field, test) => {
                    test.check_bounds().map_err(|code| Test::refused(&field.to_string(), code))
                }
            }
        })?;
        if conditions > MOST_CONDITIONS { Err(too_many) } else { Ok(()) }
    }

    fn depth(&self) -> usize {
        1 + match self {
            Self::All { of } | Self::Any { of } => of.iter().map(Self::depth).max().unwrap_or(0),
            Self::Not { of } => of.depth(),
            Self::Where { .. } | Self::Own { .. } => 0,
        }
    }

    /// Calls `visit` with each condition, in the order they are written.
    ///
    /// # Errors
    /// The first that `visit` says.
    pub fn each_condition<E>(
        &self,
        visit: &mut impl FnMut(Condition<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        match self {
            Self::All { of } | Self::Any { of } => {
                of.iter().try_for_each(|f| f.each_condition(visit))
            }
            Self::Not { of } => of.each_condition(visit),
            Self::Where { field, test } => visit(Condition::Where(*field, test)),
            Self::Own { field, test } => visit(Condition::Own(*field, test)),
        }
    }
}

#[cfg(test)]
mod tests;
