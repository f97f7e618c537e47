//! A customer's points, and the rule by which purchases earn.

use std::path::PathBuf;

use huike_app::clock::new_operation;
use huike_app::points::{self, PointsView};
use huike_app::{AppError, customers};
use huike_domain::error::InvalidCode;
use huike_domain::tiers::points::EarningRule;

use crate::answer::inward;
use crate::args::Points;
use crate::desk::Desk;
use crate::table::Table;
use crate::wording::money;

/// Shows a customer's points, after using, giving or taking some where that is asked for.
pub(crate) fn points(desk: &Desk, asked: Points) -> Result<(), AppError> {
    desk.make_ready()?;
    let customer = customers::find(&desk.app, &asked.customer)?;
    if let Some(spent) = asked.spend {
        points::spend(&desk.app, new_operation(), customer, spent, asked.note.clone())?;
    }
    if let Some(points) = asked.adjust {
        points::adjust(&desk.app, new_operation(), customer, points, asked.note)?;
    }
    let view = points::of(&desk.app, customer)?;
    desk.answer(&view, || text(desk, &view))
}

fn text(desk: &Desk, view: &PointsView) -> String {
    let mut head = Table::default().right(&[1]);
    head.row([desk.say("ctl.points.balance"), view.balance_points.to_string()]);
    head.row([desk.say("ctl.points.worth"), money(view.worth_fen)]);
    if let Some(next) = view.next_expiry {
        let says = format!("{} ({})", next.points, next.day);
        head.row([desk.say("ctl.points.nextExpiry"), says]);
    }
    let mut ledger = Table::default().right(&[2, 3]);
    for entry in &view.entries {
        ledger.row([
            desk.moment_words(entry.at),
            desk.say(&format!("terms.points.{}", entry.kind.as_str())),
            format!("{:+}", entry.points),
            entry.balance.to_string(),
            entry.note.clone(),
        ]);
    }
    format!("{}\n{}", head.text(), ledger.text())
}

/// Shows how the shop gives points; with a file, saves the rule in it first.
pub(crate) fn rule(desk: &Desk, file: Option<PathBuf>) -> Result<(), AppError> {
    if let Some(file) = file {
        let unreadable = || AppError::invalid("rule", InvalidCode::Unreadable);
        let text = std::fs::read_to_string(&file).map_err(|_| unreadable())?;
        let value = serde_json::from_str(&text).map_err(|_| unreadable())?;
        let rule: EarningRule = serde_json::from_value(inward(value)).map_err(|_| unreadable())?;
        points::save_rule(&desk.app, new_operation(), rule)?;
    }
    let settings = points::settings(&desk.app)?;
    desk.answer(&settings, || match &settings.rule {
        None => desk.say("ctl.points.noRule"),
        Some(rule) => desk.say_with(
            "ctl.points.rule",
            &[
                ("points", &rule.points.to_string()),
                ("amount", &money(i64::from(rule.per_fen))),
                ("from", &rule.from.to_string()),
            ],
        ),
    })
}
