//! `key.json`: how the data key is kept and wrapped. A copy of it lies beside each backup, without
//! what opens by itself.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use super::DataKey;
use super::slot::{Boxed, Holder, Slot};
use crate::open::Opener;
use crate::{FILE_NAME, StoreError};

/// How the key of a file that opens by itself is kept.
#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "kept", rename_all = "camelCase")]
pub(crate) enum Kept {
    /// In the desktop's keyring under this entry.
    Keyring { entry: String },
    /// Here, readable by the owner of the account alone: no keyring answered.
    OwnerFile { key: String },
}

/// The file as a whole.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct KeyFile {
    version: u32,
    pub(super) kept: Option<Kept>,
    pub(super) slots: Vec<Slot>,
    /// Data keys of before, boxed by the present one: backups have them.
    former: Vec<Boxed>,
    /// Proves that whoever wrote this knew the data key. None as long as nothing is wrapped.
    seal: Option<String>,
}

/// The one who keeps keys in the desktop's keyring.
const SERVICE: &str = "huike";

const NAME: &str = "key.json";

const VERSION: u32 = 2;

/// Keys of before that are remembered: backups are thinned in nine months, and people do not leave
/// every week.
const MOST_FORMER: usize = 64;

const FORMER: &[u8] = b"huike former key 2";

/// Where the keys of the data in `folder` lie.
fn path_in(folder: &Path) -> PathBuf {
    folder.join(NAME)
}

impl KeyFile {
    /// Reads what lies in `folder`; none where nothing does.
    pub(super) fn read(folder: &Path) -> Result<Option<Self>, StoreError> {
        match fs::read(path_in(folder)) {
            Ok(bytes) => Self::parse(&bytes).map(Some),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The first version was how the key is kept and nothing besides.
    fn parse(bytes: &[u8]) -> Result<Self, StoreError> {
        if let Ok(file) = serde_json::from_slice::<Self>(bytes) {
            return Ok(file);
        }
        serde_json::from_slice(bytes).map(Self::of).map_err(|_| StoreError::Locked)
    }

    const fn of(kept: Kept) -> Self {
        Self {
            version: VERSION,
            kept: Some(kept),
            slots: Vec::new(),
            former: Vec::new(),
            seal: None,
        }
    }

    /// Makes a key for a folder that has none.
    pub(super) fn create(folder: &Path) -> Result<DataKey, StoreError> {
        if folder.join(FILE_NAME).exists() {
            // Data without its key: a new key would only hide that.
            return Err(StoreError::Locked);
        }
        let key = DataKey::random()?;
        match Self::of(Kept::keep(&key)).write(folder, Place::New) {
            Ok(()) => Ok(key),
            // Another program was first; its key is the key.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => super::kept(folder),
            Err(error) => Err(error.into()),
        }
    }

    pub(super) fn slot(&self, holder: Holder) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.holder == holder)
    }

    pub(super) fn put(&mut self, slot: Slot) {
        self.slots.retain(|other| other.holder != slot.holder);
        self.slots.push(slot);
    }

    /// The data key by what a holder knows.
    pub(super) fn open(&self, holder: Holder, secret: &str) -> Result<DataKey, StoreError> {
        let key = self.slot(holder).ok_or(StoreError::Locked)?.open(secret)?;
        self.check_seal(&key)?;
        Ok(key)
    }

    /// Data keys of before, the latest first.
    pub(super) fn former(&self, key: &DataKey) -> Result<Vec<DataKey>, StoreError> {
        let open = |boxed: &Boxed| DataKey::from_slice(&boxed.open(&key.0, FORMER)?);
        self.former.iter().rev().map(open).collect()
    }

    /// Changes what lies in `folder`, whole or not at all, with no other program in between.
    pub(super) fn change(
        folder: &Path,
        key: &DataKey,
        change: impl FnOnce(&mut Self),
    ) -> Result<(), StoreError> {
        let _alone = alone(folder)?;
        let mut file = Self::read(folder)?.ok_or(StoreError::Locked)?;
        file.check_seal(key)?;
        change(&mut file);
        file.seal = Some(file.sealed_by(key)?);
        Ok(file.write(folder, Place::Over)?)
    }

    /// Lets another data key stand for the present one, for everybody save those `gone`, while
    /// `encrypt` gives it to the file; where that fails, everything is as before.
    pub(super) fn change_key(
        folder: &Path,
        key: &DataKey,
        gone: &[Holder],
        encrypt: impl FnOnce(&DataKey) -> Result<(), StoreError>,
    ) -> Result<DataKey, StoreError> {
        let _alone = alone(folder)?;
        let mut file = Self::read(folder)?.ok_or(StoreError::Locked)?;
        file.check_seal(key)?;
        let (before, new) = (file.clone(), DataKey::random()?);
        let mut former = file.former(key)?;
        former.insert(0, key.clone());
        former.truncate(MOST_FORMER);
        let boxed = |key: &DataKey| Boxed::close(&new.0, key.0.as_slice(), FORMER);
        file.former = former.iter().rev().map(boxed).collect::<Result<_, _>>()?;
        file.slots.retain(|slot| !gone.contains(&slot.holder));
        for slot in &mut file.slots {
            slot.reseal(&new)?;
        }
        file.kept = before.kept.as_ref().map(|_| Kept::keep(&new));
        file.seal = Some(file.sealed_by(&new)?);
        file.write(folder, Place::Over)?;
        let (now, then) = match encrypt(&new) {
            Ok(()) => (Ok(new), before.kept),
            Err(error) => {
                // Where the old key no longer opens it, both stay, and whoever opens it goes on.
                let is_as_before = Opener::connect_by(&folder.join(FILE_NAME), key).is_ok();
                if is_as_before {
                    before.write(folder, Place::Over)?;
                }
                (Err(error), file.kept.filter(|_| is_as_before))
            }
        };
        if let Some(Err(error)) = then.map(|kept| kept.forget()) {
            // A key that opens nothing any more does no harm where it lies.
            tracing::warn!(%error, "an old key stays in the keyring");
        }
        now
    }

    fn check_seal(&self, key: &DataKey) -> Result<(), StoreError> {
        let Some(seal) = &self.seal else {
            // Before anything is wrapped there is nothing that a stranger could have put here.
            return if self.slots.is_empty() { Ok(()) } else { Err(StoreError::KeysChanged) };
        };
        let seal = hex::decode(seal).map_err(|_| StoreError::KeysChanged)?;
        self.mac(key)?.verify_slice(&seal).map_err(|_| StoreError::KeysChanged)
    }

    fn sealed_by(&self, key: &DataKey) -> Result<String, StoreError> {
        Ok(hex::encode(self.mac(key)?.finalize().into_bytes()))
    }

    /// HMAC-SHA-256 over all wrappings, by a key that HKDF derives from the data key.
    fn mac(&self, key: &DataKey) -> Result<Hmac<Sha256>, StoreError> {
        let engine = |_| StoreError::Engine("a seal could not be made".to_owned());
        let mut own = zeroize::Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::new(None, key.0.as_slice())
            .expand(b"huike key file 2", own.as_mut_slice())
            .map_err(engine)?;
        let sealed = (self.version, &self.slots, &self.former);
        let json = serde_json::to_vec(&sealed).map_err(io::Error::other)?;
        let mut mac = Hmac::<Sha256>::new_from_slice(own.as_slice())
            .map_err(|_| StoreError::Engine("a seal could not be made".to_owned()))?;
        mac.update(&json);
        Ok(mac)
    }

    /// Writes beside, then moves into place: a crash leaves no half key.
    fn write(&self, folder: &Path, place: Place) -> io::Result<()> {
        write_whole(&path_in(folder), &serde_json::to_vec_pretty(self)?, place)
    }
}

/// Copies who can open a file to beside a backup of it, without what opens by itself; nothing where
/// nobody has a passphrase or a code.
pub(crate) fn copy_beside(folder: &Path, backup: &Path) -> Result<(), StoreError> {
    let Some(mut file) = KeyFile::read(folder)? else { return Ok(()) };
    if file.slots.is_empty() {
        return Ok(());
    }
    file.kept = None;
    Ok(write_whole(
        &beside(backup),
        &serde_json::to_vec_pretty(&file).map_err(io::Error::other)?,
        Place::Over,
    )?)
}

/// Where the wrappings of a backup's key lie.
#[must_use]
pub fn beside(backup: &Path) -> PathBuf {
    backup.with_extension(NAME)
}

#[derive(Clone, Copy)]
enum Place {
    /// Nothing is there yet; who comes second is told so.
    New,
    /// In the place of what is there.
    Over,
}

fn write_whole(path: &Path, bytes: &[u8], place: Place) -> io::Result<()> {
    let beside = path.with_extension(format!("{}.new", std::process::id()));
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    match place {
        Place::New => {
            let linked = fs::hard_link(&beside, path);
            fs::remove_file(&beside)?;
            linked?;
        }
        Place::Over => fs::rename(&beside, path)?,
    }
    crate::backup::sync_folder(path)
}

/// Waits until no other program changes the keys of `folder`; they may again when this is dropped.
fn alone(folder: &Path) -> Result<File, StoreError> {
    let lock = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(folder.join("key.lock"))?;
    lock.lock()?;
    Ok(lock)
}

impl Kept {
    /// Keeps a key where the desktop keeps such things, and in the file where it does not.
    pub(super) fn keep(key: &DataKey) -> Self {
        let in_file = || Self::OwnerFile { key: key.to_hex().as_str().to_owned() };
        keep_in_keyring(key).unwrap_or_else(in_file)
    }

    pub(super) fn key(&self) -> Result<DataKey, StoreError> {
        match self {
            Self::OwnerFile { key } => DataKey::parse(key),
            Self::Keyring { entry } => {
                let entry = keyring::Entry::new(SERVICE, entry).map_err(|_| StoreError::Locked)?;
                DataKey::parse(&entry.get_password().map_err(|_| StoreError::Locked)?)
            }
        }
    }

    /// Takes a key out of the desktop's keyring.
    pub(super) fn forget(&self) -> Result<(), StoreError> {
        let Self::Keyring { entry } = self else { return Ok(()) };
        let forgotten =
            keyring::Entry::new(SERVICE, entry).and_then(|entry| entry.delete_credential());
        match forgotten {
            Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
            Err(error) => Err(io::Error::other(error.to_string()).into()),
        }
    }
}

/// Trusts a keyring only after reading back what was put in.
fn keep_in_keyring(key: &DataKey) -> Option<Kept> {
    if std::env::var_os("HUIKE_NO_KEYRING").is_some() {
        return None;
    }
    let name = uuid::Uuid::new_v4().to_string();
    let entry = keyring::Entry::new(SERVICE, &name).ok()?;
    entry.set_password(&key.to_hex()).ok()?;
    let found = zeroize::Zeroizing::new(entry.get_password().ok()?);
    (*found == *key.to_hex()).then_some(Kept::Keyring { entry: name })
}
