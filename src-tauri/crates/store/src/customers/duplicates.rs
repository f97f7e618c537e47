//! What a search for duplicates reads, and the pairs that are known to be two.

use huike_domain::customers::duplicates::{Entry, MOST_HOLDERS, Traits};
use huike_domain::customers::{NAME_MARK, ReachKind, name_key, stored_days};
use huike_domain::ids::CustomerId;
use rusqlite::{OptionalExtension as _, Row, params};

use super::{BIRTHDAY, birthday, kind_from};
use crate::readers::Read;
use crate::row::RowExt as _;
use crate::{StoreError, Tx};

/// The columns of [`traits`]; the company whose contact they are goes before what was typed.
fn select() -> String {
    let birthday: Vec<_> = BIRTHDAY.split(", ").map(|column| format!("one.{column}")).collect();
    format!(
        "SELECT one.id, one.kind, one.name, one.phone, coalesce(firm.name, one.company), {}
         FROM customer AS one LEFT JOIN customer AS firm ON firm.id = one.employer",
        birthday.join(", ")
    )
}

fn after_sql() -> String {
    format!("{} WHERE one.id > ?1 ORDER BY one.id LIMIT ?2", select())
}

/// What is asked while a customer is typed and for each slice of a search over all, for the test
/// that proves that it goes by an index.
pub(crate) fn indexed() -> [String; 4] {
    [after_sql(), WITH_REACH.to_owned(), NAMED.to_owned(), NAMED_AND_BORN.to_owned()]
}

fn traits(row: &Row<'_>) -> rusqlite::Result<(CustomerId, Traits)> {
    let entry = Entry {
        kind: kind_from(row.get(1)?),
        name: row.get_ref(2)?.as_str()?,
        phone: row.get_ref(3)?.as_str_or_null()?.unwrap_or_default(),
        birthday: birthday(row, 5)?,
        company: row.get_ref(4)?.as_str()?,
    };
    Ok((CustomerId::from_uuid(row.uuid(0)?), Traits::of(&entry)))
}

/// The next `limit` customers after `after`, in order of id.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn traits_after(
    read: &impl Read,
    after: Option<CustomerId>,
    limit: u32,
) -> Result<Vec<(CustomerId, Traits)>, StoreError> {
    let after = after.map_or([0; 16], |id| *id.as_bytes());
    let mut query = read.connection().prepare_cached(&after_sql())?;
    let mut found: Vec<(CustomerId, Traits)> =
        query.query_map(params![after, limit], traits)?.collect::<Result<_, _>>()?;
    let (Some((first, _)), Some((last, _))) = (found.first(), found.last()) else {
        return Ok(found);
    };
    let mut query = read.connection().prepare_cached(
        "SELECT customer_id, kind, value FROM reach
         WHERE customer_id BETWEEN ?1 AND ?2 ORDER BY customer_id, place",
    )?;
    let mut rows = query.query(params![first.as_bytes(), last.as_bytes()])?;
    let mut place = 0;
    while let Some(row) = rows.next()? {
        let owner = CustomerId::from_uuid(row.uuid(0)?);
        // Both are in order of id.
        while found.get(place).is_some_and(|(id, _)| *id < owner) {
            place += 1;
        }
        if let Some((_, traits)) = found.get_mut(place).filter(|(id, _)| *id == owner) {
            traits.reached_by(reach_kind(row)?, row.get_ref(2)?.as_str().map_err(column)?);
        }
    }
    Ok(found)
}

fn reach_kind(row: &Row<'_>) -> rusqlite::Result<ReachKind> {
    row.parsed(1, ReachKind::from_code(row.get(1)?))
}

fn column(error: rusqlite::types::FromSqlError) -> rusqlite::Error {
    rusqlite::Error::from(error)
}

/// One customer; `None` where they are gone.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn traits_of(read: &impl Read, id: CustomerId) -> Result<Option<Traits>, StoreError> {
    let sql = format!("{} WHERE one.id = ?1", select());
    let mut query = read.connection().prepare_cached(&sql)?;
    let Some((_, mut found)) = query.query_row([id.as_bytes()], traits).optional()? else {
        return Ok(None);
    };
    let mut query = read.connection().prepare_cached(
        "SELECT customer_id, kind, value FROM reach WHERE customer_id = ?1 ORDER BY place",
    )?;
    let mut rows = query.query([id.as_bytes()])?;
    while let Some(row) = rows.next()? {
        found.reached_by(reach_kind(row)?, row.get_ref(2)?.as_str().map_err(column)?);
    }
    Ok(Some(found))
}

/// Whether more than [`MOST_HOLDERS`] customers have a number, an e-mail address or a WeChat id.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn is_shared(read: &impl Read, value: &str) -> Result<bool, StoreError> {
    let enough = MOST_HOLDERS + 1;
    let holders: u32 = read
        .connection()
        .prepare_cached(
            "SELECT count(*) FROM (
                 SELECT id FROM customer WHERE phone = ?1
                 UNION SELECT customer_id FROM reach WHERE value = ?1 AND kind < 3
                 LIMIT ?2)",
        )?
        .query_row(params![value, enough], |row| row.get(0))?;
    Ok(holders >= enough)
}

/// Of those with one number, one name or one birthday at most so many are compared.
const MOST_COMPARED: u32 = 60;

/// Customers worth comparing with `traits`, whose name as typed is `name` and who works in the
/// company of that name: those with one of the numbers, addresses and ids; those whose name is
/// read the same, at most sixty, and among all of them those of the same birthday; and sixty whom
/// a search for the company finds.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn worth_comparing(
    read: &impl Read,
    traits: &Traits,
    name: &str,
    company: &str,
) -> Result<Vec<CustomerId>, StoreError> {
    let mut found = Vec::new();
    for value in traits.phones().iter().map(String::as_str).chain(traits.addresses()) {
        with_reach(read, value, &mut found)?;
    }
    if !traits.is_named() {
        return Ok(found);
    }
    let days = traits.birthday().map(celebrated).unwrap_or_default();
    for reading in readings(name) {
        for (from, to) in ranges(&reading) {
            named(read, &from, &to, &days, &mut found)?;
        }
    }
    if !company.is_empty() {
        found.extend(crate::search::some_matches(read, company, MOST_COMPARED)?);
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

const WITH_REACH: &str = "SELECT id FROM customer WHERE phone = ?1
     UNION SELECT customer_id FROM reach WHERE value = ?1 AND kind < 3 LIMIT ?2";

/// E-mail addresses and WeChat ids are kept as they were typed and compared in lower case, so
/// those of another case are met only by a scan.
fn with_reach(
    read: &impl Read,
    value: &str,
    found: &mut Vec<CustomerId>,
) -> Result<(), StoreError> {
    let mut query = read.connection().prepare_cached(WITH_REACH)?;
    let rows = query.query_map(params![value, MOST_COMPARED], |row| row.uuid(0))?;
    for id in rows {
        found.push(CustomerId::from_uuid(id?));
    }
    Ok(())
}

/// The month and day under which a birthday may lie in the file, whichever calendar it was
/// entered in.
fn celebrated(birthday: huike_domain::customers::Birthday) -> Vec<(u8, u8)> {
    let mut days = vec![(birthday.month, birthday.day)];
    let year = birthday.year.map(i32::from);
    if let Some(day) = year.and_then(|year| birthday.in_year(year)) {
        days.extend(stored_days(day).into_iter().map(|(_, month, day)| (month, day)));
    }
    days.sort_unstable();
    days.dedup();
    days
}

/// How a name may be read in the sorted names: as it is, and a Latin one of two words also the
/// other way round.
fn readings(name: &str) -> Vec<String> {
    let reading = |name: &str| {
        let key = name_key(name);
        key.split(NAME_MARK).next().unwrap_or_default().trim_end().to_owned()
    };
    let mut readings = vec![reading(name)];
    if let Some((first, second)) = readings[0].clone().split_once(' ')
        && !second.contains(' ')
    {
        readings.push(format!("{second} {first}"));
    }
    readings
}

/// The stretches of the sorted names with this reading: Latin as it stands, Latin with accents,
/// Chinese.
fn ranges(reading: &str) -> [(String, String); 3] {
    let after = char::from(NAME_MARK as u8 + 1);
    [
        (reading.to_owned(), format!("{reading}{NAME_MARK}")),
        (format!("{reading}{NAME_MARK}"), format!("{reading}{after}")),
        (format!("{reading} "), format!("{reading} {after}")),
    ]
}

const NAMED: &str =
    "SELECT customer_id FROM standing WHERE name_key >= ?1 AND name_key < ?2 LIMIT ?3";
const NAMED_AND_BORN: &str =
    "SELECT customer_id FROM standing WHERE name_key >= ?1 AND name_key < ?2
     INTERSECT SELECT id FROM customer WHERE birth_month = ?3 AND birth_day = ?4 LIMIT ?5";

fn named(
    read: &impl Read,
    from: &str,
    to: &str,
    days: &[(u8, u8)],
    found: &mut Vec<CustomerId>,
) -> Result<(), StoreError> {
    let before = found.len();
    let mut query = read.connection().prepare_cached(NAMED)?;
    for id in query.query_map(params![from, to, MOST_COMPARED], |row| row.uuid(0))? {
        found.push(CustomerId::from_uuid(id?));
    }
    if found.len() - before < MOST_COMPARED as usize {
        return Ok(());
    }
    // A common name: both indexes hold the ids, so nobody is looked up.
    let mut query = read.connection().prepare_cached(NAMED_AND_BORN)?;
    for (month, day) in days {
        let rows =
            query.query_map(params![from, to, month, day, MOST_COMPARED], |row| row.uuid(0))?;
        for id in rows {
            found.push(CustomerId::from_uuid(id?));
        }
    }
    Ok(())
}

/// Every pair that is known to be two, the smaller id first.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn distinct_pairs(read: &impl Read) -> Result<Vec<(CustomerId, CustomerId)>, StoreError> {
    pairs(read, "SELECT first, second FROM distinct_pair", [])
}

/// Those who are known to be another than `id`.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn distinct_from(read: &impl Read, id: CustomerId) -> Result<Vec<CustomerId>, StoreError> {
    let found = pairs(
        read,
        "SELECT first, second FROM distinct_pair WHERE first = ?1 OR second = ?1",
        [id.as_bytes()],
    )?;
    Ok(found.into_iter().map(|(a, b)| if a == id { b } else { a }).collect())
}

fn pairs(
    read: &impl Read,
    sql: &str,
    parameters: impl rusqlite::Params,
) -> Result<Vec<(CustomerId, CustomerId)>, StoreError> {
    let mut query = read.connection().prepare_cached(sql)?;
    let rows = query.query_map(parameters, |row| {
        Ok((CustomerId::from_uuid(row.uuid(0)?), CustomerId::from_uuid(row.uuid(1)?)))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Notes that two customers are two.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn set_distinct(tx: &Tx<'_>, a: CustomerId, b: CustomerId) -> Result<(), StoreError> {
    tx.connection()
        .prepare_cached("INSERT OR IGNORE INTO distinct_pair (first, second) VALUES (?1, ?2)")?
        .execute([a.min(b).as_bytes(), a.max(b).as_bytes()])?;
    Ok(())
}

/// What lies with a customer, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Purchases, refunds and reversals.
    pub purchases: u32,
    /// Contacts and notes.
    pub interactions: u32,
    /// Follow-ups, settled ones included.
    pub follow_ups: u32,
    /// Files.
    pub attachments: u32,
    /// Contacts of the company.
    pub contacts: u32,
}

/// Counts what lies with a customer.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn counts(read: &impl Read, id: CustomerId) -> Result<Counts, StoreError> {
    let mut query = read.connection().prepare_cached(
        "SELECT (SELECT count(*) FROM purchase WHERE customer_id = ?1),
             (SELECT count(*) FROM interaction WHERE customer_id = ?1),
             (SELECT count(*) FROM follow_up WHERE customer_id = ?1),
             (SELECT count(*) FROM attachment WHERE customer_id = ?1),
             (SELECT count(*) FROM customer WHERE employer = ?1)",
    )?;
    Ok(query.query_row([id.as_bytes()], |row| {
        Ok(Counts {
            purchases: row.get(0)?,
            interactions: row.get(1)?,
            follow_ups: row.get(2)?,
            attachments: row.get(3)?,
            contacts: row.get(4)?,
        })
    })?)
}

/// How many customers there are.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn all(read: &impl Read) -> Result<u32, StoreError> {
    Ok(read.connection().query_row("SELECT count(*) FROM standing", [], |row| row.get(0))?)
}
