//! Vouchers, their batches, what happened to them, and who approved what.

use chrono::{Datelike as _, NaiveDate};
use huike_domain::ids::{ApprovalId, CustomerId, PurchaseId, VoucherBatchId, VoucherId};
use huike_domain::tiers::vouchers::{Code, VoucherBatchDraft, VoucherFate, code_of};
use huike_domain::time::Instant;
use rusqlite::{OptionalExtension as _, Row, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::readers::Read;
use crate::row::RowExt as _;
use crate::{StoreError, Tx, settings};

const LIMIT: &str = "voucher_limit_fen";

/// What a member of staff may issue alone, in fen; none where there is no limit.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn limit_fen(read: &impl Read) -> Result<Option<i64>, StoreError> {
    Ok(settings::get::<Option<i64>>(read.connection(), LIMIT)?.flatten())
}

/// Saves what a member of staff may issue alone.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn set_limit_fen(tx: &Tx<'_>, limit: Option<i64>) -> Result<(), StoreError> {
    settings::set(tx, LIMIT, &limit)
}

/// A batch as it lies in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Which.
    pub id: VoucherBatchId,
    /// Since when.
    pub created_at: Instant,
    /// What its vouchers are.
    pub draft: VoucherBatchDraft,
    /// How many were issued.
    pub issued: u32,
    /// How many were redeemed.
    pub redeemed: u32,
    /// How many were made void.
    pub voided: u32,
}

/// Enters a batch.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn add_batch(tx: &Tx<'_>, draft: &VoucherBatchDraft) -> Result<VoucherBatchId, StoreError> {
    let id = VoucherBatchId::from_uuid(tx.new_id());
    let spec = serde_json::to_string(draft).map_err(std::io::Error::other)?;
    tx.connection()
        .prepare_cached("INSERT INTO voucher_batch (id, created_at, spec) VALUES (?1, ?2, ?3)")?
        .execute(params![id.as_bytes(), tx.at().0, spec])?;
    Ok(id)
}

const BATCH: &str = "SELECT id, created_at, spec,
    (SELECT count(*) FROM voucher WHERE batch_id = voucher_batch.id),
    (SELECT count(*) FROM voucher JOIN voucher_event ON voucher_id = voucher.id
     WHERE batch_id = voucher_batch.id AND voucher_event.kind = 0),
    (SELECT count(*) FROM voucher JOIN voucher_event ON voucher_id = voucher.id
     WHERE batch_id = voucher_batch.id AND voucher_event.kind = 1)
    FROM voucher_batch";

fn batch_of(row: &Row<'_>) -> rusqlite::Result<Batch> {
    let spec = row.get_ref(2)?.as_str()?;
    Ok(Batch {
        id: VoucherBatchId::from_uuid(row.uuid(0)?),
        created_at: Instant(row.get(1)?),
        draft: row.parsed(2, serde_json::from_str(spec).ok())?,
        issued: row.get(3)?,
        redeemed: row.get(4)?,
        voided: row.get(5)?,
    })
}

/// All batches, the newest first.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn batches(read: &impl Read) -> Result<Vec<Batch>, StoreError> {
    let mut query =
        read.connection().prepare_cached(&format!("{BATCH} ORDER BY created_at DESC, id DESC"))?;
    let rows = query.query_map([], batch_of)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One batch.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn batch(read: &impl Read, id: VoucherBatchId) -> Result<Option<Batch>, StoreError> {
    let mut query = read.connection().prepare_cached(&format!("{BATCH} WHERE id = ?1"))?;
    Ok(query.query_row([id.as_bytes()], batch_of).optional()?)
}

/// A voucher as it lies in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voucher {
    /// Which.
    pub id: VoucherId,
    /// Of which batch.
    pub batch: VoucherBatchId,
    /// What the batch says.
    pub draft: VoucherBatchDraft,
    /// Its code, without hyphens.
    pub code: String,
    /// Whose it is; anybody's where none.
    pub customer: Option<CustomerId>,
    /// Their name.
    pub customer_name: Option<String>,
    /// When it was issued.
    pub issued_at: Instant,
    /// By whom.
    pub issued_by: String,
    /// The first day on which it is good.
    pub from: Option<NaiveDate>,
    /// The last one.
    pub until: Option<NaiveDate>,
    /// What happened to it.
    pub fate: VoucherFate,
}

/// A voucher to be issued.
#[derive(Clone, Copy, Debug)]
pub struct NewVoucher<'a> {
    /// Of which batch.
    pub batch: VoucherBatchId,
    /// For whom.
    pub customer: Option<CustomerId>,
    /// By whom.
    pub by: &'a str,
    /// The first day on which it is good.
    pub from: Option<NaiveDate>,
    /// The last one.
    pub until: Option<NaiveDate>,
}

/// Issues a voucher under a code that no other has.
///
/// # Errors
/// [`StoreError::Sql`], [`StoreError::Io`] where the system gives no random numbers.
pub fn issue(tx: &Tx<'_>, new: &NewVoucher<'_>) -> Result<VoucherId, StoreError> {
    let id = VoucherId::from_uuid(tx.new_id());
    let days = |day: NaiveDate| day.num_days_from_ce();
    let mut insert = tx.connection().prepare_cached(
        "INSERT INTO voucher (id, batch_id, code, customer_id, issued_at, issued_by, valid_from,
             expires)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (code) DO NOTHING",
    )?;
    // Among 852 billion codes another draw is all it ever takes.
    loop {
        let random = getrandom::u64().map_err(|error| std::io::Error::other(error.to_string()))?;
        let inserted = insert.execute(params![
            id.as_bytes(),
            new.batch.as_bytes(),
            code_of(random).as_str(),
            new.customer.as_ref().map(CustomerId::as_bytes),
            tx.at().0,
            new.by,
            new.from.map(days),
            new.until.map(days),
        ])?;
        if inserted > 0 {
            return Ok(id);
        }
    }
}

const VOUCHER: &str = "SELECT voucher.id, batch_id, spec, code, customer_id, customer.name,
    issued_at, issued_by, valid_from, expires, event.kind, event.at
    FROM voucher JOIN voucher_batch ON voucher_batch.id = batch_id
    LEFT JOIN customer ON customer.id = customer_id
    LEFT JOIN voucher_event AS event ON event.voucher_id = voucher.id";

fn voucher(row: &Row<'_>) -> rusqlite::Result<Voucher> {
    let spec = row.get_ref(2)?.as_str()?;
    let date = |days: Option<i32>| days.and_then(NaiveDate::from_num_days_from_ce_opt);
    let at = row.get::<_, Option<i64>>(11)?.map(Instant);
    let kind = row.get::<_, Option<u8>>(10)?;
    Ok(Voucher {
        id: VoucherId::from_uuid(row.uuid(0)?),
        batch: VoucherBatchId::from_uuid(row.uuid(1)?),
        draft: row.parsed(2, serde_json::from_str(spec).ok())?,
        code: row.get(3)?,
        customer: row.opt_uuid(4)?.map(CustomerId::from_uuid),
        customer_name: row.get(5)?,
        issued_at: Instant(row.get(6)?),
        issued_by: row.get(7)?,
        from: date(row.get(8)?),
        until: date(row.get(9)?),
        fate: VoucherFate {
            redeemed: at.filter(|_| kind == Some(REDEEMED)),
            voided: at.filter(|_| kind == Some(VOIDED)),
        },
    })
}

const REDEEMED: u8 = 0;
const VOIDED: u8 = 1;

/// The code of a voucher, without hyphens.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn code(read: &impl Read, id: VoucherId) -> Result<String, StoreError> {
    let mut query = read.connection().prepare_cached("SELECT code FROM voucher WHERE id = ?1")?;
    Ok(query.query_row([id.as_bytes()], |row| row.get(0))?)
}

/// The voucher of a code.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn by_code(read: &impl Read, code: &Code) -> Result<Option<Voucher>, StoreError> {
    let mut query = read.connection().prepare_cached(&format!("{VOUCHER} WHERE code = ?1"))?;
    Ok(query.query_row([code.as_str()], voucher).optional()?)
}

/// A customer's vouchers, the newest first.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn of_customer(
    read: &impl Read,
    customer: CustomerId,
    limit: u32,
) -> Result<Vec<Voucher>, StoreError> {
    let mut query = read.connection().prepare_cached(&format!(
        "{VOUCHER} WHERE customer_id = ?1 ORDER BY voucher.id DESC LIMIT ?2"
    ))?;
    let rows = query.query_map(params![customer.as_bytes(), limit], voucher)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Vouchers of a batch in the order in which they were issued, behind `after`.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn of_batch(
    read: &impl Read,
    batch: VoucherBatchId,
    after: Option<VoucherId>,
    limit: u32,
) -> Result<Vec<Voucher>, StoreError> {
    let mut query = read.connection().prepare_cached(&format!(
        "{VOUCHER} WHERE batch_id = ?1 AND voucher.id > ?2 ORDER BY voucher.id LIMIT ?3"
    ))?;
    let after = after.map_or([0; 16], |id| *id.as_bytes());
    let rows = query.query_map(params![batch.as_bytes(), after, limit], voucher)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What happens to a voucher, once.
#[derive(Clone, Copy, Debug)]
pub enum Happens {
    /// It is redeemed.
    Redeemed {
        /// With which purchase.
        purchase: Option<PurchaseId>,
        /// On which amount.
        amount_fen: Option<i64>,
    },
    /// It is made void.
    Voided,
}

/// Notes what happens to a voucher.
///
/// # Errors
/// [`StoreError::Sql`], also where something happened to it before: ask first.
pub fn note(
    tx: &Tx<'_>,
    voucher: VoucherId,
    happens: Happens,
    by: &str,
    note: &str,
) -> Result<(), StoreError> {
    let (kind, purchase, amount_fen) = match happens {
        Happens::Redeemed { purchase, amount_fen } => (REDEEMED, purchase, amount_fen),
        Happens::Voided => (VOIDED, None, None),
    };
    tx.connection()
        .prepare_cached(
            "INSERT INTO voucher_event (voucher_id, at, id, kind, purchase_id, amount_fen, done_by,
                 note)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            voucher.as_bytes(),
            tx.at().0,
            tx.new_id().as_bytes(),
            kind,
            purchase.as_ref().map(PurchaseId::as_bytes),
            amount_fen,
            by,
            note,
        ])?;
    Ok(())
}

/// A request for approval, and its answer where there is one.
#[derive(Clone, Debug, PartialEq)]
pub struct Approval<R> {
    /// Which.
    pub id: ApprovalId,
    /// When it was asked.
    pub asked_at: Instant,
    /// By whom.
    pub asked_by: String,
    /// What it is worth, in fen; none where nothing limits it.
    pub worth_fen: Option<i64>,
    /// Why.
    pub reason: String,
    /// What is asked for.
    pub request: R,
    /// The answer.
    pub answer: Option<Answer>,
}

/// An answer to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// When.
    pub at: Instant,
    /// By whom.
    pub by: String,
    /// Whether it was approved.
    pub approved: bool,
    /// A remark.
    pub note: String,
}

/// Enters a request.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn ask<R: Serialize>(
    tx: &Tx<'_>,
    by: &str,
    worth_fen: Option<i64>,
    reason: &str,
    request: &R,
) -> Result<ApprovalId, StoreError> {
    let id = ApprovalId::from_uuid(tx.new_id());
    let request = serde_json::to_string(request).map_err(std::io::Error::other)?;
    tx.connection()
        .prepare_cached(
            "INSERT INTO approval (id, asked_at, asked_by, worth_fen, reason, request)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![id.as_bytes(), tx.at().0, by, worth_fen, reason, request])?;
    Ok(id)
}

/// Enters the answer to a request that has none yet.
///
/// # Errors
/// [`StoreError::Sql`], also where it was answered before: ask first.
pub fn answer(tx: &Tx<'_>, id: ApprovalId, answer: &Answer) -> Result<(), StoreError> {
    tx.connection()
        .prepare_cached(
            "INSERT INTO approval_answer (approval_id, answered_at, answered_by, approved, note)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![id.as_bytes(), answer.at.0, answer.by, answer.approved, answer.note])?;
    Ok(())
}

/// Requests: those without an answer first, and among both kinds the newest first.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn approvals<R: DeserializeOwned>(
    read: &impl Read,
    limit: u32,
) -> Result<Vec<Approval<R>>, StoreError> {
    let mut query = read.connection().prepare_cached(&format!(
        "{APPROVAL} ORDER BY answered_at IS NOT NULL, asked_at DESC, id DESC LIMIT ?1"
    ))?;
    let rows = query.query_map([limit], approval)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One request.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn approval_of<R: DeserializeOwned>(
    read: &impl Read,
    id: ApprovalId,
) -> Result<Option<Approval<R>>, StoreError> {
    let mut query = read.connection().prepare_cached(&format!("{APPROVAL} WHERE id = ?1"))?;
    Ok(query.query_row([id.as_bytes()], approval).optional()?)
}

const APPROVAL: &str = "SELECT id, asked_at, asked_by, worth_fen, reason, request, answered_at,
    answered_by, approved, note
    FROM approval LEFT JOIN approval_answer ON approval_id = id";

fn approval<R: DeserializeOwned>(row: &Row<'_>) -> rusqlite::Result<Approval<R>> {
    let request = row.get_ref(5)?.as_str()?;
    let answer = match row.get::<_, Option<i64>>(6)? {
        Some(at) => Some(Answer {
            at: Instant(at),
            by: row.get(7)?,
            approved: row.get(8)?,
            note: row.get(9)?,
        }),
        None => None,
    };
    Ok(Approval {
        id: ApprovalId::from_uuid(row.uuid(0)?),
        asked_at: Instant(row.get(1)?),
        asked_by: row.get(2)?,
        worth_fen: row.get(3)?,
        reason: row.get(4)?,
        request: row.parsed(5, serde_json::from_str(request).ok())?,
        answer,
    })
}
