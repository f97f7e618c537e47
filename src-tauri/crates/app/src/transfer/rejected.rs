//! The file of rejected rows: every one as it stood, and why it was not taken, so that it can be
//! mended and imported again.

use std::io::Result;
use std::path::{Path, PathBuf};

use huike_domain::error::{FieldError, InvalidCode};
use huike_domain::shop::Language;

use super::ExportFormat;
use super::read::{CellKind, Row};
use super::write::{Cell, Writer};
use crate::words::Words;

/// Made when the first row is rejected; taken away again unless [`Rejected::keep`] is called, so
/// that a cancelled import leaves nothing behind.
pub(crate) struct Rejected {
    /// The first of these that can be written to.
    folders: [PathBuf; 2],
    name: String,
    format: ExportFormat,
    path: Option<PathBuf>,
    headings: Vec<String>,
    /// Where the reasons stand that an import before gave: these rows were rejected once already.
    old_reasons: Option<usize>,
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
        format: ExportFormat,
        headings: &[String],
        words: &'static Words,
    ) -> Self {
        let stem = Path::new(name).file_stem().map(|s| s.to_string_lossy()).unwrap_or_default();
        // What was mended and is still not right keeps its name.
        let again = words.say("transfer.rejected.file", &[("name", ""), ("end", "")]);
        let again = again.trim_end_matches('.');
        let stem = stem.strip_suffix(again).unwrap_or(&stem);
        let end = format.ending();
        Self {
            folders,
            name: words.say("transfer.rejected.file", &[("name", stem), ("end", end)]),
            format,
            path: None,
            headings: headings.to_vec(),
            old_reasons: headings.iter().rposition(|heading| is_reason(heading)),
            words,
            writer: None,
            kept: false,
        }
    }

    /// Adds a row and its reason.
    pub(crate) fn add(&mut self, row: &Row, error: &FieldError) -> Result<()> {
        let width = self.headings.len();
        let old = self.old_reasons;
        if self.writer.is_none() {
            let mut writer = self.create()?;
            let reason = self.words.say(REASON, &[]);
            let headings = self.headings.iter().enumerate().filter(|(at, _)| Some(*at) != old);
            let headings = headings.map(|(_, heading)| heading.as_str());
            writer.row(headings.chain([reason.as_str()]))?;
            self.writer = Some(writer);
        }
        let Some(writer) = &mut self.writer else { return Ok(()) };
        let reason = reason(self.words, error);
        // A row with more cells than headings keeps them all, in front of its reason.
        let places = (0..width.max(row.cells.len())).filter(|at| Some(*at) != old);
        let cells = places.map(|at| match row.kinds.get(at) {
            Some(CellKind::Number) => Cell::Number(row.cell(at)),
            Some(CellKind::Date) => Cell::Date(row.cell(at)),
            Some(CellKind::Text) | None => Cell::Text(row.cell(at)),
        });
        writer.cells(cells.chain([Cell::Text(&reason)]))
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
            match made.and_then(|()| Writer::create(&path, self.format)) {
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

/// The heading above the reasons.
const REASON: &str = "transfer.rejected.reason";

/// Whether a column holds the reasons of an import before, whatever language the shop spoke then.
fn is_reason(heading: &str) -> bool {
    let heading = heading.trim();
    [Language::ZhCn, Language::En].iter().any(|l| Words::of(*l).say(REASON, &[]) == heading)
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
    // A field of the shop's own goes by its own name.
    let field = match words.say(&key, &[]) {
        unknown if unknown == key => error.field.clone(),
        field => field,
    };
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
    use super::*;

    #[test]
    fn a_rejected_row_keeps_its_cells_and_names_its_reason() {
        let dir = tempfile::tempdir().expect("a folder");
        let headings = ["姓名".to_owned(), "手机号".to_owned()];
        let row = Row { cells: vec!["=王欣", "123", "多"].into(), number: 2, kinds: Vec::new() };
        let error = FieldError::new("phone", InvalidCode::Unreadable);
        let folders = [dir.path().join("x.csv"), dir.path().to_owned()];
        std::fs::write(&folders[0], "a file where a folder should be").expect("a file");
        let mut rejected = Rejected::new(
            folders.clone(),
            "客户.xlsx",
            ExportFormat::Csv,
            &headings,
            Words::of(Language::ZhCn),
        );
        rejected.add(&row, &error).expect("written");
        let path = rejected.keep().expect("kept").expect("a file");
        let text = std::fs::read_to_string(&path).expect("text");
        assert_eq!(text, "\u{feff}姓名,手机号,原因\r\n'=王欣,123,多,手机号：无法识别\r\n");

        let mut second = Rejected::new(
            folders,
            "客户.xlsx",
            ExportFormat::Csv,
            &headings,
            Words::of(Language::En),
        );
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
        use huike_domain::transfer::complaints::ComplaintField;
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
        let fields = fields.chain(ComplaintField::ALL.iter().map(|f| f.name()));
        for field in fields.chain(["externalId"]) {
            for code in codes {
                check(&FieldError::new(field, code));
            }
            check(&FieldError::too_long(field, 30));
        }
    }
}
