//! The shop itself: its name, its time zone, and how its program looks.

use serde::{Deserialize, Serialize};

use crate::error::{FieldError, InvalidCode};
use crate::time::Zone;

/// Name and zone, as typed on the first day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Shop {
    /// As customers know it; 1 to 80 characters.
    pub name: String,
    /// IANA time zone, e.g. `Asia/Shanghai`.
    pub zone: String,
}

/// The longest name of a shop, in characters.
const NAME_CHARS: usize = 80;

impl Shop {
    /// Trims and checks what was typed.
    ///
    /// # Errors
    /// `name` empty or over 80 characters; `zone` not an IANA name.
    pub fn checked(self) -> Result<(Self, Zone), FieldError> {
        let name = self.name.trim().to_owned();
        if name.is_empty() {
            return Err(FieldError::new("name", InvalidCode::Required));
        }
        if name.chars().count() > NAME_CHARS {
            return Err(FieldError::too_long("name", NAME_CHARS));
        }
        let zone = Zone::parse(self.zone.trim())
            .ok_or_else(|| FieldError::new("zone", InvalidCode::Impossible))?;
        Ok((Self { name, zone: zone.name().to_owned() }, zone))
    }
}

/// Language of the screens, notifications and printed pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub enum Language {
    /// Simplified Chinese.
    #[default]
    #[serde(rename = "zh-CN")]
    ZhCn,
    /// English.
    #[serde(rename = "en")]
    En,
}

/// Colours of the screens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Theme {
    /// As the desktop says.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// Preferences that travel with the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Preferences {
    /// Language of everything a person reads.
    pub language: Language,
    /// Light, dark, or the desktop's choice.
    pub theme: Theme,
    /// Zoom of the screens in percent, 80 to 150.
    pub zoom: u16,
    /// How many contacts a day the shop means to make, 1 to 500; Today draws its line there.
    pub contacts_per_day: u16,
    /// Whether customers can see the screen: numbers are then masked until somebody shows them.
    #[serde(default)]
    pub customers_see: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            language: Language::default(),
            theme: Theme::default(),
            zoom: 100,
            contacts_per_day: 20,
            customers_see: false,
        }
    }
}

impl Preferences {
    /// Holds every figure to its range.
    ///
    /// # Errors
    /// `zoom` outside 80–150; `contactsPerDay` outside 1–500.
    pub fn checked(self) -> Result<Self, FieldError> {
        if !(80..=150).contains(&self.zoom) {
            return Err(FieldError::new("zoom", InvalidCode::OutOfRange));
        }
        if !(1..=500).contains(&self.contacts_per_day) {
            return Err(FieldError::new("contactsPerDay", InvalidCode::OutOfRange));
        }
        Ok(self)
    }
}
