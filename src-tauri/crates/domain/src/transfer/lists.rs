//! Several values in one cell. A value that holds one of the marks which part them stands between
//! double quotes, a quote inside it doubled, as CSV has it.

use std::borrow::Cow;

use crate::text::is_blank;

/// The marks between values; an address has commas of its own.
fn is_mark(c: char, commas: bool) -> bool {
    matches!(c, '\n' | '\r' | ';' | '；' | '|' | '｜') || (commas && matches!(c, ',' | '，' | '、'))
}

/// One value of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Value<'a> {
    /// Without the blanks around it; never empty.
    pub(super) text: Cow<'a, str>,
    /// Whether it stood between quotes, and so says exactly what it says.
    pub(super) quoted: bool,
}

/// The values in a cell. `commas` says whether commas part them too.
pub(super) fn values(cell: &str, commas: bool) -> impl Iterator<Item = Value<'_>> {
    let mut rest = cell;
    std::iter::from_fn(move || {
        loop {
            rest = rest.trim_start_matches(|c| is_mark(c, commas) || is_blank(c));
            if rest.is_empty() {
                return None;
            }
            let (text, after, quoted) = match quoted(rest, commas) {
                Some((text, after)) => (text, after, true),
                None => {
                    let end = rest.find(|c| is_mark(c, commas)).unwrap_or(rest.len());
                    let (text, after) = rest.split_at(end);
                    (Cow::Borrowed(text.trim_matches(is_blank)), after, false)
                }
            };
            rest = after;
            if !text.is_empty() {
                return Some(Value { text, quoted });
            }
        }
    })
}

/// The text between the quotes at the start of `cell`, and what follows them; none where they end
/// in the middle of a value, and so are a part of it.
fn quoted(cell: &str, commas: bool) -> Option<(Cow<'_, str>, &str)> {
    let (text, after) = unquoted(cell)?;
    let after = after.trim_start_matches(|c| is_blank(c) && !is_mark(c, commas));
    let ends = after.chars().next().is_none_or(|c| is_mark(c, commas));
    ends.then_some((text, after))
}

/// The text between the quotes at the start of `cell`, and all that follows them.
pub(super) fn unquoted(cell: &str) -> Option<(Cow<'_, str>, &str)> {
    let inner = cell.strip_prefix('"')?;
    let mut from = 0;
    loop {
        let end = from + inner.get(from..)?.find('"')?;
        if inner[end + 1..].starts_with('"') {
            from = end + 2;
            continue;
        }
        let text = &inner[..end];
        let text = if text.contains('"') {
            Cow::Owned(text.replace("\"\"", "\""))
        } else {
            Cow::Borrowed(text)
        };
        return Some((text, &inner[end + 1..]));
    }
}

/// A text between quotes.
pub(super) fn quote(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// Values as one cell, from which [`values`] reads them again.
pub(super) fn joined<'a>(
    values: impl IntoIterator<Item = &'a str>,
    mark: &str,
    commas: bool,
) -> String {
    let mut cell = String::new();
    for value in values {
        if !cell.is_empty() {
            cell.push_str(mark);
        }
        // A tag behind a hash sign reads without it, unless it says exactly what it says.
        let needs = value.starts_with(['"', '#']) || value.contains(|c| is_mark(c, commas));
        if needs { cell.push_str(&quote(value)) } else { cell.push_str(value) }
    }
    cell
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cell: &str, expect: &[&str]) {
        let found: Vec<_> = values(cell, true).map(|value| value.text).collect();
        assert_eq!(found, expect, "{cell}");
    }

    #[test]
    fn values_are_parted_unless_quoted() {
        check("a、b , c；d|e\nf", &["a", "b", "c", "d", "e", "f"]);
        check(r#""a, b"、c"#, &["a, b", "c"]);
        check(r#""a ""b""" ; "c""#, &["a \"b\"", "c"]);
        // These quotes are a part of what people wrote.
        check(r#""a" b, 5"屏, "c"#, &[r#""a" b"#, "5\"屏", "\"c"]);
        check(r#" "", ,, "#, &[]);
        let address: Vec<_> = values("解放路 1 号, 2 室; \"a;b\"", false).map(|v| v.text).collect();
        assert_eq!(address, ["解放路 1 号, 2 室", "a;b"]);
    }

    #[test]
    fn what_is_joined_is_parted_again() {
        for list in [
            &["老客", "企业"][..],
            &["a,b", "c、d", "e;f|g", "两\n行"],
            &["\"", "\"\"", "a\"b", "\"a\" b", "#1", "，"],
        ] {
            check(&joined(list.iter().copied(), "、", true), list);
        }
    }
}
