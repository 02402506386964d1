//! What keeps a certificate from being trusted, what is worth knowing, and what to fetch.

use base::Instant;
use const_oid::ObjectIdentifier;

use crate::revocation::Reason;
use crate::{Certificate, PkiError};

/// The outcome of a judgement. Ordered: a worse one is greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    Trusted,
    /// With more material it might become trusted or not: see [`Wanted`].
    Indeterminate,
    Untrusted,
}

/// What is wrong, with which certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub certificate: Certificate,
    pub fault: PathFault,
}

impl Problem {
    /// How much it weighs.
    pub const fn verdict(&self) -> Verdict {
        match self.fault {
            PathFault::Expired { proven: false, .. }
            | PathFault::OnHold { .. }
            | PathFault::NoFreshStatement
            | PathFault::StatusUnknown
            | PathFault::TooMuchWork => Verdict::Indeterminate,
            _ => Verdict::Untrusted,
        }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.certificate.subject(), self.fault)
    }
}

/// The kinds of faults of a path (RFC 5280 §6.1, EN 319 102-1 §5).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PathFault {
    // No path
    #[error("its issuer is not at hand, and it is not an anchor")]
    NoIssuer,
    #[error("what has the name of its issuer did not sign it")]
    IssuerSignature,
    #[error("the paths that could be built are too many")]
    TooMuchWork,
    #[error("{0}")]
    Unusable(PkiError),

    // Rules
    #[error("it is valid from {from} only, and was judged at {at}")]
    NotYetValid { from: Instant, at: Instant },
    #[error("it was valid until {until}, and was judged at {at}")]
    Expired {
        until: Instant,
        at: Instant,
        /// Whether the signature is proven to have existed at that instant: then it was made too
        /// late. If not, it may have been made in time, and nobody can tell.
        proven: bool,
    },
    #[error("it is not an authority's, but issued another one")]
    NotAuthority,
    #[error("its key may not sign certificates")]
    MayNotIssue,
    #[error("more authorities stand below it than it allows")]
    PathLength,
    #[error("its extension {0} must be understood and is not")]
    UnknownCritical(ObjectIdentifier),
    #[error("a name below it is not one it may give")]
    NameConstraints,
    #[error("its limits on names are of a kind that is not understood")]
    UnknownConstraints,
    #[error("it is for other purposes")]
    Purpose,
    #[error("its key may not sign content")]
    KeyUsage,
    #[error("this anchor is not trusted for this purpose")]
    AnchorPurpose,
    #[error("this anchor is not trusted at {0}")]
    AnchorInterval(Instant),

    // Revocation
    #[error("it was revoked at {at}")]
    Revoked { at: Instant, reason: Option<Reason> },
    #[error("it is on hold since {at}")]
    OnHold { at: Instant },
    #[error("it says where its status can be had, but none that is fresh enough is at hand")]
    NoFreshStatement,
    #[error("the responder does not know it")]
    StatusUnknown,
}

/// What does not stand in the way, but somebody should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub certificate: Certificate,
    pub kind: NoteKind,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteKind {
    #[error("it names no place where its status could be asked")]
    NoSource,
    #[error("it was revoked at {at}, after the time that is proven")]
    RevokedLater { at: Instant, reason: Option<Reason> },
    #[error("it expired at {0}, after the time that is proven")]
    ExpiredLater(Instant),
    #[error("the anchor's own validity ended at {0}")]
    AnchorExpired(Instant),
    #[error("the time-stamp is older than its certificate is valid, and no later one covers it")]
    ExpiredTimestamp(Instant),
    #[error("a list or answer about it was set aside: {0}")]
    SetAside(PkiError),
}

/// What could be fetched to judge better. Addresses come from certificates: whoever fetches decides
/// which schemes and hosts to follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// The certificate that issued this one.
    Issuer { of: Certificate, urls: Vec<String> },
    /// An answer about `certificate`; [`crate::revocation::OcspRequest`] makes the request.
    Ocsp { certificate: Certificate, issuer: Certificate, urls: Vec<String> },
    /// The list on which `certificate` would stand.
    Crl { certificate: Certificate, issuer: Certificate, urls: Vec<String> },
}
