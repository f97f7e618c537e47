//! Proof of care: how many were due, done in time, late, skipped, by person and by rule, and what
//! came of it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use huike_domain::error::InvalidCode;
use huike_domain::followups::{ContactOutcome, State};
use huike_domain::ids::RuleId;
use huike_domain::scripts::LOOKED_AHEAD_MS;
use huike_domain::time::{Instant, add_days, next_day};
use huike_store::Read;
use huike_store::followups::{self as rows, Counted};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::error::AppError;

/// What became of follow-ups.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Care {
    /// How many were due.
    pub total: u32,
    /// Done on their day, or by the last day on which they did what they were for.
    pub in_time: u32,
    /// Done later.
    pub late: u32,
    /// Taken off by a person, who said why.
    pub skipped: u32,
    /// Gone by themselves: their occasion passed, or the customer came before.
    pub passed: u32,
    /// Still open.
    pub open: u32,
}

/// What became of the follow-ups of one person or rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CareLine {
    /// The person's name; empty where nobody is named. Of rules left empty.
    pub person: String,
    /// The rule; none where set by hand. Of persons left out.
    pub rule: Option<RuleId>,
    /// What became of them.
    pub care: Care,
    /// What came of those that were done.
    pub came: Purse,
}

/// Purchases within 30 days after a contact, each counted once: for the latest contact before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Purse {
    /// Contacts after which the customer bought.
    pub contacts: u32,
    /// What they bought for, less what they gave back, in fen.
    #[specta(type = specta_typescript::Number)]
    pub fen: i64,
}

/// How often something came of a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct OutcomeCount {
    /// What; none where it was not noted.
    pub outcome: Option<ContactOutcome>,
    /// How often.
    pub count: u32,
}

/// Proof of care.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CareReport {
    /// Of all.
    pub all: Care,
    /// What came of all.
    pub came: Purse,
    /// By person, who had most first.
    pub people: Vec<CareLine>,
    /// By rule, which asked for most first.
    pub rules: Vec<CareLine>,
    /// What was noted of those that were done, most frequent first.
    pub outcomes: Vec<OutcomeCount>,
}

/// The longest period, in days.
const MOST_DAYS: i64 = 366;

/// What became of the follow-ups that were due between two days, both included.
///
/// # Errors
/// [`AppError::Invalid`] on `to` where it is before `from`, or more than a year after it.
pub fn care(app: &App, from: NaiveDate, to: NaiveDate) -> Result<CareReport, AppError> {
    if to < from || to > add_days(from, MOST_DAYS) {
        return Err(AppError::invalid("to", InvalidCode::OutOfRange));
    }
    let now = app.now();
    app.read(|reader| {
        let zone = crate::app::zone(reader)?;
        // What is due later than now is not due yet.
        let end = Instant((zone.start_of(next_day(to)).0 - 1).min(now.0));
        let mut report = Tally::default();
        let mut people: BTreeMap<String, Tally> = BTreeMap::new();
        let mut rules: BTreeMap<Option<RuleId>, Tally> = BTreeMap::new();
        let mut outcomes: BTreeMap<Option<ContactOutcome>, u32> = BTreeMap::new();
        let mut all = Vec::new();
        rows::each_due_between(reader, zone.start_of(from), end, |found| {
            all.push(found);
            Ok(())
        })?;
        name_owners(reader, &mut all)?;
        let next = next_contacts(&all);
        for (at, found) in all.iter().enumerate() {
            let came = match found.settled.filter(|_| found.state == State::Done) {
                Some(done) => {
                    let until = Instant(done.0 + LOOKED_AHEAD_MS);
                    let until = next.get(&at).map_or(until, |next| until.min(*next));
                    rows::bought_after(reader, found.customer, done, until)?
                }
                None => 0,
            };
            if found.state == State::Done {
                *outcomes.entry(found.outcome).or_default() += 1;
            }
            let late_from = found.by.unwrap_or(zone.day_of(found.due)).max(zone.day_of(found.due));
            let late = found.settled.is_some_and(|settled| zone.day_of(settled) > late_from);
            for tally in [
                &mut report,
                people.entry(found.person.clone()).or_default(),
                rules.entry(found.rule).or_default(),
            ] {
                tally.count(found.state, late, came);
            }
        }
        let mut outcomes: Vec<_> =
            outcomes.into_iter().map(|(outcome, count)| OutcomeCount { outcome, count }).collect();
        outcomes.sort_by_key(|it| (std::cmp::Reverse(it.count), it.outcome));
        let people = people.into_iter().map(|(person, tally)| tally.line(person, None));
        let rules = rules.into_iter().map(|(rule, tally)| tally.line(String::new(), rule));
        Ok(CareReport {
            all: report.care,
            came: report.came,
            people: most_first(people),
            rules: most_first(rules),
            outcomes,
        })
    })
}

/// Where nobody was asked by name it is whoever looks after the customer.
fn name_owners(read: &impl Read, all: &mut [Counted]) -> Result<(), AppError> {
    let mut nobodys: Vec<_> = all.iter_mut().filter(|found| found.person.is_empty()).collect();
    nobodys.sort_unstable_by_key(|found| found.customer);
    for of_one in nobodys.chunk_by_mut(|a, b| a.customer == b.customer) {
        let owner = rows::owner_of(read, of_one[0].customer)?;
        of_one.iter_mut().for_each(|found| found.person.clone_from(&owner));
    }
    Ok(())
}

/// When the same customer was contacted next, by the place of a follow-up that was done.
fn next_contacts(all: &[Counted]) -> BTreeMap<usize, Instant> {
    let done = all.iter().enumerate().filter(|(_, found)| found.state == State::Done);
    let mut done: Vec<_> =
        done.filter_map(|(at, found)| Some((found.customer, found.settled?, at))).collect();
    done.sort_unstable();
    let same = done.windows(2).filter(|pair| pair[0].0 == pair[1].0);
    same.map(|pair| (pair[0].2, pair[1].1)).collect()
}

fn most_first(lines: impl Iterator<Item = CareLine>) -> Vec<CareLine> {
    let mut lines: Vec<_> = lines.collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.care.total));
    lines
}

#[derive(Default)]
struct Tally {
    care: Care,
    came: Purse,
}

impl Tally {
    fn count(&mut self, state: State, late: bool, came_fen: i64) {
        let care = &mut self.care;
        care.total += 1;
        match state {
            State::Done if late => care.late += 1,
            State::Done => care.in_time += 1,
            State::Skipped => care.skipped += 1,
            State::Cancelled => care.passed += 1,
            State::Open => care.open += 1,
        }
        if came_fen > 0 {
            self.came.contacts += 1;
            self.came.fen += came_fen;
        }
    }

    fn line(self, person: String, rule: Option<RuleId>) -> CareLine {
        CareLine { person, rule, care: self.care, came: self.came }
    }
}
