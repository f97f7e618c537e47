//! Files that nobody wrote on purpose: seeds are changed at random, and whatever comes of them must
//! be read or refused, without a panic and in good time.
//!
//! This is the short run that belongs to the tests, without what a fuzzer needs; `cargo xtask fuzz`
//! is the long one, which watches the code that it reaches. What fails is kept and named.

use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fastrand::Rng;
use huike_tests::readers;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// How long one changed file may take, on a busy machine and built for debugging too.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long each reader is tried.
const TIME: Duration = Duration::from_secs(3);

fn imports() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/imports")
}

fn seed(name: &str) -> Vec<u8> {
    std::fs::read(imports().join(name)).expect(name)
}

/// Pieces that mean something to one of the readers.
const TOKENS: [&[u8]; 36] = [
    b"\"",
    b",",
    b";",
    b"\t",
    b"\r\n",
    b"\0",
    b"'",
    b"=\"",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\x81\x30",
    b"sep=;",
    b"1.99E+10",
    b"\xe5\xb9\xb4",
    b"29/02/2023",
    b"-",
    b"<row r=\"1\">",
    b"</row>",
    b"<c r=\"XFD1048576\"><v>1</v></c>",
    b"<mergeCell ref=\"A1:A1048576\"/>",
    b"<col min=\"1\" max=\"16384\" hidden=\"1\"/>",
    b"t=\"s\"",
    b"t=\"d\"",
    b"s=\"1\"",
    b"&#x10FFFF;",
    b"<![CDATA[",
    b"BEGIN:VCARD\n",
    b"END:VCARD\n",
    b"ENCODING=QUOTED-PRINTABLE",
    b"=E7=8E=\n",
    b"\n ",
    b"CHARSET=GBK",
    b"item1.",
    b"\\",
    b"9999999999999999999",
];

/// Changes a few places.
fn changed(rng: &mut Rng, seed: &[u8], other: &[u8]) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..rng.usize(1..8) {
        let at = rng.usize(0..=bytes.len());
        let end = (at + rng.usize(0..64)).min(bytes.len());
        match rng.u8(0..7) {
            0 if at < bytes.len() => bytes[at] = rng.u8(..),
            1 => drop(bytes.drain(at..end)),
            2 => drop(bytes.splice(at..at, TOKENS[rng.usize(0..TOKENS.len())].iter().copied())),
            3 => drop(bytes.splice(at..end, TOKENS[rng.usize(0..TOKENS.len())].iter().copied())),
            4 => {
                let piece = bytes[at..end].repeat(rng.usize(1..20));
                bytes.splice(at..at, piece);
            }
            5 => bytes.truncate(at),
            _ if !other.is_empty() => {
                let from = rng.usize(0..other.len());
                let piece = &other[from..(from + 200).min(other.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
            _ => {}
        }
    }
    bytes
}

/// Tries one reader on what `make` makes of chance.
fn fuzz(name: &str, make: impl Fn(&mut Rng) -> Vec<u8>, read: impl Fn(&[u8])) {
    let mut rng = Rng::with_seed(20_261_124);
    let start = Instant::now();
    let mut tried = 0;
    while start.elapsed() < TIME {
        let bytes = make(&mut rng);
        let begun = Instant::now();
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| read(&bytes)));
        let took = begun.elapsed();
        tried += 1;
        if done.is_err() || took > PATIENCE {
            let kept = std::env::temp_dir().join(format!("huike-{name}-{tried}.bin"));
            std::fs::write(&kept, &bytes).expect("what failed");
            panic!("{name}: {} after {took:?}, kept as {}", tried, kept.display());
        }
    }
    assert!(tried > 0, "{name}: {tried} tried");
}

/// The same for files.
fn fuzz_files(name: &str, ending: &str, make: impl Fn(&mut Rng) -> Vec<u8>) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(format!("file.{ending}"));
    fuzz(name, make, |bytes| {
        std::fs::write(&path, bytes).expect("a file");
        readers::file(&path);
    });
}

#[test]
fn text_files() {
    let seeds = ["customers_gbk.csv", "orders_semicolon.csv", "header_only.csv"].map(seed);
    fuzz_files("text", "csv", |rng| {
        let (one, other) = (rng.usize(0..seeds.len()), rng.usize(0..seeds.len()));
        let start = &seeds[one][..seeds[one].len().min(4_000)];
        changed(rng, start, &seeds[other])
    });
}

#[test]
fn workbooks() {
    let seed = seed("customers_titled.xlsx");
    let mut zip = ZipArchive::new(Cursor::new(&seed)).expect("a zip");
    let mut parts = Vec::new();
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).expect("a part");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("its bytes");
        parts.push((part.name().expect("a name").into_owned(), bytes));
    }
    fuzz_files("workbook", "xlsx", |rng| {
        if rng.u8(0..4) == 0 {
            // The archive itself.
            return changed(rng, &seed, &seed);
        }
        let wrong = rng.usize(0..parts.len());
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (at, (name, bytes)) in parts.iter().enumerate() {
            zip.start_file(name, SimpleFileOptions::default()).expect("a part");
            let changed = if at == wrong { changed(rng, bytes, bytes) } else { bytes.clone() };
            zip.write_all(&changed).expect("its bytes");
        }
        zip.finish().expect("a zip").into_inner()
    });
}

#[test]
fn address_books() {
    let seed = seed("phone.vcf");
    fuzz_files("cards", "vcf", |rng| changed(rng, &seed, &seed));
}

#[test]
fn values_in_cells() {
    let seeds = "1990-02-03|3/4/90|农历1990年腊月廿三|二〇二四年三月五日 下午3点|Jan 5, 2024 10:22 PM|\
        46036.18|20250110150800|13800000001|+86 (010) 1234-5678转802|1.99E+10|￥-6,242.49|(1,234.5)|\
        12.5万|三百二十元|1/2|－3";
    let seeds: Vec<&str> = seeds.split('|').collect();
    let make = |rng: &mut Rng| {
        let (one, other) = (rng.usize(0..seeds.len()), rng.usize(0..seeds.len()));
        changed(rng, seeds[one].as_bytes(), seeds[other].as_bytes())
    };
    fuzz("values", make, |bytes| readers::value(&String::from_utf8_lossy(bytes)));
}

#[test]
fn filters_as_they_are_typed() {
    let seeds = [
        "segment = core and not contacted in 60 days",
        "tags has all (\"老客\", vip) or (spent between 1000 and 2,000.50 and phone is not empty)",
        "birthday in month 2 or birthday in next 7 days",
        "lastPurchase between 2026-01-01 and 2026-02-28 and company ~ 设计",
    ];
    let make = |rng: &mut Rng| {
        let (one, other) = (rng.usize(0..seeds.len()), rng.usize(0..seeds.len()));
        changed(rng, seeds[one].as_bytes(), seeds[other].as_bytes())
    };
    fuzz("filters", make, |bytes| readers::filter(&String::from_utf8_lossy(bytes)));
}

#[test]
fn calendars_of_holidays() {
    let seeds: [&[u8]; 2] =
        [include_bytes!("../fuzz/seeds/calendars/1"), include_bytes!("../fuzz/seeds/calendars/2")];
    let make = |rng: &mut Rng| {
        let (one, other) = (rng.usize(0..seeds.len()), rng.usize(0..seeds.len()));
        changed(rng, seeds[one], seeds[other])
    };
    fuzz("calendars", make, |bytes| readers::calendar(&String::from_utf8_lossy(bytes)));
}

#[test]
fn moments_and_rules() {
    let seeds = [
        "下周三下午两点",
        "春节前三天",
        "农历闰六月初一 9:30",
        "3rd of december 2026, half past 9",
        "in an hour and a half",
        "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU;WKST=SU",
        "FREQ=YEARLY;UNTIL=20300101T000000Z;BYMONTH=2;BYMONTHDAY=-1;BYSETPOS=1",
    ];
    let make = |rng: &mut Rng| {
        let (one, other) = (rng.usize(0..seeds.len()), rng.usize(0..seeds.len()));
        changed(rng, seeds[one].as_bytes(), seeds[other].as_bytes())
    };
    fuzz("moments", make, |bytes| readers::moment(&String::from_utf8_lossy(bytes)));
}
