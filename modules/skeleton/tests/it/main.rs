//! Tests of the module.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

mod stage;
mod stories;
