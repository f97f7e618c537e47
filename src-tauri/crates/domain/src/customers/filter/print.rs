//! A filter as a person types it in a terminal. [`super::read`] reads the same filter back.

use std::fmt::Write as _;

use super::{Field, FieldKind, Filter, Library, Test};
use crate::customers::{CustomField, CustomKind};
use crate::ids::FieldId;
use crate::money::Fen;

/// The filter in words, such as `segment = core and not spent > 1000`; what the shop defined for
/// itself by its names, or by id where `library` does not know it.
#[must_use]
pub fn text(filter: &Filter, library: &Library) -> String {
    let mut out = String::new();
    write(filter, library, false, &mut out);
    out
}

fn write(filter: &Filter, library: &Library, inside: bool, out: &mut String) {
    match filter {
        Filter::All { of } if of.is_empty() => out.push_str("everyone"),
        Filter::Any { of } if of.is_empty() => out.push_str("nobody"),
        // One alone says what it says.
        Filter::All { of } | Filter::Any { of } if of.len() == 1 => {
            write(&of[0], library, inside, out);
        }
        Filter::All { of } => join(of, library, " and ", inside, out),
        Filter::Any { of } => join(of, library, " or ", inside, out),
        Filter::Not { of } => {
            out.push_str("not ");
            write(of, library, true, out);
        }
        Filter::Where { field: Field::Preferences, test } => {
            out.push_str("prefers");
            let name = |id: &str| {
                let known = library.preferences.iter().find(|known| known.id.to_string() == id);
                known.map_or(id.to_owned(), |known| format!("{}/{}", known.category, known.value))
            };
            condition(FieldKind::Ids, &renamed(test, name), out);
        }
        Filter::Where { field: Field::Tier, test } => {
            out.push_str(Field::Tier.as_str());
            let name = |id: &str| {
                let known = library.levels.iter().find(|known| known.id.to_string() == id);
                known.map_or(id.to_owned(), |known| known.name.clone())
            };
            condition(FieldKind::Level, &renamed(test, name), out);
        }
        Filter::Where { field, test } => {
            out.push_str(field.as_str());
            condition(field.kind(), test, out);
        }
        Filter::Own { field, test } => own(*field, library.field(*field), test, out),
    }
}

fn join(of: &[Filter], library: &Library, word: &str, inside: bool, out: &mut String) {
    if inside {
        out.push('(');
    }
    for (n, each) in of.iter().enumerate() {
        if n > 0 {
            out.push_str(word);
        }
        write(each, library, true, out);
    }
    if inside {
        out.push(')');
    }
}

fn own(id: FieldId, field: Option<&CustomField>, test: &Test, out: &mut String) {
    let name = field.map_or(id.to_string(), |field| field.name.clone());
    out.push_str(&in_quotes(&name));
    let choice = |number: &str| {
        let choices = field.map(|field| field.choices.as_slice()).unwrap_or_default();
        let known = choices.iter().find(|choice| choice.number.to_string() == number);
        known.map_or(number.to_owned(), |choice| choice.text.clone())
    };
    let kind = field.map_or(CustomKind::Text, |field| field.kind);
    match kind {
        CustomKind::Choice => condition(kind.as_field(), &renamed(test, choice), out),
        _ => condition(kind.as_field(), test, out),
    }
}

/// The same test with its words as people know them.
fn renamed(test: &Test, name: impl Fn(&str) -> String) -> Test {
    let names = |values: &[String]| values.iter().map(|value| name(value)).collect();
    match test {
        Test::OneOf { values } => Test::OneOf { values: names(values) },
        Test::AllOf { values } => Test::AllOf { values: names(values) },
        Test::NoneOf { values } => Test::NoneOf { values: names(values) },
        other => other.clone(),
    }
}

/// Ten-thousandths with as many decimals as it needs.
fn decimal(number: i64) -> String {
    let (sign, digits) = (if number < 0 { "-" } else { "" }, number.unsigned_abs());
    let text = format!("{sign}{}.{:04}", digits / 10_000, digits % 10_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn condition(kind: FieldKind, test: &Test, out: &mut String) {
    // Writing to memory cannot fail.
    let _ = match test {
        Test::Empty => write!(out, " is empty"),
        Test::OneOf { values } if values.len() == 1 => write!(out, " = {}", quoted(&values[0])),
        Test::OneOf { values } => write!(out, " in {}", list(values)),
        Test::NoneOf { values } => write!(out, " not in {}", list(values)),
        Test::AllOf { values } => write!(out, " all {}", list(values)),
        Test::Contains { text } => write!(out, " ~ {}", quoted(text)),
        Test::Between { from, to } => {
            let number = |n: i64| match kind {
                FieldKind::Money => Fen(n).to_string(),
                FieldKind::Decimal => decimal(n),
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
    in_quotes(value)
}

fn in_quotes(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}
