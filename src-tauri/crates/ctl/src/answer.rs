//! Answers on standard output: JSON for programs, plain text for people.

use std::io::{ErrorKind, Write as _};

use huike_app::AppError;
use huike_domain::time::Instant;
use serde::Serialize;
use serde_json::Value;

/// Prints `value` where JSON is wanted, else what `text` says.
pub(crate) fn print(
    json: bool,
    value: &impl Serialize,
    text: impl FnOnce() -> String,
) -> Result<(), AppError> {
    let said = if json { for_programs(value)?.to_string() } else { text() };
    say(said.trim_end())
}

/// Prints a line at once.
pub(crate) fn say(line: &str) -> Result<(), AppError> {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{line}").and_then(|()| out.flush()) {
        // Whoever reads us has read enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        done => done.map_err(internal),
    }
}

pub(crate) fn internal(error: impl std::fmt::Display) -> AppError {
    AppError::Internal { detail: error.to_string() }
}

/// Fields that hold a moment.
const MOMENTS: [&str; 5] = ["at", "due", "last_purchase", "created_at", "issued_at"];

/// The use cases' views are those of the screens; a terminal's readers know snake_case and
/// RFC 3339.
fn for_programs(value: &impl Serialize) -> Result<Value, AppError> {
    Ok(outward(serde_json::to_value(value).map_err(internal)?))
}

fn outward(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(outward).collect(),
        Value::Object(fields) => {
            let field = |(name, value): (String, Value)| {
                let name = snake(&name);
                let moment = value.as_i64().filter(|_| MOMENTS.contains(&name.as_str()));
                let value = match moment {
                    Some(at) => Instant(at).to_rfc3339().into(),
                    None => outward(value),
                };
                (name, value)
            };
            Value::Object(fields.into_iter().map(field).collect())
        }
        other => other,
    }
}

/// The same value with the moments in these further fields written out; figures in them that are no
/// moment are left alone: none of ours is as large.
pub(crate) fn with_moments(value: Value, names: &[&str]) -> Value {
    const LATE_ENOUGH: i64 = 100_000_000_000;
    match value {
        Value::Array(items) => items.into_iter().map(|it| with_moments(it, names)).collect(),
        Value::Object(fields) => {
            let field = |(name, value): (String, Value)| {
                let moment = value.as_i64().filter(|at| *at > LATE_ENOUGH);
                let moment = moment.filter(|_| names.contains(&name.as_str()));
                let value = match moment {
                    Some(at) => Instant(at).to_rfc3339().into(),
                    None => with_moments(value, names),
                };
                (name, value)
            };
            Value::Object(fields.into_iter().map(field).collect())
        }
        other => other,
    }
}

/// What a program hands over in the shape of an answer, as the use cases know it.
pub(crate) fn inward(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(inward).collect(),
        Value::Object(fields) => {
            fields.into_iter().map(|(name, value)| (camel(&name), inward(value))).collect()
        }
        other => other,
    }
}

fn camel(snake: &str) -> String {
    let mut out = String::with_capacity(snake.len());
    let mut raise = false;
    for letter in snake.chars() {
        match letter {
            '_' => raise = true,
            _ if raise => {
                out.push(letter.to_ascii_uppercase());
                raise = false;
            }
            _ => out.push(letter),
        }
    }
    out
}

fn snake(camel: &str) -> String {
    let mut out = String::with_capacity(camel.len() + 4);
    for letter in camel.chars() {
        if letter.is_ascii_uppercase() {
            out.push('_');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(view: Value, expected: Value) {
        assert_eq!(outward(view), expected);
    }

    #[test]
    fn views_go_out_in_snake_case_with_moments_as_text() {
        check(json!({"spentFen": 5, "win_back": 1}), json!({"spent_fen": 5, "win_back": 1}));
        check(
            json!([{"due": 0, "rank": {"overdue": 3}}]),
            json!([{"due": "1970-01-01T00:00:00.000Z", "rank": {"overdue": 3}}]),
        );
        assert_eq!(inward(json!([{"per_fen": {"a_b": 1}}])), json!([{"perFen": {"aB": 1}}]));
        // A day stays a day.
        check(json!({"lastPurchase": "2026-11-23"}), json!({"last_purchase": "2026-11-23"}));
    }
}
