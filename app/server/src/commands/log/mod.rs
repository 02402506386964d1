//! `pelangi log …`: the public log of letters, copied and checked by anybody, kept by a cell.

mod copy;
mod kept;
mod verify;

use std::fs;

use tlog::VerifierKey;

use super::{Answer, Failure, Outcome};
use crate::cli::LogCommand;

pub fn run(command: &LogCommand, answer: Answer) -> Outcome {
    match command {
        LogCommand::Copy(args) => copy::run(args, answer),
        LogCommand::Verify(args) => verify::run(args, answer),
        LogCommand::Check(args) => kept::check(&args.config, answer),
        LogCommand::Erase(args) => kept::erase(args, answer),
    }
}

/// A key as it was typed, or from the file that was named.
fn key_of(said: &str) -> Result<VerifierKey, Failure> {
    let text = fs::read_to_string(said).unwrap_or_else(|_| said.to_owned());
    VerifierKey::parse(text.trim()).map_err(|error| {
        Failure::input(format_args!(
            "--key: {error}; write it as the page of the log shows it, or name a file that holds it"
        ))
    })
}
