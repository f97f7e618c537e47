//! Where things lie.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use anyhow::{Context as _, Result};

/// The top of the repository from which cargo runs us: two checkouts may share what is built, and
/// we may have been built in the other one.
pub(crate) fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
        let package = std::env::var_os("CARGO_MANIFEST_DIR");
        let package = package.unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        Path::new(&package).join("../../..")
    });
    &ROOT
}

/// The same cargo that runs us, at the top of the repository.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(arguments).current_dir(root());
    command
}

/// npm or npx, in a folder of the repository.
pub(crate) fn node_tool(tool: &str, folder: &str, arguments: &[&str]) -> Command {
    let name = if cfg!(windows) { format!("{tool}.cmd") } else { tool.to_owned() };
    let mut command = Command::new(name);
    command.args(arguments).current_dir(root().join(folder));
    command
}

/// Where cargo puts a program of this workspace when it is built to be tried.
pub(crate) fn program(name: &str) -> Result<PathBuf> {
    built("debug", name)
}

/// Where cargo puts what it builds with a profile.
pub(crate) fn built(profile: &str, name: &str) -> Result<PathBuf> {
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    Ok(target()?.join(profile).join(name))
}

/// Where cargo puts what it builds.
pub(crate) fn target() -> Result<PathBuf> {
    let answer =
        cargo(&["metadata", "--no-deps", "--offline", "--format-version", "1"]).output()?;
    let metadata: serde_json::Value = serde_json::from_slice(&answer.stdout)?;
    Ok(metadata["target_directory"].as_str().context("cargo names no target folder")?.into())
}
