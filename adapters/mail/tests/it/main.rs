//! Stories of mail, told with a mail server that can misbehave.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "in a test that cannot be prepared, a panic is the verdict"
)]

mod fake;
mod letters;
mod troubles;
