//! Stories about the public log.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says where")]

mod copies;
mod independent;
mod paths;
mod support;
mod trees;
