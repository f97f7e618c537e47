//! The words about follow-ups and their rules.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// Whom to contact and why.
#[derive(Args, Debug)]
pub(crate) struct DueAt {
    /// The stated moment, RFC 3339 or a date; now where left out
    #[arg(long, value_name = "INSTANT")]
    pub(crate) at: Option<String>,
    /// The most to answer
    #[arg(long, default_value_t = 50)]
    pub(crate) limit: u32,
}

/// The rules.
#[derive(Debug, Subcommand)]
pub(crate) enum Rules {
    /// List the rules; with --json as `import` reads them
    List,
    /// Save rules from a JSON file; those of the same id are replaced
    Import {
        /// As `list --json` prints them: an array, or an object with one named `rules`
        file: PathBuf,
    },
    /// Whom a rule would name next and when, and how many a week
    Preview {
        /// Its id or its name
        rule: String,
        /// The stated moment, RFC 3339 or a date; now where left out
        #[arg(long, value_name = "INSTANT")]
        at: Option<String>,
    },
}
