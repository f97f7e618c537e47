//! What can be asked of one field, and what it means in stored values.

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};

use super::FieldKind;
use crate::customers::{Birthday, CustomValue, TAG_SEPARATOR};
use crate::error::{FieldError, InvalidCode};
use crate::ids::{PreferenceId, TierId};
use crate::money::Fen;
use crate::time::{Zone, add_days, next_day};

/// What is asked of a field.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(tag = "test", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Test {
    /// Nothing is there.
    Empty,
    /// It is one of these; of several words, at least one is among these.
    OneOf {
        /// Words as they are stored; choices by their names on the wire.
        values: Vec<String>,
    },
    /// Of several words, every one of these is there.
    AllOf {
        /// Words as they are stored.
        values: Vec<String>,
    },
    /// None of these is there.
    NoneOf {
        /// Words as they are stored.
        values: Vec<String>,
    },
    /// The text is in it, whatever the case; for `text`, what the search box would find.
    Contains {
        /// What to look for.
        text: String,
    },
    /// A number, or an amount in fen, with both ends included.
    Between {
        /// The least; open where left out.
        #[specta(type = Option<specta_typescript::Number>)]
        from: Option<i64>,
        /// The greatest; open where left out.
        #[specta(type = Option<specta_typescript::Number>)]
        to: Option<i64>,
    },
    /// Civil days of the shop's zone, both included.
    Days {
        /// The first; open where left out.
        from: Option<NaiveDate>,
        /// The last; open where left out.
        to: Option<NaiveDate>,
    },
    /// In the last so many days, today being the first of them.
    Last {
        /// 1 to [`MOST_DAYS`].
        days: u32,
    },
    /// Not in the last so many days, nor later; never counts.
    NotLast {
        /// 1 to [`MOST_DAYS`].
        days: u32,
    },
    /// Today or in the so many days after it.
    Next {
        /// 1 to [`MOST_DAYS`].
        days: u32,
    },
    /// Born in this month of the calendar that the birthday is told in.
    Month {
        /// 1 to 12.
        month: u8,
    },
}

/// A hundred years.
pub const MOST_DAYS: u32 = 36_600;

/// Words that one test compares with.
const MOST_VALUES: usize = 200;

/// Characters of one word.
const MOST_LETTERS: usize = 120;

/// Parts the words of a field that holds several, where they lie in one text.
pub const WORD_SEPARATOR: char = TAG_SEPARATOR;

/// What relative days count from.
#[derive(Clone, Copy, Debug)]
pub struct Calendar {
    /// Today in `zone`.
    pub today: NaiveDate,
    /// The shop's zone.
    pub zone: Zone,
}

/// A test of a number: both ends included, and whether nothing passes as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The least that passes.
    pub from: i64,
    /// The greatest that passes; below `from` where no number does.
    pub to: i64,
    /// Whether an absent value passes.
    pub empty: bool,
}

impl Range {
    /// Whether a value passes.
    #[must_use]
    pub fn holds(self, value: Option<i64>) -> bool {
        value.map_or(self.empty, |value| self.from <= value && value <= self.to)
    }
}

impl Test {
    /// Whether such a field can be asked this, within bounds.
    ///
    /// # Errors
    /// [`InvalidCode::Impossible`] where the test does not suit the field,
    /// [`InvalidCode::Unknown`] for a choice there is not, and the usual codes for values that are
    /// missing, too many, too long or out of range.
    pub fn check(&self, kind: FieldKind) -> Result<(), InvalidCode> {
        use FieldKind as K;
        let suits = match self {
            Self::Empty => !matches!(kind, K::Search | K::Number | K::Money | K::Ids),
            Self::OneOf { .. } | Self::NoneOf { .. } => {
                matches!(kind, K::Words | K::Set | K::Choice(_) | K::Numbered | K::Ids | K::Level)
            }
            Self::AllOf { .. } => matches!(kind, K::Set | K::Ids),
            Self::Contains { .. } => matches!(kind, K::Search | K::Words | K::Set),
            Self::Between { .. } => matches!(kind, K::Number | K::Money | K::Decimal),
            Self::Days { .. } | Self::Last { .. } | Self::NotLast { .. } => {
                matches!(kind, K::Moment | K::Day)
            }
            Self::Next { .. } => matches!(kind, K::Moment | K::Day | K::Birthday),
            Self::Month { .. } => kind == K::Birthday,
        };
        if !suits {
            return Err(InvalidCode::Impossible);
        }
        self.check_bounds()?;
        match self {
            Self::OneOf { values } | Self::AllOf { values } | Self::NoneOf { values } => {
                check_words(values, kind)
            }
            _ => Ok(()),
        }
    }

    /// Holds it to bounds, whatever field it is for.
    pub(super) fn check_bounds(&self) -> Result<(), InvalidCode> {
        match self {
            Self::Empty => Ok(()),
            Self::OneOf { values } | Self::AllOf { values } | Self::NoneOf { values } => {
                check_values(values)
            }
            Self::Contains { text } if text.trim().is_empty() => Err(InvalidCode::Required),
            Self::Contains { text } => check_length(text),
            Self::Between { from, to } => check_ends(from.as_ref(), to.as_ref()).and_then(|()| {
                let within = |end: &i64| end.unsigned_abs() <= Fen::MAX.0.unsigned_abs();
                let ok = from.iter().chain(to).all(within);
                if ok { Ok(()) } else { Err(InvalidCode::OutOfRange) }
            }),
            Self::Days { from, to } => check_ends(from.as_ref(), to.as_ref()).and_then(|()| {
                // Four digits, as people write years.
                let ok = from.iter().chain(to).all(|day| (1..=9_999).contains(&day.year()));
                if ok { Ok(()) } else { Err(InvalidCode::OutOfRange) }
            }),
            Self::Last { days } | Self::NotLast { days } | Self::Next { days } => {
                let ok = (1..=MOST_DAYS).contains(days);
                if ok { Ok(()) } else { Err(InvalidCode::OutOfRange) }
            }
            Self::Month { month } => {
                let ok = (1..=12).contains(month);
                if ok { Ok(()) } else { Err(InvalidCode::OutOfRange) }
            }
        }
    }

    /// The error that names a field, with the bound that was overstepped.
    pub(super) fn refused(field: &str, code: InvalidCode) -> FieldError {
        match code {
            InvalidCode::TooLong => FieldError::too_long(field, MOST_LETTERS),
            InvalidCode::TooMany => FieldError::too_many(field, MOST_VALUES),
            code => FieldError::new(field, code),
        }
    }

    /// Which numbers pass: the number itself, fen, ten-thousandths, or milliseconds since 1970
    /// UTC. None where the test asks of words.
    #[must_use]
    pub fn range(&self, calendar: Calendar) -> Option<Range> {
        let Calendar { today, zone } = calendar;
        let start = |day| zone.start_of(day).0;
        let end = |day| zone.start_of(next_day(day)).0 - 1;
        self.range_within(today, start, end)
    }

    /// Which civil days pass, counted from 1 January of the year 1, which is day 1. None where
    /// the test asks of words.
    #[must_use]
    pub fn range_of_days(&self, today: NaiveDate) -> Option<Range> {
        let number = |day: NaiveDate| day.num_days_from_ce().into();
        self.range_within(today, number, number)
    }

    fn range_within(
        &self,
        today: NaiveDate,
        start: impl Fn(NaiveDate) -> i64,
        end: impl Fn(NaiveDate) -> i64,
    ) -> Option<Range> {
        let between = |from, to| Range { from, to, empty: false };
        Some(match self {
            Self::Empty => Range { from: i64::MAX, to: i64::MIN, empty: true },
            Self::Between { from, to } => between(from.unwrap_or(i64::MIN), to.unwrap_or(i64::MAX)),
            Self::Days { from, to } => {
                between(from.map_or(i64::MIN, &start), to.map_or(i64::MAX, &end))
            }
            Self::Last { days } => {
                between(start(add_days(today, 1 - i64::from(*days))), end(today))
            }
            Self::NotLast { days } => Range {
                from: i64::MIN,
                to: start(add_days(today, 1 - i64::from(*days))) - 1,
                empty: true,
            },
            Self::Next { days } => between(start(today), end(add_days(today, i64::from(*days)))),
            _ => return None,
        })
    }

    /// Whether words pass: one for a choice or a shared text, several parted by
    /// [`WORD_SEPARATOR`] for a set, none for an empty text.
    #[must_use]
    pub fn holds_for_words(&self, words: &str) -> bool {
        let mut parts = words.split(WORD_SEPARATOR).filter(|word| !word.is_empty());
        match self {
            Self::Empty => words.is_empty(),
            Self::OneOf { values } => parts.any(|word| values.iter().any(|value| value == word)),
            Self::NoneOf { values } => !parts.any(|word| values.iter().any(|value| value == word)),
            Self::AllOf { values } => {
                let words: Vec<_> = parts.collect();
                values.iter().all(|value| words.contains(&value.as_str()))
            }
            Self::Contains { text } => {
                let text = text.trim().to_lowercase();
                parts.any(|word| word.to_lowercase().contains(&text))
            }
            _ => false,
        }
    }

    /// Whether the value of a field of the shop's own passes.
    #[must_use]
    pub fn holds_for_own(&self, value: Option<&CustomValue>, calendar: Calendar) -> bool {
        let Some(value) = value else {
            // Words and numbers agree on what nothing passes.
            return self.range(calendar).map_or(self.holds_for_words(""), |range| range.empty);
        };
        let number = |number, range: Option<Range>| range.is_some_and(|r| r.holds(Some(number)));
        match value {
            CustomValue::Text(text) => self.holds_for_words(text),
            CustomValue::Choice(choice) => self.holds_for_words(&choice.to_string()),
            CustomValue::YesNo(yes) => self.holds_for_words(if *yes { "yes" } else { "no" }),
            CustomValue::Number(n) | CustomValue::Money(n) => number(*n, self.range(calendar)),
            CustomValue::Date(day) => {
                number(day.num_days_from_ce().into(), self.range_of_days(calendar.today))
            }
        }
    }

    /// Whether a birthday passes.
    #[must_use]
    pub fn holds_for_birthday(&self, birthday: Option<Birthday>, today: NaiveDate) -> bool {
        match (self, birthday) {
            (Self::Empty, birthday) => birthday.is_none(),
            (Self::Month { month }, Some(birthday)) => birthday.month == *month,
            (Self::Next { days }, Some(birthday)) => birthday
                .next_on_or_after(today)
                .is_some_and(|next| next.day <= add_days(today, i64::from(*days))),
            _ => false,
        }
    }
}

fn check_values(values: &[String]) -> Result<(), InvalidCode> {
    if values.is_empty() {
        return Err(InvalidCode::Required);
    }
    if values.len() > MOST_VALUES {
        return Err(InvalidCode::TooMany);
    }
    for value in values {
        if value.is_empty() {
            return Err(InvalidCode::Required);
        }
        check_length(value)?;
    }
    Ok(())
}

fn check_words(values: &[String], kind: FieldKind) -> Result<(), InvalidCode> {
    let known = |value: &String| match kind {
        FieldKind::Choice(words) => words.contains(&value.as_str()),
        FieldKind::Ids => value.parse::<PreferenceId>().is_ok(),
        FieldKind::Level => value.parse::<TierId>().is_ok(),
        FieldKind::Numbered => value.parse::<u16>().is_ok(),
        _ => true,
    };
    if values.iter().all(known) { Ok(()) } else { Err(InvalidCode::Unknown) }
}

fn check_length(text: &str) -> Result<(), InvalidCode> {
    if text.chars().count() > MOST_LETTERS { Err(InvalidCode::TooLong) } else { Ok(()) }
}

fn check_ends<T: Ord>(from: Option<&T>, to: Option<&T>) -> Result<(), InvalidCode> {
    match (from, to) {
        (None, None) => Err(InvalidCode::Required),
        (Some(from), Some(to)) if from > to => Err(InvalidCode::OutOfRange),
        _ => Ok(()),
    }
}
