//! The frame of the house, tried through its router.

#![expect(clippy::expect_used, reason = "a test that cannot be prepared must fail")]

mod access;
mod assets;
mod errors;
mod forms;
mod headers;
mod house;
mod installable;
mod logs;
mod preferences;
mod rate;
mod support;
mod texts;
