//! From what is known of a customer to the occasions on which a rule would contact them.

mod buying;
mod days;
mod holding;

pub use buying::median_gap;

use chrono::NaiveDate;

use super::{Holding, Reason, Rule, RuleTrigger};
use crate::customers::{Anniversary, Birthday};
use crate::ids::{BenefitId, EntitlementId, PurchaseId, TierId};
use crate::interactions::InteractionKind;
use crate::segments::StageRule;
use crate::time::add_days;

/// How far ahead of its day a follow-up is written down, in days: a week can be looked over.
pub const HORIZON_DAYS: i64 = 7;

/// How long a missed birthday may still be greeted, in days.
pub const BELATED_DAYS: i64 = 7;

/// How an occasion begins that stands for a contact still owed after one of another kind.
pub const OWED_AGAIN: &str = "again:";

/// What a rule needs to know of a customer; what its trigger does not ask for may be left empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Their birthday, where known.
    pub birthday: Option<Birthday>,
    /// Other days they celebrate.
    pub anniversaries: Vec<Anniversary>,
    /// The day of their last purchase.
    pub last_purchase: Option<NaiveDate>,
    /// The day of their first purchase.
    pub first_purchase: Option<NaiveDate>,
    /// Their own rhythm, where they have one.
    pub rhythm_days: Option<u32>,
    /// The day of the last contact of the kind that the rule counts.
    pub last_contact: Option<NaiveDate>,
    /// Purchases that stand, the newest first, as far back as the trigger looks.
    pub purchases: Vec<Bought>,
    /// Their level of membership.
    pub level: LevelFacts,
    /// What they hold that runs out.
    pub expiries: Vec<Expiry>,
    /// Cards with uses left.
    pub sessions: Vec<Sessions>,
    /// The date of the shop's own that the trigger names, with the field's name.
    pub renewal: Option<(String, NaiveDate)>,
}

/// A purchase that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bought {
    /// Which.
    pub id: PurchaseId,
    /// Its day.
    pub day: NaiveDate,
    /// What was bought.
    pub items: Vec<String>,
}

/// Where a customer stands among the levels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LevelFacts {
    /// The level: its id, its name, the day it was reached.
    pub level: Option<(TierId, String, NaiveDate)>,
    /// The next level, and what is missing to it where money alone is, in fen.
    pub next: Option<(TierId, String, i64)>,
    /// The first day without the level, where it is about to be lost.
    pub falls_on: Option<NaiveDate>,
}

/// Something that runs out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expiry {
    /// What it is.
    pub what: Holding,
    /// The same for as long as it is the same thing.
    pub key: String,
    /// Its name; empty of points.
    pub name: String,
    /// Uses or points.
    pub count: u32,
    /// Its last day.
    pub day: NaiveDate,
}

/// A card with uses left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sessions {
    /// Which.
    pub entitlement: EntitlementId,
    /// Of which benefit.
    pub benefit: BenefitId,
    /// Its name.
    pub name: String,
    /// How many uses it had.
    pub uses: u32,
    /// How many are left, at least one.
    pub left: u32,
}

/// Something that a rule would contact a customer for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// Unique for the rule and the customer: the same occasion is proposed once, for ever.
    pub key: String,
    /// The day the rule asks for.
    pub day: NaiveDate,
    /// How many days earlier the contact would do as well.
    pub early: u16,
    /// The last day on which the contact still does what it is for.
    pub by: NaiveDate,
    /// The last day on which it makes sense at all; it goes by itself after it.
    pub expires: Option<NaiveDate>,
    /// Why.
    pub reason: Reason,
}

/// The days a look is about, and what it needs to know of the shop.
#[derive(Clone, Copy, Debug)]
pub struct Looking<'a> {
    /// The day of the look.
    pub today: NaiveDate,
    /// The first day of which occasions are wanted.
    pub from: NaiveDate,
    /// The last.
    pub to: NaiveDate,
    /// How stages are told.
    pub stages: &'a StageRule,
}

impl Looking<'_> {
    fn covers(&self, day: NaiveDate) -> bool {
        (self.from..=self.to).contains(&day)
    }
}

impl RuleTrigger {
    /// How long after the day it asks for an occasion is still proposed, 0 to 14 days. Of one who
    /// drifted away long before the rule came, or bought long ago, Today says nothing: they are
    /// found in the customer list.
    #[must_use]
    pub const fn grace_days(&self) -> i64 {
        match self {
            Self::StageEntered { .. } | Self::UsedUp { .. } | Self::ChildAge { .. } => 14,
            Self::LevelReached { .. } | Self::Renewal { .. } => 7,
            Self::AfterPurchase { .. } | Self::Onboarding { .. } => 3,
            _ => 0,
        }
    }
}

/// What `rule` would contact a customer for on the days that `looking` is about, earliest first.
/// What holds as long as a state does (a cadence, a level that is near, few uses left) is answered
/// whatever the first day.
#[must_use]
pub fn occasions(rule: &Rule, facts: &Facts, looking: &Looking<'_>) -> Vec<Occasion> {
    let mut found = match &rule.spec.trigger {
        RuleTrigger::Birthday { days_ahead } => days::birthdays(facts, *days_ahead, looking),
        RuleTrigger::Anniversary { label, days_ahead } => {
            days::anniversaries(facts, label, *days_ahead, looking)
        }
        RuleTrigger::Festival { day, days_ahead } => days::festivals(day, *days_ahead, looking),
        RuleTrigger::Cadence { every_days } => {
            cadence(*every_days, rule.spec.contact, facts.last_contact, looking)
        }
        RuleTrigger::AfterPurchase { days, item } => {
            buying::after_purchases(facts, days, item, looking)
        }
        RuleTrigger::Onboarding { days } => buying::onboarding(facts, days, looking),
        RuleTrigger::StageEntered { stage, days_ahead } => {
            buying::stage_entered(facts, *stage, *days_ahead, looking)
        }
        RuleTrigger::LevelReached { level } => {
            holding::level_reached(&facts.level, *level, looking)
        }
        RuleTrigger::LevelNear { within_fen } => {
            holding::level_near(&facts.level, *within_fen, looking)
        }
        RuleTrigger::LevelFalling { days_ahead } => {
            holding::level_falling(&facts.level, *days_ahead, looking)
        }
        RuleTrigger::Expiring { what, days_ahead } => {
            holding::expiring(facts, *what, *days_ahead, looking)
        }
        RuleTrigger::UsedUp { item, days, days_ahead } => {
            buying::used_up(facts, item, *days, *days_ahead, looking)
        }
        RuleTrigger::Renewal { days_ahead, .. } => holding::renewal(facts, *days_ahead, looking),
        RuleTrigger::SessionsLeft { benefit, left } => {
            holding::sessions_left(facts, *benefit, *left, looking)
        }
        RuleTrigger::ChildAge { months, label, days_ahead } => {
            days::child_ages(facts, months, label, *days_ahead, looking)
        }
        RuleTrigger::Recurring { rule: recurrence, from } => {
            let days = recurrence.between(*from, looking.from, looking.to, MOST_OF_ONE);
            days.into_iter().map(|day| recurring(&rule.spec.name, day)).collect()
        }
    };
    found.sort_by_key(|occasion| occasion.day);
    found
}

/// The most occasions of a recurrence that one look answers.
const MOST_OF_ONE: usize = 400;

/// The occasion that stands for a contact still owed, after one of another kind on `day`: an
/// ordinary call is no deep talk, which is asked for again a week later.
#[must_use]
pub fn owed_again(
    every_days: u16,
    contact: InteractionKind,
    last: Option<NaiveDate>,
    day: NaiveDate,
) -> Occasion {
    let due = add_days(day, 7);
    Occasion {
        key: format!("{OWED_AGAIN}{day}"),
        day: due,
        early: 0,
        by: add_days(due, 14),
        expires: None,
        reason: Reason::Cadence { every_days, contact, last },
    }
}

fn cadence(
    every_days: u16,
    contact: InteractionKind,
    last: Option<NaiveDate>,
    looking: &Looking<'_>,
) -> Vec<Occasion> {
    let day = last.map_or(looking.today, |last| add_days(last, every_days.into()));
    if day > looking.to {
        return Vec::new();
    }
    let key = last.map_or_else(|| "since:never".to_owned(), |last| format!("since:{last}"));
    // Contacts of a cadence may come a little early or late; of a short one less so.
    let slack = (every_days / 6).min(14);
    vec![Occasion {
        key,
        day,
        early: slack,
        by: add_days(day.max(looking.today), i64::from(slack).max(3)),
        expires: None,
        reason: Reason::Cadence { every_days, contact, last },
    }]
}

fn recurring(name: &str, day: NaiveDate) -> Occasion {
    Occasion {
        key: format!("on:{day}"),
        day,
        early: 0,
        by: add_days(day, 3),
        expires: None,
        reason: Reason::Recurring { name: name.to_owned(), day },
    }
}

#[cfg(test)]
mod tests;
