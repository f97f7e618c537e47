//! The sample shop: a made-up studio and bakery with two years of life that end at the moment it
//! is opened. Nobody in it exists.
//!
//! The same seed gives the same shop: figures are drawn alike in every language, texts apart. Long
//! talks are dealt out by the segments that the purchases make, so that Today is neither empty nor
//! a flood whatever the day.

mod cast;
mod festivals;
mod goods;
mod grievances;
mod people;
mod talks;
mod texts;
mod trade;

use std::collections::HashMap;

use chrono::NaiveDate;
use fastrand::Rng;
use huike_domain::ids::CustomerId;
use huike_domain::segments::ThreeClass;
use huike_domain::shop::Language;
use huike_store::{Tx, customers, interactions, purchases, segments, settings};

use crate::error::AppError;
use people::Life;
use talks::Talks;
use texts::Texts;
use trade::{Bought, Shop};

const SEED: u64 = 0x0048_7569_6b65;

/// The sample shop in one language.
pub(crate) struct Sample {
    language: Language,
}

impl Sample {
    pub(crate) fn new(language: Language) -> Self {
        Self { language }
    }

    /// Enters everything; the caller sorts and plans.
    pub(crate) fn fill(&self, tx: &Tx<'_>) -> Result<(), AppError> {
        let texts = Texts::of(self.language)?;
        let zone = crate::app::zone(tx)?;
        let shop = Shop { texts: &texts, zone, today: zone.day_of(tx.at()) };
        let mut rng = Rng::with_seed(SEED);
        let mut lives = people::everyone(&texts, shop.today, &mut rng);
        let mut histories: Vec<_> =
            lives.iter().map(|life| trade::history(&shop, life, &mut rng)).collect();
        trade::number(&shop, &mut histories);
        let ids = enter(tx, &mut lives, &histories, shop.today)?;
        let mut segments = segments(tx, &shop)?;
        let mut deal = Deal::default();
        for ((life, history), id) in lives.iter().zip(&histories).zip(&ids) {
            let last_deep = deal.next(segments.remove(id), history, &mut rng);
            let talks = Talks::new(&shop, life, rng.fork(), tx.at());
            for interaction in talks.make(history, last_deep, &mut rng) {
                tx.in_bulk(|| interactions::insert(tx, *id, &interaction))?;
            }
        }
        let bought = histories.iter().map(Vec::as_slice);
        let buyers: Vec<_> = ids.iter().copied().zip(bought).collect();
        grievances::enter(tx, &shop, &buyers)
    }
}

fn enter(
    tx: &Tx<'_>,
    lives: &mut [Life],
    histories: &[Vec<Bought>],
    today: NaiveDate,
) -> Result<Vec<CustomerId>, AppError> {
    let mut ids = Vec::with_capacity(lives.len());
    for (life, history) in lives.iter_mut().zip(histories) {
        let mut draft = life.draft.clone();
        if customers::id_by_external(tx, &draft.external_id)?.is_some() {
            draft.external_id.clear();
        }
        let customer = draft.checked(today)?;
        let id = tx.in_bulk(|| customers::insert_in_bulk(tx, &customer))?;
        for bought in history {
            let purchase = tx.in_bulk(|| purchases::insert(tx, id, &bought.purchase()))?;
            if let Some(refund) = bought.refund(purchase) {
                tx.in_bulk(|| purchases::insert(tx, id, &refund))?;
            }
        }
        ids.push(id);
    }
    Ok(ids)
}

/// The segments that the purchases make.
fn segments(tx: &Tx<'_>, shop: &Shop<'_>) -> Result<HashMap<CustomerId, ThreeClass>, AppError> {
    let rules = settings::sorting(tx)?;
    let population = segments::population(tx, shop.today, shop.zone, &rules)?;
    let positions = population.positions(&settings::stage_rule(tx)?);
    Ok(positions.iter().map(|found| (found.activity.customer, found.three)).collect())
}

/// Deals out how many days ago the last long talk was: among core customers a few are owed one,
/// a few will be within the week, and with most it was lately.
#[derive(Default)]
struct Deal {
    core: i64,
}

impl Deal {
    fn next(
        &mut self,
        segment: Option<ThreeClass>,
        history: &[Bought],
        rng: &mut Rng,
    ) -> Option<i64> {
        let (lately, long_ago) = (rng.i64(4..=80), rng.i64(60..=300));
        if segment != Some(ThreeClass::Core) {
            return (history.len() > 5 && rng.u32(0..100) < 30).then_some(long_ago);
        }
        self.core += 1;
        Some(match self.core % 12 {
            1 | 6 => 90 + (self.core / 6).pow(2) % 29,
            3 => 84 + self.core / 12 * 2 % 6,
            _ => lately,
        })
    }
}
