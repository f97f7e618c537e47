//! The words for scripts.

use std::path::PathBuf;

use clap::Subcommand;

/// What to do with scripts.
#[derive(Debug, Subcommand)]
pub(crate) enum Scripts {
    /// List them, with how often each was used and led to a purchase
    List {
        /// Also those that were put away
        #[arg(long)]
        archived: bool,
    },
    /// Show one with its versions
    Show {
        /// The script's id
        id: String,
    },
    /// Enter scripts from a JSON file, in the shape in which they are exported
    Import {
        /// A list of titles and texts, each with whom it fits
        file: PathBuf,
    },
    /// Show all as JSON, to keep or for another shop; in a file where one is named
    Export {
        /// Where to
        file: Option<PathBuf>,
    },
    /// Fill a script with a customer's data, and name what is missing
    Preview {
        /// The script's id
        id: String,
        /// The id, or the shop's own number
        #[arg(long)]
        customer: String,
    },
    /// Which words led to purchases within 30 days
    Report,
}
