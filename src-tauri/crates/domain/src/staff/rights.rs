//! Which right each command and each operation takes.

use serde::{Deserialize, Serialize};

/// What somebody must be allowed to do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Right {
    /// Look things up. Everybody may.
    Look,
    /// Serve customers: note what happens with them, keep promises, take complaints down.
    Serve,
    /// Arrange how the shop works: rules, levels, words, calendar, many customers at once.
    Arrange,
    /// Bring files in.
    BringIn,
    /// See what others did, and take it back.
    Audit,
    /// What is the owner's alone: staff, keys, putting a backup back.
    Own,
    /// Write customers to a file.
    Export,
    /// See whole phone numbers.
    Phones,
    /// Take away what does not come back by itself.
    Delete,
    /// See customers whom somebody else looks after.
    Others,
}

impl Right {
    /// All rights.
    pub const ALL: [Self; 10] = [
        Self::Look,
        Self::Serve,
        Self::Arrange,
        Self::BringIn,
        Self::Audit,
        Self::Own,
        Self::Export,
        Self::Phones,
        Self::Delete,
        Self::Others,
    ];
}

/// The right that an operation takes, by its kind, `room.verb`: one that changes something, which
/// looking things up never allows.
#[must_use]
pub fn right_of_operation(kind: &str) -> Right {
    match kind {
        // Everybody changes their own; whose it is was looked at before.
        "staff.passphrase" => Right::Look,
        // What saves these is called as what shows them.
        "segments.rules" | "followups.weights" | "followups.restraint" => Right::Arrange,
        kind => match right_of(kind) {
            Right::Look => Right::Own,
            right => right,
        },
    }
}

/// The right that a command takes, by its name, `room.verb`. What is not in the table is the owner's,
/// so that nothing new is open to all by mistake.
#[must_use]
pub fn right_of(name: &str) -> Right {
    TABLE.iter().find(|(_, names)| names.contains(&name)).map_or(Right::Own, |(right, _)| *right)
}

const TABLE: [(Right, &[&str]); 7] = [
    (Right::Look, LOOK),
    (Right::Serve, SERVE),
    (Right::Arrange, ARRANGE),
    (
        Right::BringIn,
        &[
            "transfer.preview",
            "transfer.rehearse",
            "transfer.import",
            "transfer.complaints",
            "transfer.customers",
            "transfer.purchases",
            "scripts.import",
        ],
    ),
    (
        Right::Export,
        &[
            "transfer.export_customers",
            "transfer.export_shop",
            "transfer.export",
            "operations.export",
            "operations.export_history",
        ],
    ),
    (Right::Delete, &["customers.merge", "tiers.withdraw", "tiers.give_back", "vouchers.void"]),
    (
        Right::Audit,
        &[
            "operations.recent",
            "operations.history",
            "operations.changes",
            "vault.list",
            "vault.make_now",
        ],
    ),
];

/// Also what a person does about themselves: signing in, their own passphrase.
const LOOK: &[&str] = &[
    "gate.status",
    "gate.unlock",
    "gate.recover",
    "gate.read_code",
    "gate.lock",
    "gate.seen",
    "gate.lock_rules",
    "staff.people",
    "staff.set_passphrase",
    "staff.passphrase",
    "shop.status",
    "shop.stage_days",
    "notifying.get",
    "notifying.set_desk",
    "calendar.get",
    "calendar.explain",
    "customers.page",
    "customers.count",
    "customers.counts",
    "customers.search",
    "customers.words",
    "customers.preferences",
    "customers.holders",
    "customers.custom_fields",
    "customers.similar",
    "customers.compare",
    "customers.bulk_preview",
    "customers.duplicates",
    "dossier.page",
    "dossier.timeline",
    "dossier.card",
    "attachments.hand_out",
    "views.list",
    "purchases.stays",
    "purchases.preview_refund",
    "points.of",
    "points.settings",
    "points.example",
    "points.outstanding",
    "vouchers.batches",
    "vouchers.of_batch",
    "vouchers.printed",
    "vouchers.of",
    "vouchers.find",
    "vouchers.limit",
    "vouchers.approvals",
    "interactions.pinned",
    "scripts.list",
    "scripts.history",
    "scripts.preview",
    "scripts.suggest",
    "scripts.report",
    "segments.overview",
    "segments.rules",
    "segments.studio",
    "segments.moves",
    "segments.moved",
    "segments.leaving",
    "segments.playbooks",
    "segments.playbooks_of",
    "tiers.programs",
    "tiers.preview",
    "tiers.board",
    "tiers.members",
    "tiers.of",
    "tiers.benefits",
    "followups.today",
    "followups.section",
    "followups.calendar",
    "followups.day",
    "followups.birthdays",
    "followups.care",
    "followups.upcoming",
    "followups.counts",
    "followups.snooze_choices",
    "followups.read_when",
    "followups.rules",
    "followups.preview_rule",
    "followups.weights",
    "followups.restraint",
    "followups.contact_limit",
    "complaints.hints",
    "complaints.get",
    "complaints.words",
    "complaints.board",
    "complaints.list",
    "complaints.today",
    "complaints.among",
    "complaints.of_customer",
    "complaints.improvements",
    "complaints.concerned",
    "complaints.report",
    "complaints.rules",
    "operations.find",
    "transfer.cancel",
];

const SERVE: &[&str] = &[
    "shop.set_preferences",
    "shop.preferences",
    "customers.add",
    "customers.edit",
    "customers.save_preference",
    "customers.preference",
    "customers.find_duplicates",
    "customers.stop_finding",
    "customers.distinct",
    "attachments.add",
    "attachments.remove",
    "views.add",
    "views.save",
    "views.rename",
    "views.delete",
    "views.reorder",
    "purchases.add",
    "purchases.reverse",
    "purchases.refund",
    "points.spend",
    "points.adjust",
    "vouchers.issue",
    "vouchers.redeem",
    "vouchers.ask",
    "vouchers.answer",
    "interactions.log",
    "interactions.amend",
    "interactions.pin",
    "interactions.unpin",
    "segments.snapshot",
    "tiers.issue",
    "tiers.redeem",
    "followups.done",
    "followups.tried",
    "followups.noAnswer",
    "followups.snooze",
    "followups.assign",
    "followups.cancel",
    "followups.set",
    "followups.set_contact_limit",
    "followups.limit",
    "complaints.open",
    "complaints.step",
    "complaints.tick",
    "complaints.improve",
    "complaints.finish",
    "complaints.done",
    "complaints.reopen",
    "complaints.close",
    "complaints.followUp",
    "complaints.solve",
    "complaints.agree",
    "complaints.propose",
    "complaints.approve",
    "complaints.refuse",
    "complaints.withdraw",
    "complaints.merge",
    "complaints.answer",
    "complaints.escalate",
    "operations.undo",
];

const ARRANGE: &[&str] = &[
    "shop.name",
    "shop.set_stage_days",
    "shop.stageDays",
    "shop.open_sample",
    "shop.openSample",
    "shop.remove_sample",
    "shop.removeSample",
    "notifying.save",
    "calendar.save",
    "calendar.read_file",
    "customers.bulk",
    "customers.forget_preference",
    "customers.forgetPreference",
    "customers.rename_category",
    "customers.renameCategory",
    "customers.forget_category",
    "customers.forgetCategory",
    "customers.save_custom_fields",
    "customers.fields",
    "points.save_rule",
    "points.rule",
    "points.save_worth",
    "points.worth",
    "vouchers.add_batch",
    "vouchers.batch",
    "vouchers.set_limit",
    "scripts.save",
    "scripts.archive",
    "scripts.bringBack",
    "scripts.restore",
    "scripts.add_starting",
    "scripts.addStarting",
    "segments.set_rules",
    "segments.save_playbook",
    "segments.playbook",
    "segments.sort",
    "tiers.save",
    "tiers.give",
    "followups.save_rule",
    "followups.rule",
    "followups.delete_rule",
    "followups.deleteRule",
    "followups.set_weights",
    "followups.set_restraint",
    "complaints.save_pace",
    "complaints.pace",
    "complaints.save_causes",
    "complaints.causes",
    "complaints.save_catalogue",
    "complaints.catalogue",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_stands_once_and_what_is_new_is_the_owners() {
        let mut names: Vec<_> = TABLE.iter().flat_map(|(_, names)| names.iter()).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
        assert_eq!(right_of("customers.add"), Right::Serve);
        assert_eq!(right_of("vault.restore"), Right::Own);
        assert_eq!(right_of("something.new"), Right::Own);
        assert_eq!(right_of_operation("customers.add"), Right::Serve);
        assert_eq!(right_of_operation("segments.rules"), Right::Arrange);
        assert_eq!(right_of_operation("shop.status"), Right::Own, "nothing is written by looking");
    }
}
