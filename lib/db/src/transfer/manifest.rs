//! What an export says about itself.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::TransferError;
use crate::hex;

/// The format this program writes and reads.
pub(super) const FORMAT: u32 = 1;

/// The head of an export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: u32,
    pub product_version: String,
    /// Region code of the cell, for example `64.08`.
    pub cell_code: String,
    /// Engine the export came from; of no meaning to the import.
    pub engine: String,
    /// Instant in UTC.
    pub exported_at: String,
    pub migrations: Vec<MigrationMark>,
    pub tables: Vec<TableMark>,
    /// Figures that must be the same after an import, such as the head of the audit chain.
    pub facts: BTreeMap<String, String>,
}

/// A migration of the exported schema.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MigrationMark {
    pub module: String,
    pub number: u32,
    pub hash: String,
}

/// A table of the export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableMark {
    pub name: String,
    pub rows: u64,
    /// SHA-256 of `NAME.jsonl`, hexadecimal.
    pub sha256: String,
    /// Sum of each rupiah column, as text because it may exceed 2^53.
    pub rupiah: BTreeMap<String, String>,
}

impl Manifest {
    pub(super) fn write(&self, folder: &Path) -> Result<(), TransferError> {
        let mut text = serde_json::to_string_pretty(self)
            .map_err(|e| TransferError::Format { problem: e.to_string() })?;
        text.push('\n');
        let sum = format!("{}  manifest.json\n", hex(&Sha256::digest(&text)));
        for (name, content) in [("manifest.json", text), ("manifest.sha256", sum)] {
            let path = folder.join(name);
            let write = || {
                fs::write(&path, content)?;
                fs::File::open(&path)?.sync_all()
            };
            write().map_err(|e| TransferError::io(&path, &e))?;
        }
        fs::File::open(folder).and_then(|f| f.sync_all()).map_err(|e| TransferError::io(folder, &e))
    }

    /// Reads and checks the manifest of an export.
    ///
    /// # Errors
    /// When a file is missing, was changed, or was written by a newer program.
    pub fn read(folder: &Path) -> Result<Self, TransferError> {
        let read = |name: &str| {
            let path = folder.join(name);
            fs::read_to_string(&path).map_err(|e| TransferError::io(&path, &e))
        };
        let (text, sum) = (read("manifest.json")?, read("manifest.sha256")?);
        if sum.split_whitespace().next() != Some(&hex(&Sha256::digest(&text))) {
            return Err(TransferError::Checksum { file: "manifest.json".to_owned() });
        }
        let manifest: Self = serde_json::from_str(&text)
            .map_err(|e| TransferError::Format { problem: e.to_string() })?;
        if manifest.format != FORMAT {
            let problem = format!("it has format {}, this program reads {FORMAT}", manifest.format);
            return Err(TransferError::Format { problem });
        }
        Ok(manifest)
    }
}
