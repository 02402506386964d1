//! One-time links: how somebody gets in without a mail server.

use base::{Id, Instant};

use crate::totp::Enrolment;
use crate::{Account, Token};

/// What a link lets its holder do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// The first administrator: name, password and second factor.
    First,
    /// A new account: password and second factor.
    Invitation,
    /// A forgotten password; the second factor stays and is asked for.
    Password,
    /// A lost phone or a taken-over account: password and a new second factor.
    Everything,
}

impl Purpose {
    const ALL: [Self; 4] = [Self::First, Self::Invitation, Self::Password, Self::Everything];

    /// The word that is stored, and the end of its translation key.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Invitation => "invitation",
            Self::Password => "password",
            Self::Everything => "everything",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.as_str() == text)
    }

    /// Whether the holder puts a new secret into the phone.
    pub fn enrols(self) -> bool {
        self != Self::Password
    }
}

/// A link to be handed over once; it cannot be shown again.
#[derive(Debug, Clone)]
pub struct OneTimeLink {
    pub token: Token,
    pub account: Id<Account>,
    pub login: String,
    pub purpose: Purpose,
    pub expires_at: Instant,
}

/// What the page of a link shows.
#[derive(Debug, Clone)]
pub struct OpenLink {
    pub account: Id<Account>,
    pub login: String,
    pub name: String,
    pub purpose: Purpose,
    pub expires_at: Instant,
    /// The new second factor; `None` when the old one stays.
    pub enrolment: Option<Enrolment>,
}

/// What the holder of a link sends.
#[derive(Debug)]
pub struct Redeem<'a> {
    pub token: &'a Token,
    pub password: &'a str,
    /// The code the phone shows.
    pub code: &'a str,
    /// Only the first administrator chooses these two; ignored otherwise.
    pub login: Option<&'a str>,
    pub name: Option<&'a str>,
    pub address: &'a str,
}

/// Wrong codes after which a link ends.
pub(crate) const LINK_TRIES: u32 = 10;
