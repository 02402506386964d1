//! The program `pelangi`: commands, settings, and the list of modules. A library only so that the
//! house tests can look at what it puts together.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command answers on the terminal")]

pub mod acquiring;
pub mod archive;
pub mod cli;
pub mod commands;
pub mod config;
pub mod deeds;
pub mod demo_people;
pub mod environment;
pub mod first_words;
pub mod heartbeat;
pub mod home;
pub mod house;
pub mod housekeeping;
pub mod logging;
pub mod messages;
pub mod metering;
pub mod modules;
pub mod operations;
pub mod phone;
pub mod regions;
pub mod seals;
pub mod signing;
pub mod site;
pub mod store;
pub mod system;

use std::process::ExitCode;

use clap::Parser;

/// Does what the command line says.
pub fn run() -> ExitCode {
    cli::Cli::parse().run()
}
