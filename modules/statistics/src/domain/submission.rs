//! Tables that offices brought: what is kept of each.

use std::collections::BTreeMap;

use base::Instant;
use serde::{Deserialize, Serialize};

/// Bytes of a table, at most.
pub const LARGEST: usize = 20 << 20;

/// A table that was brought for an obligation. It is never changed but for its layout and for what
/// somebody confirms; a new file is a new submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// Counted per obligation from 1.
    pub number: i64,
    /// As its owner called it, without any path.
    pub file_name: String,
    /// SHA-256 of the file, in hexadecimal; by it the file is found.
    pub sha256: String,
    pub bytes: u64,
    /// Which sheet, and which column is what.
    pub layout: String,
    pub confirmed: Confirmed,
    /// Id and name of the account.
    pub brought_by: String,
    pub brought_name: String,
    pub brought_at: Instant,
}

/// Warnings that somebody looked at and found right, each with the reason: by the key of the finding.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Confirmed(pub BTreeMap<String, String>);

impl Confirmed {
    pub fn reason(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }
}

/// The name without what could be a path or was never typed by a person.
pub fn plain_name(name: &str) -> String {
    const LONGEST: usize = 120;
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    let kept = kept.trim().trim_start_matches('.').to_owned();
    if kept.is_empty() { "tabel".to_owned() } else { kept }
}
