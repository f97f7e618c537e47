//! Reading a filter as a person types it in a terminal:
//! `segment = core and (spent > 1000 or tag = "VIP") and not contacted in 60 days`.
//!
//! ```text
//! either    = both { "or" both }
//! both      = one { "and" one }
//! one       = "not" one | "(" either ")" | "everyone" | "nobody" | condition
//! condition = field ( "is" ["not"] "empty"
//!                   | ("=" | "!=") value          | ["not"] "in" "(" value { "," value } ")"
//!                   | ("any" | "all" | "none") "(" value { "," value } ")" | "~" value
//!                   | (">" | ">=" | "<" | "<=" | "after" | "before") value
//!                   | "between" value "and" value
//!                   | ["not"] "in" ["last" | "next"] number "days"       | "in" "month" number )
//! ```
//!
//! Amounts are in yuan. A field of the shop's own goes by its name, in double quotes where a field
//! of every shop is called the same or a word of the grammar is; a preference by its value, or as
//! `category/value` where several categories have it. A value with blanks or marks stands in double quotes. The grammar is small
//! and its errors must name the place and what was expected there, so it is read by hand.

use chrono::NaiveDate;

use super::{Field, FieldKind, Filter, Library, MOST_DEPTH, Test};
use crate::customers::CustomField;
use crate::decimal::Decimal;
use crate::error::InvalidCode;
use crate::money::{Fen, MoneyUnit};
use crate::time::add_days;

/// What cannot be read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// Characters before the place.
    pub at: usize,
    /// What is wrong there.
    pub problem: Problem,
}

/// What is wrong with a filter's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Something else must stand here: `field`, `value`, `number`, `day`, `end`, or the word or
    /// mark itself.
    Expected(&'static str),
    /// The value cannot be taken for this field.
    Value(Field, InvalidCode),
    /// The value cannot be taken for this field of the shop's own.
    Own(String, InvalidCode),
    /// More nested than anybody reads, or more conditions.
    TooLong,
}

/// Words of the grammar; as a value they are quoted.
pub(super) const WORDS: &[&str] = &[
    "and", "or", "not", "in", "is", "any", "all", "none", "empty", "after", "before", "between",
    "last", "next", "month", "day", "days", "everyone", "nobody",
];

/// Reads a filter; an empty text means everyone. Names of what the shop defined for itself are
/// looked up in `library`.
///
/// # Errors
/// The place, and what is wrong there.
pub fn read(text: &str, library: &Library) -> Result<Filter, ReadError> {
    let tokens = tokens(text)?;
    let end = text.chars().count();
    let mut reader = Reader { tokens: &tokens, library, next: 0, end, depth: 0 };
    if tokens.is_empty() {
        return Ok(Filter::everyone());
    }
    let filter = reader.either()?;
    if reader.next < tokens.len() {
        return Err(reader.expected("end"));
    }
    filter.check().map_err(|_| ReadError { at: 0, problem: Problem::TooLong })?;
    Ok(filter)
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    Quoted(String),
    Mark(&'static str),
}

const MARKS: [&str; 9] = ["!=", ">=", "<=", "=", ">", "<", "~", "(", ")"];

fn tokens(text: &str) -> Result<Vec<(usize, Token)>, ReadError> {
    let letters: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        if letter.is_whitespace() {
            at += 1;
        } else if letter == '"' {
            let (word, after) = quoted(&letters, at)?;
            tokens.push((at, Token::Quoted(word)));
            at = after;
        } else if letter == ',' {
            tokens.push((at, Token::Mark(",")));
            at += 1;
        } else if let Some(mark) = mark(&letters[at..]) {
            tokens.push((at, Token::Mark(mark)));
            at += mark.len();
        } else {
            let stops = |c: &char| c.is_whitespace() || "\"(),=<>!~".contains(*c);
            let word: String = letters[at..].iter().take_while(|c| !stops(c)).collect();
            if word.is_empty() {
                return Err(ReadError { at, problem: Problem::Expected("value") });
            }
            let length = word.chars().count();
            tokens.push((at, Token::Word(word)));
            at += length;
        }
    }
    Ok(tokens)
}

fn mark(letters: &[char]) -> Option<&'static str> {
    MARKS.into_iter().find(|mark| mark.chars().enumerate().all(|(n, c)| letters.get(n) == Some(&c)))
}

fn quoted(letters: &[char], start: usize) -> Result<(String, usize), ReadError> {
    let mut word = String::new();
    let mut at = start + 1;
    loop {
        match letters.get(at) {
            None => return Err(ReadError { at: letters.len(), problem: Problem::Expected("\"") }),
            Some('"') => return Ok((word, at + 1)),
            Some('\\') => {
                word.extend(letters.get(at + 1));
                at += 2;
            }
            Some(letter) => {
                word.push(*letter);
                at += 1;
            }
        }
    }
}

/// The field that a condition is about.
#[derive(Clone, Copy)]
enum Asked<'a> {
    Field(Field),
    Own(&'a CustomField),
}

impl Asked<'_> {
    const fn kind(self) -> FieldKind {
        match self {
            Self::Field(field) => field.kind(),
            Self::Own(field) => field.kind.as_field(),
        }
    }

    fn refused(self, at: usize, code: InvalidCode) -> ReadError {
        let problem = match self {
            Self::Field(field) => Problem::Value(field, code),
            Self::Own(field) => Problem::Own(field.name.clone(), code),
        };
        ReadError { at, problem }
    }

    fn check(self, test: &Test) -> Result<(), InvalidCode> {
        match self {
            Self::Field(field) => test.check(field.kind()),
            Self::Own(field) => test.check_own(field),
        }
    }

    fn filter(self, test: Test) -> Filter {
        match self {
            Self::Field(field) => Filter::on(field, test),
            Self::Own(field) => Filter::Own { field: field.id, test },
        }
    }
}

struct Reader<'a> {
    library: &'a Library,
    tokens: &'a [(usize, Token)],
    next: usize,
    end: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn at(&self) -> usize {
        self.tokens.get(self.next).map_or(self.end, |(at, _)| *at)
    }

    fn expected(&self, what: &'static str) -> ReadError {
        ReadError { at: self.at(), problem: Problem::Expected(what) }
    }

    /// Steps over a word or mark of the grammar, where it stands here.
    fn takes(&mut self, word: &str) -> bool {
        let here = match self.tokens.get(self.next) {
            Some((_, Token::Word(found))) => found.eq_ignore_ascii_case(word),
            Some((_, Token::Mark(found))) => *found == word,
            _ => false,
        };
        self.next += usize::from(here);
        here
    }

    fn must(&mut self, word: &'static str) -> Result<(), ReadError> {
        if self.takes(word) { Ok(()) } else { Err(self.expected(word)) }
    }

    fn either(&mut self) -> Result<Filter, ReadError> {
        let mut of = vec![self.both()?];
        while self.takes("or") {
            of.push(self.both()?);
        }
        Ok(if of.len() == 1 { of.remove(0) } else { Filter::Any { of } })
    }

    fn both(&mut self) -> Result<Filter, ReadError> {
        let mut of = vec![self.one()?];
        while self.takes("and") {
            of.push(self.one()?);
        }
        Ok(if of.len() == 1 { of.remove(0) } else { Filter::All { of } })
    }

    fn one(&mut self) -> Result<Filter, ReadError> {
        // Brackets that say nothing count too, so that no text can nest without end.
        if self.depth > 4 * MOST_DEPTH {
            return Err(ReadError { at: self.at(), problem: Problem::TooLong });
        }
        self.depth += 1;
        let filter = if self.takes("not") {
            self.one()?.negated()
        } else if self.takes("(") {
            let inner = self.either()?;
            self.must(")")?;
            inner
        } else if self.takes("everyone") {
            Filter::everyone()
        } else if self.takes("nobody") {
            Filter::Any { of: Vec::new() }
        } else {
            self.condition()?
        };
        self.depth -= 1;
        Ok(filter)
    }

    fn condition(&mut self) -> Result<Filter, ReadError> {
        let field = match self.tokens.get(self.next) {
            Some((_, Token::Word(word))) => Field::parse(word)
                .map(Asked::Field)
                .or_else(|| self.library.field_called(word).map(Asked::Own)),
            Some((_, Token::Quoted(name))) => self.library.field_called(name).map(Asked::Own),
            _ => None,
        };
        let field = field.ok_or_else(|| self.expected("field"))?;
        let at = self.at();
        self.next += 1;
        let mut negated = false;
        let test = if self.takes("is") {
            negated = self.takes("not");
            self.must("empty")?;
            Test::Empty
        } else if self.takes("not") {
            self.must("in")?;
            self.not_in(field)?
        } else if self.takes("in") {
            self.is_in(field)?
        } else if self.takes("any") {
            Test::OneOf { values: self.values(field)? }
        } else if self.takes("all") {
            Test::AllOf { values: self.values(field)? }
        } else if self.takes("none") {
            Test::NoneOf { values: self.values(field)? }
        } else if self.takes("~") {
            Test::Contains { text: self.value()?.to_owned() }
        } else if self.takes("!=") {
            negated = true;
            self.equals(field)?
        } else if self.takes("=") {
            self.equals(field)?
        } else if self.takes("between") {
            let from = self.end(field)?;
            self.must("and")?;
            let to = self.end(field)?;
            between(Some(from), Some(to))
        } else {
            self.beyond(field)?
        };
        field.check(&test).map_err(|code| field.refused(at, code))?;
        let condition = field.filter(test);
        Ok(if negated { condition.negated() } else { condition })
    }

    fn is_in(&mut self, field: Asked<'a>) -> Result<Test, ReadError> {
        if self.takes("month") {
            let month = u8::try_from(self.number()?).unwrap_or(u8::MAX);
            return Ok(Test::Month { month });
        }
        if self.takes("next") {
            return Ok(Test::Next { days: self.days()? });
        }
        let last = self.takes("last");
        if !last && self.tokens.get(self.next).is_some_and(|(_, t)| *t == Token::Mark("(")) {
            return Ok(Test::OneOf { values: self.values(field)? });
        }
        let days = self.days()?;
        // Birthdays lie ahead, everything else behind.
        Ok(if !last && field.kind() == FieldKind::Birthday {
            Test::Next { days }
        } else {
            Test::Last { days }
        })
    }

    fn not_in(&mut self, field: Asked<'a>) -> Result<Test, ReadError> {
        if self.tokens.get(self.next).is_some_and(|(_, t)| *t == Token::Mark("(")) {
            return Ok(Test::NoneOf { values: self.values(field)? });
        }
        self.takes("last");
        Ok(Test::NotLast { days: self.days()? })
    }

    fn days(&mut self) -> Result<u32, ReadError> {
        let days = self.number()?;
        if !self.takes("day") {
            self.must("days")?;
        }
        Ok(days)
    }

    fn number(&mut self) -> Result<u32, ReadError> {
        let number = match self.tokens.get(self.next) {
            Some((_, Token::Word(word))) => word.parse().ok(),
            _ => None,
        };
        let number = number.ok_or_else(|| self.expected("number"))?;
        self.next += 1;
        Ok(number)
    }

    fn value(&mut self) -> Result<&str, ReadError> {
        match self.tokens.get(self.next) {
            Some((_, Token::Quoted(word))) => {
                self.next += 1;
                Ok(word)
            }
            Some((_, Token::Word(word)))
                if !WORDS.iter().any(|known| known.eq_ignore_ascii_case(word)) =>
            {
                self.next += 1;
                Ok(word)
            }
            _ => Err(self.expected("value")),
        }
    }

    fn values(&mut self, field: Asked<'a>) -> Result<Vec<String>, ReadError> {
        self.must("(")?;
        let mut values = vec![self.word(field)?];
        while self.takes(",") {
            values.push(self.word(field)?);
        }
        self.must(")")?;
        Ok(values)
    }

    /// A word that the field may have: choices in any case, names for what is known by a number or
    /// an id.
    fn word(&mut self, field: Asked<'a>) -> Result<String, ReadError> {
        let (at, library) = (self.at(), self.library);
        let value = self.value()?;
        let known = match (field, field.kind()) {
            (_, FieldKind::Choice(words)) => words
                .iter()
                .find(|word| word.eq_ignore_ascii_case(value))
                .map(|word| (*word).to_owned())
                .ok_or(InvalidCode::Unknown),
            (Asked::Own(own), FieldKind::Numbered) => own
                .choices
                .iter()
                .find(|choice| choice.text == value)
                .map(|choice| choice.number.to_string())
                .ok_or(InvalidCode::Unknown),
            (_, FieldKind::Ids) => library.preference_called(value).map(|id| id.to_string()),
            (_, FieldKind::Level) => library.level_called(value).map(|id| id.to_string()),
            _ => Ok(value.to_owned()),
        };
        known.map_err(|code| field.refused(at, code))
    }

    fn equals(&mut self, field: Asked<'a>) -> Result<Test, ReadError> {
        Ok(match field.kind() {
            FieldKind::Number
            | FieldKind::Money
            | FieldKind::Decimal
            | FieldKind::Moment
            | FieldKind::Day => {
                let end = self.end(field)?;
                between(Some(end), Some(end))
            }
            _ => Test::OneOf { values: vec![self.word(field)?] },
        })
    }

    fn beyond(&mut self, field: Asked<'a>) -> Result<Test, ReadError> {
        if self.takes(">=") {
            return Ok(between(Some(self.end(field)?), None));
        }
        if self.takes("<=") {
            return Ok(between(None, Some(self.end(field)?)));
        }
        if self.takes(">") || self.takes("after") {
            return Ok(between(Some(self.end(field)?.moved(1)), None));
        }
        if self.takes("<") || self.takes("before") {
            return Ok(between(None, Some(self.end(field)?.moved(-1))));
        }
        Err(self.expected("="))
    }

    fn end(&mut self, field: Asked<'a>) -> Result<End, ReadError> {
        let at = self.at();
        let value = self.value()?;
        let refuse = |code| field.refused(at, code);
        match field.kind() {
            FieldKind::Number => {
                value.parse().map(End::Number).map_err(|_| refuse(InvalidCode::Unreadable))
            }
            FieldKind::Money => {
                Fen::parse(value, MoneyUnit::Yuan).map(|fen| End::Number(fen.0)).map_err(refuse)
            }
            FieldKind::Decimal => Decimal::parse(value)
                .and_then(|number| number.into_units(4))
                .map(End::Number)
                .map_err(refuse),
            FieldKind::Moment | FieldKind::Day => {
                value.parse().map(End::Day).map_err(|_| refuse(InvalidCode::Unreadable))
            }
            _ => Err(refuse(InvalidCode::Impossible)),
        }
    }
}

#[derive(Clone, Copy)]
enum End {
    Number(i64),
    Day(NaiveDate),
}

impl End {
    fn moved(self, by: i64) -> Self {
        match self {
            Self::Number(number) => Self::Number(number.saturating_add(by)),
            Self::Day(day) => Self::Day(add_days(day, by)),
        }
    }
}

/// Both ends are of one field, so of one kind.
fn between(from: Option<End>, to: Option<End>) -> Test {
    let number = |end: Option<End>| match end {
        Some(End::Number(number)) => Some(number),
        _ => None,
    };
    let day = |end: Option<End>| match end {
        Some(End::Day(day)) => Some(day),
        _ => None,
    };
    if matches!(from.or(to), Some(End::Day(_))) {
        Test::Days { from: day(from), to: day(to) }
    } else {
        Test::Between { from: number(from), to: number(to) }
    }
}
