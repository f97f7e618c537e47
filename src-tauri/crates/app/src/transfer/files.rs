//! Files a screen may touch, by token.
//!
//! A screen never names a path: the shell or the loopback host hands a file in and gets a token;
//! what a use case writes comes back as a token. So no page can read the disk.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use huike_domain::ids::AttachmentId;
use serde::{Deserialize, Serialize};

use super::read::Surveyed;
use crate::App;
use crate::error::{AppError, FileProblem};

/// Stands for one file until the program ends.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FileToken(String);

impl specta::Type for FileToken {
    fn definition(types: &mut specta::Types) -> specta::datatype::DataType {
        huike_domain::ids::branded("FileToken", types)
    }
}

/// A file behind a token.
#[derive(Clone, Debug)]
pub struct HeldFile {
    /// Where it lies.
    pub path: PathBuf,
    /// What a person calls it.
    pub name: String,
    /// What was found out about it.
    pub(crate) surveyed: Surveyed,
}

impl HeldFile {
    /// The file at `path`, which a person calls `name`.
    #[must_use]
    pub fn new(path: &Path, name: &str) -> Self {
        Self { path: path.to_owned(), name: name.to_owned(), surveyed: Surveyed::default() }
    }
}

/// What a person calls the file at `path`.
#[must_use]
pub fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// The longest name a person sees of a file, in characters.
const LONGEST_NAME: usize = 120;

/// The last part of a path that a page named, without characters that a name cannot show.
#[must_use]
pub fn plain_name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
    if plain.trim().is_empty() { "file".to_owned() } else { plain }
}

/// How long a table that was written out for a screen may lie there: it is plain text of what the
/// data file keeps encrypted.
const KEPT: Duration = Duration::from_secs(86_400);

/// Clears what earlier sessions wrote out or left of what was handed in. What another program wrote just now stays.
pub(crate) fn clear_written(folder: &Path) {
    for name in [OUT, REJECTED, INCOMING] {
        let Ok(entries) = std::fs::read_dir(folder.join(name)) else { continue };
        for entry in entries.flatten() {
            let age = entry.metadata().and_then(|found| found.modified()).ok();
            let old = age.is_none_or(|at| at.elapsed().is_ok_and(|age| age > KEPT));
            if old && let Err(error) = std::fs::remove_file(entry.path()) {
                tracing::warn!(%error, "written file");
            }
        }
    }
}

/// Where exports for a screen are written.
pub(crate) const OUT: &str = "out";
/// Where rejected rows for a screen are written.
pub(crate) const REJECTED: &str = "rejected";

/// Creates a file that its owner alone may read, or empties the one that is there.
///
/// # Errors
/// Where the disk says no.
pub fn create_private(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Where copies lie that a page handed in; see [`Files::hold_copy`].
pub const INCOMING: &str = "incoming";

/// What stands behind a token.
#[derive(Clone, Debug)]
enum Held {
    /// A file on the disk. What is only a copy is ours to delete.
    File { file: HeldFile, is_copy: bool },
    /// A file kept with a customer.
    Kept { id: AttachmentId, name: String, size: u64 },
}

/// The files handed in and out so far.
#[derive(Debug, Default)]
pub struct Files {
    held: Mutex<HashMap<FileToken, Held>>,
}

impl Files {
    /// Takes a file in; `name` is what a person calls it.
    pub fn hold(&self, path: &Path, name: &str) -> FileToken {
        let file = HeldFile::new(path, name);
        self.put(Held::File { file, is_copy: false })
    }

    /// Takes in a copy that was made for us, of a file that a person keeps elsewhere.
    pub fn hold_copy(&self, path: &Path, name: &str) -> FileToken {
        let file = HeldFile::new(path, name);
        self.put(Held::File { file, is_copy: true })
    }

    /// Hands out a file kept with a customer. One file has one token, however often it is shown.
    pub(crate) fn hold_kept(&self, id: AttachmentId, name: &str, size: u64) -> FileToken {
        let is_it = |held: &Held| matches!(held, Held::Kept { id: other, .. } if *other == id);
        let known = self.lock().iter().find(|(_, held)| is_it(held)).map(|(t, _)| t.clone());
        known.unwrap_or_else(|| self.put(Held::Kept { id, name: name.to_owned(), size }))
    }

    /// Lets go of all of them: their tokens are worth nothing any more.
    pub(crate) fn forget(&self) {
        let tokens: Vec<_> = self.lock().keys().cloned().collect();
        for token in tokens {
            self.let_go(&token);
        }
    }

    fn put(&self, held: Held) -> FileToken {
        let token = FileToken(crate::clock::random_id().to_string());
        self.lock().insert(token.clone(), held);
        token
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<FileToken, Held>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, token: &FileToken) -> Result<Held, AppError> {
        let found = self.lock().get(token).cloned();
        found.ok_or_else(|| AppError::not_found("file", &token.0))
    }

    /// The file on the disk behind `token`.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a token that was never given out, or of no file on the disk.
    pub fn get(&self, token: &FileToken) -> Result<HeldFile, AppError> {
        match self.find(token)? {
            Held::File { file, .. } => Ok(file),
            Held::Kept { .. } => Err(AppError::not_found("file", &token.0)),
        }
    }

    /// Nobody needs the file any more: a copy made for us is deleted.
    pub(crate) fn let_go(&self, token: &FileToken) {
        if let Some(Held::File { file, is_copy: true }) = self.lock().remove(token)
            && let Err(error) = std::fs::remove_file(file.path)
        {
            // It goes with what earlier sessions left.
            tracing::warn!(%error, "copy of a file");
        }
    }
}

/// A file going out, part by part.
pub struct Outgoing {
    /// What a person calls it.
    pub name: String,
    /// In bytes.
    pub size: u64,
    source: Source,
}

enum Source {
    Disk(File),
    Kept { app: App, id: AttachmentId, part: u32 },
}

impl Outgoing {
    /// Opens the file behind `token`.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a token that was never given out; [`AppError::File`] where the
    /// file cannot be read.
    pub fn open(app: &App, token: &FileToken) -> Result<Self, AppError> {
        app.store().map(drop)?;
        match app.files().find(token)? {
            Held::File { file: HeldFile { path, name, .. }, .. } => {
                let gone =
                    |_| AppError::File { name: name.clone(), problem: FileProblem::Unreadable };
                let file = File::open(path).map_err(gone)?;
                let size = file.metadata().map_err(gone)?.len();
                Ok(Self { name, size, source: Source::Disk(file) })
            }
            Held::Kept { id, name, size } => {
                Ok(Self { name, size, source: Source::Kept { app: app.clone(), id, part: 0 } })
            }
        }
    }

    /// The next bytes; none at the end. Blocks while they are read.
    ///
    /// # Errors
    /// [`AppError::File`] where the file cannot be read any further.
    pub fn next_part(&mut self) -> Result<Option<Vec<u8>>, AppError> {
        match &mut self.source {
            Source::Disk(file) => {
                let mut bytes = Vec::new();
                let most = huike_store::attachments::PART as u64;
                file.take(most).read_to_end(&mut bytes).map_err(|_| AppError::File {
                    name: self.name.clone(),
                    problem: FileProblem::Unreadable,
                })?;
                Ok((!bytes.is_empty()).then_some(bytes))
            }
            Source::Kept { app, id, part } => {
                let bytes =
                    app.read(|reader| Ok(huike_store::attachments::part(reader, *id, *part)?))?;
                *part += 1;
                Ok(bytes)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(given: &str, name: &str) {
        assert_eq!(plain_name(given), name);
    }

    #[test]
    fn names_come_in_plain() {
        check("orders 2026.csv", "orders 2026.csv");
        check("../../etc/passwd", "passwd");
        check(r"C:\Users\li\顾客.xlsx", "顾客.xlsx");
        check("a\r\nb\".csv", "ab\".csv");
        check("", "file");
    }
}
