//! Purchases, in the order `(customer, moment, id)`.

use huike_domain::ids::{CustomerId, PurchaseId};
use huike_domain::purchases::is_taken_back;
use huike_domain::segments::own_rhythm;
use huike_domain::time::{Instant, Zone};
use rusqlite::{OptionalExtension as _, Row, params};
use uuid::Uuid;

use crate::readers::Read;
use crate::row::RowExt as _;
use crate::text::Text;
use crate::{StoreError, Tx};

/// One line: item, quantity in thousandths, amount in fen.
pub type Line = (String, i64, i64);

/// A purchase to be entered, or as it lies in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Purchase {
    /// When.
    pub at: Instant,
    /// In fen; negative for a refund.
    pub amount_fen: i64,
    /// The purchase it takes back.
    pub reverses: Option<PurchaseId>,
    /// The shop's order number.
    pub order_no: Option<String>,
    /// What was bought.
    pub lines: Vec<Line>,
}

/// Enters a purchase, and remembers whose standing and points it changes.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn insert(
    tx: &Tx<'_>,
    customer: CustomerId,
    purchase: &Purchase,
) -> Result<PurchaseId, StoreError> {
    tx.touch(customer);
    if purchase.amount_fen < 0 {
        tx.gave_back(customer);
    }
    let id = PurchaseId::from_uuid(tx.new_id());
    let lines = serde_json::to_string(&purchase.lines).map_err(std::io::Error::other)?;
    tx.connection()
        .prepare_cached(
            "INSERT INTO purchase (customer_id, at, id, amount_fen, reverses, order_no, lines)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            customer.as_bytes(),
            purchase.at.0,
            id.as_bytes(),
            purchase.amount_fen,
            purchase.reverses.as_ref().map(PurchaseId::as_bytes),
            purchase.order_no,
            lines,
        ])?;
    Ok(id)
}

/// The lines of a purchase in the form they are stored in, gathered one by one: an import holds
/// those of a whole file at once, and this is their smallest form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackedLines(Vec<u8>);

impl PackedLines {
    /// Adds a line: item, quantity in thousandths, amount in fen.
    pub fn push(&mut self, item: &str, thousandths: i64, fen: i64) {
        use std::io::Write as _;
        self.0.extend_from_slice(if self.0.is_empty() { b"[[" } else { b",[" });
        // Writing to memory cannot fail.
        let _ = serde_json::to_writer(&mut self.0, item);
        let _ = write!(self.0, ",{thousandths},{fen}]");
    }

    fn json(&self) -> String {
        if self.0.is_empty() {
            return "[]".to_owned();
        }
        let mut json = String::from_utf8_lossy(&self.0).into_owned();
        json.push(']');
        json
    }
}

/// A purchase of a bulk import.
#[derive(Clone, Debug)]
pub struct Packed<'a> {
    /// When.
    pub at: Instant,
    /// In fen; negative for a refund.
    pub amount_fen: i64,
    /// The shop's order number.
    pub order_no: Option<&'a str>,
    /// What was bought.
    pub lines: &'a PackedLines,
}

/// Enters a packed purchase of a bulk import, and remembers whose standing it changes.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn insert_packed(
    tx: &Tx<'_>,
    customer: CustomerId,
    purchase: &Packed<'_>,
) -> Result<PurchaseId, StoreError> {
    tx.touch(customer);
    let id = PurchaseId::from_uuid(tx.new_id());
    tx.connection()
        .prepare_cached(
            "INSERT INTO purchase (customer_id, at, id, amount_fen, order_no, lines)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            customer.as_bytes(),
            purchase.at.0,
            id.as_bytes(),
            purchase.amount_fen,
            purchase.order_no,
            purchase.lines.json(),
        ])?;
    Ok(id)
}

/// A purchase on a customer's page.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Which.
    pub id: PurchaseId,
    /// The purchase.
    pub purchase: Purchase,
    /// The sum of the entries that take it back, in fen and of the opposite sign; none without any.
    pub back_fen: Option<i64>,
}

impl Entry {
    /// Whether later entries take back all of it.
    #[must_use]
    pub const fn reversed(&self) -> bool {
        is_taken_back(self.purchase.amount_fen, self.back_fen)
    }
}

const ENTRY: &str = "SELECT at, id, amount_fen, reverses, order_no, lines,
    (SELECT sum(back.amount_fen) FROM purchase AS back WHERE back.reverses = purchase.id)
    FROM purchase WHERE customer_id = ?1";

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let lines = row.get_ref(5)?.as_str()?;
    Ok(Entry {
        id: PurchaseId::from_uuid(row.uuid(1)?),
        purchase: Purchase {
            at: Instant(row.get(0)?),
            amount_fen: row.get(2)?,
            reverses: row.opt_uuid(3)?.map(PurchaseId::from_uuid),
            order_no: row.get(4)?,
            lines: row.parsed(5, serde_json::from_str(lines).ok())?,
        },
        back_fen: row.get(6)?,
    })
}

/// A customer's purchases before the place `(at, id)`, newest first, with this text in their order
/// number or in the name of what was bought.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn page(
    read: &impl Read,
    customer: CustomerId,
    text: &Text,
    before: (Instant, Uuid),
    limit: u32,
) -> Result<Vec<Entry>, StoreError> {
    // Most lines are ruled out without being taken apart.
    let sql = format!(
        "{ENTRY} AND (at, id) < (?2, ?3) AND (?4 IS NULL OR order_no LIKE ?4 ESCAPE '\\'
             OR (lines LIKE ?5 ESCAPE '\\' AND EXISTS (SELECT 1 FROM json_each(lines)
                 WHERE json_extract(value, '$[0]') LIKE ?4 ESCAPE '\\')))
         ORDER BY at DESC, id DESC LIMIT ?6"
    );
    let mut query = read.connection().prepare_cached(&sql)?;
    let (at, id) = (before.0.0, before.1.as_bytes());
    let values = params![customer.as_bytes(), at, id, text.plain(), text.in_json(), limit];
    let rows = query.query_map(values, entry)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A customer's purchases at `until` or before, oldest first, without whether they stand.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn all_of(
    read: &impl Read,
    customer: CustomerId,
    until: Instant,
) -> Result<Vec<(PurchaseId, Purchase)>, StoreError> {
    let mut query = read.connection().prepare_cached(
        "SELECT at, id, amount_fen, reverses, order_no, lines, NULL FROM purchase
         WHERE customer_id = ?1 AND at <= ?2 ORDER BY at, id",
    )?;
    let rows = query.query_map(params![customer.as_bytes(), until.0], entry)?;
    rows.map(|row| row.map(|entry| (entry.id, entry.purchase)).map_err(Into::into)).collect()
}

/// One purchase of a customer.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn get(
    read: &impl Read,
    customer: CustomerId,
    id: PurchaseId,
) -> Result<Option<Entry>, StoreError> {
    let mut query = read.connection().prepare_cached(&format!("{ENTRY} AND id = ?2"))?;
    Ok(query.query_row(params![customer.as_bytes(), id.as_bytes()], entry).optional()?)
}

/// What the entries that take a purchase back say: amount in fen and lines, both negative.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn backs(
    read: &impl Read,
    customer: CustomerId,
    id: PurchaseId,
) -> Result<Vec<(i64, Vec<Line>)>, StoreError> {
    let mut query = read.connection().prepare_cached(
        "SELECT at, id, amount_fen, reverses, order_no, lines, NULL FROM purchase
         WHERE reverses = ?2 AND customer_id = ?1 ORDER BY at, id",
    )?;
    let rows = query.query_map(params![customer.as_bytes(), id.as_bytes()], entry)?;
    rows.map(|row| {
        row.map(|entry| (entry.purchase.amount_fen, entry.purchase.lines)).map_err(Into::into)
    })
    .collect()
}

/// Whose purchase this is. It is looked for among all: nothing on the screen needs to ask.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn buyer_of(read: &impl Read, id: PurchaseId) -> Result<Option<CustomerId>, StoreError> {
    Ok(read
        .connection()
        .prepare_cached("SELECT customer_id FROM purchase WHERE id = ?1")?
        .query_row([id.as_bytes()], |row| row.uuid(0))
        .optional()?
        .map(CustomerId::from_uuid))
}

/// The purchases of an order, without refunds.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn of_order(
    read: &impl Read,
    order_no: &str,
) -> Result<Vec<(CustomerId, PurchaseId)>, StoreError> {
    let mut query = read.connection().prepare_cached(
        "SELECT customer_id, id FROM purchase WHERE order_no = ?1 AND amount_fen >= 0",
    )?;
    let rows = query.query_map([order_no], |row| {
        Ok((CustomerId::from_uuid(row.uuid(0)?), PurchaseId::from_uuid(row.uuid(1)?)))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What a customer paid in all, less refunds and what was taken back, in fen; purchases dated ahead
/// count.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn paid(read: &impl Read, customer: CustomerId) -> Result<i64, StoreError> {
    Ok(read
        .connection()
        .prepare_cached("SELECT coalesce(sum(amount_fen), 0) FROM purchase WHERE customer_id = ?1")?
        .query_row([customer.as_bytes()], |row| row.get(0))?)
}

/// Whether an order of this number is in the file, as a purchase or as a refund.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn has_order(read: &impl Read, order_no: &str, refund: bool) -> Result<bool, StoreError> {
    Ok(read
        .connection()
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM purchase
             WHERE order_no = ?1 AND (amount_fen < 0) = ?2)",
        )?
        .query_row(params![order_no, refund], |row| row.get(0))?)
}

/// A customer's purchases in figures.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Figures {
    /// The last purchase; the least integer without one.
    pub(crate) last_at: i64,
    /// Purchases that were not taken back; refunds do not count.
    pub(crate) purchases: u32,
    /// Everything summed, refunds and reversals included.
    pub(crate) monetary_fen: i64,
    /// Their own rhythm in days; 0 where they have none.
    pub(crate) rhythm: u32,
    /// Purchases and money of the shop's window, where it has one and they were counted.
    pub(crate) recent: Option<(u32, i64)>,
}

impl Figures {
    pub(crate) const NONE: Self =
        Self { last_at: i64::MIN, purchases: 0, monetary_fen: 0, rhythm: 0, recent: None };

    /// Whether `stored`, which knows no window, says the same.
    pub(crate) fn are(&self, stored: &Self) -> bool {
        let all = |f: &Self| (f.last_at, f.purchases, f.monetary_fen, f.rhythm);
        all(self) == all(stored)
    }
}

/// How purchases are counted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counting {
    /// Days are those of this zone.
    pub(crate) zone: Zone,
    /// The shop's window begins here, where it has one.
    pub(crate) since: Option<i64>,
}

/// Adds up the purchases of one customer, who come in order of time.
#[derive(Default)]
pub(crate) struct Fold {
    /// Moment, id, fen.
    bought: Vec<(i64, [u8; 16], i64)>,
    /// What is taken back, and fen.
    taken_back: Vec<([u8; 16], i64)>,
    /// When, and how much, of refunds that name no purchase.
    refunds: Vec<(i64, i64)>,
    monetary_fen: i64,
}

impl Fold {
    pub(crate) fn add(&mut self, at: i64, id: [u8; 16], fen: i64, reverses: Option<[u8; 16]>) {
        self.monetary_fen += fen;
        match reverses {
            Some(original) => self.taken_back.push((original, fen)),
            None if fen >= 0 => self.bought.push((at, id, fen)),
            None => self.refunds.push((at, fen)),
        }
    }

    /// The figures; the fold is empty afterwards and keeps its memory.
    pub(crate) fn finish(&mut self, counting: Counting) -> Figures {
        let mut figures = Figures { monetary_fen: self.monetary_fen, ..Figures::NONE };
        // What was given back in part is worth what is left of it.
        let mut bought = std::mem::take(&mut self.bought);
        bought.retain_mut(|(_, id, fen)| {
            let back = self.back_fen(id);
            let stands = !is_taken_back(*fen, back);
            *fen += back.unwrap_or(0);
            stands
        });
        self.bought = bought;
        for (at, ..) in &self.bought {
            figures.purchases += 1;
            figures.last_at = figures.last_at.max(*at);
        }
        // Fewer have no rhythm, and finding a day takes its time.
        if self.bought.len() > 2 {
            let days = self.bought.iter().map(|(at, ..)| counting.zone.day_of(Instant(*at)));
            figures.rhythm = own_rhythm(days).unwrap_or(0);
        }
        // What was taken back counts nowhere, whichever day that was.
        figures.recent = counting.since.map(|since| {
            let bought = self.bought.iter().filter(|(at, ..)| *at >= since);
            let (times, money) = bought.fold((0, 0), |(n, sum), (.., fen)| (n + 1, sum + fen));
            let refunds = self.refunds.iter().filter(|(at, _)| *at >= since);
            (times, money + refunds.map(|(_, fen)| fen).sum::<i64>())
        });
        self.bought.clear();
        self.taken_back.clear();
        self.refunds.clear();
        self.monetary_fen = 0;
        figures
    }

    fn back_fen(&self, id: &[u8; 16]) -> Option<i64> {
        let mut backs = self.taken_back.iter().filter(|back| back.0 == *id).map(|back| back.1);
        backs.next().map(|first| backs.fold(first, i64::saturating_add))
    }
}
