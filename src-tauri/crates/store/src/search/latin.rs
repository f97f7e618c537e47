//! What a typing error may have meant: the Latin words that customers are found by.

use std::sync::{Mutex, PoisonError};

use huike_domain::customers::without_accents;
use strsim::osa_distance;

use crate::StoreError;
use crate::readers::Read;

/// The Latin words of the file, kept in memory while it is open: a few hundred kilobytes in a shop
/// whose million customers all have Latin names, since names repeat.
#[derive(Default)]
pub struct Dictionary(Mutex<Known>);

#[derive(Default)]
struct Known {
    words: Vec<String>,
    /// The id of the last word that is known.
    last: i64,
}

/// Words that are offered for one.
const MOST: usize = 20;

/// The shortest word that is held for a typing error, in characters.
const SHORTEST: usize = 3;

impl Dictionary {
    /// Lets go of all words.
    pub fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Known::default();
    }

    /// The words most like `word`: those that contain it, and those that differ by a letter (from
    /// eight letters on by two): one too many, one missing, another one, or two in the wrong order.
    pub(super) fn like(&self, read: &impl Read, word: &str) -> Result<Vec<String>, StoreError> {
        let word = &without_accents(word);
        let letters = word.chars().count();
        if letters < SHORTEST {
            return Ok(Vec::new());
        }
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.read_on(read)?;
        let most = if letters >= 8 { 2 } else { 1 };
        let mut near: Vec<(usize, &str)> = known
            .words
            .iter()
            .filter_map(|other| {
                if other.contains(word.as_str()) {
                    return Some((0, other.as_str()));
                }
                // Bytes differ by at least as much as letters need.
                let may = other.len().abs_diff(word.len()) <= 4 * most;
                let distance = if may { osa_distance(word, other) } else { usize::MAX };
                (distance <= most).then_some((distance, other.as_str()))
            })
            .collect();
        near.sort_unstable();
        Ok(near.into_iter().take(MOST).map(|(_, word)| word.to_owned()).collect())
    }
}

impl Known {
    fn read_on(&mut self, read: &impl Read) -> Result<(), StoreError> {
        let mut query = read
            .connection()
            .prepare_cached("SELECT id, word FROM latin_word WHERE id > ?1 ORDER BY id")?;
        let mut rows = query.query([self.last])?;
        while let Some(row) = rows.next()? {
            self.last = row.get(0)?;
            self.words.push(row.get(1)?);
        }
        Ok(())
    }
}
