//! Who is let in. A shop without passphrases opens by itself; one with passphrases is shut until
//! somebody says theirs, and can be shut again at any moment: then the file is closed, its key wiped
//! from memory, and every command but those here is answered with [`AppError::Locked`].

mod discreet;
mod door;
mod idle;
mod tries;

use huike_domain::error::InvalidCode;
use huike_domain::ids::{OperationId, PersonId};
use huike_domain::shop::Language;
use huike_domain::staff::{Allowed, Person, Right, Role, same_name};
use huike_domain::vault::CodeProblem;
use huike_store::keys::{self, DataKey, Locks, RecoveryCode};
use huike_store::{Store, StoreError, settings as saved};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::error::AppError;
use crate::events::{DataKind, Event};

pub use discreet::{Discretion, discretion};
pub(crate) use discreet::{masked, told_as};
pub(crate) use door::Door;
use door::Shut;
pub(crate) use idle::waiting;
pub use idle::{LockRules, lock_rules, look, seen, set_lock_rules};

/// How the shop stands to whoever sits there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct GateView {
    /// Whether the file is open.
    pub open: bool,
    /// Why it is not, where that is not for want of a passphrase.
    pub error: Option<AppError>,
    /// Whether it takes a passphrase.
    pub guarded: bool,
    /// Who may sign in: those with a passphrase, or, in a shop without passphrases, everybody.
    pub people: Vec<Entrant>,
    /// Whether there is a recovery code.
    pub has_recovery_code: bool,
    /// Whether the desktop's keyring keeps the key of a shop without passphrases.
    pub in_keyring: bool,
    /// The shop's language, where it is known.
    pub language: Option<Language>,
    /// Who sits there; none where nobody said so.
    pub me: Option<Person>,
    /// What they may; everything where nobody said who it is.
    pub rights: Vec<Right>,
}

/// Somebody who may sign in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Entrant {
    /// Who.
    pub id: PersonId,
    /// Their name.
    pub name: String,
}

/// How the shop stands to whoever sits there. Answers whatever state it is in.
///
/// # Errors
/// [`AppError::Internal`] where the keys cannot be read.
pub fn status(app: &App) -> Result<GateView, AppError> {
    try_again(app);
    let locks = keys::locks(app.folder()).unwrap_or_default();
    let guarded = !locks.opens_by_itself && !locks.people.is_empty();
    let entrant = |(id, name)| Entrant { id, name };
    let mut view = GateView {
        open: false,
        error: None,
        guarded,
        people: locks.people.into_iter().map(entrant).collect(),
        has_recovery_code: locks.has_recovery_code,
        in_keyring: locks.in_keyring,
        language: app.language().ok(),
        me: None,
        rights: Vec::new(),
    };
    let staff = match app.read(|reader| Ok(saved::staff(reader)?)) {
        Ok(staff) => staff,
        Err(AppError::Locked) if guarded => return Ok(view),
        // The keyring lost the key; a printed code, or somebody's passphrase, opens it all the same.
        Err(AppError::Locked) if view.has_recovery_code || !view.people.is_empty() => {
            return Ok(GateView { guarded: true, ..view });
        }
        Err(error) => return Ok(GateView { error: Some(error), ..view }),
    };
    view.open = true;
    if !guarded {
        view.people = staff.0.iter().map(|it| entrant((it.id, it.name.clone()))).collect();
    }
    view.me = app.door().person().and_then(|id| staff.get(id).cloned());
    let may = |right: &Right| view.me.as_ref().is_none_or(|me| me.may(*right));
    view.rights = Right::ALL.into_iter().filter(may).collect();
    Ok(view)
}

/// Opens the shop, or lets somebody else sit down. In a shop without passphrases nothing is asked.
///
/// # Errors
/// As [`enter`].
pub fn unlock(app: &App, person: PersonId, passphrase: String) -> Result<GateView, AppError> {
    enter(app, person, &passphrase)?;
    remember(app)?;
    told(app);
    status(app)
}

/// The same for one run of a program, which leaves no trace of who sat there.
///
/// # Errors
/// [`AppError::Invalid`] on `passphrase` where it is wrong, [`AppError::TooSoon`] after several
/// wrong ones, and whatever opening the file says.
pub fn enter(app: &App, person: PersonId, passphrase: &str) -> Result<(), AppError> {
    let locks = keys::locks(app.folder())?;
    if app.door().person() != Some(person) {
        // What was handed out to the one before is not for the next.
        app.files().forget();
    }
    if locks.opens_by_itself && app.store().is_ok() {
        if app.read(|reader| Ok(saved::staff(reader)?.get(person).is_none()))? {
            return Err(AppError::not_found("person", &person.to_string()));
        }
    } else {
        let key = prove(app, person, passphrase)?;
        // Whoever proved who they are sits there, also where the file turns out to be damaged and
        // they are to mend it.
        app.door().seat(Some(person));
        if app.store().is_err() {
            open(app, key)?;
        }
    }
    app.door().seat(Some(person));
    Ok(())
}

/// The shop in `folder`; only a shut or a damaged one is worth asking anybody about.
///
/// # Errors
/// Why it does not open, where no passphrase and no backup would mend that.
pub fn at(folder: &std::path::Path) -> Result<App, AppError> {
    let app = App::at(folder, std::sync::Arc::new(crate::clock::now));
    match app.store().map(drop) {
        Ok(()) | Err(AppError::Locked | AppError::Damaged { .. } | AppError::DiskFull) => Ok(app),
        Err(error) => Err(error),
    }
}

/// What somebody's passphrase opens; wrong ones are counted, and slow the next ones down.
pub(crate) fn prove(app: &App, person: PersonId, passphrase: &str) -> Result<DataKey, AppError> {
    if passphrase.is_empty() {
        return Err(AppError::invalid("passphrase", InvalidCode::Required));
    }
    let wrong = AppError::invalid("passphrase", InvalidCode::Unknown);
    let attempt = || keys::unlock(app.folder(), person, passphrase);
    tries::count(app, &person.to_string(), attempt, wrong)
}

/// Whether a recovery code could be one, before it is tried.
///
/// # Errors
/// [`AppError::RecoveryCode`] says what is wrong with it.
pub fn read_code(_: &App, code: String) -> Result<(), AppError> {
    read(&code).map(drop)
}

fn read(code: &str) -> Result<RecoveryCode, AppError> {
    keys::read_code(code).map_err(|problem| AppError::RecoveryCode { problem })
}

/// Opens the shop by the printed recovery code, and gives its first owner a new passphrase.
///
/// # Errors
/// [`AppError::RecoveryCode`] where it is none, or not this shop's; [`AppError::Invalid`] on
/// `passphrase`; [`AppError::TooSoon`].
pub fn recover(
    app: &App,
    op: OperationId,
    code: String,
    passphrase: String,
) -> Result<GateView, AppError> {
    let code = read(&code)?;
    crate::staff::check_passphrase(&passphrase)?;
    let wrong = AppError::RecoveryCode { problem: CodeProblem::Check };
    let attempt = || keys::unlock_by_code(app.folder(), &code);
    let key = tries::count(app, "code", attempt, wrong)?;
    if app.store().is_err() {
        open(app, key)?;
    }
    let owner = owner_of(app)?;
    let locks = keys::locks(app.folder())?;
    app.store()?.give_passphrase(owner.id, &owner.name, &passphrase)?;
    if locks.opens_by_itself && keys::kept(app.folder()).is_err() {
        // It would have opened by itself with a key that is gone: from now on it takes a passphrase.
        app.store()?.guard()?;
        app.door().open(app.store()?, true);
    }
    app.door().seat(Some(owner.id));
    // What was forgotten may have been found by somebody else.
    crate::vault::new_key(app, &[])?;
    app.write(op, "staff.passphrase", None, |_| Ok(()))?;
    remember(app)?;
    told(app);
    status(app)
}

/// The first owner; one who is entered now, where a list of before names none.
fn owner_of(app: &App) -> Result<Person, AppError> {
    let mut people = app.read(|reader| Ok(saved::staff(reader)?))?;
    if let Some(owner) = people.owners().next() {
        return Ok(owner.clone());
    }
    let (id, role) = (PersonId::from_uuid(crate::clock::random_id()), Role::Owner);
    let name = app.words()?.say("terms.role.owner", &[]);
    let owner = Person { id, name, role, limit_fen: None, allowed: Allowed::usual(role) };
    people.0.retain(|it| !same_name(&it.name, &owner.name));
    people.0.push(owner.clone());
    app.write_by_itself("staff.save", app.now(), move |tx| Ok(saved::set_staff(tx, &people)?))?;
    Ok(owner)
}

/// Shuts the shop where it takes a passphrase to open it again: what runs is stopped, the file is
/// closed, its key wiped. Where it takes none, the one who sat there stands up.
///
/// # Errors
/// [`AppError::Internal`] where the keys cannot be read.
pub fn lock(app: &App) -> Result<(), AppError> {
    // What is to be remembered stands in the file; nothing of it keeps the door open.
    if let Err(error) = remember(app) {
        tracing::warn!(%error, "desk");
    }
    if !keys::locks(app.folder()).is_ok_and(|locks| locks.opens_by_itself) {
        let ahead = idle::ahead(app);
        app.door().shut(Shut::Locked, ahead);
        app.forget();
    }
    app.door().seat(None);
    told(app);
    remember(app)
}

/// Opens a file that takes no passphrase.
pub(crate) fn open_by_itself(app: &App) {
    let opened = is_there(app).and_then(|()| Store::open(app.folder()));
    match opened {
        Ok(store) => {
            app.listen_to(&store);
            app.door().open(store, false);
            app.door().seat(crate::desk::read(app).sits);
            crate::transfer::files::clear_written(app.folder());
        }
        Err(error) => app.door().shut(reason(app, error, None), Vec::new()),
    }
}

/// Opens a file that could not be opened, and may be now: there is room again, or another program
/// has let it go.
fn try_again(app: &App) {
    match app.door().failed() {
        // What comes of it is the state that is asked for next.
        Some(Some(key)) => _ = open(app, key),
        Some(None) => open_by_itself(app),
        None => {}
    }
}

/// Opens a file by its key.
pub(crate) fn open(app: &App, key: DataKey) -> Result<(), AppError> {
    match is_there(app).and_then(|()| Store::open_with(app.folder(), key.clone())) {
        Ok(store) => {
            app.listen_to(&store);
            let guarded = !keys::locks(app.folder())?.opens_by_itself;
            app.door().open(store, guarded);
            crate::transfer::files::clear_written(app.folder());
            Ok(())
        }
        Err(error) => {
            let shut = reason(app, error, Some(key));
            let (before, error) = (app.store().err(), shut.error());
            app.door().shut(shut, Vec::new());
            if before.as_ref() != Some(&error) {
                told(app);
            }
            Err(error)
        }
    }
}

/// Refuses to begin anew where there are backups: a file that is gone, or too short to be one, was
/// not always so, and an empty shop in its place would hide that.
fn is_there(app: &App) -> Result<(), StoreError> {
    let file = app.folder().join(huike_store::FILE_NAME);
    let bytes = std::fs::metadata(file).map_or(0, |file| file.len());
    if bytes < LEAST_BYTES && crate::vault::has_backups(app.folder()) {
        return Err(StoreError::Damaged("the file is gone".to_owned()));
    }
    Ok(())
}

/// The size of one page.
const LEAST_BYTES: u64 = 4_096;

/// Why a file does not open. Where a backup opens with its key and the file itself does not, it is
/// the file that is damaged, whatever the engine calls it.
fn reason(app: &App, error: StoreError, key: Option<DataKey>) -> Shut {
    let locks = keys::locks(app.folder()).unwrap_or_default();
    let key = key.or_else(|| keys::kept(app.folder()).ok());
    if error.is_full() || crate::folder::is_full(app.folder()) {
        // No damage, and no backup would mend it.
        return Shut::Failed { error: AppError::DiskFull, key };
    }
    if matches!(error, StoreError::Locked) && !locks.opens_by_itself && key.is_none() {
        return Shut::Locked;
    }
    match key {
        Some(key) => match crate::vault::with_backup(error.into(), app.folder(), &key) {
            AppError::Damaged { backup } => Shut::Damaged { key, backup },
            error => Shut::Failed { error, key: Some(key) },
        },
        None => Shut::Failed { error: error.into(), key: None },
    }
}

/// Shuts a file that turned out to be damaged while it was used.
pub(crate) fn shut_as_damaged(app: &App) {
    let Ok(store) = app.store() else { return };
    if crate::folder::is_full(app.folder()) || store.is_whole() {
        // A disk that was full or gone for a moment harms no file.
        return;
    }
    let key = store.key().clone();
    drop(store);
    let damaged = crate::vault::with_backup(AppError::Damaged { backup: None }, app.folder(), &key);
    let AppError::Damaged { backup } = damaged else { return };
    tracing::error!("the data file is damaged");
    app.door().shut(Shut::Damaged { key, backup }, Vec::new());
    app.forget();
    told(app);
}

/// The key of a file that is open, or was until it turned out to be damaged.
pub(crate) fn key(app: &App) -> Result<DataKey, AppError> {
    app.door().key()
}

/// What a shop that is shut answers.
const BEFORE_THE_DOOR: [&str; 6] =
    ["gate.status", "gate.unlock", "gate.read_code", "gate.recover", "gate.lock", "gate.seen"];

/// What one whose file is damaged answers besides.
const TO_MEND: [&str; 2] = ["vault.list", "vault.restore"];

/// Refuses whoever may not use a command; answers what may not be seen by whoever may.
///
/// # Errors
/// [`AppError::NotAllowed`] names the right that it takes; why the shop is shut, where it is.
pub fn admit(app: &App, command: &str) -> Result<Option<Discretion>, AppError> {
    if BEFORE_THE_DOOR.contains(&command) {
        return Ok(None);
    }
    match app.store() {
        Err(AppError::Damaged { .. }) if TO_MEND.contains(&command) => return Ok(None),
        opened => drop(opened?),
    }
    may(app, huike_domain::staff::right_of(command))?;
    discretion(app)
}

/// Refuses whoever does not have a right.
pub(crate) fn may(app: &App, right: Right) -> Result<(), AppError> {
    let Some(person) = app.door().who()? else { return Ok(()) };
    app.read(|reader| crate::staff::holds(reader, person, right))
}

/// Whether whoever sits here has a right.
pub(crate) fn has(app: &App, right: Right) -> Result<bool, AppError> {
    match may(app, right) {
        Ok(()) => Ok(true),
        Err(AppError::NotAllowed { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Whether somebody of this name sits here.
pub(crate) fn sits_here(app: &App, name: &str) -> Result<bool, AppError> {
    let Some(person) = app.door().person() else { return Ok(false) };
    app.read(|reader| {
        Ok(saved::staff(reader)?.get(person).is_some_and(|me| same_name(&me.name, name)))
    })
}

/// Who sits here stays so when the program starts again, where no passphrase says who it is; and the
/// next one who is asked for a passphrase is asked in the shop's language.
pub(crate) fn remember(app: &App) -> Result<(), AppError> {
    let Locks { opens_by_itself, .. } = keys::locks(app.folder())?;
    let sits = app.door().person().filter(|_| opens_by_itself);
    let (desk, language) = (crate::desk::read(app), app.language().ok());
    if (desk.sits, desk.language) != (sits, language) {
        crate::desk::keep(app, &crate::desk::Desk { sits, language, ..desk })?;
    }
    Ok(())
}

/// Tells every screen that something else may be seen now.
pub(crate) fn told(app: &App) {
    app.tell(Event::Gate);
    app.tell(Event::Changed { kinds: vec![DataKind::All] });
}
