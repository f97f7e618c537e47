//! The words for the business calendar.

use std::path::PathBuf;

use clap::{Args as ArgGroup, Subcommand};

/// When the shop is open; with a moment and minutes, when so much open time has passed.
#[derive(Debug, ArgGroup)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Hours {
    #[command(subcommand)]
    pub(crate) word: Option<HoursWord>,
    #[command(flatten)]
    pub(crate) asked: Asked,
}

/// A moment, and open time that passes from then on.
#[derive(Debug, ArgGroup)]
pub(crate) struct Asked {
    /// From this moment, RFC 3339 or a date; now where left out
    #[arg(long, value_name = "INSTANT", requires = "plus")]
    pub(crate) from: Option<String>,
    /// So many minutes of open time
    #[arg(long, value_name = "MINUTES")]
    pub(crate) plus: Option<u32>,
    /// By the calendar of this JSON file, or by the shop's with the holidays of this ICS file
    #[arg(long, value_name = "FILE", requires = "plus")]
    pub(crate) calendar: Option<PathBuf>,
}

/// What to do with the business calendar.
#[derive(Debug, Subcommand)]
pub(crate) enum HoursWord {
    /// When the shop opens next
    Next {
        /// From this moment, RFC 3339 or a date; now where left out
        #[arg(long, value_name = "INSTANT")]
        at: Option<String>,
    },
    /// When so much open time has passed, and how that comes about
    Add {
        /// From this moment, RFC 3339 or a date; now where left out
        #[arg(long, value_name = "INSTANT")]
        at: Option<String>,
        /// So many minutes of open time
        #[arg(long)]
        minutes: u32,
    },
    /// Save the calendar of a JSON file, or take in the holidays of an ICS file
    Import {
        /// A calendar in the shape in which it is shown, or an iCalendar file
        file: PathBuf,
        /// Tell what the file would bring, change nothing
        #[arg(long)]
        dry_run: bool,
    },
}
