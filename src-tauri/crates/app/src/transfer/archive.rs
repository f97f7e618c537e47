//! The whole shop as an archive that outlives the program: a ZIP with a CSV file a table, the files
//! that are kept with customers, a page that explains them, and a list with the SHA-256 of each.

mod kept;

use std::fs::File;
use std::io::{BufWriter, Result, Write};
use std::path::Path;

use huike_domain::ids::OperationId;
use huike_domain::shop::Language;
use huike_store::{archive, attachments};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::export::unwritable;
use super::files::{FileToken, create_private};
use super::jobs::{Job, Steps};
use super::write::harmless;
use crate::App;
use crate::error::AppError;
use crate::words::Words;
use kept::Kept;

/// What an archive holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Manifest {
    format: u32,
    program: &'static str,
    at: String,
    tables: Vec<Listed>,
    files: Vec<ListedFile>,
}

/// A file that is kept with a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct ListedFile {
    file: String,
    bytes: u64,
    sha256: String,
}

/// One file of an archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Listed {
    file: String,
    rows: u64,
    bytes: u64,
    sha256: String,
}

/// Writes the archive to a new file of the program's own folder.
pub(super) fn to_token(app: &App, op: OperationId) -> std::result::Result<FileToken, AppError> {
    let day = app.today()?.to_string();
    let name = app.words()?.say("transfer.archive.file", &[("day", &day)]);
    super::written(app, &name, |path| to_path(app, op, path).map(drop))
}

/// Writes the archive to `path`, as of one moment; answers how many rows. What was begun is taken
/// away again where it cannot be finished.
pub(super) fn to_path(
    app: &App,
    op: OperationId,
    path: &Path,
) -> std::result::Result<u64, AppError> {
    let written = write(app, &app.jobs().start(op), path);
    if written.is_err() {
        let _ = std::fs::remove_file(path);
    }
    written
}

fn write(app: &App, job: &Job, path: &Path) -> std::result::Result<u64, AppError> {
    let failed = |error: std::io::Error| unwritable(path, &error);
    let file = create_private(path).map_err(failed)?;
    let mut zip = ZipWriter::new(BufWriter::with_capacity(128 * 1024, file));
    let at = app.now().to_rfc3339();
    let mut steps = Steps::new(app, job);
    let (tables, files) = app.read(|reader| {
        let total = archive::rows(reader)?;
        let (mut listed, mut kept) = (Vec::new(), Kept::default());
        for table in archive::tables() {
            let mut part = Part::begin(&mut zip, table).map_err(failed)?;
            let has_files = table == "attachment";
            archive::each_row(reader, table, |cells| {
                steps.step(total)?;
                let file = if has_files { Some(kept.file_of(reader, cells)?) } else { None };
                part.row(cells.iter().chain(&file)).map_err(failed)
            })?;
            listed.push(part.finish().map_err(failed)?);
        }
        let mut files = Vec::new();
        for (id, name) in kept.files {
            let mut hashed = Hashed::begin(&mut zip, &name).map_err(failed)?;
            for part in 0.. {
                steps.check()?;
                let Some(bytes) = attachments::part(reader, id, part)? else { break };
                hashed.write_all(&bytes).map_err(failed)?;
            }
            let (bytes, sha256) = hashed.finish();
            files.push(ListedFile { file: name, bytes, sha256 });
        }
        Ok::<_, AppError>((listed, files))
    })?;
    let rows = tables.iter().map(|table| table.rows).sum();
    let manifest = Manifest { format: 2, program: env!("CARGO_PKG_VERSION"), at, tables, files };
    finish(zip, &manifest).map_err(failed)?;
    Ok(rows)
}

fn options() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_level(Some(3)).large_file(true)
}

fn finish(mut zip: ZipWriter<BufWriter<File>>, manifest: &Manifest) -> Result<()> {
    zip.start_file("manifest.json", options())?;
    serde_json::to_writer_pretty(&mut zip, manifest)?;
    for (name, language) in [("README.zh-CN.txt", Language::ZhCn), ("README.en.txt", Language::En)]
    {
        zip.start_file(name, options())?;
        // With a mark, so that every editor of an office reads it.
        let text = Words::of(language).say("transfer.archive.readme", &[("at", &manifest.at)]);
        zip.write_all("\u{feff}".as_bytes())?;
        zip.write_all(text.replace('\n', "\r\n").as_bytes())?;
    }
    let file = zip.finish()?;
    file.into_inner().map_err(|error| error.into_error())?.sync_all()
}

/// A table on its way into the archive.
struct Part<'a> {
    out: csv::Writer<Hashed<'a>>,
    file: String,
    /// Lines written, the headings among them.
    lines: u64,
}

impl<'a> Part<'a> {
    fn begin(zip: &'a mut ZipWriter<BufWriter<File>>, table: &str) -> Result<Self> {
        let file = format!("{table}.csv");
        let mut hashed = Hashed::begin(zip, &file)?;
        hashed.write_all("\u{feff}".as_bytes())?;
        let out = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .buffer_capacity(64 * 1024)
            .from_writer(hashed);
        Ok(Self { out, file, lines: 0 })
    }

    fn row<'c>(&mut self, cells: impl Iterator<Item = &'c String>) -> Result<()> {
        for cell in cells {
            self.out.write_field(harmless(cell).as_bytes()).map_err(std::io::Error::from)?;
        }
        self.lines += 1;
        self.out.write_record(None::<&[u8]>).map_err(std::io::Error::from)
    }

    fn finish(self) -> Result<Listed> {
        let hashed = self.out.into_inner().map_err(|error| error.into_error())?;
        let rows = self.lines.saturating_sub(1);
        let (bytes, sha256) = hashed.finish();
        Ok(Listed { file: self.file, rows, bytes, sha256 })
    }
}

/// Hashes what it hands on.
struct Hashed<'a> {
    zip: &'a mut ZipWriter<BufWriter<File>>,
    hash: Sha256,
    bytes: u64,
}

impl<'a> Hashed<'a> {
    fn begin(zip: &'a mut ZipWriter<BufWriter<File>>, file: &str) -> Result<Self> {
        zip.start_file(file, options())?;
        Ok(Self { zip, hash: Sha256::new(), bytes: 0 })
    }

    /// How many bytes these were, and their SHA-256.
    fn finish(self) -> (u64, String) {
        let sha256 = self.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        (self.bytes, sha256)
    }
}

impl Write for Hashed<'_> {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        let written = self.zip.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> Result<()> {
        self.zip.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn an_archive_holds_every_table_and_proves_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let app = App::open(&folder.path().join("data")).expect("a shop");
        let op = crate::clock::new_operation();
        crate::shop::open_sample(&app, op).expect("the sample shop");
        let customer = crate::customers::page(&app, Default::default(), 0, 1).expect("a page");
        let customer = customer.rows[0].id;
        for (name, bytes) in [("合同.PDF", "one"), ("合同.pdf", "two"), ("../con.txt", "three")]
        {
            let file = folder.path().join("given");
            std::fs::write(&file, bytes).expect("a file");
            let file = app.files().hold(&file, name);
            let op = crate::clock::new_operation();
            crate::attachments::add(&app, op, customer, file).expect("an attachment");
        }
        let path = folder.path().join("shop.zip");
        let rows = to_path(&app, op, &path).expect("an archive");
        let file = File::open(&path).expect("a file");
        let mut zip = zip::ZipArchive::new(file).expect("a zip");
        let mut read = |name: &str| {
            let mut bytes = Vec::new();
            zip.by_name(name).expect(name).read_to_end(&mut bytes).expect(name);
            bytes
        };
        let manifest: serde_json::Value =
            serde_json::from_slice(&read("manifest.json")).expect("a manifest");
        let tables = manifest["tables"].as_array().expect("tables");
        assert_eq!(tables.len(), archive::tables().len());
        let mut counted = 0;
        for table in tables {
            let bytes = read(table["file"].as_str().expect("a name"));
            let hash: String =
                Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(table["sha256"], hash, "{table}");
            assert_eq!(table["bytes"], bytes.len());
            let rows = csv::Reader::from_reader(bytes.as_slice()).into_records().count();
            assert_eq!(table["rows"], rows, "{table}");
            counted += rows as u64;
        }
        assert_eq!(rows, counted);
        assert!(rows > 100);
        let files = manifest["files"].as_array().expect("files");
        let named: Vec<&str> = files.iter().filter_map(|file| file["file"].as_str()).collect();
        assert_eq!(named, ["files/合同.PDF", "files/合同 2.pdf", "files/_con.txt"]);
        assert_eq!((read(named[0]), read(named[1])), (b"one".to_vec(), b"two".to_vec()));
        let hash = "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed";
        assert_eq!((&files[0]["sha256"], &files[0]["bytes"]), (&hash.into(), &3.into()));
        let listed = String::from_utf8(read("attachment.csv")).expect("text");
        assert!(listed.lines().next().is_some_and(|names| names.ends_with(",file")), "{listed}");
        assert!(listed.contains("files/合同 2.pdf\r\n"), "{listed}");
        let customers = String::from_utf8(read("customer.csv")).expect("text");
        assert!(customers.starts_with("\u{feff}id,kind,name,phone,"), "{customers:.60}");
        for readme in ["README.zh-CN.txt", "README.en.txt"] {
            assert!(read(readme).len() > 400);
        }
        assert!(to_path(&app, op, Path::new("/nowhere/at/all.zip")).is_err());
    }
}
