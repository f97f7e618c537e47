//! Random histories through the file.

use huike_app::{customers, dossier, operations, points, purchases};
use huike_domain::ids::{CustomerId, PurchaseId};
use huike_domain::purchases::RefundDraft;
use huike_domain::tiers::points::{EarningRule, Validity};
use huike_tests::{Story, op};
use proptest::prelude::*;

use super::{points_of, rule, shop, verify};

#[derive(Clone, Debug)]
enum Act {
    Buy(usize, i64),
    Refund(usize, i64),
    Spend(usize, i32),
    Adjust(usize, i32),
    Pass(i64),
    Rule(u32, u16),
    Merge,
    Undo(usize),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        5 => (0..3_usize, 1..500_i64).prop_map(|(who, yuan)| Act::Buy(who, yuan)),
        3 => (any::<usize>(), 1..=100_i64).prop_map(|(which, percent)| Act::Refund(which, percent)),
        3 => (0..3_usize, 1..300_i32).prop_map(|(who, points)| Act::Spend(who, points)),
        1 => (0..3_usize, -50..100_i32).prop_map(|(who, points)| Act::Adjust(who, points)),
        1 => (1..40_i64).prop_map(Act::Pass),
        1 => (0..4_u32, 1..40_u16).prop_map(|(points, days)| Act::Rule(points, days)),
        1 => Just(Act::Merge),
        4 => (0..6_usize).prop_map(Act::Undo),
    ];
    prop::collection::vec(act, 1..16)
}

struct Shop {
    story: Story,
    customers: Vec<CustomerId>,
    bought: Vec<(CustomerId, PurchaseId)>,
}

impl Shop {
    fn new() -> Self {
        let validity = Validity::Days { days: 30 };
        let story =
            shop("2028-02-20T12:00:00+08:00", EarningRule { validity, ..rule("2026-01-01") });
        let customers = ["a", "b", "c"].map(|name| story.customer(name)).to_vec();
        Self { story, customers, bought: Vec::new() }
    }

    /// What may be refused (short of points, changed since, gone) is refused and changes nothing.
    fn act(&mut self, act: &Act) {
        let app = &self.story.app;
        match *act {
            Act::Buy(who, yuan) => {
                let customer = self.customers[who];
                if dossier::page(app, customer).is_ok() {
                    let day = app.today().expect("a day").to_string();
                    let purchase = self.story.buys(customer, &day, yuan);
                    self.bought.push((customer, purchase));
                }
            }
            Act::Refund(which, percent) => {
                let known = self.bought.get(which % self.bought.len().max(1));
                if let Some((customer, purchase)) = known
                    && let Ok(view) = purchases::get(app, *customer, *purchase)
                {
                    let rest = view.amount_fen - view.back_fen;
                    let draft =
                        RefundDraft { lines: Vec::new(), amount_fen: Some(rest * percent / 100) };
                    let _ = purchases::refund(app, op(), *customer, *purchase, draft);
                }
            }
            Act::Spend(who, points) => {
                let _ = points::spend(app, op(), self.customers[who], points, String::new());
            }
            Act::Adjust(who, points) => {
                let _ = points::adjust(app, op(), self.customers[who], points, "x".to_owned());
            }
            Act::Pass(days) => {
                self.story.turn_to_moment(self.story.now().plus_days(days));
                huike_app::followups::prepare_if_new_day(app, self.story.now()).expect("prepared");
            }
            Act::Rule(points, days) => {
                let from = app.today().expect("a day").to_string();
                let rule = EarningRule { points, validity: Validity::Days { days }, ..rule(&from) };
                points::save_rule(app, op(), rule).expect("saved");
            }
            Act::Merge => {
                let (keep, other) = (self.customers[0], self.customers[1]);
                let _ = customers::merge(app, op(), keep, vec![other], Default::default());
            }
            Act::Undo(back) => {
                let recent = operations::recent(app, 200).expect("a history");
                let undoable: Vec<_> = recent.iter().filter(|row| row.undoable).collect();
                if let Some(row) = undoable.get(back)
                    && !row.kind.starts_with("customers.add")
                {
                    let _ = operations::undo(app, op(), Some(row.id));
                }
            }
        }
    }

    fn check(&self) {
        let (mut points, mut owed) = (0, 0);
        for customer in &self.customers {
            if dossier::page(&self.story.app, *customer).is_err() {
                continue;
            }
            let view = points_of(&self.story, *customer);
            points += view.balance_points.max(0);
            owed += (-view.balance_points).max(0);
            let is_owed = view.open_grants.iter().any(|grant| grant.rest < 0);
            let is_left = view.open_grants.iter().any(|grant| grant.rest > 0);
            assert!(!(is_owed && is_left), "{view:?}");
        }
        let all = points::outstanding(&self.story.app).expect("told");
        assert_eq!((all.points, all.owed_points), (points, owed));
        verify(&self.story);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_ledger_explains_its_balance(acts in acts()) {
        let mut shop = Shop::new();
        for act in &acts {
            shop.act(act);
        }
        shop.check();
    }

    #[test]
    fn an_undo_restores_each_figure(before in acts(), last in acts()) {
        let mut shop = Shop::new();
        before.iter().filter(|act| !matches!(act, Act::Merge)).for_each(|act| shop.act(act));
        let figures = |shop: &Shop| {
            let of = |customer: &CustomerId| {
                let view = points_of(&shop.story, *customer);
                let rests: Vec<_> = view.open_grants.iter().map(|grant| (grant.id, grant.rest)).collect();
                (view.balance_points, rests, view.entries.len())
            };
            shop.customers.iter().map(of).collect::<Vec<_>>()
        };
        for act in last.iter().filter(|act| !matches!(act, Act::Undo(_) | Act::Pass(_))) {
            let known = figures(&shop);
            let latest = operations::latest_undoable(&shop.story.app).expect("asked").map(|row| row.id);
            shop.act(act);
            let now = operations::latest_undoable(&shop.story.app).expect("asked").expect("something");
            if Some(now.id) != latest {
                operations::undo(&shop.story.app, op(), Some(now.id)).expect("undone");
                prop_assert_eq!(figures(&shop), known, "{:?}", act);
            }
        }
        shop.check();
    }
}
