//! What the fake remembers.

use std::collections::{BTreeMap, BTreeSet};

use base::Instant;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::Mischief;

#[derive(Default)]
pub(super) struct Memory {
    pub mischief: Mischief,
    pub calls: Vec<String>,
    pub made: usize,
    pub tokens: BTreeMap<String, Instant>,
    pub sads: BTreeMap<String, Opened>,
    /// Codes for once, by credential.
    pub codes: BTreeMap<String, String>,
    /// What differs from how the credentials began.
    pub states: BTreeMap<String, String>,
    pub wrong: BTreeMap<String, u8>,
    /// Authorisations under way, and how often somebody looked.
    pub waiting: BTreeMap<String, (Opened, u8)>,
    /// What was asked for beside the paths: `signAlgo`, `hashAlgorithmOID`.
    pub asked: Vec<String>,
    drawn: u32,
}

/// What an owner opened a key for.
#[derive(Clone)]
pub(super) struct Opened {
    pub credential: String,
    pub hashes: Option<BTreeSet<String>>,
    pub left: usize,
    pub until: Instant,
}

impl Memory {
    /// A text that nobody guesses, as tokens look.
    pub fn draw(&mut self, what: &str) -> String {
        self.drawn += 1;
        STANDARD.encode(Sha256::digest(format!("{what} {}", self.drawn)))
    }

    /// A new code: six digits, another one each time.
    pub fn new_code(&mut self, credential: &str) -> String {
        self.drawn += 1;
        let code = format!("{:06}", (self.drawn * 271_828) % 1_000_000);
        self.codes.insert(credential.to_owned(), code.clone());
        code
    }
}
