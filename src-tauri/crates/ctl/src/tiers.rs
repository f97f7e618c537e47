//! Levels of membership and benefits.

use std::path::Path;

use huike_app::error::FileProblem;
use huike_app::tiers::{self, Applied, LevelName};
use huike_app::{AppError, clock, customers};
use huike_domain::ids::EntitlementId;
use serde_json::json;

use crate::desk::{Desk, id};
use crate::table::Table;
use crate::wording::money;

/// Saves the levels and benefits of a file.
pub(crate) fn import(desk: &Desk, file: &Path) -> Result<(), AppError> {
    let program = tiers::read(&desk.app, &text_of(file)?)?;
    let applied = tiers::save(&desk.app, clock::new_operation(), program)?;
    desk.answer(&applied, || lines(desk, &applied))
}

/// Tells what the levels and benefits of a file would do.
pub(crate) fn preview(desk: &Desk, file: &Path) -> Result<(), AppError> {
    let program = tiers::read(&desk.app, &text_of(file)?)?;
    let preview = tiers::preview(&desk.app, program.clone())?;
    desk.answer(&preview, || {
        let mut table = Table::default().right(&[1]);
        for (level, customers) in program.levels.iter().zip(&preview.levels).rev() {
            table.row([level.name.clone(), customers.to_string()]);
        }
        let (up, down, kept) = (preview.up, preview.down, preview.kept);
        let applied = Applied { up, down, kept, issued: preview.issued };
        format!("{}\n{}", table.text(), lines(desk, &applied))
    })
}

/// Runs the night as of a moment.
pub(crate) fn apply(desk: &Desk, at: Option<String>) -> Result<(), AppError> {
    let at = at.map_or_else(|| Ok(desk.app.now()), |at| desk.moment(&at))?;
    let applied = tiers::night(&desk.app, at)?;
    desk.answer(&applied, || lines(desk, &applied))
}

fn lines(desk: &Desk, applied: &Applied) -> String {
    let mut table = Table::default().right(&[1]);
    for (word, count) in [
        ("tiers.up", applied.up),
        ("tiers.down", applied.down),
        ("tiers.kept", applied.kept),
        ("tiers.issued", applied.issued),
    ] {
        table.row([desk.say(word), count.to_string()]);
    }
    table.text()
}

/// Where a customer stands and why.
pub(crate) fn tier(desk: &Desk, customer: &str) -> Result<(), AppError> {
    let id = customers::find(&desk.app, customer)?;
    let tier = tiers::of(&desk.app, id)?;
    desk.answer(&tier, || {
        let name = |level: &Option<LevelName>| {
            level.as_ref().map_or_else(|| desk.say("tiers.none"), |level| level.name.clone())
        };
        let mut table = Table::default();
        table.row([desk.say("tiers.level"), name(&tier.level)]);
        let days = [
            ("tiers.since", tier.since),
            ("tiers.validUntil", tier.valid_until),
            ("tiers.graceUntil", tier.grace_until),
        ];
        for (word, day) in days {
            if let Some(day) = day {
                table.row([desk.say(word), day.to_string()]);
            }
        }
        if let Some(fall) = &tier.falls {
            table.row([desk.say("tiers.changesTo"), format!("{} {}", fall.on, name(&fall.to))]);
        }
        if let Some(next) = &tier.next {
            let fen = next.fen.map(money).unwrap_or_default();
            let visits = next.visits.map(|n| n.to_string()).unwrap_or_default();
            table.row([desk.say("tiers.missing"), format!("{} {fen} {visits}", next.level.name)]);
        }
        table.text()
    })
}

/// What a customer holds or held.
pub(crate) fn benefits(desk: &Desk, customer: &str) -> Result<(), AppError> {
    let id = customers::find(&desk.app, customer)?;
    let held = tiers::benefits(&desk.app, id)?;
    desk.answer(&json!({ "benefits": held }), || {
        let mut table = Table::default().right(&[1]);
        for held in &held {
            let until = held.expires.map(|day| day.to_string()).unwrap_or_default();
            let left = format!("{}/{}", held.left, held.uses);
            table.row([held.name.clone(), left, until, held.id.to_string()]);
        }
        table.text()
    })
}

/// Uses a benefit.
pub(crate) fn redeem(
    desk: &Desk,
    entitlement: &str,
    uses: u32,
    note: String,
) -> Result<(), AppError> {
    let id: EntitlementId = id("benefit", entitlement)?;
    let left = tiers::redeem(&desk.app, clock::new_operation(), id, uses, note)?;
    desk.answer(&json!({ "left": left }), || format!("{} {left}", desk.say("tiers.left")))
}

fn text_of(file: &Path) -> Result<String, AppError> {
    std::fs::read_to_string(file).map_err(|_| AppError::File {
        name: file.display().to_string(),
        problem: FileProblem::Unreadable,
    })
}
