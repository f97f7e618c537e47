//! `cargo xtask fuzz`: each reader of what comes from outside, under a fuzzer.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::machine::{self, Purpose};
use crate::step;
use crate::workspace::{cargo, root, target};

/// What is read, and where its seeds lie.
const READERS: [(&str, &str); 7] = [
    ("text", "data/imports"),
    ("workbooks", "data/imports"),
    ("cards", "data/imports"),
    ("values", "fuzz/seeds/values"),
    ("filters", "fuzz/seeds/filters"),
    ("calendars", "fuzz/seeds/calendars"),
    ("moments", "fuzz/seeds/moments"),
];

const NEXT: &str =
    "What failed lies in the folder named above; put it among the seeds once it is mended.";

/// Tries every reader, or those that are named, for `seconds` each. No input may make one panic,
/// take ten seconds, or take a gibibyte of memory.
pub(crate) fn fuzz(words: &[&str]) -> Result<()> {
    machine::prepare(Purpose::Core)?;
    if !step::answers(&mut cargo(&["fuzz", "--version"])) {
        step::must("cargo-fuzz", &mut cargo(&["install", "cargo-fuzz"]), "Is there a network?")?;
    }
    let seconds: u32 = words.iter().find_map(|word| word.parse().ok()).unwrap_or(600);
    let is_reader = |word: &str| READERS.iter().any(|(reader, _)| *reader == word);
    if let Some(word) = words.iter().find(|word| word.parse::<u32>().is_err() && !is_reader(word)) {
        bail!("No reader is called `{word}`; there are {:?}.", READERS.map(|(reader, _)| reader));
    }
    let is_named = |reader: &str| words.contains(&reader);
    let any_named = READERS.iter().any(|(reader, _)| is_named(reader));
    let folder = target()?.join("fuzz");
    for (reader, seeds) in READERS {
        if any_named && !is_named(reader) {
            continue;
        }
        let found = folder.join(reader);
        std::fs::create_dir_all(&found)?;
        let seeds = root().join("tests").join(seeds);
        step::must(reader, &mut run(reader, &found, &seeds, seconds), NEXT)?;
    }
    Ok(())
}

/// What is found is kept outside the repository and read again the next time.
fn run(reader: &str, found: &Path, seeds: &Path, seconds: u32) -> Command {
    // Without a sanitizer, which only an unreleased compiler has: our own code has no unsafe line.
    let mut command = cargo(&["fuzz", "run", "--sanitizer", "none", "--fuzz-dir", "tests/fuzz"]);
    command.arg(reader).arg(found).arg(seeds).arg("--");
    command.args(["-timeout=10", "-rss_limit_mb=1024", "-max_len=65536", "-print_final_stats=1"]);
    command.arg(format!("-max_total_time={seconds}"));
    command.arg(format!("-artifact_prefix={}/failed-", found.parent().unwrap_or(found).display()));
    command
}
