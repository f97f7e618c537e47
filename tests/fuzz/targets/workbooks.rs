//! Excel workbooks. A changed byte of an archive seldom comes further than its checksum, so mostly
//! one part inside is changed and the archive is closed anew.
#![no_main]

use std::io::{Cursor, Read as _, Write as _};

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Parts longer than this are left alone.
const LONGEST: u64 = 1 << 18;

fuzz_target!(|bytes: &[u8]| huike_fuzz::read_as("xlsx", bytes));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let changed = if seed % 8 == 0 { None } else { part_changed(&data[..size], seed) };
    match changed {
        Some(bytes) if bytes.len() <= max_size => {
            data[..bytes.len()].copy_from_slice(&bytes);
            bytes.len()
        }
        _ => fuzzer_mutate(data, size, max_size),
    }
});

/// The archive with one of its parts changed; none where it is no archive.
fn part_changed(archive: &[u8], seed: u32) -> Option<Vec<u8>> {
    let mut zip = ZipArchive::new(Cursor::new(archive)).ok()?;
    let wrong = (seed / 8) as usize % zip.len().max(1);
    let mut changed = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..zip.len() {
        let part = zip.by_index(at).ok()?;
        let name = part.name().ok()?.into_owned();
        let mut bytes = Vec::new();
        part.take(LONGEST).read_to_end(&mut bytes).ok()?;
        if at == wrong {
            let size = bytes.len();
            bytes.resize(size + 256, 0);
            let room = bytes.len();
            let size = fuzzer_mutate(&mut bytes, size, room);
            bytes.truncate(size);
        }
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        changed.start_file(name, stored).ok()?;
        changed.write_all(&bytes).ok()?;
    }
    Some(changed.finish().ok()?.into_inner())
}
