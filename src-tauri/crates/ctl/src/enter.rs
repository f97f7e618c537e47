//! Getting in: whose command it is, and by which passphrase, where the shop takes one.
//!
//! A passphrase is never a word of the command line, which everybody on the PC can read: it comes from
//! the environment or is typed where a terminal is.

use std::io::IsTerminal as _;
use std::path::Path;
use std::sync::Arc;

use huike_app::gate::{self, Entrant, GateView};
use huike_app::{App, AppError};
use huike_domain::error::InvalidCode;
use huike_domain::staff::{Right, same_name};
use zeroize::Zeroizing;

use crate::answer::internal;

/// Where a passphrase is looked for.
const VARIABLE: &str = "HUIKE_PASSPHRASE";

/// The shop in a folder, for `who` where somebody was named.
pub(crate) fn enter(folder: &Path, who: Option<&str>) -> Result<App, AppError> {
    let app = gate::at(folder)?;
    sit_down(&app, who)?;
    app.store().map(drop)?;
    Ok(app)
}

/// The same where the file may not open: a backup is to take its place.
pub(crate) fn enter_to_restore(folder: &Path, who: Option<&str>) -> Result<App, AppError> {
    if !huike_app::folder::holds_data(folder) {
        return Err(AppError::NoShop);
    }
    let app = App::at(folder, Arc::new(huike_app::clock::now));
    match sit_down(&app, who) {
        Err(AppError::Damaged { .. } | AppError::Internal { .. }) | Ok(()) => Ok(app),
        Err(error) => Err(error),
    }
}

fn sit_down(app: &App, who: Option<&str>) -> Result<(), AppError> {
    let view = gate::status(app)?;
    if view.guarded {
        let person = named(&view, who)?;
        gate::enter(app, person.id, &passphrase(&person.name)?)?;
    } else if let Some(who) = who {
        gate::enter(app, named(&view, Some(who))?.id, "")?;
    }
    Ok(())
}

/// The same for a shop that was named; nothing is created.
pub(crate) fn enter_named(folder: &Path, who: Option<&str>) -> Result<App, AppError> {
    if !huike_app::folder::holds_data(folder) {
        return Err(AppError::NoShop);
    }
    let app = enter(folder, who)?;
    app.is_named()?;
    if gate::discretion(&app)?.is_some() {
        // A terminal shows what there is; who may not see everything uses the screens.
        return Err(AppError::NotAllowed { right: Right::Others });
    }
    Ok(app)
}

/// Who was named; where nobody was and only one could be, that one.
fn named<'a>(view: &'a GateView, who: Option<&str>) -> Result<&'a Entrant, AppError> {
    match (who, view.people.as_slice()) {
        (Some(who), people) => {
            let found = people.iter().find(|person| same_name(&person.name, who));
            found.ok_or_else(|| AppError::not_found("person", who))
        }
        (None, [only]) => Ok(only),
        (None, _) => Err(AppError::invalid("as", InvalidCode::Required)),
    }
}

fn passphrase(name: &str) -> Result<Zeroizing<String>, AppError> {
    match std::env::var(VARIABLE) {
        Ok(text) => Ok(Zeroizing::new(text)),
        Err(_) if std::io::stdin().is_terminal() => {
            rpassword::prompt_password(format!("{name}: ")).map(Zeroizing::new).map_err(internal)
        }
        Err(_) => Err(AppError::invalid("passphrase", InvalidCode::Required)),
    }
}
