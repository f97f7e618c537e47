//! Follow-ups and the rules that propose them.

mod ahead;
mod announced;
mod candidates;
mod rerank;
mod rules;
mod settled;

pub use ahead::reopen_expired_ahead;
pub use announced::{
    AGAIN_AFTER_MS, Waiting, anything_to_tell, claim, forget_gone, next_due, tell_again, to_tell,
    told,
};
pub use candidates::{
    Candidate, birthdays_on, born_on, candidate_of, each_of_segment, each_with_rhythm,
    last_bought_between,
};
pub(crate) use rerank::rerank;
pub use rules::{rules, save_rule};
pub use settled::{Settled, settled};

use chrono::{Datelike as _, NaiveDate};
use huike_domain::customers::Consent;
use huike_domain::followups::{OWED_AGAIN, Rank, Reason, State};
use huike_domain::ids::{CustomerId, FollowUpId, RuleId};
use huike_domain::interactions::Channel;
use huike_domain::segments::{Stage, ThreeClass};
use huike_domain::time::{Instant, Zone};
use rusqlite::{OptionalExtension as _, Row, params};

use crate::readers::Read;
use crate::row::RowExt as _;
use crate::segments::last_purchase;
use crate::{StoreError, Tx};

/// A follow-up to be written down.
#[derive(Clone, Debug)]
pub struct NewFollowUp {
    /// With whom.
    pub customer: CustomerId,
    /// The rule and the occasion that it names; none where set by hand.
    pub rule: Option<(RuleId, String)>,
    /// When.
    pub due: Instant,
    /// Its place in Today.
    pub rank: Rank,
    /// The last day on which it makes sense.
    pub expires: Option<NaiveDate>,
    /// Why.
    pub reason: Reason,
    /// A remark.
    pub note: String,
}

/// A follow-up with what the screen shows of its customer.
#[derive(Clone, Debug)]
pub struct FollowUp {
    /// Which.
    pub id: FollowUpId,
    /// With whom.
    pub customer: CustomerId,
    /// The rule that proposed it.
    pub rule: Option<RuleId>,
    /// Open, done or cancelled.
    pub state: State,
    /// When.
    pub due: Instant,
    /// Its place in Today.
    pub rank: Rank,
    /// Why.
    pub reason: Reason,
    /// A remark.
    pub note: String,
    /// The customer's name; may be empty.
    pub name: String,
    /// Their number in E.164.
    pub phone: Option<String>,
    /// Their preferred channel.
    pub channel: Option<String>,
    /// The channels they refused.
    pub refused: Vec<Channel>,
    /// Where they stand.
    pub segment: Option<ThreeClass>,
    /// How long they have been away.
    pub stage: Option<Stage>,
    /// Their last purchase.
    pub last_purchase: Option<Instant>,
    /// What they spent, in fen.
    pub monetary_fen: i64,
}

const FOLLOW_UP: &str = "SELECT follow_up.id, follow_up.customer_id, rule_id, state, due_at, rank,
        reason, follow_up.note, name, phone, channel, segment, stage, last_at, monetary_fen,
        refused
    FROM follow_up CROSS JOIN customer ON customer.id = follow_up.customer_id
    CROSS JOIN standing ON standing.customer_id = follow_up.customer_id";

fn follow_up(row: &Row<'_>) -> rusqlite::Result<FollowUp> {
    let reason = row.get_ref(6)?.as_str()?;
    Ok(FollowUp {
        id: FollowUpId::from_uuid(row.uuid(0)?),
        customer: CustomerId::from_uuid(row.uuid(1)?),
        rule: row.opt_uuid(2)?.map(RuleId::from_uuid),
        state: row.parsed(3, State::from_code(row.get(3)?))?,
        due: Instant(row.get(4)?),
        rank: Rank(row.get(5)?),
        reason: row.parsed(6, serde_json::from_str(reason).ok())?,
        note: row.get(7)?,
        name: row.get(8)?,
        phone: row.get(9)?,
        channel: row.get(10)?,
        segment: ThreeClass::from_code(row.get(11)?),
        stage: Stage::from_code(row.get(12)?),
        last_purchase: last_purchase(row.get(13)?),
        monetary_fen: row.get(14)?,
        refused: Consent::channels_of(row.get(15)?),
    })
}

/// Writes a follow-up down; `None` where its occasion is on record already.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn insert(tx: &Tx<'_>, new: &NewFollowUp) -> Result<Option<FollowUpId>, StoreError> {
    let id = FollowUpId::from_uuid(tx.new_id());
    let reason = serde_json::to_string(&new.reason).map_err(std::io::Error::other)?;
    let (rule, occasion) = new.rule.as_ref().map(|(rule, occasion)| (rule, occasion)).unzip();
    let inserted = tx
        .connection()
        .prepare_cached(
            "INSERT INTO follow_up (id, customer_id, rule_id, occasion, state, due_at, rank,
                 expires, reason, note)
             VALUES (?1, ?2, ?3, ?4, 0, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT (rule_id, customer_id, occasion) WHERE occasion IS NOT NULL DO NOTHING",
        )?
        .execute(params![
            id.as_bytes(),
            new.customer.as_bytes(),
            rule.map(RuleId::as_bytes),
            occasion,
            new.due.0,
            new.rank.0,
            new.expires.map(|day| day.num_days_from_ce()),
            reason,
            new.note,
        ])?;
    Ok((inserted > 0).then_some(id))
}

/// One follow-up.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn get(read: &impl Read, id: FollowUpId) -> Result<Option<FollowUp>, StoreError> {
    let sql = format!("{FOLLOW_UP} WHERE follow_up.id = ?1");
    Ok(read.connection().prepare_cached(&sql)?.query_row([id.as_bytes()], follow_up).optional()?)
}

/// The place after which Today reads on.
#[derive(Clone, Copy, Debug)]
pub struct After {
    /// Place of the last row.
    pub rank: Rank,
    /// Its due time.
    pub due: Instant,
    /// Its id.
    pub id: FollowUpId,
}

const TODAY: &str = "WHERE state = 0 AND due_at <= ?1 AND rank <= ?2
    AND (rank < ?2 OR (due_at, follow_up.id) > (?3, ?4))
    AND (snoozed_to IS NULL OR snoozed_to <= ?6) AND (expires IS NULL OR expires >= ?7)
    ORDER BY rank DESC, due_at, follow_up.id LIMIT ?5";

/// Open follow-ups due at `until` or before, best first; those put off are back from their moment
/// on, and those whose occasion will have passed by the day of `now` are left out.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn ranked(
    read: &impl Read,
    now: Instant,
    today: NaiveDate,
    until: Instant,
    after: Option<After>,
    limit: u32,
) -> Result<Vec<FollowUp>, StoreError> {
    let (rank, due, id) = after.map_or((i64::MAX, i64::MIN, [0; 16]), |after| {
        (after.rank.0, after.due.0, *after.id.as_bytes())
    });
    let sql = format!("{FOLLOW_UP} {TODAY}");
    let mut query = read.connection().prepare_cached(&sql)?;
    let today = today.num_days_from_ce();
    let rows = query.query_map(params![until.0, rank, due, id, limit, now.0, today], follow_up)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The query plan of [`ranked`], for the test that proves that it uses an index.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn plan_of_ranked(read: &impl Read) -> Result<String, StoreError> {
    let sql = format!("EXPLAIN QUERY PLAN {FOLLOW_UP} {TODAY}");
    let mut query = read.connection().prepare(&sql)?;
    let details =
        query.query_map(params![0, 0, 0, [0u8; 16], 1, 0, 0], |row| row.get::<_, String>(3))?;
    Ok(details.collect::<Result<Vec<_>, _>>()?.join("\n"))
}

/// Open follow-ups due after `after` and at `until` or before, soonest first.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn upcoming(
    read: &impl Read,
    after: Instant,
    until: Instant,
    limit: u32,
) -> Result<Vec<FollowUp>, StoreError> {
    let sql = format!(
        "{FOLLOW_UP} WHERE state = 0 AND due_at > ?1 AND due_at <= ?2
         ORDER BY due_at, follow_up.id LIMIT ?3"
    );
    let mut query = read.connection().prepare_cached(&sql)?;
    let rows = query.query_map(params![after.0, until.0, limit], follow_up)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Open follow-ups of one customer, soonest first.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn open_of(read: &impl Read, customer: CustomerId) -> Result<Vec<FollowUp>, StoreError> {
    let sql = format!(
        "{FOLLOW_UP} WHERE follow_up.customer_id = ?1 AND state = 0
         ORDER BY due_at, follow_up.id"
    );
    let mut query = read.connection().prepare_cached(&sql)?;
    let rows = query.query_map([customer.as_bytes()], follow_up)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Open follow-ups due after `now` and at `until` or before that were not put off.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn count_later(read: &impl Read, now: Instant, until: Instant) -> Result<u32, StoreError> {
    Ok(read
        .connection()
        .prepare_cached(
            "SELECT count(*) FROM follow_up
             WHERE state = 0 AND due_at > ?1 AND due_at <= ?2 AND snoozed_to IS NULL",
        )?
        .query_row([now.0, until.0], |row| row.get(0))?)
}

/// Open follow-ups due at `until` or before, and how many of them were due before `day` began.
/// Counted in one pass: after a long absence they are many.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn count_due(read: &impl Read, day: Instant, until: Instant) -> Result<(u32, u32), StoreError> {
    Ok(read
        .connection()
        .prepare_cached(
            "SELECT count(*), count(*) FILTER (WHERE due_at < ?1)
             FROM follow_up WHERE state = 0 AND due_at <= ?2",
        )?
        .query_row([day.0, until.0], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Open follow-ups due after `after` and at `until` or before.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn count_upcoming(read: &impl Read, after: Instant, until: Instant) -> Result<u32, StoreError> {
    Ok(read
        .connection()
        .prepare_cached(
            "SELECT count(*) FROM follow_up WHERE state = 0 AND due_at > ?1 AND due_at <= ?2",
        )?
        .query_row([after.0, until.0], |row| row.get(0))?)
}

/// Follow-ups done since `from`.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn count_done(read: &impl Read, from: Instant) -> Result<u32, StoreError> {
    Ok(read
        .connection()
        .prepare_cached("SELECT count(*) FROM follow_up WHERE settled_at >= ?1 AND state = 1")?
        .query_row([from.0], |row| row.get(0))?)
}

/// Settles an open follow-up.
///
/// # Errors
/// [`StoreError::NotFound`] where it is not there or not open.
pub fn settle(tx: &Tx<'_>, id: FollowUpId, state: State, note: &str) -> Result<(), StoreError> {
    let changed = tx
        .connection()
        .prepare_cached(
            "UPDATE follow_up SET state = ?2, settled_at = ?3,
                 note = CASE WHEN ?4 = '' THEN note ELSE ?4 END
             WHERE id = ?1 AND state = 0",
        )?
        .execute(params![id.as_bytes(), state.code(), tx.at().0, note])?;
    if changed == 0 { Err(StoreError::NotFound("followUp")) } else { Ok(()) }
}

/// Moves an open follow-up to a moment that a person chose; it will be announced again, and no
/// longer goes by itself when its occasion has passed.
///
/// # Errors
/// [`StoreError::NotFound`] where it is not there or not open.
pub fn move_to(tx: &Tx<'_>, id: FollowUpId, due: Instant, rank: Rank) -> Result<(), StoreError> {
    let changed = tx
        .connection()
        .prepare_cached(
            "UPDATE follow_up SET due_at = ?2, snoozed_to = ?2, rank = ?3, expires = NULL
             WHERE id = ?1 AND state = 0",
        )?
        .execute(params![id.as_bytes(), due.0, rank.0])?;
    if changed == 0 { Err(StoreError::NotFound("followUp")) } else { Ok(()) }
}

/// Cancels open follow-ups whose occasion has passed.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn cancel_expired(tx: &Tx<'_>, today: NaiveDate) -> Result<usize, StoreError> {
    Ok(tx
        .connection()
        .prepare_cached(
            "UPDATE follow_up SET state = 2, settled_at = ?2
             WHERE state = 0 AND expires IS NOT NULL AND expires < ?1",
        )?
        .execute(params![today.num_days_from_ce(), tx.at().0])?)
}

/// Takes open follow-ups of a rule away for good, so that it can propose them anew. Those that the
/// rule would not propose again stay: the ones still owed after another contact, and the ones a
/// person put off.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn withdraw(tx: &Tx<'_>, rule: RuleId) -> Result<usize, StoreError> {
    let owed = format!("{OWED_AGAIN}*");
    Ok(tx.connection().execute(
        "DELETE FROM follow_up WHERE rule_id = ?1 AND state = 0 AND snoozed_to IS NULL
           AND occasion NOT GLOB ?2",
        params![rule.as_bytes(), owed],
    )?)
}

/// Cancels open follow-ups of a rule about drifting away, whose customers have bought since.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn cancel_returned(tx: &Tx<'_>, rule: RuleId, zone: Zone) -> Result<(), StoreError> {
    let mut query = tx.connection().prepare_cached(
        "SELECT follow_up.id, reason, last_at FROM follow_up INDEXED BY follow_up_occasion
         CROSS JOIN standing ON standing.customer_id = follow_up.customer_id
         WHERE rule_id = ?1 AND occasion IS NOT NULL AND state = 0",
    )?;
    let mut rows = query.query([rule.as_bytes()])?;
    let mut returned = Vec::new();
    while let Some(row) = rows.next()? {
        let reason: Reason =
            row.parsed(1, serde_json::from_str(row.get_ref(1)?.as_str().unwrap_or_default()).ok())?;
        let bought = last_purchase(row.get(2)?).map(|at| zone.day_of(at));
        if let Reason::StageEntered { last_purchase, .. } = reason
            && bought.is_some_and(|bought| bought > last_purchase)
        {
            returned.push(FollowUpId::from_uuid(row.uuid(0)?));
        }
    }
    for id in returned {
        settle(tx, id, State::Cancelled, "")?;
    }
    Ok(())
}

/// Open follow-ups of a rule.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn count_open_of_rule(read: &impl Read, rule: RuleId) -> Result<u32, StoreError> {
    Ok(read
        .connection()
        .prepare_cached(
            "SELECT count(*) FROM follow_up INDEXED BY follow_up_occasion
             WHERE rule_id = ?1 AND occasion IS NOT NULL AND state = 0",
        )?
        .query_row([rule.as_bytes()], |row| row.get(0))?)
}

/// Whether a customer has an open follow-up of a rule.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn has_open(read: &impl Read, rule: RuleId, customer: CustomerId) -> Result<bool, StoreError> {
    Ok(read
        .connection()
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM follow_up
             WHERE customer_id = ?1 AND state = 0 AND rule_id = ?2)",
        )?
        .query_row([customer.as_bytes(), rule.as_bytes()], |row| row.get(0))?)
}
