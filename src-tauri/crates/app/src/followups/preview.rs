//! What a rule would do, before it is saved: whom it would name next and when, and how many a week.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use huike_domain::customers::display_name;
use huike_domain::followups::{Held, Looking, Placed, Reason, Rule, RuleTrigger};
use huike_domain::ids::CustomerId;
use huike_domain::time::{Instant, add_days};
use huike_store::followups as rows;
use huike_store::lists::Lists;
use serde::{Deserialize, Serialize};

use super::find::{self, Bought};
use super::planner::Planner;
use crate::App;
use crate::error::AppError;

/// What a rule would do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RulePreview {
    /// How many customers the rule is for.
    pub audience: u32,
    /// The next people it would name, soonest first; at most twenty.
    pub next: Vec<Wanted>,
    /// How many a week it asks for on the average of the weeks looked at, in tenths.
    pub weekly_tenths: u32,
    /// How many in each of the weeks looked at, this one first; none where that cannot be told
    /// beforehand, since it depends on what will be done.
    pub weeks: Vec<u32>,
    /// How many of those named for the first of these weeks would be held back at present.
    pub held: u32,
}

/// Somebody whom a rule would name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Wanted {
    /// Who.
    pub customer: CustomerId,
    /// Their name as lists show it.
    pub customer_name: String,
    /// When it would be due.
    pub due: Instant,
    /// Why.
    pub reason: Reason,
    /// Whether it would join what is planned already.
    pub joins: bool,
    /// Why it would be held back; none where it would not.
    pub held: Option<Held>,
}

/// The weeks looked at.
const WEEKS: i64 = 8;

/// The most people that a preview names.
const MOST_NAMED: usize = 20;

/// Of a rule for everyone alike, as many are asked until so many are found: the best come first.
const MOST_ASKED: u32 = 2_000;

/// Whom a rule would name next as of `at`, whether it is saved or on, and how many a week. Nothing
/// changes.
///
/// # Errors
/// [`AppError::Invalid`] names the figure to mend.
pub fn preview_rule(app: &App, rule: Rule, at: Option<Instant>) -> Result<RulePreview, AppError> {
    let rule = rule.checked()?;
    let at = at.unwrap_or_else(|| app.now());
    let planner = app.read(|reader| Planner::load(reader, at))?;
    app.store().lists(planner.filter_calendar(), |lists| preview(lists, &planner, &rule))
}

fn preview(lists: &Lists<'_>, planner: &Planner, rule: &Rule) -> Result<RulePreview, AppError> {
    let reader = lists.reader();
    let window = planner.window(rule);
    let looking = Looking { to: add_days(planner.today, WEEKS * 7 - 1), ..window };
    let bought = Bought::find(reader, planner, &[(rule, looking)])?;
    let found = find::candidates(reader, planner, rule, &looking, &bought)?;
    let (best, audience) = find::everyone(lists, rule, MOST_ASKED)?;
    let for_all = found.is_none();
    let customers = match found {
        Some(found) => {
            let found: Vec<_> = found.into_iter().collect();
            planner.audience(reader, rule, &found)?
        }
        None => best,
    };
    let mut weeks = vec![0_u32; usize::try_from(WEEKS).unwrap_or(0)];
    let mut soonest: BTreeSet<(NaiveDate, usize, usize)> = BTreeSet::new();
    let mut occasions = Vec::new();
    for (place, customer) in customers.iter().enumerate() {
        let Some(subject) = rows::subject(reader, *customer)? else { continue };
        for occasion in planner.asks(reader, rule, &subject, &looking)? {
            if rows::is_known(reader, rule.id, *customer, &occasion.key)? {
                continue;
            }
            let day = occasion.day.max(planner.today);
            let week = usize::try_from((day - planner.today).num_days() / 7).unwrap_or(0);
            if let Some(count) = weeks.get_mut(week) {
                *count += 1;
            }
            soonest.insert((day, place, occasions.len()));
            occasions.push(occasion);
            if soonest.len() > MOST_NAMED {
                soonest.pop_last();
            }
        }
    }
    let mut next = Vec::new();
    let mut held = 0;
    for (_, place, at) in soonest {
        let Some(subject) = rows::subject(reader, customers[place])? else { continue };
        let planned = rows::planned_with(reader, subject.customer)?;
        let placed = planner.placed(reader, rule, &subject, &occasions[at], &planned)?;
        let asked = occasions[at].day.max(planner.today);
        let (day, joins, why) = match placed {
            Placed::New { day } => (day, false, None),
            Placed::Joins { day, .. } => (day.max(planner.today), true, None),
            Placed::Held(why) => (asked, false, Some(why)),
        };
        held += u32::from(why.is_some() && (asked - planner.today).num_days() < 7);
        let name = huike_store::customers::summary_of(reader, subject.customer)?;
        let name = name.map(|found| display_name(&found.name, found.phone.as_deref()).into_owned());
        next.push(Wanted {
            customer: subject.customer,
            customer_name: name.unwrap_or_default(),
            due: planner.due(rule, &subject, day),
            reason: occasions[at].reason.clone(),
            joins,
            held: why,
        });
    }
    let weekly_tenths = match &rule.spec.trigger {
        // Once everyone had theirs, as many come each week as the cadence lets.
        RuleTrigger::Cadence { every_days } => {
            let tenths = u64::from(audience) * 70 / u64::from((*every_days).max(1));
            u32::try_from(tenths).unwrap_or(u32::MAX)
        }
        _ if for_all => {
            let days = weeks.iter().filter(|count| **count > 0).count();
            u32::try_from(u64::from(audience) * 10 * days as u64 / WEEKS.unsigned_abs())
                .unwrap_or(u32::MAX)
        }
        _ => weeks.iter().sum::<u32>().saturating_mul(10) / u32::try_from(WEEKS).unwrap_or(1),
    };
    let told = !matches!(rule.spec.trigger, RuleTrigger::Cadence { .. });
    Ok(RulePreview {
        audience,
        next,
        weekly_tenths,
        weeks: if told && !for_all { weeks } else { Vec::new() },
        held,
    })
}
