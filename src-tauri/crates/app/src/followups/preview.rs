//! What a rule would do, before it is saved: whom it would name next and when, and how many a week.

use chrono::NaiveDate;
use huike_domain::customers::display_name;
use huike_domain::followups::{Held, Looking, Occasion, Placed, Reason, Rule, RuleTrigger};
use huike_domain::ids::CustomerId;
use huike_domain::time::{Instant, add_days, days_between};
use huike_store::followups as rows;
use huike_store::lists::Lists;
use serde::{Deserialize, Serialize};

use super::facts::Known;
use super::find;
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
    /// How many in each of the weeks looked at, the earliest first, where the rule may concern
    /// thousands reckoned from some of them; none where that cannot be told, since it depends on
    /// what will be done.
    pub weeks: Vec<u32>,
    /// Whether these weeks are the last ones instead of those to come: what customers will do in
    /// the weeks to come nobody knows, and so what it asked for in the last ones tells more.
    pub weeks_back: bool,
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

/// As many customers are looked at closely: of a rule for everyone alike the best, of the others
/// every so many-th of those whom it may concern, from whom the weeks are reckoned.
const MOST_ASKED: u32 = 1_000;

/// Whom a rule would name next as of `at`, whether it is saved or on, and how many a week. Nothing
/// changes.
///
/// # Errors
/// [`AppError::Invalid`] names the figure to mend.
pub fn preview_rule(app: &App, rule: Rule, at: Option<Instant>) -> Result<RulePreview, AppError> {
    let rule = rule.checked()?;
    let at = at.unwrap_or_else(|| app.now());
    let planner = app.read(|reader| Planner::load(reader, at))?;
    app.store()?.lists(planner.filter_calendar(), |lists| {
        let look = Look { lists, planner: &planner, rule: &rule };
        look.preview()
    })
}

struct Look<'a> {
    lists: &'a Lists<'a>,
    planner: &'a Planner,
    rule: &'a Rule,
}

/// What the rule asks for, on its day and with whom.
type Asked = (NaiveDate, CustomerId, Occasion);

impl Look<'_> {
    fn preview(&self) -> Result<RulePreview, AppError> {
        let (planner, window) = (self.planner, self.planner.window(self.rule));
        let until = |days: i64| Looking { to: add_days(planner.today, days - 1), ..window };
        let weeks_back = self.rule.spec.trigger.follows_customers();
        let back = Looking {
            from: add_days(planner.today, -WEEKS * 7),
            to: add_days(planner.today, -1),
            ..window
        };
        // The weeks to come first: where all who matter can be looked at, nobody need be looked for
        // in shorter ones.
        let looks = [until(WEEKS * 7), until(1), until(7), back];
        let reader = self.lists.reader();
        let buyers = find::buyers(reader, planner, &looks.map(|looking| (self.rule, looking)))?;
        let (best, audience) = find::everyone(self.lists, self.rule, MOST_ASKED)?;
        let found = self.candidates(&looks[0], &buyers[0], best)?;
        let ahead = self.asks(&found.customers, &looks[0])?;
        let weeks = if weeks_back {
            let found = self.candidates(&back, &buyers[3], Vec::new())?;
            found.by_week(&self.asks(&found.customers, &back)?, back.from)
        } else {
            found.by_week(&ahead, planner.today)
        };
        let mut next = self.unknown(ahead)?;
        if found.is_sample() && !found.is_everyone {
            for (looking, buyers) in looks[1..3].iter().zip(&buyers[1..3]) {
                let soon = self.candidates(looking, buyers, Vec::new())?;
                next.extend(self.unknown(self.asks(&soon.customers, looking)?)?);
                if next.iter().filter(|(day, ..)| *day <= looking.to).count() >= MOST_NAMED {
                    break;
                }
            }
        }
        next.sort_by(|(a_day, a_who, a), (b_day, b_who, b)| {
            (a_day, a_who, &a.key).cmp(&(b_day, b_who, &b.key))
        });
        next.dedup_by(|(_, a_who, a), (_, b_who, b)| a_who == b_who && a.key == b.key);
        if found.is_everyone {
            // The best first, as they will be asked for.
            let place = |who: &CustomerId| found.customers.iter().position(|other| other == who);
            next.sort_by_cached_key(|(day, who, _)| (*day, place(who)));
        }
        next.truncate(MOST_NAMED);
        let (next, held) = self.name(next)?;
        Ok(RulePreview {
            audience,
            next,
            weekly_tenths: self.weekly_tenths(&weeks, audience, found.is_everyone),
            weeks: if found.is_everyone { Vec::new() } else { weeks },
            weeks_back,
            held,
        })
    }

    /// Those whom the rule may concern in the days of a look, or some of them.
    fn candidates(
        &self,
        looking: &Looking<'_>,
        buyers: &[CustomerId],
        best: Vec<CustomerId>,
    ) -> Result<Candidates, AppError> {
        let reader = self.lists.reader();
        let Some(mut found) = find::candidates(reader, self.planner, self.rule, looking, buyers)?
        else {
            return Ok(Candidates { total: best.len(), customers: best, is_everyone: true });
        };
        if !self.rule.spec.audience.is_everyone() {
            let audience = find::chosen(self.lists, self.rule)?;
            found.retain(|customer| {
                audience.as_ref().is_some_and(|chosen| self.lists.includes(chosen, *customer))
            });
        }
        let (total, most) = (found.len(), MOST_ASKED as usize);
        if total > most {
            // Spread evenly: ids go by when a customer came, and so tell something of them.
            found = (0..most).map(|at| found[at * total / most]).collect();
        }
        Ok(Candidates { customers: found, total, is_everyone: false })
    }

    /// What the rule asks for with these customers, whether it is on record or not.
    fn asks(
        &self,
        customers: &[CustomerId],
        looking: &Looking<'_>,
    ) -> Result<Vec<Asked>, AppError> {
        let reader = self.lists.reader();
        let mut asked = Vec::new();
        for customer in customers {
            let known = &mut Known::of(*customer);
            let found = self.planner.asks(reader, self.rule, known, looking)?;
            asked.extend(found.into_iter().map(|occasion| (occasion.day, *customer, occasion)));
        }
        Ok(asked)
    }

    /// What is not on record yet, on the day on which it would be asked for.
    fn unknown(&self, asked: Vec<Asked>) -> Result<Vec<Asked>, AppError> {
        let reader = self.lists.reader();
        let mut unknown = Vec::new();
        for (day, customer, occasion) in asked {
            if !rows::is_known(reader, self.rule.id, customer, &occasion.key)? {
                unknown.push((day.max(self.planner.today), customer, occasion));
            }
        }
        Ok(unknown)
    }

    /// Puts what is asked for as a person reads it, and counts those who would be held back in the
    /// first week.
    fn name(&self, asked: Vec<Asked>) -> Result<(Vec<Wanted>, u32), AppError> {
        let (reader, planner) = (self.lists.reader(), self.planner);
        let mut next = Vec::new();
        let mut held = 0;
        for (asked, customer, occasion) in asked {
            let Some(subject) = rows::subject(reader, customer)? else { continue };
            let planned = rows::planned_with(reader, customer)?;
            let placed = planner.placed(reader, self.rule, &subject, &occasion, &planned)?;
            let (day, joins, why) = match placed {
                Placed::New { day } => (day, false, None),
                Placed::Joins { day, .. } => (day.max(planner.today), true, None),
                Placed::Held(why) => (asked, false, Some(why)),
            };
            held += u32::from(why.is_some() && days_between(planner.today, asked) < 7);
            let found = huike_store::customers::summary_of(reader, customer)?;
            let name =
                found.map(|found| display_name(&found.name, found.phone.as_deref()).into_owned());
            next.push(Wanted {
                customer,
                customer_name: name.unwrap_or_default(),
                due: planner.due(self.rule, &subject, day),
                reason: occasion.reason,
                joins,
                held: why,
            });
        }
        Ok((next, held))
    }

    /// How many a week, in tenths.
    fn weekly_tenths(&self, weeks: &[u32], audience: u32, for_all: bool) -> u32 {
        let tenths = match &self.rule.spec.trigger {
            // Once everyone had theirs, as many come each week as the cadence lets.
            RuleTrigger::Cadence { every_days } => {
                u64::from(audience) * 70 / u64::from((*every_days).max(1))
            }
            _ if for_all => {
                let days = weeks.iter().filter(|count| **count > 0).count();
                u64::from(audience) * 10 * days as u64 / WEEKS.unsigned_abs()
            }
            _ => {
                let sum: u64 = weeks.iter().copied().map(u64::from).sum();
                sum * 10 / WEEKS.unsigned_abs()
            }
        };
        u32::try_from(tenths).unwrap_or(u32::MAX)
    }
}

/// Customers who are looked at closely.
struct Candidates {
    customers: Vec<CustomerId>,
    /// How many the rule may concern, of whom these are some.
    total: usize,
    /// Whether the rule is for everyone alike, and these are the best of its audience.
    is_everyone: bool,
}

impl Candidates {
    fn is_sample(&self) -> bool {
        self.customers.len() < self.total
    }

    /// How many of all are asked for in each of the weeks from a day on, reckoned from those who
    /// were looked at.
    fn by_week(&self, asked: &[Asked], from: NaiveDate) -> Vec<u32> {
        let mut weeks = vec![0_u64; usize::try_from(WEEKS).unwrap_or(0)];
        for (day, ..) in asked {
            let week = usize::try_from(days_between(from, *day).div_euclid(7)).ok();
            if let Some(count) = week.and_then(|week| weeks.get_mut(week)) {
                *count += 1;
            }
        }
        let (of, all) = (self.customers.len().max(1) as u64, self.total as u64);
        weeks.into_iter().map(|count| u32::try_from(count * all / of).unwrap_or(u32::MAX)).collect()
    }
}
