//! Files that nobody wrote on purpose: seeds are changed at random, and whatever comes of them must
//! be read or refused, without a panic and in good time.
//!
//! A short run is part of the tests; `HUIKE_FUZZ_SECONDS=600` makes it a long one, from another
//! start each time. What fails is kept and named.

use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use fastrand::Rng;
use huike_app::transfer::read::{Options, Row, Rows};
use huike_domain::money::{Fen, MoneyUnit, quantity};
use huike_domain::phone::Phone;
use huike_domain::time::Zone;
use huike_domain::transfer::contents::Content;
use huike_domain::transfer::dates::{DateRules, DayMonth};
use huike_domain::transfer::fields::CustomerField;
use huike_domain::transfer::headers::{Head, Header, Headings};
use huike_domain::transfer::portrait::Own;
use huike_domain::transfer::{rows, values};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// How long one changed file may take, on a busy machine and built for debugging too.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long each reader is tried, and where chance starts.
fn time_and_chance() -> (Duration, Rng) {
    match std::env::var("HUIKE_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok()) {
        Some(seconds) => (Duration::from_secs(seconds), Rng::new()),
        None => (Duration::from_secs(3), Rng::with_seed(20_261_124)),
    }
}

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

/// Reads a file as an import would, as far as no shop is needed.
fn read(path: &Path) {
    let Ok(mut table) = Rows::open(path, &Options::default(), |head| head.len()) else { return };
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
    let own = Own::default();
    let mut head = Vec::new();
    let mut row = Row::default();
    while head.len() < 40 && table.read(&mut row).is_ok_and(|more| more) {
        head.push(row.clone());
    }
    let cells: Vec<Vec<&str>> = head.iter().map(|row| row.cells.iter().collect()).collect();
    let hidden = &table.format().hidden;
    let first = Head { rows: &cells, hidden, today, own: &own };
    let rules = DateRules { is_1904: table.format().is_1904, ..DateRules::of(today) };
    for headings in [Headings::Sought, Headings::Absent] {
        let Ok(header) = Header::<CustomerField>::guess(first, headings, &[]) else { continue };
        for row in &head {
            let _ = rows::customer(&header, &rules, &own, |index| row.cell(index));
        }
    }
    while table.read(&mut row).is_ok_and(|more| more) {}
}

/// Tries one reader on what `make` makes of chance.
fn fuzz(name: &str, make: impl Fn(&mut Rng) -> Vec<u8>, read: impl Fn(&[u8])) {
    let (time, mut rng) = time_and_chance();
    let start = Instant::now();
    let mut tried = 0;
    while start.elapsed() < time {
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
        read(&path);
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
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
    let make = |rng: &mut Rng| {
        let (one, other) = (rng.usize(0..seeds.len()), rng.usize(0..seeds.len()));
        changed(rng, seeds[one].as_bytes(), seeds[other].as_bytes())
    };
    fuzz("values", make, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        for order in [None, Some(DayMonth::DayFirst), Some(DayMonth::MonthFirst)] {
            let rules = DateRules { order, ..DateRules::of(today) };
            let _ = values::birthday(&text, &rules);
            let _ = values::moment(&text, &rules, Zone::SHANGHAI);
        }
        let _ = (Phone::parse(&text), quantity(&text), Fen::parse(&text, MoneyUnit::Yuan));
        for content in [Content::Mobile, Content::BirthDate, Content::Day, Content::ChineseName] {
            let _ = content.fits(&text, today);
        }
    });
}
