//! Playbooks: what each class, stage and segment of the shop's own is treated to.

use huike_domain::ids::{CustomerId, OperationId, ViewId};
use huike_domain::segments::{Playbook, PlaybookTarget};
use huike_store::{playbooks as rows, views};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::customers::CustomerQuery;
use crate::error::AppError;

/// A playbook and whom it is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Playbooks {
    /// Whom it is for.
    pub target: PlaybookTarget,
    /// The name of a segment of the shop's own; none of what every shop has.
    pub name: Option<String>,
    /// What they are treated to.
    pub playbook: Playbook,
}

/// Every playbook that the shop has written.
///
/// # Errors
/// [`AppError::Internal`].
pub fn playbooks(app: &App) -> Result<Vec<Playbooks>, AppError> {
    app.read(|reader| {
        let known = views::list(reader)?;
        let mut found = Vec::new();
        for (target, playbook) in rows::list(reader)? {
            let name = match target {
                // A view that was taken away, or is no segment any more, comes back with its own.
                PlaybookTarget::View { id } => {
                    match known.iter().find(|view| view.id == id && view.segment) {
                        Some(view) => Some(view.name.clone()),
                        None => continue,
                    }
                }
                _ => None,
            };
            found.push(Playbooks { target, name, playbook });
        }
        Ok(found)
    })
}

/// Saves what somebody is treated to; a playbook that says nothing is taken away.
///
/// # Errors
/// [`AppError::Invalid`] names the field to mend; [`AppError::NotFound`] of a view that is gone.
pub fn save_playbook(
    app: &App,
    op: OperationId,
    target: PlaybookTarget,
    playbook: Playbook,
) -> Result<(), AppError> {
    let playbook = playbook.checked()?;
    app.write(op, "segments.playbook", None, move |tx| {
        if let PlaybookTarget::View { id } = target {
            views::get(tx, id)?;
        }
        Ok(rows::save(tx, target, &playbook)?)
    })?;
    Ok(())
}

/// The playbooks that speak of one customer: of their classes and stage as last sorted, and of the
/// shop's own segments that they belong to.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn playbooks_of(app: &App, id: CustomerId) -> Result<Vec<Playbooks>, AppError> {
    holding(app, id, |_| true)
}

/// What the playbooks that speak of one customer have to say to them. Segments of the shop's own
/// are asked only where their playbook says something: finding out may mean going through everyone.
///
/// # Errors
/// [`AppError::NotFound`].
pub(crate) fn said_to(app: &App, id: CustomerId) -> Result<Vec<String>, AppError> {
    let found = holding(app, id, |playbook| !playbook.script.is_empty())?;
    Ok(found.into_iter().map(|one| one.playbook.script).collect())
}

fn holding(
    app: &App,
    id: CustomerId,
    wanted: impl Fn(&Playbook) -> bool,
) -> Result<Vec<Playbooks>, AppError> {
    let summary = app
        .read(|reader| Ok(huike_store::customers::summary_of(reader, id)?))?
        .ok_or_else(|| AppError::not_found("customer", &id.to_string()))?;
    let mut found = Vec::new();
    for one in playbooks(app)?.into_iter().filter(|one| wanted(&one.playbook)) {
        let holds = match one.target {
            PlaybookTarget::Three { class } => summary.segment == Some(class),
            PlaybookTarget::Four { class } => summary.four == Some(class),
            PlaybookTarget::Eight { class } => summary.eight == Some(class),
            PlaybookTarget::Stage { class } => summary.stage == Some(class),
            PlaybookTarget::View { id: view } => belongs(app, id, view)?,
        };
        if holds {
            found.push(one);
        }
    }
    Ok(found)
}

/// Whether a customer passes the filter of a view. One that names what is gone has nobody.
fn belongs(app: &App, customer: CustomerId, view: ViewId) -> Result<bool, AppError> {
    let filter = crate::views::query_of(app, view)?.filter;
    let query = CustomerQuery { filter, ..CustomerQuery::default() };
    match crate::customers::passes(app, &query, customer) {
        Err(AppError::NotFound { .. }) => Ok(false),
        found => found,
    }
}
