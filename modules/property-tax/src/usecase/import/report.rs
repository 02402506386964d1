//! What an import found: counts, money, and what a clerk should look at.

use std::collections::BTreeMap;

use serde::Serialize;

use super::known::Change;
use crate::sismiop::Quality;

/// The data-quality report, stored as JSON with the import.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Report {
    /// What was read and stored, per table.
    pub changes: BTreeMap<&'static str, Changes>,
    pub quality: Quality,
    /// Refused rows, all of them; the file may hold fewer.
    pub rejected: u64,
    /// Money before equals money after.
    pub balanced: bool,
    /// Nothing differed from what was there.
    pub unchanged: bool,
    /// Whether value columns were in thousands of rupiah.
    pub thousands: BTreeMap<&'static str, bool>,
}

/// Rows of a table against what was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Changes {
    pub new: u64,
    pub changed: u64,
    pub same: u64,
}

impl Changes {
    pub fn add(&mut self, change: Change) {
        match change {
            Change::New => self.new += 1,
            Change::Changed => self.changed += 1,
            Change::Same => self.same += 1,
        }
    }
}

impl Report {
    /// Rows that differ from what was there.
    pub fn written(&self) -> u64 {
        self.changes.values().map(|c| c.new + c.changed).sum()
    }
}
