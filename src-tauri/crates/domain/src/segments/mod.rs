//! What a customer is worth (segments, from RFM) and how long they have been away (stages).

mod rfm;
mod stage;

pub use rfm::{Activity, EightClass, Means, Population, Position, ThreeClass};
pub use stage::{Stage, StageDays};

use serde::{Deserialize, Serialize};

/// Which classes to sort into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    /// Core, potential, win-back.
    Three,
    /// R, F, M each better than the mean or not.
    Eight,
    /// R, F, M each in five equal parts.
    Quintiles,
}

/// Why a customer stands where they stand: the figures, the population's means, and the distance
/// to core. The screen words it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SegmentReason {
    /// Core, potential or win-back.
    pub segment: ThreeClass,
    /// Active, silent, forgetting or lost.
    pub stage: Stage,
    /// Whole days from the last purchase to the stated date.
    pub recency_days: i32,
    /// Number of purchases.
    pub frequency: u32,
    /// Sum of purchases less refunds, in fen.
    #[specta(type = specta_typescript::Number)]
    pub monetary_fen: i64,
    /// Whether each figure is strictly better than the mean of all customers.
    pub better: Better,
    /// Population means (days, purchases, fen) at the stated date.
    pub mean_recency_days: f64,
    /// Purchases per customer on average.
    pub mean_frequency: f64,
    /// Fen per customer on average.
    pub mean_monetary_fen: f64,
    /// Purchases still missing to beat the mean frequency; 0 where it is beaten.
    pub purchases_to_core: u32,
    /// Fen still missing to beat the mean spend; 0 where it is beaten.
    #[specta(type = specta_typescript::Number)]
    pub fen_to_core: i64,
}

/// The three comparisons behind a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Better {
    /// Bought more recently than the mean.
    pub r: bool,
    /// Bought more often than the mean.
    pub f: bool,
    /// Spent more than the mean.
    pub m: bool,
}

impl SegmentReason {
    /// The reason for one customer's figures among `means`.
    #[must_use]
    pub fn explain(activity: &Activity, means: &Means, days: &StageDays) -> Self {
        let better = means.better(activity);
        let stage = days.stage(activity.recency_days);
        Self {
            segment: ThreeClass::of(better, stage),
            stage,
            recency_days: activity.recency_days,
            frequency: activity.frequency,
            monetary_fen: activity.monetary_fen,
            better,
            mean_recency_days: means.recency(),
            mean_frequency: means.frequency(),
            mean_monetary_fen: means.monetary(),
            purchases_to_core: means.purchases_missing(activity),
            fen_to_core: means.fen_missing(activity),
        }
    }
}
