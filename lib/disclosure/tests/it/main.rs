//! Tests of disclosure control.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod attacks;
mod patterns;
mod rules;
