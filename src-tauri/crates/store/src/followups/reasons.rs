//! Reasons that met in one follow-up. The first lies in the follow-up's own row, with its rule and
//! its occasion; those that joined it lie beside.

use std::collections::BTreeSet;

use chrono::{Datelike as _, NaiveDate};
use huike_domain::followups::{OWED_AGAIN, Occasion, Reason, State};
use huike_domain::ids::{CustomerId, FollowUpId, RuleId};
use huike_domain::time::Instant;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{OptionalExtension as _, Row, params};
use uuid::Uuid;

use crate::readers::Read;
use crate::row::RowExt as _;
use crate::{StoreError, Tx};

/// One reason of an open follow-up, with what its rule asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedReason {
    /// The rule.
    pub rule: RuleId,
    /// The occasion's key.
    pub occasion: String,
    /// The day that the rule asked for; of a first reason the first day that all reasons allow.
    pub day: NaiveDate,
    /// Why.
    pub reason: Reason,
}

/// An open follow-up of a customer, as far as planning needs it.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Which.
    pub id: FollowUpId,
    /// When it is due.
    pub due: Instant,
    /// The first day that all its reasons allow.
    pub from: Option<NaiveDate>,
    /// The last day that all its reasons allow.
    pub by: Option<NaiveDate>,
    /// The last day on which it makes sense at all.
    pub expires: Option<NaiveDate>,
    /// Whether a person put it off.
    pub snoozed: bool,
    /// Its reasons, the first one first; none where it was set by hand.
    pub reasons: Vec<PlannedReason>,
}

/// Open follow-ups of a customer with their reasons, in the order in which they are due.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn planned_with(read: &impl Read, customer: CustomerId) -> Result<Vec<Planned>, StoreError> {
    let connection = read.connection();
    let mut query = connection.prepare_cached(
        "SELECT id, due_at, from_day, by_day, expires, snoozed_to IS NOT NULL, rule_id, occasion,
                reason
         FROM follow_up WHERE customer_id = ?1 AND state = 0 ORDER BY due_at, id",
    )?;
    let mut rows = query.query([customer.as_bytes()])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let id = FollowUpId::from_uuid(row.uuid(0)?);
        let day = |at: Option<i32>| at.and_then(NaiveDate::from_num_days_from_ce_opt);
        let due = Instant(row.get(1)?);
        let mut reasons = Vec::new();
        if let (Some(rule), Some(occasion)) = (row.opt_uuid(6)?, row.get::<_, Option<String>>(7)?) {
            let from = day(row.get(2)?).unwrap_or(NaiveDate::MIN);
            reasons.push(PlannedReason {
                rule: RuleId::from_uuid(rule),
                occasion,
                day: from,
                reason: reason_in(row, 8)?,
            });
            reasons.extend(joined_to(read, id)?);
        }
        found.push(Planned {
            id,
            due,
            from: day(row.get(2)?),
            by: day(row.get(3)?),
            expires: day(row.get(4)?),
            snoozed: row.get(5)?,
            reasons,
        });
    }
    Ok(found)
}

fn reason_in(row: &Row<'_>, column: usize) -> rusqlite::Result<Reason> {
    row.parsed(column, serde_json::from_str(row.get_ref(column)?.as_str()?).ok())
}

/// Reasons that joined a follow-up and are open.
fn joined_to(read: &impl Read, id: FollowUpId) -> Result<Vec<PlannedReason>, StoreError> {
    let mut query = read.connection().prepare_cached(
        "SELECT rule_id, occasion, day, reason FROM joined_reason
         WHERE follow_up_id = ?1 AND settled = 0 ORDER BY day, rule_id, occasion",
    )?;
    let rows = query.query_map([id.as_bytes()], |row| {
        Ok(PlannedReason {
            rule: RuleId::from_uuid(row.uuid(0)?),
            occasion: row.get(1)?,
            day: row.parsed(2, NaiveDate::from_num_days_from_ce_opt(row.get(2)?))?,
            reason: reason_in(row, 3)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether an occasion is on record, whatever became of it.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn is_known(
    read: &impl Read,
    rule: RuleId,
    customer: CustomerId,
    occasion: &str,
) -> Result<bool, StoreError> {
    Ok(read
        .connection()
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM follow_up
                 WHERE rule_id = ?1 AND customer_id = ?2 AND occasion = ?3 AND occasion IS NOT NULL)
               OR EXISTS (SELECT 1 FROM joined_reason
                 WHERE rule_id = ?1 AND customer_id = ?2 AND occasion = ?3)",
        )?
        .query_row(params![rule.as_bytes(), customer.as_bytes(), occasion], |row| row.get(0))?)
}

/// Lets an occasion join an open follow-up, which is due at `due` from now on, between the days
/// `from` and `by`.
///
/// # Errors
/// [`StoreError::NotFound`] where the follow-up is not open; [`StoreError::Sql`].
pub fn join(
    tx: &Tx<'_>,
    rule: RuleId,
    occasion: &Occasion,
    into: &Planned,
    customer: CustomerId,
    due: Instant,
) -> Result<(), StoreError> {
    let first = huike_domain::time::add_days(occasion.day, -i64::from(occasion.early));
    let from = into.from.map_or(first, |from| from.max(first));
    let by = into.by.map_or(occasion.by, |by| by.min(occasion.by));
    let both = into.expires.zip(occasion.expires);
    let number = |day: NaiveDate| day.num_days_from_ce();
    let changed = tx
        .connection()
        .prepare_cached(
            "UPDATE follow_up SET due_at = ?2, from_day = ?3, by_day = ?4, expires = ?5
             WHERE id = ?1 AND state = 0",
        )?
        .execute(params![
            into.id.as_bytes(),
            due.0,
            number(from),
            number(by),
            both.map(|(a, b)| number(a.max(b))),
        ])?;
    if changed == 0 {
        return Err(StoreError::NotFound("followUp"));
    }
    let reason = serde_json::to_string(&occasion.reason).map_err(std::io::Error::other)?;
    tx.connection()
        .prepare_cached(
            "INSERT INTO joined_reason
                 (rule_id, customer_id, occasion, follow_up_id, day, expires, reason)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            rule.as_bytes(),
            customer.as_bytes(),
            occasion.key,
            into.id.as_bytes(),
            number(occasion.day),
            occasion.expires.map(number),
            reason,
        ])?;
    Ok(())
}

/// Words the reason of an occasion anew, whose figures have changed.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn reword(
    tx: &Tx<'_>,
    customer: CustomerId,
    which: &PlannedReason,
    reason: &Reason,
) -> Result<(), StoreError> {
    let reason = serde_json::to_string(reason).map_err(std::io::Error::other)?;
    for sql in [
        "UPDATE joined_reason SET reason = ?4
         WHERE rule_id = ?1 AND customer_id = ?2 AND occasion = ?3",
        "UPDATE follow_up SET reason = ?4
         WHERE rule_id = ?1 AND customer_id = ?2 AND occasion = ?3 AND state = 0",
    ] {
        tx.connection().prepare_cached(sql)?.execute(params![
            which.rule.as_bytes(),
            customer.as_bytes(),
            which.occasion,
            reason
        ])?;
    }
    Ok(())
}

/// What becomes of a reason that is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// A contact settled it: its occasion never comes again.
    Settled,
    /// It holds no longer, and may come again.
    Forgotten,
}

/// Takes a reason out of an open follow-up. Where it was the only one, the follow-up is `then`
/// (done or cancelled), and answered is `true`.
///
/// # Errors
/// [`StoreError::NotFound`] where the follow-up is not open; [`StoreError::Sql`].
pub fn end_reason(
    tx: &Tx<'_>,
    customer: CustomerId,
    from: &Planned,
    which: &PlannedReason,
    over: Over,
    then: State,
) -> Result<bool, StoreError> {
    let connection = tx.connection();
    let key = params![which.rule.as_bytes(), customer.as_bytes(), which.occasion];
    let is_joined: bool = connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM joined_reason
             WHERE rule_id = ?1 AND customer_id = ?2 AND occasion = ?3)",
        )?
        .query_row(key, |row| row.get(0))?;
    if is_joined {
        let sql = match over {
            Over::Settled => {
                "UPDATE joined_reason SET settled = 1
                 WHERE rule_id = ?1 AND customer_id = ?2 AND occasion = ?3"
            }
            Over::Forgotten => {
                "DELETE FROM joined_reason
                 WHERE rule_id = ?1 AND customer_id = ?2 AND occasion = ?3"
            }
        };
        connection.prepare_cached(sql)?.execute(key)?;
        return Ok(false);
    }
    let Some(heir) = joined_to(tx, from.id)?.into_iter().next() else {
        if over == Over::Forgotten {
            connection
                .prepare_cached("UPDATE follow_up SET occasion = NULL WHERE id = ?1")?
                .execute([from.id.as_bytes()])?;
        }
        super::settle(tx, from.id, then, "")?;
        return Ok(true);
    };
    hand_on(tx, customer, from.id, &heir)?;
    if over == Over::Settled {
        // Its occasion stays on record beside the follow-up that it began.
        let reason = serde_json::to_string(&which.reason).map_err(std::io::Error::other)?;
        connection
            .prepare_cached(
                "INSERT INTO joined_reason
                     (rule_id, customer_id, occasion, follow_up_id, day, settled, reason)
                 VALUES (?1, ?2, ?3, ?4, ?5, 1, ?6)",
            )?
            .execute(params![
                which.rule.as_bytes(),
                customer.as_bytes(),
                which.occasion,
                from.id.as_bytes(),
                which.day.num_days_from_ce(),
                reason,
            ])?;
    }
    Ok(false)
}

/// Makes a joined reason the first one of its follow-up.
fn hand_on(
    tx: &Tx<'_>,
    customer: CustomerId,
    id: FollowUpId,
    heir: &PlannedReason,
) -> Result<(), StoreError> {
    let reason = serde_json::to_string(&heir.reason).map_err(std::io::Error::other)?;
    tx.connection()
        .prepare_cached(
            "DELETE FROM joined_reason WHERE rule_id = ?1 AND customer_id = ?2 AND occasion = ?3",
        )?
        .execute(params![heir.rule.as_bytes(), customer.as_bytes(), heir.occasion])?;
    tx.connection()
        .prepare_cached(
            "UPDATE follow_up SET rule_id = ?2, occasion = ?3, reason = ?4 WHERE id = ?1",
        )?
        .execute(params![id.as_bytes(), heir.rule.as_bytes(), heir.occasion, reason])?;
    Ok(())
}

/// Takes what a rule asks for out of open follow-ups, so that it can propose anew. What it would
/// not propose again stays: contacts still owed after another one, and what a person put off.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn withdraw(tx: &Tx<'_>, rule: RuleId) -> Result<(), StoreError> {
    withdraw_where(tx, rule, None)
}

/// The same with one customer alone.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn withdraw_from(tx: &Tx<'_>, rule: RuleId, customer: CustomerId) -> Result<(), StoreError> {
    withdraw_where(tx, rule, Some(customer))
}

fn withdraw_where(
    tx: &Tx<'_>,
    rule: RuleId,
    customer: Option<CustomerId>,
) -> Result<(), StoreError> {
    let connection = tx.connection();
    let owed = format!("{OWED_AGAIN}*");
    let customer = customer.as_ref().map(CustomerId::as_bytes);
    let key = params![rule.as_bytes(), owed, customer];
    connection
        .prepare_cached(
            "DELETE FROM joined_reason
             WHERE rule_id = ?1 AND settled = 0 AND occasion NOT GLOB ?2
               AND (?3 IS NULL OR customer_id = ?3)
               AND EXISTS (SELECT 1 FROM follow_up
                   WHERE id = follow_up_id AND state = 0 AND snoozed_to IS NULL)",
        )?
        .execute(key)?;
    let open: Vec<(FollowUpId, CustomerId)> = connection
        .prepare_cached(
            "SELECT id, customer_id FROM follow_up
             WHERE rule_id = ?1 AND state = 0 AND snoozed_to IS NULL AND occasion NOT GLOB ?2
               AND (?3 IS NULL OR customer_id = ?3)",
        )?
        .query_map(key, |row| {
            Ok((FollowUpId::from_uuid(row.uuid(0)?), CustomerId::from_uuid(row.uuid(1)?)))
        })?
        .collect::<Result<_, _>>()?;
    for (id, customer) in open {
        give_up(tx, customer, id)?;
    }
    Ok(())
}

/// Takes what the program proposed anew for an occasion out of the way, whose follow-up is about
/// to come back: there is one for each.
///
/// # Errors
/// [`StoreError::Sql`].
pub(crate) fn make_room(
    tx: &Tx<'_>,
    key: [ValueRef<'_>; 3],
    but_of: &BTreeSet<[u8; 16]>,
) -> Result<(), StoreError> {
    let key = key.map(ToSqlOutput::Borrowed);
    let connection = tx.connection();
    let joined: Option<[u8; 16]> = connection
        .prepare_cached(
            "SELECT follow_up_id FROM joined_reason
             WHERE rule_id = ?1 AND customer_id = ?2 AND occasion = ?3",
        )?
        .query_row(params![key[0], key[1], key[2]], |row| row.get(0))
        .optional()?;
    if joined.is_some_and(|id| !but_of.contains(&id)) {
        connection
            .prepare_cached(
                "DELETE FROM joined_reason
                 WHERE rule_id = ?1 AND customer_id = ?2 AND occasion = ?3",
            )?
            .execute(params![key[0], key[1], key[2]])?;
    }
    let begun: Option<([u8; 16], [u8; 16])> = connection
        .prepare_cached(
            "SELECT id, customer_id FROM follow_up
             WHERE rule_id = ?1 AND customer_id = ?2 AND occasion = ?3 AND state = 0",
        )?
        .query_row(params![key[0], key[1], key[2]], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let begun = begun.filter(|(id, _)| !but_of.contains(id));
    let Some((id, customer)) = begun else { return Ok(()) };
    let id = FollowUpId::from_uuid(Uuid::from_bytes(id));
    give_up(tx, CustomerId::from_uuid(Uuid::from_bytes(customer)), id)
}

/// Takes the first reason out of an open follow-up for good, and the follow-up with it where it
/// was the only one.
pub(crate) fn give_up(tx: &Tx<'_>, customer: CustomerId, id: FollowUpId) -> Result<(), StoreError> {
    match joined_to(tx, id)?.into_iter().next() {
        Some(heir) => hand_on(tx, customer, id, &heir),
        None => {
            tx.connection()
                .prepare_cached("DELETE FROM follow_up WHERE id = ?1")?
                .execute([id.as_bytes()])?;
            Ok(())
        }
    }
}
