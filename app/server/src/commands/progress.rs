//! How far long work is, on standard error.

use std::io::{IsTerminal, Write};
use std::sync::{Mutex, PoisonError};

/// Tells percent and phase: a line that moves for people, one line per tenth for a log.
#[derive(Debug)]
pub struct Progress {
    moves: bool,
    told: Mutex<Option<(String, u64)>>,
}

impl Progress {
    pub fn start() -> Self {
        Self { moves: std::io::stderr().is_terminal(), told: Mutex::new(None) }
    }

    /// Tells it when there is something new to tell. A total of 0 means that nobody knows.
    pub fn tell(&self, phase: &str, done: u64, total: u64) {
        let percent = done.min(total).saturating_mul(100).checked_div(total).unwrap_or(0);
        let step = if self.moves { percent } else { percent - percent % 10 };
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.as_ref().is_some_and(|(p, s)| p == phase && *s == step) {
            return;
        }
        *told = Some((phase.to_owned(), step));
        let mut out = std::io::stderr().lock();
        let line = format!("{percent:>3} %  {phase}");
        // Nobody reads it: the work goes on.
        let _unread =
            if self.moves { write!(out, "\r\x1b[K{line}") } else { writeln!(out, "{line}") };
    }

    /// Ends the moving line.
    pub fn end(&self) {
        if self.moves {
            eprintln!();
        }
    }
}
