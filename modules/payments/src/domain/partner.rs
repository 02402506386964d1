//! A bank or another company that brings payments by a protocol.

use serde::{Deserialize, Serialize};
use snap::Dialect;

/// What is agreed with a partner, as data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Terms {
    /// How it speaks SNAP.
    pub snap: Dialect,
    /// Minutes for which an amount told in an inquiry still settles the bill, also when the penalty
    /// has grown in between.
    pub quote_minutes: u32,
    /// Days after the payment in which the partner itself may take it back; 0 is the same day.
    pub reversal_days: u32,
}

impl Default for Terms {
    fn default() -> Self {
        Self { snap: Dialect::default(), quote_minutes: 30, reversal_days: 0 }
    }
}

/// A partner. Its secrets are read apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partner {
    /// A short word for accounts and pages: `bankaltimtara`.
    pub id: String,
    pub name: String,
    /// How it calls itself (X-CLIENT-KEY, X-PARTNER-ID).
    pub client_key: String,
    /// The first digits of its virtual accounts (partnerServiceId); `None` without them.
    pub service_id: Option<String>,
    pub terms: Terms,
    /// Networks it may call from (CIDR); none means any.
    pub networks: Vec<String>,
    pub active: bool,
}

/// A partner with what it signs with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    pub partner: Partner,
    /// Still encrypted; the one in force first.
    pub secrets: Vec<String>,
    /// PEM; the one in force first.
    pub public_keys: Vec<String>,
}

/// Why a text cannot be a partner's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an id has 2 to 24 small letters, digits and dashes, and begins with a letter")]
pub struct BadPartnerId;

/// Checks an id: it becomes part of account names and addresses.
pub fn check_id(id: &str) -> Result<(), BadPartnerId> {
    let letter = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    let fits = (2..=24).contains(&id.len())
        && id.bytes().all(letter)
        && id.starts_with(|c: char| c.is_ascii_lowercase());
    if fits { Ok(()) } else { Err(BadPartnerId) }
}
