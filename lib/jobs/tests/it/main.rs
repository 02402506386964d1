//! Stories of long work.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "in a test that cannot be prepared, a panic is the verdict"
)]

mod backoff;
mod desk;
mod failure;
mod lanes;
mod lease;
mod progress;
mod queue;
mod statements;
mod support;
