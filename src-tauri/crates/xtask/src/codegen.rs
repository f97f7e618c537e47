//! `cargo xtask codegen`: the TypeScript bindings, made from the list of commands.
//!
//! The work is done by a test of the `api` crate, so that a plain `cargo test` also finds bindings
//! that are out of date.

use anyhow::Result;

use crate::step;
use crate::workspace::cargo;

const TEST: &[&str] = &["test", "--quiet", "--package", "huike-api", "--test", "bindings"];

/// Writes `ui/src/ipc/bindings.ts`.
pub(crate) fn write() -> Result<()> {
    let mut command = cargo(TEST);
    step::must("bindings", command.env("HUIKE_CODEGEN", "write"), "The messages above say why.")
}

/// Whether the file is fresh.
pub(crate) fn check() -> Result<bool> {
    Ok(step::check("bindings", &mut cargo(TEST))?.failed == 0)
}
