//! An organisation's seal, made without a person: tax notices, receipts. Its key lies beside the
//! cell's own, sealed with the cell's secret, or in a device; whoever runs the server can seal, and
//! nobody else.

use std::sync::Arc;

use audit::Entry;
use base::{Error, Kind, Result};
use cell::{Cell, cabinet};
use db::Tx;
use identity::Actor;
use pki::{Certificate, PrivateKey, PublicKey, Signer};
use ports::signing::{
    CertificateState, Found, Limits, Secret, Signed, Signing, SigningOrder, Standing, Subject,
};
use ports::{Answer, PdfSigner, PortError, SigningError};
use tokio::sync::Semaphore;

use super::pdf::{Hand, Work};
use crate::audit_kinds::SEAL_KEPT;
use crate::usecase::authority::{self, Authority, fault};
use crate::usecase::keys::revoked_at;

/// Largest document that is sealed here.
const LARGEST: usize = 100_000_000;
/// Documents that one key seals at once. A device that hangs holds so many threads, and no more.
const AT_ONCE: usize = 4;

/// A private key of a seal that does not lie beside the keys of the cell: in a token (PKCS #11), at a
/// service that signs from afar.
pub trait RemoteKey: Send + Sync + 'static {
    /// The key, ready to sign as this certificate says. It may wait for a device: it is asked on a
    /// thread for such work.
    ///
    /// # Errors
    /// What the operator is told; it quotes no secret.
    fn open(&self, certificate: &Certificate) -> std::result::Result<Arc<dyn Signer>, String>;
}

/// Seals with the key of one organisation.
#[derive(Clone)]
pub struct SealSigner {
    cell: Cell,
    word: String,
    remote: Option<Arc<dyn RemoteKey>>,
    turns: Arc<Semaphore>,
}

/// Issues a seal to an organisation and keeps its key beside those of the cell, under a short word.
///
/// # Errors
/// `documents/seal-word`, `documents/seal-name`, `documents/seal-exists` for a word that is taken.
pub async fn keep_seal(cell: &Cell, actor: &Actor, word: &str, organisation: &str) -> Result<()> {
    check_word(cell, word)?;
    let made = authority::issue_file(cell, actor, organisation).await?;
    cabinet::put(cell, &key_file(word), &made.key.to_pkcs8_der().map_err(fault)?)?;
    note(cell, actor, (word, "file"), &made.certificate).await
}

/// The same for a key that lives in a device: only its certificate is kept.
///
/// # Errors
/// As [`keep_seal`].
pub async fn keep_seal_of(
    cell: &Cell,
    actor: &Actor,
    (word, organisation): (&str, &str),
    public_key: &PublicKey,
) -> Result<Certificate> {
    check_word(cell, word)?;
    let certificate = authority::issue_seal(cell, actor, organisation, public_key).await?;
    note(cell, actor, (word, "device"), &certificate).await?;
    Ok(certificate)
}

/// Whether a new seal may be kept under this word.
///
/// # Errors
/// `documents/seal-word`, `documents/seal-exists`.
pub fn check_word(cell: &Cell, word: &str) -> Result<()> {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if !(2..=32).contains(&word.len()) || !word.bytes().all(plain) {
        return Err(Error::new(Kind::Invalid, "documents/seal-word"));
    }
    if cabinet::get_public(cell, &certificate_file(word))?.is_some() {
        return Err(Error::new(Kind::Conflict, "documents/seal-exists"));
    }
    Ok(())
}

async fn note(
    cell: &Cell,
    actor: &Actor,
    (word, place): (&str, &str),
    certificate: &Certificate,
) -> Result<()> {
    cabinet::put_public(cell, &certificate_file(word), certificate.to_der())?;
    let (who, serial) = (actor.who(), certificate.serial_hex());
    let write = cell.db().write(async |tx: &mut Tx| {
        let facts = serde_json::json!({ "word": word, "key": place });
        let entry = Entry::new(SEAL_KEPT, &who, authority::subject(&serial)).after(facts);
        audit::record(tx, cell, entry).await
    });
    write.await?;
    Ok(())
}

impl SealSigner {
    /// The seal that was kept under a word, its key in the cabinet.
    pub fn new(cell: Cell, word: &str) -> Self {
        let turns = Arc::new(Semaphore::new(AT_ONCE));
        Self { cell, word: word.to_owned(), remote: None, turns }
    }

    /// The same with a key that lies elsewhere.
    #[must_use]
    pub fn with_key(self, key: Arc<dyn RemoteKey>) -> Self {
        Self { remote: Some(key), ..self }
    }

    /// The word under which it is kept.
    pub fn word(&self) -> &str {
        &self.word
    }

    /// How orders name it.
    pub fn subject(&self) -> Subject {
        Subject::Key(self.word.clone())
    }

    /// Its certificate; `None` before one was issued.
    ///
    /// # Errors
    /// Those of the keys folder.
    pub fn certificate(&self) -> Result<Option<Certificate>> {
        let der = cabinet::get_public(&self.cell, &certificate_file(&self.word))?;
        der.map(|der| Certificate::from_der(&der).map_err(fault)).transpose()
    }

    /// Whether it could seal now: the certificate is good, and the key opens.
    ///
    /// # Errors
    /// As signing would fail.
    pub async fn check(&self) -> std::result::Result<(), SigningError> {
        self.ready().await?;
        self.on_thread(|this| this.hand().map(drop)).await
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

    async fn ready(&self) -> std::result::Result<(), SigningError> {
        match self.state().await.map_err(not_sent)? {
            CertificateState::Issue => Ok(()),
            state => Err(SigningError::CannotSign(state)),
        }
    }

    fn hand(&self) -> std::result::Result<Hand, SigningError> {
        let missing = || not_sent(Error::new(Kind::Precondition, "documents/seal-missing"));
        let certificate = self.certificate().map_err(not_sent)?.ok_or_else(missing)?;
        let key = match &self.remote {
            Some(remote) => remote.open(&certificate).map_err(SigningError::NotSent)?,
            None => {
                let pkcs8 = cabinet::get(&self.cell, &key_file(&self.word)).map_err(not_sent)?;
                let key = PrivateKey::from_pkcs8_der(&pkcs8.ok_or_else(missing)?);
                Arc::new(key.map_err(|error| not_sent(fault(error)))?) as Arc<dyn Signer>
            }
        };
        let chain = Authority::open(&self.cell).and_then(|it| it.chain()).map_err(not_sent)?;
        Ok(Hand { key, certificate, chain })
    }

    async fn signed(&self, order: &SigningOrder<'_>) -> std::result::Result<Signed, SigningError> {
        if *order.subject != self.subject() {
            return Err(SigningError::CannotSign(CertificateState::NotRegistered));
        }
        if order.pdf.len() > LARGEST {
            return Err(SigningError::Refused("the file is larger than 100 MB".to_owned()));
        }
        self.ready().await?;
        let work = Work::of(order, "Segel")?;
        self.on_thread(move |this| work.sign(&this.cell, &this.hand()?)).await
    }

    /// Work that may wait for a device. Whoever gives up waiting leaves its place taken until the
    /// device answers.
    async fn on_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> std::result::Result<T, SigningError> + Send + 'static,
    ) -> std::result::Result<T, SigningError> {
        let turn = self.turns.clone().acquire_owned().await;
        let turn = turn.map_err(|error| SigningError::NotSent(error.to_string()))?;
        let this = self.clone();
        let done = tokio::task::spawn_blocking(move || {
            let done = work(&this);
            drop(turn);
            done
        });
        done.await.unwrap_or_else(|error| Err(SigningError::Refused(error.to_string())))
    }
}

fn not_sent(error: Error) -> SigningError {
    SigningError::NotSent(error.to_string())
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
