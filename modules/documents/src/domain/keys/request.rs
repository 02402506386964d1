//! What a person asks when a key is made, signed with that key: so that nobody asks for a
//! certificate over a key they do not hold.

use base::Instant;

use super::reading::{Reader, StatementFault, Writer, hex, unhex};

const TITLE: &str = "pelangi certificate request 1";

/// Which key belongs to whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// Code of the government: an approval of another cell means nothing here.
    pub cell: String,
    /// The id of the account.
    pub account: String,
    /// As it will stand in the certificate.
    pub name: String,
    /// Digits of the NIP; empty for who has none.
    pub nip: String,
    /// SHA-256 of the public key (SubjectPublicKeyInfo, DER).
    pub public_key: [u8; 32],
}

impl Binding {
    pub(super) fn write(&self, to: Writer) -> Writer {
        to.line("cell", &self.cell)
            .line("account", &self.account)
            .line("name", &self.name)
            .line("nip", &self.nip)
            .line("key", &hex(&self.public_key))
    }

    pub(super) fn read(from: &mut Reader<'_>) -> Result<Self, StatementFault> {
        Ok(Self {
            cell: from.value("cell")?.to_owned(),
            account: from.value("account")?.to_owned(),
            name: from.value("name")?.to_owned(),
            nip: from.value("nip")?.to_owned(),
            public_key: unhex(from.value("key")?).ok_or(StatementFault::Value("key"))?,
        })
    }
}

/// The request itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub binding: Binding,
    pub at: Instant,
}

impl Request {
    /// The text that is signed.
    pub fn text(&self) -> String {
        self.binding.write(Writer::new(TITLE)).line("at", &self.at.to_string()).finish()
    }

    /// Reads a signed text.
    ///
    /// # Errors
    /// What is missing or wrong in it.
    pub fn parse(text: &str) -> Result<Self, StatementFault> {
        let mut reader = Reader::new(text, TITLE)?;
        let binding = Binding::read(&mut reader)?;
        let at = Instant::parse(reader.value("at")?).map_err(|_| StatementFault::Value("at"))?;
        reader.end()?;
        let read = Self { binding, at };
        if read.text() == text { Ok(read) } else { Err(StatementFault::Value("at")) }
    }
}
