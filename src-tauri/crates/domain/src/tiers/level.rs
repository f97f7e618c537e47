//! The shop's levels of membership: how one enters each, and how long one keeps it.

use std::collections::HashSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Benefit;
use crate::error::{FieldError, InvalidCode};
use crate::ids::TierId;
use crate::purchases::MOST_FEN;

/// Levels and benefits, from a day on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Program {
    /// The first day on which it decides; none: at once. Until then everyone stays where they are.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// From the lowest to the highest, at most twelve.
    pub levels: Vec<TierLevel>,
    /// What customers are offered, at most fifty.
    #[serde(default)]
    pub benefits: Vec<Benefit>,
}

/// One level of membership.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TierLevel {
    /// Stays when the level gets another name.
    pub id: TierId,
    /// Up to 20 characters, another for each level.
    pub name: String,
    /// How it is marked.
    pub colour: Colour,
    /// What one has to do to enter.
    pub entry: Entry,
    /// How many days after the one of entering one keeps it whatever one does, 1 to 3,660; none:
    /// as long as the rule of entering holds.
    #[serde(default)]
    pub validity_days: Option<u16>,
    /// How many days longer one keeps it then, 0 to 366, to make up for what is missing.
    #[serde(default)]
    pub grace_days: u16,
    /// How many days before a fall the customer and the shop are warned, 0 to 366.
    #[serde(default)]
    pub warn_days: u16,
}

/// A level's colour and, with it, its icon; the screen draws both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Colour {
    /// Grey, a circle.
    #[default]
    Regular,
    /// Blue grey, a medal.
    Silver,
    /// Gold, a star.
    Gold,
    /// Petrol, a crown.
    Platinum,
    /// Violet, a gem.
    Diamond,
}

/// What one has to do to enter a level. Where several figures are given, all must be reached, or
/// with `any` one of them. Without a figure everyone enters who ever bought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// Only the last so many civil days count, today included, 1 to 3,660; none: all time.
    #[serde(default)]
    pub window_days: Option<u16>,
    /// Purchases less refunds, in fen; more than 0.
    #[serde(default)]
    #[specta(type = Option<specta_typescript::Number>)]
    pub spend_fen: Option<i64>,
    /// Purchases that were not taken back; 1 to 100,000.
    #[serde(default)]
    pub visits: Option<u32>,
    /// Points that purchases gave, less those that refunds took back; 1 to 1,000,000,000.
    #[serde(default)]
    #[specta(type = Option<specta_typescript::Number>)]
    pub points: Option<i64>,
    /// Whether one of the figures is enough.
    #[serde(default)]
    pub any: bool,
}

/// What a customer did within a window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// Purchases less refunds, in fen.
    pub fen: i64,
    /// Purchases that stand.
    pub visits: i64,
    /// Points that purchases gave.
    pub points: i64,
}

impl Entry {
    /// Whether a customer who did this enters.
    #[must_use]
    pub fn is_met(&self, measure: &Measure) -> bool {
        let figures = self.missing(measure);
        if figures.iter().all(Option::is_none) {
            return measure.visits > 0;
        }
        let mut figures = figures.into_iter().flatten();
        if self.any {
            figures.any(|missing| missing == 0)
        } else {
            figures.all(|missing| missing == 0)
        }
    }

    /// What is missing of each figure that is asked for: fen, visits, points; never negative.
    #[must_use]
    pub fn missing(&self, measure: &Measure) -> [Option<i64>; 3] {
        let short = |wanted: Option<i64>, has: i64| wanted.map(|wanted| (wanted - has).max(0));
        [
            short(self.spend_fen, measure.fen),
            short(self.visits.map(i64::from), measure.visits),
            short(self.points, measure.points),
        ]
    }

    fn check(&self, field: &str) -> Result<(), FieldError> {
        let wrong =
            |part: &str| Err(FieldError::new(&format!("{field}.{part}"), InvalidCode::OutOfRange));
        if self.window_days.is_some_and(|days| !(1..=3_660).contains(&days)) {
            return wrong("windowDays");
        }
        if self.spend_fen.is_some_and(|fen| !(1..=MOST_FEN).contains(&fen)) {
            return wrong("spendFen");
        }
        if self.visits.is_some_and(|visits| !(1..=100_000).contains(&visits)) {
            return wrong("visits");
        }
        if self.points.is_some_and(|points| !(1..=1_000_000_000).contains(&points)) {
            return wrong("points");
        }
        Ok(())
    }
}

/// The most levels of a program.
pub const MOST_LEVELS: usize = 12;

/// The most benefits of a program.
const MOST_BENEFITS: usize = 50;

impl Program {
    /// Trims and checks what was typed.
    ///
    /// # Errors
    /// Names the field, as `levels.2.entry.spendFen`: a name missing, too long or there twice, a
    /// figure out of its range, a higher level that is easier to enter than the one below, a
    /// benefit of a level that is not there.
    pub fn checked(mut self) -> Result<Self, FieldError> {
        if self.levels.len() > MOST_LEVELS {
            return Err(FieldError::too_many("levels", MOST_LEVELS));
        }
        if self.benefits.len() > MOST_BENEFITS {
            return Err(FieldError::too_many("benefits", MOST_BENEFITS));
        }
        let mut names = HashSet::new();
        let mut ids = HashSet::new();
        for (place, level) in self.levels.iter_mut().enumerate() {
            let field = |part: &str| format!("levels.{place}.{part}");
            level.name = named(&field("name"), &level.name, 20)?;
            if !names.insert(level.name.clone()) {
                return Err(FieldError::new(&field("name"), InvalidCode::Taken));
            }
            if !ids.insert(level.id) {
                return Err(FieldError::new(&field("id"), InvalidCode::Taken));
            }
            level.entry.check(&field("entry"))?;
            if level.validity_days.is_some_and(|days| !(1..=3_660).contains(&days)) {
                return Err(FieldError::new(&field("validityDays"), InvalidCode::OutOfRange));
            }
            for (days, part) in [(level.grace_days, "graceDays"), (level.warn_days, "warnDays")] {
                if days > 366 {
                    return Err(FieldError::new(&field(part), InvalidCode::OutOfRange));
                }
            }
        }
        for (place, pair) in self.levels.windows(2).enumerate() {
            if pair[1].entry.is_easier_than(&pair[0].entry) {
                let field = format!("levels.{}.entry", place + 1);
                return Err(FieldError::new(&field, InvalidCode::Impossible));
            }
        }
        let mut benefits = HashSet::new();
        for (place, benefit) in self.benefits.iter_mut().enumerate() {
            let field = format!("benefits.{place}");
            benefit.check(&field, &ids)?;
            if !benefits.insert(benefit.name.clone()) {
                return Err(FieldError::new(&format!("{field}.name"), InvalidCode::Taken));
            }
        }
        Ok(self)
    }

    /// Whether it decides on `day`.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day)
    }
}

/// Whether any of these levels asks for points.
#[must_use]
pub fn ask_points(levels: &[TierLevel]) -> bool {
    levels.iter().any(|level| level.entry.points.is_some())
}

impl Entry {
    /// Where the two ask for the same and one for less of it in as long a time: nobody would ever
    /// stand on the lower one.
    fn is_easier_than(&self, lower: &Self) -> bool {
        let same_shape = self.window_days == lower.window_days
            && self.any == lower.any
            && self.spend_fen.is_some() == lower.spend_fen.is_some()
            && self.visits.is_some() == lower.visits.is_some()
            && self.points.is_some() == lower.points.is_some();
        same_shape
            && self.spend_fen <= lower.spend_fen
            && self.visits <= lower.visits
            && self.points <= lower.points
    }
}

/// A text that must be there, up to `limit` characters.
pub(super) fn named(field: &str, text: &str, limit: usize) -> Result<String, FieldError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(FieldError::new(field, InvalidCode::Required));
    }
    if text.chars().count() > limit {
        return Err(FieldError::too_long(field, limit));
    }
    Ok(text.to_owned())
}
