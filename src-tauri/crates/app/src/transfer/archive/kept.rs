//! Names in an archive for the files that are kept with customers.

use std::collections::HashSet;

use huike_domain::ids::AttachmentId;
use huike_store::{Reader, attachments};

use crate::error::AppError;

/// The files kept with customers, and where in the archive they lie.
#[derive(Default)]
pub(super) struct Kept {
    pub(super) files: Vec<(AttachmentId, String)>,
    /// In lower case: two names that differ by it are one file on many disks.
    taken: HashSet<String>,
    id: usize,
    name: usize,
}

impl Kept {
    /// Where the file of a row lies; nowhere where its bytes are gone. The first row is the names of
    /// the columns, and this one's is `file`.
    pub(super) fn file_of(
        &mut self,
        reader: &Reader<'_>,
        cells: &[String],
    ) -> Result<String, AppError> {
        let column = |name: &str| cells.iter().position(|cell| cell == name);
        if self.id == self.name {
            let (id, name) = (column("id"), column("name"));
            (self.id, self.name) = id.zip(name).unwrap_or_default();
            return Ok("file".to_owned());
        }
        let (Some(id), Some(name)) = (cells.get(self.id), cells.get(self.name)) else {
            return Ok(String::new());
        };
        let Ok(id) = id.parse::<AttachmentId>() else { return Ok(String::new()) };
        if !attachments::has_bytes(reader, id)? {
            return Ok(String::new());
        }
        let file = free_name(&safe_name(name), &mut self.taken);
        self.files.push((id, file.clone()));
        Ok(file)
    }
}

/// Characters of a name that are kept in front of its ending.
const NAME_CHARS: usize = 80;

/// A name that every system can unpack: Windows allows the fewest.
fn safe_name(name: &str) -> String {
    const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];
    let plain: String = name
        .chars()
        .map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { '_' } else { c })
        .collect();
    let plain = plain.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let (stem, end) = match plain.rsplit_once('.') {
        Some((stem, end)) if end.chars().count() <= 10 => (stem, Some(end)),
        _ => (plain, None),
    };
    let stem: String = stem.chars().take(NAME_CHARS).collect();
    let stem = stem.trim_end();
    let first = stem.split('.').next().unwrap_or_default().to_lowercase();
    let is_device = DEVICES.contains(&first.trim_end_matches(|c: char| c.is_ascii_digit()));
    let mark = if stem.is_empty() || is_device { "_" } else { "" };
    match end {
        Some(end) => format!("{mark}{stem}.{end}"),
        None => format!("{mark}{stem}"),
    }
}

/// The name in the folder of files, numbered where it is taken.
fn free_name(name: &str, taken: &mut HashSet<String>) -> String {
    let (stem, end) = match name.rsplit_once('.') {
        Some((stem, end)) => (stem, format!(".{end}")),
        None => (name, String::new()),
    };
    let mut file = format!("{FILES}/{name}");
    let mut number = 2;
    while !taken.insert(file.to_lowercase()) {
        file = format!("{FILES}/{stem} {number}{end}");
        number += 1;
    }
    file
}

/// The folder of the files that are kept with customers.
const FILES: &str = "files";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_every_system_can_unpack() {
        let mut taken = HashSet::new();
        for (name, expect) in [
            ("合同.pdf", "合同.pdf"),
            ("../../etc/passwd", "_.._etc_passwd"),
            ("a:b?.txt", "a_b_.txt"),
            ("con.txt", "_con.txt"),
            ("LPT1", "_LPT1"),
            ("console.txt", "console.txt"),
            (".hidden", "hidden"),
            ("a\u{7}\nb.", "a__b"),
            (" ", "_"),
        ] {
            assert_eq!(safe_name(name), expect, "{name:?}");
        }
        assert!(safe_name(&"长".repeat(300)).chars().count() <= NAME_CHARS);
        for expect in ["files/a.b", "files/a 2.b", "files/a 3.b"] {
            assert_eq!(free_name("a.b", &mut taken), expect);
        }
        assert_eq!(free_name("A 2.B", &mut taken), "files/A 2 2.B");
    }
}
