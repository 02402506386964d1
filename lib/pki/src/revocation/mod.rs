//! Whether a certificate was withdrawn: lists (RFC 5280 §5) and answers (RFC 6960).

mod cert_id;
mod crl;
mod ocsp;
mod request;
mod responder;

use base::Instant;

pub use crl::Crl;
pub use ocsp::OcspResponse;
pub use request::OcspRequest;
pub use responder::Responder;

pub(crate) use cert_id::CertId;
pub(crate) use request::nonce_extension;

/// What a list or an answer says of one certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statement {
    pub status: Status,
    /// From when on it is known to be right.
    pub this_update: Instant,
    /// When there will be news at the latest; none when news are always to be had.
    pub next_update: Option<Instant>,
    /// When it was made: of an answer `producedAt`, of a list `thisUpdate`.
    pub produced_at: Instant,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Good,
    Revoked {
        at: Instant,
        reason: Option<Reason>,
    },
    /// The responder does not know the certificate.
    Unknown,
}

/// Why a certificate was withdrawn (RFC 5280 §5.3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    Unspecified,
    KeyCompromise,
    CaCompromise,
    AffiliationChanged,
    Superseded,
    CessationOfOperation,
    /// For the time being: may be lifted.
    CertificateHold,
    RemoveFromCrl,
    PrivilegeWithdrawn,
    AaCompromise,
}

impl Reason {
    const ALL: [(u8, Self); 10] = [
        (0, Self::Unspecified),
        (1, Self::KeyCompromise),
        (2, Self::CaCompromise),
        (3, Self::AffiliationChanged),
        (4, Self::Superseded),
        (5, Self::CessationOfOperation),
        (6, Self::CertificateHold),
        (8, Self::RemoveFromCrl),
        (9, Self::PrivilegeWithdrawn),
        (10, Self::AaCompromise),
    ];

    pub(crate) fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|(known, _)| *known == code).map(|(_, reason)| reason)
    }

    pub(crate) fn code(self) -> u8 {
        Self::ALL.into_iter().find(|(_, known)| *known == self).map_or(0, |(code, _)| code)
    }

    /// A time-stamping authority that stops in order: what it stamped before stays good (RFC 3161
    /// §4, 1).
    pub(crate) const fn spares_earlier_stamps(self) -> bool {
        matches!(
            self,
            Self::Unspecified
                | Self::AffiliationChanged
                | Self::Superseded
                | Self::CessationOfOperation
        )
    }
}
