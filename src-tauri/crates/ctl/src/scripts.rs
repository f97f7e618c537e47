//! Scripts, and what came of them.

use std::path::Path;

use huike_app::clock::new_operation;
use huike_app::scripts::{self, ScriptFigures, ScriptVersionView, ScriptView};
use huike_app::{AppError, customers};
use huike_domain::error::InvalidCode;
use huike_domain::ids::ScriptId;
use huike_domain::scripts::{ScriptDraft, Variable};
use serde_json::json;

use crate::answer::{internal, inward};
use crate::args::Scripts;
use crate::desk::{self, Desk};
use crate::table::Table;
use crate::wording::money;

/// What is to be done with scripts.
pub(crate) fn run(desk: &Desk, asked: Scripts) -> Result<(), AppError> {
    match asked {
        Scripts::List { archived } => list(desk, archived),
        Scripts::Show { id } => show(desk, &id),
        Scripts::Import { file } => import(desk, &file),
        Scripts::Export { file } => export(desk, file.as_deref()),
        Scripts::Preview { id, customer } => preview(desk, &id, &customer),
        Scripts::Report => report(desk),
    }
}

fn list(desk: &Desk, archived: bool) -> Result<(), AppError> {
    let mut found = scripts::list(&desk.app)?.scripts;
    found.retain(|script| archived || !script.archived);
    desk.answer(&json!({ "scripts": found }), || {
        let heads = ["title", "occasions", "version", "uses", "bought"];
        let heads = heads.map(|head| desk.say(&format!("ctl.scripts.{head}")));
        let mut table = Table::with_heads(heads.into_iter().chain([desk.say("ctl.id")]));
        for script in &found {
            table.row([
                script.draft.title.clone(),
                occasions(desk, script),
                script.version.to_string(),
                script.figures.uses.to_string(),
                share(&script.figures),
                script.id.to_string(),
            ]);
        }
        table.right(&[2, 3, 4]).text()
    })
}

fn occasions(desk: &Desk, script: &ScriptView) -> String {
    let of = |occasion: &huike_domain::scripts::Occasion| {
        desk.say(&format!("scripts.occasion.{}", occasion.as_str()))
    };
    let occasions: Vec<_> = script.draft.fits.occasions.iter().map(of).collect();
    occasions.join(&desk.say("scripts.value.comma"))
}

/// The share of uses after which something was bought.
fn share(figures: &ScriptFigures) -> String {
    if figures.uses == 0 {
        return "–".to_owned();
    }
    let percent = f64::from(figures.bought) * 100.0 / f64::from(figures.uses);
    format!("{} ({percent:.0} %)", figures.bought)
}

fn find(desk: &Desk, id: &str) -> Result<ScriptView, AppError> {
    let script: ScriptId = desk::id("script", id)?;
    let mut all = scripts::list(&desk.app)?.scripts.into_iter();
    all.find(|found| found.id == script).ok_or_else(|| AppError::not_found("script", id))
}

fn show(desk: &Desk, id: &str) -> Result<(), AppError> {
    let script = find(desk, id)?;
    let versions = scripts::history(&desk.app, script.id)?;
    desk.answer(&json!({ "script": script, "versions": versions }), || {
        let block = |version: &ScriptVersionView| {
            let (at, used) = (desk.moment_words(version.saved_at), version.figures.uses);
            let (number, title) = (version.version, &version.title);
            let (uses, bought) = (desk.say("ctl.scripts.uses"), share(&version.figures));
            format!("{number}  {at}  {title}  {uses} {used}, {bought}\n{}\n", version.text)
        };
        versions.iter().map(block).collect::<Vec<_>>().join("\n")
    })
}

fn import(desk: &Desk, file: &Path) -> Result<(), AppError> {
    let unreadable = || AppError::invalid("scripts", InvalidCode::Unreadable);
    let text = std::fs::read_to_string(file).map_err(|_| unreadable())?;
    let value = serde_json::from_str(&text).map_err(|_| unreadable())?;
    let drafts: Vec<ScriptDraft> =
        serde_json::from_value(inward(value)).map_err(|_| unreadable())?;
    let operation = new_operation();
    let imported = scripts::import(&desk.app, operation, drafts)?;
    let answer =
        json!({ "operation": operation, "added": imported.added, "known": imported.known });
    desk.answer(&answer, || {
        let (added, known) = (imported.added.to_string(), imported.known.to_string());
        desk.say_with("ctl.scripts.imported", &[("added", &added), ("known", &known)])
    })
}

fn export(desk: &Desk, file: Option<&Path>) -> Result<(), AppError> {
    let drafts = scripts::export(&desk.app)?;
    let pretty = serde_json::to_string_pretty(&drafts).map_err(internal)?;
    let Some(file) = file else { return desk.answer(&drafts, || pretty) };
    std::fs::write(file, pretty).map_err(internal)?;
    let value = json!({ "file": file, "scripts": drafts.len() });
    desk.answer(&value, || file.display().to_string())
}

fn preview(desk: &Desk, id: &str, customer: &str) -> Result<(), AppError> {
    let script = find(desk, id)?;
    let customer = customers::find(&desk.app, customer)?;
    let filled = scripts::preview(&desk.app, script.draft.text, Some(customer))?;
    let text = filled.text();
    desk.answer(&json!({ "text": text, "missing": filled.missing }), || {
        let called =
            |variable: &Variable| desk.say(&format!("scripts.variable.{}", variable.as_str()));
        let missing: Vec<_> = filled.missing.iter().map(called).collect();
        if missing.is_empty() {
            return text.clone();
        }
        let missing = missing.join(&desk.say("scripts.value.comma"));
        format!("{text}\n\n{}", desk.say_with("ctl.scripts.missing", &[("what", &missing)]))
    })
}

fn report(desk: &Desk) -> Result<(), AppError> {
    let report = scripts::report(&desk.app)?;
    desk.answer(&report, || {
        let heads = ["title", "uses", "customers", "bought", "purchases", "amount"];
        let mut table =
            Table::with_heads(heads.map(|head| desk.say(&format!("ctl.scripts.{head}"))))
                .right(&[1, 2, 3, 4, 5]);
        let mut line = |title: String, figures: &ScriptFigures| {
            table.row([
                title,
                figures.uses.to_string(),
                figures.customers.to_string(),
                share(figures),
                figures.purchases.to_string(),
                money(figures.fen),
            ]);
        };
        for script in &report.scripts {
            line(script.title.clone(), &script.figures);
            for version in script.versions.iter().filter(|_| script.versions.len() > 1) {
                let number = version.version.to_string();
                let title = desk.say_with("ctl.scripts.ofVersion", &[("version", &number)]);
                line(format!("  {title}"), &version.figures);
            }
        }
        line(desk.say("ctl.scripts.without"), &report.without);
        table.text()
    })
}
