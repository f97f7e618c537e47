//! Lists of complaints: by state and deadline, by when they came in, by customer.

use huike_domain::complaints::{Severity, State};
use huike_domain::ids::{CauseId, ComplaintId, CustomerId};
use huike_domain::interactions::Channel;
use huike_domain::time::Instant;
use rusqlite::{Row, params};

use super::{COLUMNS, Complaint, NEVER, complaint};
use crate::StoreError;
use crate::readers::Read;
use crate::row::RowExt as _;

/// Which complaints are wanted; what is left open is any.
#[derive(Clone, Debug, Default)]
pub struct Wanted<'a> {
    /// Of this person.
    pub owner: Option<&'a str>,
    /// Of this severity.
    pub severity: Option<Severity>,
    /// Of one of these causes.
    pub causes: Option<&'a [CauseId]>,
    /// Over this channel.
    pub channel: Option<Channel>,
    /// With this text in what happened, the item, the number or the customer's name.
    pub text: &'a str,
    /// Only those for which an approval is waited for.
    pub asked: bool,
}

impl Wanted<'_> {
    /// The condition. What is not asked for is not said where it would keep SQLite from an index:
    /// names and texts of other tables, and that an approval is waited for, of which there are few.
    fn condition(&self) -> String {
        let text = if self.text.is_empty() {
            ""
        } else {
            " AND instr(lower(what || ' ' || item || ' ' || number || ' ' || customer.name), ?5) > 0"
        };
        let asked = if self.asked { " AND asked = 1" } else { "" };
        format!(
            "(?1 IS NULL OR complaint.owner = ?1)
             AND (?2 IS NULL OR severity = ?2)
             AND (?3 IS NULL OR cause_id IN (SELECT unhex(value) FROM json_each(?3)))
             AND (?4 IS NULL OR complaint.channel = ?4){text}{asked}"
        )
    }

    fn values(&self) -> Result<[Box<dyn rusqlite::ToSql>; 5], StoreError> {
        let causes = self.causes.map(|causes| {
            let hex: Vec<_> =
                causes.iter().map(|cause| cause.uuid().simple().to_string()).collect();
            serde_json::to_string(&hex).map_err(std::io::Error::other)
        });
        Ok([
            Box::new(self.owner.map(str::to_owned)),
            Box::new(self.severity.map(Severity::code)),
            Box::new(causes.transpose()?),
            Box::new(self.channel.map(Channel::as_str)),
            Box::new(self.text.to_lowercase()),
        ])
    }
}

const LISTED: &str = "FROM complaint CROSS JOIN customer ON customer.id = customer_id";

fn of_state_sql(wanted: &Wanted<'_>) -> String {
    format!(
        "SELECT {COLUMNS} {LISTED}
         WHERE {} AND state = ?6 AND (due_at, complaint.id) > (?7, ?8)
         ORDER BY due_at, complaint.id LIMIT ?9",
        wanted.condition()
    )
}

/// How SQLite goes about [`of_state`], for the test that holds it to its index.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn plan_of_state(read: &impl Read) -> Result<String, StoreError> {
    let sql = format!("EXPLAIN QUERY PLAN {}", of_state_sql(&Wanted::default()));
    let mut query = read.connection().prepare(&sql)?;
    // A plan needs no values.
    let mut rows = query.raw_query();
    let mut plan = Vec::new();
    while let Some(row) = rows.next()? {
        plan.push(row.get::<_, String>(3)?);
    }
    Ok(plan.join("\n"))
}

/// Complaints of a state by their next deadline, those without one behind, from after a place on.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn of_state(
    read: &impl Read,
    state: State,
    wanted: &Wanted<'_>,
    after: Option<(Option<Instant>, ComplaintId)>,
    limit: u32,
) -> Result<Vec<Complaint>, StoreError> {
    let [a, b, c, d, e] = wanted.values()?;
    let (due, id) = after
        .map_or((i64::MIN, [0; 16]), |(due, id)| (due.map_or(NEVER, |due| due.0), *id.as_bytes()));
    let mut query = read.connection().prepare_cached(&of_state_sql(wanted))?;
    let rows = query.query_map(params![a, b, c, d, e, state.code(), due, id, limit], complaint)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many complaints of each state there are, and how many of these are late.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn count_states(
    read: &impl Read,
    wanted: &Wanted<'_>,
    now: Instant,
) -> Result<Vec<(State, u32, u32)>, StoreError> {
    let open = State::Closed.code();
    let map = |row: &Row<'_>| {
        let state = State::from_code(row.get(0)?);
        Ok((row.parsed(0, state)?, row.get(1)?, row.get(2)?))
    };
    // Who the customer is matters to a text alone.
    let listed = if wanted.text.is_empty() { "FROM complaint" } else { LISTED };
    let sql = format!(
        "SELECT state, count(*), sum(due_at < ?6) {listed} WHERE {} AND state < ?7 GROUP BY state",
        wanted.condition()
    );
    let [a, b, c, d, e] = wanted.values()?;
    let mut query = read.connection().prepare_cached(&sql)?;
    let rows = query.query_map(params![a, b, c, d, e, now.0, open], map)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Complaints by when they came in, the newest first, from before a place on, whatever became of
/// them.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn latest(
    read: &impl Read,
    wanted: &Wanted<'_>,
    before: Option<(Instant, ComplaintId)>,
    limit: u32,
) -> Result<Vec<Complaint>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} {LISTED}
         WHERE {} AND (received_at, complaint.id) < (?6, ?7)
         ORDER BY received_at DESC, complaint.id DESC LIMIT ?8",
        wanted.condition()
    );
    let (at, id) = before.map_or((i64::MAX, [255; 16]), |(at, id)| (at.0, *id.as_bytes()));
    let [a, b, c, d, e] = wanted.values()?;
    let mut query = read.connection().prepare_cached(&sql)?;
    let rows = query.query_map(params![a, b, c, d, e, at, id, limit], complaint)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Open complaints whose deadline comes before a moment, the next first; of one person and of
/// nobody where a name is given.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn due_before(
    read: &impl Read,
    until: Instant,
    owner: Option<&str>,
    limit: u32,
) -> Result<Vec<Complaint>, StoreError> {
    let mut found = Vec::new();
    for state in State::ALL.into_iter().filter(|state| state.is_open()) {
        let sql = format!(
            "SELECT {COLUMNS} {LISTED}
             WHERE state = ?1 AND due_at <= ?2 AND (?3 IS NULL OR complaint.owner IN ('', ?3))
             ORDER BY due_at, complaint.id LIMIT ?4"
        );
        let mut query = read.connection().prepare_cached(&sql)?;
        let rows = query.query_map(params![state.code(), until.0, owner, limit], complaint)?;
        for row in rows {
            found.push(row?);
        }
    }
    found.sort_by_key(|it| (it.due, it.id));
    found.truncate(limit as usize);
    Ok(found)
}

/// All complaints that are not over: what a change of hours or times concerns.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn open_ones(read: &impl Read) -> Result<Vec<ComplaintId>, StoreError> {
    let mut query =
        read.connection().prepare_cached("SELECT id FROM complaint WHERE state <= ?1")?;
    let rows = query
        .query_map([State::FollowedUp.code()], |row| Ok(ComplaintId::from_uuid(row.uuid(0)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Names of everybody who takes care of an open complaint.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn owners(read: &impl Read) -> Result<Vec<String>, StoreError> {
    let mut query = read.connection().prepare_cached(
        // From one name to the next along the index, and not through everybody's complaints.
        "WITH RECURSIVE known (name) AS (
             SELECT min(owner) FROM complaint WHERE owner > ''
             UNION ALL
             SELECT (SELECT min(owner) FROM complaint WHERE owner > name) FROM known
             WHERE name IS NOT NULL)
         SELECT name FROM known
         WHERE EXISTS (SELECT 1 FROM complaint WHERE owner = name AND state <= ?1)",
    )?;
    let rows = query.query_map([State::FollowedUp.code()], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Of these customers' complaints that are open or were solved since a moment, one each: an unsolved
/// one first, and the one with the next deadline.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn among(
    read: &impl Read,
    customers: &[CustomerId],
    solved_since: Instant,
) -> Result<Vec<Complaint>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM complaint JOIN customer ON customer.id = customer_id
         WHERE customer_id = ?1 AND (state < ?2 OR (state IN (?2, ?3, ?4) AND solved_at >= ?5))
         ORDER BY state > ?6, due_at"
    );
    let mut query = read.connection().prepare_cached(&sql)?;
    let mut found = Vec::new();
    let [solved, followed, closed] =
        [State::Solved, State::FollowedUp, State::Closed].map(State::code);
    for customer in customers {
        let values = params![
            customer.as_bytes(),
            solved,
            followed,
            closed,
            solved_since.0,
            State::Agreed.code()
        ];
        let first = query.query_map(values, complaint)?.next().transpose()?;
        found.extend(first);
    }
    Ok(found)
}
