//! The record as a page to read: who changed what, from what to what, and as a file.

use std::path::Path;

use chrono::NaiveDate;
use huike_domain::customers::display_name;
use huike_domain::ids::{CustomerId, OperationId};
use huike_domain::staff::Right;
use huike_domain::time::{Instant, Zone};
use huike_store::audit::{self, Asked, Cell, ChangedRow, Happened};
use huike_store::{Actor, Read, customers as rows, ops};
use serde::{Deserialize, Serialize};

use super::{ActorView, OperationView};
use crate::App;
use crate::error::AppError;
use crate::transfer::ExportFormat;
use crate::transfer::files::FileToken;
use crate::transfer::write::Writer;

/// Which entries are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(default, rename_all = "camelCase")]
pub struct AuditQuery {
    /// By whom; anybody where none.
    pub by: Option<ActorView>,
    /// Of a room or of one kind: `customers` or `customers.edit`; any where empty.
    pub kind: String,
    /// About this customer.
    pub customer: Option<CustomerId>,
    /// From this day on.
    pub from: Option<NaiveDate>,
    /// Until this day, included.
    pub until: Option<NaiveDate>,
}

/// A stretch of the record, the newest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct AuditPage {
    /// The entries.
    pub rows: Vec<OperationView>,
    /// Where the next stretch starts.
    pub next: Option<u32>,
}

/// A row that an operation changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ChangedRowView {
    /// The table; the screen words it.
    pub table: String,
    /// What the row goes by, where that is a name: a setting, a playbook.
    pub name: Option<String>,
    /// What happened to it.
    pub happened: RowChange,
    /// Whose it is, where it lies with a customer.
    pub customer: Option<CustomerId>,
    /// Their name today; empty where they are gone.
    pub customer_name: String,
    /// Fields that changed, or all that hold something.
    pub fields: Vec<ChangedFieldView>,
}

/// What happened to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum RowChange {
    /// It is new.
    Added,
    /// Some of its fields changed.
    Changed,
    /// It went.
    Removed,
}

/// One field of a changed row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ChangedFieldView {
    /// Which; the screen words it.
    pub field: String,
    /// What it was.
    pub before: AuditValue,
    /// What it is.
    pub after: AuditValue,
}

/// A value as a person reads it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "is", rename_all = "camelCase")]
pub enum AuditValue {
    /// Nothing.
    Empty,
    /// A text.
    Text {
        /// As it was written.
        text: String,
    },
    /// A number.
    Number {
        /// It.
        #[specta(type = specta_typescript::Number)]
        number: i64,
    },
    /// An amount of money.
    Money {
        /// In fen.
        #[specta(type = specta_typescript::Number)]
        fen: i64,
    },
    /// A moment.
    At {
        /// It.
        at: Instant,
    },
    /// Something that has an id; a customer by name.
    Named {
        /// The name; for anything else the first digits of the id.
        name: String,
    },
}

/// The most rows of one operation that are shown.
const MOST_ROWS: usize = 200;

/// Entries of one stretch.
const MOST_ENTRIES: u32 = 200;

/// A stretch of the record: who did what and when, the newest first.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub fn history(
    app: &App,
    query: AuditQuery,
    before: Option<u32>,
    limit: u32,
) -> Result<AuditPage, AppError> {
    crate::gate::may(app, Right::Audit)?;
    let asked = query.asked(app.zone()?, before.map(i64::from));
    let limit = limit.clamp(1, MOST_ENTRIES);
    app.read(|reader| {
        let found = audit::entries(reader, &asked, limit)?;
        let is_full = found.len() == usize::try_from(limit).unwrap_or(usize::MAX);
        let next = found.last().filter(|_| is_full).and_then(|(seq, _)| u32::try_from(*seq).ok());
        let rows = found.into_iter().filter_map(|(_, id)| ops::find(reader, id).transpose());
        Ok(AuditPage {
            rows: rows.map(|row| Ok(row?.into())).collect::<Result<_, AppError>>()?,
            next,
        })
    })
}

impl AuditQuery {
    fn asked(&self, zone: Zone, before: Option<i64>) -> Asked {
        let by = self.by.map(|by| match by {
            ActorView::Owner => Actor::Owner,
            ActorView::System => Actor::System,
            ActorView::Person { id } => Actor::Person(id),
        });
        let start = |day: NaiveDate| zone.start_of(day);
        Asked {
            by,
            kind: self.kind.clone(),
            subject: self.customer,
            from: self.from.map(start),
            until: self.until.and_then(|day| day.succ_opt()).map(start),
            before,
        }
    }
}

/// What an operation changed, from what to what; at most 200 rows. A bulk import is told by its
/// figures alone.
///
/// # Errors
/// [`AppError::NotAllowed`], [`AppError::Internal`].
pub fn changes(app: &App, id: OperationId) -> Result<Vec<ChangedRowView>, AppError> {
    crate::gate::may(app, Right::Audit)?;
    let sees_phones = crate::gate::has(app, Right::Phones)?;
    app.read(|reader| {
        let changed = audit::changes(reader, id, MOST_ROWS)?;
        changed.into_iter().map(|row| view(reader, row, sees_phones)).collect()
    })
}

fn view(read: &impl Read, row: ChangedRow, sees_phones: bool) -> Result<ChangedRowView, AppError> {
    let name = |id| -> Result<String, AppError> {
        let found = rows::summary_of(read, id)?;
        Ok(found.map_or_else(String::new, |it| {
            display_name(&it.name, it.phone.as_deref()).into_owned()
        }))
    };
    let customer_name = row.customer.map(name).transpose()?.unwrap_or_default();
    let value = |column: &str, cell: Cell| -> Result<AuditValue, AppError> {
        Ok(match cell {
            Cell::Empty => AuditValue::Empty,
            Cell::Number(at) if column == "at" || column.ends_with("_at") => {
                AuditValue::At { at: Instant(at) }
            }
            Cell::Number(fen) if column == "fen" || column.ends_with("_fen") => {
                AuditValue::Money { fen }
            }
            Cell::Number(number) => AuditValue::Number { number },
            Cell::Text(text) if !sees_phones && (column == "phone" || row.table == "reach") => {
                AuditValue::Text { text: crate::gate::masked(&text) }
            }
            Cell::Text(text) => AuditValue::Text { text },
            Cell::Bytes(count) => AuditValue::Number { number: i64::try_from(count).unwrap_or(0) },
            Cell::Id(id) => {
                let known = name(CustomerId::from_uuid(id))?;
                let digits = id.simple().to_string();
                let name = if known.is_empty() { digits[24..].to_owned() } else { known };
                AuditValue::Named { name }
            }
        })
    };
    let fields = row.fields.into_iter().map(|field| {
        let before = value(&field.column, field.before)?;
        let after = value(&field.column, field.after)?;
        Ok(ChangedFieldView { field: field.column, before, after })
    });
    Ok(ChangedRowView {
        table: row.table.to_owned(),
        name: row.name,
        happened: match row.happened {
            Happened::Added => RowChange::Added,
            Happened::Changed => RowChange::Changed,
            Happened::Removed => RowChange::Removed,
        },
        customer: row.customer,
        customer_name,
        fields: fields.collect::<Result<_, AppError>>()?,
    })
}

/// Writes the record as a table: number, moment, who, what, about whom, and the link of the chain,
/// by which a later copy can be compared.
///
/// # Errors
/// [`AppError::NotAllowed`]; [`AppError::File`] where it cannot be written.
pub fn export_history(
    app: &App,
    op: OperationId,
    query: AuditQuery,
) -> Result<FileToken, AppError> {
    crate::gate::may(app, Right::Audit)?;
    crate::transfer::readable(app)?;
    let day = app.today()?.to_string();
    let name = app.words()?.say("audit.exported", &[("day", &day)]);
    let token = crate::transfer::written(app, &name, |path| write(app, &query, path))?;
    app.write(op, "operations.export", None, |_| Ok(()))?;
    Ok(token)
}

fn write(app: &App, query: &AuditQuery, path: &Path) -> Result<(), AppError> {
    let (zone, words) = (app.zone()?, app.words()?);
    let failed = |error: std::io::Error| crate::transfer::unwritable(path, &error);
    let people = crate::staff::people(app)?;
    let mut table = Writer::create(path, ExportFormat::Csv).map_err(failed)?;
    let headings = ["number", "moment", "who", "what", "customer", "undoes", "link"]
        .map(|it| words.say(&format!("audit.columns.{it}"), &[]));
    table.row(headings.iter().map(String::as_str)).map_err(failed)?;
    let mut before = None;
    loop {
        let asked = query.asked(zone, before);
        let found = app.read(|reader| {
            let entries = audit::entries(reader, &asked, MOST_ENTRIES)?;
            let mut rows = Vec::with_capacity(entries.len());
            for (seq, id) in entries {
                rows.push((seq, ops::find(reader, id)?, audit::link_of(reader, seq)?));
            }
            Ok(rows)
        })?;
        let Some((last, ..)) = found.last() else { break };
        before = Some(*last);
        for (seq, row, link) in found {
            let Some(row) = row else { continue };
            let who = match row.actor {
                Actor::Owner => words.say("settings.byOwner", &[]),
                Actor::System => words.say("settings.bySystem", &[]),
                Actor::Person(id) => people.iter().find(|it| it.person.id == id).map_or_else(
                    || words.say("settings.byFormer", &[]),
                    |it| it.person.name.clone(),
                ),
            };
            let what = words.say(&format!("terms.operation.{}", row.kind), &[]);
            let undoes =
                row.undoes.map(|it| words.say(&format!("terms.operation.{}", it.kind), &[]));
            let cells = [
                seq.to_string(),
                format!("{} {}", zone.day_of(row.at), zone.time_of(row.at).format("%H:%M:%S")),
                who,
                what,
                row.subject_name.unwrap_or_default(),
                undoes.unwrap_or_default(),
                hex_of(&link),
            ];
            table.row(cells.iter().map(String::as_str)).map_err(failed)?;
        }
    }
    table.finish().map_err(failed)
}

fn hex_of(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
