//! Words that customers have in a field, for whoever is about to type one.

use std::collections::HashMap;

use huike_domain::customers::CustomField;
use huike_domain::customers::filter::{Field, WORD_SEPARATOR};

use super::Lists;
use super::column::{Column, Words, each_width};
use crate::StoreError;
use crate::readers::Read as _;

impl Lists<'_> {
    /// Words of a field that hold `text`, whatever the case, those of the most customers first.
    /// None where the field holds no words.
    #[must_use]
    pub fn words(&self, field: Field, text: &str, most: usize) -> Vec<(String, u32)> {
        match self.columns.of(field) {
            Some(Column::Words(words)) => most_used(words, text, most),
            _ => Vec::new(),
        }
    }

    /// The same of a field of the shop's own.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    pub fn own_words(
        &self,
        field: &CustomField,
        text: &str,
        most: usize,
    ) -> Result<Vec<(String, u32)>, StoreError> {
        let connection = self.reader.connection();
        let values = self.columns.own.values(connection, &self.columns.ids, field)?;
        Ok(values.words().map_or_else(Vec::new, |words| most_used(words, text, most)))
    }
}

fn most_used(words: &Words, text: &str, most: usize) -> Vec<(String, u32)> {
    let text = text.trim().to_lowercase();
    let mut counts = vec![0_u32; words.texts().count()];
    each_width!(&words.codes, list => list.iter().for_each(|code| counts[*code as usize] += 1));
    let mut used: HashMap<&str, u32> = HashMap::new();
    // A text that nobody has any more is still in its place.
    for (said, count) in words.texts().zip(counts).filter(|(_, count)| *count > 0) {
        let said = said.split(WORD_SEPARATOR).filter(|word| !word.is_empty());
        for word in said.filter(|word| text.is_empty() || word.to_lowercase().contains(&text)) {
            *used.entry(word).or_default() += count;
        }
    }
    let mut used: Vec<_> = used.into_iter().collect();
    used.sort_unstable_by(|(one, a), (other, b)| b.cmp(a).then(one.cmp(other)));
    used.truncate(most);
    used.into_iter().map(|(word, count)| (word.to_owned(), count)).collect()
}
