//! What a purchase earns.

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};

use super::Validity;
use crate::error::{FieldError, InvalidCode};
use crate::ids::TierId;

/// A purchase's lines: item, quantity in thousandths, amount in fen.
pub(super) type Lines = [(String, i64, i64)];

/// The factor of what has none.
pub const PLAIN_PERCENT: u32 = 100;

/// How a purchase's points become whole; rounding is done once, on the sum of the purchase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Rounding {
    /// What is not a whole point is left out.
    #[default]
    Down,
    /// To the nearest point, a half upwards.
    Nearest,
}

/// An item by name that earns more or less.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ItemFactor {
    /// The item's name as it stands on purchases, without regard to case; 1 to 200 characters.
    pub item: String,
    /// Percent of the plain points, 0 to 10,000: 200 is double.
    pub percent: u32,
}

/// Days that earn more or less.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DayFactor {
    /// Days of the week, 1 Monday to 7 Sunday; any where empty.
    pub weekdays: Vec<u8>,
    /// The first day; from ever where none.
    pub from: Option<NaiveDate>,
    /// The last day; for ever where none.
    pub until: Option<NaiveDate>,
    /// Percent of the plain points, 0 to 10,000.
    pub percent: u32,
}

impl DayFactor {
    fn holds(&self, day: NaiveDate) -> bool {
        let weekday = u8::try_from(day.weekday().number_from_monday()).unwrap_or(0);
        (self.weekdays.is_empty() || self.weekdays.contains(&weekday))
            && self.from.is_none_or(|from| from <= day)
            && self.until.is_none_or(|until| day <= until)
    }
}

/// A tier that earns more or less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TierFactor {
    /// Which.
    pub tier: TierId,
    /// Percent of the plain points, 0 to 10,000.
    pub percent: u32,
}

/// What purchases from a day on earn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct EarningRule {
    /// The first day whose purchases it speaks of.
    pub from: NaiveDate,
    /// So many points, 0 to 1,000,000; with 0 nothing is earned from that day on.
    pub points: u32,
    /// For every so many fen, 1 to 100,000,000.
    pub per_fen: u32,
    /// How a purchase's points become whole.
    pub rounding: Rounding,
    /// Purchases below this many fen earn nothing; 0 to 1,000,000,000.
    pub minimum_fen: u32,
    /// Items that earn more or less, at most 200; the first of a name counts.
    pub items: Vec<ItemFactor>,
    /// Days that earn more or less, at most 100; where several hold, the greatest counts.
    pub days: Vec<DayFactor>,
    /// Tiers that earn more or less, at most 50.
    pub tiers: Vec<TierFactor>,
    /// How long the points stay valid.
    pub validity: Validity,
}

const MOST_PERCENT: u32 = 10_000;
const MOST_ITEMS: usize = 200;
const MOST_DAYS: usize = 100;
const MOST_TIERS: usize = 50;
const ITEM_CHARS: usize = 200;

impl EarningRule {
    /// Trims names and holds every figure to its range.
    ///
    /// # Errors
    /// Names the field out of range, empty, too long, or with too many elements.
    pub fn checked(mut self) -> Result<Self, FieldError> {
        let out_of_range = |field| Err(FieldError::new(field, InvalidCode::OutOfRange));
        if self.points > 1_000_000 {
            return out_of_range("points");
        }
        if !(1..=100_000_000).contains(&self.per_fen) {
            return out_of_range("perFen");
        }
        if self.minimum_fen > 1_000_000_000 {
            return out_of_range("minimumFen");
        }
        for (field, many, limit) in [
            ("items", self.items.len(), MOST_ITEMS),
            ("days", self.days.len(), MOST_DAYS),
            ("tiers", self.tiers.len(), MOST_TIERS),
        ] {
            if many > limit {
                return Err(FieldError::too_many(field, limit));
            }
        }
        for factor in &mut self.items {
            factor.item = factor.item.trim().to_owned();
            match factor.item.chars().count() {
                0 => return Err(FieldError::new("items", InvalidCode::Required)),
                1..=ITEM_CHARS => {}
                _ => return Err(FieldError::too_long("items", ITEM_CHARS)),
            }
        }
        let upside_down = |day: &DayFactor| {
            day.from.zip(day.until).is_some_and(|(from, until)| until < from)
                || day.weekdays.iter().any(|weekday| !(1..=7).contains(weekday))
        };
        if self.days.iter().any(upside_down) {
            return Err(FieldError::new("days", InvalidCode::Impossible));
        }
        let percents = self.items.iter().map(|factor| ("items", factor.percent));
        let percents = percents.chain(self.days.iter().map(|factor| ("days", factor.percent)));
        let percents = percents.chain(self.tiers.iter().map(|factor| ("tiers", factor.percent)));
        for (field, percent) in percents {
            if percent > MOST_PERCENT {
                return out_of_range(field);
            }
        }
        self.validity = self.validity.checked()?;
        Ok(self)
    }

    /// What a purchase of this amount earns on a day. Where items have factors, the amount is
    /// thought to be parted as the lines are: a discount on the whole lowers each alike.
    #[must_use]
    pub fn earns(
        &self,
        amount_fen: i64,
        lines: &Lines,
        day: NaiveDate,
        tier: Option<TierId>,
    ) -> i64 {
        if amount_fen <= 0 || amount_fen < i64::from(self.minimum_fen) {
            return 0;
        }
        let (weighted, whole) = self.weight(lines);
        let days = self.days.iter().filter(|factor| factor.holds(day));
        let by_day = days.map(|factor| factor.percent).max().unwrap_or(PLAIN_PERCENT);
        let by_tier = self.tiers.iter().find(|factor| Some(factor.tier) == tier);
        let by_tier = by_tier.map_or(PLAIN_PERCENT, |factor| factor.percent);
        // The factors' product stays far below what 128 bits hold.
        let above = i128::from(amount_fen)
            * weighted
            * i128::from(by_day)
            * i128::from(by_tier)
            * i128::from(self.points);
        let hundred = i128::from(PLAIN_PERCENT);
        let below = whole * hundred * hundred * hundred * i128::from(self.per_fen);
        let points = match self.rounding {
            Rounding::Down => above / below,
            Rounding::Nearest => (2 * above + below) / (2 * below),
        };
        i64::try_from(points).unwrap_or(i64::MAX).max(0)
    }

    /// The lines' amounts times their factors, and without.
    fn weight(&self, lines: &Lines) -> (i128, i128) {
        let plain = (i128::from(PLAIN_PERCENT), 1);
        if self.items.is_empty() {
            return plain;
        }
        let (mut weighted, mut whole) = (0_i128, 0_i128);
        for (item, _, fen) in lines {
            let item = item.trim().to_lowercase();
            let known = self.items.iter().find(|known| known.item.to_lowercase() == item);
            let percent = known.map_or(PLAIN_PERCENT, |known| known.percent);
            weighted += i128::from(*fen) * i128::from(percent);
            whole += i128::from(*fen);
        }
        if whole > 0 && weighted >= 0 { (weighted, whole) } else { plain }
    }
}

/// What the shop gives for purchases, from day to day: a rule holds until the next begins, so a
/// new one changes nothing of what was earned before it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarningRules(Vec<EarningRule>);

impl EarningRules {
    /// The rule for purchases of `day`; before the first one nothing is earned.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> Option<&EarningRule> {
        self.0.iter().rev().find(|rule| rule.from <= day)
    }

    /// All of them, the earliest first.
    #[must_use]
    pub fn all(&self) -> &[EarningRule] {
        &self.0
    }

    /// Lets `rule` hold from its day on, in place of whatever was to begin on that day or later.
    #[must_use]
    pub fn with(mut self, rule: EarningRule) -> Self {
        self.0.retain(|known| known.from < rule.from);
        self.0.push(rule);
        self
    }

    /// The first day on which anything may be earned; none without a rule.
    #[must_use]
    pub fn first_day(&self) -> Option<NaiveDate> {
        self.0.first().map(|rule| rule.from)
    }
}

/// What points are worth when they are spent: so many points for so many fen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Worth {
    /// So many points, 1 to 1,000,000.
    pub points: u32,
    /// Are worth so many fen, 0 to 100,000,000.
    pub fen: u32,
}

impl Default for Worth {
    /// A hundred points are one yuan.
    fn default() -> Self {
        Self { points: 100, fen: 100 }
    }
}

impl Worth {
    /// Holds both figures to their range.
    ///
    /// # Errors
    /// `points` or `fen` out of range.
    pub fn checked(self) -> Result<Self, FieldError> {
        if !(1..=1_000_000).contains(&self.points) {
            return Err(FieldError::new("points", InvalidCode::OutOfRange));
        }
        if self.fen > 100_000_000 {
            return Err(FieldError::new("fen", InvalidCode::OutOfRange));
        }
        Ok(self)
    }

    /// What this many points are worth, in fen, less what is not a whole fen.
    #[must_use]
    pub fn of(self, points: i64) -> i64 {
        let fen = i128::from(points) * i128::from(self.fen) / i128::from(self.points.max(1));
        i64::try_from(fen).unwrap_or(i64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn rule() -> EarningRule {
        EarningRule {
            from: day("2026-01-01"),
            points: 1,
            per_fen: 100,
            rounding: Rounding::Down,
            minimum_fen: 0,
            items: Vec::new(),
            days: Vec::new(),
            tiers: Vec::new(),
            validity: Validity::Never,
        }
    }

    #[track_caller]
    fn check(rule: &EarningRule, fen: i64, lines: &[(&str, i64)], expected: i64) {
        // A Wednesday.
        let lines: Vec<_> =
            lines.iter().map(|(item, fen)| ((*item).to_owned(), 1_000, *fen)).collect();
        assert_eq!(rule.earns(fen, &lines, day("2026-07-01"), None), expected);
    }

    #[test]
    fn points_for_an_amount() {
        let nearest = EarningRule { rounding: Rounding::Nearest, ..rule() };
        for (fen, down, near) in [
            (0, 0, 0),
            (-500, 0, 0),
            (49, 0, 0),
            (50, 0, 1),
            (99, 0, 1),
            (100, 1, 1),
            (149, 1, 1),
            (150, 1, 2),
            (100_000_000_000, 1_000_000_000, 1_000_000_000),
        ] {
            check(&rule(), fen, &[], down);
            check(&nearest, fen, &[], near);
        }
        check(&EarningRule { minimum_fen: 5_000, ..rule() }, 4_999, &[], 0);
        check(&EarningRule { minimum_fen: 5_000, ..rule() }, 5_000, &[], 50);
        check(&EarningRule { points: 3, per_fen: 700, ..rule() }, 2_099, &[], 8);
        check(&EarningRule { points: 0, ..rule() }, 2_099, &[], 0);
    }

    #[test]
    fn items_days_and_tiers() {
        let double = |item: &str| vec![ItemFactor { item: item.to_owned(), percent: 200 }];
        let cake = EarningRule { items: double("Cake"), ..rule() };
        check(&cake, 1_000, &[("cake ", 600), ("tea", 400)], 16);
        // Ten percent off the whole.
        check(&cake, 900, &[("cake", 600), ("tea", 400)], 14);
        check(&cake, 1_000, &[], 10);
        let none = vec![ItemFactor { item: "deposit".to_owned(), percent: 0 }];
        check(&EarningRule { items: none, ..rule() }, 500, &[("deposit", 500)], 0);

        let on = |weekdays: &[u8], percent| DayFactor {
            weekdays: weekdays.to_vec(),
            from: None,
            until: None,
            percent,
        };
        let days = |days: Vec<DayFactor>| EarningRule { days, ..rule() };
        check(&days(vec![on(&[3], 150)]), 1_000, &[], 15);
        check(&days(vec![on(&[1, 2, 4, 5, 6, 7], 300)]), 1_000, &[], 10);
        check(&days(vec![on(&[], 150), on(&[3], 300)]), 1_000, &[], 30);
        let july = DayFactor {
            from: Some(day("2026-07-01")),
            until: Some(day("2026-07-01")),
            ..on(&[], 500)
        };
        check(&days(vec![july.clone()]), 1_000, &[], 50);
        check(
            &days(vec![DayFactor { from: Some(day("2026-07-02")), until: None, ..july }]),
            100,
            &[],
            1,
        );

        let gold = TierId::from_uuid(uuid::Uuid::from_u128(7));
        let tiers = vec![TierFactor { tier: gold, percent: 125 }];
        let rule = EarningRule { tiers, ..rule() };
        assert_eq!(rule.earns(1_000, &[], day("2026-07-01"), Some(gold)), 12);
        assert_eq!(rule.earns(1_000, &[], day("2026-07-01"), None), 10);
    }

    #[test]
    fn a_rule_holds_until_the_next() {
        let later = EarningRule { from: day("2026-06-01"), points: 2, ..rule() };
        let rules = EarningRules::default().with(rule()).with(later);
        let points = |rules: &EarningRules, on| rules.on(day(on)).map(|rule| rule.points);
        assert_eq!(points(&rules, "2025-12-31"), None);
        assert_eq!(points(&rules, "2026-01-01"), Some(1));
        assert_eq!(points(&rules, "2026-05-31"), Some(1));
        assert_eq!(points(&rules, "2026-06-01"), Some(2));
        // Begun anew from an earlier day, the later one is gone.
        let anew = rules.with(EarningRule { from: day("2026-03-01"), points: 5, ..rule() });
        assert_eq!(points(&anew, "2026-02-28"), Some(1));
        assert_eq!(points(&anew, "2026-06-01"), Some(5));
        assert_eq!(anew.all().len(), 2);
    }

    #[test]
    fn what_points_are_worth() {
        let worth = Worth { points: 3, fen: 2 };
        for (points, fen) in [(0, 0), (1, 0), (2, 1), (3, 2), (-3, -2), (300, 200)] {
            assert_eq!(worth.of(points), fen);
        }
    }
}
