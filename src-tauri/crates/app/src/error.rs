//! What can go wrong, as a kind and its parameters. A kind is here because someone acts on it:
//! the screen marks a field, offers to retry, asks whether it happened, or says what to do next.

use chrono::NaiveDate;
use huike_domain::complaints::Refusal;
use huike_domain::customers::Conflict;
use huike_domain::customers::filter::{Field, Problem, Unmet};
use huike_domain::error::{FieldError, InvalidCode};
use huike_domain::ids::OperationId;
use huike_domain::scripts::TextProblem;
use huike_domain::staff::Right;
use huike_domain::time::Instant;
use huike_domain::vault::CodeProblem;
use huike_store::StoreError;
use serde::{Deserialize, Serialize};

/// An error on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type, thiserror::Error)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum AppError {
    /// A field is to be mended.
    #[error("{field}: {code:?}")]
    Invalid {
        /// The field, in camelCase.
        field: String,
        /// What is wrong with it.
        code: InvalidCode,
        /// With `tooLong`: the most characters or elements that the field holds.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        limit: Option<u32>,
    },
    /// Somebody else changed the field since it was read; what they wrote stands.
    #[error("{field} was changed meanwhile")]
    Conflict {
        /// The field, in camelCase.
        field: String,
    },
    /// A refund of more than the customer ever paid; sent again as confirmed it is taken.
    #[error("a refund beyond what was paid")]
    RefundBeyondPaid {
        /// What they paid so far, less refunds, in fen.
        #[specta(type = specta_typescript::Number)]
        paid_fen: i64,
    },
    /// A refund of more than what stays of its purchase.
    #[error("a refund beyond what stays")]
    RefundBeyondRest {
        /// What stays of the purchase, in fen.
        #[specta(type = specta_typescript::Number)]
        rest_fen: i64,
    },
    /// Not as many points as were to be used.
    #[error("not enough points")]
    PointsShort {
        /// What the customer has; negative where they owe points.
        #[specta(type = specta_typescript::Number)]
        balance_points: i64,
    },
    /// More points than whoever sits here may give or take by hand at once.
    #[error("more than {most_points} points by hand")]
    PointsLimit {
        /// What they may.
        most_points: u32,
    },
    /// A voucher cannot be redeemed or made void.
    #[error("voucher: {problem:?}")]
    Voucher {
        /// Why not.
        problem: VoucherProblem,
    },
    /// More than a member of staff may give alone: somebody else must approve it.
    #[error("needs approval")]
    NeedsApproval {
        /// What may be given alone, in fen.
        #[specta(type = specta_typescript::Number)]
        limit_fen: i64,
        /// What this would be worth, in fen; none where nothing limits it.
        #[specta(type = Option<specta_typescript::Number>)]
        worth_fen: Option<i64>,
    },
    /// A step of a complaint cannot be taken.
    #[error("complaint: {refusal}")]
    Complaint {
        /// Why not.
        refusal: Refusal,
    },
    /// It is not there, or no longer.
    #[error("no such {what}: {id}")]
    NotFound {
        /// `customer`, `followUp`, `operation`, `file` …
        what: String,
        /// What was asked for.
        id: String,
    },
    /// The shop has no name yet; the first run is not through.
    #[error("the shop is not set up yet")]
    NoShop,
    /// An operation with this id happened before; ask for it instead of repeating it.
    #[error("operation {operation} happened already")]
    AlreadyDone {
        /// Which.
        operation: OperationId,
    },
    /// It cannot be taken back.
    #[error("cannot be undone: {reason:?}")]
    CannotUndo {
        /// Why not.
        reason: UndoRefusal,
    },
    /// Not as many are selected any more as the person was told; ask again.
    #[error("{found} are selected, not {expected}")]
    CountChanged {
        /// What the person was told.
        expected: u32,
        /// How many it would be now.
        found: u32,
    },
    /// A filter that was typed cannot be read.
    #[error("filter, at {at}: {problem:?}")]
    Filter {
        /// Characters before the place.
        at: u32,
        /// What is wrong there.
        problem: FilterProblem,
    },
    /// The text of a script cannot be understood.
    #[error("text: {problem:?}")]
    ScriptText {
        /// What is wrong in it.
        problem: TextProblem,
    },
    /// A file could not be read or written.
    #[error("{name}: {problem:?}")]
    File {
        /// The file's name.
        name: String,
        /// What is wrong with it.
        problem: FileProblem,
    },
    /// A person stopped it; nothing changed.
    #[error("cancelled")]
    Cancelled,
    /// Another program is writing for longer than we wait; try again.
    #[error("the data file is busy")]
    Busy,
    /// The shop takes a passphrase to open, or its key does not open the file.
    #[error("the data file is locked")]
    Locked,
    /// Several passphrases or codes were wrong; the next is taken after a while.
    #[error("too soon: {seconds} s")]
    TooSoon {
        /// How long to wait, in seconds.
        seconds: u32,
    },
    /// A recovery code that was typed is none, or not this shop's.
    #[error("recovery code: {problem}")]
    RecoveryCode {
        /// What is wrong with it.
        problem: CodeProblem,
    },
    /// What wraps the file's key was changed by somebody who does not know it.
    #[error("the wrappings of the key were changed by a stranger")]
    KeysChanged,
    /// Whoever sits here may not do it.
    #[error("not allowed: takes {right:?}")]
    NotAllowed {
        /// The right that it takes.
        right: Right,
    },
    /// The file was written by a newer version of the program.
    #[error("the data file is newer (version {file}) than this program ({program})")]
    NewerFile {
        /// Version of the file.
        file: u32,
        /// Newest version this program knows.
        program: u32,
    },
    /// The file is damaged; restore the named backup.
    #[error("the data file is damaged")]
    Damaged {
        /// The newest backup, where there is one.
        backup: Option<String>,
    },
    /// There is no room on the disk. Nothing is lost: it goes on when there is.
    #[error("the disk is full")]
    DiskFull,
    /// No backup could be made.
    #[error("no backup: {trouble:?}")]
    BackupFailed {
        /// Why.
        trouble: crate::vault::Trouble,
    },
    /// A defect; the detail is for a report, not for a person.
    #[error("internal error: {detail}")]
    Internal {
        /// Technical detail without personal data.
        detail: String,
    },
}

/// Why an operation cannot be taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "why", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum UndoRefusal {
    /// There is nothing left to take back.
    Nothing,
    /// The last step brought in or took away many customers at once; only the history takes such a
    /// step back, where one sees what it was.
    InBulk {
        /// What it was.
        operation_kind: String,
    },
    /// It was taken back before.
    AlreadyUndone,
    /// It is not of a kind that can be taken back.
    NotUndoable,
    /// It removed files that were cleared since: it is too long ago.
    FilesCleared,
    /// Someone changed the same rows since; take that back first.
    ChangedSince {
        /// The later operation.
        operation: OperationId,
        /// What it was.
        operation_kind: String,
        /// Who did it.
        actor: crate::operations::ActorView,
        /// When.
        at: Instant,
    },
}

/// Why a voucher cannot be redeemed or made void.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "why", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum VoucherProblem {
    /// The code was mistyped: its check does not hold.
    Mistyped,
    /// No voucher has this code.
    Unknown,
    /// It was redeemed.
    Redeemed {
        /// When.
        at: Instant,
    },
    /// It was made void.
    Void {
        /// When.
        at: Instant,
    },
    /// Its last day has passed.
    Expired {
        /// That day.
        on: NaiveDate,
    },
    /// Its first day is yet to come.
    Early {
        /// That day.
        from: NaiveDate,
    },
    /// The amount is below the one from which on it is good.
    BelowThreshold {
        /// That one, in fen.
        threshold_fen: u32,
    },
    /// It is somebody else's.
    OfAnother {
        /// Whose, by name.
        customer_name: String,
    },
}

/// What is wrong with a filter that was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "why", rename_all = "camelCase")]
pub enum FilterProblem {
    /// Something else must stand there.
    Expected {
        /// `field`, `value`, `number`, `end`, or the word or mark itself.
        what: String,
    },
    /// The value or the test cannot be taken for this field.
    Value {
        /// Which.
        field: Field,
        /// Why not.
        code: InvalidCode,
    },
    /// The value or the test cannot be taken for this field of the shop's own.
    Own {
        /// What the shop calls the field.
        name: String,
        /// Why not.
        code: InvalidCode,
    },
    /// More nested, or more conditions, than anybody reads.
    TooLong,
}

impl From<Problem> for FilterProblem {
    fn from(problem: Problem) -> Self {
        match problem {
            Problem::Expected(what) => Self::Expected { what: what.to_owned() },
            Problem::Value(field, code) => Self::Value { field, code },
            Problem::Own(name, code) => Self::Own { name, code },
            Problem::TooLong => Self::TooLong,
        }
    }
}

/// What is wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum FileProblem {
    /// Not there, or not ours to read or write.
    Unreadable,
    /// Nothing in it.
    Empty,
    /// Not what its name says, or cut short.
    Damaged,
    /// Inflates to more than a table of a shop can be.
    TooLarge,
    /// Larger than a file that is kept with a customer may be.
    TooLargeToKeep,
    /// Opens with a password only; save it without one.
    Encrypted,
    /// Saved for Excel 97 to 2003; save it as XLSX or CSV.
    OldFormat,
    /// It has no sheet of that name; choose one that it has.
    NoSheet,
    /// No row looks like headers; choose the header row.
    NoHeader,
    /// The columns that are needed were not found; choose them.
    MissingColumns,
    /// Bytes that are not text of the stated encoding; choose another.
    Encoding,
    /// Not a backup of this program, or of another key.
    NotABackup,
    /// Not an iCalendar file.
    NotACalendar,
}

impl AppError {
    /// `field` cannot be taken because of `code`.
    #[must_use]
    pub fn invalid(field: &str, code: InvalidCode) -> Self {
        FieldError::new(field, code).into()
    }

    /// `what` with `id` is not there.
    #[must_use]
    pub fn not_found(what: &str, id: &str) -> Self {
        Self::NotFound { what: what.to_owned(), id: id.to_owned() }
    }
}

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> Self {
        Self::Complaint { refusal }
    }
}

impl From<FieldError> for AppError {
    fn from(error: FieldError) -> Self {
        Self::Invalid { field: error.field, code: error.code, limit: error.limit }
    }
}

impl From<Unmet> for AppError {
    fn from(unmet: Unmet) -> Self {
        match unmet {
            Unmet::NoField(id) => Self::not_found("field", &id.to_string()),
            Unmet::NoLevel(id) => Self::not_found("level", &id.to_string()),
            Unmet::NoPreference(id) => Self::not_found("preference", &id.to_string()),
            Unmet::Test(error) => error.into(),
        }
    }
}

impl From<Conflict> for AppError {
    fn from(conflict: Conflict) -> Self {
        Self::Conflict { field: conflict.field.to_owned() }
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            error if error.is_full() => Self::DiskFull,
            StoreError::Busy => Self::Busy,
            StoreError::Locked => Self::Locked,
            StoreError::KeysChanged => Self::KeysChanged,
            StoreError::NewerFile { file, program } => Self::NewerFile { file, program },
            StoreError::Damaged(_) => Self::Damaged { backup: None },
            StoreError::AlreadyDone(operation) => Self::AlreadyDone { operation },
            StoreError::NotFound(what) => Self::not_found(what, ""),
            StoreError::Taken(field) => Self::invalid(field, InvalidCode::Taken),
            StoreError::Impossible(field) => Self::invalid(field, InvalidCode::Impossible),
            StoreError::TooMany { field, limit } => FieldError::too_many(field, limit).into(),
            StoreError::NotABackup => {
                Self::File { name: String::new(), problem: FileProblem::NotABackup }
            }
            StoreError::CannotUndo(refusal) => Self::CannotUndo {
                reason: match refusal {
                    huike_store::error::UndoRefusal::AlreadyUndone => UndoRefusal::AlreadyUndone,
                    huike_store::error::UndoRefusal::FilesCleared => UndoRefusal::FilesCleared,
                    // Who and when are looked up by the use case; see `operations::undo`.
                    huike_store::error::UndoRefusal::NotUndoable
                    | huike_store::error::UndoRefusal::ChangedSince(_) => UndoRefusal::NotUndoable,
                },
            },
            StoreError::Engine(detail) => Self::Internal { detail },
            StoreError::Io(error) => Self::Internal { detail: error.to_string() },
            StoreError::Sql(error) => Self::Internal { detail: error.to_string() },
        }
    }
}
