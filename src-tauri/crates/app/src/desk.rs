//! What holds for this PC alone. It lies beside the data file and not in it: who sits here is no fact
//! about the shop, and a backup that is restored on another PC must not bring it along.

use std::path::PathBuf;

use huike_domain::ids::PersonId;
use huike_domain::shop::Language;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::error::AppError;
use crate::gate::LockRules;

/// What holds for this PC alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Desk {
    /// Who sits here, and is told only of what they look after; none: everybody.
    pub(crate) only_of: Option<String>,
    /// Where backups are copied to besides.
    pub(crate) second: Option<PathBuf>,
    /// Who sits here, in a shop without passphrases.
    pub(crate) sits: Option<PersonId>,
    /// The shop's language, for the moment before it is opened.
    pub(crate) language: Option<Language>,
    /// When the shop is shut by itself.
    pub(crate) lock: LockRules,
}

const FILE: &str = "desk.json";

/// What holds here; the usual, where nothing readable says otherwise.
pub(crate) fn read(app: &App) -> Desk {
    let json = std::fs::read(app.folder().join(FILE)).unwrap_or_default();
    serde_json::from_slice(&json).unwrap_or_default()
}

/// Keeps what holds here.
pub(crate) fn keep(app: &App, desk: &Desk) -> Result<(), AppError> {
    let internal = |error: &dyn std::fmt::Display| AppError::Internal { detail: error.to_string() };
    let json = serde_json::to_vec(desk).map_err(|error| internal(&error))?;
    let path = app.folder().join(FILE);
    let beside = path.with_extension("new");
    // Whole or not at all: a program may be ended in between.
    std::fs::write(&beside, json)
        .and_then(|()| std::fs::rename(&beside, &path))
        .map_err(|error| internal(&error))
}
