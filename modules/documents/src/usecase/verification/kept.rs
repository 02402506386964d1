//! Verdicts on files that this cell issued: a code on paper is scanned more than once. Bounded, for
//! an hour, and only as long as the list of trust stays the same.

use std::collections::BTreeMap;
use std::sync::Arc;

use base::Instant;
use pades::verify::Report;

/// Verdicts that are kept.
const MOST: usize = 500;
/// Certificates expire and are revoked.
const SECONDS: i64 = 3_600;

struct One {
    version: String,
    at: Instant,
    report: Arc<Report>,
}

/// Verdicts by the SHA-256 of their file.
#[derive(Default)]
pub(super) struct Kept(BTreeMap<[u8; 32], One>);

impl Kept {
    pub fn find(&self, sha256: &[u8; 32], version: &str, now: Instant) -> Option<Arc<Report>> {
        let one = self.0.get(sha256)?;
        let fresh = one.at <= now && now < one.at.plus_seconds(SECONDS);
        (fresh && one.version == version).then(|| one.report.clone())
    }

    pub fn keep(&mut self, sha256: [u8; 32], version: &str, report: Arc<Report>, now: Instant) {
        if self.0.len() >= MOST && !self.0.contains_key(&sha256) {
            let oldest = self.0.iter().min_by_key(|(_, one)| one.at).map(|(key, _)| *key);
            oldest.map(|key| self.0.remove(&key));
        }
        self.0.insert(sha256, One { version: version.to_owned(), at: now, report });
    }
}
