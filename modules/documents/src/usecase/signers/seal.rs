//! An organisation's seal, made without a person: tax notices, receipts. Its key lies beside the
//! cell's own, sealed with the cell's secret; whoever runs the server can seal, and nobody else.

use audit::Entry;
use base::{Error, Kind, Result};
use cell::{Cell, cabinet};
use db::Tx;
use identity::Actor;
use pki::{Certificate, PrivateKey};
use ports::signing::{
    CertificateState, Found, Limits, Secret, Signed, Signing, SigningOrder, Standing, Subject,
};
use ports::{Answer, PdfSigner, PortError, SigningError};

use super::pdf::{Hand, Work};
use crate::audit_kinds::SEAL_KEPT;
use crate::usecase::authority::{self, Authority, fault};
use crate::usecase::keys::revoked_at;

/// Largest document that is sealed here.
const LARGEST: usize = 100_000_000;

/// Seals with the key of one organisation.
#[derive(Clone)]
pub struct SealSigner {
    cell: Cell,
    word: String,
}

/// Issues a seal to an organisation and keeps its key beside those of the cell, under a short word.
///
/// # Errors
/// `documents/seal-word`, `documents/seal-name`, `cell/keys-exist` for a word that is taken.
pub async fn keep_seal(cell: &Cell, actor: &Actor, word: &str, organisation: &str) -> Result<()> {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if !(2..=32).contains(&word.len()) || !word.bytes().all(plain) {
        return Err(Error::new(Kind::Invalid, "documents/seal-word"));
    }
    if cabinet::get_public(cell, &certificate_file(word))?.is_some() {
        return Err(Error::new(Kind::Conflict, "documents/seal-exists"));
    }
    let made = authority::issue_file(cell, actor, organisation).await?;
    cabinet::put(cell, &key_file(word), &made.key.to_pkcs8_der().map_err(fault)?)?;
    cabinet::put_public(cell, &certificate_file(word), made.certificate.to_der())?;
    let (who, serial) = (actor.who(), made.certificate.serial_hex());
    let write = cell.db().write(async |tx: &mut Tx| {
        let facts = serde_json::json!({ "word": word });
        let entry = Entry::new(SEAL_KEPT, &who, authority::subject(&serial)).after(facts);
        audit::record(tx, cell, entry).await
    });
    write.await?;
    Ok(())
}

impl SealSigner {
    /// The seal that was kept under a word.
    pub fn new(cell: Cell, word: &str) -> Self {
        Self { cell, word: word.to_owned() }
    }

    /// How orders name it.
    pub fn subject(&self) -> Subject {
        Subject::Key(self.word.clone())
    }

    fn certificate(&self) -> Result<Option<Certificate>> {
        let der = cabinet::get_public(&self.cell, &certificate_file(&self.word))?;
        der.map(|der| Certificate::from_der(&der).map_err(fault)).transpose()
    }

    async fn state(&self) -> Result<CertificateState> {
        let Some(certificate) = self.certificate()? else {
            return Ok(CertificateState::NoCertificate);
        };
        let serial = certificate.serial_hex();
        let db = self.cell.db();
        let revoked = db.read(async |tx: &mut Tx| revoked_at(tx, &serial).await).await?;
        Ok(match revoked {
            Some(_) => CertificateState::Revoke,
            None if certificate.is_valid_at(self.cell.now()) => CertificateState::Issue,
            None => CertificateState::Expire,
        })
    }

    fn hand(&self) -> Result<Hand> {
        let missing = || Error::new(Kind::Precondition, "documents/seal-missing");
        let certificate = self.certificate()?.ok_or_else(missing)?;
        let pkcs8 = cabinet::get(&self.cell, &key_file(&self.word))?.ok_or_else(missing)?;
        let key = PrivateKey::from_pkcs8_der(&pkcs8).map_err(fault)?;
        let chain = Authority::open(&self.cell)?.chain()?;
        Ok(Hand { key, certificate, chain })
    }

    async fn signed(&self, order: &SigningOrder<'_>) -> std::result::Result<Signed, SigningError> {
        if *order.subject != self.subject() {
            return Err(SigningError::CannotSign(CertificateState::NotRegistered));
        }
        if order.pdf.len() > LARGEST {
            return Err(SigningError::Refused("the file is larger than 100 MB".to_owned()));
        }
        let failed = |error: Error| SigningError::NotSent(error.to_string());
        match self.state().await.map_err(failed)? {
            CertificateState::Issue => {}
            state => return Err(SigningError::CannotSign(state)),
        }
        let (work, hand) = (Work::of(order)?, self.hand().map_err(failed)?);
        let cell = self.cell.clone();
        let done = tokio::task::spawn_blocking(move || work.sign(&cell, &hand)).await;
        done.unwrap_or_else(|error| Err(SigningError::Refused(error.to_string())))
    }
}

impl PdfSigner for SealSigner {
    fn standing(&self) -> Standing {
        Standing::Seal
    }

    fn limits(&self) -> Limits {
        Limits {
            placements: 1,
            largest: LARGEST,
            fills_fields: true,
            draws: true,
            secrets: &[],
            finds: true,
        }
    }

    fn sign<'a>(&'a self, order: &'a SigningOrder<'a>) -> Signing<'a, Signed> {
        Box::pin(self.signed(order))
    }

    fn subject_state<'a>(&'a self, subject: &'a Subject) -> Answer<'a, CertificateState> {
        Box::pin(async move {
            if *subject != self.subject() {
                return Ok(CertificateState::NotRegistered);
            }
            Ok(self.state().await.unwrap_or(CertificateState::Unknown))
        })
    }

    fn request_code<'a>(
        &'a self,
        _subject: &'a Subject,
        _secret: Option<&'a Secret>,
        _signatures: u16,
    ) -> Answer<'a, ()> {
        Box::pin(std::future::ready(Err(PortError::Refused("codes are not used".to_owned()))))
    }

    /// What signs here is gone with its answer: an attempt that got none signed nothing.
    fn find<'a>(&'a self, _attempt: &'a str) -> Answer<'a, Found> {
        Box::pin(std::future::ready(Ok(Found::NotSigned)))
    }
}

fn key_file(word: &str) -> String {
    format!("seal-{word}.key")
}

fn certificate_file(word: &str) -> String {
    format!("seal-{word}.cer")
}
