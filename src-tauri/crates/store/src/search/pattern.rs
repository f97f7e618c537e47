//! From the text that a person types to queries of the indexes.

use huike_domain::customers::{PIECE_MARK, is_chinese};

use super::Matches;
use crate::StoreError;

/// The least digits that the index of numbers finds anywhere in one; fewer must begin it.
const LEAST_DIGITS: usize = 3;

/// What stands around a number in the index of numbers: with two marks even one digit makes three
/// characters, by which the beginning of a number can be asked for.
pub(crate) const NUMBER_MARKS: (&str, &str) = ("^^", "$$");

/// The words of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Query {
    terms: Vec<Term>,
    /// Nothing but a number.
    is_number: bool,
}

#[derive(Debug, PartialEq, Eq)]
enum Term {
    /// Chinese characters that must stand side by side.
    Chinese(String),
    /// The beginning of a word, in lower case.
    Word(String),
}

impl Query {
    pub(super) fn read(text: &str) -> Self {
        let number = as_number(text);
        let mut terms = Vec::new();
        let mut word = String::new();
        let mut chinese = String::new();
        for c in number.as_deref().unwrap_or(text).chars().chain(std::iter::once(' ')) {
            if is_chinese(c) {
                end(&mut word, &mut terms, Term::Word);
                chinese.push(c);
                continue;
            }
            end(&mut chinese, &mut terms, Term::Chinese);
            if c.is_alphanumeric() {
                word.extend(c.to_lowercase());
            } else {
                end(&mut word, &mut terms, Term::Word);
            }
        }
        Self { terms, is_number: number.is_some() }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Queries from the narrow to the wide.
    pub(super) fn tiers(&self) -> Vec<Matches> {
        let mut tiers = Vec::new();
        if self.terms.is_empty() {
            return tiers;
        }
        if let ([Term::Word(digits)], true) = (self.terms.as_slice(), self.is_number)
            && digits.len() >= LEAST_DIGITS
        {
            tiers.push(Matches {
                text: "SELECT rowid AS rid FROM search_digits WHERE search_digits MATCH ?1".into(),
                values: vec![format!("\"{digits}{}\"", NUMBER_MARKS.1)],
            });
        } else if self.terms.iter().any(|term| matches!(term, Term::Word(word) if !is_digits(word)))
        {
            tiers.push(self.matches(|word| format!("\"{word}\" *")));
        }
        tiers.push(self.matches(|word| {
            if is_digits(word) {
                format!("\"{word}\" *")
            } else {
                format!("(\"{word}\" * OR \"{PIECE_MARK}{word}\" *)")
            }
        }));
        tiers
    }

    /// The widest query with each Latin word replaced by those it may have meant; `None` where
    /// none of them is known.
    pub(super) fn meant(
        &self,
        mut like: impl FnMut(&str) -> Result<Vec<String>, StoreError>,
    ) -> Result<Option<Matches>, StoreError> {
        let mut known = std::collections::HashMap::new();
        for term in &self.terms {
            if let Term::Word(word) = term
                && word.chars().all(char::is_alphabetic)
            {
                known.insert(word.clone(), like(word)?);
            }
        }
        if known.values().all(Vec::is_empty) {
            return Ok(None);
        }
        Ok(Some(self.matches(|word| match known.get(word) {
            Some(words) if !words.is_empty() => {
                let quoted: Vec<_> = words.iter().map(|word| format!("\"{word}\"")).collect();
                format!("({})", quoted.join(" OR "))
            }
            _ => format!("\"{word}\" *"),
        })))
    }

    /// Everyone who has all terms; a run of digits may stand in a number instead.
    fn matches(&self, pattern: impl Fn(&str) -> String) -> Matches {
        let mut arms = Vec::new();
        let mut values = Vec::new();
        let mut words = Vec::new();
        for term in &self.terms {
            match term {
                Term::Word(word) if is_digits(word) => {
                    let few = word.len() < LEAST_DIGITS;
                    values.push(format!("\"{}{word}\"", if few { NUMBER_MARKS.0 } else { "" }));
                    values.push(pattern(word));
                    arms.push(format!(
                        "SELECT rowid FROM search_digits WHERE search_digits MATCH ?{}
                         UNION SELECT rowid FROM search WHERE search MATCH ?{}",
                        values.len() - 1,
                        values.len()
                    ));
                }
                Term::Word(word) => words.push(pattern(word)),
                Term::Chinese(text) => {
                    let parted: Vec<_> = text.chars().map(String::from).collect();
                    words.push(format!("\"{}\"", parted.join(" ")));
                }
            }
        }
        if !words.is_empty() {
            values.push(words.join(" AND "));
            let text = format!(
                "SELECT rowid AS rid FROM search WHERE search MATCH ?{}{}",
                values.len(),
                arms.iter().map(|arm| format!(" AND rowid IN ({arm})")).collect::<String>()
            );
            return Matches { text, values };
        }
        let text = arms
            .iter()
            .map(|arm| format!("SELECT rowid AS rid FROM ({arm})"))
            .collect::<Vec<_>>()
            .join(" INTERSECT ");
        Matches { text, values }
    }
}

fn end(text: &mut String, terms: &mut Vec<Term>, term: fn(String) -> Term) {
    if !text.is_empty() {
        terms.push(term(std::mem::take(text)));
    }
}

fn is_digits(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// The digits of a telephone number as people and this program write it, with its blanks, dashes,
/// brackets and country code; none for other text. The index holds the national number.
fn as_number(text: &str) -> Option<String> {
    let mark =
        |c: char| c.is_whitespace() || matches!(c, '-' | '(' | ')' | '+' | '（' | '）' | '－');
    if !text.chars().all(|c| c.is_ascii_digit() || mark(c)) {
        return None;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let national = digits.strip_prefix("86").filter(|rest| rest.len() == 11);
    (!digits.is_empty()).then(|| national.map_or(digits.clone(), str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_they_are_written() {
        #[track_caller]
        fn check(text: &str, expected: Option<&str>) {
            assert_eq!(as_number(text).as_deref(), expected, "{text}");
        }
        check("199 0132 5256", Some("19901325256"));
        check("+86 199-0132-5256", Some("19901325256"));
        check("(021) 6888 0000", Some("02168880000"));
        check("5256", Some("5256"));
        check("86", Some("86"));
        check("K 12", None);
        check("", None);
        check(" - ", None);
    }

    #[test]
    fn what_is_asked_of_the_indexes() {
        #[track_caller]
        fn check(text: &str, expected: &[&[&str]]) {
            let tiers = Query::read(text).tiers();
            let values: Vec<Vec<&str>> =
                tiers.iter().map(|tier| tier.values.iter().map(String::as_str).collect()).collect();
            assert_eq!(values, expected, "{text}");
        }
        check("张三", &[&["\"张 三\""]]);
        check("zs", &[&["\"zs\" *"], &["(\"zs\" * OR \"ɐzs\" *)"]]);
        check("5256", &[&["\"5256$$\""], &["\"5256\"", "\"5256\" *"]]);
        check("52", &[&["\"^^52\"", "\"52\" *"]]);
        check("王 5256", &[&["\"5256\"", "\"5256\" *", "\"王\""]]);
        check("  ", &[]);
    }
}
