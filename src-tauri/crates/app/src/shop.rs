//! The shop: first run, preferences, the sample shop.

use huike_domain::shop::{Preferences, Shop};
use serde::{Deserialize, Serialize};

/// What a screen needs to know before it shows anything.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Status {
    /// None before the first run is through.
    pub shop: Option<Shop>,
    /// Language, theme, zoom …
    pub preferences: Preferences,
    /// Whether there is any customer.
    pub has_customers: bool,
    /// Whether the sample shop is open.
    pub sample: bool,
    /// The program's version.
    pub version: String,
    /// Whether the desktop shows our notifications; none where that is not known (no desktop).
    pub notifications_work: Option<bool>,
}

// STUBS
use huike_domain::{customers::*,followups::*,ids::*,purchases::*,segments::*,shop::*};
use crate::{App,AppError};
#[allow(unused)] pub fn status(app: &App, ) -> Result<Status, AppError> { todo!() }
#[allow(unused)] pub fn name(app: &App, op: OperationId, shop: Shop) -> Result<(), AppError> { todo!() }
#[allow(unused)] pub fn set_preferences(app: &App, op: OperationId, preferences: Preferences) -> Result<(), AppError> { todo!() }
#[allow(unused)] pub fn stage_days(app: &App, ) -> Result<StageDays, AppError> { todo!() }
#[allow(unused)] pub fn set_stage_days(app: &App, op: OperationId, days: StageDays) -> Result<(), AppError> { todo!() }
#[allow(unused)] pub fn open_sample(app: &App, op: OperationId) -> Result<(), AppError> { todo!() }
#[allow(unused)] pub fn remove_sample(app: &App, op: OperationId) -> Result<(), AppError> { todo!() }
