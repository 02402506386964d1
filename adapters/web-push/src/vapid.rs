//! By which key a push service knows us (RFC 8292): a token signed with ES256.

use base::Instant;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::SecretKey;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use p256::elliptic_curve::sec1::ToSec1Point;
use serde_json::json;

/// A token holds so long; the standard allows a day.
const HOLDS_SECONDS: i64 = 12 * 3_600;

/// The key of a cell.
pub struct Vapid {
    key: SigningKey,
    public: String,
    subject: String,
}

/// Why 32 bytes are no key: zero, or beyond the order of the curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyError;

impl Vapid {
    /// A key from 32 secret bytes. `subject` is how the maker of the browser finds whoever pushes:
    /// the address of the site, or `mailto:…`.
    ///
    /// # Errors
    /// [`KeyError`]; derive other bytes.
    pub fn new(secret: &[u8; 32], subject: &str) -> Result<Self, KeyError> {
        let secret = SecretKey::from_slice(secret).map_err(|_| KeyError)?;
        let public = URL_SAFE_NO_PAD.encode(secret.public_key().to_sec1_point(false).as_bytes());
        Ok(Self { key: SigningKey::from(&secret), public, subject: subject.to_owned() })
    }

    /// What a browser is told when it subscribes (`applicationServerKey`), in base64url.
    pub fn public_key(&self) -> &str {
        &self.public
    }

    /// The header for a push service, named by its origin.
    pub fn authorization(&self, origin: &str, now: Instant) -> String {
        let expires = now.plus_seconds(HOLDS_SECONDS).millis() / 1_000;
        let head = json!({ "typ": "JWT", "alg": "ES256" }).to_string();
        let claims = json!({ "aud": origin, "exp": expires, "sub": self.subject }).to_string();
        let [head, claims] = [head, claims].map(|part| URL_SAFE_NO_PAD.encode(part));
        let signed = format!("{head}.{claims}");
        let signature: Signature = self.key.sign(signed.as_bytes());
        let signature = URL_SAFE_NO_PAD.encode(signature.to_bytes());
        format!("vapid t={signed}.{signature}, k={}", self.public)
    }
}
