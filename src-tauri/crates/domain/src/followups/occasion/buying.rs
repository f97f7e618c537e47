//! What somebody bought, and what they have not bought for long.

use chrono::NaiveDate;

use super::{Bought, Facts, Looking, Occasion};
use crate::followups::Reason;
use crate::segments::Stage;
use crate::time::{add_days, days_between};

pub(super) fn after_purchases(
    facts: &Facts,
    days: &[u16],
    item: &str,
    looking: &Looking<'_>,
) -> Vec<Occasion> {
    // Who has bought again is asked about that: the days count from the last purchase.
    let named = |bought: &Bought| bought.items.iter().find(|name| name.contains(item)).cloned();
    let wanted = |bought: &&Bought| item.is_empty() || named(bought).is_some();
    let Some(bought) = facts.purchases.iter().find(wanted) else { return Vec::new() };
    let steps = series(days, bought.day, looking);
    let occasion = |step: Step| Occasion {
        key: format!("bought:{}:{}", bought.id, step.days),
        day: step.day,
        early: 0,
        by: step.by,
        expires: step.expires,
        reason: Reason::AfterPurchase {
            days: step.days,
            bought: bought.day,
            item: named(bought).unwrap_or_default(),
        },
    };
    steps.map(occasion).collect()
}

/// One step of a series that counts from a day.
struct Step {
    days: u16,
    day: NaiveDate,
    by: NaiveDate,
    expires: Option<NaiveDate>,
}

/// The steps of a series that fall into the days of a look. Where one was missed, the next takes
/// its place.
fn series(days: &[u16], from: NaiveDate, looking: &Looking<'_>) -> impl Iterator<Item = Step> {
    let step = move |(at, after): (usize, &u16)| {
        let day = add_days(from, (*after).into());
        let next = days.get(at + 1).map(|next| i64::from(*next) - i64::from(*after));
        Step {
            days: *after,
            day,
            by: add_days(day, next.unwrap_or(7).min(7) - 1),
            expires: next.map(|next| add_days(day, next - 1)),
        }
    };
    days.iter().enumerate().map(step).filter(|step| looking.covers(step.day))
}

pub(super) fn onboarding(facts: &Facts, days: &[u16], looking: &Looking<'_>) -> Vec<Occasion> {
    let Some(first) = facts.first_purchase else { return Vec::new() };
    let occasion = |step: Step| Occasion {
        key: format!("welcome:{}", step.days),
        day: step.day,
        early: 0,
        by: step.by,
        expires: step.expires,
        reason: Reason::Onboarding { days: step.days, first },
    };
    series(days, first, looking).map(occasion).collect()
}

pub(super) fn stage_entered(
    facts: &Facts,
    stage: Stage,
    days_ahead: u8,
    looking: &Looking<'_>,
) -> Vec<Occasion> {
    let Some(last_purchase) = facts.last_purchase else { return Vec::new() };
    let limits = looking.stages.limits(facts.rhythm_days);
    let entered = add_days(last_purchase, limits.entered_after(stage));
    let day = add_days(entered, -i64::from(days_ahead));
    if !looking.covers(day) {
        return Vec::new();
    }
    vec![Occasion {
        key: format!("{}:{last_purchase}", stage.as_str()),
        day,
        early: 3,
        by: add_days(day, 7),
        expires: None,
        reason: Reason::StageEntered { stage, last_purchase, entered: Some(entered) },
    }]
}

/// Purchases of an item from which a rhythm of its own can be told.
const RHYTHM_FROM: usize = 3;

pub(super) fn used_up(
    facts: &Facts,
    item: &str,
    stated: Option<u16>,
    days_ahead: u8,
    looking: &Looking<'_>,
) -> Vec<Occasion> {
    let of_it = |bought: &Bought| {
        bought.items.iter().find(|name| name.contains(item)).map(|name| (bought.day, name.clone()))
    };
    let mut bought: Vec<(NaiveDate, String)> = facts.purchases.iter().filter_map(of_it).collect();
    let Some((last, name)) = bought.first().cloned() else { return Vec::new() };
    bought.dedup_by_key(|(day, _)| *day);
    let days: Vec<NaiveDate> = bought.into_iter().map(|(day, _)| day).collect();
    let own = stated.is_none();
    let Some(lasts) = stated.or_else(|| median_gap(&days)) else { return Vec::new() };
    let day = add_days(last, i64::from(lasts) - i64::from(days_ahead));
    if !looking.covers(day) {
        return Vec::new();
    }
    vec![Occasion {
        key: format!("used:{item}:{last}"),
        day,
        early: 3,
        by: add_days(last, i64::from(lasts) + 7),
        expires: None,
        reason: Reason::UsedUp { item: name, bought: last, lasts, own },
    }]
}

/// The median of the days between purchases on different days, newest first, of three or more; of
/// an even number of gaps the lower middle one, so that nobody is asked late.
#[must_use]
pub fn median_gap(days: &[NaiveDate]) -> Option<u16> {
    if days.len() < RHYTHM_FROM {
        return None;
    }
    let gap = |pair: &[NaiveDate]| days_between(pair[1], pair[0]);
    let mut gaps: Vec<i64> = days.windows(2).map(gap).collect();
    gaps.sort_unstable();
    u16::try_from(gaps[(gaps.len() - 1) / 2]).ok().filter(|gap| *gap > 0)
}
