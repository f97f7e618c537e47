//! A follow-up as a person reads it: the channel, the kind of contact and what words are about.

use chrono::NaiveDate;
use huike_domain::customers::display_name;
use huike_domain::followups::{Holding, RankParts, Reason, Timing, Weights};
use huike_domain::interactions::{Channel, InteractionKind};
use huike_domain::scripts::Occasion;
use huike_domain::segments::Stage;
use huike_domain::tiers::TierLevel;
use huike_domain::time::{Instant, Zone};
use huike_store::followups::FollowUp;
use huike_store::{Read, settings};

use super::FollowUpView;
use super::planner::allowed;
use crate::customers::{phone_for_others, phone_for_people};
use crate::error::AppError;

/// What wording a follow-up needs to know of the shop.
pub(crate) struct Wording {
    pub(crate) zone: Zone,
    pub(crate) today: NaiveDate,
    weights: Weights,
    levels: Vec<TierLevel>,
}

/// The part of a text's key that names the reason.
pub(crate) const fn key_of(reason: &Reason) -> &'static str {
    match reason {
        Reason::Cadence { .. } => "cadence",
        Reason::Birthday { .. } => "birthday",
        Reason::Anniversary { .. } => "anniversary",
        Reason::Festival { .. } => "festival",
        Reason::AfterPurchase { .. } => "afterPurchase",
        Reason::Onboarding { .. } => "onboarding",
        Reason::StageEntered { .. } => "stageEntered",
        Reason::LevelReached { .. } => "levelReached",
        Reason::LevelNear { .. } => "levelNear",
        Reason::LevelFalling { .. } => "levelFalling",
        Reason::Expiring { .. } => "expiring",
        Reason::UsedUp { .. } => "usedUp",
        Reason::Renewal { .. } => "renewal",
        Reason::SessionsLeft { .. } => "sessionsLeft",
        Reason::ChildAge { .. } => "childAge",
        Reason::Recurring { .. } => "recurring",
        Reason::Complaint { .. } => "complaint",
        Reason::ByHand => "byHand",
    }
}

/// What words for a follow-up are about.
pub(crate) const fn occasion_of(reason: &Reason) -> Occasion {
    match reason {
        Reason::Cadence { contact: InteractionKind::DeepTalk, .. } => Occasion::DeepTalk,
        Reason::Cadence { .. } | Reason::Recurring { .. } => Occasion::Care,
        Reason::Birthday { .. } => Occasion::Birthday,
        Reason::Anniversary { .. } => Occasion::Anniversary,
        Reason::Festival { .. } => Occasion::Festival,
        Reason::AfterPurchase { .. } => Occasion::ReturnVisit,
        Reason::Onboarding { .. } => Occasion::Welcome,
        Reason::StageEntered { stage: Stage::Forgetting, .. } => Occasion::StageForgetting,
        Reason::StageEntered { stage: Stage::Lost, .. } => Occasion::StageLost,
        Reason::StageEntered { .. } => Occasion::StageSilent,
        Reason::LevelReached { .. } => Occasion::LevelUp,
        Reason::LevelNear { .. } => Occasion::LevelNear,
        Reason::LevelFalling { .. } => Occasion::LevelFalling,
        Reason::Expiring {
            what: Holding::Benefit | Holding::Points | Holding::Voucher, ..
        } => Occasion::Expiring,
        Reason::UsedUp { .. } => Occasion::UsedUp,
        Reason::Renewal { .. } => Occasion::Renewal,
        Reason::SessionsLeft { .. } => Occasion::SessionsLeft,
        Reason::ChildAge { .. } => Occasion::ChildAge,
        Reason::Complaint { .. } => Occasion::ComplaintFollowUp,
        Reason::ByHand => Occasion::Agreed,
    }
}

impl Wording {
    pub(crate) fn load(read: &impl Read, now: Instant) -> Result<Self, AppError> {
        let zone = crate::app::zone(read)?;
        let levels = settings::tiers(read)?.map(|program| program.levels).unwrap_or_default();
        Ok(Self { zone, today: zone.day_of(now), weights: settings::weights(read)?, levels })
    }

    pub(crate) fn view(&self, found: FollowUp) -> FollowUpView {
        let name = display_name(&found.name, found.phone.as_deref()).into_owned();
        let preferred = found.channel.as_deref().and_then(Channel::parse);
        let main = found.reasons.first().unwrap_or(&Reason::ByHand);
        let contact = found.how.contact.unwrap_or(usual(main));
        let fitting = |channel: &Channel| contact.goes_over(*channel);
        let wanted = preferred.into_iter().chain([contact.usual_channel()]).chain(Channel::ALL);
        // What a rule says holds, whatever it is.
        let wanted = found.how.channel.into_iter().chain(wanted.filter(fitting));
        let timing = Timing { due: self.zone.day_of(found.due), by: found.by };
        let level = found.standing.level.and_then(|place| self.levels.get(usize::from(place)));
        let rank = RankParts::weigh(&found.reasons, &found.standing, timing, self.today);
        FollowUpView {
            id: found.id,
            customer: found.customer,
            occasion: occasion_of(main),
            customer_name: name,
            phone: phone_for_people(found.phone.as_deref()),
            masked_phone: phone_for_others(found.phone.as_deref()),
            segment: found.standing.segment,
            stage: found.standing.stage,
            level: level.map(crate::tiers::name_of),
            last_purchase: found.last_purchase,
            rule: found.rule,
            points: rank.total(&self.weights),
            rank,
            note: found.note,
            due: found.due,
            by: found.by,
            state: found.state,
            assignee: if found.how.assignee.is_empty() { found.owner } else { found.how.assignee },
            tries: found.tries,
            outcome: found.outcome,
            settled: found.settled,
            script: found.how.script,
            repeats: found.repeats,
            // Where every channel is refused, the shop meets them in person or not at all.
            channel: allowed(found.refused, wanted).unwrap_or(Channel::InPerson),
            contact,
            reasons: found.reasons,
        }
    }
}

/// The contact that fits a reason where its rule does not say.
const fn usual(reason: &Reason) -> InteractionKind {
    match reason {
        Reason::Cadence { contact, .. } => *contact,
        Reason::ByHand | Reason::Complaint { .. } => InteractionKind::Call,
        _ => InteractionKind::Message,
    }
}
