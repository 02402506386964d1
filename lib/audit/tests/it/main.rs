//! Stories of the audit trail.

mod chain;
mod erase;
mod list;
mod seal;
mod statements;
mod support;
mod tamper;
