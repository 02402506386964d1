//! What the commands do, one file each.

pub mod calculate;
pub mod penalty;

use std::process::ExitCode;

/// Why a command did not do its work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    message: String,
    exit: u8,
}

/// The end of a command.
pub type Outcome = Result<(), Failure>;

impl Failure {
    /// What was typed or given cannot be used; exit status 2.
    pub fn input(message: impl std::fmt::Display) -> Self {
        Self { message: message.to_string(), exit: 2 }
    }

    /// It was understood and could not be done; exit status 1.
    pub fn work(message: impl std::fmt::Display) -> Self {
        Self { message: message.to_string(), exit: 1 }
    }

    /// Tells the person and gives the exit status.
    pub fn tell(&self) -> ExitCode {
        eprintln!("pelangi: {}", self.message);
        ExitCode::from(self.exit)
    }
}
