//! The open shop, and how its answers are to look.

use std::path::Path;

use chrono::NaiveDate;
use huike_app::words::Words;
use huike_app::{App, AppError, followups};
use huike_domain::error::InvalidCode;
use huike_domain::time::{Instant, Zone};
use serde::Serialize;

use crate::answer;
use crate::enter::enter_named;

/// The open shop.
pub(crate) struct Desk {
    pub(crate) app: App,
    pub(crate) words: &'static Words,
    pub(crate) zone: Zone,
    json: bool,
}

impl Desk {
    /// Opens a shop that was named; nothing is created.
    pub(crate) fn open(folder: &Path, who: Option<&str>, json: bool) -> Result<Self, AppError> {
        Self::of(enter_named(folder, who)?, json)
    }

    /// Wraps an open shop.
    pub(crate) fn of(app: App, json: bool) -> Result<Self, AppError> {
        Ok(Self { words: app.words()?, zone: app.zone()?, app, json })
    }

    /// Prints an answer.
    pub(crate) fn answer(
        &self,
        value: &impl Serialize,
        text: impl FnOnce() -> String,
    ) -> Result<(), AppError> {
        answer::print(self.json, value, text)
    }

    /// Brings segments, stages and follow-ups to today.
    pub(crate) fn make_ready(&self) -> Result<(), AppError> {
        followups::prepare_if_new_day(&self.app, self.app.now())
    }

    /// Reads a stated moment; a date means its end.
    pub(crate) fn moment(&self, at: &str) -> Result<Instant, AppError> {
        let unreadable = || AppError::invalid("at", InvalidCode::Unreadable);
        Instant::parse(at, self.zone).ok_or_else(unreadable)
    }

    /// Reads a stated day. Without one it is today, which is made ready first.
    pub(crate) fn day(&self, at: Option<String>) -> Result<NaiveDate, AppError> {
        match at {
            Some(at) => Ok(self.zone.day_of(self.moment(&at)?)),
            None => {
                self.make_ready()?;
                Ok(self.zone.day_of(self.app.now()))
            }
        }
    }

    /// A text of the shop's language.
    pub(crate) fn say(&self, key: &str) -> String {
        self.words.say(key, &[])
    }

    /// A text of the shop's language with variables.
    pub(crate) fn say_with(&self, key: &str, variables: &[(&str, &str)]) -> String {
        self.words.say(key, variables)
    }
}

/// Reads an id that a person handed over.
pub(crate) fn id<T: std::str::FromStr>(what: &str, text: &str) -> Result<T, AppError> {
    text.trim().parse().map_err(|_| AppError::not_found(what, text))
}

#[cfg(test)]
mod tests {
    use huike_app::words::Words;
    use huike_domain::shop::Language;

    /// Every key that stands in a call of this crate as a whole.
    fn keys() -> Vec<&'static str> {
        let sources = [
            include_str!("complaints.rs"),
            include_str!("customers.rs"),
            include_str!("duplicates.rs"),
            include_str!("followups.rs"),
            include_str!("hours.rs"),
            include_str!("operations.rs"),
            include_str!("points.rs"),
            include_str!("purchases.rs"),
            include_str!("scripts.rs"),
            include_str!("segments.rs"),
            include_str!("shop.rs"),
            include_str!("transfer.rs"),
            include_str!("vault.rs"),
            include_str!("vouchers.rs"),
            include_str!("wording.rs"),
        ];
        let quoted = sources.iter().flat_map(|source| source.split('"').skip(1).step_by(2));
        let rooms =
            ["ctl.", "terms.", "complaints.", "settings.", "transfer.", "customers.", "firstRun."];
        let is_key = |text: &&str| {
            rooms.iter().any(|room| text.starts_with(room)) && !text.contains(['{', ' '])
        };
        quoted.filter(is_key).collect()
    }

    #[test]
    fn both_languages_have_every_text_said_here() {
        assert!(keys().len() > 40);
        for language in [Language::ZhCn, Language::En] {
            let words = Words::of(language);
            for key in keys() {
                let counted = words.say_count(key, 2, &[]) != format!("{key}_other");
                assert!(counted || words.say(key, &[]) != key, "{language:?}: {key}");
            }
        }
    }
}
