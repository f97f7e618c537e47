//! What is known of a customer beyond name and number.

use serde::{Deserialize, Serialize};

use super::birthday::Birthday;
use super::custom::CustomEntry;
use crate::error::{FieldError, InvalidCode};
use crate::ids::{CustomerId, PreferenceId};
use crate::interactions::Channel;
use crate::phone::Phone;

/// What a further way to reach a customer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum ReachKind {
    /// Another telephone number; E.164 once checked.
    Phone,
    /// An e-mail address.
    Email,
    /// A WeChat id.
    Wechat,
    /// A postal address.
    Address,
}

impl ReachKind {
    /// Every kind, in the order screens offer them.
    pub const ALL: [Self; 4] = [Self::Phone, Self::Email, Self::Wechat, Self::Address];

    /// As it lies in the file.
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// Reads [`Self::code`].
    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A further way to reach a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Reach {
    /// What it is.
    pub kind: ReachKind,
    /// The number, address or id, up to 200 characters.
    pub value: String,
    /// Whose or what for (`office`, `her husband`), up to 30 characters.
    #[serde(default)]
    pub label: String,
}

/// A day of the year worth a word: a wedding, the founding of the company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Anniversary {
    /// What is celebrated, up to 30 characters.
    pub label: String,
    /// When.
    pub day: Birthday,
}

/// How a customer makes up their mind, and so how to talk with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Character {
    /// By facts: figures, comparisons, guarantees.
    Rational,
    /// By how it feels: stories, pictures, what others say.
    Emotional,
}

impl Character {
    /// Both, in the order screens offer them.
    pub const ALL: [Self; 2] = [Self::Rational, Self::Emotional];

    /// As it lies in the file.
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// Reads [`Self::code`].
    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|character| character.code() == code)
    }
}

/// How important or how urgent.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "camelCase")]
pub enum Level {
    /// Not very.
    Low,
    /// As most.
    Medium,
    /// Very.
    High,
}

impl Level {
    /// Every level, lowest first.
    pub const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];

    /// As it lies in the file.
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// Reads [`Self::code`].
    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.code() == code)
    }
}

/// The time of day at which a customer likes to be contacted, in the shop's zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ContactHours {
    /// Minutes after midnight, 0 to 1,439.
    pub from: u16,
    /// Minutes after midnight, 1 to 1,440, later than `from`.
    pub until: u16,
}

/// Over which channels a customer agreed to be contacted, and over which not. Channels in neither
/// list have not been asked about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default)]
pub struct Consent {
    /// Said yes.
    pub agreed: Vec<Channel>,
    /// Said no. Nothing proposes these.
    pub refused: Vec<Channel>,
}

impl Consent {
    /// Whether a channel may be used: not refused.
    #[must_use]
    pub fn allows(&self, channel: Channel) -> bool {
        !self.refused.contains(&channel)
    }

    /// The first of `wanted` that may be used, or else any that may; none where all are refused.
    #[must_use]
    pub fn first_allowed(&self, wanted: impl IntoIterator<Item = Channel>) -> Option<Channel> {
        wanted.into_iter().chain(Channel::ALL).find(|channel| self.allows(*channel))
    }

    /// The channels of a set that lies in the file as bits, in the order of [`Channel::ALL`].
    #[must_use]
    pub fn channels_of(bits: u8) -> Vec<Channel> {
        let with_bit = Channel::ALL.into_iter().enumerate();
        with_bit.filter(|(bit, _)| bits & (1 << bit) != 0).map(|(_, channel)| channel).collect()
    }

    /// The reverse of [`Self::channels_of`].
    #[must_use]
    pub fn bits_of(channels: &[Channel]) -> u8 {
        let with_bit = Channel::ALL.into_iter().enumerate();
        with_bit.filter(|(_, c)| channels.contains(c)).fold(0, |bits, (bit, _)| bits | 1 << bit)
    }

    /// Each channel once, in the order of [`Channel::ALL`]; a no goes before a yes.
    fn tidy(&mut self) {
        let refused = Self::bits_of(&self.refused);
        self.agreed = Self::channels_of(Self::bits_of(&self.agreed) & !refused);
        self.refused = Self::channels_of(refused);
    }
}

/// Everything of the portrait that is not in the head of the draft.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default)]
pub struct Portrait {
    /// Further numbers, addresses and ids, at most 20.
    pub reaches: Vec<Reach>,
    /// Days of the year worth a word, at most 10.
    pub anniversaries: Vec<Anniversary>,
    /// Town or quarter, up to 60 characters.
    pub region: String,
    /// Line of business, up to 60 characters.
    pub industry: String,
    /// The customer who brought them.
    pub introduced_by: Option<CustomerId>,
    /// The company whose contact this person is.
    pub employer: Option<CustomerId>,
    /// What they do there, up to 60 characters.
    pub role: String,
    /// When they like to be contacted.
    pub hours: Option<ContactHours>,
    /// How they make up their mind.
    pub character: Option<Character>,
    /// The member of staff who looks after them, up to 60 characters.
    pub owner: String,
    /// How important they are to the shop.
    pub importance: Option<Level>,
    /// How soon they need something.
    pub urgency: Option<Level>,
    /// Over which channels they may be contacted.
    pub consent: Consent,
    /// What they like, from the shop's library, at most 60, each once.
    pub preferences: Vec<PreferenceId>,
    /// Values of the shop's own fields, at most one a field.
    pub custom: Vec<CustomEntry>,
}

/// The most further numbers, addresses and ids.
const MOST_REACHES: usize = 20;
/// The most anniversaries.
const MOST_ANNIVERSARIES: usize = 10;
/// The most preferences of one customer.
pub const MOST_LIKED: usize = 60;

impl Portrait {
    /// Trims every text and holds everything to its bounds; empty entries of lists are left out.
    ///
    /// # Errors
    /// Names the first field that cannot be taken.
    pub fn check(&mut self) -> Result<(), FieldError> {
        self.check_beside(&[])
    }

    /// As [`Portrait::check`], but what one of `known` holds already is taken as it is.
    ///
    /// # Errors
    /// Names the first field that cannot be taken.
    pub(super) fn check_beside(&mut self, known: &[&Self]) -> Result<(), FieldError> {
        type Of = fn(&Portrait) -> &String;
        let texts: [(&str, &mut String, Of); 4] = [
            ("region", &mut self.region, |known| &known.region),
            ("industry", &mut self.industry, |known| &known.industry),
            ("role", &mut self.role, |known| &known.role),
            ("owner", &mut self.owner, |known| &known.owner),
        ];
        for (field, text, of) in texts {
            if known.iter().all(|known| of(known) != text) {
                super::bounded(field, text, 60)?;
            }
        }
        self.check_reaches(known)?;
        self.anniversaries.retain(|anniversary| anniversary.day.month > 0);
        if self.anniversaries.len() > MOST_ANNIVERSARIES {
            return Err(FieldError::too_many("anniversaries", MOST_ANNIVERSARIES));
        }
        for anniversary in &mut self.anniversaries {
            if known.iter().any(|known| known.anniversaries.contains(anniversary)) {
                continue;
            }
            super::bounded("anniversaries", &mut anniversary.label, 30)?;
            let code = |code| FieldError::new("anniversaries", code);
            anniversary.day.check().map_err(code)?;
        }
        if known.iter().all(|known| known.hours != self.hours)
            && self.hours.is_some_and(|hours| hours.from >= hours.until || hours.until > 24 * 60)
        {
            return Err(FieldError::new("hours", InvalidCode::OutOfRange));
        }
        self.consent.tidy();
        self.preferences.sort_unstable();
        self.preferences.dedup();
        if self.preferences.len() > MOST_LIKED {
            return Err(FieldError::too_many("preferences", MOST_LIKED));
        }
        self.custom.sort_by_key(|entry| entry.field);
        self.custom.dedup_by_key(|entry| entry.field);
        Ok(())
    }

    fn check_reaches(&mut self, known: &[&Self]) -> Result<(), FieldError> {
        for reach in &mut self.reaches {
            if known.iter().any(|known| known.reaches.contains(reach)) {
                continue;
            }
            super::bounded("reaches", &mut reach.value, 200)?;
            super::bounded("reaches", &mut reach.label, 30)?;
            if reach.value.is_empty() {
                continue;
            }
            match reach.kind {
                ReachKind::Phone => {
                    let code = |code| FieldError::new("reaches", code);
                    reach.value = Phone::parse(&reach.value).map_err(code)?.as_str().to_owned();
                }
                ReachKind::Email if !looks_like_email(&reach.value) => {
                    return Err(FieldError::new("reaches", InvalidCode::Unreadable));
                }
                ReachKind::Email | ReachKind::Wechat | ReachKind::Address => {}
            }
        }
        self.reaches.retain(|reach| !reach.value.is_empty());
        if self.reaches.len() > MOST_REACHES {
            return Err(FieldError::too_many("reaches", MOST_REACHES));
        }
        Ok(())
    }
}

/// Enough to catch a slip of the hand; whether an address is answered only a letter tells.
fn looks_like_email(text: &str) -> bool {
    let blank = text.chars().any(|c| c.is_whitespace() || c == ',' || c == ';');
    text.rsplit_once('@').is_some_and(|(name, host)| {
        !blank
            && !name.is_empty()
            && host.split('.').count() > 1
            && !host.split('.').any(str::is_empty)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reach(kind: ReachKind, value: &str) -> Reach {
        Reach { kind, value: value.to_owned(), label: String::new() }
    }

    #[test]
    fn further_ways_to_reach_someone() {
        #[track_caller]
        fn check(kind: ReachKind, value: &str, expected: Result<&[&str], InvalidCode>) {
            let mut portrait =
                Portrait { reaches: vec![reach(kind, value)], ..Portrait::default() };
            let found = portrait.check().map(|()| portrait.reaches).map_err(|error| error.code);
            let expected = expected
                .map(|values| values.iter().map(|value| reach(kind, value)).collect::<Vec<_>>());
            assert_eq!(found, expected, "{value}");
        }
        check(ReachKind::Phone, " 199 0132 5256 ", Ok(&["+8619901325256"]));
        check(ReachKind::Phone, "12", Err(InvalidCode::Unreadable));
        check(ReachKind::Email, "li.wei@example.com", Ok(&["li.wei@example.com"]));
        check(ReachKind::Email, "li.wei@example", Err(InvalidCode::Unreadable));
        check(ReachKind::Email, "li wei@example.com", Err(InvalidCode::Unreadable));
        check(ReachKind::Wechat, "  ", Ok(&[]));
        check(ReachKind::Address, "解放路 1 号", Ok(&["解放路 1 号"]));
    }

    #[test]
    fn a_no_goes_before_a_yes() {
        let mut consent = Consent {
            agreed: vec![Channel::Sms, Channel::Phone, Channel::Sms],
            refused: vec![Channel::Phone],
        };
        consent.tidy();
        assert_eq!(consent.agreed, [Channel::Sms]);
        assert_eq!(consent.first_allowed([Channel::Phone, Channel::Email]), Some(Channel::Email));
        assert_eq!(Consent::channels_of(Consent::bits_of(&Channel::ALL)), Channel::ALL);
    }
}
