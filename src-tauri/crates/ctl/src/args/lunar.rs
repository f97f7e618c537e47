//! The words for the Chinese calendar.

use clap::Args as ArgGroup;

/// A day in the other calendar.
#[derive(Debug, ArgGroup)]
pub(crate) struct Lunar {
    /// The civil date, e.g. 2026-09-25
    #[arg(value_name = "DATE", required_unless_present = "to_solar")]
    pub(crate) day: Option<String>,
    /// The lunar day whose date is asked for, e.g. 2026 8 15
    #[arg(long, num_args = 3, value_names = ["YEAR", "MONTH", "DAY"], conflicts_with = "day")]
    pub(crate) to_solar: Option<Vec<String>>,
    /// The month is the leap one of its number
    #[arg(long, requires = "to_solar")]
    pub(crate) leap: bool,
}
