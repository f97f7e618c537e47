//! The words of the command line. Others build on them: they stay.

mod complaints;
mod followups;
mod hours;
mod imports;
mod lunar;
mod scripts;

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args as ArgGroup, Parser, Subcommand, ValueEnum};
use huike_app::transfer::{Encoding, ImportKind, OnDuplicate};
use huike_domain::interactions::Channel;
use huike_domain::segments::{MoveScheme, Scheme};
use huike_domain::transfer::dates::DayMonth;

pub(crate) use complaints::{Complaint, Deadline, Open as OpenComplaint, TakeStep};
pub(crate) use followups::{DueAt, Rules};
pub(crate) use hours::{Hours, HoursWord};
pub(crate) use imports::Import;
pub(crate) use lunar::Lunar;
pub(crate) use scripts::Scripts;

/// Huike from a terminal: the same use cases as the window, on the same file.
#[derive(Debug, Parser)]
#[command(name = "huikectl", version, arg_required_else_help = true)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) common: Common,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command takes.
#[derive(Debug, ArgGroup)]
pub(crate) struct Common {
    /// The data folder; the application's own where left out
    #[arg(long, value_name = "DIR", global = true)]
    pub(crate) data: Option<PathBuf>,
    /// Answer in JSON
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Whose command it is, by name; in a shop with passphrases theirs is taken from
    /// HUIKE_PASSPHRASE or asked for
    #[arg(long = "as", value_name = "NAME", global = true)]
    pub(crate) who: Option<String>,
}

/// What to do with levels and benefits.
#[derive(Debug, Subcommand)]
pub(crate) enum Tiers {
    /// Save those of a JSON file: everyone's level is found anew
    Import {
        /// Levels and benefits
        file: PathBuf,
    },
    /// Tell who would go up and down, without changing anything
    Preview {
        /// Levels and benefits
        file: PathBuf,
    },
    /// Do what is due by a moment: levels that change by themselves, benefits to issue
    Apply {
        /// The stated moment, RFC 3339 or a date; now where left out
        #[arg(long, value_name = "INSTANT")]
        at: Option<String>,
    },
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Name the shop: the first run
    Init {
        /// The shop's name
        #[arg(long)]
        name: String,
        /// The shop's IANA time zone
        #[arg(long, default_value = "Asia/Shanghai")]
        zone: String,
    },
    /// Bring in customers, purchases or complaints from a CSV, XLSX or VCF file, as one operation
    Import(Import),
    /// Count customers by segment at a date
    Segments {
        /// The stated date, e.g. 2026-11-23; today where left out
        #[arg(long, value_name = "DATE")]
        at: Option<String>,
        /// Which classes
        #[arg(long, value_enum, default_value = "three")]
        scheme: SchemeName,
        /// Also write every customer's line to this file
        #[arg(long, value_name = "FILE")]
        csv: Option<PathBuf>,
    },
    /// Count customers by stage at a date
    Stages {
        /// The stated date, e.g. 2026-11-23; today where left out
        #[arg(long, value_name = "DATE")]
        at: Option<String>,
    },
    /// Who went from where to where between the ends of two days
    Moves {
        /// From the end of this day, e.g. 2026-10-31; 30 days before the other where left out
        #[arg(long, value_name = "DATE")]
        from: Option<String>,
        /// To the end of this day; today where left out
        #[arg(long, value_name = "DATE")]
        to: Option<String>,
        /// Which classes
        #[arg(long, value_enum, default_value = "three")]
        scheme: MoveSchemeName,
        /// The most customers to name
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
    /// Find customers by name, pinyin, initials, digits, company or tag
    Search {
        /// What is known of them
        text: String,
        /// The most to answer
        #[arg(long, default_value_t = 20)]
        limit: u32,
    },
    /// List customers by a filter, in any order
    List(List),
    /// Look at one customer
    #[command(subcommand)]
    Customer(Customer),
    /// Find customers who may be one
    #[command(subcommand)]
    Duplicates(Duplicates),
    /// Make one customer of several; undone in one step
    Merge {
        /// The one who stays: the id, or the shop's own number
        keep: String,
        /// The ones who become part of them
        #[arg(required = true)]
        others: Vec<String>,
    },
    /// Complaints: taken down, led step by step, counted
    #[command(subcommand)]
    Complaint(Complaint),
    /// Levels of membership and benefits
    #[command(subcommand)]
    Tiers(Tiers),
    /// Where a customer stands, why, and what is missing to the next level
    Tier {
        /// The id, or the shop's own number
        customer: String,
    },
    /// What a customer holds
    Benefits {
        /// The id, or the shop's own number
        customer: String,
    },
    /// Use a benefit that a customer holds
    Redeem {
        /// The entitlement's id
        entitlement: String,
        /// How many times
        #[arg(long, default_value_t = 1)]
        uses: u32,
        /// What is to be remembered of it
        #[arg(long, default_value = "")]
        note: String,
    },
    /// Show a customer's points and where they came from
    Points(Points),
    /// Show how the shop gives points; save a rule first where a file is named
    PointsRule {
        /// The rule as JSON, in the shape in which it is shown
        file: Option<PathBuf>,
    },
    /// Issue vouchers, redeem them, make them void
    #[command(subcommand)]
    Vouchers(Vouchers),
    /// Take a purchase back, or a part of it
    Refund(Refund),
    /// Words to say, and what came of them
    #[command(subcommand)]
    Scripts(Scripts),
    /// When the shop is open, and when a time to answer in is over
    Hours(Hours),
    /// The lunar day of a date, or the date of a lunar day
    Lunar(Lunar),
    /// Whom to contact and why, best first
    Due(DueAt),
    /// Log the contact of a follow-up and set the next one
    Done {
        /// The follow-up's id
        followup: String,
        /// What came of it
        #[arg(long, default_value = "")]
        note: String,
    },
    /// The rules that propose follow-ups
    #[command(subcommand)]
    Rules(Rules),
    /// Do what is due by itself as of a moment, and tell what fired
    Tick {
        /// The stated moment, RFC 3339 or a date; now where left out
        #[arg(long, value_name = "INSTANT")]
        at: Option<String>,
    },
    /// How many were due, done in time, late and skipped, and what came of it
    Care {
        /// The first day
        #[arg(long, value_name = "DAY")]
        from: NaiveDate,
        /// The last day
        #[arg(long, value_name = "DAY")]
        to: NaiveDate,
    },
    /// Take an operation back; the latest where none is named
    Undo {
        /// The operation's id
        operation: Option<String>,
    },
    /// What was done, newest first
    Log {
        /// The most to answer
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
    /// Prove that the file is whole
    Verify,
    /// Write an encrypted, verified copy of the whole file
    Backup {
        /// Where to
        file: PathBuf,
    },
    /// Make a backup where the program keeps its own, and list them all
    Backups {
        /// Only list them
        #[arg(long)]
        list: bool,
    },
    /// Put a backup in the place of the present data, which is backed up first
    Restore {
        /// Which backup
        file: PathBuf,
    },
    /// Write data out
    #[command(subcommand)]
    Export(Export),
    /// Fill the file with the sample shop
    Sample,
    /// Serve the screens to a browser on this PC
    Serve {
        /// The port; 0 takes a free one
        #[arg(long, default_value_t = 0)]
        port: u16,
    },
}

/// List customers.
#[derive(Debug, ArgGroup)]
pub(crate) struct List {
    /// Who, e.g. 'segment = core and (spent > 1000 or tag = "VIP") and not contacted in 60 days';
    /// everyone where left out
    #[arg(long, value_name = "EXPR", default_value = "")]
    pub(crate) filter: String,
    /// Sorted by
    #[arg(long, value_name = "FIELD", default_value = "name")]
    pub(crate) sort: String,
    /// Greatest first
    #[arg(long)]
    pub(crate) desc: bool,
    /// The most to answer
    #[arg(long, default_value_t = 20)]
    pub(crate) limit: u32,
    /// Read on behind this customer: the `next` of the answer before
    #[arg(long, value_name = "KEY")]
    pub(crate) after: Option<String>,
}

/// A customer's points.
#[derive(Debug, ArgGroup)]
pub(crate) struct Points {
    /// The id, or the shop's own number
    pub(crate) customer: String,
    /// Use so many first
    #[arg(long, value_name = "POINTS", conflicts_with = "adjust")]
    pub(crate) spend: Option<i32>,
    /// Give so many first; take them where negative
    #[arg(long, value_name = "POINTS", allow_negative_numbers = true, requires = "note")]
    pub(crate) adjust: Option<i32>,
    /// What for
    #[arg(long, default_value = "")]
    pub(crate) note: String,
}

/// What to do with vouchers.
#[derive(Debug, Subcommand)]
pub(crate) enum Vouchers {
    /// Issue vouchers of a new batch, or of one that there is
    Issue(IssueVouchers),
    /// Redeem one, once
    Redeem(RedeemVoucher),
    /// Make one void
    Void {
        /// The code
        code: String,
        /// Why
        #[arg(long)]
        note: String,
        /// Who does it
        #[arg(long, default_value = "")]
        by: String,
    },
    /// List a customer's vouchers
    List {
        /// The id, or the shop's own number
        customer: String,
    },
}

/// Issue vouchers. Amounts are in yuan.
#[derive(Debug, ArgGroup)]
pub(crate) struct IssueVouchers {
    /// The batch; a new one is made of the rest where left out
    #[arg(long, value_name = "ID")]
    pub(crate) batch: Option<String>,
    /// What the shop calls them
    #[arg(long, default_value = "", required_unless_present = "batch")]
    pub(crate) name: String,
    /// One takes this off
    #[arg(long, value_name = "YUAN", conflicts_with_all = ["percent", "gift", "batch"])]
    pub(crate) amount: Option<String>,
    /// One takes this part off
    #[arg(long, conflicts_with_all = ["gift", "batch"])]
    pub(crate) percent: Option<u8>,
    /// One gives this present
    #[arg(long, value_name = "ITEM", conflicts_with = "batch")]
    pub(crate) gift: Option<String>,
    /// With a part: the most it takes off; with a present: what it is worth
    #[arg(long, value_name = "YUAN")]
    pub(crate) worth: Option<String>,
    /// Good from this amount on
    #[arg(long, value_name = "YUAN")]
    pub(crate) threshold: Option<String>,
    /// Good from this day on
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<String>,
    /// Good until this day
    #[arg(long, value_name = "DATE")]
    pub(crate) until: Option<String>,
    /// Good for so many days after the issue
    #[arg(long, conflicts_with_all = ["from", "until"])]
    pub(crate) days: Option<u16>,
    /// For one customer
    #[arg(long, conflicts_with = "count")]
    pub(crate) customer: Option<String>,
    /// So many for anybody; one where left out
    #[arg(long)]
    pub(crate) count: Option<u32>,
    /// Who issues them
    #[arg(long, default_value = "")]
    pub(crate) by: String,
}

/// Redeem a voucher.
#[derive(Debug, ArgGroup)]
pub(crate) struct RedeemVoucher {
    /// The code, however it is typed
    pub(crate) code: String,
    /// Who redeems it
    #[arg(long)]
    pub(crate) customer: Option<String>,
    /// On which amount; that of the purchase where left out
    #[arg(long, value_name = "YUAN")]
    pub(crate) amount: Option<String>,
    /// With which purchase: its id, or the shop's order number
    #[arg(long)]
    pub(crate) purchase: Option<String>,
    /// Who takes it in
    #[arg(long, default_value = "")]
    pub(crate) by: String,
}

/// Take a purchase back.
#[derive(Debug, ArgGroup)]
pub(crate) struct Refund {
    /// Its id, or the shop's order number
    pub(crate) purchase: String,
    /// Which lines, from 1 or by item, each with how much of it where not all: 1,3 or 2=1.5; all
    /// that stays where left out
    #[arg(long, value_delimiter = ',')]
    pub(crate) lines: Vec<String>,
    /// What is paid back; worked out from the lines where left out
    #[arg(long, value_name = "YUAN")]
    pub(crate) amount: Option<String>,
}

/// Look at one customer.
#[derive(Debug, Subcommand)]
pub(crate) enum Customer {
    /// Show the page and the latest of the timeline
    Show {
        /// The id, or the shop's own number
        id: String,
    },
}

/// Find customers who may be one.
#[derive(Debug, Subcommand)]
pub(crate) enum Duplicates {
    /// Compare all customers; surest first, with the reasons
    Scan {
        /// The most groups to answer; all where left out
        #[arg(long)]
        limit: Option<u32>,
    },
}

/// Write data out.
#[derive(Debug, Subcommand)]
pub(crate) enum Export {
    /// All customers, as CSV, XLSX or VCF by the file's extension
    Customers {
        /// Where to
        file: PathBuf,
    },
    /// The whole shop as a readable archive: a ZIP with a CSV file a table
    Shop {
        /// Where to
        file: PathBuf,
    },
}

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident for $target:ty { $($variant:ident = $word:literal),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, ValueEnum)]
        pub(crate) enum $name { $(#[value(name = $word)] $variant),* }

        impl From<$name> for $target {
            fn from(name: $name) -> Self {
                match name { $($name::$variant => Self::$variant),* }
            }
        }
    )*};
}

names! {
    /// The words for what a file holds.
    KindName for ImportKind { Customers = "customers", Purchases = "purchases", Complaints = "complaints" }
    /// The words for encodings.
    EncodingName for Encoding { Auto = "auto", Utf8 = "utf-8", Gb18030 = "gb18030", Utf16Le = "utf-16le", Utf16Be = "utf-16be", Big5 = "big5", Windows1252 = "windows-1252" }
    /// The words for channels.
    ChannelName for Channel { Phone = "phone", Wechat = "wechat", Sms = "sms", Email = "email", InPerson = "in_person" }
    /// The words for the order of day and month.
    OrderName for DayMonth { DayFirst = "day-first", MonthFirst = "month-first" }
    /// The words for what to do with known customers.
    DuplicateName for OnDuplicate { Skip = "skip", Update = "update", Create = "create" }
    /// The words for schemes of which moves are kept.
    MoveSchemeName for MoveScheme { Three = "three", Four = "four", Eight = "eight", Stage = "stage" }
    /// The words for schemes.
    SchemeName for Scheme { Three = "three", Four = "four", Eight = "eight", Quintiles = "quintiles" }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_words_are_well_formed() {
        Args::command().debug_assert();
    }
}
