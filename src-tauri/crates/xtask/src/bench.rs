//! `cargo xtask bench`: the figures that the program promises to hold.

use std::process::Command;

use anyhow::Result;

use crate::machine::{self, Purpose};
use crate::workspace::{built, cargo};
use crate::{screens, step};

const NEXT: &str = "The last lines above say why.";

/// Measures on a shop of a million customers, or of as many as are asked for: everything, or the
/// parts that are named.
pub(crate) fn bench(words: &[&str]) -> Result<()> {
    machine::prepare(Purpose::Test)?;
    screens::build()?;
    let mut build = cargo(&["build", "--release", "--package", "huike", "--bin", "huike"]);
    build.args(["--package", "huike-tests", "--example", "bars", "--example", "bare"]);
    step::must("programs", &mut build, NEXT)?;
    let mut bars = Command::new(built("release", "examples/bars")?);
    bars.args(words).env("HUIKE_NO_KEYRING", "1");
    bars.env("BENCH_FOLDER", built("release", "bench")?);
    bars.env("HUIKE", built("release", "huike")?).env("BARE", built("release", "examples/bare")?);
    step::must("bench", &mut bars, NEXT)
}
