//! Writes an archive as a ZIP file, file by file, and keeps the sums of what it wrote.
//!
//! Nothing of it is held in memory: what describes the letters grows in files of the same workroom and
//! goes into the ZIP file at the end. Times inside are those of the order, so that writing it twice
//! makes the same bytes.

use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Read, Seek, Write};
use std::path::{Path, PathBuf};

use base::{Error, Kind, Result};
use serde::Serialize;
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::domain::archive::{Described, Manifest, csv_line, read_me};
use crate::usecase::draft::hex;

/// Lets Excel read the table as UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();
const PIECE: usize = 64 << 10;

/// A file of the archive as the manifest lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Line<'a> {
    path: &'a str,
    #[serde(rename = "ukuran")]
    bytes: u64,
    sha256: &'a str,
}

/// An archive that is being written.
pub struct Archive<W: Write + Seek> {
    zip: ZipWriter<W>,
    room: PathBuf,
    table: BufWriter<File>,
    records: BufWriter<File>,
    lines: BufWriter<File>,
    sums: BufWriter<File>,
    letters: u64,
    files: u64,
    open: Option<Open>,
}

struct Open {
    path: String,
    hash: Sha256,
    bytes: u64,
}

impl<W: Write + Seek> Archive<W> {
    /// Begins an archive that is written to `out`; what grows beside it lies in the folder `room`.
    ///
    /// # Errors
    /// `documents/export-disk-full`, `files/unavailable`; so for everything here.
    pub fn begin(out: W, room: &Path) -> Result<Self> {
        let begin = || -> io::Result<Self> {
            let side =
                |name: &str| Ok::<_, io::Error>(BufWriter::new(File::create(room.join(name))?));
            let mut table = side("metadata.csv")?;
            table.write_all(BYTE_ORDER_MARK)?;
            table.write_all(csv_line(Described::COLUMNS).as_bytes())?;
            let mut records = side("metadata.json")?;
            records.write_all(b"[")?;
            Ok(Self {
                zip: ZipWriter::new(out),
                room: room.to_owned(),
                table,
                records,
                lines: side("lines")?,
                sums: side("SHA256SUMS")?,
                letters: 0,
                files: 0,
                open: None,
            })
        };
        begin().map_err(disk)
    }

    /// Begins a file. What is packed already (PDF, pictures, office documents) is only stored.
    pub fn begin_file(&mut self, path: &str) -> Result<()> {
        let packed = !path.ends_with(".json") && !path.ends_with(".csv") && !path.ends_with(".txt");
        let method = if packed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(zip::DateTime::default())
            .unix_permissions(0o644);
        self.zip.start_file(path, options).map_err(unzipped)?;
        self.open = Some(Open { path: path.to_owned(), hash: Sha256::new(), bytes: 0 });
        Ok(())
    }

    /// The next bytes of the file.
    pub fn add(&mut self, bytes: &[u8]) -> Result<()> {
        self.zip.write_all(bytes).map_err(disk)?;
        if let Some(open) = self.open.as_mut() {
            open.hash.update(bytes);
            open.bytes = open.bytes.saturating_add(bytes.len() as u64);
        }
        Ok(())
    }

    /// Ends the file: its SHA-256, hexadecimal, and its size.
    pub fn end_file(&mut self) -> Result<(String, u64)> {
        let open =
            self.open.take().ok_or_else(|| Error::new(Kind::Internal, "documents/export"))?;
        let sha256 = hex(&open.hash.finalize());
        let line = Line { path: &open.path, bytes: open.bytes, sha256: &sha256 };
        let text = serde_json::to_string(&line).map_err(json)?;
        let comma = if self.files == 0 { "\n" } else { ",\n" };
        write!(self.lines, "{comma}    {text}").map_err(disk)?;
        writeln!(self.sums, "{sha256}  {}", open.path).map_err(disk)?;
        self.files += 1;
        Ok((sha256, open.bytes))
    }

    /// A whole small file.
    pub fn file(&mut self, path: &str, content: &[u8]) -> Result<()> {
        self.begin_file(path)?;
        self.add(content)?;
        self.end_file().map(drop)
    }

    /// A letter: a line of the table, and a record with what else is known.
    pub fn describe(&mut self, it: &Described, record: &impl Serialize) -> Result<()> {
        let text = serde_json::to_string(record).map_err(json)?;
        let comma = if self.letters == 0 { "\n" } else { ",\n" };
        self.letters += 1;
        let mut write = || -> io::Result<()> {
            self.table.write_all(csv_line(&it.cells()).as_bytes())?;
            write!(self.records, "{comma}{text}")
        };
        write().map_err(disk)
    }

    /// How many letters are described so far.
    pub fn letters(&self) -> u64 {
        self.letters
    }

    /// Writes what describes the whole, and ends the archive. How many files it has.
    pub fn finish(mut self, head: impl FnOnce(u64, u64) -> Manifest) -> Result<(W, Manifest)> {
        self.records.write_all(b"\n]\n").map_err(disk)?;
        self.table.flush().map_err(disk)?;
        self.records.flush().map_err(disk)?;
        self.copy("metadata.csv")?;
        self.copy("metadata.json")?;
        // The sheet to read counts itself; the manifest and the sums list neither themselves.
        let manifest = head(self.letters, self.files + 1);
        self.file("LEBIH-DULU-BACA.txt", read_me(&manifest).as_bytes())?;
        self.lines.flush().map_err(disk)?;
        self.write_manifest(&manifest)?;
        self.copy("manifest.json")?;
        self.sums.flush().map_err(disk)?;
        self.copy("SHA256SUMS")?;
        let Self { zip, .. } = self;
        let mut out = zip.finish().map_err(unzipped)?;
        out.flush().map_err(disk)?;
        Ok((out, manifest))
    }

    /// The head of the manifest, then the list of files as it grew.
    fn write_manifest(&self, manifest: &Manifest) -> Result<()> {
        let head = serde_json::to_string_pretty(manifest).map_err(json)?;
        let head = head.trim_end().trim_end_matches('}').trim_end();
        let write = || -> io::Result<()> {
            let mut out = BufWriter::new(File::create(self.room.join("manifest.json"))?);
            write!(out, "{head},\n  \"berkas\": [")?;
            io::copy(&mut File::open(self.room.join("lines"))?, &mut out)?;
            out.write_all(b"\n  ]\n}\n")?;
            out.flush()
        };
        write().map_err(disk)
    }

    fn copy(&mut self, name: &str) -> Result<()> {
        let mut from = File::open(self.room.join(name)).map_err(disk)?;
        self.begin_file(name)?;
        let mut piece = vec![0; PIECE];
        loop {
            let read = from.read(&mut piece).map_err(disk)?;
            match piece.get(..read) {
                Some(bytes) if read > 0 => self.add(bytes)?,
                _ => break,
            }
        }
        self.end_file().map(drop)
    }
}

/// A disk that is full says so: it is the one trouble that somebody can do something about.
pub(super) fn disk(error: io::Error) -> Error {
    let code = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "documents/export-disk-full",
        _ => "files/unavailable",
    };
    Error::new(Kind::Unavailable, code).caused_by(error)
}

fn unzipped(error: zip::result::ZipError) -> Error {
    match error {
        zip::result::ZipError::Io(error) => disk(error),
        other => Error::new(Kind::Internal, "documents/export").caused_by(other),
    }
}

fn json(error: serde_json::Error) -> Error {
    Error::new(Kind::Internal, "documents/export").caused_by(error)
}
