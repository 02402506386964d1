//! The SQL of the module, one file per aggregate. Every function takes the transaction first.

pub mod keys;
pub mod letters;

/// All statements of the module, for the test that prepares them on both engines.
pub const STATEMENTS: &[&[db::Statement]] = &[
    letters::ALL,
    keys::approvals::ALL,
    keys::authority::ALL,
    keys::certificates::ALL,
    keys::personal::ALL,
    keys::revocations::ALL,
];

/// A value of the database that the program never writes.
pub(crate) fn unknown(column: &str) -> db::DbError {
    db::DbError::Column { column: column.to_owned(), problem: "is unknown" }
}

/// Sorts after every id.
pub(crate) const LAST: &str = "~";
