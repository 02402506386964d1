//! Stories of passkeys: made, used, altered, kept, and signed over many letters.
#![expect(
    clippy::unwrap_used,
    reason = "in a test that cannot be prepared, a panic is the verdict"
)]

mod assertion;
mod device;
mod evidence;
mod independent;
mod intents;
mod keys;
mod options;
mod registration;
mod relying_party;
mod response;
mod vectors;
