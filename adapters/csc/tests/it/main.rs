//! A remote signing service: what is sent, what is believed, and what each oddity becomes.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "in a test that cannot be prepared, a panic is the verdict"
)]

mod batches;
mod codes;
mod files;
mod lines;
mod oddities;
mod secrecy;
mod settings;
mod states;
mod support;
mod tokens;
