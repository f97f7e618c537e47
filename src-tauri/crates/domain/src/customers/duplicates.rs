//! When two entries may be one customer, how sure that is, and why.
//!
//! Each sign that two entries share is worth so many percent; signs that come together leave less
//! and less doubt (the doubts are multiplied). What speaks against it takes a share away. A pair
//! is worth showing from [`THRESHOLD`] on.

mod keys;
mod names;

pub use keys::{Key, TellingKey, each_key, each_telling_key};

use serde::{Deserialize, Serialize};

use super::{Birthday, Calendar, CustomerDraft, CustomerKind, LunarDay, ReachKind, lunar_of};
use crate::phone::Phone;
use names::{NameForm, firm_form};

/// The score from which on a pair is shown to a person.
pub const THRESHOLD: u8 = 50;

/// A number or an address that more customers than this have is nobody's own: a switchboard, or
/// what staff typed where a number was asked for.
pub const MOST_HOLDERS: u32 = 5;

/// Something that speaks for, or against, two entries being one customer.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "camelCase")]
pub enum TwinSign {
    /// A telephone number, the first or a further one.
    SamePhone,
    /// The same, but of a switchboard or of many: weak.
    SharedPhone,
    /// An e-mail address.
    SameEmail,
    /// A WeChat id.
    SameWechat,
    /// The name, blanks and case aside.
    SameName,
    /// A Latin name with given name and surname the other way round.
    SwappedName,
    /// A name that is read the same: other characters of one reading, or its pinyin.
    SameSound,
    /// A Latin name with a slip of the keyboard.
    NearName,
    /// The birthday with its year, also where one is lunar and the other solar.
    SameBirthday,
    /// The birthday, a year unknown.
    SameDay,
    /// The last four digits of two different numbers.
    SameLastFour,
    /// Where they work.
    SameCompany,
    /// Against it: another birthday.
    OtherBirthday,
    /// Against it: one is a person, the other a company.
    OtherKind,
}

impl TwinSign {
    /// Every sign, in the order screens name them.
    pub const ALL: [Self; 14] = [
        Self::SamePhone,
        Self::SameEmail,
        Self::SameWechat,
        Self::SameName,
        Self::SwappedName,
        Self::SameSound,
        Self::NearName,
        Self::SameBirthday,
        Self::SameDay,
        Self::SameLastFour,
        Self::SameCompany,
        Self::SharedPhone,
        Self::OtherBirthday,
        Self::OtherKind,
    ];

    /// How much of the doubt it takes away, or of the score where it speaks against, in percent.
    #[must_use]
    pub const fn percent(self) -> u32 {
        match self {
            Self::SamePhone => 70,
            Self::SameEmail | Self::SameWechat => 65,
            Self::SameBirthday => 60,
            Self::SameName => 48,
            Self::SameDay => 45,
            Self::SwappedName => 42,
            Self::SameLastFour | Self::OtherBirthday | Self::OtherKind => 40,
            Self::SameCompany => 35,
            Self::SameSound | Self::NearName => 30,
            Self::SharedPhone => 15,
        }
    }

    /// As it stands on the wire and in the language files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SamePhone => "samePhone",
            Self::SharedPhone => "sharedPhone",
            Self::SameEmail => "sameEmail",
            Self::SameWechat => "sameWechat",
            Self::SameName => "sameName",
            Self::SwappedName => "swappedName",
            Self::SameSound => "sameSound",
            Self::NearName => "nearName",
            Self::SameBirthday => "sameBirthday",
            Self::SameDay => "sameDay",
            Self::SameLastFour => "sameLastFour",
            Self::SameCompany => "sameCompany",
            Self::OtherBirthday => "otherBirthday",
            Self::OtherKind => "otherKind",
        }
    }

    const fn is_against(self) -> bool {
        matches!(self, Self::OtherBirthday | Self::OtherKind)
    }

    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// A set of signs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs(u16);

impl Signs {
    /// Adds a sign.
    pub const fn add(&mut self, sign: TwinSign) {
        self.0 |= sign.bit();
    }

    /// Those of both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether `sign` is among them.
    #[must_use]
    pub const fn has(self, sign: TwinSign) -> bool {
        self.0 & sign.bit() != 0
    }

    /// The signs, in the order of [`TwinSign::ALL`].
    #[must_use]
    pub fn list(self) -> Vec<TwinSign> {
        TwinSign::ALL.into_iter().filter(|sign| self.has(*sign)).collect()
    }

    fn any(self, of: &[TwinSign]) -> bool {
        of.iter().any(|sign| self.has(*sign))
    }

    /// 0 to 100; 0 where neither the names are alike nor is there anything that only one customer
    /// has: a day of birth, a workplace and four digits are shared by strangers.
    fn score(self, of_companies: bool) -> u8 {
        let own = [TwinSign::SamePhone, TwinSign::SameEmail, TwinSign::SameWechat];
        if !self.any(&own) && !self.any(&ALIKE) {
            return 0;
        }
        // Parts of ten thousand, so that nothing is lost to rounding on the way.
        let mut doubt = 10_000;
        for sign in self.list().into_iter().filter(|sign| !sign.is_against()) {
            // Nobody else in town goes by a company's whole name.
            let alone = of_companies && sign == TwinSign::SameName;
            doubt = doubt * (100 - if alone { 60 } else { sign.percent() }) / 100;
        }
        let mut score = 10_000 - doubt;
        for sign in self.list().into_iter().filter(|sign| sign.is_against()) {
            score = score * (100 - sign.percent()) / 100;
        }
        u8::try_from(score / 100).unwrap_or(100)
    }
}

/// Ways in which two names are alike.
const ALIKE: [TwinSign; 4] =
    [TwinSign::SameName, TwinSign::SwappedName, TwinSign::SameSound, TwinSign::NearName];

/// What tells customers apart, brought to a form that compares.
#[derive(Clone, Debug)]
pub struct Traits {
    kind: CustomerKind,
    name: NameForm,
    phones: Vec<String>,
    emails: Vec<String>,
    wechats: Vec<String>,
    birthday: Option<Birthday>,
    firm: String,
}

/// The fields that [`Traits`] are made of.
#[derive(Clone, Debug, Default)]
pub struct Entry<'a> {
    /// Person or company.
    pub kind: CustomerKind,
    /// The name; may be empty.
    pub name: &'a str,
    /// The first number in E.164; may be empty.
    pub phone: &'a str,
    /// Birthday.
    pub birthday: Option<Birthday>,
    /// Where they work: the company whose contact they are, else as typed; may be empty.
    pub company: &'a str,
}

impl Traits {
    /// Of the fields in a customer's own row.
    #[must_use]
    pub fn of(entry: &Entry<'_>) -> Self {
        let is_company = entry.kind == CustomerKind::Company;
        let mut traits = Self {
            kind: entry.kind,
            name: if is_company {
                NameForm::of_company(entry.name)
            } else {
                NameForm::of_person(entry.name)
            },
            phones: Vec::new(),
            emails: Vec::new(),
            wechats: Vec::new(),
            birthday: entry.birthday,
            firm: if is_company { String::new() } else { firm_form(entry.company) },
        };
        if !entry.phone.is_empty() {
            traits.phones.push(entry.phone.to_owned());
        }
        traits
    }

    /// Adds a further number, address or id; postal addresses tell nothing here.
    pub fn reached_by(&mut self, kind: ReachKind, value: &str) {
        let (list, value) = match kind {
            ReachKind::Phone => (&mut self.phones, value.to_owned()),
            ReachKind::Email => (&mut self.emails, value.to_lowercase()),
            ReachKind::Wechat => (&mut self.wechats, value.to_lowercase()),
            ReachKind::Address => return,
        };
        if !list.contains(&value) {
            list.push(value);
        }
    }

    /// Of what is being typed: numbers in any style, those that cannot be read yet left out.
    /// `employer` is the name of the company whose contact they are.
    #[must_use]
    pub fn of_draft(draft: &CustomerDraft, employer: Option<&str>) -> Self {
        let phone = Phone::parse(&draft.phone).map(|phone| phone.as_str().to_owned());
        let mut traits = Self::of(&Entry {
            kind: draft.kind,
            name: draft.name.trim(),
            phone: phone.as_deref().unwrap_or_default(),
            birthday: draft.birthday.filter(|birthday| birthday.check().is_ok()),
            company: employer.unwrap_or_else(|| draft.company.trim()),
        });
        for reach in &draft.portrait.reaches {
            match (reach.kind, Phone::parse(&reach.value)) {
                (ReachKind::Phone, Ok(phone)) => traits.reached_by(reach.kind, phone.as_str()),
                (ReachKind::Phone, Err(_)) => {}
                (kind, _) => traits.reached_by(kind, reach.value.trim()),
            }
        }
        traits
    }

    /// The numbers in E.164.
    #[must_use]
    pub fn phones(&self) -> &[String] {
        &self.phones
    }

    /// E-mail addresses and WeChat ids, in lower case.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.emails.iter().chain(&self.wechats).map(String::as_str)
    }

    /// The birthday.
    #[must_use]
    pub const fn birthday(&self) -> Option<Birthday> {
        self.birthday
    }

    /// Whether there is a name that can be compared.
    #[must_use]
    pub fn is_named(&self) -> bool {
        !self.name.sound.is_empty()
    }

    fn last_fours(&self) -> impl Iterator<Item = &str> {
        self.phones.iter().filter_map(|phone| {
            let number = phone.split(';').next().unwrap_or_default();
            number.len().checked_sub(4).and_then(|from| number.get(from..))
        })
    }
}

/// How alike two entries are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Likeness {
    /// 0 to 100; see [`THRESHOLD`].
    pub score: u8,
    /// Why.
    pub signs: Signs,
}

/// Compares two entries. `is_shared` tells of a number, an e-mail address or a WeChat id whether
/// more than [`MOST_HOLDERS`] customers have it.
#[must_use]
pub fn compare(a: &Traits, b: &Traits, is_shared: impl Fn(&str) -> bool) -> Likeness {
    let mut signs = Signs::default();
    let same_firm = !a.firm.is_empty() && a.firm == b.firm;
    for phone in a.phones.iter().filter(|phone| b.phones.contains(phone)) {
        // Colleagues answer the telephone of their firm.
        let switchboard =
            same_firm && !Phone::from_stored(phone.as_str()).is_ok_and(|p| p.is_chinese_mobile());
        let weak = switchboard || is_shared(phone);
        signs.add(if weak { TwinSign::SharedPhone } else { TwinSign::SamePhone });
    }
    let same = |a: &[String], b: &[String]| a.iter().any(|v| b.contains(v) && !is_shared(v));
    if same(&a.emails, &b.emails) {
        signs.add(TwinSign::SameEmail);
    }
    if same(&a.wechats, &b.wechats) {
        signs.add(TwinSign::SameWechat);
    }
    if let Some(sign) = a.name.likeness(&b.name) {
        signs.add(sign);
        if same_firm {
            signs.add(TwinSign::SameCompany);
        }
        let by_number = signs.has(TwinSign::SamePhone) || signs.has(TwinSign::SharedPhone);
        if !by_number && a.last_fours().any(|four| b.last_fours().any(|other| other == four)) {
            signs.add(TwinSign::SameLastFour);
        }
    }
    if let (Some(a), Some(b)) = (a.birthday, b.birthday)
        && let Some(sign) = birthdays(a, b)
    {
        signs.add(sign);
    }
    if a.kind != b.kind {
        signs.add(TwinSign::OtherKind);
    }
    Likeness { score: signs.score(a.kind == CustomerKind::Company && b.kind == a.kind), signs }
}

/// `None` where two birthdays cannot be compared: a lunar and a solar one, a year unknown in both.
fn birthdays(a: Birthday, b: Birthday) -> Option<TwinSign> {
    let as_written = (a.month, a.day, a.leap) == (b.month, b.day, b.leap);
    if let (Some(first), Some(second)) = (a.year, b.year) {
        if civil(a, first) == civil(b, second) {
            return Some(TwinSign::SameBirthday);
        }
        // One calendar taken for the other is a common slip.
        let slip = as_written && first == second;
        return Some(if slip { TwinSign::SameDay } else { TwinSign::OtherBirthday });
    }
    if a.calendar == b.calendar {
        return Some(if as_written { TwinSign::SameDay } else { TwinSign::OtherBirthday });
    }
    let dated = if a.year.is_some() { a } else { b };
    let other = if a.year.is_some() { b } else { a };
    let (month, day) = day_in(dated, other.calendar)?;
    let same = (month, day) == (other.month, other.day);
    Some(if same { TwinSign::SameDay } else { TwinSign::OtherBirthday })
}

fn civil(birthday: Birthday, year: i16) -> Option<chrono::NaiveDate> {
    let Birthday { month, day, leap, .. } = birthday;
    match birthday.calendar {
        Calendar::Solar => {
            chrono::NaiveDate::from_ymd_opt(year.into(), u32::from(month), u32::from(day))
        }
        Calendar::Lunar => LunarDay { year: year.into(), month, leap, day }.civil(),
    }
}

/// Month and day of a birthday in a calendar; `None` where it would take the year to tell.
fn day_in(birthday: Birthday, calendar: Calendar) -> Option<(u8, u8)> {
    use chrono::Datelike as _;
    if birthday.calendar == calendar {
        return Some((birthday.month, birthday.day));
    }
    let day = civil(birthday, birthday.year?)?;
    match calendar {
        Calendar::Lunar => {
            let lunar = lunar_of(day);
            Some((lunar.month, lunar.day))
        }
        Calendar::Solar => {
            let short = |number: u32| u8::try_from(number).unwrap_or_default();
            Some((short(day.month()), short(day.day())))
        }
    }
}

#[cfg(test)]
mod tests;
