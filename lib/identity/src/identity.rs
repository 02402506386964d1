//! The value that holds what sign-in needs.

use std::sync::Arc;

use base::{Error, Id};
use cell::{Cell, sealed};

use crate::hash::Hasher;
use crate::totp::SecondFactor;
use crate::{Account, Rights, Settings};

/// What second factors are encrypted for.
pub(crate) const SECRETS: &str = "identity/secrets-at-rest";

/// The people of one cell and how they come in. Cheap to clone; the use-cases are its methods.
#[derive(Clone)]
pub struct Identity(Arc<Inner>);

struct Inner {
    cell: Cell,
    rights: Rights,
    settings: Settings,
    hasher: Hasher,
}

impl Identity {
    /// # Errors
    /// `identity/hashing` when the cost of argon2id is out of its range.
    pub fn new(cell: Cell, rights: Rights, settings: Settings) -> Result<Self, Error> {
        let hasher = Hasher::new(settings.hashing, cell.random())?;
        Ok(Self(Arc::new(Inner { cell, rights, settings, hasher })))
    }

    pub fn cell(&self) -> &Cell {
        &self.0.cell
    }

    /// The table of role, permission and scope in force.
    pub fn rights(&self) -> &Rights {
        &self.0.rights
    }

    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    pub(crate) fn hasher(&self) -> &Hasher {
        &self.0.hasher
    }

    /// The second factor that is stored for an account.
    pub(crate) fn second_factor(
        &self,
        account: Id<Account>,
        login: &str,
        sealed: &str,
    ) -> Result<SecondFactor, Error> {
        let secret = sealed::open(self.cell(), SECRETS, &account.to_string(), sealed)?;
        SecondFactor::new(&secret, &self.issuer(), login)
    }

    /// What the phone app calls these codes.
    fn issuer(&self) -> String {
        format!("Pelangi {}", self.cell().settings().name)
    }

    /// The key under which tries are counted: a keyed hash, because people type passwords into the
    /// field of the name.
    pub(crate) fn tries_key(&self, of: &str, text: &str) -> String {
        let mac = self.cell().keys().mac("identity/tries", format!("{of}:{text}").as_bytes());
        mac.iter().map(|b| format!("{b:02x}")).collect()
    }
}
