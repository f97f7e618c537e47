//! The table as it is printed.

use std::time::Duration;

use huike_app::App;

pub(crate) struct Table {
    customers: usize,
    rows: Vec<[String; 5]>,
}

impl Table {
    pub(crate) fn new(customers: usize) -> Self {
        Self { customers, rows: Vec::new() }
    }

    /// A figure against a bar in milliseconds.
    pub(crate) fn row(&mut self, work: &str, bar_ms: u64, figure: Duration) {
        let held = figure <= Duration::from_millis(bar_ms);
        self.push(work, &millis(figure), &format!("≤ {bar_ms} ms"), held, "");
    }

    /// A figure without a bar.
    pub(crate) fn note(&mut self, work: &str, figure: Duration) {
        self.push(work, &millis(figure), "", true, "");
    }

    /// What a peer took in the same run.
    pub(crate) fn peer(&mut self, work: &str, figure: Duration) {
        self.push(work, "", "", true, &millis(figure));
    }

    /// A size without a bar.
    pub(crate) fn bytes(&mut self, work: &str, bytes: usize) {
        let figure = format!("{:.1} MB", bytes as f64 / 1_000_000.0);
        self.push(work, &figure, "", true, "");
    }

    /// A figure against a multiple of a peer measured in the same run.
    pub(crate) fn beside(
        &mut self,
        work: &str,
        figure: Duration,
        times: f64,
        peer: (&str, Duration),
    ) {
        let ratio = figure.as_secs_f64() / peer.1.as_secs_f64();
        let figure = format!("{} ({ratio:.2}×)", millis(figure));
        let peer_figure = format!("{}: {}", peer.0, millis(peer.1));
        self.push(work, &figure, &format!("≤ {times} × peer"), ratio <= times, &peer_figure);
    }

    /// Rows a second without a bar, beside a peer that went through the same rows in the same run.
    pub(crate) fn rate(
        &mut self,
        work: &str,
        rows: usize,
        time: Duration,
        peer: Option<(&str, Duration)>,
    ) {
        let rate = |time: Duration| format!("{:.0} rows/s", rows as f64 / time.as_secs_f64());
        let times = |peer: Duration| time.as_secs_f64() / peer.as_secs_f64();
        let (figure, peer) = match peer {
            Some((name, peer)) => {
                (format!("{} ({:.2}×)", rate(time), times(peer)), format!("{name}: {}", rate(peer)))
            }
            None => (rate(time), String::new()),
        };
        self.push(work, &figure, "", true, &peer);
    }

    /// Resident memory in kilobytes, from which on [`Self::grown`] counts: the kernel's mark of
    /// the most there was is set back.
    pub(crate) fn resident_kb(&self) -> u64 {
        // Where the mark cannot be set back, it tells of more than this part took.
        let _ = std::fs::write("/proc/self/clear_refs", "5");
        status_kb("VmRSS:")
    }

    /// Megabytes by which resident memory was above `before` at its most.
    pub(crate) fn grown(&mut self, work: &str, before: u64, bar: u64) {
        let grown = status_kb("VmHWM:").saturating_sub(before) / 1_000;
        self.push(work, &format!("{grown} MB"), &format!("≤ {bar} MB"), grown <= bar, "");
    }

    /// Memory of this process and the size of the file; the window adds its web view's.
    pub(crate) fn memory(&mut self, app: &App) {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or("unknown");
        self.push("resident memory of the core after all this", peak.trim(), "", true, "");
        let file = app.folder().join(huike_store::FILE_NAME);
        let size = std::fs::metadata(file).map_or(0, |file| file.len() / 1_000_000);
        self.push("the encrypted file", &format!("{size} MB"), "", true, "");
    }

    /// Megabytes of all processes of the open window.
    pub(crate) fn window_memory(&mut self, megabytes: u64) {
        let figure = format!("{megabytes} MB");
        self.push(
            "memory of all processes, window open",
            &figure,
            "≤ 300 MB",
            megabytes <= 300,
            "",
        );
    }

    fn push(&mut self, work: &str, figure: &str, bar: &str, held: bool, peer: &str) {
        let held = if held { "held" } else { "MISSED" };
        println!("{work}: {figure} {bar} {held} {peer}");
        self.rows.push([work, figure, bar, held, peer].map(str::to_owned));
    }

    pub(crate) fn print(&self) {
        println!("\n{} customers, encrypted file, p95 where calls repeat\n", self.customers);
        println!("| work | figure | bar | | peer in the same run |\n|---|---|---|---|---|");
        for row in &self.rows {
            println!("| {} |", row.join(" | "));
        }
    }
}

/// A figure of this process's status, in kilobytes; 0 where there is none.
fn status_kb(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|line| line.trim().split(' ').next()?.parse().ok()).unwrap_or(0)
}

fn millis(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1_000.0)
}
