//! The SQL of the module, one file per aggregate. Every function takes the transaction first.

pub mod cells;
pub mod datasets;
pub mod lists;
pub mod metadata;
pub mod minutes;
pub mod obligations;
pub mod states;
pub mod submissions;
pub mod truths;
pub mod versions;
pub mod yearbooks;

/// All statements of the module, for the test that prepares them on both engines.
pub const STATEMENTS: &[&[db::Statement]] = &[
    cells::ALL,
    datasets::ALL,
    lists::ALL,
    metadata::ALL,
    minutes::ALL,
    obligations::ALL,
    states::ALL,
    submissions::ALL,
    truths::ALL,
    versions::ALL,
    yearbooks::ALL,
];

/// A value of the database that the program never writes.
pub(crate) fn unknown(column: &str) -> db::DbError {
    db::DbError::Column { column: column.to_owned(), problem: "is unknown" }
}
