//! Backups: when one is due, what each is called, and which of them are kept.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike as _, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::time::{Instant, Zone};

/// How long after a backup the next one is made, where something has changed, in milliseconds.
pub const EVERY_MS: i64 = 30 * 60_000;

/// How many of the latest are kept.
const LATEST: usize = 12;
/// Of how many days the last one is kept.
const DAYS: usize = 12;
/// Of how many weeks the last one is kept.
const WEEKS: usize = 10;
/// Of how many months the last one is kept.
const MONTHS: usize = 9;

/// The most backups that are kept at a time.
pub const MOST_KEPT: usize = LATEST + DAYS + WEEKS + MONTHS;

/// Why a recovery code that was typed is none.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type, thiserror::Error,
)]
#[serde(tag = "why", rename_all = "camelCase")]
pub enum CodeProblem {
    /// A word is not one that codes are made of.
    #[error("word {place} is none")]
    Unknown {
        /// Which, from 1.
        place: u32,
    },
    /// More or fewer than twelve words.
    #[error("{found} words")]
    Count {
        /// How many there are.
        found: u32,
    },
    /// All are words, and one of them is another one's, or they stand in another order.
    #[error("the words do not belong together")]
    Check,
}

/// Why a backup was made.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "camelCase")]
pub enum BackupCause {
    /// Half an hour was over, and something had changed.
    Timer,
    /// Somebody asked for it.
    ByHand,
    /// A file was about to be brought in.
    BeforeImport,
    /// Another backup was about to be put in the place of the data.
    BeforeRestore,
    /// The file was about to get another key.
    BeforeNewKey,
}

impl BackupCause {
    const ALL: [Self; 5] =
        [Self::Timer, Self::ByHand, Self::BeforeImport, Self::BeforeRestore, Self::BeforeNewKey];

    /// As it stands in a file's name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Timer => "timer",
            Self::ByHand => "by-hand",
            Self::BeforeImport => "before-import",
            Self::BeforeRestore => "before-restore",
            Self::BeforeNewKey => "before-new-key",
        }
    }
}

/// What a backup is called: its file's name says all of this, so that a list of them needs no file
/// to be opened, and none of it can be lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    /// As of when.
    pub at: Instant,
    /// The number of the latest operation in it.
    pub seq: i64,
    /// Why it was made.
    pub cause: BackupCause,
}

/// A moment in a file's name: without colons and dots, which Windows does not allow there.
const MOMENT: &str = "%Y-%m-%dT%H-%M-%S";

impl Name {
    /// The file's name: `2026-11-30T05-20-00-417Z 5123 timer.db`. Names sort by moment.
    #[must_use]
    pub fn file(self) -> String {
        let Self { at, seq, cause } = self;
        let moment = DateTime::<Utc>::from_timestamp_millis(at.0).unwrap_or_default();
        let (moment, ms) = (moment.format(MOMENT), at.0.rem_euclid(1_000));
        format!("{moment}-{ms:03}Z {seq} {}.db", cause.as_str())
    }

    /// What a file's name says; none where it is not one of ours.
    #[must_use]
    pub fn parse(file: &str) -> Option<Self> {
        let mut words = file.strip_suffix(".db")?.split(' ');
        let (moment, seq, cause) = (words.next()?, words.next()?, words.next()?);
        let (moment, ms) = moment.strip_suffix('Z')?.rsplit_once('-')?;
        let moment = chrono::NaiveDateTime::parse_from_str(moment, MOMENT).ok()?.and_utc();
        let name = Self {
            at: Instant(moment.timestamp_millis() + ms.parse::<i64>().ok()?),
            seq: seq.parse().ok()?,
            cause: BackupCause::ALL.into_iter().find(|it| it.as_str() == cause)?,
        };
        // Whatever reads otherwise than it would be written was not written by us.
        (words.next().is_none() && name.file() == file).then_some(name)
    }
}

/// How much there is of everything, for telling one state of the file from another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// Customers.
    pub customers: u32,
    /// Purchases and refunds.
    pub purchases: u32,
    /// Contacts and notes.
    pub interactions: u32,
    /// Follow-ups that are open.
    pub follow_ups: u32,
    /// Complaints.
    pub complaints: u32,
    /// When something was last done by a person; none where nothing was yet.
    pub last: Option<Instant>,
}

/// Whether a backup is due: half an hour after the last, where something has changed since. A clock
/// that was set back does not put it off.
#[must_use]
pub fn is_due(last: Option<Name>, seq: i64, now: Instant) -> bool {
    last.is_none_or(|last| last.seq != seq && !(last.at.0..last.at.0 + EVERY_MS).contains(&now.0))
}

/// Which of these go: all but the 12 latest and the last of each of the 12 latest days, 10 weeks and
/// 9 months that have any.
#[must_use]
pub fn superfluous(backups: &[Name], zone: Zone) -> Vec<Name> {
    let mut newest_first = backups.to_vec();
    newest_first.sort_unstable_by(|a, b| b.cmp(a));
    let mut kept: BTreeSet<Name> = newest_first.iter().take(LATEST).copied().collect();
    let week = |day: NaiveDate| (day.iso_week().year(), day.iso_week().week());
    kept.extend(last_of_each(&newest_first, DAYS, |name| zone.day_of(name.at)));
    kept.extend(last_of_each(&newest_first, WEEKS, |name| week(zone.day_of(name.at))));
    kept.extend(last_of_each(&newest_first, MONTHS, |name| {
        let day = zone.day_of(name.at);
        (day.year(), day.month())
    }));
    newest_first.retain(|name| !kept.contains(name));
    newest_first
}

/// The newest of each period, of the first so many periods that have any.
fn last_of_each<P: PartialEq>(
    newest_first: &[Name],
    periods: usize,
    period: impl Fn(&Name) -> P,
) -> Vec<Name> {
    let mut found: Vec<Name> = Vec::with_capacity(periods);
    for name in newest_first {
        let is_another = found.last().is_none_or(|last| period(last) != period(name));
        if is_another && found.len() == periods {
            break;
        }
        if is_another {
            found.push(*name);
        }
    }
    found
}

#[cfg(test)]
#[path = "vault_tests.rs"]
mod tests;
