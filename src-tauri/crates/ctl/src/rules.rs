//! The rules that propose follow-ups, and the proof of care.

use std::io::ErrorKind;
use std::path::Path;

use chrono::NaiveDate;
use huike_app::AppError;
use huike_app::clock::new_operation;
use huike_app::followups::{self, CareLine};
use huike_domain::error::InvalidCode;
use huike_domain::followups::Rule;
use serde_json::{Value, json};

use crate::answer::inward;
use crate::args::Rules;
use crate::desk::Desk;
use crate::table::Table;
use crate::wording::money;

/// What is to be done with rules.
pub(crate) fn run(desk: &Desk, asked: Rules) -> Result<(), AppError> {
    match asked {
        Rules::List => list(desk),
        Rules::Import { file } => import(desk, &file),
        Rules::Preview { rule, at } => preview(desk, &rule, at),
    }
}

fn list(desk: &Desk) -> Result<(), AppError> {
    let rules = followups::rules(&desk.app)?;
    desk.answer(&json!({ "rules": rules }), || {
        let mut table = Table::default();
        for rule in &rules {
            let on = desk.say(if rule.enabled { "ctl.rules.on" } else { "ctl.rules.off" });
            table.row([name_of(desk, rule), on, rule.id.to_string()]);
        }
        table.text()
    })
}

/// What a rule is called: by its own name, or by what makes it propose somebody.
fn name_of(desk: &Desk, rule: &Rule) -> String {
    if !rule.spec.name.is_empty() {
        return rule.spec.name.clone();
    }
    let kind = serde_json::to_value(&rule.spec.trigger).ok();
    let kind = kind.as_ref().and_then(|trigger| trigger.get("kind")?.as_str());
    desk.say(&format!("terms.trigger.{}", kind.unwrap_or_default()))
}

fn import(desk: &Desk, file: &Path) -> Result<(), AppError> {
    let text = std::fs::read_to_string(file).map_err(|error| match error.kind() {
        ErrorKind::NotFound => AppError::not_found("file", &file.display().to_string()),
        _ => AppError::invalid("file", InvalidCode::Unreadable),
    })?;
    let unreadable = |_| AppError::invalid("file", InvalidCode::Unreadable);
    let mut value = inward(serde_json::from_str::<Value>(&text).map_err(unreadable)?);
    let rules = match value.get_mut("rules") {
        Some(rules) => rules.take(),
        None => value,
    };
    let operation = new_operation();
    let count = followups::import_rules(&desk.app, operation, &rules.to_string())?;
    desk.answer(&json!({ "operation": operation, "rules": count }), || {
        desk.words.say_count("ctl.rules.imported", i64::try_from(count).unwrap_or(0), &[])
    })
}

fn preview(desk: &Desk, rule: &str, at: Option<String>) -> Result<(), AppError> {
    let at = at.map(|at| desk.moment(&at)).transpose()?;
    let rule = followups::rule_called(&desk.app, rule)?;
    let found = followups::preview_rule(&desk.app, rule, at)?;
    let today = desk.zone.day_of(at.unwrap_or_else(|| desk.app.now()));
    desk.answer(&found, || {
        let mut table = Table::default();
        for wanted in &found.next {
            let why = desk.reason_words(&wanted.reason, today);
            let held = wanted.held.map(|held| desk.say(&format!("terms.held.{}", held.as_str())));
            table.row([
                desk.moment_words(wanted.due),
                wanted.customer_name.clone(),
                why,
                held.unwrap_or_default(),
            ]);
        }
        let weekly = format!("{}.{}", found.weekly_tenths / 10, found.weekly_tenths % 10);
        let audience = found.audience.to_string();
        let head = [("audience", audience.as_str()), ("weekly", weekly.as_str())];
        format!("{}\n{}", desk.say_with("ctl.rules.preview", &head), table.text())
    })
}

/// How many were due, done in time, late and skipped, and what came of it.
pub(crate) fn care(desk: &Desk, from: NaiveDate, to: NaiveDate) -> Result<(), AppError> {
    let report = followups::care(&desk.app, from, to)?;
    let rules = followups::rules(&desk.app)?;
    desk.answer(&report, || {
        let heads = ["who", "due", "inTime", "late", "skipped", "passed", "open", "bought"];
        let mut table = Table::with_heads(heads.map(|head| desk.say(&format!("ctl.care.{head}"))));
        let mut line = |name: String, line: &CareLine| {
            let care = line.care;
            let counts =
                [care.total, care.in_time, care.late, care.skipped, care.passed, care.open];
            let counts = counts.map(|count| count.to_string());
            let came = format!("{} · {}", line.came.contacts, money(line.came.fen));
            table.row(std::iter::once(name).chain(counts).chain([came]));
        };
        let all =
            CareLine { person: String::new(), rule: None, care: report.all, came: report.came };
        line(desk.say("ctl.care.all"), &all);
        for found in &report.people {
            let nobody = found.person.is_empty();
            let name = if nobody { desk.say("ctl.care.nobody") } else { found.person.clone() };
            line(name, found);
        }
        for found in &report.rules {
            let rule = rules.iter().find(|rule| Some(rule.id) == found.rule);
            line(rule.map_or_else(|| desk.say("ctl.care.byHand"), |it| name_of(desk, it)), found);
        }
        table.text()
    })
}
