//! What was done, by whom, and taking it back.

mod audit;

use huike_domain::ids::{CustomerId, OperationId, PersonId};
use huike_domain::staff::{Right, right_of_operation};
use huike_domain::time::Instant;
use huike_store::error::UndoRefusal as Refusal;
use huike_store::ops::{self, OpRow};
use huike_store::{Actor, Op, StoreError};
use serde::{Deserialize, Serialize};

pub use audit::{
    AuditPage, AuditQuery, AuditValue, ChangedFieldView, ChangedRowView, RowChange, changes,
    export_history, history,
};

use crate::App;
use crate::consequences;
use crate::error::{AppError, UndoRefusal};

/// One operation as the history shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct OperationView {
    /// Which.
    pub id: OperationId,
    /// What was meant, e.g. `followups.done`; the screen words it.
    pub kind: String,
    /// Who.
    pub actor: ActorView,
    /// When.
    pub at: Instant,
    /// The customer it was about, where there is one.
    pub subject: Option<CustomerId>,
    /// Their name today.
    pub subject_name: Option<String>,
    /// Rows it touched.
    pub rows: u32,
    /// With an undo: what it took back, or did again.
    pub undid: Option<Undid>,
    /// Whether it was taken back.
    pub undone: bool,
    /// Whether it can be taken back at all; later changes may still forbid it.
    pub undoable: bool,
}

/// Who did something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "who", rename_all = "camelCase")]
pub enum ActorView {
    /// Whoever sat there: the shop had not said who works there, or nobody who it was.
    Owner,
    /// The program by itself.
    System,
    /// Somebody who works there, or did.
    Person {
        /// Who.
        id: PersonId,
    },
}

impl From<Actor> for ActorView {
    fn from(actor: Actor) -> Self {
        match actor {
            Actor::Owner => Self::Owner,
            Actor::System => Self::System,
            Actor::Person(id) => Self::Person { id },
        }
    }
}

/// What an undo speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Undid {
    /// What was meant at first, e.g. `customers.edit`.
    pub kind: String,
    /// Whether it took an undo back and so did it again.
    pub again: bool,
}

/// What taking back did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Undone {
    /// What was taken back.
    pub undone: OperationView,
    /// The operation that took it back; taking this back does it again.
    pub by: OperationId,
}

impl From<OpRow> for OperationView {
    fn from(row: OpRow) -> Self {
        let by_person = row.actor != Actor::System;
        Self {
            id: row.id,
            undoable: by_person
                && row.recorded
                && !row.undone
                && !ops::STAY.contains(&row.kind.as_str()),
            kind: row.kind,
            actor: row.actor.into(),
            at: row.at,
            subject: row.subject,
            subject_name: row.subject_name,
            rows: row.rows,
            undid: row.undoes.map(|ops::Undoes { kind, again }| Undid { kind, again }),
            undone: row.undone,
        }
    }
}

/// What was done, newest first.
///
/// # Errors
/// [`AppError::Internal`].
pub fn recent(app: &App, limit: u32) -> Result<Vec<OperationView>, AppError> {
    crate::gate::may(app, Right::Audit)?;
    app.read(|reader| {
        Ok(ops::recent(reader, limit.min(200))?.into_iter().map(Into::into).collect())
    })
}

/// Whether an operation happened: none where it did not.
///
/// # Errors
/// [`AppError::Internal`].
pub fn find(app: &App, id: OperationId) -> Result<Option<OperationView>, AppError> {
    app.read(|reader| Ok(ops::find(reader, id)?.map(Into::into)))
}

/// Rows from which on an operation may have changed the means of the whole shop.
const MANY_ROWS: u32 = 100;

/// The latest operation of a person that can be taken back.
///
/// # Errors
/// [`AppError::Internal`].
pub fn latest_undoable(app: &App) -> Result<Option<OperationView>, AppError> {
    app.read(|reader| Ok(ops::latest_undoable(reader, own(app)?)?.map(Into::into)))
}

/// Whose operations Ctrl+Z takes back: those of who sits here; anybody's, where nobody said who it is.
fn own(app: &App) -> Result<Option<Actor>, AppError> {
    Ok(Some(app.actor()?).filter(|actor| matches!(actor, Actor::Person(_))))
}

/// Takes an operation back; the latest of a person's where none is named, unless it is a bulk one.
///
/// # Errors
/// [`AppError::CannotUndo`] with the reason; [`AppError::NotFound`].
pub fn undo(app: &App, op: OperationId, target: Option<OperationId>) -> Result<Undone, AppError> {
    let target = match target {
        Some(id) => app.read(|reader| Ok(ops::find(reader, id)?))?,
        None => app.read(|reader| {
            let refuse = |reason| Err(AppError::CannotUndo { reason });
            match ops::latest_undoable(reader, own(app)?)? {
                None => refuse(UndoRefusal::Nothing),
                Some(latest) if latest.bulk => {
                    refuse(UndoRefusal::InBulk { operation_kind: latest.kind })
                }
                latest => Ok(latest),
            }
        })?,
    };
    let target = target.ok_or_else(|| AppError::not_found("operation", ""))?;
    let undo = Op {
        id: op,
        actor: app.actor()?,
        kind: "operations.undo",
        at: app.now(),
        subject: target.subject,
    };
    // Doing a thing again concerns whom it concerned.
    let kind = target.undoes.as_ref().map_or_else(|| target.kind.clone(), |root| root.kind.clone());
    // What was one's own is taken back by who may do it; what was somebody else's, by who looks after
    // others.
    let is_own = target.actor == app.actor()?;
    let rights = [right_of_operation(&kind), if is_own { Right::Serve } else { Right::Audit }];
    let taken_back = app.store()?.undo(undo, target.id, move |tx| {
        for right in rights {
            crate::staff::permit(tx, right).map_err(Failed::After)?;
        }
        consequences::settle_undone(tx, &kind, target.id).map_err(Failed::After)
    });
    taken_back.map_err(|error| explain(app, error))?;
    let asks_anew = matches!(
        target.kind.as_str(),
        "followups.rule"
            | "followups.deleteRule"
            | "followups.restraint"
            | "shop.stageDays"
            | "segments.rules"
    );
    // Tags and the like move nobody.
    let is_many = target.rows >= MANY_ROWS && target.kind != "customers.bulk";
    if target.bulk || is_many || asks_anew {
        // The population or the rules changed as a whole, and with them everyone's place.
        crate::followups::prepare_anew(app);
    }
    Ok(Undone { undone: target.into(), by: op })
}

/// Why it was not taken back: the store refuses, or what follows from it cannot be.
enum Failed {
    Store(StoreError),
    After(AppError),
}

impl From<StoreError> for Failed {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// A refusal names the later operation; a person wants to know what it was and whose.
fn explain(app: &App, error: Failed) -> AppError {
    let later = match error {
        Failed::Store(StoreError::CannotUndo(Refusal::ChangedSince(later))) => later,
        Failed::Store(error) => return error.into(),
        Failed::After(error) => return error,
    };
    match find(app, later) {
        Ok(Some(later)) => AppError::CannotUndo {
            reason: UndoRefusal::ChangedSince {
                operation: later.id,
                operation_kind: later.kind,
                actor: later.actor,
                at: later.at,
            },
        },
        Ok(None) => AppError::CannotUndo { reason: UndoRefusal::NotUndoable },
        Err(error) => error,
    }
}
