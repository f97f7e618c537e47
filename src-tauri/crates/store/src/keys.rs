//! The file's key: 32 random bytes, wrapped by the desktop's keyring where one answers, else kept
//! in a file that its owner alone may read.
//!
//! `key.json` says how the key is kept; a wrapping by passphrase becomes one more variant.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::StoreError;

/// The raw key, as hexadecimal digits.
#[derive(Clone)]
pub(crate) struct Key(String);

impl Key {
    /// The statement that must come first on a connection. A raw key skips the derivation from a
    /// passphrase and opens in a tenth of a millisecond.
    pub(crate) fn pragma(&self) -> String {
        format!("PRAGMA key = \"x'{}'\";", self.0)
    }

    fn random() -> Result<Self, StoreError> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|error| std::io::Error::other(error.to_string()))?;
        Ok(Self(hex::encode(bytes)))
    }

    fn parse(text: &str) -> Result<Self, StoreError> {
        let bytes = hex::decode(text.trim()).map_err(|_| StoreError::Locked)?;
        if bytes.len() == 32 { Ok(Self(hex::encode(bytes))) } else { Err(StoreError::Locked) }
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "kept", rename_all = "camelCase")]
enum Wrapping {
    /// In the desktop's keyring under this entry.
    Keyring { entry: String },
    /// Here, readable by the owner alone: no keyring answered.
    OwnerFile { key: String },
}

const SERVICE: &str = "huike";

/// The key of the file in `folder`; a new one where there is no file yet.
pub(crate) fn key_for(folder: &Path) -> Result<Key, StoreError> {
    let path = key_path(folder);
    match fs::read(&path) {
        Ok(bytes) => read(&bytes),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => create(folder, &path),
        Err(error) => Err(error.into()),
    }
}

/// Whether the folder has a key.
pub(crate) fn known(folder: &Path) -> bool {
    key_path(folder).exists()
}

fn key_path(folder: &Path) -> PathBuf {
    folder.join("key.json")
}

fn read(bytes: &[u8]) -> Result<Key, StoreError> {
    match serde_json::from_slice(bytes).map_err(|_| StoreError::Locked)? {
        Wrapping::OwnerFile { key } => Key::parse(&key),
        Wrapping::Keyring { entry } => {
            let entry = keyring::Entry::new(SERVICE, &entry).map_err(|_| StoreError::Locked)?;
            Key::parse(&entry.get_password().map_err(|_| StoreError::Locked)?)
        }
    }
}

fn create(folder: &Path, path: &Path) -> Result<Key, StoreError> {
    if folder.join(crate::FILE_NAME).exists() {
        // Data without its key: a new key would only hide that.
        return Err(StoreError::Locked);
    }
    let key = Key::random()?;
    let wrapping = keep_in_keyring(&key).unwrap_or(Wrapping::OwnerFile { key: key.0.clone() });
    let json = serde_json::to_vec_pretty(&wrapping).map_err(std::io::Error::other)?;
    match write_for_owner(path, &json) {
        Ok(()) => Ok(key),
        // Another program was first; its key is the key.
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => read(&fs::read(path)?),
        Err(error) => Err(error.into()),
    }
}

/// Trusts a keyring only after reading back what was put in.
fn keep_in_keyring(key: &Key) -> Option<Wrapping> {
    if std::env::var_os("HUIKE_NO_KEYRING").is_some() {
        return None;
    }
    let name = uuid::Uuid::new_v4().to_string();
    let entry = keyring::Entry::new(SERVICE, &name).ok()?;
    entry.set_password(&key.0).ok()?;
    (entry.get_password().ok()? == key.0).then_some(Wrapping::Keyring { entry: name })
}

/// Writes beside, then links into place: a crash leaves no half key, and the second of two
/// programs that start at once is told so.
fn write_for_owner(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let beside = path.with_extension(format!("{}.new", std::process::id()));
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    let linked = fs::hard_link(&beside, path);
    fs::remove_file(&beside)?;
    linked
}
