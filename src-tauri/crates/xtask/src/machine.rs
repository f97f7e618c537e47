//! What this machine has, and how it gets what is missing.

use std::io::IsTerminal as _;
use std::process::Command;

use anyhow::{Result, bail};

use crate::step;

/// To build the core: the cipher is compiled from C, and its bindings are read with clang.
const CORE: &[&str] = &["build-essential", "pkg-config", "perl", "libclang-dev"];

/// To build the window.
const WINDOW: &[&str] = &["libwebkit2gtk-4.1-dev", "libayatana-appindicator3-dev", "librsvg2-dev"];

/// To try the screens in a browser and in the real window, with a desktop around it.
const TRIALS: &[&str] = &[
    "chromium",
    "webkit2gtk-driver",
    "xvfb",
    "openbox",
    "dbus",
    "dunst",
    "libfaketime",
    "python3-dbus",
    "python3-gi",
    "xdotool",
    "fonts-noto-cjk",
    "fonts-noto-color-emoji",
];

/// What is about to be done.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Purpose {
    /// Build programs without a window.
    Core,
    /// Build the window too.
    Window,
    /// Test everything.
    Test,
}

/// Whether a window has a screen to open on.
pub(crate) fn has_display() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

/// Sees that the system's packages are there, and installs what is missing where that is possible.
pub(crate) fn prepare(purpose: Purpose) -> Result<()> {
    if !step::answers(Command::new("node").arg("--version")) {
        bail!(
            "Node is missing. Install version 20.19 or newer from https://nodejs.org, then try again."
        );
    }
    if cfg!(target_os = "linux") {
        system_packages(purpose)?;
    }
    if purpose == Purpose::Test {
        rust_components()?;
    }
    Ok(())
}

fn system_packages(purpose: Purpose) -> Result<()> {
    let groups = [(Purpose::Core, CORE), (Purpose::Window, WINDOW), (Purpose::Test, TRIALS)];
    let wanted = groups.iter().filter(|(from, _)| *from <= purpose).flat_map(|(_, names)| *names);
    if !step::answers(Command::new("dpkg-query").arg("--version")) {
        // Another distribution: the compiler will name what it misses.
        println!("Not Debian or Ubuntu. If something is missing, install what they call:");
        println!("  {}", wanted.copied().collect::<Vec<_>>().join(" "));
        return Ok(());
    }
    let missing: Vec<&str> = wanted.copied().filter(|name| !is_installed(name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let by_hand = format!("apt-get install --no-install-recommends {}", missing.join(" "));
    let Some(prefix) = administrator() else {
        bail!("System packages are missing. Type:\n  sudo {by_hand}\nand try again.");
    };
    let apt = |arguments: &[&str]| {
        let mut words = prefix.iter().copied().chain(["apt-get"]);
        let mut command = Command::new(words.next().unwrap_or("apt-get"));
        command.args(words).args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    step::must("package lists", &mut apt(&["-q", "update"]), "Is there a network?")?;
    let install = ["-q", "install", "--yes", "--no-install-recommends"];
    step::must("system packages", apt(&install).args(&missing), &format!("Try by hand: {by_hand}"))
}

fn is_installed(package: &str) -> bool {
    let asked = Command::new("dpkg-query").args(["-W", "-f=${db:Status-Status}", package]).output();
    asked.is_ok_and(|answer| answer.stdout.starts_with(b"installed"))
}

/// What goes before a command of the administrator; none where we may not be one.
fn administrator() -> Option<&'static [&'static str]> {
    let user = Command::new("id").arg("-u").output().ok()?;
    if user.stdout.trim_ascii() == b"0" {
        return Some(&[]);
    }
    let sudo = |arguments: &[&str]| step::answers(Command::new("sudo").args(arguments));
    // Where a person sits, sudo may ask for a password.
    let may_ask = std::io::stdin().is_terminal() && sudo(&["--version"]);
    (may_ask || sudo(&["-n", "true"])).then_some(&["sudo"])
}

fn rust_components() -> Result<()> {
    let has = |tool: &str| step::answers(&mut crate::workspace::cargo(&[tool, "--version"]));
    if has("fmt") && has("clippy") {
        return Ok(());
    }
    let mut add = Command::new("rustup");
    add.args(["component", "add", "rustfmt", "clippy"]);
    step::must("Rust's formatter and linter", &mut add, "Install rustfmt and clippy.")
}
