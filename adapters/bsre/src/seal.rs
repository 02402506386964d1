//! Seals of the organisation.

use ports::signing::{
    CertificateState, Found, Limits, Secret, SecretKind, Signed, Signing, SigningError,
    SigningOrder, Standing, Subject,
};
use ports::{Answer, PdfSigner, PortError};

use crate::client::{Bsre, Call};
use crate::sign::limits;

/// Seals, by the same service. The subject is [`Subject::Key`] with the `idSubscriber` of the
/// organisation; the secret is a code for once.
#[derive(Debug, Clone)]
pub struct BsreSeal(Bsre);

impl BsreSeal {
    pub fn new(service: Bsre) -> Self {
        Self(service)
    }
}

impl PdfSigner for BsreSeal {
    fn standing(&self) -> Standing {
        Standing::Seal
    }

    fn limits(&self) -> Limits {
        limits(self.0.largest, &[SecretKind::Totp])
    }

    fn sign<'a>(&'a self, order: &'a SigningOrder<'a>) -> Signing<'a, Signed> {
        Box::pin(async move {
            let named = matches!(order.subject, Subject::Key(_));
            if !named || order.secret.kind() != SecretKind::Totp {
                let problem = "a seal is made with the id of its subscriber and a code";
                return Err(SigningError::Refused(problem.to_owned()));
            }
            self.0.signed(Call::Seal, order).await
        })
    }

    /// The service has no call by which the state of a seal could be asked.
    fn subject_state<'a>(&'a self, _subject: &'a Subject) -> Answer<'a, CertificateState> {
        Box::pin(async { Ok(CertificateState::Unknown) })
    }

    /// Without a code, the seal is activated: one is sent to its keeper. With that one, a code for
    /// so many seals is made.
    fn request_code<'a>(
        &'a self,
        subject: &'a Subject,
        previous: Option<&'a Secret>,
        signatures: u16,
    ) -> Answer<'a, ()> {
        Box::pin(async move {
            if !matches!(subject, Subject::Key(_)) {
                let problem = "a seal is named by the id of its subscriber";
                return Err(PortError::Refused(problem.to_owned()));
            }
            let (call, data) = match previous {
                Some(_) => (Call::SealCode, Some(signatures)),
                None => (Call::SealActivation, None),
            };
            self.0.code(call, subject, previous, data).await
        })
    }

    fn find<'a>(&'a self, _attempt: &'a str) -> Answer<'a, Found> {
        Box::pin(async { Ok(Found::CannotTell) })
    }
}
