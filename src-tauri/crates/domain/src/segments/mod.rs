//! What a customer is worth (segments, from RFM) and how long they have been away (stages).

mod bars;
mod classes;
mod moves;
mod playbook;
mod rfm;
mod rhythm;
mod stage;

pub use bars::{Bar, Bars, Measuring, SortingRules, Threshold, Yardstick};
pub use classes::{EightClass, FourClass, ThreeClass};
pub use moves::{Figure, LeavesBy, MoveReason, MoveScheme, Place, leaves_core, move_reasons};
pub use playbook::{ContactCap, Playbook, PlaybookTarget};
pub use rfm::{Activity, Population, Position};
pub use rhythm::{LEAST_RHYTHM_DAYS, own_rhythm};
pub use stage::{Stage, StageBy, StageDays, StageLimits, StageRule};

use serde::{Deserialize, Serialize};

/// Which classes to sort into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    /// Core, potential, win-back.
    Three,
    /// Loyal, growth, general, at risk.
    Four,
    /// R, F, M each better than its bar or not.
    Eight,
    /// R, F, M each in five equal parts.
    Quintiles,
}

/// Why a customer stands where they stand: the figures, what they are held against, and the
/// distance to core. The screen words it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SegmentReason {
    /// Core, potential or win-back.
    pub segment: ThreeClass,
    /// Loyal, growth, general or at risk.
    pub four: FourClass,
    /// Each comparison, as digits.
    pub eight: EightClass,
    /// Active, silent, forgetting or lost.
    pub stage: Stage,
    /// The days that tell the stage, and whether they are the customer's own.
    pub limits: StageLimits,
    /// Whole days from the last purchase to the stated date.
    pub recency_days: i32,
    /// Number of purchases within the shop's window.
    pub frequency: u32,
    /// Sum of these purchases less refunds, in fen.
    #[specta(type = specta_typescript::Number)]
    pub monetary_fen: i64,
    /// Frequency and money count purchases of the last so many days; all where none.
    pub window_days: Option<u16>,
    /// Whether each figure is better than its bar.
    pub better: Better,
    /// What each figure is compared with.
    pub bars: Bars,
    /// Population means (days, purchases, fen) at the stated date.
    pub mean_recency_days: f64,
    /// Purchases per customer on average.
    pub mean_frequency: f64,
    /// Fen per customer on average.
    pub mean_monetary_fen: f64,
    /// Purchases still missing to pass the bar of frequency; 0 where it is passed.
    pub purchases_to_core: u32,
    /// Fen still missing to pass the bar of money; 0 where it is passed.
    #[specta(type = specta_typescript::Number)]
    pub fen_to_core: i64,
}

/// The three comparisons behind a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Better {
    /// Bought more recently than the bar.
    pub r: bool,
    /// Bought more often than the bar.
    pub f: bool,
    /// Spent more than the bar.
    pub m: bool,
}

/// Everything that puts one customer's figures into their classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sorter {
    /// What the shop asked for.
    pub rules: SortingRules,
    /// What figures are held against.
    pub yardstick: Yardstick,
    /// How stages are told.
    pub stages: StageRule,
}

impl Sorter {
    /// Where these figures stand.
    #[must_use]
    pub fn place(&self, activity: &Activity) -> Place {
        Place {
            eight: EightClass::of(self.yardstick.better(activity)),
            stage: self.stages.stage(activity),
        }
    }

    /// Why these figures stand there.
    #[must_use]
    pub fn explain(&self, activity: &Activity) -> SegmentReason {
        let place = self.place(activity);
        SegmentReason {
            segment: place.three(),
            four: place.four(),
            eight: place.eight,
            stage: place.stage,
            limits: self.stages.limits(activity.rhythm_days),
            recency_days: activity.recency_days,
            frequency: activity.frequency,
            monetary_fen: activity.monetary_fen,
            window_days: self.rules.window_days,
            better: place.eight.better(),
            bars: self.yardstick.bars(&self.rules),
            mean_recency_days: self.yardstick.mean_recency(),
            mean_frequency: self.yardstick.mean_frequency(),
            mean_monetary_fen: self.yardstick.mean_monetary(),
            purchases_to_core: self.yardstick.purchases_missing(activity),
            fen_to_core: self.yardstick.fen_missing(activity),
        }
    }
}
