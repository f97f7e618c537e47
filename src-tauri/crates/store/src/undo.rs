//! Taking an operation back.
//!
//! An ordinary operation is taken back by its inverted changeset, a bulk import by deleting the
//! range of ids it made after the inverted changeset has restored what it updated. Both are
//! refused where a later operation of a person speaks of the same rows: its work would be lost.
//! What the program itself did since (a proposed follow-up, an announcement) gives way.
//!
//! What a bulk import made is on record as a range only, so taking its undo back has nothing to
//! bring and is refused.

use std::collections::BTreeSet;

use std::collections::HashSet;

use huike_domain::ids::{CustomerId, OperationId};
use huike_domain::tiers::points::Kind;
use rusqlite::session::{ConflictAction, ConflictType, invert_strm};
use rusqlite::{OptionalExtension as _, params};
use uuid::Uuid;

use crate::error::UndoRefusal;
use crate::ops::{Bulk, each_change, ids_of, name_of, stands};
use crate::readers::Read as _;
use crate::row::RowExt as _;
use crate::{StoreError, Tx, derived};

struct Target {
    id: OperationId,
    seq: i64,
    undoes: Option<Uuid>,
    kind: String,
    changeset: Vec<u8>,
    bulk: Option<Bulk>,
    undoes_bulk: bool,
}

pub(crate) fn take_back(tx: &Tx<'_>, operation: OperationId) -> Result<(), StoreError> {
    let refuse = |reason| Err(StoreError::CannotUndo(reason));
    let target = target(tx, operation)?;
    let stands = |operation| stands(tx.connection(), operation);
    // What was done again may have been taken back at its beginning since.
    let is_gone = match origin(tx, target.undoes)? {
        Some((first, true)) => !stands(first)?,
        _ => false,
    };
    if is_gone || !stands(operation)? {
        return refuse(UndoRefusal::AlreadyUndone);
    }
    if crate::ops::STAY.contains(&target.kind.as_str())
        || target.undoes_bulk
        || (target.changeset.is_empty() && target.bulk.is_none())
    {
        return refuse(UndoRefusal::NotUndoable);
    }
    if let Some(later) = changed_since(tx, &target)? {
        return refuse(UndoRefusal::ChangedSince(later));
    }
    if crate::attachments::lacks_bytes(tx.connection(), &target.changeset)? {
        return refuse(UndoRefusal::FilesCleared);
    }
    if !target.changeset.is_empty() {
        make_room(tx, &target.changeset)?;
        invert(tx, &target.changeset)?;
    }
    if let Some(bulk) = target.bulk {
        delete_range(tx, &bulk)?;
    }
    each_change(&target.changeset, |table, item, action| {
        if matches!(table, "purchase" | "points_entry") {
            let customer = match action {
                rusqlite::hooks::Action::SQLITE_INSERT => item.new_value(0)?,
                _ => item.old_value(0)?,
            };
            let id = customer.as_blob().ok().and_then(|bytes| Uuid::from_slice(bytes).ok());
            match id.map(CustomerId::from_uuid) {
                Some(customer) if table == "purchase" => tx.touch(customer),
                Some(customer) => tx.owe(customer),
                None => {}
            }
        }
        Ok(())
    })?;
    crate::tiers::points::drop_strays(tx, &tx.owing())
}

fn target(tx: &Tx<'_>, operation: OperationId) -> Result<Target, StoreError> {
    tx.connection()
        .query_row(
            "SELECT seq, changeset, bulk, kind, EXISTS (SELECT 1 FROM op AS undone
                 WHERE undone.id = op.undoes AND undone.bulk IS NOT NULL), undoes
             FROM op WHERE id = ?1",
            [operation.as_bytes()],
            |row| {
                let bulk: Option<String> = row.get(2)?;
                let bulk = bulk.map(|json| row.parsed(2, serde_json::from_str(&json).ok()));
                Ok(Target {
                    id: operation,
                    seq: row.get(0)?,
                    undoes: row.opt_uuid(5)?,
                    kind: row.get(3)?,
                    changeset: row.get(1)?,
                    bulk: bulk.transpose()?,
                    undoes_bulk: row.get(4)?,
                })
            },
        )
        .optional()?
        .ok_or(StoreError::NotFound("operation"))
}

/// Tables whose rows are known by a name rather than an id.
const NAMED: [&str; 2] = ["setting", "playbook"];

/// The first later operation of a person that still stands and speaks of the same rows.
fn changed_since(tx: &Tx<'_>, target: &Target) -> Result<Option<OperationId>, StoreError> {
    let mut own = HashSet::new();
    let mut named = HashSet::new();
    each_change(&target.changeset, |table, item, action| {
        if NAMED.contains(&table) {
            named.insert((table, name_of(item, action)?));
        } else {
            own.insert(key_of(table, item, action)?);
        }
        Ok(())
    })?;
    let mut later = tx.connection().prepare_cached(
        "SELECT id, changeset, bulk, undoes FROM op WHERE seq > ?1 AND actor <> 'system'
         ORDER BY seq",
    )?;
    let mut rows = later.query([target.seq])?;
    while let Some(row) = rows.next()? {
        // An undo brings back what was; only one that takes an undo back does something again:
        // that of the target itself, or what was taken back once more, is no later work.
        if let Some((first, again)) = origin(tx, row.opt_uuid(3)?)?
            && (!again || first == target.id || !stands(tx.connection(), first)?)
        {
            continue;
        }
        let later = OperationId::from_uuid(row.uuid(0)?);
        if !stands(tx.connection(), later)? {
            continue;
        }
        let changeset: Vec<u8> = row.get(1)?;
        let bulk: Option<String> = row.get(2)?;
        let mut hit = match bulk {
            Some(json) => {
                let bulk = row.parsed(2, serde_json::from_str(&json).ok())?;
                belongs_to(tx, &bulk, target, &own)?
            }
            None => false,
        };
        each_change(&changeset, |table, item, action| {
            hit = hit
                || if follows_by_itself(table, item, action)? {
                    false
                } else if NAMED.contains(&table) {
                    named.contains(&(table, name_of(item, action)?))
                } else {
                    let ids = ids_of(item)?;
                    ids.iter().any(|id| {
                        own.contains(id) || target.bulk.is_some_and(|bulk| bulk.contains(id))
                    })
                };
            Ok(())
        })?;
        if hit {
            return Ok(Some(later));
        }
    }
    Ok(None)
}

/// The operation that a chain of undos began with, and whether the chain does it again.
fn origin(tx: &Tx<'_>, undoes: Option<Uuid>) -> Result<Option<(OperationId, bool)>, StoreError> {
    let mut query = tx.connection().prepare_cached("SELECT undoes FROM op WHERE id = ?1")?;
    let (mut next, mut found) = (undoes, None::<(OperationId, bool)>);
    while let Some(id) = next {
        found = Some((OperationId::from_uuid(id), found.is_some_and(|(_, again)| !again)));
        next = query.query_row([id.as_bytes()], |row| row.opt_uuid(0)).optional()?.flatten();
    }
    Ok(found)
}

/// Whether a later bulk import gave purchases or contacts to customers whom the target made.
fn belongs_to(
    tx: &Tx<'_>,
    later: &Bulk,
    target: &Target,
    own: &HashSet<[u8; 16]>,
) -> Result<bool, StoreError> {
    let mut query = tx.connection().prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM purchase
                WHERE customer_id BETWEEN ?1 AND ?2 AND id BETWEEN ?3 AND ?4)
             OR EXISTS (SELECT 1 FROM interaction
                WHERE customer_id BETWEEN ?1 AND ?2 AND id BETWEEN ?3 AND ?4)",
    )?;
    let made = target.bulk.iter().map(|bulk| (*bulk.first.as_bytes(), *bulk.last.as_bytes()));
    for (first, last) in made.chain(own.iter().map(|id| (*id, *id))) {
        let range = params![first, last, later.first.as_bytes(), later.last.as_bytes()];
        if query.query_row(range, |row| row.get(0))? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The id by which a row is known: the first column, or a later one where the first is the
/// parent's.
fn key_of(
    table: &str,
    item: &rusqlite::session::ChangesetItem,
    action: rusqlite::hooks::Action,
) -> Result<[u8; 16], StoreError> {
    let column = match table {
        "purchase" | "interaction" | "attachment" | "points_entry" | "voucher_event"
        | "tier_override" | "entitlement" | "entitlement_step" | "script_use" => 2,
        "pinned" => 1,
        _ => 0,
    };
    let value = match action {
        rusqlite::hooks::Action::SQLITE_INSERT => item.new_value(column)?,
        _ => item.old_value(column)?,
    };
    value
        .as_blob()
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(|| StoreError::Damaged("a row without an id on record".to_owned()))
}

/// Points that ran out, and those that paid what was owed: the program's own doing, whoever's
/// operation it came with. They give way and are made anew.
fn follows_by_itself(
    table: &str,
    item: &rusqlite::session::ChangesetItem,
    action: rusqlite::hooks::Action,
) -> Result<bool, StoreError> {
    if table != "points_entry" || action != rusqlite::hooks::Action::SQLITE_INSERT {
        return Ok(false);
    }
    let kind = item.new_value(3)?.as_i64().unwrap_or(-1);
    Ok([Kind::Expire, Kind::Settle].iter().any(|own| i64::from(own.number()) == kind))
}

/// Takes away what the program proposed anew for occasions that are about to come back, and what it
/// did with complaints that are about to go. Follow-ups that the operation itself changed become
/// what they were, and are left to that.
fn make_room(tx: &Tx<'_>, changeset: &[u8]) -> Result<(), StoreError> {
    let mut changed = BTreeSet::new();
    each_change(changeset, |table, item, action| {
        if table == "follow_up" {
            changed.insert(key_of(table, item, action)?);
        }
        Ok(())
    })?;
    each_change(changeset, |table, item, action| {
        if table == "complaint" && action == rusqlite::hooks::Action::SQLITE_INSERT {
            return crate::complaints::make_room(tx, key_of(table, item, action)?);
        }
        if action != rusqlite::hooks::Action::SQLITE_DELETE {
            return Ok(());
        }
        let [rule, customer, occasion] = match table {
            "follow_up" => [2, 1, 3],
            "joined_reason" => [0, 1, 2],
            _ => return Ok(()),
        };
        let key = [item.old_value(rule)?, item.old_value(customer)?, item.old_value(occasion)?];
        crate::followups::make_room(tx, key, &changed)
    })
}

fn invert(tx: &Tx<'_>, changeset: &[u8]) -> Result<(), StoreError> {
    let mut inverted = Vec::with_capacity(changeset.len());
    let mut input = changeset;
    invert_strm(&mut input, &mut inverted)?;
    let mut takes_customers = false;
    each_change(&inverted, |table, _, action| {
        takes_customers |= table == "customer" && action == rusqlite::hooks::Action::SQLITE_DELETE;
        Ok(())
    })?;
    if takes_customers {
        // Whoever goes takes along what lies with them, so what moves to somebody else moves first.
        apply(tx, &inverted, |table| table != "customer")?;
        apply(tx, &inverted, |table| table == "customer")
    } else {
        apply(tx, &inverted, |_| true)
    }
}

/// Applies a changeset to the tables that `wants` names.
fn apply(tx: &Tx<'_>, changeset: &[u8], wants: fn(&str) -> bool) -> Result<(), StoreError> {
    let mut input = changeset;
    tx.connection().apply_strm(&mut input, Some(wants), |conflict, _| match conflict {
        // Persons' later changes were refused above, so what differs is the program's own.
        ConflictType::SQLITE_CHANGESET_DATA => ConflictAction::SQLITE_CHANGESET_REPLACE,
        ConflictType::SQLITE_CHANGESET_NOTFOUND => ConflictAction::SQLITE_CHANGESET_OMIT,
        _ => ConflictAction::SQLITE_CHANGESET_ABORT,
    })?;
    Ok(())
}

/// Deletes what a bulk import made, without recording each row: it can be imported again.
fn delete_range(tx: &Tx<'_>, bulk: &Bulk) -> Result<(), StoreError> {
    let range = params![bulk.first.as_bytes(), bulk.last.as_bytes()];
    tx.without_record(|| {
        // Purchases of customers who stay: their standing must be made anew.
        let mut query = tx.connection().prepare(
            "SELECT DISTINCT customer_id FROM purchase
             WHERE id BETWEEN ?1 AND ?2 AND customer_id NOT BETWEEN ?1 AND ?2",
        )?;
        let mut rows = query.query(range)?;
        while let Some(row) = rows.next()? {
            tx.touch(CustomerId::from_uuid(row.uuid(0)?));
        }
        // The same for points, which a bulk import also gives for purchases that it did not make.
        let mut query = tx.connection().prepare(
            "SELECT DISTINCT customer_id FROM points_entry
             WHERE id BETWEEN ?1 AND ?2 AND customer_id NOT BETWEEN ?1 AND ?2",
        )?;
        let mut rows = query.query(range)?;
        while let Some(row) = rows.next()? {
            tx.owe(CustomerId::from_uuid(row.uuid(0)?));
        }
        let connection = tx.connection();
        let points = connection.execute(
            "DELETE FROM points_entry WHERE id BETWEEN ?1 AND ?2
                 OR customer_id BETWEEN ?1 AND ?2",
            range,
        )?;
        if points > 0 {
            tx.derived("points_entry");
        }
        // Benefits that a program brought to everyone.
        if connection.execute("DELETE FROM entitlement WHERE id BETWEEN ?1 AND ?2", range)? > 0 {
            tx.derived("entitlement");
        }
        connection.execute("DELETE FROM purchase WHERE id BETWEEN ?1 AND ?2", range)?;
        if connection.execute("DELETE FROM interaction WHERE id BETWEEN ?1 AND ?2", range)? > 0 {
            tx.touched_everyone();
            crate::scripts::count_all(connection)?;
        }
        derived::forget_range(connection, bulk.first, bulk.last)?;
        connection.execute("DELETE FROM customer WHERE id BETWEEN ?1 AND ?2", range)?;
        tx.removed(bulk.first, bulk.last);
        tx.derived("customer");
        tx.derived("purchase");
        tx.derived("interaction");
        tx.derived("follow_up");
        tx.derived(crate::ops::STANDING);
        Ok(())
    })
}
