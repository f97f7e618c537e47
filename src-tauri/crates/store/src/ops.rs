//! The record of operations: who did what, when, and the changeset that can take it back.

use std::collections::{BTreeMap, BTreeSet};

use fallible_streaming_iterator::FallibleStreamingIterator as _;
use huike_domain::ids::{AttachmentId, ComplaintId, CustomerId, OperationId};
use huike_domain::time::Instant;
use rusqlite::hooks::Action;
use rusqlite::session::{ChangesetItem, ChangesetIter};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension as _, Row};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::StoreError;
use crate::lists::Edited;
use crate::readers::Read;
use crate::row::RowExt as _;
use crate::writer::{Actor, Kinds};

/// Tables that hold what people entered. All others are made from them.
pub const RECORDED: [&str; 37] = [
    "setting",
    "customer",
    "reach",
    "anniversary",
    "preference",
    "customer_preference",
    "custom_field",
    "custom_value",
    "purchase",
    "interaction",
    "pinned",
    "attachment",
    "distinct_pair",
    "rule",
    "follow_up",
    "joined_reason",
    "contact_limit",
    "view",
    "tier_override",
    "entitlement",
    "entitlement_step",
    "points_entry",
    "voucher_batch",
    "voucher",
    "voucher_event",
    "approval",
    "approval_answer",
    "playbook",
    "script",
    "script_version",
    "script_use",
    "complaint",
    "complaint_step",
    "complaint_clock",
    "remedy",
    "improvement",
    "improved",
];

/// Tables that lie with a customer: first column the customer's id, each row a part of what is
/// known of them.
pub(crate) const PORTRAIT: [&str; 4] =
    ["reach", "anniversary", "customer_preference", "custom_value"];

/// The derived table that listeners hear of: segments and stages changed.
pub const STANDING: &str = "standing";

/// Kinds that are never taken back: a shop without a name could show nothing, and a name that was
/// mistyped is typed again; who may say yes to what is changed by who may change it, and not by
/// whoever presses Ctrl+Z.
pub const STAY: [&str; 3] = ["shop.name", "staff.save", "staff.passphrase"];

/// The ids that a bulk import made, as one range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Bulk {
    pub(crate) first: Uuid,
    pub(crate) last: Uuid,
}

impl Bulk {
    pub(crate) fn to_json(self) -> String {
        serde_json::json!({ "first": self.first, "last": self.last }).to_string()
    }

    pub(crate) fn contains(&self, id: &[u8]) -> bool {
        self.first.as_bytes().as_slice() <= id && id <= self.last.as_bytes().as_slice()
    }
}

/// What a changeset speaks of.
#[derive(Default)]
pub(crate) struct Record {
    pub(crate) tables: Kinds,
    pub(crate) rows: u32,
    /// Customers whose own row changed, or a part of their portrait.
    pub(crate) customers: BTreeMap<CustomerId, Edit>,
    /// Customers with whom an interaction changed.
    pub(crate) reached: BTreeSet<CustomerId>,
    /// Customers whose purchases changed.
    pub(crate) buyers: BTreeSet<CustomerId>,
    /// Whether the levels of membership changed.
    pub(crate) program: bool,
    /// Whether the business calendar changed.
    pub(crate) hours: bool,
}

/// Which parts of a customer's row changed, as far as something is made from them.
#[derive(Clone, Copy, Default)]
pub(crate) struct Edit {
    /// A text that search reads.
    pub(crate) words: bool,
    /// Texts that have an order of their own.
    pub(crate) order: Edited,
}

/// Columns of `customer`, as a changeset counts them; a test compares them with the schema.
pub(crate) mod column {
    pub(crate) const NAME: usize = 2;
    pub(crate) const PHONE: usize = 3;
    pub(crate) const COMPANY: usize = 7;
    pub(crate) const TAGS: usize = 9;
    pub(crate) const EXTERNAL_ID: usize = 10;
}

impl Edit {
    fn join(&mut self, other: Self) {
        self.words |= other.words;
        self.order.join(other.order);
    }

    fn of(item: &ChangesetItem) -> Result<Self, StoreError> {
        if item.op()?.code() != Action::SQLITE_UPDATE {
            return Ok(Self { words: true, order: Edited::ALL });
        }
        // A column that an update left alone has no value on record.
        let changed = |column| item.new_value(column).is_ok();
        let order = Edited {
            name: changed(column::NAME),
            phone: changed(column::PHONE),
            external_id: changed(column::EXTERNAL_ID),
            parts: false,
        };
        let words = order.name || order.phone || order.external_id;
        Ok(Self { words: words || changed(column::COMPANY) || changed(column::TAGS), order })
    }
}

impl Record {
    pub(crate) fn read(changeset: &[u8]) -> Result<Self, StoreError> {
        let mut record = Self::default();
        each_change(changeset, |table, item, action| {
            record.rows += 1;
            record.tables.insert(table);
            let customer = || Ok::<_, StoreError>(key_bytes(item, 0)?.map(CustomerId::from_uuid));
            match table {
                "customer" => {
                    if let Some(customer) = customer()? {
                        record.customers.entry(customer).or_default().join(Edit::of(item)?);
                    }
                }
                part if PORTRAIT.contains(&part) => {
                    if let Some(customer) = customer()? {
                        // Search reads the further numbers.
                        let edit = record.customers.entry(customer).or_default();
                        edit.words |= part == "reach";
                        edit.order.parts |= matches!(part, "customer_preference" | "custom_value");
                    }
                }
                "purchase" | "tier_override" => record.buyers.extend(customer()?),
                "setting" => {
                    let name = name_of(item, action)?;
                    record.program |= name == crate::settings::TIERS;
                    record.hours |= name == crate::settings::HOURS;
                }
                "interaction" | "script_use" => record.reached.extend(customer()?),
                _ => {}
            }
            Ok(())
        })?;
        Ok(record)
    }
}

/// The columns of a table, as a changeset counts them.
pub(crate) fn columns_of(connection: &Connection, table: &str) -> Result<Vec<String>, StoreError> {
    let mut query = connection.prepare_cached("SELECT name FROM pragma_table_info(?1)")?;
    let rows = query.query_map([table], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Goes through the rows of a changeset: table, row, and what happened to it.
pub(crate) fn each_change(
    changeset: &[u8],
    mut visit: impl FnMut(&'static str, &ChangesetItem, Action) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    if changeset.is_empty() {
        return Ok(());
    }
    let mut bytes = changeset;
    let input: &mut dyn std::io::Read = &mut bytes;
    let mut changes = ChangesetIter::start_strm(&input)?;
    while let Some(item) = changes.next()? {
        let operation = item.op()?;
        let table = RECORDED
            .into_iter()
            .find(|table| *table == operation.table_name())
            .ok_or_else(|| StoreError::Damaged("an unknown table on record".to_owned()))?;
        visit(table, item, operation.code())?;
    }
    Ok(())
}

fn key_bytes(item: &ChangesetItem, column: usize) -> Result<Option<Uuid>, StoreError> {
    let value = match item.op()?.code() {
        Action::SQLITE_INSERT => item.new_value(column)?,
        _ => item.old_value(column)?,
    };
    Ok(match value {
        ValueRef::Blob(bytes) => Uuid::from_slice(bytes).ok(),
        _ => None,
    })
}

/// The name of a changed row that goes by one.
pub(crate) fn name_of(item: &ChangesetItem, action: Action) -> Result<String, StoreError> {
    let value = match action {
        Action::SQLITE_INSERT => item.new_value(0)?,
        _ => item.old_value(0)?,
    };
    value
        .as_str()
        .map(str::to_owned)
        .map_err(|_| StoreError::Damaged("a row without a name on record".to_owned()))
}

/// The files that a changeset speaks of.
pub(crate) fn attachments_of(changeset: &[u8]) -> Result<Vec<AttachmentId>, StoreError> {
    let mut found = Vec::new();
    each_change(changeset, |table, item, _| {
        if table == "attachment" {
            found.extend(key_bytes(item, 2)?.map(AttachmentId::from_uuid));
        }
        Ok(())
    })?;
    Ok(found)
}

/// The complaints that an operation touched.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn complaints_in(
    read: &impl Read,
    operation: OperationId,
) -> Result<BTreeSet<ComplaintId>, StoreError> {
    let changeset: Option<Vec<u8>> = read
        .connection()
        .prepare_cached("SELECT changeset FROM op WHERE id = ?1")?
        .query_row([operation.as_bytes()], |row| row.get(0))
        .optional()?;
    let mut found = BTreeSet::new();
    each_change(&changeset.unwrap_or_default(), |table, item, _| {
        if matches!(table, "complaint" | "complaint_step" | "complaint_clock") {
            found.extend(key_bytes(item, 0)?.map(ComplaintId::from_uuid));
        }
        Ok(())
    })?;
    Ok(found)
}

/// Every id that a changed row speaks of, before or after: its own, its customer's, its rule's.
pub(crate) fn ids_of(item: &ChangesetItem) -> Result<Vec<[u8; 16]>, StoreError> {
    let operation = item.op()?;
    let mut ids = Vec::new();
    let mut note = |value: ValueRef<'_>| {
        if let ValueRef::Blob(bytes) = value
            && let Ok(id) = bytes.try_into()
        {
            ids.push(id);
        }
    };
    for column in 0..usize::try_from(operation.number_of_columns()).unwrap_or(0) {
        // A column that an update left alone has no value on record: no id to note.
        if operation.code() != Action::SQLITE_INSERT
            && let Ok(value) = item.old_value(column)
        {
            note(value);
        }
        if operation.code() != Action::SQLITE_DELETE
            && let Ok(value) = item.new_value(column)
        {
            note(value);
        }
    }
    Ok(ids)
}

/// One row of the record, without the changeset.
#[derive(Clone, Debug)]
pub struct OpRow {
    /// Which.
    pub id: OperationId,
    /// Who.
    pub actor: Actor,
    /// `room.verb`.
    pub kind: String,
    /// When.
    pub at: Instant,
    /// The customer it was about.
    pub subject: Option<CustomerId>,
    /// That customer's name today.
    pub subject_name: Option<String>,
    /// Rows it changed.
    pub rows: u32,
    /// What it took back or, where that was itself an undo, did again.
    pub undoes: Option<Undoes>,
    /// Whether it was taken back itself and by one that stands.
    pub undone: bool,
    /// Whether there is a record to take it back by.
    pub recorded: bool,
    /// Whether it was a bulk import.
    pub bulk: bool,
}

/// The operation at the root of an undo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undoes {
    /// What was meant there.
    pub kind: String,
    /// Whether an undo was taken back, which does it again.
    pub again: bool,
}

/// Whether an operation still holds: not taken back by one that itself still holds.
pub(crate) fn stands(connection: &Connection, operation: OperationId) -> Result<bool, StoreError> {
    let mut query = connection.prepare_cached("SELECT id FROM op WHERE undoes = ?1")?;
    let undone_by = query
        .query_map([operation.as_bytes()], |row| row.uuid(0))?
        .collect::<Result<Vec<_>, _>>()?;
    for later in undone_by {
        if stands(connection, OperationId::from_uuid(later))? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Follows a chain of undos to what it began with.
fn root(connection: &Connection, undoes: Option<Uuid>) -> Result<Option<Undoes>, StoreError> {
    let mut query = connection.prepare_cached("SELECT kind, undoes FROM op WHERE id = ?1")?;
    let (mut next, mut found) = (undoes, None::<Undoes>);
    while let Some(id) = next {
        let step = query.query_row([id.as_bytes()], |row| Ok((row.get(0)?, row.opt_uuid(1)?)));
        let Some((kind, undoes)) = step.optional()? else { break };
        found = Some(Undoes { kind, again: found.is_some_and(|found| !found.again) });
        next = undoes;
    }
    Ok(found)
}

const COLUMNS: &str = "SELECT op.id, actor, op.kind, at, subject, customer.name, row_count, undoes,
    (length(changeset) > 0 OR bulk IS NOT NULL)
        AND NOT EXISTS (SELECT 1 FROM op AS undone WHERE undone.id = op.undoes
                        AND undone.bulk IS NOT NULL),
    bulk IS NOT NULL
    FROM op LEFT JOIN customer ON customer.id = op.subject";

fn row(connection: &Connection, row: &Row<'_>) -> Result<OpRow, StoreError> {
    let id = OperationId::from_uuid(row.uuid(0)?);
    Ok(OpRow {
        id,
        actor: row.parsed(1, Actor::parse(row.get_ref(1)?.as_str().unwrap_or_default()))?,
        kind: row.get(2)?,
        at: Instant(row.get(3)?),
        subject: row.opt_uuid(4)?.map(CustomerId::from_uuid),
        subject_name: row.get(5)?,
        rows: row.get(6)?,
        undoes: root(connection, row.opt_uuid(7)?)?,
        undone: !stands(connection, id)?,
        recorded: row.get(8)?,
        bulk: row.get(9)?,
    })
}

/// The latest operations, newest first.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn recent(read: &impl Read, limit: u32) -> Result<Vec<OpRow>, StoreError> {
    let connection = read.connection();
    let mut query =
        connection.prepare_cached(&format!("{COLUMNS} ORDER BY op.seq DESC LIMIT ?1"))?;
    let rows = query.query_and_then([limit], |found| row(connection, found))?;
    rows.collect()
}

/// One operation, where it happened.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn find(read: &impl Read, id: OperationId) -> Result<Option<OpRow>, StoreError> {
    let connection = read.connection();
    let mut query = connection.prepare_cached(&format!("{COLUMNS} WHERE op.id = ?1"))?;
    let mut rows = query.query_and_then([id.as_bytes()], |found| row(connection, found))?;
    rows.next().transpose()
}

/// The latest operation of a person, anybody's where none is named, that is neither an undo nor undone: what Ctrl+Z means. Nobody
/// means the zoom or the language by it.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn latest_undoable(read: &impl Read, by: Option<Actor>) -> Result<Option<OpRow>, StoreError> {
    let connection = read.connection();
    let mut query = connection.prepare_cached(&format!(
        "{COLUMNS} WHERE actor <> 'system' AND actor = ifnull(?1, actor) AND op.undoes IS NULL AND op.kind NOT IN ('shop.preferences', 'shop.name', 'staff.save', 'staff.passphrase')
           AND (length(changeset) > 0 OR bulk IS NOT NULL)
         ORDER BY op.seq DESC"
    ))?;
    let mut rows = query.query_and_then([by.map(Actor::text)], |found| row(connection, found))?;
    rows.find(|found| found.as_ref().map_or(true, |found| !found.undone)).transpose()
}

/// The number of the latest operation.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn latest_seq(read: &impl Read) -> Result<i64, StoreError> {
    Ok(read
        .connection()
        .prepare_cached("SELECT coalesce(max(seq), 0) FROM op")?
        .query_row([], |row| row.get(0))?)
}

/// The first and last id that the latest bulk operation of a kind made, where it still stands.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn bulk_range(
    read: &impl Read,
    kind: &str,
) -> Result<Option<(CustomerId, CustomerId)>, StoreError> {
    let connection = read.connection();
    let mut query = connection.prepare_cached(
        "SELECT id, bulk FROM op WHERE kind = ?1 AND bulk IS NOT NULL ORDER BY seq DESC",
    )?;
    let mut rows = query.query([kind])?;
    while let Some(row) = rows.next()? {
        if stands(connection, OperationId::from_uuid(row.uuid(0)?))? {
            let json: String = row.get(1)?;
            let bulk: Bulk = row.parsed(1, serde_json::from_str(&json).ok())?;
            return Ok(Some((CustomerId::from_uuid(bulk.first), CustomerId::from_uuid(bulk.last))));
        }
    }
    Ok(None)
}
