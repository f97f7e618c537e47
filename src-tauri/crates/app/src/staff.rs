//! Who works here: what each may give alone, and by which passphrase they say yes on somebody
//! else's PC.

use std::collections::BTreeMap;

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use huike_domain::error::InvalidCode;
use huike_domain::ids::OperationId;
use huike_domain::staff::{Person, Role, Staff, same_name};
use huike_store::settings as saved;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::error::AppError;

/// Somebody who works here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PersonView {
    /// Who.
    pub person: Person,
    /// Whether they have a passphrase.
    pub passphrase: bool,
}

/// The shortest passphrase, in characters.
const LEAST_CHARS: usize = 4;

/// The longest passphrase, in characters.
const MOST_CHARS: usize = 100;

/// Everybody who was entered.
///
/// # Errors
/// [`AppError::Internal`].
pub fn people(app: &App) -> Result<Vec<PersonView>, AppError> {
    app.read(|reader| {
        let proofs = saved::passphrases(reader)?;
        let view = |person: Person| {
            let passphrase = proofs.contains_key(&key(&person.name));
            PersonView { person, passphrase }
        };
        Ok(saved::staff(reader)?.0.into_iter().map(view).collect())
    })
}

fn key(name: &str) -> String {
    name.trim().to_lowercase()
}

/// Saves who works here. Where an owner of the shop has a passphrase, one of them must say yes with
/// theirs; passphrases of people who are no longer named are forgotten.
///
/// # Errors
/// [`AppError::Invalid`] names the field to mend, `by` or `passphrase` where an owner must say yes.
pub fn save(
    app: &App,
    op: OperationId,
    people: Staff,
    by: String,
    passphrase: Option<String>,
) -> Result<(), AppError> {
    let people = people.checked()?;
    owner_says(app, &by, passphrase.as_deref())?;
    app.write(op, "staff.save", None, move |tx| {
        let mut proofs = saved::passphrases(tx)?;
        proofs.retain(|name, _| people.named(name).is_some());
        saved::set_passphrases(tx, &proofs)?;
        Ok(saved::set_staff(tx, &people)?)
    })?;
    Ok(())
}

fn owner_says(app: &App, by: &str, passphrase: Option<&str>) -> Result<(), AppError> {
    let guarded = app.read(|reader| {
        let (staff, proofs) = (saved::staff(reader)?, saved::passphrases(reader)?);
        let owners = staff.0.into_iter().filter(|person| person.role == Role::Owner);
        Ok(owners.filter(|owner| proofs.contains_key(&key(&owner.name))).collect::<Vec<_>>())
    })?;
    if guarded.is_empty() {
        return Ok(());
    }
    if !guarded.iter().any(|owner| same_name(&owner.name, by)) {
        return Err(AppError::invalid("by", InvalidCode::Unknown));
    }
    hold(app, by, passphrase)
}

/// Gives somebody a passphrase, or another one; `None` takes it away. Who has one says it first.
///
/// # Errors
/// [`AppError::Invalid`] on `passphrase` where it is too short or too long, on `present` where the
/// present one is missing or wrong, on `name` for somebody who was not entered.
pub fn set_passphrase(
    app: &App,
    op: OperationId,
    name: String,
    present: Option<String>,
    passphrase: Option<String>,
) -> Result<(), AppError> {
    let known = app.read(|reader| Ok(saved::staff(reader)?.named(&name).is_some()))?;
    if !known {
        return Err(AppError::invalid("name", InvalidCode::Unknown));
    }
    hold(app, &name, present.as_deref()).map_err(|error| match error {
        AppError::Invalid { code, limit, .. } => {
            AppError::Invalid { field: "present".to_owned(), code, limit }
        }
        other => other,
    })?;
    let proof = match passphrase.as_deref() {
        Some(text) if text.chars().count() < LEAST_CHARS => {
            return Err(AppError::invalid("passphrase", InvalidCode::OutOfRange));
        }
        Some(text) if text.chars().count() > MOST_CHARS => {
            return Err(huike_domain::error::FieldError::too_long("passphrase", MOST_CHARS).into());
        }
        Some(text) => Some(proof_of(text)?),
        None => None,
    };
    app.write(op, "staff.passphrase", None, move |tx| {
        let mut proofs = saved::passphrases(tx)?;
        match proof {
            Some(proof) => proofs.insert(key(&name), proof),
            None => proofs.remove(&key(&name)),
        };
        Ok(saved::set_passphrases(tx, &proofs)?)
    })?;
    Ok(())
}

/// Refuses who does not prove that it is them: by sitting at their own PC, or by their passphrase
/// where they have one.
pub(crate) fn prove(app: &App, name: &str, passphrase: Option<&str>) -> Result<(), AppError> {
    let desk = crate::notifying::desk(app).only_of;
    if desk.is_some_and(|desk| same_name(&desk, name)) {
        return Ok(());
    }
    hold(app, name, passphrase)
}

fn hold(app: &App, name: &str, passphrase: Option<&str>) -> Result<(), AppError> {
    let proofs: BTreeMap<String, String> = app.read(|reader| Ok(saved::passphrases(reader)?))?;
    let Some(proof) = proofs.get(&key(name)) else { return Ok(()) };
    let Some(text) = passphrase.filter(|text| !text.is_empty()) else {
        return Err(AppError::invalid("passphrase", InvalidCode::Required));
    };
    let damaged = |_| AppError::Internal { detail: "a proof cannot be read".to_owned() };
    let proof = PasswordHash::new(proof).map_err(damaged)?;
    hasher()?
        .verify_password(text.as_bytes(), &proof)
        .map_err(|_| AppError::invalid("passphrase", InvalidCode::Unknown))
}

/// argon2id with 19 MiB and two passes, as OWASP recommends at least: it guards a yes, not the
/// file.
fn hasher() -> Result<Argon2<'static>, AppError> {
    let params = Params::new(19_456, 2, 1, None).map_err(internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn proof_of(text: &str) -> Result<String, AppError> {
    let salt = SaltString::encode_b64(crate::clock::random_id().as_bytes()).map_err(internal)?;
    Ok(hasher()?.hash_password(text.as_bytes(), &salt).map_err(internal)?.to_string())
}

fn internal(error: impl std::fmt::Display) -> AppError {
    AppError::Internal { detail: error.to_string() }
}
