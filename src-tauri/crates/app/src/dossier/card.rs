//! Who stands at the counter, in three seconds.

use huike_domain::customers::Preference;
use huike_domain::ids::CustomerId;
use huike_domain::interactions::{Channel, InteractionKind};
use huike_domain::purchases::habits;
use huike_domain::time::Instant;
use huike_store::text::Text;
use huike_store::{Reader, customers as rows, interactions, purchases};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Favourite, NextBirthday, next_birthday};
use crate::App;
use crate::complaints::{ComplaintWarning, of_these};
use crate::customers::{CustomerRow, row_of};
use crate::error::AppError;
use crate::followups::{FollowUpView, Wording};
use crate::interactions::InteractionView;
use crate::purchases::PurchaseView;
use crate::tiers::{self, BenefitView, Tier};

/// Purchases that tell what somebody likes now: years of them for most, and one short read.
const RECENT: u32 = 100;

/// Contacts among which the last visit and the last words are looked for.
const LAST_CONTACTS: u32 = 30;

/// Purchases that the card shows.
const LATEST: usize = 10;

/// Days ahead for which a birthday is worth a word at the counter.
const BIRTHDAY_NEAR: i32 = 30;

/// What one needs to know of whoever stands there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CustomerCard {
    /// The line as lists show it.
    pub row: CustomerRow,
    /// What the shop knows of them at large.
    pub note: String,
    /// What they like, from the shop's library.
    pub preferences: Vec<Preference>,
    /// What they bought most often of late, at most five.
    pub favourites: Vec<Favourite>,
    /// What they are owed: open follow-ups, soonest first.
    pub follow_ups: Vec<FollowUpView>,
    /// What is to be kept in mind: pinned contacts and notes, newest first.
    pub pinned: Vec<InteractionView>,
    /// The last words that were noted, where these are not pinned.
    pub last_note: Option<InteractionView>,
    /// When they were last here or reached, and how.
    pub last_contact: Option<LastContact>,
    /// The latest purchases and refunds that stand, at most ten, newest first.
    pub purchases: Vec<PurchaseView>,
    /// On which level of membership they are.
    pub tier: Tier,
    /// Benefits that they may use today.
    pub benefits: Vec<BenefitView>,
    /// A complaint to apologise for.
    pub complaint: Option<ComplaintWarning>,
    /// Channels over which they do not want to be contacted.
    pub refused: Vec<Channel>,
    /// Their next birthday.
    pub birthday: Option<NextBirthday>,
    /// Whether it is within thirty days, and so worth a word.
    pub birthday_near: bool,
}

/// When somebody was last reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LastContact {
    /// When.
    pub at: Instant,
    /// How.
    pub kind: InteractionKind,
}

/// The counter card of a customer.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn card(app: &App, id: CustomerId) -> Result<CustomerCard, AppError> {
    let now = app.now();
    app.read(|reader| {
        let wording = Wording::load(reader, now)?;
        let full = rows::get(reader, id)?
            .ok_or_else(|| AppError::not_found("customer", &id.to_string()))?;
        let end = (Instant(i64::MAX), Uuid::max());
        let bought: Vec<_> = purchases::page(reader, id, &Text::default(), end, RECENT)?
            .into_iter()
            .filter(|found| !found.reversed() && found.purchase.reverses.is_none())
            .collect();
        let items = bought.iter().rev().filter(|found| found.purchase.amount_fen >= 0);
        let favourites = habits(items.map(|found| {
            let names = found.purchase.lines.iter().map(|(item, ..)| item.as_str()).collect();
            (wording.zone.day_of(found.purchase.at), names)
        }))
        .favourites
        .into_iter()
        .map(|(item, purchases)| Favourite { item, purchases })
        .collect();
        let all = InteractionKind::ALL;
        let contacts = interactions::page(reader, id, &all, &Text::default(), end, LAST_CONTACTS)?;
        let last_contact = contacts
            .iter()
            .find(|found| found.interaction.kind.is_contact())
            .map(|found| LastContact { at: found.interaction.at, kind: found.interaction.kind });
        let last_note = contacts
            .into_iter()
            .find(|found| !found.interaction.note.is_empty())
            .filter(|found| !found.pinned)
            .map(Into::into);
        let purchases: Vec<PurchaseView> =
            bought.into_iter().take(LATEST).map(Into::into).collect();
        let follow_ups = huike_store::followups::open_of(reader, id)?;
        let draft = &full.draft;
        let birthday = draft.birthday.and_then(|birthday| next_birthday(birthday, &wording));
        Ok(CustomerCard {
            note: draft.note.clone(),
            preferences: liked(reader, &draft.portrait.preferences)?,
            favourites,
            follow_ups: follow_ups.into_iter().map(|found| wording.view(found)).collect(),
            pinned: interactions::pinned(reader, id)?.into_iter().map(Into::into).collect(),
            last_note,
            last_contact,
            purchases,
            tier: tiers::tier_of(reader, id, now)?,
            benefits: tiers::usable(reader, id, wording.today)?,
            complaint: of_these(reader, &[id], now)?.pop(),
            refused: draft.portrait.consent.refused.clone(),
            birthday_near: birthday.as_ref().is_some_and(|next| next.in_days <= BIRTHDAY_NEAR),
            birthday,
            row: row_of(full.summary),
        })
    })
}

fn liked(
    reader: &Reader<'_>,
    ids: &[huike_domain::ids::PreferenceId],
) -> Result<Vec<Preference>, AppError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut known = rows::preferences(reader)?;
    known.retain(|preference| ids.contains(&preference.id));
    Ok(known)
}
