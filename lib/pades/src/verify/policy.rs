//! By what a document is judged.

use base::Instant;
use pki::trust::{self, RevocationPolicy, TrustList};

use super::evidence::Kind;
use super::rule::Rules;
use crate::Limits;

/// What the caller trusts and grants.
#[derive(Debug, Clone)]
pub struct Policy {
    /// Pinned authorities; the operating system's are never asked.
    pub trust: TrustList,
    pub now: Instant,
    /// How paths are judged, revocation above all.
    pub chain: trust::Policy,
    /// Certificates, lists and answers from elsewhere.
    pub evidence: Vec<Kind>,
    pub limits: Limits,
    /// How many values may be looked at. The default is enough for any honest file of 100 MB.
    pub work: u64,
    #[doc(hidden)]
    pub rules: Rules,
}

impl Policy {
    /// Revocation is asked about, where certificates say where to ask.
    pub fn new(trust: TrustList, now: Instant) -> Self {
        Self {
            trust,
            now,
            chain: trust::Policy::default(),
            evidence: Vec::new(),
            limits: Limits::default(),
            work: 30_000_000,
            rules: Rules::default(),
        }
    }

    /// The same without asking whether certificates were revoked.
    #[must_use]
    pub fn without_revocation(self) -> Self {
        let chain = trust::Policy { revocation: RevocationPolicy::Off, ..self.chain };
        Self { chain, ..self }
    }
}
