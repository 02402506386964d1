//! The plain JSON service as a bank, the biller and a forger speak it.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod codes;
mod documentation;
mod properties;
mod replies;
mod requests;
mod signatures;
mod support;
