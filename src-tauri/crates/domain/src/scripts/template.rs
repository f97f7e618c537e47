//! A text with variables: `{{name}}`, or `{{name|what stands there without one}}`.
//!
//! What lies in the file names each variable by its key; people write its name in Chinese or in
//! English, with half-width braces or with those of a Chinese input method.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::Variable;
use crate::shop::Language;

/// What is known of a customer, as it is written into a text. What is blank is not known.
pub type Values = BTreeMap<Variable, String>;

/// What is wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "why", rename_all = "camelCase")]
pub enum TextProblem {
    /// No variable goes by this name.
    Unknown {
        /// The name.
        name: String,
    },
    /// Braces that open and never close.
    Unclosed {
        /// What follows them, shortened.
        near: String,
    },
    /// Braces that close and were never opened.
    Unopened {
        /// What stands before them, shortened.
        near: String,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Open { variable: Variable, otherwise: Option<String> },
}

/// A text that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template(Vec<Piece>);

/// A stretch of a filled text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct FilledPart {
    /// What stands there; empty where it is missing.
    pub text: String,
    /// The variable that it stands for.
    pub variable: Option<Variable>,
    /// Whether nothing is known that could stand there.
    pub missing: bool,
}

/// A text with everything in it that is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct FilledText {
    /// The text in stretches, so that what was filled in can be told from what was written.
    pub parts: Vec<FilledPart>,
    /// What must be asked for before the text can be used, each once.
    pub missing: Vec<Variable>,
    /// What a person may add but need not: something else stands there without it.
    pub offered: Vec<Variable>,
}

impl FilledText {
    /// The text in one; what is missing is a line to write on.
    #[must_use]
    pub fn text(&self) -> String {
        self.parts.iter().map(|part| if part.missing { "____" } else { &part.text }).collect()
    }
}

/// How much of a text an error quotes, in characters.
const QUOTED: usize = 12;

impl Template {
    /// The language that it is written in, by its letters; none where it holds none of either.
    #[must_use]
    pub fn language(&self) -> Option<Language> {
        let letters = self.0.iter().flat_map(|piece| match piece {
            Piece::Text(text) => text.chars(),
            Piece::Open { .. } => "".chars(),
        });
        let is_han = |letter: char| ('\u{4E00}'..='\u{9FFF}').contains(&letter);
        let mut latin = None;
        for letter in letters {
            if is_han(letter) {
                return Some(Language::ZhCn);
            }
            latin = latin.or(letter.is_ascii_alphabetic().then_some(Language::En));
        }
        latin
    }

    /// Reads a text.
    ///
    /// # Errors
    /// The first thing in it that cannot be understood.
    pub fn parse(text: &str) -> Result<Self, TextProblem> {
        let text = text.replace("｛｛", "{{").replace("｝｝", "}}");
        let mut pieces = Vec::new();
        let mut rest = text.as_str();
        while let Some(open) = rest.find("{{") {
            push_text(&mut pieces, &rest[..open])?;
            let inside = &rest[open + 2..];
            let unclosed = || TextProblem::Unclosed { near: inside.chars().take(QUOTED).collect() };
            let close = inside.find("}}").ok_or_else(unclosed)?;
            let (slot, after) = (&inside[..close], &inside[close + 2..]);
            if slot.contains("{{") {
                return Err(unclosed());
            }
            let (name, otherwise) = match slot.split_once(['|', '｜']) {
                Some((name, otherwise)) => (name, Some(otherwise.trim().to_owned())),
                None => (slot, None),
            };
            let variable = Variable::parse(name)
                .ok_or_else(|| TextProblem::Unknown { name: name.trim().to_owned() })?;
            pieces.push(Piece::Open { variable, otherwise });
            rest = after;
        }
        push_text(&mut pieces, rest)?;
        Ok(Self(pieces))
    }

    /// A text without variables, whatever stands in it.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        Self(vec![Piece::Text(text.to_owned())])
    }

    /// The variables that it names, each once, in their order.
    #[must_use]
    pub fn variables(&self) -> Vec<Variable> {
        let mut named = Vec::new();
        for piece in &self.0 {
            if let Piece::Open { variable, .. } = piece
                && !named.contains(variable)
            {
                named.push(*variable);
            }
        }
        named
    }

    /// Fills in what is known. A value is taken as it is: braces in it mean nothing.
    #[must_use]
    pub fn fill(&self, values: &Values) -> FilledText {
        let mut filled = FilledText { parts: Vec::new(), missing: Vec::new(), offered: Vec::new() };
        for piece in &self.0 {
            filled.parts.push(match piece {
                Piece::Text(text) => {
                    FilledPart { text: text.clone(), variable: None, missing: false }
                }
                Piece::Open { variable, otherwise } => {
                    let value = values.get(variable).filter(|value| !value.trim().is_empty());
                    let asked = match (value, otherwise) {
                        (None, None) => Some(&mut filled.missing),
                        (None, Some(_)) if variable.is_asked() => Some(&mut filled.offered),
                        _ => None,
                    };
                    if let Some(asked) = asked.filter(|asked| !asked.contains(variable)) {
                        asked.push(*variable);
                    }
                    let value = value.or(otherwise.as_ref());
                    FilledPart {
                        text: value.cloned().unwrap_or_default(),
                        variable: Some(*variable),
                        missing: value.is_none(),
                    }
                }
            });
        }
        filled
    }
}

fn push_text(pieces: &mut Vec<Piece>, text: &str) -> Result<(), TextProblem> {
    if let Some(at) = text.find("}}") {
        let before: Vec<char> = text[..at].chars().collect();
        let near = before[before.len().saturating_sub(QUOTED)..].iter().collect();
        return Err(TextProblem::Unopened { near });
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text.to_owned()));
    }
    Ok(())
}

/// As it lies in the file.
impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => f.write_str(text)?,
                Piece::Open { variable, otherwise: None } => {
                    write!(f, "{{{{{}}}}}", variable.as_str())?;
                }
                Piece::Open { variable, otherwise: Some(otherwise) } => {
                    write!(f, "{{{{{}|{otherwise}}}}}", variable.as_str())?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn values(known: &[(Variable, &str)]) -> Values {
        known.iter().map(|(variable, value)| (*variable, (*value).to_owned())).collect()
    }

    #[test]
    fn a_text_tells_its_language_by_its_letters_and_not_by_what_is_filled_in() {
        let language = |text| Template::parse(text).expect("understood").language();
        assert_eq!(language("{{customer}}您好，OK？"), Some(Language::ZhCn));
        assert_eq!(language("Hello {{称呼|王女士}}!"), Some(Language::En));
        assert_eq!(language("{{customer}} 100 %"), None);
    }

    #[track_caller]
    fn check(text: &str, known: &[(Variable, &str)], expected: &str, missing: &[Variable]) {
        let filled = Template::parse(text).expect("understood").fill(&values(known));
        assert_eq!(filled.text(), expected);
        assert_eq!(filled.missing, missing);
    }

    #[test]
    fn texts_are_filled() {
        use Variable::{Customer, Points, Shop};
        check("您好", &[], "您好", &[]);
        check("", &[], "", &[]);
        check("{{customer}}您好", &[(Customer, "王欣")], "王欣您好", &[]);
        check("{{称呼}}您好", &[(Customer, "王欣")], "王欣您好", &[]);
        check("｛｛称呼｜您｝｝好", &[], "您好", &[]);
        check("Hi {{ Name | there }}!", &[], "Hi there!", &[]);
        check("Hi {{Name|there}}!", &[(Customer, "  ")], "Hi there!", &[]);
        check("{{name|}}您好", &[], "您好", &[]);
        check("{{shop}}：{{points}}分", &[(Shop, "花房")], "花房：____分", &[Points]);
        check("{{points}} {{points}}", &[], "____ ____", &[Points]);
        check("{a} {{name}}", &[(Customer, "{{shop}}")], "{a} {{shop}}", &[]);
    }

    #[test]
    fn what_cannot_be_understood_is_refused() {
        let unknown = |name: &str| TextProblem::Unknown { name: name.to_owned() };
        let unclosed = |near: &str| TextProblem::Unclosed { near: near.to_owned() };
        let unopened = |near: &str| TextProblem::Unopened { near: near.to_owned() };
        for (text, problem) in [
            ("{{电话}}", unknown("电话")),
            ("{{}}", unknown("")),
            ("{{{name}}}", unknown("{name")),
            ("好{{name", unclosed("name")),
            ("{{name|{{shop}}}}", unclosed("name|{{shop}")),
            ("{{a {{name}}", unclosed("a {{name}}")),
            ("您好}}，", unopened("您好")),
            ("{{name}}}}", unopened("")),
        ] {
            assert_eq!(Template::parse(text), Err(problem), "{text}");
        }
    }

    #[test]
    fn what_only_a_person_knows_is_offered_where_something_else_stands() {
        let text = "{{subject|it}} {{item}} {{name|you}} {{subject|it}}";
        let filled = Template::parse(text).expect("understood").fill(&Values::new());
        assert_eq!(filled.missing, [Variable::Item]);
        assert_eq!(filled.offered, [Variable::Subject]);
    }

    fn slot() -> impl Strategy<Value = String> {
        let name = prop::sample::select(Variable::ALL.to_vec());
        (name, 0..3_usize, prop::option::of("[a-z好 ]{0,6}")).prop_map(
            |(variable, how, otherwise)| {
                let [zh, en] = variable.names();
                let name = [variable.as_str(), zh, en][how];
                match otherwise {
                    Some(otherwise) => format!("{{{{{name}|{otherwise}}}}}"),
                    None => format!("{{{{{name}}}}}"),
                }
            },
        )
    }

    fn text() -> impl Strategy<Value = String> {
        let plain = "[a-z您好，。!\n ]{0,8}".prop_map(String::from);
        prop::collection::vec(prop_oneof![plain, slot()], 0..8).prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn all_values_leave_nothing_missing_and_no_brace(text in text(), value in "[a-z好]{1,6}") {
            let values = Variable::ALL.into_iter().map(|v| (v, value.clone())).collect();
            let filled = Template::parse(&text).expect("understood").fill(&values);
            prop_assert_eq!(&filled.missing, &[]);
            prop_assert_eq!(filled.text().find(['{', '}']), None);
        }

        #[test]
        fn no_values_leave_no_brace_either(text in text()) {
            let filled = Template::parse(&text).expect("understood").fill(&Values::new());
            prop_assert_eq!(filled.text().find(['{', '}']), None);
            let asked: Vec<_> = filled.parts.iter().filter(|part| part.missing).collect();
            prop_assert_eq!(asked.is_empty(), filled.missing.is_empty());
        }

        #[test]
        fn a_text_without_variables_stays_as_it_is(text in "[^{}｛｝]{0,40}") {
            let template = Template::parse(&text).expect("understood");
            prop_assert_eq!(template.fill(&Values::new()).text(), text);
        }

        #[test]
        fn values_are_never_read_as_variables(text in text(), value in "[{}|a-z]{1,9}") {
            let value = format!("{{{{shop}}}}{value}");
            let values: Values = Variable::ALL.into_iter().map(|v| (v, value.clone())).collect();
            let template = Template::parse(&text).expect("understood");
            let filled = template.fill(&values);
            for part in filled.parts.iter().filter(|part| part.variable.is_some()) {
                prop_assert_eq!(&part.text, &value);
            }
        }

        #[test]
        fn what_is_written_down_reads_the_same(text in text()) {
            let template = Template::parse(&text).expect("understood");
            prop_assert_eq!(Template::parse(&template.to_string()), Ok(template));
        }

        #[test]
        fn no_text_is_too_odd(text in "[{}|｛｝｜a好]{0,24}") {
            if let Ok(template) = Template::parse(&text) {
                let text = template.fill(&Values::new()).text();
                prop_assert_eq!(text.find("{{").or(text.find("}}")), None);
            }
        }
    }
}
