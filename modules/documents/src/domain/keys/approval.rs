//! What a registrar signs after having met the person. The certificate's serial number is a hash of
//! it: no other approval fits that certificate.

use base::Instant;
use sha2::{Digest, Sha256};

use super::reading::{Reader, StatementFault, Writer, hex, unhex};
use super::request::Binding;

const TITLE: &str = "pelangi certificate approval 1";

/// What the certificate is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// Signs letters.
    Signer,
    /// Signs letters, and approvals of others.
    Registrar,
}

impl Purpose {
    pub const ALL: [Self; 2] = [Self::Signer, Self::Registrar];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Signer => "signer",
            Self::Registrar => "registrar",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.as_str() == text)
    }
}

/// How the registrar knew the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Seen {
    /// Kartu tanda penduduk.
    IdentityCard,
    /// Kartu pegawai.
    StaffCard,
    /// The operator met the first registrar at the server.
    AtServer,
}

impl Seen {
    /// What a registrar may choose.
    pub const CARDS: [Self; 2] = [Self::IdentityCard, Self::StaffCard];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::IdentityCard => "identity-card",
            Self::StaffCard => "staff-card",
            Self::AtServer => "at-server",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        [Self::IdentityCard, Self::StaffCard, Self::AtServer]
            .into_iter()
            .find(|seen| seen.as_str() == text)
    }
}

/// Whose signature stands under an approval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// The authority's own key: the operator at the server, for the first registrar.
    Authority,
    /// The registrar whose certificate has this serial number (small hexadecimal digits).
    Registrar(String),
}

/// An approval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    pub binding: Binding,
    pub purpose: Purpose,
    pub by: By,
    pub seen: Seen,
    pub at: Instant,
    /// Makes the serial number one that nobody could foresee (RFC 5280 §4.1.2.2 and the baseline
    /// requirements of public authorities want 64 bits of chance in it).
    pub nonce: [u8; 16],
}

impl Approval {
    /// The text that is signed.
    pub fn text(&self) -> String {
        let by = match &self.by {
            By::Authority => "authority",
            By::Registrar(serial) => serial,
        };
        self.binding
            .write(Writer::new(TITLE))
            .line("purpose", self.purpose.as_str())
            .line("by", by)
            .line("seen", self.seen.as_str())
            .line("at", &self.at.to_string())
            .line("nonce", &hex(&self.nonce))
            .finish()
    }

    /// Reads a signed text.
    ///
    /// # Errors
    /// What is missing or wrong in it.
    pub fn parse(text: &str) -> Result<Self, StatementFault> {
        let mut reader = Reader::new(text, TITLE)?;
        let read = Self {
            binding: Binding::read(&mut reader)?,
            purpose: Purpose::parse(reader.value("purpose")?)
                .ok_or(StatementFault::Value("purpose"))?,
            by: By::parse(reader.value("by")?)?,
            seen: Seen::parse(reader.value("seen")?).ok_or(StatementFault::Value("seen"))?,
            at: Instant::parse(reader.value("at")?).map_err(|_| StatementFault::Value("at"))?,
            nonce: unhex(reader.value("nonce")?).ok_or(StatementFault::Value("nonce"))?,
        };
        reader.end()?;
        if read.text() == text { Ok(read) } else { Err(StatementFault::Value("at")) }
    }
}

impl By {
    fn parse(text: &str) -> Result<Self, StatementFault> {
        let serial = |text: &str| {
            (2..=40).contains(&text.len())
                && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
        };
        match text {
            "authority" => Ok(Self::Authority),
            text if serial(text) => Ok(Self::Registrar(text.to_owned())),
            _ => Err(StatementFault::Value("by")),
        }
    }
}

/// The serial number of the one certificate that an approval is for: 19 bytes of
/// SHA-256 over text and signature behind a first byte of 01, so positive and of 20 bytes
/// (RFC 5280 §4.1.2.2).
pub fn serial_of(text: &str, signature: &[u8]) -> [u8; 20] {
    let mut hash = Sha256::new();
    hash.update(b"pelangi certificate serial 1\n");
    for part in [text.as_bytes(), signature] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let digest = hash.finalize();
    let mut serial = [1; 20];
    serial[1..].copy_from_slice(&digest[..19]);
    serial
}
