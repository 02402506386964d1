//! What an archive says about itself.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use db::transfer::Manifest as Tables;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::keys::KeyMarks;
use crate::commands::Failure;

/// The format this program writes and reads.
const FORMAT: u32 = 1;
pub(super) const NAME: &str = "manifest.json";
pub(super) const SUM: &str = "manifest.sha256";

/// The head of an archive. It is written last: a folder without one is unfinished.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: u32,
    pub shape: Shape,
    pub product_version: String,
    /// Region code of the cell.
    pub cell_code: String,
    pub cell_name: String,
    /// Instant in UTC.
    pub made_at: String,
    pub keys: KeyMarks,
    /// Where the file store was.
    pub files_folder: String,
    /// Rows, sums in rupiah and checksums of all tables, and the head of the audit trail.
    pub database: Tables,
    /// Every other file of the archive.
    pub files: Vec<FileMark>,
}

/// How the database is kept in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// A copy of the SQLite file.
    Sqlite,
    /// Every table as text, for either engine.
    Neutral,
}

/// A file of the archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileMark {
    /// Relative, with `/`.
    pub path: String,
    pub bytes: u64,
    /// Hexadecimal.
    pub sha256: String,
}

impl Manifest {
    /// The format of today.
    pub const FORMAT: u32 = FORMAT;

    /// Marks every file of the folder and writes the manifest.
    pub fn write(mut self, folder: &Path) -> Result<Self, Failure> {
        self.files = marks(folder)?;
        let mut text = serde_json::to_string_pretty(&self).map_err(Failure::work)?;
        text.push('\n');
        let sum = format!("{}  {NAME}\n", hex(&Sha256::digest(&text)));
        for (name, content) in [(SUM, sum), (NAME, text)] {
            let path = folder.join(name);
            let written =
                fs::write(&path, content).and_then(|()| fs::File::open(&path)?.sync_all());
            written.map_err(|e| Failure::work(format_args!("{}: {e}", path.display())))?;
        }
        Ok(self)
    }

    /// Reads it and compares every file with its checksum.
    pub fn read(folder: &Path) -> Result<Self, Failure> {
        let read = |name: &str| {
            fs::read_to_string(folder.join(name)).map_err(|e| {
                Failure::input(format_args!(
                    "{} is no finished backup or export: {name}: {e}; name the folder that holds \
                     {NAME}",
                    folder.display()
                ))
            })
        };
        let (text, sum) = (read(NAME)?, read(SUM)?);
        if sum.split_whitespace().next() != Some(hex(&Sha256::digest(&text)).as_str()) {
            return Err(changed(NAME));
        }
        let manifest: Self = serde_json::from_str(&text)
            .map_err(|e| Failure::input(format_args!("{NAME} cannot be read: {e}")))?;
        if manifest.format != FORMAT {
            return Err(Failure::input(format_args!(
                "the archive has format {}, this program reads {FORMAT}; use the program version {}",
                manifest.format, manifest.product_version
            )));
        }
        manifest.compare(folder)?;
        Ok(manifest)
    }

    fn compare(&self, folder: &Path) -> Result<(), Failure> {
        for file in &self.files {
            let path = folder.join(&file.path);
            let escapes =
                file.path.split('/').any(|part| part == "..") || file.path.starts_with('/');
            if escapes || mark(&path, &file.path).ok().as_ref() != Some(file) {
                return Err(changed(&file.path));
            }
        }
        Ok(())
    }

    /// Sums per column that holds money, as `table.column`.
    pub fn money(&self) -> BTreeMap<String, String> {
        let tables = self.database.tables.iter();
        let sums = tables.flat_map(|t| {
            t.rupiah.iter().map(|(column, sum)| (format!("{}.{column}", t.name), sum.clone()))
        });
        sums.collect()
    }

    /// Rows of all tables together.
    pub fn rows(&self) -> u64 {
        self.database.tables.iter().map(|t| t.rows).sum()
    }

    /// What the head of the audit trail was.
    pub fn head(&self) -> (&str, &str) {
        let fact = |name: &str| self.database.facts.get(name).map_or("", String::as_str);
        (fact("audit_entries"), fact("audit_hash"))
    }
}

fn changed(file: &str) -> Failure {
    Failure::input(format_args!(
        "{file} was changed or damaged after the archive was made; copy the whole folder again \
         from where it was made. Nothing was done"
    ))
}

/// All files of a folder except the manifest, sorted.
fn marks(folder: &Path) -> Result<Vec<FileMark>, Failure> {
    let mut found = Vec::new();
    for path in super::folder::walk(folder)? {
        let relative = path.strip_prefix(folder).unwrap_or(&path);
        let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
        let name = parts.join("/");
        if name == super::UNFINISHED {
            continue;
        }
        let mark = mark(&path, &name)
            .map_err(|e| Failure::work(format_args!("{}: {e}", path.display())))?;
        found.push(mark);
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

fn mark(path: &Path, name: &str) -> std::io::Result<FileMark> {
    let mut file = fs::File::open(path)?;
    let (mut hash, mut bytes, mut buffer) = (Sha256::new(), 0_u64, vec![0; 1 << 18]);
    loop {
        match file.read(&mut buffer)? {
            0 => break,
            read => {
                hash.update(&buffer[..read]);
                bytes += read as u64;
            }
        }
    }
    Ok(FileMark { path: name.to_owned(), bytes, sha256: hex(&hash.finalize()) })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
