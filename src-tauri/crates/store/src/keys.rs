//! The file's key, and who can get at it.
//!
//! The file is encrypted with 32 random bytes. `key.json` beside it says how these are kept: by the
//! desktop's keyring or in that file itself, as long as the shop has no passphrases; and wrapped
//! once for each person with a passphrase and for the printed recovery code. A wrapping is two steps:
//! the passphrase opens a secret key of the person's own, and that opens the data key, which was
//! sealed to its public half. So a new data key can be given to everybody without knowing anybody's
//! passphrase, and whoever held the old one learns nothing of the new one.

mod code;
mod file;
mod slot;

use std::path::Path;

use huike_domain::ids::PersonId;
use huike_domain::vault::CodeProblem;
use zeroize::Zeroizing;

use crate::{Store, StoreError};

pub use code::{CodeWords, RecoveryCode};
pub use file::beside;
pub(crate) use file::copy_beside;
use file::{Kept, KeyFile};
pub use slot::Holder;
use slot::Slot;

/// The key of a data file: 32 bytes, wiped from memory when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct DataKey(Zeroizing<[u8; 32]>);

impl DataKey {
    fn random() -> Result<Self, StoreError> {
        let mut bytes = Zeroizing::new([0; 32]);
        fill(bytes.as_mut_slice())?;
        Ok(Self(bytes))
    }

    fn from_slice(bytes: &[u8]) -> Result<Self, StoreError> {
        Ok(Self(Zeroizing::new(bytes.try_into().map_err(|_| StoreError::Locked)?)))
    }

    fn parse(text: &str) -> Result<Self, StoreError> {
        let bytes = Zeroizing::new(hex::decode(text.trim()).map_err(|_| StoreError::Locked)?);
        Self::from_slice(&bytes)
    }

    fn to_hex(&self) -> Zeroizing<String> {
        Zeroizing::new(hex::encode(self.0.as_slice()))
    }

    /// The statement that must come first on a connection. A raw key skips the derivation from a
    /// passphrase and opens in a tenth of a millisecond.
    pub(crate) fn pragma(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("PRAGMA key = \"x'{}'\";", self.to_hex().as_str()))
    }

    /// The statement that encrypts the whole open file with this key instead.
    pub(crate) fn pragma_anew(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("PRAGMA rekey = \"x'{}'\";", self.to_hex().as_str()))
    }
}

impl std::fmt::Debug for DataKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DataKey(…)")
    }
}

/// Fills `bytes` from the system's source of randomness.
pub(crate) fn fill(bytes: &mut [u8]) -> Result<(), StoreError> {
    getrandom::fill(bytes).map_err(|error| std::io::Error::other(error.to_string()).into())
}

/// Who can open the file in a folder, without opening it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Locks {
    /// Whether it opens by itself: no passphrase guards it.
    pub opens_by_itself: bool,
    /// Whether the desktop's keyring keeps the key of a file that opens by itself; else it lies
    /// beside the file.
    pub in_keyring: bool,
    /// Those with a passphrase, with the names they had when they got it.
    pub people: Vec<(PersonId, String)>,
    /// Whether there is a recovery code.
    pub has_recovery_code: bool,
}

/// Who can open the file in `folder`; nobody and nothing where there is no key yet.
///
/// # Errors
/// [`StoreError::Locked`] where `key.json` cannot be understood, [`StoreError::Io`].
pub fn locks(folder: &Path) -> Result<Locks, StoreError> {
    let Some(file) = KeyFile::read(folder)? else { return Ok(Locks::default()) };
    let people = file.slots.iter().filter_map(|slot| match slot.holder {
        Holder::Person(person) => Some((person, slot.name.clone())),
        Holder::RecoveryCode => None,
    });
    Ok(Locks {
        opens_by_itself: file.kept.is_some(),
        in_keyring: matches!(file.kept, Some(Kept::Keyring { .. })),
        people: people.collect(),
        has_recovery_code: file.slot(Holder::RecoveryCode).is_some(),
    })
}

/// Opens the wrapping of a person by their passphrase. Takes a few tenths of a second, on purpose.
///
/// # Errors
/// [`StoreError::Locked`] where it is wrong or they have none, [`StoreError::KeysChanged`] where
/// somebody changed `key.json` who does not know the data key.
pub fn unlock(folder: &Path, person: PersonId, passphrase: &str) -> Result<DataKey, StoreError> {
    KeyFile::read(folder)?.ok_or(StoreError::Locked)?.open(Holder::Person(person), passphrase)
}

/// Opens the wrapping of the recovery code.
///
/// # Errors
/// As [`unlock`].
pub fn unlock_by_code(folder: &Path, code: &RecoveryCode) -> Result<DataKey, StoreError> {
    let file = KeyFile::read(folder)?.ok_or(StoreError::Locked)?;
    file.open(Holder::RecoveryCode, code.secret().as_str())
}

/// Reads a recovery code that was typed, in either language, with or without spaces between
/// Chinese words.
///
/// # Errors
/// Which word is none, or that the words do not belong together.
pub fn read_code(text: &str) -> Result<RecoveryCode, CodeProblem> {
    RecoveryCode::read(text)
}

/// The key of the file in `folder` where that opens by itself; a new one where there is no file yet.
///
/// # Errors
/// [`StoreError::Locked`] where it takes a passphrase, or its key is gone; [`StoreError::Io`].
pub fn kept(folder: &Path) -> Result<DataKey, StoreError> {
    match KeyFile::read(folder)? {
        Some(file) => file.kept.as_ref().ok_or(StoreError::Locked)?.key(),
        None => KeyFile::create(folder),
    }
}

/// Lets a new data key stand in `key.json` for `key`, for everybody save those who are `gone`, while
/// `encrypt` gives it to the file.
pub(crate) fn change_key(
    folder: &Path,
    key: &DataKey,
    gone: &[PersonId],
    encrypt: impl FnOnce(&DataKey) -> Result<(), StoreError>,
) -> Result<DataKey, StoreError> {
    let gone: Vec<_> = gone.iter().copied().map(Holder::Person).collect();
    KeyFile::change_key(folder, key, &gone, encrypt)
}

/// Keys that the file or a backup may still have, besides `key`: those it had before.
pub(crate) fn former_keys(folder: &Path, key: &DataKey) -> Result<Vec<DataKey>, StoreError> {
    KeyFile::read(folder)?.map_or_else(|| Ok(Vec::new()), |file| file.former(key))
}

impl Store {
    /// Gives a person a passphrase, in the place of any they had.
    ///
    /// # Errors
    /// [`StoreError::Io`], [`StoreError::KeysChanged`].
    pub fn give_passphrase(
        &self,
        person: PersonId,
        name: &str,
        passphrase: &str,
    ) -> Result<(), StoreError> {
        let key = self.key();
        let slot = Slot::wrap(Holder::Person(person), name, passphrase, key)?;
        KeyFile::change(self.folder(), key, |file| file.put(slot))
    }

    /// Makes a new recovery code, in the place of any before it. It is shown once and kept nowhere.
    ///
    /// # Errors
    /// As [`Store::give_passphrase`].
    pub fn make_recovery_code(&self) -> Result<RecoveryCode, StoreError> {
        let (key, code) = (self.key(), RecoveryCode::random()?);
        let slot = Slot::wrap(Holder::RecoveryCode, "", code.secret().as_str(), key)?;
        KeyFile::change(self.folder(), key, |file| file.put(slot))?;
        Ok(code)
    }

    /// Names a person as they are called now, where they have a passphrase.
    ///
    /// # Errors
    /// As [`Store::give_passphrase`].
    pub fn rename_holder(&self, person: PersonId, name: &str) -> Result<(), StoreError> {
        KeyFile::change(self.folder(), self.key(), |file| {
            file.slots
                .iter_mut()
                .filter(|slot| slot.holder == Holder::Person(person))
                .for_each(|slot| name.clone_into(&mut slot.name));
        })
    }

    /// Lets the file open by itself no longer: from now on it takes a passphrase. The key that was
    /// kept is forgotten.
    ///
    /// # Errors
    /// As [`Store::give_passphrase`].
    pub fn guard(&self) -> Result<(), StoreError> {
        let mut kept = None;
        KeyFile::change(self.folder(), self.key(), |file| kept = file.kept.take())?;
        if let Some(Err(error)) = kept.map(|kept| kept.forget()) {
            // The file gets another key right after this, and what stays opens nothing.
            tracing::warn!(%error, "the key of before stays in the keyring");
        }
        Ok(())
    }

    /// Takes all passphrases away: the file opens by itself again. A recovery code stays.
    ///
    /// # Errors
    /// As [`Store::give_passphrase`].
    pub fn unguard(&self) -> Result<(), StoreError> {
        let kept = Kept::keep(self.key());
        KeyFile::change(self.folder(), self.key(), |file| {
            file.kept = Some(kept);
            file.slots.retain(|slot| slot.holder == Holder::RecoveryCode);
        })
    }

    /// Gives the file in `folder` a new key, which everybody gets who has a passphrase, save those
    /// who are `gone`. For a program that has closed the file; no other may have it open. Where it
    /// is cut off, the next opening goes on with it.
    ///
    /// # Errors
    /// [`StoreError::Busy`] where another program has the file open; nothing is changed then.
    pub fn change_key(
        folder: &Path,
        key: &DataKey,
        gone: &[PersonId],
    ) -> Result<DataKey, StoreError> {
        crate::rekey::change(folder, key, gone)
    }
}
