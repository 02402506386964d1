//! Stories of notifications: the published vectors, and a push service that can misbehave.
#![expect(
    clippy::unwrap_used,
    reason = "in a test that cannot be prepared, a panic is the verdict"
)]

mod pushing;
mod vectors;
