//! `cargo xtask bench`: the figures that the program promises to hold.

use anyhow::Result;

use crate::machine::{self, Purpose};
use crate::step;
use crate::workspace::cargo;

/// Measures on a shop of a million customers, or of as many as are asked for.
pub(crate) fn bench(customers: &[&str]) -> Result<()> {
    machine::prepare(Purpose::Core)?;
    let mut command = cargo(&["bench", "--package", "huike-tests", "--bench", "bars", "--"]);
    command.args(customers).env("HUIKE_NO_KEYRING", "1");
    step::must("bench", &mut command, "The last lines above say why.")
}
