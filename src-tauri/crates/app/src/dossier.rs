//! One customer seen whole, from all rooms together: the page, its timeline, the card at the
//! counter. It stands above the other rooms, and none of them knows it.

mod buying;
mod card;
mod timeline;

pub use card::{CustomerCard, LastContact, card};
pub use timeline::{
    SettledFollowUp, TimelineCursor, TimelineEntry, TimelineFilter, TimelineKind, TimelinePage,
    timeline,
};

use huike_domain::customers::{Birthday, CustomerDraft, CustomerKind, ReachKind};
use huike_domain::ids::CustomerId;
use huike_domain::segments::SegmentReason;
use huike_domain::time::{Instant, days_between};
use huike_store::customers as rows;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::customers::{CustomerRow, phone_for_people, row_of};
use crate::error::AppError;
use crate::followups::{FollowUpView, Wording};

/// Everything the customer's page shows above the timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CustomerView {
    /// The line as lists show it.
    pub row: CustomerRow,
    /// The fields as they are edited.
    pub draft: CustomerDraft,
    /// Why they stand where they stand; none without a purchase.
    pub reason: Option<SegmentReason>,
    /// Their next birthday, as a civil date, and the age reached.
    pub next_birthday: Option<NextBirthday>,
    /// Open follow-ups, soonest first.
    pub follow_ups: Vec<FollowUpView>,
    /// The next celebration of each anniversary, in the order of the draft.
    pub anniversaries: Vec<Option<NextBirthday>>,
    /// The company whose contact they are.
    pub employer: Option<CustomerRow>,
    /// Whoever brought them.
    pub introduced_by: Option<CustomerRow>,
    /// A company's contacts, in order of entry; at most 200.
    pub contacts: Vec<ContactRow>,
    /// Whom they brought, in order of entry; at most 200.
    pub introduced: Vec<CustomerRow>,
    /// What they buy, how often and how much; none without a purchase.
    pub buying: Option<Buying>,
    /// When they were entered.
    pub created_at: Instant,
}

/// A contact of a company.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ContactRow {
    /// The line as lists show it.
    pub row: CustomerRow,
    /// What they do there; may be empty.
    pub role: String,
}

/// What the purchases of a customer tell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Buying {
    /// The first purchase.
    pub first: Instant,
    /// The last purchase.
    pub last: Instant,
    /// Number of purchases that stand.
    pub purchases: u32,
    /// Purchases less refunds, in fen.
    #[specta(type = specta_typescript::Number)]
    pub spent_fen: i64,
    /// What one purchase brings on average, in fen, rounded to the nearest.
    #[specta(type = specta_typescript::Number)]
    pub average_fen: i64,
    /// The median of whole days between two days with a purchase; none before three such days.
    pub rhythm_days: Option<u32>,
    /// What was bought on the most purchases, at most five, those bought last first among equals.
    pub favourites: Vec<Favourite>,
}

/// An item that a customer buys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Favourite {
    /// Its name.
    pub item: String,
    /// On how many purchases.
    pub purchases: u32,
}

/// A birthday to come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct NextBirthday {
    /// Month, day and, where known, year of birth.
    pub birthday: Birthday,
    /// The civil day on which it is celebrated.
    pub day: chrono::NaiveDate,
    /// Days from today.
    pub in_days: i32,
    /// Age reached then.
    pub age: Option<i32>,
}

/// One customer's page.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn page(app: &App, id: CustomerId) -> Result<CustomerView, AppError> {
    let now = app.now();
    app.read(|reader| {
        let wording = Wording::load(reader, now)?;
        let full = rows::get(reader, id)?
            .ok_or_else(|| AppError::not_found("customer", &id.to_string()))?;
        let activity = huike_store::segments::activity_of(reader, id, wording.today, wording.zone)?;
        let sorter = huike_store::segments::sorter(reader)?;
        let reason = activity.map(|activity| sorter.explain(&activity));
        let follow_ups = huike_store::followups::open_of(reader, id)?;
        let portrait = &full.draft.portrait;
        let row_with = |id: Option<CustomerId>| -> Result<Option<CustomerRow>, AppError> {
            let found = id.map(|id| rows::summary_of(reader, id)).transpose()?;
            Ok(found.flatten().map(row_of))
        };
        let (employer, introduced_by) =
            (row_with(portrait.employer)?, row_with(portrait.introduced_by)?);
        let contacts = match full.draft.kind {
            CustomerKind::Company => rows::contacts_of(reader, id)?,
            CustomerKind::Person => Vec::new(),
        };
        let introduced = rows::introduced(reader, id)?.into_iter().map(row_of).collect();
        let anniversaries = portrait
            .anniversaries
            .iter()
            .map(|anniversary| next_birthday(anniversary.day, &wording))
            .collect();
        let buying = buying::of(reader, id, now, wording.zone)?;
        let mut draft = full.draft;
        draft.phone = phone_for_people(full.summary.phone.as_deref());
        for reach in &mut draft.portrait.reaches {
            if reach.kind == ReachKind::Phone {
                reach.value = phone_for_people(Some(&reach.value));
            }
        }
        Ok(CustomerView {
            row: row_of(full.summary),
            next_birthday: draft.birthday.and_then(|birthday| next_birthday(birthday, &wording)),
            draft,
            reason,
            follow_ups: follow_ups.into_iter().map(|found| wording.view(found)).collect(),
            anniversaries,
            employer,
            introduced_by,
            contacts: contacts
                .into_iter()
                .map(|(found, role)| ContactRow { row: row_of(found), role })
                .collect(),
            introduced,
            buying,
            created_at: full.created_at,
        })
    })
}

fn next_birthday(birthday: Birthday, wording: &Wording) -> Option<NextBirthday> {
    let next = birthday.next_on_or_after(wording.today)?;
    let in_days = i32::try_from(days_between(wording.today, next.day)).ok()?;
    Some(NextBirthday { birthday, day: next.day, in_days, age: birthday.age_at(next) })
}
