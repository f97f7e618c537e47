//! From a rule and a customer's facts to a follow-up, its due time and its reason.

use chrono::NaiveDate;

use super::{Reason, Rule, RuleSpec};
use crate::customers::{Birthday, Celebration};
use crate::interactions::InteractionKind;
use crate::segments::{StageRule, ThreeClass};
use crate::time::{Instant, Zone, add_days};

/// What a rule needs to know of a customer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Their birthday, where known.
    pub birthday: Option<Birthday>,
    /// Their segment today; none without a purchase.
    pub segment: Option<ThreeClass>,
    /// The day of their last purchase.
    pub last_purchase: Option<NaiveDate>,
    /// Their own rhythm, where they have one.
    pub rhythm_days: Option<u32>,
    /// The day of the last contact of the kind that the rule counts.
    pub last_contact: Option<NaiveDate>,
}

/// A follow-up that a rule asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Unique for this rule and customer: the same occasion is proposed once, for ever.
    pub occasion: String,
    /// When it is due.
    pub due: Instant,
    /// Why.
    pub reason: Reason,
    /// The last day on which it makes sense; cancelled after it.
    pub expires: Option<NaiveDate>,
}

/// How far ahead of its due day a follow-up is written down, in days: a week can be looked over.
pub const HORIZON_DAYS: i64 = 7;

/// How long after entering a stage a customer is still proposed, in days. Those who drifted away
/// long before the program came are found in the customer list, not poured into Today.
pub const STAGE_GRACE_DAYS: i64 = 14;

/// How long a missed birthday may still be greeted, in days.
pub const BELATED_DAYS: i64 = 7;

/// What `rule` asks for on `today`, if anything.
#[must_use]
pub fn plan(
    rule: &Rule,
    facts: &Facts,
    today: NaiveDate,
    stages: &StageRule,
    zone: Zone,
) -> Option<Proposal> {
    let at = |day| zone.at(day, rule.time());
    match rule.spec {
        RuleSpec::Cadence { segment, every_days, contact } => {
            if facts.segment != Some(segment) {
                return None;
            }
            let last = facts.last_contact;
            let due = last.map_or(today, |last| add_days(last, every_days.into()));
            within_horizon(due, today).then(|| Proposal {
                occasion: cadence_occasion(last),
                due: at(due),
                reason: Reason::Cadence { segment, every_days, contact, last },
                expires: None,
            })
        }
        RuleSpec::Birthday { days_ahead } => {
            let birthday = facts.birthday?;
            let next = birthday.next_on_or_after(today)?;
            within_horizon(add_days(next.day, -i64::from(days_ahead)), today)
                .then(|| birthday_proposal(rule, &birthday, next, days_ahead, zone))
                .map(|proposal| not_before(proposal, today, rule, zone))
        }
        RuleSpec::StageEntered { stage } => {
            let last_purchase = facts.last_purchase?;
            let limits = stages.limits(facts.rhythm_days);
            let entered = add_days(last_purchase, limits.entered_after(stage));
            let fresh = entered <= add_days(today, HORIZON_DAYS)
                && entered >= add_days(today, -STAGE_GRACE_DAYS);
            fresh
                .then(|| Proposal {
                    occasion: format!("{}:{last_purchase}", stage.as_str()),
                    due: at(entered),
                    reason: Reason::StageEntered { stage, last_purchase },
                    expires: None,
                })
                .map(|proposal| not_before(proposal, today, rule, zone))
        }
    }
}

/// Nobody was late with what they were not told of: found late, it is due today.
fn not_before(proposal: Proposal, today: NaiveDate, rule: &Rule, zone: Zone) -> Proposal {
    Proposal { due: proposal.due.max(zone.at(today, rule.time())), ..proposal }
}

/// The follow-up that comes after one of `rule` was done with a contact of kind `contact` on
/// `day`. A cadence starts again where the contact counts; where it does not (an ordinary call),
/// the deep talk is still owed and is asked for again a week later. A birthday comes again next
/// year. One who was written to about drifting away is looked at again by the next stage's rule.
#[must_use]
pub fn next_after(
    rule: &Rule,
    facts: &Facts,
    contact: InteractionKind,
    day: NaiveDate,
    zone: Zone,
) -> Option<Proposal> {
    match rule.spec {
        RuleSpec::Cadence { segment, every_days, contact: counted } => {
            if facts.segment != Some(segment) {
                return None;
            }
            let (last, due, occasion) = if contact == counted {
                (Some(day), add_days(day, every_days.into()), cadence_occasion(Some(day)))
            } else {
                (facts.last_contact, add_days(day, 7), format!("{OWED_AGAIN}{day}"))
            };
            Some(Proposal {
                occasion,
                due: zone.at(due, rule.time()),
                reason: Reason::Cadence { segment, every_days, contact: counted, last },
                expires: None,
            })
        }
        RuleSpec::Birthday { days_ahead } => {
            let birthday = facts.birthday?;
            let this = birthday.next_on_or_after(add_days(day, -BELATED_DAYS))?;
            let next = birthday.after(this)?;
            Some(birthday_proposal(rule, &birthday, next, days_ahead, zone))
        }
        RuleSpec::StageEntered { .. } => None,
    }
}

/// Whether an open follow-up for `reason` is settled by a contact of kind `contact` that was
/// logged without it: a reminder that ignores a logged talk is a nuisance.
#[must_use]
pub fn satisfied_by(reason: &Reason, contact: InteractionKind) -> bool {
    match reason {
        Reason::Cadence { contact: counted, .. } => *counted == contact,
        Reason::StageEntered { .. } => contact.is_contact(),
        Reason::Birthday { .. } | Reason::ByHand => false,
    }
}

/// How an occasion begins that stands for a contact still owed after one of another kind.
pub const OWED_AGAIN: &str = "again:";

fn cadence_occasion(last: Option<NaiveDate>) -> String {
    last.map_or_else(|| "since:never".to_owned(), |last| format!("since:{last}"))
}

fn within_horizon(due: NaiveDate, today: NaiveDate) -> bool {
    due <= add_days(today, HORIZON_DAYS)
}

fn birthday_proposal(
    rule: &Rule,
    birthday: &Birthday,
    celebration: Celebration,
    days_ahead: u8,
    zone: Zone,
) -> Proposal {
    let Celebration { day, year } = celebration;
    Proposal {
        // By the year of its own calendar: two lunar birthdays may lie in one civil year.
        occasion: format!("birthday:{year}"),
        due: zone.at(add_days(day, -i64::from(days_ahead)), rule.time()),
        reason: Reason::Birthday { day, age: birthday.age_at(celebration) },
        expires: Some(add_days(day, BELATED_DAYS)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::RuleId;
    use crate::segments::{Stage, StageBy};

    const DEEP: InteractionKind = InteractionKind::DeepTalk;

    fn rule(spec: RuleSpec) -> Rule {
        Rule { id: RuleId::from_uuid(uuid::Uuid::nil()), enabled: true, minute: 600, spec }
    }

    fn cadence() -> Rule {
        rule(RuleSpec::Cadence { segment: ThreeClass::Core, every_days: 90, contact: DEEP })
    }

    fn core(last_contact: Option<&str>) -> Facts {
        Facts {
            segment: Some(ThreeClass::Core),
            last_contact: last_contact.map(|d| d.parse().expect("a day")),
            ..Facts::default()
        }
    }

    fn born(month: u8, day: u8) -> Facts {
        Facts { birthday: Some(Birthday::solar(Some(1990), month, day)), ..Facts::default() }
    }

    fn bought(day: &str) -> Facts {
        Facts { last_purchase: Some(day.parse().expect("a day")), ..Facts::default() }
    }

    fn show(proposal: Option<Proposal>) -> Option<(String, String)> {
        proposal.map(|p| (p.occasion, Zone::SHANGHAI.day_of(p.due).to_string()))
    }

    #[track_caller]
    fn check(rule: &Rule, facts: &Facts, today: &str, expected: Option<(&str, &str)>) {
        let today = today.parse().expect("a day");
        let found = show(plan(rule, facts, today, &StageRule::default(), Zone::SHANGHAI));
        assert_eq!(found, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
    }

    #[track_caller]
    fn check_next(
        rule: &Rule,
        facts: &Facts,
        contact: InteractionKind,
        day: &str,
        expected: Option<(&str, &str)>,
    ) {
        let found =
            show(next_after(rule, facts, contact, day.parse().expect("a day"), Zone::SHANGHAI));
        assert_eq!(found, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
    }

    #[test]
    fn a_cadence_counts_from_the_last_contact_that_counts() {
        check(&cadence(), &core(None), "2026-11-23", Some(("since:never", "2026-11-23")));
        check(
            &cadence(),
            &core(Some("2026-08-25")),
            "2026-11-23",
            Some(("since:2026-08-25", "2026-11-23")),
        );
        check(
            &cadence(),
            &core(Some("2026-08-25")),
            "2026-11-16",
            Some(("since:2026-08-25", "2026-11-23")),
        );
        check(&cadence(), &core(Some("2026-08-25")), "2026-11-15", None);
        check(&cadence(), &Facts::default(), "2026-11-23", None);
    }

    #[test]
    fn a_birthday_is_prepared_ahead_and_across_the_year() {
        let rule = rule(RuleSpec::Birthday { days_ahead: 7 });
        check(&rule, &born(11, 30), "2026-11-23", Some(("birthday:2026", "2026-11-23")));
        check(&rule, &born(11, 25), "2026-11-23", Some(("birthday:2026", "2026-11-23")));
        check(&rule, &born(1, 2), "2026-12-25", Some(("birthday:2027", "2026-12-26")));
        check(&rule, &born(12, 20), "2026-11-23", None);
    }

    #[test]
    fn a_stage_is_proposed_around_its_first_day_only() {
        let rule = rule(RuleSpec::StageEntered { stage: Stage::Forgetting });
        check(
            &rule,
            &bought("2026-08-24"),
            "2026-11-23",
            Some(("forgetting:2026-08-24", "2026-11-23")),
        );
        check(
            &rule,
            &bought("2026-08-10"),
            "2026-11-23",
            Some(("forgetting:2026-08-10", "2026-11-23")),
        );
        check(&rule, &bought("2026-08-09"), "2026-11-23", None);
        check(&rule, &bought("2026-09-09"), "2026-11-23", None);
    }

    #[test]
    fn a_stage_is_entered_by_the_own_rhythm_where_the_shop_says_so() {
        let rule = rule(RuleSpec::StageEntered { stage: Stage::Forgetting });
        let today = "2026-11-23".parse().expect("a day");
        let monthly = Facts { rhythm_days: Some(10), ..bought("2026-10-23") };
        for (by, expected) in [
            (StageBy::Days, None),
            (StageBy::Rhythm, Some(("forgetting:2026-10-23".to_owned(), "2026-11-23".to_owned()))),
        ] {
            let stages = StageRule { by, ..StageRule::default() };
            assert_eq!(show(plan(&rule, &monthly, today, &stages, Zone::SHANGHAI)), expected);
        }
    }

    #[test]
    fn what_comes_after() {
        check_next(
            &cadence(),
            &core(None),
            DEEP,
            "2026-11-23",
            Some(("since:2026-11-23", "2027-02-21")),
        );
        check_next(
            &cadence(),
            &core(None),
            InteractionKind::Call,
            "2026-11-23",
            Some(("again:2026-11-23", "2026-11-30")),
        );
        let birthday = rule(RuleSpec::Birthday { days_ahead: 7 });
        check_next(
            &birthday,
            &born(11, 30),
            InteractionKind::Message,
            "2026-11-23",
            Some(("birthday:2027", "2027-11-23")),
        );
        check_next(
            &birthday,
            &born(11, 20),
            InteractionKind::Message,
            "2026-11-23",
            Some(("birthday:2027", "2027-11-13")),
        );
    }
}
