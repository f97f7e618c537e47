//! What a rule says, as the shop set it.

use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

use super::RuleTrigger;
use crate::customers::filter::{Field, Filter, Test};
use crate::error::{FieldError, InvalidCode};
use crate::ids::{RuleId, ScriptId};
use crate::interactions::{Channel, InteractionKind};
use crate::segments::{Stage, ThreeClass};

/// One rule that proposes follow-ups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Rule {
    /// Which rule.
    pub id: RuleId,
    /// A rule that is off proposes nothing, and what it proposed goes.
    pub enabled: bool,
    /// When its follow-ups are due: minutes after midnight in the shop's zone, 0 to 1439.
    pub minute: u16,
    /// The rest of what it says.
    pub spec: RuleSpec,
}

/// For whom, when, by whom, how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RuleSpec {
    /// The shop's own name for it, up to 40 characters; empty: it is called by what it says.
    #[serde(default)]
    pub name: String,
    /// For whom.
    pub audience: Filter,
    /// What makes it propose somebody.
    pub trigger: RuleTrigger,
    /// The kind of contact that it asks for and that settles it.
    pub contact: InteractionKind,
    /// The channel; none: the customer's own, or what is usual for the contact.
    #[serde(default)]
    pub channel: Option<Channel>,
    /// Who makes the contact.
    #[serde(default)]
    pub by: Assignee,
    /// On which days.
    #[serde(default)]
    pub on: RuleDays,
    /// The words; none: those that fit best.
    #[serde(default)]
    pub script: Option<ScriptId>,
    /// Whether it is a named promotion, the only kind of rule that may reach the lost.
    #[serde(default)]
    pub promotion: bool,
}

/// Who makes a contact.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Assignee {
    /// Whoever looks after the customer.
    #[default]
    Owner,
    /// A member of staff by name.
    Named {
        /// 1 to 60 characters.
        name: String,
    },
}

/// On which days something may be due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum RuleDays {
    /// In opening hours only: what would fall into closed time is moved to the next open time, or
    /// before it where it would come too late.
    #[default]
    Open,
    /// On any day, at that very time.
    Any,
}

/// The longest name of a rule, in characters.
const NAME_CHARS: usize = 40;
/// The longest name of a member of staff, in characters.
const PERSON_CHARS: usize = 60;

impl Rule {
    /// Trims texts and holds every figure to its range.
    ///
    /// # Errors
    /// `minute` over 1439; a stage `lost` of a rule that is no promotion, since nothing else reaches
    /// the lost; `contact` a note, which reaches nobody; `name` or `by` too long; `name`
    /// missing of a promotion, and `by` of one, which only named staff may make; what the audience
    /// and the trigger say.
    pub fn checked(mut self) -> Result<Self, FieldError> {
        if self.minute > 1_439 {
            return Err(FieldError::new("minute", InvalidCode::OutOfRange));
        }
        let spec = &mut self.spec;
        if !spec.contact.is_contact() {
            return Err(FieldError::new("contact", InvalidCode::OutOfRange));
        }
        spec.name = named("name", &spec.name, NAME_CHARS)?;
        if spec.promotion && spec.name.is_empty() {
            return Err(FieldError::new("name", InvalidCode::Required));
        }
        match &mut spec.by {
            Assignee::Named { name } => {
                *name = named("by", name, PERSON_CHARS)?;
                if name.is_empty() {
                    return Err(FieldError::new("by", InvalidCode::Required));
                }
            }
            Assignee::Owner if spec.promotion => {
                return Err(FieldError::new("by", InvalidCode::Required));
            }
            Assignee::Owner => {}
        }
        let lost = matches!(spec.trigger, RuleTrigger::StageEntered { stage: Stage::Lost, .. });
        if lost && !spec.promotion {
            return Err(FieldError::new("promotion", InvalidCode::Required));
        }
        spec.audience.check()?;
        spec.trigger = spec.trigger.clone().checked()?;
        Ok(self)
    }

    /// The time of day at which its follow-ups are due.
    #[must_use]
    pub fn time(&self) -> NaiveTime {
        time_of(self.minute)
    }

    /// The rules a new shop starts with, all at 10:00 in opening hours: a deep talk with core
    /// customers every 90 days, birthdays a week ahead, a word to those who are about to forget the
    /// shop, a return visit a week after a purchase, and what runs out a fortnight ahead.
    #[must_use]
    pub fn defaults(mut new_id: impl FnMut() -> RuleId) -> Vec<Self> {
        use super::Holding;
        let core = Filter::Where {
            field: Field::Segment,
            test: Test::OneOf { values: vec![ThreeClass::Core.as_str().to_owned()] },
        };
        let everyone = || Filter::All { of: Vec::new() };
        [
            (core, RuleTrigger::Cadence { every_days: 90 }, InteractionKind::DeepTalk),
            (everyone(), RuleTrigger::Birthday { days_ahead: 7 }, InteractionKind::Message),
            (
                everyone(),
                RuleTrigger::StageEntered { stage: Stage::Forgetting, days_ahead: 0 },
                InteractionKind::Message,
            ),
            (
                everyone(),
                RuleTrigger::AfterPurchase { days: vec![7], item: String::new() },
                InteractionKind::Message,
            ),
            (
                everyone(),
                RuleTrigger::Expiring { what: Holding::Benefit, days_ahead: 14 },
                InteractionKind::Message,
            ),
        ]
        .map(|(audience, trigger, contact)| Self {
            id: new_id(),
            enabled: true,
            minute: 600,
            spec: RuleSpec {
                name: String::new(),
                audience,
                trigger,
                contact,
                channel: None,
                by: Assignee::Owner,
                on: RuleDays::Open,
                script: None,
                promotion: false,
            },
        })
        .into()
    }
}

/// A time of day from minutes after midnight.
pub(super) fn time_of(minute: u16) -> NaiveTime {
    NaiveTime::from_num_seconds_from_midnight_opt(u32::from(minute) * 60, 0)
        .unwrap_or(NaiveTime::MIN)
}

fn named(field: &str, text: &str, most: usize) -> Result<String, FieldError> {
    let text = text.trim();
    if text.chars().count() > most {
        return Err(FieldError::too_long(field, most));
    }
    Ok(text.to_owned())
}
