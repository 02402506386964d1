//! Stories of a cell: its keys, their files, its clock and zone.
#![expect(
    clippy::unwrap_used,
    reason = "in a test that cannot be prepared, a panic is the verdict"
)]

mod cabinet;
mod keys;
mod keystore;
mod zone;
