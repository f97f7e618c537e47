//! Finds the few tags of a sheet that must be known before its first row is read, in the bytes that
//! are inflated to be counted anyway. Parsing them all for that would take as long as the import.

use memchr::memmem;

use super::ReadError;
use super::merged::Merge;
use crate::error::FileProblem;

/// Longer than any tag looked for here; what a tag may need beyond a chunk is kept for the next.
const TAG: usize = 512;
/// What stands before a name: `</` and the prefix of a namespace. Kept from chunk to chunk too.
const BEFORE: usize = 32;
/// More cells that run over rows than one sheet of a shop has.
const MERGES: usize = 500_000;
const STRETCHES: usize = 16_384;

#[derive(Default)]
pub(super) struct Tags {
    pub(super) rows: u32,
    pub(super) merges: Vec<Merge>,
    pub(super) hidden: Vec<(u32, u32)>,
    /// What was fed and is not looked through yet.
    rest: Vec<u8>,
    /// How much at the start of that is only what stands before.
    before: usize,
    /// The list of columns stands before the first row.
    is_past_columns: bool,
}

impl Tags {
    /// Looks through the next bytes; none at all says that these were the last.
    pub(super) fn feed(&mut self, chunk: &[u8]) -> Result<(), ReadError> {
        self.rest.extend_from_slice(chunk);
        let end =
            if chunk.is_empty() { self.rest.len() } else { self.rest.len().saturating_sub(TAG) };
        if end <= self.before {
            return Ok(());
        }
        let rest = std::mem::take(&mut self.rest);
        // A tag that begins before `end` is looked at now, any other with the next bytes.
        let here = self.before..end;
        for at in memmem::find_iter(&rest, b"row>").filter(|at| here.contains(at)) {
            self.rows = self.rows.saturating_add(u32::from(is_closing(&rest[..at])));
        }
        for at in memmem::find_iter(&rest, b"mergeCell ").filter(|at| here.contains(at)) {
            if let Some(merge) =
                opening(&rest, at).and_then(|tag| Merge::of(attribute(tag, "ref")?))
            {
                self.merges.push(merge);
            }
        }
        if !self.is_past_columns {
            self.columns(&rest, end);
        }
        if self.merges.len() > MERGES || self.hidden.len() > STRETCHES {
            return Err(FileProblem::TooLarge.into());
        }
        self.rest = rest;
        self.before = end.min(BEFORE);
        self.rest.drain(..end - self.before);
        Ok(())
    }

    fn columns(&mut self, rest: &[u8], end: usize) {
        let data = memmem::find(rest, b"sheetData").unwrap_or(rest.len());
        let here = self.before..end.min(data);
        for at in memmem::find_iter(rest, b"col ").filter(|at| here.contains(at)) {
            let Some(tag) = opening(rest, at) else { continue };
            let number = |name| attribute(tag, name)?.parse::<u32>().ok()?.checked_sub(1);
            let is_hidden = matches!(attribute(tag, "hidden"), Some("1" | "true"));
            if let (true, Some(first), Some(last)) = (is_hidden, number("min"), number("max")) {
                self.hidden.push((first, last));
            }
        }
        self.is_past_columns = data < end;
    }

    /// What was found, in the order of the rows.
    pub(super) fn finish(mut self) -> Self {
        self.merges.sort_unstable();
        self.rest = Vec::new();
        self
    }
}

/// Whether what precedes a name makes it a closing tag: `</`, or `</x:` of a namespace.
fn is_closing(before: &[u8]) -> bool {
    without_prefix(before).ends_with(b"</")
}

fn without_prefix(before: &[u8]) -> &[u8] {
    match before.strip_suffix(b":") {
        Some(prefixed) => {
            let name = prefixed.iter().rev().take_while(|b| b.is_ascii_alphanumeric()).count();
            &prefixed[..prefixed.len() - name]
        }
        None => before,
    }
}

/// The text of the opening tag whose name stands at `at`. A text of a cell cannot look like one:
/// there a `<` is written as `&lt;`.
fn opening(bytes: &[u8], at: usize) -> Option<&str> {
    if !without_prefix(&bytes[..at]).ends_with(b"<") {
        return None;
    }
    let tag = &bytes[at..bytes.len().min(at + TAG)];
    let end = memchr::memchr(b'>', tag)?;
    std::str::from_utf8(&tag[..end]).ok()
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    loop {
        let at = rest.find(name)?;
        let after = rest[at + name.len()..].trim_start();
        let is_whole = rest[..at].ends_with(|c: char| c.is_ascii_whitespace());
        rest = &rest[at + name.len()..];
        if let (true, Some(value)) = (is_whole, after.strip_prefix('=')) {
            let value = value.trim_start();
            let mark = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            return value[1..].split(mark).next();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fed in pieces of every size, the same is found.
    #[track_caller]
    fn check(xml: &str, rows: u32, merges: &[&str], hidden: &[(u32, u32)]) {
        let expect: Vec<Merge> = merges.iter().filter_map(|m| Merge::of(m)).collect();
        for size in [1, 7, 511, 512, 513, xml.len().max(1)] {
            let mut tags = Tags::default();
            for chunk in xml.as_bytes().chunks(size) {
                tags.feed(chunk).expect("within bounds");
            }
            tags.feed(&[]).expect("within bounds");
            let tags = tags.finish();
            assert_eq!((tags.rows, &tags.merges, tags.hidden.as_slice()), (rows, &expect, hidden));
        }
    }

    #[test]
    fn what_stands_around_the_rows() {
        let filler = "<row r=\"1\"><c><v>1</v></c></row>".repeat(100);
        check("", 0, &[], &[]);
        check(
            &format!(
                r#"<cols><col min="2" max="3" width="9" hidden="1"/><col min="4" max="4" hidden="0"/></cols><sheetData>{filler}<row r="101"/></sheetData><mergeCells count="2"><mergeCell ref="A2:A4"/><mergeCell ref='C2:D9'/></mergeCells>"#
            ),
            100,
            &["A2:A4", "C2:D9"],
            &[(1, 2)],
        );
        check(
            r#"<x:sheetData><x:row r="1"></x:row></x:sheetData><x:mergeCell ref="B1:B2"/>"#,
            1,
            &["B1:B2"],
            &[],
        );
        // Text that only looks like a tag.
        check(
            "<sheetData><row><t>mergeCell ref=\"A1:A9\" row> col hidden</t></row></sheetData>",
            1,
            &[],
            &[],
        );
    }
}
