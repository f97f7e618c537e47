//! A follow-up as a person reads it: the channel, the kind of contact and what words are about.

use chrono::NaiveDate;
use huike_domain::customers::{Consent, display_name};
use huike_domain::followups::{RankParts, Reason};
use huike_domain::interactions::{Channel, InteractionKind};
use huike_domain::scripts::Occasion;
use huike_domain::segments::Stage;
use huike_domain::time::{Instant, Zone};
use huike_store::followups::FollowUp;
use huike_store::{Read, settings};

use super::FollowUpView;
use crate::customers::{phone_for_others, phone_for_people};
use crate::error::AppError;
use crate::words::Words;

/// What wording a follow-up needs to know of the shop.
pub(crate) struct Wording {
    pub(crate) zone: Zone,
    pub(crate) today: NaiveDate,
    words: &'static Words,
    shop: String,
}

/// The part of a text's key that names the reason.
pub(crate) const fn key_of(reason: &Reason) -> &'static str {
    match reason {
        Reason::Cadence { .. } => "cadence",
        Reason::Birthday { .. } => "birthday",
        Reason::StageEntered { .. } => "stageEntered",
        Reason::ByHand => "byHand",
    }
}

/// What words for a follow-up are about.
pub(crate) const fn occasion_of(reason: &Reason) -> Occasion {
    match reason {
        Reason::Cadence { contact: InteractionKind::DeepTalk, .. } => Occasion::DeepTalk,
        Reason::Cadence { .. } => Occasion::Care,
        Reason::Birthday { .. } => Occasion::Birthday,
        Reason::StageEntered { stage: Stage::Forgetting, .. } => Occasion::StageForgetting,
        Reason::StageEntered { stage: Stage::Lost, .. } => Occasion::StageLost,
        Reason::StageEntered { .. } => Occasion::StageSilent,
        Reason::ByHand => Occasion::Agreed,
    }
}

impl Wording {
    pub(crate) fn load(read: &impl Read, now: Instant) -> Result<Self, AppError> {
        let zone = crate::app::zone(read)?;
        let shop = settings::shop(read)?.map(|shop| shop.name).unwrap_or_default();
        let words = Words::of(settings::preferences(read)?.language);
        Ok(Self { zone, today: zone.day_of(now), words, shop })
    }

    pub(crate) fn view(&self, found: FollowUp) -> FollowUpView {
        let name = display_name(&found.name, found.phone.as_deref()).into_owned();
        let preferred = found.channel.as_deref().and_then(Channel::parse);
        let (channel, contact) = usual(&found.reason);
        let consent = Consent { refused: found.refused, ..Consent::default() };
        FollowUpView {
            id: found.id,
            customer: found.customer,
            occasion: occasion_of(&found.reason),
            customer_name: name,
            phone: phone_for_people(found.phone.as_deref()),
            masked_phone: phone_for_others(found.phone.as_deref()),
            segment: found.segment,
            stage: found.stage,
            last_purchase: found.last_purchase,
            rule: found.rule,
            rank: RankParts::weigh(
                &found.reason,
                found.segment,
                found.monetary_fen,
                self.zone.day_of(found.due),
                self.today,
            ),
            reason: found.reason,
            note: found.note,
            due: found.due,
            state: found.state,
            // Where every channel is refused, the shop meets them in person or not at all.
            channel: consent
                .first_allowed(preferred.into_iter().chain([channel]))
                .unwrap_or(Channel::InPerson),
            contact,
        }
    }

    /// The text of `group` for a reason, with the customer's and the shop's names.
    pub(crate) fn say(&self, group: &str, reason: &Reason, name: &str) -> String {
        let key = format!("{group}.{}", key_of(reason));
        self.words.say(&key, &[("name", name), ("shop", &self.shop)])
    }
}

/// The channel and the contact that fit a reason where the customer has no preference.
const fn usual(reason: &Reason) -> (Channel, InteractionKind) {
    match reason {
        Reason::Cadence { contact, .. } => (Channel::Phone, *contact),
        Reason::Birthday { .. } | Reason::StageEntered { .. } => {
            (Channel::Wechat, InteractionKind::Message)
        }
        Reason::ByHand => (Channel::Phone, InteractionKind::Call),
    }
}
