//! Complaints: the row that their steps have made, and lists of them.

mod alarms;
mod clocks;
mod figures;
mod improvements;
mod lists;
mod remedies;
mod steps;

pub use alarms::{Alarmed, anything_to_tell, claim, tell_again, to_tell, told, told_before};
pub use clocks::{ClockRow, clocks_of, set_clocks};
pub use figures::{
    Cost, Counted, KEPT_DAYS, Kept, LOOKED_AT, Times, clock_times, costs, counted, counted_of,
    kept_after, kept_without,
};
pub use improvements::{
    Improved, Improvement, NewImprovement, add_improvement, finish_improvement, improved_of,
    improvement, improvements, improves, note_told, of_cause,
};
pub use lists::{
    Wanted, among, count_states, due_before, latest, of_state, open_ones, owners, plan_of_state,
};
pub use remedies::{
    NewRemedy, RemedyRow, Sum, give, remedies_of, sum_of_cause, sum_of_customer, sum_since,
};
pub(crate) use steps::make_room;
pub use steps::{add_step, drop_step, steps_of};

use huike_domain::complaints::{Case, Clock, Satisfaction, Severity, State};
use huike_domain::ids::{CauseId, ComplaintId, CustomerId, FollowUpId, PurchaseId, TierId};
use huike_domain::interactions::Channel;
use huike_domain::time::Instant;
use rusqlite::{OptionalExtension as _, Row, params};
use uuid::Uuid;

use crate::readers::Read;
use crate::row::RowExt as _;
use crate::text::Text;
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
    let number = next_number(tx)?;
    tx.connection()
        .prepare_cached(
            "INSERT INTO complaint (id, number, customer_id, received_at, channel, what, item,
                 purchase_id, wish, tier_id, severity, owner, state, asked, escalation, reopened,
                 due_at)
             VALUES (?1, ?10, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, '', 0, 0, 0, 0, 0)",
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
            number,
        ])?;
    update(tx, id, standing)?;
    Ok(id)
}

/// The highest number that was ever given. No undo takes it back: a number that somebody was told
/// must not become another's.
const LAST_NUMBER: &str = "complaint_number";

fn next_number(tx: &Tx<'_>) -> Result<u32, StoreError> {
    let last: u32 = tx
        .connection()
        .prepare_cached("SELECT coalesce(max(number), 0) FROM complaint")?
        .query_row([], |row| row.get(0))?;
    let number = last.max(crate::figures::load(tx.connection(), LAST_NUMBER)?) + 1;
    crate::figures::store(tx.connection(), LAST_NUMBER, &number)?;
    Ok(number)
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

/// Deletes the complaints of a range of customers with everything that lies with them.
pub(crate) fn delete_of(
    tx: &Tx<'_>,
    first: CustomerId,
    last: CustomerId,
) -> Result<(), StoreError> {
    let range = params![first.as_bytes(), last.as_bytes()];
    for part in ["complaint_step", "complaint_clock", "remedy", "improved"] {
        let sql = format!(
            "DELETE FROM {part} WHERE complaint_id IN
                 (SELECT id FROM complaint WHERE customer_id BETWEEN ?1 AND ?2)"
        );
        tx.connection().execute(&sql, range)?;
    }
    tx.connection().execute("DELETE FROM complaint WHERE customer_id BETWEEN ?1 AND ?2", range)?;
    Ok(())
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
pub fn solved_with(read: &impl Read, customer: CustomerId) -> Result<Vec<Complaint>, StoreError> {
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

/// Whether there is a complaint of a customer, of this moment and in these words.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn is_known(
    read: &impl Read,
    customer: CustomerId,
    received: Instant,
    what: &str,
) -> Result<bool, StoreError> {
    let mut query = read.connection().prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM complaint
         WHERE customer_id = ?1 AND received_at = ?2 AND what = ?3)",
    )?;
    Ok(query.query_row(params![customer.as_bytes(), received.0, what], |row| row.get(0))?)
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

/// A customer's complaints before the place `(received, id)`, the newest first, with this text in
/// what happened or in the item.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn page(
    read: &impl Read,
    customer: CustomerId,
    text: &Text,
    before: (Instant, Uuid),
    limit: u32,
) -> Result<Vec<Complaint>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM complaint JOIN customer ON customer.id = customer_id
         WHERE customer_id = ?1 AND (received_at, complaint.id) < (?2, ?3)
           AND (?4 IS NULL OR what LIKE ?4 ESCAPE '\\' OR item LIKE ?4 ESCAPE '\\')
         ORDER BY received_at DESC, complaint.id DESC LIMIT ?5"
    );
    let mut query = read.connection().prepare_cached(&sql)?;
    let (at, id) = (before.0.0, before.1);
    let values = params![customer.as_bytes(), at, id.as_bytes(), text.plain(), limit];
    let rows = query.query_map(values, complaint)?;
    Ok(rows.collect::<Result<_, _>>()?)
}
