//! The three headers of a request, and its signature.

use sha2::{Digest as _, Sha256};
use snap::{ClientSecret, Message, Signature, Text, Timestamp, WrongSignature};

/// The public name of a partner (X-CLIENT-KEY).
pub type ClientKey = Text<128>;

/// A header that means something here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Header {
    ClientKey,
    Timestamp,
    Signature,
}

/// What is wrong with a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    #[error("header {} is missing", .0.name())]
    Missing(Header),
    #[error("header {} is not in its form: {}", .0.name(), .0.form())]
    Malformed(Header),
    #[error("header {} is there more than once", .0.name())]
    Repeated(Header),
}

/// The headers of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headers {
    pub client_key: ClientKey,
    pub timestamp: Timestamp,
    pub signature: Signature,
}

impl Header {
    /// As it is written; headers are found in any case.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ClientKey => "X-CLIENT-KEY",
            Self::Timestamp => "X-TIMESTAMP",
            Self::Signature => "X-SIGNATURE",
        }
    }

    const fn form(self) -> &'static str {
        match self {
            Self::ClientKey => "1 to 128 printable characters",
            Self::Timestamp => "2026-01-02T03:04:05+08:00",
            Self::Signature => "base64 with its padding",
        }
    }
}

impl HeaderError {
    pub const fn header(self) -> Header {
        match self {
            Self::Missing(header) | Self::Malformed(header) | Self::Repeated(header) => header,
        }
    }

    /// For the answer.
    pub(crate) const fn reason(self) -> &'static str {
        match self {
            Self::Missing(_) => "wajib ada",
            Self::Malformed(Header::ClientKey) => "1 sampai 128 karakter tanpa spasi",
            Self::Malformed(Header::Timestamp) => "ditulis seperti 2026-01-02T03:04:05+08:00",
            Self::Malformed(Header::Signature) => "base64 lengkap dengan padding",
            Self::Repeated(_) => "hanya boleh satu kali",
        }
    }
}

impl Headers {
    /// Reads them out of all headers of a request, given as name and bytes.
    pub fn read<'a>(
        headers: impl IntoIterator<Item = (&'a str, &'a [u8])>,
    ) -> Result<Self, HeaderError> {
        let all: Vec<(&str, &[u8])> = headers.into_iter().collect();
        Ok(Self {
            client_key: read(&all, Header::ClientKey, client_key)?,
            timestamp: read(&all, Header::Timestamp, |t| Timestamp::parse(t).ok())?,
            signature: read(&all, Header::Signature, |t| Signature::parse(t).ok())?,
        })
    }

    /// The headers of a `POST` of our own.
    ///
    /// # Errors
    /// When the client key is not in its form.
    pub fn signed(
        key: &str,
        timestamp: &Timestamp,
        path: &str,
        body: &[u8],
        secret: &ClientSecret,
    ) -> Result<Self, HeaderError> {
        let client_key = client_key(key).ok_or(HeaderError::Malformed(Header::ClientKey))?;
        let signature = message("POST", path, &client_key, body, timestamp).hmac(secret);
        Ok(Self { client_key, timestamp: timestamp.clone(), signature })
    }

    /// Name and value of each.
    pub fn pairs(&self) -> [(&'static str, String); 3] {
        [
            (Header::ClientKey.name(), self.client_key.to_string()),
            (Header::Timestamp.name(), self.timestamp.to_string()),
            (Header::Signature.name(), self.signature.to_string()),
        ]
    }

    /// The string that is signed:
    /// `METHOD:path:clientKey:lower(hex(sha256(body))):timestamp`, over the bytes that came.
    pub fn message(&self, method: &str, path: &str, body: &[u8]) -> Message {
        message(method, path, &self.client_key, body, &self.timestamp)
    }

    /// Whether the holder of the secret signed these bytes for this method and path. The time is
    /// the caller's to check. Compares in constant time.
    pub fn verify(
        &self,
        method: &str,
        path: &str,
        body: &[u8],
        secret: &ClientSecret,
    ) -> Result<(), WrongSignature> {
        self.message(method, path, body).verify_hmac(secret, &self.signature)
    }
}

fn message(method: &str, path: &str, key: &str, body: &[u8], timestamp: &Timestamp) -> Message {
    let hash: String = Sha256::digest(body).iter().map(|byte| format!("{byte:02x}")).collect();
    let method = method.to_ascii_uppercase();
    Message::other(format!("{method}:{path}:{key}:{hash}:{timestamp}"))
}

fn client_key(text: &str) -> Option<ClientKey> {
    if text.bytes().all(|b| b.is_ascii_graphic()) { ClientKey::new(text).ok() } else { None }
}

/// A header that must be there once; an empty one is not there.
fn read<T>(
    all: &[(&str, &[u8])],
    header: Header,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Result<T, HeaderError> {
    let mut values = all.iter().filter(|(name, _)| name.eq_ignore_ascii_case(header.name()));
    let (_, value) = values.next().ok_or(HeaderError::Missing(header))?;
    if values.next().is_some() {
        return Err(HeaderError::Repeated(header));
    }
    let value = std::str::from_utf8(value).map_err(|_| HeaderError::Malformed(header))?;
    match value.trim_matches([' ', '\t']) {
        "" => Err(HeaderError::Missing(header)),
        value => parse(value).ok_or(HeaderError::Malformed(header)),
    }
}
