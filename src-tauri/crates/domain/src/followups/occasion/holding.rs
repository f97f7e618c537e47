//! What somebody has: a level, benefits, points, vouchers, a contract.

use chrono::Datelike as _;

use super::{Expiry, Facts, LevelFacts, Looking, Occasion, Sessions};
use crate::followups::{Holding, Reason};
use crate::ids::{BenefitId, TierId};
use crate::time::add_days;

pub(super) fn level_reached(
    facts: &LevelFacts,
    wanted: Option<TierId>,
    looking: &Looking<'_>,
) -> Vec<Occasion> {
    let Some((id, level, since)) = &facts.level else { return Vec::new() };
    if wanted.is_some_and(|wanted| wanted != *id) || !looking.covers(*since) {
        return Vec::new();
    }
    vec![Occasion {
        key: format!("level:{id}:{since}"),
        day: *since,
        early: 0,
        // Congratulations are for the same week.
        by: add_days(*since, 3),
        expires: None,
        reason: Reason::LevelReached { level: level.clone(), since: *since },
    }]
}

pub(super) fn level_near(
    facts: &LevelFacts,
    within_fen: i64,
    looking: &Looking<'_>,
) -> Vec<Occasion> {
    let near = facts.next.as_ref().filter(|(_, _, short)| *short <= within_fen);
    let Some((id, level, short_fen)) = near else { return Vec::new() };
    let day = looking.today;
    vec![Occasion {
        // Once a quarter: who stays near is not told each month.
        key: format!("near:{id}:{}-{}", day.year(), day.month0() / 3 + 1),
        day,
        early: 0,
        by: add_days(day, 14),
        expires: None,
        reason: Reason::LevelNear { level: level.clone(), short_fen: *short_fen },
    }]
}

pub(super) fn level_falling(
    facts: &LevelFacts,
    days_ahead: u8,
    looking: &Looking<'_>,
) -> Vec<Occasion> {
    let (Some(falls_on), Some((id, level, _))) = (facts.falls_on, &facts.level) else {
        return Vec::new();
    };
    let day = add_days(falls_on, -i64::from(days_ahead));
    if day > looking.to || falls_on <= looking.today {
        return Vec::new();
    }
    vec![Occasion {
        key: format!("falls:{id}:{falls_on}"),
        day,
        early: 3,
        by: add_days(falls_on, -1),
        expires: Some(add_days(falls_on, -1)),
        reason: Reason::LevelFalling { level: level.clone(), day: falls_on },
    }]
}

pub(super) fn expiring(
    facts: &Facts,
    what: Holding,
    days_ahead: u8,
    looking: &Looking<'_>,
) -> Vec<Occasion> {
    let wanted = facts.expiries.iter().filter(|expiry| expiry.what == what);
    let occasion = |expiry: &Expiry| Occasion {
        key: format!("expires:{}:{}", expiry.key, expiry.day),
        day: add_days(expiry.day, -i64::from(days_ahead)),
        early: 3,
        by: expiry.day,
        expires: Some(expiry.day),
        reason: Reason::Expiring {
            what,
            name: expiry.name.clone(),
            count: expiry.count,
            day: expiry.day,
        },
    };
    let timely = |found: &Occasion| found.day <= looking.to && found.by >= looking.today;
    wanted.map(occasion).filter(timely).collect()
}

pub(super) fn renewal(facts: &Facts, days_ahead: u8, looking: &Looking<'_>) -> Vec<Occasion> {
    let Some((name, ends)) = &facts.renewal else { return Vec::new() };
    let day = add_days(*ends, -i64::from(days_ahead));
    if day > looking.to || add_days(*ends, 7) < looking.today {
        return Vec::new();
    }
    vec![Occasion {
        key: format!("renewal:{ends}"),
        day,
        early: 3,
        by: *ends,
        expires: None,
        reason: Reason::Renewal { name: name.clone(), day: *ends },
    }]
}

pub(super) fn sessions_left(
    facts: &Facts,
    benefit: Option<BenefitId>,
    most: u16,
    looking: &Looking<'_>,
) -> Vec<Occasion> {
    let wanted = facts.sessions.iter().filter(|card| {
        card.uses > 1
            && card.left <= u32::from(most)
            && benefit.is_none_or(|benefit| benefit == card.benefit)
    });
    let occasion = |card: &Sessions| Occasion {
        key: format!("sessions:{}", card.entitlement),
        day: looking.today,
        early: 0,
        by: add_days(looking.today, 7),
        expires: None,
        reason: Reason::SessionsLeft { name: card.name.clone(), left: card.left },
    };
    wanted.map(occasion).collect()
}
