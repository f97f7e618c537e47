//! Customers, one row each, with the parts of their portrait in tables beside it.

mod bulk;
mod duplicates;
mod library;
mod merge;
mod portrait;

pub use bulk::change_all;
pub(crate) use duplicates::indexed;
pub use duplicates::{
    Counts, all, counts, distinct_from, distinct_pairs, is_shared, set_distinct, traits_after,
    traits_of, worth_comparing,
};
pub(crate) use library::COUNTED;
pub use library::{
    category_holders, choice_holders, custom_field, custom_fields, field_holders, forget_category,
    forget_custom_choice, forget_custom_field, forget_preference, preference_counts,
    preference_holders, preferences, rename_category, save_custom_field, save_preference,
};
pub use merge::merge;
pub use portrait::{contacts_of, introduced, own_values, owner};

use huike_domain::customers::{
    Birthday, Calendar, Character, CheckedCustomer, Consent, ContactHours, CustomerDraft,
    CustomerKind, Level, Portrait, TAG_SEPARATOR,
};
use huike_domain::ids::CustomerId;
use huike_domain::interactions::Channel;
use huike_domain::segments::{EightClass, FourClass, Stage, ThreeClass};
use huike_domain::time::Instant;
use rusqlite::{OptionalExtension as _, Row, params};

use crate::derived::{self, Searchable};
use crate::readers::Read;
use crate::row::RowExt as _;
use crate::segments::{classes, last_purchase, rhythm};
use crate::{StoreError, Tx};

/// A customer as lists show them.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// Who.
    pub id: CustomerId,
    /// Person or company.
    pub kind: CustomerKind,
    /// Full name; may be empty.
    pub name: String,
    /// E.164.
    pub phone: Option<String>,
    /// The shop's own number.
    pub external_id: Option<String>,
    /// Where they work.
    pub company: String,
    /// Tags.
    pub tags: Vec<String>,
    /// None without a purchase.
    pub segment: Option<ThreeClass>,
    /// None without a purchase.
    pub stage: Option<Stage>,
    /// None without a purchase.
    pub last_purchase: Option<Instant>,
    /// Number of purchases.
    pub purchases: u32,
    /// Purchases less refunds, in fen.
    pub monetary_fen: i64,
    /// None without a purchase.
    pub four: Option<FourClass>,
    /// None without a purchase.
    pub eight: Option<EightClass>,
    /// Their own rhythm in days, where they have one.
    pub rhythm_days: Option<u32>,
    /// The place of their level of membership, from the lowest; none below all.
    pub tier: Option<u8>,
}

/// The columns of [`Summary`], for a query over `customer JOIN standing`.
pub(crate) const SUMMARY: &str = "customer.id, kind, name, phone, external_id, company, tags,
    segment, stage, last_at, purchases, monetary_fen, four, eight, rhythm,
    (SELECT tier FROM membership WHERE membership.customer_id = customer.id)";

pub(crate) fn summary(row: &Row<'_>) -> rusqlite::Result<Summary> {
    let (four, eight) = classes(row.get(12)?, row.get(13)?);
    Ok(Summary {
        id: CustomerId::from_uuid(row.uuid(0)?),
        kind: kind_from(row.get(1)?),
        name: row.get(2)?,
        phone: row.get(3)?,
        external_id: row.get(4)?,
        company: row.get(5)?,
        tags: split_tags(row.get_ref(6)?.as_str()?),
        segment: ThreeClass::from_code(row.get(7)?),
        stage: Stage::from_code(row.get(8)?),
        last_purchase: last_purchase(row.get(9)?),
        purchases: row.get(10)?,
        monetary_fen: row.get(11)?,
        four,
        eight,
        rhythm_days: rhythm(row.get(14)?),
        tier: row.get(15)?,
    })
}

const fn kind_from(code: u8) -> CustomerKind {
    if code == 1 { CustomerKind::Company } else { CustomerKind::Person }
}

fn split_tags(tags: &str) -> Vec<String> {
    tags.split(TAG_SEPARATOR).filter(|tag| !tag.is_empty()).map(str::to_owned).collect()
}

fn none_if_empty(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// Enters a customer.
///
/// # Errors
/// [`StoreError::Taken`] where the shop's own number is another's.
pub fn insert(tx: &Tx<'_>, customer: &CheckedCustomer) -> Result<CustomerId, StoreError> {
    let id = CustomerId::from_uuid(tx.new_id());
    put(tx, id, customer, PUT_NEW)?;
    portrait::put_new(tx, id, &customer.draft.portrait)?;
    Ok(id)
}

/// Enters a customer of a bulk import, with the derived rows; see [`Tx::in_bulk`].
///
/// # Errors
/// As [`insert`].
pub fn insert_in_bulk(tx: &Tx<'_>, customer: &CheckedCustomer) -> Result<CustomerId, StoreError> {
    let id = insert(tx, customer)?;
    tx.entered(id);
    let draft = &customer.draft;
    let searchable = Searchable {
        name: &draft.name,
        phone: none_if_empty(&draft.phone),
        company: &draft.company,
        tags: &draft.tags.join("\n"),
        external_id: none_if_empty(&draft.external_id),
        reaches: &portrait::searched(&draft.portrait),
    };
    derived::insert_standing(tx.connection(), id, &draft.name)?;
    tx.found_by(id, &searchable)?;
    Ok(id)
}

/// Saves all fields of a customer. One whom this operation entered in bulk has no record but the
/// range of its ids, and so needs none of the change.
///
/// # Errors
/// [`StoreError::NotFound`]; [`StoreError::Taken`] where the shop's own number is another's.
pub fn update(tx: &Tx<'_>, id: CustomerId, customer: &CheckedCustomer) -> Result<(), StoreError> {
    let save = || {
        if put(tx, id, customer, PUT_KNOWN)? == 0 {
            return Err(StoreError::NotFound("customer"));
        }
        portrait::replace(tx, id, &customer.draft.portrait)
    };
    if tx.made_in_bulk(id.uuid()) {
        tx.reworded(id);
        return tx.without_record(save);
    }
    save()
}

/// Notes whose contact a customer is and who brought them, as far as either is given.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn link(
    tx: &Tx<'_>,
    id: CustomerId,
    employer: Option<CustomerId>,
    introduced_by: Option<CustomerId>,
) -> Result<(), StoreError> {
    let save = || {
        tx.connection()
            .prepare_cached(
                "UPDATE customer SET employer = coalesce(?2, employer),
                     introduced_by = coalesce(?3, introduced_by) WHERE id = ?1",
            )?
            .execute(params![
                id.as_bytes(),
                employer.as_ref().map(CustomerId::as_bytes),
                introduced_by.as_ref().map(CustomerId::as_bytes),
            ])?;
        Ok(())
    };
    if tx.made_in_bulk(id.uuid()) { tx.without_record(save) } else { save() }
}

/// Whether a customer is a company.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn is_company(read: &impl Read, id: CustomerId) -> Result<bool, StoreError> {
    let mut query =
        read.connection().prepare_cached("SELECT 1 FROM customer WHERE id = ?1 AND kind = 1")?;
    Ok(query.exists([id.as_bytes()])?)
}

const PUT_NEW: &str = "INSERT INTO customer (id, kind, name, phone, birth_year, birth_month,
        birth_day, birth_calendar, birth_leap, company, source, tags, external_id, channel, note,
        region, industry, introduced_by, employer, role, hours_from, hours_until, character, owner,
        importance, urgency, agreed, refused, created_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,
        ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29)";

const PUT_KNOWN: &str = "UPDATE customer SET kind = ?2, name = ?3, phone = ?4, birth_year = ?5,
        birth_month = ?6, birth_day = ?7, birth_calendar = ?8, birth_leap = ?9, company = ?10,
        source = ?11, tags = ?12, external_id = ?13, channel = ?14, note = ?15, region = ?16,
        industry = ?17, introduced_by = ?18, employer = ?19, role = ?20, hours_from = ?21,
        hours_until = ?22, character = ?23, owner = ?24, importance = ?25, urgency = ?26,
        agreed = ?27, refused = ?28
    WHERE id = ?1 AND ?29 IS NOT NULL";

fn put(
    tx: &Tx<'_>,
    id: CustomerId,
    customer: &CheckedCustomer,
    sql: &str,
) -> Result<usize, StoreError> {
    let draft = &customer.draft;
    let portrait = &draft.portrait;
    let born = draft.birthday;
    tx.connection()
        .prepare_cached(sql)?
        .execute(params![
            id.as_bytes(),
            u8::from(draft.kind == CustomerKind::Company),
            draft.name,
            none_if_empty(&draft.phone),
            born.and_then(|b| b.year),
            born.map(|b| b.month),
            born.map(|b| b.day),
            born.is_some_and(|b| b.calendar == Calendar::Lunar),
            born.is_some_and(|b| b.leap),
            draft.company,
            draft.source,
            draft.tags.join("\n"),
            none_if_empty(&draft.external_id),
            draft.channel.map(Channel::as_str),
            draft.note,
            portrait.region,
            portrait.industry,
            portrait.introduced_by.as_ref().map(CustomerId::as_bytes),
            portrait.employer.as_ref().map(CustomerId::as_bytes),
            portrait.role,
            portrait.hours.map(|hours| hours.from),
            portrait.hours.map(|hours| hours.until),
            portrait.character.map(Character::code),
            portrait.owner,
            portrait.importance.map(Level::code),
            portrait.urgency.map(Level::code),
            Consent::bits_of(&portrait.consent.agreed),
            Consent::bits_of(&portrait.consent.refused),
            tx.at().0,
        ])
        .map_err(|error| match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::ConstraintViolation) => StoreError::Taken("externalId"),
            _ => error.into(),
        })
}

/// A customer with every field.
#[derive(Clone, Debug)]
pub struct Full {
    /// As lists show them.
    pub summary: Summary,
    /// The fields as they are edited; `phone` in E.164.
    pub draft: CustomerDraft,
    /// When they were entered.
    pub created_at: Instant,
}

/// One customer.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn get(read: &impl Read, id: CustomerId) -> Result<Option<Full>, StoreError> {
    let Some(mut found) = without_parts(read, id)? else { return Ok(None) };
    portrait::load(read, id, &mut found.draft.portrait)?;
    Ok(Some(found))
}

/// One customer, all but the parts of the portrait that lie in tables of their own.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn without_parts(read: &impl Read, id: CustomerId) -> Result<Option<Full>, StoreError> {
    let sql = format!(
        "SELECT {SUMMARY}, {BIRTHDAY}, source, channel, note, created_at, region, industry,
             introduced_by, employer, role, hours_from, hours_until, character, owner, importance,
             urgency, agreed, refused
         FROM customer JOIN standing ON standing.customer_id = customer.id WHERE customer.id = ?1"
    );
    Ok(read.connection().prepare_cached(&sql)?.query_row([id.as_bytes()], full).optional()?)
}

fn full(row: &Row<'_>) -> rusqlite::Result<Full> {
    let summary = summary(row)?;
    let code = |column| row.get::<_, Option<u8>>(column);
    let hours: (Option<u16>, Option<u16>) = (row.get(30)?, row.get(31)?);
    let draft = CustomerDraft {
        kind: summary.kind,
        name: summary.name.clone(),
        phone: summary.phone.clone().unwrap_or_default(),
        birthday: birthday(row, 16)?,
        company: summary.company.clone(),
        source: row.get(21)?,
        tags: summary.tags.clone(),
        note: row.get(23)?,
        external_id: summary.external_id.clone().unwrap_or_default(),
        channel: row.get::<_, Option<String>>(22)?.as_deref().and_then(Channel::parse),
        portrait: Portrait {
            region: row.get(25)?,
            industry: row.get(26)?,
            introduced_by: row.opt_uuid(27)?.map(CustomerId::from_uuid),
            employer: row.opt_uuid(28)?.map(CustomerId::from_uuid),
            role: row.get(29)?,
            hours: hours.0.zip(hours.1).map(|(from, until)| ContactHours { from, until }),
            character: code(32)?.and_then(Character::from_code),
            owner: row.get(33)?,
            importance: code(34)?.and_then(Level::from_code),
            urgency: code(35)?.and_then(Level::from_code),
            consent: Consent {
                agreed: Consent::channels_of(row.get(36)?),
                refused: Consent::channels_of(row.get(37)?),
            },
            ..Portrait::default()
        },
    };
    Ok(Full { summary, draft, created_at: Instant(row.get(24)?) })
}

/// The columns that [`birthday`] reads.
pub(crate) const BIRTHDAY: &str = "birth_year, birth_month, birth_day, birth_calendar, birth_leap";

/// The columns of [`BIRTHDAY`], from `first` on.
pub(crate) fn birthday(row: &Row<'_>, first: usize) -> rusqlite::Result<Option<Birthday>> {
    let (month, day): (Option<u8>, Option<u8>) = (row.get(first + 1)?, row.get(first + 2)?);
    let year = row.get(first)?;
    let calendar = calendar_from(row.get(first + 3)?);
    let leap = row.get(first + 4)?;
    Ok(month.zip(day).map(|(month, day)| Birthday { year, month, day, calendar, leap }))
}

/// What `calendar` and `birth_calendar` hold.
pub(crate) const fn calendar_from(is_lunar: bool) -> Calendar {
    if is_lunar { Calendar::Lunar } else { Calendar::Solar }
}

/// A customer's birthday; none of one who is not there.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn birthday_of(read: &impl Read, id: CustomerId) -> Result<Option<Birthday>, StoreError> {
    let sql = format!("SELECT {BIRTHDAY} FROM customer WHERE id = ?1");
    let found = read
        .connection()
        .prepare_cached(&sql)?
        .query_row([id.as_bytes()], |row| birthday(row, 0))
        .optional()?;
    Ok(found.flatten())
}

/// One customer as lists show them.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn summary_of(read: &impl Read, id: CustomerId) -> Result<Option<Summary>, StoreError> {
    let sql = format!(
        "SELECT {SUMMARY} FROM customer JOIN standing ON standing.customer_id = customer.id
         WHERE customer.id = ?1"
    );
    Ok(read.connection().prepare_cached(&sql)?.query_row([id.as_bytes()], summary).optional()?)
}

/// The customer with this phone number in E.164; the oldest where several have it.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn id_by_phone(read: &impl Read, phone: &str) -> Result<Option<CustomerId>, StoreError> {
    Ok(read
        .connection()
        .prepare_cached(
            "SELECT id FROM customer WHERE phone = ?1
             UNION SELECT customer_id FROM reach WHERE value = ?1 AND kind = 0
             ORDER BY id LIMIT 1",
        )?
        .query_row([phone], |row| row.uuid(0))
        .optional()?
        .map(CustomerId::from_uuid))
}

/// The customer with the shop's own number.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn id_by_external(read: &impl Read, external: &str) -> Result<Option<CustomerId>, StoreError> {
    Ok(read
        .connection()
        .prepare_cached("SELECT id FROM customer WHERE external_id = ?1")?
        .query_row([external], |row| row.uuid(0))
        .optional()?
        .map(CustomerId::from_uuid))
}

/// Customers whose name is exactly this, at most two: one is certain, two are not.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn ids_by_name(read: &impl Read, name: &str) -> Result<Vec<CustomerId>, StoreError> {
    let mut query = read.connection().prepare_cached(
        "SELECT customer_id FROM standing JOIN customer ON customer.id = customer_id
         WHERE name_key = ?1 AND name = ?2 LIMIT 2",
    )?;
    let key = huike_domain::customers::name_key(name);
    let ids = query.query_map([&key, name], |row| row.uuid(0))?;
    Ok(ids.map(|id| id.map(CustomerId::from_uuid)).collect::<Result<_, _>>()?)
}

/// Calls `visit` with every customer in order of id: for export.
///
/// # Errors
/// Whatever `visit` says.
pub fn each<E: From<StoreError>>(
    read: &impl Read,
    mut visit: impl FnMut(Full) -> Result<(), E>,
) -> Result<(), E> {
    let mut after = [0u8; 16];
    loop {
        let ids: Vec<CustomerId> = page_ids(read, &after)?;
        let Some(last) = ids.last() else { return Ok(()) };
        after = *last.as_bytes();
        for id in ids {
            if let Some(full) = get(read, id)? {
                visit(full)?;
            }
        }
    }
}

fn page_ids(read: &impl Read, after: &[u8; 16]) -> Result<Vec<CustomerId>, StoreError> {
    let mut query = read
        .connection()
        .prepare_cached("SELECT id FROM customer WHERE id > ?1 ORDER BY id LIMIT 1000")?;
    let ids = query.query_map([after], |row| row.uuid(0))?;
    Ok(ids.map(|id| id.map(CustomerId::from_uuid)).collect::<Result<_, _>>()?)
}

/// Whether there is any customer.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn any(read: &impl Read) -> Result<bool, StoreError> {
    Ok(read
        .connection()
        .query_row("SELECT EXISTS (SELECT 1 FROM customer)", [], |row| row.get(0))?)
}

/// Deletes customers and everything that lies with them, recorded row by row.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn delete_with_children(
    tx: &Tx<'_>,
    first: CustomerId,
    last: CustomerId,
) -> Result<(), StoreError> {
    let range = params![first.as_bytes(), last.as_bytes()];
    crate::complaints::delete_of(tx, first, last)?;
    // A voucher keeps what became of it, and whose it was goes.
    tx.connection().execute(
        "UPDATE voucher SET customer_id = NULL WHERE customer_id BETWEEN ?1 AND ?2",
        range,
    )?;
    let parts = [
        "points_entry",
        "purchase",
        "interaction",
        "script_use",
        "follow_up",
        "pinned",
        "attachment",
    ];
    for table in parts.into_iter().chain(crate::ops::PORTRAIT) {
        tx.connection()
            .execute(&format!("DELETE FROM {table} WHERE customer_id BETWEEN ?1 AND ?2"), range)?;
    }
    tx.connection().execute("DELETE FROM customer WHERE id BETWEEN ?1 AND ?2", range)?;
    Ok(())
}
