//! `cargo xtask run`.

use anyhow::{Result, bail};

use crate::machine::{self, Purpose};
use crate::workspace::cargo;
use crate::{screens, step};

const NEXT: &str = "The messages above say why.";

/// Builds what is missing and opens the window, or serves where there is no display.
pub(crate) fn run(options: &[&str]) -> Result<()> {
    if let Some(unknown) = options.iter().find(|option| **option != "--release") {
        bail!("`run` does not know {unknown}.");
    }
    let has_display = machine::has_display();
    machine::prepare(if has_display { Purpose::Window } else { Purpose::Core })?;
    screens::build()?;
    let package = if has_display { "huike" } else { "huikectl" };
    let mut build = cargo(&["build", "--package", package]);
    step::must(&format!("program {package}"), build.args(options), NEXT)?;
    let mut program = cargo(&["run", "--quiet", "--package", package]);
    program.args(options);
    if has_display {
        return step::must("the window", &mut program, NEXT);
    }
    println!("\nThere is no display, so the screens are served to a browser on this machine.");
    step::must("serving; Ctrl+C ends it", program.args(["--", "serve"]), NEXT)
}
