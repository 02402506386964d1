//! The tests of cubes and their formats.
#![expect(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod formats;
mod judges;
mod sample;
mod shape;
