//! The program `pelangi`.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command answers on the terminal")]

mod cli;
mod commands;
mod config;
mod demo_people;
mod home;
mod house;
mod modules;
mod operations;
mod regions;
mod site;
mod system;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    match cli::Cli::parse().run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(),
    }
}
