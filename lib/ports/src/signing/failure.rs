//! How signing fails, by what may be done then.

use super::CertificateState;

/// Why no signed file came back. No text in it quotes a secret, a NIK or the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SigningError {
    /// The whole order never left this machine: nothing was signed, and the same order may be made
    /// again.
    #[error("nothing was sent: {0}")]
    NotSent(String),
    /// The service turned the order away unread, because it is busy or in maintenance. Nothing was
    /// signed; later it may be.
    #[error("the service is busy: {0}")]
    Busy(String),
    /// The order was sent, and no answer came that tells what became of it: none at all, a broken
    /// one, one without a file that continues the one of the order. Perhaps it was signed: the attempt
    /// stays `unknown`, is never repeated by itself, and is cleared with [`super::PdfSigner::find`] or
    /// by a person.
    #[error("sent, and no answer tells what became of it: {0}")]
    Unknown(String),
    /// Wrong passphrase or code. A person tries again; nothing is locked after one mistake.
    #[error("the secret is wrong")]
    WrongSecret,
    /// This subject cannot sign, whatever the secret.
    #[error("the subject cannot sign: {}", .0.as_str())]
    CannotSign(CertificateState),
    /// The service refused in a way that is known to mean that nothing was signed, or the order cannot
    /// be sent; the same order will be refused again.
    #[error("refused: {0}")]
    Refused(String),
    /// Before anything was asked to be signed, the service answered nonsense. Nothing was signed, and a
    /// person may sign anew. Nonsense in answer to the order itself is [`Self::Unknown`].
    #[error("the answer cannot be used: {0}")]
    Garbled(String),
}

impl SigningError {
    /// Whether a program may make the same order again by itself.
    pub fn may_repeat(&self) -> bool {
        matches!(self, Self::NotSent(_) | Self::Busy(_))
    }

    /// Whether a signature may exist that nobody here has seen.
    pub fn outcome_is_unknown(&self) -> bool {
        matches!(self, Self::Unknown(_))
    }

    /// The word that is stored with the attempt, and the end of translation keys.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::NotSent(_) => "not-sent",
            Self::Busy(_) => "busy",
            Self::Unknown(_) => "unknown",
            Self::WrongSecret => "wrong-secret",
            Self::CannotSign(_) => "cannot-sign",
            Self::Refused(_) => "refused",
            Self::Garbled(_) => "garbled",
        }
    }
}
