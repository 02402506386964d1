//! A person's own key, opened by their passphrase. One value stands for one signed-in person: nobody
//! else's key can be asked of it.

use std::sync::Arc;

use base::Error;
use identity::Actor;
use ports::signing::{
    CertificateState, Found, Limits, Secret, SecretKind, Signed, Signing, SigningOrder, Standing,
    Subject,
};
use ports::{Answer, PdfSigner, PortError, SigningError};

use super::pdf::{Hand, Work};
use crate::domain::keys::Passphrase;
use crate::usecase::keys::{self, Keyring, Unlocked};

/// Largest document that is signed here.
const LARGEST: usize = 100_000_000;

/// Signs in the name of whoever is signed in: paraf and internal letters (TTE tidak tersertifikasi).
pub struct PersonSigner {
    keyring: Keyring,
    actor: Actor,
}

impl PersonSigner {
    pub fn new(keyring: Keyring, actor: Actor) -> Self {
        Self { keyring, actor }
    }

    /// How orders name this person.
    pub fn subject(&self) -> Subject {
        Subject::Key(self.actor.id().to_owned())
    }

    async fn signed(&self, order: &SigningOrder<'_>) -> Result<Signed, SigningError> {
        if *order.subject != self.subject() {
            return Err(SigningError::CannotSign(CertificateState::NotRegistered));
        }
        if order.pdf.len() > LARGEST {
            return Err(SigningError::Refused("the file is larger than 100 MB".to_owned()));
        }
        if order.secret.kind() != SecretKind::Passphrase {
            return Err(SigningError::Refused("a passphrase opens this key".to_owned()));
        }
        let work = Work::of(order, "Internal")?;
        let passphrase = Passphrase::new(order.secret.expose().to_owned());
        let unlocked = keys::unlock(&self.keyring, &self.actor, passphrase).await;
        let Unlocked { key, certificate, chain, .. } = unlocked.map_err(|e| failed(&e))?;
        let cell = self.keyring.cell().clone();
        let hand = Hand { key: Arc::new(key), certificate, chain };
        let done = tokio::task::spawn_blocking(move || work.sign(&cell, &hand)).await;
        done.unwrap_or_else(|error| Err(SigningError::Refused(error.to_string())))
    }
}

impl PdfSigner for PersonSigner {
    fn standing(&self) -> Standing {
        Standing::Internal
    }

    fn limits(&self) -> Limits {
        Limits {
            placements: 1,
            largest: LARGEST,
            fills_fields: true,
            draws: true,
            secrets: &[SecretKind::Passphrase],
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
            match keys::check_own(&self.keyring, &self.actor).await {
                Ok(()) => Ok(CertificateState::Issue),
                Err(error) => Ok(state(&error)),
            }
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

/// Why a key did not open, in the words of the port.
fn failed(error: &Error) -> SigningError {
    match error.code() {
        "documents/passphrase-wrong" => SigningError::WrongSecret,
        "documents/key-locked" => SigningError::Busy("the key is locked".to_owned()),
        _ => match state(error) {
            CertificateState::Unknown => SigningError::Refused(error.code().to_owned()),
            known => SigningError::CannotSign(known),
        },
    }
}

fn state(error: &Error) -> CertificateState {
    match error.code() {
        "documents/no-key" => CertificateState::NoCertificate,
        "documents/no-person" | "documents/authority-missing" => CertificateState::NotRegistered,
        "documents/key-expired" => CertificateState::Expire,
        "documents/key-revoked" => CertificateState::Revoke,
        "documents/key-other-name" => CertificateState::Suspend,
        _ => CertificateState::Unknown,
    }
}
