//! Why a token cannot be used, and what to do. No text quotes the PIN.

use std::path::PathBuf;

/// A token that cannot sign.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    #[error("{}: no PKCS #11 module can be loaded from it ({why}); install the vendor's library or correct the path", .path.display())]
    Module { path: PathBuf, why: String },
    #[error("no token is labelled {wanted:?}; there are: {}", list(.found))]
    NoToken { wanted: String, found: Vec<String> },
    #[error("the token refused the PIN; it is not tried again until the program is restarted")]
    Pin,
    #[error("the token holds {found} {what} labelled {label:?} where one is wanted")]
    Objects { what: &'static str, label: String, found: usize },
    #[error("the certificate in the token cannot be read: {0}")]
    Certificate(pki::PkiError),
    #[error("the key in the token is of a kind that is not used here (RSA, P-256, P-384 are)")]
    Key,
    #[error("key and certificate labelled {0:?} do not belong together")]
    OtherCertificate(String),
    #[error("private and public key labelled {0:?} do not belong together")]
    OtherPublicKey(String),
    #[error("the token failed: {0}")]
    Device(String),
}

fn list(found: &[String]) -> String {
    if found.is_empty() { "none".to_owned() } else { found.join(", ") }
}

impl From<cryptoki::error::Error> for TokenError {
    fn from(error: cryptoki::error::Error) -> Self {
        Self::Device(error.to_string())
    }
}
