//! The rule by which purchases earn, what points are worth, and what all of them come to.

use chrono::NaiveDate;
use huike_domain::ids::{OperationId, TierId};
use huike_domain::money::Fen;
use huike_domain::tiers::points::{EarningRule, Worth};
use huike_store::tiers::points as rows;
use serde::{Deserialize, Serialize};

use super::settle_everyone;
use crate::App;
use crate::error::AppError;

/// The kind of the operation that saves a rule: taking it back concerns everyone.
pub(crate) const SAVE_RULE: &str = "points.rule";

/// How the shop gives points.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PointsSettings {
    /// The rule for purchases of today; none where the shop gives no points.
    pub rule: Option<EarningRule>,
    /// Rules that begin later, the next first.
    pub coming: Vec<EarningRule>,
    /// What points are worth.
    pub worth: Worth,
}

/// How the shop gives points.
///
/// # Errors
/// [`AppError::Internal`].
pub fn settings(app: &App) -> Result<PointsSettings, AppError> {
    let today = app.today()?;
    app.read(|reader| {
        let rules = rows::rules(reader)?;
        Ok(PointsSettings {
            rule: rules.on(today).cloned(),
            coming: rules.all().iter().filter(|rule| rule.from > today).cloned().collect(),
            worth: rows::worth(reader)?,
        })
    })
}

/// Lets a rule hold from its day on, in place of whatever was to begin then or later. Purchases
/// before that day keep what they earned; those since get what the rule says.
///
/// # Errors
/// [`AppError::Invalid`] names the field to mend.
pub fn save_rule(app: &App, op: OperationId, rule: EarningRule) -> Result<(), AppError> {
    let rule = rule.checked()?;
    app.write(op, SAVE_RULE, None, move |tx| {
        let rules = rows::rules(tx)?.with(rule);
        rows::set_rules(tx, &rules)?;
        settle_everyone(tx)
    })?;
    Ok(())
}

/// Saves what points are worth.
///
/// # Errors
/// [`AppError::Invalid`] names the figure to mend.
pub fn save_worth(app: &App, op: OperationId, worth: Worth) -> Result<(), AppError> {
    let worth = worth.checked()?;
    app.write(op, "points.worth", None, move |tx| Ok(rows::set_worth(tx, worth)?))?;
    Ok(())
}

/// What a purchase would earn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PointsExample {
    /// How many points.
    #[specta(type = specta_typescript::Number)]
    pub points: i64,
    /// The day of the purchase: today, or the rule's first day where that is later.
    pub day: NaiveDate,
    /// The last day on which they are good; none where they never run out.
    pub expires: Option<NaiveDate>,
}

/// What a purchase of this amount, of this item where one is named, would earn somebody on a level
/// or on none by a rule that is not saved yet.
///
/// # Errors
/// [`AppError::Invalid`] names the field of the rule to mend.
pub fn example(
    app: &App,
    rule: EarningRule,
    amount: Fen,
    item: String,
    tier: Option<TierId>,
) -> Result<PointsExample, AppError> {
    let rule = rule.checked()?;
    let day = app.today()?.max(rule.from);
    let lines = [(item, 1_000, amount.0)];
    let points = rule.earns(amount.0, &lines, day, tier);
    Ok(PointsExample { points, day, expires: rule.validity.last_day(day) })
}

/// Points of the whole shop as money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct OutstandingView {
    /// What customers have together who have any.
    #[specta(type = specta_typescript::Number)]
    pub points: i64,
    /// What that is worth, in fen: the shop owes it.
    #[specta(type = specta_typescript::Number)]
    pub worth_fen: i64,
    /// How many customers have any.
    pub customers: u32,
    /// What customers owe together.
    #[specta(type = specta_typescript::Number)]
    pub owed_points: i64,
}

/// Points of the whole shop as money. The whole ledger is read.
///
/// # Errors
/// [`AppError::Internal`].
pub fn outstanding(app: &App) -> Result<OutstandingView, AppError> {
    app.read(|reader| {
        let found = rows::outstanding(reader)?;
        Ok(OutstandingView {
            points: found.points,
            worth_fen: rows::worth(reader)?.of(found.points),
            customers: found.customers,
            owed_points: found.owed,
        })
    })
}
