//! How a shop keeps from pestering anybody.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Quiet;
use crate::error::{FieldError, InvalidCode};
use crate::segments::{ContactCap, Stage};

/// Contact caps by stage, and the days on which nobody hears from the shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default)]
pub struct Restraint {
    /// Of those who bought lately; none: no cap.
    pub active: Option<ContactCap>,
    /// Of those who have been quiet for a while.
    pub silent: Option<ContactCap>,
    /// Of those who are about to forget the shop.
    pub forgetting: Option<ContactCap>,
    /// Of those who are lost, in promotions: nothing else reaches them.
    pub lost: Option<ContactCap>,
    /// Of those who never bought.
    pub never: Option<ContactCap>,
    /// Quiet periods of the shop, in order.
    pub quiet: Vec<QuietDays>,
}

/// Days on which nobody hears from the shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct QuietDays {
    /// Why, in the shop's words; 1 to 40 characters.
    pub name: String,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

/// The most quiet periods.
const MOST_QUIET: usize = 100;
/// The longest name of one, in characters.
const NAME_CHARS: usize = 40;

impl Default for Restraint {
    /// Four contacts in 30 days with the active, two with the silent (keep in touch), one in 60
    /// with the forgetting (seldom), one in 90 with the lost, four in 30 with those who never
    /// bought.
    fn default() -> Self {
        let cap = |contacts, days| Some(ContactCap { contacts, days });
        Self {
            active: cap(4, 30),
            silent: cap(2, 30),
            forgetting: cap(1, 60),
            lost: cap(1, 90),
            never: cap(4, 30),
            quiet: Vec::new(),
        }
    }
}

impl Restraint {
    /// The cap of a stage; none stands for those who never bought.
    #[must_use]
    pub const fn of(&self, stage: Option<Stage>) -> Option<ContactCap> {
        match stage {
            Some(Stage::Active) => self.active,
            Some(Stage::Silent) => self.silent,
            Some(Stage::Forgetting) => self.forgetting,
            Some(Stage::Lost) => self.lost,
            None => self.never,
        }
    }

    /// The quiet periods as days.
    #[must_use]
    pub fn quiet_days(&self) -> Vec<Quiet> {
        self.quiet.iter().map(|quiet| Quiet { from: quiet.from, to: quiet.to }).collect()
    }

    /// Trims names, brings periods into order and holds every figure to its range.
    ///
    /// # Errors
    /// Names the field to mend: a stage whose cap is over 100 contacts or outside 1–730 days;
    /// `quiet.0.name` and `quiet.0.to` …
    pub fn checked(mut self) -> Result<Self, FieldError> {
        let caps = [
            ("active", self.active),
            ("silent", self.silent),
            ("forgetting", self.forgetting),
            ("lost", self.lost),
            ("never", self.never),
        ];
        for (field, cap) in caps {
            if cap.is_some_and(|cap| !cap.is_sound()) {
                return Err(FieldError::new(field, InvalidCode::OutOfRange));
            }
        }
        if self.quiet.len() > MOST_QUIET {
            return Err(FieldError::too_many("quiet", MOST_QUIET));
        }
        for (at, quiet) in self.quiet.iter_mut().enumerate() {
            quiet.name = quiet.name.trim().to_owned();
            let field = |part| format!("quiet.{at}.{part}");
            if quiet.name.is_empty() {
                return Err(FieldError::new(&field("name"), InvalidCode::Required));
            }
            if quiet.name.chars().count() > NAME_CHARS {
                return Err(FieldError::too_long(&field("name"), NAME_CHARS));
            }
            if quiet.to < quiet.from {
                return Err(FieldError::new(&field("to"), InvalidCode::OutOfRange));
            }
        }
        self.quiet.sort_by(|a, b| (a.from, a.to, &a.name).cmp(&(b.from, b.to, &b.name)));
        Ok(self)
    }
}
