//! How a text file's bytes become characters.
//!
//! A simple rule, and a whole reading instead of a guess: a byte-order mark says it; else what is
//! valid UTF-8 to its last byte is UTF-8; else it is GB18030, which Chinese office programs write,
//! unless that fits worse. UTF-16 without a mark shows in its zero bytes, and Big5, of Hong Kong and
//! Taiwan, in its second bytes. No statistics: a table has too few words for them, and whoever has
//! another encoding (Windows-1252 from the West) can name it.

use std::fs::File;
use std::io::{Read, Result as IoResult, Seek, SeekFrom};

use encoding_rs::{
    BIG5, CoderResult, Decoder, DecoderResult, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252,
};

use super::counted::fill;
use super::{Encoding, ReadError, Stop};
use crate::error::FileProblem;

/// One bad character in this many bytes is a slip of some program, and its row is refused; more
/// are another encoding.
const BYTES_A_SLIP: u64 = 500;

const CHUNK: usize = 256 * 1024;

/// An encoding and where its text starts.
#[derive(Clone, Copy)]
pub(super) struct Charset {
    pub(super) encoding: &'static encoding_rs::Encoding,
    /// Valid to the last byte, so that nothing needs to be converted.
    pub(super) plain_utf8: bool,
    mark: u64,
}

/// Whether the characters of two bytes are those of Big5. The common ones of GB2312 have a second
/// byte above A0, and a third of those of Big5 has one below 7F; their first bytes end at C6.
fn looks_big5(file: &mut File) -> Result<bool, ReadError> {
    let mut bytes = vec![0; CHUNK];
    file.seek(SeekFrom::Start(0))?;
    let len = fill(file, &mut bytes)?;
    let (mut pairs, mut low, mut common) = (0_u32, 0_u32, 0_u32);
    let mut rest = &bytes[..len];
    while let Some((first, tail)) = rest.split_first() {
        rest = tail;
        if *first < 0x80 {
            continue;
        }
        let Some((second, tail)) = rest.split_first() else { break };
        rest = tail;
        pairs += 1;
        low += u32::from(matches!(second, 0x40..=0x7e));
        common += u32::from(matches!(first, 0xa1..=0xc6));
    }
    Ok(pairs > 0 && low * 8 >= pairs && common * 10 >= pairs * 9)
}

impl Charset {
    /// Finds out how `file` is written, reading all of it where no mark says it.
    pub(super) fn of(file: &mut File, wanted: Encoding, stop: &Stop) -> Result<Self, ReadError> {
        let mut head = [0; 4096];
        file.seek(SeekFrom::Start(0))?;
        let len = fill(file, &mut head)?;
        let (marked, mark) = match &head[..len] {
            [0xef, 0xbb, 0xbf, ..] => (Some(UTF_8), 3),
            [0xff, 0xfe, ..] => (Some(UTF_16LE), 2),
            [0xfe, 0xff, ..] => (Some(UTF_16BE), 2),
            _ => (None, 0),
        };
        if let Some(encoding) = marked.filter(|e| *e != UTF_8) {
            return Ok(Self { encoding, plain_utf8: false, mark });
        }
        let named = match wanted {
            Encoding::Auto => None,
            Encoding::Utf8 => Some(UTF_8),
            Encoding::Gb18030 => Some(GB18030),
            Encoding::Utf16Le => Some(UTF_16LE),
            Encoding::Utf16Be => Some(UTF_16BE),
            Encoding::Big5 => Some(BIG5),
            Encoding::Windows1252 => Some(WINDOWS_1252),
        };
        let candidates = match marked.or(named).or_else(|| unmarked_utf16(&head[..len])) {
            Some(encoding) => vec![encoding],
            None => vec![UTF_8, GB18030],
        };
        let charset = |encoding, plain_utf8| Self { encoding, plain_utf8, mark };
        if candidates[0] == UTF_8 && valid_utf8(file, mark, stop)? {
            return Ok(charset(UTF_8, true));
        }
        let mut best: Option<(u64, Self)> = None;
        for encoding in candidates {
            let slips = malformed(file, charset(encoding, false), stop)?;
            if best.is_none_or(|(least, _)| slips < least) {
                best = Some((slips, charset(encoding, false)));
            }
        }
        let size = file.metadata()?.len();
        match best {
            Some((slips, found)) if slips <= size / BYTES_A_SLIP => {
                // Nearly all of Big5 is something in GB18030 as well.
                let in_doubt = wanted == Encoding::Auto && found.encoding == GB18030;
                let big5 = charset(BIG5, false);
                if in_doubt && looks_big5(file)? && malformed(file, big5, stop)? <= slips {
                    return Ok(big5);
                }
                Ok(found)
            }
            _ => Err(FileProblem::Encoding.into()),
        }
    }

    /// As [`Self::of`] for a file whose lines may each be of a charset of their own: bytes are left
    /// as they are, but for UTF-16.
    pub(super) fn of_lines(
        file: &mut File,
        wanted: Encoding,
        stop: &Stop,
    ) -> Result<Self, ReadError> {
        let found = match Self::of(file, wanted, stop) {
            Err(ReadError::File(FileProblem::Encoding)) => {
                Self { encoding: GB18030, plain_utf8: true, mark: 0 }
            }
            found => found?,
        };
        Ok(Self { plain_utf8: !found.is_utf16(), ..found })
    }

    /// As it is told to people and to the terminal.
    pub(super) fn name(self) -> &'static str {
        match self.encoding.name() {
            "UTF-8" => "utf-8",
            "UTF-16LE" => "utf-16le",
            "UTF-16BE" => "utf-16be",
            "Big5" => "big5",
            "windows-1252" => "windows-1252",
            _ => "gb18030",
        }
    }

    pub(super) fn is_utf16(self) -> bool {
        self.encoding == UTF_16LE || self.encoding == UTF_16BE
    }

    /// The text from its first character on.
    pub(super) fn open<R: Read + Seek>(self, mut from: R) -> IoResult<Transcoder<R>> {
        from.seek(SeekFrom::Start(self.mark))?;
        let decoder = (!self.plain_utf8).then(|| self.encoding.new_decoder_without_bom_handling());
        Ok(Transcoder { from, decoder, buf: vec![0; CHUNK], start: 0, end: 0, done: false })
    }
}

/// UTF-16 by its zero bytes: separators, digits and line ends have one each, all on the same side.
fn unmarked_utf16(head: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let zeros = |side| head.iter().skip(side).step_by(2).filter(|b| **b == 0).count();
    let (high_first, low_first) = (zeros(0), zeros(1));
    let many =
        |zeros: usize, others: usize| zeros > 2 && zeros * 20 > head.len() && zeros > 4 * others;
    if many(low_first, high_first) {
        Some(UTF_16LE)
    } else if many(high_first, low_first) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether the file is UTF-8 to its last byte. Bytes no text has are refused on the way.
fn valid_utf8(file: &mut File, mark: u64, stop: &Stop) -> Result<bool, ReadError> {
    file.seek(SeekFrom::Start(mark))?;
    let mut buf = vec![0; CHUNK];
    let mut carried = 0;
    let mut valid = true;
    loop {
        stop.check()?;
        let read = fill(file, &mut buf[carried..])?;
        let (chunk, last) = (&buf[..carried + read], read == 0);
        if chunk[carried..].contains(&0) {
            return Err(FileProblem::Damaged.into());
        }
        if last {
            return Ok(valid && carried == 0);
        }
        carried = 0;
        if !valid {
            continue;
        }
        if let Err(error) = std::str::from_utf8(chunk) {
            let (from, len) = (error.valid_up_to(), chunk.len());
            valid = error.error_len().is_none();
            carried = if valid { len - from } else { 0 };
            buf.copy_within(len - carried..len, 0);
        }
    }
}

/// How many characters cannot be decoded. Bytes no text has are refused on the way.
fn malformed(file: &mut File, charset: Charset, stop: &Stop) -> Result<u64, ReadError> {
    file.seek(SeekFrom::Start(charset.mark))?;
    let mut decoder = charset.encoding.new_decoder_without_bom_handling();
    let mut buf = vec![0; CHUNK];
    let mut out = vec![0; CHUNK];
    let mut count = 0;
    loop {
        stop.check()?;
        let len = fill(file, &mut buf)?;
        let mut rest = &buf[..len];
        loop {
            let (result, read, written) =
                decoder.decode_to_utf8_without_replacement(rest, &mut out, len == 0);
            if out[..written].contains(&0) {
                return Err(FileProblem::Damaged.into());
            }
            rest = &rest[read..];
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => count += 1,
            }
        }
        if len == 0 {
            return Ok(count);
        }
    }
}

/// Bytes in, UTF-8 out; a character that cannot be decoded becomes U+FFFD, by which its row is
/// refused later.
pub(super) struct Transcoder<R> {
    from: R,
    decoder: Option<Decoder>,
    buf: Vec<u8>,
    start: usize,
    end: usize,
    done: bool,
}

impl<R: Read> Read for Transcoder<R> {
    fn read(&mut self, out: &mut [u8]) -> IoResult<usize> {
        let Some(decoder) = &mut self.decoder else {
            return self.from.read(out);
        };
        loop {
            if self.done {
                return Ok(0);
            }
            if self.start == self.end {
                self.start = 0;
                self.end = self.from.read(&mut self.buf)?;
            }
            let last = self.end == 0;
            let input = &self.buf[self.start..self.end];
            let (result, read, written, _) = decoder.decode_to_utf8(input, out, last);
            self.start += read;
            self.done = last && result == CoderResult::InputEmpty;
            if written > 0 {
                return Ok(written);
            }
            if result == CoderResult::OutputFull {
                // Not room for one character: callers here never hand in so little.
                return Err(std::io::ErrorKind::InvalidInput.into());
            }
        }
    }
}
