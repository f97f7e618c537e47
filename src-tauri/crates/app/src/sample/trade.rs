//! The purchases: each customer's rhythm backwards from the last one, with festivals between.

use chrono::{Datelike as _, NaiveDate, NaiveTime};
use fastrand::Rng;
use huike_domain::ids::PurchaseId;
use huike_domain::segments::StageDays;
use huike_domain::time::{Instant, Zone, add_days, days_between};
use huike_store::purchases::{Line, Purchase};

use super::cast::Trait;
use super::festivals;
use super::goods::Good;
use super::people::Life;
use super::texts::Texts;

/// One purchase of a customer, and how it was taken back.
pub(super) struct Bought {
    pub(super) at: Instant,
    pub(super) lines: Vec<Line>,
    /// The order number, once there is one.
    pub(super) order_no: Option<String>,
    /// Whether it was ordered ahead.
    pub(super) ordered: bool,
    /// When it was taken back, wholly or by one piece.
    pub(super) back: Option<Instant>,
}

impl Bought {
    /// What it was about.
    pub(super) fn item(&self) -> &str {
        self.lines.first().map_or("", |line| line.0.as_str())
    }

    pub(super) fn purchase(&self) -> Purchase {
        Purchase {
            at: self.at,
            amount_fen: self.lines.iter().map(|line| line.2).sum(),
            reverses: None,
            order_no: self.order_no.clone(),
            lines: self.lines.clone(),
        }
    }

    /// The entry that takes it back: one piece where there were several, else all of it.
    pub(super) fn refund(&self, id: PurchaseId) -> Option<Purchase> {
        let at = self.back?;
        let several = self.lines.first().filter(|line| line.1 >= 2_000);
        Some(match several {
            Some((item, milli, fen)) => {
                let one = fen * 1_000 / milli;
                Purchase {
                    at,
                    amount_fen: -one,
                    reverses: None,
                    order_no: self.order_no.clone(),
                    lines: vec![(item.clone(), -1_000, -one)],
                }
            }
            None => {
                let lines = self.lines.iter().map(|(item, n, fen)| (item.clone(), -n, -fen));
                let amount_fen = -self.purchase().amount_fen;
                Purchase {
                    at,
                    amount_fen,
                    reverses: Some(id),
                    order_no: None,
                    lines: lines.collect(),
                }
            }
        })
    }
}

/// What trading needs to know of the shop.
pub(super) struct Shop<'a> {
    pub(super) texts: &'a Texts,
    pub(super) zone: Zone,
    pub(super) today: NaiveDate,
}

impl Shop<'_> {
    /// A moment of `day` between two hours.
    pub(super) fn moment(&self, day: NaiveDate, hours: (u32, u32), rng: &mut Rng) -> Instant {
        let minute = rng.u32(hours.0 * 60..hours.1 * 60);
        let time = NaiveTime::from_num_seconds_from_midnight_opt(minute * 60, 0);
        self.zone.at(day, time.unwrap_or_default())
    }
}

/// All purchases of a customer, oldest first.
pub(super) fn history(shop: &Shop<'_>, life: &Life, rng: &mut Rng) -> Vec<Bought> {
    let Some(last) = life.last else { return Vec::new() };
    let part = life.part;
    let mut days = vec![(last, None)];
    let mut day = last;
    loop {
        day = add_days(day, -(part.every * rng.i64(60..=140) / 100).max(2));
        if day < life.joined {
            break;
        }
        days.push((day, None));
    }
    for (festival, good) in festivals::between(life.joined, add_days(last, -1)) {
        let (percent, pieces) = part.festival;
        let (day, pieces) = (add_days(festival, -rng.i64(2..=16)), rng.i64(pieces.0..=pieces.1));
        if rng.u32(0..100) < percent && day > life.joined && !avoids(life, good) {
            days.push((day, Some((good, pieces))));
        }
    }
    days.sort_by_key(|(day, _)| *day);
    let firsts = part.first.iter().map(|good| Some((*good, 1)));
    let free = days.iter_mut().filter(|(_, present)| present.is_none());
    free.zip(firsts).for_each(|((_, wanted), first)| *wanted = first);
    let bought = days.into_iter().map(|(day, wanted)| buy(shop, life, day, wanted, rng));
    let mut bought: Vec<_> = bought.collect();
    bought.sort_by_key(|bought| bought.at);
    let newest = bought.len() - 1;
    for bought in &mut bought[..newest] {
        let hours = rng.i64(6..=90);
        // The last purchase follows later than that, and so does today.
        if rng.u32(0..1_000) < 16 {
            bought.back = Some(Instant(bought.at.0 + hours * 3_600_000));
        }
    }
    bought
}

fn avoids(life: &Life, good: Good) -> bool {
    life.traits.iter().any(|known| known.avoids().contains(&good))
}

fn buy(
    shop: &Shop<'_>,
    life: &Life,
    day: NaiveDate,
    wanted: Option<(Good, i64)>,
    rng: &mut Rng,
) -> Bought {
    let part = life.part;
    let liked: Vec<_> = part.goods.iter().copied().filter(|good| !avoids(life, *good)).collect();
    let mut goods: Vec<(Good, i64)> = Vec::new();
    if let Some(wanted) = wanted {
        goods.push(wanted);
    } else {
        for _ in 0..rng.usize(1..=part.lines) {
            let Some(good) = rng.choice(&liked).copied() else { break };
            let (least, most) = good.offer().pieces;
            let pieces = rng.i64(least..=most);
            if goods.iter().all(|(known, _)| *known != good) {
                goods.push((good, pieces));
            }
        }
    }
    let main = goods.first().map(|(good, _)| *good);
    let day = fitting_day(shop, life, day, main);
    let hours = match main {
        _ if life.traits.contains(&Trait::EarlyBird) => (7, 8),
        _ if part.company => (9, 18),
        Some(Good::Toast | Good::Croissant | Good::Americano) => (8, 11),
        Some(Good::TeaSet) => (13, 17),
        _ => (10, 20),
    };
    let lines = goods.iter().map(|(good, pieces)| {
        (shop.texts.good(*good).to_owned(), pieces * 1_000, good.offer().yuan * 100 * pieces)
    });
    Bought {
        at: shop.moment(day, hours, rng),
        lines: lines.collect(),
        order_no: None,
        ordered: goods.iter().any(|(good, _)| good.offer().ordered),
        back: None,
    }
}

/// Classes are on weekends, companies buy on working days; the day gives way by less than a week
/// unless it is the one by which a customer's stage was dealt out.
fn fitting_day(shop: &Shop<'_>, life: &Life, day: NaiveDate, good: Option<Good>) -> NaiveDate {
    let weekday = i64::from(day.weekday().num_days_from_monday());
    let back = if life.part.company {
        (weekday - 4).max(0)
    } else if good.is_some_and(Good::on_weekends) && weekday < 5 {
        weekday + 1
    } else {
        0
    };
    let moved = add_days(day, -back);
    if life.last == Some(day) {
        let away = |day| i32::try_from(days_between(day, shop.today)).unwrap_or(i32::MAX);
        let stage = |day| StageDays::default().stage(away(day));
        let dealt = (80..=105).contains(&away(day)) || stage(day) != stage(moved);
        return if dealt { day } else { moved };
    }
    moved
}

/// Numbers the orders of each day as they came.
pub(super) fn number(shop: &Shop<'_>, histories: &mut [Vec<Bought>]) {
    let mut orders: Vec<_> = histories.iter_mut().flatten().filter(|b| b.ordered).collect();
    orders.sort_by_key(|bought| bought.at);
    let (mut today, mut count) = (NaiveDate::MIN, 0);
    for bought in orders {
        let day = shop.zone.day_of(bought.at);
        count = if day == today { count + 1 } else { 1 };
        today = day;
        bought.order_no = Some(format!("D{}-{count:02}", day.format("%y%m%d")));
    }
}
