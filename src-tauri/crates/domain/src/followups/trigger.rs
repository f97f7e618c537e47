//! What makes a rule propose somebody.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::customers::Birthday;
use crate::error::{FieldError, InvalidCode};
use crate::festivals::Festival;
use crate::ids::{BenefitId, FieldId, TierId};
use crate::purchases::MOST_FEN;
use crate::recurrence::Recurrence;
use crate::segments::Stage;

/// What makes a rule propose somebody, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum RuleTrigger {
    /// A birthday comes, solar or lunar.
    Birthday {
        /// Days before the day itself, 0 to 60.
        days_ahead: u8,
    },
    /// Another day that a customer celebrates each year, such as a company's founding.
    Anniversary {
        /// Only those with this word in their name; empty: all of them.
        #[serde(default)]
        label: String,
        /// Days before the day itself, 0 to 60.
        days_ahead: u8,
    },
    /// A festival comes.
    Festival {
        /// Which.
        day: FestivalDay,
        /// Days before the day itself, 0 to 60.
        days_ahead: u8,
    },
    /// A contact of the rule's kind every so often, counted from the last one of that kind.
    Cadence {
        /// 1 to 730 days.
        every_days: u16,
    },
    /// So many days after each purchase.
    AfterPurchase {
        /// One to six figures of 1 to 730, rising.
        days: Vec<u16>,
        /// Only purchases with this word in an item; empty: all of them.
        #[serde(default)]
        item: String,
    },
    /// So many days after somebody's first purchase.
    Onboarding {
        /// One to six figures of 0 to 365, rising.
        days: Vec<u16>,
    },
    /// A customer drifts into a stage.
    StageEntered {
        /// Silent, forgetting or lost.
        stage: Stage,
        /// Days before it is entered, 0 to 60.
        #[serde(default)]
        days_ahead: u8,
    },
    /// A level of membership is reached.
    LevelReached {
        /// Which; none: any.
        #[serde(default)]
        level: Option<TierId>,
    },
    /// The next level is near.
    LevelNear {
        /// What may be missing at most, in fen; more than 0.
        #[specta(type = specta_typescript::Number)]
        within_fen: i64,
    },
    /// A level is about to be lost.
    LevelFalling {
        /// Days before, 1 to 90.
        days_ahead: u8,
    },
    /// Something that a customer holds is about to run out.
    Expiring {
        /// What.
        what: Holding,
        /// Days before its last day, 0 to 90.
        days_ahead: u8,
    },
    /// An item is used up.
    UsedUp {
        /// Part of the item's name, at least one character.
        item: String,
        /// How long it lasts, 1 to 1,095 days; none: the customer's own rhythm, which is the median
        /// of the days between purchases of it, of three or more.
        #[serde(default)]
        days: Option<u16>,
        /// Days before, 0 to 60.
        #[serde(default)]
        days_ahead: u8,
    },
    /// A contract, a service or whatever a date of the shop's own says comes to its end.
    Renewal {
        /// The shop's own field, one of dates.
        field: FieldId,
        /// Days before, 0 to 90.
        days_ahead: u8,
    },
    /// Few uses of a card are left.
    SessionsLeft {
        /// Which benefit; none: any that can be used more than once.
        #[serde(default)]
        benefit: Option<BenefitId>,
        /// So many or fewer, 0 to 1,000.
        left: u16,
    },
    /// A child reaches an age.
    ChildAge {
        /// One to twelve ages in months, 0 to 240, rising.
        months: Vec<u16>,
        /// The word that tells a child's day among a customer's anniversaries, such as `宝宝`.
        label: String,
        /// Days before, 0 to 60.
        #[serde(default)]
        days_ahead: u8,
    },
    /// By a recurrence of the shop's own, for everyone whom the rule is for.
    Recurring {
        /// When it comes again.
        rule: Recurrence,
        /// The day from which it counts.
        from: NaiveDate,
    },
}

/// A festival of the built-in list, or a day of the shop's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum FestivalDay {
    /// One of the list.
    Known {
        /// Which.
        festival: Festival,
    },
    /// The shop's own.
    Own {
        /// 1 to 30 characters.
        name: String,
        /// The day of the year; its year is not looked at.
        day: Birthday,
    },
}

impl FestivalDay {
    /// The next one on or after `day`.
    #[must_use]
    pub fn next_on_or_after(&self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Known { festival } => festival.next_on_or_after(day),
            Self::Own { day: own, .. } => own.next_on_or_after(day).map(|found| found.day),
        }
    }
}

/// What a customer may hold that runs out.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "camelCase")]
pub enum Holding {
    /// A benefit that was issued.
    Benefit,
    /// Points.
    Points,
    /// A voucher.
    Voucher,
}

/// The longest word that a trigger looks for, in characters.
const WORD_CHARS: usize = 30;

impl RuleTrigger {
    /// Trims texts and holds every figure to its range.
    ///
    /// # Errors
    /// Names the field to mend.
    pub fn checked(mut self) -> Result<Self, FieldError> {
        let out_of_range = |field| Err(FieldError::new(field, InvalidCode::OutOfRange));
        let (most_ahead, least_ahead) = match self {
            Self::Expiring { .. } | Self::Renewal { .. } => (90, 0),
            Self::LevelFalling { .. } => (90, 1),
            _ => (60, 0),
        };
        if self.days_ahead().is_some_and(|ahead| !(least_ahead..=most_ahead).contains(&ahead)) {
            return out_of_range("daysAhead");
        }
        match &mut self {
            Self::Cadence { every_days } if !(1..=730).contains(every_days) => {
                return out_of_range("everyDays");
            }
            Self::AfterPurchase { days, item } => {
                steps("days", days, 1..=730, 6)?;
                word("item", item)?;
            }
            Self::Onboarding { days } => steps("days", days, 0..=365, 6)?,
            // Nobody is to be won back on the day they buy.
            Self::StageEntered { stage: Stage::Active, .. } => return out_of_range("stage"),
            Self::LevelNear { within_fen } if !(1..=MOST_FEN).contains(within_fen) => {
                return out_of_range("withinFen");
            }
            Self::UsedUp { item, days, .. } => {
                needed("item", item)?;
                if days.is_some_and(|days| !(1..=1_095).contains(&days)) {
                    return out_of_range("days");
                }
            }
            Self::SessionsLeft { left, .. } if *left > 1_000 => return out_of_range("left"),
            Self::ChildAge { months, label, .. } => {
                steps("months", months, 0..=240, 12)?;
                needed("label", label)?;
            }
            Self::Anniversary { label, .. } => word("label", label)?,
            Self::Festival { day: FestivalDay::Own { name, day }, .. } => {
                needed("name", name)?;
                day.year = None;
                day.check().map_err(|code| FieldError::new("day", code))?;
            }
            _ => {}
        }
        Ok(self)
    }

    /// How many days before something it proposes; none where it looks at nothing ahead.
    #[must_use]
    pub const fn days_ahead(&self) -> Option<u8> {
        match self {
            Self::Birthday { days_ahead }
            | Self::Anniversary { days_ahead, .. }
            | Self::Festival { days_ahead, .. }
            | Self::StageEntered { days_ahead, .. }
            | Self::LevelFalling { days_ahead }
            | Self::Expiring { days_ahead, .. }
            | Self::UsedUp { days_ahead, .. }
            | Self::Renewal { days_ahead, .. }
            | Self::ChildAge { days_ahead, .. } => Some(*days_ahead),
            _ => None,
        }
    }

    /// Whether it follows what a customer does some days later: of the weeks to come, only the
    /// first can be told.
    #[must_use]
    pub const fn follows_customers(&self) -> bool {
        matches!(
            self,
            Self::AfterPurchase { .. } | Self::Onboarding { .. } | Self::LevelReached { .. }
        )
    }

    /// Whether it concerns everyone whom the rule is for, whatever is known of each.
    #[must_use]
    pub const fn is_for_all(&self) -> bool {
        matches!(self, Self::Cadence { .. } | Self::Festival { .. } | Self::Recurring { .. })
    }
}

fn word(field: &str, text: &mut String) -> Result<(), FieldError> {
    *text = text.trim().to_owned();
    if text.chars().count() > WORD_CHARS {
        return Err(FieldError::too_long(field, WORD_CHARS));
    }
    Ok(())
}

fn needed(field: &str, text: &mut String) -> Result<(), FieldError> {
    word(field, text)?;
    if text.is_empty() {
        return Err(FieldError::new(field, InvalidCode::Required));
    }
    Ok(())
}

/// Figures in their order, each once.
fn steps(
    field: &str,
    figures: &mut Vec<u16>,
    range: std::ops::RangeInclusive<u16>,
    most: usize,
) -> Result<(), FieldError> {
    figures.sort_unstable();
    figures.dedup();
    if figures.is_empty() {
        return Err(FieldError::new(field, InvalidCode::Required));
    }
    if figures.len() > most {
        return Err(FieldError::too_many(field, most));
    }
    if figures.iter().any(|figure| !range.contains(figure)) {
        return Err(FieldError::new(field, InvalidCode::OutOfRange));
    }
    Ok(())
}
