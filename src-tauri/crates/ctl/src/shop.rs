//! The first run, and the sample shop.

use std::path::Path;

use huike_app::clock::new_operation;
use huike_app::{AppError, shop};
use huike_domain::shop::Shop;
use huike_domain::time::Zone;
use serde_json::json;

use crate::desk::Desk;
use crate::enter::enter;

/// Names the shop, creating its file on the first run.
pub(crate) fn init(
    folder: &Path,
    who: Option<&str>,
    json: bool,
    name: String,
    zone: String,
) -> Result<(), AppError> {
    let (named, _) = Shop { name, zone }.checked()?;
    let app = enter(folder, who)?;
    shop::name(&app, new_operation(), named.clone())?;
    let desk = Desk::of(app, json)?;
    let folder = folder.display().to_string();
    desk.answer(&json!({ "name": named.name, "zone": named.zone, "data": folder }), || {
        desk.say_with("ctl.init", &[("name", &named.name), ("folder", &folder)])
    })
}

/// Opens the sample shop; a shop that has no name yet gets one.
pub(crate) fn sample(folder: &Path, who: Option<&str>, json: bool) -> Result<(), AppError> {
    let desk = Desk::of(enter(folder, who)?, json)?;
    if shop::status(&desk.app)?.shop.is_none() {
        let name = desk.say("firstRun.sampleName");
        let zone = Zone::SHANGHAI.name().to_owned();
        shop::name(&desk.app, new_operation(), Shop { name, zone })?;
    }
    let operation = new_operation();
    shop::open_sample(&desk.app, operation)?;
    let customers = huike_app::segments::overview(&desk.app)?.customers;
    desk.answer(&json!({ "customers": customers, "operation": operation }), || {
        desk.words.say_count("ctl.sample", customers.into(), &[])
    })
}
