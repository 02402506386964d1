//! Bringing a SISMIOP extract in.
//!
//! Rows are read and mapped on a thread of their own and written in chunks under a revision that
//! nobody sees; other writers get in between two chunks. At the end the revision is published in
//! one short step. Only what differs from what is there is written, so a second import of the same
//! folder changes nothing. A crash leaves an invisible revision, which the next start removes.
//!
//! Rows that are in the registry and not in the extract stay: SISMIOP marks what it deletes
//! (JNS_TRANSAKSI_OP 3), so a row that is missing says nothing.

mod clean_up;
mod known;
mod lease;
mod load;
mod mapping;
mod objects;
mod people;
mod pieces;
mod pipeline;
mod reference;
mod rejects;
mod report;
mod run;
mod settled;
mod units;

pub use clean_up::recover;
pub(crate) use known::fingerprint;
pub(crate) use lease::SILENCE;
pub(crate) use rejects::translated;
pub use rejects::words as words_of_reason;
pub use report::Report;
pub(crate) use run::run_as;
pub use run::{Importing, run};

/// How far an import is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The table being read, or `publish`.
    pub phase: &'static str,
    /// Bytes read of all files, and their sum.
    pub done: u64,
    pub total: u64,
}
