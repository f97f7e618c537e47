//! What was done, and taking it back.

use huike_app::AppError;
use huike_app::clock::new_operation;
use huike_app::operations::{self, ActorView, OperationView};
use huike_app::staff::{self, PersonView};
use serde_json::json;

use crate::desk::{self, Desk};
use crate::table::Table;

/// Takes an operation back; the latest of a person's where none is named.
pub(crate) fn undo(desk: &Desk, operation: Option<String>) -> Result<(), AppError> {
    // Who types the word means the latest step, whatever its size.
    let target = match operation {
        Some(text) => Some(desk::id("operation", &text)?),
        None => operations::latest_undoable(&desk.app)?.map(|latest| latest.id),
    };
    let undone = operations::undo(&desk.app, new_operation(), target)?;
    desk.answer(&undone, || {
        desk.say_with("ctl.undone", &[("what", &desk.operation_words(&undone.undone))])
    })
}

/// Lists the latest operations.
pub(crate) fn log(desk: &Desk, limit: u32) -> Result<(), AppError> {
    let found = operations::recent(&desk.app, limit)?;
    let people = staff::people(&desk.app)?;
    desk.answer(&json!({ "items": found }), || {
        let mut table = Table::default();
        for operation in &found {
            table.row(line(desk, &people, operation));
        }
        table.text()
    })
}

fn line(desk: &Desk, people: &[PersonView], operation: &OperationView) -> [String; 5] {
    let actor = match operation.actor {
        ActorView::Owner => desk.say("settings.byOwner"),
        ActorView::System => desk.say("settings.bySystem"),
        ActorView::Person { id } => {
            let known = people.iter().find(|it| it.person.id == id);
            known.map_or_else(|| desk.say("settings.byFormer"), |it| it.person.name.clone())
        }
    };
    let what = desk.operation_words(operation);
    let what = match &operation.subject_name {
        Some(name) if !name.is_empty() => format!("{what} · {name}"),
        _ => what,
    };
    let undone = if operation.undone { desk.say("settings.undone") } else { String::new() };
    [desk.moment_words(operation.at), actor, what, undone, operation.id.to_string()]
}
