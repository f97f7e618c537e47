//! The rules that propose follow-ups.

use huike_domain::customers::filter::{Field, Filter, Test};
use huike_domain::followups::{Rule, RuleSpec};
use huike_domain::ids::RuleId;
use rusqlite::params;
use serde_json::{Map, Value, json};

use crate::readers::Read;
use crate::row::RowExt as _;
use crate::{StoreError, Tx};

/// The rules, oldest first.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn rules(read: &impl Read) -> Result<Vec<Rule>, StoreError> {
    let mut query = read
        .connection()
        .prepare_cached("SELECT id, enabled, minute, spec FROM rule ORDER BY id")?;
    let rows = query.query_map([], |row| {
        let spec = row.get_ref(3)?.as_str()?;
        Ok(Rule {
            id: RuleId::from_uuid(row.uuid(0)?),
            enabled: row.get(1)?,
            minute: row.get(2)?,
            spec: row.parsed(3, read_spec(spec))?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether any rule is on.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn has_rules_on(read: &impl Read) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM rule WHERE enabled)";
    Ok(read.connection().prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// Reads what a rule says. The first rules named one class of customers instead of an audience;
/// they are read where they lie, since an undo may bring one back from before.
fn read_spec(text: &str) -> Option<RuleSpec> {
    if let Ok(spec) = serde_json::from_str(text) {
        return Some(spec);
    }
    let mut trigger: Map<String, Value> = serde_json::from_str(text).ok()?;
    let audience = match trigger.remove("segment") {
        Some(Value::String(segment)) => {
            Filter::Where { field: Field::Segment, test: Test::OneOf { values: vec![segment] } }
        }
        _ => Filter::All { of: Vec::new() },
    };
    let contact = trigger.remove("contact").unwrap_or_else(|| "message".into());
    serde_json::from_value(json!({ "audience": audience, "trigger": trigger, "contact": contact }))
        .ok()
}

/// Saves a rule, new or known.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn save_rule(tx: &Tx<'_>, rule: &Rule) -> Result<(), StoreError> {
    let spec = serde_json::to_string(&rule.spec).map_err(std::io::Error::other)?;
    tx.connection().execute(
        "INSERT INTO rule (id, enabled, minute, spec) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (id) DO UPDATE SET enabled = ?2, minute = ?3, spec = ?4",
        params![rule.id.as_bytes(), rule.enabled, rule.minute, spec],
    )?;
    Ok(())
}

/// Takes a rule away. What it proposed and was settled stays as history without it.
///
/// # Errors
/// [`StoreError::NotFound`]; [`StoreError::Sql`].
pub fn delete_rule(tx: &Tx<'_>, id: RuleId) -> Result<(), StoreError> {
    super::withdraw(tx, id)?;
    let connection = tx.connection();
    for sql in [
        "DELETE FROM joined_reason WHERE rule_id = ?1",
        "UPDATE follow_up SET rule_id = NULL, occasion = NULL WHERE rule_id = ?1",
    ] {
        connection.execute(sql, [id.as_bytes()])?;
    }
    match connection.execute("DELETE FROM rule WHERE id = ?1", [id.as_bytes()])? {
        0 => Err(StoreError::NotFound("rule")),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use huike_domain::followups::RuleTrigger;
    use huike_domain::interactions::InteractionKind;
    use huike_domain::segments::Stage;

    use super::*;

    #[track_caller]
    fn check(text: &str, audience: &str, trigger: &RuleTrigger, contact: InteractionKind) {
        let spec = read_spec(text).expect("a rule");
        assert_eq!((&spec.trigger, spec.contact), (trigger, contact));
        let is_for = serde_json::to_string(&spec.audience).expect("json");
        assert!(is_for.contains(audience), "{is_for}");
    }

    #[test]
    fn rules_of_before_are_read_where_they_lie() {
        check(
            r#"{"kind":"cadence","segment":"core","everyDays":90,"contact":"deep_talk"}"#,
            "core",
            &RuleTrigger::Cadence { every_days: 90 },
            InteractionKind::DeepTalk,
        );
        check(
            r#"{"kind":"birthday","daysAhead":7}"#,
            r#""all""#,
            &RuleTrigger::Birthday { days_ahead: 7 },
            InteractionKind::Message,
        );
        check(
            r#"{"kind":"stageEntered","stage":"forgetting"}"#,
            r#""all""#,
            &RuleTrigger::StageEntered { stage: Stage::Forgetting, days_ahead: 0 },
            InteractionKind::Message,
        );
        assert!(read_spec(r#"{"kind":"dreams"}"#).is_none());
    }
}
