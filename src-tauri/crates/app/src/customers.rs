//! Customers: the list, the page, adding and editing.

mod bulk;
mod duplicates;
mod library;
mod list;
mod merge;
mod shown;
mod words;

pub(crate) use bulk::selected;
pub use bulk::{BulkPreview, Selection, bulk, bulk_preview};
pub(crate) use duplicates::LastScan;
pub use duplicates::{
    DuplicateGroup, DuplicatePage, DuplicateScan, Similar, distinct, duplicates, find_duplicates,
    similar, stop_finding,
};
pub use library::{
    Defined, PreferenceCount, custom_fields, forget_category, forget_preference, holders,
    preferences, rename_category, save_custom_fields, save_preference,
};

pub(crate) use list::MOST_ROWS;
pub use list::{
    CustomerPage, CustomerQuery, Following, Found, count, counts, each, following, keep_lists,
    lists_bytes, needs_everyone, page, read_filter, read_sort, search,
};
pub(crate) use list::{passes, with_lists};
pub use merge::{MergeColumn, MergeView, compare, merge};
pub use shown::{Facts, Shown};
pub use words::{WordCount, words};

use std::collections::BTreeSet;

use huike_domain::customers::{
    CheckedCustomer, CustomEntry, CustomerDraft, CustomerKind, Portrait, Reach, ReachKind,
    display_name, merged,
};
use huike_domain::error::{FieldError, InvalidCode};
use huike_domain::ids::{CustomerId, OperationId};
use huike_domain::phone::Phone;
use huike_domain::segments::{EightClass, FourClass, Stage, ThreeClass};
use huike_domain::staff::Right;
use huike_domain::time::Instant;
use huike_store::{Tx, customers as rows};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::error::AppError;
use library::hold_to_library;

/// One line of a customer list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CustomerRow {
    /// Who.
    pub id: CustomerId,
    /// Person or company.
    pub kind: CustomerKind,
    /// The name, or the last digits of the phone number where there is none.
    pub name: String,
    /// As people write it in the shop's country; empty where unknown.
    pub phone: String,
    /// The same for a screen that others can see.
    pub masked_phone: String,
    /// The shop's own number; empty where there is none.
    pub external_id: String,
    /// Where they work; empty where unknown.
    pub company: String,
    /// Tags in the order they were given.
    pub tags: Vec<String>,
    /// Segment; none without a purchase.
    pub segment: Option<ThreeClass>,
    /// Stage; none without a purchase.
    pub stage: Option<Stage>,
    /// Loyal, growth, general or at risk; none without a purchase.
    pub four: Option<FourClass>,
    /// Each comparison as digits; none without a purchase.
    pub eight: Option<EightClass>,
    /// Their own rhythm in days, where they have one.
    pub rhythm_days: Option<u32>,
    /// The place of their level of membership from the lowest, 0 first; none below all.
    pub tier: Option<u8>,
    /// The moment of the last purchase.
    pub last_purchase: Option<Instant>,
    /// Number of purchases.
    pub purchases: u32,
    /// Purchases less refunds, in fen.
    #[specta(type = specta_typescript::Number)]
    pub spent_fen: i64,
    /// What the list asked for besides, where it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[specta(optional)]
    pub facts: Option<Facts>,
    /// What they have in the fields of the shop's own that the list asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[specta(optional)]
    pub own: Vec<CustomEntry>,
}

pub(crate) fn row_of(summary: rows::Summary) -> CustomerRow {
    CustomerRow {
        id: summary.id,
        kind: summary.kind,
        name: display_name(&summary.name, summary.phone.as_deref()).into_owned(),
        phone: phone_for_people(summary.phone.as_deref()),
        masked_phone: phone_for_others(summary.phone.as_deref()),
        external_id: summary.external_id.unwrap_or_default(),
        company: summary.company,
        tags: summary.tags,
        segment: summary.segment,
        stage: summary.stage,
        four: summary.four,
        eight: summary.eight,
        rhythm_days: summary.rhythm_days,
        tier: summary.tier,
        last_purchase: summary.last_purchase,
        purchases: summary.purchases,
        spent_fen: summary.monetary_fen,
        facts: None,
        own: Vec::new(),
    }
}

/// A stored number as people write it; as it is where it cannot be read.
pub(crate) fn phone_for_people(stored: Option<&str>) -> String {
    let Some(stored) = stored else { return String::new() };
    Phone::from_stored(stored).map_or_else(|_| stored.to_owned(), |phone| phone.display())
}

/// A stored number with its middle hidden; all of it where it cannot be read.
pub(crate) fn phone_for_others(stored: Option<&str>) -> String {
    let Some(stored) = stored else { return String::new() };
    Phone::from_stored(stored).map_or_else(|_| "****".to_owned(), |phone| phone.masked())
}

/// The customer with this id, or with this number of the shop's own.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn find(app: &App, known_as: &str) -> Result<CustomerId, AppError> {
    let known_as = known_as.trim();
    let not_found = || AppError::not_found("customer", known_as);
    app.read(|reader| {
        // A shop may number its customers as it likes, so its own numbers come first.
        let found = rows::id_by_external(reader, known_as)?;
        let id = found.or_else(|| known_as.parse().ok()).ok_or_else(not_found)?;
        rows::summary_of(reader, id)?.map(|summary| summary.id).ok_or_else(not_found)
    })
}

/// Enters a customer.
///
/// # Errors
/// [`AppError::Invalid`] names the field to mend.
pub fn add(app: &App, op: OperationId, draft: CustomerDraft) -> Result<CustomerId, AppError> {
    let checked = draft.checked(app.today()?)?;
    let written = app.write(op, "customers.add", None, move |tx| enter(tx, checked))?;
    Ok(written.value)
}

/// Enters a customer as part of an operation.
pub(crate) fn enter(tx: &Tx<'_>, mut checked: CheckedCustomer) -> Result<CustomerId, AppError> {
    hold_to_library(tx, &mut checked.draft.portrait)?;
    known_people(tx, None, &checked.draft.portrait, &Portrait::default())?;
    let id = rows::insert(tx, &checked)?;
    tx.about(id);
    tx.place_new(id)?;
    crate::followups::review(tx, &BTreeSet::from([id]))?;
    Ok(id)
}

/// Saves what a person changed of a customer: the fields that differ between `before`, which they
/// had in front of them, and `after`.
///
/// # Errors
/// [`AppError::Conflict`] names a field that somebody else changed since; [`AppError::Invalid`]
/// the field to mend; [`AppError::NotFound`].
pub fn edit(
    app: &App,
    op: OperationId,
    id: CustomerId,
    before: CustomerDraft,
    after: CustomerDraft,
) -> Result<(), AppError> {
    let today = app.today()?;
    let sees_phones = crate::gate::has(app, Right::Phones)?;
    let (mut before, mut after) = (before, after);
    app.write(op, "customers.edit", Some(id), move |tx| {
        let stored = rows::get(tx, id)?
            .ok_or_else(|| AppError::not_found("customer", &id.to_string()))?
            .draft;
        if !sees_phones {
            // What was shown with its middle hidden is what is stored, not another number.
            for draft in [&mut before, &mut after] {
                unmask(draft, &stored);
            }
        }
        let becomes = merged(stored.clone(), &before, after)?;
        let mut checked = becomes.checked_beside(&[&stored], today)?;
        hold_to_library(tx, &mut checked.draft.portrait)?;
        known_people(tx, Some(id), &checked.draft.portrait, &stored.portrait)?;
        Ok(rows::update(tx, id, &checked)?)
    })?;
    Ok(())
}

/// Puts the numbers of `stored` where a draft has them with their middle hidden.
fn unmask(draft: &mut CustomerDraft, stored: &CustomerDraft) {
    let masked = |number: &str| !number.is_empty() && number.contains('*');
    if masked(&draft.phone) && draft.phone == crate::gate::masked(&stored.phone) {
        draft.phone.clone_from(&stored.phone);
    }
    for reach in &mut draft.portrait.reaches {
        let same = |other: &&Reach| {
            other.kind == ReachKind::Phone && crate::gate::masked(&other.value) == reach.value
        };
        if reach.kind == ReachKind::Phone
            && masked(&reach.value)
            && let Some(known) = stored.portrait.reaches.iter().find(same)
        {
            reach.value.clone_from(&known.value);
        }
    }
}

/// Whoever brought a customer, and the company whose contact they are, must be in the file; nobody
/// is their own, and only a company has contacts. Those named `before` stay unasked.
fn known_people(
    tx: &Tx<'_>,
    own: Option<CustomerId>,
    portrait: &Portrait,
    before: &Portrait,
) -> Result<(), AppError> {
    let refuse = |field, code| Err(FieldError::new(field, code).into());
    for (field, named, before) in [
        ("introducedBy", portrait.introduced_by, before.introduced_by),
        ("employer", portrait.employer, before.employer),
    ] {
        let Some(named) = named.filter(|_| named != before) else { continue };
        if Some(named) == own {
            return refuse(field, InvalidCode::Impossible);
        }
        let Some(found) = rows::summary_of(tx, named)? else {
            return refuse(field, InvalidCode::Unknown);
        };
        if field == "employer" && found.kind != CustomerKind::Company {
            return refuse(field, InvalidCode::Impossible);
        }
    }
    Ok(())
}
