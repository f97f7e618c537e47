//! What happened with a customer, and over which channel.

use serde::{Deserialize, Serialize};

use crate::error::FieldError;

/// What kind of contact it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum InteractionKind {
    /// A telephone or video call.
    Call,
    /// The customer came, or staff went there.
    Visit,
    /// A written message.
    Message,
    /// A long talk about needs and satisfaction; the only kind that resets a deep-talk cadence.
    DeepTalk,
    /// Something was given.
    Gift,
    /// A remark; no contact took place.
    Note,
}

impl InteractionKind {
    /// Every kind, in the order screens offer them.
    pub const ALL: [Self; 6] =
        [Self::Call, Self::Message, Self::Visit, Self::DeepTalk, Self::Gift, Self::Note];

    /// As it lies in the file and on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Visit => "visit",
            Self::Message => "message",
            Self::DeepTalk => "deep_talk",
            Self::Gift => "gift",
            Self::Note => "note",
        }
    }

    /// Reads [`Self::as_str`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Whether a contact of this kind can be made over a channel: a message is written, a call is
    /// not. Staff may write down whatever happened; this is for what the program suggests.
    #[must_use]
    pub const fn goes_over(self, channel: Channel) -> bool {
        match self {
            Self::Message => matches!(channel, Channel::Wechat | Channel::Sms | Channel::Email),
            Self::Call => matches!(channel, Channel::Phone | Channel::Wechat),
            Self::Visit => matches!(channel, Channel::InPerson),
            Self::DeepTalk => !matches!(channel, Channel::Sms | Channel::Email),
            Self::Gift | Self::Note => true,
        }
    }

    /// The channel over which it is made where nobody says otherwise.
    #[must_use]
    pub const fn usual_channel(self) -> Channel {
        match self {
            Self::Message => Channel::Wechat,
            Self::Visit => Channel::InPerson,
            Self::Call | Self::DeepTalk | Self::Gift | Self::Note => Channel::Phone,
        }
    }

    /// Whether the customer was reached (a note to oneself is not a contact).
    #[must_use]
    pub const fn is_contact(self) -> bool {
        !matches!(self, Self::Note)
    }
}

/// How a customer is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Telephone.
    Phone,
    /// WeChat or WeCom.
    Wechat,
    /// Text message.
    Sms,
    /// E-mail.
    Email,
    /// Face to face.
    InPerson,
}

impl Channel {
    /// Every channel, in the order screens offer them.
    pub const ALL: [Self; 5] = [Self::Phone, Self::Wechat, Self::Sms, Self::Email, Self::InPerson];

    /// As it lies in the file and on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Wechat => "wechat",
            Self::Sms => "sms",
            Self::Email => "email",
            Self::InPerson => "in_person",
        }
    }

    /// Reads [`Self::as_str`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.as_str() == text)
    }
}

/// The longest remark, in characters.
const NOTE_CHARS: usize = 4_000;

/// A remark's text, trimmed and held to 4,000 characters.
///
/// # Errors
/// `note` too long.
pub fn checked_note(note: &str) -> Result<String, FieldError> {
    let note = note.trim();
    if note.chars().count() > NOTE_CHARS {
        return Err(FieldError::too_long("note", NOTE_CHARS));
    }
    Ok(note.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_channel_of_a_kind_carries_it() {
        for kind in InteractionKind::ALL {
            assert!(kind.goes_over(kind.usual_channel()), "{kind:?}");
        }
    }
}
