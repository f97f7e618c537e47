//! Finding a customer by any piece of what is known.
//!
//! Names that begin with the text come first, from the sorted names; then whoever has all words of
//! the text, then those whose name has it further inside, and at last those whom a typing error
//! hides. Numbers are found by any three digits that follow each other, those that end so first.
//! Among equals those who bought last come first.

mod latin;
mod pattern;

pub use latin::Dictionary;
pub(crate) use pattern::NUMBER_MARKS;
use pattern::Query;

use huike_domain::customers::{NAME_MARK, name_key};
use huike_domain::ids::CustomerId;
use rusqlite::{OptionalExtension as _, params};

use crate::StoreError;
use crate::customers::{SUMMARY, Summary, summary};
use crate::readers::Read;
use crate::row::RowExt as _;

/// How many matches are looked at before they are put in order.
const CANDIDATES: u32 = 300;

/// Matches that are counted; more are said to be at least so many.
pub const MOST_COUNTED: u32 = 10_000;

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The best, in order.
    pub rows: Vec<Summary>,
    /// How many match in all; [`MOST_COUNTED`] stands for that many or more.
    pub total: u32,
}

/// Customers who match every word of `text`, best first.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn search(
    read: &impl Read,
    dictionary: &Dictionary,
    text: &str,
    limit: u32,
) -> Result<Found, StoreError> {
    let query = Query::read(text);
    if query.is_empty() {
        return Ok(Found::default());
    }
    let mut found = Gathered { rows: Vec::new(), wanted: limit as usize };
    found.add(by_beginning(read, text.trim(), limit)?);
    // From the narrow to the wide; each next one holds the one before it.
    let tiers = query.tiers();
    for sql in &tiers {
        if found.is_full() {
            break;
        }
        found.add(by_matches(read, sql, limit)?);
    }
    // However many are shown, the widest says how many there are.
    let mut total = tiers.last().map_or(Ok(0), |sql| count(read, sql))?;
    if total == 0
        && let Some(sql) = query.meant(|word| dictionary.like(read, word))?
    {
        found.add(by_matches(read, &sql, limit)?);
        total = count(read, &sql)?;
    }
    let shown = u32::try_from(found.rows.len()).unwrap_or(u32::MAX);
    Ok(Found { rows: found.rows, total: total.max(shown) })
}

/// Calls `visit` with the search row of everyone who has all words of `text`, typing errors left
/// aside.
pub(crate) fn each_match(
    read: &impl Read,
    text: &str,
    mut visit: impl FnMut(i64),
) -> Result<(), StoreError> {
    // The widest holds all narrower ones.
    let Some(matches) = Query::read(text).tiers().pop() else { return Ok(()) };
    let mut query = read.connection().prepare_cached(&matches.text)?;
    let mut rows = query.query(rusqlite::params_from_iter(&matches.values))?;
    while let Some(row) = rows.next()? {
        visit(row.get(0)?);
    }
    Ok(())
}

/// Some of those whom the narrowest query for `text` finds, in no order.
pub(crate) fn some_matches(
    read: &impl Read,
    text: &str,
    limit: u32,
) -> Result<Vec<CustomerId>, StoreError> {
    let Some(matches) = Query::read(text).tiers().into_iter().next() else {
        return Ok(Vec::new());
    };
    let sql = format!(
        "SELECT customer_id FROM (SELECT rid FROM ({}) LIMIT {limit}) AS hit
         CROSS JOIN search_key ON search_key.rid = hit.rid",
        matches.text
    );
    let mut query = read.connection().prepare_cached(&sql)?;
    let rows = query.query_map(rusqlite::params_from_iter(&matches.values), |row| row.uuid(0))?;
    Ok(rows.map(|id| id.map(CustomerId::from_uuid)).collect::<Result<_, _>>()?)
}

/// Rows in the order they were found, each customer once.
struct Gathered {
    rows: Vec<Summary>,
    wanted: usize,
}

impl Gathered {
    fn is_full(&self) -> bool {
        self.rows.len() >= self.wanted
    }

    fn add(&mut self, more: Vec<Summary>) {
        for row in more {
            if self.is_full() {
                break;
            }
            if self.rows.iter().all(|known| known.id != row.id) {
                self.rows.push(row);
            }
        }
    }
}

/// The key of a name holds its reading, a mark and the name itself, so the index alone tells who
/// begins with the text; only those who do are looked up.
fn by_beginning(read: &impl Read, text: &str, limit: u32) -> Result<Vec<Summary>, StoreError> {
    let key = name_key(text);
    let reading = key.split(NAME_MARK).next().unwrap_or_default();
    if reading.is_empty() {
        return Ok(Vec::new());
    }
    let named = if text.is_ascii() { String::new() } else { format!("{NAME_MARK}{text}") };
    let sql = format!(
        "SELECT {SUMMARY} FROM (SELECT customer_id AS found FROM standing
                                WHERE name_key >= ?1 AND name_key < ?2 AND instr(name_key, ?3) > 0
                                ORDER BY name_key, customer_id LIMIT ?4)
         CROSS JOIN standing ON standing.customer_id = found
         CROSS JOIN customer ON customer.id = found
         ORDER BY name_key, customer.id"
    );
    let mut query = read.connection().prepare_cached(&sql)?;
    let end = format!("{reading}\u{10ffff}");
    let rows = query.query_map(params![reading, end, named, limit], summary)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A query for the search rows of those who match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Matches {
    pub(crate) text: String,
    pub(crate) values: Vec<String>,
}

/// Every page read is one to decipher, so candidates are put in order by their standing alone and
/// only those who are shown are looked up among the customers.
fn by_matches(read: &impl Read, matches: &Matches, limit: u32) -> Result<Vec<Summary>, StoreError> {
    let hits = &matches.text;
    // Some of the best may have been found already.
    let shown = limit.saturating_mul(2);
    let sql = format!(
        "SELECT {SUMMARY} FROM (
             SELECT standing.* FROM (SELECT rid FROM ({hits}) LIMIT {CANDIDATES}) AS hit
             CROSS JOIN search_key ON search_key.rid = hit.rid
             CROSS JOIN standing ON standing.customer_id = search_key.customer_id
             ORDER BY last_at DESC, name_key, standing.customer_id LIMIT {shown}) AS best
         CROSS JOIN customer ON customer.id = best.customer_id
         ORDER BY last_at DESC, name_key, customer.id"
    );
    let mut query = read.connection().prepare_cached(&sql)?;
    let rows = query.query_map(rusqlite::params_from_iter(&matches.values), summary)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn count(read: &impl Read, matches: &Matches) -> Result<u32, StoreError> {
    let sql =
        format!("SELECT count(*) FROM (SELECT rid FROM ({}) LIMIT {MOST_COUNTED})", matches.text);
    let mut query = read.connection().prepare_cached(&sql)?;
    let values = rusqlite::params_from_iter(&matches.values);
    Ok(query.query_row(values, |row| row.get(0)).optional()?.unwrap_or(0))
}
