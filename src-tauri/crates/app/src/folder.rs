//! Where the shop's data lies on this PC: the same place for the window and the terminal.

use std::path::{Path, PathBuf};

/// The name of the program's own folder among those of other programs.
const NAME: &str = "cn.huike.desktop";

/// Names another folder, for a second shop or a trial.
const OTHER: &str = "HUIKE_DATA";

/// The program's own folder: under `%APPDATA%` on Windows, `Application Support` on macOS and
/// `$XDG_DATA_HOME` (or `~/.local/share`) elsewhere, unless `HUIKE_DATA` names another. None where
/// the account has no home.
#[must_use]
pub fn usual() -> Option<PathBuf> {
    let other = std::env::var_os(OTHER).filter(|folder| !folder.is_empty());
    other.map(PathBuf::from).or_else(|| Some(dirs::data_dir()?.join(NAME)))
}

/// Whether nothing more can be written in `folder`. On a full disk the engine may speak of any failure
/// to read or write, so it is asked of the disk itself.
#[must_use]
pub(crate) fn is_full(folder: &Path) -> bool {
    let probe = folder.join(".room");
    let written = std::fs::write(&probe, [0; 1 << 16]);
    let _ = std::fs::remove_file(probe);
    written.is_err_and(|error| huike_store::error::is_full(&error))
}

/// Whether a data file lies in `folder`.
#[must_use]
pub fn holds_data(folder: &Path) -> bool {
    folder.join(huike_store::FILE_NAME).exists()
}
