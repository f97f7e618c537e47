//! Rules of every kind over everyone in the shop of the bench.

use std::time::{Duration, Instant};

use huike_app::customers::{self, CustomerQuery};
use huike_app::followups::{self, Section};
use huike_app::{App, clock, purchases};
use huike_domain::customers::filter::{self, Library};
use huike_domain::customers::{CustomField, CustomKind};
use huike_domain::festivals::Festival;
use huike_domain::followups::{
    Assignee, FestivalDay, Holding, Rule, RuleDays, RuleSpec, RuleTrigger,
};
use huike_domain::ids::{FieldId, RuleId};
use huike_domain::interactions::InteractionKind;
use huike_domain::purchases::PurchaseDraft;
use huike_domain::recurrence::Recurrence;
use huike_domain::segments::Stage;
use huike_domain::time::add_days;

use crate::p95;
use crate::table::Table;

pub(crate) fn measure(app: &App, table: &mut Table) {
    let before = followups::rules(app).expect("rules");
    let off: Vec<_> = before.iter().map(|rule| Rule { enabled: false, ..rule.clone() }).collect();
    save(app, &off);
    let without = buying(app);
    today(app, |work, bar, took| table.row(work, bar, took));
    let all = all_kinds(app);
    let rules = all.len();
    let start = Instant::now();
    save(app, &all);
    let counts = followups::counts(app).expect("counts");
    let week = counts.due + counts.upcoming;
    let work = format!("rules: {rules} turned on at once: {week} due by a week from now");
    table.note(&work, start.elapsed());
    let start = Instant::now();
    followups::prepare(app, app.now()).expect("prepared");
    let night = start.elapsed();
    table.row(
        &format!("rules: a night with {rules} of every kind, sorting included"),
        10_000,
        night,
    );
    let with = buying(app);
    table.row("one purchase with all that follows, rules of every kind", 10, with);
    table.row("of this, the rules", 5, with.saturating_sub(without));
    let mut slowest = (Duration::ZERO, &all[0]);
    for rule in &all {
        let start = Instant::now();
        followups::preview_rule(app, rule.clone(), None).expect("a preview");
        let took = start.elapsed();
        slowest = if took > slowest.0 { (took, rule) } else { slowest };
    }
    let kind = serde_json::to_value(&slowest.1.spec.trigger).expect("json");
    let kind = kind["kind"].as_str().unwrap_or_default();
    table.row(&format!("rules: the slowest of {rules} previews, {kind}"), 2_000, slowest.0);
    today(app, |work, _, took| table.note(&format!("{work}, {week} due within a week"), took));
    let off: Vec<_> = all.iter().map(|rule| Rule { enabled: false, ..rule.clone() }).collect();
    save(app, &off);
    for rule in all {
        followups::delete_rule(app, clock::new_operation(), rule.id).expect("deleted");
    }
    save(app, &before);
}

/// What the room Today shows; `tell` gets the work, its bar in milliseconds and the figure.
fn today(app: &App, mut tell: impl FnMut(&str, u64, Duration)) {
    for section in [Section::Overdue, Section::Now, Section::Later, Section::Done] {
        let first = |_| drop(followups::section(app, section, None, None, 50).expect("a page"));
        tell(&format!("Today: first page, {section:?}"), 30, p95(60, first));
    }
    let today = app.today().expect("a day");
    let six_weeks = |_| {
        drop(followups::calendar(app, today, add_days(today, 41), None).expect("days"));
    };
    tell("Today: the calendar of six weeks", 100, p95(10, six_weeks));
    let wall = |_| drop(followups::birthdays(app, today, 30).expect("a wall"));
    tell("Today: the wall of birthdays, 30 days", 1_000, p95(3, wall));
    let report = |_| drop(followups::care(app, add_days(today, -60), today).expect("a report"));
    tell("proof of care of 60 days", 1_000, p95(3, report));
}

fn save(app: &App, rules: &[Rule]) {
    let json = serde_json::to_string(rules).expect("json");
    followups::import_rules(app, clock::new_operation(), &json).expect("saved");
}

/// One purchase each for some customers; what was bought is taken back.
fn buying(app: &App) -> Duration {
    let page = customers::page(app, CustomerQuery::default(), 9_000, 150).expect("a page");
    let mut bought = Vec::new();
    let took = p95(page.rows.len(), |n| {
        let op = clock::new_operation();
        let draft = PurchaseDraft {
            at: app.now(),
            amount_fen: 12_800,
            item: "生日蛋糕".to_owned(),
            order_no: String::new(),
            beyond_paid: false,
        };
        purchases::add(app, op, page.rows[n].id, draft).expect("bought");
        bought.push(op);
    });
    for op in bought.into_iter().rev() {
        huike_app::operations::undo(app, clock::new_operation(), Some(op)).expect("undone");
    }
    took
}

/// A date of the shop's own.
fn date_field(app: &App) -> FieldId {
    let mut fields = customers::custom_fields(app).expect("fields");
    if let Some(known) = fields.iter().find(|field| field.kind == CustomKind::Date) {
        return known.id;
    }
    let (id, name) = (FieldId::from_uuid(clock::random_id()), "合同到期".to_owned());
    fields.push(CustomField { id, name, kind: CustomKind::Date, choices: Vec::new() });
    customers::save_custom_fields(app, clock::new_operation(), fields).expect("saved");
    id
}

/// A rule of every kind.
fn all_kinds(app: &App) -> Vec<Rule> {
    let days = |days: &[u16]| days.to_vec();
    let spring = FestivalDay::Known { festival: Festival::SpringFestival };
    let monthly = Recurrence::parse("FREQ=MONTHLY;BYMONTHDAY=1").expect("a recurrence");
    let from = app.today().expect("a day");
    let triggers = [
        ("segment = core", RuleTrigger::Cadence { every_days: 90 }),
        ("everyone", RuleTrigger::Birthday { days_ahead: 7 }),
        ("everyone", RuleTrigger::Anniversary { label: String::new(), days_ahead: 3 }),
        ("segment = core", RuleTrigger::Festival { day: spring, days_ahead: 7 }),
        ("everyone", RuleTrigger::AfterPurchase { days: days(&[3, 7, 30]), item: String::new() }),
        ("everyone", RuleTrigger::AfterPurchase { days: days(&[14]), item: "蛋糕".to_owned() }),
        ("everyone", RuleTrigger::Onboarding { days: days(&[1, 14, 45]) }),
        ("everyone", RuleTrigger::StageEntered { stage: Stage::Silent, days_ahead: 0 }),
        ("everyone", RuleTrigger::StageEntered { stage: Stage::Forgetting, days_ahead: 5 }),
        ("everyone", RuleTrigger::LevelReached { level: None }),
        ("stage = active", RuleTrigger::LevelNear { within_fen: 5_000 }),
        ("everyone", RuleTrigger::LevelFalling { days_ahead: 14 }),
        ("segment = core", RuleTrigger::Expiring { what: Holding::Benefit, days_ahead: 7 }),
        ("everyone", RuleTrigger::Expiring { what: Holding::Points, days_ahead: 30 }),
        ("everyone", RuleTrigger::Expiring { what: Holding::Voucher, days_ahead: 7 }),
        ("everyone", RuleTrigger::UsedUp { item: "茶".to_owned(), days: None, days_ahead: 5 }),
        (
            "everyone",
            RuleTrigger::UsedUp { item: "蛋糕".to_owned(), days: Some(60), days_ahead: 0 },
        ),
        ("everyone", RuleTrigger::Renewal { field: date_field(app), days_ahead: 30 }),
        ("stage = active", RuleTrigger::SessionsLeft { benefit: None, left: 1 }),
        (
            "everyone",
            RuleTrigger::ChildAge {
                months: days(&[1, 3, 6, 12, 24]),
                label: "宝宝".to_owned(),
                days_ahead: 3,
            },
        ),
        ("segment = core", RuleTrigger::Recurring { rule: monthly, from }),
    ];
    let rule = |(audience, trigger): (&str, RuleTrigger)| Rule {
        id: RuleId::from_uuid(clock::random_id()),
        enabled: true,
        minute: 600,
        spec: RuleSpec {
            name: String::new(),
            audience: filter::read(audience, &Library::default()).expect("a filter"),
            trigger,
            contact: InteractionKind::Message,
            channel: None,
            by: Assignee::Owner,
            on: RuleDays::Open,
            script: None,
            promotion: false,
        },
    };
    triggers.map(rule).into()
}
