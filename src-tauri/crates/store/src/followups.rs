//! Follow-ups and the rules that propose them.

mod ahead;
mod announced;
mod candidates;
mod counts;
mod facts;
mod reasons;
mod rerank;
mod rules;
mod sections;
mod settled;

pub use ahead::reopen_expired_ahead;
pub use announced::{
    AGAIN_AFTER_MS, Waiting, anything_to_tell, claim, forget_gone, next_due, next_dues, tell_again,
    to_tell, told,
};
pub use candidates::{
    birthdays_on, celebrating_on, dated_between, each_purchase, each_with_rhythm, ending_between,
    falling_until, last_bought_between, moved_between, near_level, reached_level_between,
    with_cards, with_plans,
};
pub use counts::{count_done, count_due, count_later, count_ranked, count_upcoming};
pub use facts::{
    ContactLimit, Stood, Subject, anniversaries, contact_limit, contacts_since, first_purchase,
    items_in, own_date, purchases_since, set_contact_limit, subject,
};
pub use reasons::{
    Over, Planned, PlannedReason, end_reason, is_known, join, planned_with, reword, withdraw,
    withdraw_from,
};
pub(crate) use reasons::{give_up, make_room};
pub(crate) use rerank::rerank;
pub use rerank::{rank_again, rerank_all, standing_of};
pub use rules::{delete_rule, has_rules_on, rules, save_rule};
pub use sections::{
    Counted, Whose, about_birthdays, bought_after, count_done_between, count_open_between,
    done_since, due_between, each_due_between, overdue, owner_of, plan_of_due_between,
};
pub use settled::{Settled, settled};

use chrono::{Datelike as _, NaiveDate};
use huike_domain::customers::Consent;
use huike_domain::followups::{ContactOutcome, Rank, Reason, Standing, State};
use huike_domain::ids::{CustomerId, FollowUpId, RuleId, ScriptId};
use huike_domain::interactions::{Channel, InteractionKind};
use huike_domain::segments::{Stage, ThreeClass};
use huike_domain::time::Instant;
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
    /// The days between which it does what it is for.
    pub between: Option<(NaiveDate, NaiveDate)>,
    /// The last day on which it makes sense.
    pub expires: Option<NaiveDate>,
    /// Why.
    pub reason: Reason,
    /// A remark.
    pub note: String,
    /// How it is to be done.
    pub how: How,
    /// When it comes again, of one set by hand: a recurrence of RFC 5545.
    pub repeats: Option<String>,
}

impl NewFollowUp {
    /// One that a person sets.
    #[must_use]
    pub fn by_hand(customer: CustomerId, due: Instant, rank: Rank) -> Self {
        Self {
            customer,
            rule: None,
            due,
            rank,
            between: None,
            expires: None,
            reason: Reason::ByHand,
            note: String::new(),
            how: How::default(),
            repeats: None,
        }
    }
}

/// How a contact is to be made; whatever is left open is as usual.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct How {
    /// The kind that settles it.
    pub contact: Option<InteractionKind>,
    /// By which channel.
    pub channel: Option<Channel>,
    /// By whom; empty: whoever looks after the customer.
    pub assignee: String,
    /// With which words.
    pub script: Option<ScriptId>,
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
    /// The last day on which it does what it is for.
    pub by: Option<NaiveDate>,
    /// Why; the reason that began it first.
    pub reasons: Vec<Reason>,
    /// A remark.
    pub note: String,
    /// How it is to be done.
    pub how: How,
    /// Whoever looks after the customer; may be empty.
    pub owner: String,
    /// When it comes again, of one set by hand.
    pub repeats: Option<String>,
    /// How often nobody answered.
    pub tries: u32,
    /// What came of it, where it was done and that was noted.
    pub outcome: Option<ContactOutcome>,
    /// When it was settled.
    pub settled: Option<Instant>,
    /// The customer's name; may be empty.
    pub name: String,
    /// Their number in E.164.
    pub phone: Option<String>,
    /// Their preferred channel.
    pub channel: Option<String>,
    /// The channels they refused.
    pub refused: Vec<Channel>,
    /// What speaks for their follow-ups.
    pub standing: Standing,
    /// Their last purchase.
    pub last_purchase: Option<Instant>,
}

const FOLLOW_UP: &str = "SELECT follow_up.id, follow_up.customer_id, rule_id, state, due_at, rank,
        reason, follow_up.note, name, phone, customer.channel, segment, stage, last_at,
        monetary_fen, refused, by_day, contact, follow_up.channel, assignee, script_id, repeats,
        tries, outcome, settled_at, owner, membership.tier, purchases,
        (SELECT json_group_array(json(joined_reason.reason)) FROM joined_reason
             WHERE follow_up_id = follow_up.id AND (settled = 0 OR follow_up.state > 0))
    FROM follow_up CROSS JOIN customer ON customer.id = follow_up.customer_id
    CROSS JOIN standing ON standing.customer_id = follow_up.customer_id
    LEFT JOIN membership ON membership.customer_id = follow_up.customer_id";

fn follow_up(row: &Row<'_>) -> rusqlite::Result<FollowUp> {
    let by: Option<i32> = row.get(16)?;
    let word = |column| row.get::<_, Option<String>>(column);
    Ok(FollowUp {
        id: FollowUpId::from_uuid(row.uuid(0)?),
        customer: CustomerId::from_uuid(row.uuid(1)?),
        rule: row.opt_uuid(2)?.map(RuleId::from_uuid),
        state: row.parsed(3, State::from_code(row.get(3)?))?,
        due: Instant(row.get(4)?),
        rank: Rank(row.get(5)?),
        by: by.and_then(NaiveDate::from_num_days_from_ce_opt),
        reasons: reasons_in(row, 6, 28)?,
        note: row.get(7)?,
        how: How {
            contact: word(17)?.as_deref().and_then(InteractionKind::parse),
            channel: word(18)?.as_deref().and_then(Channel::parse),
            assignee: row.get(19)?,
            script: row.opt_uuid(20)?.map(ScriptId::from_uuid),
        },
        owner: row.get(25)?,
        repeats: row.get(21)?,
        tries: row.get(22)?,
        outcome: row.get::<_, Option<u8>>(23)?.and_then(ContactOutcome::from_code),
        settled: row.get::<_, Option<i64>>(24)?.map(Instant),
        name: row.get(8)?,
        phone: row.get(9)?,
        channel: row.get(10)?,
        refused: Consent::channels_of(row.get(15)?),
        standing: standing(row, [11, 12, 26, 14, 27])?,
        last_purchase: last_purchase(row.get(13)?),
    })
}

/// Reads the first reason and those that joined it.
pub(crate) fn reasons_in(
    row: &Row<'_>,
    first: usize,
    joined: usize,
) -> rusqlite::Result<Vec<Reason>> {
    let text = row.get_ref(first)?.as_str()?;
    let mut reasons = vec![row.parsed(first, serde_json::from_str(text).ok())?];
    let text = row.get_ref(joined)?.as_str()?;
    // Most have no other, so it is not worth parsing.
    if text != "[]" {
        reasons.extend::<Vec<Reason>>(row.parsed(joined, serde_json::from_str(text).ok())?);
    }
    Ok(reasons)
}

/// Reads segment, stage, level, money and number of purchases.
pub(crate) fn standing(row: &Row<'_>, at: [usize; 5]) -> rusqlite::Result<Standing> {
    Ok(Standing {
        segment: ThreeClass::from_code(row.get(at[0])?),
        stage: Stage::from_code(row.get(at[1])?),
        level: row.get(at[2])?,
        monetary_fen: row.get(at[3])?,
        purchases: row.get(at[4])?,
    })
}

/// Writes a follow-up down; `None` where its occasion is on record already.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn insert(tx: &Tx<'_>, new: &NewFollowUp) -> Result<Option<FollowUpId>, StoreError> {
    if let Some((rule, occasion)) = &new.rule
        && is_known(tx, *rule, new.customer, occasion)?
    {
        return Ok(None);
    }
    let id = FollowUpId::from_uuid(tx.new_id());
    let reason = serde_json::to_string(&new.reason).map_err(std::io::Error::other)?;
    let (rule, occasion) = new.rule.as_ref().map(|(rule, occasion)| (rule, occasion)).unzip();
    let number = |day: NaiveDate| day.num_days_from_ce();
    tx.connection()
        .prepare_cached(
            "INSERT INTO follow_up (id, customer_id, rule_id, occasion, state, due_at, rank,
                 expires, reason, note, from_day, by_day, contact, channel, assignee, script_id,
                 repeats)
             VALUES (?1, ?2, ?3, ?4, 0, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        )?
        .execute(params![
            id.as_bytes(),
            new.customer.as_bytes(),
            rule.map(RuleId::as_bytes),
            occasion,
            new.due.0,
            new.rank.0,
            new.expires.map(number),
            reason,
            new.note,
            new.between.map(|(from, _)| number(from)),
            new.between.map(|(_, by)| number(by)),
            new.how.contact.map(InteractionKind::as_str),
            new.how.channel.map(Channel::as_str),
            new.how.assignee,
            new.how.script.as_ref().map(ScriptId::as_bytes),
            new.repeats,
        ])?;
    Ok(Some(id))
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

/// Notes what came of a contact with a follow-up that was just done.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn note_outcome(
    tx: &Tx<'_>,
    id: FollowUpId,
    outcome: ContactOutcome,
) -> Result<(), StoreError> {
    tx.connection()
        .prepare_cached("UPDATE follow_up SET outcome = ?2 WHERE id = ?1")?
        .execute(params![id.as_bytes(), outcome.code()])?;
    Ok(())
}

/// Notes that nobody answered, one more time.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn note_try(tx: &Tx<'_>, id: FollowUpId) -> Result<(), StoreError> {
    tx.connection()
        .prepare_cached("UPDATE follow_up SET tries = tries + 1 WHERE id = ?1")?
        .execute([id.as_bytes()])?;
    Ok(())
}

/// Gives an open follow-up to a member of staff; empty: to whoever looks after the customer.
///
/// # Errors
/// [`StoreError::NotFound`] where it is not there or not open.
pub fn assign(tx: &Tx<'_>, id: FollowUpId, to: &str) -> Result<(), StoreError> {
    let changed = tx
        .connection()
        .prepare_cached("UPDATE follow_up SET assignee = ?2 WHERE id = ?1 AND state = 0")?
        .execute(params![id.as_bytes(), to])?;
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

/// The same with one customer alone.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn cancel_expired_with(
    tx: &Tx<'_>,
    customer: CustomerId,
    today: NaiveDate,
) -> Result<(), StoreError> {
    tx.connection()
        .prepare_cached(
            "UPDATE follow_up SET state = 2, settled_at = ?3
             WHERE customer_id = ?1 AND state = 0 AND expires < ?2",
        )?
        .execute(params![customer.as_bytes(), today.num_days_from_ce(), tx.at().0])?;
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
            "SELECT count(*) FROM follow_up INDEXED BY follow_up_rule
             WHERE rule_id = ?1 AND state = 0",
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
            // Of one customer there are few, of one rule thousands.
            "SELECT EXISTS (SELECT 1 FROM follow_up INDEXED BY follow_up_customer
                 WHERE customer_id = ?1 AND state = 0 AND rule_id = ?2)
               OR EXISTS (SELECT 1 FROM joined_reason JOIN follow_up ON follow_up.id = follow_up_id
                 WHERE joined_reason.rule_id = ?2 AND joined_reason.customer_id = ?1
                   AND settled = 0 AND state = 0)",
        )?
        .query_row([customer.as_bytes(), rule.as_bytes()], |row| row.get(0))?)
}
