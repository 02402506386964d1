//! What can be wrong with a table.

use base::{Error, Kind};

/// Why a table cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    #[error("the bytes are neither a workbook nor a text")]
    Unreadable,
    #[error("a spreadsheet of another form than XLSX")]
    OtherWorkbook,
    #[error("a workbook with macros")]
    Macros,
    #[error("more rows, columns or bytes than are taken")]
    TooLarge,
    #[error("no row has these heads: {missing}")]
    Heads { missing: String },
}

impl From<TableError> for Error {
    fn from(error: TableError) -> Self {
        let of = |code| Self::new(Kind::Invalid, code);
        match error {
            TableError::Unreadable => of("tables/unreadable"),
            TableError::OtherWorkbook => of("tables/other-workbook"),
            TableError::Macros => of("tables/macros"),
            TableError::TooLarge => of("tables/too-large"),
            TableError::Heads { missing } => of("tables/heads").with("missing", missing),
        }
    }
}
