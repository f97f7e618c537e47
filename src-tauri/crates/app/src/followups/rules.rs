//! The shop's rules: list, save, take away, bring from a file.

use huike_domain::customers::CustomKind;
use huike_domain::error::{FieldError, InvalidCode};
use huike_domain::followups::{Rule, RuleTrigger};
use huike_domain::ids::{OperationId, RuleId};
use huike_store::Tx;
use huike_store::followups as rows;

use super::prepare_anew;
use crate::App;
use crate::error::AppError;

/// The most rules of a shop.
const MOST_RULES: usize = 100;

/// The rules, in the order in which they were made.
///
/// # Errors
/// [`AppError::Internal`].
pub fn rules(app: &App) -> Result<Vec<Rule>, AppError> {
    app.read(|reader| Ok(rows::rules(reader)?))
}

/// Saves one rule, new or known. Where it changed, its open follow-ups are taken back and it
/// proposes anew.
///
/// # Errors
/// [`AppError::Invalid`] names the figure to mend, or `rules` where there are too many.
pub fn save_rule(app: &App, op: OperationId, rule: Rule) -> Result<(), AppError> {
    save(app, op, vec![rule])
}

fn save(app: &App, op: OperationId, all: Vec<Rule>) -> Result<(), AppError> {
    let all = all.into_iter().map(Rule::checked).collect::<Result<Vec<_>, _>>()?;
    app.write(op, "followups.rule", None, move |tx| {
        let known = rows::rules(tx)?;
        let fresh = all.iter().filter(|rule| known.iter().all(|other| other.id != rule.id));
        if known.len() + fresh.count() > MOST_RULES {
            return Err(FieldError::too_many("rules", MOST_RULES).into());
        }
        for rule in &all {
            if !known.contains(rule) {
                has_its_field(tx, rule)?;
                rows::withdraw(tx, rule.id)?;
                rows::save_rule(tx, rule)?;
            }
        }
        Ok(())
    })?;
    prepare_anew(app);
    Ok(())
}

/// A rule that counts from a date of the shop's own can be on only where there is such a field.
fn has_its_field(tx: &Tx<'_>, rule: &Rule) -> Result<(), AppError> {
    let RuleTrigger::Renewal { field, .. } = &rule.spec.trigger else { return Ok(()) };
    let fields = huike_store::customers::custom_fields(tx)?;
    let is_there = fields.iter().any(|it| it.id == *field && it.kind == CustomKind::Date);
    if rule.enabled && !is_there {
        return Err(AppError::invalid("field", InvalidCode::Unknown));
    }
    Ok(())
}

/// Takes a rule away, with what it asks for. What was done for it stays.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn delete_rule(app: &App, op: OperationId, id: RuleId) -> Result<(), AppError> {
    app.write(op, "followups.deleteRule", None, move |tx| Ok(rows::delete_rule(tx, id)?))?;
    prepare_anew(app);
    Ok(())
}

/// Saves rules from a JSON file as [`rules`] lists them, in one operation; rules of the same id are
/// replaced. Answers how many.
///
/// # Errors
/// [`AppError::Invalid`] on `file` where it holds no rules, and otherwise as [`save_rule`].
pub fn import_rules(app: &App, op: OperationId, json: &str) -> Result<usize, AppError> {
    let unreadable = |_| AppError::invalid("file", InvalidCode::Unreadable);
    let all: Vec<Rule> = serde_json::from_str(json).map_err(unreadable)?;
    let count = all.len();
    save(app, op, all)?;
    Ok(count)
}

/// A rule by its id or its name.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn rule_called(app: &App, text: &str) -> Result<Rule, AppError> {
    let id: Option<RuleId> = text.parse().ok();
    let found = rules(app)?
        .into_iter()
        .find(|rule| Some(rule.id) == id || (!text.is_empty() && rule.spec.name == text));
    found.ok_or_else(|| AppError::not_found("rule", text))
}
