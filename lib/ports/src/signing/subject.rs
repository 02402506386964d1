//! Who signs, and whether that is possible.

use std::fmt;

use base::Nik;

use crate::messenger::Email;

/// Whom a signature is of, as the back-end knows them. It is found on the server for the person who
/// is signed in, never taken from a form: nobody signs for another.
#[derive(Clone, PartialEq, Eq)]
pub enum Subject {
    Nik(Nik),
    Email(Email),
    /// The id of a key, or of the subscriber of a seal.
    Key(String),
}

impl Subject {
    /// Enough for the person to know it again; fit for logs and errors.
    pub fn masked(&self) -> String {
        match self {
            // The region of registration alone: the rest is birthday, sex and number.
            Self::Nik(nik) => {
                let start: String = nik.digits().chars().take(4).collect();
                format!("NIK {start}…")
            }
            Self::Email(email) => {
                let (local, domain) = email.as_str().split_once('@').unwrap_or_default();
                format!("{}…@{domain}", local.chars().take(1).collect::<String>())
            }
            Self::Key(id) => format!("key {}…", id.chars().take(4).collect::<String>()),
        }
    }
}

impl fmt::Debug for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Subject({})", self.masked())
    }
}

/// What an authority says of a person's certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CertificateState {
    /// There is one, and it signs.
    Issue,
    /// The authority does not know the person.
    NotRegistered,
    /// The person is known and never asked for one, or did not finish.
    NoCertificate,
    Revoke,
    Expire,
    Suspend,
    /// The authority said something else.
    Unknown,
}

impl CertificateState {
    pub const ALL: [Self; 7] = [
        Self::Issue,
        Self::NotRegistered,
        Self::NoCertificate,
        Self::Revoke,
        Self::Expire,
        Self::Suspend,
        Self::Unknown,
    ];

    /// The authority's word, which is also the one that is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Issue => "ISSUE",
            Self::NotRegistered => "NOT_REGISTERED",
            Self::NoCertificate => "NO_CERTIFICATE",
            Self::Revoke => "REVOKE",
            Self::Expire => "EXPIRE",
            Self::Suspend => "SUSPEND",
            Self::Unknown => "UNKNOWN",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }

    pub fn can_sign(self) -> bool {
        self == Self::Issue
    }
}
