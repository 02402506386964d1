//! Long work that survives a restart: imports, mass assessments, booklets of notices.
//!
//! [`enqueue()`] writes a job in the transaction that asks for it. A [`Runner`] takes it under a
//! lease, keeps the lease alive, shows progress, retries with growing pauses, and leaves what
//! failed for good to a person. A job runs **at least once**: when the process dies, the lease
//! runs out and another worker begins again with [`Context::attempt`] one higher. So a handler
//! must be able to begin again; [`Context::remember`] keeps how far it came, and
//! [`Context::confirm`] refuses to publish for a worker that lost its lease.
//!
//! What this crate does not know: what the work is, pages, rights (the caller asks for those).

mod backoff;
mod context;
mod desk;
mod enqueue;
mod handler;
mod job;
mod run;
mod runner;
mod store;

pub use backoff::Backoff;
pub use context::Context;
pub use desk::{CANCELLED, Filter, KINDS, RETRIED, cancel, clean_up, count, find, list, retry};
pub use enqueue::{Enqueued, NewJob, enqueue};
pub use handler::{Handler, Job, Outcome, WORK};
pub use job::{Entry, JobId, State};
pub use runner::{Options, Runner, Running};
pub use store::ALL as STATEMENTS;

/// The tables of this crate.
pub const MIGRATIONS: &[db::Migration] = &[
    db::Migration {
        module: "jobs",
        number: 1,
        name: "jobs",
        sql: include_str!("../migrations/0001_jobs.sql"),
    },
    db::Migration {
        module: "jobs",
        number: 2,
        name: "lanes",
        sql: include_str!("../migrations/0002_lanes.sql"),
    },
];

/// The sentences of this crate's errors, per language.
pub const LOCALES: &[(base::Language, &str)] = &[
    (base::Language::Id, include_str!("../locales/id.ftl")),
    (base::Language::En, include_str!("../locales/en.ftl")),
];
