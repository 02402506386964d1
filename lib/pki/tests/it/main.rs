//! Everything this crate promises, against itself and against openssl and pyHanko.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod algorithms;
mod authority;
mod chains;
mod cms;
mod long_term;
mod others;
mod properties;
mod revocation;
mod support;
mod timestamps;
mod tools;
