//! Stories of people, sign-in, sessions and rights.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "in a test that cannot be prepared, a panic is the verdict"
)]

mod accounts;
mod demo;
mod links;
mod passwords;
mod positions;
mod recover;
mod rights;
mod secrets;
mod sessions;
mod sign_in;
mod statements;
mod support;
mod tries;
