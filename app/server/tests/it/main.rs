//! The program as its users call it, and what must hold for the whole house.

#![expect(clippy::expect_used, clippy::panic, reason = "a test ends by a panic")]

mod broken_disk;
mod browser;
mod calculating;
mod errors;
mod faults;
mod faults_disk;
mod faults_link;
mod house;
mod imports;
mod moves;
mod operator;
mod serving;
mod support;
