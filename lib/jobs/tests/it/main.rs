//! Stories of long work.

mod backoff;
mod desk;
mod failure;
mod lease;
mod progress;
mod queue;
mod statements;
mod support;
