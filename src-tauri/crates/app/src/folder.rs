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

/// Whether a data file lies in `folder`.
#[must_use]
pub fn holds_data(folder: &Path) -> bool {
    folder.join(huike_store::FILE_NAME).exists()
}
