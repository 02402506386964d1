//! One CSV file being written.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use base::{Date, Nop, Rupiah};
use csv::ByteRecord;

use super::GenerateError;
use super::parcel::Area;

const BUFFER: usize = 256 * 1024;

/// The columns of a NOP, for the head of a table.
pub const NOP: [&str; 7] =
    ["KD_PROPINSI", "KD_DATI2", "KD_KECAMATAN", "KD_KELURAHAN", "KD_BLOK", "NO_URUT", "KD_JNS_OP"];

/// A table's file, its header written. Values are added one by one, then the row is ended.
pub struct Sheet {
    file: &'static str,
    columns: usize,
    out: csv::Writer<BufWriter<File>>,
    row: ByteRecord,
    text: Vec<u8>,
    rows: u64,
}

impl Sheet {
    /// Creates `file` in the folder with this header.
    pub fn create(
        folder: &Path,
        file: &'static str,
        header: &[&str],
    ) -> Result<Self, GenerateError> {
        let failed = |source| GenerateError::Write { file: file.to_owned(), source };
        let out = File::create(folder.join(file)).map_err(failed)?;
        let out = csv::WriterBuilder::new().from_writer(BufWriter::with_capacity(BUFFER, out));
        let (row, text) = (ByteRecord::new(), Vec::new());
        let mut sheet = Self { file, columns: header.len(), out, row, text, rows: 0 };
        for name in header {
            sheet.text(name);
        }
        sheet.end()?;
        sheet.rows = 0;
        Ok(sheet)
    }

    pub fn text(&mut self, value: &str) -> &mut Self {
        self.row.push_field(value.as_bytes());
        self
    }

    pub fn blank(&mut self) -> &mut Self {
        self.text("")
    }

    pub fn number(&mut self, value: impl Into<i128>) -> &mut Self {
        self.text.clear();
        // Writing into memory cannot fail.
        let _ = write!(self.text, "{}", value.into());
        self.row.push_field(&self.text);
        self
    }

    pub fn rupiah(&mut self, value: Rupiah) -> &mut Self {
        self.number(value.0)
    }

    /// Thousands of rupiah with as many decimals as it takes; the value is in hundreds.
    pub fn thousands(&mut self, rupiah: u64) -> &mut Self {
        self.text.clear();
        let rest = rupiah % 1_000 / 100;
        let _ = if rest == 0 {
            write!(self.text, "{}", rupiah / 1_000)
        } else {
            write!(self.text, "{}.{rest}", rupiah / 1_000)
        };
        self.row.push_field(&self.text);
        self
    }

    pub fn area(&mut self, area: Area) -> &mut Self {
        self.text.clear();
        let _ = write!(self.text, "{area}");
        self.row.push_field(&self.text);
        self
    }

    pub fn date(&mut self, date: Date) -> &mut Self {
        let (year, month, day) = (date.year(), date.month(), date.day());
        self.text.clear();
        let _ = write!(self.text, "{year:04}-{month:02}-{day:02}");
        self.row.push_field(&self.text);
        self
    }

    /// The seven parts of a NOP.
    pub fn nop(&mut self, nop: &Nop) -> &mut Self {
        let digits = nop.digits();
        for (from, to) in [(0, 2), (2, 4), (4, 7), (7, 10), (10, 13), (13, 17), (17, 18)] {
            self.text(&digits[from..to]);
        }
        self
    }

    /// The four parts of a village.
    pub fn village(&mut self, digits: &str) -> &mut Self {
        for (from, to) in [(0, 2), (2, 4), (4, 7), (7, 10)] {
            self.text(&digits[from..to]);
        }
        self
    }

    /// Writes the row.
    pub fn end(&mut self) -> Result<(), GenerateError> {
        debug_assert_eq!(self.row.len(), self.columns, "{}", self.file);
        let written = self.out.write_byte_record(&self.row);
        self.row.clear();
        self.rows += 1;
        written.map_err(|error| self.failed(io::Error::from(error)))
    }

    /// Brings everything to the disk; a full disk shows here at the latest.
    pub fn finish(mut self) -> Result<(&'static str, u64), GenerateError> {
        let flushed = self.out.flush();
        flushed.map_err(|source| self.failed(source))?;
        Ok((self.file, self.rows))
    }

    fn failed(&self, source: io::Error) -> GenerateError {
        GenerateError::Write { file: self.file.to_owned(), source }
    }
}
