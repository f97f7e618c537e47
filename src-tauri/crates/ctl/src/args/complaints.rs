//! The words for complaints.

use std::path::PathBuf;

use clap::{Args as ArgGroup, Subcommand};

/// What to do with complaints.
#[derive(Debug, Subcommand)]
pub(crate) enum Complaint {
    /// Take a complaint down
    Open(Box<Open>),
    /// Take a step of a complaint
    Step(Box<TakeStep>),
    /// Show one with its steps, clocks and what it lacks
    Show {
        /// The complaint's number or id
        complaint: String,
    },
    /// List them: those of a state by their next deadline, or all, the newest first
    List {
        /// received, reopened, answered, investigating, proposed, agreed, solved, followedUp,
        /// closed, withdrawn or merged
        #[arg(long)]
        state: Option<String>,
        /// That this person takes care of
        #[arg(long)]
        owner: Option<String>,
        /// With this text
        #[arg(long, default_value = "")]
        text: String,
        /// The most to answer
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
    /// When a complaint would be due, and how that comes about
    Deadline(Deadline),
    /// How complaints went from one day to another
    Report {
        /// The first day, e.g. 2026-11-01
        #[arg(long, value_name = "DATE")]
        from: chrono::NaiveDate,
        /// The last day
        #[arg(long, value_name = "DATE")]
        to: chrono::NaiveDate,
    },
}

/// A complaint as it is taken down.
#[derive(Debug, ArgGroup)]
pub(crate) struct Open {
    /// The id, or the shop's own number
    #[arg(long, required_unless_present = "name")]
    pub(crate) customer: Option<String>,
    /// Somebody new: their name
    #[arg(long, conflicts_with = "customer")]
    pub(crate) name: Option<String>,
    /// Somebody new: their phone number
    #[arg(long, requires = "name", default_value = "")]
    pub(crate) phone: String,
    /// phone, wechat, sms, email or `in_person`
    #[arg(long, default_value = "phone")]
    pub(crate) channel: String,
    /// What happened
    #[arg(long)]
    pub(crate) what: String,
    /// The order or item that it is about
    #[arg(long, default_value = "")]
    pub(crate) item: String,
    /// The purchase that it is about: its id, or the order number
    #[arg(long)]
    pub(crate) purchase: Option<String>,
    /// What they wish for
    #[arg(long, default_value = "")]
    pub(crate) wish: String,
    /// minor, moderate, serious or severe; what a first look proposes where left out
    #[arg(long)]
    pub(crate) severity: Option<String>,
    /// What it came from: the name of one of the shop's causes
    #[arg(long)]
    pub(crate) cause: Option<String>,
    /// When they told us, RFC 3339; now where left out
    #[arg(long, value_name = "INSTANT")]
    pub(crate) received: Option<String>,
    /// Who takes it down
    #[arg(long, default_value = "huikectl")]
    pub(crate) by: String,
    /// Who takes care of it; whoever takes it down where left out
    #[arg(long, default_value = "")]
    pub(crate) owner: String,
}

/// A step.
#[derive(Debug, ArgGroup)]
pub(crate) struct TakeStep {
    /// The complaint's number or id
    pub(crate) complaint: String,
    /// answer, update, investigate, ask, approve, refuse, propose, agree, improve, solve, followUp,
    /// close, wait, resume, setSeverity, setCause, assign, reopen, withdraw, merge, note, counter
    /// or tellBack
    pub(crate) act: String,
    /// By whom; a passphrase is taken from `HUIKE_PASSPHRASE`
    #[arg(long, default_value = "huikectl")]
    pub(crate) by: String,
    /// What is said to the customer, or why
    #[arg(long, default_value = "")]
    pub(crate) words: String,
    /// Over which channel it is said; that of the complaint where left out
    #[arg(long)]
    pub(crate) channel: Option<String>,
    /// The words say that we understand and are sorry
    #[arg(long)]
    pub(crate) empathy: bool,
    /// What is offered: `refund:19.90`, `voucher:BATCH`, `points:200`, `gift:WHAT:WORTH`,
    /// `redo:WHAT`, `benefit:ID`; money in yuan
    #[arg(long = "remedy", value_name = "KIND:VALUE")]
    pub(crate) remedies: Vec<String>,
    /// Why nothing is offered
    #[arg(long, default_value = "")]
    pub(crate) none_because: String,
    /// With setSeverity: the new one
    #[arg(long)]
    pub(crate) severity: Option<String>,
    /// With setCause and improve: the name of one of the shop's causes
    #[arg(long)]
    pub(crate) cause: Option<String>,
    /// With assign: who
    #[arg(long, default_value = "")]
    pub(crate) to: String,
    /// With merge: the other complaint's number or id
    #[arg(long)]
    pub(crate) into: Option<String>,
    /// With followUp: verySatisfied, satisfied or toImprove
    #[arg(long)]
    pub(crate) satisfaction: Option<String>,
    /// With improve: a measure that was taken before
    #[arg(long)]
    pub(crate) improvement: Option<String>,
    /// With improve: why it happened
    #[arg(long, default_value = "")]
    pub(crate) root: String,
    /// With improve: what is done about it
    #[arg(long, default_value = "")]
    pub(crate) measure: String,
    /// With improve: who sees to it
    #[arg(long, default_value = "")]
    pub(crate) owner: String,
    /// With improve: by when
    #[arg(long, value_name = "DATE")]
    pub(crate) due: Option<chrono::NaiveDate>,
}

/// When a complaint would be due.
#[derive(Debug, ArgGroup)]
pub(crate) struct Deadline {
    /// When it comes in, RFC 3339
    #[arg(long, value_name = "INSTANT")]
    pub(crate) received: String,
    /// minor, moderate, serious or severe
    #[arg(long, default_value = "moderate")]
    pub(crate) severity: String,
    /// Time in which the customer is waited for: two moments with `..` between them
    #[arg(long = "paused", value_name = "FROM..TO")]
    pub(crate) paused: Vec<String>,
    /// By the calendar of this JSON file, or by the shop's with the holidays of this ICS file
    #[arg(long, value_name = "FILE")]
    pub(crate) calendar: Option<PathBuf>,
}
