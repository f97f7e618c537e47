//! `cargo xtask test`: every check and test there is.

use std::process::Command;

use anyhow::Result;

use crate::machine::{self, Purpose};
use crate::screens;
use crate::step::{self, Tally};
use crate::workspace::{cargo, node_tool, program};

/// Runs everything, whatever fails on the way, and says whether all held.
pub(crate) fn test() -> Result<bool> {
    machine::prepare(Purpose::Test)?;
    // The programs carry the screens inside; nothing compiles without them.
    screens::build()?;
    screens::packages("tests")?;

    let mut report = Report::default();
    report.check("formatting", "cargo fmt --all", &mut cargo(&["fmt", "--all", "--check"]))?;
    report.check(
        "screens: types and style",
        "npm run format in ui/",
        &mut node_tool("npm", "ui", &["run", "--silent", "check"]),
    )?;
    report.check(
        "trials: types and style",
        "npm run check in tests/",
        &mut node_tool("npm", "tests", &["run", "--silent", "check"]),
    )?;
    report.count(
        "screens: tests",
        "npm test in ui/",
        &mut node_tool("npm", "ui", &["run", "--silent", "test"]),
        |line| line.trim_start().starts_with("Tests "),
    )?;
    report.check(
        "lints",
        "cargo clippy --workspace --all-targets",
        &mut cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]),
    )?;
    report.count(
        "tests",
        "cargo test --workspace; stale bindings: cargo xtask codegen",
        &mut cargo(&["test", "--workspace", "--no-fail-fast"]),
        |line| line.starts_with("test result:"),
    )?;
    report.check(
        "programs",
        "cargo build --workspace",
        &mut cargo(&["build", "--package", "huike", "--package", "huikectl"]),
    )?;
    for (title, project) in [("screens in a browser", "screens"), ("the window", "window")] {
        let next = format!("npx playwright test --project {project} in tests/");
        report.count(title, &next, &mut trial(project)?, is_trial_summary)?;
    }
    Ok(report.close())
}

/// Tests of the running program.
fn trial(project: &str) -> Result<Command> {
    let mut command = node_tool("npx", "tests", &["playwright", "test", "--project", project]);
    command.env("HUIKE", program("huike")?).env("HUIKECTL", program("huikectl")?);
    Ok(command)
}

fn is_trial_summary(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let figure = words.next().and_then(|word| word.parse::<u32>().ok());
    figure.is_some() && words.next().is_some_and(|word| matches!(word, "passed" | "failed"))
}

/// What held and what did not.
#[derive(Default)]
struct Report {
    tally: Tally,
    failures: Vec<String>,
}

impl Report {
    fn check(&mut self, title: &str, next: &str, command: &mut Command) -> Result<()> {
        let tally = step::check(title, command)?;
        self.note(title, next, tally);
        Ok(())
    }

    fn count(
        &mut self,
        title: &str,
        next: &str,
        command: &mut Command,
        is_summary: fn(&str) -> bool,
    ) -> Result<()> {
        let tally = step::count(title, command, is_summary)?;
        self.note(title, next, tally);
        Ok(())
    }

    fn note(&mut self, title: &str, next: &str, tally: Tally) {
        self.tally.add(tally);
        if tally.failed > 0 {
            self.failures.push(format!("{title}: {} failed; go on with: {next}", tally.failed));
        }
    }

    fn close(self) -> bool {
        println!();
        for failure in &self.failures {
            println!("{failure}");
        }
        println!("{} passed, {} failed", self.tally.passed, self.tally.failed);
        self.tally.failed == 0
    }
}
