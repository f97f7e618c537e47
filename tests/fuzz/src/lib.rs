//! What the targets share.

use std::sync::OnceLock;

use tempfile::TempDir;

/// Reads bytes as a file with this ending.
///
/// # Panics
/// Where a reader does, which is what is sought, or the file cannot be written.
pub fn read_as(ending: &str, bytes: &[u8]) {
    static FOLDER: OnceLock<TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| tempfile::tempdir().expect("a folder"));
    let path = folder.path().join(format!("file.{ending}"));
    std::fs::write(&path, bytes).expect("a file");
    huike_tests::readers::file(&path);
}
