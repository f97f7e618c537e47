//! The file of rejected rows: every one as it stood, and why it was not taken, so that it can be
//! mended and imported again.

use std::io::Result;
use std::path::{Path, PathBuf};

use huike_domain::error::{FieldError, InvalidCode};

use super::ExportFormat;
use super::read::Row;
use super::write::Writer;
use crate::words::Words;

/// Made when the first row is rejected; taken away again unless [`Rejected::keep`] is called, so
/// that a cancelled import leaves nothing behind.
pub(crate) struct Rejected {
    /// The first of these that can be written to.
    folders: [PathBuf; 2],
    name: String,
    path: Option<PathBuf>,
    headings: Vec<String>,
    words: &'static Words,
    writer: Option<Writer>,
    kept: bool,
}

impl Rejected {
    /// Prepares a file for the rows of a file that people call `name`: in the first of `folders`,
    /// or the second where that one cannot be written to.
    pub(crate) fn new(
        folders: [PathBuf; 2],
        name: &str,
        headings: &[String],
        words: &'static Words,
    ) -> Self {
        let stem = Path::new(name).file_stem().map(|s| s.to_string_lossy()).unwrap_or_default();
        Self {
            folders,
            name: words.say("transfer.rejected.file", &[("name", &stem)]),
            path: None,
            headings: headings.to_vec(),
            words,
            writer: None,
            kept: false,
        }
    }

    /// Adds a row and its reason.
    pub(crate) fn add(&mut self, row: &Row, error: &FieldError) -> Result<()> {
        let width = self.headings.len();
        if self.writer.is_none() {
            let mut writer = self.create()?;
            let reason = self.words.say("transfer.rejected.reason", &[]);
            writer.row(self.headings.iter().map(String::as_str).chain([reason.as_str()]))?;
            self.writer = Some(writer);
        }
        let Some(writer) = &mut self.writer else { return Ok(()) };
        let reason = reason(self.words, error);
        // A row with more cells than headings keeps them all, in front of its reason.
        let cells = (0..width.max(row.cells.len())).map(|i| row.cell(i));
        writer.row(cells.chain([reason.as_str()]))
    }

    /// What people call the file.
    pub(crate) fn name(&self) -> String {
        self.name.clone()
    }

    fn create(&mut self) -> Result<Writer> {
        let mut last = None;
        for folder in &self.folders {
            let path = free_path(folder, &self.name);
            let made = std::fs::create_dir_all(folder);
            match made.and_then(|()| Writer::create(&path, ExportFormat::Csv)) {
                Ok(writer) => {
                    self.path = Some(path);
                    return Ok(writer);
                }
                Err(error) => last = Some(error),
            }
        }
        Err(last.unwrap_or_else(|| std::io::ErrorKind::NotFound.into()))
    }

    /// Finishes the file; `None` where no row was rejected.
    pub(crate) fn keep(mut self) -> Result<Option<PathBuf>> {
        let Some(writer) = self.writer.take() else { return Ok(None) };
        writer.finish()?;
        self.kept = true;
        Ok(self.path.take())
    }
}

impl Drop for Rejected {
    fn drop(&mut self) {
        drop(self.writer.take());
        if let Some(path) = self.path.take().filter(|_| !self.kept) {
            let _ = std::fs::remove_file(path);
        }
    }
}

/// Field and reason in words: `手机号：无法识别`.
fn reason(words: &Words, error: &FieldError) -> String {
    let code = serde_json::to_value(error.code).unwrap_or_default();
    let key = format!("errors.invalid.{}", code.as_str().unwrap_or_default());
    let limit = error.limit.map(|limit| limit.to_string()).unwrap_or_default();
    let why = words.say(&key, &[("limit", &limit)]);
    if error.code == InvalidCode::Shifted {
        return why;
    }
    let key = format!("transfer.fields.{}", field_key(&error.field));
    let field = words.say(&key, &[]);
    words.say("transfer.rejected.why", &[("field", &field), ("reason", &why)])
}

/// Rules name fields as drafts do (`externalId`), columns as the wire does (`external_id`).
fn field_key(field: &str) -> &str {
    if field == "externalId" { "external_id" } else { field }
}

/// A name in `folder` that nothing has yet.
pub(crate) fn free_path(folder: &Path, name: &str) -> PathBuf {
    let clean: String = name.chars().filter(|c| !"/\\:*?\"<>|".contains(*c)).collect();
    let path = folder.join(&clean);
    let (stem, end) = clean.rsplit_once('.').unwrap_or((&clean, ""));
    let mut numbered = (2..).map(|n| folder.join(format!("{stem} {n}.{end}")));
    if path.exists() { numbered.find(|p| !p.exists()).unwrap_or(path) } else { path }
}

#[cfg(test)]
mod tests {
    use huike_domain::shop::Language;

    use super::*;

    #[test]
    fn a_rejected_row_keeps_its_cells_and_names_its_reason() {
        let dir = tempfile::tempdir().expect("a folder");
        let headings = ["姓名".to_owned(), "手机号".to_owned()];
        let row = Row { cells: vec!["=王欣", "123", "多"].into(), number: 2 };
        let error = FieldError::new("phone", InvalidCode::Unreadable);
        let folders = [dir.path().join("x.csv"), dir.path().to_owned()];
        std::fs::write(&folders[0], "a file where a folder should be").expect("a file");
        let mut rejected =
            Rejected::new(folders.clone(), "客户.xlsx", &headings, Words::of(Language::ZhCn));
        rejected.add(&row, &error).expect("written");
        let path = rejected.keep().expect("kept").expect("a file");
        let text = std::fs::read_to_string(&path).expect("text");
        assert_eq!(text, "\u{feff}姓名,手机号,原因\r\n'=王欣,123,多,手机号：无法识别\r\n");

        let mut second = Rejected::new(folders, "客户.xlsx", &headings, Words::of(Language::En));
        second.add(&row, &error).expect("written");
        drop(second);
        assert_eq!(std::fs::read_dir(dir.path()).expect("a folder").count(), 2);
    }

    #[test]
    fn every_reason_is_worded() {
        #[track_caller]
        fn check(error: &FieldError) {
            for language in [Language::ZhCn, Language::En] {
                let said = reason(Words::of(language), error);
                let unsaid = ["errors.", "transfer.", "{{"].iter().any(|part| said.contains(part));
                assert!(!unsaid, "{said}");
            }
        }
        use InvalidCode as C;
        use huike_domain::transfer::fields::{CustomerField, ImportField, PurchaseField};
        let codes = [
            C::Required,
            C::Unreadable,
            C::OutOfRange,
            C::Impossible,
            C::Taken,
            C::Ambiguous,
            C::Shortened,
            C::TooPrecise,
            C::Unknown,
            C::Garbled,
            C::Shifted,
        ];
        let customers = CustomerField::ALL.iter().map(|f| f.name());
        let fields = customers.chain(PurchaseField::ALL.iter().map(|f| f.name()));
        for field in fields.chain(["externalId"]) {
            for code in codes {
                check(&FieldError::new(field, code));
            }
            check(&FieldError::too_long(field, 30));
        }
    }
}
