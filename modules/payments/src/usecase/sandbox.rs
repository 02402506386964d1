//! Signing a request as a bank does, for banks' engineers who look for what differs.

use base::{Error, Kind, Result};
use sha2::{Digest, Sha256};
use snap::{ClientSecret, Message, PrivateKey, Timestamp, minify};

/// What a bank's engineer typed.
#[derive(Debug, Clone, Copy)]
pub struct Try<'a> {
    pub method: &'a str,
    pub path: &'a str,
    pub token: &'a str,
    pub timestamp: &'a str,
    pub body: &'a str,
    /// A client secret, or an RSA key as PEM.
    pub key: &'a str,
}

/// What we would compute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    pub minified: String,
    pub body_hash: String,
    pub to_sign: String,
    pub signature: String,
}

/// Signs: with a PEM key asymmetrically, with anything else symmetrically.
///
/// # Errors
/// `payments/sandbox-timestamp`, `payments/sandbox-body`, `payments/sandbox-key`,
/// `payments/sandbox-path`.
pub fn sign(it: &Try<'_>) -> Result<Signed> {
    let timestamp = Timestamp::parse(it.timestamp)
        .map_err(|e| bad("payments/sandbox-timestamp").caused_by(e))?;
    if !it.path.starts_with('/') {
        return Err(bad("payments/sandbox-path"));
    }
    let method = it.method.to_uppercase();
    let body = it.body.as_bytes();
    let minified = minify(body).map_err(|e| bad("payments/sandbox-body").caused_by(e))?;
    let broken = |e: snap::MessageError| bad("payments/sandbox-body").caused_by(e);
    let key = |e: snap::KeyError| bad("payments/sandbox-key").caused_by(e);
    let (message, signature) = if it.key.contains("-----BEGIN") {
        let message = Message::asymmetric(&method, it.path, body, &timestamp).map_err(broken)?;
        let private = PrivateKey::from_pem(it.key).map_err(key)?;
        let signature = message.sign(&private).map_err(key)?;
        (message, signature)
    } else {
        let made = Message::symmetric(&method, it.path, it.token, body, &timestamp);
        let message = made.map_err(broken)?;
        let secret = ClientSecret::new(it.key.trim())
            .map_err(|e| bad("payments/sandbox-key").caused_by(e))?;
        let signature = message.hmac(&secret);
        (message, signature)
    };
    Ok(Signed {
        body_hash: super::ledger::hex(&Sha256::digest(minified.as_bytes())),
        minified: minified.into_owned(),
        to_sign: message.as_str().to_owned(),
        signature: signature.to_string(),
    })
}

fn bad(code: &'static str) -> Error {
    Error::new(Kind::Invalid, code)
}
