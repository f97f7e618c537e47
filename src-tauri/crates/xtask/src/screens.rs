//! The screens' packages and their build, which the programs carry inside.

use std::time::SystemTime;

use anyhow::Result;

use crate::step;
use crate::workspace::{node_tool, root};

/// Installs the packages of a Node project, unless they are as its lock file says.
pub(crate) fn packages(folder: &str) -> Result<()> {
    let changed = |file: &str| -> Option<SystemTime> {
        root().join(folder).join(file).metadata().ok()?.modified().ok()
    };
    let installed = changed("node_modules/.package-lock.json");
    if installed.is_some() && installed >= changed("package-lock.json") {
        return Ok(());
    }
    let title = format!("packages of {folder}");
    if step::check(&title, &mut node_tool("npm", folder, &["ci", "--no-audit", "--no-fund"]))?
        .failed
        == 0
    {
        return Ok(());
    }
    // A registry that lacks another system's build of some package makes `ci` refuse the lot.
    println!("npm refuses the lock file; trying without its help.");
    let install = ["install", "--no-audit", "--no-fund"];
    step::must(&title, &mut node_tool("npm", folder, &install), "Is the package registry in reach?")
}

/// Builds the screens into `ui/dist`.
pub(crate) fn build() -> Result<()> {
    packages("ui")?;
    step::must(
        "screens",
        &mut node_tool("npm", "ui", &["run", "--silent", "build"]),
        "The messages above say where; `npm run check` in ui/ says more.",
    )
}
