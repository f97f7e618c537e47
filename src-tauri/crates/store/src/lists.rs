//! Lists of customers: any stretch of a million rows without counting through them.
//!
//! A list reads on from a key. To begin in the middle, [`milestones`] notes the key of every
//! 512th row once; a stretch then starts at the nearest one. A filtered list merges the partitions
//! `(segment, stage)` that it lets through, each of which lies sorted in an index.

use huike_domain::segments::{Stage, ThreeClass};
use rusqlite::types::Value;

use crate::StoreError;
use crate::customers::{SUMMARY, Summary, summary};
use crate::readers::Read;
use crate::segments::{NO_SEGMENT, NO_STAGE};

/// What a list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sort {
    /// By the key of the name.
    Name,
    /// By the last purchase; never counts as longest ago.
    LastPurchase,
    /// By money.
    Spent,
}

/// Which customers, in which order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct List {
    /// Only this segment.
    pub segment: Option<ThreeClass>,
    /// Only this stage.
    pub stage: Option<Stage>,
    /// Only those without a purchase, who have neither.
    pub without_purchase: bool,
    /// Sorted by.
    pub sort: Sort,
    /// Greatest first.
    pub descending: bool,
}

/// The place of a row in a list: its sort value and its id.
#[derive(Clone, Debug, PartialEq)]
pub struct Key(Value, Value);

/// Rows between two milestones.
pub const STEP: u32 = 512;

impl List {
    const fn column(&self) -> &'static str {
        match self.sort {
            Sort::Name => "name_key",
            Sort::LastPurchase => "last_at",
            Sort::Spent => "monetary_fen",
        }
    }

    const fn direction(&self) -> &'static str {
        if self.descending { "DESC" } else { "ASC" }
    }

    /// The partitions a filter lets through; none where everyone is.
    fn partitions(&self) -> Vec<(u8, u8)> {
        if self.without_purchase {
            return vec![(NO_SEGMENT, NO_STAGE)];
        }
        if self.segment.is_none() && self.stage.is_none() {
            return Vec::new();
        }
        let segments = self.segment.map_or(0..=NO_SEGMENT, |s| s.code()..=s.code());
        segments
            .flat_map(|segment| {
                let stages = self.stage.map_or(0..=NO_STAGE, |s| s.code()..=s.code());
                stages.map(move |stage| (segment, stage))
            })
            .collect()
    }

    /// A query for `(sort value, customer_id)` in order, from the key in ?1 and ?2 on where
    /// `from` is set, and of those the rows of `stretch` (`skip`, `limit`) where it is given.
    fn keys_sql(&self, from: bool, stretch: Option<(u32, u32)>) -> String {
        let (column, direction) = (self.column(), self.direction());
        let beyond = if self.descending { "<=" } else { ">=" };
        let start = if from {
            format!("({column}, customer_id) {beyond} (?1, ?2)")
        } else {
            "1".to_owned()
        };
        let order = format!("ORDER BY k {direction}, customer_id {direction}");
        let (held, cut) = stretch.map_or_else(Default::default, |(skip, limit)| {
            (format!("LIMIT {}", skip + limit), format!("LIMIT {limit} OFFSET {skip}"))
        });
        let arms: Vec<_> = self
            .partitions()
            .into_iter()
            .map(|(segment, stage)| {
                let arm = format!(
                    "SELECT {column} AS k, customer_id FROM standing
                     WHERE segment = {segment} AND stage = {stage} AND {start}"
                );
                // Held to a page, a partition is cut off before the merge.
                let page = format!("SELECT * FROM ({arm} {order} {held})");
                if held.is_empty() { arm } else { page }
            })
            .collect();
        if arms.is_empty() {
            format!("SELECT {column} AS k, customer_id FROM standing WHERE {start} {order} {cut}")
        } else {
            format!("{} {order} {cut}", arms.join(" UNION ALL "))
        }
    }
}

/// The key of every [`STEP`]th row, beginning with the first, and how many rows there are.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn milestones(read: &impl Read, list: &List) -> Result<(Vec<Key>, u32), StoreError> {
    let mut query = read.connection().prepare(&list.keys_sql(false, None))?;
    let mut rows = query.query([])?;
    let (mut keys, mut count) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        if count % STEP == 0 {
            keys.push(Key(row.get(0)?, row.get(1)?));
        }
        count += 1;
    }
    Ok((keys, count))
}

/// Rows of a list: from `from` on (from the top without), leaving out the first `skip`.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn page(
    read: &impl Read,
    list: &List,
    from: Option<&Key>,
    skip: u32,
    limit: u32,
) -> Result<Vec<Summary>, StoreError> {
    let direction = list.direction();
    let keys = list.keys_sql(from.is_some(), Some((skip, limit)));
    let sql = format!(
        "SELECT {SUMMARY} FROM ({keys}) AS page
         CROSS JOIN standing ON standing.customer_id = page.customer_id
         CROSS JOIN customer ON customer.id = page.customer_id
         ORDER BY page.k {direction}, page.customer_id {direction}"
    );
    let mut query = read.connection().prepare_cached(&sql)?;
    let rows = match from {
        Some(Key(value, id)) => query.query_map([value, id], summary)?.collect(),
        None => query.query_map([], summary)?.collect::<Result<Vec<_>, _>>(),
    };
    Ok(rows?)
}

/// The query plans of every list, for the test that proves that each uses an index.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn plans(read: &impl Read) -> Result<Vec<String>, StoreError> {
    let mut plans = Vec::new();
    for sort in [Sort::Name, Sort::LastPurchase, Sort::Spent] {
        for descending in [false, true] {
            for segment in [None, Some(ThreeClass::Core)] {
                for stage in [None, Some(Stage::Lost)] {
                    let list = List { segment, stage, without_purchase: false, sort, descending };
                    let sql = format!("EXPLAIN QUERY PLAN {}", list.keys_sql(true, Some((0, 100))));
                    let mut query = read.connection().prepare(&sql)?;
                    let details = query.query_map(["", ""], |row| row.get::<_, String>(3))?;
                    plans.push(details.collect::<Result<Vec<_>, _>>()?.join("\n"));
                }
            }
        }
    }
    Ok(plans)
}
