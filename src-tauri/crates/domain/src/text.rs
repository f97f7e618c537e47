//! Text as people type and spreadsheets export it, brought to one form.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// True for white space and for the invisible characters that ride along when cells are copied.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

/// A cell without what surrounds its value: blanks, the apostrophe that marks text in a
/// spreadsheet, and the `="…"` that shops' back offices write to keep leading zeros.
pub fn clean(cell: &str) -> &str {
    let cell = cell.trim_matches(is_blank);
    if let Some(inner) = cell.strip_prefix("=\"").and_then(|c| c.strip_suffix('"')) {
        return inner.trim_matches(is_blank);
    }
    match cell.strip_prefix('\'') {
        Some(inner) => inner.trim_matches(is_blank),
        None => cell,
    }
}

/// A text from which [`clean`] takes nothing off: one that begins with what marks text in a
/// spreadsheet gets another mark.
pub fn marked(text: &str) -> Cow<'_, str> {
    let is_marked = text.starts_with('\'') || text.starts_with("=\"");
    if is_marked { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Full-width letters, digits and signs as their ASCII twins; other blanks and dashes as ` ` and
/// `-`. Narrower than NFKC on purpose: it never changes how many characters there are.
pub fn fold(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(fold_char).collect())
}

/// [`fold`] for one character.
pub fn fold_char(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(c) - 0xff01 + u32::from('!')).unwrap_or(c)
        }
        '\u{ffe5}' => '¥',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' => '-',
        _ if is_blank(c) => ' ',
        _ => c,
    }
}

/// One line of text to keep: composed (NFC), blanks run together into one.
pub fn one_line(text: &str) -> Cow<'_, str> {
    let text = text.trim_matches(is_blank);
    let simple = !text.contains("  ") && !text.chars().any(|c| c != ' ' && is_blank(c));
    if simple {
        return compose(text);
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split(is_blank).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    match compose(&out) {
        Cow::Borrowed(_) => Cow::Owned(out),
        Cow::Owned(composed) => Cow::Owned(composed),
    }
}

/// Text in NFC, so that the same word typed on two systems compares equal.
pub fn compose(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_unwrapped() {
        for (cell, expect) in [
            (" 19907081780 ", "19907081780"),
            ("\u{3000}王欣\u{a0}", "王欣"),
            ("'0012", "0012"),
            ("=\"0012\"", "0012"),
            ("\u{feff}姓名", "姓名"),
            ("=1+1", "=1+1"),
            ("", ""),
        ] {
            assert_eq!(clean(cell), expect, "{cell:?}");
        }
        for text in ["王欣", "'王欣", "''", "=\"0012\"", "=1"] {
            assert_eq!(clean(&marked(text)), text);
        }
    }

    #[test]
    fn full_width_is_folded() {
        assert_eq!(fold("１９９－Ａｂ（￥）　x"), "199-Ab(¥) x");
        assert_eq!(fold("plain"), "plain");
    }

    #[test]
    fn one_line_runs_blanks_together() {
        assert_eq!(one_line(" 王 \t\n欣  怡 "), "王 欣 怡");
        assert_eq!(one_line("Ame\u{301}lie"), "Am\u{e9}lie");
    }
}
