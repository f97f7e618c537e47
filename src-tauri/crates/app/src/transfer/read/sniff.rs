//! What a file is, by its first bytes: people rename files, and a name proves nothing.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use super::ReadError;
use super::counted::fill;
use crate::error::FileProblem;

pub(super) enum Kind {
    Text,
    Workbook,
    /// Cards of an address book.
    Cards,
}

/// Tells the kind and leaves the file at its start.
pub(super) fn kind(mut file: &File, named_workbook: bool) -> Result<Kind, ReadError> {
    let mut head = [0; 4096];
    let len = fill(&mut file, &mut head)?;
    let head = &head[..len];
    let kind = if head.is_empty() {
        Err(FileProblem::Empty)
    } else if head.starts_with(b"PK\x03\x04") {
        Ok(Kind::Workbook)
    } else if head.starts_with(b"PK\x05\x06") {
        // A zip with nothing in it.
        Err(FileProblem::Damaged)
    } else if head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        Err(compound(file, head)?)
    } else if begins_card(head) {
        Ok(Kind::Cards)
    } else if named_workbook {
        Err(FileProblem::Damaged)
    } else {
        Ok(Kind::Text)
    };
    file.seek(SeekFrom::Start(0))?;
    Ok(kind?)
}

/// Whether the first letters are those of a card, whatever mark or zero bytes of UTF-16 are between.
fn begins_card(head: &[u8]) -> bool {
    let letters = head.iter().filter(|b| b.is_ascii_graphic());
    letters.take(11).map(u8::to_ascii_uppercase).eq(*b"BEGIN:VCARD")
}

/// Excel 97's own container, which is also what a workbook with a password lies in.
fn compound(file: &File, head: &[u8]) -> Result<FileProblem, ReadError> {
    let mut start = head.to_vec();
    file.take(1 << 20).read_to_end(&mut start)?;
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let encrypted = start.windows(name.len()).any(|w| w == name);
    Ok(if encrypted { FileProblem::Encrypted } else { FileProblem::OldFormat })
}
