//! The SQL of the module, one file per aggregate. Every function takes the transaction first.

pub mod notes;

/// All statements of the module, for the test that prepares them on both engines.
pub const STATEMENTS: &[&[db::Statement]] = &[notes::ALL];
