//! Words to say: texts with variables, for whom and when they fit, and what came of them.

mod fit;
mod occasion;
mod outcome;
mod template;
mod variable;

pub use fit::{Situation, best_fit};
pub use occasion::Occasion;
pub use outcome::{Bought, Contact, LOOKED_AHEAD_MS, Outcome, ScriptVersion, outcomes};
pub use template::{FilledPart, FilledText, Template, TextProblem, Values};
pub use variable::Variable;

use serde::{Deserialize, Serialize};

use crate::customers::Character;
use crate::error::{FieldError, InvalidCode};
use crate::ids::ScriptId;
use crate::interactions::Channel;
use crate::segments::{Stage, ThreeClass};
use crate::text::one_line;

/// For whom and when a script fits; what is left open fits everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(default)]
pub struct Fits {
    /// What it is for.
    pub occasions: Vec<Occasion>,
    /// Segments.
    pub segments: Vec<ThreeClass>,
    /// Stages.
    pub stages: Vec<Stage>,
    /// Channels.
    pub channels: Vec<Channel>,
    /// How the customer decides.
    pub characters: Vec<Character>,
}

/// A script as it is typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ScriptDraft {
    /// What it is called, 1 to 60 characters.
    pub title: String,
    /// The text, 1 to 2,000 characters.
    pub text: String,
    /// For whom and when.
    #[serde(default)]
    pub fits: Fits,
    /// One that is off is never suggested.
    #[serde(default = "on")]
    pub enabled: bool,
}

const fn on() -> bool {
    true
}

/// A script of the shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// Which.
    pub id: ScriptId,
    /// Its place among the others.
    pub place: i64,
    /// What it says.
    pub draft: ScriptDraft,
}

/// Why a draft cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// A field is to be mended.
    Field(FieldError),
    /// The text is to be mended.
    Text(TextProblem),
}

impl From<FieldError> for Refused {
    fn from(error: FieldError) -> Self {
        Self::Field(error)
    }
}

/// The longest title, in characters.
const TITLE_CHARS: usize = 60;

/// The longest text, in characters.
const TEXT_CHARS: usize = 2_000;

impl ScriptDraft {
    /// Trims it, holds it to its bounds and names its variables as the file does.
    ///
    /// # Errors
    /// Names what is to be mended.
    pub fn checked(self) -> Result<Self, Refused> {
        let title = one_line(&self.title).into_owned();
        let text = self.text.trim();
        for (field, value, most) in
            [("title", title.as_str(), TITLE_CHARS), ("text", text, TEXT_CHARS)]
        {
            if value.is_empty() {
                return Err(FieldError::new(field, InvalidCode::Required).into());
            }
            if value.chars().count() > most {
                return Err(FieldError::too_long(field, most).into());
            }
        }
        let text = Template::parse(text).map_err(Refused::Text)?.to_string();
        let Fits { occasions, segments, stages, channels, characters } = self.fits;
        let fits = Fits {
            occasions: in_order(&Occasion::ALL, &occasions),
            segments: in_order(&ThreeClass::ALL, &segments),
            stages: in_order(&Stage::ALL, &stages),
            channels: in_order(&Channel::ALL, &channels),
            characters: in_order(&Character::ALL, &characters),
        };
        Ok(Self { title, text, fits, enabled: self.enabled })
    }
}

/// Each once, in the order of `all`.
fn in_order<T: Copy + PartialEq>(all: &[T], chosen: &[T]) -> Vec<T> {
    all.iter().copied().filter(|one| chosen.contains(one)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(title: &str, text: &str) -> ScriptDraft {
        let (title, text) = (title.to_owned(), text.to_owned());
        ScriptDraft { title, text, fits: Fits::default(), enabled: true }
    }

    #[track_caller]
    fn check(title: &str, text: &str, refused: Option<(&str, InvalidCode)>) {
        let found = draft(title, text).checked().err().map(|refused| match refused {
            Refused::Field(error) => (error.field, error.code),
            Refused::Text(problem) => panic!("{problem:?}"),
        });
        assert_eq!(found, refused.map(|(field, code)| (field.to_owned(), code)));
    }

    #[test]
    fn everything_has_its_bounds() {
        check("生日", "生日快乐", None);
        check(" ", "生日快乐", Some(("title", InvalidCode::Required)));
        check("生日", " \n ", Some(("text", InvalidCode::Required)));
        check(&"题".repeat(61), "好", Some(("title", InvalidCode::TooLong)));
        check("题", &"好".repeat(2_001), Some(("text", InvalidCode::TooLong)));
        check(&"题".repeat(60), &"好".repeat(2_000), None);
    }

    #[test]
    fn variables_are_named_as_the_file_does() {
        let checked =
            draft(" 生\n日 ", " ｛｛称呼｜您｝｝好\n{{ Points }} ").checked().expect("taken");
        assert_eq!(
            (checked.title.as_str(), checked.text.as_str()),
            ("生 日", "{{customer|您}}好\n{{points}}")
        );
        let refused = draft("生日", "{{星座}}").checked();
        let problem = TextProblem::Unknown { name: "星座".to_owned() };
        assert_eq!(refused, Err(Refused::Text(problem)));
    }

    #[test]
    fn what_it_fits_is_kept_in_order_and_once() {
        let mut given = draft("a", "b");
        given.fits.stages = vec![Stage::Lost, Stage::Active, Stage::Lost];
        let fits = given.checked().expect("taken").fits;
        assert_eq!(fits, Fits { stages: vec![Stage::Active, Stage::Lost], ..Fits::default() });
    }
}
