//! Wrong passphrases slow the next ones down, also when the program is started anew in between.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use huike_store::StoreError;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::error::AppError;

#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct Tries {
    /// Wrong ones in a row.
    wrong: u32,
    /// When the last of them was.
    at: i64,
}

/// By whose passphrase or code it is that was tried: signing in as oneself in between forgives
/// nothing.
type ByHolder = BTreeMap<String, Tries>;

const FILE: &str = "tries.json";

/// Wrong ones that cost nothing: fingers slip.
const FREE: u32 = 3;

/// The longest wait, in seconds.
const LONGEST_S: u32 = 300;

/// One try at a time: many at once would all count as one.
static ALONE: Mutex<()> = Mutex::new(());

/// How long the next try waits after so many wrong ones, in seconds.
fn wait_s(wrong: u32) -> u32 {
    match wrong.checked_sub(FREE) {
        None => 0,
        Some(over) => 2_u32.checked_pow(over + 1).map_or(LONGEST_S, |wait| wait.min(LONGEST_S)),
    }
}

/// Runs a try at what `holder` knows, counts a wrong one, and lets nobody try too soon after several.
pub(super) fn count<T>(
    app: &App,
    holder: &str,
    attempt: impl FnOnce() -> Result<T, StoreError>,
    wrong: AppError,
) -> Result<T, AppError> {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let path = app.folder().join(FILE);
    let mut all: ByHolder =
        serde_json::from_slice(&std::fs::read(&path).unwrap_or_default()).unwrap_or_default();
    let (tries, now) = (all.get(holder).copied().unwrap_or_default(), app.now());
    let left = i64::from(wait_s(tries.wrong)) * 1_000 - (now.0 - tries.at).max(0);
    if left > 0 {
        if tries.at > now.0 {
            // A clock that stood wrong keeps nobody out for longer than the wait itself.
            all.insert(holder.to_owned(), Tries { at: now.0, ..tries });
            note(&path, &all)?;
        }
        let seconds = u32::try_from((left + 999) / 1_000).unwrap_or(LONGEST_S);
        return Err(AppError::TooSoon { seconds });
    }
    match attempt() {
        Ok(opened) => {
            if all.remove(holder).is_some() {
                note(&path, &all)?;
            }
            Ok(opened)
        }
        Err(StoreError::Locked) => {
            let wrong_ones = tries.wrong.saturating_add(1);
            all.insert(holder.to_owned(), Tries { wrong: wrong_ones, at: now.0 });
            note(&path, &all)?;
            Err(wrong)
        }
        Err(error) => Err(error.into()),
    }
}

fn note(path: &std::path::Path, all: &ByHolder) -> Result<(), AppError> {
    let internal = |error: &dyn std::fmt::Display| AppError::Internal { detail: error.to_string() };
    let json = serde_json::to_vec(all).map_err(|error| internal(&error))?;
    std::fs::write(path, json).map_err(|error| internal(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_five_minutes() {
        let waits = [0, 1, 2, 3, 4, 5, 9, 10, 11, 40, u32::MAX].map(wait_s);
        assert_eq!(waits, [0, 0, 0, 2, 4, 8, 128, 256, 300, 300, 300]);
    }
}
