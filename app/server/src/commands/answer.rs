//! How a command answers: in words, or in JSON for programs.

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

use serde::Serialize;
use serde_json::json;

use super::{Failure, Outcome};

/// The form of the answer that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    json: bool,
}

impl Answer {
    pub fn new(json: bool) -> Self {
        Self { json }
    }

    /// Whether a program reads the answer.
    pub fn is_json(self) -> bool {
        self.json
    }

    /// Prints one of the two.
    pub fn give(self, json: &impl Serialize, words: impl Display) -> Outcome {
        if self.json {
            let text = serde_json::to_string_pretty(json).map_err(Failure::work)?;
            print(&text)
        } else {
            print(&words.to_string())
        }
    }

    /// Tells why it was not done: in words on standard error, and in JSON where the answer would
    /// have been.
    pub fn fail(self, failure: &Failure) -> ExitCode {
        if self.json && !failure.is_told() {
            let error = json!({ "code": failure.code(), "message": failure.message() });
            // The exit status tells it too.
            drop(print(&json!({ "error": error }).to_string()));
        }
        failure.tell()
    }
}

/// A reader that has seen enough, such as `head`, is no failure.
fn print(text: &str) -> Outcome {
    match writeln!(io::stdout(), "{}", text.trim_end()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::work(error)),
        _ => Ok(()),
    }
}
