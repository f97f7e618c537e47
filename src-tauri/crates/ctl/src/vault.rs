//! Proof that the file is whole, copies of it, and putting one back.

use std::path::Path;

use huike_app::AppError;
use huike_app::clock;
use huike_app::vault::{self, Place};
use serde_json::json;

use crate::answer::internal;
use crate::desk::Desk;
use crate::table::Table;

/// Proves that the file is whole.
pub(crate) fn verify(desk: &Desk) -> Result<(), AppError> {
    let report = vault::verify(&desk.app)?;
    let whole = report.problems.is_empty();
    let mut value = serde_json::to_value(&report).map_err(internal)?;
    value["ok"] = whole.into();
    desk.answer(&value, || {
        let mut table = Table::default().right(&[1]);
        for (key, count) in [
            ("ctl.customers", report.customers),
            ("ctl.purchases", report.purchases),
            ("ctl.interactions", report.interactions),
            ("ctl.followUps", report.follow_ups),
            ("ctl.operations", report.operations),
        ] {
            table.row([desk.say(key), count.to_string()]);
        }
        let verdict = desk.say(if whole { "ctl.whole" } else { "ctl.notWhole" });
        format!("{verdict}\n{}\n{}", report.problems.join("\n"), table.text())
    })?;
    if whole { Ok(()) } else { Err(AppError::Damaged { backup: None }) }
}

/// Writes a verified copy.
pub(crate) fn backup(desk: &Desk, file: &Path) -> Result<(), AppError> {
    let bytes = vault::backup(&desk.app, file)?;
    desk.answer(&json!({ "file": file, "bytes": bytes }), || {
        desk.say_with("ctl.backup", &[("file", &file.display().to_string())])
    })
}

/// Makes a backup where the program keeps its own, and lists them all.
pub(crate) fn backups(desk: &Desk, list: bool) -> Result<(), AppError> {
    if !list {
        vault::make_now(&desk.app)?;
    }
    let all = vault::list(&desk.app)?;
    let value = serde_json::to_value(&all).map_err(internal)?;
    desk.answer(&value, || {
        let mut table = Table::default().right(&[1, 2]);
        for backup in &all.backups {
            table.row([
                backup.file.clone(),
                backup.bytes.to_string(),
                backup.since.map_or_else(String::new, |since| since.to_string()),
            ]);
        }
        format!("{}\n{}", all.folder, table.text())
    })
}

/// Puts a copy back.
pub(crate) fn restore(
    folder: &Path,
    who: Option<&str>,
    json: bool,
    file: &Path,
) -> Result<(), AppError> {
    let app = crate::enter::enter_to_restore(folder, who)?;
    let restored = vault::restore_over(&app, clock::new_operation(), file)?;
    let desk = Desk::of(app, json)?;
    let damaged = restored.place == Place::OverDamaged;
    desk.answer(&json!({ "kept": restored.kept, "was_damaged": damaged }), || {
        desk.say_with("ctl.restored", &[("file", &restored.kept.display().to_string())])
    })
}
