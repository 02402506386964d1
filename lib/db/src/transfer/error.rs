//! Why a cell cannot be exported or imported.

use std::path::Path;

use base::Kind;

use crate::DbError;

/// A refusal or failure. After a failed import the database is as it was before.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TransferError {
    #[error("{folder} is not empty; name a new folder")]
    FolderInUse { folder: String },
    #[error("table {table} holds rows already; import into a new, migrated database")]
    NotEmpty { table: String },
    #[error("{file} is missing; copy the whole folder of the export")]
    Missing { file: String },
    #[error("{file} was changed or damaged after the export (its checksum differs); copy it again")]
    Checksum { file: String },
    #[error("{file}, line {line}: {problem}")]
    Line { file: String, line: u64, problem: String },
    #[error("the export does not fit this program: {problem}")]
    Format { problem: String },
    #[error("table {table} cannot be exported: {problem}")]
    Table { table: String, problem: &'static str },
    #[error("after the import {what} differs from the export; nothing was stored")]
    Mismatch { what: String },
    #[error("the disk is full")]
    DiskFull,
    #[error("{file}: {problem}")]
    Io { file: String, problem: String },
    #[error(transparent)]
    Db(#[from] DbError),
}

impl TransferError {
    pub(super) fn io(path: &Path, e: &std::io::Error) -> Self {
        let file = path.display().to_string();
        match e.kind() {
            std::io::ErrorKind::NotFound => Self::Missing { file },
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::DiskFull,
            _ => Self::Io { file, problem: e.to_string() },
        }
    }
}

impl From<TransferError> for base::Error {
    #[track_caller]
    fn from(error: TransferError) -> Self {
        let (kind, code) = match &error {
            TransferError::FolderInUse { .. } => (Kind::Conflict, "db/export-folder"),
            TransferError::NotEmpty { .. } => (Kind::Conflict, "db/import-not-empty"),
            TransferError::Missing { .. } => (Kind::Invalid, "db/import-missing"),
            TransferError::Checksum { .. } => (Kind::Invalid, "db/import-checksum"),
            TransferError::Line { .. } => (Kind::Invalid, "db/import-line"),
            TransferError::Format { .. } => (Kind::Invalid, "db/import-format"),
            TransferError::Table { .. } => (Kind::Internal, "db/export-table"),
            TransferError::Mismatch { .. } => (Kind::DataLoss, "db/import-mismatch"),
            TransferError::DiskFull => (Kind::Unavailable, "db/disk-full"),
            TransferError::Io { .. } => (Kind::Unavailable, "db/transfer-io"),
            TransferError::Db(inner) => (inner.kind(), inner.code()),
        };
        Self::new(kind, code).caused_by(error)
    }
}
