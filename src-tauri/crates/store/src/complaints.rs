//! Complaints: the row that their steps have made, and lists of them.

mod alarms;
mod clocks;
mod figures;
mod improvements;
mod remedies;
mod steps;

pub use alarms::{Alarmed, anything_to_tell, claim, to_tell, told};
pub use clocks::{ClockRow, clocks_of, set_clocks};
pub use figures::{
    Cost, Counted, KEPT_DAYS, Kept, LOOKED_AT, Times, clock_times, costs, counted, kept_after,
    kept_without,
};
pub use improvements::{
    Improvement, Improved, NewImprovement, add_improvement, finish_improvement, improved_of,
    improvement, improvements, improves, note_told, of_cause,
};
pub use remedies::{NewRemedy, RemedyRow, Sum, give, remedies_of, sum_of_cause, sum_of_customer, sum_since};
pub use steps::{add_step, steps_of};

use huike_domain::complaints::{Case, Clock, Satisfaction, Severity, State};
use huike_domain::ids::{CauseId, ComplaintId, CustomerId, FollowUpId, PurchaseId, TierId};
use huike_domain::interactions::Channel;
use huike_domain::time::Instant;
use rusqlite::{OptionalExtension as _, Row, params};

use crate::readers::Read;
use crate::row::RowExt as _;
use crate::{StoreError, Tx};

/// What a complaint is about, as it was taken down.
#[derive(Clone, Debug)]
pub struct NewComplaint<'a> {
    /// Whose.
    pub customer: CustomerId,
    /// When they told us.
    pub received: Instant,
    /// Over which channel.
    pub channel: Channel,
    /// What happened.
    pub what: &'a str,
    /// The order or item.
    pub item: &'a str,
    /// The purchase.
    pub purchase: Option<PurchaseId>,
    /// What they wish for.
    pub wish: &'a str,
    /// The customer's level.
    pub level: Option<TierId>,
}

/// What a complaint's row holds beside what was taken down.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    /// As its steps have made it.
    pub case: &'a Case,
    /// Its next deadline.
    pub due: Option<(Instant, Clock)>,
    /// The contact that was planned after the solution.
    pub follow_up: Option<FollowUpId>,
}

/// A complaint as it lies in the file, with what lists show of its customer.
#[derive(Clone, Debug)]
pub struct Complaint {
    /// Which.
    pub id: ComplaintId,
    /// What people call it.
    pub number: u32,
    /// Whose.
    pub customer: CustomerId,
    /// Their name.
    pub name: String,
    /// Their phone number.
    pub phone: Option<String>,
    /// When it came in.
    pub received: Instant,
    /// Over which channel.
    pub channel: Channel,
    /// What happened.
    pub what: String,
    /// The order or item that it is about.
    pub item: String,
    /// The purchase that it is about.
    pub purchase: Option<PurchaseId>,
    /// What they wish for.
    pub wish: String,
    /// The customer's level when it came in.
    pub level: Option<TierId>,
    /// How much it weighs.
    pub severity: Severity,
    /// Who takes care of it.
    pub owner: String,
    /// What it came from.
    pub cause: Option<CauseId>,
    /// Where it stands.
    pub state: State,
    /// Since when the customer is waited for.
    pub waiting: Option<Instant>,
    /// Whether somebody's approval is waited for.
    pub asked: bool,
    /// How far up the ladder it went.
    pub escalation: u8,
    /// How often it was reopened.
    pub reopened: u32,
    /// The next deadline.
    pub due: Option<Instant>,
    /// Of which clock.
    pub due_clock: Option<Clock>,
    /// When it was solved.
    pub solved: Option<Instant>,
    /// When it was over.
    pub closed: Option<Instant>,
    /// When somebody at the counter last did their part.
    pub counter: Option<Instant>,
    /// Under which it goes on.
    pub into: Option<ComplaintId>,
    /// The contact that was planned after the solution.
    pub follow_up: Option<FollowUpId>,
    /// What they said of the solution.
    pub satisfaction: Option<Satisfaction>,
}

const COLUMNS: &str = "complaint.id, number, customer_id, customer.name, customer.phone,
    received_at, complaint.channel, what, item, purchase_id, wish, tier_id, severity,
    complaint.owner, cause_id, state, waiting_since, asked, escalation, reopened, due_at,
    due_clock, solved_at, closed_at, counter_at, into_id, follow_up_id, satisfaction";

fn complaint(row: &Row<'_>) -> rusqlite::Result<Complaint> {
    let moment = |column| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(column)?.map(Instant));
    let channel = Channel::parse(row.get_ref(6)?.as_str()?);
    let due = row.get::<_, i64>(20)?;
    Ok(Complaint {
        id: ComplaintId::from_uuid(row.uuid(0)?),
        number: row.get(1)?,
        customer: CustomerId::from_uuid(row.uuid(2)?),
        name: row.get(3)?,
        phone: row.get(4)?,
        received: Instant(row.get(5)?),
        channel: row.parsed(6, channel)?,
        what: row.get(7)?,
        item: row.get(8)?,
        purchase: row.opt_uuid(9)?.map(PurchaseId::from_uuid),
        wish: row.get(10)?,
        level: row.opt_uuid(11)?.map(TierId::from_uuid),
        severity: row.parsed(12, Severity::from_code(row.get(12)?))?,
        owner: row.get(13)?,
        cause: row.opt_uuid(14)?.map(CauseId::from_uuid),
        state: row.parsed(15, State::from_code(row.get(15)?))?,
        waiting: moment(16)?,
        asked: row.get(17)?,
        escalation: row.get(18)?,
        reopened: row.get(19)?,
        due: (due < NEVER).then_some(Instant(due)),
        due_clock: row.get::<_, Option<u8>>(21)?.and_then(Clock::from_code),
        solved: moment(22)?,
        closed: moment(23)?,
        counter: moment(24)?,
        into: row.opt_uuid(25)?.map(ComplaintId::from_uuid),
        follow_up: row.opt_uuid(26)?.map(FollowUpId::from_uuid),
        satisfaction: row.get::<_, Option<u8>>(27)?.and_then(Satisfaction::from_code),
    })
}

/// Where no deadline runs: behind all that do.
const NEVER: i64 = i64::MAX;

/// Enters a complaint under the next number.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn insert(
    tx: &Tx<'_>,
    new: &NewComplaint<'_>,
    standing: &Standing<'_>,
) -> Result<ComplaintId, StoreError> {
    let id = ComplaintId::from_uuid(tx.new_id());
    tx.connection()
        .prepare_cached(
            "INSERT INTO complaint (id, number, customer_id, received_at, channel, what, item,
                 purchase_id, wish, tier_id, severity, owner, state, asked, escalation, reopened,
                 due_at)
             SELECT ?1, coalesce(max(number), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, '', 0, 0,
                 0, 0, 0 FROM complaint",
        )?
        .execute(params![
            id.as_bytes(),
            new.customer.as_bytes(),
            new.received.0,
            new.channel.as_str(),
            new.what,
            new.item,
            new.purchase.as_ref().map(PurchaseId::as_bytes),
            new.wish,
            new.level.as_ref().map(TierId::as_bytes),
        ])?;
    update(tx, id, standing)?;
    Ok(id)
}

/// Writes down what a complaint's steps have made of it.
///
/// # Errors
/// [`StoreError::NotFound`], [`StoreError::Sql`].
pub fn update(tx: &Tx<'_>, id: ComplaintId, standing: &Standing<'_>) -> Result<(), StoreError> {
    let Standing { case, due, follow_up } = standing;
    let changed = tx
        .connection()
        .prepare_cached(
            "UPDATE complaint SET severity = ?2, owner = ?3, cause_id = ?4, state = ?5,
                 waiting_since = ?6, asked = ?7, escalation = ?8, reopened = ?9, due_at = ?10,
                 due_clock = ?11, solved_at = ?12, closed_at = ?13, counter_at = ?14,
                 into_id = ?15, follow_up_id = ?16, satisfaction = ?17
             WHERE id = ?1",
        )?
        .execute(params![
            id.as_bytes(),
            case.severity.code(),
            case.owner,
            case.cause.as_ref().map(CauseId::as_bytes),
            case.state.code(),
            case.waiting.map(|at| at.0),
            case.asked.is_some(),
            case.escalation,
            case.reopened,
            due.map_or(NEVER, |(at, _)| at.0),
            due.map(|(_, clock)| clock.code()),
            case.solved.map(|at| at.0),
            case.closed.map(|at| at.0),
            case.counter.map(|at| at.0),
            case.into.as_ref().map(ComplaintId::as_bytes),
            follow_up.as_ref().map(FollowUpId::as_bytes),
            case.satisfaction.map(Satisfaction::code),
        ])?;
    if changed == 0 { Err(StoreError::NotFound("complaint")) } else { Ok(()) }
}

/// One complaint.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn get(read: &impl Read, id: ComplaintId) -> Result<Option<Complaint>, StoreError> {
    one(read, "complaint.id = ?1", id.as_bytes())
}

/// The complaint of a number.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn numbered(read: &impl Read, number: u32) -> Result<Option<Complaint>, StoreError> {
    one(read, "number = ?1", number)
}

/// A customer's complaints after whose solution a contact is planned.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn solved_with(
    read: &impl Read,
    customer: CustomerId,
) -> Result<Vec<Complaint>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM complaint JOIN customer ON customer.id = customer_id
         WHERE customer_id = ?1 AND state = {} AND follow_up_id IS NOT NULL",
        State::Solved.code()
    );
    let mut query = read.connection().prepare_cached(&sql)?;
    let rows = query.query_map([customer.as_bytes()], complaint)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn one(
    read: &impl Read,
    which: &str,
    value: impl rusqlite::ToSql,
) -> Result<Option<Complaint>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM complaint JOIN customer ON customer.id = customer_id WHERE {which}"
    );
    Ok(read.connection().prepare_cached(&sql)?.query_row([value], complaint).optional()?)
}

/// A customer's complaints, the newest first.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn of_customer(
    read: &impl Read,
    customer: CustomerId,
    limit: u32,
) -> Result<Vec<Complaint>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM complaint JOIN customer ON customer.id = customer_id
         WHERE customer_id = ?1 ORDER BY received_at DESC, complaint.id DESC LIMIT ?2"
    );
    let mut query = read.connection().prepare_cached(&sql)?;
    let rows = query.query_map(params![customer.as_bytes(), limit], complaint)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

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
    const ANY: &'static str = "(?1 IS NULL OR complaint.owner = ?1)
        AND (?2 IS NULL OR severity = ?2)
        AND (?3 IS NULL OR cause_id IN (SELECT unhex(value) FROM json_each(?3)))
        AND (?4 IS NULL OR complaint.channel = ?4)
        AND (?5 = '' OR instr(lower(what || ' ' || item || ' ' || number || ' ' || customer.name), ?5) > 0)
        AND (?6 = 0 OR asked = 1)";

    fn is_any(&self) -> bool {
        let Self { owner, severity, causes, channel, text, asked } = self;
        owner.is_none() && severity.is_none() && causes.is_none() && channel.is_none()
            && text.is_empty() && !asked
    }

    fn values(&self) -> Result<[Box<dyn rusqlite::ToSql>; 6], StoreError> {
        let causes = self.causes.map(|causes| {
            let hex: Vec<_> = causes.iter().map(|cause| cause.uuid().simple().to_string()).collect();
            serde_json::to_string(&hex).map_err(std::io::Error::other)
        });
        Ok([
            Box::new(self.owner.map(str::to_owned)),
            Box::new(self.severity.map(Severity::code)),
            Box::new(causes.transpose()?),
            Box::new(self.channel.map(Channel::as_str)),
            Box::new(self.text.to_lowercase()),
            Box::new(self.asked),
        ])
    }
}

const LISTED: &str = "FROM complaint CROSS JOIN customer ON customer.id = customer_id";

fn of_state_sql() -> String {
    format!(
        "SELECT {COLUMNS} {LISTED}
         WHERE {} AND state = ?7 AND (due_at, complaint.id) > (?8, ?9)
         ORDER BY due_at, complaint.id LIMIT ?10",
        Wanted::ANY
    )
}

/// How SQLite goes about [`of_state`], for the test that holds it to its index.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn plan_of_state(read: &impl Read) -> Result<String, StoreError> {
    let sql = format!("EXPLAIN QUERY PLAN {}", of_state_sql());
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
    let [a, b, c, d, e, f] = wanted.values()?;
    let (due, id) = after.map_or((i64::MIN, [0; 16]), |(due, id)| {
        (due.map_or(NEVER, |due| due.0), *id.as_bytes())
    });
    let mut query = read.connection().prepare_cached(&of_state_sql())?;
    let rows = query.query_map(params![a, b, c, d, e, f, state.code(), due, id, limit], complaint)?;
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
    if wanted.is_any() {
        let mut query = read.connection().prepare_cached(
            "SELECT state, count(*), sum(due_at < ?1) FROM complaint WHERE state < ?2 GROUP BY state",
        )?;
        let rows = query.query_map(params![now.0, open], map)?;
        return Ok(rows.collect::<Result<_, _>>()?);
    }
    let sql = format!(
        "SELECT state, count(*), sum(due_at < ?7) {LISTED}
         WHERE {} AND state < ?8 GROUP BY state",
        Wanted::ANY
    );
    let [a, b, c, d, e, f] = wanted.values()?;
    let mut query = read.connection().prepare_cached(&sql)?;
    let rows = query.query_map(params![a, b, c, d, e, f, now.0, open], map)?;
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
         WHERE {} AND (received_at, complaint.id) < (?7, ?8)
         ORDER BY received_at DESC, complaint.id DESC LIMIT ?9",
        Wanted::ANY
    );
    let (at, id) = before.map_or((i64::MAX, [255; 16]), |(at, id)| (at.0, *id.as_bytes()));
    let [a, b, c, d, e, f] = wanted.values()?;
    let mut query = read.connection().prepare_cached(&sql)?;
    let rows = query.query_map(params![a, b, c, d, e, f, at, id, limit], complaint)?;
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
    let rows = query.query_map([State::FollowedUp.code()], |row| {
        Ok(ComplaintId::from_uuid(row.uuid(0)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Names of everybody who takes care of an open complaint.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn owners(read: &impl Read) -> Result<Vec<String>, StoreError> {
    let mut query = read.connection().prepare_cached(
        "SELECT DISTINCT owner FROM complaint WHERE state <= ?1 AND owner <> '' ORDER BY owner",
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
