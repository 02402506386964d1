//! Stories of the audit trail.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "in a test that cannot be prepared, a panic is the verdict"
)]

mod chain;
mod erase;
mod list;
mod seal;
mod statements;
mod support;
mod tamper;
