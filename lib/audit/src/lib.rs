//! The audit trail: who did what, when, to what, with which outcome, so that nobody can change it
//! afterwards without being found out.
//!
//! [`record`] writes an entry inside the transaction of the deed: both are stored or neither.
//! Entries are chained by one [`Sealer`] right after commit, so that writers never wait for a
//! common row: `h_n = SHA-256(h_{n-1} ‖ text_n)`, where the text holds no personal data, only a
//! salted hash of the details. [`erase()`] empties the details of an entry and the chain still
//! verifies. Every day the end of the chain is signed ([`checkpoint()`]) and written beside the
//! database. [`verify()`] walks everything and names the first thing that is wrong.
//!
//! What this crate does not know: accounts and rights (`identity` builds on it), pages.

mod chain;
mod checkpoint;
mod entry;
mod erase;
mod kind;
mod list;
mod sealer;
mod store;
mod verify;

pub use chain::{Link, canonical, chained};
pub use checkpoint::{Checkpoint, checkpoint, latest_file as last_checkpoint};
pub use entry::{Entry, Outcome, Who, record, record_alone};
pub use erase::{DETAILS_ERASED, erase};
pub use kind::{Kind, Level};
pub use list::{Filter, Recorded, find, latest_of_subject, list, of_kind, of_subject};
pub use sealer::{Sealer, seal};
pub use store::{ALL as STATEMENTS, Head, head, unsealed};
pub use verify::{Fault, Report, Trouble, verify};

/// Kinds of this crate, for the list of all kinds.
pub const KINDS: &[Kind] = &[DETAILS_ERASED];

/// The tables of this crate.
pub const MIGRATIONS: &[db::Migration] = &[db::Migration {
    module: "audit",
    number: 1,
    name: "audit",
    sql: include_str!("../migrations/0001_audit.sql"),
}];

/// The sentences of this crate's errors, per language.
pub const LOCALES: &[(base::Language, &str)] = &[
    (base::Language::Id, include_str!("../locales/id.ftl")),
    (base::Language::En, include_str!("../locales/en.ftl")),
];
