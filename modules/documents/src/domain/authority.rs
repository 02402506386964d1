//! The small certificate authority: its offices, how long their certificates hold, why one is
//! revoked.

use std::fmt;

use pki::revocation::Reason as Code;

/// An office of the authority: each has a key of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Office {
    /// Certifies the issuing office, and nothing else.
    Root,
    /// Certifies people, seals and the other offices; signs the list of revoked certificates.
    Issuing,
    /// Says when something existed (RFC 3161).
    Tsa,
    /// Answers whether a certificate was revoked (RFC 6960).
    Ocsp,
}

impl Office {
    pub const ALL: [Self; 4] = [Self::Root, Self::Issuing, Self::Tsa, Self::Ocsp];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Root => "root",
            Self::Issuing => "issuing",
            Self::Tsa => "tsa",
            Self::Ocsp => "ocsp",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|office| office.as_str() == text)
    }

    /// How long its certificate holds. Each ends before the one above it; people's certificates hold
    /// [`PERSON_DAYS`].
    pub fn days(self) -> i64 {
        match self {
            Self::Root => 20 * 365,
            Self::Issuing => 12 * 365,
            Self::Tsa | Self::Ocsp => 6 * 365,
        }
    }
}

/// Certificates of people and seals hold two years, as those of the government's own authority do.
pub const PERSON_DAYS: i64 = 2 * 365;
/// A list of revoked certificates is good for a day, an OCSP answer too.
pub const LIST_HOURS: i64 = 24;

/// An office in its generation: `issuing-1`. A renewal begins the next one; older ones stay, because
/// what they signed is still verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Name {
    pub office: Office,
    /// From 1.
    pub generation: u16,
}

impl Name {
    pub fn first(office: Office) -> Self {
        Self { office, generation: 1 }
    }

    #[must_use]
    pub fn next(self) -> Self {
        Self { generation: self.generation.saturating_add(1), ..self }
    }

    pub fn parse(text: &str) -> Option<Self> {
        let (office, generation) = text.rsplit_once('-')?;
        let name = Self { office: Office::parse(office)?, generation: generation.parse().ok()? };
        (name.generation > 0 && name.to_string() == text).then_some(name)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.office.as_str(), self.generation)
    }
}

/// Why a certificate was revoked: the reasons of RFC 5280 §5.3.1 that an office has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    Unspecified,
    /// Passphrase or key may be known to somebody else.
    KeyCompromise,
    /// The person left, or has another name.
    AffiliationChanged,
    /// There is a newer key.
    Superseded,
    /// The office no longer exists.
    CessationOfOperation,
}

impl Reason {
    pub const ALL: [Self; 5] = [
        Self::Unspecified,
        Self::KeyCompromise,
        Self::AffiliationChanged,
        Self::Superseded,
        Self::CessationOfOperation,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unspecified => "unspecified",
            Self::KeyCompromise => "key-compromise",
            Self::AffiliationChanged => "affiliation-changed",
            Self::Superseded => "superseded",
            Self::CessationOfOperation => "cessation-of-operation",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == text)
    }

    /// As lists and answers write it.
    pub fn code(self) -> Code {
        match self {
            Self::Unspecified => Code::Unspecified,
            Self::KeyCompromise => Code::KeyCompromise,
            Self::AffiliationChanged => Code::AffiliationChanged,
            Self::Superseded => Code::Superseded,
            Self::CessationOfOperation => Code::CessationOfOperation,
        }
    }
}
