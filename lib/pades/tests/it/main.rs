//! The revision reader: written files for each rule, real files of other programs, damaged ones.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod coverage;
mod fixtures;
mod object_streams;
mod properties;
mod revisions;
mod sections;
mod streams;
mod support;
mod trees;
mod values;
mod verifier;
