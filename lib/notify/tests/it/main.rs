//! Stories of messages to people who asked for them.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "in a test that cannot be prepared, a panic is the verdict"
)]

mod consent;
mod deciding;
mod delivery;
mod ending;
mod news;
mod offers;
mod overview;
mod reminders;
mod statements;
mod support;
