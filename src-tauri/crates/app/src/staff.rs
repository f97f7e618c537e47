//! Who works here: what each may do and give alone, and the passphrases that open the shop to them.

use huike_domain::error::{FieldError, InvalidCode};
use huike_domain::ids::{OperationId, PersonId};
use huike_domain::staff::{Person, Right, Role, Staff};
use huike_store::keys::{self, Locks};
use huike_store::{Actor, Read, Tx, settings as saved};
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
const LEAST_CHARS: usize = 8;

/// The longest passphrase, in characters.
const MOST_CHARS: usize = 100;

/// Everybody who was entered.
///
/// # Errors
/// [`AppError::Internal`].
pub fn people(app: &App) -> Result<Vec<PersonView>, AppError> {
    let locks = keys::locks(app.folder())?;
    let view = |person: Person| {
        let passphrase = has_one(&locks, person.id);
        PersonView { person, passphrase }
    };
    app.read(|reader| Ok(saved::staff(reader)?.0.into_iter().map(view).collect()))
}

fn has_one(locks: &Locks, person: PersonId) -> bool {
    locks.people.iter().any(|(id, _)| *id == person)
}

/// Saves who works here. Who is no longer named loses their passphrase, and the file gets another
/// key, so that what they knew opens nothing that is written from now on.
///
/// # Errors
/// [`AppError::Invalid`] names the field to mend; on `people` where nobody who could change this
/// list would have a passphrase; what [`crate::vault::change_key`] says.
pub fn save(app: &App, op: OperationId, people: Staff) -> Result<(), AppError> {
    let people = people.checked()?;
    let locks = keys::locks(app.folder())?;
    let gone: Vec<_> =
        locks.people.iter().map(|(id, _)| *id).filter(|id| people.get(*id).is_none()).collect();
    let owners = people.owners().filter(|owner| has_one(&locks, owner.id)).count();
    if !locks.opens_by_itself && owners == 0 {
        return Err(AppError::invalid("people", InvalidCode::Required));
    }
    let renamed: Vec<_> = people
        .0
        .iter()
        .filter(|person| {
            locks.people.iter().any(|(id, name)| *id == person.id && *name != person.name)
        })
        .cloned()
        .collect();
    app.write(op, "staff.save", None, move |tx| Ok(saved::set_staff(tx, &people)?))?;
    let store = app.store()?;
    for person in renamed {
        store.rename_holder(person.id, &person.name)?;
    }
    drop(store);
    if !gone.is_empty() {
        crate::vault::new_key(app, &gone)?;
    }
    crate::gate::told(app);
    Ok(())
}

/// Refuses a passphrase that is too short or too long.
pub(crate) fn check_passphrase(text: &str) -> Result<(), AppError> {
    match text.chars().count() {
        count if count < LEAST_CHARS => {
            Err(AppError::invalid("passphrase", InvalidCode::OutOfRange))
        }
        count if count > MOST_CHARS => Err(FieldError::too_long("passphrase", MOST_CHARS).into()),
        _ => Ok(()),
    }
}

/// Gives somebody a passphrase, or another one; `None` takes it away. People change their own by
/// saying the present one; an owner gives anybody another. The first one in a shop is an owner's: from
/// then on the shop takes a passphrase to open, and its file has a key that was never written down.
///
/// # Errors
/// [`AppError::Invalid`] on `passphrase` where it is too short or too long, on `present` where the
/// present one is missing or wrong, on `person` where an owner must have one first, or be left with
/// one; [`AppError::NotAllowed`]; [`AppError::NotFound`]; [`AppError::TooSoon`].
pub fn set_passphrase(
    app: &App,
    op: OperationId,
    person: PersonId,
    present: Option<String>,
    passphrase: Option<String>,
) -> Result<(), AppError> {
    let staff = app.read(|reader| Ok(saved::staff(reader)?))?;
    let found = staff.get(person).cloned();
    let found = found.ok_or_else(|| AppError::not_found("person", &person.to_string()))?;
    let locks = keys::locks(app.folder())?;
    let (me, has) = (app.door().person(), has_one(&locks, person));
    if locks.opens_by_itself {
        crate::gate::may(app, Right::Own)?;
    } else {
        if me != Some(person) {
            crate::gate::may(app, Right::Own)?;
        } else if has {
            crate::gate::prove(app, person, present.as_deref().unwrap_or_default())
                .map_err(on_present)?;
        }
    }
    let others = |role: Option<Role>| {
        let of_role = |it: &&Person| role.is_none_or(|role| it.role == role);
        let with_one = |it: &&Person| it.id != person && has_one(&locks, it.id);
        staff.0.iter().filter(of_role).filter(with_one).count()
    };
    let owner_left = found.role == Role::Owner || others(Some(Role::Owner)) > 0;
    match passphrase {
        Some(text) => {
            check_passphrase(&text)?;
            if !owner_left {
                return Err(AppError::invalid("person", InvalidCode::Required));
            }
            app.store()?.give_passphrase(person, &found.name, &text)?;
            if locks.opens_by_itself {
                app.store()?.guard()?;
                app.door().seat(Some(person));
                if let Err(error) = crate::vault::new_key(app, &[]) {
                    // Half guarded, by a key that lay about, is not guarded.
                    app.store()?.unguard()?;
                    return Err(error);
                }
            } else if has {
                // Copies of the wrappings lie beside backups: with them the passphrase of before
                // would still open a file of the same key.
                crate::vault::new_key(app, &[])?;
            }
        }
        None if !has => {}
        None if others(None) == 0 => {
            app.store()?.unguard()?;
            app.door().unguard();
        }
        None if others(Some(Role::Owner)) == 0 => {
            return Err(AppError::invalid("person", InvalidCode::Impossible));
        }
        None => crate::vault::new_key(app, &[person])?,
    }
    app.write(op, "staff.passphrase", None, |_| Ok(()))?;
    crate::gate::told(app);
    Ok(())
}

fn on_present(error: AppError) -> AppError {
    match error {
        AppError::Invalid { code, limit, .. } => {
            AppError::Invalid { field: "present".to_owned(), code, limit }
        }
        other => other,
    }
}

/// Refuses who does not prove that it is them: by sitting here, or by their passphrase where the
/// shop has passphrases.
pub(crate) fn prove(app: &App, name: &str, passphrase: Option<&str>) -> Result<(), AppError> {
    let locks = keys::locks(app.folder())?;
    if locks.opens_by_itself || crate::gate::sits_here(app, name)? {
        return Ok(());
    }
    let person = app.read(|reader| Ok(saved::staff(reader)?.named(name).map(|it| it.id)))?;
    let person = person.ok_or_else(|| AppError::invalid("by", InvalidCode::Unknown))?;
    crate::gate::prove(app, person, passphrase.unwrap_or_default()).map(drop)
}

/// Under whose name something is noted: in a shop with passphrases that of who sits here, whatever
/// was typed.
pub(crate) fn speaker(app: &App, typed: &str) -> Result<String, AppError> {
    let Some(person) = app.door().person() else { return Ok(typed.to_owned()) };
    if keys::locks(app.folder())?.opens_by_itself {
        return Ok(typed.to_owned());
    }
    app.read(|reader| {
        let staff = saved::staff(reader)?;
        Ok(staff.get(person).map_or_else(|| typed.to_owned(), |me| me.name.clone()))
    })
}

/// Whose operation it is, where somebody said who sits here.
pub(crate) fn person_of(tx: &Tx<'_>) -> Result<Option<Person>, AppError> {
    let Actor::Person(person) = tx.actor() else { return Ok(None) };
    Ok(saved::staff(tx)?.get(person).cloned())
}

/// Refuses an operation of somebody without the right that it takes.
pub(crate) fn permit(tx: &Tx<'_>, right: Right) -> Result<(), AppError> {
    match tx.actor() {
        Actor::Person(person) => holds(tx, person, right),
        Actor::Owner | Actor::System => Ok(()),
    }
}

/// Refuses somebody without a right, and who no longer works here.
pub(crate) fn holds(read: &impl Read, person: PersonId, right: Right) -> Result<(), AppError> {
    let staff = saved::staff(read)?;
    if staff.get(person).is_some_and(|person| person.may(right)) {
        Ok(())
    } else {
        Err(AppError::NotAllowed { right })
    }
}
