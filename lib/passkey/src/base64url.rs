//! Base64url without padding, read strictly: one text per value (RFC 4648 §5 and §3.5).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Deserializer, Serializer};

use crate::{Fault, Part, PasskeyError};

pub(crate) fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Padding, other alphabets, white space and bits beyond the last byte are refused.
pub(crate) fn decode(text: &str, longest: usize, at: Part) -> Result<Vec<u8>, PasskeyError> {
    // Before anything is allocated; four letters hold three bytes.
    if text.len() > longest.div_ceil(3) * 4 {
        return Err(PasskeyError::new(Fault::Length, at));
    }
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| PasskeyError::new(Fault::Base64, at))?;
    match bytes.len() <= longest {
        true => Ok(bytes),
        false => Err(PasskeyError::new(Fault::Length, at)),
    }
}

/// For serde: `#[serde(with = "base64url")]`.
pub(crate) fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&encode(bytes))
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
    let text = String::deserialize(from)?;
    URL_SAFE_NO_PAD.decode(text).map_err(serde::de::Error::custom)
}
