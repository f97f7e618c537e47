//! Where the shop's data lies on this PC: the same place for the window and the terminal.

use std::path::{Path, PathBuf};

/// The name of the program's own folder among those of other programs.
const NAME: &str = "cn.huike.desktop";

/// The program's own folder: under `%APPDATA%` on Windows, `Application Support` on macOS and
/// `$XDG_DATA_HOME` (or `~/.local/share`) elsewhere. None where the account has no home.
#[must_use]
pub fn usual() -> Option<PathBuf> {
    Some(dirs::data_dir()?.join(NAME))
}

/// Whether a data file lies in `folder`.
#[must_use]
pub fn holds_data(folder: &Path) -> bool {
    folder.join(huike_store::FILE_NAME).exists()
}
