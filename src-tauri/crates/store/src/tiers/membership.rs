//! Where each customer stands: a row made from purchases, persons' words, the program and the day.

use std::collections::HashMap;

use chrono::{Datelike as _, NaiveDate};
use huike_domain::calendar::BusinessCalendar;
use huike_domain::ids::CustomerId;
use huike_domain::tiers::{
    Event, History, Membership, Program, Short, Standing, TierLevel, Why, ask_points,
};
use huike_domain::time::Zone;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::history::{self, Given, overrides};
use crate::customers::{SUMMARY, Summary, summary};
use crate::readers::Read;
use crate::row::RowExt as _;
use crate::{StoreError, Tx, settings};

/// The derived table that listeners hear of: levels changed.
pub const MEMBERSHIP: &str = "membership";

/// How many went where when everyone was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// To a higher level, from none included.
    pub up: u32,
    /// To a lower one or to none.
    pub down: u32,
    /// On the level where they were.
    pub kept: u32,
}

impl Moved {
    /// Counts one customer.
    pub fn count(&mut self, before: Option<usize>, after: Option<usize>) {
        match after.cmp(&before) {
            std::cmp::Ordering::Greater => self.up += 1,
            std::cmp::Ordering::Less => self.down += 1,
            std::cmp::Ordering::Equal if after.is_some() => self.kept += 1,
            std::cmp::Ordering::Equal => {}
        }
    }
}

/// What customers did, packed: everyone's days one after the other. A program that is being edited
/// is tried on it again and again.
#[derive(Clone, Debug, Default)]
pub struct Everyone {
    customers: Vec<(CustomerId, u32)>,
    events: Vec<Event>,
    given: HashMap<CustomerId, Vec<Given>>,
    calendar: BusinessCalendar,
}

impl Everyone {
    /// Reads everyone who ever bought or was given a level; what they earned in points only where
    /// levels ask for it.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    pub fn read(read: &impl Read, zone: Zone, with_points: bool) -> Result<Self, StoreError> {
        let (given, calendar) = (history::all_given(read.connection())?, settings::hours(read)?);
        let mut all = Self { given, calendar, ..Self::default() };
        let mut waiting: Vec<CustomerId> = all.given.keys().copied().collect();
        waiting.sort_unstable_by(|a, b| b.cmp(a));
        let Self { customers, events, .. } = &mut all;
        history::each(read.connection(), zone, with_points, |customer, days| {
            // Who was given a level and bought nothing stands between the others.
            while let Some(given) = waiting.pop_if(|given| *given < customer) {
                customers.push((given, end_of(events)));
            }
            waiting.pop_if(|given| *given == customer);
            events.extend_from_slice(days);
            customers.push((customer, end_of(events)));
        })?;
        while let Some(given) = waiting.pop() {
            customers.push((given, end_of(events)));
        }
        Ok(all)
    }

    /// Calls `visit` with what each did under `levels`, in order of customer id.
    pub fn each(&self, levels: &[TierLevel], mut visit: impl FnMut(CustomerId, &History<'_>)) {
        let mut start = 0;
        for (customer, end) in &self.customers {
            let end = *end as usize;
            let given = self.given.get(customer).map(|given| overrides(given, levels));
            let history = History {
                levels,
                events: &self.events[start..end],
                overrides: given.as_deref().unwrap_or_default(),
                calendar: &self.calendar,
            };
            visit(*customer, &history);
            start = end;
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.customers.len()
    }

    /// Whether there is nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.customers.is_empty()
    }
}

fn end_of(events: &[Event]) -> u32 {
    u32::try_from(events.len()).unwrap_or(u32::MAX)
}

/// Looks at everyone anew and stores where they stand. `seen` gets what each did and where that
/// puts them, in order of customer id.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn place_all(
    tx: &Tx<'_>,
    program: &Program,
    today: NaiveDate,
    zone: Zone,
    mut seen: impl FnMut(CustomerId, &History<'_>, Standing),
) -> Result<Moved, StoreError> {
    let everyone = Everyone::read(tx, zone, ask_points(&program.levels))?;
    let mut stored = stored_all(tx.connection())?;
    let mut moved = Moved::default();
    let mut differ = Vec::new();
    everyone.each(&program.levels, |customer, history| {
        let membership = history.membership(today);
        let Membership { level, since, .. } = membership;
        seen(customer, history, Standing { level, since });
        let before = stored.remove(&customer);
        moved.count(before.and_then(|before| before.level), membership.level);
        if before.and_then(|before| before.level) != membership.level {
            tx.placed(customer);
        }
        if before.as_ref() != Some(&membership) {
            differ.push((customer, membership));
        }
    });
    let gone: Vec<CustomerId> = stored.into_keys().collect();
    if differ.is_empty() && gone.is_empty() {
        return Ok(moved);
    }
    crate::wide::change(tx.connection(), MEMBERSHIP, differ.len() + gone.len(), || {
        for (customer, membership) in &differ {
            put(tx.connection(), *customer, membership)?;
        }
        for customer in &gone {
            moved.down += 1;
            tx.placed(*customer);
            forget(tx.connection(), *customer)?;
        }
        Ok(())
    })?;
    tx.derived(MEMBERSHIP);
    Ok(moved)
}

/// Looks at those anew whose place may change by itself on `today` or before; answers also who
/// entered another level, and who did something after `last` that had been dated ahead.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn place_due(
    tx: &Tx<'_>,
    program: &Program,
    last: Option<NaiveDate>,
    today: NaiveDate,
    zone: Zone,
) -> Result<(Moved, Vec<CustomerId>), StoreError> {
    let due: Vec<CustomerId> = tx
        .connection()
        .prepare_cached("SELECT customer_id FROM membership WHERE changes_on <= ?1")?
        .query_map([today.num_days_from_ce()], |row| row.uuid(0).map(CustomerId::from_uuid))?
        .collect::<Result<_, _>>()?;
    let calendar = settings::hours(tx)?;
    let (mut moved, mut who, mut arrived) = (Moved::default(), Vec::new(), 0);
    let rows = due.len();
    let look = |customer: CustomerId| {
        let before = stored(tx, customer)?;
        let events = history::of(tx, customer, &program.levels, zone)?;
        let now = judge(tx, customer, &events, &program.levels, &calendar, today)?;
        store(tx, customer, before, now)?;
        let stood = before.map(|before| (before.level, before.since));
        let level = stood.and_then(|(level, _)| level);
        moved.count(level, now.level);
        arrived += u32::from(now.level.is_some() && now.level != level);
        let came = |event: &Event| last.is_none_or(|last| last < event.day) && event.day <= today;
        if stood != Some((now.level, now.since)) || events.iter().any(came) {
            who.push(customer);
        }
        Ok(())
    };
    crate::wide::with_room(tx.connection(), rows, || due.into_iter().try_for_each(look))?;
    // All others stayed as well.
    let on_a_level: u32 = counts(tx)?.into_iter().map(|(_, customers)| customers).sum();
    moved.kept = on_a_level.saturating_sub(arrived);
    Ok((moved, who))
}

/// Looks at one customer anew and stores where they stand.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn place(
    tx: &Tx<'_>,
    customer: CustomerId,
    program: &Program,
    today: NaiveDate,
    zone: Zone,
) -> Result<Membership, StoreError> {
    let membership = of(tx, customer, &program.levels, today, zone)?;
    store(tx, customer, stored(tx, customer)?, membership)?;
    Ok(membership)
}

fn store(
    tx: &Tx<'_>,
    customer: CustomerId,
    before: Option<Membership>,
    now: Membership,
) -> Result<(), StoreError> {
    if before == Some(now) {
        return Ok(());
    }
    if before.and_then(|before| before.level) != now.level {
        tx.placed(customer);
    }
    tx.derived(MEMBERSHIP);
    put(tx.connection(), customer, &now)
}

/// Where one customer stands, from their purchases.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn of(
    read: &impl Read,
    customer: CustomerId,
    levels: &[TierLevel],
    today: NaiveDate,
    zone: Zone,
) -> Result<Membership, StoreError> {
    let events = history::of(read, customer, levels, zone)?;
    judge(read, customer, &events, levels, &settings::hours(read)?, today)
}

fn judge(
    read: &impl Read,
    customer: CustomerId,
    events: &[Event],
    levels: &[TierLevel],
    calendar: &BusinessCalendar,
    today: NaiveDate,
) -> Result<Membership, StoreError> {
    let given = overrides(&history::given_to(read, customer)?, levels);
    Ok(History { levels, events, overrides: &given, calendar }.membership(today))
}

fn put(
    connection: &Connection,
    customer: CustomerId,
    membership: &Membership,
) -> Result<(), StoreError> {
    let day = |day: Option<NaiveDate>| day.map(|day| day.num_days_from_ce());
    let short = membership.short.map_or([None; 3], |short| short.missing);
    connection
        .prepare_cached(
            "INSERT INTO membership VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
             ON CONFLICT (customer_id) DO UPDATE SET tier = ?2, why = ?3, since = ?4,
                 valid_until = ?5, grace_until = ?6, falls_on = ?7, falls_to = ?8,
                 changes_on = ?9, short_fen = ?10, short_visits = ?11, short_points = ?12",
        )?
        .execute(params![
            customer.as_bytes(),
            membership.level.map(as_place),
            membership.why.map(code),
            day(membership.since),
            day(membership.valid_until),
            day(membership.grace_until),
            day(membership.falls.map(|(day, _)| day)),
            membership.falls.and_then(|(_, to)| to).map(as_place),
            day(membership.changes_on),
            short[0],
            short[1],
            short[2],
        ])?;
    Ok(())
}

fn forget(connection: &Connection, customer: CustomerId) -> Result<(), StoreError> {
    connection
        .prepare_cached("DELETE FROM membership WHERE customer_id = ?1")?
        .execute([customer.as_bytes()])?;
    Ok(())
}

fn as_place(level: usize) -> i64 {
    i64::try_from(level).unwrap_or(i64::MAX)
}

const fn code(why: Why) -> u8 {
    why as u8
}

const WHYS: [Why; 4] = [Why::Met, Why::Valid, Why::Grace, Why::Given];

const COLUMNS: &str =
    "membership.customer_id, tier, why, since, valid_until, grace_until, falls_on,
    falls_to, changes_on, short_fen, short_visits, short_points";

fn row(row: &Row<'_>, at: usize) -> rusqlite::Result<Membership> {
    let day = |column: usize| {
        let days: Option<i32> = row.get(at + column)?;
        Ok::<_, rusqlite::Error>(days.and_then(NaiveDate::from_num_days_from_ce_opt))
    };
    let place = |column: usize| {
        let place: Option<u16> = row.get(at + column)?;
        Ok::<_, rusqlite::Error>(place.map(usize::from))
    };
    let (level, why) = (place(1)?, place(2)?);
    let missing = [row.get(at + 9)?, row.get(at + 10)?, row.get(at + 11)?];
    Ok(Membership {
        level,
        why: why.and_then(|why| WHYS.get(why).copied()),
        since: day(3)?,
        valid_until: day(4)?,
        grace_until: day(5)?,
        falls: day(6)?.zip(Some(place(7)?)),
        changes_on: day(8)?,
        // Nothing is missing to a level that one has; on the highest one there is none to reach.
        short: missing
            .iter()
            .any(Option::is_some)
            .then(|| Short { level: level.map_or(0, |level| level + 1), missing }),
    })
}

/// Where a customer stands, as last stored.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn stored(read: &impl Read, customer: CustomerId) -> Result<Option<Membership>, StoreError> {
    Ok(read
        .connection()
        .prepare_cached(&format!("SELECT {COLUMNS} FROM membership WHERE customer_id = ?1"))?
        .query_row([customer.as_bytes()], |found| row(found, 0))
        .optional()?)
}

pub(crate) fn stored_all(
    connection: &Connection,
) -> Result<HashMap<CustomerId, Membership>, StoreError> {
    let mut query = connection.prepare(&format!("SELECT {COLUMNS} FROM membership"))?;
    let rows =
        query.query_map([], |found| Ok((CustomerId::from_uuid(found.uuid(0)?), row(found, 0)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Those on a level as last stored, in order of customer id, and its place.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn levels(read: &impl Read) -> Result<Vec<(CustomerId, u8)>, StoreError> {
    let mut query = read.connection().prepare_cached(
        "SELECT customer_id, tier FROM membership WHERE tier IS NOT NULL ORDER BY customer_id",
    )?;
    let rows = query.query_map([], |row| Ok((CustomerId::from_uuid(row.uuid(0)?), row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many stand on each level, by its place from the lowest.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn counts(read: &impl Read) -> Result<Vec<(usize, u32)>, StoreError> {
    let mut query = read
        .connection()
        .prepare_cached("SELECT tier, customers FROM membership_tally WHERE customers > 0")?;
    let rows = query.query_map([], |row| Ok((usize::from(row.get::<_, u16>(0)?), row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A customer as a board of levels shows them.
pub type Member = (Summary, Membership);

/// Those on a level, who entered it last first.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn on(read: &impl Read, level: usize, limit: u32) -> Result<Vec<Member>, StoreError> {
    standings(read, "tier = ?1 ORDER BY since DESC, membership.customer_id", as_place(level), limit)
}

/// Those below a level whom money alone may bring there, the nearest first; `any`: one of the figures
/// that are missing is enough.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn nearest(
    read: &impl Read,
    level: usize,
    any: bool,
    limit: u32,
) -> Result<Vec<Member>, StoreError> {
    let only = if any { "" } else { "AND short_visits IS NULL AND short_points IS NULL" };
    let test = format!(
        "tier IS ?1 AND short_fen IS NOT NULL {only} ORDER BY short_fen, membership.customer_id"
    );
    standings(read, &test, level.checked_sub(1).map(as_place), limit)
}

/// Those who will fall on this day or before, the first to fall first.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn falling(read: &impl Read, until: NaiveDate, limit: u32) -> Result<Vec<Member>, StoreError> {
    let test = "falls_on <= ?1 AND (falls_to IS NULL OR falls_to < tier)
        ORDER BY falls_on, membership.customer_id";
    standings(read, test, until.num_days_from_ce(), limit)
}

fn standings(
    read: &impl Read,
    test: &str,
    value: impl rusqlite::ToSql,
    limit: u32,
) -> Result<Vec<Member>, StoreError> {
    let sql = format!(
        "SELECT {SUMMARY}, {COLUMNS} FROM membership
         CROSS JOIN standing ON standing.customer_id = membership.customer_id
         CROSS JOIN customer ON customer.id = membership.customer_id
         WHERE {test} LIMIT ?2"
    );
    let mut query = read.connection().prepare_cached(&sql)?;
    let behind = SUMMARY.split(',').count();
    let rows = query
        .query_map(params![value, limit], |found| Ok((summary(found)?, row(found, behind)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
