//! A small log for reports of defects: one file a day, five at most, beside the data. Ids only,
//! nothing personal; a panic leaves its place and not its words, which may quote data.

use std::path::Path;

use tracing::level_filters::LevelFilter;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// Starts the log of the data in `folder`. A folder that cannot be written gets none: opening the
/// data will say so in words a person can read.
pub(crate) fn start(folder: &Path) {
    let files = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("huike")
        .filename_suffix("log")
        .max_log_files(5)
        .build(folder.join("logs"));
    let Ok(files) = files else { return };
    let ours = Targets::new().with_target("huike", LevelFilter::INFO);
    tracing_subscriber::registry()
        .with(tracing_subscriber::fmt::layer().with_ansi(false).with_writer(files))
        .with(ours.with_default(LevelFilter::WARN))
        .init();
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place, "panic");
    }));
    tracing::info!(version = env!("CARGO_PKG_VERSION"), os = std::env::consts::OS, "start");
}
