//! Reading a text word by word.

use super::words::{BLANKS, FILLERS, NUMBERS};
use crate::transfer::chinese;

/// A place in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a> {
    pub(super) rest: &'a str,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    /// Goes over blanks and words that say nothing.
    pub(super) fn skip(&mut self) {
        loop {
            self.rest = self.rest.trim_start_matches(BLANKS);
            if !self.eat(FILLERS) {
                return;
            }
        }
    }

    /// Goes over spaces alone.
    pub(super) fn skip_spaces(&mut self) {
        self.rest = self.rest.trim_start_matches(' ');
    }

    /// Goes over the longest of `words` that stands here.
    pub(super) fn eat(&mut self, words: &[&str]) -> bool {
        let found = words.iter().filter(|word| stands(self.rest, word)).map(|word| word.len());
        let Some(length) = found.max() else { return false };
        self.rest = &self.rest[length..];
        true
    }

    /// Reads the longest word of a table that stands here.
    pub(super) fn pick<T: Copy>(&mut self, table: &[(&str, T)]) -> Option<T> {
        let found = table.iter().filter(|(word, _)| stands(self.rest, word));
        let (word, value) = *found.max_by_key(|(word, _)| word.len())?;
        self.rest = &self.rest[word.len()..];
        Some(value)
    }

    /// Tries to read something, and stays here where it is not there.
    pub(super) fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let start = *self;
        let found = read(self);
        if found.is_none() {
            *self = start;
        }
        found
    }

    /// A number in figures, Chinese characters or English words.
    pub(super) fn number(&mut self) -> Option<u16> {
        self.attempt(|this| {
            this.skip_spaces();
            this.figures().map(|(number, _)| number).or_else(|| this.spelled())
        })
    }

    /// A number in figures, and how many there are.
    pub(super) fn figures(&mut self) -> Option<(u16, usize)> {
        let end = self.rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.rest.len());
        let number = (end <= 4).then(|| self.rest[..end].parse().ok()).flatten()?;
        self.rest = &self.rest[end..];
        Some((number, end))
    }

    fn spelled(&mut self) -> Option<u16> {
        let is_numeral = |c: char| "零〇一二两三四五六七八九十廿卅初".contains(c);
        let end = self.rest.find(|c| !is_numeral(c)).unwrap_or(self.rest.len());
        if end == 0 {
            return self.pick(NUMBERS);
        }
        let numeral = self.rest[..end].replace('两', "二");
        // 零五分 is five minutes.
        let bare = numeral.trim_start_matches(['零', '〇']);
        let number = if bare.is_empty() { 0 } else { chinese::small(bare)?.into() };
        self.rest = &self.rest[end..];
        Some(number)
    }

    /// A number that is a small one, such as a month's or a day's.
    pub(super) fn small(&mut self, most: u16) -> Option<u8> {
        self.attempt(|this| {
            let number = this.number().filter(|number| *number <= most)?;
            u8::try_from(number).ok()
        })
    }
}

/// Whether a word stands at the beginning; an English one as a whole.
fn stands(text: &str, word: &str) -> bool {
    let Some(after) = text.strip_prefix(word) else { return false };
    let is_letter = |c: char| c.is_ascii_alphabetic();
    !(word.ends_with(is_letter) && after.starts_with(is_letter))
}
