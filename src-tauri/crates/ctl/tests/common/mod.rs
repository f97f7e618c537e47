//! A shop in a temporary folder and the built program beside it.

#![allow(dead_code)] // each test file uses its part

pub(crate) mod host;

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// A shop of its own.
pub(crate) struct Shop {
    pub(crate) folder: tempfile::TempDir,
}

/// What one run of the program said.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Shop {
    /// A named shop in Shanghai.
    pub(crate) fn new() -> Self {
        let shop = Self::unnamed();
        shop.ok(&["init", "--name", "Studio", "--zone", "Asia/Shanghai"]);
        shop
    }

    /// A folder without a shop.
    pub(crate) fn unnamed() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A file beside the data.
    pub(crate) fn file(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        path.display().to_string()
    }

    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = program();
        command.args(words).arg("--data").arg(self.data());
        command
    }

    pub(crate) fn run(&self, words: &[&str]) -> Ran {
        self.command(words).output().expect("the program starts").into()
    }

    /// Runs a command that must succeed; its answer as JSON.
    #[track_caller]
    pub(crate) fn ok(&self, words: &[&str]) -> Value {
        let ran = self.run(&[words, &["--json"]].concat());
        assert_eq!(ran.code, Some(0), "{words:?}: {}", ran.err);
        serde_json::from_str(&ran.out).expect("JSON")
    }

    /// Runs a command that must fail; its error's kind.
    #[track_caller]
    pub(crate) fn fails(&self, words: &[&str]) -> Value {
        self.run(&[words, &["--json"]].concat()).error()
    }

    /// How many customers, purchases and operations there are.
    #[track_caller]
    pub(crate) fn counts(&self) -> [u64; 3] {
        let report = self.ok(&["verify"]);
        ["customers", "purchases", "operations"].map(|name| report[name].as_u64().expect("a count"))
    }
}

impl Ran {
    /// The error of a run that failed as runs fail: with 1, nothing said but the error.
    #[track_caller]
    pub(crate) fn error(&self) -> Value {
        assert_eq!(self.code, Some(1), "{self:?}");
        assert_eq!(self.out, "");
        let error: Value = serde_json::from_str(&self.err).expect("an error in JSON");
        error["error"].clone()
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).expect("UTF-8"),
            err: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }
}

/// The program, away from this account's keyring and data.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_huikectl"));
    command.env("HUIKE_NO_KEYRING", "1").stdin(Stdio::null());
    command
}

/// A file of test data: one of the repository's own, or one too large for it, which lies beside
/// the repository or where `HUIKE_TEST_DATA` says.
pub(crate) fn data(name: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let told = std::env::var_os("HUIKE_TEST_DATA").map(PathBuf::from);
    [Some(root.join("tests/data")), told, Some(root.join("../shared/data"))]
        .into_iter()
        .flatten()
        .map(|folder| folder.join(name))
        .find(|path| path.exists())
}

/// The same for a file that is there.
#[track_caller]
pub(crate) fn own_data(name: &str) -> String {
    data(name).expect(name).display().to_string()
}

/// Reads a JSON file of test data.
#[track_caller]
pub(crate) fn figures(name: &str) -> Value {
    serde_json::from_slice(&std::fs::read(own_data(name)).expect(name)).expect("JSON")
}

/// What a run cost.
pub(crate) struct Cost {
    pub(crate) time: Duration,
    /// The most memory it held, where the system tells.
    pub(crate) most_kib: Option<u64>,
}

/// Runs to the end and watches the cost.
pub(crate) fn watched(mut command: Command) -> (Ran, Cost) {
    let begun = Instant::now();
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    let mut most_kib = None;
    // The answers are short, so that the pipes hold them until the end.
    while child.try_wait().expect("a child").is_none() {
        most_kib = peak_kib(child.id()).or(most_kib);
        std::thread::sleep(Duration::from_millis(5));
    }
    let time = begun.elapsed();
    (child.wait_with_output().expect("a child").into(), Cost { time, most_kib })
}

fn peak_kib(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
