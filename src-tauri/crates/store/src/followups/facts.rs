//! What rules need to know of one customer.

use std::cmp::Reverse;

use chrono::{Datelike as _, NaiveDate};
use huike_domain::complaints::State;
use huike_domain::customers::{Anniversary, Birthday, Consent, ContactHours};
use huike_domain::followups::{Standing, counts_against_caps};
use huike_domain::ids::{CustomerId, FieldId, PurchaseId};
use huike_domain::interactions::{Channel, InteractionKind};
use huike_domain::segments::{ContactCap, EightClass, FourClass};
use huike_domain::time::Instant;
use rusqlite::{OptionalExtension as _, params};

use super::standing;
use crate::customers::{BIRTHDAY, birthday};
use crate::purchases::Line;
use crate::readers::Read;
use crate::row::RowExt as _;
use crate::segments::{classes, last_purchase, rhythm};
use crate::{StoreError, Tx};

/// A customer as planning sees them.
#[derive(Clone, Debug)]
pub struct Subject {
    /// Who.
    pub customer: CustomerId,
    /// What speaks for their follow-ups.
    pub standing: Standing,
    /// Their class of four and of eight.
    pub classes: (Option<FourClass>, Option<EightClass>),
    /// Their last purchase.
    pub last_purchase: Option<Instant>,
    /// Their own rhythm in days, where they have one.
    pub rhythm_days: Option<u32>,
    /// Their birthday.
    pub birthday: Option<Birthday>,
    /// When they like to be contacted.
    pub hours: Option<ContactHours>,
    /// The channels they refused.
    pub refused: Vec<Channel>,
    /// Whether they complained and it is not solved.
    pub complains: bool,
}

/// One customer as planning sees them; none where there is no such customer.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn subject(read: &impl Read, customer: CustomerId) -> Result<Option<Subject>, StoreError> {
    let sql = format!(
        "SELECT {BIRTHDAY}, last_at, rhythm, hours_from, hours_until, refused, four, eight,
                segment, stage, membership.tier, monetary_fen, purchases,
                EXISTS (SELECT 1 FROM complaint
                        WHERE complaint.customer_id = customer.id AND state <= ?2)
         FROM customer CROSS JOIN standing ON standing.customer_id = customer.id
         LEFT JOIN membership ON membership.customer_id = customer.id
         WHERE customer.id = ?1"
    );
    let mut query = read.connection().prepare_cached(&sql)?;
    let found = query.query_row(params![customer.as_bytes(), State::Agreed.code()], |row| {
        let hours = row.get::<_, Option<u16>>(7)?.zip(row.get::<_, Option<u16>>(8)?);
        Ok(Subject {
            customer,
            standing: standing(row, [12, 13, 14, 15, 16])?,
            classes: classes(row.get(10)?, row.get(11)?),
            last_purchase: last_purchase(row.get(5)?),
            rhythm_days: rhythm(row.get(6)?),
            birthday: birthday(row, 0)?,
            hours: hours.map(|(from, until)| ContactHours { from, until }),
            refused: Consent::channels_of(row.get(9)?),
            complains: row.get(17)?,
        })
    });
    Ok(found.optional()?)
}

/// The days that a customer celebrates besides the birthday.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn anniversaries(
    read: &impl Read,
    customer: CustomerId,
) -> Result<Vec<Anniversary>, StoreError> {
    let mut query = read.connection().prepare_cached(
        "SELECT year, month, day, calendar, leap, label FROM anniversary
         WHERE customer_id = ?1 ORDER BY place",
    )?;
    let rows = query.query_map([customer.as_bytes()], |row| {
        let label = row.get(5)?;
        Ok(birthday(row, 0)?.map(|day| Anniversary { label, day }))
    })?;
    Ok(rows.filter_map(Result::transpose).collect::<Result<_, _>>()?)
}

/// The names of the items in a purchase's lines as they lie in the file, the dearest first, which
/// is what a customer remembers; none where they cannot be read.
#[must_use]
pub fn items_in(lines: &str) -> Option<Vec<String>> {
    let mut lines: Vec<Line> = serde_json::from_str(lines).ok()?;
    lines.sort_by_key(|(_, _, fen)| Reverse(*fen));
    Some(lines.into_iter().map(|(item, _, _)| item).collect())
}

/// A purchase that stands: which, when, what.
pub type Stood = (PurchaseId, Instant, Vec<String>);

/// A customer's purchases from `since` to `until` that were not taken back, the newest first.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn purchases_since(
    read: &impl Read,
    customer: CustomerId,
    since: Instant,
    until: Instant,
) -> Result<Vec<Stood>, StoreError> {
    let mut query = read.connection().prepare_cached(
        "SELECT id, at, lines FROM purchase
         WHERE customer_id = ?1 AND at BETWEEN ?2 AND ?3 AND amount_fen > 0 AND reverses IS NULL
           AND amount_fen + coalesce((SELECT sum(back.amount_fen) FROM purchase AS back
                WHERE back.reverses = purchase.id), 0) > 0
         ORDER BY at DESC, id DESC",
    )?;
    let rows = query.query_map(params![customer.as_bytes(), since.0, until.0], |row| {
        let items = row.parsed(2, items_in(row.get_ref(2)?.as_str()?))?;
        Ok((PurchaseId::from_uuid(row.uuid(0)?), Instant(row.get(1)?), items))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A customer's first purchase that was not taken back.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn first_purchase(
    read: &impl Read,
    customer: CustomerId,
) -> Result<Option<Instant>, StoreError> {
    Ok(read
        .connection()
        .prepare_cached(
            "SELECT at FROM purchase
             WHERE customer_id = ?1 AND amount_fen > 0 AND reverses IS NULL
               AND amount_fen + coalesce((SELECT sum(back.amount_fen) FROM purchase AS back
                    WHERE back.reverses = purchase.id), 0) > 0
             ORDER BY at, id LIMIT 1",
        )?
        .query_row([customer.as_bytes()], |row| row.get(0))
        .optional()?
        .map(Instant))
}

/// A customer's date in a field of the shop's own.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn own_date(
    read: &impl Read,
    customer: CustomerId,
    field: FieldId,
) -> Result<Option<NaiveDate>, StoreError> {
    let number: Option<i64> = read
        .connection()
        .prepare_cached(
            "SELECT value FROM custom_value
             WHERE customer_id = ?1 AND field_id = ?2 AND typeof(value) = 'integer'",
        )?
        .query_row([customer.as_bytes(), field.as_bytes()], |row| row.get(0))
        .optional()?;
    let day = number.and_then(|number| i32::try_from(number).ok());
    Ok(day.and_then(NaiveDate::from_num_days_from_ce_opt))
}

/// When a customer was contacted since a moment, in a way that caps count, the latest first.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn contacts_since(
    read: &impl Read,
    customer: CustomerId,
    since: Instant,
    until: Instant,
) -> Result<Vec<Instant>, StoreError> {
    let sql = format!(
        "SELECT at, kind FROM interaction
         WHERE customer_id = ?1 AND at BETWEEN ?2 AND ?3 AND {} ORDER BY at DESC",
        crate::interactions::STANDS
    );
    let mut query = read.connection().prepare_cached(&sql)?;
    let mut rows = query.query(params![customer.as_bytes(), since.0, until.0])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let kind = InteractionKind::parse(&row.get::<_, String>(1)?);
        if kind.is_some_and(counts_against_caps) {
            found.push(Instant(row.get(0)?));
        }
    }
    Ok(found)
}

/// What a customer asked for, or somebody decided for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContactLimit {
    /// Nobody contacts them up to this day, the day included.
    pub quiet_until: Option<NaiveDate>,
    /// Not more often than this.
    pub cap: Option<ContactCap>,
    /// Why.
    pub note: String,
}

/// The limit that holds for one customer alone.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn contact_limit(
    read: &impl Read,
    customer: CustomerId,
) -> Result<Option<ContactLimit>, StoreError> {
    Ok(read
        .connection()
        .prepare_cached(
            "SELECT quiet_until, contacts, days, note FROM contact_limit WHERE customer_id = ?1",
        )?
        .query_row([customer.as_bytes()], |row| {
            let until: Option<i32> = row.get(0)?;
            let cap = row.get::<_, Option<u8>>(1)?.zip(row.get::<_, Option<u16>>(2)?);
            Ok(ContactLimit {
                quiet_until: until.and_then(NaiveDate::from_num_days_from_ce_opt),
                cap: cap.map(|(contacts, days)| ContactCap { contacts, days }),
                note: row.get(3)?,
            })
        })
        .optional()?)
}

/// Sets the limit of one customer; one that limits nothing is taken away.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn set_contact_limit(
    tx: &Tx<'_>,
    customer: CustomerId,
    limit: &ContactLimit,
) -> Result<(), StoreError> {
    if limit.quiet_until.is_none() && limit.cap.is_none() {
        tx.connection()
            .prepare_cached("DELETE FROM contact_limit WHERE customer_id = ?1")?
            .execute([customer.as_bytes()])?;
        return Ok(());
    }
    tx.connection()
        .prepare_cached(
            "INSERT INTO contact_limit (customer_id, quiet_until, contacts, days, note)
             VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (customer_id) DO UPDATE
                 SET quiet_until = ?2, contacts = ?3, days = ?4, note = ?5",
        )?
        .execute(params![
            customer.as_bytes(),
            limit.quiet_until.map(|day| day.num_days_from_ce()),
            limit.cap.map(|cap| cap.contacts),
            limit.cap.map(|cap| cap.days),
            limit.note,
        ])?;
    Ok(())
}
