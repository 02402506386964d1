//! What signing stands on: the office, its keys, and the services outside.

use std::sync::Arc;

use base::{Error, Kind, Result};
use cell::Cell;
use identity::Actor;
use pki::trust::TrustAnchor;
use ports::signing::{Standing, Subject};
use ports::{PdfSigner, RevocationSource, TimestampAuthority};

use super::subject;
use crate::domain::kind::LetterType;
use crate::usecase::Office;
use crate::usecase::keys::Keyring;
use crate::usecase::signers::PersonSigner;

/// A recognised certification authority (PSrE) that signs for people.
#[derive(Clone)]
pub struct Certified {
    pub signer: Arc<dyn PdfSigner>,
    /// What people call it: `BSrE`.
    pub name: String,
    /// What stands at the foot of letters that it signs; only of those.
    pub sentence: String,
    /// Its pinned certificates.
    pub anchors: Vec<TrustAnchor>,
}

/// The services outside. What is not set up is missing.
#[derive(Clone, Default)]
pub struct SigningServices {
    pub certified: Option<Certified>,
    pub revocation: Option<Arc<dyn RevocationSource>>,
    /// For signatures whose own time-stamp is missing, and for archives.
    pub stamps: Option<Arc<dyn TimestampAuthority>>,
}

/// Everything that signing needs. Cheap to clone; pages take it as `Extension<SigningHouse>`.
#[derive(Clone)]
pub struct SigningHouse {
    office: Office,
    keyring: Keyring,
}

impl SigningHouse {
    pub fn new(office: Office, keyring: Keyring) -> Self {
        Self { office, keyring }
    }

    pub fn office(&self) -> &Office {
        &self.office
    }

    pub fn cell(&self) -> &Cell {
        self.office.cell()
    }

    pub fn services(&self) -> &SigningServices {
        self.office.signing()
    }

    /// What kind of signature a letter of this type gets.
    pub fn standing(&self, kind: &LetterType) -> Standing {
        kind.signature.standing()
    }

    /// Whoever signs for a person in this standing, and how they are known there.
    ///
    /// # Errors
    /// `documents/no-service` when no certification authority is set up; `documents/no-subject` for
    /// a person who has not said how it knows them.
    pub(super) async fn signer(
        &self,
        actor: &Actor,
        standing: Standing,
    ) -> Result<(Arc<dyn PdfSigner>, Subject)> {
        if standing == Standing::Internal {
            let signer = PersonSigner::new(self.keyring.clone(), actor.clone());
            let subject = signer.subject();
            return Ok((Arc::new(signer), subject));
        }
        let signer = self.authority()?;
        let subject = subject::of(self.cell(), actor.id()).await?;
        let unlinked = || Error::new(Kind::Precondition, "documents/no-subject");
        Ok((signer, subject.ok_or_else(unlinked)?))
    }

    /// The certification authority, whoever asks it.
    ///
    /// # Errors
    /// `documents/no-service`.
    pub(super) fn authority(&self) -> Result<Arc<dyn PdfSigner>> {
        let missing = || Error::new(Kind::Precondition, "documents/no-service");
        let certified = self.services().certified.as_ref().ok_or_else(missing)?;
        Ok(certified.signer.clone())
    }
}
