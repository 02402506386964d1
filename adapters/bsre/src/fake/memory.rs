//! What the fake remembers.

use std::collections::BTreeMap;

use base::{Instant, Zone};
use ports::signing::CertificateState;
use sha2::{Digest, Sha256};

use super::Mischief;

#[derive(Default)]
pub(super) struct Memory {
    pub mischief: Mischief,
    pub calls: Vec<Called>,
    pub made: usize,
    /// What differs from how the users began, by NIK.
    pub states: BTreeMap<String, CertificateState>,
    /// By NIK or id of a seal.
    pub codes: BTreeMap<String, String>,
    /// Signatures by the hash of the file that each ends.
    pub signed: BTreeMap<[u8; 32], Signature>,
    drawn: u32,
}

/// A call as it came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    pub path: String,
    /// Whether name and password were right.
    pub known: bool,
}

/// A signature that was made here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    pub signer: String,
    pub reason: String,
    pub location: String,
    pub at: Instant,
    /// Bytes of the file that it ends.
    pub length: usize,
}

impl Memory {
    /// A new code: six digits, another one each time.
    pub fn new_code(&mut self, who: &str) -> String {
        self.drawn += 1;
        let code = format!("{:06}", (self.drawn * 271_828) % 1_000_000);
        self.codes.insert(who.to_owned(), code.clone());
        code
    }

    pub fn remember(&mut self, file: &[u8], signature: Signature) {
        self.made += 1;
        self.signed.insert(Sha256::digest(file).into(), signature);
    }

    /// The signatures in a file, oldest first: each ended a file with which this one begins.
    pub fn signatures_in(&self, file: &[u8]) -> Vec<Signature> {
        let mut found: Vec<&Signature> = Vec::new();
        for (hash, signature) in &self.signed {
            let start = file.get(..signature.length);
            if start.is_some_and(|start| <[u8; 32]>::from(Sha256::digest(start)) == *hash) {
                found.push(signature);
            }
        }
        found.sort_by_key(|signature| signature.length);
        found.into_iter().cloned().collect()
    }
}

/// As HTTP writes a date (RFC 9110, section 5.6.7).
pub(super) fn http_date(at: Instant) -> String {
    let utc = Zone::parse("UTC").map(|zone| at.civil(&zone));
    utc.map(|civil| civil.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()).unwrap_or_default()
}
