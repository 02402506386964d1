//! Moves a cell between engines: a folder with one file per table and a manifest.
//!
//! `manifest.json` and `manifest.sha256`; per table `NAME.jsonl`, one row per line, keys sorted,
//! no spaces, rows ordered by primary key, integers beyond 2^53 as strings, bytes as base64. The
//! same rows give the same bytes on both engines. Columns that hold rupiah are named `rupiah` or
//! `*_rupiah`: their sums stand in the manifest and are compared after an import.

mod error;
mod export;
mod import;
mod line;
mod manifest;
mod tally;

pub use error::TransferError;
pub use export::Label;
pub use manifest::{Manifest, MigrationMark, TableMark};

use crate::Statement;

/// A figure of the cell, such as the head of the audit chain, that must be the same after an
/// import: a name, and a statement without parameters whose first column of its only row it is.
pub type Fact = (&'static str, Statement);

/// How far an export or import has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    pub table: String,
    /// Rows of this table so far.
    pub rows: u64,
}

/// Called now and then with the progress.
pub type Report<'a> = &'a mut (dyn FnMut(Progress) + Send);

/// Rows between two reports.
const STEP: u64 = 10_000;

/// Longest time an export or import may take.
const LIMIT: std::time::Duration = std::time::Duration::from_secs(24 * 3600);
