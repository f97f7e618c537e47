//! Names in a form that compares.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::TwinSign;
use crate::customers::{NAME_MARK, is_chinese, name_key};
use crate::text;

/// A name as it is compared. All parts are empty where it tells nothing.
#[derive(Clone, Debug, Default)]
pub(super) struct NameForm {
    /// Letters, digits and characters alone, in lower case.
    pub(super) plain: String,
    /// As it is read: the pinyin of characters, letters without accents.
    pub(super) sound: String,
    /// The words of a Latin name in alphabetical order; empty where there are fewer than two.
    pub(super) sorted: String,
    /// Whether it has no Chinese character.
    pub(super) latin: bool,
}

/// How people are called whose name is not known.
const TITLES: [&str; 10] =
    ["先生", "女士", "小姐", "太太", "老师", "经理", "老板", "师傅", "总", "姐"];

/// Letters from which on a name with one slip is still the same name, and with two.
const ONE_SLIP: usize = 6;
const TWO_SLIPS: usize = 10;

impl NameForm {
    pub(super) fn of_person(name: &str) -> Self {
        let form = Self::of(name);
        let called = |title: &str| {
            form.plain.strip_suffix(title).is_some_and(|rest| rest.chars().count() < 2)
        };
        // One character, or a surname with a title, fits thousands.
        if form.plain.chars().count() < 2 || TITLES.into_iter().any(called) {
            return Self { latin: form.latin, ..Self::default() };
        }
        form
    }

    pub(super) fn of_company(name: &str) -> Self {
        let form = Self::of(&firm_form(name));
        // Words of a company are not turned round by mistake.
        Self { sorted: String::new(), ..form }
    }

    fn of(name: &str) -> Self {
        let folded = text::fold(name);
        let key = name_key(&folded);
        let reading = key.split(NAME_MARK).next().unwrap_or_default();
        let latin = !folded.chars().any(is_chinese);
        let mut words: Vec<String> = Vec::new();
        if latin {
            let parts = folded.split(|c: char| !c.is_alphanumeric());
            words.extend(parts.filter(|word| !word.is_empty()).map(unaccented));
            words.sort_unstable();
        }
        Self {
            plain: letters(&folded),
            sound: unaccented(reading),
            sorted: if words.len() > 1 { words.join(" ") } else { String::new() },
            latin,
        }
    }

    /// In which way two names are alike.
    pub(super) fn likeness(&self, other: &Self) -> Option<TwinSign> {
        if self.sound.is_empty() || other.sound.is_empty() {
            return None;
        }
        if self.plain == other.plain {
            return Some(TwinSign::SameName);
        }
        if self.sound == other.sound {
            return Some(TwinSign::SameSound);
        }
        if !self.sorted.is_empty() && self.sorted == other.sorted {
            return Some(TwinSign::SwappedName);
        }
        let near = self.latin && other.latin && is_near(&self.sound, &other.sound);
        near.then_some(TwinSign::NearName)
    }

    /// The beginning and the end of a Latin name that is long enough for a slip: one slip leaves
    /// one of the two as it was.
    pub(super) fn ends(&self) -> Option<(&str, &str)> {
        let long = self.latin && self.sound.is_ascii() && self.sound.len() >= ONE_SLIP;
        long.then(|| (&self.sound[..3], &self.sound[self.sound.len() - 3..]))
    }
}

fn is_near(a: &str, b: &str) -> bool {
    let shorter = a.len().min(b.len());
    if shorter < ONE_SLIP || a.len().abs_diff(b.len()) > 2 {
        return false;
    }
    strsim::osa_distance(a, b) <= if shorter >= TWO_SLIPS { 2 } else { 1 }
}

/// A company's name without what many companies' names end in.
pub(super) fn firm_form(name: &str) -> String {
    let mut form = letters(&text::fold(name));
    for end in
        ["有限责任公司", "股份有限公司", "有限公司", "公司", "coltd", "ltd", "inc", "llc", "gmbh"]
    {
        if let Some(rest) = form.strip_suffix(end)
            && rest.chars().count() > 1
        {
            form.truncate(rest.len());
            break;
        }
    }
    form
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Letters and digits in lower case without accents; ü is v, as people type it.
fn unaccented(text: &str) -> String {
    if text.is_ascii() {
        return letters(text);
    }
    let typed = text.replace('ü', "v");
    let plain = typed.nfd().filter(|c| !is_combining_mark(*c) && c.is_alphanumeric());
    plain.flat_map(char::to_lowercase).collect()
}
