//! A filter as a person types it in a terminal. [`super::read`] reads the same filter back.

use std::fmt::Write as _;

use super::{Field, FieldKind, Filter, Test};
use crate::money::Fen;

/// The filter in words, such as `segment = core and not spent > 1000`.
#[must_use]
pub fn text(filter: &Filter) -> String {
    let mut out = String::new();
    write(filter, false, &mut out);
    out
}

fn write(filter: &Filter, inside: bool, out: &mut String) {
    match filter {
        Filter::All { of } if of.is_empty() => out.push_str("everyone"),
        Filter::Any { of } if of.is_empty() => out.push_str("nobody"),
        // One alone says what it says.
        Filter::All { of } | Filter::Any { of } if of.len() == 1 => write(&of[0], inside, out),
        Filter::All { of } => join(of, " and ", inside, out),
        Filter::Any { of } => join(of, " or ", inside, out),
        Filter::Not { of } => {
            out.push_str("not ");
            write(of, true, out);
        }
        Filter::Where { field, test } => condition(*field, test, out),
    }
}

fn join(of: &[Filter], word: &str, inside: bool, out: &mut String) {
    if inside {
        out.push('(');
    }
    for (n, each) in of.iter().enumerate() {
        if n > 0 {
            out.push_str(word);
        }
        write(each, true, out);
    }
    if inside {
        out.push(')');
    }
}

fn condition(field: Field, test: &Test, out: &mut String) {
    out.push_str(field.as_str());
    // Writing to memory cannot fail.
    let _ = match test {
        Test::Empty => write!(out, " is empty"),
        Test::OneOf { values } if values.len() == 1 => write!(out, " = {}", quoted(&values[0])),
        Test::OneOf { values } => write!(out, " in {}", list(values)),
        Test::NoneOf { values } => write!(out, " not in {}", list(values)),
        Test::AllOf { values } => write!(out, " all {}", list(values)),
        Test::Contains { text } => write!(out, " ~ {}", quoted(text)),
        Test::Between { from, to } => {
            let number = |n: i64| match field.kind() {
                FieldKind::Money => Fen(n).to_string(),
                _ => n.to_string(),
            };
            ends(from.map(number), to.map(number), out)
        }
        Test::Days { from, to } => {
            ends(from.map(|day| day.to_string()), to.map(|day| day.to_string()), out)
        }
        Test::Last { days } => write!(out, " in last {days} days"),
        Test::NotLast { days } => write!(out, " not in last {days} days"),
        Test::Next { days } => write!(out, " in next {days} days"),
        Test::Month { month } => write!(out, " in month {month}"),
    };
}

fn ends(from: Option<String>, to: Option<String>, out: &mut String) -> std::fmt::Result {
    match (from, to) {
        (Some(from), Some(to)) if from == to => write!(out, " = {from}"),
        (Some(from), Some(to)) => write!(out, " between {from} and {to}"),
        (Some(from), None) => write!(out, " >= {from}"),
        (None, Some(to)) => write!(out, " <= {to}"),
        (None, None) => Ok(()),
    }
}

fn list(values: &[String]) -> String {
    let values: Vec<_> = values.iter().map(|value| quoted(value)).collect();
    format!("({})", values.join(", "))
}

fn quoted(value: &str) -> String {
    let plain = value.chars().all(|c| c.is_ascii_lowercase() || c == '_')
        && !super::read::WORDS.contains(&value)
        && !value.is_empty();
    if plain {
        return value.to_owned();
    }
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}
