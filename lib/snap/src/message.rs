//! The strings that are signed.

use std::fmt;

use sha2::{Digest as _, Sha256};

use crate::{MinifyError, Timestamp, minify};

/// A string to sign. It may hold an access token, so `Debug` hides it; [`Message::as_str`] is for
/// signing and for the log of the test environment.
#[derive(Clone, PartialEq, Eq)]
pub struct Message(String);

/// Why there is nothing to sign.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MessageError {
    #[error(transparent)]
    Body(#[from] MinifyError),
    #[error("a method is a word of letters, for example POST")]
    Method,
    #[error(
        "a path begins with / and has neither spaces nor the server's name, for example /v1.0/transfer-va/inquiry"
    )]
    Path,
}

impl Message {
    /// For a token (service 73): `clientKey|timestamp`.
    pub fn token(client_key: &str, timestamp: &Timestamp) -> Self {
        Self(format!("{client_key}|{timestamp}"))
    }

    /// For a transaction with a token:
    /// `METHOD:path:token:lower(hex(sha256(minify(body)))):timestamp`.
    ///
    /// `path` is the relative one with its query, as it was sent.
    pub fn symmetric(
        method: &str,
        path: &str,
        token: &str,
        body: &[u8],
        timestamp: &Timestamp,
    ) -> Result<Self, MessageError> {
        let (method, hash) = parts(method, path, body)?;
        Ok(Self(format!("{method}:{path}:{token}:{hash}:{timestamp}")))
    }

    /// For a transaction without a token: the same string, leaving it out.
    pub fn asymmetric(
        method: &str,
        path: &str,
        body: &[u8],
        timestamp: &Timestamp,
    ) -> Result<Self, MessageError> {
        let (method, hash) = parts(method, path, body)?;
        Ok(Self(format!("{method}:{path}:{hash}:{timestamp}")))
    }

    /// A string that another protocol puts together and signs with the same keys.
    pub fn other(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The method in capitals and the hash of the minified body.
fn parts(method: &str, path: &str, body: &[u8]) -> Result<(String, String), MessageError> {
    if method.is_empty() || !method.bytes().all(|b| b.is_ascii_alphabetic()) {
        return Err(MessageError::Method);
    }
    if !path.starts_with('/') || !path.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(MessageError::Path);
    }
    let hash = Sha256::digest(minify(body)?.as_bytes());
    let hex = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok((method.to_ascii_uppercase(), hex))
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Message({} bytes)", self.0.len())
    }
}
