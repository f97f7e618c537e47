//! Steps that say what they do, how long it took and, where they fail, what to do next.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, bail};

/// How many checks held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
}

impl Tally {
    /// A step that is one check.
    pub(crate) fn one(held: bool) -> Self {
        Self { passed: u32::from(held), failed: u32::from(!held) }
    }

    /// The figures in a line such as `3 failed | 12 passed (15)`.
    pub(crate) fn of_line(line: &str) -> Self {
        let words: Vec<&str> = line.split_whitespace().collect();
        let figure = |what: &str| {
            let found = words.windows(2).find(|pair| pair[1].starts_with(what));
            found.and_then(|pair| pair[0].parse().ok()).unwrap_or(0)
        };
        Self { passed: figure("passed"), failed: figure("failed") }
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Runs a step that must succeed for anything else to make sense.
pub(crate) fn must(title: &str, command: &mut Command, next: &str) -> Result<()> {
    if timed(title, || status(command))? { Ok(()) } else { bail!("{title} failed. {next}") }
}

/// Runs a step that is one check.
pub(crate) fn check(title: &str, command: &mut Command) -> Result<Tally> {
    Ok(Tally::one(timed(title, || status(command))?))
}

/// Runs a step that is many tests, counted from those of its lines that `is_summary`.
pub(crate) fn count(
    title: &str,
    command: &mut Command,
    is_summary: fn(&str) -> bool,
) -> Result<Tally> {
    timed(title, || {
        // Colours would stand between a figure and its word.
        let command = command.env("NO_COLOR", "1").env_remove("FORCE_COLOR").stdout(Stdio::piped());
        let mut child = command.spawn().with_context(|| missing(command))?;
        let mut tally = Tally::default();
        let lines = BufReader::new(child.stdout.take().context("no output")?).lines();
        for line in lines {
            let line = line?;
            println!("{line}");
            if is_summary(&line) {
                tally.add(Tally::of_line(&line));
            }
        }
        let held = child.wait()?.success();
        if !held && tally.failed == 0 {
            // It broke before it could count, for example while compiling.
            tally.failed = 1;
        }
        Ok(tally)
    })
}

/// Whether a command is there and succeeds, without a word.
pub(crate) fn answers(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|done| done.success())
}

fn timed<T>(title: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("\n== {title}");
    let start = Instant::now();
    let done = work();
    println!("== {title}: {:.1} s", start.elapsed().as_secs_f32());
    done
}

fn status(command: &mut Command) -> Result<bool> {
    Ok(command.status().with_context(|| missing(command))?.success())
}

fn missing(command: &Command) -> String {
    format!("`{}` cannot be started; is it installed?", command.get_program().to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, passed: u32, failed: u32) {
        assert_eq!(Tally::of_line(line), Tally { passed, failed });
    }

    #[test]
    fn the_figures_of_each_runner_are_read() {
        check("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured", 12, 0);
        check("test result: FAILED. 3 passed; 2 failed; 0 ignored", 3, 2);
        check("      Tests  1 failed | 120 passed (121)", 120, 1);
        check("      Tests  121 passed (121)", 121, 0);
        check("  5 passed (3.2s)", 5, 0);
        check("  1 failed", 0, 1);
    }
}
