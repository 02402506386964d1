//! Certificates and lists in PEM, as people hand them over (RFC 7468).

use der::pem::{self, LineEnding};

use crate::{Certificate, PkiError};

const CERTIFICATE: &str = "CERTIFICATE";

impl Certificate {
    /// All certificates of a PEM file, in their order. What stands between the blocks is passed over,
    /// as are blocks of another kind; no certificate at all is an error.
    pub fn all_from_pem(text: &str) -> Result<Vec<Self>, PkiError> {
        let blocks = blocks(text, CERTIFICATE)?;
        if blocks.is_empty() {
            return Err(PkiError::Pem("a certificate"));
        }
        blocks.iter().map(|der| Self::from_der(der)).collect()
    }

    /// The certificates in a file that is PEM, or one in DER.
    pub fn all_from_bytes(bytes: &[u8]) -> Result<Vec<Self>, PkiError> {
        match std::str::from_utf8(bytes) {
            Ok(text) if text.contains("-----BEGIN ") => Self::all_from_pem(text),
            _ => Ok(vec![Self::from_der(bytes)?]),
        }
    }

    /// The certificate as PEM.
    pub fn to_pem(&self) -> String {
        encode(CERTIFICATE, self.to_der())
    }
}

/// The contents of all blocks with this label.
pub(crate) fn blocks(text: &str, label: &'static str) -> Result<Vec<Vec<u8>>, PkiError> {
    let (begin, end) = (format!("-----BEGIN {label}-----"), format!("-----END {label}-----"));
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(&begin) {
        let block = rest.get(at..).unwrap_or_default();
        let length = block.find(&end).ok_or(PkiError::Pem(label))? + end.len();
        let (block, after) = block.split_at(length);
        let (_, der) = pem::decode_vec(block.as_bytes()).map_err(|_| PkiError::Pem(label))?;
        found.push(der);
        rest = after;
    }
    Ok(found)
}

pub(crate) fn encode(label: &'static str, der: &[u8]) -> String {
    // The label is a constant of this crate and base64 has no limit: nothing can fail.
    pem::encode_string(label, LineEnding::LF, der).unwrap_or_default()
}
