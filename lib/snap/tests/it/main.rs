//! SNAP as a bank, an acquirer and a forger speak it.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod accounts;
mod amounts;
mod bodies;
mod codes;
mod headers;
mod keys;
mod mandatory;
mod minifying;
mod others;
mod properties;
mod replies;
mod signatures;
mod support;
mod timestamps;
