//! What a class, a stage or a segment of the shop's own is treated to.

use serde::{Deserialize, Serialize};

use super::{EightClass, FourClass, Stage, ThreeClass};
use crate::error::{FieldError, InvalidCode};
use crate::ids::ViewId;
use crate::interactions::Channel;

/// Whom a playbook is for.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum PlaybookTarget {
    /// A class of three.
    Three {
        /// Which.
        class: ThreeClass,
    },
    /// A class of four.
    Four {
        /// Which.
        class: FourClass,
    },
    /// A class of eight.
    Eight {
        /// Which.
        class: EightClass,
    },
    /// A stage.
    Stage {
        /// Which.
        class: Stage,
    },
    /// A segment of the shop's own.
    View {
        /// Which.
        id: ViewId,
    },
}

impl PlaybookTarget {
    /// As it is named in the file, such as `three:core`.
    #[must_use]
    pub fn key(self) -> String {
        match self {
            Self::Three { class } => format!("three:{}", class.as_str()),
            Self::Four { class } => format!("four:{}", class.as_str()),
            Self::Eight { class } => format!("eight:{}", class.digits()),
            Self::Stage { class } => format!("stage:{}", class.as_str()),
            Self::View { id } => format!("view:{id}"),
        }
    }

    /// Reads [`Self::key`].
    #[must_use]
    pub fn parse(key: &str) -> Option<Self> {
        fn named<T: Copy>(all: &[T], name: fn(T) -> &'static str, word: &str) -> Option<T> {
            all.iter().copied().find(|class| name(*class) == word)
        }
        let (kind, word) = key.split_once(':')?;
        Some(match kind {
            "three" => Self::Three { class: named(&ThreeClass::ALL, ThreeClass::as_str, word)? },
            "four" => Self::Four { class: named(&FourClass::ALL, FourClass::as_str, word)? },
            "eight" => Self::Eight { class: named(&EightClass::ALL, EightClass::digits, word)? },
            "stage" => Self::Stage { class: named(&Stage::ALL, Stage::as_str, word)? },
            "view" => Self::View { id: word.parse().ok()? },
            _ => return None,
        })
    }
}

/// What they are treated to. Everything may be left open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default)]
pub struct Playbook {
    /// A contact every so many days, 1 to 730.
    pub cadence_days: Option<u16>,
    /// The channel to use.
    pub channel: Option<Channel>,
    /// What to say, at most 2,000 characters.
    pub script: String,
    /// What may be offered, at most 500 characters.
    pub offer: String,
    /// At most so many contacts in so many days.
    pub cap: Option<ContactCap>,
    /// Who among the staff may contact them, at most 200 characters; anybody where empty.
    pub who: String,
}

/// At most so many contacts in so many days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ContactCap {
    /// 0 to 100; none at all at 0.
    pub contacts: u8,
    /// 1 to 730.
    pub days: u16,
}

impl ContactCap {
    /// Whether both figures are in their range.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.contacts <= 100 && (1..=MOST_DAYS).contains(&self.days)
    }
}

/// The longest span that a playbook speaks of, in days.
const MOST_DAYS: u16 = 730;

impl Playbook {
    /// Trims texts and holds everything to its bounds.
    ///
    /// # Errors
    /// Names the field to mend.
    pub fn checked(self) -> Result<Self, FieldError> {
        let out_of_range = |field| Err(FieldError::new(field, InvalidCode::OutOfRange));
        let days = 1..=MOST_DAYS;
        if self.cadence_days.is_some_and(|every| !days.contains(&every)) {
            return out_of_range("cadenceDays");
        }
        if self.cap.is_some_and(|cap| !cap.is_sound()) {
            return out_of_range("cap");
        }
        let text = |field, text: String, most| {
            let text = text.trim();
            if text.chars().count() > most {
                return Err(FieldError::too_long(field, most));
            }
            Ok(text.to_owned())
        };
        Ok(Self {
            script: text("script", self.script, 2_000)?,
            offer: text("offer", self.offer, 500)?,
            who: text("who", self.who, 200)?,
            ..self
        })
    }

    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_read_back() {
        let mut all = vec![PlaybookTarget::View { id: ViewId::from_uuid(uuid::Uuid::nil()) }];
        all.extend(ThreeClass::ALL.map(|class| PlaybookTarget::Three { class }));
        all.extend(FourClass::ALL.map(|class| PlaybookTarget::Four { class }));
        all.extend(EightClass::ALL.map(|class| PlaybookTarget::Eight { class }));
        all.extend(Stage::ALL.map(|class| PlaybookTarget::Stage { class }));
        for target in all {
            assert_eq!(PlaybookTarget::parse(&target.key()), Some(target));
        }
        for word in ["", "three", "three:", "three:loyal", "view:x", "five:core"] {
            assert_eq!(PlaybookTarget::parse(word), None, "{word}");
        }
    }

    #[track_caller]
    fn check(playbook: Playbook, refused: Option<&str>) {
        let found = playbook.checked().err().map(|error| error.field);
        assert_eq!(found.as_deref(), refused);
    }

    #[test]
    fn everything_has_its_bounds() {
        let plain = Playbook::default();
        check(plain.clone(), None);
        check(Playbook { cadence_days: Some(0), ..plain.clone() }, Some("cadenceDays"));
        check(Playbook { cadence_days: Some(731), ..plain.clone() }, Some("cadenceDays"));
        let cap = |contacts, days| Some(ContactCap { contacts, days });
        check(Playbook { cap: cap(0, 1), ..plain.clone() }, None);
        check(Playbook { cap: cap(1, 0), ..plain.clone() }, Some("cap"));
        check(Playbook { cap: cap(101, 7), ..plain.clone() }, Some("cap"));
        check(Playbook { script: "好".repeat(2_000), ..plain.clone() }, None);
        check(Playbook { script: "好".repeat(2_001), ..plain.clone() }, Some("script"));
        check(Playbook { who: "w".repeat(201), ..plain }, Some("who"));
    }
}
