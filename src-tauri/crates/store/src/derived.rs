//! Rows made from what people entered: where a customer stands and the words they are found by.
//! Made anew in the same transaction as the change, whichever way it came, an undo included.

use std::collections::BTreeSet;

use huike_domain::customers::{latin_words, name_key, push_readings, push_words};
use huike_domain::ids::CustomerId;
use huike_domain::segments::Sorter;
use huike_domain::tiers::Program;
use huike_domain::time::{Instant, next_day};
use rusqlite::{Connection, OptionalExtension as _, params};
use uuid::Uuid;

use crate::purchases::Figures;
use crate::readers::Read as _;
use crate::search::NUMBER_MARKS;
use crate::segments::{
    Basis, Codes, Figuring, Move, UpdateStanding, activity, figures_of, note_moves,
    take_back_after_of,
};
use crate::tiers::{entitlements, membership};
use crate::{StoreError, Tx};

/// The text columns of a customer that search reads.
pub(crate) struct Searchable<'a> {
    pub(crate) name: &'a str,
    pub(crate) phone: Option<&'a str>,
    pub(crate) company: &'a str,
    pub(crate) tags: &'a str,
    pub(crate) external_id: Option<&'a str>,
    /// Further numbers and ids, one a line.
    pub(crate) reaches: &'a str,
}

/// What a customer is found by.
struct Words {
    /// Characters, words, and behind them the readings of the name.
    text: String,
    /// Where the readings begin in it.
    readings: usize,
    /// National telephone numbers, each between its marks.
    numbers: String,
}

impl Searchable<'_> {
    fn words(&self) -> Words {
        let mut text = String::with_capacity(96);
        let mut numbers = String::new();
        push_words(self.name, &mut text);
        push_words(self.company, &mut text);
        push_words(self.tags, &mut text);
        if let Some(external_id) = self.external_id {
            push_words(external_id, &mut text);
        }
        for reach in self.phone.into_iter().chain(self.reaches.lines()) {
            if reach.starts_with('+') {
                let national = reach.strip_prefix("+86").unwrap_or(reach);
                let (begin, end) = NUMBER_MARKS;
                numbers.extend([begin, national.trim_start_matches('+'), end, " "]);
            } else {
                push_words(reach, &mut text);
            }
        }
        let readings = text.len();
        push_readings(self.name, &mut text);
        Words { text, readings, numbers }
    }
}

/// The search row of a customer: the low 62 bits of the id, which are random or counted.
pub(crate) fn search_rid(id: CustomerId) -> i64 {
    let low = id.uuid().as_u128() & ((1 << 62) - 1);
    i64::try_from(low).unwrap_or(i64::MAX)
}

/// From this many customers on, sorting everyone in one pass is quicker than each by themselves.
const SORT_ALL_FROM: usize = 5_000;

/// In a shop with fewer customers one purchase moves the means, and sorting everyone is quick.
const SMALL_SHOP: u32 = 1_000;

/// Makes the derived rows of these customers anew; those who are gone lose theirs.
pub(crate) fn refresh(
    tx: &Tx<'_>,
    renamed: &BTreeSet<CustomerId>,
    bought: &BTreeSet<CustomerId>,
) -> Result<(), StoreError> {
    let connection = tx.connection();
    let sorting = Sorting::load(connection, tx.at())?;
    for &customer in renamed {
        refresh_words(connection, customer, &sorting)?;
    }
    if bought.is_empty() {
        return Ok(());
    }
    place(tx, bought, &sorting)?;
    let small = sorting.sorter.yardstick.customers < SMALL_SHOP;
    if small || bought.len() >= SORT_ALL_FROM || !sorting.holds() {
        crate::segments::sort(tx, sorting.today, sorting.zone, Figuring::Anew)?;
        if bought.len() >= SORT_ALL_FROM {
            return Ok(());
        }
        // Sorting moves the follow-ups of those who stand elsewhere now; a merge brings follow-ups
        // to somebody who may not.
        let bought: Vec<_> = bought.iter().copied().collect();
        return crate::followups::rerank(tx, &bought, sorting.zone);
    }
    let mut basis = Basis { until: sorting.until.0, ..sorting.basis };
    let mut update = UpdateStanding::prepare(connection)?;
    for customer in bought {
        let figures = figures_of(connection, *customer, &mut basis, sorting.zone)?;
        let codes = sorting.codes(*customer, &figures);
        sorting.note_move(connection, *customer, &figures)?;
        update.put(*customer, &figures, codes)?;
    }
    if basis != sorting.basis {
        basis.store(connection)?;
    }
    let bought: Vec<_> = bought.iter().copied().collect();
    crate::followups::rerank(tx, &bought, sorting.zone)
}

/// Finds the level of everyone whose purchases changed, or to whom a person gave one.
fn place(tx: &Tx<'_>, bought: &BTreeSet<CustomerId>, sorting: &Sorting) -> Result<(), StoreError> {
    let Some(program) = crate::settings::program(tx.connection())? else { return Ok(()) };
    if bought.len() >= SORT_ALL_FROM {
        membership::place_all(tx, &program, sorting.today, sorting.zone, |_, _, _| {})?;
        return Ok(());
    }
    for customer in bought {
        if is_there(tx.connection(), *customer)? {
            membership::place(tx, *customer, &program, sorting.today, sorting.zone)?;
        }
    }
    Ok(())
}

/// Finds everyone's level anew where an undo brought another program, or where the business
/// calendar changed, which says on which days grace may end.
pub(crate) fn follow_rules(tx: &Tx<'_>, program: bool, hours: bool) -> Result<(), StoreError> {
    let has_grace = |program: Program| program.levels.iter().any(|level| level.grace_days > 0);
    let moves_ends = || -> Result<bool, StoreError> {
        Ok(hours && crate::settings::program(tx.connection())?.is_some_and(has_grace))
    };
    if program || moves_ends()? { place_everyone(tx) } else { Ok(()) }
}

fn place_everyone(tx: &Tx<'_>) -> Result<(), StoreError> {
    let sorting = Sorting::load(tx.connection(), tx.at())?;
    let program = crate::settings::program(tx.connection())?.unwrap_or_default();
    membership::place_all(tx, &program, sorting.today, sorting.zone, |_, _, _| {})?;
    // Whoever is to have what the program brings is found the next night.
    entitlements::set_looked_on(tx, None)
}

fn is_there(connection: &Connection, customer: CustomerId) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM customer WHERE id = ?1)")?
        .query_row([customer.as_bytes()], |row| row.get(0))?)
}

fn refresh_words(
    connection: &Connection,
    customer: CustomerId,
    sorting: &Sorting,
) -> Result<(), StoreError> {
    forget_words(connection, customer)?;
    let Some((key, words)) = words_of(connection, customer)? else {
        return Ok(()); // its standing went with it
    };
    insert_words(connection, customer, &words)?;
    // Another name moves nobody.
    let kept = connection
        .prepare_cached("UPDATE standing SET name_key = ?2 WHERE customer_id = ?1")?
        .execute(params![customer.as_bytes(), key])?;
    if kept > 0 {
        return Ok(());
    }
    let figures = figures_of(connection, customer, &mut Basis { ..sorting.basis }, sorting.zone)?;
    put_standing(connection, customer, &key, &figures, sorting.codes(customer, &figures))
}

/// The rules by which words are made, counted on with every change of them.
const WORDS_MADE_BY: i64 = 2;

/// Makes everyone's words anew where they were made by other rules. A file that an earlier program
/// wrote is opened once with some patience: a million customers take about a minute.
pub(crate) fn renew_words(connection: &mut Connection) -> Result<(), StoreError> {
    let made_by = |connection: &Connection| {
        connection
            .query_row("SELECT value FROM figure WHERE name = 'words'", [], |row| {
                row.get::<_, String>(0)
            })
            .optional()
    };
    let wanted = WORDS_MADE_BY.to_string();
    if made_by(connection)?.as_ref() == Some(&wanted) {
        return Ok(());
    }
    let tx = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    // Two programs started at once and the other one was faster.
    if made_by(&tx)?.as_ref() != Some(&wanted) {
        let ids: Vec<CustomerId> = tx
            .prepare("SELECT customer_id FROM search_key")?
            .query_map([], |row| row.get(0).map(Uuid::from_bytes).map(CustomerId::from_uuid))?
            .collect::<Result<_, _>>()?;
        for id in ids {
            forget_words(&tx, id)?;
            if let Some((_, words)) = words_of(&tx, id)? {
                insert_words(&tx, id, &words)?;
            }
        }
        tx.execute(
            "INSERT INTO figure (name, value) VALUES ('words', ?1)
             ON CONFLICT (name) DO UPDATE SET value = ?1",
            [&wanted],
        )?;
    }
    Ok(tx.commit()?)
}

/// The key of a customer's name and their words; none where there is no such customer.
fn words_of(
    connection: &Connection,
    customer: CustomerId,
) -> Result<Option<(String, Words)>, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT name, phone, company, tags, external_id,
                 (SELECT group_concat(value, char(10)) FROM reach
                  WHERE customer_id = customer.id AND kind < 3)
             FROM customer WHERE id = ?1",
        )?
        .query_row([customer.as_bytes()], |row| {
            let (name, phone): (String, Option<String>) = (row.get(0)?, row.get(1)?);
            let (company, tags): (String, String) = (row.get(2)?, row.get(3)?);
            let external_id: Option<String> = row.get(4)?;
            let reaches: Option<String> = row.get(5)?;
            let words = Searchable {
                name: &name,
                phone: phone.as_deref(),
                company: &company,
                tags: &tags,
                external_id: external_id.as_deref(),
                reaches: reaches.as_deref().unwrap_or_default(),
            }
            .words();
            Ok((name_key(&name), words))
        })
        .optional()?)
}

/// Where a customer stands who was just inserted and has no purchase yet.
pub(crate) fn insert_standing(
    connection: &Connection,
    customer: CustomerId,
    name: &str,
) -> Result<(), StoreError> {
    put_standing(connection, customer, &name_key(name), &Figures::NONE, Codes::NONE)
}

/// Words of new customers that wait to be written together. The index writes out what it holds
/// whenever a statement with triggers begins, such as that of a standing; between two customers
/// this makes a segment of one customer each time, and merging these is half of a large import.
#[derive(Default)]
pub(crate) struct Waiting(Vec<(CustomerId, Words)>);

impl Waiting {
    /// As many as the index holds before it writes them out by itself, at its default of 1 MiB.
    const MOST: usize = 8_192;

    /// Keeps the words of a new customer, and writes all that wait where they are many.
    pub(crate) fn add(
        &mut self,
        connection: &Connection,
        customer: CustomerId,
        searchable: &Searchable<'_>,
    ) -> Result<(), StoreError> {
        self.0.push((customer, searchable.words()));
        if self.0.len() < Self::MOST { Ok(()) } else { self.write(connection) }
    }

    /// Writes all that wait.
    pub(crate) fn write(&mut self, connection: &Connection) -> Result<(), StoreError> {
        for (customer, words) in self.0.drain(..) {
            insert_words(connection, customer, &words)?;
        }
        Ok(())
    }
}

/// Takes the search words of a range of customers away; their standing goes with them.
pub(crate) fn forget_range(
    connection: &Connection,
    first: Uuid,
    last: Uuid,
) -> Result<(), StoreError> {
    let range = [first, last].map(|id| search_rid(CustomerId::from_uuid(id)));
    for index in ["search", "search_digits"] {
        connection.execute(
            &format!(
                "DELETE FROM {index} WHERE rowid IN (SELECT rid FROM search_key
                 WHERE rid BETWEEN ?1 AND ?2)"
            ),
            range,
        )?;
    }
    connection.execute("DELETE FROM search_key WHERE rid BETWEEN ?1 AND ?2", range)?;
    Ok(())
}

/// The stored words are not kept, only indexed, so changing them is taking away and putting in.
fn forget_words(connection: &Connection, customer: CustomerId) -> Result<(), StoreError> {
    for delete in
        ["DELETE FROM search WHERE rowid = ?1", "DELETE FROM search_digits WHERE rowid = ?1"]
    {
        connection.prepare_cached(delete)?.execute([search_rid(customer)])?;
    }
    connection
        .prepare_cached("DELETE FROM search_key WHERE rid = ?1")?
        .execute([search_rid(customer)])?;
    Ok(())
}

fn insert_words(
    connection: &Connection,
    customer: CustomerId,
    words: &Words,
) -> Result<(), StoreError> {
    let rid = search_rid(customer);
    connection
        .prepare_cached("INSERT INTO search_key (rid, customer_id) VALUES (?1, ?2)")?
        .execute(params![rid, customer.as_bytes()])?;
    connection
        .prepare_cached("INSERT INTO search (rowid, words) VALUES (?1, ?2)")?
        .execute(params![rid, words.text])?;
    if !words.numbers.is_empty() {
        connection
            .prepare_cached("INSERT INTO search_digits (rowid, numbers) VALUES (?1, ?2)")?
            .execute(params![rid, words.numbers])?;
    }
    for word in latin_words(&words.text[..words.readings]) {
        connection
            .prepare_cached("INSERT OR IGNORE INTO latin_word (word) VALUES (?1)")?
            .execute([word])?;
    }
    Ok(())
}

fn put_standing(
    connection: &Connection,
    customer: CustomerId,
    name_key: &str,
    figures: &Figures,
    codes: Codes,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO standing (customer_id, name_key, last_at, purchases, monetary_fen, rhythm,
                 segment, stage, eight, four)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
             ON CONFLICT (customer_id) DO UPDATE SET name_key = ?2, last_at = ?3, purchases = ?4,
                 monetary_fen = ?5, rhythm = ?6, segment = ?7, stage = ?8, eight = ?9, four = ?10",
        )?
        .execute(params![
            customer.as_bytes(),
            name_key,
            figures.last_at,
            figures.purchases,
            figures.monetary_fen,
            figures.rhythm,
            codes.segment,
            codes.stage,
            codes.eight,
            codes.four
        ])?;
    Ok(())
}

/// What sorts one customer between two sortings of all: the sums as last computed.
struct Sorting {
    sorter: Sorter,
    basis: Basis,
    zone: huike_domain::time::Zone,
    today: chrono::NaiveDate,
    /// The end of today.
    until: Instant,
}

impl Sorting {
    fn load(connection: &Connection, at: Instant) -> Result<Self, StoreError> {
        let zone = crate::settings::zone(connection)?;
        let today = zone.day_of(at);
        Ok(Self {
            sorter: crate::segments::sorter_of(connection)?,
            basis: Basis::load(connection)?,
            zone,
            today,
            until: zone.start_of(next_day(today)),
        })
    }

    fn holds(&self) -> bool {
        self.basis.holds(self.until, self.zone)
    }

    fn codes(&self, customer: CustomerId, figures: &Figures) -> Codes {
        let activity = activity(customer, figures, self.today, self.zone);
        Codes::of(activity.map(|activity| self.sorter.place(&activity)))
    }

    /// Notes that somebody stands elsewhere today than is stored of them.
    fn note_move(
        &self,
        connection: &Connection,
        customer: CustomerId,
        figures: &Figures,
    ) -> Result<(), StoreError> {
        let stored = connection
            .prepare_cached("SELECT eight, stage FROM standing WHERE customer_id = ?1")?
            .query_row([customer.as_bytes()], |row| {
                Ok(Codes { eight: row.get(0)?, stage: row.get(1)?, ..Codes::NONE })
            })
            .optional()?;
        let Some(stored) = stored else { return Ok(()) };
        let before = take_back_after_of(connection, self.today, customer)?;
        let before = before.unwrap_or_else(|| stored.place());
        let activity = activity(customer, figures, self.today, self.zone);
        let after = activity.map(|activity| self.sorter.place(&activity));
        if before == after {
            return Ok(());
        }
        note_moves(connection, self.today, &[Move { customer, before, after, activity }])
    }
}
