//! An attempt (percobaan) to sign one letter.
//!
//! ```text
//! prepared ──► signing ──► validating ──► succeeded
//!    │            │  │          │
//!    └──► failed ◄┘  └► unknown ┴──► failed, or unknown: it could not be judged
//!                          │  └──► validating: the file was found, or brought by a person
//!                          └─────► failed: a person cleared it
//! ```
//!
//! Each state is written before what follows it is done, and `signing` is entered once: what was sent
//! is never sent again.

use base::{Error, Id, Instant, Kind};
use identity::{Basis, Position};
use ports::SigningError;
use ports::signing::Standing;

use super::consent::Consent;
use crate::domain::letter::Letter;

macro_rules! words {
    ($(#[$doc:meta])* $kind:ident { $($(#[$about:meta])* $one:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $kind { $($(#[$about])* $one),+ }

        impl $kind {
            pub const ALL: &[Self] = &[$(Self::$one),+];

            /// The word that is stored, and the end of its translation key.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$one => $word),+ }
            }

            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == text)
            }
        }
    };
}

words! {
    /// Where an attempt is.
    AttemptState {
        /// Nothing was sent.
        Prepared = "prepared",
        /// About to be sent, or sent.
        Signing = "signing",
        /// A file came back, is kept, and is being judged.
        Validating = "validating",
        Succeeded = "succeeded",
        /// No signature came of it that counts.
        Failed = "failed",
        /// Sent, and nobody knows what became of it; or a file came back that nobody could judge.
        Unknown = "unknown",
    }
}

words! {
    /// Why an attempt failed.
    Why {
        NotSent = "not-sent",
        Busy = "busy",
        /// Too many wrong passphrases: the signer's own key stays shut for a while.
        Locked = "locked",
        WrongSecret = "wrong-secret",
        CannotSign = "cannot-sign",
        Refused = "refused",
        /// Nonsense, before anything was asked to be signed.
        Garbled = "garbled",
        /// Another letter failed before it in a way that would have befallen this one too.
        NotTried = "not-tried",
        /// The letter was not what had been agreed to any more.
        Changed = "changed",
        /// What is stored is not what had been agreed to: somebody changed rows or files.
        Doubted = "doubted",
        /// Nobody agreed in time.
        Lapsed = "lapsed",
        /// The program ended before anything was sent.
        Interrupted = "interrupted",
        /// What came back does not continue what was sent, or has other pages.
        OtherFile = "other-file",
        /// Our own verifier does not take it.
        NotAccepted = "not-accepted",
        /// The certificate names somebody else.
        OtherSigner = "other-signer",
        /// A person looked and found that no signature was made.
        Cleared = "cleared",
        /// Our own fault.
        Fault = "fault",
    }
}

impl AttemptState {
    /// Whether an attempt goes from here to there.
    pub fn leads_to(self, next: Self) -> bool {
        use AttemptState::{Failed, Prepared, Signing, Succeeded, Unknown, Validating};
        matches!(
            (self, next),
            (Prepared, Signing | Failed)
                | (Signing, Validating | Failed | Unknown)
                | (Validating, Succeeded | Failed | Unknown)
                | (Unknown, Validating | Failed)
        )
    }

    /// Whether nothing more becomes of it.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Succeeded | Self::Failed)
    }
}

impl Why {
    /// What a back-end said, without its words; `None` when nobody knows what became of it.
    pub fn of(error: &SigningError, standing: Standing) -> Option<Self> {
        Some(match error {
            SigningError::Busy(_) if standing == Standing::Internal => Self::Locked,
            SigningError::Unknown(_) => return None,
            SigningError::NotSent(_) => Self::NotSent,
            SigningError::Busy(_) => Self::Busy,
            SigningError::WrongSecret => Self::WrongSecret,
            SigningError::CannotSign(_) => Self::CannotSign,
            SigningError::Refused(_) => Self::Refused,
            SigningError::Garbled(_) => Self::Garbled,
        })
    }

    /// Whether the next letter of the same consent would fail alike: then it is not tried, so that a
    /// mistyped passphrase counts once and not fifty times.
    pub fn stops_others(self) -> bool {
        matches!(
            self,
            Self::NotSent | Self::Busy | Self::Locked | Self::WrongSecret | Self::CannotSign
        )
    }
}

/// One letter that somebody signs, or tried to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    pub id: Id<Self>,
    pub consent: Id<Consent>,
    /// Among the letters of the consent, from 0.
    pub place: usize,
    pub letter: Id<Letter>,
    pub version: u32,
    pub position: Id<Position>,
    pub position_title: String,
    pub basis: Basis,
    pub standing: Standing,
    /// SHA-256 of the PDF that is signed, hexadecimal, and how many pages it has.
    pub base: String,
    pub base_pages: u32,
    pub field: String,
    pub nonce: [u8; 32],
    /// Whether its signer opened it before.
    pub opened: bool,
    pub state: AttemptState,
    pub state_at: Instant,
    pub why: Option<Why>,
    /// For whoever looks after the service.
    pub detail: String,
    /// SHA-256 of the file that came back.
    pub result: Option<String>,
}

impl Attempt {
    /// Title with basis: `Plt. Kepala Dinas …`.
    pub fn capacity(&self) -> String {
        format!("{}{}", self.basis.prefix(), self.position_title)
    }

    /// # Errors
    /// `documents/attempt-over` when it does not go there from where it is.
    pub fn ensure_leads_to(&self, next: AttemptState) -> Result<(), Error> {
        match self.state.leads_to(next) {
            true => Ok(()),
            false => Err(Error::new(Kind::Conflict, "documents/attempt-over")
                .with("state", self.state.as_str())),
        }
    }
}
