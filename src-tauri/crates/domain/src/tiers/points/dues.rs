//! What each of a customer's purchases comes to in points, as things stand.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::EarningRules;
use crate::ids::{PurchaseId, TierId};
use crate::time::Instant;

/// Under which terms a purchase earned. They are kept: a shop that moves to another zone, or a
/// customer to another tier, changes nothing of what was earned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Earned {
    /// The civil day of the purchase, as it was read then.
    pub day: NaiveDate,
    /// The customer's tier then.
    pub tier: Option<TierId>,
}

/// A purchase or refund, as far as points go.
#[derive(Clone, Debug)]
pub struct Bought {
    /// Which.
    pub id: PurchaseId,
    /// When.
    pub at: Instant,
    /// The civil day and the customer's tier: as noted when it earned, else as of now.
    pub terms: Earned,
    /// In fen; negative for a refund.
    pub amount_fen: i64,
    /// The purchase it takes back, wholly or in part.
    pub reverses: Option<PurchaseId>,
    /// Item, quantity in thousandths, fen.
    pub lines: Vec<(String, i64, i64)>,
}

/// What a purchase or refund comes to in points, as things stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// Which.
    pub purchase: PurchaseId,
    /// How many; negative for a refund that names no purchase.
    pub points: i64,
    /// The last day on which they are good.
    pub expires: Option<NaiveDate>,
    /// Under which terms.
    pub earned: Earned,
}

/// What each of a customer's purchases comes to. A refund that names its purchase lowers what
/// that one gives: the rule is applied to what stays of it. One that names none takes as many
/// points as it would have given, and never more than the purchases before it gave: what was
/// bought before the shop had points can be brought back without owing any.
#[must_use]
pub fn dues(rules: &EarningRules, bought: &[Bought]) -> Vec<Due> {
    let mut order: Vec<&Bought> = bought.iter().collect();
    order.sort_unstable_by_key(|bought| (bought.at, bought.id));
    let known: HashMap<PurchaseId, usize> =
        order.iter().enumerate().map(|(place, bought)| (bought.id, place)).collect();
    let original = |bought: &Bought| bought.reverses.and_then(|id| known.get(&id).copied());
    let mut backs: HashMap<usize, Vec<&Bought>> = HashMap::new();
    for back in &order {
        if let Some(place) = original(back) {
            backs.entry(place).or_default().push(back);
        }
    }
    let mut given = 0_i64;
    let mut dues = Vec::new();
    for (place, bought) in order.iter().enumerate() {
        if original(bought).is_some() {
            continue;
        }
        let Some(rule) = rules.on(bought.terms.day) else { continue };
        let (mut amount, mut lines) = (bought.amount_fen, bought.lines.clone());
        for back in backs.get(&place).into_iter().flatten() {
            amount = amount.saturating_add(back.amount_fen);
            lines.extend(back.lines.iter().cloned());
        }
        let Earned { day, tier } = bought.terms;
        let points = if bought.amount_fen >= 0 {
            rule.earns(amount, &lines, day, tier)
        } else {
            lines.iter_mut().for_each(|line| line.2 = line.2.saturating_neg());
            -rule.earns(amount.saturating_neg(), &lines, day, tier).min(given)
        };
        given = given.saturating_add(points);
        if points != 0 {
            let expires = rule.validity.last_day(day).filter(|_| points > 0);
            dues.push(Due { purchase: bought.id, points, expires, earned: bought.terms });
        }
    }
    dues
}
