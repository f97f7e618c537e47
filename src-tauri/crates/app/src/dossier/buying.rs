//! What a customer's purchases tell: since when, how often, how much, and what.

use std::collections::HashMap;

use huike_domain::ids::CustomerId;
use huike_domain::purchases::{habits, is_taken_back};
use huike_domain::time::{Instant, Zone};
use huike_store::{Reader, purchases as rows};

use super::{Buying, Favourite};
use crate::error::AppError;

/// Looks through everything bought until `now`; none without a purchase that stands.
pub(super) fn of(
    reader: &Reader<'_>,
    customer: CustomerId,
    now: Instant,
    zone: Zone,
) -> Result<Option<Buying>, AppError> {
    let all = rows::all_of(reader, customer, now)?;
    let spent_fen = all.iter().map(|(_, purchase)| purchase.amount_fen).sum();
    let mut backs: HashMap<_, i64> = HashMap::new();
    for (_, purchase) in &all {
        if let Some(original) = purchase.reverses {
            *backs.entry(original).or_default() += purchase.amount_fen;
        }
    }
    let stands: Vec<_> = all
        .iter()
        .filter(|(id, purchase)| {
            purchase.reverses.is_none()
                && purchase.amount_fen >= 0
                && !is_taken_back(purchase.amount_fen, backs.get(id).copied())
        })
        .map(|(id, purchase)| (purchase, backs.get(id).copied().unwrap_or(0)))
        .collect();
    let (Some((first, _)), Some((last, _))) = (stands.first(), stands.last()) else {
        return Ok(None);
    };
    let paid: i64 = stands.iter().map(|(purchase, back)| purchase.amount_fen + back).sum();
    let count = i64::try_from(stands.len()).unwrap_or(i64::MAX);
    let bought = stands.iter().map(|(purchase, _)| {
        let items = purchase.lines.iter().map(|(item, ..)| item.as_str()).collect();
        (zone.day_of(purchase.at), items)
    });
    let found = habits(bought);
    Ok(Some(Buying {
        first: first.at,
        last: last.at,
        purchases: u32::try_from(stands.len()).unwrap_or(u32::MAX),
        spent_fen,
        average_fen: (paid + count / 2) / count,
        rhythm_days: found.rhythm_days,
        favourites: found
            .favourites
            .into_iter()
            .map(|(item, purchases)| Favourite { item, purchases })
            .collect(),
    }))
}
