//! Random histories of one customer: whatever happens, the ledger explains what is left.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::ids::PurchaseId;
use crate::time::{Instant, Zone, add_days};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// A customer whose purchases and ledger are kept in memory.
#[derive(Clone)]
struct Book {
    rules: EarningRules,
    bought: Vec<Bought>,
    entries: Vec<Entry>,
    today: NaiveDate,
    ids: u128,
    spends_refused: u32,
}

#[derive(Clone, Debug)]
enum Act {
    Buy { fen: i64, back_days: i64, item: u8 },
    Refund { which: usize, percent: i64 },
    LooseRefund { fen: i64 },
    Spend { points: i64 },
    Give { points: i64 },
    Pass { days: i64 },
    Rule { points: u32, validity: Validity },
}

impl Book {
    fn new(validity: Validity) -> Self {
        let today = day("2028-02-28");
        let rules = EarningRules::default().with(rule(day("2028-01-01"), 1, validity));
        let (bought, entries) = (Vec::new(), Vec::new());
        Self { rules, bought, entries, today, ids: 0, spends_refused: 0 }
    }

    fn with<T>(&mut self, work: impl FnOnce(&mut Ledger<'_>, &[Due], NaiveDate) -> T) -> T {
        let mut ids = self.ids;
        let mut new_id = || {
            ids += 1;
            Uuid::from_u128(ids)
        };
        let at = Zone::SHANGHAI.start_of(self.today);
        let dues = dues(&self.rules, &self.bought);
        let mut ledger = Ledger::new(self.entries.clone(), at, &mut new_id);
        ledger.bring_up_to(&dues, self.today);
        let answer = work(&mut ledger, &dues, self.today);
        let new = ledger.finish();
        self.ids = ids;
        self.entries.extend(new);
        answer
    }

    fn bring_up_to_date(&mut self) {
        self.with(|_, _, _| ());
    }

    fn buy(&mut self, fen: i64, on: NaiveDate, item: u8, reverses: Option<PurchaseId>) {
        self.ids += 1;
        self.bought.push(Bought {
            id: PurchaseId::from_uuid(Uuid::from_u128(self.ids)),
            at: Zone::SHANGHAI.start_of(on),
            terms: Earned { day: on, tier: None },
            amount_fen: fen,
            reverses,
            lines: vec![(format!("item {item}"), fen.signum() * 1_000, fen)],
        });
        self.bring_up_to_date();
    }

    /// What stays of a purchase, in fen.
    fn stays(&self, purchase: PurchaseId) -> i64 {
        let about = |bought: &&Bought| bought.id == purchase || bought.reverses == Some(purchase);
        self.bought.iter().filter(about).map(|bought| bought.amount_fen).sum()
    }

    fn refund(&mut self, purchase: PurchaseId, fen: i64) {
        let item = if fen % 2 == 0 { 0 } else { 1 };
        self.buy(-fen, self.today, item, Some(purchase));
    }

    fn act(&mut self, act: &Act) {
        match *act {
            Act::Buy { fen, back_days, item } => {
                self.buy(fen, add_days(self.today, -back_days), item, None);
            }
            Act::Refund { which, percent } => {
                let bought: Vec<_> = self
                    .bought
                    .iter()
                    .filter(|bought| bought.reverses.is_none() && bought.amount_fen > 0)
                    .map(|bought| bought.id)
                    .collect();
                if !bought.is_empty() {
                    let purchase = bought[which % bought.len()];
                    let fen = self.stays(purchase) * percent / 100;
                    if fen > 0 {
                        self.refund(purchase, fen);
                    }
                }
            }
            Act::LooseRefund { fen } => self.buy(-fen, self.today, 0, None),
            Act::Spend { points } => {
                let spent = self.with(|ledger, _, _| ledger.take(Kind::Spend, points, ""));
                self.spends_refused += u32::from(spent.is_err());
            }
            Act::Give { points } => {
                let expires = Some(add_days(self.today, 40));
                self.with(|ledger, dues, today| {
                    ledger.give(points, expires, "sorry");
                    ledger.bring_up_to(dues, today);
                });
            }
            Act::Pass { days } => {
                self.today = add_days(self.today, days);
                self.bring_up_to_date();
            }
            Act::Rule { points, validity } => {
                let rule = rule(add_days(self.today, -3), points, validity);
                self.rules = self.rules.clone().with(rule);
                self.bring_up_to_date();
            }
        }
    }

    fn open(&self) -> Vec<OpenGrant> {
        Ledger::new(self.entries.clone(), Instant(0), &mut Uuid::nil).open()
    }

    /// What is left by the day on which it runs out, and what is owed.
    fn left(&self) -> (BTreeMap<Option<NaiveDate>, i64>, i64) {
        let (mut left, mut owed) = (BTreeMap::new(), 0);
        for open in self.open() {
            if open.rest > 0 {
                *left.entry(open.expires).or_default() += open.rest;
            } else {
                owed += open.rest;
            }
        }
        (left, owed)
    }

    fn balance(&self) -> i64 {
        self.entries.iter().map(|entry| entry.points).sum()
    }

    /// Whether a spending from a place on took from points that run out later than some that are left.
    fn took_ahead(&self, from: usize) -> bool {
        let last = |day: Option<NaiveDate>| day.unwrap_or(NaiveDate::MAX);
        let next = self.open().iter().filter(|open| open.rest > 0).map(|it| last(it.expires)).min();
        let runs_out =
            |grant| self.entries.iter().find(|it| it.id == grant).map(|it| last(it.expires));
        self.entries[from..]
            .iter()
            .filter(|it| it.kind == Kind::Spend)
            .any(|it| it.grant.and_then(runs_out) > next)
    }

    #[track_caller]
    fn check(&mut self) {
        let open = self.open();
        assert_eq!(self.balance(), open.iter().map(|open| open.rest).sum::<i64>());
        let is_owed = open.iter().any(|open| open.rest < 0);
        let is_left = open.iter().any(|open| open.rest > 0);
        assert!(!(is_owed && is_left), "what is left pays what is owed: {open:?}");
        for open in &open {
            let ran_out = open.rest > 0 && open.expires.is_some_and(|last| last < self.today);
            assert!(!ran_out, "{open:?} on {}", self.today);
        }
        for due in dues(&self.rules, &self.bought) {
            let about = |entry: &&Entry| {
                entry.purchase == Some(due.purchase)
                    && matches!(entry.kind, Kind::Earn | Kind::Reverse)
            };
            let given: i64 = self.entries.iter().filter(about).map(|entry| entry.points).sum();
            assert_eq!(given, due.points);
        }
        let mut settled = 0;
        for entry in &self.entries {
            let names = entry.grant.map(|grant| self.entries.iter().any(|other| other.id == grant));
            assert_ne!(names, Some(false), "{entry:?}");
            settled += if entry.kind == Kind::Settle { entry.points } else { 0 };
        }
        assert_eq!(settled, 0);
        let before = self.entries.len();
        self.bring_up_to_date();
        assert_eq!(self.entries.len(), before, "twice adds nothing");
    }
}

fn rule(from: NaiveDate, points: u32, validity: Validity) -> EarningRule {
    EarningRule {
        from,
        points,
        per_fen: 100,
        rounding: Rounding::Nearest,
        minimum_fen: 300,
        items: vec![ItemFactor { item: "item 1".to_owned(), percent: 150 }],
        days: vec![DayFactor { weekdays: vec![6, 7], from: None, until: None, percent: 200 }],
        tiers: Vec::new(),
        validity,
    }
}

fn validities() -> impl Strategy<Value = Validity> {
    prop_oneof![
        Just(Validity::Never),
        (1..90_u16).prop_map(|days| Validity::Days { days }),
        (0..3_u16).prop_map(|months| Validity::Months { months }),
    ]
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        4 => (0..60_000_i64, 0..80_i64, 0..3_u8)
            .prop_map(|(fen, back_days, item)| Act::Buy { fen, back_days, item }),
        3 => (any::<usize>(), 1..=100_i64).prop_map(|(which, percent)| Act::Refund { which, percent }),
        1 => (1..20_000_i64).prop_map(|fen| Act::LooseRefund { fen }),
        3 => (1..400_i64).prop_map(|points| Act::Spend { points }),
        1 => (1..100_i64).prop_map(|points| Act::Give { points }),
        2 => (1..40_i64).prop_map(|days| Act::Pass { days }),
        1 => (0..4_u32, validities()).prop_map(|(points, validity)| Act::Rule { points, validity }),
    ];
    prop::collection::vec(act, 1..30)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn the_balance_is_the_sum_of_the_ledger_and_of_what_is_left(
        validity in validities(),
        acts in acts(),
    ) {
        let mut book = Book::new(validity);
        for act in &acts {
            book.act(act);
            book.check();
        }
    }

    #[test]
    fn a_purchase_and_its_refund_change_nothing_in_the_end(
        validity in validities(),
        acts in acts(),
        fen in 1..80_000_i64,
        parts in prop::collection::vec(1..100_i64, 0..4),
    ) {
        let mut book = Book::new(validity);
        acts.iter().for_each(|act| book.act(act));
        let before = book.left();
        book.buy(fen, book.today, 1, None);
        let purchase = book.bought.last().expect("bought").id;
        for percent in parts {
            let part = book.stays(purchase) * percent / 100;
            if part > 0 {
                book.refund(purchase, part);
            }
        }
        let rest = book.stays(purchase);
        book.refund(purchase, rest);
        book.check();
        prop_assert_eq!(book.left(), before);
    }

    #[test]
    fn the_order_of_one_day_does_not_matter(
        validity in validities(),
        before in acts(),
        today in prop::collection::vec(prop_oneof![
            (0..60_000_i64, 0..3_u8).prop_map(|(fen, item)| Act::Buy { fen, back_days: 0, item }),
            (0..4_usize, 100..=100_i64).prop_map(|(which, percent)| Act::Refund { which, percent }),
            (1..200_i64).prop_map(|points| Act::Spend { points }),
        ], 2..7),
        seed in any::<u64>(),
    ) {
        let mut book = Book::new(validity);
        // What was bought before, so that refunds mean the same purchase in each order.
        (0..4).for_each(|n| book.buy(9_000 + n * 700, add_days(book.today, -n), 0, None));
        before.iter().for_each(|act| book.act(act));
        let refused = book.spends_refused;
        let known: Vec<_> = book.bought.iter().filter(|bought| bought.reverses.is_none()).take(4).map(|bought| bought.id).collect();
        let run = |order: &[Act]| {
            let mut book = book.clone();
            for act in order {
                match *act {
                    Act::Refund { which, .. } => {
                        let fen = book.stays(known[which]);
                        if fen > 0 {
                            book.refund(known[which], fen);
                        }
                    }
                    ref act => book.act(act),
                }
            }
            book.check();
            book
        };
        let mut shuffled = today.clone();
        let mut state = seed | 1;
        for n in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            shuffled.swap(n, usize::try_from(state >> 33).expect("small") % (n + 1));
        }
        let (one, other) = (run(&today), run(&shuffled));
        // Points that are not there yet cannot be spent: such a day is another day.
        if one.spends_refused != refused || other.spends_refused != refused {
            return Ok(());
        }
        // So is one on which points come back after their last day, for they run out at once.
        let known = book.entries.len();
        let ran_out = |book: &Book| {
            book.entries[known..].iter().any(|it| it.kind == Kind::Expire && it.points < 0)
        };
        if ran_out(&one) || ran_out(&other) {
            return Ok(());
        }
        prop_assert_eq!(one.balance(), other.balance());
        // By one rule nothing runs out before what was bought earlier, but for what was entered late
        // or comes back: where points that run out later are there already, what is taken before
        // others come is taken from them.
        let by_one_rule =
            !before.iter().any(|act| matches!(act, Act::Give { .. } | Act::Rule { .. }));
        if by_one_rule && !one.took_ahead(known) && !other.took_ahead(known) {
            prop_assert_eq!(one.left(), other.left());
        }
    }
}

/// What was entered late runs out earlier, and what is taken while a debt holds it comes from later
/// points, which a refund of the same day does not undo.
#[test]
fn what_was_taken_before_points_came_back_stays_taken() {
    let mut book = Book::new(Validity::Days { days: 62 });
    (0..4).for_each(|n| book.buy(9_000 + n * 700, add_days(book.today, -n), 0, None));
    for act in [
        Act::Pass { days: 12 },
        Act::Refund { which: 3, percent: 17 },
        Act::LooseRefund { fen: 11_725 },
        Act::Pass { days: 36 },
        Act::Refund { which: 1, percent: 53 },
        Act::LooseRefund { fen: 1_125 },
        Act::Pass { days: 28 },
        Act::Buy { fen: 300, back_days: 0, item: 0 },
        Act::Buy { fen: 30_650, back_days: 16, item: 0 },
        Act::Spend { points: 82 },
    ] {
        book.act(&act);
    }
    let (third, first) =
        (Act::Refund { which: 2, percent: 100 }, Act::Refund { which: 0, percent: 100 });
    let spend = Act::Spend { points: 74 };
    let known = book.entries.len();
    let run = |acts: [&Act; 3]| {
        let mut book = book.clone();
        acts.into_iter().for_each(|act| book.act(act));
        book.check();
        (book.left().0.into_values().collect::<Vec<_>>(), book.took_ahead(known))
    };
    assert_eq!(run([&third, &first, &spend]), (vec![28, 6], false));
    assert_eq!(run([&third, &spend, &first]), (vec![29, 5], true));
}

#[test]
fn points_of_a_leap_day_run_out_after_their_last_day() {
    let mut book = Book::new(Validity::Days { days: 1 });
    book.buy(10_000, day("2028-02-28"), 0, None);
    for (today, balance) in [("2028-02-28", 100), ("2028-02-29", 100), ("2028-03-01", 0)] {
        book.today = day(today);
        book.bring_up_to_date();
        assert_eq!(book.balance(), balance, "on {today}");
    }
}

#[test]
fn a_refund_of_points_that_were_spent_is_owed_and_paid_by_the_next() {
    let mut book = Book::new(Validity::Never);
    book.buy(10_000, book.today, 0, None);
    book.act(&Act::Spend { points: 60 });
    book.act(&Act::Refund { which: 0, percent: 100 });
    assert_eq!((book.balance(), book.left()), (-60, (BTreeMap::new(), -60)));
    book.act(&Act::Spend { points: 1 });
    assert_eq!((book.balance(), book.spends_refused), (-60, 1));
    book.buy(8_000, book.today, 0, None);
    assert_eq!(book.left(), (BTreeMap::from([(None, 20)]), 0));
    book.check();
}

#[test]
fn points_that_ran_out_are_not_owed_by_a_refund() {
    let mut book = Book::new(Validity::Days { days: 5 });
    book.buy(10_000, book.today, 0, None);
    book.act(&Act::Spend { points: 30 });
    book.act(&Act::Pass { days: 6 });
    assert_eq!(book.balance(), 0);
    book.act(&Act::Refund { which: 0, percent: 50 });
    assert_eq!(book.balance(), 0);
    book.act(&Act::Refund { which: 0, percent: 100 });
    assert_eq!(book.balance(), -30);
    book.check();
}

/// A payer may have been paid for itself, and gives back in its turn.
#[test]
fn who_gets_back_gives_back() {
    let mut book = Book::new(Validity::Never);
    let loose = |fen| Act::LooseRefund { fen };
    for act in [
        Act::Buy { fen: 10_000, back_days: 3, item: 0 },
        loose(5_000),
        Act::Rule { points: 2, validity: Validity::Days { days: 1 } },
        Act::Buy { fen: 7_000, back_days: 0, item: 0 },
        Act::Refund { which: 0, percent: 100 },
        Act::Pass { days: 8 },
        Act::Buy { fen: 8_000, back_days: 0, item: 0 },
        Act::Refund { which: 1, percent: 100 },
    ] {
        book.act(&act);
        book.check();
    }
}

#[test]
fn what_was_bought_before_there_were_points_is_brought_back_without_owing() {
    let mut book = Book::new(Validity::Never);
    book.buy(10_000, day("2027-12-31"), 0, None);
    book.act(&Act::LooseRefund { fen: 10_000 });
    assert_eq!(book.balance(), 0);
    book.buy(10_000, add_days(book.today, -3), 0, None);
    assert_eq!(book.balance(), 0, "the loose refund now takes what the purchase before it gave");
    book.check();
}

#[test]
fn spending_takes_what_expires_first() {
    let mut book = Book::new(Validity::Never);
    book.buy(10_000, book.today, 0, None);
    book.act(&Act::Give { points: 10 });
    book.act(&Act::Spend { points: 15 });
    let taken: Vec<_> = book
        .entries
        .iter()
        .filter(|entry| entry.kind == Kind::Spend)
        .map(|entry| (entry.points, entry.grant.is_some()))
        .collect();
    assert_eq!(taken, [(-10, true), (-5, true)]);
}
