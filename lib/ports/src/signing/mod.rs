//! Whoever makes electronic signatures, at the level of whole PDF files: the government's authority
//! (BSrE) takes a file and gives one back, and so can a wrapped key, a token (PKCS#11) or a remote
//! service (CSC). And the two sources from outside that make a signature last: time-stamps and
//! answers on revocation.

mod evidence;
mod failure;
mod order;
mod secret;
mod subject;

use std::pin::Pin;

pub use evidence::{RevocationSource, TimestampAuthority};
pub use failure::SigningError;
pub use order::{Mark, Placement, Rectangle, SigningOrder};
pub use secret::{Secret, SecretKind};
pub use subject::{CertificateState, Subject};

use crate::Answer;

/// What a signature is in law: every signature is labelled with exactly one of these (PP 71/2019,
/// articles 59 and 60).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Of a person, with a certificate of an Indonesian certification authority (PSrE) and a
    /// certified device: article 60(2)a and (3).
    Certified,
    /// Of a person, with a certificate of the government's own: article 60(2)b. It may never carry
    /// the sentence of a PSrE.
    Internal,
    /// Of an organisation, a seal: article 59(2).
    Seal,
}

impl Standing {
    pub const ALL: [Self; 3] = [Self::Certified, Self::Internal, Self::Seal];

    /// The word that is stored, and the end of translation keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Certified => "certified",
            Self::Internal => "internal",
            Self::Seal => "seal",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.as_str() == text)
    }

    /// The label as the law's words have it, for papers; pages say it in the language of the reader.
    pub fn label(self) -> &'static str {
        match self {
            Self::Certified => "TTE tersertifikasi (PSrE)",
            Self::Internal => "TTE tidak tersertifikasi (internal)",
            Self::Seal => "Segel elektronik",
        }
    }
}

/// What a back-end can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Visible signatures in one call. BSrE draws one, whatever is asked for: a letter with more
    /// places takes as many calls, one after the other.
    pub placements: u8,
    /// Bytes of the largest file that is taken.
    pub largest: usize,
    /// Whether it signs into an empty field that the file has already.
    pub fills_fields: bool,
    /// Whether it draws [`Mark::Code`] by itself; otherwise only [`Mark::Picture`] is taken.
    pub draws: bool,
    /// The kinds of secret that it takes.
    pub secrets: &'static [SecretKind],
    /// Whether [`PdfSigner::find`] can ever say what became of an attempt.
    pub finds: bool,
}

/// A file that was signed.
#[derive(Clone, PartialEq, Eq)]
pub struct Signed {
    /// Begins with the bytes of the order and is longer. Whether the rest is a good signature is
    /// not yet said: it is verified before anybody gets it.
    pub pdf: Vec<u8>,
    /// How the back-end calls it, if it calls it anything.
    pub reference: Option<String>,
}

/// A letter is no matter for a log.
impl std::fmt::Debug for Signed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Signed({} bytes, reference {:?})", self.pdf.len(), self.reference)
    }
}

/// What became of an attempt that got no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// It was signed after all.
    Signed(Signed),
    /// It was not, and never will be.
    NotSigned,
    /// The back-end keeps nothing by which it could say (BSrE v2 does not). A person decides.
    CannotTell,
}

/// What signing gives back.
pub type Signing<'a, T> = Pin<Box<dyn Future<Output = Result<T, SigningError>> + Send + 'a>>;

/// Signs whole PDF files. One value has one [`Standing`]: a service that makes signatures and seals
/// stands behind two.
pub trait PdfSigner: Send + Sync + 'static {
    fn standing(&self) -> Standing;

    fn limits(&self) -> Limits;

    /// Signs once. No implementation ever makes the same call again by itself: a signature that was
    /// made and whose file was lost must be known as such ([`SigningError::Unknown`]).
    fn sign<'a>(&'a self, order: &'a SigningOrder<'a>) -> Signing<'a, Signed>;

    /// Whether this subject could sign now. Asked before a letter is sent on its way, so that nobody
    /// finds out at the last step.
    fn subject_state<'a>(&'a self, subject: &'a Subject) -> Answer<'a, CertificateState>;

    /// Has a one-time code made for so many signatures, where the secret is [`SecretKind::Totp`].
    /// The subject finds it in the authority's own application. `previous` is a code that came
    /// before, where this takes two steps (BSrE's seal is activated first).
    ///
    /// # Errors
    /// [`crate::PortError::Refused`] where codes are not used.
    fn request_code<'a>(
        &'a self,
        subject: &'a Subject,
        previous: Option<&'a Secret>,
        signatures: u16,
    ) -> Answer<'a, ()>;

    /// What became of an attempt that ended as [`SigningError::Unknown`].
    fn find<'a>(&'a self, attempt: &'a str) -> Answer<'a, Found>;
}
