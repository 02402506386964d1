//! The revision reader: written files for each rule, real files of other programs, damaged ones.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod coverage;
mod fixtures;
mod object_streams;
mod office;
mod oracles;
mod properties;
mod revisions;
mod sections;
mod sign_admit;
mod sign_appearance;
mod sign_dss;
mod sign_fields;
mod sign_levels;
mod sign_prepare;
mod signers;
mod streams;
mod support;
mod trees;
mod values;
mod verifier;
mod write_increments;
mod write_values;
