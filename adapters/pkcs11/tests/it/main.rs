//! Stories with SoftHSM, which stands for a hardware token behind the same library interface.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod soft_token;
mod stories;
