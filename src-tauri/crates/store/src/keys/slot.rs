//! One wrapping of the data key: for a person with a passphrase, or for the recovery code.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::XChaCha20Poly1305;
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use crypto_box::{ChaChaBox, PublicKey, SecretKey};
use huike_domain::ids::PersonId;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{DataKey, fill};
use crate::StoreError;

/// Whose a wrapping is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Holder {
    /// Somebody who works here.
    Person(PersonId),
    /// Whoever has the printed code.
    RecoveryCode,
}

/// A wrapping as it lies in `key.json`. Bytes are hexadecimal digits.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Slot {
    pub(super) holder: Holder,
    pub(super) name: String,
    derivation: Derivation,
    /// The holder's public key (X25519).
    public: String,
    /// Their secret key, boxed by what the passphrase derives to.
    secret: Boxed,
    /// The data key, sealed to the public key by one that was made for that and forgotten.
    sealed: Sealed,
}

/// How a passphrase becomes a key: argon2id (RFC 9106), with its cost written down so that a later
/// program may ask for more.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Derivation {
    salt: String,
    kib: u32,
    passes: u32,
}

/// What XChaCha20-Poly1305 made.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Boxed {
    nonce: String,
    bytes: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Sealed {
    from: String,
    #[serde(flatten)]
    boxed: Boxed,
}

/// 64 MiB and three passes: a guess costs an attacker with the file as much as us.
const KIB: u32 = 65_536;
const PASSES: u32 = 3;

/// The most that a file may make us spend on one passphrase: somebody may have written it.
const MOST_KIB: u32 = 1 << 20;
const MOST_PASSES: u32 = 20;

impl Slot {
    /// Makes a wrapping of `key` that `secret` opens.
    pub(super) fn wrap(
        holder: Holder,
        name: &str,
        secret: &str,
        key: &DataKey,
    ) -> Result<Self, StoreError> {
        let mut salt = [0; 16];
        fill(&mut salt)?;
        let derivation = Derivation { salt: hex::encode(salt), kib: KIB, passes: PASSES };
        let own = random_secret()?;
        let public = own.public_key();
        let bound = bound_to(holder, &public);
        let own_bytes = Zeroizing::new(own.to_bytes());
        let boxed = Boxed::close(&*derivation.derive(secret)?, own_bytes.as_slice(), &bound)?;
        Ok(Self {
            holder,
            name: name.to_owned(),
            derivation,
            public: hex::encode(public.as_bytes()),
            secret: boxed,
            sealed: Sealed::to(&public, key)?,
        })
    }

    /// Opens it by the passphrase or the code.
    pub(super) fn open(&self, secret: &str) -> Result<DataKey, StoreError> {
        let public = PublicKey::from(bytes32(&self.public)?);
        let bound = bound_to(self.holder, &public);
        let own = self.secret.open(&*self.derivation.derive(secret)?, &bound)?;
        let own =
            Zeroizing::new(<[u8; 32]>::try_from(own.as_slice()).map_err(|_| StoreError::Locked)?);
        self.sealed.open(&SecretKey::from(*own))
    }

    /// Gives the holder another data key, without their passphrase.
    pub(super) fn reseal(&mut self, key: &DataKey) -> Result<(), StoreError> {
        let public = PublicKey::from(bytes32(&self.public)?);
        self.sealed = Sealed::to(&public, key)?;
        Ok(())
    }
}

/// A box speaks for one holder with one key: it cannot be moved to another wrapping.
fn bound_to(holder: Holder, public: &PublicKey) -> Vec<u8> {
    let mut bound = b"huike wrapping 2 ".to_vec();
    match holder {
        Holder::Person(person) => bound.extend(person.as_bytes()),
        Holder::RecoveryCode => bound.extend(b"recovery code"),
    }
    bound.extend(public.as_bytes());
    bound
}

fn random_secret() -> Result<SecretKey, StoreError> {
    let mut bytes = Zeroizing::new([0; 32]);
    fill(bytes.as_mut_slice())?;
    Ok(SecretKey::from(*bytes))
}

fn bytes32(text: &str) -> Result<[u8; 32], StoreError> {
    let bytes = hex::decode(text).map_err(|_| StoreError::Locked)?;
    bytes.try_into().map_err(|_| StoreError::Locked)
}

impl Derivation {
    fn derive(&self, secret: &str) -> Result<Zeroizing<[u8; 32]>, StoreError> {
        if self.kib > MOST_KIB || self.passes > MOST_PASSES {
            return Err(StoreError::KeysChanged);
        }
        let salt = hex::decode(&self.salt).map_err(|_| StoreError::KeysChanged)?;
        let params =
            Params::new(self.kib, self.passes, 1, Some(32)).map_err(|_| StoreError::KeysChanged)?;
        let mut key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(secret.as_bytes(), &salt, key.as_mut_slice())
            .map_err(|_| StoreError::KeysChanged)?;
        Ok(key)
    }
}

impl Boxed {
    /// Boxes `bytes` by a key that both sides know, so that they open with the same `bound` alone.
    pub(super) fn close(key: &[u8; 32], bytes: &[u8], bound: &[u8]) -> Result<Self, StoreError> {
        Self::close_by(|nonce| {
            let payload = Payload { msg: bytes, aad: bound };
            XChaCha20Poly1305::new(key.into()).encrypt(nonce.into(), payload)
        })
    }

    /// Opens what [`Boxed::close`] made.
    pub(super) fn open(
        &self,
        key: &[u8; 32],
        bound: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, StoreError> {
        self.open_by(|nonce, bytes| {
            let payload = Payload { msg: bytes, aad: bound };
            XChaCha20Poly1305::new(key.into()).decrypt(nonce.into(), payload)
        })
    }

    fn close_by(
        close: impl FnOnce(&[u8; 24]) -> chacha20poly1305::aead::Result<Vec<u8>>,
    ) -> Result<Self, StoreError> {
        let mut nonce = [0; 24];
        fill(&mut nonce)?;
        let closed = close(&nonce)
            .map_err(|_| StoreError::Engine("a key could not be wrapped".to_owned()))?;
        Ok(Self { nonce: hex::encode(nonce), bytes: hex::encode(closed) })
    }

    fn open_by(
        &self,
        open: impl FnOnce(&[u8; 24], &[u8]) -> chacha20poly1305::aead::Result<Vec<u8>>,
    ) -> Result<Zeroizing<Vec<u8>>, StoreError> {
        let nonce = hex::decode(&self.nonce).map_err(|_| StoreError::Locked)?;
        let nonce = <[u8; 24]>::try_from(nonce).map_err(|_| StoreError::Locked)?;
        let bytes = hex::decode(&self.bytes).map_err(|_| StoreError::Locked)?;
        open(&nonce, &bytes).map(Zeroizing::new).map_err(|_| StoreError::Locked)
    }
}

impl Sealed {
    fn to(public: &PublicKey, key: &DataKey) -> Result<Self, StoreError> {
        let from = random_secret()?;
        let by = ChaChaBox::new(public, &from);
        let boxed = Boxed::close_by(|nonce| by.encrypt(nonce.into(), key.0.as_slice()))?;
        Ok(Self { from: hex::encode(from.public_key().as_bytes()), boxed })
    }

    fn open(&self, own: &SecretKey) -> Result<DataKey, StoreError> {
        let by = ChaChaBox::new(&PublicKey::from(bytes32(&self.from)?), own);
        DataKey::from_slice(&self.boxed.open_by(|nonce, bytes| by.decrypt(nonce.into(), bytes))?)
    }
}
