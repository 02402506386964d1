//! The program as its users call it, and what must hold for the whole house.

#![expect(clippy::expect_used, clippy::panic, reason = "a test ends by a panic")]

mod browser;
mod calculating;
mod errors;
mod faults;
mod faults_link;
mod house;
mod moves;
mod serving;
mod support;
