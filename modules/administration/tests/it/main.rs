//! Stories of the administration pages, on each engine.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "in a test that cannot be prepared, a panic is the verdict"
)]

mod accounts;
mod api;
mod jobs;
mod links;
mod messages;
mod my_account;
mod passkeys;
mod positions;
mod reminders;
mod safety;
mod sign_in;
mod support;
mod trail;
mod words;
