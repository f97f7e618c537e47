//! What screens are told without asking.

use huike_domain::ids::{ComplaintId, CustomerId, OperationId};
use serde::{Deserialize, Serialize};

/// Goes to every open screen, after the commit it speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Event {
    /// Data changed; screens that show these kinds ask again.
    Changed {
        /// Kinds of data.
        kinds: Vec<DataKind>,
    },
    /// A long job goes on.
    Progress {
        /// The operation it belongs to.
        job: OperationId,
        /// Rows read so far.
        done: u32,
        /// Rows in all, where known; an estimate while the file is read.
        total: Option<u32>,
    },
    /// The shop was opened or shut, or somebody else sits there.
    Gate,
    /// Somebody clicked a notification of one follow-up.
    OpenCustomer {
        /// Whose page to show.
        id: CustomerId,
    },
    /// Somebody clicked a notification of a complaint.
    OpenComplaint {
        /// Which to show.
        id: ComplaintId,
    },
    /// Somebody clicked a notification of several.
    OpenToday,
}

/// A kind of data that screens show.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "camelCase")]
pub enum DataKind {
    /// Names, numbers, tags.
    Customers,
    /// Purchases and refunds.
    Purchases,
    /// Contacts and notes.
    Interactions,
    /// The library of preferences, and the shop's own fields.
    Library,
    /// Segments and stages.
    Segments,
    /// Levels of membership and benefits.
    Tiers,
    /// Follow-ups.
    Followups,
    /// Rules.
    Rules,
    /// The shop, preferences, limits.
    Settings,
    /// Saved views of the customer list.
    Views,
    /// Ledgers of points.
    Points,
    /// Vouchers and requests for approval.
    Vouchers,
    /// What segments and stages are treated to.
    Playbooks,
    /// Scripts, and what came of them.
    Scripts,
    /// Complaints, what was given for them and what was learnt.
    Complaints,
    /// The history of operations.
    Operations,
    /// Backups of the file.
    Backups,
    /// Anything: another program wrote to the file.
    All,
}
