//! The parts of a portrait in one cell each: several numbers, consent, preferences, the shop's own
//! fields. Words are read in Chinese and English alike; an export writes those of the shop.

use std::borrow::Cow;

use super::dates::{DateRules, find};
use super::fields::CustomerField;
use super::lists;
use super::values::{birthday, birthday_text};
use crate::customers::{
    Anniversary, Character, ContactHours, CustomEntry, CustomField, CustomKind, CustomValue,
    CustomerDraft, CustomerKind, Level, Portrait, Preference, Reach, ReachKind,
};
use crate::error::{FieldError, InvalidCode};
use crate::ids::PreferenceId;
use crate::interactions::Channel;
use crate::money::{Fen, MoneyUnit};
use crate::phone::Phone;
use crate::text;

/// What the shop has defined for itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Own {
    /// Its own fields, in its order.
    pub fields: Vec<CustomField>,
    /// Its library of preferences.
    pub preferences: Vec<Preference>,
}

impl Own {
    /// The names of its fields, by which columns are theirs.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.fields.iter().map(|field| field.name.clone()).collect()
    }
}

/// The marks behind a label.
const COLONS: [char; 2] = ['：', ':'];

/// The longest label, in characters.
const LABEL_CHARS: usize = 30;

/// The values in one cell.
fn parts(cell: &str, commas: bool) -> impl Iterator<Item = Cow<'_, str>> {
    lists::values(cell, commas).map(|value| value.text)
}

/// `公司：13800000001` as a label and what it stands before. A label that has a colon itself stands
/// between double quotes.
fn labelled(part: &str) -> (Cow<'_, str>, &str) {
    if let Some((label, rest)) = lists::unquoted(part)
        && let Some(value) = rest.strip_prefix(COLONS)
    {
        return (label, value.trim_matches(text::is_blank));
    }
    match part.split_once(COLONS) {
        Some((label, value)) if label.chars().count() <= LABEL_CHARS => {
            (label.trim_matches(text::is_blank).into(), value.trim_matches(text::is_blank))
        }
        _ => ("".into(), part),
    }
}

pub(super) fn with_label(label: &str, value: &str) -> String {
    if label.is_empty() && !value.contains(COLONS) {
        value.to_owned()
    } else if label.contains(COLONS) || label.starts_with('"') {
        format!("{}：{value}", lists::quote(label))
    } else {
        format!("{label}：{value}")
    }
}

/// A word of a fixed choice, whatever language it is of.
pub(super) fn word<T: Copy>(cell: &str, table: &[(T, &str)]) -> Result<T, InvalidCode> {
    let wanted = text::fold(cell).trim().to_lowercase();
    let named = |names: &str| names.split('|').any(|name| name == wanted);
    let found = table.iter().find(|(_, names)| named(names));
    found.map(|(value, _)| *value).ok_or(InvalidCode::Unreadable)
}

const KINDS: [(CustomerKind, &str); 2] = [
    (CustomerKind::Person, "个人|个人客户|person|individual"),
    (CustomerKind::Company, "企业|公司|单位|企业客户|company|organization|organisation"),
];
pub(super) const CHANNELS: [(Channel, &str); 5] = [
    (Channel::Phone, "电话|phone|call|telephone"),
    (Channel::Wechat, "微信|wechat"),
    (Channel::Sms, "短信|sms|text|text message"),
    (Channel::Email, "邮件|邮箱|电子邮件|email|e-mail|mail"),
    (Channel::InPerson, "面谈|当面|到店|in_person|in person|visit"),
];
const CHARACTERS: [(Character, &str); 2] = [
    (Character::Rational, "理性|理性型|rational"),
    (Character::Emotional, "感性|感性型|emotional"),
];
const LEVELS: [(Level, &str); 3] =
    [(Level::Low, "低|low"), (Level::Medium, "中|medium|middle"), (Level::High, "高|high")];
const ANSWERS: [(bool, &str); 2] =
    [(true, "是|有|对|√|yes|y|true|1"), (false, "否|无|没有|×|no|n|false|0")];

/// Reads a cell of one of the fields below the basics into `draft`. What it says of further
/// numbers, preferences and the shop's own fields is added to what other columns said.
///
/// # Errors
/// Names the field; [`InvalidCode::Unknown`] for a preference or choice the shop does not have.
pub(super) fn read(
    draft: &mut CustomerDraft,
    field: CustomerField,
    cell: &str,
    rules: &DateRules,
    own: &Own,
) -> Result<(), FieldError> {
    if let CustomerField::Own(place) = field {
        let refuse = |code| refused(CustomerField::Own(place), own, code);
        let field = own.fields.get(usize::from(place));
        let field = field.ok_or_else(|| refuse(InvalidCode::Unknown))?;
        let value = value(field, cell, rules).map_err(refuse)?;
        let named = |error| FieldError { field: field.name.clone(), ..error };
        let value = field.check(value).map_err(named)?;
        let entry = |value| CustomEntry { field: field.id, value };
        draft.portrait.custom.extend(value.map(entry));
        return Ok(());
    }
    built_in(draft, field, cell, rules, own).map_err(|code| refused(field, own, code))
}

fn built_in(
    draft: &mut CustomerDraft,
    field: CustomerField,
    cell: &str,
    rules: &DateRules,
    own: &Own,
) -> Result<(), InvalidCode> {
    let line = || text::one_line(cell).into_owned();
    let portrait = &mut draft.portrait;
    match field {
        CustomerField::Kind => draft.kind = word(cell, &KINDS)?,
        CustomerField::Channel => draft.channel = Some(word(cell, &CHANNELS)?),
        CustomerField::Phones => reaches(portrait, ReachKind::Phone, cell)?,
        CustomerField::Emails => reaches(portrait, ReachKind::Email, cell)?,
        CustomerField::Wechat => reaches(portrait, ReachKind::Wechat, cell)?,
        CustomerField::Addresses => reaches(portrait, ReachKind::Address, cell)?,
        CustomerField::Region => portrait.region = line(),
        CustomerField::Industry => portrait.industry = line(),
        CustomerField::Role => portrait.role = line(),
        CustomerField::Owner => portrait.owner = line(),
        CustomerField::Hours => portrait.hours = Some(hours(cell)?),
        CustomerField::Character => portrait.character = Some(word(cell, &CHARACTERS)?),
        CustomerField::Importance => portrait.importance = Some(word(cell, &LEVELS)?),
        CustomerField::Urgency => portrait.urgency = Some(word(cell, &LEVELS)?),
        CustomerField::Agreed => portrait.consent.agreed = channels(cell)?,
        CustomerField::Refused => portrait.consent.refused = channels(cell)?,
        CustomerField::Anniversaries => {
            for part in parts(cell, true) {
                let (label, day) = labelled(&part);
                let day = birthday(day, rules)?;
                portrait.anniversaries.push(Anniversary { label: label.into_owned(), day });
            }
        }
        CustomerField::Preferences => {
            for part in parts(cell, true) {
                portrait.preferences.push(preference(&part, &own.preferences)?);
            }
        }
        _ => {}
    }
    Ok(())
}

fn reaches(portrait: &mut Portrait, kind: ReachKind, cell: &str) -> Result<(), InvalidCode> {
    for part in parts(cell, kind != ReachKind::Address) {
        let (label, value) = labelled(&part);
        let value = match kind {
            ReachKind::Phone => Phone::parse(value)?.into(),
            _ => text::one_line(value).into_owned(),
        };
        if !value.is_empty() {
            portrait.reaches.push(Reach { kind, value, label: label.into_owned() });
        }
    }
    Ok(())
}

fn channels(cell: &str) -> Result<Vec<Channel>, InvalidCode> {
    parts(cell, true).map(|part| word(&part, &CHANNELS)).collect()
}

/// `9:00-18:30`, in minutes after midnight.
fn hours(cell: &str) -> Result<ContactHours, InvalidCode> {
    let folded = text::fold(cell);
    let (from, until) = folded.split_once(['-', '~', '至', '到']).ok_or(InvalidCode::Unreadable)?;
    let minute = |text: &str| {
        let (hour, minute) = text.trim().split_once(':').ok_or(InvalidCode::Unreadable)?;
        let number = |t: &str| t.parse::<u16>().map_err(|_| InvalidCode::Unreadable);
        match (number(hour)?, number(minute)?) {
            (hour @ 0..=24, minute @ 0..=59) => Ok(hour * 60 + minute),
            _ => Err(InvalidCode::Impossible),
        }
    };
    Ok(ContactHours { from: minute(from)?, until: minute(until)? })
}

/// `口味：甜`, or the value alone where one category has it.
fn preference(part: &str, library: &[Preference]) -> Result<PreferenceId, InvalidCode> {
    let (category, value) = labelled(part);
    let fits = |known: &&Preference| {
        known.value == value && (category.is_empty() || known.category == category)
    };
    let mut found = library.iter().filter(fits);
    match (found.next(), found.next()) {
        (Some(preference), None) => Ok(preference.id),
        (Some(_), Some(_)) => Err(InvalidCode::Ambiguous),
        _ => Err(InvalidCode::Unknown),
    }
}

fn value(field: &CustomField, cell: &str, rules: &DateRules) -> Result<CustomValue, InvalidCode> {
    Ok(match field.kind {
        CustomKind::Text => CustomValue::Text(text::one_line(cell).into_owned()),
        CustomKind::Number => CustomValue::Number(ten_thousandths(cell)?),
        CustomKind::Money => CustomValue::Money(Fen::parse(cell, MoneyUnit::Yuan)?.0),
        CustomKind::Date => CustomValue::Date(find(&text::fold(cell), rules)?.date()?),
        CustomKind::YesNo => CustomValue::YesNo(word(cell, &ANSWERS)?),
        CustomKind::Choice => {
            let wanted = text::one_line(cell);
            let choice = field.choices.iter().find(|choice| choice.text == wanted);
            CustomValue::Choice(choice.ok_or(InvalidCode::Unknown)?.number)
        }
    })
}

/// A decimal number in ten-thousandths.
fn ten_thousandths(cell: &str) -> Result<i64, InvalidCode> {
    let folded = text::fold(cell);
    let bare: String = folded.chars().filter(|c| !matches!(c, ',' | ' ')).collect();
    let (sign, digits) = match bare.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, bare.strip_prefix('+').unwrap_or(&bare)),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if !all(whole) || !all(part) || whole.len() + part.len() == 0 {
        return Err(InvalidCode::Unreadable);
    }
    let part = part.trim_end_matches('0');
    if part.len() > 4 {
        return Err(InvalidCode::TooPrecise);
    }
    let number = format!("{whole}{part:0<4}");
    let number: i64 = number.parse().map_err(|_| InvalidCode::OutOfRange)?;
    Ok(sign * number)
}

/// What an export writes for a choice: `word("character", "rational")` in the shop's language.
pub type Word<'a> = &'a dyn Fn(&str, &str) -> String;

/// A cell of one of the fields below the basics, as [`read`] reads it again.
#[must_use]
pub fn written(draft: &CustomerDraft, field: CustomerField, own: &Own, word: Word<'_>) -> String {
    let portrait = &draft.portrait;
    let reaches = |kind: ReachKind| {
        let of_kind = portrait.reaches.iter().filter(|reach| reach.kind == kind);
        let text = of_kind.map(|reach| with_label(&reach.label, &plain_reach(reach)));
        several(text, kind != ReachKind::Address)
    };
    let level = |level: Option<Level>| match level {
        Some(Level::Low) => word("level", "low"),
        Some(Level::Medium) => word("level", "medium"),
        Some(Level::High) => word("level", "high"),
        None => String::new(),
    };
    let channels = |channels: &[Channel]| {
        channels.iter().map(|c| word("channel", c.as_str())).collect::<Vec<_>>().join("、")
    };
    match field {
        CustomerField::Kind => match draft.kind {
            // Nearly all are; a column that says so in every row says nothing.
            CustomerKind::Person => String::new(),
            CustomerKind::Company => word("kind", "company"),
        },
        CustomerField::Channel => channels(draft.channel.as_slice()),
        CustomerField::Phones => reaches(ReachKind::Phone),
        CustomerField::Emails => reaches(ReachKind::Email),
        CustomerField::Wechat => reaches(ReachKind::Wechat),
        CustomerField::Addresses => reaches(ReachKind::Address),
        CustomerField::Region => portrait.region.clone(),
        CustomerField::Industry => portrait.industry.clone(),
        CustomerField::Role => portrait.role.clone(),
        CustomerField::Owner => portrait.owner.clone(),
        CustomerField::Hours => portrait.hours.map_or(String::new(), |hours| {
            let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
            format!("{}-{}", clock(hours.from), clock(hours.until))
        }),
        CustomerField::Character => match portrait.character {
            Some(Character::Rational) => word("character", "rational"),
            Some(Character::Emotional) => word("character", "emotional"),
            None => String::new(),
        },
        CustomerField::Importance => level(portrait.importance),
        CustomerField::Urgency => level(portrait.urgency),
        CustomerField::Agreed => channels(&portrait.consent.agreed),
        CustomerField::Refused => channels(&portrait.consent.refused),
        CustomerField::Anniversaries => {
            let days = portrait.anniversaries.iter();
            let text = days.map(|a| with_label(&a.label, &birthday_text(&a.day)));
            several(text, true)
        }
        CustomerField::Preferences => {
            let known = own.preferences.iter().filter(|p| portrait.preferences.contains(&p.id));
            several(known.map(|p| with_label(&p.category, &p.value)), true)
        }
        CustomerField::Own(place) => {
            let Some(field) = own.fields.get(usize::from(place)) else { return String::new() };
            let entry = portrait.custom.iter().find(|entry| entry.field == field.id);
            entry.map_or(String::new(), |entry| value_text(field, &entry.value, word))
        }
        _ => String::new(),
    }
}

/// Values one a line; `commas` says whether commas would part them.
pub(super) fn several(values: impl IntoIterator<Item = String>, commas: bool) -> String {
    let values: Vec<String> = values.into_iter().collect();
    lists::joined(values.iter().map(String::as_str), "\n", commas)
}

fn plain_reach(reach: &Reach) -> String {
    match reach.kind {
        ReachKind::Phone => phone_text(&reach.value),
        _ => reach.value.clone(),
    }
}

/// A Chinese mobile as bare digits, which every program takes; any other number with its marks.
#[must_use]
pub fn phone_text(stored: &str) -> String {
    match Phone::from_stored(stored) {
        Ok(phone) if phone.is_chinese_mobile() => phone.digits().to_owned(),
        Ok(phone) => phone.display(),
        Err(_) => stored.to_owned(),
    }
}

fn value_text(field: &CustomField, value: &CustomValue, word: Word<'_>) -> String {
    match value {
        CustomValue::Text(text) => text.clone(),
        CustomValue::Number(number) => decimal(*number, 4),
        CustomValue::Money(fen) => decimal(*fen, 2),
        CustomValue::Date(day) => day.to_string(),
        CustomValue::YesNo(yes) => word("answer", if *yes { "yes" } else { "no" }),
        CustomValue::Choice(number) => {
            let choice = field.choices.iter().find(|choice| choice.number == *number);
            choice.map_or(String::new(), |choice| choice.text.clone())
        }
    }
}

/// `12.5` for 125,000 ten-thousandths.
fn decimal(number: i64, places: usize) -> String {
    let sign = if number < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", number.unsigned_abs(), width = places + 1);
    let (whole, part) = digits.split_at(digits.len() - places);
    match part.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        part => format!("{sign}{whole}.{part}"),
    }
}

/// Names the column by which a person knows a field.
pub(super) fn refused(field: CustomerField, own: &Own, code: InvalidCode) -> FieldError {
    use super::fields::ImportField as _;
    match field {
        CustomerField::Own(place) => {
            let name = own.fields.get(usize::from(place)).map_or("", |field| &field.name);
            FieldError::new(name, code)
        }
        field => FieldError::new(field.name(), code),
    }
}
