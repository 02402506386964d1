//! The Android app of a cell: its name, and the certificates it is signed with.
//!
//! Digital Asset Links: the cell says which app may open its addresses, the app says the same of
//! the cell; Android believes both or none.

use serde_json::{Value, json};

/// An Android app that belongs to the cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AndroidApp {
    package: String,
    fingerprints: Vec<String>,
}

/// Why an Android app cannot be named.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AndroidError {
    #[error(
        "`{0}` is no package name; write it like id.go.kutaitimur.pbb: two parts or more of letters, digits and `_`, each beginning with a letter"
    )]
    Package(String),
    #[error(
        "`{0}` is no SHA-256 fingerprint of a certificate; write 32 pairs of hexadecimal digits with colons, as `apksigner verify --print-certs` or the app store shows them"
    )]
    Fingerprint(String),
    #[error("an app needs the fingerprint of at least one certificate")]
    NoFingerprint,
}

impl AndroidApp {
    /// An app by its package name and the SHA-256 fingerprints of the certificates that sign it:
    /// one's own, and the store's where a store signs anew. Colons may be left out.
    ///
    /// # Errors
    /// [`AndroidError`] names the part that cannot be.
    pub fn new(package: &str, fingerprints: &[String]) -> Result<Self, AndroidError> {
        if !is_package(package) {
            return Err(AndroidError::Package(package.to_owned()));
        }
        if fingerprints.is_empty() {
            return Err(AndroidError::NoFingerprint);
        }
        let fingerprints = fingerprints.iter().map(|text| read(text)).collect::<Result<_, _>>()?;
        Ok(Self { package: package.to_owned(), fingerprints })
    }
}

/// The document at `/.well-known/assetlinks.json`.
pub(crate) fn statement(app: &AndroidApp) -> Value {
    json!([{
        "relation": ["delegate_permission/common.handle_all_urls"],
        "target": {
            "namespace": "android_app",
            "package_name": app.package,
            "sha256_cert_fingerprints": app.fingerprints,
        },
    }])
}

fn is_package(text: &str) -> bool {
    let part = |part: &str| {
        let mut chars = part.chars();
        chars.next().is_some_and(|c| c.is_ascii_alphabetic())
            && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    text.len() <= 150 && text.contains('.') && text.split('.').all(part)
}

/// `AA:BB:…`, in capitals as Android compares them.
fn read(text: &str) -> Result<String, AndroidError> {
    let digits: String = text.chars().filter(|c| *c != ':' && !c.is_whitespace()).collect();
    if digits.len() != 64 || !digits.chars().all(|c| c.is_ascii_hexdigit()) {
        return Err(AndroidError::Fingerprint(text.to_owned()));
    }
    let capitals: Vec<char> = digits.to_ascii_uppercase().chars().collect();
    Ok(capitals.chunks(2).map(String::from_iter).collect::<Vec<_>>().join(":"))
}
