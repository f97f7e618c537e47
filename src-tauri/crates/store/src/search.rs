//! Finding a customer by any piece of what is known.
//!
//! Names that begin with the text come first, from the sorted names; then whatever else matches,
//! from the word index, those who bought last first.

use huike_domain::customers::{NAME_MARK, is_chinese, name_key};
use rusqlite::params;

use crate::StoreError;
use crate::customers::{SUMMARY, Summary, summary};
use crate::readers::Read;

/// How many matches are looked at before they are put in order.
const CANDIDATES: u32 = 300;

/// Customers who match every word of `text`, best first.
///
/// # Errors
/// [`StoreError::Sql`].
pub fn search(read: &impl Read, text: &str, limit: u32) -> Result<Vec<Summary>, StoreError> {
    let digits = as_number(text);
    let text = digits.as_deref().unwrap_or(text);
    let Some(pattern) = pattern(text) else {
        return Ok(Vec::new());
    };
    let mut found = by_beginning(read, text.trim(), limit)?;
    let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
    if found.len() < wanted {
        for other in by_words(read, &pattern, limit)? {
            if found.len() == wanted {
                break;
            }
            if found.iter().all(|known| known.id != other.id) {
                found.push(other);
            }
        }
    }
    Ok(found)
}

/// The digits of a telephone number as people and this program write it, with its blanks, dashes,
/// brackets and country code; none for other text. The index holds the national number.
fn as_number(text: &str) -> Option<String> {
    let mark =
        |c: char| c.is_whitespace() || matches!(c, '-' | '(' | ')' | '+' | '（' | '）' | '－');
    if !text.chars().all(|c| c.is_ascii_digit() || mark(c)) {
        return None;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let national = digits.strip_prefix("86").filter(|rest| rest.len() == 11);
    (!digits.is_empty()).then(|| national.map_or(digits.clone(), str::to_owned))
}

/// Every word must match the beginning of a word; neighbouring Chinese characters must stand
/// side by side. `None` where there is no word in the text.
fn pattern(text: &str) -> Option<String> {
    let mut terms: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut chinese = String::new();
    for c in text.chars().chain(std::iter::once(' ')) {
        if is_chinese(c) {
            end_word(&mut word, &mut terms);
            chinese.push(c);
            chinese.push(' ');
            continue;
        }
        if !chinese.is_empty() {
            terms.push(format!("\"{}\"", chinese.trim_end()));
            chinese.clear();
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        } else {
            end_word(&mut word, &mut terms);
        }
    }
    (!terms.is_empty()).then(|| terms.join(" AND "))
}

fn end_word(word: &mut String, terms: &mut Vec<String>) {
    if !word.is_empty() {
        terms.push(format!("\"{word}\" *"));
        word.clear();
    }
}

/// The key of a name holds its reading, a mark and the name itself, so the index alone tells who
/// begins with the text; only those who do are looked up.
fn by_beginning(read: &impl Read, text: &str, limit: u32) -> Result<Vec<Summary>, StoreError> {
    let key = name_key(text);
    let reading = key.split(NAME_MARK).next().unwrap_or_default();
    if reading.is_empty() {
        return Ok(Vec::new());
    }
    let named = if text.is_ascii() { String::new() } else { format!("{NAME_MARK}{text}") };
    let sql = format!(
        "SELECT {SUMMARY} FROM (SELECT customer_id AS found FROM standing
                                WHERE name_key >= ?1 AND name_key < ?2 AND instr(name_key, ?3) > 0
                                ORDER BY name_key, customer_id LIMIT ?4)
         CROSS JOIN standing ON standing.customer_id = found
         CROSS JOIN customer ON customer.id = found
         ORDER BY name_key, customer.id"
    );
    let mut query = read.connection().prepare_cached(&sql)?;
    let end = format!("{reading}\u{10ffff}");
    let rows = query.query_map(params![reading, end, named, limit], summary)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Every page read is one to decipher, so candidates are put in order by their standing alone and
/// only those who are shown are looked up among the customers.
fn by_words(read: &impl Read, pattern: &str, limit: u32) -> Result<Vec<Summary>, StoreError> {
    let sql = format!(
        "SELECT {SUMMARY} FROM (
             SELECT standing.* FROM (SELECT rowid AS rid FROM search WHERE search MATCH ?1
                                     ORDER BY rowid LIMIT ?2) AS hit
             CROSS JOIN search_key ON search_key.rid = hit.rid
             CROSS JOIN standing ON standing.customer_id = search_key.customer_id
             ORDER BY last_at DESC, name_key, standing.customer_id LIMIT ?3) AS best
         CROSS JOIN customer ON customer.id = best.customer_id
         ORDER BY last_at DESC, name_key, customer.id"
    );
    let mut query = read.connection().prepare_cached(&sql)?;
    // Some of the best may have been found by their beginning already.
    let rows = query.query_map(params![pattern, CANDIDATES, limit.saturating_mul(2)], summary)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::as_number;

    #[test]
    fn numbers_as_they_are_written() {
        #[track_caller]
        fn check(text: &str, expected: Option<&str>) {
            assert_eq!(as_number(text).as_deref(), expected, "{text}");
        }
        check("199 0132 5256", Some("19901325256"));
        check("+86 199-0132-5256", Some("19901325256"));
        check("(021) 6888 0000", Some("02168880000"));
        check("5256", Some("5256"));
        check("86", Some("86"));
        check("K 12", None);
        check("", None);
        check(" - ", None);
    }
}
