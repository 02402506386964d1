//! The signing service: what is sent, what is believed, and what each oddity becomes.
#![expect(
    clippy::expect_used,
    reason = "in a test that cannot be prepared, a panic is the verdict"
)]

mod lines;
mod oddities;
mod questions;
mod secrecy;
mod settings;
mod signing;
mod support;
mod verifying;
