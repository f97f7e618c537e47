//! What a customer's purchases tell: since when, how often, how much, and what.

use std::collections::HashSet;

use huike_domain::ids::CustomerId;
use huike_domain::purchases::habits;
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
    let taken_back: HashSet<_> = all.iter().filter_map(|(_, purchase)| purchase.reverses).collect();
    let stands: Vec<_> = all
        .iter()
        .filter(|(id, purchase)| {
            purchase.reverses.is_none() && purchase.amount_fen >= 0 && !taken_back.contains(id)
        })
        .map(|(_, purchase)| purchase)
        .collect();
    let (Some(first), Some(last)) = (stands.first(), stands.last()) else { return Ok(None) };
    let paid: i64 = stands.iter().map(|purchase| purchase.amount_fen).sum();
    let count = i64::try_from(stands.len()).unwrap_or(i64::MAX);
    let bought = stands.iter().map(|purchase| {
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
