//! Files kept with customers: pictures of what they like, signed papers, plans.
//!
//! The bytes lie in the encrypted file. They come in and go out by token, in parts, and never lie
//! beside it in the clear for longer than it takes to copy them in.

use std::io::Read as _;

use huike_domain::ids::{AttachmentId, CustomerId, OperationId};
use huike_domain::time::Instant;
use huike_store::attachments::{self as rows, Attachment};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::error::{AppError, FileProblem};
use crate::purchases::known;
use crate::transfer::files::FileToken;

/// The largest file that is kept: 50 MiB. The shop's data is one file, and is backed up as one.
const MOST_BYTES: u64 = 50 << 20;

/// For how many days a removed file can be brought back. Its bytes stay in the data until a new
/// day is made ready that lies further behind every operation that speaks of it.
const KEPT_DAYS: i64 = 30;

/// A file on the timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct AttachmentView {
    /// Which.
    pub id: AttachmentId,
    /// When it was added.
    pub at: Instant,
    /// What a person calls it.
    pub name: String,
    /// Its media type, such as `image/png`, by its name.
    pub media: String,
    /// In bytes.
    #[specta(type = specta_typescript::Number)]
    pub size: u64,
}

impl From<Attachment> for AttachmentView {
    fn from(found: Attachment) -> Self {
        let Attachment { id, at, name, media, size } = found;
        Self { id, at, name, media, size }
    }
}

/// Keeps a copy of a file with a customer.
///
/// # Errors
/// [`AppError::File`] where it is empty, too large or cannot be read; [`AppError::NotFound`].
pub fn add(
    app: &App,
    op: OperationId,
    customer: CustomerId,
    file: FileToken,
) -> Result<AttachmentId, AppError> {
    let held = match app.files().get(&file) {
        // The copy goes once it is kept, so a press that is sent again finds none.
        Err(_) if crate::operations::find(app, op)?.is_some() => {
            return Err(AppError::AlreadyDone { operation: op });
        }
        held => held?,
    };
    let name = held.name.clone();
    let problem = move |problem| AppError::File { name: name.clone(), problem };
    let source = std::fs::File::open(&held.path).map_err(|_| problem(FileProblem::Unreadable))?;
    let media = mime_guess::from_path(&held.name).first_or_octet_stream();
    let added = app.write(op, "attachments.add", Some(customer), move |tx| {
        known(tx, customer)?;
        // One byte more than may be tells that there is more.
        let mut source = source.take(MOST_BYTES + 1);
        let kept = rows::insert(tx, customer, &held.name, media.essence_str(), &mut source)?;
        match kept.size {
            0 => Err(problem(FileProblem::Empty)),
            size if size > MOST_BYTES => Err(problem(FileProblem::TooLargeToKeep)),
            _ => Ok(kept.id),
        }
    });
    if !matches!(added, Err(AppError::Busy)) {
        app.files().let_go(&file);
    }
    Ok(added?.value)
}

/// Takes a file off its customer.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn remove(
    app: &App,
    op: OperationId,
    customer: CustomerId,
    attachment: AttachmentId,
) -> Result<(), AppError> {
    app.write(op, "attachments.remove", Some(customer), move |tx| {
        Ok(rows::remove(tx, customer, attachment)?)
    })?;
    Ok(())
}

/// A token under which the file can be shown or saved.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn hand_out(
    app: &App,
    customer: CustomerId,
    attachment: AttachmentId,
) -> Result<FileToken, AppError> {
    let found = app.read(|reader| Ok(rows::get(reader, customer, attachment)?))?;
    let found = found.ok_or_else(|| AppError::not_found("attachment", &attachment.to_string()))?;
    Ok(app.files().hold_kept(found.id, &found.name, found.size))
}

/// Lets the bytes go of files that were removed too long ago to be brought back.
///
/// # Errors
/// [`AppError::Busy`], [`AppError::Internal`].
pub(crate) fn clear_removed(app: &App, now: Instant) -> Result<(), AppError> {
    let since = now.plus_days(-KEPT_DAYS);
    let cleared = app
        .write_by_itself("attachments.clear", now, move |tx| Ok(rows::clear_removed(tx, since)?))?;
    if cleared.value > 0 {
        tracing::info!(files = cleared.value, "removed files cleared");
    }
    Ok(())
}
