//! Who a customer is, as far as a rule needs to know.

mod birthday;
mod bulk;
mod custom;
pub mod duplicates;
mod edit;
pub mod filter;
mod lunar;
pub mod merging;
mod portrait;
mod preferences;
mod words;

pub use birthday::{Birthday, Calendar, Celebration, stored_days};
pub use bulk::{BulkChange, BulkField, CheckedBulk};
pub use custom::{
    CustomChoice, CustomEntry, CustomField, CustomKind, CustomValue, GREATEST, MOST_FIELDS,
    check_entries,
};
pub use edit::{Conflict, merged};
pub use lunar::{LunarDay, lunar_of};
pub use portrait::{
    Anniversary, Character, Consent, ContactHours, Level, MOST_LIKED, Portrait, Reach, ReachKind,
};
pub use preferences::{MOST_PREFERENCES, Preference, checked_category};
pub use words::{
    NAME_MARK, PIECE_MARK, is_chinese, latin_words, name_key, push_readings, push_words,
    without_accents,
};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::error::{FieldError, InvalidCode};
use crate::interactions::Channel;
use crate::phone::Phone;

/// A person, or a company that has contacts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum CustomerKind {
    /// One human being.
    #[default]
    Person,
    /// An organisation.
    Company,
}

/// What a member of staff types about a customer. Empty text means "not known".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default)]
pub struct CustomerDraft {
    /// Person or company.
    pub kind: CustomerKind,
    /// Full name, up to 120 characters. Name or phone must be given.
    pub name: String,
    /// As typed; any style the phone reader understands.
    pub phone: String,
    /// Birthday, solar or lunar, year optional.
    pub birthday: Option<Birthday>,
    /// Where a person works, up to 120 characters.
    pub company: String,
    /// Where the customer came from, up to 60 characters.
    pub source: String,
    /// Up to 30 words of up to 30 characters, each once.
    pub tags: Vec<String>,
    /// Up to 4,000 characters.
    pub note: String,
    /// The shop's own customer number, up to 64 characters, unique where given.
    pub external_id: String,
    /// How this customer likes to be contacted.
    pub channel: Option<Channel>,
    /// Everything else that is known.
    pub portrait: Portrait,
}

/// A draft that passed [`CustomerDraft::checked`]: trimmed, bounded, the phone normalised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedCustomer {
    /// The draft after trimming; `phone` is empty or E.164.
    pub draft: CustomerDraft,
}

impl CustomerDraft {
    /// Trims every field and holds it to its bounds.
    ///
    /// # Errors
    /// Names the first field that cannot be taken: `name` is required where there is no phone
    /// number; `phone` unreadable; a text too long; a birthday that does not exist or is after
    /// `today`.
    pub fn checked(self, today: NaiveDate) -> Result<CheckedCustomer, FieldError> {
        self.checked_beside(&[], today)
    }

    /// As [`CustomerDraft::checked`], for a draft that is made of `known` ones: what one of them
    /// holds already is taken as it is. Rules become stricter and clocks are set back; nobody
    /// should have to mend an old entry in order to change something else.
    ///
    /// # Errors
    /// As [`CustomerDraft::checked`], of what none of `known` holds.
    pub fn checked_beside(
        mut self,
        known: &[&Self],
        today: NaiveDate,
    ) -> Result<CheckedCustomer, FieldError> {
        type Of = fn(&CustomerDraft) -> &String;
        let texts: [(&str, &mut String, usize, Of); 6] = [
            ("name", &mut self.name, 120, |known| &known.name),
            ("company", &mut self.company, 120, |known| &known.company),
            ("source", &mut self.source, 60, |known| &known.source),
            ("note", &mut self.note, 4_000, |known| &known.note),
            ("externalId", &mut self.external_id, 64, |known| &known.external_id),
            ("phone", &mut self.phone, 60, |known| &known.phone),
        ];
        for (field, text, limit, of) in texts {
            if known.iter().all(|known| of(known) != text) {
                bounded(field, text, limit)?;
            }
        }
        if !self.phone.is_empty() && known.iter().all(|known| known.phone != self.phone) {
            self.phone = Phone::parse(&self.phone)
                .map_err(|code| FieldError::new("phone", code))?
                .as_str()
                .to_owned();
        }
        if self.name.is_empty() && self.phone.is_empty() {
            return Err(FieldError::new("name", InvalidCode::Required));
        }
        if let Some(birthday) = &self.birthday
            && known.iter().all(|known| known.birthday != self.birthday)
        {
            birthday.born_by(today).map_err(|code| FieldError::new("birthday", code))?;
        }
        if known.iter().all(|known| known.tags != self.tags) {
            self.tags = checked_tags(std::mem::take(&mut self.tags))?;
        }
        let portraits: Vec<_> = known.iter().map(|known| &known.portrait).collect();
        self.portrait.check_beside(&portraits)?;
        Ok(CheckedCustomer { draft: self })
    }
}

/// Trims a text in place and holds it to so many characters.
fn bounded(field: &str, text: &mut String, limit: usize) -> Result<(), FieldError> {
    let trimmed = text.trim();
    if trimmed.len() != text.len() {
        *text = trimmed.to_owned();
    }
    // Bytes bound characters from above, so most texts are not walked.
    if text.len() > limit && text.chars().count() > limit {
        return Err(FieldError::too_long(field, limit));
    }
    Ok(())
}

/// Tags that one customer may have.
pub const MOST_TAGS: usize = 30;
/// The longest tag, in characters.
const TAG_CHARS: usize = 30;

fn checked_tags(tags: Vec<String>) -> Result<Vec<String>, FieldError> {
    let mut kept: Vec<String> = Vec::with_capacity(tags.len());
    for tag in tags {
        let tag = tag.trim();
        if tag.is_empty() || kept.iter().any(|k| k == tag) {
            continue;
        }
        if tag.contains(TAG_SEPARATOR) {
            return Err(FieldError::new("tags", InvalidCode::Unreadable));
        }
        if tag.chars().count() > TAG_CHARS {
            return Err(FieldError::too_long("tags", TAG_CHARS));
        }
        if kept.len() == MOST_TAGS {
            return Err(FieldError::too_many("tags", MOST_TAGS));
        }
        kept.push(tag.to_owned());
    }
    Ok(kept)
}

/// Parts the tags of one customer where they lie in one column; no tag may contain it.
pub const TAG_SEPARATOR: char = '\n';

/// What the screen shows for a customer without a name: the last four digits of the phone number.
#[must_use]
pub fn display_name<'a>(name: &'a str, phone: Option<&'a str>) -> std::borrow::Cow<'a, str> {
    match (name, phone) {
        ("", Some(phone)) => {
            let tail = phone.len().saturating_sub(4);
            format!("…{}", phone.get(tail..).unwrap_or(phone)).into()
        }
        _ => name.into(),
    }
}
