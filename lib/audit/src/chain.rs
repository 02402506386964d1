//! The mathematics of the chain; no database here.

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

/// The place in the chain: the hash of everything up to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link(pub [u8; 32]);

impl Link {
    /// `h_0`: thirty-two zero bytes.
    pub const START: Self = Self([0; 32]);

    /// `h_n = SHA-256(h_{n-1} ‖ text_n)`.
    #[must_use]
    pub fn next(self, text: &str) -> Self {
        Self(Sha256::new().chain_update(self.0).chain_update(text).finalize().into())
    }

    /// Sixty-four lowercase hexadecimal digits.
    pub fn hex(self) -> String {
        hex(&self.0)
    }

    /// Reads the hexadecimal form.
    pub fn parse(text: &str) -> Option<Self> {
        unhex(text)?.try_into().ok().map(Self)
    }
}

/// What the chain holds of an entry. No personal data: the details are represented by their
/// salted hash, the actor by the id of the account.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Facts<'a> {
    pub seq: i64,
    pub id: &'a str,
    pub at: &'a str,
    pub kind: &'a str,
    pub actor: &'a str,
    pub agency: &'a str,
    pub subject: &'a str,
    pub outcome: &'a str,
    pub data_sha256: &'a str,
}

impl Facts<'_> {
    pub fn text(&self) -> String {
        canonical(&json!({
            "act": self.kind,
            "actor": self.actor,
            "agency": self.agency,
            "at": self.at,
            "data_sha256": self.data_sha256,
            "id": self.id,
            "obj": self.subject,
            "outcome": self.outcome,
            "seq": self.seq,
        }))
    }
}

/// The hash that stands for the details of an entry.
pub(crate) fn details_hash(salt: &[u8], details: &str) -> String {
    hex(&Sha256::new().chain_update(salt).chain_update(details).finalize())
}

/// The hash after a row of canonical texts, from the start: what an outsider computes who was
/// given the texts.
pub fn chained<'a>(texts: impl IntoIterator<Item = &'a str>) -> Link {
    texts.into_iter().fold(Link::START, Link::next)
}

/// Canonical JSON: keys sorted at every depth, no spaces, UTF-8.
pub fn canonical(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

// Sorted here and not by the JSON library, whose order depends on a feature that any crate of the
// program could switch on.
fn write(value: &Value, out: &mut String) {
    match value {
        Value::Object(map) => write_object(map, out),
        Value::Array(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        scalar => out.push_str(&scalar.to_string()),
    }
}

fn write_object(map: &Map<String, Value>, out: &mut String) {
    let mut fields: Vec<(&String, &Value)> = map.iter().collect();
    fields.sort_unstable_by_key(|(name, _)| *name);
    out.push('{');
    for (i, (name, value)) in fields.into_iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        out.push_str(&Value::from(name.as_str()).to_string());
        out.push(':');
        write(value, out);
    }
    out.push('}');
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    let lower = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    if !text.len().is_multiple_of(2) || !text.bytes().all(lower) {
        return None;
    }
    (0..text.len()).step_by(2).map(|i| u8::from_str_radix(&text[i..i + 2], 16).ok()).collect()
}
