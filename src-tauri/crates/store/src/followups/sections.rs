//! Parts of Today and of the calendar.

use chrono::{Datelike as _, NaiveDate};
use huike_domain::followups::{ContactOutcome, State};
use huike_domain::ids::{CustomerId, FollowUpId, RuleId};
use huike_domain::time::Instant;
use rusqlite::{Params, params};

use super::{After, FOLLOW_UP, FollowUp, follow_up, get};
use crate::StoreError;
use crate::readers::Read;
use crate::row::RowExt as _;

/// Whose follow-ups are meant.
#[derive(Clone, Copy, Debug)]
pub struct Whose<'a>(Option<&'a str>);

impl<'a> Whose<'a> {
    /// Those of one of the staff and nobody's; everybody's where no name is given.
    #[must_use]
    pub fn of(name: Option<&'a str>) -> Self {
        Self(name.map(str::trim).filter(|name| !name.is_empty()))
    }

    /// The test of a person, `?1`: who is assigned, or, where nobody is, who looks after the
    /// customer. Without one the row itself need not be looked at.
    const fn test(self) -> &'static str {
        match self.0 {
            None => "1",
            Some(_) => {
                "(assignee = ?1 OR (assignee = '' AND EXISTS (SELECT 1 FROM customer
                      WHERE customer.id = follow_up.customer_id AND owner IN ('', ?1))))"
            }
        }
    }
}

/// A place that comes before all others.
const FIRST: (i64, i64, [u8; 16]) = (i64::MAX, i64::MIN, [0; 16]);

fn place(after: Option<After>) -> (i64, i64, [u8; 16]) {
    after.map_or(FIRST, |after| (after.rank.0, after.due.0, *after.id.as_bytes()))
}

/// Picks ids first, so that only rows which are shown are put together.
fn pick(read: &impl Read, sql: &str, values: impl Params) -> Result<Vec<FollowUp>, StoreError> {
    let mut query = read.connection().prepare_cached(sql)?;
    let ids = query
        .query_map(values, |row| row.uuid(0).map(FollowUpId::from_uuid))?
        .collect::<Result<Vec<_>, _>>()?;
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        found.extend(get(read, id)?);
    }
    Ok(found)
}

/// Open follow-ups due at `until` or before, best first, from the index of places.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn overdue(
    read: &impl Read,
    now: Instant,
    today: NaiveDate,
    until: Instant,
    whose: Whose<'_>,
    after: Option<After>,
    limit: u32,
) -> Result<Vec<FollowUp>, StoreError> {
    let (rank, due, id) = place(after);
    let sql = format!(
        "SELECT id FROM follow_up INDEXED BY follow_up_rank
         WHERE state = 0 AND due_at <= ?2 AND rank <= ?3
           AND (rank < ?3 OR (due_at, id) > (?4, ?5))
           AND (snoozed_to IS NULL OR snoozed_to <= ?6) AND (expires IS NULL OR expires >= ?7)
           AND {}
         ORDER BY rank DESC, due_at, id LIMIT ?8",
        whose.test()
    );
    let today = today.num_days_from_ce();
    pick(read, &sql, params![whose.0, until.0, rank, due, id, now.0, today, limit])
}

fn due_between_sql(whose: Whose<'_>) -> String {
    format!(
        "SELECT id FROM follow_up INDEXED BY follow_up_due
         WHERE state = 0 AND due_at BETWEEN ?2 AND ?3 AND rank <= ?4
           AND (rank < ?4 OR (due_at, id) > (?5, ?6))
           AND (expires IS NULL OR expires >= ?7) AND {}
         ORDER BY rank DESC, due_at, id LIMIT ?8",
        whose.test()
    )
}

/// The query plan of [`due_between`] for everybody, for the test that proves that it looks at an
/// index alone.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn plan_of_due_between(read: &impl Read) -> Result<String, StoreError> {
    let sql = format!("EXPLAIN QUERY PLAN {}", due_between_sql(Whose::of(None)));
    let mut query = read.connection().prepare(&sql)?;
    let values = params![None::<&str>, 0, 0, 0, 0, [0u8; 16], 0, 1];
    let details = query.query_map(values, |row| row.get::<_, String>(3))?;
    Ok(details.collect::<Result<Vec<_>, _>>()?.join("\n"))
}

/// Open follow-ups due between two moments, both included, best first, from the index of due
/// times.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn due_between(
    read: &impl Read,
    (from, until): (Instant, Instant),
    today: NaiveDate,
    whose: Whose<'_>,
    after: Option<After>,
    limit: u32,
) -> Result<Vec<FollowUp>, StoreError> {
    let (rank, due, id) = place(after);
    let sql = due_between_sql(whose);
    let today = today.num_days_from_ce();
    pick(read, &sql, params![whose.0, from.0, until.0, rank, due, id, today, limit])
}

/// Follow-ups done since a moment, the latest first; the cursor's due time is that of its settling.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn done_since(
    read: &impl Read,
    since: Instant,
    whose: Whose<'_>,
    after: Option<After>,
    limit: u32,
) -> Result<Vec<FollowUp>, StoreError> {
    let skip = after.map(|after| after.id);
    let sql = format!(
        "SELECT id FROM follow_up INDEXED BY follow_up_settled
         WHERE settled_at >= ?2 AND state = 1 AND {}
           AND (?3 IS NULL OR (settled_at, id) < (
               (SELECT settled_at FROM follow_up WHERE id = ?3), ?3))
         ORDER BY settled_at DESC, id DESC LIMIT ?4",
        whose.test()
    );
    let skip = skip.as_ref().map(FollowUpId::as_bytes);
    pick(read, &sql, params![whose.0, since.0, skip, limit])
}

/// How many open follow-ups are due between two moments, both included.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn count_open_between(
    read: &impl Read,
    from: Instant,
    until: Instant,
    whose: Whose<'_>,
) -> Result<u32, StoreError> {
    let sql = format!(
        "SELECT count(*) FROM follow_up WHERE state = 0 AND due_at BETWEEN ?2 AND ?3 AND {}",
        whose.test()
    );
    let mut query = read.connection().prepare_cached(&sql)?;
    Ok(query.query_row(params![whose.0, from.0, until.0], |row| row.get(0))?)
}

/// How many follow-ups were done between two moments, both included.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn count_done_between(
    read: &impl Read,
    from: Instant,
    until: Instant,
    whose: Whose<'_>,
) -> Result<u32, StoreError> {
    let sql = format!(
        "SELECT count(*) FROM follow_up
         WHERE settled_at BETWEEN ?2 AND ?3 AND state = 1 AND {}",
        whose.test()
    );
    let mut query = read.connection().prepare_cached(&sql)?;
    Ok(query.query_row(params![whose.0, from.0, until.0], |row| row.get(0))?)
}

/// A customer's follow-ups that are about a birthday or were set by hand, whatever became of them,
/// the latest first; at most ten.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn about_birthdays(
    read: &impl Read,
    customer: CustomerId,
) -> Result<Vec<FollowUp>, StoreError> {
    let sql = format!(
        "{FOLLOW_UP} WHERE follow_up.customer_id = ?1
           AND (rule_id IS NULL OR reason LIKE '%\"birthday\"%' OR EXISTS (SELECT 1 FROM joined_reason
                WHERE follow_up_id = follow_up.id AND reason LIKE '%\"birthday\"%'))
         ORDER BY due_at DESC LIMIT 10"
    );
    let mut query = read.connection().prepare_cached(&sql)?;
    let rows = query.query_map([customer.as_bytes()], follow_up)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A follow-up as a report counts it.
#[derive(Clone, Debug)]
pub struct Counted {
    /// With whom.
    pub customer: CustomerId,
    /// Who was asked to make the contact; empty where it is whoever looks after the customer.
    pub person: String,
    /// The rule that proposed it first.
    pub rule: Option<RuleId>,
    /// Where it stands.
    pub state: State,
    /// When it was due.
    pub due: Instant,
    /// The last day on which it did what it was for.
    pub by: Option<NaiveDate>,
    /// When it was settled.
    pub settled: Option<Instant>,
    /// What came of it.
    pub outcome: Option<ContactOutcome>,
}

/// Calls `visit` with every follow-up due between two moments, both included, in the order of their
/// ids: so each page of a large file is read once, and not once for each of its rows.
///
/// # Errors
/// Whatever `visit` says.
pub fn each_due_between(
    read: &impl Read,
    from: Instant,
    until: Instant,
    mut visit: impl FnMut(Counted) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let connection = read.connection();
    let mut due = connection.prepare_cached(
        "SELECT id FROM follow_up INDEXED BY follow_up_all_due WHERE due_at BETWEEN ?1 AND ?2",
    )?;
    let ids = due.query_map([from.0, until.0], |row| row.get(0))?;
    let mut ids: Vec<[u8; 16]> = ids.collect::<Result<_, _>>()?;
    ids.sort_unstable();
    let mut query = connection.prepare_cached(
        "SELECT customer_id, assignee, rule_id, state, due_at, by_day, settled_at, outcome
         FROM follow_up WHERE id = ?1",
    )?;
    for id in ids {
        let counted = query.query_row([id], |row| {
            let by: Option<i32> = row.get(5)?;
            Ok(Counted {
                customer: CustomerId::from_uuid(row.uuid(0)?),
                person: row.get(1)?,
                rule: row.opt_uuid(2)?.map(RuleId::from_uuid),
                state: row.parsed(3, State::from_code(row.get(3)?))?,
                due: Instant(row.get(4)?),
                by: by.and_then(NaiveDate::from_num_days_from_ce_opt),
                settled: row.get::<_, Option<i64>>(6)?.map(Instant),
                outcome: row.get::<_, Option<u8>>(7)?.and_then(ContactOutcome::from_code),
            })
        })?;
        visit(counted)?;
    }
    Ok(())
}

/// Who looks after a customer; empty where nobody is named.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn owner_of(read: &impl Read, customer: CustomerId) -> Result<String, StoreError> {
    Ok(read
        .connection()
        .prepare_cached("SELECT owner FROM customer WHERE id = ?1")?
        .query_row([customer.as_bytes()], |row| row.get(0))?)
}

/// What a customer bought for after a moment and until another, less refunds, in fen.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn bought_after(
    read: &impl Read,
    customer: CustomerId,
    after: Instant,
    until: Instant,
) -> Result<i64, StoreError> {
    Ok(read
        .connection()
        .prepare_cached(
            "SELECT coalesce(sum(amount_fen), 0) FROM purchase
             WHERE customer_id = ?1 AND at > ?2 AND at <= ?3",
        )?
        .query_row(params![customer.as_bytes(), after.0, until.0], |row| row.get(0))?)
}
