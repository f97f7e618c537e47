//! Rows of a phone's address book: a first row of headings, and one a card. What a card holds is
//! known by [`vcard`]; here its lines are put together, photos aside.

use std::fs::File;
use std::io::{BufRead, BufReader};

use encoding_rs::{Encoding as Charset, UTF_8};
use huike_domain::transfer::fields::ImportField as _;
use huike_domain::transfer::vcard::{self, Card};

use super::charset::{self, Transcoder};
use super::counted::{Counted, Progress};
use super::{Format, Options, ReadError, Row, Stop};
use crate::error::FileProblem;
use crate::words::Words;

/// More than any line but a photo; what is longer is not kept.
const LINE: usize = 1 << 20;
/// More than any card without its photo.
const CARD_LINES: usize = 2_000;

pub(super) struct CardRows {
    from: BufReader<Transcoder<Counted<File>>>,
    /// What bytes are where their line does not say.
    charset: &'static Charset,
    /// Whether lines may say: a file in UTF-16 is all of one.
    may_say: bool,
    ahead: Option<Vec<u8>>,
    headings: Option<Vec<String>>,
    number: u32,
    stop: Stop,
}

impl CardRows {
    pub(super) fn open(
        mut file: File,
        options: &Options,
        progress: &Progress,
    ) -> Result<(Self, Format), ReadError> {
        let found = charset::Charset::of_lines(&mut file, options.encoding, &options.stop)?;
        let words = Words::of(options.language.unwrap_or_default());
        let heading = |field: &str| words.say(&format!("transfer.fields.{field}"), &[]);
        let rows = Self {
            charset: if found.is_utf16() { UTF_8 } else { found.encoding },
            may_say: !found.is_utf16(),
            from: BufReader::with_capacity(
                64 * 1024,
                found.open(Counted::new(file, progress, &options.stop))?,
            ),
            ahead: None,
            headings: Some(vcard::FIELDS.iter().map(|field| heading(field.name())).collect()),
            number: 1,
            stop: options.stop.clone(),
        };
        let format = Format { encoding: VCARD, ..Format::default() };
        Ok((rows, format))
    }

    pub(super) fn read(&mut self, row: &mut Row) -> Result<bool, ReadError> {
        row.kinds.clear();
        if let Some(headings) = self.headings.take() {
            row.cells = headings.into();
            row.number = 1;
            return Ok(true);
        }
        let mut card: Option<(Card, usize)> = None;
        while let Some(line) = self.line(card.as_ref().is_some_and(|(card, _)| card.is_old()))? {
            if vcard::is_mark(&line, "BEGIN") {
                card = Some((Card::default(), 0));
                continue;
            }
            let Some((card, lines)) = &mut card else { continue };
            if vcard::is_mark(&line, "END") {
                self.number = self.number.saturating_add(1);
                row.number = self.number;
                row.cells = card.cells().into();
                return Ok(true);
            }
            *lines += 1;
            if *lines > CARD_LINES {
                return Err(FileProblem::TooLarge.into());
            }
            if vcard::is_read(&line) {
                let (charset, may_say) = (self.charset, self.may_say);
                card.add(&line, |named, bytes| {
                    let named = named.filter(|_| may_say);
                    let named = named.and_then(|label| Charset::for_label(label.as_bytes()));
                    named.unwrap_or(charset).decode_without_bom_handling(bytes).0.into_owned()
                });
            }
        }
        // A card that does not end was cut short.
        if card.is_some() { Err(FileProblem::Damaged.into()) } else { Ok(false) }
    }

    /// The next line with its folds undone; `old` as version 2.1 folds them.
    fn line(&mut self, old: bool) -> Result<Option<Vec<u8>>, ReadError> {
        let first = match self.ahead.take() {
            Some(line) => Some(line),
            None => self.physical()?,
        };
        let Some(mut line) = first else { return Ok(None) };
        loop {
            let goes_on = vcard::goes_on(&line);
            let Some(next) = self.physical()? else { return Ok(Some(line)) };
            if goes_on {
                line.pop();
                line.extend(next);
            } else if let [b' ' | b'\t', rest @ ..] = next.as_slice() {
                if vcard::is_read(&line) {
                    line.extend_from_slice(if old { &next } else { rest });
                }
            } else {
                self.ahead = Some(next);
                return Ok(Some(line));
            }
            if line.len() > LINE {
                return Err(FileProblem::TooLarge.into());
            }
        }
    }

    /// A line as it lies in the file, without its end.
    fn physical(&mut self) -> Result<Option<Vec<u8>>, ReadError> {
        let mut line = Vec::new();
        let mut any = false;
        loop {
            self.stop.check()?;
            let chunk = self.from.fill_buf()?;
            if chunk.is_empty() {
                break;
            }
            any = true;
            let end = memchr::memchr(b'\n', chunk);
            let taken = end.unwrap_or(chunk.len());
            let room = (LINE + 1).saturating_sub(line.len());
            line.extend_from_slice(&chunk[..taken.min(room)]);
            self.from.consume(taken + usize::from(end.is_some()));
            if end.is_some() {
                break;
            }
        }
        if line.len() > LINE {
            // A photo in one line is passed over; anything else this long is no card.
            if vcard::is_read(&line) {
                return Err(FileProblem::TooLarge.into());
            }
            line.truncate(16);
        }
        while line.last() == Some(&b'\r') {
            line.pop();
        }
        Ok(any.then_some(line))
    }
}

/// What such a file is called where a text file's encoding would stand.
pub(super) const VCARD: &str = "vcard";
