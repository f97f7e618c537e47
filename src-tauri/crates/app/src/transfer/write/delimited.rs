//! CSV as Excel reads it in any country: UTF-8 with its mark, CRLF, quotes where needed.

use std::fs::File;
use std::io::{BufWriter, Result, Write};

use super::harmless;

pub(crate) struct Delimited {
    out: csv::Writer<BufWriter<File>>,
}

impl Delimited {
    pub(crate) fn new(file: File) -> Result<Self> {
        let mut file = BufWriter::with_capacity(128 * 1024, file);
        file.write_all(b"\xef\xbb\xbf")?;
        let out = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .flexible(true)
            .from_writer(file);
        Ok(Self { out })
    }

    pub(crate) fn row<'a>(&mut self, cells: impl Iterator<Item = &'a str>) -> Result<()> {
        for cell in cells {
            self.out.write_field(harmless(cell).as_bytes()).map_err(std::io::Error::from)?;
        }
        self.out.write_record(None::<&[u8]>).map_err(std::io::Error::from)
    }

    pub(crate) fn finish(self) -> Result<()> {
        let file = self.out.into_inner().map_err(|e| e.into_error())?;
        file.into_inner().map_err(|e| e.into_error())?.sync_all()
    }
}
