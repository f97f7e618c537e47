//! Random months of a shop with rules of many kinds: whatever happens, what is planned is what the
//! rules ask for, each occasion once, in open time, within the caps; and looking again changes
//! nothing.

use std::collections::{BTreeMap, BTreeSet};

use huike_app::followups::{self, FollowUpView, Next};
use huike_app::{calendar, customers, dossier, interactions, operations, purchases, vault};
use huike_domain::calendar::{BusinessCalendar, Span};
use huike_domain::customers::{Birthday, CustomerDraft};
use huike_domain::followups::{Reason, Restraint, RuleTrigger, State, counts_against_caps};
use huike_domain::ids::{CustomerId, FollowUpId};
use huike_domain::interactions::InteractionKind::{Call, DeepTalk, Message, Visit};
use huike_domain::segments::{ContactCap, Stage};
use huike_domain::time::{Instant, Zone, add_days, days_between};
use huike_tests::{Story, contact, op};
use proptest::prelude::*;

use super::{day, named, rule, shop};

#[derive(Clone, Copy, Debug)]
enum Act {
    Buys(usize, i64),
    GivesBack(usize),
    Logs(usize, u8),
    Done(usize),
    Tried(usize),
    Skipped(usize),
    PutOff(usize, i64),
    Mended(usize, u8),
    Undo,
    Days(i64),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        3 => (0..4_usize, 0..3_i64).prop_map(|(who, back)| Act::Buys(who, back)),
        1 => (0..4_usize).prop_map(Act::GivesBack),
        2 => (0..4_usize, 0..4_u8).prop_map(|(who, kind)| Act::Logs(who, kind)),
        3 => (0..6_usize).prop_map(Act::Done),
        1 => (0..6_usize).prop_map(Act::Tried),
        1 => (0..6_usize).prop_map(Act::Skipped),
        1 => (0..6_usize, 1..20_i64).prop_map(|(row, days)| Act::PutOff(row, days)),
        1 => (0..4_usize, 1..29_u8).prop_map(|(who, day)| Act::Mended(who, day)),
        1 => Just(Act::Undo),
        4 => (1..12_i64).prop_map(Act::Days),
    ]
}

struct World {
    story: Story,
    people: Vec<CustomerId>,
    /// Follow-ups that a person put off to whatever moment.
    put_off: BTreeSet<FollowUpId>,
}

const CAP: ContactCap = ContactCap { contacts: 2, days: 14 };

impl World {
    fn new() -> Self {
        let story = shop(&[
            rule(RuleTrigger::Cadence { every_days: 30 }, Call),
            rule(RuleTrigger::Birthday { days_ahead: 2 }, Message),
            rule(RuleTrigger::AfterPurchase { days: vec![3, 7], item: String::new() }, Message),
            rule(RuleTrigger::Onboarding { days: vec![1, 20] }, Call),
            rule(RuleTrigger::StageEntered { stage: Stage::Silent, days_ahead: 3 }, Message),
            rule(
                RuleTrigger::UsedUp { item: "茶".to_owned(), days: Some(20), days_ahead: 2 },
                Message,
            ),
        ]);
        let hours = || vec![Span { from: 540, to: 720 }, Span { from: 810, to: 1_080 }];
        let week = [hours(), hours(), hours(), hours(), hours(), hours(), Vec::new()];
        let hours = BusinessCalendar { week: Some(week), ..BusinessCalendar::default() };
        calendar::save(&story.app, op(), hours).expect("hours");
        let restraint = Restraint {
            active: Some(CAP),
            silent: Some(CAP),
            forgetting: Some(CAP),
            lost: Some(CAP),
            never: Some(CAP),
            quiet: Vec::new(),
        };
        followups::set_restraint(&story.app, op(), restraint).expect("caps");
        let people = (0..4)
            .map(|n| {
                let birthday = Some(Birthday::solar(Some(1990), 12, 3 + 6 * n));
                story.customer_with(CustomerDraft { birthday, ..named(&format!("客户{n}")) })
            })
            .collect();
        Self { story, people, put_off: BTreeSet::new() }
    }

    fn row(&self, at: usize) -> Option<FollowUpView> {
        let rows = followups::today(&self.story.app, None, 50).expect("today").rows;
        rows.into_iter().nth(at)
    }

    fn act(&mut self, act: Act) {
        let app = &self.story.app;
        let now = self.story.now();
        match act {
            Act::Buys(who, back) => {
                let on = Zone::SHANGHAI.day_of(now.plus_days(-back)).to_string();
                self.story.buys_item(self.people[who], &on, "茶", 50);
            }
            Act::GivesBack(who) => {
                let filter = Default::default();
                let page = dossier::timeline(app, self.people[who], filter, None, 50);
                for entry in page.expect("a timeline").entries {
                    let dossier::TimelineEntry::Purchase(bought) = entry else { continue };
                    if bought.reverses.is_none() && !bought.reversed {
                        purchases::reverse(app, op(), self.people[who], bought.id).expect("back");
                        break;
                    }
                }
            }
            Act::Logs(who, kind) => {
                let kind = [Call, Message, DeepTalk, Visit][usize::from(kind)];
                let draft = contact(kind, "");
                interactions::log(app, op(), self.people[who], draft, Next::None).expect("logged");
            }
            Act::Done(at) => {
                let Some(row) = self.row(at) else { return };
                let draft = contact(row.contact, "");
                followups::done(app, op(), row.id, draft, None, Next::ByRule).expect("done");
            }
            Act::Tried(at) => {
                let Some(row) = self.row(at) else { return };
                followups::tried(app, op(), row.id, String::new()).expect("tried");
            }
            Act::Skipped(at) => {
                let Some(row) = self.row(at) else { return };
                followups::cancel(app, op(), row.id, "no".to_owned()).expect("skipped");
            }
            Act::PutOff(at, days) => {
                let Some(row) = self.row(at) else { return };
                followups::snooze(app, op(), row.id, now.plus_days(days)).expect("put off");
                self.put_off.insert(row.id);
            }
            Act::Mended(who, day) => {
                let id = self.people[who];
                let before = dossier::page(app, id).expect("a page").draft;
                let birthday = Some(Birthday::solar(None, 12, day));
                let after = CustomerDraft { birthday, ..before.clone() };
                customers::edit(app, op(), id, before, after).expect("mended");
            }
            Act::Undo => {
                // The set-up of the shop stays, and what cannot be taken back says so.
                let set_up = ["customers.add", "followups.rule", "followups.restraint", "calendar"];
                let latest = operations::latest_undoable(app).expect("the latest");
                let is_mine = |kind: &str| !set_up.iter().any(|prefix| kind.starts_with(prefix));
                if let Some(latest) = latest.filter(|latest| is_mine(&latest.kind)) {
                    let _ = operations::undo(app, op(), Some(latest.id));
                }
            }
            Act::Days(days) => {
                self.story.turn_to_moment(now.plus_days(days));
                followups::prepare_if_new_day(app, self.story.now()).expect("a new day");
            }
        }
    }

    fn plans(&self) -> BTreeMap<CustomerId, Vec<FollowUpView>> {
        let of = |id: &CustomerId| {
            (*id, dossier::page(&self.story.app, *id).expect("a page").follow_ups)
        };
        self.people.iter().map(of).collect()
    }

    fn check(&self) {
        let plans = self.plans();
        let hours = calendar::get(&self.story.app).expect("hours").calendar;
        for (customer, plan) in &plans {
            for it in plan {
                assert_eq!(it.state, State::Open);
                assert!(!it.reasons.is_empty());
                if !self.put_off.contains(&it.id) {
                    assert!(hours.in_zone(Zone::SHANGHAI).is_open(it.due), "closed: {it:?}");
                }
            }
            // One cadence at a time, and no reason twice.
            let reasons: Vec<_> = plan.iter().flat_map(|it| &it.reasons).collect();
            let cadences = reasons.iter().filter(|it| matches!(it, Reason::Cadence { .. })).count();
            assert!(cadences <= 1, "two cadences: {plan:?}");
            let _ = customer;
        }
        // Looking again, and planning everyone anew, changes nothing.
        self.story.prepare();
        for (customer, again) in self.plans() {
            let lines = |plan: &[FollowUpView]| plan.iter().map(line).collect::<Vec<_>>();
            assert_eq!(lines(&again), lines(&plans[&customer]), "looking again found another plan");
        }
        let report = vault::verify(&self.story.app).expect("verified");
        assert_eq!(report.problems, Vec::<String>::new());
    }
}

/// A follow-up as a failure shows it.
fn line(it: &FollowUpView) -> String {
    format!("{} {:?} until {:?}, {} points, {:?}", it.id, it.due, it.by, it.points, it.reasons)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn months_of_a_shop(acts in prop::collection::vec(act(), 1..40)) {
        let mut world = World::new();
        for act in acts {
            world.act(act);
        }
        world.check();
    }
}

/// Contacts and plans of one who does nothing of their own accord stay within the cap, as long as
/// nobody is contacted but through what is planned.
#[test]
fn a_year_within_the_cap() {
    let mut world = World::new();
    let mut contacts: BTreeMap<CustomerId, Vec<Instant>> = BTreeMap::new();
    let last = add_days(day("2026-11-23"), 365);
    let mut round = 0;
    while Zone::SHANGHAI.day_of(world.story.now()) < last {
        if round % 5 == 0 {
            let who = world.people[round % 4];
            let on = Zone::SHANGHAI.day_of(world.story.now()).to_string();
            world.story.buys_item(who, &on, "茶", 80);
        }
        while let Some(row) = world.row(0) {
            if row.due > world.story.now() {
                break;
            }
            let draft = contact(row.contact, "");
            let app = &world.story.app;
            followups::done(app, op(), row.id, draft, None, Next::ByRule).expect("done");
            if counts_against_caps(row.contact) {
                contacts.entry(row.customer).or_default().push(world.story.now());
            }
        }
        world.act(Act::Days(1));
        round += 1;
    }
    assert!(contacts.values().map(Vec::len).sum::<usize>() > 40, "{contacts:?}");
    for days in contacts.values() {
        let days: Vec<_> = days.iter().map(|at| Zone::SHANGHAI.day_of(*at)).collect();
        for first in &days {
            let within = |other: &&chrono::NaiveDate| {
                (0..i64::from(CAP.days)).contains(&days_between(*first, **other))
            };
            let count = days.iter().filter(within).count();
            assert!(count <= usize::from(CAP.contacts), "{count} from {first}: {days:?}");
        }
    }
}
