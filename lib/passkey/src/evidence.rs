//! What proves consent years later: the raw bytes of an assertion and the key that signed.

use serde::{Deserialize, Serialize};

use crate::base64url;
use crate::{Fault, Part, PasskeyError};

/// Enough to check an assertion again when the passkey is gone and the person has left. Stored as
/// JSON; the bytes are base64url. It holds no secret and no name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    #[serde(with = "base64url")]
    pub credential_id: Vec<u8>,
    /// The COSE key of the credential at that time.
    #[serde(with = "base64url")]
    pub public_key: Vec<u8>,
    #[serde(with = "base64url")]
    pub client_data_json: Vec<u8>,
    #[serde(with = "base64url")]
    pub authenticator_data: Vec<u8>,
    #[serde(with = "base64url")]
    pub signature: Vec<u8>,
}

impl Evidence {
    /// As it is stored.
    pub fn to_json(&self) -> String {
        // Texts under names: nothing of it can fail to be JSON.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what [`Self::to_json`] wrote.
    ///
    /// # Errors
    /// [`Fault::Json`] when it is something else.
    pub fn from_json(json: &str) -> Result<Self, PasskeyError> {
        serde_json::from_str(json).map_err(|_| PasskeyError::new(Fault::Json, Part::Response))
    }
}
