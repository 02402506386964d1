//! One transaction type over SQLite and PostgreSQL.
//!
//! The rest of the house sees [`Db`] and [`Tx`] and never an engine. A change is written as
//! `db.write(async |tx: &mut Tx| …)`, a look-up as `db.read(async |tx: &mut Tx| …)`; functions of
//! a store take `&mut Tx` and serve both. SQL is one text for both engines ([`statements!`],
//! checked by [`portable::check`] and [`Db::prepare_check`]).
//!
//! Inside a transaction only the transaction is awaited: on SQLite all writers wait for it.
//! What this crate does not know: any table of any module, the clock, the cell.

mod backup;
pub mod catalogue;
mod db;
mod error;
mod examine;
mod health;
mod lexer;
mod migrate;
pub mod portable;
mod postgres;
mod render;
mod row;
mod sqlite;
mod statement;
mod target;
pub mod transfer;
mod tx;
mod value;

pub use backup::{Backup, restore};
pub use db::Db;
pub use error::DbError;
pub use health::State;
pub use migrate::{MigrateError, Migrated, Migration};
pub use row::{At, FromColumn, Row};
pub use statement::Statement;
pub use target::{Engine, Options, Target, TargetError};
pub use tx::Tx;
pub use value::Value;

/// Bytes as lowercase hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
