//! Segments and stages of the whole shop at a stated date.

use huike_domain::segments::{Stage, ThreeClass};
use serde::{Deserialize, Serialize};

/// How many customers there are of each segment and stage, as last sorted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Overview {
    /// All customers.
    pub customers: u32,
    /// Of these, without a purchase.
    pub without_purchase: u32,
    /// By segment, every one listed.
    pub segments: Vec<SegmentCount>,
    /// By stage, every one listed.
    pub stages: Vec<StageCount>,
}

/// Customers of one segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SegmentCount {
    /// Which.
    pub segment: ThreeClass,
    /// How many.
    pub customers: u32,
}

/// Customers of one stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct StageCount {
    /// Which.
    pub stage: Stage,
    /// How many.
    pub customers: u32,
}

// STUBS
use huike_domain::{customers::*,followups::*,ids::*,purchases::*,segments::*,shop::*};
use crate::{App,AppError};
#[allow(unused)] pub fn overview(app: &App, ) -> Result<Overview, AppError> { todo!() }
