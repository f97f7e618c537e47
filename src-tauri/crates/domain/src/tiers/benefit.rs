//! What customers are offered, and when somebody is to have it.

use std::collections::HashSet;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::level::named;
use crate::customers::Birthday;
use crate::error::{FieldError, InvalidCode};
use crate::ids::{BenefitId, TierId};
use crate::purchases::MOST_FEN;
use crate::time::{add_days, days_between};

/// Something that customers are offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Benefit {
    /// Stays when the benefit gets another name.
    pub id: BenefitId,
    /// Up to 60 characters, another for each benefit.
    pub name: String,
    /// Who is to have it, and when.
    pub trigger: Trigger,
    /// How often it can be used, 1 to 1,000.
    pub uses: u16,
    /// How often it is issued.
    #[serde(default)]
    pub period: Period,
    /// How many days after the one of issuing it can be used, 0 to 3,660; none: as long as its
    /// period, and without one for ever.
    #[serde(default)]
    pub valid_days: Option<u16>,
    /// How many are issued in all, 1 to 1,000,000; none: as many as wanted.
    #[serde(default)]
    pub stock: Option<u32>,
    /// Issued by itself; otherwise a person does it when the customer asks.
    #[serde(default)]
    pub automatic: bool,
    /// Who may issue it by hand, as the shop calls them, up to 60 characters; empty: everybody.
    #[serde(default)]
    pub granted_by: String,
    /// What one use costs the shop, in fen.
    #[serde(default)]
    #[specta(type = specta_typescript::Number)]
    pub cost_fen: i64,
}

/// Who is to have a benefit, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Trigger {
    /// Everyone on one of these levels.
    Level {
        /// At least one.
        levels: Vec<TierId>,
    },
    /// Everyone whose purchases less refunds reached this sum, counted over all time.
    Spend {
        /// In fen, more than 0.
        #[specta(type = specta_typescript::Number)]
        fen: i64,
    },
    /// Everyone with as many purchases, counted over all time.
    Visits {
        /// 1 to 100,000.
        visits: u32,
    },
    /// Everyone who buys for the first time, on the day of it or within a week after.
    Welcome,
    /// From some days before a birthday to some days after it, each year; solar or lunar.
    Birthday {
        /// 0 to 60.
        before: u8,
        /// 0 to 60.
        after: u8,
        /// Only those on one of these levels; empty: everyone.
        #[serde(default)]
        levels: Vec<TierId>,
    },
    /// From some days before a festival to the day itself, each year.
    Festival {
        /// The day of the year; its year is not looked at.
        day: Birthday,
        /// 0 to 60.
        before: u8,
        /// Only those on one of these levels; empty: everyone who ever bought.
        #[serde(default)]
        levels: Vec<TierId>,
    },
}

/// How often a benefit is issued to the same customer. Those of birthdays and festivals come once
/// a celebration, whatever stands here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Period {
    /// Once and never again.
    #[default]
    Once,
    /// Each calendar month.
    Month,
    /// Each quarter of the calendar year.
    Quarter,
    /// Each calendar year.
    Year,
    /// Each time the level is entered.
    Stay,
}

/// What decides whether a customer is to have a benefit on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BenefitFacts {
    /// The level, and the day on which it was entered.
    pub level: Option<(TierId, NaiveDate)>,
    /// Purchases less refunds over all time, in fen.
    pub fen: i64,
    /// Purchases that stand.
    pub visits: u32,
    /// The day of the first of these.
    pub first_purchase: Option<NaiveDate>,
    /// The customer's birthday.
    pub birthday: Option<Birthday>,
}

/// What a customer is to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The same for as long as it is the same issue: nothing is issued twice under one.
    pub period: String,
    /// The last day on which it can be used; none: for ever.
    pub expires: Option<NaiveDate>,
}

/// How many days after a first purchase somebody is still welcomed: the program may have been off.
const WELCOME_DAYS: i64 = 7;

impl Benefit {
    /// What of this benefit a customer is to have on `today`; none where nothing.
    #[must_use]
    pub fn due(&self, facts: &BenefitFacts, today: NaiveDate) -> Option<Due> {
        let (period, end) = match &self.trigger {
            Trigger::Level { levels } => {
                let (level, since) = facts.level?;
                levels.contains(&level).then_some(())?;
                self.period.on(today, Some(since))
            }
            Trigger::Spend { fen } => {
                (facts.fen >= *fen).then_some(())?;
                self.period.on(today, None)
            }
            Trigger::Visits { visits } => {
                (facts.visits >= *visits).then_some(())?;
                self.period.on(today, None)
            }
            Trigger::Welcome => {
                let days = days_between(facts.first_purchase?, today);
                (0..=WELCOME_DAYS).contains(&days).then_some(())?;
                ("once".to_owned(), None)
            }
            Trigger::Birthday { levels, .. } => {
                facts.is_on(levels).then_some(())?;
                let (period, last) = self.celebration(facts.birthday?, today)?;
                (period, Some(last))
            }
            Trigger::Festival { day, before, levels } => {
                (facts.is_on(levels) && facts.visits > 0).then_some(())?;
                let next = Birthday { year: None, ..*day }.next_on_or_after(today)?;
                (days_between(today, next.day) <= i64::from(*before)).then_some(())?;
                (next.year.to_string(), Some(next.day))
            }
        };
        let expires = self.valid_days.map(|days| add_days(today, days.into())).or(end);
        Some(Due { period, expires })
    }

    /// Which celebration of a birthday it counts on `today`: the period, and its last day. None where
    /// the day is not near, or it counts no birthdays.
    #[must_use]
    pub fn celebration(&self, birthday: Birthday, today: NaiveDate) -> Option<(String, NaiveDate)> {
        let Trigger::Birthday { before, after, .. } = self.trigger else { return None };
        let near = birthday.next_on_or_after(add_days(today, -i64::from(after)))?;
        let is_near = days_between(today, near.day) <= i64::from(before);
        is_near.then(|| (near.year.to_string(), add_days(near.day, i64::from(after))))
    }

    /// Whether anybody may be due for it on `today` who did nothing, whose level is the same, and
    /// who was not due on `last`, an earlier day: a period has begun since.
    #[must_use]
    pub fn begins_between(&self, last: NaiveDate, today: NaiveDate) -> bool {
        match &self.trigger {
            Trigger::Welcome => false,
            Trigger::Birthday { .. } => last != today,
            Trigger::Festival { day, before, .. } => {
                let next = Birthday { year: None, ..*day }.next_on_or_after(today);
                next.is_some_and(|next| {
                    let first = add_days(next.day, -i64::from(*before));
                    last < first && first <= today
                })
            }
            _ => self.period.key(last) != self.period.key(today),
        }
    }

    pub(super) fn check(&mut self, field: &str, known: &HashSet<TierId>) -> Result<(), FieldError> {
        let wrong = |part: &str, code| Err(FieldError::new(&format!("{field}.{part}"), code));
        self.name = named(&format!("{field}.name"), &self.name, 60)?;
        self.granted_by = self.granted_by.trim().to_owned();
        if self.granted_by.chars().count() > 60 {
            return Err(FieldError::too_long(&format!("{field}.grantedBy"), 60));
        }
        if !(1..=1_000).contains(&self.uses) {
            return wrong("uses", InvalidCode::OutOfRange);
        }
        if self.valid_days.is_some_and(|days| days > 3_660) {
            return wrong("validDays", InvalidCode::OutOfRange);
        }
        if self.stock.is_some_and(|stock| !(1..=1_000_000).contains(&stock)) {
            return wrong("stock", InvalidCode::OutOfRange);
        }
        if !(0..=MOST_FEN).contains(&self.cost_fen) {
            return wrong("costFen", InvalidCode::OutOfRange);
        }
        let (levels, days): (&[TierId], _) = match &self.trigger {
            Trigger::Level { levels } if levels.is_empty() => {
                return wrong("trigger.levels", InvalidCode::Required);
            }
            Trigger::Level { levels } => (levels, 0),
            Trigger::Spend { fen } if !(1..=MOST_FEN).contains(fen) => {
                return wrong("trigger.fen", InvalidCode::OutOfRange);
            }
            Trigger::Visits { visits } if !(1..=100_000).contains(visits) => {
                return wrong("trigger.visits", InvalidCode::OutOfRange);
            }
            Trigger::Spend { .. } | Trigger::Visits { .. } | Trigger::Welcome => (&[], 0),
            Trigger::Birthday { before, after, levels } => (levels, *before.max(after)),
            Trigger::Festival { day, before, levels } => {
                if let Err(code) = day.check() {
                    return wrong("trigger.day", code);
                }
                (levels, *before)
            }
        };
        if levels.iter().any(|level| !known.contains(level)) {
            return wrong("trigger.levels", InvalidCode::Unknown);
        }
        if days > 60 {
            return wrong("trigger.before", InvalidCode::OutOfRange);
        }
        Ok(())
    }

    /// Whether it hangs on a level: a stay ends with one, and only with one.
    #[must_use]
    pub const fn is_of_level(&self) -> bool {
        matches!(self.trigger, Trigger::Level { .. })
    }
}

impl BenefitFacts {
    fn is_on(&self, levels: &[TierId]) -> bool {
        levels.is_empty() || self.level.is_some_and(|(level, _)| levels.contains(&level))
    }
}

impl Period {
    /// What the present period is called; none where that depends on the customer.
    #[must_use]
    pub fn key(self, today: NaiveDate) -> Option<String> {
        (self != Self::Stay).then(|| self.on(today, None).0)
    }

    /// What the present period is called, and its last day.
    fn on(self, today: NaiveDate, since: Option<NaiveDate>) -> (String, Option<NaiveDate>) {
        let (year, quarter) = (today.year(), today.month0() / 3);
        match self {
            Self::Once => ("once".to_owned(), None),
            Self::Month => (today.format("%Y-%m").to_string(), last_of(year, today.month())),
            Self::Quarter => (format!("{year}-Q{}", quarter + 1), last_of(year, quarter * 3 + 3)),
            Self::Year => (year.to_string(), last_of(year, 12)),
            // Without a level there is no stay that could end.
            Self::Stay => (since.map_or_else(|| "once".to_owned(), |day| day.to_string()), None),
        }
    }
}

/// The last day of a month.
fn last_of(year: i32, month: u32) -> Option<NaiveDate> {
    let (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    NaiveDate::from_ymd_opt(year, month, 1)?.pred_opt()
}
