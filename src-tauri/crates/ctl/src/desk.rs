//! The open shop, and how its answers are to look.

use std::path::Path;

use chrono::NaiveDate;
use huike_app::words::Words;
use huike_app::{App, AppError, followups};
use huike_domain::error::InvalidCode;
use huike_domain::time::{Instant, Zone};
use serde::Serialize;

use crate::answer;

/// The open shop.
pub(crate) struct Desk {
    pub(crate) app: App,
    pub(crate) words: &'static Words,
    pub(crate) zone: Zone,
    json: bool,
}

impl Desk {
    /// Opens a shop that was named; nothing is created.
    pub(crate) fn open(folder: &Path, json: bool) -> Result<Self, AppError> {
        Self::of(App::open_named(folder)?, json)
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
        let unreadable =
            || AppError::Invalid { field: "at".to_owned(), code: InvalidCode::Unreadable };
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
