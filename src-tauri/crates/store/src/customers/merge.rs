//! Giving everything that lies with one customer to another.

use huike_domain::customers::{CheckedCustomer, CustomerKind};
use huike_domain::ids::{CustomerId, FollowUpId};
use huike_domain::time::Instant;
use rusqlite::params;

use super::{PUT_KNOWN, portrait, put};
use crate::readers::Read as _;
use crate::{StoreError, Tx};

/// The columns that name the customer a row lies with, or one it speaks of. What a portrait holds
/// ([`crate::ops::PORTRAIT`]) is united by a rule instead; `distinct_pair` holds each pair once,
/// in order, and `contact_limit` one row a customer. A test goes through the schema for columns that are in neither.
const NAMES: [(&str, &str); 16] = [
    ("purchase", "customer_id"),
    ("interaction", "customer_id"),
    ("pinned", "customer_id"),
    ("attachment", "customer_id"),
    ("follow_up", "customer_id"),
    ("joined_reason", "customer_id"),
    ("tier_override", "customer_id"),
    ("entitlement", "customer_id"),
    ("entitlement_step", "customer_id"),
    ("points_entry", "customer_id"),
    ("voucher", "customer_id"),
    ("script_use", "customer_id"),
    ("complaint", "customer_id"),
    ("remedy", "customer_id"),
    ("customer", "employer"),
    ("customer", "introduced_by"),
];

/// Makes one customer of several: everything of `others` goes to `keep`, whose own fields become
/// those of `customer`, entered when the first of them was. The others are gone.
///
/// # Errors
/// [`StoreError::NotFound`]; [`StoreError::Taken`] where the shop's own number is another's;
/// [`StoreError::Impossible`] where a person would have the contacts of a company.
pub fn merge(
    tx: &Tx<'_>,
    keep: CustomerId,
    others: &[CustomerId],
    customer: &CheckedCustomer,
) -> Result<(), StoreError> {
    let mut since = created_at(tx, keep)?;
    for &other in others {
        since = since.min(created_at(tx, other)?);
        settle_clashes(tx, keep, other)?;
        keep_both_entitlements(tx, keep, other)?;
        keep_limit(tx, keep, other)?;
        for (table, column) in NAMES {
            tx.connection()
                .prepare_cached(&format!("UPDATE {table} SET {column} = ?1 WHERE {column} = ?2"))?
                .execute([keep.as_bytes(), other.as_bytes()])?;
        }
        move_pairs(tx, keep, other)?;
        for table in crate::ops::PORTRAIT {
            tx.connection()
                .prepare_cached(&format!("DELETE FROM {table} WHERE customer_id = ?1"))?
                .execute([other.as_bytes()])?;
        }
        tx.connection()
            .prepare_cached("DELETE FROM customer WHERE id = ?1")?
            .execute([other.as_bytes()])?;
    }
    put(tx, keep, customer, PUT_KNOWN)?;
    tx.connection()
        .prepare_cached("UPDATE customer SET created_at = ?2 WHERE id = ?1")?
        .execute(params![keep.as_bytes(), since.0])?;
    portrait::replace(tx, keep, &customer.draft.portrait)?;
    if customer.draft.kind == CustomerKind::Person && has_contacts(tx, keep)? {
        return Err(StoreError::Impossible("kind"));
    }
    // Their follow-ups get the place that the merged purchases give them.
    tx.touch(keep);
    Ok(())
}

fn created_at(tx: &Tx<'_>, id: CustomerId) -> Result<Instant, StoreError> {
    tx.connection()
        .prepare_cached("SELECT created_at FROM customer WHERE id = ?1")?
        .query_row([id.as_bytes()], |row| row.get(0).map(Instant))
        .map_err(|error| match error {
            rusqlite::Error::QueryReturnedNoRows => StoreError::NotFound("customer"),
            error => error.into(),
        })
}

fn has_contacts(tx: &Tx<'_>, id: CustomerId) -> Result<bool, StoreError> {
    Ok(tx
        .connection()
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM customer WHERE employer = ?1)")?
        .query_row([id.as_bytes()], |row| row.get(0))?)
}

/// A rule proposes once for each occasion. Where both were proposed for, an open one gives way to
/// one that was settled, and the other's to the kept one's; what was settled stays as history,
/// without its occasion.
fn settle_clashes(tx: &Tx<'_>, keep: CustomerId, other: CustomerId) -> Result<(), StoreError> {
    const OCCASIONS: &str = "SELECT rule_id, occasion, state > 0 AS over, 0 AS joined, id
             FROM follow_up WHERE customer_id = ?N AND occasion IS NOT NULL
         UNION ALL SELECT joined_reason.rule_id, joined_reason.occasion, settled OR state > 0, 1, id
             FROM joined_reason JOIN follow_up ON follow_up.id = follow_up_id
             WHERE joined_reason.customer_id = ?N";
    let sql = format!(
        "SELECT theirs.rule_id, theirs.occasion, mine.over, theirs.over, mine.joined, theirs.joined,
                mine.id, theirs.id
         FROM ({}) AS theirs JOIN ({}) AS mine
             ON mine.rule_id = theirs.rule_id AND mine.occasion = theirs.occasion",
        OCCASIONS.replace("?N", "?2"),
        OCCASIONS.replace("?N", "?1"),
    );
    struct Clash {
        key: ([u8; 16], String),
        over: (bool, bool),
        joined: (bool, bool),
        ids: ([u8; 16], [u8; 16]),
    }
    let clashes: Vec<Clash> = tx
        .connection()
        .prepare_cached(&sql)?
        .query_map([keep.as_bytes(), other.as_bytes()], |row| {
            Ok(Clash {
                key: (row.get(0)?, row.get(1)?),
                over: (row.get(2)?, row.get(3)?),
                joined: (row.get(4)?, row.get(5)?),
                ids: (row.get(6)?, row.get(7)?),
            })
        })?
        .collect::<Result<_, _>>()?;
    for Clash { key: (rule, occasion), over, joined, ids } in clashes {
        let mine_goes = !over.0 && over.1;
        let (customer, is_joined, id) =
            if mine_goes { (keep, joined.0, ids.0) } else { (other, joined.1, ids.1) };
        match (is_joined, over == (true, true)) {
            (true, _) => {
                tx.connection()
                    .prepare_cached(
                        "DELETE FROM joined_reason
                         WHERE rule_id = ?1 AND customer_id = ?2 AND occasion = ?3",
                    )?
                    .execute(params![rule, customer.as_bytes(), occasion])?;
            }
            (false, true) => {
                tx.connection()
                    .prepare_cached("UPDATE follow_up SET occasion = NULL WHERE id = ?1")?
                    .execute([id])?;
            }
            (false, false) => crate::followups::give_up(
                tx,
                customer,
                FollowUpId::from_uuid(uuid::Uuid::from_bytes(id)),
            )?,
        }
    }
    Ok(())
}

/// A benefit is issued once for each period. Where both hold it, both keep it: the other's gets a
/// period of its own.
fn keep_both_entitlements(
    tx: &Tx<'_>,
    keep: CustomerId,
    other: CustomerId,
) -> Result<(), StoreError> {
    tx.connection()
        .prepare_cached(
            "UPDATE entitlement SET period = period || ' ' || hex(id)
             WHERE customer_id = ?2 AND EXISTS (
                 SELECT 1 FROM entitlement AS mine WHERE mine.customer_id = ?1
                   AND mine.benefit_id = entitlement.benefit_id
                   AND mine.period = entitlement.period)",
        )?
        .execute([keep.as_bytes(), other.as_bytes()])?;
    Ok(())
}

/// A limit that somebody asked for is kept; of two that of the customer who stays.
fn keep_limit(tx: &Tx<'_>, keep: CustomerId, other: CustomerId) -> Result<(), StoreError> {
    let ids = [keep.as_bytes(), other.as_bytes()];
    tx.connection()
        .prepare_cached(
            "UPDATE OR IGNORE contact_limit SET customer_id = ?1 WHERE customer_id = ?2",
        )?
        .execute(ids)?;
    tx.connection()
        .prepare_cached("DELETE FROM contact_limit WHERE customer_id = ?2 AND ?1 <> ?2")?
        .execute(ids)?;
    Ok(())
}

/// Whoever is known to be another than the merged customer is known to be another than the kept
/// one.
fn move_pairs(tx: &Tx<'_>, keep: CustomerId, other: CustomerId) -> Result<(), StoreError> {
    for third in super::distinct_from(tx, other)? {
        if third != keep {
            super::set_distinct(tx, keep, third)?;
        }
    }
    tx.connection()
        .prepare_cached("DELETE FROM distinct_pair WHERE first = ?1 OR second = ?1")?
        .execute([other.as_bytes()])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::NAMES;
    use crate::ops::{PORTRAIT, RECORDED};

    /// Ids of other things. A new column of ids must be put here or be merged.
    const OF_OTHER_THINGS: [&str; 24] = [
        "id",
        "benefit_id",
        "entitlement_id",
        "rule_id",
        "follow_up_id",
        "notice",
        "interaction_id",
        "preference_id",
        "field_id",
        "amends",
        "reverses",
        "attachment_id",
        "purchase_id",
        "grant_id",
        "group_id",
        "tier_id",
        "batch_id",
        "voucher_id",
        "approval_id",
        "script_id",
        "complaint_id",
        "cause_id",
        "improvement_id",
        "into_id",
    ];

    /// Made from the rest, and the record itself, which tells what was.
    const FOLLOW_BY_THEMSELVES: [(&str, &str); 8] = [
        ("points_balance", "customer_id"),
        ("standing", "customer_id"),
        ("membership", "customer_id"),
        ("segment_move", "customer_id"),
        ("script_result", "customer_id"),
        ("search_key", "customer_id"),
        ("op", "subject"),
        ("op", "undoes"),
    ];

    /// Bytes that are no ids.
    const BYTES: [(&str, &str); 9] = [
        ("op", "changeset"),
        ("op", "salt"),
        ("op", "digest"),
        ("op", "chain"),
        ("attachment_part", "bytes"),
        ("search_data", "block"),
        ("search_docsize", "sz"),
        ("search_digits_data", "block"),
        ("search_digits_docsize", "sz"),
    ];

    #[test]
    fn every_column_that_names_a_customer_is_merged() {
        let mut plain = Connection::open_in_memory().expect("a database");
        crate::migrations::migrate(&mut plain).expect("migrated");
        let mut query = plain
            .prepare(
                "SELECT m.name, c.name, c.type FROM sqlite_master AS m, pragma_table_info(m.name) AS c
                 WHERE m.type = 'table'",
            )
            .expect("a query");
        let columns = query
            .query_map([], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
            })
            .expect("columns");
        let mut unknown = Vec::new();
        for column in columns {
            let (table, column, kind) = column.expect("a column");
            let known = |list: &[(&str, &str)]| list.contains(&(table.as_str(), column.as_str()));
            let portrait = PORTRAIT.contains(&table.as_str()) && column == "customer_id";
            if kind == "BLOB"
                && !OF_OTHER_THINGS.contains(&column.as_str())
                && !known(&FOLLOW_BY_THEMSELVES)
                && !known(&BYTES)
                && !known(&NAMES)
                && !portrait
                && !["distinct_pair", "contact_limit"].contains(&table.as_str())
            {
                unknown.push(format!("{table}.{column}"));
            }
        }
        assert_eq!(unknown, Vec::<String>::new(), "does it name a customer? then merge it");
        for (table, _) in NAMES {
            assert!(RECORDED.contains(&table), "{table} could not be undone");
        }
    }
}
