//! Starting the real window on the big shop, beside a bare window of the same framework, and the
//! memory of all its processes.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::table::Table;

const STARTS: usize = 7;

/// Long after the first screen, when nothing loads any more.
const SETTLED: Duration = Duration::from_secs(15);

const PATIENCE: Duration = Duration::from_secs(60);

/// What both programs say, ours in its log, when a person could begin.
const SAID: &str = "first screen";

pub(crate) fn measure(table: &mut Table, shop: &Path) {
    let program = |name| std::env::var_os(name).map(PathBuf::from);
    let (Some(huike), Some(bare)) = (program("HUIKE"), program("BARE")) else {
        println!("window: not measured; `cargo xtask bench` builds what it takes");
        return;
    };
    let desktop = Desktop::find();
    let starts = |start: &dyn Fn() -> (Duration, Running)| {
        let mut times: Vec<_> = (0..STARTS).map(|_| start().0).collect();
        times.sort_unstable();
        times[STARTS / 2]
    };
    let peer = starts(&|| desktop.start_bare(&bare));
    let ours = starts(&|| desktop.start_huike(&huike, shop));
    table.beside("window usable after start, median", ours, 2.0, ("bare window", peer));

    let (_, running) = desktop.start_huike(&huike, shop);
    std::thread::sleep(SETTLED);
    table.window_memory(memory_of(running.0.id()));
}

/// A display and a session bus: the person's own, or ones that end with the bench.
struct Desktop {
    variables: Vec<(&'static str, String)>,
    home: tempfile::TempDir,
    _programs: Vec<Running>,
}

impl Desktop {
    fn find() -> Self {
        let mut desktop = Self {
            variables: Vec::new(),
            home: tempfile::tempdir().expect("a temporary folder"),
            _programs: Vec::new(),
        };
        let screen = ["-displayfd", "1", "-screen", "0", "1400x900x24", "-nolisten", "tcp"];
        desktop.provide("DISPLAY", "Xvfb", &screen, |number| format!(":{number}"));
        let bus = ["--session", "--nofork", "--print-address=1"];
        desktop.provide("DBUS_SESSION_BUS_ADDRESS", "dbus-daemon", &bus, str::to_owned);
        desktop
    }

    /// Starts what is missing; its first line tells its address.
    fn provide(
        &mut self,
        variable: &'static str,
        program: &str,
        words: &[&str],
        address: fn(&str) -> String,
    ) {
        if std::env::var_os(variable).is_some() {
            return;
        }
        let mut child = Command::new(program)
            .args(words)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a program of the desktop");
        let mut line = String::new();
        let output = child.stdout.take().expect("its output");
        BufReader::new(output).read_line(&mut line).expect("its address");
        self.variables.push((variable, address(line.trim())));
        self._programs.push(Running(child));
    }

    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        // A web view's cache of its own, and no page of a person's settings.
        command.env("HOME", self.home.path()).env_remove("XDG_DATA_HOME");
        command.env_remove("XDG_CACHE_HOME").stderr(Stdio::null());
        command
    }

    fn start_bare(&self, program: &Path) -> (Duration, Running) {
        let watch = Instant::now();
        let mut child = self.command(program).stdout(Stdio::piped()).spawn().expect("a window");
        let output = child.stdout.take().expect("its output");
        let running = Running(child);
        let said = BufReader::new(output).lines().map_while(Result::ok).any(|line| line == SAID);
        assert!(said, "the bare window ended before it stood");
        (watch.elapsed(), running)
    }

    fn start_huike(&self, program: &Path, shop: &Path) -> (Duration, Running) {
        let before = said_in(shop);
        let watch = Instant::now();
        let mut command = self.command(program);
        command.env("HUIKE_DATA", shop).env("HUIKE_NO_KEYRING", "1").stdout(Stdio::null());
        let running = Running(command.spawn().expect("a window"));
        while said_in(shop) == before {
            assert!(watch.elapsed() < PATIENCE, "the window never stood");
            std::thread::sleep(Duration::from_millis(2));
        }
        (watch.elapsed(), running)
    }
}

/// Ended with whoever started it.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn said_in(shop: &Path) -> usize {
    let Ok(files) = std::fs::read_dir(shop.join("logs")) else { return 0 };
    let texts = files.flatten().filter_map(|file| std::fs::read_to_string(file.path()).ok());
    texts.map(|text| text.matches(SAID).count()).sum()
}

/// Megabytes of a process and all that it started; what several share is parted among them.
fn memory_of(parent: u32) -> u64 {
    let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
    for process in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Some(id) = process.file_name().to_str().and_then(|name| name.parse().ok()) else {
            continue;
        };
        let status = std::fs::read_to_string(process.path().join("status")).unwrap_or_default();
        if let Some(parent) = figure(&status, "PPid:") {
            children.entry(parent as u32).or_default().push(id);
        }
    }
    let mut left = vec![parent];
    let mut kilobytes = 0;
    while let Some(id) = left.pop() {
        let smaps = std::fs::read_to_string(format!("/proc/{id}/smaps_rollup")).unwrap_or_default();
        kilobytes += figure(&smaps, "Pss:").unwrap_or(0);
        left.extend(children.remove(&id).unwrap_or_default());
    }
    kilobytes / 1_000
}

fn figure(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}
